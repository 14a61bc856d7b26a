//! How rules rank on the grounds that go by rank: the level they stand on, when they were adopted, how
//! high they conclude.

use super::column::index;
use super::conclusions::Conclusions;
use crate::model::{DecisionId, Ground, Model, RuleId};

/// For each decision and each ground that it is resolved by, where its rules rank.
#[derive(Debug, Clone, Default)]
pub struct Ranks(Vec<Vec<(Ground, Vec<u32>)>>);

impl Ranks {
    /// Those of a model.
    pub fn of(model: &Model, conclusions: &Conclusions) -> Self {
        let decisions = (0..).map(DecisionId).zip(&model.decisions);
        let ranks = |(decision, declared): (DecisionId, &crate::model::Decision)| {
            let grounds = declared.resolve_by.iter();
            grounds
                .map(|&ground| (ground, ranked(model, conclusions, decision, ground)))
                .collect()
        };
        Self(decisions.map(ranks).collect())
    }

    /// By `RuleId`: the higher wins, and 0 is not compared. Nothing for a ground that the decision
    /// does not list, or that goes by something else.
    #[inline]
    pub fn on(&self, decision: DecisionId, ground: Ground) -> &[u32] {
        let mut grounds = self.0[decision.index()].iter();
        grounds
            .find(|(listed, _)| *listed == ground)
            .map_or(&[], |(_, ranks)| ranks)
    }
}

fn ranked(
    model: &Model,
    conclusions: &Conclusions,
    decision: DecisionId,
    ground: Ground,
) -> Vec<u32> {
    let of = |id: RuleId| -> Option<i128> {
        let rule = &model.rules[id.index()];
        match ground {
            Ground::Superior => Some(-i128::from(rule.level.0)),
            Ground::Posterior => rule.dated.map(super::column::day_number),
            Ground::Highest => conclusions.ordinal(decision, id),
            Ground::Lowest => conclusions.ordinal(decision, id).map(|at| -at),
            // inclusion is no rank
            Ground::Specialis => None,
        }
    };
    if ground == Ground::Specialis {
        return Vec::new();
    }
    let rules = &model.decisions[decision.index()].rules;
    let mut all: Vec<i128> = rules.iter().filter_map(|rule| of(*rule)).collect();
    all.sort_unstable();
    all.dedup();
    let mut ranks = vec![0; model.rules.len()];
    for &rule in rules {
        if let Some(at) = of(rule).and_then(|rank| all.binary_search(&rank).ok()) {
            ranks[rule.index()] = index(at) + 1;
        }
    }
    ranks
}
