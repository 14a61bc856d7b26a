//! A verdict is what the page says, everything included: status, value, claims with their rules and
//! upstream claims, what is needed and in which order, what is possible.

use super::super::check::{Case, case, compile, law};
use super::super::json::expected;
use super::super::raw::Openness;
use super::super::reference::outcome::decide;
use super::super::style::Style;

fn agrees(case: &Case) -> Result<(), String> {
    let ruleset = compile(&case.ruleset, Style::default())?;
    let taken = case.taken(&ruleset, &case.affair);
    let verdict = decide(&case.ruleset, &case.affair);
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
    let actual = ruleset.decide(taken).to_json();
    let mut wrong = Vec::new();
    for part in ["as_of", "as_of_default", "recognised"] {
        if expected[part] != actual[part] {
            wrong.push(format!(
                "{part} should be {} is {}",
                expected[part], actual[part]
            ));
        }
    }
    for decision in &case.ruleset.decisions {
        let mut expected = expected["decisions"][decision.name].clone();
        let mut actual = actual["decisions"][decision.name].clone();
        in_any_order(&mut expected);
        in_any_order(&mut actual);
        if expected != actual {
            wrong.push(format!(
                "{} should be\n{expected}\nis\n{actual}",
                decision.name
            ));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(case.fails(&wrong.join("\n")))
    }
}

/// Possible outcomes, claims and what leads to them are sets; needs are a list. A whole number may
/// be a number or its digits.
fn in_any_order(json: &mut serde_json::Value) {
    for number in ["value", "min", "max"] {
        if let Some(value) = json.get_mut(number).filter(|value| value.is_number()) {
            *value = value.to_string().into();
        }
    }
    if json.is_number() {
        *json = json.to_string().into();
    }
    if let Some(range) = json
        .get_mut("possible")
        .filter(|possible| possible.is_object())
    {
        in_any_order(range);
    }
    for set in ["possible", "claims", "values", "via"] {
        if let Some(list) = json.get_mut(set).and_then(|list| list.as_array_mut()) {
            list.iter_mut().for_each(in_any_order);
            list.sort_by_key(ToString::to_string);
        }
    }
}

#[test]
fn a_verdict_is_what_the_page_says() {
    law(1500, case(Openness::Some), |input| {
        agrees(&Case::from(input))
    });
}

#[test]
fn what_is_needed_and_possible_is_what_enumeration_finds() {
    law(500, case(Openness::Most), |input| {
        agrees(&Case::from(input))
    });
}
