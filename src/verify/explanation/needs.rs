//! That an undetermined decision turns on just the facts that it is said to need, in their order.
//!
//! The facts needed are the union of the minimal sets in which two affairs with different outcomes
//! differ. Affairs are looked at in pieces within which the facts are free of each other, so two
//! pieces differ in just the facts of which they have no value in common.

use std::collections::BTreeSet;

use super::at::At;
use super::checking::Checking;
use super::engine::{Aim, Go, TooHard};
use super::knows::{Knows, own};
use super::outcome::claims;
use super::told::{Claims, Need, Told};
use crate::model::{DecisionId, FactId};
use crate::verify::fault::Fault;
use crate::verify::part::Part;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;
use crate::words::Words;

/// Pieces compared with each other.
const MOST_PIECES: usize = 1_500;
/// Values of one fact that are tried for what they leave open.
const MOST_VALUES: usize = 4_096;

/// A fact of which not all is known; none is the date.
struct Unknown {
    fact: Option<FactId>,
    name: String,
    seats: Vec<usize>,
}

/// Checks `needs`.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    at: &At<'d>,
) -> Result<(), Fault> {
    let all = std::mem::take(&mut checking.told);
    let said = match &all[id.index()] {
        Told::Undetermined {
            needs,
            incomplete: false,
            ..
        } => match settled(checking, id, needs, &at.get("needs")?) {
            Ok(said) => said,
            Err(TooHard) => {
                let what = Words::new("which facts it turns on", "取决于哪些事实");
                checking.too_hard(&at.get("needs")?, what);
                Ok(())
            }
        },
        _ => Ok(()),
    };
    checking.told = all;
    said
}

fn settled<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    needs: &[Need<'d>],
    at: &At<'d>,
) -> Result<Result<(), Fault>, TooHard> {
    let pieces = pieces(checking, id)?;
    let unknown = unknown(checking);
    let needed = needed(checking, &unknown, &pieces);
    let told: BTreeSet<Option<FactId>> = needs.iter().map(|need| need.fact).collect();
    for one in &unknown {
        let (name, is_told) = (&one.name, told.contains(&one.fact));
        let wrong = match (needed.contains(&one.fact), is_told) {
            (true, false) => Words::new(
                format!("it turns on `{name}` too"),
                format!("还取决于 `{name}`"),
            ),
            (false, true) => Words::new(
                format!("it does not turn on `{name}`"),
                format!("并不取决于 `{name}`"),
            ),
            _ => continue,
        };
        return Ok(Err(at.fault(wrong)));
    }
    let is_unknown = |need: &&Need| unknown.iter().any(|one| one.fact == need.fact);
    if let Some(known) = needs.iter().find(|need| !is_unknown(need)) {
        return Ok(Err(known
            .at
            .fault(Words::new("this is known", "这是已知的"))));
    }
    let mut before: Option<(usize, &str)> = None;
    for need in needs {
        let Some(one) = unknown.iter().find(|one| one.fact == need.fact) else {
            continue;
        };
        if among(checking, one, &pieces) != need.among {
            return Ok(Err(need.at.fault(Words::new(
                "these are not the values that it may have",
                "这些并不是它可能的取值",
            ))));
        }
        let telling = (left(checking, one, &pieces)?, one.name.as_str());
        if before.is_some_and(|before| before > telling) {
            return Ok(Err(need.at.fault(Words::new(
                "this fact tells more than the one before",
                "这项事实比前一项更能说明问题",
            ))));
        }
        before = Some(telling);
    }
    Ok(Ok(()))
}

/// All that the affair may be, in pieces.
fn pieces<'r>(
    checking: &mut Checking<'r, '_>,
    id: DecisionId,
) -> Result<Vec<(Part<'r>, Claims)>, TooHard> {
    let mut pieces = Vec::new();
    let aim = Aim {
        facts: true,
        ..Aim::default()
    };
    let mut part = checking.affair.part.clone();
    checking.engine.allow(super::QUESTION);
    checking
        .engine
        .explore(&mut part, id, aim, &mut |_, part, worlds| {
            pieces.push((part.clone(), claims(worlds)));
            match pieces.len() > MOST_PIECES {
                true => Err(TooHard),
                false => Ok(Go::On),
            }
        })?;
    Ok(pieces)
}

fn unknown(checking: &Checking) -> Vec<Unknown> {
    let reading = checking.engine.reading;
    let facts = (0..).map(FactId).zip(&checking.affair.facts);
    let open = facts.filter(|(_, knows)| !matches!(knows, Knows::Value(_)));
    let mut all: Vec<Unknown> = open
        .map(|(fact, _)| Unknown {
            fact: Some(fact),
            name: checking.model.facts[fact.index()].name.clone(),
            seats: own(reading, fact),
        })
        .collect();
    if checking.affair.as_of.is_none() {
        all.push(Unknown {
            fact: None,
            name: "as_of".to_owned(),
            seats: reading.find(&Seat::AsOf).into_iter().collect(),
        });
    }
    all
}

/// The union of the minimal sets of facts in which pieces with different results differ.
fn needed(
    checking: &Checking,
    unknown: &[Unknown],
    pieces: &[(Part, Claims)],
) -> BTreeSet<Option<FactId>> {
    // pieces that hold a fact to the same values are alike in it
    let alike: Vec<(Vec<usize>, Vec<Vec<bool>>)> = unknown
        .iter()
        .map(|fact| {
            let mut kinds: Vec<(Vec<&Spans>, &Part)> = Vec::new();
            let numbers = pieces.iter().map(|(part, _)| {
                let cells: Vec<&Spans> = fact.seats.iter().map(|seat| part.cell(*seat)).collect();
                let known = kinds.iter().position(|(kind, _)| *kind == cells);
                known.unwrap_or_else(|| {
                    kinds.push((cells, part));
                    kinds.len() - 1
                })
            });
            let numbers: Vec<usize> = numbers.collect();
            let common = |one: &Part| -> Vec<bool> {
                let others = kinds.iter();
                others
                    .map(|(_, other)| in_common(checking, fact, one, other))
                    .collect()
            };
            let common = kinds.iter().map(|(_, part)| common(part)).collect();
            (numbers, common)
        })
        .collect();
    let mut edges: Vec<BTreeSet<usize>> = Vec::new();
    for (one, (_, result)) in pieces.iter().enumerate() {
        for (other, (_, another)) in pieces.iter().enumerate().skip(one + 1) {
            if result == another {
                continue;
            }
            let facts = alike.iter().enumerate();
            let apart = facts.filter(|(_, (kind, common))| !common[kind[one]][kind[other]]);
            let edge: BTreeSet<usize> = apart.map(|(fact, _)| fact).collect();
            if !edges.iter().any(|known| known.is_subset(&edge)) {
                edges.retain(|known| !edge.is_subset(known));
                edges.push(edge);
            }
        }
    }
    edges
        .into_iter()
        .flatten()
        .map(|fact| unknown[fact].fact)
        .collect()
}

/// Whether two pieces have some value of a fact in common.
fn in_common(checking: &Checking, fact: &Unknown, one: &Part, other: &Part) -> bool {
    let apart = |seat: &usize| one.cell(*seat).is_disjoint(other.cell(*seat));
    if fact.seats.iter().any(apart) {
        return false;
    }
    let mut both = Part::whole(checking.engine.reading);
    let mut seats = fact.seats.iter();
    seats.all(|seat| both.narrow(*seat, &one.cell(*seat).and(other.cell(*seat))))
}

/// The values that a fact known in part may have.
fn among(checking: &Checking, one: &Unknown, pieces: &[(Part, Claims)]) -> Vec<i128> {
    let Some(fact) = one.fact else {
        return Vec::new();
    };
    let Knows::OneOf(leaves) = &checking.affair.facts[fact.index()] else {
        return Vec::new();
    };
    let may = |leaf: &i128| {
        let leaf = Spans::one(*leaf);
        pieces.iter().any(|(part, _)| {
            let mut seats = one.seats.iter();
            seats.all(|seat| leaf.is_subset(part.cell(*seat)))
        })
    };
    leaves
        .iter()
        .map(|leaf| i128::from(*leaf))
        .filter(may)
        .collect()
}

/// How many outcomes a fact leaves in the worst case, once it is known.
fn left(checking: &Checking, fact: &Unknown, pieces: &[(Part, Claims)]) -> Result<usize, TooHard> {
    let mut tried = Tried {
        // where all pieces are alike it makes no difference
        seats: fact
            .seats
            .iter()
            .copied()
            .filter(|seat| differ(*seat, pieces))
            .collect(),
        count: 0,
        worst: 0,
    };
    let all: Vec<&(Part, Claims)> = pieces.iter().collect();
    tried.values(&mut Part::whole(checking.engine.reading), 0, &all)?;
    Ok(tried.worst)
}

fn differ(seat: usize, pieces: &[(Part, Claims)]) -> bool {
    let mut cells = pieces.iter().map(|(part, _)| part.cell(seat));
    let first = cells.next();
    cells.any(|cell| Some(cell) != first)
}

/// Values of a fact, tried one after another.
struct Tried {
    seats: Vec<usize>,
    count: usize,
    worst: usize,
}

impl Tried {
    /// Tries every value of the coordinates from one on; `pieces` are those that hold what is chosen.
    fn values(
        &mut self,
        chosen: &mut Part,
        at: usize,
        pieces: &[&(Part, Claims)],
    ) -> Result<(), TooHard> {
        let Some(&seat) = self.seats.get(at) else {
            self.count += 1;
            let results: BTreeSet<&Claims> = pieces.iter().map(|(_, claims)| claims).collect();
            self.worst = self.worst.max(results.len());
            return match self.count > MOST_VALUES {
                true => Err(TooHard),
                false => Ok(()),
            };
        };
        // the values at which some piece begins, or ends, stand for all
        let mut marks = BTreeSet::new();
        for (part, _) in pieces {
            for ((from, _), (to, _)) in part.cell(seat).stretches() {
                marks.extend([from.to_integer(), to.to_integer()]);
            }
        }
        for mark in marks {
            let one = Spans::one(mark);
            let holding = pieces
                .iter()
                .filter(|(part, _)| one.is_subset(part.cell(seat)));
            let holding: Vec<&(Part, Claims)> = holding.copied().collect();
            let before = chosen.mark();
            if !holding.is_empty() && chosen.narrow(seat, &one) {
                self.values(chosen, at + 1, &holding)?;
            }
            chosen.back(before);
        }
        Ok(())
    }
}
