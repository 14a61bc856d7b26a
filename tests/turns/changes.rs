//! What would change an outcome, by trying every affair.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::among::{alike, is_among, value};
use super::case::{Came, Case, fact};
use crate::properties::ast::{Collect, Known, Type, Value};
use crate::properties::vocabulary::{FACTS, domain};

pub fn check(case: &Case, decision: usize) -> Result<(), String> {
    let would = &case.told(decision)["would_change"];
    let list = |name: &str| would[name].as_array().cloned().unwrap_or_default();
    for goal in list("never") {
        if let Some(set) = minimal(case, decision, &goal).first() {
            return Err(format!("{goal} is not out of reach: {set:?}"));
        }
    }
    let mut told = list("never");
    for alternative in list("to") {
        let goal = &alternative["goal"];
        told.push(goal.clone());
        let minimal = minimal(case, decision, goal);
        let changes = alternative["changes"].as_array().ok_or("no changes")?;
        let mut sets = Vec::new();
        for change in changes {
            sets.push(one(case, decision, goal, change)?);
        }
        if let Some(more) = sets.iter().find(|set| !minimal.contains(set)) {
            return Err(format!(
                "{goal}: of {more:?} not all need be changed, of {minimal:?}"
            ));
        }
        if sets.windows(2).any(|pair| pair[0].len() > pair[1].len()) {
            return Err(format!("{goal}: not the fewest first"));
        }
        let fewest = minimal.iter().map(BTreeSet::len).min();
        let cut_off = alternative["more"] == true;
        if !cut_off && sets.first().map(BTreeSet::len) != fewest {
            return Err(format!("{goal}: fewer would do: {minimal:?}"));
        }
        if !cut_off && sets.len() != minimal.len() {
            return Err(format!("{goal}: these are all: {minimal:?}"));
        }
    }
    all_goals(case, decision, &told)
}

/// Every value that can be come to is told.
fn all_goals(case: &Case, decision: usize, told: &[Json]) -> Result<(), String> {
    let declared = &case.ast.decisions[decision];
    if !matches!(declared.collect, None | Some(Collect::Min | Collect::Max)) {
        return Ok(());
    }
    let now = case.now(decision);
    let others: BTreeSet<&Came> = case
        .situations
        .cases
        .iter()
        .map(|point| &point.outcomes[decision])
        .filter(|came| came.len() == 1 && !(now.len() == 1 && now.contains(*came)))
        .collect();
    for came in others {
        let value = came.first().expect("one value");
        let goal = match value {
            Some(_) => {
                serde_json::json!({"status": "decided", "value": case.shown(decision, value)})
            }
            None => serde_json::json!({"status": "unclassified"}),
        };
        let is_told = told
            .iter()
            .any(|one| one["status"] == goal["status"] && alike(&one["value"], &goal["value"]));
        if !is_told {
            return Err(format!("nothing is told of {goal}"));
        }
    }
    Ok(())
}

/// One change: its facts.
fn one(
    case: &Case,
    decision: usize,
    goal: &Json,
    change: &Json,
) -> Result<BTreeSet<usize>, String> {
    let facts = change["facts"].as_array().ok_or("no facts")?;
    let read = |one: &Json| -> Option<(usize, Value)> {
        let fact = fact(&one["fact"])?;
        Some((fact, value(fact, &one["to"])?))
    };
    let changed: Vec<(usize, Value)> = facts
        .iter()
        .map(|one| read(one).ok_or_else(|| format!("{one} cannot be read")))
        .collect::<Result<_, _>>()?;
    let (came, rules) = case
        .with(&changed, decision)
        .ok_or_else(|| format!("{change}: such an affair cannot be"))?;
    // of a list one value may be settled and others not
    let settled = came.len() == 1 || goal["status"].is_null();
    if !settled || !came.iter().all(|came| meets(case, decision, goal, came)) {
        return Err(format!("{change} comes to {came:?}"));
    }
    let told: Vec<&str> = change["rules"]
        .as_array()
        .ok_or("no rules")?
        .iter()
        .filter_map(Json::as_str)
        .collect();
    let (mut rules, mut named): (Vec<&str>, Vec<&str>) =
        (rules.iter().map(String::as_str).collect(), told);
    rules.sort_unstable();
    rules.dedup();
    named.sort_unstable();
    if came.len() == 1 && rules != named {
        return Err(format!("{change}: {rules:?} win"));
    }
    // every other value told does as well, the others as they are told
    for (at, (fact, to)) in changed.iter().enumerate() {
        let among = &facts[at]["among"];
        let ty = FACTS[*fact].ty;
        if !is_among(ty, to, among) {
            return Err(format!("{to:?} is not among {among}"));
        }
        for other in domain(*fact) {
            let mut with = changed.clone();
            with[at].1 = other.clone();
            let does = match case.with(&with, decision) {
                Some((came, _)) => came.iter().all(|came| meets(case, decision, goal, came)),
                None if matches!(ty, Type::Kind(_)) => false,
                None => continue,
            };
            if is_among(ty, &other, among) && !does {
                return Err(format!("{other:?} is among {among}, and does not do"));
            }
            if matches!(ty, Type::Kind(_)) && does && !is_among(ty, &other, among) {
                return Err(format!("{other:?} does, and is not among {among}"));
            }
            nearer(case, &changed, at, &other, does)?;
        }
    }
    Ok(changed.iter().map(|(fact, _)| *fact).collect())
}

/// Of one number that would have to be otherwise, no nearer one does.
fn nearer(
    case: &Case,
    changed: &[(usize, Value)],
    at: usize,
    other: &Value,
    does: bool,
) -> Result<(), String> {
    let (fact, to) = &changed[at];
    let Known::Value(actual) = &case.affair.facts[*fact] else {
        return Ok(());
    };
    let apart = |value: &Value| match (value, actual) {
        (Value::Days(a), Value::Days(b)) => Some((a - b).abs()),
        (Value::Date(a), Value::Date(b)) => Some(i64::from((*a - *b).get_days()).abs()),
        _ => None,
    };
    match (apart(to), apart(other)) {
        (Some(told), Some(near)) if changed.len() == 1 && does && near < told && near > 0 => {
            Err(format!("{other:?} is nearer than {to:?}"))
        }
        _ => Ok(()),
    }
}

/// The minimal sets of facts with some values of which the goal is met whatever is unknown.
fn minimal(case: &Case, decision: usize, goal: &Json) -> Vec<BTreeSet<usize>> {
    let movable = case.movable();
    let mut found: Vec<BTreeSet<usize>> = Vec::new();
    let mut sets: Vec<BTreeSet<usize>> = (0_u32..1 << movable.len())
        .map(|bits| {
            let chosen = movable.iter().enumerate();
            chosen
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, fact)| *fact)
                .collect()
        })
        .collect();
    sets.sort_by_key(BTreeSet::len);
    for set in sets {
        if found.iter().any(|less| less.is_subset(&set)) {
            continue;
        }
        let stays: BTreeSet<usize> = case.facts().difference(&set).copied().collect();
        let mut groups: BTreeMap<Vec<&Value>, bool> = BTreeMap::new();
        for point in case.agreeing(&stays) {
            let values = set
                .iter()
                .map(|fact| point.point.facts[*fact].as_ref().expect("a value"));
            let does = meets(case, decision, goal, &point.outcomes[decision]);
            *groups.entry(values.collect()).or_insert(true) &= does;
        }
        if groups.values().any(|does| *does) {
            found.push(set);
        }
    }
    found
}

/// Whether an outcome is what a goal says.
fn meets(case: &Case, decision: usize, goal: &Json, came: &Came) -> bool {
    let shown = |value: &Option<Value>| case.shown(decision, value);
    let only = (came.len() == 1).then(|| came.first().expect("one"));
    match (goal["status"].as_str(), only) {
        (_, None) => false,
        (Some("decided"), Some(value)) => value.is_some() && alike(&shown(value), &goal["value"]),
        (Some(_), Some(value)) => value.is_none(),
        (None, Some(value)) => {
            let has = |name: &str| {
                shown(value)
                    .as_array()
                    .is_some_and(|list| list.contains(&goal[name]))
            };
            if !goal["includes"].is_null() {
                return has("includes");
            }
            if !goal["without"].is_null() {
                return value.is_some() && !has("without");
            }
            let now = case.now(decision);
            let now = now.first().and_then(|came| came.first());
            let greater = !goal["more_than"].is_null();
            match (value, now) {
                (Some(value), Some(Some(now))) if greater => value > now,
                (Some(value), Some(Some(now))) => value < now,
                _ => false,
            }
        }
    }
}
