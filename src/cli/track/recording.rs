//! A case into a ledger, before anybody sees it. In: the case as it was followed. Out: an entry for each
//! step after which something stands, unless the ledger has it already.
//!
//! An entry is there already if one of the same case says the same of the same ruleset. Of one from which
//! values were taken out what is left is compared, so that following the case again does not bring them
//! back; each entry answers for one step only.

use std::path::Path;

use serde_json::value::{RawValue, to_raw_value};

use crate::cli::failure::Failure;
use crate::cli::files::name;
use crate::history::Track;
use crate::history::follow::Left;
use crate::ledger::entry::{EVENT, FACTS, ID, STANDING, facts};
use crate::ledger::{Entry, Kind, Ledger, Problem, Reading, Record, Standing};
use crate::words::Words;

/// What stands after each step.
pub(super) fn entries(track: &Track, left: &Left) -> Result<Vec<Standing>, Failure> {
    let steps = track.steps.iter().zip(left.known());
    let steps = steps.filter(|(step, _)| !step.standing.is_empty());
    let entries = steps.map(|(step, (ruleset, affair))| {
        Ok(Standing {
            ruleset: ruleset.digest().to_owned(),
            id: track.case.clone(),
            facts: facts(ruleset, affair)?,
            event: to_raw_value(&step.event())?,
            standing: to_raw_value(&step.standing)?,
        })
    });
    entries
        .collect::<serde_json::Result<_>>()
        .map_err(|error| unmade(&error))
}

/// What became of the steps.
#[derive(Default)]
pub(super) struct Recorded {
    new: usize,
    there: usize,
    /// Of those that were there: compared by what is left of them.
    redacted: usize,
    nameless: bool,
}

/// Appends what the ledger does not have, and waits until it is signed for.
pub(super) fn record(
    ledger: &mut Ledger,
    folder: &Path,
    entries: &[Standing],
) -> Result<Recorded, Failure> {
    let case = entries.first().and_then(|entry| entry.id.as_deref());
    let mut there = match case {
        Some(case) => earlier(&Reading::open(folder, None)?, case)?,
        None => Vec::new(),
    };
    let mut recorded = Recorded {
        nameless: case.is_none() && !entries.is_empty(),
        ..Recorded::default()
    };
    let mut missing: Vec<&Standing> = entries.iter().collect();
    // those that are whole first: what was taken out of an entry may have been anything
    for whole in [true, false] {
        missing.retain(|entry| {
            let fields = fields(entry);
            let found = there.iter().position(|it| {
                it.is_whole() == whole && it.ruleset == entry.ruleset && it.says(&fields)
            });
            if let Some(at) = found {
                there.swap_remove(at);
                recorded.there += 1;
                recorded.redacted += usize::from(!whole);
            }
            found.is_none()
        });
    }
    for entry in missing {
        ledger.append(&Entry::Standing(entry.clone()))?;
        recorded.new += 1;
    }
    ledger.commit()?;
    Ok(recorded)
}

/// An entry of the case that is in the ledger.
struct Earlier {
    ruleset: String,
    /// By name; nothing where the value was taken out.
    fields: Vec<(String, Option<String>)>,
}

impl Earlier {
    fn of(record: &Record) -> Self {
        let fields = record.fields.iter().map(|field| {
            let value = field.value.map(|value| value.get().to_owned());
            (field.name.clone().into_owned(), value)
        });
        Self {
            ruleset: record.head.ruleset.clone().unwrap_or_default(),
            fields: fields.collect(),
        }
    }

    fn is_whole(&self) -> bool {
        self.fields.iter().all(|(_, value)| value.is_some())
    }

    /// Whether it has these fields, with these values as far as they are left.
    fn says(&self, fields: &[(String, &RawValue)]) -> bool {
        let same = |((name, value), (wanted, is)): (&(String, Option<String>), &(_, &RawValue))| {
            name == wanted && value.as_ref().is_none_or(|value| value == is.get())
        };
        self.fields.len() == fields.len() && self.fields.iter().zip(fields).all(same)
    }
}

/// The fields of an entry but its name, as the ledger has them.
fn fields(entry: &Standing) -> Vec<(String, &RawValue)> {
    let facts = entry.facts.iter();
    let mut fields: Vec<(String, &RawValue)> = facts
        .map(|(name, value)| (format!("{FACTS}{name}"), &**value))
        .collect();
    fields.push((EVENT.to_owned(), &entry.event));
    fields.push((STANDING.to_owned(), &entry.standing));
    fields
}

/// What a ledger has of a case. One whose name was taken out is nobody's any more.
fn earlier(reading: &Reading, case: &str) -> Result<Vec<Earlier>, Problem> {
    let id = serde_json::to_string(case).unwrap_or_default();
    let mut found = Vec::new();
    for (entry, line) in (0..).zip(reading.lines()) {
        let line = line?;
        // most lines need not be parsed
        if !line.contains(&id) {
            continue;
        }
        let record = reading.record(entry, &line)?;
        if record.head.kind == Kind::Standing && record.value(ID) == Some(&id) {
            let mut earlier = Earlier::of(&record);
            earlier.fields.retain(|(name, _)| name != ID);
            found.push(earlier);
        }
    }
    Ok(found)
}

impl Recorded {
    /// What was recorded, and what was not because it is there.
    pub(super) fn words(&self, folder: &Path) -> Words {
        let Self {
            new,
            there,
            redacted,
            nameless,
        } = self;
        let folder = name(folder);
        let entries = if *new == 1 { "entry" } else { "entries" };
        let mut en = format!("{new} {entries} recorded in `{folder}`");
        let mut zh = format!("已向台账 `{folder}` 记入 {new} 条");
        if *there > 0 {
            en.push_str(&format!("; {there} there already"));
            zh.push_str(&format!("；另有 {there} 条此前已记入"));
        }
        if *redacted > 0 {
            en.push_str(&format!(
                ", {redacted} of them known by what was not redacted"
            ));
            zh.push_str(&format!("，其中 {redacted} 条按未删去的内容认出"));
        }
        if *nameless {
            en.push_str(
                "; the case has no name (`case`), so that nobody can tell what was there already",
            );
            zh.push_str("；该案件没有名称（`case`），无法辨认此前是否已记入");
        }
        Words::new(en, zh)
    }
}

fn unmade(error: &serde_json::Error) -> Failure {
    Failure::new(
        format!("an entry for the ledger cannot be made: {error}"),
        format!("无法生成台账条目（{error}）"),
    )
}
