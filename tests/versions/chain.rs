//! A chain of rulesets decides as its rules do, each with its level, by a reading of a few lines.

use std::collections::BTreeSet;

use fenliu::{Ruleset, Source};
use proptest::prelude::*;
use serde_json::json;

use super::law::{Rule, VALUES, rule};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A chain of rulesets decides as its rules do when each carries its level.
    #[test]
    fn a_chain_decides_as_its_rules_with_their_levels(rules in prop::collection::vec(levelled(), 1..7), superior: bool, facts: [bool; 2]) {
        let depth = rules.iter().map(|it| it.level).max().unwrap_or(0);
        let sources = (0..=depth).rev().map(|level| Source::new(format!("{level}.fenliu"), chained(&rules, level, superior)));
        let ruleset = Ruleset::compile(sources).unwrap_or_else(|problems| panic!("{problems}"));
        let affair = ruleset.affair(&json!({"x": facts[0], "y": facts[1]})).expect("an affair");
        let verdict = ruleset.decide(&affair);
        let standing = standing(&rules, superior, facts);
        let values: BTreeSet<usize> = standing.iter().map(|&at| rules[at].rule.concludes).collect();
        let told = verdict.to_json()["decisions"]["d"].clone();
        match values.len() {
            0 => prop_assert_eq!(&told["status"], "unclassified"),
            1 => {
                let names: BTreeSet<String> = standing.iter().map(|at| format!("R.{at}")).collect();
                let won: BTreeSet<String> = verdict.rules("d").iter().map(|&it| it.to_owned()).collect();
                prop_assert_eq!(won, names);
                prop_assert_eq!(told["value"].as_str(), values.first().map(|&value| VALUES[value]));
            }
            _ => {
                let claims = told["claims"].as_array().expect("claims");
                let claimed: BTreeSet<&str> = claims.iter().filter_map(|it| it["value"].as_str()).collect();
                prop_assert_eq!(claimed, values.iter().map(|&value| VALUES[value]).collect());
            }
        }
        // and its explanation is confirmed by a reading that shares nothing with either
        let explanation = ruleset.explain(&affair).to_json().to_string();
        let confirmed = ruleset.verify_explanation(&explanation);
        prop_assert!(confirmed.is_ok(), "{:?}", confirmed);
    }
}

/// A rule of a chain; it overrides earlier ones where it may.
#[derive(Debug, Clone)]
struct Levelled {
    level: usize,
    mandatory: bool,
    rule: Rule,
    overrides: Option<usize>,
}

fn levelled() -> impl Strategy<Value = Levelled> {
    let parts = (
        0..3_usize,
        prop::bool::weighted(0.3),
        rule(),
        prop::option::of(0..6_usize),
    );
    parts.prop_map(|(level, mandatory, rule, overrides)| Levelled {
        level,
        mandatory,
        rule: Rule {
            from: None,
            adopted: None,
            ..rule
        },
        overrides,
    })
}

/// What a rule overrides: an earlier one of its level or above, but none that is mandatory above.
fn loser(rules: &[Levelled], at: usize) -> Option<usize> {
    let mine = &rules[at];
    let other = mine.overrides.filter(|&other| other < at)?;
    let theirs = &rules[other];
    let may = theirs.level == mine.level || theirs.level < mine.level && !theirs.mandatory;
    may.then_some(other)
}

/// The text of one level, 0 the highest.
fn chained(rules: &[Levelled], level: usize, superior: bool) -> String {
    let mut text = match level {
        0 => {
            let by = if superior { " resolve by superior" } else { "" };
            format!(
                "ruleset l0 kind k {{ a, b, c }} facts {{ x : yes/no, y : yes/no }} decision d : k{by}\n"
            )
        }
        _ => format!("ruleset l{level} under \"{}.fenliu\"\n", level - 1),
    };
    for (at, it) in rules.iter().enumerate().filter(|(_, it)| it.level == level) {
        let mandatory = if it.mandatory { "mandatory " } else { "" };
        let (when, value) = (it.rule.when(), VALUES[it.rule.concludes]);
        let overrides =
            loser(rules, at).map_or(String::new(), |other| format!(" overrides R.{other}"));
        text += &format!("{mandatory}rule R.{at}{overrides} when {when} then d is {value}\n");
    }
    text
}

/// The rules left standing: first `mandatory`, then what is stated, closed over all rules, then the
/// higher level over what it contradicts.
fn standing(rules: &[Levelled], superior: bool, facts: [bool; 2]) -> Vec<usize> {
    let met: Vec<usize> = (0..rules.len())
        .filter(|&at| rules[at].rule.is_met(facts))
        .collect();
    // each overrides one at most, so that what it beats is a line
    let beats = |winner: usize, over: usize| {
        let line = std::iter::successors(loser(rules, winner), |&next| loser(rules, next));
        line.into_iter().any(|beaten| beaten == over)
    };
    let without = |standing: &[usize], beaten: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
        let lost = |&at: &usize| standing.iter().any(|&by| by != at && beaten(by, at));
        standing.iter().copied().filter(|at| !lost(at)).collect()
    };
    let left = without(&met, &|by, at| {
        rules[by].mandatory && rules[by].level < rules[at].level
    });
    let left = without(&left, &|by, at| beats(by, at));
    if !superior {
        return left;
    }
    let differ = |by: usize, at: usize| rules[by].rule.concludes != rules[at].rule.concludes;
    without(&left, &|by, at| {
        rules[by].level < rules[at].level && differ(by, at)
    })
}
