//! What rules conclude: a leaf for each decision, in the form that the decision takes.

use super::items;
use super::reports::Reports;
use super::scope::{DecisionHead, Item, Scope};
use super::values;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Collect, Conclusion, Datum, DecisionId, LevelId};
use crate::source::Span;
use crate::syntax::tree::{self, ConclusionForm, Literal, Name, Spanned};
use crate::words::Words;

/// The conclusions of a rule, by decision; several `includes` of one list are one.
pub(super) fn read(
    written: &[tree::Conclusion],
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Vec<Conclusion>> {
    let mut sound = true;
    let mut conclusions: Vec<Conclusion> = Vec::with_capacity(written.len());
    for conclusion in written {
        let Some(read) = one(conclusion, from, scope, reports) else {
            sound = false;
            continue;
        };
        match conclusions
            .iter_mut()
            .find(|earlier| earlier.decision == read.decision)
        {
            None => conclusions.push(read),
            Some(earlier) if several(scope.decisions[read.decision.index()].collect) => {
                earlier.values.extend(read.values);
                earlier.span = earlier.span.to(read.span);
            }
            Some(earlier) => {
                reports.push(twice(&conclusion.decision, earlier.span));
                sound = false;
            }
        }
    }
    for conclusion in &mut conclusions {
        conclusion.values.sort_unstable();
        conclusion.values.dedup();
    }
    conclusions.sort_by_key(|conclusion| conclusion.decision);
    sound.then_some(conclusions)
}

/// Whether one rule may conclude several values.
pub(super) fn several(collect: Option<Collect>) -> bool {
    matches!(collect, Some(Collect::List | Collect::Count))
}

fn one(
    written: &tree::Conclusion,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Conclusion> {
    let id = decision(&written.decision, from, scope, reports)?;
    let head = &scope.decisions[id.index()];
    let right = form(head.collect);
    if written.form != right {
        reports.push(wrong_form(written.span, head, right));
        return None;
    }
    let values = data(&written.values, head, scope, reports)?;
    if values.is_empty() || values.len() > 1 && !several(head.collect) {
        reports.push(one_value(written.span, head));
        return None;
    }
    Some(Conclusion {
        decision: id,
        values,
        span: written.span,
    })
}

/// Values of a decision, all read though one is broken.
pub(super) fn data(
    written: &[Spanned<Literal>],
    head: &DecisionHead,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Vec<Datum>> {
    let ty = head.ty.as_ref()?;
    let read: Vec<Option<Datum>> = written
        .iter()
        .map(|value| values::datum(value, ty, head.name, scope, reports))
        .collect();
    read.into_iter().collect()
}

/// A decision by name, seen from a ruleset.
pub(super) fn decision(
    name: &Name,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<DecisionId> {
    match items::find(name, from, scope, reports)? {
        Item::Decision(id) => Some(id),
        Item::Fact(_) | Item::Define(_) => {
            let text = &name.text;
            let declared = scope.items[text.as_str()].span;
            reports.push(
                Diagnostic::error(
                    Code::WrongSort,
                    name.span,
                    Words::new(
                        format!("`{text}` is no decision"),
                        format!("`{text}` 不是决定"),
                    ),
                )
                .and(declared, Words::new("declared here", "声明在这里"))
                .help(Words::new(
                    "facts are given, only decisions are concluded",
                    "事实是给定的，规则只能得出决定",
                )),
            );
            None
        }
    }
}

/// The form in which a decision is concluded.
fn form(collect: Option<Collect>) -> ConclusionForm {
    match collect {
        None | Some(Collect::Min | Collect::Max) => ConclusionForm::Is,
        Some(Collect::List | Collect::Count) => ConclusionForm::Includes,
        Some(Collect::Sum) => ConclusionForm::Adds,
    }
}

fn wrong_form(span: Span, head: &DecisionHead, right: ConclusionForm) -> Diagnostic {
    let name = head.name;
    let (en, zh, why) = match (right, head.collect) {
        (ConclusionForm::Adds, _) => ("adds", "计", Words::new("is a sum", "是合计")),
        (ConclusionForm::Includes, Some(Collect::Count)) => {
            ("includes", "包含", Words::new("counts values", "是计数"))
        }
        (ConclusionForm::Includes, _) => (
            "includes",
            "包含",
            Words::new("collects values", "汇总多个值"),
        ),
        (ConclusionForm::Is, _) => ("is", "是", Words::new("has one value", "只有一个值")),
    };
    Diagnostic::error(
        Code::ConclusionForm,
        span,
        Words::new(
            format!("`{name}` {}, and is concluded with `{en}`", why.en),
            format!("`{name}` {}，结论应使用 `{zh}`", why.zh),
        ),
    )
    .help(Words::new(
        format!("write `{name} {en} …`"),
        format!("请写 `{name} {zh} …`"),
    ))
}

pub(super) fn one_value(span: Span, head: &DecisionHead) -> Diagnostic {
    let name = head.name;
    Diagnostic::error(
        Code::ConclusionForm,
        span,
        Words::new(
            format!("a rule concludes one value of `{name}`"),
            format!("一条规则只能得出 `{name}` 的一个值"),
        ),
    )
    .help(Words::new(
        format!("write one value, or declare `decision {name} : collect …`"),
        format!("请只写一个值，或声明 `决定 {name} : 汇总 …`"),
    ))
}

fn twice(again: &Name, first: Span) -> Diagnostic {
    let name = &again.text;
    Diagnostic::error(
        Code::DoubleConclusion,
        again.span,
        Words::new(
            format!("this rule concludes `{name}` twice"),
            format!("同一条规则对 `{name}` 下了两次结论"),
        ),
    )
    .and(first, Words::new("first concluded here", "首次结论在这里"))
    .help(Words::new(
        "keep one of them, or write two rules",
        "请保留其中一个，或写成两条规则",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};
    use crate::model::Datum;

    fn then(text: &str) -> Vec<String> {
        added(&format!("rule A when planning then {text}"))
    }

    #[test]
    fn each_decision_has_its_form() {
        assert_eq!(
            then("assist is street"),
            ["FL0309 assist is street: `assist` collects values, and is concluded with `includes`"]
        );
        assert_eq!(
            then("tier includes official"),
            ["FL0309 tier includes official: `tier` has one value, and is concluded with `is`"]
        );
        assert_eq!(
            then("fee is 3"),
            ["FL0309 fee is 3: `fee` is a sum, and is concluded with `adds`"]
        );
        assert_eq!(
            then("matter is parking"),
            ["FL0205 matter: `matter` is no decision"]
        );
    }

    #[test]
    fn a_list_may_be_said_in_parts_and_a_value_may_not() {
        let model = model(&format!(
            "{BASE}rule A when planning then assist includes town, assist includes (street, town)\n"
        ));
        assert_eq!(model.rules[0].conclusions.len(), 1);
        assert_eq!(
            model.rules[0].conclusions[0].values,
            [Datum::Leaf(0), Datum::Leaf(1)]
        );
        assert_eq!(
            then("tier is official, tier is common"),
            ["FL0414 tier: this rule concludes `tier` twice"]
        );
    }
}
