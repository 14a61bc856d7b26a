//! `functions_overlap`: whether two bodies, or other values of the decision, claim the same affair.

use serde_json::Value as Json;

use super::rule::stands;
use super::{Asserted, Examined, Found, Stands, Verdict, refuted};
use crate::contest::case::Case;
use crate::contest::names::Names;
use crate::contest::refusal::Refusal;
use crate::model::Datum;
use crate::verdict::{Outcome, Value};

/// Two values that are held to claim the affair.
pub(super) fn between(case: &Case, values: &[Json; 2]) -> Result<Examined, Refusal> {
    let names = Names {
        ruleset: case.ruleset,
    };
    let mut data = Vec::new();
    for value in values {
        data.push(names.concluded(case.decision, value)?);
    }
    let declared = &case.model().decisions[case.decision.index()];
    let show = |datum: &Datum| case.speaker.datum(&declared.ty, datum);
    let asserted = Asserted::FunctionsOverlap {
        between: [show(&data[0]), show(&data[1])],
    };
    let holds = |verdict, found| Examined {
        verdict,
        ..refuted(case, asserted.clone(), found)
    };
    if claim_both(&case.outcome, &data) {
        return Ok(holds(Verdict::Upheld, Found::Contested));
    }
    if let Some(Value::List(list)) = case.outcome.value()
        && data.iter().all(|datum| list.contains(datum))
    {
        return Ok(holds(Verdict::NoDifference, Found::Both));
    }
    let fates: Vec<Vec<Stands>> = data.iter().map(|datum| fates(case, datum)).collect();
    let met = |fates: &Vec<Stands>| fates.iter().any(Stands::is_met);
    let all_met = fates.iter().all(met);
    // of each the rules that are met, or what keeps them all from it
    let telling = |fates: Vec<Stands>| {
        let any = met(&fates);
        fates.into_iter().filter(move |fate| !any || fate.is_met())
    };
    let rules: Vec<Stands> = fates.into_iter().flat_map(telling).collect();
    Ok(if all_met {
        holds(Verdict::NoDifference, Found::Settled { rules })
    } else {
        holds(Verdict::Refuted, Found::NotMet { rules })
    })
}

/// Whether each is claimed, alone or in a list.
fn claim_both(outcome: &Outcome, data: &[Datum]) -> bool {
    let claimed = outcome.claimed();
    data[0] != data[1] && data.iter().all(|datum| claimed.contains(datum))
}

/// How the rules that conclude a value fare.
fn fates(case: &Case, datum: &Datum) -> Vec<Stands> {
    let model = case.model();
    let rules = &model.decisions[case.decision.index()].rules;
    let Some(explained) = case.explained(case.decision) else {
        return Vec::new();
    };
    rules
        .iter()
        .filter(|rule| model.concluded(**rule, case.decision).contains(datum))
        .filter_map(|rule| stands(explained, &case.id(*rule)))
        .collect()
}
