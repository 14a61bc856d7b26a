//! A case as it was followed, `fenliu/track/1`: plain data by name, from which every page is made.

use jiff::civil::Date;
use serde::Serialize;

use crate::explanation::outcome::PossibleOutcome;
pub use crate::explanation::past::{Basis, Cause, InForce, Move, Power, Shifted, Stands};
use crate::explanation::past::{day, optional};
use crate::explanation::{RulesetName, Shown, Terms};
use crate::words::Words;

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

/// A step without what came of it, as a ledger holds it; neither with its line, for events that were
/// recorded late move the others of the file.
#[cfg(feature = "ledger")]
#[derive(Serialize)]
pub(crate) struct Event<'a> {
    #[serde(serialize_with = "day")]
    on: Date,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional")]
    recorded: Option<Date>,
    #[serde(flatten)]
    happened: &'a Happened,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    passed_over: &'a [String],
}

#[cfg(feature = "ledger")]
impl Step {
    /// What happened alone.
    pub(crate) fn event(&self) -> Event<'_> {
        Event {
            on: self.on,
            recorded: self.recorded,
            happened: &self.happened,
            by: self.by.as_ref(),
            note: self.note.as_deref(),
            passed_over: &self.passed_over,
        }
    }
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

/// Why a determination takes no effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Who may determine the decision; nobody where the ruleset names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Shown>,
    /// In a sentence.
    pub message: Words,
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
