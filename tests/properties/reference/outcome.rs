//! What every admissible completion agrees on, and what an undetermined decision needs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::ast::{Affair, Known, Ruleset, Value};
use super::super::vocabulary::FACTS;
use super::completions::{Completions, Open, date, in_period, recognise};
use super::rules::Rules;
use super::worlds::{Claimed, Pointwise, Support, outcomes};

/// A verdict: an outcome for every decision.
pub struct Verdict {
    pub as_of: Option<Date>,
    /// `matter` was taken from the description.
    pub recognised: bool,
    pub outcomes: Vec<Outcome>,
}

/// Which values a decision has: several if contested, none for unclassified.
pub type Claims = BTreeSet<Claimed>;

#[derive(Debug)]
pub enum Outcome {
    /// One value or unclassified, or several claims, with what supports each.
    Settled(BTreeMap<Claimed, Support>),
    Undetermined {
        needs: Vec<Need>,
        possible: BTreeSet<Claims>,
    },
}

#[derive(Debug)]
pub struct Need {
    pub name: &'static str,
    /// What it may be, for a fact known in part.
    pub among: Option<BTreeSet<usize>>,
}

/// The verdict on an affair; none if it is rejected.
pub fn decide(ruleset: &Ruleset, affair: &Affair) -> Option<Verdict> {
    let rules = Rules::compared(ruleset);
    let as_of = date(ruleset, affair);
    if as_of.is_some_and(|day| !in_period(ruleset, day))
        || Completions::of(ruleset, affair).admissible.is_empty()
    {
        return None;
    }
    let mut affair = affair.clone();
    let recognised = recognise(ruleset, &mut affair);
    let completions = Completions::of(ruleset, &affair);
    let points: Vec<Vec<Pointwise>> = completions
        .admissible
        .iter()
        .map(|one| outcomes(ruleset, &rules, &one.facts, one.as_of))
        .collect();
    let decision = |number: usize| {
        let points: Vec<&Pointwise> = points.iter().map(|point| &point[number]).collect();
        together(&affair, &completions, &points)
    };
    Some(Verdict {
        as_of,
        recognised,
        outcomes: (0..ruleset.decisions.len()).map(decision).collect(),
    })
}

fn together(affair: &Affair, completions: &Completions, points: &[&Pointwise]) -> Outcome {
    let came_to: Vec<Claims> = points
        .iter()
        .map(|point| point.claims.keys().cloned().collect())
        .collect();
    let possible: BTreeSet<Claims> = came_to.iter().cloned().collect();
    if possible.len() > 1 {
        return Outcome::Undetermined {
            needs: needs(affair, completions, &came_to),
            possible,
        };
    }
    let support = |claim: &Claimed| {
        let all = || points.iter().map(|point| &point.claims[claim]);
        let ever: BTreeSet<usize> = all()
            .flat_map(|support| support.rules.union(&support.possible))
            .copied()
            .collect();
        let rules: BTreeSet<usize> = ever
            .iter()
            .copied()
            .filter(|rule| all().all(|support| support.rules.contains(rule)))
            .collect();
        let via = all()
            .flat_map(|support| support.via.iter().cloned())
            .collect();
        Support {
            possible: &ever - &rules,
            rules,
            via,
        }
    };
    Outcome::Settled(
        came_to[0]
            .iter()
            .map(|claim| (claim.clone(), support(claim)))
            .collect(),
    )
}

/// The union of the minimal sets of open facts that settle the outcome, most telling first.
fn needs(affair: &Affair, completions: &Completions, came_to: &[Claims]) -> Vec<Need> {
    let open = completions.open.len();
    let settles = |set: usize| {
        let mut seen: BTreeMap<Vec<usize>, &Claims> = BTreeMap::new();
        completions
            .admissible
            .iter()
            .zip(came_to)
            .all(|(completion, claims)| {
                let known = (0..open)
                    .filter(|at| set >> at & 1 == 1)
                    .map(|at| completion.chosen[at])
                    .collect();
                *seen.entry(known).or_insert(claims) == claims
            })
    };
    let settling: Vec<usize> = (0..1 << open).filter(|&set| settles(set)).collect();
    let minimal = |set: &&usize| {
        settling
            .iter()
            .all(|smaller| smaller & **set != *smaller || smaller == *set)
    };
    let needed = settling
        .iter()
        .filter(minimal)
        .fold(0, |union, set| union | set);
    let worst = |at: usize| {
        let mut left: BTreeMap<usize, BTreeSet<&Claims>> = BTreeMap::new();
        for (completion, claims) in completions.admissible.iter().zip(came_to) {
            left.entry(completion.chosen[at])
                .or_default()
                .insert(claims);
        }
        left.values().map(BTreeSet::len).max()
    };
    let name = |at: usize| match completions.open[at] {
        Open::Fact(fact) => FACTS[fact].name,
        Open::Date => "as_of",
    };
    let among = |at: usize| match completions.open[at] {
        Open::Fact(fact) if matches!(affair.facts[fact], Known::OneOf(_)) => {
            let values =
                completions
                    .admissible
                    .iter()
                    .map(|completion| match completion.facts[fact] {
                        Some(Value::Node(leaf)) => leaf,
                        _ => unreachable!("a leaf"),
                    });
            Some(values.collect())
        }
        _ => None,
    };
    let mut needed: Vec<usize> = (0..open).filter(|at| needed >> at & 1 == 1).collect();
    needed.sort_by_key(|&at| (worst(at), name(at)));
    needed
        .into_iter()
        .map(|at| Need {
            name: name(at),
            among: among(at),
        })
        .collect()
}
