//! Grounds held against a classification: each is tried by the rules, before and after side by side.
//!
//! One file a ground. In: the case, and what is asserted. Out: whether that is so, and whether it makes
//! a difference.

mod fact;
mod rule;
mod version;
mod priority;
mod territory;
mod overlap;
mod entitled;

use jiff::civil::Date;
use serde::Serialize;

use super::case::{Again, Case};
use super::objection::{Ground, Objection};
use super::refusal::Refusal;
use super::told::Refused;
use crate::explanation::outcome::Outcome;
use crate::explanation::rule::Named;
use crate::explanation::shown::{Shown, day};
use crate::explanation::{Actual, Defeated, NotMet, Open, RulesetName, Winner};
use crate::words::Label;

/// A ground that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Examined {
    /// What it asserts.
    #[serde(flatten)]
    pub asserted: Asserted,
    /// What comes of it.
    pub verdict: Verdict,
    /// Whether with it the claim succeeds.
    pub succeeds: bool,
    /// What was found.
    #[serde(flatten)]
    pub found: Found,
    /// What the office's facts lead to.
    pub before: Outcome,
    /// What it comes to if the ground is granted; nothing where it cannot be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Outcome>,
}

/// What comes of a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is so, or may be, and by the rules it matters.
    Upheld,
    /// It may be so, and the outcome is the same.
    NoDifference,
    /// What it asserts is not so.
    Refuted,
}

/// What a ground asserts, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "ground", rename_all = "snake_case")]
pub enum Asserted {
    /// A fact is another.
    FactWrong {
        /// The fact.
        fact: String,
        /// What it is held to be.
        value: Actual,
    },
    /// A fact was left unknown.
    FactMissing {
        /// The fact.
        fact: String,
        /// What it is held to be.
        value: Actual,
    },
    /// A rule was applied that does not apply.
    RuleMisapplied {
        /// The rule.
        rule: String,
    },
    /// Another version holds.
    WrongVersion {
        /// The day to decide by.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
        date: Option<Date>,
        /// The other ruleset, where no day was given.
        #[serde(skip_serializing_if = "Option::is_none")]
        other: Option<Elsewhere>,
    },
    /// A rule should have prevailed.
    PriorityWrong {
        /// The rule.
        rule: String,
        /// Over which.
        over: String,
    },
    /// The affair belongs under another ruleset.
    WrongTerritory {
        /// That ruleset.
        other: Elsewhere,
    },
    /// Two values claim the affair.
    FunctionsOverlap {
        /// The values.
        between: [Shown; 2],
    },
    /// A fact was established by somebody who may not.
    NotEntitled {
        /// The fact.
        fact: String,
        /// By whom.
        by: Shown,
    },
}

/// Another ruleset, and what it makes of the affair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// Which.
    pub ruleset: RulesetName,
    /// What it is called.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub title: Label,
    /// The facts of the affair that it does not know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<String>,
}

/// What was found of a ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// It was decided again: `before` and `after` say the rest.
    Decided,
    /// It was so already.
    Already,
    /// No affair can be so, or not on that day.
    Rejected(Refused),
    /// The office knew the fact.
    Known {
        /// As this.
        known: Actual,
    },
    /// The fact is unknown: nobody established it.
    Unknown,
    /// How the rule fares.
    Rule {
        /// On which decision.
        decision: String,
        /// How.
        standing: Stands,
    },
    /// Some of the rules are not met, so that nothing is to be settled between them.
    NotMet {
        /// How each fares.
        rules: Vec<Stands>,
    },
    /// The rules conclude about no decision together.
    NothingShared,
    /// No affair meets both rules.
    NeverMeet,
    /// The other rule beats it already, so that they would beat each other.
    Circle,
    /// The other rule is mandatory, and of a higher ruleset.
    Mandatory,
    /// The other ruleset has no such decision.
    NoDecision {
        /// Those it has.
        decisions: Vec<Shown>,
    },
    /// The other ruleset knows none of the facts.
    NoFacts,
    /// The other ruleset does not speak of the affair.
    Silent,
    /// It is contested between the two.
    Contested,
    /// Both are in the list, which is no contest.
    Both,
    /// Rules for both are met, and a ground settles it.
    Settled {
        /// How each fares.
        rules: Vec<Stands>,
    },
    /// The ruleset names the body for the fact.
    Entitled,
    /// The ruleset names nobody for the fact.
    NobodyNamed,
    /// The ruleset names others.
    NotEntitled {
        /// Who establishes the fact.
        #[serde(skip_serializing_if = "Option::is_none")]
        established_by: Option<Shown>,
        /// Who judges it.
        #[serde(skip_serializing_if = "Option::is_none")]
        judged_by: Option<Shown>,
    },
}

/// How a rule fares, as the explanation has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "stands", rename_all = "snake_case")]
pub enum Stands {
    /// It wins.
    Wins(Box<Winner>),
    /// It is met, and loses.
    Defeated(Box<Defeated>),
    /// It is not met.
    NotMet(Box<NotMet>),
    /// It turns on unknown facts.
    Open(Box<Open>),
}

impl Stands {
    /// Which rule.
    pub fn named(&self) -> &Named {
        match self {
            Self::Wins(rule) => &rule.named,
            Self::Defeated(rule) => &rule.named,
            Self::NotMet(rule) => &rule.named,
            Self::Open(rule) => &rule.named,
        }
    }

    /// Whether its conditions are met.
    pub fn is_met(&self) -> bool {
        match self {
            Self::Wins(_) | Self::Defeated(_) => true,
            Self::Open(rule) => rule.met,
            Self::NotMet(_) => false,
        }
    }
}

/// Tries a ground. Errors: it names what the ruleset does not have.
pub(super) fn examine(
    case: &Case,
    objection: &Objection,
    ground: &Ground,
) -> Result<Examined, Refusal> {
    match ground {
        Ground::FactWrong { fact, value } => fact::wrong(case, fact, value),
        Ground::FactMissing { fact, value } => fact::missing(case, fact, value),
        Ground::RuleMisapplied { rule } => rule::misapplied(case, rule),
        Ground::WrongVersion { date: Some(day) } => Ok(version::on(case, *day)),
        Ground::WrongVersion { date: None } => version::other(case),
        Ground::PriorityWrong { rule, over } => priority::wrong(case, rule, over),
        Ground::WrongTerritory {} => territory::wrong(case),
        Ground::FunctionsOverlap { between } => overlap::between(case, between),
        Ground::NotEntitled { fact, by } => {
            entitled::not(case, fact, by.as_deref(), &objection.disputed)
        }
    }
}

/// A ground that does not hold.
fn refuted(case: &Case, asserted: Asserted, found: Found) -> Examined {
    Examined {
        asserted,
        verdict: Verdict::Refuted,
        succeeds: false,
        found,
        before: case.before(),
        after: None,
    }
}

/// A ground by what it comes to when it is granted.
fn compared(case: &Case, asserted: Asserted, found: Found, again: Again) -> Examined {
    Examined {
        asserted,
        verdict: if again.came == case.came {
            Verdict::NoDifference
        } else {
            Verdict::Upheld
        },
        succeeds: again.came.is(&case.wish),
        found,
        before: case.before(),
        after: Some(again.outcome),
    }
}
