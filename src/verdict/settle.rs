//! One decision over one box, its worlds put together: the result that all points share, and what supports
//! it, claim by claim.

use std::collections::BTreeSet;

use crate::model::{Collect, DecisionId, Model, RuleId};

use super::defeat::Standing;
use super::evaluate::{BoxClaim, Came, Settled, World};
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
    let open = match alone {
        true => Vec::new(),
        false => open_upstream(model, worlds),
    };
    Some(Settled {
        result,
        claims,
        open,
    })
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

/// The upstream claims that lead to a claim: of decisions whose own rules disagree in some world, the
/// values they have in the worlds of the claim, where those are not all that they have. Decisions that
/// are open in some world are passed over.
fn via(worlds: &[World], of: &[usize]) -> Vec<Via> {
    let mut disagreeing: Vec<DecisionId> = worlds
        .iter()
        .flat_map(|world| &world.upstream)
        .filter(|(_, came)| matches!(came, Came::Chosen(_)))
        .map(|(decision, _)| *decision)
        .collect();
    disagreeing.sort_unstable();
    disagreeing.dedup();
    let mut all = Vec::new();
    for decision in disagreeing {
        // nothing where it is open in some world
        let values = |numbers: &mut dyn Iterator<Item = usize>| {
            let value = |number: usize| {
                let mut came = worlds[number].upstream.iter();
                came.find(|(of, _)| *of == decision)?.1.value()
            };
            let values: Option<BTreeSet<&Option<Value>>> = numbers.map(value).collect();
            values
        };
        let everywhere = values(&mut (0..worlds.len()));
        let here = values(&mut of.iter().copied());
        if let (Some(here), Some(everywhere)) = (here, everywhere)
            && here != everywhere
        {
            all.extend(
                here.into_iter()
                    .cloned()
                    .map(|value| Via { decision, value }),
            );
        }
    }
    all
}

/// Decisions upstream that may disagree in themselves and are open in some world, where worlds come to
/// different results.
fn open_upstream(model: &Model, worlds: &[World]) -> Vec<DecisionId> {
    if worlds.windows(2).all(|two| two[0].result == two[1].result) {
        return Vec::new();
    }
    let mut open: Vec<DecisionId> = worlds
        .iter()
        .flat_map(|world| &world.upstream)
        .filter(|(_, came)| *came == Came::Open)
        .map(|(decision, _)| *decision)
        .filter(|decision| model.decisions[decision.index()].collect.is_none())
        .collect();
    open.sort_unstable();
    open.dedup();
    open
}
