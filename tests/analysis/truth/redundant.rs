//! Redundant: a rule that is left somewhere, and without which every decision comes to the same.

use std::collections::BTreeSet;

use fenliu::analysis::{Finding, Kind};

use crate::properties::ast::{Condition, Ruleset};
use crate::properties::reference::rules::Rules;
use crate::properties::reference::worlds::worlds;

use super::super::expected::{Expected, may, must};
use super::super::situations::{Situations, has};
use super::super::subject::Subject;
use super::Law;
use super::unreachable::is_left;

pub const LAW: Law = Law {
    name: "redundant",
    about: |kind| matches!(kind, Kind::Redundant { .. }),
    expected,
    sound,
};

/// Where claims are the same in every situation, results are the same on every affair, and it must
/// be told. Where situations of an affair differ and their results together do not, it may be; so
/// too where the rule is left for one of its decisions and not for another.
fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (rule, declared) in s.rules.list.iter().enumerate() {
        let left = |&&decision: &&usize| is_left(s, rule, decision);
        let reached = declared.then.keys().filter(left).count();
        let line = || format!("redundant {}", s.id(rule));
        if reached > 0 && changes_no_situation(s, rule) {
            expected.push(match reached == declared.then.len() {
                true => must(line()),
                false => may(line()),
            });
        } else if reached > 0 && same_results(s, &without(&s.rules, rule)) {
            expected.push(may(line()));
        }
    }
    expected
}

fn changes_no_situation(s: &Situations, rule: usize) -> bool {
    s.rules.list[rule].then.keys().all(|&decision| {
        s.met[decision]
            .iter()
            .filter(|&&met| has(met, rule))
            .all(|&met| s.claims(decision, met) == s.claims(decision, met & !(1 << rule)))
    })
}

/// The rules with one that is never met.
fn without(rules: &Rules, rule: usize) -> Rules {
    let mut without = rules.clone();
    without.list[rule].condition = Condition::Any(Vec::new());
    without
}

/// Whether every decision comes to the same on every affair by other rules of the same numbers.
pub fn same_results(s: &Situations, rules: &Rules) -> bool {
    let ruleset: &Ruleset = s.ruleset;
    s.cases.iter().all(|case| {
        let worlds = worlds(ruleset, rules, &case.point.facts, case.point.as_of);
        case.outcomes.iter().enumerate().all(|(decision, outcome)| {
            let values: BTreeSet<_> = worlds.iter().map(|world| &world.values[decision]).collect();
            outcome.iter().collect::<BTreeSet<_>>() == values
        })
    })
}

/// The rules beside it conclude the same and are met with it somewhere.
fn sound(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let Kind::Redundant { beside } = &finding.kind else {
        return Ok(());
    };
    let rule = subject.rule(finding)?;
    for other in beside.iter().map(|&other| subject.index(other)) {
        let fits = s.rules.list[rule].then.keys().any(|&decision| {
            let both = |&met: &u64| has(met, rule) && has(met, other);
            s.concludes(other, decision)
                && !s.differ(rule, other, decision)
                && s.met[decision].iter().any(both)
        });
        if other == rule || !fits {
            return Err(format!(
                "{} does not stand beside {}",
                s.id(other),
                s.id(rule)
            ));
        }
    }
    Ok(())
}
