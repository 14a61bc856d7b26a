//! Which facts suffice: those that force an outcome whatever all others are.

use serde::Serialize;

use super::among::Among;
use super::reason::Actual;

/// Facts that force an outcome, whatever the others are, and of which none can be left out. Of an
/// undetermined decision: those that leave no other outcomes than are told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sufficient {
    /// The facts, in the order they are declared; `as_of` is the date of the decision.
    pub facts: Vec<Kept>,
    /// Whether the search stopped before it was done: then some could perhaps be left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
}

/// A fact that is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its name.
    pub fact: String,
    /// What it is.
    pub value: Actual,
    /// What it may be: any of these, together with what the others may be, forces the same.
    pub among: Among,
}
