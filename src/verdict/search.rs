//! Whether some affair of a box comes to a result as wanted.
//!
//! In: a box, and a judge that says of what a decision comes to all over a box whether that is as
//! wanted. Out: a box of affairs that all are, with exact numbers where expressions ask for them; or
//! that there is none. The search is that of `explore`, cut short at the first such box, and at every
//! box that holds none.

use super::evaluate::{Evaluation, Live, World, cover, evaluate, evaluate_alone, evaluate_bits};
use super::explore::{
    Exhausted, Ground, Node, Steps, allowed, column_to_cut, cut, exists, forbidden_column, narrow,
    unsettled,
};
use super::feasible::Answer;
use super::space::Space;
use crate::model::{DecisionId, RuleId};
use crate::table::bitmaps::Bitmaps;
use crate::table::column::index;
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable, Region};

/// What a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Only affairs as wanted.
    All,
    /// None.
    Nothing,
    /// Perhaps some.
    Open,
}

/// Who says what is wanted.
pub trait Judge {
    /// What a box holds, by what the decision comes to all over it in each world. Where nothing is open
    /// it can tell.
    fn judge(&self, worlds: &[World]) -> Judged;
    /// Whether affairs as wanted are to be looked for where this rule of the decision is met.
    fn favours(&self, rule: RuleId) -> bool;
}

/// What is searched.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// What is decided, by what.
    pub ground: Ground<'a>,
    /// The decision.
    pub decision: DecisionId,
    /// Whether one ground alone can apply to it (`defeat::only_ground`): then what a rule surely met
    /// beats is not looked at again.
    pub one_ground: bool,
    /// Its rules as bits, where it reads no other decision; then nobody need say which may be met.
    pub bitmaps: Option<&'a Bitmaps>,
}

/// Looks for an affair as wanted. `live` are the rules that may be met in the box, for each decision
/// of the cone. An answer that could not be made sure of counts as none, and marks the steps.
pub fn search(
    question: Question,
    (space, live): (Space, Live),
    steps: &mut Steps,
    judge: &impl Judge,
) -> Result<Option<Space>, Exhausted> {
    let Question {
        ground, decision, ..
    } = question;
    let table = ground.table;
    let cone = &table.cones[decision.index()];
    let mut stack = vec![Node {
        space,
        live,
        forbidden: (0..index(table.forbidden.len())).collect(),
    }];
    while let Some(mut node) = stack.pop() {
        steps.taken += 1 + node.space.cells.len() as u64;
        if !narrow(ground, &mut node.space) || !allowed(table, &mut node) {
            continue;
        }
        let evaluation = evaluated(question, &mut node, steps)?;
        match judge.judge(&evaluation.worlds) {
            Judged::Nothing => continue,
            Judged::All => {
                if let Some(column) = forbidden_column(table, &node) {
                    cut(table, node, column, &mut stack);
                    continue;
                }
            }
            Judged::Open => {
                if let Some(facet) = facet(table, &evaluation, &node.space.cells, judge) {
                    part(node, &facet, &mut stack);
                } else if let Some(column) = column_to_cut(
                    table,
                    cone,
                    &[cone.len() - 1],
                    &node.space.cells,
                    &evaluation.open,
                ) {
                    if question.bitmaps.is_some() {
                        node.live = evaluation.open;
                    }
                    cut(table, node, column, &mut stack);
                }
                // a box that no open rule cuts is settled, and a judge can tell
                continue;
            }
        }
        match exists(ground, &node.space) {
            (Answer::No, _) => {}
            (Answer::Unknown, _) => steps.unsure = true,
            (Answer::Yes(point), facts) => {
                node.space.exact.extend(facts.into_iter().zip(point));
                return Ok(Some(node.space));
            }
        }
    }
    Ok(None)
}

/// What the decision comes to over a box; rules that cannot be met there any more, or cannot matter, are
/// dropped.
fn evaluated(
    question: Question,
    node: &mut Node,
    steps: &mut Steps,
) -> Result<Evaluation, Exhausted> {
    let Question {
        ground: Ground { model, table },
        decision,
        one_ground,
        bitmaps,
    } = question;
    let cells = &node.space.cells;
    steps.taken += node.live.iter().map(|live| live.len() as u64).sum::<u64>();
    if steps.taken > steps.limit {
        return Err(Exhausted);
    }
    if let Some(bitmaps) = bitmaps {
        let evaluation = evaluate_bits(model, table, decision, cells, bitmaps);
        let left = evaluation.worlds.iter();
        let left = left.map(|world| world.standing.perhaps.len() as u64);
        steps.taken += left.sum::<u64>();
        return if steps.taken > steps.limit {
            Err(Exhausted)
        } else {
            Ok(evaluation)
        };
    }
    if let [live] = node.live.as_mut_slice() {
        let evaluation = evaluate_alone(model, table, decision, cells, live);
        if one_ground {
            let left = evaluation.worlds.first();
            *live = left.map_or_else(Vec::new, |world| world.standing.perhaps.clone());
        }
        return Ok(evaluation);
    }
    for live in &mut node.live {
        live.retain(|rule| cover(table, *rule, cells) != Cover::Nothing);
    }
    let cone = &table.cones[decision.index()];
    let spent = (&mut steps.taken, steps.limit);
    evaluate(model, table, cone, cells, &node.live, spent).ok_or(Exhausted)
}

/// A side of a rule to cut a box along.
struct Facet {
    column: u32,
    classes: ClassSet,
    /// Whether to look first where the rule may be met.
    inside: bool,
}

/// Where to cut: along a side of an open rule that nothing beats yet. Until a favoured rule is met, one
/// that is favoured and lacks least; then one of the others, to be rid of it. Nothing, where only
/// decisions upstream are open.
fn facet(
    table: &DecisionTable,
    evaluation: &Evaluation,
    cells: &[ClassSet],
    judge: &impl Judge,
) -> Option<Facet> {
    let open = evaluation.open.last()?;
    let is_open = |rule: &RuleId| open.binary_search(rule).is_ok();
    let mut standing = evaluation
        .worlds
        .iter()
        .flat_map(|world| &world.standing.perhaps);
    let is_met = standing.any(|rule| judge.favours(*rule) && !is_open(rule));
    let stands = |rule: &&RuleId| {
        let mut worlds = evaluation.worlds.iter();
        worlds.any(|world| world.standing.perhaps.binary_search(rule).is_ok())
    };
    let lacking = |rule: &RuleId| {
        let regions = table.rules[rule.index()].iter();
        regions
            .filter(|region| region.covers(cells) != Cover::Nothing)
            .map(|region| (unsettled(region, cells).count(), region))
            .min_by_key(|(count, _)| *count)
    };
    let mut best: Option<((bool, usize), &Region)> = None;
    for rule in open.iter().filter(stands) {
        let second = judge.favours(*rule) == is_met;
        if best.is_some_and(|((least, _), _)| second && !least) {
            continue;
        }
        let Some((count, region)) = lacking(rule) else {
            continue;
        };
        if best.is_none_or(|(least, _)| (second, count) < least) {
            best = Some(((second, count), region));
        }
        if (second, count) == (false, 1) {
            break;
        }
    }
    let ((second, _), region) = best?;
    let column = unsettled(region, cells).find(|column| {
        !matches!(
            table.columns[*column as usize].key,
            ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_)
        )
    })?;
    Some(Facet {
        column,
        classes: region.cell(column)?.clone(),
        inside: second == is_met,
    })
}

/// Cuts a box in two along a side of a rule.
fn part(mut node: Node, facet: &Facet, stack: &mut Vec<Node>) {
    let at = facet.column as usize;
    let (inside, outside) = (
        node.space.cells[at].and(&facet.classes),
        node.space.cells[at].minus(&facet.classes),
    );
    let (first, last) = if facet.inside {
        (inside, outside)
    } else {
        (outside, inside)
    };
    let mut rest = Node {
        space: node.space.clone(),
        live: node.live.clone(),
        forbidden: node.forbidden.clone(),
    };
    rest.space.cells[at] = last;
    node.space.cells[at] = first;
    stack.push(rest);
    stack.push(node);
}
