//! How far a failing test is from one that would hold, where values have an order.

use num_traits::{CheckedAdd, CheckedSub};

use super::expression::contrary;
use super::reason::Distance;
use super::trace::Trace;
use super::world::Upstream;
use crate::model::{Comparison, Datum, Expr, Subject, TestForm, Type};
use crate::table::arithmetic::{Number, whole};
use crate::verdict::{Knowledge, Value};

/// The distance of a failing test, or of its contrary if that is what is asked.
pub(super) fn of(trace: &Trace, form: &TestForm, wanted: bool) -> Option<Distance> {
    match form {
        TestForm::Ranked { subject, op, leaf } => {
            let op = if wanted { *op } else { contrary(*op)? };
            let actual = whole(i128::from(rank(trace, *subject)?));
            let steps = |steps: Number| {
                trace.speaker.datum(
                    &STEPS,
                    &Datum::Number(steps.to_integer().to_string().parse().unwrap_or_default()),
                )
            };
            let (low, by) = apart(actual, op, whole(i128::from(*leaf)), true)?;
            Some(told(low, steps(by)))
        }
        TestForm::Compare { left, op, right } => {
            let (subject, op, other) = trace.sides(left, *op, right);
            compared(
                trace,
                subject,
                if wanted { op } else { contrary(op)? },
                other,
            )
        }
        TestForm::Between { subject, low, high } if wanted => {
            compared(trace, subject, Comparison::AtLeast, low)
                .or_else(|| compared(trace, subject, Comparison::AtMost, high))
        }
        _ => None,
    }
}

/// Steps on an ordered kind are counted, as plain numbers.
const STEPS: Type = Type::Integer {
    low: 0,
    high: 0,
    unit: None,
};

fn rank(trace: &Trace, subject: Subject) -> Option<u32> {
    let datum = match subject {
        Subject::Fact(fact) => match trace.world.setting.known(fact) {
            Knowledge::Known(datum) => datum,
            _ => return None,
        },
        Subject::Decision(decision) => match &trace.world.upstream[decision.index()] {
            Upstream::OneOf(values) => match values.as_slice() {
                [Some(Value::One(datum))] => datum,
                _ => return None,
            },
            Upstream::Any => return None,
        },
    };
    match datum {
        Datum::Leaf(leaf) => Some(*leaf),
        _ => None,
    }
}

fn compared(trace: &Trace, subject: &Expr, op: Comparison, other: &Expr) -> Option<Distance> {
    let sort = trace.sort(subject).common(trace.sort(other));
    let (actual, needed) = (trace.world.number(subject)?, trace.world.number(other)?);
    let (low, by) = apart(actual, op, needed, sort.is_whole())?;
    Some(told(low, sort.difference(trace.speaker, by)))
}

/// Whether a value is too low, and by how much; nothing if the comparison holds, or if the value is
/// as near as can be without holding. Where only whole values occur, it is to the next whole one.
fn apart(actual: Number, op: Comparison, needed: Number, is_whole: bool) -> Option<(bool, Number)> {
    let one = whole(1);
    let (up, down) = match (op, is_whole) {
        (Comparison::MoreThan | Comparison::LessThan, true) => (
            needed.floor().checked_add(&one)?,
            needed.ceil().checked_sub(&one)?,
        ),
        (Comparison::Equal, _) | (_, false) => (needed, needed),
        (_, true) => (needed.ceil(), needed.floor()),
    };
    let (low, by) = match op {
        Comparison::AtLeast | Comparison::MoreThan => (true, up.checked_sub(&actual)?),
        Comparison::AtMost | Comparison::LessThan => (false, actual.checked_sub(&down)?),
        Comparison::Equal if actual < needed => (true, needed.checked_sub(&actual)?),
        Comparison::Equal => (false, actual.checked_sub(&needed)?),
    };
    (by > whole(0)).then_some((low, by))
}

fn told(low: bool, by: super::shown::Shown) -> Distance {
    if low {
        Distance::TooLowBy(by)
    } else {
        Distance::TooHighBy(by)
    }
}
