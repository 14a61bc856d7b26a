//! What became of a decision over time: what stands, by what, and every move with its cause. It is filled
//! in by whoever followed the case; an explanation of one affair alone has none.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::outcome::{Outcome, PossibleOutcome};
use super::rule::Cited;
use super::{Reason, Shown};
use crate::words::Label;

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct History {
    /// What stands.
    pub now: Stands,
    /// Every move, with its day.
    pub moves: Vec<Dated>,
}

/// A move with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The day.
    #[serde(serialize_with = "day")]
    pub on: Date,
    /// The move.
    #[serde(flatten)]
    pub moved: Move,
}

/// The power that a determination was made under.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Power {
    /// The clause of the ruleset that gives it: `determined by`, or the `decided by` of an overlap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<&'static str>,
    /// What the body invoked, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked: Option<String>,
}

/// One move of what stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The decision.
    pub decision: String,
    /// What stood.
    pub from: PossibleOutcome,
    /// What stands.
    pub to: PossibleOutcome,
    /// Why.
    pub causes: Vec<Cause>,
}

/// Why something moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "lowercase")]
pub enum Cause {
    /// Another version of the ruleset came into force.
    Version {
        /// The digest of the version before.
        from: String,
        /// Of the version now.
        to: String,
    },
    /// Time went by: a rule came into force or went out of it, or a period ended.
    Date,
    /// Facts were learned or corrected; none of these could be left out.
    Fact {
        /// The facts.
        facts: Vec<String>,
    },
    /// Decisions that the rules read came to stand otherwise.
    Decision {
        /// Those decisions.
        decisions: Vec<String>,
    },
    /// A body determined it.
    Determination {
        /// The body.
        by: Shown,
        /// Under which power.
        power: Power,
        /// Its last day.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
        until: Option<Date>,
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A determination ran out, and the rules count again.
    Lapse {
        /// The body that had made it.
        by: Shown,
        /// Its last day.
        #[serde(serialize_with = "day")]
        until: Date,
    },
    /// A shift.
    Shift(Shifted),
    /// Shifts that lead apart.
    Apart {
        /// Those shifts.
        shifts: Vec<Shifted>,
    },
    /// Shifts that lead round in a circle on these facts.
    Circle {
        /// Those shifts, in the order in which they came.
        shifts: Vec<Shifted>,
    },
}

/// A shift that applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shifted {
    /// Its name.
    pub shift: String,
    /// Its title.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub title: Label,
    /// The value it leads to.
    pub to: Shown,
    /// Its condition, as met.
    pub when: Vec<Reason>,
    /// What it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Cited>,
    /// Its reason.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub because: Label,
}

/// What stands of one decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stands {
    /// The decision.
    pub decision: String,
    /// What stands.
    pub stands: PossibleOutcome,
    /// By what.
    pub by: Basis,
    /// Since when it stands.
    #[serde(serialize_with = "day")]
    pub since: Date,
    /// The determination in force, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub determined: Option<InForce>,
    /// What the rules say, decisions upstream being as they stand.
    pub rules: Outcome,
    /// Whether the rules say otherwise than what stands.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drift: bool,
    /// Objections that are open against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<String>,
}

/// By what a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The rules.
    Rules,
    /// A determination.
    Determination,
    /// A shift, or several that lead apart or round.
    Shift,
}

/// A determination in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InForce {
    /// The value.
    pub value: Shown,
    /// The body.
    pub by: Shown,
    /// Its first day.
    #[serde(serialize_with = "day")]
    pub on: Date,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    pub until: Option<Date>,
}

impl History {
    /// The same without what the shifts looked at, which may be sensitive.
    #[must_use]
    pub(crate) fn redacted(mut self) -> Self {
        for it in &mut self.moves {
            for cause in &mut it.moved.causes {
                match cause {
                    Cause::Shift(shift) => shift.when.clear(),
                    Cause::Apart { shifts } | Cause::Circle { shifts } => {
                        shifts.iter_mut().for_each(|shift| shift.when.clear());
                    }
                    _ => {}
                }
            }
        }
        self
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
pub(crate) fn day<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields so"
)]
pub(crate) fn optional<S: Serializer>(
    day: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
