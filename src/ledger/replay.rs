//! Deciding again. In: a decision of the ledger. Out: the affair it was about, the ruleset it was decided
//! by, from the texts kept, and the verdict that follows now.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{EXPLANATION, FACTS, ID, VERDICT, explanation, nameless};
use super::kept::{self, Kept};
use super::problem::Problem;
use super::read::Reading;
use super::record::{Kind, Record};
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::words::Words;

/// A decision that can be made again.
#[derive(Debug, Clone)]
pub struct Replayable {
    /// Its place in the ledger.
    pub entry: u64,
    /// The name of the affair, unless it was redacted.
    pub id: Option<String>,
    /// The digest of the ruleset that decided it.
    pub ruleset: String,
    /// The facts, as a JSON object that rulesets read.
    pub facts: String,
    /// The day it was decided by, if one was given.
    pub as_of: Option<Date>,
    /// The verdict, without the name of the affair.
    pub verdict: String,
    /// The hash of the explanation, if it was recorded.
    pub explanation: Option<String>,
}

/// What an entry is to somebody who decides again.
#[derive(Debug, Clone)]
pub enum Again {
    /// It can be decided.
    Replayable(Replayable),
    /// It is a decision, and cannot: a value was redacted.
    Redacted {
        /// Its place.
        entry: u64,
        /// The name of the affair, if that was not redacted.
        id: Option<String>,
        /// The fields that are gone.
        withheld: Vec<String>,
    },
    /// It is no decision.
    Other,
}

#[derive(Deserialize)]
struct Day {
    as_of: Option<String>,
    #[serde(default)]
    as_of_default: bool,
}

impl Again {
    /// Reads an entry for deciding.
    pub fn of(record: &Record) -> Self {
        if record.head.kind != Kind::Decision {
            return Self::Other;
        }
        let (entry, id) = (record.entry, record.text(ID));
        let needed = record
            .withheld()
            .filter(|field| *field == VERDICT || field.starts_with(FACTS));
        let withheld: Vec<String> = needed.map(str::to_owned).collect();
        let (Some(verdict), Some(ruleset), true) = (
            record.value(VERDICT),
            record.head.ruleset.clone(),
            withheld.is_empty(),
        ) else {
            return Self::Redacted {
                entry,
                id,
                withheld,
            };
        };
        let day = serde_json::from_str::<Day>(verdict).ok();
        Self::Replayable(Replayable {
            entry,
            id,
            ruleset,
            facts: facts(record),
            as_of: day
                .filter(|day| !day.as_of_default)
                .and_then(|day| day.as_of?.parse().ok()),
            verdict: verdict.to_owned(),
            explanation: record.text(EXPLANATION),
        })
    }
}

/// The facts of an entry, as a JSON object.
fn facts(record: &Record) -> String {
    let fields = record.fields.iter().filter_map(|field| {
        let name = serde_json::to_string(field.name.strip_prefix(FACTS)?).ok()?;
        Some(format!("{name}:{}", field.value.map(RawValue::get)?))
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

impl Replayable {
    /// The affair, as a ruleset reads it, by the day it was decided by.
    pub fn affair(&self, ruleset: &Ruleset) -> Result<Affair, Rejection> {
        // a fact that is called like the name of a record is read as it was
        let affair = ruleset.reader(&ReadOptions::default()).json(&self.facts)?;
        match self.as_of {
            Some(day) => ruleset.as_of(affair, day),
            None => ruleset.admit(affair),
        }
        .map(|affair| Affair { id: None, ..affair })
    }

    /// Whether a ruleset explains it as was recorded, if that was.
    pub fn is_explained_by(&self, ruleset: &Ruleset) -> bool {
        self.explanation.as_ref().is_none_or(|hash| {
            let affair = self.affair(ruleset).ok();
            let again = affair.and_then(|affair| explanation(ruleset, &affair).ok());
            again.is_some_and(|again| again.to_hex() == *hash)
        })
    }

    /// The verdict of a ruleset, without the name of the affair.
    pub fn decide(&self, ruleset: &Ruleset) -> Result<String, Rejection> {
        let verdict = ruleset.decide(&self.affair(ruleset)?);
        Ok(nameless(&verdict)
            .map(|raw| raw.get().to_owned())
            .unwrap_or_default())
    }
}

impl Reading {
    /// The ruleset of a digest, compiled from the texts kept.
    pub fn ruleset(&self, digest: &str) -> Result<Ruleset, Problem> {
        let name = kept::file(digest);
        let bytes = self.store.read(&name)?;
        let kept = Kept::parse(&bytes).ok_or_else(|| kept::changed(&name))?;
        let line = self.line(kept.entry)?;
        let record = self.record(kept.entry, &line)?;
        let texts = record
            .head
            .texts
            .filter(|_| record.head.ruleset.as_deref() == Some(digest));
        Kept::read(
            &self.store,
            digest,
            texts.ok_or_else(|| kept::changed(&name))?,
        )?
        .compile()
    }

    /// Every decision, as far as it can be made again; each entry is checked on the way, though not the
    /// root over all.
    pub fn decisions(&self) -> impl Iterator<Item = Result<Again, Problem>> + '_ {
        let again = |(entry, line): (u64, Result<String, Problem>)| {
            line.and_then(|line| self.record(entry, &line).map(|record| Again::of(&record)))
        };
        (0..)
            .zip(self.lines())
            .map(again)
            .filter(|again| !matches!(again, Ok(Again::Other)))
    }
}

/// Why a decision cannot be made again.
pub fn not_replayable(withheld: &[String]) -> Words {
    let names: Vec<String> = withheld
        .iter()
        .map(|name| format!("`{}`", name.strip_prefix(FACTS).unwrap_or(name)))
        .collect();
    Words::new(
        format!("{} redacted", names.join(", ")),
        format!("{} 已删去", names.join("、")),
    )
}
