//! The rules of a decision, sorted by what became of them. Each stands in exactly one list.

use jiff::civil::Date;
use serde::Serialize;

use super::outcome::Via;
use super::reason::Reason;
use super::shown::{Shown, day};
use crate::model::{Citation, Model};
use crate::words::Label;

/// What every rule is told with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub rule: String,
    /// Its title; a row has its table's and repeats it not.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub title: Label,
    /// The table that it is a row of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What it concludes about the decision; several only for a collected list.
    pub concludes: Vec<Shown>,
    /// Whether no descendant ruleset may beat it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mandatory: bool,
    /// The claims upstream for which this is so, where it is not so for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Via>,
}

/// Where a rule comes from and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The ruleset that it belongs to.
    pub ruleset: String,
    /// What it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Cited>,
    /// Its own reason.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub because: Label,
    /// When it is in force.
    #[serde(skip_serializing_if = "Effective::is_always")]
    pub effective: Effective,
    /// The date that later and earlier rules are told by.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub dated: Option<Date>,
}

/// A document, and a clause in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The name rules cite it by; none for free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub title: Label,
    /// The clause in it, or the free text.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub locator: Label,
    /// When it was issued.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub issued: Option<Date>,
}

impl Cited {
    /// A citation of a model.
    pub(crate) fn of(model: &Model, citation: &Citation) -> Self {
        let source = citation
            .source
            .map(|source| &model.citables[source.index()]);
        Self {
            source: source.map(|source| source.name.clone()),
            title: source
                .map(|source| source.title.clone())
                .unwrap_or_default(),
            locator: citation.locator.clone(),
            issued: source.and_then(|source| source.issued),
        }
    }
}

/// Days on which a rule is in force; both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Effective {
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub until: Option<Date>,
}

impl Effective {
    /// Whether neither end is set.
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }
}

/// A rule that wins, whatever the unknown facts are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Winner {
    /// Which.
    #[serde(flatten)]
    pub named: Named,
    /// Its tests, as met; none for a rule without conditions.
    pub when: Vec<Reason>,
    /// What keeps its exception from applying; none for a rule without one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Reason>,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// A rule that was met and lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defeated {
    /// Which.
    #[serde(flatten)]
    pub named: Named,
    /// Its tests, as met.
    pub when: Vec<Reason>,
    /// What keeps its exception from applying.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Reason>,
    /// A rule that beats it.
    pub by: String,
    /// On which ground.
    pub ground: Ground,
    /// The reason given with `overrides`.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub stated_because: Label,
    /// The rules between, where one overrides the other only through others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Why one rule beats another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// A mandatory rule of an ancestor.
    Mandatory,
    /// `overrides`.
    Stated,
    /// The ancestor's rule.
    Superior,
    /// The rule for strictly fewer affairs.
    Specialis,
    /// The later rule.
    Posterior,
    /// The highest value.
    Highest,
    /// The lowest value.
    Lowest,
    /// The least value is taken (`collect min`).
    Min,
    /// The greatest value is taken (`collect max`).
    Max,
}

/// A rule that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotMet {
    /// Which.
    #[serde(flatten)]
    pub named: Named,
    /// When it is in force, if it is not on the date of the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_of_date: Option<Effective>,
    /// Whether its tests fail only together: each could still hold, but no affair that may be has
    /// them all. Then the tests are those still open.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// The tests that fail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Reason>,
    /// The tests of its exception, where the exception applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Reason>,
}

/// A rule of which it turns on unknown facts whether it is met, or whether it wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// Which.
    #[serde(flatten)]
    pub named: Named,
    /// Whether it is met already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub met: bool,
    /// The tests still open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Reason>,
    /// The tests of its exception still open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Reason>,
    /// A rule that is met and beats it, if it is met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beaten_by: Option<Beaten>,
    /// A rule that is itself open and would beat it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beaten_if: Option<Beaten>,
}

/// By which rule, and on which ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beaten {
    /// The rule.
    pub by: String,
    /// The ground.
    pub ground: Ground,
}
