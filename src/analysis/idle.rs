//! Conditions that say nothing: definitions that never hold or always do, `impossible` clauses that
//! exclude nothing, shifts that can never come.

use crate::model::{Datum, DefineBody, DefineId, Model, Shift};
use crate::table::column::{index, ordinal};
use crate::table::cover::{Next, Rows, covered};
use crate::table::disjoin::{Formula, Values, formula, unit_of};
use crate::table::{ClassSet, ColumnKey};

use super::dead::bare;
use super::finding::{Finding, Kind};
use super::guarantee::never;
use super::setting::{Real, Setting};

/// Looks at every definition, `impossible` clause and shift.
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
    kinds.extend(idle_shifts(setting).map(Kind::IdleShift));
    kinds
        .into_iter()
        .map(|kind| bare(kind, None, Vec::new()))
        .collect()
}

/// The shifts that can never come. The value a shift leads from may be what the rules say, what
/// another shift led to, or, where somebody determines the decision, what they said: then only its
/// own condition counts.
fn idle_shifts(setting: &Setting) -> impl Iterator<Item = u32> {
    let shifts = &setting.model.shifts;
    let possible = |condition: &Formula| never(setting, condition) != Some(true);
    let mut comes: Vec<bool> = shifts
        .iter()
        .map(|shift| possible(&leaves(setting.model, shift)))
        .collect();
    let led_to = |at: usize, comes: &[bool]| {
        let shift = &shifts[at];
        let before = shifts.iter().zip(comes).any(|(before, comes)| {
            *comes && before.decision == shift.decision && before.to == shift.from
        });
        let decision = &setting.model.decisions[shift.decision.index()];
        (before || decision.determined_by.is_some())
            && possible(&formula(setting.model, &shift.when))
    };
    while let Some(at) = (0..shifts.len()).find(|&at| !comes[at] && led_to(at, &comes)) {
        comes[at] = true;
    }
    (0..)
        .zip(comes)
        .filter(|(_, comes)| !comes)
        .map(|(number, _)| number)
}

/// The condition of a shift, while its decision has the value it leads from.
pub(super) fn leaves(model: &Model, shift: &Shift) -> Formula {
    let unit = unit_of(&model.decisions[shift.decision.index()].ty);
    let from = match &shift.from {
        Datum::Leaf(leaf) => Values::Classes(ClassSet::one(*leaf)),
        Datum::YesNo(yes) => Values::Classes(ClassSet::one(u32::from(*yes))),
        from => {
            let at = ordinal(from, unit);
            Values::Ordinals(at, at)
        }
    };
    Formula::And(vec![
        formula(model, &shift.when),
        Formula::Atom(ColumnKey::Outcome(shift.decision), from),
    ])
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
