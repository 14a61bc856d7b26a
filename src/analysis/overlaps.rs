//! Declared overlaps that do not happen, and rules that they list for nothing.

use crate::model::{Overlap, RuleId};
use crate::table::Region;
use crate::table::cover::Judgement;

use super::conflict::in_force;
use super::dead::{Lives, any_within, bare};
use super::finding::{Finding, Kind};
use super::meeting::Meeting;
use super::setting::{Setting, has, left};

/// Looks at every overlap; the part is how much could not be found out.
pub(super) fn overlaps(setting: &Setting, meetings: &[Meeting]) -> (Vec<Finding>, f64) {
    let mut found = Vec::new();
    let mut uncovered: f64 = 0.0;
    for (number, overlap) in (0..).zip(&setting.model.overlaps) {
        let Some(meeting) = meetings
            .iter()
            .find(|meeting| meeting.decision == overlap.decision)
        else {
            continue;
        };
        let lives: Vec<Lives> = overlap
            .rules
            .iter()
            .map(|&rule| claims(setting, meeting, overlap, rule))
            .collect();
        let unknown = lives.iter().find_map(|lives| match lives {
            Lives::Unknown(part) => Some(*part),
            _ => None,
        });
        if let Some(part) = unknown {
            uncovered = uncovered.max(part);
            continue;
        }
        let idle: Vec<RuleId> = overlap
            .rules
            .iter()
            .zip(&lives)
            .filter(|(_, lives)| **lives == Lives::No)
            .map(|(rule, _)| *rule)
            .collect();
        let decision = Some(overlap.decision);
        if idle.len() == overlap.rules.len() {
            found.push(bare(
                Kind::StaleOverlap(number),
                decision,
                overlap.rules.clone(),
            ));
        } else if !idle.is_empty() {
            found.push(bare(Kind::BroadOverlap(number), decision, idle));
        }
    }
    (found, uncovered)
}

/// Whether a rule is left somewhere together with others of the overlap that conclude differently,
/// and none that it does not list, while it is in force.
fn claims(setting: &Setting, meeting: &Meeting, overlap: &Overlap, rule: RuleId) -> Lives {
    let decision = overlap.decision;
    let relations = setting.relations();
    let days = in_force(setting, overlap);
    let alike = |other: &RuleId| setting.table.conclusions.alike(decision, rule, *other);
    let judge = |sure: &[u32], open: &[u32]| {
        let left = left(relations, decision, &[rule], sure, open);
        let listed = |other: &RuleId| has(&overlap.rules, *other);
        if !has(&left.perhaps, rule)
            || !left.sure.iter().all(listed)
            || left.perhaps.iter().all(alike)
        {
            Judgement::Settled
        } else if has(&left.sure, rule)
            && left.perhaps.iter().all(listed)
            && !left.sure.iter().all(alike)
        {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    };
    let regions: Vec<Region> = setting
        .regions(rule)
        .iter()
        .filter_map(|region| match &days {
            Some(days) => region.and(days),
            None => Some(region.clone()),
        })
        .collect();
    any_within(setting, &regions, meeting.neighbours(rule), judge)
}
