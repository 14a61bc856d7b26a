//! What a column of the record says about a decision.

use std::collections::HashMap;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::model::text::Folded;
use crate::model::{Collect, Datum, Decision, Kind, Model, Type};
use crate::verdict::Value;

/// Reads recorded values: names and labels of a kind, numbers, days, as records write them.
pub(in super::super) struct Recorded {
    form: Form,
    list: bool,
}

enum Form {
    Kind {
        names: HashMap<String, u32>,
        folded: HashMap<Folded, Option<u32>>,
    },
    YesNo,
    Number {
        unit: Option<String>,
    },
    Date,
    Days,
    Text,
}

impl Recorded {
    pub(super) fn new(model: &Model, decision: &Decision) -> Self {
        let form = match (&decision.ty, decision.collect) {
            (_, Some(Collect::Count)) => Form::Number { unit: None },
            (Type::Kind(kind) | Type::Set(kind), _) => of_kind(&model.kinds[kind.index()]),
            (Type::YesNo, _) => Form::YesNo,
            (Type::Integer { unit, .. } | Type::Decimal { unit, .. }, _) => {
                Form::Number { unit: unit.clone() }
            }
            (Type::Date { .. }, _) => Form::Date,
            (Type::Duration { .. }, _) => Form::Days,
            (Type::Text, _) => Form::Text,
        };
        Self {
            form,
            list: decision.collect == Some(Collect::List),
        }
    }

    /// The value; `None` if it is no value of the decision.
    pub(super) fn read(&self, text: &str) -> Option<Value> {
        if !self.list {
            return self.one(text).map(Value::One);
        }
        let members = text
            .split([';', '；'])
            .map(str::trim)
            .filter(|member| !member.is_empty());
        let mut list = members
            .map(|member| self.one(member))
            .collect::<Option<Vec<Datum>>>()?;
        list.sort_unstable();
        list.dedup();
        Some(Value::List(list))
    }

    fn one(&self, text: &str) -> Option<Datum> {
        let text: String = text.trim().nfc().collect();
        let lower = text.to_lowercase();
        match &self.form {
            Form::Kind { names, folded } => {
                let exact = names.get(&text).copied();
                exact
                    .or_else(|| folded.get(&Folded::new(&text)).copied().flatten())
                    .map(Datum::Leaf)
            }
            Form::YesNo => match lower.as_str() {
                "yes" | "true" | "是" => Some(Datum::YesNo(true)),
                "no" | "false" | "否" => Some(Datum::YesNo(false)),
                _ => None,
            },
            Form::Number { unit } => {
                let bare = unit
                    .as_ref()
                    .and_then(|unit| text.strip_suffix(unit.as_str()))
                    .unwrap_or(&text);
                bare.trim()
                    .parse::<Decimal>()
                    .ok()
                    .map(|number| Datum::Number(number.normalize()))
            }
            Form::Date => text.parse().ok().map(Datum::Date),
            Form::Days => {
                let bare = ["days", "day", "天"]
                    .iter()
                    .find_map(|unit| lower.strip_suffix(unit))
                    .unwrap_or(&lower);
                bare.trim().parse().ok().map(Datum::Duration)
            }
            Form::Text => Some(Datum::Text(text)),
        }
    }
}

/// Names before labels; a label that several leaves carry is none.
fn of_kind(kind: &Kind) -> Form {
    let mut names = HashMap::new();
    let mut folded: HashMap<Folded, Option<u32>> = HashMap::new();
    for node in kind.nodes.iter().filter(|node| node.leaf) {
        names.insert(node.name.clone(), node.first);
        let mut carry = |label: &str| {
            folded
                .entry(Folded::new(label.trim()))
                .and_modify(|leaf| *leaf = leaf.filter(|leaf| *leaf == node.first))
                .or_insert(Some(node.first));
        };
        node.label.iter().for_each(&mut carry);
        carry(&node.name);
    }
    Form::Kind { names, folded }
}
