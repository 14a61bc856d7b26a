//! Where a change of facts is said to lead.

use std::collections::BTreeSet;

use super::at::At;
use super::told::{Claims, Told, result};
use super::value::{Value, no_value, ordinals, read, read_one};
use crate::model::{Collect, DecisionId, Model};
use crate::verify::fault::Fault;
use crate::verify::seats::{none, otherwise};
use crate::words::Words;

/// What a decision might come to instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal {
    /// This result.
    Result(Claims),
    /// A list with this leaf in it, or without.
    Has(u32, bool),
    /// A number greater than this, or less.
    Beyond(i128, bool),
}

impl Goal {
    /// A goal of a decision that has come to something else.
    pub(super) fn read(model: &Model, id: DecisionId, told: &Told, at: &At) -> Result<Self, Fault> {
        let declared = &model.decisions[id.index()];
        for (name, has) in [("includes", true), ("without", false)] {
            if let (Some(leaf), Some(Collect::List)) = (at.find(name), declared.collect) {
                let leaf = read_one(model, &declared.ty, &leaf)?;
                return Ok(Self::Has(u32::try_from(leaf).unwrap_or_default(), has));
            }
        }
        for (name, more) in [("more_than", true), ("less_than", false)] {
            if let (Some(than), Some(Collect::Sum | Collect::Count)) =
                (at.find(name), declared.collect)
            {
                let Value::One(number) = read(model, id, &than)? else {
                    return Err(than.fault(no_value(&than)));
                };
                let now = [Some(Value::One(number))].into();
                if told.claims() != Some(now) {
                    return Err(than.fault(Words::new(
                        "this is not what the decision has come to",
                        "这不是该决定现在的结果",
                    )));
                }
                return Ok(Self::Beyond(number, more));
            }
        }
        result(model, id, at).map(Self::Result)
    }

    /// Whether a result is as wanted.
    pub(super) fn is_met(&self, claims: &Claims) -> bool {
        let only = claims.first().filter(|_| claims.len() == 1);
        match (self, only) {
            (Self::Result(wanted), _) => claims == wanted,
            (Self::Has(leaf, has), Some(Some(Value::List(list)))) => list.contains(leaf) == *has,
            (Self::Beyond(than, true), Some(Some(Value::One(number)))) => number > than,
            (Self::Beyond(than, false), Some(Some(Value::One(number)))) => number < than,
            _ => false,
        }
    }

    /// Whether a decision that meets it comes to one thing.
    pub(super) fn is_single(&self) -> bool {
        !matches!(self, Self::Result(claims) if claims.len() != 1)
    }

    /// Every goal of a decision: what its rules conclude, and what it is without them, so far as it
    /// has not come to that.
    pub(super) fn all(model: &Model, id: DecisionId, told: &Told) -> BTreeSet<Self> {
        let declared = &model.decisions[id.index()];
        let concluded = declared
            .rules
            .iter()
            .flat_map(|rule| ordinals(model, *rule, id));
        let now = told.claims();
        let only = now.as_ref().and_then(|claims| match claims.len() {
            1 => claims.first().cloned().flatten(),
            _ => None,
        });
        match (declared.collect, only) {
            (Some(Collect::Sum | Collect::Count), Some(Value::One(now))) => {
                [true, false].map(|more| Self::Beyond(now, more)).into()
            }
            (Some(Collect::Sum | Collect::Count), _) => BTreeSet::new(),
            (Some(Collect::List), _) => {
                let leaves = concluded.filter_map(|leaf| u32::try_from(leaf).ok());
                let both = leaves.flat_map(|leaf| [(leaf, true), (leaf, false)]);
                let others = both.filter(|(leaf, has)| told.is_in(*leaf) != Some(*has));
                others.map(|(leaf, has)| Self::Has(leaf, has)).collect()
            }
            _ => {
                let without = otherwise(declared);
                let number = without.hull().map(|((low, _), _)| low.to_integer());
                let without = number.filter(|_| without != none()).map(Value::One);
                let values = concluded.map(|value| Some(Value::One(value)));
                let results = values.chain([without]).map(|claim| Claims::from([claim]));
                let others = results.filter(|result| now.as_ref() != Some(result));
                others.map(Self::Result).collect()
            }
        }
    }
}
