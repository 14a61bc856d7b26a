//! What an undetermined decision turns on.
//!
//! In: disjoint boxes with their results. Out: the union of the minimal sets of unknown facts such
//! that completions agreeing on the set have the same result, most telling first.
//!
//! A set of facts suffices if and only if it meets, for every two completions with different
//! results, the set of facts they differ in. The minimal sets that meet every edge of a hypergraph
//! have the same union as its minimal edges (Berge, *Hypergraphs*, 1989, ch. 2), so it is enough to
//! find the minimal difference sets of pairs of boxes. Without `impossible` combinations these are
//! single facts.

use std::collections::BTreeMap;

use super::explore::{Ground, Leaf, Steps, constraint};
use super::feasible::{Answer, Problem, solve};
use super::outcome::Result as Outcome;
use super::space::{Space, ordinals};
use crate::table::{ClassSet, FactKey};

/// The facts needed, most telling first, each with how many results can still be possible once it is
/// known. Sets `steps.unsure` where the search was cut off: then the answer may name facts that do not
/// matter.
pub fn needs(
    ground: Ground,
    root: &Space,
    leaves: &[Leaf],
    steps: &mut Steps,
) -> Vec<(FactKey, usize)> {
    let unknown = unknown(ground, root, leaves);
    let needed: Vec<FactKey> = match unknown.as_slice() {
        // completions with different results differ in something, and this is all there is
        [only] => vec![*only],
        _ => {
            let edges = minimal_edges(ground, &unknown, leaves, steps);
            unknown
                .iter()
                .enumerate()
                .filter(|(at, _)| edges.iter().any(|edge| edge >> at & 1 == 1))
                .map(|(_, fact)| *fact)
                .collect()
        }
    };
    let mut ranked: Vec<(usize, String, FactKey)> = needed
        .into_iter()
        .map(|fact| {
            (
                left_in_the_worst_case(ground, fact, leaves, steps),
                name(ground, fact),
                fact,
            )
        })
        .collect();
    ranked.sort_unstable();
    ranked
        .into_iter()
        .map(|(left, _, fact)| (fact, left))
        .collect()
}

/// A fact's name, `as_of` for the date.
fn name(ground: Ground, fact: FactKey) -> String {
    match fact {
        FactKey::AsOf => "as_of".to_owned(),
        FactKey::Fact(fact) => ground.model.facts[fact.index()].name.clone(),
    }
}

/// Facts that some box restricts.
fn unknown(ground: Ground, root: &Space, leaves: &[Leaf]) -> Vec<FactKey> {
    let table = ground.table;
    let mut facts: Vec<FactKey> = table
        .fact_columns
        .iter()
        .filter(|(_, columns)| {
            columns.iter().any(|&c| {
                leaves
                    .iter()
                    .any(|leaf| leaf.space.cells[c as usize] != root.cells[c as usize])
            })
        })
        .map(|(fact, _)| *fact)
        .collect();
    for (number, of) in &table.expressions {
        if leaves
            .iter()
            .any(|leaf| leaf.space.cells[*number as usize] != root.cells[*number as usize])
        {
            facts.extend(of.iter().filter(|fact| !root.exact.contains_key(fact)));
        }
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The minimal sets of facts in which two completions with different results can differ, as bits.
fn minimal_edges(
    ground: Ground,
    unknown: &[FactKey],
    leaves: &[Leaf],
    steps: &mut Steps,
) -> Vec<u128> {
    let everything = if unknown.len() >= 128 {
        u128::MAX
    } else {
        (1 << unknown.len()) - 1
    };
    if unknown.len() > 128 {
        steps.unsure = true;
        return vec![everything];
    }
    let mut edges: Vec<u128> = Vec::new();
    let (mut alone, mut perhaps): (u128, u128) = (0, 0);
    for (number, a) in leaves.iter().enumerate() {
        for b in &leaves[number + 1..] {
            if a.settled.result == b.settled.result {
                continue;
            }
            steps.taken += 1 + unknown.len() as u64;
            if steps.taken > steps.limit {
                steps.unsure = true;
                return vec![everything];
            }
            let (minimal, unsure) = differences(ground, unknown, a, b);
            perhaps |= unsure;
            for edge in minimal {
                if !edges.iter().any(|known| known & edge == *known) {
                    edges.retain(|known| known & edge != edge);
                    edges.push(edge);
                    if edge.is_power_of_two() {
                        alone |= edge;
                    }
                }
            }
            if alone == everything {
                return edges;
            }
        }
    }
    // what could not be found out is named too, and replaces nothing that was
    if perhaps != 0 {
        steps.unsure = true;
        edges.push(perhaps);
    }
    edges
}

/// The minimal sets of facts in which a point of one box must differ from some point of another, and
/// all the facts of sets of which that could not be found out.
fn differences(ground: Ground, unknown: &[FactKey], a: &Leaf, b: &Leaf) -> (Vec<u128>, u128) {
    let apart = unknown
        .iter()
        .enumerate()
        .filter(|(_, fact)| !agree(ground, **fact, &[a, b]))
        .fold(0_u128, |bits, (at, _)| bits | 1 << at);
    let joined: Vec<usize> = (0..unknown.len())
        .filter(|at| {
            apart >> at & 1 == 0
                && ground.table.expressions.iter().any(|(number, facts)| {
                    facts.contains(&unknown[*at])
                        && [a, b]
                            .iter()
                            .any(|leaf| is_restricted(ground, leaf, *number))
                })
        })
        .collect();
    let mut minimal: Vec<u128> = Vec::new();
    let mut perhaps: u128 = 0;
    // sets by size: the first that works are minimal
    let mut choices: Vec<u32> = (0..1_u32 << joined.len().min(12)).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices {
        let set = joined
            .iter()
            .enumerate()
            .filter(|(bit, _)| choice >> bit & 1 == 1)
            .fold(apart, |set, (_, at)| set | 1 << at);
        if minimal.iter().any(|known| known & set == *known) {
            continue;
        }
        let shared = |fact: FactKey| {
            !unknown
                .iter()
                .enumerate()
                .any(|(at, of)| *of == fact && set >> at & 1 == 1)
        };
        match together(ground, &[a, b], shared) {
            Answer::No => {}
            Answer::Yes(_) => minimal.push(set),
            // a larger set may still be shown to work
            Answer::Unknown => perhaps |= set,
        }
    }
    (minimal, perhaps)
}

/// Whether some value of a fact lies in all boxes, expressions aside.
fn agree(ground: Ground, fact: FactKey, leaves: &[&Leaf]) -> bool {
    let columns = ground
        .table
        .fact_columns
        .get(&fact)
        .map_or(&[][..], Vec::as_slice);
    let mut common: Vec<(u32, ClassSet)> = Vec::with_capacity(columns.len());
    for &column in columns {
        let mut cell = leaves[0].space.cells[column as usize].clone();
        for leaf in &leaves[1..] {
            cell = cell.and(&leaf.space.cells[column as usize]);
        }
        if cell.is_empty() {
            return false;
        }
        common.push((column, cell));
    }
    match fact {
        FactKey::Fact(text) if common.len() > 1 => {
            let mut cells = leaves[0].space.cells.clone();
            for (column, cell) in common {
                cells[column as usize] = cell;
            }
            ground.table.texts.close_fact(text, &mut cells)
        }
        _ => true,
    }
}

fn is_restricted(ground: Ground, leaf: &Leaf, number: u32) -> bool {
    leaf.space.cells[number as usize].len() < u64::from(ground.table.columns[number as usize].size)
}

/// Whether points of all boxes exist that agree on the shared facts, as far as expressions go.
fn together(ground: Ground, leaves: &[&Leaf], shared: impl Fn(FactKey) -> bool) -> Answer {
    if apart_in_an_expression(ground, leaves, &shared) {
        return Answer::No;
    }
    let mut problem = Problem::default();
    let mut variables: BTreeMap<(FactKey, usize), usize> = BTreeMap::new();
    for (number, leaf) in leaves.iter().enumerate() {
        for (column, facts) in ground
            .table
            .expressions
            .iter()
            .filter(|(column, _)| is_restricted(ground, leaf, *column))
        {
            let constraint = constraint(
                ground,
                *column,
                facts,
                &leaf.space.cells[*column as usize],
                |fact| {
                    let owner = if shared(fact) { 0 } else { number + 1 };
                    *variables.entry((fact, owner)).or_insert_with(|| {
                        let of =
                            |leaf: &Leaf| ordinals(ground.model, ground.table, &leaf.space, fact);
                        let ranges = match owner {
                            0 => leaves
                                .iter()
                                .map(|leaf| of(leaf))
                                .reduce(|a, b| common_ranges(&a, &b))
                                .unwrap_or_default(),
                            _ => of(leaf),
                        };
                        problem.variables.push(ranges);
                        problem.variables.len() - 1
                    })
                },
            );
            problem.constraints.push(constraint);
        }
    }
    if problem.constraints.is_empty() {
        Answer::Yes(Vec::new())
    } else {
        solve(ground.model, &problem)
    }
}

/// Whether boxes ask different values of one expression, all of whose facts are shared or known: then
/// no search is needed.
fn apart_in_an_expression(
    ground: Ground,
    leaves: &[&Leaf],
    shared: impl Fn(FactKey) -> bool,
) -> bool {
    ground.table.expressions.iter().any(|(column, facts)| {
        let cells = leaves
            .iter()
            .map(|leaf| leaf.space.cells[*column as usize].clone());
        let same = |fact: &FactKey| {
            shared(*fact)
                || leaves
                    .iter()
                    .all(|leaf| leaf.space.exact.contains_key(fact))
        };
        facts.iter().all(same)
            && cells
                .reduce(|a, b| a.and(&b))
                .is_some_and(|common| common.is_empty())
    })
}

fn common_ranges(a: &[(i128, i128)], b: &[(i128, i128)]) -> Vec<(i128, i128)> {
    a.iter()
        .flat_map(|x| b.iter().map(move |y| (x.0.max(y.0), x.1.min(y.1))))
        .filter(|(low, high)| low <= high)
        .collect()
}

/// The most results that can still be possible once a fact is known.
fn left_in_the_worst_case(
    ground: Ground,
    fact: FactKey,
    leaves: &[Leaf],
    steps: &mut Steps,
) -> usize {
    let mut groups: BTreeMap<&Outcome, Vec<&Leaf>> = BTreeMap::new();
    for leaf in leaves {
        groups.entry(&leaf.settled.result).or_default().push(leaf);
    }
    let columns = ground
        .table
        .fact_columns
        .get(&fact)
        .map_or(&[][..], Vec::as_slice);
    let in_expression = ground
        .table
        .expressions
        .iter()
        .any(|(_, facts)| facts.contains(&fact));
    let groups: Vec<Vec<&Leaf>> = groups
        .into_values()
        .map(|mut group| {
            // boxes alike in this fact are alike here
            if !in_expression {
                group.sort_by_cached_key(|leaf| {
                    columns
                        .iter()
                        .map(|&c| leaf.space.cells[c as usize].clone())
                        .collect::<Vec<_>>()
                });
                group.dedup_by(|a, b| {
                    columns
                        .iter()
                        .all(|&c| a.space.cells[c as usize] == b.space.cells[c as usize])
                });
            }
            group
        })
        .collect();
    let mut best = 1;
    most(ground, fact, &groups, &mut Vec::new(), &mut best, steps);
    best
}

fn most<'l>(
    ground: Ground,
    fact: FactKey,
    groups: &[Vec<&'l Leaf>],
    chosen: &mut Vec<&'l Leaf>,
    best: &mut usize,
    steps: &mut Steps,
) {
    *best = chosen.len().max(*best);
    let Some((group, rest)) = groups.split_first() else {
        return;
    };
    if chosen.len() + groups.len() <= *best {
        return;
    }
    for &leaf in group {
        steps.taken += 1;
        if steps.taken > steps.limit {
            // only the order suffers
            return;
        }
        chosen.push(leaf);
        if agree(ground, fact, chosen)
            && together(ground, chosen, |other| other == fact) != Answer::No
        {
            most(ground, fact, rest, chosen, best, steps);
        }
        chosen.pop();
    }
    most(ground, fact, rest, chosen, best, steps);
}
