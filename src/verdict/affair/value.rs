//! The value of one field: from what was written to what is known.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::quantity::{Malformed, date, days, narrow, quantity, yes_no};
use super::rejection::short;
use super::vocabulary::{Miss, nfc};
use super::{Knowledge, Reader, Rejection};
use crate::model::{Datum, Fact, FactId, KindId, NodeId, Type};
use crate::words::Words;

/// A value as a record writes it, whatever the form of the record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Written<'a> {
    /// `null`, or an empty cell.
    Nothing,
    /// `true`, `false`.
    YesNo(bool),
    /// A number by its text.
    Number(Cow<'a, str>),
    /// A number that may have lost digits before it came here.
    Rounded(String),
    /// A string, or a cell.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Written<'a>>),
    /// A JSON object.
    Object,
}

impl Written<'_> {
    /// As messages show it.
    pub(super) fn describe(&self) -> Words {
        let quoted =
            |text: &str| Words::new(format!("`{}`", short(text)), format!(" `{}`", short(text)));
        match self {
            Self::Nothing => quoted("null"),
            Self::YesNo(yes) => quoted(if *yes { "true" } else { "false" }),
            Self::Number(text) => quoted(text),
            Self::Rounded(text) => quoted(text),
            Self::Text(text) if text.is_empty() => Words::new("an empty string", "空字符串"),
            Self::Text(text) => quoted(text),
            Self::List(_) => Words::new("a list", "列表"),
            Self::Object => Words::new("an object", "对象"),
        }
    }
}

impl Reader<'_> {
    /// What a written value says of a fact.
    pub(super) fn knowledge(&self, id: FactId, written: &Written) -> Result<Knowledge, Rejection> {
        self.reads(self.fact(id), written)
    }

    /// The same of whatever has the name and the type of a fact.
    pub(super) fn reads(&self, fact: &Fact, written: &Written) -> Result<Knowledge, Rejection> {
        let wrong = || Rejection::wrong_type(self.model, fact, written);
        let datum = match (&fact.ty, written) {
            (_, Written::Nothing) => return Ok(Knowledge::Unknown),
            (Type::Kind(kind), Written::Text(text) | Written::Number(text))
                if !text.trim().is_empty() =>
            {
                let node = self.node(fact, *kind, text)?;
                return Ok(Knowledge::of_leaves(self.leaves(*kind, node).collect()));
            }
            (Type::Set(kind), Written::List(members)) => self.set(fact, *kind, members)?,
            (Type::YesNo, Written::YesNo(yes)) => Datum::YesNo(*yes),
            (Type::YesNo, Written::Text(text)) => {
                Datum::YesNo(yes_no(&narrow(text)).ok_or_else(wrong)?)
            }
            (
                Type::Integer { unit, .. } | Type::Decimal { unit, .. },
                Written::Text(text) | Written::Number(text),
            ) => Datum::Number(
                self.number(fact, unit.as_deref(), text)?
                    .ok_or_else(wrong)?,
            ),
            (
                Type::Integer { .. } | Type::Decimal { .. } | Type::Duration { .. },
                Written::Rounded(text),
            ) => {
                return Err(Rejection::rounded(fact, text));
            }
            (Type::Date { .. }, Written::Text(text)) => {
                Datum::Date(date(&narrow(text)).ok_or_else(wrong)?)
            }
            (Type::Duration { .. }, Written::Text(text) | Written::Number(text)) => {
                match days(&narrow(text)) {
                    Ok(days) => Datum::Duration(days),
                    Err(Malformed::Form) => return Err(wrong()),
                    Err(Malformed::TooFine) => return Err(Rejection::too_fine(fact, text)),
                    Err(Malformed::TooLarge) => {
                        return Err(Rejection::outside_domain(self.model, fact, text));
                    }
                }
            }
            (Type::Text, Written::Text(text)) => Datum::Text(nfc(text).into_owned()),
            _ => return Err(wrong()),
        };
        if within(&fact.ty, &datum) {
            Ok(Knowledge::Known(datum))
        } else {
            let shown = match written {
                Written::Text(text) | Written::Number(text) => text.as_ref().trim(),
                _ => "",
            };
            Err(Rejection::outside_domain(self.model, fact, shown))
        }
    }

    /// The leaves at or below a node.
    fn leaves(&self, kind: KindId, node: NodeId) -> std::ops::Range<u32> {
        let node = &self.model.kinds[kind.index()].nodes[node.index()];
        node.first..node.end
    }

    fn node(&self, fact: &Fact, kind: KindId, text: &str) -> Result<NodeId, Rejection> {
        let text = text.trim();
        self.vocabulary.node(kind, text).map_err(|miss| match miss {
            Miss::Unknown => Rejection::outside_domain(self.model, fact, text),
            Miss::Ambiguous(nodes) => Rejection::ambiguous(self.model, fact, text, &nodes),
        })
    }

    /// A set is wholly known: each member is one leaf. A member may stand twice.
    fn set(&self, fact: &Fact, kind: KindId, members: &[Written]) -> Result<Datum, Rejection> {
        let mut leaves = Vec::with_capacity(members.len());
        for member in members {
            let (Written::Text(text) | Written::Number(text)) = member else {
                return Err(Rejection::wrong_type(self.model, fact, member));
            };
            let below = self.leaves(kind, self.node(fact, kind, text)?);
            if below.len() != 1 {
                return Err(Rejection::not_a_leaf(fact, text));
            }
            leaves.push(below.start);
        }
        leaves.sort_unstable();
        leaves.dedup();
        Ok(Datum::Set(leaves))
    }

    /// A number in the fact's unit; none if it does not look like a number.
    fn number(
        &self,
        fact: &Fact,
        declared: Option<&str>,
        text: &str,
    ) -> Result<Option<Decimal>, Rejection> {
        let text = narrow(text);
        let (number, unit) = match quantity(&text) {
            Ok(parts) => parts,
            Err(Malformed::Form) => return Ok(None),
            Err(Malformed::TooFine) => return Err(Rejection::too_fine(fact, &text)),
            Err(Malformed::TooLarge) => {
                return Err(Rejection::outside_domain(self.model, fact, &text));
            }
        };
        if !unit.is_empty() && declared.is_none_or(|declared| narrow(declared) != unit) {
            return Err(Rejection::wrong_unit(fact, unit, declared));
        }
        if matches!(fact.ty, Type::Integer { .. }) && !number.is_integer() {
            return Err(Rejection::too_fine(fact, &text));
        }
        Ok(Some(number))
    }
}

/// Whether a value of the right form lies in a type's range.
fn within(ty: &Type, datum: &Datum) -> bool {
    match (ty, datum) {
        (Type::Integer { low, high, .. }, Datum::Number(number)) => {
            Decimal::from(*low) <= *number && *number <= Decimal::from(*high)
        }
        (Type::Decimal { low, high, .. }, Datum::Number(number)) => low <= number && number <= high,
        (Type::Date { low, high }, Datum::Date(date)) => low <= date && date <= high,
        (Type::Duration { low, high }, Datum::Duration(days)) => low <= days && days <= high,
        _ => true,
    }
}
