//! The tables as CSV and as JSON, with names instead of labels.

use serde_json::{Map, Value, json};

use super::sheet::Sheet;
use crate::cli::failure::Failure;
use crate::cli::spreadsheet;
use crate::ruleset::Ruleset;

/// One table: a column `decision`, one for each heading of any sheet.
pub(super) fn csv(sheets: &[Sheet]) -> Result<String, Failure> {
    let mut headings: Vec<&str> = Vec::new();
    for heading in sheets.iter().flat_map(|sheet| &sheet.headings) {
        if !headings.contains(&heading.as_str()) {
            headings.push(heading);
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["decision", "rule"]
        .into_iter()
        .chain(headings.iter().copied())
        .chain(["value", "overrides", "title", "because", "source"]);
    spreadsheet::row(&mut writer, head).map_err(|error| unwritable(&error))?;
    for sheet in sheets {
        for row in &sheet.rows {
            let cell = |heading: &&str| {
                let at = sheet.headings.iter().position(|own| own == heading);
                at.and_then(|at| row.cells.get(at))
                    .map_or("", String::as_str)
            };
            let beats = row.beats.join("; ");
            let cells = [sheet.decision.as_str(), &row.rule]
                .into_iter()
                .chain(headings.iter().map(cell));
            let cells = cells.chain([
                row.value.as_str(),
                &beats,
                &row.title,
                &row.because,
                &row.sources,
            ]);
            spreadsheet::row(&mut writer, cells).map_err(|error| unwritable(&error))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| unwritable(&error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
            let rows: Vec<Value> = sheet
                .rows
                .iter()
                .map(|row| {
                    let when: Map<String, Value> = sheet
                        .headings
                        .iter()
                        .zip(&row.cells)
                        .filter(|(_, cell)| !cell.is_empty())
                        .map(|(heading, cell)| (heading.clone(), cell.as_str().into()))
                        .collect();
                    json!({"rule": row.rule, "title": row.title, "when": when, "value": row.value,
                        "overrides": row.beats, "because": row.because, "source": row.sources})
                })
                .collect();
            json!({"decision": sheet.decision, "columns": sheet.headings, "rows": rows,
                "remarks": sheet.remarks.iter().map(|remark| &remark.en).collect::<Vec<_>>()})
        })
        .collect();
    let table = json!({
        "schema": "fenliu/table/1",
        "ruleset": {"name": ruleset.name(), "digest": ruleset.digest()},
        "decisions": decisions,
    });
    format!("{table:#}\n")
}
