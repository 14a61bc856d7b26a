//! `+ - * /`: what they give of what, and whether they can fail.

use super::domains::mismatch;
use super::expressions::{Quantity, calendar, quantity};
use super::scope::{Item, Scope, Site};
use super::suggest::some;
use super::{show, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check::{self, Bounds, Fault};
use crate::model::{Collect, Expr, ExprType};
use crate::source::Span;
use crate::syntax::tree::{Arithmetic, DurationUnit, Expression, ExpressionNode, Literal};
use crate::words::Words;

/// One step of arithmetic.
pub(super) fn step(
    span: Span,
    left: &Expression,
    op: Arithmetic,
    right: &Expression,
    site: &mut Site<'_, '_>,
) -> Option<Quantity> {
    match (months(left), op, months(right)) {
        (None, Arithmetic::Add, Some(months)) => return add_months(span, left, months, site),
        (None, Arithmetic::Subtract, Some(months)) => return add_months(span, left, -months, site),
        (Some(months), Arithmetic::Add, None) => return add_months(span, right, months, site),
        _ => {}
    }
    let (a, b) = (quantity(left, site), quantity(right, site));
    let (a, b) = (a?, b?);
    if let Some(wrong) = [&a, &b]
        .into_iter()
        .find_map(|side| tally(side, site.scope))
    {
        site.reports.push(wrong);
        return None;
    }
    let ty = match typed(op, &a, &b) {
        Ok(ty) => ty,
        Err(wrong) => {
            site.reports.push(no_such_step(span, op, &a, &b, wrong));
            return None;
        }
    };
    let bounds = match op {
        Arithmetic::Add => a.bounds.plus(&b.bounds),
        Arithmetic::Subtract => a.bounds.minus(&b.bounds),
        Arithmetic::Multiply => a.bounds.times(&b.bounds),
        Arithmetic::Divide => a.bounds.over(&b.bounds),
    };
    let bounds = match bounds {
        Ok(bounds) => bounds,
        Err(fault) => {
            site.reports
                .push(faulty(fault, span, right, [&a.expr, &b.expr], site.scope));
            return None;
        }
    };
    let (a, b) = (Box::new(a.expr), Box::new(b.expr));
    let expr = match op {
        Arithmetic::Add => Expr::Add(a, b),
        Arithmetic::Subtract => Expr::Subtract(a, b),
        Arithmetic::Multiply => Expr::Multiply(a, b),
        Arithmetic::Divide => Expr::Divide(a, b),
    };
    Some(Quantity {
        expr,
        ty,
        bounds,
        span,
    })
}

/// That a sum or a count stands where more than comparing it with a number is asked of it: what it
/// may come to is not known beforehand, value by value.
pub(super) fn tally(quantity: &Quantity, scope: &Scope) -> Option<Diagnostic> {
    let Expr::Decision(id) = quantity.expr else {
        return None;
    };
    let decision = &scope.decisions[id.index()];
    let (en, zh) = match decision.collect? {
        Collect::Sum => ("a sum", "合计"),
        Collect::Count => ("a count", "计数"),
        Collect::List | Collect::Min | Collect::Max => return None,
    };
    let name = decision.name;
    Some(
        mismatch(
            quantity.span,
            Words::new(
                format!("`{name}` is {en}, and can only be compared with a number"),
                format!("`{name}` 是{zh}，只能与数字比较"),
            ),
        )
        .help(Words::new(
            format!("write `{name} is at least …` and a number"),
            format!("请写成 `{name} 至少 …` 与一个数字"),
        )),
    )
}

/// Why a step has no meaning.
#[derive(Clone, Copy)]
enum Wrong {
    Types,
    Units,
}

fn typed(op: Arithmetic, a: &Quantity, b: &Quantity) -> Result<ExprType, Wrong> {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    use ExprType::{Date, Duration, Number};
    let number = |unit: Option<check::Unit>| unit.map(Number).ok_or(Wrong::Units);
    match (&a.ty, op, &b.ty) {
        (Number(a), Add | Subtract, Number(b)) => number(check::agree(a, b)),
        (Number(a), Multiply, Number(b)) => number(check::multiplied(a, b)),
        (Number(a), Divide, Number(b)) => number(check::divided(a, b)),
        (Date, Add | Subtract, Duration) | (Duration, Add, Date) => Ok(Date),
        (Date, Subtract, Date) | (Duration, Add | Subtract, Duration) => Ok(Duration),
        // twice as long, but not half a day
        (Duration, Multiply, Number(None)) if whole_literal(b) => Ok(Duration),
        (Number(None), Multiply, Duration) if whole_literal(a) => Ok(Duration),
        _ => Err(Wrong::Types),
    }
}

fn whole_literal(quantity: &Quantity) -> bool {
    matches!(&quantity.expr, Expr::Number(number) if number.scale() == 0)
}

/// The months that a literal is.
fn months(written: &Expression) -> Option<i64> {
    match written.node {
        ExpressionNode::Literal(Literal::Duration(count, DurationUnit::Months)) => Some(count),
        ExpressionNode::Literal(Literal::Duration(count, DurationUnit::Years)) => {
            Some(count.saturating_mul(12))
        }
        _ => None,
    }
}

/// More months than the calendar has: as many lead to its end.
const ALL_MONTHS: i64 = 12 * 10_000;

fn add_months(
    span: Span,
    written: &Expression,
    months: i64,
    site: &mut Site<'_, '_>,
) -> Option<Quantity> {
    let date = quantity(written, site)?;
    if date.ty != ExprType::Date {
        let found = show::expr_type(&date.ty);
        site.reports.push(
            mismatch(
                span,
                Words::new(
                    "months and years are added to dates only",
                    "月和年只能与日期相加减",
                ),
            )
            .and(
                date.span,
                Words::new(format!("this is {}", found.en), format!("这是{}", found.zh)),
            )
            .help(Words::new("write days", "请写天数")),
        );
        return None;
    }
    let count = i32::try_from(months.clamp(-ALL_MONTHS, ALL_MONTHS)).unwrap_or(0);
    // months are clamped to the calendar; the interval in between is left wide
    let days = i128::from(count) * 31;
    let all = calendar();
    let moved = Bounds::whole(
        (date.bounds.low.to_integer() + days.min(0))
            .max(all.low.to_integer())
            .min(all.high.to_integer()),
        (date.bounds.high.to_integer() + days.max(0))
            .min(all.high.to_integer())
            .max(all.low.to_integer()),
    );
    Some(Quantity {
        expr: Expr::AddMonths(Box::new(date.expr), count),
        ty: ExprType::Date,
        bounds: moved,
        span,
    })
}

fn no_such_step(
    span: Span,
    op: Arithmetic,
    a: &Quantity,
    b: &Quantity,
    wrong: Wrong,
) -> Diagnostic {
    let (left, right) = (show::expr_type(&a.ty), show::expr_type(&b.ty));
    let (en, zh) = match op {
        Arithmetic::Add => ("added", "相加"),
        Arithmetic::Subtract => ("subtracted", "相减"),
        Arithmetic::Multiply => ("multiplied", "相乘"),
        Arithmetic::Divide => ("divided", "相除"),
    };
    let (code, message) = match wrong {
        Wrong::Types => (
            Code::TypeMismatch,
            Words::new(format!("these cannot be {en}"), format!("二者不能{zh}")),
        ),
        Wrong::Units => (
            Code::UnitMismatch,
            Words::new(
                format!("these cannot be {en}: their units differ"),
                format!("单位不一致，不能{zh}"),
            ),
        ),
    };
    Diagnostic::error(code, span, message)
        .and(
            a.span,
            Words::new(format!("this is {}", left.en), format!("这是{}", left.zh)),
        )
        .and(
            b.span,
            Words::new(format!("this is {}", right.en), format!("这是{}", right.zh)),
        )
        .help(match wrong {
            Wrong::Types => Words::new(
                "numbers go with numbers, dates and durations with durations",
                "数字与数字运算，日期、时长与时长运算",
            ),
            Wrong::Units => Words::new("declare both in one unit", "请用同一单位声明二者"),
        })
}

/// A divisor that may be zero, or arithmetic that may leave 128 bits.
fn faulty(
    fault: Fault,
    span: Span,
    divisor: &Expression,
    sides: [&Expr; 2],
    scope: &Scope,
) -> Diagnostic {
    let name = match &divisor.node {
        ExpressionNode::Literal(Literal::Name(name)) => Some(&name.text),
        _ => None,
    };
    let zero = matches!(&divisor.node, ExpressionNode::Literal(Literal::Number(..)));
    match fault {
        Fault::ZeroDivisor => {
            let message = match name {
                Some(name) => Words::new(
                    format!("`{name}` may be zero, and is divided by"),
                    format!("除数 `{name}` 可能为零"),
                ),
                None if zero => Words::new("nothing is divided by zero", "零不能作除数"),
                None => Words::new("this divisor may be zero", "除数可能为零"),
            };
            let diagnostic = Diagnostic::error(Code::ZeroDivisor, divisor.span, message);
            match name {
                Some(name) => values::declared(diagnostic, name, scope).help(Words::new(
                    format!("give `{name}` a range without 0, such as `integer 1..`"),
                    format!("请为 `{name}` 声明不含 0 的范围，如 `整数 1..`"),
                )),
                None if zero => diagnostic.help(Words::new("write another divisor", "请改写除数")),
                None => diagnostic.help(Words::new(
                    "narrow the ranges of its facts until it cannot be 0",
                    "请缩小所用事实的取值范围，使其不可能为 0",
                )),
            }
        }
        Fault::Overflow => overflow(span, sides, scope),
    }
}

/// Arithmetic that may leave 128 bits.
pub(super) fn overflow(span: Span, sides: [&Expr; 2], scope: &Scope) -> Diagnostic {
    let mut names = Vec::new();
    for side in sides {
        read(side, scope, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    let names = some(names, 4);
    Diagnostic::error(
        Code::Overflow,
        span,
        Words::new(
            "this may become too large to be computed exactly",
            "运算结果可能过大，无法精确计算",
        ),
    )
    .help(Words::new(
        format!("give {names} a narrower range"),
        format!("请缩小 {names} 的取值范围"),
    ))
}

/// The facts, decisions and definitions that an expression names.
fn read<'s>(expr: &Expr, scope: &'s Scope, names: &mut Vec<&'s str>) {
    match expr {
        Expr::Fact(id) => names.push(scope.facts[id.index()].name),
        Expr::Decision(id) => names.push(scope.decisions[id.index()].name),
        Expr::Defined(id) => {
            let name = scope
                .items
                .iter()
                .find(|(_, declared)| declared.what == Item::Define(*id));
            names.extend(name.map(|(name, _)| *name));
        }
        Expr::Add(a, b) | Expr::Subtract(a, b) | Expr::Multiply(a, b) | Expr::Divide(a, b) => {
            read(a, scope, names);
            read(b, scope, names);
        }
        Expr::AddMonths(a, _) => read(a, scope, names),
        Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::AsOf => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    fn condition(text: &str) -> Vec<String> {
        added(&format!("rule A when {text} then lead is street"))
    }

    #[test]
    fn types_and_units_are_combined() {
        let text = "rule A when cost / households is at least 30 CNY and as_of - opened is more than wait
            and opened + 2 years is at most as_of - wait * 2 and cost * 2 is at most 3.5 then lead is street";
        assert_eq!(model(&format!("{BASE}{text}\n")).rules.len(), 1);
        assert_eq!(
            condition("cost + households is at least 3"),
            ["FL0302 cost + households: these cannot be added: their units differ"]
        );
        assert_eq!(
            condition("cost / 3 CNY is at least 3 CNY"),
            ["FL0302 3 CNY: a number is compared with a number in CNY"]
        );
        assert_eq!(
            condition("opened + 30 is at most as_of"),
            ["FL0301 opened + 30: these cannot be added"]
        );
        assert_eq!(
            condition("wait + 2 months is at least 3 days"),
            ["FL0301 wait + 2 months: months and years are added to dates only"]
        );
        assert_eq!(
            condition("wait * households is at least 3 days"),
            ["FL0301 wait * households: these cannot be multiplied"]
        );
    }

    #[test]
    fn sums_are_compared_alone() {
        let with = |when: &str| {
            added(&format!(
                "decision points : collect sum integer 0..9\nrule A when {when} then lead is street"
            ))
        };
        let alone = "FL0301 points: `points` is a sum, and can only be compared with a number";
        assert_eq!(with("points * 2 is at least 3"), [alone]);
        assert_eq!(with("points is at least households"), [alone]);
        assert_eq!(with("3 + points is at least 3"), [alone]);
    }

    #[test]
    fn divisors_are_never_zero_and_numbers_never_too_large() {
        assert_eq!(
            condition("cost / (households - 5) is more than 3"),
            ["FL0305 households - 5: this divisor may be zero"]
        );
        assert_eq!(
            condition("households / cost is more than 3"),
            ["FL0305 cost: `cost` may be zero, and is divided by"]
        );
        assert_eq!(
            condition("cost * cost * cost * cost is more than 3"),
            ["FL0306 cost * cost * cost * cost: this may become too large to be computed exactly"]
        );
    }
}
