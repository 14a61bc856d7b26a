//! Certificates: a claim about all affairs as a tree of cuts that a second program can check.
//!
//! In: a decision, and what is claimed of it. Out: cuts of the space of situations such that in every
//! part the rules, read with bounds, show the claim or show that no situation lies there; or that
//! no such tree was found. The checker (`verify`) reads the rules itself; all that is handed to it
//! is where to look.

use std::collections::BTreeMap;

use crate::model::{DecisionId, RuleId};
use crate::table::column::index;
use crate::table::cover::{Counts, Cut, Cuts};
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, Region};
use crate::verdict::defeat::{Standing, defeat};
use crate::verdict::evaluate::{candidates, cover, fill, met, result};
use crate::verdict::explore::{Ground, narrow};
use crate::verdict::outcome::{Result as Outcome, Value};
use crate::verdict::space::Space;

use super::setting::Setting;

/// What is claimed of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// It has a value in every situation.
    Complete,
    /// In no situation do rules that are left disagree.
    Agreed,
}

/// Why there is no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// Some part could not be settled by cutting.
    Stuck,
    /// The budget was spent.
    Spent,
}

/// A part still to be settled.
struct Part {
    cells: Vec<ClassSet>,
    /// For each decision of the cone, its rules that may be met.
    live: Vec<Vec<RuleId>>,
    node: u32,
}

/// The cuts that prove a claim.
pub(super) fn prove(setting: &Setting, decision: DecisionId, goal: Goal) -> Result<Cuts, Failed> {
    let trivial = match goal {
        Goal::Complete => !super::gap::may_be(setting, decision),
        Goal::Agreed => setting.model.decisions[decision.index()].collect.is_some(),
    };
    if trivial {
        return Ok(Cuts(vec![None]));
    }
    let prover = Prover {
        setting,
        cone: &setting.table.cones[decision.index()],
        decision,
        goal,
    };
    let mut nodes: Vec<Option<Cut>> = vec![None];
    let mut counts = Counts::default();
    let mut stack = vec![Part {
        cells: prover.whole(),
        live: crate::verdict::evaluate::all_live(setting.model, prover.cone),
        node: 0,
    }];
    let mut pieces = 0_u64;
    while let Some(mut part) = stack.pop() {
        pieces += 1;
        if pieces > setting.options.steps
            || (pieces.is_multiple_of(256) && (setting.options.stop)())
        {
            return Err(Failed::Spent);
        }
        for rules in &mut part.live {
            rules.retain(|rule| cover(setting.table, *rule, &part.cells) != Cover::Nothing);
        }
        let Some((column, at)) = prover.settle(&part, &mut counts)? else {
            continue;
        };
        let below = index(nodes.len());
        nodes[part.node as usize] = Some(Cut { column, at, below });
        nodes.extend([None, None]);
        let cell = &part.cells[column as usize];
        let halves = [
            cell.minus(&ClassSet::range(at, u32::MAX - 1)),
            cell.and(&ClassSet::range(at, u32::MAX - 1)),
        ];
        for (number, half) in (0..).zip(halves) {
            let mut cells = part.cells.clone();
            cells[column as usize] = half;
            stack.push(Part {
                cells,
                live: part.live.clone(),
                node: below + number,
            });
        }
    }
    Ok(Cuts(nodes))
}

struct Prover<'a> {
    setting: &'a Setting<'a>,
    cone: &'a [DecisionId],
    decision: DecisionId,
    goal: Goal,
}

impl Prover<'_> {
    /// Every situation, whatever was found out before: the checker does not know it.
    fn whole(&self) -> Vec<ClassSet> {
        let columns = self.setting.table.columns.iter().zip(&self.setting.whole);
        columns
            .map(|(column, cell)| match column.key {
                ColumnKey::Outcome(_) => ClassSet::full(column.size),
                _ => cell.clone(),
            })
            .collect()
    }

    /// The cut that a part needs; none if it is settled.
    fn settle(&self, part: &Part, counts: &mut Counts) -> Result<Option<(u32, u32)>, Failed> {
        let Setting { model, table, .. } = *self.setting;
        let mut space = Space::of(model, part.cells.clone());
        let empty = space.cells.iter().any(ClassSet::is_empty);
        if empty || !narrow(Ground { model, table }, &mut space) {
            return Ok(None);
        }
        let mut cells = space.cells;
        let inside = |(_, region): &&(usize, Region)| region.covers(&cells) == Cover::All;
        if table.forbidden.iter().any(|it| inside(&it)) {
            return Ok(None);
        }
        // upstream first, held to what the part says of it
        let mut restricted = Vec::new();
        for (position, &decision) in self.cone.iter().enumerate() {
            if decision == self.decision {
                break;
            }
            let met = met(table, &part.live[position], &cells, &mut Vec::new());
            let standing = defeat(self.setting.relations(), decision, met);
            let values = claims(self.setting, decision, &standing);
            let before = cells.clone();
            fill(model, table, decision, values.as_deref(), &mut cells);
            for (at, column) in table.columns.iter().enumerate() {
                let of_it = matches!(column.key, ColumnKey::Outcome(of) | ColumnKey::Collected(of, _) if of == decision);
                if of_it {
                    cells[at] = cells[at].and(&before[at]);
                    if cells[at].is_empty() {
                        return Ok(None);
                    }
                    if part.cells[at].len() < u64::from(column.size) {
                        restricted.push(position);
                    }
                }
            }
        }
        let own = part.live.last().expect("a decision is in its own cone");
        let mut open = Vec::new();
        let met = met(table, own, &cells, &mut open);
        if self.satisfied(met) {
            return Ok(None);
        }
        let regions = |rule: &RuleId| table.rules[rule.index()].iter();
        let own_cut = best(counts, &part.cells, open.iter().flat_map(regions), &cells);
        if own_cut.is_some() {
            return Ok(own_cut);
        }
        // no rule is in question: the part must be shown to be empty
        let forbidden = table.forbidden.iter().map(|(_, region)| region);
        let upstream: Vec<RuleId> = self.upstream(part, &cells, &restricted);
        let rows = upstream.iter().flat_map(regions).chain(forbidden);
        best(counts, &part.cells, rows, &cells)
            .map(Some)
            .ok_or(Failed::Stuck)
    }

    /// Rules upstream that are in question, of the decisions that the part is held to and of all
    /// they read.
    fn upstream(&self, part: &Part, cells: &[ClassSet], restricted: &[usize]) -> Vec<RuleId> {
        let mut positions: Vec<usize> = restricted
            .iter()
            .flat_map(|&position| {
                let cone = &self.setting.table.cones[self.cone[position].index()];
                cone.iter()
                    .filter_map(|of| self.cone.binary_search(of).ok())
            })
            .collect();
        positions.sort_unstable();
        positions.dedup();
        positions
            .into_iter()
            .flat_map(|position| part.live[position].iter().copied())
            .filter(|rule| cover(self.setting.table, *rule, cells) == Cover::Part)
            .collect()
    }

    fn satisfied(&self, met: Standing) -> bool {
        let conclusions = &self.setting.table.conclusions;
        match self.goal {
            Goal::Complete => !met.sure.is_empty(),
            Goal::Agreed => {
                let left = defeat(self.setting.relations(), self.decision, met);
                left.perhaps
                    .windows(2)
                    .all(|two| conclusions.alike(self.decision, two[0], two[1]))
            }
        }
    }
}

/// What a decision may claim; nothing where that is not worth listing.
fn claims(
    setting: &Setting,
    decision: DecisionId,
    standing: &Standing,
) -> Option<Vec<Option<Value>>> {
    match result(setting.model, decision, standing) {
        Some(Outcome::Decided(value)) => Some(vec![Some(value)]),
        Some(Outcome::Contested(claims)) => Some(claims),
        Some(Outcome::Unclassified) => Some(vec![None]),
        None => candidates(setting.model, decision, standing),
    }
}

/// The best cut for some regions, in the columns where they lie partly in the box.
fn best<'r>(
    counts: &mut Counts,
    cells: &[ClassSet],
    regions: impl Iterator<Item = &'r Region>,
    narrowed: &[ClassSet],
) -> Option<(u32, u32)> {
    let mut by_column: BTreeMap<u32, Vec<&ClassSet>> = BTreeMap::new();
    let mut total = 0;
    for region in regions {
        if region.covers(narrowed) != Cover::Part {
            continue;
        }
        total += 1;
        for (column, classes) in region.cells() {
            if !narrowed[*column as usize].is_subset(classes) {
                by_column.entry(*column).or_default().push(classes);
            }
        }
    }
    let whole = ClassSet::range(0, u32::MAX - 1);
    let mut best: Option<(usize, (u32, u32))> = None;
    for (column, sets) in by_column {
        let cell = &cells[column as usize];
        let (low, high) = (cell.first()?, cell.last()?);
        let free = std::iter::repeat_n(&whole, total - sets.len());
        if let Some((score, at)) = counts.best((low, high), sets.into_iter().chain(free))
            && best.is_none_or(|(known, _)| score < known)
        {
            best = Some((score, (column, at)));
        }
    }
    best.map(|(_, cut)| cut)
}
