//! The coordinates of the space of situations, and which values each can have at all.
//!
//! Ordered values are whole numbers: leaves by their number, decimals in millionths, dates in days;
//! `no` is 0 and `yes` 1. An unclassified decision is a number beyond all others.

use super::arithmetic::{day, fraction};
use super::spans::{Number, Spans};
use crate::model::{
    Collect, Datum, Decision, DecisionId, Expr, FactId, Model, Otherwise, RuleId, Type,
};

/// A coordinate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seat {
    /// The date of the decision.
    AsOf,
    /// A fact with one value.
    Fact(FactId),
    /// Whether a set has a leaf.
    Has(FactId, u32),
    /// Which of the texts that rules look for a text is.
    Text(FactId),
    /// Whether a text mentions a folded pattern.
    Mentions(FactId, String),
    /// The value of a decision.
    Decision(DecisionId),
    /// Whether a collected list has a leaf.
    Holds(DecisionId, u32),
    /// An expression over several.
    Expr(Expr),
}

/// Beyond every number, date, leaf and sum.
pub(super) const LIMIT: i128 = 10_i128.pow(34);
/// The place of an unclassified decision.
const NONE: i128 = 10_i128.pow(36);

/// No value: an unclassified decision.
pub(super) fn none() -> Spans {
    Spans::one(NONE)
}

/// Any value but none.
pub(super) fn some() -> Spans {
    Spans::whole(-LIMIT, LIMIT)
}

/// The whole numbers from one end to the other, as far as there are any.
pub(super) fn between(low: Option<i128>, high: Option<i128>) -> Spans {
    let low = low.map_or(-LIMIT, |low| low.max(-LIMIT));
    Spans::whole(low, high.map_or(LIMIT, |high| high.min(LIMIT)))
}

/// Any text that no rule looks for.
pub(super) fn other_text() -> Spans {
    Spans::one(-1)
}

/// How many whole numbers one unit of a type has.
pub(super) fn unit(ty: &Type) -> i128 {
    match ty {
        Type::Decimal { .. } => 1_000_000,
        _ => 1,
    }
}

/// A single value as a whole number.
pub(super) fn ordinal(ty: &Type, datum: &Datum) -> i128 {
    match datum {
        Datum::Leaf(leaf) => i128::from(*leaf),
        Datum::YesNo(yes) => i128::from(*yes),
        Datum::Number(number) => (fraction(*number) * unit(ty)).floor().to_integer(),
        Datum::Date(date) => day(*date),
        Datum::Duration(days) => i128::from(*days),
        Datum::Text(_) | Datum::Set(_) => unreachable!("no decision concludes these"),
    }
}

/// Every value of a type that has one value at a time.
pub(super) fn of_type(model: &Model, ty: &Type) -> Spans {
    let number = |end: rust_decimal::Decimal| ordinal(ty, &Datum::Number(end));
    match ty {
        Type::Kind(kind) | Type::Set(kind) => {
            Spans::whole(0, i128::from(model.kinds[kind.index()].len()) - 1)
        }
        Type::YesNo => Spans::whole(0, 1),
        Type::Integer { low, high, .. } | Type::Duration { low, high } => {
            Spans::whole((*low).into(), (*high).into())
        }
        Type::Decimal { low, high, .. } => Spans::whole(number(*low), number(*high)),
        Type::Date { low, high } => Spans::whole(day(*low), day(*high)),
        Type::Text => Spans::default(),
    }
}

/// Every value that a coordinate can have; `texts` is how many texts rules look for.
pub(super) fn domain(model: &Model, seat: &Seat, texts: usize) -> Spans {
    match seat {
        Seat::AsOf => {
            let period = model.levels.last().map(|level| level.effective);
            let period = period.unwrap_or_default();
            let last = period.until.unwrap_or(jiff::civil::Date::MAX);
            Spans::whole(period.from.map_or(0, day), day(last))
        }
        Seat::Fact(fact) => of_type(model, &model.facts[fact.index()].ty),
        Seat::Text(_) => Spans::whole(-1, i128::try_from(texts).map_or(LIMIT, |n| n - 1)),
        Seat::Has(..) | Seat::Mentions(..) | Seat::Holds(..) => Spans::whole(0, 1),
        Seat::Decision(decision) => concluded(model, *decision),
        Seat::Expr(_) => Spans::all(),
    }
}

/// Every value that a decision can come to by its rules.
fn concluded(model: &Model, id: DecisionId) -> Spans {
    let decision = &model.decisions[id.index()];
    match decision.collect {
        Some(Collect::Sum) => some(),
        Some(Collect::Count | Collect::List) => counted(model, decision),
        None | Some(Collect::Min | Collect::Max) => {
            let values = decision
                .rules
                .iter()
                .flat_map(|rule| values(model, *rule, id));
            Spans::new(
                (values.map(Spans::one))
                    .chain([otherwise(decision)])
                    .flat_map(|value| value.stretches().to_vec()),
            )
        }
    }
}

/// Every value that a decision could have if nothing were known of its rules.
pub(super) fn free(model: &Model, id: DecisionId) -> Spans {
    let decision = &model.decisions[id.index()];
    match decision.collect {
        Some(Collect::Sum) => some(),
        Some(Collect::Count | Collect::List) => counted(model, decision),
        None | Some(Collect::Min | Collect::Max) => {
            let all = of_type(model, &decision.ty);
            Spans::new(all.stretches().iter().chain(none().stretches()).copied())
        }
    }
}

/// Every day of the calendar.
pub(super) fn calendar() -> Spans {
    Spans::whole(0, day(jiff::civil::Date::MAX))
}

/// The values of a decision that counts as free when rules are compared: of a number, date or
/// duration those that something concludes, since expressions go by these; and none.
pub(super) fn compared_as(model: &Model, id: DecisionId) -> Spans {
    let decision = &model.decisions[id.index()];
    let folded = matches!(decision.collect, Some(Collect::Sum | Collect::Count));
    match decision.ty {
        Type::Kind(_) | Type::YesNo => free(model, id),
        _ if folded => free(model, id),
        _ => {
            let concluded = concluded(model, id);
            Spans::new(
                concluded
                    .stretches()
                    .iter()
                    .chain(none().stretches())
                    .copied(),
            )
        }
    }
}

fn counted(model: &Model, decision: &Decision) -> Spans {
    match &decision.ty {
        Type::Kind(kind) => Spans::whole(0, model.kinds[kind.index()].len().into()),
        _ => between(Some(0), None),
    }
}

/// What a rule concludes about a decision, as whole numbers.
pub(super) fn values(
    model: &Model,
    rule: RuleId,
    decision: DecisionId,
) -> impl Iterator<Item = i128> {
    let ty = &model.decisions[decision.index()].ty;
    let concluded = model.concluded(rule, decision).iter();
    concluded.map(move |datum| ordinal(ty, datum))
}

/// What a decision comes to when no rule is met.
pub(super) fn otherwise(decision: &Decision) -> Spans {
    match &decision.otherwise {
        Otherwise::Value(datum) => Spans::one(ordinal(&decision.ty, datum)),
        Otherwise::Gap | Otherwise::Unclassified(_) => none(),
    }
}

/// Which values compare so with a threshold, on a coordinate of whole numbers.
pub(super) fn compared(op: crate::model::Comparison, threshold: Number) -> Spans {
    use crate::model::Comparison::{AtLeast, AtMost, Equal, LessThan, MoreThan};
    let (floor, ceil) = (
        threshold.floor().to_integer(),
        threshold.ceil().to_integer(),
    );
    match op {
        AtLeast => between(Some(ceil), None),
        MoreThan => between(Some(floor + 1), None),
        AtMost => between(None, Some(floor)),
        LessThan => between(None, Some(ceil - 1)),
        Equal => between(Some(ceil), Some(floor)),
    }
}
