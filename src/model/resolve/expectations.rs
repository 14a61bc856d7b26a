//! What an example expects of a decision, and of its rules.

use rust_decimal::Decimal;

use super::clauses;
use super::examples::{about, fact, is_list, wanted};
use super::reports::Reports;
use super::scope::{DecisionHead, Scope, Target};
use super::values;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Collect, Datum, DecisionId, Expectation, Expected, FactId, LevelId, Rule, RuleId,
};
use crate::source::Span;
use crate::syntax::tree::{self, Literal, Name, Spanned};
use crate::words::Words;

/// One expectation.
pub(super) fn read(
    written: &tree::Expectation,
    from: LevelId,
    rules: &[Option<Rule>],
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Expectation> {
    let (decision, head) = about(written, from, scope, reports)?;
    let outcome = outcome(written, head, from, scope, reports);
    let (mut by, mut not_by) = (Vec::new(), Vec::new());
    for (wins, name) in &written.by {
        let found = concluding(name, (decision, head.name), from, rules, scope, reports);
        if *wins {
            by.extend(found);
        } else {
            not_by.extend(found);
        }
    }
    Some(Expectation {
        decision,
        outcome: outcome?,
        by,
        not_by,
        span: written.span,
    })
}

fn outcome(
    written: &tree::Expectation,
    head: &DecisionHead,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Expected> {
    let list = is_list(head);
    Some(match &written.outcome {
        tree::Expected::Blank => {
            reports.push(blank(written.span, head));
            return None;
        }
        tree::Expected::Value(value) => match head.collect {
            Some(Collect::List) => {
                reports.push(wrong_form(written.span, head, list));
                return None;
            }
            Some(Collect::Count) => Expected::Value(count(value, head, reports)?),
            Some(Collect::Sum) => Expected::Value(sum(value, head, scope, reports)?),
            Some(Collect::Min | Collect::Max) | None => Expected::Value(values::datum(
                value,
                head.ty.as_ref()?,
                head.name,
                scope,
                reports,
            )?),
        },
        tree::Expected::List(values) if list => {
            Expected::List(wanted(values, head, scope, reports)?)
        }
        tree::Expected::Includes(values) if list => {
            Expected::Includes(wanted(values, head, scope, reports)?)
        }
        tree::Expected::List(_) | tree::Expected::Includes(_) => {
            reports.push(wrong_form(written.span, head, list));
            return None;
        }
        tree::Expected::Decided => Expected::Decided,
        tree::Expected::Contested(values) => {
            if head.collect.is_some() && !values.is_empty() {
                reports.push(wrong_form(written.span, head, list));
                return None;
            }
            Expected::Contested(wanted(values, head, scope, reports)?)
        }
        tree::Expected::Undetermined(needs) => {
            let facts: Vec<Option<FactId>> = needs
                .iter()
                .map(|name| fact(name, from, scope, reports))
                .collect();
            let mut facts = facts.into_iter().collect::<Option<Vec<FactId>>>()?;
            facts.sort_unstable();
            facts.dedup();
            Expected::Undetermined(facts)
        }
        tree::Expected::Unclassified => Expected::Unclassified,
    })
}

/// How many distinct values.
fn count(value: &Spanned<Literal>, head: &DecisionHead, reports: &mut Reports) -> Option<Datum> {
    match &value.node {
        Literal::Number(number, None)
            if number.normalize().scale() == 0 && *number >= Decimal::ZERO =>
        {
            Some(Datum::Number(number.normalize()))
        }
        _ => {
            let name = head.name;
            let words = Words::new(
                format!("`{name}` counts values: a whole number"),
                format!("`{name}` 是计数，应为整数"),
            );
            reports.push(
                super::domains::mismatch(value.span, words)
                    .help(Words::new("write `is 2`", "如 `是 2`")),
            );
            None
        }
    }
}

/// A sum may lie outside the range of what is added.
fn sum(
    value: &Spanned<Literal>,
    head: &DecisionHead,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Datum> {
    values::datum(
        value,
        &values::unbounded(head.ty.as_ref()?),
        head.name,
        scope,
        reports,
    )
}

/// A rule that concludes about the decision.
fn concluding(
    name: &Name,
    (decision, about): (DecisionId, &str),
    from: LevelId,
    rules: &[Option<Rule>],
    scope: &Scope,
    reports: &mut Reports,
) -> Option<RuleId> {
    let id = one_rule(name, from, scope, reports)?;
    concludes(name, id, (decision, about), rules, reports).then_some(id)
}

/// A rule or row by name, not a whole table.
pub(super) fn one_rule(
    name: &Name,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<RuleId> {
    match clauses::rule(name, from, scope, reports)? {
        Target::Rule(id) => Some(id),
        Target::Unnamed => None,
        Target::Table(_) => {
            let text = &name.text;
            reports.push(
                Diagnostic::error(
                    Code::WrongSort,
                    name.span,
                    Words::new(format!("`{text}` is a table"), format!("`{text}` 是一张表")),
                )
                .help(Words::new(
                    format!("name one of its rows: `{text}.ID`"),
                    format!("请写其中一行：`{text}.编号`"),
                )),
            );
            None
        }
    }
}

/// Whether a rule concludes about a decision; reported if not. A broken rule is passed over.
pub(super) fn concludes(
    name: &Name,
    id: RuleId,
    (decision, about): (DecisionId, &str),
    rules: &[Option<Rule>],
    reports: &mut Reports,
) -> bool {
    let Some(Some(rule)) = rules.get(id.index()) else {
        return true;
    };
    let found = rule
        .conclusions
        .iter()
        .any(|conclusion| conclusion.decision == decision);
    if !found {
        reports.push(silent(name, about, rule.span));
    }
    found
}

fn silent(name: &Name, about: &str, rule: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        Code::WrongSort,
        name.span,
        Words::new(
            format!("rule `{text}` concludes nothing about `{about}`"),
            format!("规则 `{text}` 没有关于 `{about}` 的结论"),
        ),
    )
    .and(rule, Words::new("the rule", "该规则"))
    .help(Words::new(
        format!("name a rule that concludes `{about}`"),
        format!("请写对 `{about}` 下结论的规则"),
    ))
}

/// `tier is ?`.
fn blank(span: Span, head: &DecisionHead) -> Diagnostic {
    let name = head.name;
    let (en, zh) = match head.collect {
        Some(Collect::List) => ("is ()", "是 ()"),
        Some(Collect::Sum | Collect::Count) => ("is 0", "是 0"),
        Some(Collect::Min | Collect::Max) | None => ("unclassified", "未归类"),
    };
    Diagnostic::error(
        Code::EmptyExample,
        span,
        Words::new(
            format!("what `{name}` should be here is not filled in yet"),
            format!("这里 `{name}` 应为什么，还没有填写"),
        ),
    )
    .help(Words::new(
        format!(
            "put what the document prescribes in place of `?`; if it prescribes nothing, write `{name} {en}`"
        ),
        format!("请把 `?` 换成文件规定的结果；文件没有规定的，写 `{name} {zh}`"),
    ))
}

fn wrong_form(span: Span, head: &DecisionHead, list: bool) -> Diagnostic {
    let name = head.name;
    let (message, help) = if list {
        (
            Words::new(
                format!("`{name}` is a collected list"),
                format!("`{name}` 是汇总的列表"),
            ),
            Words::new(
                format!("write `{name} is (…)` or `{name} includes …`"),
                format!("请写 `{name} 是 (…)` 或 `{name} 包含 …`"),
            ),
        )
    } else {
        (
            Words::new(
                format!("`{name}` is one value, not a list"),
                format!("`{name}` 是一个值，不是列表"),
            ),
            Words::new(
                format!("write `{name} is …`"),
                format!("请写 `{name} 是 …`"),
            ),
        )
    };
    Diagnostic::error(Code::ConclusionForm, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::super::testing::added;

    #[test]
    fn what_is_expected_has_the_form_of_the_decision() {
        let expect = |text: &str| {
            added(&format!(
                "example \"e\" given planning expect {text}\nrule A when planning then lead is street"
            ))
        };
        assert_eq!(
            expect("tier is service"),
            ["FL0201 service: `service` is no value of `tier`"]
        );
        assert_eq!(
            expect("tier is ?, assist is ?"),
            [
                "FL0413 tier is ?: what `tier` should be here is not filled in yet",
                "FL0413 assist is ?: what `assist` should be here is not filled in yet"
            ]
        );
        assert_eq!(
            expect("lead is (street)"),
            ["FL0309 lead is (street): `lead` is one value, not a list"]
        );
        assert_eq!(
            expect("assist is street"),
            ["FL0309 assist is street: `assist` is a collected list"]
        );
        assert_eq!(
            expect("tier unclassified by A"),
            ["FL0205 A: rule `A` concludes nothing about `tier`"]
        );
        assert_eq!(
            expect("tier unclassified by B"),
            ["FL0203 B: no rule is named `B`"]
        );
        assert_eq!(
            expect("tier undetermined needs (lead)"),
            ["FL0205 lead: `lead` is no fact"]
        );
    }
}
