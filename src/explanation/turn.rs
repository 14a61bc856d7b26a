//! What some facts would be: the nearest values that meet an aim, decided before they are told.

use super::aim::Aim;
use super::changes::is_ordered;
use super::computed;
use super::near::{Side, nearest};
use super::sufficient::widen;
use super::what_if::{Places, WhatIf};
use crate::model::{Datum, FactId, Kind, Type};
use crate::table::column::ordinal;
use crate::table::disjoin::unit_of;
use crate::table::{ClassSet, FactKey};
use crate::verdict::decide::{decide_within, is_admissible};
use crate::verdict::explore::Exhausted;
use crate::verdict::space::{Space, ordinals, set};
use crate::verdict::wording::wording;
use crate::verdict::{Affair, Knowledge, Outcome};

/// Steps that deciding one changed affair may take.
const STEPS: u64 = 200_000;

/// Facts otherwise, and what the decision then comes to.
pub(super) struct Turn {
    /// The facts, as they are declared, each with its value and the box that it may be in, the others
    /// having their values.
    pub(super) facts: Vec<(usize, Datum, Space)>,
    /// What the decision comes to.
    pub(super) outcome: Outcome,
}

/// The nearest values for a set of facts, from a box in which the aim is met. Nothing, if deciding
/// does not confirm them.
pub(super) fn turn(
    what_if: &mut WhatIf,
    aim: &Aim,
    places: Places,
    within: &Space,
) -> Result<Option<Turn>, Exhausted> {
    let listed = what_if.listed(places);
    let mut chosen: Vec<(usize, FactId, Datum)> = listed
        .iter()
        .filter_map(|&place| {
            let fact = what_if.fact(place)?;
            Some((place, fact, first(what_if, fact, within)))
        })
        .collect();
    let mut space = held(what_if, places, &chosen);
    // how near one comes may turn on the others: until none moves, or each has had its turn first
    for _ in 0..chosen.len() {
        let mut moved = false;
        for at in 0..chosen.len() {
            let (place, fact, _) = chosen[at];
            if let Some(nearer) = nearer(what_if, aim, place, fact, places, &space)?
                && nearer != chosen[at].2
            {
                chosen[at].2 = nearer;
                space = held(what_if, places, &chosen);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let mut affair = what_if.affair.clone();
    for (_, fact, datum) in &chosen {
        affair.facts[fact.index()] = Knowledge::Known(datum.clone());
    }
    let Some(outcome) = confirmed(what_if, aim, &affair) else {
        return Ok(None);
    };
    let mut facts = Vec::with_capacity(chosen.len());
    for (place, _, datum) in chosen {
        let mut may = space.clone();
        widen(what_if, (aim, false), place, places, &mut may)?;
        reached(what_if, aim, place, places, &mut may)?;
        facts.push((place, datum, may));
    }
    Ok(Some(Turn { facts, outcome }))
}

/// What the changed affair comes to, if it may be and the aim is met.
fn confirmed(what_if: &WhatIf, aim: &Aim, affair: &Affair) -> Option<Outcome> {
    let (model, table) = (what_if.ground.model, what_if.ground.table);
    if !is_admissible(model, table, affair) {
        return None;
    }
    let outcome = decide_within(model, table, affair, STEPS)
        .decisions
        .swap_remove(what_if.decision.index());
    aim.is_met_by(&outcome).then_some(outcome)
}

/// The box in which some facts have these values.
fn held(what_if: &WhatIf, places: Places, chosen: &[(usize, FactId, Datum)]) -> Space {
    let mut space = what_if.free(places);
    for (_, fact, datum) in chosen {
        let (model, table) = (what_if.ground.model, what_if.ground.table);
        set(model, table, &mut space, FactKey::Fact(*fact), datum);
    }
    space
}

/// A value of a box, near to what is.
fn first(what_if: &WhatIf, fact: FactId, space: &Space) -> Datum {
    let (model, table) = (what_if.ground.model, what_if.ground.table);
    let ty = &model.facts[fact.index()].ty;
    let key = FactKey::Fact(fact);
    let actual = known(what_if.affair, fact);
    let cell = || {
        let columns = table.fact_columns.get(&key).into_iter().flatten();
        columns
            .into_iter()
            .next()
            .map(|column| &space.cells[*column as usize])
    };
    match ty {
        Type::Kind(kind) => {
            let kind = &model.kinds[kind.index()];
            let all = ClassSet::full(kind.len());
            Datum::Leaf(nearest_leaf(kind, cell().unwrap_or(&all), actual))
        }
        Type::YesNo => Datum::YesNo(cell().and_then(ClassSet::first) == Some(1)),
        Type::Set(_) => Datum::Set(with_members(what_if, fact, space, actual)),
        Type::Text => {
            let from = match actual {
                Some(Datum::Text(text)) => Some(text.as_str()),
                _ => None,
            };
            Datum::Text(wording(table, &space.cells, fact, from))
        }
        ordered => what_if.datum(
            key,
            match space.exact.get(&key) {
                Some(exact) => *exact,
                None => near(
                    &ordinals(model, table, space, key),
                    actual.and_then(|datum| ordinal(datum, unit_of(ordered))),
                ),
            },
        ),
    }
}

/// A nearer value of one fact, the others having theirs.
fn nearer(
    what_if: &mut WhatIf,
    aim: &Aim,
    place: usize,
    fact: FactId,
    reach: Places,
    space: &Space,
) -> Result<Option<Datum>, Exhausted> {
    let model = what_if.ground.model;
    let ty = &model.facts[fact.index()].ty;
    let actual = known(what_if.affair, fact).cloned();
    match (ty, &actual) {
        (Type::Kind(kind), _) => {
            let mut may = space.clone();
            widen(what_if, (aim, false), place, reach, &mut may)?;
            reached(what_if, aim, place, reach, &mut may)?;
            let cell = what_if.places[place].columns.first();
            Ok(cell.map(|column| {
                let kind = &model.kinds[kind.index()];
                Datum::Leaf(nearest_leaf(
                    kind,
                    &may.cells[*column as usize],
                    actual.as_ref(),
                ))
            }))
        }
        (Type::Set(_), _) => {
            // members go back to what they are, one after another, as long as the aim is met
            let mut kept = space.clone();
            for column in what_if.places[place].columns.clone() {
                let own = what_if.base.cells[column as usize].clone();
                if own.single().is_none() || own == kept.cells[column as usize] {
                    continue;
                }
                let now = std::mem::replace(&mut kept.cells[column as usize], own);
                let hit = what_if.find(kept.clone(), reach, aim, true)?;
                if hit.is_none() || what_if.find(kept.clone(), reach, aim, false)?.is_some() {
                    kept.cells[column as usize] = now;
                }
            }
            Ok(Some(Datum::Set(with_members(
                what_if,
                fact,
                &kept,
                actual.as_ref(),
            ))))
        }
        (ordered, Some(actual)) if is_ordered(ordered) && !what_if.places[place].in_expression => {
            let mut best: Option<(i128, i128)> = None;
            for side in [Side::Below, Side::Above] {
                let near = nearest(what_if, aim, place, side, reach, space, actual)?;
                if let Some((at, by)) = near {
                    best = best.filter(|(_, less)| *less <= by).or(Some((at, by)));
                }
            }
            Ok(best.map(|(at, _)| what_if.datum(FactKey::Fact(fact), at)))
        }
        (ordered, Some(actual)) if is_ordered(ordered) => {
            let unit = unit_of(ordered);
            let (Some(from), Some(does)) =
                (ordinal(actual, unit), space.exact.get(&FactKey::Fact(fact)))
            else {
                return Ok(None);
            };
            let (mut best, mut by) = (None, (does - from).abs());
            for side in [Side::Below, Side::Above] {
                let found = computed::nearest(
                    what_if,
                    place,
                    side,
                    space,
                    (from, by - 1),
                    |what_if, there| {
                        Ok(what_if.find(there.clone(), reach, aim, true)?.is_some()
                            && what_if.find(there, reach, aim, false)?.is_none())
                    },
                )?;
                if let computed::Found::At(at) = found {
                    (best, by) = (Some(at), (at - from).abs());
                }
            }
            Ok(best.map(|at| what_if.datum(FactKey::Fact(fact), at)))
        }
        _ => Ok(None),
    }
}

/// Leaves out of what a kind, or yes or no, may be the values that no affair may have here.
fn reached(
    what_if: &mut WhatIf,
    aim: &Aim,
    place: usize,
    reach: Places,
    space: &mut Space,
) -> Result<(), Exhausted> {
    let is_listed = what_if.fact(place).is_some_and(|fact| {
        let ty = &what_if.ground.model.facts[fact.index()].ty;
        matches!(ty, Type::Kind(_) | Type::YesNo)
    });
    let Some(&column) = what_if.places[place].columns.first().filter(|_| is_listed) else {
        return Ok(());
    };
    let at = column as usize;
    let mut found = ClassSet::empty();
    let mut left = space.clone();
    while let Some(hit) = what_if.find(left.clone(), reach, aim, true)? {
        found = found.or(&hit.cells[at]);
        left.cells[at] = left.cells[at].minus(&hit.cells[at]);
        if left.cells[at].is_empty() {
            break;
        }
    }
    space.cells[at] = found;
    Ok(())
}

/// What is known of a fact, if it is one value.
fn known(affair: &Affair, fact: FactId) -> Option<&Datum> {
    match &affair.facts[fact.index()] {
        Knowledge::Known(datum) => Some(datum),
        _ => None,
    }
}

/// The members of a set that must be in it, and of the others those that are.
fn with_members(what_if: &WhatIf, fact: FactId, space: &Space, actual: Option<&Datum>) -> Vec<u32> {
    let table = what_if.ground.table;
    let mut members = match actual {
        Some(Datum::Set(members)) => members.clone(),
        _ => Vec::new(),
    };
    let columns = table.fact_columns.get(&FactKey::Fact(fact));
    for &column in columns.into_iter().flatten() {
        let crate::table::ColumnKey::Member(_, leaf) = table.columns[column as usize].key else {
            continue;
        };
        match (
            space.cells[column as usize].single(),
            members.binary_search(&leaf),
        ) {
            (Some(1), Err(at)) => members.insert(at, leaf),
            (Some(0), Ok(at)) => {
                members.remove(at);
            }
            _ => {}
        }
    }
    members
}

/// The leaf that is nearest in the taxonomy; the first of equals.
fn nearest_leaf(kind: &Kind, among: &ClassSet, actual: Option<&Datum>) -> u32 {
    let Some(Datum::Leaf(actual)) = actual else {
        return among.first().unwrap_or(0);
    };
    let apart = |leaf: &u32| {
        let both = kind
            .nodes
            .iter()
            .filter(|node| node.first <= *leaf.min(actual) && *leaf.max(actual) < node.end);
        both.map(|node| node.end - node.first)
            .min()
            .unwrap_or(u32::MAX)
    };
    among.iter().min_by_key(apart).unwrap_or(0)
}

/// The ordinal nearest to another; without one the least that has an end.
fn near(among: &[(i128, i128)], to: Option<i128>) -> i128 {
    let clamped = |to: i128| {
        among
            .iter()
            .map(|&(low, high)| to.clamp(low, high))
            .min_by_key(|at| (at - to).abs())
            .unwrap_or(to)
    };
    clamped(to.unwrap_or(0))
}
