//! Values as the file writes them, and as whole numbers.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::at::{At, short};
use crate::model::{Collect, Decision, DecisionId, Kind, Model, RuleId, Type};
use crate::verify::arithmetic::{date, day};
use crate::verify::fault::Fault;
use crate::verify::scale::{fraction, number};
use crate::verify::seats::{LIMIT, of_type, unit};
use crate::verify::spans::{Number, Spans};
use crate::words::Words;

/// What a decision comes to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// One value, also a sum or a count.
    One(i128),
    /// A collected list.
    List(BTreeSet<u32>),
}

/// What is claimed; nothing is `unclassified`.
pub(super) type Claim = Option<Value>;

/// The largest whole number that every reader of JSON keeps exactly.
const EXACT: i128 = 1 << 53;

/// The type in which a decision's values are written.
pub(super) fn type_of(decision: &Decision) -> Type {
    match decision.collect {
        Some(Collect::Count) => Type::Integer {
            low: 0,
            high: i64::MAX,
            unit: None,
        },
        _ => decision.ty.clone(),
    }
}

/// What a decision came to, as it is written.
pub(super) fn written(model: &Model, decision: DecisionId, value: &Value) -> Json {
    let declared = &model.decisions[decision.index()];
    match value {
        Value::One(number) => one(model, &type_of(declared), *number),
        Value::List(list) => {
            let each = list.iter();
            each.map(|leaf| one(model, &declared.ty, i128::from(*leaf)))
                .collect()
        }
    }
}

/// A claim, as it is written.
pub(super) fn claimed(model: &Model, decision: DecisionId, claim: &Claim) -> Json {
    let value = claim.as_ref();
    value.map_or(Json::Null, |value| written(model, decision, value))
}

/// One value of a type, as it is written.
pub(super) fn one(model: &Model, ty: &Type, value: i128) -> Json {
    let with = |unit: &Option<String>| match unit {
        Some(unit) => Json::from(format!("{} {unit}", bare(ty, value))),
        None => Json::from(bare(ty, value)),
    };
    match ty {
        Type::Kind(kind) | Type::Set(kind) => {
            let kind = &model.kinds[kind.index()];
            let leaf = u32::try_from(value).ok().filter(|leaf| *leaf < kind.len());
            leaf.map_or(Json::Null, |leaf| Json::from(kind.leaf(leaf).name.clone()))
        }
        Type::YesNo => Json::from(value != 0),
        Type::Integer { unit: None, .. } => match i64::try_from(value) {
            Ok(number) if value.unsigned_abs() <= EXACT.unsigned_abs() => Json::from(number),
            _ => Json::from(value.to_string()),
        },
        Type::Integer { unit, .. } | Type::Decimal { unit, .. } => with(unit),
        Type::Duration { .. } => Json::from(format!("{value} days")),
        Type::Date { .. } | Type::Text => Json::from(bare(ty, value)),
    }
}

/// A number, date or number of days without its unit.
pub(super) fn bare(ty: &Type, value: i128) -> String {
    match ty {
        Type::Date { .. } => date(value).map_or_else(|| value.to_string(), |day| day.to_string()),
        _ => fraction(Number::from_integer(value) / unit(ty)),
    }
}

/// The whole number of what is written without a unit.
pub(super) fn of_bare(ty: &Type, text: &str) -> Option<Number> {
    match ty {
        Type::Date { .. } => text
            .parse::<jiff::civil::Date>()
            .ok()
            .filter(|day| day.to_string() == text)
            .map(|at| day(at).into()),
        _ => {
            let number = number(text)?;
            num_traits::CheckedMul::checked_mul(&number, &unit(ty).into())
        }
    }
}

/// A value of a type; it must be in the type's range.
pub(super) fn read_one(model: &Model, ty: &Type, at: &At) -> Result<i128, Fault> {
    let value = any(model, ty, at)?;
    if of_type(model, ty).is_disjoint(&Spans::one(value)) {
        return Err(at.fault(no_value(at)));
    }
    Ok(value)
}

/// A value of a type, whatever its range.
pub(super) fn any(model: &Model, ty: &Type, at: &At) -> Result<i128, Fault> {
    let whole = |number: Number| number.is_integer().then(|| number.to_integer());
    let text = at.json.as_str();
    let value = match ty {
        Type::Kind(kind) | Type::Set(kind) => text
            .and_then(|name| leaf(&model.kinds[kind.index()], name))
            .map(i128::from),
        Type::YesNo => at.json.as_bool().map(i128::from),
        Type::Date { .. } => text.and_then(|text| whole(of_bare(ty, text)?)),
        Type::Duration { .. } => text
            .and_then(|text| text.strip_suffix(" days"))
            .and_then(|days| whole(of_bare(ty, days)?)),
        Type::Integer { unit, .. } | Type::Decimal { unit, .. } => {
            let text = match (at.json, unit) {
                (Json::Number(number), None) => Some(number.to_string()),
                (Json::String(text), None) => Some(text.clone()),
                (Json::String(text), Some(unit)) => {
                    let number = text.strip_suffix(unit.as_str());
                    number
                        .and_then(|text| text.strip_suffix(' '))
                        .map(str::to_owned)
                }
                _ => None,
            };
            text.and_then(|text| whole(of_bare(ty, &text)?))
        }
        Type::Text => None,
    };
    // there is one way of writing a value
    let value = value
        .filter(|value| value.unsigned_abs() < LIMIT.unsigned_abs())
        .filter(|value| one(model, ty, *value) == *at.json);
    value.ok_or_else(|| at.fault(no_value(at)))
}

/// What a decision came to.
pub(super) fn read(model: &Model, decision: DecisionId, at: &At) -> Result<Value, Fault> {
    let declared = &model.decisions[decision.index()];
    if declared.collect != Some(Collect::List) {
        return any(model, &type_of(declared), at).map(Value::One);
    }
    let mut list = BTreeSet::new();
    for item in at.items()? {
        let leaf = read_one(model, &declared.ty, &item)?;
        list.insert(u32::try_from(leaf).unwrap_or_default());
    }
    let value = Value::List(list);
    if written(model, decision, &value) != *at.json {
        return Err(at.fault(Words::new(
            "each value must stand once, in the order of its kind",
            "每个值应只出现一次，并按种类的次序排列",
        )));
    }
    Ok(value)
}

/// What is claimed: a value, or `null` for none.
pub(super) fn read_claim(model: &Model, decision: DecisionId, at: &At) -> Result<Claim, Fault> {
    match at.json {
        Json::Null => Ok(None),
        _ => read(model, decision, at).map(Some),
    }
}

/// A leaf by its name.
pub(super) fn leaf(kind: &Kind, name: &str) -> Option<u32> {
    let node = &kind.nodes[kind.find(name)?.index()];
    node.leaf.then_some(node.first)
}

pub(super) fn no_value(at: &At) -> Words {
    let text = short(at.json);
    Words::new(
        format!("`{text}` is no value that can stand here"),
        format!("`{text}` 不是此处可以出现的值"),
    )
}

/// What a rule concludes about a decision.
pub(super) fn ordinals(
    model: &Model,
    rule: RuleId,
    decision: DecisionId,
) -> impl Iterator<Item = i128> {
    crate::verify::seats::values(model, rule, decision)
}
