//! Giving a fact that was unknown never contradicts a decided verdict; what was recognised counts as
//! known, and is given up only where it is impossible with what is given.

use fenliu::{Ruleset, Source};
use serde_json::{Value, json};

use super::super::ast::{self, Known};
use super::super::check::{Case, compile, law};
use super::super::raw::{self, Openness};
use super::super::reference::completions::recognise;
use super::super::style::Style;
use super::super::vocabulary::{FACTS, KINDS, MATTER, MATTER_FACT};
use super::super::{build, json as written};

/// That no leaf that was recognised is possible with what is given now.
fn given_up(case: &Case, ruleset: &Ruleset, record: &Value) -> Result<(), String> {
    let mut with = case.affair.clone();
    recognise(&case.ruleset, &mut with);
    let leaves = match &with.facts[MATTER_FACT] {
        Known::Value(ast::Value::Node(leaf)) => vec![*leaf],
        Known::OneOf(leaves) => leaves.iter().copied().collect(),
        other => return Err(case.fails(&format!("recognised is {other:?}"))),
    };
    for leaf in leaves {
        let name = KINDS[MATTER].nodes[leaf].name;
        let mut record = record.clone();
        record[FACTS[MATTER_FACT].name] = name.into();
        if ruleset.affair(&record).is_ok() {
            return Err(case.fails(&format!("{record}\n`{name}` is possible, and given up")));
        }
    }
    Ok(())
}

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
        let mut record = parse(written::record(&case.ruleset, &case.affair))?;
        let full = build::affair(&case.ruleset, full);
        let more = parse(written::record(&case.ruleset, &full))?;
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
        if !recognised.is_empty() && after["recognised"] != before["recognised"] {
            return given_up(&case, &ruleset, &record);
        }
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

/// A fact with which what was recognised is impossible makes another affair.
#[test]
fn what_was_recognised_is_taken_back_where_it_is_impossible() {
    let rules = r#"ruleset r kind matter { water also "tap water" parking }
        facts { matter : matter recognised from words words : text dry : yes/no
                impossible dry and matter is water because "so" }
        decision d : yes/no otherwise no rule R when matter is water then d is yes"#;
    let ruleset = Ruleset::compile([Source::new("rules.fenliu", rules)]).unwrap();
    let decide = |record: Value| {
        let verdict = ruleset.decide(&ruleset.affair(&record).unwrap()).to_json();
        (
            verdict["recognised"].clone(),
            verdict["decisions"]["d"]["value"].clone(),
        )
    };
    let words = "no tap water";
    assert_eq!(
        decide(json!({"words": words})),
        (json!(["matter"]), json!(true))
    );
    assert_eq!(
        decide(json!({"words": words, "dry": false})),
        (json!(["matter"]), json!(true))
    );
    assert_eq!(
        decide(json!({"words": words, "dry": true})),
        (Value::Null, json!(false))
    );
}
