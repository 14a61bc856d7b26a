//! Comparisons: of ordered kinds by rank, of numbers, dates and durations by size.

use super::arithmetic::{overflow, tally};
use super::conditions::{name_of, subject, test};
use super::domains::{mismatch, reversed};
use super::expressions::{Quantity, quantity};
use super::items;
use super::scope::Site;
use super::sense::{Sense, sense};
use super::{show, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check;
use crate::model::{Comparison, Condition, Expr, ExprType, KindId, Subject, TestForm, Type};
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionNode, Literal};
use crate::words::Words;

/// What is compared: something with ranks, or a quantity.
enum Side {
    Ranked(Subject, KindId),
    Quantity,
}

/// `LEFT is at least RIGHT`, ….
pub(super) fn compare(
    span: Span,
    left: &Expression,
    op: Comparison,
    right: &Expression,
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    match side(left, site)? {
        Side::Ranked(subject, kind) => {
            let leaf = rank(left, right, kind, site)?;
            Some(test(TestForm::Ranked { subject, op, leaf }, span))
        }
        Side::Quantity => {
            let (a, b) = (quantity(left, site), quantity(right, site));
            let (left, right) = (a?, b?);
            alike(&left, &right, span, site)?;
            Some(test(
                TestForm::Compare {
                    left: left.expr,
                    op,
                    right: right.expr,
                },
                span,
            ))
        }
    }
}

/// `SUBJECT is between LOW and HIGH`.
pub(super) fn between(
    span: Span,
    of: &Expression,
    low: &Expression,
    high: &Expression,
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    match side(of, site)? {
        Side::Ranked(subject, kind) => {
            let (first, last) = (rank(of, low, kind, site), rank(of, high, kind, site));
            let (first, last) = (first?, last?);
            if first > last {
                site.reports.push(reversed(low.span.to(high.span)));
                return None;
            }
            let end = |op, leaf| test(TestForm::Ranked { subject, op, leaf }, span);
            Some(Condition::All(vec![
                end(Comparison::AtLeast, first),
                end(Comparison::AtMost, last),
            ]))
        }
        Side::Quantity => {
            let (subject, first, last) = (
                quantity(of, site),
                quantity(low, site),
                quantity(high, site),
            );
            let (subject, first, last) = (subject?, first?, last?);
            let fits = (
                alike(&subject, &first, span, site),
                alike(&subject, &last, span, site),
                alike(&first, &last, span, site),
            );
            let ((), (), ()) = (fits.0?, fits.1?, fits.2?);
            if first.bounds.low > last.bounds.high {
                site.reports.push(reversed(low.span.to(high.span)));
                return None;
            }
            Some(test(
                TestForm::Between {
                    subject: subject.expr,
                    low: first.expr,
                    high: last.expr,
                },
                span,
            ))
        }
    }
}

/// `SUBJECT is VALUE`, of quantities; any of the values.
pub(super) fn equals(
    span: Span,
    of: &Expression,
    wanted: &[&Expression],
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    let left = quantity(of, site)?;
    let tests: Vec<Option<Condition>> = wanted
        .iter()
        .map(|value| {
            let right = quantity(value, site)?;
            alike(&left, &right, span, site)?;
            possible(of, &left, value, &right, site)?;
            Some(test(
                TestForm::Compare {
                    left: left.expr.clone(),
                    op: Comparison::Equal,
                    right: right.expr,
                },
                span,
            ))
        })
        .collect();
    let mut tests = tests.into_iter().collect::<Option<Vec<Condition>>>()?;
    Some(if tests.len() == 1 {
        tests.remove(0)
    } else {
        Condition::Any(tests)
    })
}

/// Whether the left side is ranked or a quantity; anything else has no order.
fn side(left: &Expression, site: &mut Site<'_, '_>) -> Option<Side> {
    let Some(name) = name_of(left) else {
        return Some(Side::Quantity);
    };
    let item = items::read(name, site)?;
    match (sense(item, site.scope), subject(item)) {
        (Sense::Broken, _) => None,
        (Sense::Quantity, _) => Some(Side::Quantity),
        (Sense::Kind(kind), Some(subject)) if site.scope.kinds[kind.index()].kind.ordered => {
            Some(Side::Ranked(subject, kind))
        }
        (sense, _) => {
            site.reports
                .push(no_order(&name.text, left.span, &sense, site));
            None
        }
    }
}

fn no_order(name: &str, span: Span, sense: &Sense, site: &Site<'_, '_>) -> Diagnostic {
    let message = Words::new(
        format!("`{name}` has no order"),
        format!("`{name}` 没有高低之分"),
    );
    let help = match sense {
        Sense::Kind(kind) => {
            let kind = &site.scope.kinds[kind.index()].kind;
            if kind.anonymous {
                Words::new(
                    "declare an ordered kind: `kind … ordered { … }`",
                    "请声明有序的种类：`种类 … 有序 { … }`",
                )
            } else {
                let kind = &kind.name;
                Words::new(
                    format!(
                        "if its values ascend, declare `kind {kind} ordered`; else write `is` or `is one of`"
                    ),
                    format!("若其值有高低，请声明 `种类 {kind} 有序`；否则请写 `是` 或 `是其一`"),
                )
            }
        }
        Sense::Many(_) => Words::new("write `includes`", "请写 `包含`"),
        _ => Words::new("write `is`", "请写 `是`"),
    };
    Diagnostic::error(Code::NotOrdered, span, message).help(help)
}

/// The leaf that the right side of a comparison by rank is.
fn rank(
    left: &Expression,
    right: &Expression,
    kind: KindId,
    site: &mut Site<'_, '_>,
) -> Option<u32> {
    if let ExpressionNode::Literal(Literal::Name(name)) = &right.node {
        return values::leaf(name, kind, site.scope, site.reports);
    }
    let owner = name_of(left).map_or("", |name| &name.text);
    let what = show::ty(&Type::Kind(kind), site.scope);
    let words = Words::new(
        format!("`{owner}` is {}", what.en),
        format!("`{owner}` 是{}", what.zh),
    );
    let help = show::how(&Type::Kind(kind), site.scope).unwrap_or_default();
    site.reports.push(mismatch(right.span, words).help(help));
    None
}

/// Both sides have one type and unit, and can be compared exactly.
fn alike(left: &Quantity, right: &Quantity, span: Span, site: &mut Site<'_, '_>) -> Option<()> {
    for (side, other) in [(left, right), (right, left)] {
        let literal = matches!(other.expr, Expr::Number(_) | Expr::Days(_) | Expr::Date(_));
        if let Some(wrong) = tally(side, site.scope).filter(|_| !literal) {
            site.reports.push(wrong);
            return None;
        }
    }
    let code = match (&left.ty, &right.ty) {
        (ExprType::Number(a), ExprType::Number(b)) if check::agree(a, b).is_none() => {
            Code::UnitMismatch
        }
        (ExprType::Number(_), ExprType::Number(_))
        | (ExprType::Date, ExprType::Date)
        | (ExprType::Duration, ExprType::Duration) => {
            if left.bounds.comparable(&right.bounds).is_err() {
                site.reports
                    .push(overflow(span, [&left.expr, &right.expr], site.scope));
                return None;
            }
            return Some(());
        }
        _ => Code::TypeMismatch,
    };
    let (a, b) = (show::expr_type(&left.ty), show::expr_type(&right.ty));
    let message = Words::new(
        format!("{} is compared with {}", a.en, b.en),
        format!("{}不能与{}比较", a.zh, b.zh),
    );
    let help = match code {
        Code::UnitMismatch => Words::new(
            "write both in one unit, or the number without one",
            "请用同一单位，或数字不带单位",
        ),
        _ => Words::new(
            "compare numbers with numbers, dates with dates, days with days",
            "数字与数字比，日期与日期比，天数与天数比",
        ),
    };
    site.reports.push(
        Diagnostic::error(code, right.span, message)
            .here(Words::new(b.en, b.zh))
            .and(left.span, Words::new(a.en, a.zh))
            .help(help),
    );
    None
}

/// A literal outside the declared range of what it is compared with is a slip.
fn possible(
    of: &Expression,
    left: &Quantity,
    value: &Expression,
    right: &Quantity,
    site: &mut Site<'_, '_>,
) -> Option<()> {
    let ty = match left.expr {
        Expr::Fact(id) => site.scope.facts[id.index()].ty.as_ref(),
        Expr::Decision(id) => site.scope.decisions[id.index()]
            .ty
            .as_ref()
            .filter(|_| site.scope.decisions[id.index()].collect.is_none()),
        _ => None,
    };
    let literal = matches!(&value.node, ExpressionNode::Literal(literal) if !matches!(literal, Literal::Name(_)));
    let Some(ty) = ty.filter(|_| literal) else {
        return Some(());
    };
    let fraction = matches!(&right.expr, Expr::Number(number) if number.scale() > 0);
    let whole = matches!(ty, Type::Integer { .. });
    if right.bounds.low >= left.bounds.low
        && right.bounds.high <= left.bounds.high
        && !(whole && fraction)
    {
        return Some(());
    }
    let owner = name_of(of).map_or("", |name| &name.text);
    site.reports
        .push(values::outside(value.span, ty, owner, site.scope));
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};
    use crate::model::{Comparison, Condition, TestForm};

    fn condition(text: &str) -> Vec<String> {
        added(&format!("rule A when {text} then lead is street"))
    }

    #[test]
    fn ordered_kinds_compare_by_rank() {
        let model = model(&format!(
            "{BASE}rule A when tier is at least common then lead is street\n"
        ));
        let Condition::Test(test) = &model.rules[0].when else {
            panic!("one test")
        };
        assert!(matches!(
            test.form,
            TestForm::Ranked {
                op: Comparison::AtLeast,
                leaf: 1,
                ..
            }
        ));
        assert_eq!(
            condition("matter is at least parking"),
            ["FL0307 matter: `matter` has no order"]
        );
        assert_eq!(
            condition("tier is at least 3"),
            ["FL0301 3: `tier` is a value of `tier`"]
        );
        assert_eq!(
            condition("tier is between official and family"),
            ["FL0308 official and family: this range ends before it begins"]
        );
        assert_eq!(
            condition("planning is at least 3"),
            ["FL0307 planning: `planning` has no order"]
        );
    }

    #[test]
    fn both_sides_are_alike() {
        assert_eq!(
            condition("cost is at least 30 days"),
            ["FL0301 30 days: a number in CNY is compared with a number of days"]
        );
        assert_eq!(
            condition("cost is at least 30 USD"),
            ["FL0302 30 USD: a number in CNY is compared with a number in USD"]
        );
    }

    #[test]
    fn a_threshold_may_lie_outside_but_a_value_may_not() {
        model(&format!(
            "{BASE}rule A when households is at least 20000 then lead is street\n"
        ));
        assert_eq!(
            condition("households is 20000"),
            ["FL0303 20000: `households` can never be this"]
        );
        assert_eq!(
            condition("households is 2.5"),
            ["FL0303 2.5: `households` can never be this"]
        );
    }
}
