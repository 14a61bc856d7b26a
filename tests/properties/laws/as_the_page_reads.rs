//! A verdict is what the page says, everything included.

use super::super::check::{Case, case, compile, law};
use super::super::json::expected;
use super::super::raw::Openness;
use super::super::reference::outcome::decide;
use super::super::style::Style;

fn agrees(case: &Case) -> Result<(), String> {
    let ruleset = compile(&case.ruleset, Style::default())?;
    let (taken, verdict) = (
        case.taken(&ruleset, &case.affair),
        decide(&case.ruleset, &case.affair),
    );
    let (Some(taken), Some(verdict)) = (&taken, &verdict) else {
        let said = |rejected| if rejected { "rejected" } else { "admitted" };
        let (expected, actual) = (said(verdict.is_none()), said(taken.is_none()));
        return if expected == actual {
            Ok(())
        } else {
            Err(case.fails(&format!("should be {expected}, is {actual}")))
        };
    };
    let expected = expected(&case.ruleset, &case.affair, verdict);
    let verdict = ruleset.decide(taken);
    let mut actual = expected.clone();
    actual["as_of"] = serde_json::json!(verdict.as_of().map(|day| day.to_string()));
    for decision in &case.ruleset.decisions {
        actual["decisions"][decision.name]["status"] =
            serde_json::json!(verdict.status(decision.name));
        if expected["decisions"][decision.name]["status"] == "decided" {
            actual["decisions"][decision.name]["rules"] =
                serde_json::json!(verdict.rules(decision.name));
            let v: Option<serde_json::Value> = verdict.value(decision.name).map(|v| json(v));
            actual["decisions"][decision.name]["value"] = serde_json::json!(v);
        }
    }
    let mut wrong = String::new();
    for part in ["as_of", "as_of_default", "recognised"] {
        if expected[part] != actual[part] {
            wrong += &format!("{part} should be {} is {}\n", expected[part], actual[part]);
        }
    }
    for decision in &case.ruleset.decisions {
        let (expected, actual) = (
            &expected["decisions"][decision.name],
            &actual["decisions"][decision.name],
        );
        if expected != actual {
            wrong += &format!("{} should be\n{expected}\nis\n{actual}\n", decision.name);
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(case.fails(&wrong))
    }
}

fn json(v: fenliu::Value) -> serde_json::Value {
    use serde_json::json;
    match v {
        fenliu::Value::Name(name) => json!(name),
        fenliu::Value::YesNo(yes) => json!(yes),
        fenliu::Value::Number(n) => json!(n.to_string()),
        fenliu::Value::Date(d) => json!(d.to_string()),
        fenliu::Value::Days(d) => json!(format!("{d} days")),
        fenliu::Value::List(l) => l.into_iter().map(json_).collect(),
    }
}
fn json_(v: fenliu::Value) -> serde_json::Value {
    json(v)
}

#[test]
fn a_verdict_is_what_the_page_says() {
    law(2000, case(Openness::Some), |input| {
        agrees(&Case::from(input))
    });
}
