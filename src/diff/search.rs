//! Where two rulesets come to something else: boxes of the shared space, cut until both are settled.
//!
//! In: the shared space, a decision of both, and how alike their rules are. Out: disjoint boxes, in
//! each of which every affair goes from one result to another; and how much was not searched.
//!
//! A box in which no rule that differs can be met is left at once, whatever the others say there: the
//! same rules with the same effect come to the same. So the cuts follow the rules that differ, and
//! what is equal costs nothing. Results are those of `verdict::evaluate`, upstream decisions included:
//! what is compared is what the decision finally comes to.

use std::rc::Rc;

use super::common::{Common, Side};
use super::cut::{best, share};
use super::outcomes::Decisions;
use super::pairs::{Alike, Pair};
use crate::model::{DecisionId, RuleId};
use crate::table::column::index;
use crate::table::cover::Counts;
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, Region};
use crate::verdict::evaluate::{Evaluation, Live, all_live, cover, evaluate};
use crate::verdict::explore::{Ground, Steps, narrow};
use crate::verdict::outcome::Result;
use crate::verdict::reach::{Reach, reach};
use crate::verdict::space::Space;

/// While fewer rules that differ lie partly in a box, it is cut along them before it is evaluated.
const FEW: usize = 8;
/// Steps that evaluating one box, or looking for an affair in it, may take.
const STEPS: u64 = 2_000_000;
/// Boxes that are kept of one decision.
const MOST_BOXES: usize = 20_000;

/// A box in which the decision comes to something else.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// By column of the shared facts.
    pub(super) cells: Vec<ClassSet>,
    /// What it came to, in the old ruleset's values.
    pub(super) from: Result,
    /// What it comes to.
    pub(super) to: Result,
    /// Affairs of the box, over the new table.
    pub(super) space: Space,
    /// The pairs of rules that make the difference, as far as rules do.
    pub(super) causes: Vec<u32>,
}

/// What was found of one decision.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
    /// At most this part of the space was not searched.
    pub(super) uncovered: f64,
}

/// How far to look.
#[derive(Clone, Copy)]
pub(super) struct Budget<'a> {
    pub(super) pieces: u64,
    pub(super) stop: &'a (dyn Fn() -> bool + Sync),
}

/// What is searched.
pub(super) struct Search<'a> {
    pub(super) common: &'a Common,
    pub(super) decisions: &'a Decisions,
    pub(super) pairs: &'a [Pair],
    pub(super) alike: &'a [Alike],
}

/// A box on the way.
struct Part {
    /// Over the columns of the new table; those of decisions are whole.
    cells: Vec<ClassSet>,
    /// The rules that may be met in it, old and new.
    live: Rc<[Live; 2]>,
    /// The pairs that may differ in it.
    odd: Vec<u32>,
    /// The forbidden regions that may meet it.
    forbidden: Vec<u32>,
}

/// One decision of both.
struct Question<'a> {
    search: &'a Search<'a>,
    old: DecisionId,
    new: DecisionId,
    /// Whether decisions upstream, or this one, resolve or end otherwise.
    heads_differ: bool,
}

impl Search<'_> {
    /// Searches for where a decision differs.
    pub(super) fn decision(&self, old: DecisionId, new: DecisionId, budget: Budget) -> Found {
        let question = Question {
            search: self,
            old,
            new,
            heads_differ: self.common.old.cone(old).iter().any(|upstream| {
                let to = self.decisions.new_of(*upstream);
                to.is_some_and(|to| !self.decisions.same_head[to.index()])
            }),
        };
        question.run(budget)
    }

    /// Whether the two rules of a pair may differ in a box.
    fn may_differ(&self, pair: u32, cells: &[ClassSet]) -> bool {
        let [old, new] = self.regions(pair);
        let at = &cells[..self.common.columns];
        let meets = |region: &&Region| lies(region, at) != Cover::Nothing;
        match self.alike[pair as usize] {
            Alike::Same => false,
            Alike::Other => old.iter().chain(new).any(|region| meets(&region)),
            Alike::Elsewhere => {
                let (old, new) = (old.iter().filter(meets), new.iter().filter(meets));
                let (old, new): (Vec<&Region>, Vec<&Region>) = (old.collect(), new.collect());
                old.len() != new.len() || !old.iter().zip(&new).all(|(a, b)| same_within(a, b, at))
            }
        }
    }

    /// The regions of a pair that lie partly in a box, without those that both have.
    fn partial<'r>(&'r self, pair: u32, cells: &[ClassSet]) -> Vec<&'r Region> {
        let at = &cells[..self.common.columns];
        let of = |regions: &'r [Region]| -> Vec<&'r Region> {
            let part = |region: &&Region| lies(region, at) == Cover::Part;
            regions.iter().filter(part).collect()
        };
        let [old, new] = self.regions(pair).map(of);
        if self.alike[pair as usize] == Alike::Other {
            return [old, new].concat();
        }
        let lacks = |among: &[&Region], one: &Region| {
            !among.iter().any(|other| same_within(one, other, at))
        };
        let left = old.iter().filter(|one| lacks(&new, one));
        let right = new.iter().filter(|one| lacks(&old, one));
        left.chain(right).copied().collect()
    }

    fn regions(&self, pair: u32) -> [&[Region]; 2] {
        let pair = self.pairs[pair as usize];
        [
            regions_of(&self.common.old, pair.old),
            regions_of(&self.common.new, pair.new),
        ]
    }
}

fn regions_of(side: &Side, rule: Option<RuleId>) -> &[Region] {
    rule.map_or(&[], |rule| side.table.rules[rule.index()].as_slice())
}

/// How the fact cells of a region lie to a box of facts. Where a region also restricts decisions it
/// is never all of a box.
fn lies(region: &Region, cells: &[ClassSet]) -> Cover {
    let mut cover = Cover::All;
    for (column, classes) in region.cells() {
        let Some(cell) = cells.get(*column as usize) else {
            break;
        };
        if cell.is_subset(classes) {
            continue;
        }
        if cell.is_disjoint(classes) {
            return Cover::Nothing;
        }
        cover = Cover::Part;
    }
    cover
}

/// Whether two regions hold the same of a box.
fn same_within(a: &Region, b: &Region, cells: &[ClassSet]) -> bool {
    let columns = a.cells().iter().chain(b.cells()).map(|cell| cell.0);
    for column in columns {
        let Some(cell) = cells.get(column as usize) else {
            return a == b;
        };
        let of = |region: &Region| match region.cell(column) {
            Some(classes) => cell.and(classes),
            None => cell.clone(),
        };
        if of(a) != of(b) {
            return false;
        }
    }
    true
}

impl Question<'_> {
    fn run(&self, budget: Budget) -> Found {
        let Search { common, .. } = *self.search;
        let ground = Ground {
            model: &common.new.model,
            table: &common.new.table,
        };
        let mut found = Found::default();
        let mut counts = Counts::default();
        let mut stack: Vec<Part> = self.root().into_iter().collect();
        let part_of = |part: &Part| share(&part.cells, &common.whole);
        let mut pieces = 0_u64;
        while let Some(mut part) = stack.pop() {
            pieces += 1;
            if pieces > budget.pieces
                || found.pieces.len() >= MOST_BOXES
                || (pieces.is_multiple_of(64) && (budget.stop)())
            {
                found.uncovered += part_of(&part) + stack.iter().map(part_of).sum::<f64>();
                break;
            }
            let size = part_of(&part);
            let mut space = Space::of(ground.model, part.cells);
            if space.cells.iter().any(ClassSet::is_empty) || !narrow(ground, &mut space) {
                continue;
            }
            part.cells = space.cells;
            if !self.allowed(&mut part) {
                continue;
            }
            part.odd
                .retain(|pair| self.search.may_differ(*pair, &part.cells));
            if part.odd.is_empty() && !self.heads_differ {
                continue;
            }
            let partial: Vec<&Region> = part
                .odd
                .iter()
                .flat_map(|pair| self.search.partial(*pair, &part.cells))
                .collect();
            let odd_cut = best(
                &mut counts,
                &part.cells,
                common.columns,
                partial.into_iter(),
            );
            if let Some(cut) = odd_cut
                && part.odd.len() < FEW
            {
                halve(part, cut, &mut stack);
                continue;
            }
            self.drop_dead(&mut part);
            let [Some(old), Some(new)] = self.evaluate(&part) else {
                found.uncovered += size;
                continue;
            };
            if let (Some(from), Some(to)) = (&old.settled, &new.settled) {
                if self.search.decisions.as_new(self.old, &from.result) != to.result {
                    let (from, to) = (from.result.clone(), to.result.clone());
                    match self.piece(&part, from, to) {
                        Ok(piece) => found.pieces.extend(piece),
                        Err(Unknown) => found.uncovered += size,
                    }
                }
                continue;
            }
            let cut = odd_cut.or_else(|| self.open_cut(&part, [&old, &new], &mut counts));
            match cut {
                Some(cut) => halve(part, cut, &mut stack),
                // an open rule can always be cut; should it not be, nothing is claimed of the box
                None => found.uncovered += size,
            }
        }
        found
    }

    fn root(&self) -> Option<Part> {
        let Search {
            common,
            pairs,
            alike,
            ..
        } = self.search;
        let mut cells = common.new.table.full();
        cells[..common.columns].clone_from_slice(&common.whole);
        let live = [
            all_live(&common.old.model, common.old.cone(self.old)),
            all_live(&common.new.model, common.new.cone(self.new)),
        ];
        let concerned = |pair: &Pair| {
            let within = |live: &Live, rule: Option<RuleId>| {
                rule.is_some_and(|rule| live.iter().any(|rules| rules.binary_search(&rule).is_ok()))
            };
            within(&live[0], pair.old) || within(&live[1], pair.new)
        };
        let odd: Vec<u32> = (0..)
            .zip(pairs.iter().zip(alike.iter()))
            .filter(|(_, (pair, alike))| **alike != Alike::Same && concerned(pair))
            .map(|(number, _)| number)
            .collect();
        (self.heads_differ || !odd.is_empty()).then(|| Part {
            cells,
            live: Rc::new(live),
            odd,
            forbidden: (0..index(common.new.table.forbidden.len())).collect(),
        })
    }

    /// Drops forbidden regions that miss the box; false if one takes all of it.
    fn allowed(&self, part: &mut Part) -> bool {
        let forbidden = &self.search.common.new.table.forbidden;
        let cells = &part.cells;
        let mut inside = false;
        part.forbidden.retain(|number| {
            let cover = forbidden[*number as usize].1.covers(cells);
            inside |= cover == Cover::All;
            cover == Cover::Part
        });
        !inside
    }

    /// The box over the columns of the old table.
    fn old_cells(&self, cells: &[ClassSet]) -> Vec<ClassSet> {
        let common = self.search.common;
        let mut old = common.old.table.full();
        old[..common.columns].clone_from_slice(&cells[..common.columns]);
        old
    }

    /// Leaves out the rules that nothing of the box meets.
    fn drop_dead(&self, part: &mut Part) {
        let common = self.search.common;
        let old_cells = self.old_cells(&part.cells);
        let alive = |side: &Side, live: &Live, cells: &[ClassSet]| -> Live {
            let meets = |rule: &&RuleId| cover(&side.table, **rule, cells) != Cover::Nothing;
            live.iter()
                .map(|rules| rules.iter().filter(meets).copied().collect())
                .collect()
        };
        part.live = Rc::new([
            alive(&common.old, &part.live[0], &old_cells),
            alive(&common.new, &part.live[1], &part.cells),
        ]);
    }

    /// What both come to in a box; nothing where that takes too long.
    fn evaluate(&self, part: &Part) -> [Option<Evaluation>; 2] {
        let common = self.search.common;
        let of = |side: &Side, decision: DecisionId, cells: &[ClassSet], live: &Live| {
            let mut steps = 0;
            let cone = side.cone(decision);
            evaluate(
                &side.model,
                &side.table,
                cone,
                cells,
                live,
                (&mut steps, STEPS),
            )
        };
        [
            of(
                &common.old,
                self.old,
                &self.old_cells(&part.cells),
                &part.live[0],
            ),
            of(&common.new, self.new, &part.cells, &part.live[1]),
        ]
    }

    /// A cut along what the open rules look at, of the decisions that the result can turn on.
    fn open_cut(
        &self,
        part: &Part,
        evaluations: [&Evaluation; 2],
        counts: &mut Counts,
    ) -> Option<(u32, u32)> {
        let common = self.search.common;
        let mut regions: Vec<&Region> = Vec::new();
        for (side, decision, evaluation) in [
            (&common.old, self.old, evaluations[0]),
            (&common.new, self.new, evaluations[1]),
        ] {
            if evaluation.settled.is_none() {
                turning_on(
                    side,
                    common.columns,
                    decision,
                    &part.cells,
                    evaluation,
                    &mut regions,
                );
            }
        }
        best(counts, &part.cells, common.columns, regions.into_iter())
    }

    /// The box as one to be told, if some affair lies in it.
    fn piece(
        &self,
        part: &Part,
        from: Result,
        to: Result,
    ) -> std::result::Result<Option<Piece>, Unknown> {
        let common = self.search.common;
        let ground = Ground {
            model: &common.new.model,
            table: &common.new.table,
        };
        let mut steps = Steps {
            taken: 0,
            limit: STEPS,
            unsure: false,
        };
        let space = match reach(
            ground,
            part.cells.clone(),
            part.forbidden.clone(),
            &mut steps,
        ) {
            Reach::Affair(space) => space,
            Reach::Nothing => return Ok(None),
            Reach::Unknown(_) => return Err(Unknown),
        };
        let causes = self.causes(part, &space.cells, [&from, &to]);
        let mut cells = part.cells.clone();
        cells.truncate(common.columns);
        Ok(Some(Piece {
            cells,
            from,
            to,
            space,
            causes,
        }))
    }

    /// The pairs without which, at an affair of the box, one of the results would be another; where
    /// each could be spared, all that differ there.
    fn causes(&self, part: &Part, space: &[ClassSet], results: [&Result; 2]) -> Vec<u32> {
        let common = self.search.common;
        // one affair of them; a whole box might leave it open which rules are met
        let point: Vec<ClassSet> = space
            .iter()
            .zip(&common.new.table.columns)
            .map(|(cell, column)| match (&column.key, cell.first()) {
                (
                    ColumnKey::Value(_) | ColumnKey::Member(..) | ColumnKey::Mentions(..),
                    Some(first),
                ) => ClassSet::one(first),
                _ => cell.clone(),
            })
            .collect();
        let mut at = Part {
            cells: point,
            live: part.live.clone(),
            odd: part.odd.clone(),
            forbidden: Vec::new(),
        };
        at.odd
            .retain(|pair| self.search.may_differ(*pair, &at.cells));
        self.drop_dead(&mut at);
        let counts = |&pair: &u32| {
            let Pair { old, new } = self.search.pairs[pair as usize];
            let mut without = at.live.as_ref().clone();
            let mut any = false;
            for (live, rule) in without.iter_mut().zip([old, new]) {
                for rules in live {
                    let before = rules.len();
                    rules.retain(|other| Some(*other) != rule);
                    any |= rules.len() < before;
                }
            }
            any && {
                let spared = Part {
                    cells: at.cells.clone(),
                    live: Rc::new(without),
                    odd: Vec::new(),
                    forbidden: Vec::new(),
                };
                let came = self.evaluate(&spared);
                came.iter().zip(results).any(|(came, result)| {
                    let settled = came.as_ref().and_then(|came| came.settled.as_ref());
                    settled.is_none_or(|settled| settled.result != *result)
                })
            }
        };
        let causes: Vec<u32> = at.odd.iter().copied().filter(counts).collect();
        if causes.is_empty() { at.odd } else { causes }
    }
}

/// It could not be found out whether an affair lies in a box.
struct Unknown;

fn halve(part: Part, (column, at): (u32, u32), stack: &mut Vec<Part>) {
    let cell = &part.cells[column as usize];
    let upper = ClassSet::range(at, u32::MAX - 1);
    for half in [cell.and(&upper), cell.minus(&upper)] {
        let mut cells = part.cells.clone();
        cells[column as usize] = half;
        stack.push(Part {
            cells,
            live: part.live.clone(),
            odd: part.odd.clone(),
            forbidden: part.forbidden.clone(),
        });
    }
}

/// The regions of open rules that the result can turn on, upstream ones as far as they are looked at.
fn turning_on<'s>(
    side: &'s Side,
    columns: usize,
    decision: DecisionId,
    cells: &[ClassSet],
    evaluation: &Evaluation,
    found: &mut Vec<&'s Region>,
) {
    let cone = side.cone(decision);
    let mut relevant = vec![false; cone.len()];
    if let Some(last) = relevant.last_mut() {
        *last = true;
    }
    for position in (0..cone.len())
        .rev()
        .filter(|&at| !evaluation.open[at].is_empty())
    {
        if !relevant[position] {
            continue;
        }
        for rule in &evaluation.open[position] {
            for region in &side.table.rules[rule.index()] {
                if lies(region, &cells[..columns]) == Cover::Nothing {
                    continue;
                }
                found.push(region);
                for (column, _) in region.cells() {
                    if let ColumnKey::Outcome(of) | ColumnKey::Collected(of, _) =
                        side.table.columns[*column as usize].key
                        && let Ok(upstream) = cone.binary_search(&of)
                    {
                        relevant[upstream] = true;
                    }
                }
            }
        }
    }
}
