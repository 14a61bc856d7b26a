//! What every question is asked about: the space, what is impossible in it, and how far to look.

use crate::model::{Collect, DecisionId, Model, RuleId};
use crate::table::column::Scale;
use crate::table::cover::{Budget, Hole, Judgement, Next, Rows, SETTLED, Searched, search};
use crate::table::disjoin::values_of;
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::Affair;
use crate::verdict::defeat::{Relations, Standing, defeat};
use crate::verdict::explore::{Ground, Steps};
use crate::verdict::reach::{Reach, reach};
use crate::verdict::space::{Space, space};

use super::Options;

/// Boxes that one search for an affair may look at while an impossibility is made general.
const LEMMA_STEPS: u64 = 20_000;

/// A ruleset under analysis.
#[derive(Clone)]
pub(crate) struct Setting<'a> {
    pub(crate) model: &'a Model,
    pub(crate) table: &'a DecisionTable,
    pub(crate) options: Options<'a>,
    /// Every situation: all classes, days of the ruleset's period, and for decisions the values that
    /// something concludes.
    pub(crate) whole: Vec<ClassSet>,
    /// Regions that `impossible` clauses exclude.
    pub(crate) impossible: Vec<Region>,
}

/// Whether an affair lies in a box.
pub(crate) enum Real {
    /// These.
    Affair(Space),
    /// None.
    Nothing,
    /// Not found out; a box where one may lie.
    Unknown(Option<Space>),
}

impl<'a> Setting<'a> {
    pub(crate) fn new(model: &'a Model, table: &'a DecisionTable, options: Options<'a>) -> Self {
        let mut whole = space(model, table, &Affair::unknown(model), None).cells;
        for (at, column) in table.columns.iter().enumerate() {
            let ColumnKey::Outcome(decision) = column.key else {
                continue;
            };
            let collect = model.decisions[decision.index()].collect;
            if matches!(collect, None | Some(Collect::Min | Collect::Max)) {
                let concluded = values_of(model, decision);
                let concluded = concluded.iter().map(|value| column.class(value));
                let none = match model.decisions[decision.index()].otherwise {
                    crate::model::Otherwise::Value(_) => None,
                    _ => column.none_class(),
                };
                whole[at] = ClassSet::from_classes(concluded.chain(none));
            }
        }
        Self {
            impossible: table
                .forbidden
                .iter()
                .map(|(_, region)| region.clone())
                .collect(),
            model,
            table,
            options,
            whole,
        }
    }

    /// From now on a decision is known never to be unclassified.
    pub(crate) fn always_classified(&mut self, decision: DecisionId) {
        if let Some(at) = self.table.column(&ColumnKey::Outcome(decision))
            && let Some(none) = self.table.columns[at as usize].none_class()
        {
            let cell = &mut self.whole[at as usize];
            *cell = cell.minus(&ClassSet::one(none));
        }
    }

    pub(crate) fn relations(&self) -> Relations<'a> {
        Relations::of(self.model, self.table)
    }

    pub(crate) fn regions(&self, rule: RuleId) -> &'a [Region] {
        &self.table.rules[rule.index()]
    }

    /// The box of a region.
    pub(crate) fn within(&self, region: &Region) -> Vec<ClassSet> {
        region.within(&self.whole)
    }

    /// Whether an affair has a situation in a box.
    pub(crate) fn real(&self, cells: &[ClassSet]) -> Real {
        self.real_but(cells, |_| true, self.options.steps)
    }

    /// The same where only some `impossible` clauses count, by their index, and within a limit.
    pub(crate) fn real_but(
        &self,
        cells: &[ClassSet],
        counts: impl Fn(usize) -> bool,
        limit: u64,
    ) -> Real {
        if cells.iter().any(ClassSet::is_empty) {
            return Real::Nothing;
        }
        let mut cells = cells.to_vec();
        for (at, column) in self.table.columns.iter().enumerate() {
            // what every situation has is no restriction
            if matches!(column.key, ColumnKey::Outcome(_)) && cells[at] == self.whole[at] {
                cells[at] = ClassSet::full(column.size);
            }
        }
        let forbidden = (0..)
            .zip(&self.table.forbidden)
            .filter(|(_, (clause, _))| counts(*clause))
            .map(|(number, _)| number)
            .collect();
        let mut steps = Steps {
            taken: 0,
            limit,
            unsure: false,
        };
        let ground = Ground {
            model: self.model,
            table: self.table,
        };
        match reach(ground, cells, forbidden, &mut steps) {
            Reach::Affair(space) => Real::Affair(space),
            Reach::Nothing => Real::Nothing,
            Reach::Unknown(space) => Real::Unknown(space),
        }
    }

    /// Whether a region certainly holds an affair, seen at a glance.
    pub(crate) fn is_plain(&self, region: &Region) -> bool {
        let is_text = |cell: &&(u32, ClassSet)| {
            matches!(self.table.columns[cell.0 as usize].scale, Scale::Texts(_))
        };
        region.cells().iter().filter(is_text).count() <= 1
            && region.cells().iter().all(|(column, classes)| {
                !classes.is_disjoint(&self.whole[*column as usize])
                    && matches!(
                        self.table.columns[*column as usize].key,
                        ColumnKey::Value(_) | ColumnKey::Member(..)
                    )
            })
            && self.table.expressions.is_empty()
            && !self.impossible.iter().any(|nothing| nothing.meets(region))
    }

    /// Searches a box for holes in which an affair lies. The judge is told rules, those that hold
    /// all of a piece and those that hold part; the finder, of each hole and the affairs in it.
    pub(crate) fn hunt(
        &self,
        cells: &[ClassSet],
        rules: &[RuleId],
        judge: impl FnMut(&[u32], &[u32]) -> Judgement,
        finder: impl FnMut(&Hole, Space) -> Next,
    ) -> Hunted {
        let labelled = rules
            .iter()
            .flat_map(|rule| self.regions(*rule).iter().map(|region| (rule.0, region)));
        self.hunt_among(cells, labelled, judge, finder)
    }

    /// The same among any rows.
    pub(crate) fn hunt_among<'r>(
        &self,
        cells: &[ClassSet],
        rows: impl Iterator<Item = (u32, &'r Region)>,
        judge: impl FnMut(&[u32], &[u32]) -> Judgement,
        mut finder: impl FnMut(&Hole, Space) -> Next,
    ) -> Hunted {
        // what texts rule out is left out at once, and so are the rows that only it would meet
        let mut cells = cells.to_vec();
        if cells.iter().any(ClassSet::is_empty) || !self.table.texts.close(&mut cells) {
            return Hunted {
                searched: Searched::default(),
                unsure: None,
            };
        }
        let meets = |region: &Region| region.covers(&cells) != Cover::Nothing;
        let rows = rows.filter(|(_, region)| meets(region));
        let impossible = self.impossible.iter().filter(|region| meets(region));
        let rows = Rows::new(self.table, rows).besides(impossible.map(|region| (SETTLED, region)));
        let mut unsure = None;
        let searched = search(self.table, &cells, rows, self.budget(), judge, |hole| {
            let at = hole.cells();
            match self.real(&at) {
                Real::Affair(space) => finder(hole, space),
                Real::Nothing => Next::Settle(self.lemma(&cells, hole, at)),
                Real::Unknown(space) => {
                    unsure = unsure.take().or(space);
                    Next::Leave
                }
            }
        });
        Hunted { searched, unsure }
    }

    pub(crate) fn budget(&self) -> Budget<'a> {
        Budget {
            pieces: self.options.steps,
            stop: self.options.stop,
        }
    }

    /// A box without affairs, made as large as it easily gets: columns are freed one by one while
    /// there is still no affair.
    fn lemma(&self, space: &[ClassSet], hole: &Hole, mut cells: Vec<ClassSet>) -> Region {
        let restricted: Vec<usize> = hole
            .region(&cells)
            .cells()
            .iter()
            .map(|cell| cell.0 as usize)
            .filter(|&at| cells[at] != space[at])
            .collect();
        for at in restricted {
            let kept = std::mem::replace(&mut cells[at], space[at].clone());
            if !matches!(self.real_but(&cells, |_| true, LEMMA_STEPS), Real::Nothing) {
                cells[at] = kept;
            }
        }
        hole.region(&cells)
    }

    /// The day column of the table, if it has one.
    pub(crate) fn days(&self) -> Option<u32> {
        self.table.column(&ColumnKey::Value(FactKey::AsOf))
    }
}

/// How a hunt ended.
pub(crate) struct Hunted {
    /// The search.
    pub(crate) searched: Searched,
    /// A box where something may be, if it could not be found out whether it is.
    pub(crate) unsure: Option<Space>,
}

/// The rules left of those met, between what is sure and what may be; `always` are met everywhere.
pub(crate) fn left(
    relations: Relations,
    decision: DecisionId,
    always: &[RuleId],
    sure: &[u32],
    open: &[u32],
) -> Standing {
    defeat(relations, decision, met(always, sure, open))
}

/// The rules met.
pub(crate) fn met(always: &[RuleId], sure: &[u32], open: &[u32]) -> Standing {
    let mut all: Vec<RuleId> = always
        .iter()
        .copied()
        .chain(sure.iter().map(|&rule| RuleId(rule)))
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut perhaps = all.clone();
    perhaps.extend(open.iter().map(|&rule| RuleId(rule)));
    perhaps.sort_unstable();
    perhaps.dedup();
    Standing { sure: all, perhaps }
}

/// Whether a sorted list has a rule.
pub(crate) fn has(rules: &[RuleId], rule: RuleId) -> bool {
    rules.binary_search(&rule).is_ok()
}
