//! Whether a goal is surely missed all over a piece, though what the decision comes to is still open.

use std::collections::BTreeSet;

use super::goal::Goal;
use super::value::{Claim, Value};
use crate::model::{Collect, DecisionId, Model, RuleId};
use crate::verify::seats::{none, otherwise, values};
use crate::verify::spans::Spans;
use crate::verify::standing::Standing;

/// Rules of a decision that are perhaps met, and those of them perhaps left.
pub(super) struct Bounds<'b> {
    pub(super) model: &'b Model,
    pub(super) decision: DecisionId,
    pub(super) met: &'b [Standing],
    pub(super) left: &'b [Standing],
}

impl Goal {
    /// Whether no affair of a piece with these rules meets the goal.
    pub(super) fn is_missed(&self, bounds: &Bounds) -> bool {
        match self {
            Self::Result(claims) => match claims.first().filter(|_| claims.len() == 1) {
                Some(claim) => bounds.never(claim),
                None => false,
            },
            Self::Has(leaf, true) => !bounds.perhaps(&|value| value == i128::from(*leaf)),
            Self::Has(leaf, false) => bounds.surely(&|value| value == i128::from(*leaf)),
            Self::Beyond(than, more) => bounds.folded().is_some_and(|(low, high)| match more {
                true => high <= *than,
                false => low >= *than,
            }),
        }
    }

    /// Whether a rule speaks for the goal.
    pub(super) fn is_said_by(&self, model: &Model, decision: DecisionId, rule: RuleId) -> bool {
        let mut said = values(model, rule, decision);
        said.any(|value| match self {
            Self::Result(claims) => claims.contains(&Some(Value::One(value))),
            Self::Has(leaf, _) => i128::from(*leaf) == value,
            Self::Beyond(..) => true,
        })
    }
}

impl Bounds<'_> {
    fn of(&self, rule: RuleId) -> impl Iterator<Item = i128> {
        values(self.model, rule, self.decision)
    }

    /// Whether some rule that is perhaps left concludes such a value.
    fn perhaps(&self, is: &dyn Fn(i128) -> bool) -> bool {
        let mut left = self.left.iter();
        left.any(|(rule, _)| self.of(*rule).any(is))
    }

    /// Whether some rule that is surely left does.
    fn surely(&self, is: &dyn Fn(i128) -> bool) -> bool {
        let mut left = self.left.iter();
        left.any(|(rule, sure)| *sure && self.of(*rule).any(is))
    }

    /// Whether a decision never comes to one value, or to none.
    fn never(&self, claim: &Claim) -> bool {
        let declared = &self.model.decisions[self.decision.index()];
        let some_met = self.met.iter().any(|(_, sure)| *sure);
        let without = otherwise(declared);
        match (claim, declared.collect) {
            (_, Some(Collect::Sum | Collect::Count)) => false,
            (Some(Value::List(list)), _) => {
                let leaf = |value: i128| u32::try_from(value).unwrap_or(u32::MAX);
                self.surely(&|value| !list.contains(&leaf(value)))
                    || !list
                        .iter()
                        .all(|it| self.perhaps(&|value| leaf(value) == *it))
            }
            (None, _) => some_met || without != none(),
            (Some(Value::One(wanted)), collect) => {
                let better = |value: i128| match collect {
                    Some(Collect::Min) => value < *wanted,
                    Some(_) => value > *wanted,
                    None => value != *wanted,
                };
                let said = self.perhaps(&|value| value == *wanted);
                let without = without == Spans::one(*wanted) && !some_met;
                self.surely(&better) || !(said || without)
            }
        }
    }

    /// The least and greatest that a sum or a count may be.
    fn folded(&self) -> Option<(i128, i128)> {
        let distinct = |surely: bool| {
            let left = self.left.iter().filter(|(_, sure)| *sure || !surely);
            let values: BTreeSet<i128> = left.flat_map(|(rule, _)| self.of(*rule)).collect();
            i128::try_from(values.len()).unwrap_or(i128::MAX)
        };
        match self.model.decisions[self.decision.index()].collect {
            Some(Collect::Count) => Some((distinct(true), distinct(false))),
            Some(Collect::Sum) => {
                let (mut low, mut high) = (0, 0);
                for (rule, sure) in self.left {
                    for by in self.of(*rule) {
                        low += if *sure { by } else { by.min(0) };
                        high += if *sure { by } else { by.max(0) };
                    }
                }
                Some((low, high))
            }
            _ => None,
        }
    }
}
