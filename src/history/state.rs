//! What stands of one decision between two events.

use jiff::civil::Date;

use super::told::{Basis, Power};
use crate::explanation::outcome::PossibleOutcome;
use crate::verdict::{Outcome, Result, Value};

/// What a decision comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// This, whatever is unknown.
    Settled(Result),
    /// It turns on facts that are unknown.
    Open,
    /// Something that the version of the ruleset in force has no value for.
    Gone,
}

impl Standing {
    /// What an outcome comes to, apart from which rules say so and from what it turns on.
    pub(super) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Decided { value, .. } => Self::Settled(Result::Decided(value.clone())),
            Outcome::Contested { claims, .. } => {
                Self::contested(claims.iter().map(|claim| claim.value.clone()).collect())
            }
            Outcome::Undetermined { .. } => Self::Open,
            Outcome::Unclassified => Self::Settled(Result::Unclassified),
        }
    }

    /// Contested between values, unclassified last.
    pub(super) fn contested(mut values: Vec<Option<Value>>) -> Self {
        values.sort_by(|a, b| (a.is_none(), a).cmp(&(b.is_none(), b)));
        values.dedup();
        Self::Settled(Result::Contested(values))
    }

    /// Decided.
    pub(super) fn decided(value: Value) -> Self {
        Self::Settled(Result::Decided(value))
    }
}

/// What stands of one decision.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// What the rules say, decisions upstream being as they stand, with the rules that say so.
    pub(super) rules: Outcome,
    /// The same without those.
    pub(super) said: Standing,
    /// The same as it is told.
    pub(super) said_told: PossibleOutcome,
    /// What stands.
    pub(super) standing: Standing,
    /// The same as it is told.
    pub(super) told: PossibleOutcome,
    /// By what. By the rules it is what they say.
    pub(super) basis: Basis,
    /// Whether it goes back to the determination in force: it is what was determined, or shifts led
    /// there from it.
    pub(super) determined: bool,
    /// Since when.
    pub(super) since: Date,
    /// The determination in force.
    pub(super) in_force: Option<Determination>,
}

/// A determination that took effect.
#[derive(Debug, Clone)]
pub(super) struct Determination {
    pub(super) value: Value,
    /// A leaf of the bodies.
    pub(super) by: u32,
    pub(super) power: Power,
    pub(super) on: Date,
    pub(super) until: Option<Date>,
    pub(super) because: Option<String>,
}

impl State {
    /// What decisions downstream have to be told; nothing where the rules tell them.
    pub(super) fn held(&self) -> Option<&Result> {
        match (&self.standing, self.basis) {
            (_, Basis::Rules) | (Standing::Open | Standing::Gone, _) => None,
            (Standing::Settled(at), _) => Some(at),
        }
    }
}
