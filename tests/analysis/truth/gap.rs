//! A gap: a situation where no rule of the decision is met, and nothing is said for that case.

use std::collections::BTreeSet;

use fenliu::analysis::{Finding, Kind};

use super::super::expected::{Expected, must};
use super::super::situations::{Case, Situations, World};
use super::super::subject::Subject;
use super::super::witness;
use super::Law;

pub const LAW: Law = Law {
    name: "gap",
    about: |kind| matches!(kind, Kind::Gap),
    expected,
    sound,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// Every situation has a rule that is met.
    Proved,
    /// It follows from decisions upstream that are unclassified, or `otherwise unclassified` says so.
    Accepted(BTreeSet<usize>),
    Found,
}

/// What there is to say of a decision; nothing of one that has a value without rules.
pub fn gap(s: &Situations, decision: usize) -> Option<Gap> {
    if s.has_value_without(decision) {
        return None;
    }
    let mut gaps = s
        .worlds()
        .filter(|(_, world)| world.met[decision] == 0)
        .peekable();
    if gaps.peek().is_none() {
        return Some(Gap::Proved);
    }
    if s.ruleset.decisions[decision].otherwise == Some(None) {
        return Some(Gap::Accepted(BTreeSet::new()));
    }
    let follow: Vec<BTreeSet<usize>> = gaps
        .map(|(_, world)| unclassified(s, world, decision))
        .collect();
    Some(match follow.iter().any(BTreeSet::is_empty) {
        true => Gap::Found,
        false => Gap::Accepted(follow.into_iter().flatten().collect()),
    })
}

/// The decisions it reads that are unclassified.
fn unclassified(s: &Situations, world: &World, decision: usize) -> BTreeSet<usize> {
    let read = s.read[decision].iter().copied();
    read.filter(|&read| world.values[read].is_none()).collect()
}

fn expected(s: &Situations) -> Vec<Expected> {
    (0..s.ruleset.decisions.len())
        .filter(|&decision| gap(s, decision) == Some(Gap::Found))
        .map(|decision| must(format!("gap {}", s.name(decision))))
        .collect()
}

/// Whether a situation is a gap that does not follow from one upstream.
pub fn is_own(s: &Situations, world: &World, decision: usize) -> bool {
    world.met[decision] == 0 && unclassified(s, world, decision).is_empty()
}

/// Whether some situation of a case is.
pub fn is_shown(s: &Situations, case: &Case, decision: usize) -> bool {
    case.worlds.iter().any(|world| is_own(s, world, decision))
}

/// On its witness some situation is a gap that does not follow from one upstream.
fn sound(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let decision = subject.decision(finding)?;
    let shows = |case: &Case| {
        case.worlds
            .iter()
            .any(|world| world.met[decision] == 0 && unclassified(s, world, decision).is_empty())
    };
    witness::shows(subject, finding, "a gap of its own", shows)?;
    witness::decided(subject, finding, |outcome| {
        outcome["status"] == "unclassified" || witness::claims(outcome, &serde_json::Value::Null)
    })
}
