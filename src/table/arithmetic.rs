//! Exact values and bounds of expressions.
//!
//! In: an expression and, for each fact it reads, a value or a range. Out: its value, or bounds of
//! its values, as fractions. Dates are day numbers, so sums and differences of dates are those of
//! numbers; adding months is monotone and goes by its ends.
//!
//! Invariant, checked over the declared ranges when the model is built: no divisor's range holds 0
//! and no step leaves 128 bits, so plain operators are exact here.

use jiff::ToSpan;
use num_rational::Ratio;
use num_traits::Zero;

use super::FactKey;
use super::column::{date_of, day_number, fraction};
use crate::model::DecisionId;
use crate::model::{Datum, Expr, Model};

/// A fraction.
pub type Number = Ratio<i128>;

/// What an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operand {
    /// A fact or the date.
    Fact(FactKey),
    /// A decision.
    Decision(DecisionId),
}

impl Operand {
    /// The decision, if it is one.
    pub fn decision(self) -> Option<DecisionId> {
        match self {
            Self::Decision(decision) => Some(decision),
            Self::Fact(_) => None,
        }
    }
}

/// The value of an expression; `None` where an operand has none (an unclassified decision, an
/// unknown fact).
pub fn value(expr: &Expr, of: &impl Fn(Operand) -> Option<Number>) -> Option<Number> {
    let two = |a: &Expr, b: &Expr| Some((value(a, of)?, value(b, of)?));
    Some(match expr {
        Expr::Number(number) => fraction(*number),
        Expr::Date(date) => whole(day_number(*date)),
        Expr::Days(days) => whole(i128::from(*days)),
        Expr::Fact(fact) => of(Operand::Fact(FactKey::Fact(*fact)))?,
        Expr::AsOf => of(Operand::Fact(FactKey::AsOf))?,
        Expr::Decision(decision) => of(Operand::Decision(*decision))?,
        Expr::Defined(_) => unreachable!("definitions are inlined before they are evaluated"),
        Expr::Add(a, b) => two(a, b).map(|(a, b)| a + b)?,
        Expr::Subtract(a, b) => two(a, b).map(|(a, b)| a - b)?,
        Expr::Multiply(a, b) => two(a, b).map(|(a, b)| a * b)?,
        Expr::Divide(a, b) => two(a, b).map(|(a, b)| a / b)?,
        Expr::AddMonths(a, months) => add_months(value(a, of)?, *months),
    })
}

/// The least and greatest value an expression can have when each operand lies in its range. Exact
/// when every fact stands once; else a range that holds all values and perhaps more.
pub fn bounds(
    expr: &Expr,
    of: &impl Fn(Operand) -> Option<(Number, Number)>,
) -> Option<(Number, Number)> {
    let two = |a: &Expr, b: &Expr| Some((bounds(a, of)?, bounds(b, of)?));
    Some(match expr {
        Expr::Number(_) | Expr::Date(_) | Expr::Days(_) => {
            let exact = value(expr, &|_| None)?;
            (exact, exact)
        }
        Expr::Fact(fact) => of(Operand::Fact(FactKey::Fact(*fact)))?,
        Expr::AsOf => of(Operand::Fact(FactKey::AsOf))?,
        Expr::Decision(decision) => of(Operand::Decision(*decision))?,
        Expr::Defined(_) => unreachable!("definitions are inlined before they are evaluated"),
        Expr::Add(a, b) => two(a, b).map(|(a, b)| (a.0 + b.0, a.1 + b.1))?,
        Expr::Subtract(a, b) => two(a, b).map(|(a, b)| (a.0 - b.1, a.1 - b.0))?,
        Expr::Multiply(a, b) => {
            two(a, b).map(|(a, b)| extremes([a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1]))?
        }
        Expr::Divide(a, b) => {
            two(a, b).map(|(a, b)| extremes([a.0 / b.0, a.0 / b.1, a.1 / b.0, a.1 / b.1]))?
        }
        Expr::AddMonths(a, months) => {
            let (low, high) = bounds(a, of)?;
            (add_months(low, *months), add_months(high, *months))
        }
    })
}

/// What an expression reads, ascending, without repeats.
pub fn operands(expr: &Expr) -> Vec<Operand> {
    fn gather(expr: &Expr, found: &mut Vec<Operand>) {
        match expr {
            Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::Defined(_) => {}
            Expr::Fact(fact) => found.push(Operand::Fact(FactKey::Fact(*fact))),
            Expr::AsOf => found.push(Operand::Fact(FactKey::AsOf)),
            Expr::Decision(decision) => found.push(Operand::Decision(*decision)),
            Expr::Add(a, b) | Expr::Subtract(a, b) | Expr::Multiply(a, b) | Expr::Divide(a, b) => {
                gather(a, found);
                gather(b, found);
            }
            Expr::AddMonths(a, _) => gather(a, found),
        }
    }
    let mut found = Vec::new();
    gather(expr, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// An expression with its definitions put in place, so that equal expressions share a column.
pub fn inlined(model: &Model, expr: &Expr) -> Expr {
    match expr {
        Expr::Defined(define) => match &model.defines[define.index()].body {
            crate::model::DefineBody::Expr(body, _) => inlined(model, body),
            crate::model::DefineBody::Condition(_) => unreachable!("the model types definitions"),
        },
        made => made.with_parts(|part| inlined(model, part)),
    }
}

/// An expression with a value put for a decision.
pub fn with_decision(expr: &Expr, decision: DecisionId, value: &Datum) -> Expr {
    match expr {
        Expr::Decision(id) if *id == decision => match value {
            Datum::Number(number) => Expr::Number(*number),
            Datum::Date(date) => Expr::Date(*date),
            Datum::Duration(days) => Expr::Days(*days),
            Datum::Leaf(_) | Datum::YesNo(_) | Datum::Text(_) | Datum::Set(_) => {
                unreachable!("the model computes with numbers, dates and durations only")
            }
        },
        made => made.with_parts(|part| with_decision(part, decision, value)),
    }
}

/// A whole number as a fraction.
pub fn whole(number: i128) -> Number {
    Ratio::from_integer(number)
}

fn extremes(mut all: [Number; 4]) -> (Number, Number) {
    all.sort_unstable();
    (all[0], all[3])
}

/// Months after (or before) a day, clamped to the month's end and to the calendar.
fn add_months(day: Number, months: i32) -> Number {
    debug_assert!(day.is_integer() || day.is_zero(), "dates are whole days");
    let date = date_of(day.to_integer());
    let moved = date.saturating_add(months.months());
    whole(day_number(moved))
}
