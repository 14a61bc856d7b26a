//! A conflict: a situation where the rules left after all grounds conclude differently.

use std::collections::BTreeSet;

use fenliu::analysis::{Finding, Kind};

use super::super::expected::{Expected, must_any};
use super::super::situations::{Case, Set, Situations, has, members};
use super::super::subject::Subject;
use super::super::witness;
use super::Law;

pub const LAW: Law = Law {
    name: "conflict",
    about: |kind| matches!(kind, Kind::Conflict),
    expected,
    sound,
};

/// The sets of rules that are left together and disagree: where no overlap lists them all, and
/// where one does.
#[derive(Default)]
pub struct Conflicts {
    pub open: BTreeSet<Set>,
    pub accepted: BTreeSet<Set>,
}

pub fn conflicts(s: &Situations, decision: usize) -> Conflicts {
    let mut found = Conflicts::default();
    if !s.is_single(decision) {
        return found;
    }
    for (case, world) in s.worlds() {
        let left = world.left[decision];
        if s.disagree(left, decision) {
            match is_accepted(s, case, left, decision) {
                true => found.accepted.insert(left),
                false => found.open.insert(left),
            };
        }
    }
    found
}

/// Whether an overlap in force lists every rule left.
fn is_accepted(s: &Situations, case: &Case, left: Set, decision: usize) -> bool {
    s.ruleset.overlaps.iter().any(|overlap| {
        overlap.decision == decision
            && overlap
                .until
                .is_none_or(|until| case.point.as_of.is_none_or(|day| day <= until))
            && members(left).all(|rule| overlap.rules.contains(&s.rules.list[rule].id))
    })
}

/// The largest of these sets.
fn maximal(sets: &BTreeSet<Set>) -> Vec<Set> {
    let within = |one: Set, other: Set| one != other && one & other == one;
    sets.iter()
        .copied()
        .filter(|&one| !sets.iter().any(|&other| within(one, other)))
        .collect()
}

/// The pairs in conflict.
fn pairs(s: &Situations, decision: usize, sets: &BTreeSet<Set>) -> BTreeSet<(usize, usize)> {
    let within = |&left: &Set| {
        members(left).flat_map(move |one| members(left).map(move |other| (one, other)))
    };
    sets.iter()
        .flat_map(within)
        .filter(|&(one, other)| one < other && s.differ(one, other, decision))
        .collect()
}

/// For every pair, one of the maximal sets that have it.
fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for decision in 0..s.ruleset.decisions.len() {
        let open = conflicts(s, decision).open;
        let sets = maximal(&open);
        for (one, other) in pairs(s, decision, &open) {
            let with = sets.iter().filter(|&&set| has(set, one) && has(set, other));
            let line =
                |set: &Set| format!("conflict {}: {}", s.name(decision), s.ids(*set).join(", "));
            expected.insert(with.map(line).collect());
        }
    }
    expected.into_iter().map(must_any).collect()
}

/// Whether in some situation of a case these rules are left together, and nothing accepts them.
pub fn is_shown(s: &Situations, case: &Case, rules: Set, decision: usize) -> bool {
    case.worlds.iter().any(|world| {
        let left = world.left[decision];
        left & rules == rules && !is_accepted(s, case, left, decision)
    })
}

fn sound(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let decision = subject.decision(finding)?;
    let rules = subject.set(&finding.rules);
    let shows = |case: &Case| is_shown(s, case, rules, decision);
    witness::shows(subject, finding, "these rules left together", shows)?;
    witness::decided(subject, finding, |outcome| {
        outcome["status"] == "contested"
            && members(rules).all(|rule| witness::claimed_by(outcome, s.id(rule)))
    })
}
