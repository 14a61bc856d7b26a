//! A case as it was followed, `fenliu/track/1`: plain data by name, from which every page is made.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::explanation::outcome::{Outcome, PossibleOutcome};
use crate::explanation::rule::Cited;
use crate::explanation::{Reason, RulesetName, Shown, Terms};
use crate::words::{Label, Words};

/// The name of the form that a track is serialized in.
pub const SCHEMA: &str = "fenliu/track/1";

/// A case, event by event: what stands of every decision after each, and the cause of every move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Track {
    /// `fenliu/track/1`.
    pub schema: &'static str,
    /// The name of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The ruleset, in its last version.
    pub ruleset: RulesetName,
    /// The day whose knowledge the case was followed with, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    pub as_known_on: Option<Date>,
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// The objections, in the order in which they were opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objected>,
    /// The words for the names above.
    pub terms: Terms,
}

/// One thing that happened, and what it moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The day.
    #[serde(serialize_with = "day")]
    pub on: Date,
    /// When it came to be known, where that is another day.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    pub recorded: Option<Date>,
    /// The line of the event; none for what no event says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What happened.
    #[serde(flatten)]
    pub happened: Happened,
    /// Who did or reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Shown>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The version of the ruleset that is in force, by its digest.
    pub digest: String,
    /// Facts known that this version of the ruleset does not have, or not with that value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<String>,
    /// Every move of what stands, in the order in which they came.
    pub moves: Vec<Move>,
    /// Decisions of which the rules say something else than before, while what stands was determined
    /// and stays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_fast: Vec<HeldFast>,
    /// What stands of every decision.
    pub standing: Vec<Stands>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Happened {
    /// Facts were learned or corrected.
    Facts {
        /// Each.
        facts: Vec<Learned>,
    },
    /// A body determined a decision.
    Determination(Determined),
    /// Somebody objected.
    Opened {
        /// The objection.
        objection: String,
        /// The decision.
        decision: String,
        /// The value held right.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<Shown>,
    },
    /// An objection was settled.
    Settled {
        /// The objection.
        objection: String,
        /// How, in any words.
        settled: String,
    },
    /// Determinations ran out the day before.
    Lapse {
        /// The decisions.
        decisions: Vec<String>,
    },
    /// Nothing: the case is looked at on a day.
    Look,
}

/// A fact learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// The fact.
    pub fact: String,
    /// What was known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Shown>,
    /// What is known now; nothing where it was taken back.
    pub to: Option<Shown>,
    /// Who alone may establish or judge it, where the event names another body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Shown>,
}

/// A determination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determined {
    /// The decision.
    pub decision: String,
    /// What it was determined to be.
    pub value: Shown,
    /// The power it was made under.
    pub power: Power,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    pub until: Option<Date>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Why it takes no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
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

/// Why a determination takes no effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Who may determine the decision; nobody where the ruleset names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Shown>,
    /// In a sentence.
    pub message: Words,
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

/// The rules say something else, and what was determined stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldFast {
    /// The decision.
    pub decision: String,
    /// What the rules said.
    pub from: PossibleOutcome,
    /// What they say.
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

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objected {
    /// Its name.
    pub objection: String,
    /// The decision objected to.
    pub decision: String,
    /// When it was opened.
    #[serde(serialize_with = "day")]
    pub opened: Date,
    /// When it was settled; none while it is open.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    pub settled: Option<Date>,
}

impl Track {
    /// What stands at the end; nothing where nothing happened.
    pub fn standing(&self) -> &[Stands] {
        self.steps.last().map_or(&[], |step| &step.standing)
    }

    /// Whether a determination took no effect, or shifts led round in a circle.
    pub fn has_faults(&self) -> bool {
        self.steps.iter().any(|step| {
            let circle = |cause: &Cause| matches!(cause, Cause::Circle { .. });
            let refused = matches!(&step.happened,
                Happened::Determination(it) if it.refused.is_some());
            refused || step.moves.iter().any(|it| it.causes.iter().any(circle))
        })
    }

    /// The same of some decisions alone.
    #[must_use]
    pub fn only_these<S: AsRef<str>>(mut self, decisions: &[S]) -> Self {
        let wanted = |name: &str| decisions.iter().any(|it| it.as_ref() == name);
        for step in &mut self.steps {
            step.moves.retain(|it| wanted(&it.decision));
            step.held_fast.retain(|it| wanted(&it.decision));
            step.standing.retain(|it| wanted(&it.decision));
        }
        self
    }

    /// As `fenliu/track/1`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
fn day<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[allow(clippy::ref_option, reason = "serde passes fields so")]
fn optional<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
