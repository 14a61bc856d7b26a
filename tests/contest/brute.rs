//! Every combination of disputed facts, decided one by one by the reference.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::properties::ast::{Affair, Collect, Ruleset};
use crate::properties::json::expected;
use crate::properties::reference::outcome::decide;

/// What each combination comes to, by bits; none where no affair is so.
pub struct Brute {
    pub came: Vec<Option<Json>>,
    pub succeeds: Vec<bool>,
}

/// The affair with some of its facts as another has them.
pub fn granted(office: &Affair, objector: &Affair, facts: &[usize], mask: usize) -> Affair {
    let mut affair = office.clone();
    for (at, &fact) in facts.iter().enumerate() {
        if mask >> at & 1 == 1 {
            affair.facts[fact] = objector.facts[fact].clone();
        }
    }
    affair
}

/// What a decision comes to for an affair, rules left out.
pub fn came(ruleset: &Ruleset, affair: &Affair, decision: usize) -> Option<Json> {
    let verdict = decide(ruleset, affair)?;
    let name = ruleset.decisions[decision].name;
    let mut json = expected(ruleset, affair, &verdict)["decisions"][name].take();
    without_rules(&mut json);
    let claims = json.get_mut("claims").and_then(Json::as_array_mut);
    for claim in claims.into_iter().flatten() {
        without_rules(claim);
    }
    Some(json)
}

fn without_rules(json: &mut Json) {
    if let Some(fields) = json.as_object_mut() {
        let of_rules = ["rules", "rules_possible", "via", "decided_by", "because"];
        fields.retain(|name, _| !of_rules.contains(&name.as_str()));
    }
}

/// Whether an outcome is what is claimed.
fn is(ruleset: &Ruleset, decision: usize, came: &Json, claim: &Json) -> bool {
    match came["status"].as_str() {
        Some("unclassified") => claim.is_null(),
        Some("decided") if ruleset.decisions[decision].collect == Some(Collect::List) => {
            let has = |one: &Json| {
                came["value"]
                    .as_array()
                    .is_some_and(|all| all.contains(one))
            };
            claim
                .as_array()
                .is_some_and(|claimed| claimed.iter().all(has))
        }
        Some("decided") => *claim == came["value"],
        _ => false,
    }
}

impl Brute {
    pub fn of(ruleset: &Ruleset, decision: usize, affairs: &[Affair], claim: &Json) -> Self {
        let came: Vec<Option<Json>> = affairs
            .iter()
            .map(|affair| came(ruleset, affair, decision))
            .collect();
        let succeeds = |came: &Option<Json>| {
            came.as_ref()
                .is_some_and(|came| is(ruleset, decision, came, claim))
        };
        Self {
            succeeds: came.iter().map(succeeds).collect(),
            came,
        }
    }

    /// The sets of combinations that come to the same.
    pub fn groups(&self) -> BTreeSet<BTreeSet<usize>> {
        let all = 0..self.came.len();
        let same = |mask: usize| -> BTreeSet<usize> {
            let other = all
                .clone()
                .filter(|&other| self.came[other] == self.came[mask]);
            other.collect()
        };
        let possible = all.clone().filter(|&mask| self.came[mask].is_some());
        possible.map(same).collect()
    }

    /// Whether a fact alone makes a difference in some combination.
    pub fn is_decisive(&self, fact: usize) -> bool {
        let differs = |mask: usize| {
            let with = mask | 1 << fact;
            let both = self.came[mask].is_some() && self.came[with].is_some();
            both && self.came[mask] != self.came[with]
        };
        (0..self.came.len()).any(differs)
    }

    /// Combinations that succeed, and no part of which does.
    pub fn least(&self) -> BTreeSet<usize> {
        let all = || (0..self.came.len()).filter(|&mask| self.succeeds[mask]);
        let part = |mask: usize| all().any(|other| other != mask && other & mask == other);
        all().filter(|&mask| !part(mask)).collect()
    }
}

/// A claim: what some combination comes to, if it can be another than what the first does.
pub fn claim(came: &[Option<Json>], pick: usize) -> Json {
    let settled = |came: &&Json| {
        ["decided", "unclassified"]
            .iter()
            .any(|it| came["status"] == *it)
    };
    let all: Vec<&Json> = came.iter().flatten().filter(settled).collect();
    let others: Vec<&Json> = all
        .iter()
        .copied()
        .filter(|it| Some(*it) != came[0].as_ref())
        .collect();
    let among = if others.is_empty() { all } else { others };
    match among.get(pick % among.len().max(1)) {
        Some(came) => came["value"].clone(),
        None => Json::Null,
    }
}
