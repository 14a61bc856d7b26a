//! From a record to its verdict.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::value::RawValue;

use super::records::{Body, Record};
use crate::ruleset::{Ruleset, Verdict};
use crate::verdict::affair::{Plan, ReadOptions, Rejection};

/// What every record of an input is decided with.
pub(super) struct Deciding<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) options: &'r ReadOptions,
    /// For CSV: what its columns stand for, and their names.
    pub(super) plan: Option<(Plan, Vec<String>)>,
    pub(super) as_of: Option<Date>,
}

/// What came of one record.
pub(super) struct Decided {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    pub(super) verdict: Result<Verdict, Rejection>,
}

impl Deciding<'_> {
    /// The verdict of a record, or why it is no affair.
    pub(super) fn decide(&self, record: &Record) -> Decided {
        let verdict = self.verdict(&record.body);
        let id = match &verdict {
            Ok(verdict) => verdict.id.clone(),
            // a record that is refused is still called by its name
            Err(_) => self.field(&record.body, &self.options.id),
        };
        Decided { line: record.line, id, verdict }
    }

    fn verdict(&self, body: &Body) -> Result<Verdict, Rejection> {
        let reader = self.ruleset.reader(self.options);
        let affair = match (body, &self.plan) {
            (Body::Json(text), _) => reader.json(text)?,
            (Body::Cells(cells), Some((plan, _))) => reader.cells(plan, cells.iter())?,
            (Body::Cells(cells), None) => reader.cells(&reader.plan([])?, cells.iter())?,
            (Body::Bad(rejection), _) => return Err(rejection.clone()),
        };
        let affair = match self.as_of {
            Some(day) => self.ruleset.as_of(affair, day)?,
            None => self.ruleset.admit(affair)?,
        };
        Ok(self.ruleset.decide(&affair))
    }

    /// A field of a record as a cell would hold it; nothing if it is absent or unknown.
    pub(super) fn field(&self, body: &Body, name: &str) -> Option<String> {
        let text = match body {
            Body::Json(text) => cell(serde_json::from_str::<HashMap<String, &RawValue>>(text).ok()?.get(name)?),
            Body::Cells(cells) => {
                let (_, names) = self.plan.as_ref()?;
                cells.get(names.iter().position(|other| other == name)?)?.to_owned()
            }
            Body::Bad(_) => return None,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// A JSON value as a cell of CSV holds it.
pub(super) fn cell(raw: &RawValue) -> String {
    let text = raw.get();
    match text.bytes().next() {
        Some(b'"') => serde_json::from_str(text).unwrap_or_default(),
        Some(b'n') => String::new(),
        Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(items) if items.is_empty() => ";".to_owned(),
            Ok(items) => items.into_iter().map(cell).collect::<Vec<_>>().join(";"),
            Err(_) => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}
