//! Conditions: `and`, `or`, `not`, and what stands between them.

use super::domains::mismatch;
use super::items::{self, AS_OF};
use super::scope::{Item, Place, Site, Usage};
use super::sense::{Sense, sense};
use super::{comparisons, depth, predicates};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, Subject, Test, TestForm};
use crate::source::Span;
use crate::syntax::tree::{Comparison, Expression, ExpressionNode, Literal, Name};
use crate::words::Words;

/// The most nodes of a condition, with definitions put in their place.
const LARGEST: u64 = 100_000;
/// The deepest nesting, likewise: what reads a condition may do so recursively.
const DEEPEST: u32 = 256;

/// A condition that stands by itself: of a rule, a definition, a guarantee.
pub(super) fn whole(written: &Expression, site: &mut Site<'_, '_>) -> Option<Condition> {
    within_limits(written, site, condition)
}

/// Reads something that is neither too deep nor, with its definitions, too large.
pub(super) fn within_limits<T>(
    written: &Expression,
    site: &mut Site<'_, '_>,
    read: impl FnOnce(&Expression, &mut Site<'_, '_>) -> Option<T>,
) -> Option<T> {
    let depth = depth::of(written);
    if depth > DEEPEST {
        site.reports.push(too_deep(written.span));
        return None;
    }
    let before = std::mem::take(&mut site.usage);
    let found = read(written, site);
    site.usage.depth = site.usage.depth.saturating_add(depth);
    if found.is_some() && (site.usage.size > LARGEST || site.usage.depth > DEEPEST) {
        site.reports.push(too_deep(written.span));
        return None;
    }
    site.usage = Usage {
        decisions: site.usage.decisions || before.decisions,
        date: site.usage.date || before.date,
        size: site.usage.size.max(before.size),
        depth: site.usage.depth.max(before.depth),
    };
    found
}

/// A condition or a part of one.
pub(super) fn condition(written: &Expression, site: &mut Site<'_, '_>) -> Option<Condition> {
    site.usage.size = site.usage.size.saturating_add(1);
    let span = written.span;
    match &written.node {
        ExpressionNode::And(all) => parts(all, site).map(Condition::All),
        ExpressionNode::Or(all) => parts(all, site).map(Condition::Any),
        ExpressionNode::Not(inner) => condition(inner, site).map(negated),
        ExpressionNode::Literal(Literal::Name(name)) => bare(name, site),
        ExpressionNode::Is {
            subject,
            negated: not,
            values,
            ..
        } => {
            let values: Vec<&Expression> = values.iter().collect();
            let found = predicates::is(span, subject, &values, site)?;
            Some(if *not { negated(found) } else { found })
        }
        ExpressionNode::Compare {
            left,
            op: Comparison::Equal,
            right,
        } => predicates::is(span, left, &[right], site),
        ExpressionNode::Compare { left, op, right } => {
            comparisons::compare(span, left, *op, right, site)
        }
        ExpressionNode::Between { subject, low, high } => {
            comparisons::between(span, subject, low, high, site)
        }
        ExpressionNode::Includes {
            subject,
            quantifier,
            values,
        } => predicates::includes(span, subject, *quantifier, values, site),
        ExpressionNode::Mentions {
            subject,
            quantifier,
            patterns,
        } => predicates::mentions(span, subject, *quantifier, patterns, site),
        ExpressionNode::IsDecided(subject) => decided(span, subject, site),
        ExpressionNode::Arithmetic { .. } | ExpressionNode::Literal(_) => {
            let words = Words::new(
                "a value stands where a condition must",
                "此处应为条件，写的却是一个值",
            );
            let help = Words::new("compare it: `… is at least …`", "请加上比较，如 `… 至少 …`");
            site.reports.push(mismatch(span, words).help(help));
            None
        }
    }
}

/// All parts, each read though another is broken.
fn parts(all: &[Expression], site: &mut Site<'_, '_>) -> Option<Vec<Condition>> {
    let read: Vec<Option<Condition>> = all.iter().map(|part| condition(part, site)).collect();
    read.into_iter().collect()
}

/// Not; twice not is dropped.
pub(super) fn negated(condition: Condition) -> Condition {
    match condition {
        Condition::Not(inner) => *inner,
        other => Condition::Not(Box::new(other)),
    }
}

pub(super) fn test(form: TestForm, span: Span) -> Condition {
    Condition::Test(Test { form, span })
}

/// The fact or decision that a subject is.
pub(super) fn subject(item: Item) -> Option<Subject> {
    match item {
        Item::Fact(id) => Some(Subject::Fact(id)),
        Item::Decision(id) => Some(Subject::Decision(id)),
        Item::Define(_) => None,
    }
}

/// The name that an expression is, `as_of` aside.
pub(super) fn name_of(written: &Expression) -> Option<&Name> {
    match &written.node {
        ExpressionNode::Literal(Literal::Name(name)) if name.text != AS_OF => Some(name),
        _ => None,
    }
}

/// A bare name: a yes/no fact or decision, or a defined condition.
fn bare(name: &Name, site: &mut Site<'_, '_>) -> Option<Condition> {
    if name.text != AS_OF {
        let item = items::read(name, site)?;
        match (sense(item, site.scope), item) {
            (Sense::Broken, _) => return None,
            (Sense::YesNo, _) => {
                let subject = subject(item)?;
                return Some(test(
                    TestForm::YesNo {
                        subject,
                        expected: true,
                    },
                    name.span,
                ));
            }
            (Sense::Condition, Item::Define(id)) => {
                return Some(test(TestForm::Defined(id), name.span));
            }
            _ => {}
        }
    }
    let text = &name.text;
    site.reports.push(
        mismatch(
            name.span,
            Words::new(
                format!("`{text}` alone is no condition"),
                format!("单独一个 `{text}` 不是条件"),
            ),
        )
        .help(Words::new(
            format!("say what it should be: `{text} is …`"),
            format!("请写明它应是什么：`{text} 是 …`"),
        )),
    );
    None
}

fn decided(span: Span, subject: &Expression, site: &mut Site<'_, '_>) -> Option<Condition> {
    if site.place != Place::Guarantee {
        site.reports.push(
            Diagnostic::error(
                Code::WrongSort,
                span,
                Words::new(
                    "`is decided` stands in guarantees only",
                    "`已定` 只能用在保证中",
                ),
            )
            .help(Words::new(
                "test the value itself: `… is …`",
                "请直接检验取值：`… 是 …`",
            )),
        );
        return None;
    }
    let item = name_of(subject).map(|name| items::read(name, site));
    match item {
        Some(Some(Item::Decision(id))) => Some(test(TestForm::Decided(id), span)),
        Some(None) => None,
        _ => {
            let words = Words::new("only a decision can be decided", "只有决定才谈得上“已定”");
            let help = Words::new(
                "name a decision: `tier is decided`",
                "请写决定，如 `类别 已定`",
            );
            site.reports
                .push(Diagnostic::error(Code::WrongSort, subject.span, words).help(help));
            None
        }
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        Words::new(
            "this is too deep or too large, definitions included",
            "连同所用的定义，此处嵌套过深或过大",
        ),
    )
    .help(Words::new(
        "split it into several rules",
        "请拆分成几条规则",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    #[test]
    fn values_alone_are_no_conditions() {
        let condition = |text: &str| added(&format!("rule A when {text} then lead is street"));
        assert_eq!(
            condition("households"),
            ["FL0301 households: `households` alone is no condition"]
        );
        assert_eq!(
            condition("as_of"),
            ["FL0301 as_of: `as_of` alone is no condition"]
        );
        assert_eq!(
            condition("households + 1"),
            ["FL0301 households + 1: a value stands where a condition must"]
        );
        assert_eq!(
            condition("tier is decided"),
            ["FL0205 tier is decided: `is decided` stands in guarantees only"]
        );
    }

    #[test]
    fn guarantees_ask_whether_something_is_decided() {
        model(&format!(
            "{BASE}guarantee G whenever planning then lead is decided\n"
        ));
        assert_eq!(
            added("guarantee G never planning is decided"),
            ["FL0205 planning: only a decision can be decided"]
        );
    }

    #[test]
    fn definitions_cannot_grow_without_end() {
        let doubled: Vec<String> = (1..40)
            .map(|n| format!("define d{n} = d{} or planning and d{}", n - 1, n - 1))
            .collect();
        let text = format!("define d0 = planning\n{}", doubled.join("\n"));
        let problems = added(&text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("FL0102 "));
    }
}
