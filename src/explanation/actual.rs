//! What the subjects of tests are.

use super::outcome::Tell;
use super::reason::{Actual, Unsettled};
use super::shown::Speaker;
use super::trace::Trace;
use super::world::Upstream;
use crate::model::{Datum, DecisionId, FactId, Type};
use crate::verdict::{Knowledge, Outcome};

impl Speaker<'_> {
    /// What is known of a fact.
    pub(crate) fn known(&self, fact: FactId, knowledge: &Knowledge) -> Actual {
        known(self, &self.model.facts[fact.index()].ty, knowledge)
    }
}

impl Trace<'_> {
    /// What a fact is.
    pub(super) fn fact(&self, fact: FactId) -> Actual {
        let setting = self.world.setting;
        let tell = || self.speaker.known(fact, setting.known(fact));
        let mut told = setting.told.borrow_mut();
        told.entry(fact).or_insert_with(tell).clone()
    }

    /// What a date is that nobody gave.
    pub(super) fn no_date(&self) -> Actual {
        Actual::Unsettled {
            status: Unsettled::Unknown,
            among: Vec::new(),
        }
    }

    /// What a decision upstream is, in this world.
    pub(super) fn decision(&self, decision: DecisionId) -> Actual {
        let outcome = &self.world.setting.outcomes.decisions[decision.index()];
        match &self.world.upstream[decision.index()] {
            Upstream::OneOf(values) => match values.as_slice() {
                [Some(value)] => Actual::Known(self.speaker.value(decision, value)),
                [None] => Actual::Unsettled {
                    status: Unsettled::Unclassified,
                    among: Vec::new(),
                },
                several => Actual::Unsettled {
                    status: unsettled(outcome),
                    among: several
                        .iter()
                        .flatten()
                        .map(|value| Tell::value(self.speaker, decision, value))
                        .collect(),
                },
            },
            Upstream::Any => Actual::Unsettled {
                status: unsettled(outcome),
                among: Vec::new(),
            },
        }
    }
}

/// What is known of a fact.
pub(crate) fn known(speaker: &Speaker, ty: &Type, knowledge: &Knowledge) -> Actual {
    match knowledge {
        Knowledge::Unknown => Actual::Unsettled {
            status: Unsettled::Unknown,
            among: Vec::new(),
        },
        Knowledge::Known(datum) => Actual::Known(speaker.datum(ty, datum)),
        Knowledge::OneOf(leaves) => Actual::Unsettled {
            status: Unsettled::KnownInPart,
            among: leaves
                .iter()
                .map(|leaf| speaker.datum(ty, &Datum::Leaf(*leaf)))
                .collect(),
        },
    }
}

fn unsettled(outcome: &Outcome) -> Unsettled {
    match outcome {
        Outcome::Contested { .. } => Unsettled::Contested,
        _ => Unsettled::Undetermined,
    }
}
