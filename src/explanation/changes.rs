//! Which facts would have to be otherwise: the minimal sets of facts with which an aim can be met.
//!
//! In: a decision of an affair, and an aim. Out: sets of facts, fewest first, each with a box of values
//! all of which meet the aim whatever the unknown facts are (contrastive explanations). Sets are tried
//! by size. One that cannot meet the aim is made as large as it gets; every set that can has one of
//! the facts that are left, so only these are added to it (implicit hitting sets: Ignatiev, Narodytska,
//! Asher, Marques-Silva, *From contrastive to abductive explanations and back again*, 2020). A rule
//! that concludes what is wanted says which facts must be among them: those by which the affair
//! lies outside it.

use std::collections::BTreeSet;

use super::aim::Aim;
use super::what_if::{Place, Places, WhatIf};
use crate::model::{FactId, Otherwise, RuleId, Type};
use crate::table::FactKey;
use crate::verdict::explore::Exhausted;
use crate::verdict::space::Space;
use crate::verdict::{Result as Came, Value};

/// The sets found.
#[derive(Default)]
pub(super) struct Found {
    /// Each with a box in which the aim is met everywhere.
    pub(super) sets: Vec<(Places, Space)>,
    /// Whether there may be others.
    pub(super) more: bool,
}

/// The minimal sets of facts with which an aim can be met, at most so many; those of more facts than
/// the fewest only if asked for (`deep`).
pub(super) fn changes(what_if: &mut WhatIf, aim: &Aim, (most, deep): (usize, bool)) -> Found {
    let mut found = Found::default();
    if seek(what_if, aim, (most, deep), &mut found).is_err() {
        found.more = true;
    }
    found
}

fn seek(
    what_if: &mut WhatIf,
    aim: &Aim,
    (most, deep): (usize, bool),
    found: &mut Found,
) -> Result<(), Exhausted> {
    let movable = movable(what_if);
    if let Met::Nowhere = meeting(what_if, movable, aim)? {
        return Ok(());
    }
    // by size; of equals those first that a rule asks for, for they are the likeliest to do
    let mut queue: BTreeSet<(u32, bool, Places)> = starts(what_if, aim)
        .into_iter()
        .filter(|set| set.is_within(movable))
        .map(|set| (set.len(), false, set))
        .collect();
    let mut seen: BTreeSet<Places> = BTreeSet::new();
    // sets of which it was not found out: more facts than these might not be needed
    let mut unsure: Vec<Places> = Vec::new();
    // every set that meets the aim has a fact of each of these
    let mut needed: Vec<Places> = Vec::new();
    // sets that do not meet it, and of which it is not yet known what they lack
    let mut lacking: Vec<Places> = Vec::new();
    loop {
        // what sets lack is found out before larger ones are tried, so that the fewest come first
        let larger = queue.first().map(|(size, ..)| *size);
        let due = lacking
            .last()
            .is_some_and(|set| larger.is_none_or(|size| size > set.len()));
        if let Some(set) = lacking.pop_if(|_| due) {
            if !found.sets.is_empty() && !deep {
                found.more = true;
                break;
            }
            let one_of = match needed.iter().copied().find(|one| one.is_apart(set)) {
                Some(one_of) => one_of,
                None => {
                    let rest = what_if.listed(movable.without(set));
                    let one_of = movable.without(grown(what_if, aim, set, &rest)?);
                    needed.push(one_of);
                    one_of
                }
            };
            for place in what_if.listed(one_of) {
                let more = set.and(Places::one(place));
                queue.insert((more.len(), true, more));
            }
            continue;
        }
        let Some((.., set)) = queue.pop_first() else {
            break;
        };
        if !seen.insert(set) {
            continue;
        }
        let less = found.sets.iter().map(|(less, _)| less).chain(&unsure);
        if less.into_iter().any(|less| less.is_within(set)) {
            continue;
        }
        // those with the fewest facts say enough
        let fewest = found.sets.first().map(|(fewest, _)| fewest.len());
        if found.sets.len() == most || fewest.is_some_and(|fewest| fewest < set.len()) && !deep {
            found.more = true;
            break;
        }
        if needed.iter().any(|one| one.is_apart(set)) {
            lacking.push(set);
            continue;
        }
        match meeting(what_if, set, aim)? {
            Met::Within(space) => found.sets.push((set, space)),
            Met::Unsure => {
                found.more = true;
                unsure.push(set);
            }
            // with one fact more it is soon tried which
            Met::Nowhere if set.len() < 2 => {
                for place in what_if.listed(movable.without(set)) {
                    let more = set.and(Places::one(place));
                    queue.insert((more.len(), true, more));
                }
            }
            Met::Nowhere => lacking.push(set),
        }
    }
    Ok(())
}

/// Whether an aim can be met with some facts otherwise.
enum Met {
    /// In all of this box, whatever the unknown facts are.
    Within(Space),
    /// With no values of theirs.
    Nowhere,
    /// It was not found out.
    Unsure,
}

/// The facts that can be otherwise. A text from which a fact was recognised stays: with another text
/// the fact would not be what it is.
pub(super) fn movable(what_if: &WhatIf) -> Places {
    let model = what_if.ground.model;
    let read = |fact: FactId| {
        let recognised = what_if.affair.recognised.iter();
        recognised
            .into_iter()
            .any(|of| model.facts[of.index()].recognised_from == Some(fact))
    };
    what_if.choose(|place: &Place| match place.fact {
        FactKey::AsOf => false,
        FactKey::Fact(fact) => !model.facts[fact.index()].fixed && !read(fact),
    })
}

/// Facts that must be otherwise at least: for each region of a rule that concludes what is wanted.
fn starts(what_if: &WhatIf, aim: &Aim) -> BTreeSet<Places> {
    let (model, decision) = (what_if.ground.model, what_if.decision);
    let declared = &model.decisions[decision.index()];
    let concluding = |rule: RuleId| {
        let concluded = model.concluded(rule, decision);
        match aim {
            Aim::Result(Came::Decided(Value::One(datum))) | Aim::Has(datum, true) => {
                concluded.contains(datum)
            }
            _ => false,
        }
    };
    let by_rules = match aim {
        Aim::Has(_, true) => true,
        Aim::Result(Came::Decided(Value::One(datum))) => {
            let single = !matches!(
                declared.collect,
                Some(crate::model::Collect::Sum | crate::model::Collect::Count)
            );
            single && declared.otherwise != Otherwise::Value(datum.clone())
        }
        _ => false,
    };
    if !by_rules {
        return BTreeSet::from([Places::default()]);
    }
    what_if.outside(concluding).into_iter().collect()
}

/// A set with which the aim cannot be met, made as large as it gets from a list of more.
fn grown(
    what_if: &mut WhatIf,
    aim: &Aim,
    set: Places,
    more: &[usize],
) -> Result<Places, Exhausted> {
    if more.is_empty() {
        return Ok(set);
    }
    let all = more
        .iter()
        .fold(set, |all, place| all.and(Places::one(*place)));
    if let Met::Nowhere = meeting(what_if, all, aim)? {
        return Ok(all);
    }
    if more.len() == 1 {
        return Ok(set);
    }
    let (first, second) = more.split_at(more.len() / 2);
    let set = grown(what_if, aim, set, first)?;
    grown(what_if, aim, set, second)
}

/// Looks for values of some facts with which the aim is met, whatever the unknown facts are.
fn meeting(what_if: &mut WhatIf, set: Places, aim: &Aim) -> Result<Met, Exhausted> {
    if what_if.stays(set) {
        return Ok(Met::Nowhere);
    }
    let mut boxes = vec![what_if.free(set)];
    let mut unsure = false;
    while let Some(within) = boxes.pop() {
        let hit = match what_if.find(within.clone(), set, aim, true) {
            Ok(Some(hit)) => hit,
            Ok(None) => continue,
            Err(exhausted) if what_if.is_spent() => return Err(exhausted),
            Err(_) => {
                unsure = true;
                continue;
            }
        };
        let held = hold(what_if, &within, set, &hit);
        let missed = match what_if.find(held.clone(), set, aim, false) {
            Ok(None) => return Ok(Met::Within(held)),
            Ok(Some(miss)) => hold(what_if, &held, set, &miss),
            Err(exhausted) if what_if.is_spent() => return Err(exhausted),
            Err(_) => held,
        };
        // where the aim is missed for some of the unknown facts, look in what is left; single numbers
        // cannot be cut out of a class
        unsure |= what_if
            .listed(set)
            .into_iter()
            .map(|place| what_if.places[place].fact)
            .any(|fact| missed.exact.contains_key(&fact) && !within.exact.contains_key(&fact));
        boxes.extend(apart(what_if, &within, set, &missed));
    }
    Ok(if unsure { Met::Unsure } else { Met::Nowhere })
}

/// A box held to what another says of some facts.
fn hold(what_if: &WhatIf, within: &Space, set: Places, to: &Space) -> Space {
    let mut held = within.clone();
    for place in what_if.listed(set) {
        let place = &what_if.places[place];
        for &column in &place.columns {
            held.cells[column as usize] = to.cells[column as usize].clone();
        }
        if let Some(exact) = to.exact.get(&place.fact) {
            held.exact.insert(place.fact, *exact);
        }
    }
    held
}

/// What is left of a box without another, as far as the facts of a set go.
fn apart(what_if: &WhatIf, within: &Space, set: Places, without: &Space) -> Vec<Space> {
    let mut pieces = Vec::new();
    let mut rest = within.clone();
    for place in what_if.listed(set) {
        for &column in &what_if.places[place].columns {
            let at = column as usize;
            let left = rest.cells[at].minus(&without.cells[at]);
            if !left.is_empty() {
                let mut piece = rest.clone();
                piece.cells[at] = left;
                pieces.push(piece);
            }
            rest.cells[at] = without.cells[at].clone();
        }
    }
    pieces
}

/// Whether a fact has values in an order: numbers, dates, durations.
pub(super) fn is_ordered(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Integer { .. } | Type::Decimal { .. } | Type::Date { .. } | Type::Duration { .. }
    )
}
