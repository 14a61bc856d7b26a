//! What would change an outcome: the fewest facts that would have to be otherwise.

use serde::Serialize;

use super::among::Among;
use super::outcome::PossibleOutcome;
use super::reason::Actual;
use super::shown::Shown;

/// What it would take to come to each other value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WouldChange {
    /// By value, nearest first.
    pub to: Vec<Alternative>,
    /// Values that no change of facts that can be otherwise leads to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<Goal>,
    /// Whether there are values that were not looked at.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// The changes that lead to one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Where they lead.
    pub goal: Goal,
    /// Each does it alone, fewest facts first.
    pub changes: Vec<Change>,
    /// Whether there may be others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// What a decision might come to instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Goal {
    /// This value, or unclassified.
    Outcome(PossibleOutcome),
    /// A collected list with this value in it.
    Includes {
        /// The value.
        includes: Shown,
    },
    /// A collected list without this value.
    Without {
        /// The value.
        without: Shown,
    },
    /// A sum or count greater than this.
    MoreThan {
        /// What it is.
        more_than: Shown,
    },
    /// A sum or count less than this.
    LessThan {
        /// What it is.
        less_than: Shown,
    },
}

/// Facts that would have to be otherwise; no part of them would do, whatever its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The facts, in the order they are declared.
    pub facts: Vec<Changed>,
    /// What the decision then comes to, where the goal leaves that open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Shown>,
    /// The rules that would then win.
    pub rules: Vec<String>,
}

/// One fact otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its name.
    pub fact: String,
    /// What it is.
    pub value: Actual,
    /// What it would be: the nearest value that does.
    pub to: Shown,
    /// Every value that does, the other changes being as they are here.
    pub among: Among,
}
