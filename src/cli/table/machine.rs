//! The tables as CSV and as JSON, with names instead of labels.

use serde_json::{Map, Value, json};

use super::findings::{Note, Sort};
use super::sheet::{Row, Sheet};
use crate::cli::failure::Failure;
use crate::cli::spreadsheet;
use crate::explanation::RulesetName;
use crate::ruleset::Ruleset;

/// One table: a column `decision`, one for each heading of any sheet. With findings, a last column says
/// what was found of the row's rule, and a gap is a row without a rule.
pub(super) fn csv(sheets: &[Sheet]) -> Result<String, Failure> {
    let mut headings: Vec<&str> = Vec::new();
    let of_gaps = sheets.iter().flat_map(gaps).flatten();
    for heading in
        (sheets.iter().flat_map(|sheet| &sheet.headings)).chain(of_gaps.map(|(heading, _)| heading))
    {
        if !headings.contains(&heading.as_str()) {
            headings.push(heading);
        }
    }
    let with_findings = sheets.iter().any(|sheet| sheet.found.is_some());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["decision", "rule"]
        .into_iter()
        .chain(headings.iter().copied())
        .chain(["value", "overrides", "title", "because", "source"])
        .chain(with_findings.then_some("findings"));
    spreadsheet::row(&mut writer, head).map_err(|error| unwritable(&error))?;
    for sheet in sheets {
        for row in &sheet.rows {
            let cell = |heading: &&str| {
                let at = sheet.headings.iter().position(|own| own == heading);
                at.and_then(|at| row.cells.get(at))
                    .map_or("", String::as_str)
            };
            let beats = row.beats.join("; ");
            let found = found(sheet, row);
            let cells = [sheet.decision.as_str(), &row.rule]
                .into_iter()
                .chain(headings.iter().map(cell));
            let cells = cells
                .chain([
                    row.value.as_str(),
                    &beats,
                    &row.title,
                    &row.because,
                    &row.sources,
                ])
                .chain(with_findings.then_some(found.as_str()));
            spreadsheet::row(&mut writer, cells).map_err(|error| unwritable(&error))?;
        }
        for gap in gaps(sheet) {
            let cell = |heading: &&str| {
                let asked = gap.iter().find(|(own, _)| own == heading);
                asked.map_or("", |(_, words)| words)
            };
            let cells = [sheet.decision.as_str(), ""]
                .into_iter()
                .chain(headings.iter().map(cell))
                .chain(["", "", "", "", "", Sort::Gap.name()]);
            spreadsheet::row(&mut writer, cells).map_err(|error| unwritable(&error))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The regions that no rule takes.
fn gaps(sheet: &Sheet) -> impl Iterator<Item = &Vec<(String, String)>> {
    let notes = sheet.notes().iter();
    notes
        .filter(|note| note.sort == Sort::Gap)
        .flat_map(|note| &note.regions)
}

/// `conflict with C.5; redundant`.
fn found(sheet: &Sheet, row: &Row) -> String {
    let said = row.marks.iter().map(|at| {
        let note = &sheet.notes()[*at];
        let others: Vec<&str> = note
            .rules
            .iter()
            .filter(|rule| **rule != row.id)
            .filter_map(|rule| sheet.rule(*rule))
            .collect();
        match others.is_empty() {
            true => note.sort.name().to_owned(),
            false => format!("{} with {}", note.sort.name(), others.join(", ")),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

fn unwritable(error: &impl std::fmt::Display) -> Failure {
    Failure::new(
        format!("the table cannot be written: {error}"),
        format!("无法写出表格（{error}）"),
    )
}

/// `fenliu/table/1`.
pub(super) fn json(ruleset: &Ruleset, sheets: &[Sheet]) -> String {
    let decisions: Vec<Value> = sheets
        .iter()
        .map(|sheet| {
            let rows: Vec<Value> = sheet.rows.iter().map(|row| self::row(sheet, row)).collect();
            let mut decision = json!({"decision": sheet.decision, "columns": sheet.headings, "rows": rows,
                "remarks": sheet.remarks.iter().map(|remark| &remark.en).collect::<Vec<_>>()});
            if let Some(found) = &sheet.found {
                let notes: Vec<Value> = found.notes.iter().map(|note| self::note(sheet, note)).collect();
                decision["findings"] = notes.into();
                decision["answers"] = found.answers.iter().map(|answer| answer.en.as_str()).collect();
            }
            decision
        })
        .collect();
    let table = json!({
        "schema": "fenliu/table/1",
        "ruleset": RulesetName::of(ruleset.model()),
        "decisions": decisions,
    });
    format!("{table:#}\n")
}

fn row(sheet: &Sheet, row: &Row) -> Value {
    let cells = sheet.headings.iter().zip(&row.cells);
    let when = object(cells.filter(|(_, cell)| !cell.is_empty()));
    let mut value = json!({"rule": row.rule, "title": row.title, "when": when, "value": row.value,
        "overrides": row.beats, "because": row.because, "source": row.sources});
    if !row.marks.is_empty() {
        value["findings"] = row.marks.clone().into();
    }
    value
}

fn note(sheet: &Sheet, note: &Note) -> Value {
    let rules: Vec<&str> = note
        .rules
        .iter()
        .filter_map(|rule| sheet.rule(*rule))
        .collect();
    let pairs =
        |pairs: &[(String, String)]| object(pairs.iter().map(|(name, words)| (name, words)));
    let regions: Vec<Value> = note.regions.iter().map(|region| pairs(region)).collect();
    let mut value = json!({"kind": note.sort.name(), "rules": rules, "message": note.sentence,
        "regions": regions, "more": note.more});
    if !note.example.is_empty() {
        value["example"] = pairs(&note.example);
        value["confirmed"] = note.confirmed.into();
    }
    value
}

fn object<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Value {
    let map: Map<String, Value> = pairs
        .map(|(name, words)| (name.clone(), words.as_str().into()))
        .collect();
    map.into()
}
