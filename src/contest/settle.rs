//! Who may settle a contest: the bodies that the ruleset names for its facts and decisions.

use super::case::Case;
use super::told::{Covered, Determined, Entitled, SettledBy};
use crate::explanation::outcome::{Outcome, told};
use crate::model::{DecisionId, FactId};
use crate::verdict;

/// Who may settle it. `facts` are those that the claim turns on; `outcomes` what the decisions of the
/// cone came to, a combination each.
pub(super) fn settled_by(
    case: &Case,
    facts: &[FactId],
    outcomes: &[&Vec<verdict::Outcome>],
) -> SettledBy {
    let model = case.model();
    let facts = facts.iter().map(|fact| {
        let declared = &model.facts[fact.index()];
        let body = |leaf: Option<u32>| leaf.and_then(|leaf| case.speaker.body(leaf));
        Entitled {
            fact: declared.name.clone(),
            established_by: body(declared.established_by),
            judged_by: body(declared.judged_by),
        }
    });
    let cone = case.cone();
    let decisions = cone
        .iter()
        .enumerate()
        .filter(|(at, decision)| **decision == case.decision || moves(outcomes, *at))
        .map(|(_, decision)| {
            let declared = &model.decisions[decision.index()];
            Determined {
                decision: declared.name.clone(),
                determined_by: declared
                    .determined_by
                    .and_then(|leaf| case.speaker.body(leaf)),
            }
        });
    let mut overlaps: Vec<Covered> = Vec::new();
    for (at, decision) in cone.iter().enumerate() {
        for outcome in outcomes.iter().filter_map(|each| each.get(at)) {
            if let Some(covered) = covered(case, *decision, outcome)
                && !overlaps.iter().any(|other| is_same(other, &covered))
            {
                overlaps.push(covered);
            }
        }
    }
    SettledBy {
        facts: facts.collect(),
        decisions: decisions.collect(),
        overlaps,
    }
}

/// Whether a decision upstream does not come to the same in all combinations, or is contested.
fn moves(outcomes: &[&Vec<verdict::Outcome>], at: usize) -> bool {
    let mut each = outcomes.iter().filter_map(|each| each.get(at));
    let first = each.clone().next();
    each.any(|outcome| {
        matches!(outcome, verdict::Outcome::Contested { .. })
            || first.is_some_and(|first| first.value() != outcome.value())
    })
}

fn covered(case: &Case, decision: DecisionId, outcome: &verdict::Outcome) -> Option<Covered> {
    match told(&case.speaker, decision, outcome) {
        Outcome::Contested {
            claims,
            decided_by,
            because,
            known: true,
        } => Some(Covered {
            decision: case.model().decisions[decision.index()].name.clone(),
            claims,
            decided_by,
            because,
        }),
        _ => None,
    }
}

fn is_same(one: &Covered, other: &Covered) -> bool {
    (&one.decision, &one.because, &one.decided_by)
        == (&other.decision, &other.because, &other.decided_by)
}
