//! `priority_wrong`: decided once more as if one rule overrode another besides.

use super::rule::stands;
use super::{Asserted, Examined, Found, Stands, Verdict, compared, refuted};
use crate::contest::case::Case;
use crate::contest::names::Names;
use crate::contest::refusal::Refusal;
use crate::model::{DecisionId, Model, RuleId};
use crate::table::{DecisionTable, Region};
use crate::verdict::explore::{Ground, Steps, admissible};
use crate::verdict::space::Space;

/// Steps taken to find out whether two rules can meet.
const MOST_STEPS: u64 = 200_000;

/// A rule that is held to prevail over another.
pub(super) fn wrong(case: &Case, rule: &str, over: &str) -> Result<Examined, Refusal> {
    let names = Names {
        ruleset: case.ruleset,
    };
    let (winner, loser) = (names.rule(rule)?, names.rule(over)?);
    let model = case.model();
    let asserted = Asserted::PriorityWrong {
        rule: case.id(winner),
        over: case.id(loser),
    };
    let (above, below) = (&model.rules[loser.index()], &model.rules[winner.index()]);
    let shared = shared(model, winner, loser);
    let Some(decision) = most_telling(case, &shared) else {
        return Ok(refuted(case, asserted, Found::NothingShared));
    };
    if above.mandatory && above.level < below.level {
        return Ok(refuted(case, asserted, Found::Mandatory));
    }
    if model.priority.overrides(winner, loser) {
        return Ok(refuted(case, asserted, Found::Already));
    }
    let Some(priority) = model.priority.with(winner, loser) else {
        return Ok(refuted(case, asserted, Found::Circle));
    };
    if !may_meet(model, case.table(), winner, loser) {
        return Ok(refuted(case, asserted, Found::NeverMeet));
    }
    let with = Model {
        priority,
        ..model.clone()
    };
    let again = case.again_by(&with, case.table(), &case.affair);
    let fate = |rule: RuleId| stands(case.explained(decision)?, &case.id(rule));
    let rules: Vec<Stands> = [winner, loser].into_iter().filter_map(fate).collect();
    let found = if rules.iter().all(Stands::is_met) {
        Found::Decided
    } else {
        Found::NotMet { rules }
    };
    let examined = compared(case, asserted, found, again);
    Ok(match examined.verdict {
        Verdict::Upheld => Examined {
            found: Found::Decided,
            ..examined
        },
        _ => examined,
    })
}

/// The decisions that both rules conclude about.
fn shared(model: &Model, one: RuleId, other: RuleId) -> Vec<DecisionId> {
    let conclusions = model.rules[one.index()].conclusions.iter();
    let also = |decision: &DecisionId| !model.concluded(other, *decision).is_empty();
    conclusions.map(|it| it.decision).filter(also).collect()
}

/// The decision in dispute, else one that it reads, else any.
fn most_telling(case: &Case, decisions: &[DecisionId]) -> Option<DecisionId> {
    let mut decisions = decisions.to_vec();
    decisions.sort_by_key(|decision| (*decision != case.decision, !case.cone().contains(decision)));
    decisions.first().copied()
}

/// Whether some admissible affair may meet both rules; where that is not found out in so many steps,
/// it may.
fn may_meet(model: &Model, table: &DecisionTable, one: RuleId, other: RuleId) -> bool {
    let mut steps = Steps {
        taken: 0,
        limit: MOST_STEPS,
        unsure: false,
    };
    let full = table.full();
    let mut meet = |a: &Region, b: &Region| {
        a.meets(b) && {
            let space = Space::of(model, b.within(&a.within(&full)));
            admissible(Ground { model, table }, space, &mut steps).unwrap_or(true)
        }
    };
    let others = &table.rules[other.index()];
    table.rules[one.index()]
        .iter()
        .any(|a| others.iter().any(|b| meet(a, b)))
}
