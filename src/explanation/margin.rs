//! How near an outcome is to another: for each ordered fact, the nearest values at which it moves.

use serde::Serialize;

use super::outcome::PossibleOutcome;
use super::shown::Shown;

/// How far one fact is from the nearest values at which the outcome moves, all else being as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// The fact.
    pub fact: String,
    /// What it is.
    pub value: Shown,
    /// The nearest lower value at which the outcome is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Threshold>,
    /// The nearest higher one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Threshold>,
}

/// A value at which an outcome moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Threshold {
    /// The value.
    pub at: Shown,
    /// How far it is: a number, or of dates and durations days; of ordered kinds steps.
    pub by: Shown,
    /// What the decision comes to there.
    pub outcome: PossibleOutcome,
}
