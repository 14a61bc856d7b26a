//! Which rule is more special: `specialis` compared exactly.
//!
//! In: a table. Out: the relation "holds strictly fewer affairs", over whole conditions as written:
//! `unless` included, effective dates left out, over admissible affairs of any day and every value
//! of the decisions that are read, or none. Compared are rules that conclude differently on a decision
//! resolved by `specialis`.

use super::explore::{Ground, Steps, admissible};
use super::space::Space;
use crate::model::Ground as Listed;
use crate::model::{Collect, DecisionId, Model, RuleId, Type};
use crate::table::compile::as_written;
use crate::table::cover::{Budget, Next, Rows, SETTLED, covered, search};
use crate::table::special::Special;
use crate::table::{ClassSet, ColumnKey, DecisionTable, Region, disjoin};

/// Pieces and boxes that one comparison may look at. A rule that could not be shown to be more
/// special within them counts as not more special.
const STEPS: u64 = 2_000_000;

/// The relation of a ruleset.
pub fn compare(model: &Model, table: &DecisionTable) -> Special {
    let asked: Vec<&crate::model::Decision> = model
        .decisions
        .iter()
        .filter(|decision| {
            decision.collect.is_none() && decision.resolve_by.contains(&Listed::Specialis)
        })
        .collect();
    let mut rules: Vec<RuleId> = asked
        .iter()
        .flat_map(|decision| decision.rules.iter().copied())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let mut written: Vec<Vec<Region>> = vec![Vec::new(); model.rules.len()];
    for &rule in &rules {
        let formula = as_written(model, &model.rules[rule.index()]);
        // a condition that had too many regions has been refused
        written[rule.index()] = disjoin::regions(table, &formula).unwrap_or_default();
    }
    let comparison = Comparison {
        ground: Ground { model, table },
        whole: free(model, table),
        impossible: table
            .forbidden
            .iter()
            .map(|(_, region)| region.clone())
            .collect(),
        written,
    };
    let mut pairs = Vec::new();
    for decision in asked {
        let id = decision_id(model, decision);
        for (a, b) in comparison.meeting(&decision.rules) {
            if table.conclusions.alike(id, a, b) {
                continue;
            }
            match (comparison.included(a, b), comparison.included(b, a)) {
                (true, false) => pairs.push((a, b)),
                (false, true) => pairs.push((b, a)),
                _ => {}
            }
        }
    }
    Special::new(pairs)
}

/// All days, and for a decision that is read every value it may have, and none; of numbers, dates
/// and durations those that something concludes, since expressions go by these.
fn free(model: &Model, table: &DecisionTable) -> Vec<ClassSet> {
    table
        .columns
        .iter()
        .map(|column| match column.key {
            ColumnKey::Outcome(decision) if is_number(&model.decisions[decision.index()]) => {
                let values = disjoin::values_of(model, decision);
                let classes = values.iter().map(|value| column.class(value));
                ClassSet::from_classes(classes.chain(column.none_class()))
            }
            _ => ClassSet::full(column.size),
        })
        .collect()
}

fn is_number(decision: &crate::model::Decision) -> bool {
    !matches!(decision.ty, Type::Kind(_) | Type::YesNo)
        && !matches!(decision.collect, Some(Collect::Sum | Collect::Count))
}

fn decision_id(model: &Model, decision: &crate::model::Decision) -> DecisionId {
    let at = model
        .decisions
        .iter()
        .position(|other| std::ptr::eq(other, decision))
        .unwrap_or_default();
    DecisionId(crate::table::column::index(at))
}

struct Comparison<'a> {
    ground: Ground<'a>,
    whole: Vec<ClassSet>,
    impossible: Vec<Region>,
    /// By rule.
    written: Vec<Vec<Region>>,
}

impl Comparison<'_> {
    /// Pairs of rules with a region in common.
    fn meeting(&self, rules: &[RuleId]) -> Vec<(RuleId, RuleId)> {
        let labelled: Vec<(RuleId, &Region)> = rules
            .iter()
            .flat_map(|&rule| {
                self.written[rule.index()]
                    .iter()
                    .map(move |region| (rule, region))
            })
            .collect();
        crate::table::overlap::pairs(self.ground.table, &labelled)
    }

    /// Whether every admissible affair of one rule is one of another.
    fn included(&self, inner: RuleId, outer: RuleId) -> bool {
        let table = self.ground.table;
        self.written[inner.index()].iter().all(|region| {
            let space: Vec<ClassSet> = region.within(&self.whole);
            let rows = Rows::new(
                table,
                self.written[outer.index()].iter().map(|region| (0, region)),
            )
            .besides(self.impossible.iter().map(|region| (SETTLED, region)));
            let mut steps = Steps {
                taken: 0,
                limit: STEPS,
                unsure: false,
            };
            let searched = search(
                table,
                &space,
                rows,
                Budget {
                    pieces: STEPS,
                    stop: &|| false,
                },
                covered,
                |hole| {
                    let cells = hole.cells();
                    let settled = hole.region(&cells);
                    let space = Space::of(self.ground.model, cells).on_any_day();
                    match admissible(self.ground, space, &mut steps) {
                        Ok(false) => Next::Settle(settled),
                        _ => Next::Stop,
                    }
                },
            );
            searched.complete()
        })
    }
}
