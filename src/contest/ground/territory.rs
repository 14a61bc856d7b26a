//! `wrong_territory`: whether the affair is one of another ruleset, and what that says of it.
//!
//! What is known goes over by the names of facts and values. Facts that the other does not know are
//! passed over, and told.

use serde_json::Value as Json;

use super::{Asserted, Elsewhere, Examined, Found, compared, refuted};
use crate::contest::came::Came;
use crate::contest::case::{Again, Case};
use crate::contest::names::Names;
use crate::contest::refusal::Refusal;
use crate::explanation::RulesetName;
use crate::explanation::outcome::told;
use crate::explanation::shown::{Shown, Speaker, json};
use crate::model::{Datum, Decision, Fact, FactId};
use crate::ruleset::Ruleset;
use crate::verdict::affair::Rejection;
use crate::verdict::decide::{STEP_LIMIT, decide_some};
use crate::verdict::{Affair, Knowledge};
use crate::words::{Lang, Words};

/// By the other ruleset.
pub(super) fn wrong(case: &Case) -> Result<Examined, Refusal> {
    let Some(other) = case.other else {
        return Err(Refusal::new(
            "`wrong_territory` does not say under which ruleset the affair belongs",
            "`wrong_territory` 没有说明此事应适用哪个规则集",
        )
        .help(
            "give it with `--other RULES`",
            "请用 `--other RULES` 给出该规则集",
        ));
    };
    Ok(elsewhere(case, other, |other| Asserted::WrongTerritory {
        other,
    }))
}

/// The affair decided by another ruleset.
pub(super) fn elsewhere(
    case: &Case,
    other: &Ruleset,
    asserted: impl FnOnce(Elsewhere) -> Asserted,
) -> Examined {
    let there = Names { ruleset: other };
    let model = &other.0.model;
    let (affair, passed_over) = carried(case, there);
    let level = model.levels.last();
    let none_known = affair
        .as_ref()
        .is_ok_and(|affair| affair.facts().iter().all(|it| *it == Knowledge::Unknown));
    let asserted = asserted(Elsewhere {
        ruleset: RulesetName::of(model),
        title: level.map(|level| level.title.clone()).unwrap_or_default(),
        passed_over,
    });
    if other.digest() == case.ruleset.digest() {
        return refuted(case, asserted, Found::Already);
    }
    let name = &case.model().decisions[case.decision.index()].name;
    let Ok(decision) = there.decision(name) else {
        let decisions = model.decisions.iter().map(called).collect();
        return refuted(case, asserted, Found::NoDecision { decisions });
    };
    let affair = match affair.and_then(|affair| other.admit(affair)) {
        Ok(_) if none_known => return refuted(case, asserted, Found::NoFacts),
        Ok(affair) => affair,
        Err(rejection) => return refuted(case, asserted, Found::Rejected(rejection.into())),
    };
    let mut decided = decide_some(model, &other.0.table, &affair, &[decision], STEP_LIMIT);
    let outcome = decided
        .pop()
        .unwrap_or(crate::verdict::Outcome::Unclassified);
    let came = Came::of(model, decision, &outcome);
    if came.is_unclassified() {
        return refuted(case, asserted, Found::Silent);
    }
    let again = Again {
        outcome: told(&Speaker::new(model), decision, &outcome),
        came,
    };
    compared(case, asserted, Found::Decided, again)
}

/// A decision by its name and label.
fn called(decision: &Decision) -> Shown {
    let (name, label) = (&decision.name, &decision.label);
    let say = |lang| label.get(lang).unwrap_or(name).to_owned();
    Shown::new(
        Json::from(name.as_str()),
        Words::new(say(Lang::En), say(Lang::Zh)),
    )
}

/// What is known of the affair, in another ruleset, and the facts that it does not know.
fn carried(case: &Case, there: Names) -> (Result<Affair, Rejection>, Vec<String>) {
    let mut affair = Affair {
        as_of: case.affair.as_of,
        ..Affair::unknown(&there.ruleset.0.model)
    };
    let mut passed_over = Vec::new();
    for (id, knowledge) in (0..).map(FactId).zip(case.affair.facts()) {
        let fact = &case.model().facts[id.index()];
        // what was recognised here is for the other to recognise
        if *knowledge == Knowledge::Unknown || case.affair.recognised().contains(&id) {
            continue;
        }
        let Ok(same) = there.fact(&fact.name) else {
            passed_over.push(fact.name.clone());
            continue;
        };
        match carry(case, fact, knowledge, there, same) {
            Ok(known) => affair.facts[same.index()] = known,
            Err(rejection) => return (Err(rejection), passed_over),
        }
    }
    (Ok(affair), passed_over)
}

fn carry(
    case: &Case,
    fact: &Fact,
    knowledge: &Knowledge,
    there: Names,
    same: FactId,
) -> Result<Knowledge, Rejection> {
    let name = |datum: &Datum| -> Json { json(case.model(), &fact.ty, datum) };
    match knowledge {
        Knowledge::Unknown => Ok(Knowledge::Unknown),
        Knowledge::Known(datum) => there.knowledge(same, &name(datum)),
        Knowledge::OneOf(leaves) => {
            let mut may_be = Vec::new();
            for leaf in leaves {
                match there.knowledge(same, &name(&Datum::Leaf(*leaf)))? {
                    Knowledge::Known(Datum::Leaf(leaf)) => may_be.push(leaf),
                    Knowledge::OneOf(leaves) => may_be.extend(leaves),
                    _ => {}
                }
            }
            may_be.sort_unstable();
            may_be.dedup();
            Ok(Knowledge::of_leaves(may_be))
        }
    }
}
