//! Which fact to ask for. In: what the wanted decisions turn on. Out: those facts, the most telling first.
//!
//! For each decision that is open, [`crate::verdict::Need`] says how many results are possible now and
//! how many are left in the worst case once a fact is known. A fact scores, summed over the decisions,
//! the share of the results to be ruled out that it rules out for certain: 1 for a decision that it
//! settles, 0 for one where it may leave all. Among equals the one that more decisions turn on comes
//! first, then the one declared first, the date of the decision last: so the interview is the same
//! each time.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{DecisionId, Model};
use crate::table::FactKey;
use crate::verdict::{Need, Outcome};

/// What a decision that a fact settles scores. Shares are rounded down to it, and compared as whole
/// numbers.
const SETTLED: usize = 1_000_000;

/// Every fact that some decision turns on, the one to ask for first.
pub(super) fn ranked(model: &Model, stands: &[(DecisionId, &Outcome)]) -> Vec<FactKey> {
    let mut scores: BTreeMap<FactKey, (usize, usize)> = BTreeMap::new();
    for need in stands.iter().flat_map(|(_, outcome)| needs(outcome)) {
        let (ruled_out, of) = (need.of.saturating_sub(need.left), need.of.saturating_sub(1));
        let (score, decisions) = scores.entry(need.fact).or_default();
        *score += (ruled_out * SETTLED).checked_div(of).unwrap_or(0);
        *decisions += 1;
    }
    let declared = |fact: FactKey| match fact {
        FactKey::AsOf => u32::MAX,
        FactKey::Fact(fact) => model.facts[fact.index()].declared,
    };
    let mut ranked: Vec<_> = scores.into_iter().collect();
    ranked.sort_by_key(|(fact, score)| (Reverse(*score), declared(*fact)));
    ranked.into_iter().map(|(fact, _)| fact).collect()
}

/// The decisions that turn on a fact.
pub(super) fn turning_on(fact: FactKey, stands: &[(DecisionId, &Outcome)]) -> Vec<DecisionId> {
    stands
        .iter()
        .filter(|(_, outcome)| needs(outcome).iter().any(|need| need.fact == fact))
        .map(|(decision, _)| *decision)
        .collect()
}

fn needs(outcome: &Outcome) -> &[Need] {
    match outcome {
        Outcome::Undetermined { needs, .. } => needs,
        _ => &[],
    }
}
