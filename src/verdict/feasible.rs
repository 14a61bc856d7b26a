//! Whether numbers, dates and durations exist that put expressions into given classes.
//!
//! In: variables with ranges of ordinals, and expressions over them with the classes allowed. Out:
//! such values, no, or not known within the steps allowed. Branch and prune: bounds of every expression over
//! a box of ordinals rule boxes out; corners and middles of boxes are tried exactly; else the widest
//! range that some expression still turns on is cut in two. Exact values decide, so a yes is a real
//! affair.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use num_rational::Ratio;

use crate::model::{Expr, Model};
use crate::table::arithmetic::{Number, Operand, bounds, value};
use crate::table::disjoin::unit_of;
use crate::table::{ClassSet, Column, FactKey};

/// Boxes looked at before giving up.
const MOST_BOXES: u32 = 4_000;

/// A question of existence.
#[derive(Debug, Clone, Default)]
pub struct Problem<'a> {
    /// The ordinals each variable may have, as ranges.
    pub variables: Vec<Vec<(i128, i128)>>,
    /// What must hold.
    pub constraints: Vec<Constraint<'a>>,
}

/// An expression must fall into one of these classes.
#[derive(Debug, Clone)]
pub struct Constraint<'a> {
    /// The expression.
    pub expr: &'a Expr,
    /// Its column.
    pub column: &'a Column,
    /// The classes allowed.
    pub allowed: ClassSet,
    /// Which variable each fact is.
    pub variables: Vec<(FactKey, usize)>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These ordinals, one a variable.
    Yes(Vec<i128>),
    /// There are none.
    No,
    /// Not found out.
    Unknown,
}

type Box = Vec<(i128, i128)>;

/// Answers a question, part by part: constraints that share no variable do not concern each other.
pub fn solve(model: &Model, problem: &Problem) -> Answer {
    if problem.variables.iter().any(Vec::is_empty) {
        return Answer::No;
    }
    let mut point = vec![0; problem.variables.len()];
    let mut unknown = false;
    for (members, part) in parts(problem) {
        match search(model, &part) {
            Answer::No => return Answer::No,
            Answer::Unknown => unknown = true,
            Answer::Yes(values) => members
                .into_iter()
                .zip(values)
                .for_each(|(variable, value)| point[variable] = value),
        }
    }
    if unknown {
        Answer::Unknown
    } else {
        Answer::Yes(point)
    }
}

/// The problem's connected parts, each with the variables of the problem that are its own.
fn parts<'a>(problem: &Problem<'a>) -> Vec<(Vec<usize>, Problem<'a>)> {
    let mut group: Vec<usize> = (0..problem.variables.len()).collect();
    for constraint in &problem.constraints {
        for pair in constraint.variables.windows(2) {
            let (from, to) = (group[pair[0].1], group[pair[1].1]);
            group
                .iter_mut()
                .filter(|of| **of == from)
                .for_each(|of| *of = to);
        }
    }
    let mut numbers = group.clone();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| {
            let members: Vec<usize> = (0..group.len())
                .filter(|&variable| group[variable] == number)
                .collect();
            let own = |constraint: &&Constraint<'a>| {
                constraint
                    .variables
                    .iter()
                    .any(|(_, variable)| group[*variable] == number)
            };
            let place = |variable: usize| {
                members
                    .binary_search(&variable)
                    .expect("a constraint's variables are in one part")
            };
            let part = Problem {
                variables: members
                    .iter()
                    .map(|&variable| problem.variables[variable].clone())
                    .collect(),
                constraints: problem
                    .constraints
                    .iter()
                    .filter(own)
                    .map(|constraint| Constraint {
                        variables: constraint
                            .variables
                            .iter()
                            .map(|&(fact, variable)| (fact, place(variable)))
                            .collect(),
                        ..constraint.clone()
                    })
                    .collect(),
            };
            (members, part)
        })
        .collect()
}

fn search(model: &Model, problem: &Problem) -> Answer {
    let hull = problem
        .variables
        .iter()
        .map(|ranges| (ranges[0].0, ranges[ranges.len() - 1].1))
        .collect();
    let mut open: Vec<Box> = vec![hull];
    let mut boxes = 0;
    while let Some(mut at) = open.pop() {
        boxes += 1;
        if boxes > MOST_BOXES {
            return Answer::Unknown;
        }
        if !shrink(problem, &mut at)
            || !problem
                .constraints
                .iter()
                .all(|constraint| may_hold(model, constraint, &at))
        {
            continue;
        }
        if let Some(point) = samples(&at).find(|point| is_solution(model, problem, point)) {
            return Answer::Yes(point);
        }
        // a wide range that nothing turns on any more would be cut for ever
        let turned_on: BTreeSet<usize> = problem
            .constraints
            .iter()
            .filter(|constraint| !must_hold(model, constraint, &at))
            .flat_map(|constraint| constraint.variables.iter().map(|(_, variable)| *variable))
            .collect();
        let Some(widest) = turned_on
            .into_iter()
            .max_by_key(|&v| (at[v].1 - at[v].0, Reverse(v)))
            .filter(|&v| at[v].0 < at[v].1)
        else {
            continue;
        };
        let (low, high) = at[widest];
        let middle = low + (high - low) / 2;
        for half in [(middle + 1, high), (low, middle)] {
            let mut part = at.clone();
            part[widest] = half;
            open.push(part);
        }
    }
    Answer::No
}

/// Narrows a box to the ranges of its variables; false if one is left with nothing.
fn shrink(problem: &Problem, at: &mut Box) -> bool {
    at.iter_mut()
        .zip(&problem.variables)
        .all(|(range, allowed)| {
            let low = allowed
                .iter()
                .find(|a| a.1 >= range.0)
                .map(|a| a.0.max(range.0));
            let high = allowed
                .iter()
                .rev()
                .find(|a| a.0 <= range.1)
                .map(|a| a.1.min(range.1));
            match (low, high) {
                (Some(low), Some(high)) if low <= high => {
                    *range = (low, high);
                    true
                }
                _ => false,
            }
        })
}

fn may_hold(model: &Model, constraint: &Constraint, at: &Box) -> bool {
    classes(model, constraint, at).is_none_or(|classes| !constraint.allowed.is_disjoint(&classes))
}

fn must_hold(model: &Model, constraint: &Constraint, at: &Box) -> bool {
    classes(model, constraint, at).is_some_and(|classes| classes.is_subset(&constraint.allowed))
}

/// The classes an expression may fall into over a box, if it can be bounded.
fn classes(model: &Model, constraint: &Constraint, at: &Box) -> Option<ClassSet> {
    let range = |operand: Operand| {
        let (variable, unit) = variable(model, constraint, operand)?;
        Some((
            Ratio::new(at[variable].0, unit),
            Ratio::new(at[variable].1, unit),
        ))
    };
    let (low, high) = bounds(constraint.expr, &range)?;
    let class = |bound| constraint.column.class_of_ratio(bound);
    Some(ClassSet::range(class(low), class(high)))
}

fn is_solution(model: &Model, problem: &Problem, point: &[i128]) -> bool {
    let inside = point
        .iter()
        .zip(&problem.variables)
        .all(|(at, allowed)| allowed.iter().any(|range| range.0 <= *at && *at <= range.1));
    inside
        && problem.constraints.iter().all(|constraint| {
            let exact = |operand: Operand| -> Option<Number> {
                let (variable, unit) = variable(model, constraint, operand)?;
                Some(Ratio::new(point[variable], unit))
            };
            value(constraint.expr, &exact).is_some_and(|value| {
                constraint
                    .allowed
                    .contains(constraint.column.class_of_ratio(value))
            })
        })
}

fn variable(model: &Model, constraint: &Constraint, operand: Operand) -> Option<(usize, i128)> {
    let Operand::Fact(fact) = operand else {
        return None;
    };
    let variable = constraint.variables.iter().find(|(of, _)| *of == fact)?.1;
    let unit = match fact {
        FactKey::AsOf => 1,
        FactKey::Fact(fact) => unit_of(&model.facts[fact.index()].ty),
    };
    Some((variable, unit))
}

/// The corners (up to 64) and the middle of a box.
fn samples(at: &Box) -> impl Iterator<Item = Vec<i128>> + '_ {
    let corners = 0..1_u32 << at.len().min(6);
    let corner = |bits: u32| {
        at.iter()
            .enumerate()
            .map(|(v, range)| {
                if bits >> v.min(31) & 1 == 0 {
                    range.0
                } else {
                    range.1
                }
            })
            .collect()
    };
    let middle = at
        .iter()
        .map(|range| range.0 + (range.1 - range.0) / 2)
        .collect();
    corners.map(corner).chain(std::iter::once(middle))
}
