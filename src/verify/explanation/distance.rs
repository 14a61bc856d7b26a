//! How far a failing test is from one that would hold, where values have an order.

use num_traits::{CheckedAdd, CheckedSub};
use serde_json::Value as Json;

use super::premises::Premises;
use super::quantity::Sort;
use super::value::one;
use crate::model::{Comparison, Expr, Subject, TestForm, Type};
use crate::verify::spans::Number;

impl Premises<'_, '_, '_> {
    /// How far a failing test is from one that holds.
    pub(super) fn distance(&self, form: &TestForm, wanted: bool) -> Option<(&'static str, Json)> {
        let asked = |op| if wanted { Some(op) } else { contrary(op) };
        match form {
            TestForm::Ranked { subject, op, leaf } => {
                let rank = match subject {
                    Subject::Fact(fact) => self.whole(*fact)?,
                    Subject::Decision(decision) => self.claim(*decision)?,
                };
                let needed = i128::from(*leaf).into();
                let (name, by) = apart(rank.into(), asked(*op)?, needed, true)?;
                let steps = Type::Integer {
                    low: 0,
                    high: 0,
                    unit: None,
                };
                Some((name, one(self.model, &steps, by.to_integer())))
            }
            TestForm::Compare { left, op, right } => {
                let (subject, op, other) = self.sides(left, *op, right);
                self.too_far(subject, asked(op)?, other)
            }
            TestForm::Between { subject, low, high } if wanted => self
                .too_far(subject, Comparison::AtLeast, low)
                .or_else(|| self.too_far(subject, Comparison::AtMost, high)),
            _ => None,
        }
    }

    fn too_far(
        &self,
        subject: &Expr,
        op: Comparison,
        other: &Expr,
    ) -> Option<(&'static str, Json)> {
        let sort = Sort::of(self.model, subject).beside(Sort::of(self.model, other));
        let (actual, needed) = (self.number(subject)?, self.number(other)?);
        let (name, by) = apart(actual, op, needed, sort.is_whole())?;
        Some((name, sort.apart(self.model, by)))
    }
}

fn contrary(op: Comparison) -> Option<Comparison> {
    Some(match op {
        Comparison::AtLeast => Comparison::LessThan,
        Comparison::AtMost => Comparison::MoreThan,
        Comparison::MoreThan => Comparison::AtMost,
        Comparison::LessThan => Comparison::AtLeast,
        Comparison::Equal => return None,
    })
}

/// How far a value is from the nearest that would do: where only whole values occur, the nearest
/// whole one. Nothing, where there is no nearest.
fn apart(
    actual: Number,
    op: Comparison,
    needed: Number,
    whole: bool,
) -> Option<(&'static str, Number)> {
    let one = Number::from_integer(1);
    let nearest = match (op, whole) {
        (Comparison::Equal, _) | (_, false) => needed,
        (Comparison::AtLeast, true) => needed.ceil(),
        (Comparison::AtMost, true) => needed.floor(),
        (Comparison::MoreThan, true) => needed.floor().checked_add(&one)?,
        (Comparison::LessThan, true) => needed.ceil().checked_sub(&one)?,
    };
    let by = nearest.checked_sub(&actual)?;
    let zero = Number::from_integer(0);
    let low = match op {
        Comparison::AtLeast | Comparison::MoreThan => by > zero,
        Comparison::AtMost | Comparison::LessThan => false,
        Comparison::Equal => by > zero,
    };
    let high = match op {
        Comparison::AtLeast | Comparison::MoreThan => false,
        _ => by < zero,
    };
    match (low, high) {
        (true, _) => Some(("too_low_by", by)),
        (_, true) => Some(("too_high_by", zero - by)),
        _ => None,
    }
}
