//! Unreachable: a rule that some situation meets, and that is left in none, for one decision.

use std::collections::{BTreeMap, BTreeSet};

use fenliu::analysis::{Finding, Kind};

use super::super::expected::{Expected, must_any};
use super::super::situations::{Set, Situations, has, members};
use super::super::subject::Subject;
use super::Law;
use super::overrides::is_swallowed;

pub const LAW: Law = Law {
    name: "unreachable",
    about: |kind| matches!(kind, Kind::Unreachable { .. }),
    expected,
    sound: |_: &Subject, _: &Finding| Ok(()),
};

/// Whether some situation meets the rule.
pub fn is_met(s: &Situations, rule: usize, decision: usize) -> bool {
    s.met[decision].iter().any(|&met| has(met, rule))
}

/// Whether it is left in some situation.
pub fn is_left(s: &Situations, rule: usize, decision: usize) -> bool {
    let left = |&met: &Set| has(met, rule) && has(s.left(decision, met), rule);
    s.met[decision].iter().any(left)
}

/// The sets of rules that take all its affairs, of which none can be spared: the rule is left in no
/// situation even if besides it only they could be met.
fn masks(s: &Situations, rule: usize, decision: usize) -> Vec<Set> {
    let others = s.concluding(decision) & !(1 << rule);
    let mut left: BTreeMap<Set, bool> = BTreeMap::new();
    let meeting: Vec<Set> = s.met[decision]
        .iter()
        .copied()
        .filter(|&met| has(met, rule))
        .collect();
    let mut takes_all = |mask: Set| {
        meeting.iter().all(|met| {
            let met = met & (mask | 1 << rule);
            !*left
                .entry(met)
                .or_insert_with(|| has(s.left(decision, met), rule))
        })
    };
    let mut found = Vec::new();
    // every subset
    let mut mask = others;
    loop {
        if takes_all(mask) && !members(mask).any(|one| takes_all(mask & !(1 << one))) {
            found.push(mask);
        }
        if mask == 0 {
            return found;
        }
        mask = (mask - 1) & others;
    }
}

/// A rule that an `overrides` swallows is told of there instead.
fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (rule, declared) in s.rules.list.iter().enumerate() {
        for &decision in declared.then.keys() {
            if !is_met(s, rule, decision)
                || is_left(s, rule, decision)
                || is_swallowed(s, rule, decision)
            {
                continue;
            }
            let lines: BTreeSet<String> = masks(s, rule, decision)
                .into_iter()
                .map(|mask| {
                    let masks = s.ids(mask).join(", ");
                    format!(
                        "unreachable {} on {}: {masks}",
                        s.id(rule),
                        s.name(decision)
                    )
                })
                .collect();
            expected.push(must_any(lines));
        }
    }
    expected
}
