//! Verdicts as CSV: the input's columns, three for each decision, `error`.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::deciding::Decided;
use crate::cli::affairs::{Body, Record, cell};
use crate::cli::examples::value;
use crate::cli::failure::Failure;
use crate::cli::spreadsheet;
use crate::model::{Decision, Model};
use crate::verdict::affair::AS_OF;
use crate::verdict::{Outcome, Value};
use crate::versions::Versions;
use crate::words::Lang;

/// The columns of the output.
pub(super) struct Columns {
    /// Those of the input. JSON has no header: the id, and every fact as declared.
    input: Vec<String>,
    /// Those of all versions.
    decisions: Vec<String>,
    output: Vec<String>,
}

/// The decisions of all versions by name: those of the latest, then those that only others make.
pub(super) fn decisions(versions: &Versions) -> Vec<&Decision> {
    let mut all: Vec<&Decision> = Vec::new();
    for ruleset in versions.all().iter().rev() {
        for decision in &ruleset.0.model.decisions {
            if !all.iter().any(|known| known.name == decision.name) {
                all.push(decision);
            }
        }
    }
    all
}

impl Columns {
    /// The columns. Error: one of the output is one of the input too.
    pub(super) fn new(
        versions: &Versions,
        id: &str,
        header: Option<&[String]>,
    ) -> Result<Self, Failure> {
        let input: Vec<String> = header.map_or_else(|| facts(versions, id), <[String]>::to_vec);
        let decisions = decisions(versions);
        let own = |name: &String| {
            [
                name.clone(),
                format!("{name}.status"),
                format!("{name}.rules"),
            ]
        };
        let output: Vec<String> = decisions
            .iter()
            .flat_map(|decision| own(&decision.name))
            .chain(["error".to_owned()])
            .collect();
        let both: Vec<String> = output
            .iter()
            .filter(|name| input.contains(name))
            .map(|name| format!("`{name}`"))
            .collect();
        if both.is_empty() {
            let decisions = decisions.iter().map(|it| it.name.clone()).collect();
            return Ok(Self {
                input,
                decisions,
                output,
            });
        }
        Err(Failure::new(
            format!(
                "the input has columns that the output would have too: {}",
                both.join(", ")
            ),
            format!("输入中有与输出重名的列：{}", both.join("、")),
        )
        .help(
            "rename them in the input, or write `--format jsonl`",
            "请在输入中改名，或使用 `--format jsonl`",
        ))
    }

    /// The header, as a line.
    pub(super) fn header(&self) -> csv::Result<Vec<u8>> {
        line(self.input.iter().chain(&self.output).map(String::as_str))
    }

    /// The line of a record.
    pub(super) fn line(
        &self,
        record: &Record,
        decided: &Decided,
        lang: Lang,
    ) -> csv::Result<Vec<u8>> {
        let mut cells: Vec<String> = match &record.body {
            Body::Cells(cells) => cells
                .iter()
                .take(self.input.len())
                .map(str::to_owned)
                .collect(),
            Body::Json(text) => {
                let fields: HashMap<String, &RawValue> =
                    serde_json::from_str(text).unwrap_or_default();
                self.input
                    .iter()
                    .map(|name| fields.get(name).map(|raw| cell(raw)).unwrap_or_default())
                    .collect()
            }
            Body::Bad(_) => Vec::new(),
        };
        cells.resize(self.input.len(), String::new());
        match &decided.verdict {
            Ok(verdict) => {
                let model = &verdict.ruleset.0.model;
                for name in &self.decisions {
                    let mut own = model.decisions.iter().zip(&verdict.outcomes.decisions);
                    let at = own.position(|(decision, _)| decision.name == *name);
                    // a decision of another version has no cells here
                    cells.extend(at.map_or_else(Default::default, |at| {
                        decision(model, at, &verdict.outcomes.decisions[at])
                    }));
                }
                cells.push(String::new());
            }
            Err(rejection) => {
                cells.resize(self.input.len() + self.output.len() - 1, String::new());
                cells.push(format!(
                    "{} {}",
                    rejection.code,
                    rejection.message.get(lang)
                ));
            }
        }
        line(cells.iter().map(String::as_str))
    }
}

/// The id, and every fact as declared; with several versions also the date by which each affair is
/// decided.
fn facts(versions: &Versions, id: &str) -> Vec<String> {
    let mut names = vec![id.to_owned()];
    if versions.all().len() > 1 {
        names.push(AS_OF[0].to_owned());
    }
    for ruleset in versions.all().iter().rev() {
        let facts = ruleset.0.model.facts.iter();
        let mut facts: Vec<(u32, &String)> =
            facts.map(|fact| (fact.declared, &fact.name)).collect();
        facts.sort_unstable();
        for (_, name) in facts {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// Value, status, rules.
fn decision(model: &Model, number: usize, outcome: &Outcome) -> [String; 3] {
    let ty = &model.decisions[number].ty;
    let members = |list: &[crate::model::Datum]| {
        let members: Vec<String> = list
            .iter()
            .map(|datum| value(model, ty, &Value::One(datum.clone())))
            .collect();
        if members.is_empty() {
            ";".to_owned()
        } else {
            members.join(";")
        }
    };
    let (shown, status) = match outcome {
        Outcome::Decided {
            value: Value::List(list),
            ..
        } => (members(list), "decided"),
        Outcome::Decided { value: decided, .. } => (value(model, ty, decided), "decided"),
        Outcome::Contested { .. } => (String::new(), "contested"),
        Outcome::Undetermined { .. } => (String::new(), "undetermined"),
        Outcome::Unclassified => (String::new(), "unclassified"),
    };
    let rules: Vec<&str> = outcome
        .winners()
        .into_iter()
        .map(|rule| model.rules[rule.index()].id.as_str())
        .collect();
    [shown, status.to_owned(), rules.join(";")]
}

fn line<'c>(cells: impl IntoIterator<Item = &'c str>) -> csv::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    spreadsheet::row(&mut writer, cells)?;
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}
