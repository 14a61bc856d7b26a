//! What two rulesets' decisions come to, made comparable: values go by their names.

use std::collections::BTreeMap;

use super::common::Side;
use crate::model::{Collect, Datum, Decision, DecisionId, Kind, Model, Otherwise, Type};
use crate::table::column::index;
use crate::verdict::outcome::{Result, Value};

/// The decisions that both rulesets have, of one sort.
#[derive(Debug, Clone)]
pub(crate) struct Decisions {
    /// By old decision: the new one of that name.
    to_new: Vec<Option<DecisionId>>,
    /// By old decision of a kind: the number that each of its leaves has among the new ones. Leaves
    /// that only the old ruleset knows have numbers behind all others.
    leaves: Vec<Option<Vec<u32>>>,
    /// By new decision: whether what it comes to without rules, and how it resolves, is as before.
    pub(super) same_head: Vec<bool>,
    /// By new decision: whether its values are those of the old one, in the same order.
    same_values: Vec<bool>,
}

impl Decisions {
    pub(super) fn new(old: &Model, new: &Model) -> Self {
        let mut decisions = Self {
            to_new: vec![None; old.decisions.len()],
            leaves: vec![None; old.decisions.len()],
            same_head: vec![false; new.decisions.len()],
            same_values: vec![false; new.decisions.len()],
        };
        let named: BTreeMap<&str, usize> = new
            .decisions
            .iter()
            .enumerate()
            .map(|(at, decision)| (decision.name.as_str(), at))
            .collect();
        for (at, a) in old.decisions.iter().enumerate() {
            let Some(&to) = named.get(a.name.as_str()) else {
                continue;
            };
            let b = &new.decisions[to];
            if !comparable(a, b) {
                continue;
            }
            decisions.to_new[at] = Some(DecisionId(index(to)));
            decisions.same_values[to] = true;
            if let (Type::Kind(x), Type::Kind(y)) = (&a.ty, &b.ty) {
                let (x, y) = (&old.kinds[x.index()], &new.kinds[y.index()]);
                let leaves = by_name(x, y);
                let same = x.len() == y.len() && leaves.iter().zip(0..).all(|(to, of)| *to == of);
                decisions.same_values[to] = same;
                decisions.leaves[at] = (!same).then_some(leaves);
            }
            // an order counts where something is greatest or least
            let ordered = matches!(a.collect, Some(Collect::Min | Collect::Max))
                || a.resolve_by.iter().any(|ground| {
                    matches!(
                        ground,
                        crate::model::Ground::Highest | crate::model::Ground::Lowest
                    )
                });
            let id = DecisionId(index(at));
            let otherwise = match (&a.otherwise, &b.otherwise) {
                (Otherwise::Value(a), Otherwise::Value(b)) => decisions.datum(id, a) == *b,
                (Otherwise::Value(_), _) | (_, Otherwise::Value(_)) => false,
                _ => true,
            };
            decisions.same_head[to] = otherwise
                && a.collect == b.collect
                && a.resolve_by == b.resolve_by
                && (!ordered || decisions.same_values[to]);
        }
        decisions
    }

    /// The new decision that an old one is.
    pub(crate) fn new_of(&self, old: DecisionId) -> Option<DecisionId> {
        self.to_new[old.index()]
    }

    /// The decisions that are compared, old and new.
    pub(super) fn both(&self) -> impl Iterator<Item = (DecisionId, DecisionId)> + '_ {
        (0..)
            .zip(&self.to_new)
            .filter_map(|(old, new)| Some((DecisionId(old), (*new)?)))
    }

    /// Whether a new decision has the values of the old one, in the same order.
    pub(super) fn same_values(&self, new: DecisionId) -> bool {
        self.same_values[new.index()]
    }

    pub(super) fn leaf(&self, decision: DecisionId, leaf: u32) -> u32 {
        match &self.leaves[decision.index()] {
            None => leaf,
            Some(leaves) => leaves[leaf as usize],
        }
    }

    fn datum(&self, decision: DecisionId, datum: &Datum) -> Datum {
        match datum {
            Datum::Leaf(leaf) => Datum::Leaf(self.leaf(decision, *leaf)),
            other => other.clone(),
        }
    }

    /// Values of an old decision as the new one would say them, ascending.
    pub(super) fn data(&self, decision: DecisionId, data: &[Datum]) -> Vec<Datum> {
        let mut data: Vec<Datum> = data.iter().map(|it| self.datum(decision, it)).collect();
        data.sort_unstable();
        data
    }

    /// What an old decision comes to, as the new one would say it.
    pub(crate) fn as_new(&self, decision: DecisionId, result: &Result) -> Result {
        if self.leaves[decision.index()].is_none() {
            return result.clone();
        }
        let value = |value: &Value| match value {
            Value::One(datum) => Value::One(self.datum(decision, datum)),
            Value::List(list) => Value::List(self.data(decision, list)),
        };
        match result {
            Result::Decided(decided) => Result::Decided(value(decided)),
            Result::Contested(claims) => {
                let mut claims: Vec<Option<Value>> = claims
                    .iter()
                    .map(|claim| claim.as_ref().map(value))
                    .collect();
                claims.sort_by(|a, b| (a.is_none(), a).cmp(&(b.is_none(), b)));
                Result::Contested(claims)
            }
            Result::Unclassified => Result::Unclassified,
        }
    }
}

/// Whether what two decisions come to can be told apart and alike.
pub(super) fn comparable(old: &Decision, new: &Decision) -> bool {
    let sort = |decision: &Decision| match decision.collect {
        None | Some(Collect::Min | Collect::Max) => 0,
        Some(Collect::Sum) => 1,
        Some(Collect::Count) => 2,
        Some(Collect::List) => 3,
    };
    // a count is a number, whatever is counted
    let counts = old.collect == Some(Collect::Count);
    sort(old) == sort(new) && (counts || super::common::one_sort(&old.ty, &new.ty))
}

/// For each leaf of one kind, the number of the leaf of that name in another.
fn by_name(of: &Kind, to: &Kind) -> Vec<u32> {
    let numbers: BTreeMap<&str, u32> = (0..to.len())
        .map(|leaf| (to.leaf(leaf).name.as_str(), leaf))
        .collect();
    let mut unknown = to.len();
    (0..of.len())
        .map(|leaf| {
            numbers
                .get(of.leaf(leaf).name.as_str())
                .copied()
                .unwrap_or_else(|| {
                    unknown += 1;
                    unknown - 1
                })
        })
        .collect()
}

impl Side {
    /// The decisions upstream of one, itself included.
    pub(super) fn cone(&self, decision: DecisionId) -> &[DecisionId] {
        &self.table.cones[decision.index()]
    }
}
