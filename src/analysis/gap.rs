//! Gaps: situations in which no rule of a decision is met.
//!
//! Exact covering of the space of situations by the decision's rules. Situations in which a
//! decision upstream is itself unclassified follow from its own gap and are told there.

use jiff::civil::Date;

use crate::model::{Collect, DecisionId, Otherwise, RuleId};
use crate::table::cover::{Judgement, Next, covered};
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, Region};
use crate::verdict::{Affair, Outcome, Outcomes};

use super::confirm::{is_gap, wholly_known, witness};
use super::finding::{Answer, Finding, Kind, Witness};
use super::setting::{Hunted, Setting};
use super::share::{largest_first, share};
use crate::verdict::affair::Vocabulary;

/// Regions of one gap that are told at most.
const MOST_REGIONS: usize = 1_000;

/// What was found of one decision.
pub(super) struct Gap {
    pub(super) answer: Answer,
    pub(super) finding: Option<Finding>,
    /// Whether it is known never to be unclassified.
    pub(super) never: bool,
}

/// Whether a decision can be unclassified at all.
pub(super) fn may_be(setting: &Setting, decision: DecisionId) -> bool {
    let declared = &setting.model.decisions[decision.index()];
    matches!(declared.collect, None | Some(Collect::Min | Collect::Max))
        && !matches!(declared.otherwise, Otherwise::Value(_))
}

/// Looks for a decision's gaps.
pub(super) fn gap(setting: &Setting, vocabulary: &Vocabulary, decision: DecisionId) -> Gap {
    let proved = Gap {
        answer: Answer::Proved,
        finding: None,
        never: true,
    };
    if !may_be(setting, decision) {
        return proved;
    }
    let declared = &setting.model.decisions[decision.index()];
    let rules = &declared.rules;
    // a gap that is accepted is asked about only to know whether there is one
    let accepted = matches!(declared.otherwise, Otherwise::Unclassified(_));
    // what its rules test; a column of a table whose every cell says any reads nothing
    let mut tested: Vec<DecisionId> = rules
        .iter()
        .map(|rule| &setting.model.rules[rule.index()])
        .flat_map(|rule| [Some(&rule.when), rule.unless.as_ref()])
        .flatten()
        .flat_map(|condition| condition.decisions(setting.model))
        .collect();
    tested.sort_unstable();
    tested.dedup();
    let upstream: Vec<(DecisionId, Region)> = tested
        .into_iter()
        .filter_map(|read| Some((read, unclassified(setting, read)?)))
        .collect();
    let mut space = setting.whole.clone();
    for (_, region) in &upstream {
        for (column, none) in region.cells() {
            let cell = &mut space[*column as usize];
            *cell = cell.minus(none);
        }
    }
    let mut regions: Vec<Region> = Vec::new();
    let mut shown: Option<Witness> = None;
    let mut more = false;
    let shows = |affair: &Affair, outcomes: &Outcomes| {
        let outcome = |of: DecisionId| &outcomes.decisions[of.index()];
        // a claim upstream that nothing is said would make a gap that is not the decision's own
        let doubtful = upstream.iter().any(|(read, _)| {
            is_gap(outcome(*read)) || matches!(outcome(*read), Outcome::Undetermined { .. })
        });
        is_gap(outcome(decision))
            && (!doubtful || has_own_gap(setting, rules, &space, affair, outcomes.as_of))
    };
    let judge: fn(&[u32], &[u32]) -> Judgement = covered;
    let own = setting.hunt(&space, rules, judge, |hole, space| {
        let grown = hole.grown();
        if shown.as_ref().is_none_or(|shown| !shown.confirmed) {
            shown = Some(witness(setting, vocabulary, &space, &shows));
        }
        let settled = hole.region(&grown);
        regions.push(widened(setting, rules, &upstream, grown));
        more = regions.len() >= MOST_REGIONS;
        if accepted || more {
            Next::Stop
        } else {
            Next::Settle(settled)
        }
    });
    if shown.is_none()
        && let Some(space) = &own.unsure
    {
        shown = Some(Witness {
            confirmed: false,
            ..witness(setting, vocabulary, space, &shows)
        });
    }
    let unknown = !own.searched.stopped && own.searched.uncovered > 0.0;
    if regions.is_empty() && !unknown {
        let follows: Vec<DecisionId> = upstream
            .iter()
            .filter(|(_, region)| follows(setting, rules, region))
            .map(|(read, _)| *read)
            .collect();
        return if follows.is_empty() {
            proved
        } else {
            Gap {
                answer: Answer::Accepted(if accepted { Vec::new() } else { follows }),
                finding: None,
                never: false,
            }
        };
    }
    if accepted {
        return Gap {
            answer: if regions.is_empty() {
                unknown_answer(&own)
            } else {
                Answer::Accepted(Vec::new())
            },
            finding: None,
            never: false,
        };
    }
    largest_first(setting, &mut regions);
    Gap {
        answer: if unknown {
            unknown_answer(&own)
        } else {
            Answer::Found
        },
        finding: shown.map(|witness| Finding {
            kind: Kind::Gap,
            decision: Some(decision),
            rules: Vec::new(),
            witness: Some(witness),
            share: share(setting, &regions),
            more,
            regions,
        }),
        never: false,
    }
}

fn unknown_answer(hunted: &Hunted) -> Answer {
    Answer::Unknown {
        uncovered: hunted.searched.uncovered,
    }
}

/// Situations in which a decision upstream is unclassified, if there may be any and rules look at
/// its value.
fn unclassified(setting: &Setting, read: DecisionId) -> Option<Region> {
    let at = setting.table.column(&ColumnKey::Outcome(read))?;
    let column = &setting.table.columns[at as usize];
    let none = column.none_class()?;
    setting.whole[at as usize]
        .contains(none)
        .then(|| Region::of(at, crate::table::ClassSet::one(none), column.size))?
}

/// Whether a fully known affair has a situation in a space where no rule is met.
fn has_own_gap(
    setting: &Setting,
    rules: &[RuleId],
    space: &[ClassSet],
    affair: &Affair,
    as_of: Option<Date>,
) -> bool {
    let Some(at) = wholly_known(setting, affair, as_of) else {
        return false;
    };
    let cells: Vec<ClassSet> = at.iter().zip(space).map(|(a, b)| a.and(b)).collect();
    let mut found = false;
    setting.hunt(&cells, rules, covered, |_, _| {
        found = true;
        Next::Stop
    });
    found
}

/// Whether there is a gap where a decision upstream is unclassified.
fn follows(setting: &Setting, rules: &[RuleId], upstream: &Region) -> bool {
    let mut found = false;
    let cells = setting.within(upstream);
    setting.hunt(&cells, rules, covered, |_, _| {
        found = true;
        Next::Stop
    });
    found
}

/// A region with the situations in which a decision upstream is unclassified, where that makes no
/// difference: then nothing need be said of that decision, or less.
fn widened(
    setting: &Setting,
    rules: &[RuleId],
    upstream: &[(DecisionId, Region)],
    mut cells: Vec<ClassSet>,
) -> Region {
    for (_, unclassified) in upstream {
        let [(column, none)] = unclassified.cells() else {
            continue;
        };
        let at = *column as usize;
        let mut there = cells.clone();
        there[at] = none.clone();
        let met = |rule: &RuleId| {
            let regions = setting.regions(*rule).iter();
            regions
                .into_iter()
                .any(|region| region.covers(&there) != Cover::Nothing)
        };
        if !rules.iter().any(met) {
            cells[at] = cells[at].or(none);
        }
    }
    told(setting, cells)
}

/// A box as a region, columns that are as wide as can be left out.
pub(super) fn told(setting: &Setting, cells: Vec<ClassSet>) -> Region {
    Region::from_cells(
        (0..)
            .zip(cells)
            .filter(|(at, cell)| *cell != setting.whole[*at as usize]),
    )
}
