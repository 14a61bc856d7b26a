//! What a fact may be: a set of its values, by name.
//!
//! Serialized as the findings have it: names of values, each standing for all below it, `"1..9"`,
//! `{"includes": […], "without": […]}`, `{"mentions": […], "without": […]}`.

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::shown::{Shown, Speaker};
use super::what_if::{Place, WhatIf};
use crate::model::show::show;
use crate::model::{Datum, KindId, NodeId, Type};
use crate::table::column::Scale;
use crate::table::shape::nodes::covering;
use crate::table::shape::ranges::{self, Quantity, ordered};
use crate::table::{ClassSet, ColumnKey, FactKey};
use crate::verdict::space::Space;

/// What a fact may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// Values of a kind.
    Values {
        /// These; a value stands for all below it.
        these: Vec<Shown>,
        /// The others, where they are fewer.
        but: Vec<Shown>,
    },
    /// Yes or no.
    YesNo(bool),
    /// Numbers, dates or durations: ranges in ascending order.
    Ranges(Vec<Between>),
    /// Sets.
    Members {
        /// What must be in it.
        includes: Vec<Shown>,
        /// What must not.
        without: Vec<Shown>,
    },
    /// Texts.
    Texts {
        /// It is one of these.
        is: Vec<String>,
        /// It is none of these.
        is_not: Vec<String>,
        /// Words it mentions, folded.
        mentions: Vec<String>,
        /// Words it does not mention, folded.
        without: Vec<String>,
    },
    /// Left out: the fact is sensitive.
    Withheld,
}

/// A range; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// Lower end.
    pub low: Option<End>,
    /// Upper end.
    pub high: Option<End>,
}

/// An end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The value said.
    pub at: Shown,
    /// The same without its unit, as ranges are written.
    pub bare: String,
    /// Whether that value is in the range.
    pub included: bool,
}

impl Serialize for Among {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Among {
    /// Whether it says nothing by itself.
    pub(crate) fn is_any(&self) -> bool {
        match self {
            Self::Ranges(ranges) => match ranges.as_slice() {
                [] => true,
                [range] => range.low.is_none() && range.high.is_none(),
                _ => false,
            },
            Self::Members { includes, without } => includes.is_empty() && without.is_empty(),
            Self::Texts {
                is,
                is_not,
                mentions,
                without,
            } => [is, is_not, mentions, without]
                .iter()
                .all(|list| list.is_empty()),
            Self::Values { .. } | Self::YesNo(_) | Self::Withheld => false,
        }
    }

    /// Whether it is this one value; the name of a group stands for several.
    pub(crate) fn is_just(&self, value: &Shown) -> bool {
        match self {
            Self::Values { these, .. } => matches!(these.as_slice(), [only] if only == value),
            Self::YesNo(_) => true,
            Self::Ranges(ranges) => {
                matches!(ranges.as_slice(), [range] if range.low.is_some() && range.low == range.high)
            }
            Self::Members { .. } | Self::Texts { .. } | Self::Withheld => false,
        }
    }

    fn json(&self) -> Json {
        let values = |shown: &[Shown]| -> Vec<Json> {
            shown.iter().map(|shown| shown.value.clone()).collect()
        };
        let object = |entries: Vec<(&str, Vec<Json>)>| -> Json {
            let entries = entries.into_iter().filter(|(_, list)| !list.is_empty());
            entries
                .map(|(name, list)| (name.to_owned(), Json::from(list)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        match self {
            Self::Values { these, .. } => Json::from(values(these)),
            Self::YesNo(yes) => json!([yes]),
            Self::Withheld => json!({"status": "withheld"}),
            Self::Ranges(ranges) => match ranges.as_slice() {
                [range] => Json::from(range.written()),
                ranges => ranges.iter().map(Between::written).collect(),
            },
            Self::Members { includes, without } => object(vec![
                ("includes", values(includes)),
                ("without", values(without)),
            ]),
            Self::Texts {
                is,
                is_not,
                mentions,
                without,
            } => {
                let texts = |texts: &[String]| texts.iter().map(|text| json!(text)).collect();
                object(vec![
                    ("is", texts(is)),
                    ("is_not", texts(is_not)),
                    ("mentions", texts(mentions)),
                    ("without", texts(without)),
                ])
            }
        }
    }
}

impl Between {
    /// `1..9`, both ends included, an open one left out; `> 1000`, `>= 5, < 10` otherwise.
    pub fn written(&self) -> String {
        let ends = || self.low.iter().chain(&self.high);
        if ends().all(|end| end.included) {
            let said = |end: &Option<End>| end.as_ref().map_or("", |end| &end.bare).to_owned();
            return format!("{}..{}", said(&self.low), said(&self.high));
        }
        let sign = |end: &End, included: &str, not: &str| {
            format!("{} {}", if end.included { included } else { not }, end.bare)
        };
        let low = self.low.iter().map(|end| sign(end, ">=", ">"));
        let high = self.high.iter().map(|end| sign(end, "<=", "<"));
        low.chain(high).collect::<Vec<_>>().join(", ")
    }
}

/// What a box says of a fact.
pub(super) fn among(speaker: &Speaker, what_if: &WhatIf, at: usize, space: &Space) -> Among {
    let place = &what_if.places[at];
    let ty = what_if
        .fact(at)
        .map(|fact| &speaker.model.facts[fact.index()].ty);
    match ty {
        Some(Type::Kind(kind)) => values(speaker, what_if, place, *kind, space),
        Some(Type::YesNo) => {
            let single = |space: &Space| {
                let column = place.columns.first();
                column.and_then(|column| space.cells[*column as usize].single())
            };
            // where one of the two cannot be, what is stands
            Among::YesNo(single(space).or_else(|| single(&what_if.base)) == Some(1))
        }
        Some(Type::Set(kind)) => members(speaker, what_if, place, *kind, space),
        Some(Type::Text) => texts(what_if, place, space),
        ordered => Among::Ranges(spans(speaker, what_if, place, ordered, space)),
    }
}

fn values(
    speaker: &Speaker,
    what_if: &WhatIf,
    place: &Place,
    kind: KindId,
    space: &Space,
) -> Among {
    let declared = &what_if.ground.model.kinds[kind.index()];
    let cell = place.columns.first().map_or_else(
        || ClassSet::full(declared.len()),
        |column| space.cells[*column as usize].clone(),
    );
    let shown = |nodes: Vec<NodeId>| -> Vec<Shown> {
        nodes
            .into_iter()
            .map(|node| speaker.node(kind, node))
            .collect()
    };
    let these = covering(declared, 0..declared.len(), &|leaf| cell.contains(leaf));
    let others = covering(declared, 0..declared.len(), &|leaf| !cell.contains(leaf));
    Among::Values {
        but: if others.len() < these.len() {
            shown(others)
        } else {
            Vec::new()
        },
        these: shown(these),
    }
}

fn members(
    speaker: &Speaker,
    what_if: &WhatIf,
    place: &Place,
    kind: KindId,
    space: &Space,
) -> Among {
    let with = |flag: u32| {
        let columns = place.columns.iter();
        let held = columns.filter(|column| space.cells[**column as usize].single() == Some(flag));
        held.filter_map(
            |column| match what_if.ground.table.columns[*column as usize].key {
                ColumnKey::Member(_, leaf) => {
                    Some(speaker.datum(&Type::Kind(kind), &Datum::Leaf(leaf)))
                }
                _ => None,
            },
        )
        .collect()
    };
    Among::Members {
        includes: with(1),
        without: with(0),
    }
}

fn texts(what_if: &WhatIf, place: &Place, space: &Space) -> Among {
    let (mut is, mut is_not) = (Vec::new(), Vec::new());
    let (mut mentions, mut without) = (Vec::new(), Vec::new());
    for &number in &place.columns {
        let column = &what_if.ground.table.columns[number as usize];
        let cell = &space.cells[number as usize];
        match (&column.key, &column.scale) {
            (ColumnKey::Mentions(_, pattern), _) => match cell.single() {
                Some(1) => mentions.push(pattern.clone()),
                Some(_) => without.push(pattern.clone()),
                None => {}
            },
            (_, Scale::Texts(known)) => {
                let others = crate::table::column::index(known.len());
                let is_other = cell.contains(others);
                let named = (0..).zip(known);
                let named = named.filter(|(class, _)| cell.contains(*class) != is_other);
                let named = named.map(|(_, text)| text.clone());
                if is_other { &mut is_not } else { &mut is }.extend(named);
            }
            _ => {}
        }
    }
    Among::Texts {
        is,
        is_not,
        mentions,
        without,
    }
}

/// Ranges of a fact with an order; without a type, of the date.
fn spans(
    speaker: &Speaker,
    what_if: &WhatIf,
    place: &Place,
    ty: Option<&Type>,
    space: &Space,
) -> Vec<Between> {
    let day = Type::Date {
        low: jiff::civil::Date::MIN,
        high: jiff::civil::Date::MAX,
    };
    let shown_as = ty.unwrap_or(&day);
    let end = |datum: &Datum, included: bool| End {
        at: speaker.datum(shown_as, datum),
        bare: match datum {
            Datum::Number(number) => number.normalize().to_string(),
            Datum::Duration(days) => days.to_string(),
            other => show(speaker.model, shown_as, other, None),
        },
        included,
    };
    if let Some(exact) = space.exact.get(&place.fact) {
        let only = || Some(end(&what_if.datum(place.fact, *exact), true));
        return vec![Between {
            low: only(),
            high: only(),
        }];
    }
    let Some(&number) = place.columns.first() else {
        return Vec::new();
    };
    let column = &what_if.ground.table.columns[number as usize];
    let cell = &space.cells[number as usize];
    let side = |side: &Option<ranges::End>| {
        let side = side.as_ref()?;
        match &side.at {
            Quantity::Datum(datum) => Some(end(datum, side.included)),
            Quantity::Fraction(_) => None,
        }
    };
    let ranges = ordered(column, ty.filter(|_| place.fact != FactKey::AsOf), cell);
    ranges
        .iter()
        .map(|range| Between {
            low: side(&range.low),
            high: side(&range.high),
        })
        .collect()
}
