//! What could have beaten the winners, and is not met.

use serde::Serialize;

use super::rule::Ground;

/// A rule that would beat winners if it were met. What keeps it from being met stands with it in
/// `not_met`, or among `open`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotOverridden {
    /// The rule.
    pub rule: String,
    /// The winners it would beat.
    pub beats: Vec<String>,
    /// On which ground.
    pub ground: Ground,
}
