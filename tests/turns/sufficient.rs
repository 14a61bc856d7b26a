//! Facts that suffice, by trying every affair.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::among::is_among;
use super::case::{Came, Case, fact};
use crate::properties::ast::{Collect, Type, Value};
use crate::properties::vocabulary::FACTS;

pub fn check(case: &Case, decision: usize) -> Result<(), String> {
    let told = &case.told(decision)["sufficient"];
    if told["incomplete"] == true {
        return Err("so small a search is never cut off".to_owned());
    }
    let kept: Vec<&Json> = told["facts"].as_array().ok_or("no facts")?.iter().collect();
    let wanted = wanted(case, decision);
    // what is told forces the outcome
    for point in &case.situations.cases {
        let inside = kept.iter().all(|one| match fact(&one["fact"]) {
            Some(fact) => is_among(
                FACTS[fact].ty,
                point.point.facts[fact].as_ref().expect("a value"),
                &one["among"],
            ),
            None => point
                .point
                .as_of
                .is_none_or(|day| is_among(Type::Date, &Value::Date(day), &one["among"])),
        });
        if inside && !wanted(&point.outcomes[decision]) {
            return Err(format!("it does not suffice: {:?}", point.point));
        }
    }
    // and none of it can be left out
    for one in &kept {
        let needed = case.situations.cases.iter().any(|point| {
            let as_known = kept
                .iter()
                .filter(|other| other["fact"] != one["fact"])
                .all(|other| match fact(&other["fact"]) {
                    Some(fact) => case.agrees(point, fact),
                    None => point.point.as_of == case.affair.as_of,
                });
            as_known && !wanted(&point.outcomes[decision])
        });
        if !needed {
            return Err(format!("{} can be left out", one["fact"]));
        }
    }
    Ok(())
}

/// Whether an outcome is one of those that the affair leaves.
fn wanted<'a>(case: &'a Case, decision: usize) -> impl Fn(&Came) -> bool + 'a {
    let now = case.now(decision);
    let declared = &case.ast.decisions[decision];
    let lists = |came: &Came| -> Vec<BTreeSet<usize>> {
        let each = came.iter().filter_map(|value| match value {
            Some(Value::Set(set)) => Some(set.clone()),
            _ => None,
        });
        each.collect()
    };
    let all: Vec<BTreeSet<usize>> = now.iter().flat_map(lists).collect();
    let values: BTreeSet<Value> = now.iter().flatten().flatten().cloned().collect();
    move |came| match declared.collect {
        _ if now.len() == 1 => now.contains(came),
        Some(Collect::List) => lists(came).iter().all(|list| {
            let always = all.iter().all(|other| {
                let others = all.iter();
                let common: BTreeSet<usize> = others.fold(other.clone(), |so_far, it| &so_far & it);
                common.is_subset(list)
            });
            let maybe: BTreeSet<usize> = all.iter().flatten().copied().collect();
            always && list.is_subset(&maybe)
        }),
        Some(Collect::Sum) => came
            .iter()
            .flatten()
            .all(|value| Some(value) >= values.first() && Some(value) <= values.last()),
        _ => now.contains(came),
    }
}
