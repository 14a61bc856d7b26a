//! The laws: what is told of a random affair is what trying every affair shows.

use super::case::{Case, picks};
use super::small::{RawSmall, each_small, ruleset};
use super::{changes, margins, sufficient};
use crate::properties::check::{compile, shown};
use crate::properties::print::files;
use crate::properties::style::Style;

/// Rulesets a law, unless `PROPTEST_CASES` says how many.
const CASES: u32 = 150;

fn each(number: u64, law: fn(&Case, usize) -> Result<(), String>) {
    each_small(number, CASES, |raw: &RawSmall| {
        let ast = ruleset(raw);
        let compiled = compile(&ast, Style::default())?;
        let text = shown(&files(&ast, Style::default()));
        let Some(case) = Case::of(&ast, &compiled, &picks(raw))? else {
            return Ok(());
        };
        for decision in 0..ast.decisions.len() {
            law(&case, decision).map_err(|why| case.fails(&text, decision, &why))?;
        }
        Ok(())
    });
}

#[test]
fn the_facts_that_suffice_do_and_none_can_be_left_out() {
    each(101, sufficient::check);
}

#[test]
fn every_change_leads_where_it_says_and_no_part_of_it_would() {
    each(102, changes::check);
}

#[test]
fn an_outcome_moves_at_the_margins_and_not_before() {
    each(103, margins::check);
}
