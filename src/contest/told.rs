//! What is told of a contest: plain data by name.

use jiff::civil::Date;
use serde::Serialize;

use super::ground::Examined;
use crate::diagnostic::Code;
use crate::explanation::change::Change;
use crate::explanation::outcome::{Claim, Outcome};
use crate::explanation::shown::{Shown, day};
use crate::explanation::why_not::Claimed;
use crate::explanation::{Actual, Decision, Given, RulesetName, Terms};
use crate::verdict::affair::Rejection;
use crate::words::{Label, Words};

/// The name of the form that a contest is serialized in.
pub const SCHEMA: &str = "fenliu/contest/1";

/// Whether a dispute about a classification matters, and what it would take.
///
/// Serialized it is `fenliu/contest/1`, described in `docs/formats.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contest {
    /// `fenliu/contest/1`.
    pub schema: &'static str,
    /// The record's own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The ruleset decided by.
    pub ruleset: RulesetName,
    /// The date decided by.
    #[serde(serialize_with = "day")]
    pub as_of: Option<Date>,
    /// Whether that date was not given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_of_default: bool,
    /// What is claimed.
    pub claim: Asked,
    /// What comes of it.
    pub answer: Answer,
    /// Every fact as the office has it, in the order they are declared.
    pub facts: Vec<Given>,
    /// Why the office's facts lead where they do: the decision in dispute last, those it reads before.
    pub decided: Vec<Decision>,
    /// The disputed facts, as they were put.
    pub disputed: Vec<Disputed>,
    /// What the combinations of the disputed facts lead to.
    pub outcomes: Vec<Group>,
    /// The combinations that no affair can be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub impossible: Vec<Impossible>,
    /// The least that must be granted for the claim to succeed, fewest facts first; each by itself.
    pub grants: Vec<Combination>,
    /// Why the claim fails even with everything granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_granted: Option<Decision>,
    /// What would be needed besides, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub further: Option<Further>,
    /// Who may settle it.
    pub settled_by: SettledBy,
    /// The grounds, as they were put.
    pub grounds: Vec<Examined>,
    /// The words for the names above.
    pub terms: Terms,
}

/// What is claimed of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The decision.
    pub decision: String,
    /// The value held right; of a collected list those it should have; nothing is `unclassified`.
    pub value: Option<Shown>,
    /// How it lies to what the office's facts lead to.
    pub is: Claimed,
    /// The rules that conclude it. What keeps each from winning stands with it in `decided`.
    pub rules: Vec<String>,
}

/// What comes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is what was decided.
    Already,
    /// It succeeds if something disputed is granted.
    Succeeds,
    /// It fails, and no combination of the disputed facts leads to anything else.
    NoDifference,
    /// It fails even if everything is granted, though the outcome may move.
    Fails,
    /// It fails, and no fact is disputed.
    Undisputed,
}

/// A disputed fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disputed {
    /// Its name.
    pub fact: String,
    /// What the office found.
    pub office: Held,
    /// What the objector holds.
    pub objector: Held,
    /// Whether both hold the same.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub agreed: bool,
    /// Where it alone makes a difference; nothing for an idle fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisive: Option<Decisive>,
}

/// What one side holds of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The value, or that there is none.
    pub value: Actual,
    /// When it was found.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub date: Option<Date>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The body that established it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Shown>,
    /// Whether the ruleset has that body establish or judge the fact; nothing where it names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<bool>,
}

/// A combination in which a fact alone makes the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decisive {
    /// What else is granted in it.
    pub granted: Vec<String>,
    /// What it comes to without the fact, as a place in `outcomes`.
    pub from: usize,
    /// What it comes to with it.
    pub to: usize,
}

/// Combinations that come to the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What they come to; its rules are those of the first.
    pub outcome: Outcome,
    /// Whether that is what is claimed.
    pub claimed: bool,
    /// Which combinations, fewest granted first.
    pub combinations: Vec<Combination>,
}

/// A combination of the disputed facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combination {
    /// The facts that are as the objector holds; all others are as the office found.
    pub granted: Vec<String>,
    /// The rules that win in it.
    pub rules: Vec<String>,
}

/// A combination that no affair can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impossible {
    /// The facts that are as the objector holds.
    pub granted: Vec<String>,
    /// Why not.
    #[serde(flatten)]
    pub refused: Refused,
}

/// Why no affair can be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// What is refused.
    pub message: Words,
    /// The reason that the ruleset gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Words>,
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        let given = rejection.code == Code::ImpossibleAffair;
        Self {
            message: rejection.message,
            because: rejection.help.filter(|_| given).map(|help| *help),
        }
    }
}

/// What would be needed with everything granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Further {
    /// Each of these, by itself.
    Changes(Vec<Change>),
    /// No change of facts leads there.
    Never,
}

/// Who may settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettledBy {
    /// For each fact that the claim turns on, the bodies that establish or judge it.
    pub facts: Vec<Entitled>,
    /// For the decision in dispute, and each it reads that is in dispute with it, the body that
    /// determines it.
    pub decisions: Vec<Determined>,
    /// The known overlaps that cover a contested outcome.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<Covered>,
}

/// Who says what a fact is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entitled {
    /// The fact.
    pub fact: String,
    /// Who establishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_by: Option<Shown>,
    /// Who judges it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<Shown>,
}

/// Who determines a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determined {
    /// The decision.
    pub decision: String,
    /// Who determines it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub determined_by: Option<Shown>,
}

/// An overlap that covers a contested outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// The decision.
    pub decision: String,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// Who decides meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Shown>,
    /// Why it is accepted.
    pub because: Label,
}
