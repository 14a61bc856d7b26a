//! Why a decision is not what somebody claims: only what separates the two.

use serde::Serialize;

use super::change::Change;
use super::shown::Shown;

/// What separates a claimed value from what was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// The value claimed.
    pub value: Shown,
    /// Whether the decision has come to it, alone or as one claim among others.
    pub is: Claimed,
    /// The rules that conclude it. What keeps each from winning stands with it in its list.
    pub rules: Vec<String>,
    /// The changes of facts that would lead to it, fewest first; none, if no change of facts that can
    /// be otherwise does.
    pub changes: Vec<Change>,
    /// Whether there may be other changes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// How a claimed value lies to the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claimed {
    /// It is what was decided.
    Decided,
    /// It is one claim among others.
    Contested,
    /// It is still possible.
    Possible,
    /// It is not what was decided.
    Otherwise,
}
