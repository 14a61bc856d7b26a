//! Laws of contests on random rulesets.

use std::collections::BTreeSet;

use fenliu::Objection;
use serde_json::Value as Json;

use super::brute::{Brute, came, claim, granted};
use super::small::{RawSmall, ruleset};
use crate::properties::ast::Affair;
use crate::properties::check::{Case, compile, law};
use crate::properties::json::record;
use crate::properties::raw::{self, Openness, RawAffair};
use crate::properties::style::Style;
use crate::properties::vocabulary::FACTS;
use crate::properties::{build, reference};

type Input = (RawSmall, RawAffair, RawAffair, [u8; 2]);

#[test]
fn combinations_are_what_deciding_each_says() {
    use proptest::prelude::*;
    let inputs = (
        super::small::small(),
        raw::affair(Openness::Some),
        raw::affair(Openness::None),
        any::<[u8; 2]>(),
    );
    law(300, inputs, holds);
}

fn holds((raw, office, objector, picks): &Input) -> Result<(), String> {
    let ast = ruleset(raw);
    let office = build::affair(&ast, office);
    let case = Case {
        affair: office,
        ruleset: ast,
    };
    let objector = build::affair(&case.ruleset, objector);
    let ruleset = compile(&case.ruleset, Style::default())?;
    if case.ruleset.decisions.is_empty()
        || reference::outcome::decide(&case.ruleset, &case.affair).is_none()
    {
        return Ok(());
    }
    let Some(taken) = case.taken(&ruleset, &case.affair) else {
        return Ok(());
    };
    let decision = usize::from(picks[0]) % case.ruleset.decisions.len();
    let facts: Vec<usize> = case.ruleset.facts.clone();
    let affairs = |facts: &[usize]| -> Vec<Affair> {
        (0..1 << facts.len())
            .map(|mask| granted(&case.affair, &objector, facts, mask))
            .collect()
    };
    let each: Vec<Option<Json>> = affairs(&facts)
        .iter()
        .map(|affair| came(&case.ruleset, affair, decision))
        .collect();
    let claim = claim(&each, usize::from(picks[1]));
    let objection = objection(&case, &objector, &facts, decision, &claim)?;
    let contest = match ruleset.contest(&taken, &objection) {
        Ok(contest) => contest.to_json(),
        // what has no values is not claimed
        Err(_) if claim.as_array().is_some_and(Vec::is_empty) => return Ok(()),
        Err(refusal) => return Err(case.fails(&format!("{claim}: {refusal}"))),
    };
    // facts on which both agree are in no combination
    let odds: Vec<usize> = facts
        .iter()
        .copied()
        .filter(|&fact| disputed(&contest, fact)["agreed"] != true)
        .collect();
    let brute = Brute::of(&case.ruleset, decision, &affairs(&odds), &claim);
    let fails = |what: &str, expected: &dyn std::fmt::Debug| {
        let text = format!("{what} of {claim}: should be {expected:?}\n{contest:#}");
        Err(case.fails(&text))
    };
    let mask = |combination: &Json| -> usize {
        let granted = combination["granted"].as_array().into_iter().flatten();
        granted
            .filter_map(|name| odds.iter().position(|&fact| *name == *FACTS[fact].name))
            .map(|at| 1 << at)
            .sum()
    };
    let listed =
        |list: &Json| -> Vec<usize> { list.as_array().into_iter().flatten().map(mask).collect() };
    let groups: BTreeSet<BTreeSet<usize>> = contest["outcomes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|group| listed(&group["combinations"]).into_iter().collect())
        .collect();
    if groups != brute.groups() {
        return fails("outcomes", &brute.groups());
    }
    for group in contest["outcomes"].as_array().into_iter().flatten() {
        let first = listed(&group["combinations"])[0];
        if group["claimed"] != brute.succeeds[first] {
            return fails("claimed", &brute.succeeds);
        }
    }
    let least: BTreeSet<usize> = listed(&contest["grants"]).into_iter().collect();
    if least != brute.least() {
        return fails("grants", &brute.least());
    }
    let sizes: Vec<u32> = listed(&contest["grants"])
        .iter()
        .map(|it| it.count_ones())
        .collect();
    if !sizes.is_sorted() {
        return fails("the order of grants", &sizes);
    }
    for (at, &fact) in odds.iter().enumerate() {
        let decisive = &disputed(&contest, fact)["decisive"];
        if decisive.is_null() == brute.is_decisive(at) {
            return fails(FACTS[fact].name, &brute.is_decisive(at));
        }
        // what is shown shows it
        if !decisive.is_null() {
            let beside = mask(decisive);
            if brute.came[beside] == brute.came[beside | 1 << at] {
                return fails("what shows it", &beside);
            }
        }
    }
    let answer = match (brute.least().contains(&0), brute.least().is_empty()) {
        (true, _) => "already",
        (false, false) => "succeeds",
        (false, true) if odds.is_empty() => "undisputed",
        (false, true) if brute.groups().len() == 1 => "no_difference",
        (false, true) => "fails",
    };
    if contest["answer"] != answer {
        return fails("answer", &answer);
    }
    Ok(())
}

fn objection(
    case: &Case,
    objector: &Affair,
    facts: &[usize],
    decision: usize,
    claim: &Json,
) -> Result<Objection, String> {
    let held: Json = serde_json::from_str(&record(&case.ruleset, objector))
        .map_err(|error| error.to_string())?;
    let name = case.ruleset.decisions[decision].name;
    let objection = Objection::new(name, claim.clone());
    Ok(facts.iter().fold(objection, |objection, &fact| {
        let name = FACTS[fact].name;
        objection.dispute(name, held[name].clone())
    }))
}

fn disputed(contest: &Json, fact: usize) -> Json {
    let all = contest["disputed"].as_array().into_iter().flatten();
    let mut of = all.filter(|it| it["fact"] == *FACTS[fact].name);
    of.next().cloned().unwrap_or_default()
}
