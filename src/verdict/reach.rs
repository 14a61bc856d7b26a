//! Whether some affair has a situation in a box.
//!
//! In: a box over all columns, those of decisions among them: classes of an outcome mean "some claim
//! of this decision is one of these". Out: a box of affairs, each of which has such a situation,
//! with exact numbers where expressions ask for them; or that there is none.
//!
//! A *situation* is an affair and one claim for each decision, chosen in dependency order. The
//! search is that of `explore`, cut short at the first box in which every affair has one.

use super::defeat::{Relations, defeat};
use std::borrow::Cow;

use super::evaluate::{Live, all_live, candidates, cover, evaluate, fill, met, result};
use super::explore::{
    Ground, Node, Steps, allowed, column_to_cut, cut, exists, forbidden_column, narrow,
};
use super::feasible::Answer;
use super::outcome::{Result, Value};
use super::space::Space;
use crate::model::{DecisionId, RuleId};
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable};

/// What was found.
#[derive(Debug, Clone)]
pub enum Reach {
    /// Every affair of this box has such a situation.
    Affair(Space),
    /// No affair has.
    Nothing,
    /// Not found out; an affair of the box, if there is one, might have.
    Unknown(Option<Space>),
}

/// Searches a box. `forbidden` are the indexes of the forbidden regions that count.
pub fn reach(
    ground: Ground,
    cells: Vec<ClassSet>,
    forbidden: Vec<u32>,
    steps: &mut Steps,
) -> Reach {
    let wanted = Wanted::of(ground.table, &cells);
    let root = Node {
        space: Space::of(ground.model, cells),
        live: all_live(ground.model, &wanted.cone),
        forbidden,
    };
    let mut unsure = None;
    let mut stack = vec![root];
    while let Some(mut node) = stack.pop() {
        steps.taken += 1 + node.space.cells.len() as u64;
        if steps.taken > steps.limit {
            return Reach::Unknown(unsure);
        }
        if node.space.cells.iter().any(ClassSet::is_empty)
            || !narrow(ground, &mut node.space)
            || !allowed(ground.table, &mut node)
        {
            continue;
        }
        let looked_at = wanted.looked_at(ground, &node.space.cells);
        for live in &mut node.live {
            live.retain(|rule| cover(ground.table, *rule, &looked_at) != Cover::Nothing);
        }
        drop(looked_at);
        let column = match wanted.sight(ground, &node, steps) {
            None => return Reach::Unknown(unsure),
            Some(Sight::Never) => continue,
            Some(Sight::Surely) => forbidden_column(ground.table, &node),
            // where no open rule bears on what is wanted, every affair is alike
            Some(Sight::Open(open)) => column_to_cut(
                ground.table,
                &wanted.cone,
                &wanted.positions,
                &wanted.looked_at(ground, &node.space.cells),
                &open,
            )
            .or_else(|| forbidden_column(ground.table, &node)),
        };
        if let Some(column) = column {
            cut(ground.table, node, column, &mut stack);
            continue;
        }
        let (answer, facts) = exists(ground, &node.space);
        match answer {
            Answer::No => {}
            Answer::Unknown => {
                unsure.get_or_insert(node.space);
            }
            Answer::Yes(point) => {
                node.space.exact.extend(facts.into_iter().zip(point));
                return Reach::Affair(node.space);
            }
        }
    }
    match unsure {
        None => Reach::Nothing,
        unsure => Reach::Unknown(unsure),
    }
}

/// Decisions that a box restricts, and all they read.
struct Wanted {
    /// Ascending.
    cone: Vec<DecisionId>,
    /// Where in it the restricted ones are.
    positions: Vec<usize>,
    /// Those that must be decided, or must not be.
    decided: Vec<(DecisionId, u32)>,
}

/// How a box lies to what is wanted of its situations.
enum Sight {
    /// No affair of it has such a situation.
    Never,
    /// Every one has.
    Surely,
    /// It depends on these rules, for each decision of the cone.
    Open(Vec<Vec<RuleId>>),
}

impl Wanted {
    fn of(table: &DecisionTable, cells: &[ClassSet]) -> Self {
        let mut wanted = Vec::new();
        let mut decided = Vec::new();
        for (column, cell) in table.columns.iter().zip(cells) {
            if cell.len() < u64::from(column.size) {
                match &column.key {
                    ColumnKey::Outcome(decision) | ColumnKey::Collected(decision, _) => {
                        wanted.push(*decision);
                    }
                    ColumnKey::Decided(decision) => {
                        wanted.push(*decision);
                        decided.push((*decision, cell.first().unwrap_or(0)));
                    }
                    _ => {}
                }
            }
        }
        let mut cone: Vec<DecisionId> = wanted
            .iter()
            .flat_map(|decision| table.cones[decision.index()].iter().copied())
            .collect();
        cone.sort_unstable();
        cone.dedup();
        let mut positions: Vec<usize> = wanted
            .iter()
            .filter_map(|decision| cone.binary_search(decision).ok())
            .collect();
        positions.sort_unstable();
        positions.dedup();
        Self {
            cone,
            positions,
            decided,
        }
    }

    /// The box as open rules are looked at in it: whether a decision is decided turns on all its
    /// situations, not on those that are wanted alone.
    fn looked_at<'c>(&self, ground: Ground, cells: &'c [ClassSet]) -> Cow<'c, [ClassSet]> {
        if self.decided.is_empty() {
            return Cow::Borrowed(cells);
        }
        let mut cells = cells.to_vec();
        for of in &self.cone {
            fill(ground.model, ground.table, *of, None, &mut cells);
        }
        Cow::Owned(cells)
    }

    /// `None` when the steps are spent.
    fn sight(&self, ground: Ground, node: &Node, steps: &mut Steps) -> Option<Sight> {
        if self.cone.is_empty() {
            return Some(Sight::Surely);
        }
        let mut walk = Walk {
            ground,
            cone: &self.cone,
            live: &node.live,
            want: &node.space.cells,
            cells: node.space.cells.clone(),
            open: vec![Vec::new(); self.cone.len()],
            surely: false,
            perhaps: false,
            steps,
        };
        walk.decide(0, true)?;
        let (mut surely, perhaps, mut open) = (walk.surely, walk.perhaps, walk.open);
        if !perhaps {
            return Some(Sight::Never);
        }
        for &(decision, wanted) in &self.decided {
            match self.is_decided(ground, decision, node, steps, &mut open)? {
                Some(is) if u32::from(is) != wanted => return Some(Sight::Never),
                Some(_) => {}
                None => surely = false,
            }
        }
        if surely {
            return Some(Sight::Surely);
        }
        for rules in &mut open {
            rules.sort_unstable();
            rules.dedup();
        }
        Some(Sight::Open(open))
    }

    /// Whether a decision is decided all over a box, whatever is wanted of its situations;
    /// `Some(None)` while that is open.
    #[allow(clippy::option_option)]
    fn is_decided(
        &self,
        ground: Ground,
        decision: DecisionId,
        node: &Node,
        steps: &mut Steps,
        open: &mut [Vec<RuleId>],
    ) -> Option<Option<bool>> {
        let cone = &ground.table.cones[decision.index()];
        let place = |of: &DecisionId| {
            self.cone
                .binary_search(of)
                .expect("a wanted decision's cone is in the cone")
        };
        let live: Live = cone.iter().map(|of| node.live[place(of)].clone()).collect();
        let cells = self.looked_at(ground, &node.space.cells);
        let evaluation = evaluate(
            ground.model,
            ground.table,
            cone,
            &cells,
            &live,
            (&mut steps.taken, steps.limit),
        )?;
        Some(match evaluation.settled {
            Some(settled) => Some(matches!(settled.result, Result::Decided(_))),
            None => {
                for (of, rules) in cone.iter().zip(evaluation.open) {
                    open[place(of)].extend(rules);
                }
                None
            }
        })
    }
}

struct Walk<'a> {
    ground: Ground<'a>,
    cone: &'a [DecisionId],
    live: &'a Live,
    /// What is wanted, in the columns of decisions.
    want: &'a [ClassSet],
    /// The box, with the outcomes of decisions filled in as the walk goes down.
    cells: Vec<ClassSet>,
    open: Vec<Vec<RuleId>>,
    /// Whether every affair of the box has a situation as wanted.
    surely: bool,
    /// Whether some may have.
    perhaps: bool,
    steps: &'a mut Steps,
}

impl Walk<'_> {
    /// `certain`: whether every affair of the box comes this far.
    fn decide(&mut self, position: usize, certain: bool) -> Option<()> {
        if self.surely {
            return Some(());
        }
        let Some(&decision) = self.cone.get(position) else {
            self.surely |= certain;
            self.perhaps = true;
            return Some(());
        };
        let Ground { model, table } = self.ground;
        self.steps.taken += 1 + self.live[position].len() as u64;
        if self.steps.taken > self.steps.limit {
            return None;
        }
        let open = &mut self.open[position];
        let met = met(table, &self.live[position], &self.cells, open);
        let standing = defeat(Relations::of(model, table), decision, met);
        match result(model, decision, &standing) {
            Some(Result::Decided(value)) => self.choose(position, Some(&[Some(value)]), certain)?,
            Some(Result::Unclassified) => self.choose(position, Some(&[None]), certain)?,
            Some(Result::Contested(claims)) => {
                for claim in claims {
                    self.choose(position, Some(&[claim]), certain)?;
                }
            }
            None => {
                let values = candidates(model, decision, &standing);
                self.choose(position, values.as_deref(), false)?;
            }
        }
        Some(())
    }

    fn choose(
        &mut self,
        position: usize,
        values: Option<&[Option<Value>]>,
        certain: bool,
    ) -> Option<()> {
        let decision = self.cone[position];
        let Ground { model, table } = self.ground;
        fill(model, table, decision, values, &mut self.cells);
        let columns = columns_of(table, decision);
        let mut possible = true;
        for &column in &columns {
            let at = column as usize;
            self.cells[at] = self.cells[at].and(&self.want[at]);
            possible &= !self.cells[at].is_empty();
        }
        if possible {
            self.decide(position + 1, certain)?;
        }
        for &column in &columns {
            self.cells[column as usize] = self.want[column as usize].clone();
        }
        Some(())
    }
}

/// The columns that a decision's value fills.
fn columns_of(table: &DecisionTable, decision: DecisionId) -> Vec<u32> {
    let collected = table
        .index
        .range(ColumnKey::Collected(decision, 0)..=ColumnKey::Collected(decision, u32::MAX))
        .map(|(_, &number)| number);
    table
        .column(&ColumnKey::Outcome(decision))
        .into_iter()
        .chain(collected)
        .collect()
}
