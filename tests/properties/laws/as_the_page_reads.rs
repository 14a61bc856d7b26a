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
        let (all, named) = (upstream(&mut expected), upstream(&mut actual));
        in_any_order(&mut expected);
        in_any_order(&mut actual);
        // only decisions contested in themselves are named, not those contested through them
        let led = all.len() == named.len()
            && all.iter().zip(&named).all(|((claim, all), (same, named))| {
                claim == same
                    && named.iter().all(|via| all.contains(via))
                    && all.is_empty() == named.is_empty()
            });
        if !led {
            wrong.push(format!(
                "{} comes from\n{all:?}\nis said to come from\n{named:?}",
                decision.name
            ));
        }
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

/// Takes away what leads to each claim, by claim.
fn upstream(json: &mut serde_json::Value) -> Vec<(String, Vec<String>)> {
    let mut claims: Vec<(String, Vec<String>)> = Vec::new();
    for claim in json
        .get_mut("claims")
        .and_then(|list| list.as_array_mut())
        .into_iter()
        .flatten()
    {
        let via = claim.as_object_mut().and_then(|claim| claim.remove("via"));
        let via = via
            .as_ref()
            .and_then(|via| via.as_array())
            .into_iter()
            .flatten();
        let mut told = claim["value"].clone();
        in_any_order(&mut told);
        let via = via.map(|via| {
            let mut via = via.clone();
            in_any_order(&mut via);
            via.to_string()
        });
        claims.push((told.to_string(), via.collect()));
    }
    claims.sort();
    claims
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
