//! Tests of what a fact or decision is: `is`, `includes`, `mentions`.

use super::comparisons;
use super::conditions::{name_of, negated, subject, test};
use super::domains::mismatch;
use super::items;
use super::labels::nfc;
use super::scope::{Item, Site};
use super::sense::{Sense, sense};
use super::{show, values};
use crate::diagnostic::Diagnostic;
use crate::model::{Condition, KindId, NodeId, Quantifier, TestForm, Type};
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionNode, Literal, Spanned, Text};
use crate::words::Words;

/// `SUBJECT is one of VALUES`.
pub(super) fn is(
    span: Span,
    of: &Expression,
    values: &[&Expression],
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    let Some(name) = name_of(of) else {
        return comparisons::equals(span, of, values, site);
    };
    let item = items::read(name, site)?;
    let of_subject = subject(item);
    match (sense(item, site.scope), of_subject) {
        (Sense::Broken, _) => None,
        (Sense::Kind(kind), Some(subject)) => {
            let nodes = nodes(&name.text, kind, values, site)?;
            Some(test(TestForm::Is { subject, nodes }, span))
        }
        (Sense::YesNo, Some(subject)) => {
            let tests = yes_or_no(&name.text, values, site)?;
            Some(any(tests.into_iter().map(|expected| {
                test(TestForm::YesNo { subject, expected }, span)
            })))
        }
        (Sense::Condition, _) => {
            let Item::Define(id) = item else { return None };
            let tests = yes_or_no(&name.text, values, site)?;
            let holds = test(TestForm::Defined(id), span);
            Some(any(tests.into_iter().map(|expected| {
                if expected {
                    holds.clone()
                } else {
                    negated(holds.clone())
                }
            })))
        }
        (Sense::Text, _) => {
            let Item::Fact(fact) = item else { return None };
            let texts = texts(&name.text, values, site)?;
            Some(test(TestForm::TextIs { fact, texts }, span))
        }
        (Sense::Many(_), _) => {
            let text = &name.text;
            site.reports.push(
                mismatch(
                    span,
                    Words::new(
                        format!("`{text}` has several values at once"),
                        format!("`{text}` 可同时有多个值"),
                    ),
                )
                .help(Words::new(
                    format!("write `{text} includes …`"),
                    format!("请写 `{text} 包含 …`"),
                )),
            );
            None
        }
        _ => comparisons::equals(span, of, values, site),
    }
}

fn any(all: impl Iterator<Item = Condition>) -> Condition {
    let mut all: Vec<Condition> = all.collect();
    match all.pop() {
        Some(only) if all.is_empty() => only,
        Some(last) => {
            all.push(last);
            Condition::Any(all)
        }
        None => Condition::Any(all),
    }
}

/// Values of a kind, all read though one is broken.
fn nodes(
    owner: &str,
    kind: KindId,
    values: &[&Expression],
    site: &mut Site<'_, '_>,
) -> Option<Vec<NodeId>> {
    let read: Vec<Option<NodeId>> = values
        .iter()
        .map(|value| match &value.node {
            ExpressionNode::Literal(Literal::Name(name)) => {
                values::node(name, kind, site.scope, site.reports)
            }
            other => {
                site.reports
                    .push(no_value(owner, &Type::Kind(kind), value.span, other, site));
                None
            }
        })
        .collect();
    read.into_iter().collect()
}

fn yes_or_no(owner: &str, values: &[&Expression], site: &mut Site<'_, '_>) -> Option<Vec<bool>> {
    let read: Vec<Option<bool>> = values
        .iter()
        .map(|value| match &value.node {
            ExpressionNode::Literal(Literal::YesNo(yes)) => Some(*yes),
            other => {
                site.reports
                    .push(no_value(owner, &Type::YesNo, value.span, other, site));
                None
            }
        })
        .collect();
    read.into_iter().collect()
}

fn texts(owner: &str, values: &[&Expression], site: &mut Site<'_, '_>) -> Option<Vec<String>> {
    let read: Vec<Option<String>> = values
        .iter()
        .map(|value| match &value.node {
            ExpressionNode::Literal(Literal::Text(text)) => Some(nfc(text)),
            other => {
                site.reports
                    .push(no_value(owner, &Type::Text, value.span, other, site));
                None
            }
        })
        .collect();
    read.into_iter().collect()
}

fn no_value(
    owner: &str,
    ty: &Type,
    span: Span,
    found: &ExpressionNode,
    site: &Site<'_, '_>,
) -> Diagnostic {
    if let ExpressionNode::Literal(literal) = found {
        return values::wrong_type(
            &Spanned {
                node: literal.clone(),
                span,
            },
            ty,
            owner,
            site.scope,
        );
    }
    if let (ExpressionNode::Or(_), Type::Kind(_)) = (found, ty) {
        let words = Words::new(
            "`or` stands between conditions, not between values",
            "`或` 连接条件，不连接值",
        );
        let help = Words::new(
            format!("write `{owner} is one of (…)`"),
            format!("请写 `{owner} 是其一 (…)`"),
        );
        return mismatch(span, words).help(help);
    }
    let what = show::ty(ty, site.scope);
    let words = Words::new(
        format!("`{owner}` is {}", what.en),
        format!("`{owner}` 是{}", what.zh),
    );
    let diagnostic = mismatch(span, words);
    match show::how(ty, site.scope) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// `SUBJECT includes any of VALUES`.
pub(super) fn includes(
    span: Span,
    of: &Expression,
    quantifier: Quantifier,
    wanted: &[Spanned<Literal>],
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    let item = match name_of(of) {
        Some(name) => Some(items::read(name, site)?),
        None => None,
    };
    let sense = item.map(|item| (sense(item, site.scope), subject(item)));
    match sense {
        Some((Sense::Broken, _)) => None,
        Some((Sense::Many(kind), Some(subject))) => {
            let nodes: Vec<Option<NodeId>> = wanted
                .iter()
                .map(|literal| {
                    if let Literal::Name(name) = &literal.node {
                        return values::node(name, kind, site.scope, site.reports);
                    }
                    let owner = name_of(of).map_or("", |name| &name.text);
                    site.reports.push(values::wrong_type(
                        literal,
                        &Type::Kind(kind),
                        owner,
                        site.scope,
                    ));
                    None
                })
                .collect();
            let nodes = nodes.into_iter().collect::<Option<Vec<NodeId>>>()?;
            Some(test(
                TestForm::Includes {
                    subject,
                    quantifier,
                    nodes,
                },
                span,
            ))
        }
        other => {
            let help = match other {
                Some((Sense::Text, _)) => {
                    Words::new("search text with `mentions`", "文本请用 `提到`")
                }
                Some((Sense::Kind(_), _)) => Words::new(
                    "it has one value: write `is` or `is one of (…)`",
                    "它只有一个值，请写 `是` 或 `是其一 (…)`",
                ),
                _ => Words::new(
                    "`includes` looks into a `set of` fact or a collected decision",
                    "`包含` 用于 `多选` 事实或汇总的决定",
                ),
            };
            let words = Words::new("this is no set", "此处不是集合");
            site.reports.push(mismatch(of.span, words).help(help));
            None
        }
    }
}

/// `TEXT mentions PATTERNS`.
pub(super) fn mentions(
    span: Span,
    of: &Expression,
    quantifier: Quantifier,
    patterns: &[Text],
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    let item = match name_of(of) {
        Some(name) => Some(items::read(name, site)?),
        None => None,
    };
    if let Some(blank) = patterns
        .iter()
        .find(|pattern| pattern.node.trim().is_empty())
    {
        let words = Words::new("no words to look for stand here", "这里没有要查找的词语");
        let help = Words::new("write the words to look for", "请写要查找的词语");
        site.reports.push(mismatch(blank.span, words).help(help));
        return None;
    }
    match item.map(|item| (item, sense(item, site.scope))) {
        Some((Item::Fact(fact), Sense::Text)) => {
            let patterns = patterns.iter().map(|pattern| nfc(&pattern.node)).collect();
            Some(test(
                TestForm::Mentions {
                    fact,
                    quantifier,
                    patterns,
                },
                span,
            ))
        }
        Some((_, Sense::Broken)) => None,
        _ => {
            let words = Words::new(
                "only a text fact mentions words",
                "只有文本事实才能“提到”词语",
            );
            let help = Words::new("compare its value with `is`", "请用 `是` 比较它的取值");
            site.reports.push(mismatch(of.span, words).help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    fn condition(text: &str) -> Vec<String> {
        added(&format!("rule A when {text} then fee adds 1"))
    }

    #[test]
    fn each_type_has_its_tests() {
        let sound = [
            "matter is service",
            "matter is one of (water, parking)",
            "matter is not parking",
            "planning is no",
            "not planning",
            "tier is family",
            "assist includes street",
            "parties includes all of (street, town)",
            "words is \"x\"",
            "words mentions \"lift\"",
            "within is 3 days",
            "fee is 3",
            "lead is not town",
        ];
        for test in sound {
            model(&format!(
                "{BASE}decision n : integer\nrule A when {test} then n is 1\n"
            ));
        }
    }

    #[test]
    fn a_test_of_another_type_is_wrong() {
        assert_eq!(
            condition("parties is street"),
            ["FL0301 parties is street: `parties` has several values at once"]
        );
        assert_eq!(
            condition("matter includes water"),
            ["FL0301 matter: this is no set"]
        );
        assert_eq!(
            condition("matter mentions \"x\""),
            ["FL0301 matter: only a text fact mentions words"]
        );
        assert_eq!(
            condition("words mentions \" \""),
            ["FL0301 \" \": no words to look for stand here"]
        );
        assert_eq!(
            condition("planning is 3"),
            ["FL0301 3: `planning` is yes or no, not a number"]
        );
        assert_eq!(
            condition("lead is (street or town)"),
            ["FL0301 street or town: `or` stands between conditions, not between values"]
        );
    }
}
