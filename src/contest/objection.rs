//! An objection as somebody puts it: a value held right, facts seen otherwise, and grounds.
//!
//! In: `fenliu/objection/1`, or values made in memory. Out: plain data by name; nothing here is
//! compared with a ruleset.

use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value as Json;

use super::refusal::Refusal;
use crate::model::nearest::nearest;
use crate::ruleset::Ruleset;

/// The name of the form that an objection is read in.
pub const SCHEMA: &str = "fenliu/objection/1";

/// The grounds by the names they have in objections.
const GROUNDS: [&str; 8] = [
    "fact_wrong",
    "fact_missing",
    "rule_misapplied",
    "wrong_version",
    "priority_wrong",
    "wrong_territory",
    "functions_overlap",
    "not_entitled",
];

/// What somebody objects to a classification.
#[derive(Debug, Clone)]
pub struct Objection {
    /// The decision.
    pub decision: String,
    /// The value held right; a list for a collected decision, which then must have each; `null` for
    /// unclassified.
    pub value: Json,
    /// The facts that are seen otherwise.
    pub disputed: Vec<Dispute>,
    /// What else is held against it.
    pub grounds: Vec<Ground>,
    /// Another version of the ruleset, or the ruleset of another territory.
    pub other: Option<Ruleset>,
}

/// A fact that is seen otherwise.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// Its name.
    pub fact: String,
    /// What the office found; left out, it is as the affair has it.
    #[serde(default)]
    pub office: Position,
    /// What the objector holds.
    pub objector: Position,
}

/// What one side holds of a fact, and on what.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Position {
    /// The value, as records write it; `null` is unknown.
    pub value: Json,
    /// When it was found.
    #[serde(deserialize_with = "date")]
    pub date: Option<Date>,
    /// Where it comes from, in any words.
    pub source: Option<String>,
    /// The body that established it.
    pub by: Option<String>,
}

/// Something held against a classification.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(tag = "ground", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ground {
    /// A fact is another.
    FactWrong {
        /// The fact.
        fact: String,
        /// What it is.
        value: Json,
    },
    /// A fact was left unknown.
    FactMissing {
        /// The fact.
        fact: String,
        /// What it is.
        value: Json,
    },
    /// A rule was applied that does not apply.
    RuleMisapplied {
        /// The rule.
        rule: String,
    },
    /// It was decided by a version that did not hold.
    WrongVersion {
        /// The day to decide by; without it, the other ruleset is the version.
        #[serde(default, deserialize_with = "date")]
        date: Option<Date>,
    },
    /// A rule should have prevailed over another.
    PriorityWrong {
        /// That should prevail.
        rule: String,
        /// Over this.
        over: String,
    },
    /// The affair belongs under the other ruleset.
    WrongTerritory {},
    /// Two bodies, or values, claim the affair.
    FunctionsOverlap {
        /// The two values of the decision.
        between: [Json; 2],
    },
    /// A fact was established by somebody who is not entitled to.
    NotEntitled {
        /// The fact.
        fact: String,
        /// By which body; left out, as the dispute of the fact says.
        #[serde(default)]
        by: Option<String>,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "schema")]
    _schema: serde::de::IgnoredAny,
    claim: Claim,
    #[serde(default)]
    disputed: Vec<Dispute>,
    #[serde(default)]
    grounds: Vec<Json>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    decision: String,
    value: Json,
}

impl Objection {
    /// That a decision should have come to a value; nothing disputed yet.
    pub fn new(decision: impl Into<String>, value: impl Into<Json>) -> Self {
        Self {
            decision: decision.into(),
            value: value.into(),
            disputed: Vec::new(),
            grounds: Vec::new(),
            other: None,
        }
    }

    /// The same with a fact that the objector holds to be otherwise.
    #[must_use]
    pub fn dispute(mut self, fact: impl Into<String>, value: impl Into<Json>) -> Self {
        self.disputed.push(Dispute {
            fact: fact.into(),
            office: Position::default(),
            objector: Position {
                value: value.into(),
                ..Position::default()
            },
        });
        self
    }

    /// The same with another ground.
    #[must_use]
    pub fn ground(mut self, ground: Ground) -> Self {
        self.grounds.push(ground);
        self
    }

    /// The same beside another ruleset.
    #[must_use]
    pub fn other(mut self, other: Ruleset) -> Self {
        self.other = Some(other);
        self
    }

    /// An objection from JSON, `fenliu/objection/1`.
    pub fn from_json(text: &str) -> Result<Self, Refusal> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let json: Json = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        match json.get("schema").and_then(Json::as_str) {
            Some(SCHEMA) => {}
            Some(other) => return Err(other_format(other)),
            None => return Err(no_format()),
        }
        let Written {
            _schema,
            claim,
            disputed,
            grounds,
        } = serde_json::from_value(json).map_err(|error| unreadable(&error))?;
        Ok(Self {
            decision: claim.decision,
            value: claim.value,
            disputed,
            grounds: grounds.into_iter().map(ground).collect::<Result<_, _>>()?,
            other: None,
        })
    }
}

fn ground(json: Json) -> Result<Ground, Refusal> {
    let name = json.get("ground").and_then(Json::as_str).unwrap_or("");
    if !GROUNDS.contains(&name) {
        return Err(unknown_ground(name));
    }
    let name = name.to_owned();
    serde_json::from_value(json).map_err(|error| unreadable(&error).of(&name))
}

/// A name that no ground has.
pub(crate) fn unknown_ground(name: &str) -> Refusal {
    let listed: Vec<String> = GROUNDS.iter().map(|name| format!("`{name}`")).collect();
    let refusal = Refusal::new(
        format!("there is no ground `{name}`"),
        format!("没有 `{name}` 这一异议理由"),
    );
    let (en, zh) = (listed.join(", "), listed.join("、"));
    match nearest(name, GROUNDS) {
        Some(near) => refusal.help(
            format!("the nearest is `{near}`; there are {en}"),
            format!("最接近的是 `{near}`；现有 {zh}"),
        ),
        None => refusal.help(format!("there are {en}"), format!("现有 {zh}")),
    }
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::new(
        format!("it cannot be read as an objection: {error}"),
        format!("无法作为异议读取（{error}）"),
    )
}

fn other_format(name: &str) -> Refusal {
    Refusal::new(
        format!("its format is `{name}`, and it is no objection"),
        format!("其格式是 `{name}`，不是异议"),
    )
    .help(
        format!("give an objection, `{SCHEMA}`"),
        format!("请给出异议，`{SCHEMA}`"),
    )
}

fn no_format() -> Refusal {
    Refusal::new(
        "it does not say what it is: it has no `schema`",
        "没有 `schema`，无从知道是什么",
    )
    .help(
        format!("write `\"schema\": \"{SCHEMA}\"`"),
        format!("请写明 `\"schema\": \"{SCHEMA}\"`"),
    )
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .map(|text| {
            text.parse()
                .map_err(|_| D::Error::custom(not_a_date(&text)))
        })
        .transpose()
}

fn not_a_date(text: &str) -> String {
    format!("`{text}` is no date, as 2024-05-07")
}
