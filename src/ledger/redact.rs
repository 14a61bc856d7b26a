//! Taking values out of an entry. In: the entry and the name of a field. Out: its line without the value
//! and the salt, with the commitment, so that the tree does not change.
//!
//! What else would tell the value goes with it: of a fact that is known in part, the verdict lists what it
//! may be; so it does of a fact that was taken from a text. Of a case the event goes that gave the fact, and
//! what stands as a verdict goes.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::entry::{EVENT, FACTS, STANDING, TAKEN, VERDICT};
use super::problem::Problem;
use super::read::{Reading, key, lost};
use super::record::{Kind, Record};
use super::store::{self, SEGMENT, Store};
use super::write::is_redactable;
use crate::words::Words;

/// The names of the fields to be taken for the sake of one. A fact may be called without `facts.`.
pub(super) fn taken(
    store: &Store,
    size: u64,
    of: u64,
    field: &str,
) -> Result<Vec<String>, Problem> {
    let checkpoint = super::read::checkpoint(store, None)?;
    debug_assert_eq!(checkpoint.size, size);
    let reading = Reading {
        store: store.clone(),
        checkpoint,
        verifier: key(store)?,
    };
    let line = reading.line(of)?;
    let record = reading.record(of, &line)?;
    if !is_redactable(record.head.kind) {
        return Err(not_redactable(of));
    }
    let long = format!("{FACTS}{field}");
    let found = record
        .fields
        .iter()
        .find(|other| other.name == long || other.name == field);
    let found = found.ok_or_else(|| no_field(of, field, &record))?;
    if found.value.is_none() {
        return Err(gone_already(of, field));
    }
    let mut taken = vec![found.name.clone().into_owned()];
    if let Some(fact) = found.name.strip_prefix(FACTS) {
        taken.extend(telling(&record, fact).map(str::to_owned));
    }
    Ok(taken)
}

/// The fields besides that list values which a fact has or leads to.
fn telling(record: &Record, fact: &str) -> impl Iterator<Item = &'static str> {
    let content = |field: &str| -> Json {
        let text = record.value(field);
        text.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    };
    let (verdict, standing, event) = (content(VERDICT), content(STANDING), content(EVENT));
    let outcomes = verdict["decisions"].as_object().into_iter().flatten();
    let rules = standing.as_array().into_iter().flatten();
    let learned = event["facts"].as_array().into_iter().flatten();
    [
        (VERDICT, tells(record, fact, outcomes.map(|(_, it)| it))),
        (EVENT, learned.into_iter().any(|it| it["fact"] == fact)),
        (STANDING, tells(record, fact, rules.map(|it| &it["rules"]))),
    ]
    .into_iter()
    .filter_map(|(field, tells)| tells.then_some(field))
}

/// Whether outcomes list values that a fact has or leads to.
fn tells<'j>(record: &Record, fact: &str, outcomes: impl Iterator<Item = &'j Json>) -> bool {
    let mut needs = outcomes.flat_map(|outcome| outcome["needs"].as_array().into_iter().flatten());
    needs.any(|need| {
        let of = need["fact"].as_str().unwrap_or_default();
        // a fact that is known in part though nobody gave it was taken from a text
        let given = record
            .fields
            .iter()
            .any(|other| other.name.strip_prefix(FACTS) == Some(of));
        need.get("among").is_some() && (of == fact || !given)
    })
}

/// Takes the values of fields out of the record. Those that are gone already stay gone.
pub(super) fn take(store: &Store, of: u64, taken: &[String]) -> Result<bool, Problem> {
    let name = store::records(of / SEGMENT * SEGMENT);
    let bytes = store.read(&name)?;
    let mut lines = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(Cow::Borrowed)
        .collect::<Vec<_>>();
    let lost = || lost(of, &store.folder);
    let line = usize::try_from(of % SEGMENT)
        .ok()
        .and_then(|at| lines.get_mut(at))
        .ok_or_else(lost)?;
    let text = std::str::from_utf8(line)
        .map_err(|_| lost())?
        .trim_end_matches('\n')
        .to_owned();
    let mut record = Record::parse(&text)
        .ok()
        .filter(|record| record.entry == of)
        .ok_or_else(lost)?;
    let mut changed = false;
    for field in &mut record.fields {
        if taken.iter().any(|name| *name == field.name) && field.value.is_some() {
            (field.salt, field.value, changed) = (None, None, true);
        }
    }
    if changed {
        *line = Cow::Owned(format!("{}\n", record.line()).into_bytes());
        store.replace(&name, &lines.concat())?;
    }
    Ok(changed)
}

/// If the last entry is a redaction that was interrupted before the values were gone, they go now.
pub(super) fn finish(
    store: &Store,
    last: &Record,
    repaired: &mut Vec<Words>,
) -> Result<(), Problem> {
    if let Some((of, taken)) = redaction(last)
        && take(store, of, &taken)?
    {
        repaired.push(finished(of));
    }
    Ok(())
}

/// What a redaction takes out of which entry.
pub(super) fn redaction(record: &Record) -> Option<(u64, Vec<String>)> {
    let taken = record.value(TAKEN)?;
    let of = record
        .head
        .of
        .filter(|_| record.head.kind == Kind::Redaction)?;
    Some((of, serde_json::from_str(taken).ok()?))
}

fn not_redactable(of: u64) -> Problem {
    Problem::new(
        format!("entry {of} is no decision, and nothing can be taken out of it"),
        format!("第 {of} 号条目不是判定，不能从中删去内容"),
    )
}

fn no_field(of: u64, field: &str, record: &Record) -> Problem {
    let names: Vec<String> = record
        .fields
        .iter()
        .map(|field| {
            format!(
                "`{}`",
                field.name.strip_prefix(FACTS).unwrap_or(&field.name)
            )
        })
        .collect();
    Problem::new(
        format!("entry {of} has no field `{field}`"),
        format!("第 {of} 号条目没有字段 `{field}`"),
    )
    .help(
        format!("its fields are {}", names.join(", ")),
        format!("其字段有 {}", names.join("、")),
    )
}

fn gone_already(of: u64, field: &str) -> Problem {
    Problem::new(
        format!("`{field}` of entry {of} was redacted before"),
        format!("第 {of} 号条目的 `{field}` 此前已删去"),
    )
}

pub(super) fn finished(of: u64) -> Words {
    Words::new(
        format!("the redaction of entry {of}, which had been interrupted, was finished"),
        format!("已完成先前中断的对第 {of} 号条目的删除"),
    )
}
