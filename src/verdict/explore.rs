//! All completions of an affair, as few boxes as it takes.
//!
//! In: the box of an affair. Out: disjoint boxes that together hold every admissible completion, in
//! each of which a decision has one result. A box is cut along the columns that open rules look at,
//! into the pieces that those rules tell apart, so a fact on which nothing turns is never cut.

use std::collections::BTreeMap;

use super::evaluate::{Live, Settled, cover, evaluate};
use super::feasible::{Answer, Constraint, Problem, solve};
use super::space::{Space, ordinals};
use crate::model::{DecisionId, Model, RuleId};
use crate::table::arithmetic::{Operand, bounds};
use crate::table::column::index;
use crate::table::disjoin::unit_of;
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey, Region};

/// What is decided, by what.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its table.
    pub table: &'a DecisionTable,
}

/// Steps taken, and how many may be: rules looked at and boxes made.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    /// Taken.
    pub taken: u64,
    /// Allowed.
    pub limit: u64,
    /// Whether some answer was not found out exactly.
    pub unsure: bool,
}

/// The search was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted;

/// A box with one result.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The box.
    pub space: Space,
    /// The result.
    pub settled: Settled,
}

/// A box on the way.
pub(super) struct Node {
    /// The box.
    pub(super) space: Space,
    /// Rules that may be met in it.
    pub(super) live: Live,
    /// Forbidden regions that may still meet it.
    pub(super) forbidden: Vec<u32>,
}

/// Visits disjoint boxes that hold every admissible completion, the decision settled in each: cut
/// until `enough` says of the settled that it is, or nothing open is left to cut.
pub fn explore(
    ground: Ground,
    decision: DecisionId,
    space: Space,
    steps: &mut Steps,
    mut enough: impl FnMut(&Settled) -> bool,
    mut visit: impl FnMut(Leaf),
) -> Result<(), Exhausted> {
    let Ground { model, table } = ground;
    let cone = &table.cones[decision.index()];
    let root = Node {
        space,
        live: super::evaluate::all_live(model, cone),
        forbidden: (0..index(table.forbidden.len())).collect(),
    };
    let mut stack = vec![root];
    while let Some(mut node) = stack.pop() {
        steps.taken += 1 + node.space.cells.len() as u64;
        if !narrow(ground, &mut node.space) || !allowed(table, &mut node) {
            continue;
        }
        for live in &mut node.live {
            steps.taken += live
                .iter()
                .map(|rule| table.rules[rule.index()].len() as u64)
                .sum::<u64>();
            live.retain(|rule| cover(table, *rule, &node.space.cells) != Cover::Nothing);
        }
        if steps.taken > steps.limit {
            return Err(Exhausted);
        }
        let evaluation = evaluate(
            model,
            table,
            cone,
            &node.space.cells,
            &node.live,
            (&mut steps.taken, steps.limit),
        )
        .ok_or(Exhausted)?;
        let done = evaluation.settled.as_ref().is_some_and(&mut enough);
        let open = if done {
            None
        } else {
            let upstream = evaluation.settled.iter().flat_map(|it| &it.open);
            let upstream = upstream.filter_map(|decision| cone.binary_search(decision).ok());
            let wanted: Vec<usize> = upstream.chain([cone.len() - 1]).collect();
            column_to_cut(table, cone, &wanted, &node.space.cells, &evaluation.open)
        };
        let Some(column) = open.or_else(|| forbidden_column(table, &node)) else {
            let settled = evaluation
                .settled
                .expect("a box that no open rule cuts is settled");
            match exists(ground, &node.space).0 {
                Answer::No => {}
                answer => {
                    steps.unsure |= answer == Answer::Unknown;
                    visit(Leaf {
                        space: node.space,
                        settled,
                    });
                }
            }
            continue;
        };
        cut(table, node, column, &mut stack);
    }
    Ok(())
}

/// Whether any admissible affair lies in a box.
pub fn admissible(ground: Ground, space: Space, steps: &mut Steps) -> Result<bool, Exhausted> {
    let table = ground.table;
    let mut stack = vec![Node {
        space,
        live: Live::new(),
        forbidden: (0..index(table.forbidden.len())).collect(),
    }];
    while let Some(mut node) = stack.pop() {
        steps.taken += 1;
        if steps.taken > steps.limit {
            return Err(Exhausted);
        }
        if !narrow(ground, &mut node.space) || !allowed(table, &mut node) {
            continue;
        }
        match forbidden_column(table, &node) {
            Some(column) => cut(table, node, column, &mut stack),
            None if exists(ground, &node.space).0 == Answer::No => {}
            None => return Ok(true),
        }
    }
    Ok(false)
}

/// Narrows a box by what texts and expressions allow; false if nothing is left.
pub(crate) fn narrow(ground: Ground, space: &mut Space) -> bool {
    if !ground.table.texts.close(&mut space.cells) {
        return false;
    }
    for (number, facts) in &ground.table.expressions {
        let at = *number as usize;
        let column = &ground.table.columns[at];
        let ColumnKey::Expr(expr) = &column.key else {
            continue;
        };
        let ranges: BTreeMap<FactKey, (i128, i128)> = facts
            .iter()
            .filter_map(|fact| {
                let ranges = ordinals(ground.model, ground.table, space, *fact);
                Some((*fact, (ranges.first()?.0, ranges.last()?.1)))
            })
            .collect();
        let of = |operand: Operand| {
            let Operand::Fact(fact) = operand else {
                return None;
            };
            let (low, high) = ranges.get(&fact)?;
            let unit = unit(ground.model, fact);
            Some((
                num_rational::Ratio::new(*low, unit),
                num_rational::Ratio::new(*high, unit),
            ))
        };
        let Some((low, high)) = bounds(expr, &of) else {
            return false;
        };
        let reach = ClassSet::range(column.class_of_ratio(low), column.class_of_ratio(high));
        space.cells[at] = space.cells[at].and(&reach);
        if space.cells[at].is_empty() {
            return false;
        }
    }
    true
}

/// How many ordinals one unit of a fact has.
pub fn unit(model: &Model, fact: FactKey) -> i128 {
    match fact {
        FactKey::AsOf => 1,
        FactKey::Fact(fact) => unit_of(&model.facts[fact.index()].ty),
    }
}

/// Drops forbidden regions that miss the box; false if one takes all of it.
pub(super) fn allowed(table: &DecisionTable, node: &mut Node) -> bool {
    let mut inside = false;
    node.forbidden.retain(|number| {
        let cover = table.forbidden[*number as usize]
            .1
            .covers(&node.space.cells);
        inside |= cover == Cover::All;
        cover == Cover::Part
    });
    !inside
}

pub(super) fn forbidden_column(table: &DecisionTable, node: &Node) -> Option<u32> {
    let region = &table.forbidden[*node.forbidden.first()? as usize].1;
    unsettled(region, &node.space.cells).next()
}

/// Columns of a region on which a box is partly in and partly out.
pub(super) fn unsettled<'a>(
    region: &'a Region,
    cells: &'a [ClassSet],
) -> impl Iterator<Item = u32> + 'a {
    region
        .cells()
        .iter()
        .filter(|(column, classes)| !cells[*column as usize].is_subset(classes))
        .map(|(column, _)| *column)
}

/// The column most open rules look at, among those that can change the decisions at these positions
/// of the cone; first of equals.
pub(super) fn column_to_cut(
    table: &DecisionTable,
    cone: &[DecisionId],
    wanted: &[usize],
    cells: &[ClassSet],
    open: &[Vec<RuleId>],
) -> Option<u32> {
    let mut relevant = vec![false; cone.len()];
    wanted
        .iter()
        .for_each(|&position| relevant[position] = true);
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for position in (0..cone.len())
        .rev()
        .filter(|&position| !open[position].is_empty())
    {
        if !relevant[position] {
            continue;
        }
        for rule in &open[position] {
            let regions = table.rules[rule.index()]
                .iter()
                .filter(|region| region.covers(cells) != Cover::Nothing);
            for column in regions.flat_map(|region| unsettled(region, cells)) {
                match table.columns[column as usize].key {
                    ColumnKey::Outcome(decision) | ColumnKey::Collected(decision, _) => {
                        if let Ok(upstream) = cone.binary_search(&decision) {
                            relevant[upstream] = true;
                        }
                    }
                    _ => *counts.entry(column).or_default() += 1,
                }
            }
        }
    }
    counts
        .into_iter()
        .max_by_key(|(column, count)| (*count, std::cmp::Reverse(*column)))
        .map(|(column, _)| column)
}

/// Cuts a box along a column into the pieces that its rules tell apart.
pub(super) fn cut(table: &DecisionTable, node: Node, column: u32, stack: &mut Vec<Node>) {
    let at = column as usize;
    let cell = &node.space.cells[at];
    let regions = |rule: &RuleId| table.rules[rule.index()].iter();
    let looked_at = node.live.iter().flatten().flat_map(regions).chain(
        node.forbidden
            .iter()
            .map(|number| &table.forbidden[*number as usize].1),
    );
    let pieces = pieces(cell, looked_at.filter_map(|region| region.cell(column)));

    let mut live: Vec<Live> = vec![vec![Vec::new(); node.live.len()]; pieces.len()];
    let owner = Owners::new(&pieces);
    for (position, rules) in node.live.iter().enumerate() {
        for rule in rules {
            let mut hit = Vec::new();
            for region in &table.rules[rule.index()] {
                match region.cell(column) {
                    Some(classes) => owner.of(classes, &mut hit),
                    None => {
                        hit = (0..pieces.len()).collect();
                        break;
                    }
                }
            }
            hit.sort_unstable();
            hit.dedup();
            for piece in hit {
                live[piece][position].push(*rule);
            }
        }
    }
    for (piece, live) in pieces.into_iter().zip(live).rev() {
        let mut space = node.space.clone();
        space.cells[at] = piece;
        stack.push(Node {
            space,
            live,
            forbidden: node.forbidden.clone(),
        });
    }
}

/// The pieces of a cell that no set of `sets` tells apart inside.
fn pieces<'a>(cell: &ClassSet, sets: impl Iterator<Item = &'a ClassSet>) -> Vec<ClassSet> {
    // every border toggles a number drawn for its set; equal totals mean the same sets
    let mut borders: BTreeMap<u32, u64> = BTreeMap::new();
    for (number, set) in (1_u64..).zip(sets) {
        let token = mixed(number);
        for &(low, high) in set.ranges() {
            *borders.entry(low).or_default() ^= token;
            *borders.entry(high + 1).or_default() ^= token;
        }
    }
    let mut groups: BTreeMap<(u32, u64), Vec<(u32, u32)>> = BTreeMap::new();
    let mut first_of: BTreeMap<u64, u32> = BTreeMap::new();
    let mut borders = borders.into_iter().peekable();
    let mut total = 0;
    for &(low, high) in cell.ranges() {
        let mut from = low;
        while from <= high {
            while let Some((_, token)) = borders.next_if(|(at, _)| *at <= from) {
                total ^= token;
            }
            let to = borders.peek().map_or(high, |(at, _)| high.min(at - 1));
            let first = *first_of.entry(total).or_insert(from);
            groups.entry((first, total)).or_default().push((from, to));
            from = to + 1;
        }
    }
    groups.into_values().map(ClassSet::from_ranges).collect()
}

/// `SplitMix64`: distinct, well-spread numbers for small counts.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Which pieces a set of classes touches.
struct Owners(Vec<(u32, u32, usize)>);

impl Owners {
    fn new(pieces: &[ClassSet]) -> Self {
        let mut ranges: Vec<(u32, u32, usize)> = pieces
            .iter()
            .enumerate()
            .flat_map(|(piece, classes)| {
                classes
                    .ranges()
                    .iter()
                    .map(move |&(low, high)| (low, high, piece))
            })
            .collect();
        ranges.sort_unstable();
        Self(ranges)
    }

    fn of(&self, classes: &ClassSet, hit: &mut Vec<usize>) {
        for &(low, high) in classes.ranges() {
            let first = self.0.partition_point(|range| range.1 < low);
            hit.extend(
                self.0[first..]
                    .iter()
                    .take_while(|range| range.0 <= high)
                    .map(|range| range.2),
            );
        }
    }
}

/// Whether numbers exist for the expressions of a box, and whose they are.
pub(super) fn exists(ground: Ground, space: &Space) -> (Answer, Vec<FactKey>) {
    let restricted = |number: u32| {
        space.cells[number as usize].len() < u64::from(ground.table.columns[number as usize].size)
    };
    let open = |fact: &FactKey| !space.exact.contains_key(fact);
    let mut problem = Problem::default();
    let mut variables = BTreeMap::new();
    for (number, facts) in &ground.table.expressions {
        if restricted(*number) && facts.iter().any(open) {
            problem.constraints.push(constraint(
                ground,
                *number,
                facts,
                &space.cells[*number as usize],
                |fact| {
                    *variables.entry(fact).or_insert_with(|| {
                        problem
                            .variables
                            .push(ordinals(ground.model, ground.table, space, fact));
                        problem.variables.len() - 1
                    })
                },
            ));
        }
    }
    let answer = if problem.constraints.is_empty() {
        Answer::Yes(Vec::new())
    } else {
        solve(ground.model, &problem)
    };
    let mut facts: Vec<(usize, FactKey)> =
        variables.into_iter().map(|(fact, at)| (at, fact)).collect();
    facts.sort_unstable();
    (answer, facts.into_iter().map(|(_, fact)| fact).collect())
}

/// The constraint that an expression column lies in some classes.
pub fn constraint<'a>(
    ground: Ground<'a>,
    number: u32,
    facts: &[FactKey],
    allowed: &ClassSet,
    mut variable: impl FnMut(FactKey) -> usize,
) -> Constraint<'a> {
    let column = &ground.table.columns[number as usize];
    let ColumnKey::Expr(expr) = &column.key else {
        unreachable!("expression columns hold expressions")
    };
    Constraint {
        expr,
        column,
        allowed: allowed.clone(),
        variables: facts.iter().map(|fact| (*fact, variable(*fact))).collect(),
    }
}
