//! Why a decision is not what somebody claims: only what separates the two.

use serde::Serialize;

use super::aim::Aim;
use super::change::{Change, led};
use super::shown::Shown;
use super::trace::Trace;
use super::what_if::WhatIf;
use crate::model::Datum;
use crate::verdict::{Outcome, Possible, Result, Value};

/// Changes told, those of more facts than the fewest too.
const MOST_CHANGES: (usize, bool) = (8, true);

/// What separates a claimed value from what was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// The value claimed.
    pub value: Shown,
    /// Whether the decision has come to it, alone or as one claim among others.
    pub is: Claimed,
    /// The rules that conclude it. What keeps each from winning stands with it in its list.
    pub rules: Vec<String>,
    /// The changes of facts that would lead to it, fewest first; none, if no change of facts that can
    /// be otherwise does.
    pub changes: Vec<Change>,
    /// Whether there may be other changes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// How a claimed value lies to the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claimed {
    /// It is what was decided.
    Decided,
    /// It is one claim among others.
    Contested,
    /// It is still possible.
    Possible,
    /// It is not what was decided.
    Otherwise,
}

/// What separates a value from what was decided.
pub(super) fn why_not(
    trace: &Trace,
    what_if: &mut WhatIf,
    outcome: &Outcome,
    value: &Value,
) -> WhyNot {
    let (model, decision) = (what_if.ground.model, what_if.decision);
    let is = claimed(outcome, value);
    let aim = match value {
        // of a list that is collected, one value may be claimed to be in it
        Value::List(list) if list.len() == 1 => Aim::Has(list[0].clone(), true),
        value => Aim::Result(Result::Decided(value.clone())),
    };
    let (changes, more) = match is {
        Claimed::Decided => (Vec::new(), false),
        _ => led(trace, what_if, &aim, MOST_CHANGES),
    };
    let concludes = |datum: &Datum| match value {
        Value::One(value) => value == datum,
        Value::List(list) => list.contains(datum),
    };
    let rules = model.decisions[decision.index()].rules.iter();
    let concluding = rules.filter(|rule| model.concluded(**rule, decision).iter().any(concludes));
    WhyNot {
        value: trace.speaker.value(decision, value),
        is,
        rules: concluding
            .map(|rule| model.rules[rule.index()].id.clone())
            .collect(),
        changes,
        more,
    }
}

fn claimed(outcome: &Outcome, value: &Value) -> Claimed {
    let has = |other: &Value| match (value, other) {
        (Value::List(claimed), Value::List(list)) if claimed.len() == 1 => {
            list.contains(&claimed[0])
        }
        _ => value == other,
    };
    let result_has = |result: &Result| match result {
        Result::Decided(value) => has(value),
        Result::Contested(values) => values.iter().flatten().any(has),
        Result::Unclassified => false,
    };
    match outcome {
        Outcome::Decided { value, .. } if has(value) => Claimed::Decided,
        Outcome::Contested { claims, .. }
            if claims
                .iter()
                .filter_map(|claim| claim.value.as_ref())
                .any(has) =>
        {
            Claimed::Contested
        }
        Outcome::Undetermined { possible, .. } => {
            let possible = match (possible, value) {
                (Possible::Results(results), _) => results.iter().any(result_has),
                (Possible::List { always, maybe }, Value::List(list)) => list
                    .iter()
                    .all(|datum| always.contains(datum) || maybe.contains(datum)),
                (Possible::Range { min, max }, Value::One(datum)) => min <= datum && datum <= max,
                _ => false,
            };
            if possible {
                Claimed::Possible
            } else {
                Claimed::Otherwise
            }
        }
        _ => Claimed::Otherwise,
    }
}
