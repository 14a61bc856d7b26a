//! `overrides` clauses that settle nothing, and those whose rule holds all of the rule it overrides.

use crate::model::{Model, OverrideTarget, Priority, RuleId, TableId};
use crate::table::Region;
use crate::table::cover::{Judgement, Next, covered};
use crate::verdict::defeat::{Relations, defeat};
use crate::verdict::evaluate::result;

use super::dead::bare;
use super::finding::{Finding, Kind};
use super::meeting::Meeting;
use super::parallel;
use super::setting::{Real, Setting, met};

/// A clause, of a rule or of a table (then of its first row).
struct Clause {
    rule: RuleId,
    number: u32,
    target: OverrideTarget,
}

fn clauses(model: &Model) -> Vec<Clause> {
    let stated = (0..).map(RuleId).zip(&model.rules).filter(|(_, rule)| {
        rule.row
            .is_none_or(|(table, row)| row == 0 && !model.tables[table.index()].rows.is_empty())
    });
    stated
        .flat_map(|(id, rule)| {
            (0..)
                .zip(&rule.overrides)
                .map(move |(number, clause)| Clause {
                    rule: id,
                    number,
                    target: clause.target,
                })
        })
        .collect()
}

/// Looks at every clause. `dead` says which rules can be met by no affair; they are told already.
/// The part is how much could not be found out.
pub(super) fn overrides(
    setting: &Setting,
    meetings: &[Meeting],
    dead: &dyn Fn(RuleId) -> bool,
) -> (Vec<Finding>, f64) {
    let clauses: Vec<Clause> = clauses(setting.model)
        .into_iter()
        .filter(|clause| {
            winners(setting.model, clause)
                .into_iter()
                .any(|rule| !dead(rule))
        })
        .filter(|clause| match clause.target {
            OverrideTarget::Rule(loser) => !dead(loser),
            OverrideTarget::Table(_) => true,
        })
        .collect();
    let looked_at = parallel::map(setting.options.threads, &clauses, |clause| {
        look_at(setting, meetings, clause)
    });
    let uncovered = looked_at
        .iter()
        .map(|(_, uncovered)| *uncovered)
        .fold(0.0, f64::max);
    let found = looked_at
        .into_iter()
        .flat_map(|(findings, _)| findings)
        .collect();
    (found, uncovered)
}

fn look_at(setting: &Setting, meetings: &[Meeting], clause: &Clause) -> (Vec<Finding>, f64) {
    let mut found = Vec::new();
    for (by, swallowed) in swallowed(setting, clause) {
        let kind = Kind::WideException {
            clause: clause.number,
            swallowed,
        };
        found.push(bare(kind, None, vec![by]));
    }
    let mut uncovered: f64 = 0.0;
    if matters(setting, meetings, clause, &mut uncovered) {
        return (found, 0.0);
    }
    if uncovered == 0.0 {
        let kind = Kind::IdleOverride {
            clause: clause.number,
            meet: meets_some(setting, meetings, clause),
        };
        found.push(bare(kind, None, vec![clause.rule]));
    }
    (found, uncovered)
}

/// The rule overridden, if every situation that meets it meets the clause's own rule, or one row of
/// its table; with that rule, or each such row.
fn swallowed(setting: &Setting, clause: &Clause) -> Vec<(RuleId, RuleId)> {
    let model = setting.model;
    let OverrideTarget::Rule(loser) = clause.target else {
        return Vec::new();
    };
    let regions = setting.regions(loser);
    let winners = winners(model, clause);
    let holds = |winner: RuleId| {
        let own = &model.rules[winner.index()];
        let shared = own
            .conclusions
            .iter()
            .any(|conclusion| !model.concluded(loser, conclusion.decision).is_empty());
        // seen at a glance, for tables of many rows
        let meets = |region: &Region| {
            setting.regions(winner).iter().any(|own| own.meets(region)) || !setting.is_plain(region)
        };
        shared
            && regions.iter().all(meets)
            && regions.iter().all(|region| {
                let mut left = false;
                let cells = setting.within(region);
                let hunted = setting.hunt(&cells, &[winner], covered, |_, _| {
                    left = true;
                    Next::Stop
                });
                !left && hunted.searched.complete()
            })
    };
    winners
        .into_iter()
        .filter(|winner| holds(*winner))
        .map(|winner| (winner, loser))
        .collect()
}

/// The rules that a clause speaks for: its own, or every row of its table; ascending.
fn winners(model: &Model, clause: &Clause) -> Vec<RuleId> {
    match model.rules[clause.rule.index()].row {
        Some((table, _)) => rows(model, table),
        None => vec![clause.rule],
    }
}

/// The rows of a table, ascending.
fn rows(model: &Model, table: TableId) -> Vec<RuleId> {
    let mut rows = model.tables[table.index()].rows.clone();
    rows.sort_unstable();
    rows
}

/// Pairs of rules that meet, of which the clause speaks: its own and those it closes.
fn pairs<'m>(
    meeting: &'m Meeting,
    between: impl Fn(RuleId, RuleId) -> bool + 'm,
) -> impl Iterator<Item = (RuleId, RuleId)> + 'm {
    meeting.rules().iter().flat_map(move |&winner| {
        let losers: Vec<RuleId> = meeting
            .neighbours(winner)
            .iter()
            .copied()
            .filter(|&loser| between(winner, loser))
            .collect();
        losers.into_iter().map(move |loser| (winner, loser))
    })
}

/// Whether some decision comes out otherwise somewhere without the clause.
fn matters(setting: &Setting, meetings: &[Meeting], clause: &Clause, uncovered: &mut f64) -> bool {
    let model = setting.model;
    let Some(without) = without(model, clause) else {
        return true;
    };
    let lost = |winner: RuleId, loser: RuleId| {
        model.priority.overrides(winner, loser) && !without.overrides(winner, loser)
    };
    meetings.iter().any(|meeting| {
        pairs(meeting, lost)
            .any(|(winner, loser)| changes(setting, meeting, &without, [winner, loser], uncovered))
    })
}

fn without(model: &Model, clause: &Clause) -> Option<Priority> {
    let by_table = model.rules[clause.rule.index()].row.is_some();
    let loser = match clause.target {
        OverrideTarget::Rule(loser) => (loser, false),
        OverrideTarget::Table(table) => (*model.tables[table.index()].rows.first()?, true),
    };
    model.priority.without((clause.rule, by_table), loser)
}

/// Whether a decision comes out otherwise where two rules are met.
fn changes(
    setting: &Setting,
    meeting: &Meeting,
    without: &Priority,
    pair: [RuleId; 2],
    uncovered: &mut f64,
) -> bool {
    let (model, decision) = (setting.model, meeting.decision);
    let now = setting.relations();
    let then = Relations {
        stated: without,
        ..now
    };
    let others = meeting.common(&pair);
    let mut judge = |sure: &[u32], open: &[u32]| {
        let met = met(&pair, sure, open);
        let (now, then) = (
            result(model, decision, &defeat(now, decision, met.clone())),
            result(model, decision, &defeat(then, decision, met)),
        );
        match (now, then) {
            (Some(now), Some(then)) if now == then => Judgement::Settled,
            (Some(_), Some(_)) => Judgement::Hole,
            _ => Judgement::Open,
        }
    };
    let mut found = false;
    for a in setting.regions(pair[0]) {
        for b in setting.regions(pair[1]) {
            let Some(both) = a.and(b) else { continue };
            let hunted = setting.hunt(&setting.within(&both), &others, &mut judge, |_, _| {
                found = true;
                Next::Stop
            });
            if found {
                return true;
            }
            *uncovered = uncovered.max(hunted.searched.uncovered);
        }
    }
    false
}

/// Whether the clause's rule, or a row of its table, is met together with one that it overrides.
fn meets_some(setting: &Setting, meetings: &[Meeting], clause: &Clause) -> bool {
    let model = setting.model;
    let winners = winners(model, clause);
    let losers = match clause.target {
        OverrideTarget::Rule(loser) => vec![loser],
        OverrideTarget::Table(table) => rows(model, table),
    };
    let spoken_of = |winner: RuleId, loser: RuleId| {
        winners.binary_search(&winner).is_ok() && losers.binary_search(&loser).is_ok()
    };
    meetings
        .iter()
        .any(|meeting| pairs(meeting, spoken_of).any(|(a, b)| meet(setting, a, b)))
}

/// Whether two rules are met together on some situation.
pub(super) fn meet(setting: &Setting, a: RuleId, b: RuleId) -> bool {
    setting.regions(a).iter().any(|one| {
        setting.regions(b).iter().any(|other| {
            one.and(other).is_some_and(|both| {
                setting.is_plain(&both)
                    || matches!(setting.real(&setting.within(&both)), Real::Affair(_))
            })
        })
    })
}
