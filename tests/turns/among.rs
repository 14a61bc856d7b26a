//! Values read back from an explanation.

use serde_json::Value as Json;

use crate::properties::ast::{Type, Value};
use crate::properties::reference::conditions::mentions;
use crate::properties::vocabulary::{FACTS, KINDS, leaves, number};

/// A value of a fact as a record has it.
pub fn value(fact: usize, json: &Json) -> Option<Value> {
    if json.is_null() {
        return None;
    }
    let text = || json.as_str();
    Some(match FACTS[fact].ty {
        Type::Kind(kind) => Value::Node(node(kind, text()?)?),
        Type::Set(kind) => Value::Set(
            json.as_array()?
                .iter()
                .map(|one| node(kind, one.as_str()?))
                .collect::<Option<_>>()?,
        ),
        Type::YesNo => Value::YesNo(json.as_bool()?),
        Type::Integer | Type::Decimal => {
            let text = text().map_or_else(|| json.to_string(), str::to_owned);
            Value::Number(number(text.split(' ').next()?))
        }
        Type::Date => Value::Date(text()?.parse().ok()?),
        Type::Days => Value::Days(text()?.split(' ').next()?.parse().ok()?),
        Type::Text => Value::Text(Box::leak(text()?.to_owned().into_boxed_str())),
    })
}

/// Whether two values are the same, as text or as numbers.
pub fn alike(one: &Json, other: &Json) -> bool {
    let text = |json: &Json| {
        json.as_str()
            .map_or_else(|| json.to_string(), str::to_owned)
    };
    text(one) == text(other)
}

fn node(kind: usize, name: &str) -> Option<usize> {
    KINDS[kind].nodes.iter().position(|node| node.name == name)
}

/// Whether a value is among those told.
pub fn is_among(ty: Type, value: &Value, among: &Json) -> bool {
    let list = |name: &str| -> Vec<String> {
        let list = among[name].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|one| one.as_str().expect("a name").to_owned())
            .collect()
    };
    match (ty, value) {
        (Type::Kind(kind), Value::Node(leaf)) => {
            let names = among.as_array().expect("a list of values");
            names.iter().any(|name| {
                let node = node(kind, name.as_str().expect("a name")).expect("a value of the kind");
                leaves(kind, node).contains(leaf)
            })
        }
        (_, Value::YesNo(yes)) => among
            .as_array()
            .expect("a list")
            .contains(&Json::Bool(*yes)),
        (Type::Set(kind), Value::Set(set)) => {
            let has = |name: &String| set.contains(&node(kind, name).expect("a value of the kind"));
            list("includes").iter().all(has) && !list("without").iter().any(has)
        }
        (_, Value::Text(text)) => {
            let is = list("is");
            (is.is_empty() || is.iter().any(|one| one == text))
                && !list("is_not").iter().any(|one| one == text)
                && list("mentions").iter().all(|word| mentions(text, word))
                && !list("without").iter().any(|word| mentions(text, word))
        }
        (_, ordered) => match among {
            Json::String(range) => is_in(range, ordered),
            ranges => ranges
                .as_array()
                .expect("ranges")
                .iter()
                .any(|range| is_in(range.as_str().expect("a range"), ordered)),
        },
    }
}

fn is_in(range: &str, value: &Value) -> bool {
    let read = |text: &str| match value {
        Value::Number(_) => Value::Number(number(text)),
        Value::Date(_) => Value::Date(text.parse().expect("a day")),
        Value::Days(_) => Value::Days(text.parse().expect("days")),
        other => panic!("{other:?} has no order"),
    };
    if let Some((low, high)) = range.split_once("..") {
        return (low.is_empty() || read(low) <= *value)
            && (high.is_empty() || *value <= read(high));
    }
    range.split(", ").all(|end| {
        let (sign, at) = end.split_once(' ').expect("a sign and a value");
        let at = read(at);
        match sign {
            ">" => *value > at,
            ">=" => *value >= at,
            "<" => *value < at,
            "<=" => *value <= at,
            other => panic!("{other} is no sign"),
        }
    })
}
