//! The laws: what is told of a random ruleset is what there is to find.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fenliu::analysis::Kind;

use super::expected::agree;
use super::situations::Situations;
use super::small::{as_of, each_small, ruleset};
use super::subject::Subject;
use super::truth::{
    LAWS, Law, answers, conflict, expired, gap, grounds, guarantees, idle, overlaps, overrides,
    redundant, regions, unreachable, unsatisfiable,
};
use crate::properties::ast::Ruleset;

/// Rulesets a law, unless `PROPTEST_CASES` says how many.
const CASES: u32 = 100;

/// Tries random rulesets, each number others; a ruleset to which no affair belongs is passed over.
fn each(number: u64, check: impl Fn(&Subject) -> Result<(), String>) {
    each_small(number, CASES, |raw| {
        let ast = ruleset(raw);
        let subject = Subject::printed(&ast, as_of(raw, &ast))?;
        if subject.situations.cases.is_empty() {
            return Ok(());
        }
        check(&subject)
    });
}

fn outdated(subject: &Subject) -> Result<(), String> {
    let expected = subject
        .as_of
        .map(|day| expired::expected(&subject.situations, day));
    let told = subject.lines(|kind| matches!(kind, Kind::Expired { .. }));
    agree(&expected.unwrap_or_default(), &told).map_err(|why| subject.fails("expired", &why))
}

fn answered(subject: &Subject) -> Result<(), String> {
    answers::check(subject).map_err(|why| subject.fails("answers", &why))
}

/// The share of a region is a part.
fn shares(subject: &Subject) -> Result<(), String> {
    let odd = subject.findings.findings.iter().find(|finding| {
        finding
            .share
            .is_some_and(|share| !(0.0..=1.0).contains(&share.part))
    });
    match odd {
        Some(odd) => Err(subject.fails("share", &format!("{odd:?}"))),
        None => Ok(()),
    }
}

fn tells(number: u64, law: &Law) {
    each(number, |subject| subject.holds(law));
}

#[test]
fn a_gap_is_told_just_where_no_rule_is_met() {
    tells(1, &gap::LAW);
}

#[test]
fn every_pair_in_conflict_is_told_in_a_largest_set() {
    tells(2, &conflict::LAW);
}

#[test]
fn a_rule_left_nowhere_is_told_with_a_least_set_that_masks_it() {
    tells(3, &unreachable::LAW);
}

#[test]
fn a_rule_met_nowhere_is_told() {
    tells(4, &unsatisfiable::LAW);
}

#[test]
fn a_rule_that_changes_nothing_is_told() {
    tells(5, &redundant::LAW);
}

#[test]
fn an_override_that_settles_nothing_is_told() {
    tells(6, &overrides::IDLE);
}

#[test]
fn an_exception_as_wide_as_its_rule_is_told() {
    tells(7, &overrides::WIDE);
}

#[test]
fn a_rule_that_wins_only_by_a_listed_ground_is_told() {
    tells(8, &grounds::LAW);
}

#[test]
fn declarations_that_do_nothing_are_told() {
    tells(9, &idle::LAW);
}

#[test]
fn a_guarantee_is_refuted_just_where_a_situation_breaks_it() {
    tells(10, &guarantees::LAW);
}

#[test]
fn stale_and_broad_overlaps_are_told() {
    tells(11, &overlaps::LAW);
}

#[test]
fn every_question_has_its_answer() {
    each(12, |subject| answered(subject).and(shares(subject)));
}

#[test]
fn every_region_holds_just_what_is_told() {
    each(16, regions::check);
}

#[test]
fn what_is_out_of_date_is_told() {
    each(13, outdated);
}

/// All laws on each ruleset: the long run.
#[test]
#[ignore = "long; see the top of tests/analysis.rs"]
fn every_law() {
    each(14, |subject| {
        LAWS.iter().try_for_each(|law| subject.holds(law))?;
        answered(subject)
            .and(shares(subject))
            .and(outdated(subject))
    });
}

/// How often each finding, and each answer, comes up among the rulesets tried.
#[test]
#[ignore = "counts what is tried, and tries nothing"]
fn how_often() {
    let counts: RefCell<BTreeMap<String, u32>> = RefCell::default();
    let count = |what: String| *counts.borrow_mut().entry(what).or_default() += 1;
    each_small(14, CASES, |raw| {
        let ast: Ruleset = ruleset(raw);
        let s = Situations::of(&ast);
        if s.cases.is_empty() {
            count("  no affair".to_owned());
            return Ok(());
        }
        count("  rulesets".to_owned());
        for law in LAWS {
            for expected in (law.expected)(&s) {
                let note = if expected.optional { ", may" } else { "" };
                let line = expected.any_of.first().cloned().unwrap_or_default();
                let what = line.split(' ').next().unwrap_or_default();
                count(format!("{} ({what}{note})", law.name));
            }
        }
        for (question, answer) in answers::expected(&s) {
            let question = question.split(' ').next().unwrap_or_default();
            count(format!("{question}: {answer}"));
        }
        Ok(())
    });
    for (what, times) in counts.borrow().iter() {
        println!("{times:7} {what}");
    }
}
