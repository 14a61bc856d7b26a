//! `fact_wrong`, `fact_missing`: the same affair with one fact otherwise.

use serde_json::Value as Json;

use super::{Asserted, Examined, Found, compared, refuted};
use crate::contest::case::Case;
use crate::contest::names::Names;
use crate::contest::refusal::Refusal;
use crate::model::FactId;
use crate::verdict::Knowledge;

/// A fact that is held to be another.
pub(super) fn wrong(case: &Case, fact: &str, value: &Json) -> Result<Examined, Refusal> {
    let (id, held) = read(case, fact, value)?;
    let asserted = Asserted::FactWrong {
        fact: case.fact(id),
        value: case.speaker.known(id, &held),
    };
    if case.affair.facts()[id.index()] == held {
        return Ok(refuted(case, asserted, Found::Already));
    }
    Ok(tried(case, asserted, id, held))
}

/// A fact that the office left unknown.
pub(super) fn missing(case: &Case, fact: &str, value: &Json) -> Result<Examined, Refusal> {
    let (id, held) = read(case, fact, value)?;
    let asserted = Asserted::FactMissing {
        fact: case.fact(id),
        value: case.speaker.known(id, &held),
    };
    let known = &case.affair.facts()[id.index()];
    let is_known = match (known, &held) {
        (Knowledge::Unknown, _) => false,
        // known in part, and the rest is what is asserted
        (Knowledge::OneOf(among), Knowledge::Known(crate::model::Datum::Leaf(leaf))) => {
            !among.contains(leaf)
        }
        _ => true,
    };
    if is_known {
        let known = case.speaker.known(id, known);
        return Ok(refuted(case, asserted, Found::Known { known }));
    }
    Ok(tried(case, asserted, id, held))
}

fn read(case: &Case, fact: &str, value: &Json) -> Result<(FactId, Knowledge), Refusal> {
    let names = Names {
        ruleset: case.ruleset,
    };
    let id = names.fact(fact)?;
    Ok((id, names.knowledge(id, value)?))
}

fn tried(case: &Case, asserted: Asserted, fact: FactId, held: Knowledge) -> Examined {
    match case.with([(fact, held)]) {
        Ok(affair) => compared(case, asserted, Found::Decided, case.again(&affair)),
        Err(rejection) => refuted(case, asserted, Found::Rejected(rejection.into())),
    }
}
