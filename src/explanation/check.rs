//! That an explanation is about its verdict, checked before it is shown.
//!
//! The reasons are found on the conditions, the verdict on the decision table. Where the two part,
//! which they never should, the verdict stands and the reasons are withheld.

use std::collections::BTreeSet;

use super::reason::Held;
use super::sorted::Sorted;
use super::worlds::Worlds;
use crate::model::{Model, RuleId};
use crate::verdict::{Outcome, Result, Value};
use crate::words::Words;

/// What is wrong, if anything.
pub(super) fn fault(
    model: &Model,
    worlds: &Worlds,
    outcome: &Outcome,
    sorted: &Sorted,
) -> Option<Words> {
    let declared = &model.decisions[worlds.decision.index()];
    let name = &declared.name;
    if !is_partition(model, &declared.rules, sorted) {
        return Some(Words::new(
            format!("the rules of `{name}` are not each accounted for once"),
            format!("`{name}` 的规则未能逐一说明"),
        ));
    }
    if !winners_agree(model, worlds, outcome, sorted) {
        return Some(Words::new(
            format!("the rules found to win for `{name}` are not those of the verdict"),
            format!("`{name}` 的胜出规则与结论不符"),
        ));
    }
    if !results_agree(worlds, outcome) {
        return Some(Words::new(
            format!("the rules met for `{name}` do not lead to the verdict"),
            format!("由 `{name}` 的已符合规则得不出该结论"),
        ));
    }
    None
}

fn is_partition(model: &Model, rules: &[RuleId], sorted: &Sorted) -> bool {
    let named = sorted
        .because
        .iter()
        .map(|rule| &rule.named)
        .chain(sorted.defeated.iter().map(|rule| &rule.named))
        .chain(sorted.not_met.iter().map(|rule| &rule.named))
        .chain(sorted.open.iter().map(|rule| &rule.named));
    let named: Vec<&str> = named.map(|named| named.rule.as_str()).collect();
    let once: BTreeSet<&str> = named.iter().copied().collect();
    once.len() == named.len()
        && named.len() == rules.len()
        && rules
            .iter()
            .all(|rule| once.contains(model.rules[rule.index()].id.as_str()))
}

/// Every winner may be met, and whatever is surely left wins.
fn winners_agree(model: &Model, worlds: &Worlds, outcome: &Outcome, sorted: &Sorted) -> bool {
    let rules = &model.decisions[worlds.decision.index()].rules;
    let winners: BTreeSet<&str> = sorted
        .because
        .iter()
        .map(|rule| rule.named.rule.as_str())
        .collect();
    let is_winner = |rule: RuleId| winners.contains(model.rules[rule.index()].id.as_str());
    let may_be_met = rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| is_winner(**rule))
        .all(|(position, _)| {
            worlds
                .each
                .iter()
                .any(|(_, fought)| fought.held[position] != Held::No)
        });
    let left_win = match outcome {
        Outcome::Undetermined { .. } => true,
        Outcome::Unclassified => worlds
            .each
            .iter()
            .all(|(_, fought)| fought.left.sure.is_empty()),
        Outcome::Decided { .. } => worlds.left_everywhere().into_iter().all(is_winner),
        Outcome::Contested { .. } => worlds
            .each
            .iter()
            .flat_map(|(_, fought)| &fought.left.sure)
            .all(|rule| is_winner(*rule)),
    };
    may_be_met && left_win
}

/// What the worlds come to, where that can be said of each, is the verdict.
fn results_agree(worlds: &Worlds, outcome: &Outcome) -> bool {
    let results: Option<Vec<&Result>> = worlds
        .each
        .iter()
        .map(|(_, fought)| fought.result.as_ref())
        .collect();
    let Some(results) = results else { return true };
    let mut claimed: Vec<Option<&Value>> = results
        .into_iter()
        .flat_map(|result| match result {
            Result::Decided(value) => vec![Some(value)],
            Result::Contested(values) => values.iter().map(Option::as_ref).collect(),
            Result::Unclassified => vec![None],
        })
        .collect();
    claimed.sort();
    claimed.dedup();
    match outcome {
        Outcome::Decided { value, .. } => claimed == [Some(value)],
        Outcome::Unclassified => claimed == [None],
        Outcome::Contested { claims, .. } => {
            let mut told: Vec<Option<&Value>> =
                claims.iter().map(|claim| claim.value.as_ref()).collect();
            told.sort();
            claimed == told
        }
        // the search may have been cut off where looking at the conditions was enough
        Outcome::Undetermined { incomplete, .. } => *incomplete,
    }
}
