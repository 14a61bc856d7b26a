//! `overrides` clauses: those that settle nothing, and those whose rule holds every affair of the
//! rule it overrides.

use fenliu::analysis::{Finding, Kind};

use crate::properties::ast::{Head, Ruleset};
use crate::properties::reference::rules::Rules;

use super::super::expected::{Expected, may_any, must, must_any};
use super::super::situations::{Situations, has};
use super::super::subject::Subject;
use super::Law;
use super::redundant::same_results;
use super::unreachable::is_met;

pub const IDLE: Law = Law {
    name: "idle override",
    about: |kind| matches!(kind, Kind::IdleOverride { .. }),
    expected: idle,
    sound: |_: &Subject, _: &Finding| Ok(()),
};

pub const WIDE: Law = Law {
    name: "wide exception",
    about: |kind| matches!(kind, Kind::WideException { .. }),
    expected: wide,
    sound: swallows,
};

/// A clause as written: by a rule or by a table for each of its rows; over a rule, a row or a
/// table.
struct Clause<'a> {
    head: &'a Head,
    number: usize,
    by: Vec<usize>,
    over: Vec<usize>,
    target: &'a str,
}

fn clauses<'a>(s: &Situations<'a>) -> Vec<Clause<'a>> {
    let ruleset: &'a Ruleset = s.ruleset;
    let table = ruleset.table.as_ref().map(|table| &table.head);
    let heads = ruleset.rules.iter().map(|rule| &rule.head).chain(table);
    let named = |name: &str| -> Vec<usize> {
        let rows = |id: &str| {
            table.is_some_and(|table| table.id == name) && id.starts_with(&format!("{name}."))
        };
        let ids = s.rules.list.iter().map(|rule| rule.id.as_str());
        let found = ids.enumerate().filter(|(_, id)| *id == name || rows(id));
        found.map(|(rule, _)| rule).collect()
    };
    let of = |head: &'a Head| {
        let by = named(&head.id);
        head.overrides
            .iter()
            .enumerate()
            .map(move |(number, target)| Clause {
                head,
                number,
                by: by.clone(),
                over: named(target),
                target,
            })
    };
    heads.flat_map(of).collect()
}

/// Dropping the clause changes nothing: in no situation (then it must be told), or on no affair.
/// A clause of a table counts as one; it is told of any of its rows.
fn idle(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for clause in clauses(s) {
        let mut ruleset = s.ruleset.clone();
        drop_clause(&mut ruleset, &clause);
        let rules = Rules {
            special: s.rules.special.clone(),
            ..Rules::of(&ruleset)
        };
        let mut situations = s.met.iter().enumerate();
        let same = situations.all(|(decision, mets)| {
            mets.iter()
                .all(|&met| s.claims(decision, met) == s.claims_by(&rules, decision, met))
        });
        if !same && !same_results(s, &rules) {
            continue;
        }
        let line = |rule: usize, meet: &str| {
            format!(
                "override {} over {}: they {meet}",
                s.id(rule),
                clause.target
            )
        };
        let lines = clause.by.iter().flat_map(|&rule| {
            let how = meeting(s, &[rule], &clause.over);
            let how_any = meeting(s, &clause.by, &clause.over);
            how.iter()
                .chain(how_any)
                .map(move |how| line(rule, how))
                .collect::<Vec<_>>()
        });
        // of a rule that no affair meets, that much is told already
        let met = |rules: &[usize]| {
            rules.iter().any(|&rule| {
                s.rules.list[rule]
                    .then
                    .keys()
                    .any(|&decision| is_met(s, rule, decision))
            })
        };
        expected.push(if same && met(&clause.by) && met(&clause.over) {
            must_any(lines)
        } else {
            may_any(lines)
        });
    }
    expected
}

/// Whether some winner and some loser are met together. Where they conclude about no common
/// decision, nobody need say.
fn meeting(s: &Situations, by: &[usize], over: &[usize]) -> &'static [&'static str] {
    let pairs = || {
        by.iter()
            .flat_map(|&one| over.iter().map(move |&other| (one, other)))
    };
    let shared = |&(one, other): &(usize, usize)| {
        let then = s.rules.list[one].then.keys().copied();
        then.filter(|&decision| s.concludes(other, decision))
            .collect::<Vec<_>>()
    };
    let both = |(one, other): (usize, usize)| {
        shared(&(one, other)).into_iter().any(|decision| {
            s.met[decision]
                .iter()
                .any(|&met| has(met, one) && has(met, other))
        })
    };
    if pairs().all(|pair| shared(&pair).is_empty()) {
        &["meet", "never meet"]
    } else if pairs().any(both) {
        &["meet"]
    } else {
        &["never meet"]
    }
}

fn drop_clause(ruleset: &mut Ruleset, clause: &Clause) {
    let tables = ruleset.table.iter_mut().map(|table| &mut table.head);
    let heads = ruleset
        .rules
        .iter_mut()
        .map(|rule| &mut rule.head)
        .chain(tables);
    for head in heads.filter(|head| head.id == clause.head.id) {
        head.overrides.remove(clause.number);
    }
}

/// Whether every situation that meets one rule meets the other, and some does.
fn holds_all_of(s: &Situations, wide: usize, swallowed: usize, decision: usize) -> bool {
    is_met(s, swallowed, decision)
        && s.concludes(wide, decision)
        && s.met[decision]
            .iter()
            .all(|&met| !has(met, swallowed) || has(met, wide))
}

fn wide(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for clause in clauses(s).iter().filter(|clause| names_a_rule(s, clause)) {
        let swallowed = clause.over[0];
        for &rule in &clause.by {
            let mut decisions = s.rules.list[swallowed].then.keys();
            if decisions.any(|&decision| holds_all_of(s, rule, swallowed, decision)) {
                expected.push(must(format!("wide {} over {}", s.id(rule), clause.target)));
            }
        }
    }
    expected
}

/// Whether the clause names a rule or a row, and not a table.
fn names_a_rule(s: &Situations, clause: &Clause) -> bool {
    clause.over.len() == 1 && s.id(clause.over[0]) == clause.target
}

/// Whether an `overrides` of one rule takes all that this one has.
pub fn is_swallowed(s: &Situations, rule: usize, decision: usize) -> bool {
    let named = |clause: &Clause| names_a_rule(s, clause) && clause.over[0] == rule;
    clauses(s)
        .iter()
        .filter(|clause| named(clause))
        .any(|clause| {
            let mut by = clause.by.iter();
            by.any(|&wide| holds_all_of(s, wide, rule, decision))
        })
}

/// The rule swallowed is the one that the clause names.
fn swallows(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let Kind::WideException { clause, swallowed } = finding.kind else {
        return Ok(());
    };
    let (rule, swallowed) = (subject.rule(finding)?, subject.index(swallowed));
    let named = clauses(s).into_iter().any(|one| {
        one.by.contains(&rule) && one.number == clause as usize && one.over == [swallowed]
    });
    named.then_some(()).ok_or_else(|| {
        format!(
            "{} is not what clause {clause} of {} names",
            s.id(swallowed),
            s.id(rule)
        )
    })
}
