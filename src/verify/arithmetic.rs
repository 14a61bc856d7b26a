//! Expressions: what a certificate calls them, and between which values they lie.

use jiff::ToSpan;
use jiff::civil::Date;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use rust_decimal::Decimal;

use super::spans::Number;
use crate::model::{Datum, DecisionId, DefineBody, Expr, FactId, Model};

/// What an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    Fact(FactId),
    AsOf,
    Decision(DecisionId),
}

/// What a certificate calls an expression: its definitions put in place, every step in brackets.
///
/// `(cost / households)`, `(as_of - (opened_on + 24 months))`, `(wait + 30 days)`. Two expressions of a
/// ruleset have one name just when they are the same.
pub fn key(model: &Model, expr: &Expr) -> String {
    let two =
        |a: &Expr, sign: &str, b: &Expr| format!("({} {sign} {})", key(model, a), key(model, b));
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Date(date) => date.to_string(),
        Expr::Days(days) => format!("{days} days"),
        Expr::Fact(fact) => named(&model.facts[fact.index()].name),
        Expr::Decision(decision) => named(&model.decisions[decision.index()].name),
        Expr::AsOf => "as_of".to_owned(),
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(body, _) => key(model, body),
            DefineBody::Condition(_) => unreachable!("the model types definitions"),
        },
        Expr::Add(a, b) => two(a, "+", b),
        Expr::Subtract(a, b) => two(a, "-", b),
        Expr::Multiply(a, b) => two(a, "*", b),
        Expr::Divide(a, b) => two(a, "/", b),
        Expr::AddMonths(a, months) => format!("({} + {months} months)", key(model, a)),
    }
}

/// A name as rules write it; in backticks if it is no plain word.
fn named(name: &str) -> String {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let plain = name.starts_with(starts) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain && name != "as_of" {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}

/// The expression with `change` applied to what it reads.
fn changed(expr: &Expr, change: &impl Fn(&Expr) -> Option<Expr>) -> Expr {
    if let Some(changed) = change(expr) {
        return changed;
    }
    let part = |a: &Expr| Box::new(changed(a, change));
    match expr {
        Expr::Add(a, b) => Expr::Add(part(a), part(b)),
        Expr::Subtract(a, b) => Expr::Subtract(part(a), part(b)),
        Expr::Multiply(a, b) => Expr::Multiply(part(a), part(b)),
        Expr::Divide(a, b) => Expr::Divide(part(a), part(b)),
        Expr::AddMonths(a, months) => Expr::AddMonths(part(a), *months),
        read => read.clone(),
    }
}

/// The expression with its definitions put in place.
pub(super) fn in_place(model: &Model, expr: &Expr) -> Expr {
    changed(expr, &|read| match read {
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(body, _) => Some(in_place(model, body)),
            DefineBody::Condition(_) => unreachable!("the model types definitions"),
        },
        _ => None,
    })
}

/// The expression with a value put for a decision.
pub(super) fn with(expr: &Expr, decision: DecisionId, value: &Datum) -> Expr {
    changed(expr, &|read| match (read, value) {
        (Expr::Decision(id), _) if *id != decision => None,
        (Expr::Decision(_), Datum::Number(number)) => Some(Expr::Number(*number)),
        (Expr::Decision(_), Datum::Date(date)) => Some(Expr::Date(*date)),
        (Expr::Decision(_), Datum::Duration(days)) => Some(Expr::Days(*days)),
        _ => None,
    })
}

/// What an expression in place reads, in the order written.
pub(super) fn operands(expr: &Expr) -> Vec<Operand> {
    match expr {
        Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::Defined(_) => Vec::new(),
        Expr::Fact(fact) => vec![Operand::Fact(*fact)],
        Expr::AsOf => vec![Operand::AsOf],
        Expr::Decision(decision) => vec![Operand::Decision(*decision)],
        Expr::Add(a, b) | Expr::Subtract(a, b) | Expr::Multiply(a, b) | Expr::Divide(a, b) => {
            let mut read = operands(a);
            read.extend(operands(b));
            read
        }
        Expr::AddMonths(a, _) => operands(a),
    }
}

/// The value of an expression that reads nothing.
pub(super) fn constant(expr: &Expr) -> Option<Number> {
    if operands(expr).is_empty() {
        Some(interval(expr, &|_| None)?.0)
    } else {
        None
    }
}

/// Values between which an expression in place lies when each operand lies between its own; one
/// value if they are. `None` where that cannot be said.
pub(super) fn interval(
    expr: &Expr,
    of: &impl Fn(Operand) -> Option<(Number, Number)>,
) -> Option<(Number, Number)> {
    let exactly = |number: Number| Some((number, number));
    let two = |a: &Expr, b: &Expr| Some((interval(a, of)?, interval(b, of)?));
    match expr {
        Expr::Number(number) => exactly(fraction(*number)),
        Expr::Date(date) => exactly(day(*date).into()),
        Expr::Days(days) => exactly(i128::from(*days).into()),
        Expr::Fact(fact) => of(Operand::Fact(*fact)),
        Expr::AsOf => of(Operand::AsOf),
        Expr::Decision(decision) => of(Operand::Decision(*decision)),
        Expr::Defined(_) => None,
        Expr::Add(a, b) => {
            let (a, b) = two(a, b)?;
            Some((a.0.checked_add(&b.0)?, a.1.checked_add(&b.1)?))
        }
        Expr::Subtract(a, b) => {
            let (a, b) = two(a, b)?;
            Some((a.0.checked_sub(&b.1)?, a.1.checked_sub(&b.0)?))
        }
        Expr::Multiply(a, b) => corners(two(a, b)?, Number::checked_mul),
        Expr::Divide(a, b) => {
            let (a, b) = two(a, b)?;
            if b.0 <= Ratio::zero() && Ratio::zero() <= b.1 {
                return None;
            }
            corners((a, b), Number::checked_div)
        }
        Expr::AddMonths(a, months) => {
            let (low, high) = interval(a, of)?;
            Some((later(low, *months), later(high, *months)))
        }
    }
}

/// The least and the greatest of a step over the four pairs of ends.
fn corners(
    (a, b): ((Number, Number), (Number, Number)),
    step: impl Fn(&Number, &Number) -> Option<Number>,
) -> Option<(Number, Number)> {
    let ends = [
        step(&a.0, &b.0)?,
        step(&a.0, &b.1)?,
        step(&a.1, &b.0)?,
        step(&a.1, &b.1)?,
    ];
    Some((*ends.iter().min()?, *ends.iter().max()?))
}

/// Months after a day, clamped to the month's end and to the calendar.
fn later(at: Number, months: i32) -> Number {
    let last = day(Date::MAX);
    let days = i32::try_from(at.floor().to_integer().clamp(0, last)).unwrap_or(i32::MAX);
    let date = FIRST.saturating_add(days.days());
    day(date.saturating_add(months.months())).into()
}

const FIRST: Date = Date::constant(1, 1, 1);

/// A date as a number: days since 0001-01-01.
pub(super) fn day(date: Date) -> i128 {
    FIRST
        .until(date)
        .map_or(0, |span| i128::from(span.get_days()))
}

/// The date of such a number.
pub(super) fn date(days: i128) -> Option<Date> {
    let days = i32::try_from(days).ok()?;
    // the span itself has a limit, a little beyond the calendar
    let span = jiff::Span::new().try_days(days).ok()?;
    FIRST.checked_add(span).ok()
}

/// A decimal as a fraction.
pub(super) fn fraction(number: Decimal) -> Number {
    Ratio::new(number.mantissa(), 10_i128.pow(number.scale()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for text in ["0001-01-01", "2024-02-29", "9999-12-31"] {
            let parsed: Date = text.parse().unwrap();
            assert_eq!(date(day(parsed)), Some(parsed));
        }
        assert_eq!(date(day(Date::MAX) + 1), None);
        assert_eq!(date(i128::MAX), None);
        let leap: Date = "2024-02-29".parse().unwrap();
        let after = |months| date(later(day(leap).into(), months).to_integer()).unwrap();
        assert_eq!(after(12).to_string(), "2025-02-28");
        assert_eq!(after(120_000), Date::MAX);
    }

    #[test]
    fn intervals_hold_their_values() {
        let number = |n: i64| Box::new(Expr::Number(n.into()));
        let fact = || Box::new(Expr::Fact(FactId(0)));
        let between = |low: i128, high: i128| move |_| Some((low.into(), high.into()));
        let product = Expr::Multiply(fact(), number(-3));
        assert_eq!(
            interval(&product, &between(-2, 5)),
            Some(((-15).into(), 6.into()))
        );
        let quotient = Expr::Divide(number(1), fact());
        assert_eq!(interval(&quotient, &between(-2, 5)), None);
        assert_eq!(
            interval(&quotient, &between(2, 4)),
            Some((Ratio::new(1, 4), Ratio::new(1, 2)))
        );
        let huge = Expr::Multiply(fact(), fact());
        assert_eq!(
            interval(&huge, &between(0, i128::MAX)),
            None,
            "it is not known"
        );
    }
}
