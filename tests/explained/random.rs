//! Random affairs of random rulesets: what is explained is confirmed, all of it.

use fenliu::verify::explanation::Checker;

use super::case::{Case, picks};
use super::small::{RawSmall, each_small, ruleset};
use crate::properties::check::{compile, shown};
use crate::properties::print::files;
use crate::properties::style::Style;

/// Rulesets a law, unless `PROPTEST_CASES` says how many.
const CASES: u32 = 150;

fn confirmed(raw: &RawSmall) -> Result<(), String> {
    let ast = ruleset(raw);
    let compiled = compile(&ast, Style::default())?;
    let Some(case) = Case::of(&ast, &compiled, &picks(raw))? else {
        return Ok(());
    };
    let checker = Checker::new(compiled.model());
    let why = match checker.check(&case.explanation.to_string()) {
        Ok(confirmed) if confirmed.unchecked.is_empty() => return Ok(()),
        Ok(confirmed) => confirmed.unchecked[0].words().en,
        Err(fault) => fault.to_string(),
    };
    let text = shown(&files(&ast, Style::default()));
    Err(format!("{text}\n{:#}\n{why}", case.explanation))
}

#[test]
fn what_is_explained_is_confirmed() {
    each_small(111, CASES, confirmed);
}
