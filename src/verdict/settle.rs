//! One decision over one box, its worlds put together: the result that all points share, and what supports
//! it, claim by claim.

use crate::model::{Collect, DecisionId, Model, RuleId};

use super::defeat::Standing;
use super::evaluate::{BoxClaim, Settled, World};
use super::outcome::{Result, Value, Via};

/// Puts the worlds together; `None` if any is open.
pub(super) fn settle(model: &Model, decision: DecisionId, worlds: &[World]) -> Option<Settled> {
    let mut claims: Vec<(Option<Value>, Vec<usize>)> = Vec::new();
    for (number, world) in worlds.iter().enumerate() {
        let values = match world.result.as_ref()? {
            Result::Decided(value) => vec![Some(value.clone())],
            Result::Contested(values) => values.clone(),
            Result::Unclassified => vec![None],
        };
        for value in values {
            match claims.iter_mut().find(|claim| claim.0 == value) {
                Some(claim) => claim.1.push(number),
                None => claims.push((value, vec![number])),
            }
        }
    }
    claims.sort_by(|a, b| (a.0.is_none(), &a.0).cmp(&(b.0.is_none(), &b.0)));
    let alone = claims.len() == 1;
    let claims: Vec<BoxClaim> = claims
        .into_iter()
        .map(|(value, of)| BoxClaim {
            standing: support(
                model,
                decision,
                value.as_ref(),
                of.iter().map(|&world| &worlds[world]),
                alone,
            ),
            via: if alone { Vec::new() } else { via(worlds, &of) },
            value,
        })
        .collect();
    let result = match claims.as_slice() {
        [
            BoxClaim {
                value: Some(value), ..
            },
        ] => Result::Decided(value.clone()),
        [_] => Result::Unclassified,
        many => Result::Contested(many.iter().map(|claim| claim.value.clone()).collect()),
    };
    Some(Settled { result, claims })
}

/// The rules behind a value: where all worlds agree on it, those of every world are sure; where
/// it is one claim among others, those of any world that makes it.
fn support<'w>(
    model: &Model,
    decision: DecisionId,
    value: Option<&Value>,
    worlds: impl Iterator<Item = &'w World>,
    everywhere: bool,
) -> Standing {
    let concludes = |rule: &&RuleId| match (model.decisions[decision.index()].collect, value) {
        (Some(Collect::Min | Collect::Max) | None, Some(Value::One(datum))) => {
            model.concluded(**rule, decision).contains(datum)
        }
        (_, Some(_)) => true,
        (_, None) => false,
    };
    let mut total: Option<Standing> = None;
    for world in worlds {
        let pick = |rules: &[RuleId]| rules.iter().filter(concludes).copied().collect::<Vec<_>>();
        let (sure, perhaps) = (pick(&world.standing.sure), pick(&world.standing.perhaps));
        total = Some(match total {
            None => Standing { sure, perhaps },
            Some(mut so_far) => {
                if everywhere {
                    so_far.sure.retain(|rule| sure.binary_search(rule).is_ok());
                } else {
                    so_far.sure.extend(sure);
                }
                so_far.perhaps.extend(perhaps);
                so_far
            }
        });
    }
    let mut total = total.unwrap_or_default();
    for rules in [&mut total.sure, &mut total.perhaps] {
        rules.sort_unstable();
        rules.dedup();
    }
    total
}

/// The upstream claims that distinguish the worlds of a claim from the others.
fn via(worlds: &[World], of: &[usize]) -> Vec<Via> {
    let mut upstream: Vec<DecisionId> = worlds
        .iter()
        .flat_map(|world| world.choices.iter().map(|via| via.decision))
        .collect();
    upstream.sort_unstable();
    upstream.dedup();
    let mut all = Vec::new();
    for decision in upstream {
        let chosen = |world: &World| {
            world
                .choices
                .iter()
                .find(|via| via.decision == decision)
                .cloned()
        };
        let distinct = |numbers: &mut dyn Iterator<Item = usize>| {
            let mut chosen: Vec<Option<Via>> =
                numbers.map(|number| chosen(&worlds[number])).collect();
            chosen.sort();
            chosen.dedup();
            chosen
        };
        let here = distinct(&mut of.iter().copied());
        if here != distinct(&mut (0..worlds.len())) {
            all.extend(here.into_iter().flatten());
        }
    }
    all
}
