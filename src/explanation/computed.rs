//! The nearest value of a fact that expressions compute with, all else being as it is.
//!
//! In: a box in which everything else is known that these expressions read, and a question. Out: the
//! nearest ordinal on one side for which the answer is yes. The ordinals are walked outward stretch by stretch: on
//! a stretch no rule tells values apart, as bounds of the expressions show, and its end is found by
//! halving. So each stretch is asked about once, at its nearest value.

use super::near::Side;
use super::what_if::WhatIf;
use crate::model::{Datum, FactId};
use crate::table::arithmetic::{Number, Operand, bounds};
use crate::table::column::datum_of;
use crate::table::disjoin::span_of;
use crate::table::{ColumnKey, FactKey};
use crate::verdict::exact::Exact;
use crate::verdict::explore::{Exhausted, Ground, unit};
use crate::verdict::space::{Space, set};

/// Stretches looked at on one side.
const MOST: usize = 64;

/// What was found on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// This ordinal; none is nearer.
    At(i128),
    /// None as near as was asked for.
    Nothing,
    /// It was not found out.
    Unknown,
}

/// The nearest ordinal on one side of `from`, at most so far from it, at which something is so.
pub(super) fn nearest(
    what_if: &mut WhatIf,
    place: usize,
    side: Side,
    space: &Space,
    (from, most): (i128, i128),
    mut is_so: impl FnMut(&mut WhatIf, Space) -> Result<bool, Exhausted>,
) -> Result<Found, Exhausted> {
    let Some(axis) = Axis::of(what_if, place, space) else {
        return Ok(Found::Unknown);
    };
    let outward = match side {
        Side::Below => -1,
        Side::Above => 1,
    };
    let end = (from + outward * most).clamp(axis.span.0, axis.span.1);
    let mut at = from + outward;
    for _ in 0..MOST {
        if (end - at) * outward < 0 {
            return Ok(Found::Nothing);
        }
        let mut there = space.clone();
        axis.hold(&mut there, at);
        if is_so(what_if, there)? {
            return Ok(Found::At(at));
        }
        at = axis.last_alike(at, end) + outward;
    }
    Ok(Found::Unknown)
}

/// One fact, and all that is computed with it.
struct Axis<'a> {
    ground: Ground<'a>,
    fact: FactId,
    /// The ordinals of all else that is known.
    exact: Exact,
    /// The ordinals it may have.
    span: (i128, i128),
    /// The columns that its value settles.
    columns: Vec<u32>,
}

impl<'a> Axis<'a> {
    /// Nothing where an expression reads something else of which the value is not known.
    fn of(what_if: &WhatIf<'a>, place: usize, space: &Space) -> Option<Self> {
        let (ground, fact) = (what_if.ground, what_if.fact(place)?);
        let mut columns = what_if.places[place].columns.clone();
        for (column, facts) in &ground.table.expressions {
            if facts.contains(&FactKey::Fact(fact)) {
                let known =
                    |it: &FactKey| *it == FactKey::Fact(fact) || space.exact.contains_key(it);
                if !facts.iter().all(known) {
                    return None;
                }
                columns.push(*column);
            }
        }
        Some(Self {
            ground,
            fact,
            exact: space.exact.clone(),
            span: span_of(&ground.model.facts[fact.index()].ty),
            columns,
        })
    }

    fn datum(&self, ordinal: i128) -> Datum {
        datum_of(&self.ground.model.facts[self.fact.index()].ty, ordinal)
    }

    /// Holds a box to a value.
    fn hold(&self, space: &mut Space, at: i128) {
        let Ground { model, table } = self.ground;
        set(
            model,
            table,
            space,
            FactKey::Fact(self.fact),
            &self.datum(at),
        );
    }

    /// The ordinal farthest from one, in the direction of an end, up to which all are alike.
    fn last_alike(&self, at: i128, end: i128) -> i128 {
        let (mut alike, mut beyond) = (at, end);
        if self.is_alike(at, end) {
            return end;
        }
        while (beyond - alike).abs() > 1 {
            let middle = alike + (beyond - alike) / 2;
            match self.is_alike(at, middle) {
                true => alike = middle,
                false => beyond = middle,
            }
        }
        alike
    }

    /// Whether no column tells the ordinals between two apart, as far as bounds show.
    fn is_alike(&self, one: i128, other: i128) -> bool {
        let (low, high) = (one.min(other), one.max(other));
        let Ground { model, table } = self.ground;
        let range = |operand: Operand| {
            let Operand::Fact(fact) = operand else {
                return None;
            };
            let (low, high) = match fact == FactKey::Fact(self.fact) {
                true => (low, high),
                false => self.exact.get(&fact).map(|it| (*it, *it))?,
            };
            let unit = unit(model, fact);
            Some((Number::new(low, unit), Number::new(high, unit)))
        };
        self.columns.iter().all(|number| {
            let column = &table.columns[*number as usize];
            match &column.key {
                ColumnKey::Expr(expr) => bounds(expr, &range).is_some_and(|(low, high)| {
                    column.class_of_ratio(low) == column.class_of_ratio(high)
                }),
                _ => {
                    let class = |it| column.class(&self.datum(it));
                    class(low) == class(high)
                }
            }
        })
    }
}
