//! Giving a fact that was unknown never contradicts a decided verdict.

use serde_json::Value;

use super::super::check::{Case, compile, law};
use super::super::raw::{self, Openness};
use super::super::style::Style;
use super::super::{build, json};

#[test]
fn filling_an_unknown_fact_never_contradicts_a_decided_verdict() {
    let inputs = (
        raw::ruleset(),
        raw::affair(Openness::Some),
        raw::affair(Openness::None),
    );
    law(800, inputs, |(ruleset, open, full)| {
        let case = Case::from(&(ruleset.clone(), open.clone()));
        let ruleset = compile(&case.ruleset, Style::default())?;
        let Some(taken) = case.taken(&ruleset, &case.affair) else {
            return Ok(());
        };
        let before = ruleset.decide(&taken).to_json();

        let parse =
            |text: String| serde_json::from_str::<Value>(&text).map_err(|error| error.to_string());
        let mut record = parse(json::record(&case.ruleset, &case.affair))?;
        let full = build::affair(&case.ruleset, full);
        let more = parse(json::record(&case.ruleset, &full))?;
        let recognised = before["recognised"].as_array().cloned().unwrap_or_default();
        let (Some(fields), Some(more)) = (record.as_object_mut(), more.as_object()) else {
            return Ok(());
        };
        for (name, value) in more {
            // a recognised fact counts as known
            let known = fields.get(name).is_some_and(|given| !given.is_null());
            if !known && !recognised.contains(&Value::from(name.as_str())) {
                fields.insert(name.clone(), value.clone());
            }
        }
        let Ok(filled) = ruleset.affair(&record) else {
            return Ok(());
        };
        let filled = match case.affair.as_of {
            Some(day) => ruleset
                .as_of(filled, day)
                .map_err(|rejection| rejection.to_string())?,
            None => filled,
        };
        let after = ruleset.decide(&filled).to_json();
        for decision in &case.ruleset.decisions {
            let (before, after) = (
                &before["decisions"][decision.name],
                &after["decisions"][decision.name],
            );
            let kept = before["status"] == after["status"] && before["value"] == after["value"];
            if before["status"] == "decided" && !kept {
                return Err(case.fails(&format!(
                    "{record}\n{}: {before} became {after}",
                    decision.name
                )));
            }
        }
        Ok(())
    });
}
