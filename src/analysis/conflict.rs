//! Conflicts: situations in which rules that are left conclude differently.
//!
//! For each two rules that meet and conclude differently: in the box where both are met, is there
//! a situation in which both are left when every ground has been applied, and which no declared
//! overlap accepts? Pairs are then grouped into maximal sets of rules that are left together.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{DecisionId, Overlap, RuleId};
use crate::table::column::day_number;
use crate::table::cover::{Judgement, Next};
use crate::table::{ClassSet, Region};
use crate::verdict::affair::Vocabulary;
use crate::verdict::space::Space;
use crate::verdict::{Affair, Outcome, Outcomes};

use super::confirm::{is_conflict, wholly_known, witness};
use super::finding::{Answer, Finding, Kind, Witness};
use super::gap::told;
use super::meeting::Meeting;
use super::parallel;
use super::setting::{Setting, has, left};
use super::share::{largest_first, share};

/// Conflicts of one decision that are told at most; the others are counted.
pub(super) const MOST_TOLD: usize = 200;
/// Regions of one conflict that are told at most.
const MOST_REGIONS: usize = 64;

/// What was found of one decision.
pub(super) struct Conflicts {
    pub(super) answer: Answer,
    pub(super) findings: Vec<Finding>,
    /// Pairs in conflict that no finding names.
    pub(super) untold: u64,
}

/// How two rules lie to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Between {
    /// They are never both left, or only where an overlap accepts it.
    Settled,
    /// They are, and nothing accepts it.
    Conflict,
    /// Not found out.
    Unknown(f64),
}

/// Looks for a decision's conflicts.
pub(super) fn conflicts(
    setting: &Setting,
    vocabulary: &Vocabulary,
    meeting: &Meeting,
) -> Conflicts {
    let pairs = differing(setting, meeting);
    let threads = setting.options.threads;
    let between = parallel::map(threads, &pairs, |&(a, b)| between(setting, meeting, a, b));
    let mut uncovered: f64 = 0.0;
    let mut open: BTreeSet<(RuleId, RuleId)> = BTreeSet::new();
    for (pair, between) in pairs.iter().zip(&between) {
        match between {
            Between::Settled => {}
            Between::Conflict => {
                open.insert(*pair);
            }
            Between::Unknown(part) => uncovered = uncovered.max(*part),
        }
    }
    let any = !open.is_empty();
    let mut findings = Vec::new();
    while findings.len() < MOST_TOLD
        && let Some(&(a, b)) = open.first()
    {
        let group = Group::around(setting, meeting, [a, b]);
        for (at, &one) in group.rules.iter().enumerate() {
            for &other in &group.rules[at + 1..] {
                open.remove(&(one, other));
            }
        }
        open.remove(&(a, b));
        findings.push(group.finding(setting, vocabulary, meeting));
    }
    let answer = if any {
        Answer::Found
    } else if uncovered > 0.0 {
        Answer::Unknown { uncovered }
    } else if pairs
        .iter()
        .any(|&(a, b)| is_accepted(setting, meeting, [a, b]))
    {
        Answer::Accepted(Vec::new())
    } else {
        Answer::Proved
    };
    Conflicts {
        answer,
        findings,
        untold: open.len() as u64,
    }
}

/// Pairs of rules that meet and conclude differently.
fn differing(setting: &Setting, meeting: &Meeting) -> Vec<(RuleId, RuleId)> {
    meeting
        .rules()
        .iter()
        .flat_map(|&a| {
            meeting
                .neighbours(a)
                .iter()
                .filter(move |&&b| {
                    a < b && !setting.table.conclusions.alike(meeting.decision, a, b)
                })
                .map(move |&b| (a, b))
        })
        .collect()
}

fn between(setting: &Setting, meeting: &Meeting, a: RuleId, b: RuleId) -> Between {
    let decision = meeting.decision;
    let overlaps = listing(setting, decision, &[a, b]);
    let mut conflict = false;
    let searched = hunt(setting, meeting, &[a, b], &overlaps, |_, _| {
        conflict = true;
        Next::Stop
    });
    if conflict {
        return Between::Conflict;
    }
    if searched > 0.0 {
        return Between::Unknown(searched);
    }
    Between::Settled
}

/// Whether rules disagree somewhere once the overlaps that list them are left out of account.
fn is_accepted(setting: &Setting, meeting: &Meeting, [a, b]: [RuleId; 2]) -> bool {
    let mut found = false;
    if !listing(setting, meeting.decision, &[a, b]).is_empty() {
        hunt(setting, meeting, &[a, b], &[], |_, _| {
            found = true;
            Next::Stop
        });
    }
    found
}

/// The overlaps on a decision that list all of these rules.
fn listing<'a>(setting: &Setting<'a>, decision: DecisionId, rules: &[RuleId]) -> Vec<&'a Overlap> {
    setting
        .model
        .overlaps
        .iter()
        .filter(|overlap| {
            overlap.decision == decision && rules.iter().all(|rule| has(&overlap.rules, *rule))
        })
        .collect()
}

/// Hunts for situations in which all of some rules are left and no overlap accepts it. Returns the
/// part not searched.
fn hunt(
    setting: &Setting,
    meeting: &Meeting,
    rules: &[RuleId],
    overlaps: &[&Overlap],
    mut found: impl FnMut(Vec<ClassSet>, Space) -> Next,
) -> f64 {
    let decision = meeting.decision;
    let relations = setting.relations();
    let common = meeting.common(rules);
    // whoever claims besides those that an overlap lists matters too
    let unlisted = |rule: &RuleId| overlaps.iter().any(|overlap| !has(&overlap.rules, *rule));
    let mut concerned: Vec<RuleId> = common.iter().copied().filter(unlisted).collect();
    concerned.extend(rules);
    let mut others = meeting.mattering(setting, &common, &concerned);
    others.extend(concerned.into_iter().filter(|rule| !rules.contains(rule)));
    let in_force: Vec<Option<Region>> = overlaps
        .iter()
        .map(|overlap| in_force(setting, overlap))
        .collect();
    let mut judge = |sure: &[u32], open: &[u32]| {
        let ((sure, days), (open, open_days)) = (apart(sure), apart(open));
        let left = left(relations, decision, rules, &sure, &open);
        if !rules.iter().all(|rule| has(&left.perhaps, *rule)) {
            return Judgement::Settled;
        }
        let all_left = rules.iter().all(|rule| has(&left.sure, *rule));
        let mut refused = true;
        for (number, overlap) in (0_u32..).zip(overlaps) {
            let listed = |rules: &[RuleId]| rules.iter().all(|rule| has(&overlap.rules, *rule));
            let dated = in_force[number as usize].is_some();
            let now = !dated || days.contains(&number);
            let perhaps_now = now || open_days.contains(&number);
            if now && listed(&left.perhaps) {
                return Judgement::Settled;
            }
            refused &= !perhaps_now || !listed(&left.sure);
        }
        if all_left && refused {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    };
    let mut stopped = false;
    let mut uncovered: f64 = 0.0;
    for region in common_regions(setting, rules) {
        if stopped {
            break;
        }
        let cells = setting.within(&region);
        let labelled = others
            .iter()
            .flat_map(|rule| setting.regions(*rule).iter().map(|region| (rule.0, region)));
        let dated = (0_u32..)
            .zip(&in_force)
            .filter_map(|(number, region)| Some((DAYS + number, region.as_ref()?)));
        let rows = labelled.chain(dated);
        let hunted = setting.hunt_among(&cells, rows, &mut judge, |hole, space| {
            let next = found(hole.grown(), space);
            stopped |= next == Next::Stop;
            match next {
                Next::Settle(_) => Next::Settle(hole.region(&hole.grown())),
                next => next,
            }
        });
        uncovered = uncovered.max(hunted.searched.uncovered);
    }
    if stopped { 0.0 } else { uncovered }
}

/// Labels from here on stand for the days of overlaps.
const DAYS: u32 = 1 << 31;

/// Rules, and the overlaps in force.
fn apart(all: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let (rules, days): (Vec<u32>, Vec<u32>) = all.iter().partition(|&&label| label < DAYS);
    (rules, days.into_iter().map(|label| label - DAYS).collect())
}

/// The days of an overlap that ends.
pub(super) fn in_force(setting: &Setting, overlap: &Overlap) -> Option<Region> {
    let until = day_number(overlap.until?);
    let at = setting.days()?;
    let column = &setting.table.columns[at as usize];
    let last = column.class(&crate::model::Datum::Date(crate::table::column::date_of(
        until,
    )));
    Some(Region::from_cells([(at, ClassSet::range(0, last))]))
}

/// Where all of some rules are met.
fn common_regions(setting: &Setting, rules: &[RuleId]) -> Vec<Region> {
    let mut all = vec![Region::whole()];
    for rule in rules {
        all = all
            .iter()
            .flat_map(|met| {
                setting
                    .regions(*rule)
                    .iter()
                    .filter_map(|region| met.and(region))
            })
            .collect();
        all.sort_unstable();
        all.dedup();
    }
    let kept: Vec<Region> = all
        .iter()
        .enumerate()
        .filter(|(at, region)| {
            all.len() > 256
                || !all.iter().enumerate().any(|(other, wider)| {
                    other != *at
                        && region.is_subset(wider)
                        && (other < *at || !wider.is_subset(region))
                })
        })
        .map(|(_, region)| region.clone())
        .collect();
    kept
}

/// Rules that are left together, as many as can be.
struct Group {
    rules: Vec<RuleId>,
}

impl Group {
    /// A maximal set that holds two rules in conflict.
    fn around(setting: &Setting, meeting: &Meeting, pair: [RuleId; 2]) -> Self {
        let mut rules = pair.to_vec();
        for candidate in meeting.common(&pair) {
            let mut with = rules.clone();
            with.push(candidate);
            with.sort_unstable();
            let overlaps = listing(setting, meeting.decision, &with);
            let mut together = false;
            hunt(setting, meeting, &with, &overlaps, |_, _| {
                together = true;
                Next::Stop
            });
            if together {
                rules = with;
            }
        }
        rules.sort_unstable();
        Self { rules }
    }

    /// Whether they are left together in one situation of a wholly known affair.
    fn stand_at(
        &self,
        setting: &Setting,
        meeting: &Meeting,
        affair: &Affair,
        as_of: Option<Date>,
    ) -> bool {
        let Some(at) = wholly_known(setting, affair, as_of) else {
            return false;
        };
        let mut there = setting.clone();
        for (cell, known) in there.whole.iter_mut().zip(at) {
            *cell = cell.and(&known);
        }
        let overlaps = listing(setting, meeting.decision, &self.rules);
        let mut found = false;
        hunt(&there, meeting, &self.rules, &overlaps, |_, _| {
            found = true;
            Next::Stop
        });
        found
    }

    fn finding(self, setting: &Setting, vocabulary: &Vocabulary, meeting: &Meeting) -> Finding {
        let decision = meeting.decision;
        let overlaps = listing(setting, decision, &self.rules);
        let mut regions: Vec<Region> = Vec::new();
        let mut shown: Option<Witness> = None;
        let mut more = false;
        let upstream = &setting.model.decisions[decision.index()].reads;
        let shows = |affair: &Affair, outcomes: &Outcomes| {
            // where a decision upstream is contested, the claims may be those of different worlds
            let worlds = upstream
                .iter()
                .any(|read| !matches!(outcomes.decisions[read.index()], Outcome::Decided { .. }));
            is_conflict(&outcomes.decisions[decision.index()], &self.rules)
                && (!worlds || self.stand_at(setting, meeting, affair, outcomes.as_of))
        };
        hunt(setting, meeting, &self.rules, &overlaps, |cells, space| {
            if shown.as_ref().is_none_or(|shown| !shown.confirmed) {
                shown = Some(witness(setting, vocabulary, &space, &shows));
            }
            regions.push(told(setting, cells));
            more = regions.len() >= MOST_REGIONS;
            if more {
                Next::Stop
            } else {
                Next::Settle(Region::whole())
            }
        });
        largest_first(setting, &mut regions);
        Finding {
            kind: Kind::Conflict,
            decision: Some(decision),
            rules: self.rules.clone(),
            witness: shown,
            share: share(setting, &regions),
            more,
            regions,
        }
    }
}
