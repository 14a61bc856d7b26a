//! What rules conclude, by number: whether two say the same is asked far more often than what they say.

use std::collections::BTreeMap;

use super::column::{index, ordinal};
use super::disjoin::unit_of;
use crate::model::{Datum, DecisionId, Model, RuleId};

/// The conclusions of all rules, numbered within each decision.
#[derive(Debug, Clone, Default)]
pub struct Conclusions(Vec<OfDecision>);

/// The conclusions about one decision.
#[derive(Debug, Clone, Default)]
struct OfDecision {
    /// By `RuleId`: which of the values it concludes; 0 where it does not speak of the decision.
    numbers: Vec<u32>,
    /// By number, different ones. The first is empty.
    values: Vec<Vec<Datum>>,
    /// By number: the place of the first value in its order, if it has one.
    ordinals: Vec<Option<i128>>,
}

impl Conclusions {
    /// Those of a model.
    pub fn of(model: &Model) -> Self {
        let decisions = (0..index(model.decisions.len())).map(DecisionId);
        Self(decisions.map(|of| of_decision(model, of)).collect())
    }

    /// The number of what a rule concludes about a decision.
    #[inline]
    pub fn number(&self, decision: DecisionId, rule: RuleId) -> u32 {
        self.0[decision.index()].numbers[rule.index()]
    }

    /// By `RuleId`: the number of what each concludes about a decision.
    pub fn numbers(&self, decision: DecisionId) -> &[u32] {
        &self.0[decision.index()].numbers
    }

    /// Whether two rules conclude the same.
    #[inline]
    pub fn alike(&self, decision: DecisionId, a: RuleId, b: RuleId) -> bool {
        self.number(decision, a) == self.number(decision, b)
    }

    /// The different conclusions about a decision, by number.
    pub fn values(&self, decision: DecisionId) -> &[Vec<Datum>] {
        &self.0[decision.index()].values
    }

    /// Where what a rule concludes lies in the order of its type; nothing for what has none.
    pub fn ordinal(&self, decision: DecisionId, rule: RuleId) -> Option<i128> {
        let of = &self.0[decision.index()];
        of.ordinals[of.numbers[rule.index()] as usize]
    }
}

fn of_decision(model: &Model, decision: DecisionId) -> OfDecision {
    let unit = unit_of(&model.decisions[decision.index()].ty);
    let mut of = OfDecision {
        numbers: vec![0; model.rules.len()],
        values: vec![Vec::new()],
        ordinals: vec![None],
    };
    let mut seen: BTreeMap<&[Datum], u32> = BTreeMap::from([(&[][..], 0)]);
    for &rule in &model.decisions[decision.index()].rules {
        let concluded = model.concluded(rule, decision);
        let next = index(of.values.len());
        let number = *seen.entry(concluded).or_insert(next);
        if number == next {
            of.values.push(concluded.to_vec());
            of.ordinals
                .push(concluded.first().and_then(|datum| ordinal(datum, unit)));
        }
        of.numbers[rule.index()] = number;
    }
    of
}
