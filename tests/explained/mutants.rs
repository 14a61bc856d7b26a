//! Explanations of random affairs with something changed: what is false is refused.

use std::cell::Cell;

use fenliu::verify::explanation::Checker;

use super::case::{Case, picks};
use super::mutate::{Dice, mutant};
use super::small::{RawSmall, each_shrunk, ruleset};
use super::truth::{Truth, truth};
use crate::properties::check::{compile, shown};
use crate::properties::print::files;
use crate::properties::style::Style;

/// Rulesets, unless `PROPTEST_CASES` says how many, and mutants of each explanation.
const CASES: u32 = 60;
const MUTANTS: usize = 30;
/// Steps to make smaller what goes wrong: each tries all mutants anew.
const SHRINKS: u32 = 40;

#[derive(Default)]
struct Counts {
    /// False, and refused.
    refused: Cell<usize>,
    /// True, and confirmed.
    accepted: Cell<usize>,
    /// True, and refused all the same.
    strict: Cell<usize>,
    /// Confirmed but for what was too hard.
    open: Cell<usize>,
    /// Nobody can tell.
    unknown: Cell<usize>,
}

fn one(cell: &Cell<usize>) {
    cell.set(cell.get() + 1);
}

#[test]
fn what_is_false_is_refused() {
    let counts = Counts::default();
    each_shrunk(112, SHRINKS, CASES, |raw: &RawSmall| {
        let ast = ruleset(raw);
        let compiled = compile(&ast, Style::default())?;
        let Some(case) = Case::of(&ast, &compiled, &picks(raw))? else {
            return Ok(());
        };
        let checker = Checker::new(compiled.model());
        let seed = picks(raw).iter().fold(7_u64, |seed, pick| {
            seed.wrapping_mul(257).wrapping_add(u64::from(*pick))
        });
        let mut dice = Dice(seed);
        for _ in 0..MUTANTS {
            let (changed, how) = mutant(&case.explanation, &mut dice);
            if changed == case.explanation {
                continue;
            }
            let said = checker.check(&changed.to_string());
            let is = truth(&ast, &compiled, &changed);
            let settled = said
                .as_ref()
                .is_ok_and(|confirmed| confirmed.unchecked.is_empty());
            match (is, &said) {
                (Truth::False, Err(_)) => one(&counts.refused),
                (Truth::False, Ok(_)) if settled => {
                    let text = shown(&files(&ast, Style::default()));
                    return Err(format!(
                        "{text}\n{:#}\nfalse, and confirmed: {how}",
                        case.explanation
                    ));
                }
                (Truth::True, Ok(_)) if settled => one(&counts.accepted),
                (Truth::True, Err(fault)) => {
                    if std::env::var("STRICT").is_ok() {
                        println!("STRICT {how}: {fault}");
                    }
                    one(&counts.strict)
                }
                (Truth::Unknown, said) => {
                    if std::env::var("STRICT").is_ok() {
                        println!(
                            "UNKNOWN {how}: {:?}",
                            said.as_ref().err().map(|f| f.to_string())
                        );
                    }
                    one(&counts.unknown)
                }
                _ => one(&counts.open),
            }
        }
        Ok(())
    });
    println!(
        "false and refused: {}; true and confirmed: {}; true and refused: {}; not settled: {}; not judged: {}",
        counts.refused.get(),
        counts.accepted.get(),
        counts.strict.get(),
        counts.open.get(),
        counts.unknown.get()
    );
    assert!(counts.refused.get() > 500, "{}", counts.refused.get());
}
