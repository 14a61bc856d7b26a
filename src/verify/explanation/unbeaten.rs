//! That the rules which would beat a winner if they were met are told, each with those it would beat.

use std::collections::BTreeMap;

use super::at::At;
use super::beaten::{Stroke, beats};
use super::checking::Checking;
use super::names::{ids, in_order, rule_named, rules_named};
use super::sight::Sight;
use crate::model::{DecisionId, Model, RuleId};
use crate::verify::fault::Fault;
use crate::verify::part::Holds;
use crate::words::Words;

/// Checks `not_overridden_because`.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
) -> Result<(), Fault> {
    let model = checking.model;
    let all = Stroke::all(checking, id);
    let winners: Vec<RuleId> = checking.told[id.index()].winners().into_iter().collect();
    let mut joint = Sight::joint(&checking.affair, &checking.told);
    let mut told: BTreeMap<RuleId, At> = BTreeMap::new();
    for at in decision.list("not_overridden_because")? {
        let place = at.get("rule")?;
        let rule = rule_named(model, id, &place)?;
        if told.last_key_value().is_some_and(|(last, _)| *last >= rule) {
            return Err(place.fault(in_order()));
        }
        told.insert(rule, at.clone());
        if winners.contains(&rule) {
            return Err(place.fault(Words::new("this rule wins itself", "此规则自己胜出")));
        }
    }
    let rules = &model.decisions[id.index()].rules;
    let mut standing = winners.clone();
    for rule in rules {
        let met = joint.rule(&mut checking.tester, *rule) == Holds::Everywhere;
        if met && !winners.contains(rule) {
            standing.push(*rule);
        }
    }
    for rule in rules {
        let met = standing.contains(rule);
        let stronger = match met {
            true => None,
            false => stronger(checking, id, &all, *rule, (&standing, &winners)),
        };
        let at = told.get(rule);
        let said = same(model, (id, decision), (*rule, met), stronger, at);
        if let Err(fault) = said {
            checking.engine.allow(super::QUESTION);
            let never = !met && checking.engine.is_met_somewhere(*rule) == Ok(false);
            // all affairs of a rule that has none are affairs of every other, so it may be called the
            // more special one, or not
            let special = |at: &At<'d>| -> Result<bool, Fault> {
                let beats = rules_named(model, id, &at.get("beats")?)?;
                Ok(at.name("ground")? == "specialis"
                    && beats.iter().all(|winner| winners.contains(winner)))
            };
            if !never || !at.map_or(Ok(false), special)? {
                return Err(fault);
            }
        }
    }
    Ok(())
}

/// That what is told of a rule is what it would beat.
fn same<'d>(
    model: &Model,
    (id, decision): (DecisionId, &At<'d>),
    (rule, met): (RuleId, bool),
    stronger: Option<(&'static str, Vec<RuleId>)>,
    at: Option<&At<'d>>,
) -> Result<(), Fault> {
    let name = ids(model, [rule]);
    match (stronger, at) {
        (None, None) => Ok(()),
        (None, Some(at)) => Err(at.fault(match met {
            true => Words::new(format!("{name} is met"), format!("{name} 已经成立")),
            false => Words::new(
                format!("{name} would beat no winner"),
                format!("{name} 即使成立也胜不过任何胜出的规则"),
            ),
        })),
        (Some((ground, beaten)), None) => {
            let beaten = ids(model, beaten);
            Err(decision.fault(Words::new(
                format!(
                    "{name} would beat {beaten} ({ground}) if it were met, and is not in `not_overridden_because`"
                ),
                format!(
                    "{name} 若成立，将胜过 {beaten}（{ground}），而 `not_overridden_because` 中没有"
                ),
            )))
        }
        (Some((ground, beaten)), Some(at)) => {
            at.is("ground", Some(&ground.into()))?;
            let place = at.get("beats")?;
            if rules_named(model, id, &place)? == beaten {
                return Ok(());
            }
            let beaten = ids(model, beaten);
            Err(place.fault(Words::new(
                format!("it would beat others: {beaten}"),
                format!("它将胜过的规则不同：{beaten}"),
            )))
        }
    }
}

/// The first ground on which a rule would beat winners if it were met, and which: the grounds apply one
/// after another to it and the rules that are met.
fn stronger(
    checking: &mut Checking,
    id: DecisionId,
    all: &[(Stroke, &'static str)],
    rule: RuleId,
    (met, winners): (&[RuleId], &[RuleId]),
) -> Option<(&'static str, Vec<RuleId>)> {
    let mut standing: Vec<RuleId> = met.to_vec();
    standing.push(rule);
    for (stroke, name) in all {
        if !matches!(stroke, Stroke::Applied(_)) {
            continue;
        }
        let mut left = Vec::new();
        let mut beaten = Vec::new();
        for loser in &standing {
            if beats(checking, id, *stroke, rule, *loser).0 && winners.contains(loser) {
                beaten.push(*loser);
            }
            let mut others = standing.iter().filter(|other| *other != loser);
            if !others.any(|other| beats(checking, id, *stroke, *other, *loser).0) {
                left.push(*loser);
            }
        }
        if !beaten.is_empty() {
            beaten.sort_unstable();
            return Some((name, beaten));
        }
        if !left.contains(&rule) {
            return None;
        }
        standing = left;
    }
    None
}
