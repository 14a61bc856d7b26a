//! One value, as records write it and as people read it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use num_traits::CheckedMul;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::model::show::show;
use crate::model::{Datum, DecisionId, Kind, KindId, Model, NodeId, Type};
use crate::table::arithmetic::Number;
use crate::verdict::Value;
use crate::words::{Label, Lang, Words};

/// Whole numbers beyond this are written as strings: a reader that keeps numbers in binary floating
/// point would lose digits.
const EXACT_IN_BINARY: i64 = 1 << 53;
/// Characters of a text that people are shown.
const SHOWN: usize = 60;

/// A value. Serialized it is as records write it: a name, `true`, `12`, `"12.5 CNY"`, `"30 days"`.
/// The same value stands in the reasons of many rules, so a copy shares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(Arc<Forms>);

/// The forms of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// As records write it.
    pub value: Json,
    /// As people read it.
    pub words: Words,
}

impl Deref for Shown {
    type Target = Forms;

    fn deref(&self) -> &Forms {
        &self.0
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl Shown {
    /// A value in both forms.
    pub fn new(value: Json, words: Words) -> Self {
        Self(Arc::new(Forms { value, words }))
    }

    /// A value that is one word for all.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let words = Words::new(text.clone(), text.clone());
        Self::new(Json::String(text), words)
    }
}

/// Shows values, and remembers which values of kinds were named, so that their labels go along.
pub(crate) struct Speaker<'m> {
    pub(crate) model: &'m Model,
    named: RefCell<BTreeMap<(KindId, NodeId), Shown>>,
}

impl<'m> Speaker<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self {
            model,
            named: RefCell::default(),
        }
    }

    /// A value of a type.
    pub(crate) fn datum(&self, ty: &Type, datum: &Datum) -> Shown {
        let kind = match ty {
            Type::Kind(kind) | Type::Set(kind) => Some(*kind),
            _ => None,
        };
        let words = match (kind, datum) {
            (Some(kind), Datum::Leaf(leaf)) => {
                return self.node(kind, self.model.kinds[kind.index()].leaves[*leaf as usize]);
            }
            (_, Datum::Text(text)) => {
                Words::new(format!("“{}”", short(text)), format!("“{}”", short(text)))
            }
            _ => {
                let say = |lang| show(self.model, ty, datum, Some(lang));
                Words::new(say(Lang::En), say(Lang::Zh))
            }
        };
        if let (Some(kind), Datum::Set(leaves)) = (kind, datum) {
            let nodes = &self.model.kinds[kind.index()].leaves;
            for leaf in leaves {
                self.node(kind, nodes[*leaf as usize]);
            }
        }
        Shown::new(json(self.model, ty, datum), words)
    }

    /// A value of a kind, leaf or not.
    pub(crate) fn node(&self, id: KindId, node: NodeId) -> Shown {
        let mut named = self.named.borrow_mut();
        let shown = named.entry((id, node)).or_insert_with(|| {
            let node = &self.model.kinds[id.index()].nodes[node.index()];
            let say = |lang| node.label.get(lang).unwrap_or(&node.name).to_owned();
            let words = Words::new(say(Lang::En), say(Lang::Zh));
            Shown::new(Json::String(node.name.clone()), words)
        });
        shown.clone()
    }

    /// A leaf of the bodies.
    pub(crate) fn body(&self, leaf: u32) -> Option<Shown> {
        self.model
            .bodies
            .map(|kind| self.datum(&Type::Kind(kind), &Datum::Leaf(leaf)))
    }

    /// What a decision came to.
    pub(crate) fn value(&self, decision: DecisionId, value: &Value) -> Shown {
        let ty = &self.model.decisions[decision.index()].ty;
        match value {
            Value::One(datum) => self.datum(ty, datum),
            Value::List(list) => {
                let each: Vec<Shown> = list.iter().map(|datum| self.datum(ty, datum)).collect();
                let join = |lang: Lang, by: &str| {
                    each.iter()
                        .map(|shown| shown.words.get(lang))
                        .collect::<Vec<_>>()
                        .join(by)
                };
                let words = if each.is_empty() {
                    Words::new("none", "无")
                } else {
                    Words::new(join(Lang::En, ", "), join(Lang::Zh, "、"))
                };
                Shown::new(
                    each.iter().map(|shown| shown.value.clone()).collect(),
                    words,
                )
            }
        }
    }

    /// A number of days.
    pub(crate) fn days(&self, days: i64) -> Shown {
        self.datum(
            &Type::Duration {
                low: days,
                high: days,
            },
            &Datum::Duration(days),
        )
    }

    /// An exact number, which need not be a decimal.
    pub(crate) fn number(&self, number: Number, unit: Option<&str>, whole: bool) -> Shown {
        let unit = unit.map(str::to_owned);
        let ty = if whole {
            Type::Integer {
                low: 0,
                high: 0,
                unit,
            }
        } else {
            Type::Decimal {
                low: Decimal::ZERO,
                high: Decimal::ZERO,
                unit,
            }
        };
        let shown = |decimal: Decimal| self.datum(&ty, &Datum::Number(decimal));
        if let Some(decimal) = finite(number) {
            return shown(decimal);
        }
        let exact = match &ty {
            Type::Integer {
                unit: Some(unit), ..
            }
            | Type::Decimal {
                unit: Some(unit), ..
            } => format!("{number} {unit}"),
            _ => number.to_string(),
        };
        let near = near(number).map_or_else(|| exact.clone(), |near| shown(near).words.en.clone());
        let words = Words::new(format!("about {near}"), format!("约 {near}"));
        Shown::new(Json::String(exact), words)
    }

    /// The labels of the values named so far, by kind.
    pub(crate) fn labels(&self) -> BTreeMap<String, BTreeMap<String, Label>> {
        let mut labels: BTreeMap<String, BTreeMap<String, Label>> = BTreeMap::new();
        for (kind, node) in self.named.borrow().keys() {
            let Kind { name, nodes, .. } = &self.model.kinds[kind.index()];
            let node = &nodes[node.index()];
            if !node.label.is_empty() {
                labels
                    .entry(name.clone())
                    .or_default()
                    .insert(node.name.clone(), node.label.clone());
            }
        }
        labels
    }
}

/// A value of a type, as records write it.
pub(crate) fn json(model: &Model, ty: &Type, datum: &Datum) -> Json {
    match (ty, datum) {
        (_, Datum::YesNo(yes)) => Json::Bool(*yes),
        (Type::Set(kind), Datum::Set(leaves)) => {
            let kind = &model.kinds[kind.index()];
            leaves
                .iter()
                .map(|leaf| Json::String(kind.leaf(*leaf).name.clone()))
                .collect()
        }
        // a count of values has the type of the values
        (Type::Integer { unit: None, .. } | Type::Kind(_), Datum::Number(number)) => {
            match number.normalize().to_i64().filter(|_| number.is_integer()) {
                Some(whole) if whole.abs() <= EXACT_IN_BINARY => Json::from(whole),
                _ => Json::String(number.normalize().to_string()),
            }
        }
        _ => Json::String(show(model, ty, datum, None)),
    }
}

/// What a decision came to, as records write it.
pub(crate) fn json_value(model: &Model, decision: DecisionId, value: &Value) -> Json {
    let ty = &model.decisions[decision.index()].ty;
    match value {
        Value::One(datum) => json(model, ty, datum),
        Value::List(list) => list.iter().map(|datum| json(model, ty, datum)).collect(),
    }
}

/// The decimal that a fraction is, if it is one.
fn finite(number: Number) -> Option<Decimal> {
    let (mut rest, mut digits) = (*number.denom(), 0_u32);
    let (mut numerator, one) = (*number.numer(), 1_i128);
    while rest > one {
        let (by, with) = match (rest % 10 == 0, rest % 2 == 0, rest % 5 == 0) {
            (true, ..) => (10, 1),
            (_, true, _) => (2, 5),
            (.., true) => (5, 2),
            _ => return None,
        };
        rest /= by;
        numerator = numerator.checked_mul(with)?;
        digits += 1;
    }
    Decimal::try_from_i128_with_scale(numerator, digits)
        .ok()
        .map(|decimal| decimal.normalize())
}

/// A fraction to two digits after the point.
fn near(number: Number) -> Option<Decimal> {
    let hundredths = number
        .checked_mul(&Number::from_integer(100))?
        .round()
        .to_integer();
    Decimal::try_from_i128_with_scale(hundredths, 2)
        .ok()
        .map(|decimal| decimal.normalize())
}

/// A day, `2023-08-01`, or null.
#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field"
)]
pub(crate) fn day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// A text as people are shown it: one line, not long.
fn short(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
