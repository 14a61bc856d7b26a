//! `not_entitled`: whether the ruleset has another body say what a fact is.

use super::{Asserted, Examined, Found, Verdict, compared, refuted};
use crate::contest::case::Case;
use crate::contest::dispute::is_entitled;
use crate::contest::names::Names;
use crate::contest::objection::Dispute;
use crate::contest::refusal::Refusal;
use crate::verdict::Knowledge;

/// A fact established by a body that is held not to be entitled. `after` is with the fact unknown.
pub(super) fn not(
    case: &Case,
    fact: &str,
    by: Option<&str>,
    disputed: &[Dispute],
) -> Result<Examined, Refusal> {
    let names = Names {
        ruleset: case.ruleset,
    };
    let id = names.fact(fact)?;
    let declared = &case.model().facts[id.index()];
    let of_dispute = || {
        let it = disputed
            .iter()
            .find(|it| names.fact(&it.fact).ok() == Some(id))?;
        it.office.by.as_deref()
    };
    let Some(by) = by.or_else(of_dispute) else {
        return Err(by_whom(&declared.name));
    };
    let leaf = names.body(by)?;
    let Some(shown) = case.speaker.body(leaf) else {
        return Err(by_whom(&declared.name));
    };
    let asserted = Asserted::NotEntitled {
        fact: declared.name.clone(),
        by: shown,
    };
    match is_entitled(declared, leaf) {
        Some(true) => return Ok(refuted(case, asserted, Found::Entitled)),
        None => return Ok(refuted(case, asserted, Found::NobodyNamed)),
        Some(false) => {}
    }
    if case.affair.facts()[id.index()] == Knowledge::Unknown {
        return Ok(refuted(case, asserted, Found::Unknown));
    }
    let body = |leaf: Option<u32>| leaf.and_then(|leaf| case.speaker.body(leaf));
    let found = Found::NotEntitled {
        established_by: body(declared.established_by),
        judged_by: body(declared.judged_by),
    };
    // leaving a fact out rejects no affair that it did not
    Ok(match case.with([(id, Knowledge::Unknown)]) {
        Ok(affair) => compared(case, asserted, found, case.again(&affair)),
        Err(_) => Examined {
            verdict: Verdict::NoDifference,
            ..refuted(case, asserted, found)
        },
    })
}

fn by_whom(fact: &str) -> Refusal {
    Refusal::new(
        format!("`not_entitled` does not say by whom `{fact}` was established"),
        format!("`not_entitled` 没有说明 `{fact}` 是由谁认定的"),
    )
    .help(
        format!("name the body, as `not_entitled:{fact},BODY`"),
        format!("请写明主体，如 `not_entitled:{fact},主体`"),
    )
}
