//! Conditions that say nothing: definitions that never hold or always do, `impossible` clauses that
//! exclude nothing.

use crate::model::{DefineBody, DefineId};
use crate::table::ClassSet;
use crate::table::column::index;
use crate::table::cover::{Next, Rows, covered};
use crate::table::disjoin::{Formula, formula};

use super::dead::bare;
use super::finding::{Finding, Kind};
use super::guarantee::never;
use super::setting::{Real, Setting};

/// Looks at every definition and `impossible` clause.
pub(super) fn idle(setting: &Setting) -> Vec<Finding> {
    let model = setting.model;
    let mut kinds = Vec::new();
    for (define, declared) in (0..).map(DefineId).zip(&model.defines) {
        let DefineBody::Condition(condition) = &declared.body else {
            continue;
        };
        let holds = formula(model, condition);
        if never(setting, &holds) == Some(true) {
            kinds.push(Kind::IdleDefine {
                define,
                always: false,
            });
        } else if never(setting, &Formula::Not(Box::new(holds))) == Some(true) {
            kinds.push(Kind::IdleDefine {
                define,
                always: true,
            });
        }
    }
    let clauses = 0..index(model.impossible.len());
    kinds.extend(
        clauses
            .filter(|&clause| excludes_nothing(setting, clause))
            .map(Kind::IdleImpossible),
    );
    kinds
        .into_iter()
        .map(|kind| bare(kind, None, Vec::new()))
        .collect()
}

/// Whether every affair that a clause excludes is excluded by others too.
fn excludes_nothing(setting: &Setting, clause: u32) -> bool {
    let clause = clause as usize;
    let forbidden = &setting.table.forbidden;
    let others = forbidden
        .iter()
        .filter(|(number, _)| *number != clause)
        .map(|(_, region)| (0, region));
    let rows = Rows::new(setting.table, others);
    let own = forbidden.iter().filter(|(number, _)| *number == clause);
    own.into_iter().all(|(_, region)| {
        let cells: Vec<ClassSet> = region.within(&setting.whole);
        let mut left = false;
        let searched = crate::table::cover::search(
            setting.table,
            &cells,
            rows.clone(),
            setting.budget(),
            covered,
            |hole| match setting.real_but(
                &hole.cells(),
                |number| number != clause,
                setting.options.steps,
            ) {
                Real::Nothing => Next::Settle(hole.region(&hole.cells())),
                _ => {
                    left = true;
                    Next::Stop
                }
            },
        );
        !left && searched.complete()
    })
}
