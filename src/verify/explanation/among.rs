//! What a fact may be, as the file writes it: names of values, ranges, what is in a set or a text.

use serde_json::Value as Json;

use super::at::At;
use super::knows::{Held, Known, Knows, exact, held, members, patterns};
use super::value::{leaf, no_value, of_bare};
use crate::model::text::Folded;
use crate::model::{FactId, Model, Type};
use crate::verify::fault::Fault;
use crate::verify::reading::Reading;
use crate::verify::seats::{LIMIT, Seat, between, domain, of_type};
use crate::verify::spans::{Number, Spans};

/// What a fact may be; without one, the date.
pub(super) enum Among {
    /// One of these values.
    Values(Spans),
    /// A set with these leaves, and without those.
    Members(Vec<u32>, Vec<u32>),
    /// A text.
    Text(Text),
}

/// What a text may be.
#[derive(Default)]
pub(super) struct Text {
    /// One of these, if there are any.
    is: Vec<String>,
    is_not: Vec<String>,
    mentions: Vec<String>,
    without: Vec<String>,
}

impl Among {
    /// Of a type.
    pub(super) fn read(model: &Model, ty: &Type, at: &At) -> Result<Self, Fault> {
        Ok(match ty {
            Type::Kind(kind) => {
                let kind = &model.kinds[kind.index()];
                let mut stretches = Vec::new();
                for item in at.items()? {
                    let node = item.text()?;
                    let node = kind.find(node).map(|node| &kind.nodes[node.index()]);
                    let node = node.ok_or_else(|| item.fault(no_value(&item)))?;
                    let leaves = Spans::whole(node.first.into(), i128::from(node.end) - 1);
                    stretches.extend_from_slice(leaves.stretches());
                }
                Self::Values(Spans::new(stretches))
            }
            Type::YesNo => {
                let mut stretches = Vec::new();
                for item in at.items()? {
                    let yes = item.json.as_bool();
                    let yes = yes.ok_or_else(|| item.fault(no_value(&item)))?;
                    stretches.extend_from_slice(Spans::one(yes.into()).stretches());
                }
                Self::Values(Spans::new(stretches))
            }
            Type::Set(kind) => {
                let kind = &model.kinds[kind.index()];
                let leaves = |name| -> Result<Vec<u32>, Fault> {
                    let each = at.names(name)?.into_iter();
                    each.map(|(item, name)| {
                        leaf(kind, name).ok_or_else(|| item.fault(no_value(&item)))
                    })
                    .collect()
                };
                only(at, &["includes", "without"])?;
                Self::Members(leaves("includes")?, leaves("without")?)
            }
            Type::Text => {
                only(at, &["is", "is_not", "mentions", "without"])?;
                let texts = |name| -> Result<Vec<String>, Fault> {
                    let each = at.names(name)?.into_iter();
                    Ok(each.map(|(_, text)| text.to_owned()).collect())
                };
                Self::Text(Text {
                    is: texts("is")?,
                    is_not: texts("is_not")?,
                    mentions: texts("mentions")?,
                    without: texts("without")?,
                })
            }
            ordered if at.json.is_string() => Self::Values(range(ordered, at)?),
            ordered => {
                let mut stretches = Vec::new();
                for item in at.items()? {
                    stretches.extend_from_slice(range(ordered, &item)?.stretches());
                }
                Self::Values(Spans::new(stretches))
            }
        })
    }

    /// Whether what is known of a fact lies in it.
    pub(super) fn holds(&self, model: &Model, ty: &Type, knows: &Knows) -> bool {
        match (self, knows) {
            (Self::Values(values), Knows::Value(Known::One(value))) => {
                Spans::one(*value).is_subset(values)
            }
            (Self::Values(values), Knows::OneOf(leaves)) => {
                let mut leaves = leaves.iter();
                leaves.all(|leaf| Spans::one((*leaf).into()).is_subset(values))
            }
            (Self::Values(values), Knows::Nothing) => of_type(model, ty).is_subset(values),
            (Self::Members(with, without), Knows::Value(Known::Set(set))) => {
                with.iter().all(|leaf| set.contains(leaf))
                    && !without.iter().any(|leaf| set.contains(leaf))
            }
            (Self::Text(among), Knows::Value(Known::Text(text))) => among.holds(text),
            _ => false,
        }
    }

    /// The values to which the coordinates of a fact are held: one of these alternatives.
    pub(super) fn held(&self, reading: &Reading, fact: FactId) -> Vec<Held> {
        match self {
            Self::Values(values) => {
                let own = reading.find(&Seat::Fact(fact)).into_iter();
                vec![own.map(|seat| (seat, values.clone())).collect()]
            }
            Self::Members(with, without) => {
                let mut held = Held::new();
                for (seat, leaf) in members(reading, fact) {
                    for (leaves, is) in [(with, 1), (without, 0)] {
                        if leaves.contains(&leaf) {
                            held.push((seat, Spans::one(is)));
                        }
                    }
                }
                vec![held]
            }
            Self::Text(among) if among.is.is_empty() => vec![among.held(reading, fact)],
            Self::Text(among) => {
                let texts = among.is.iter().filter(|text| among.holds(text));
                let known = texts.map(|text| Knows::Value(Known::Text(text.clone())));
                known.map(|knows| held(reading, fact, &knows)).collect()
            }
        }
    }

    /// The same of the date.
    pub(super) fn days(&self, reading: &Reading) -> Held {
        match (self, reading.find(&Seat::AsOf)) {
            (Self::Values(days), Some(seat)) => vec![(seat, days.clone())],
            _ => Held::new(),
        }
    }
}

impl Text {
    fn holds(&self, text: &str) -> bool {
        let folded = Folded::new(text);
        let mentions = |pattern: &String| folded.mentions(&Folded::new(pattern));
        (self.is.is_empty() || self.is.iter().any(|is| is == text))
            && !self.is_not.iter().any(|is| is == text)
            && self.mentions.iter().all(mentions)
            && !self.without.iter().any(mentions)
    }

    fn held(&self, reading: &Reading, fact: FactId) -> Held {
        let mut held = Held::new();
        if let Some(seat) = reading.find(&Seat::Text(fact)) {
            let known = reading.exact.get(&fact).map_or(0, Vec::len);
            let mut left = domain(reading.model, &Seat::Text(fact), known);
            let looked_for = |text: &&String| {
                let texts = reading.exact.get(&fact);
                texts.is_some_and(|texts| texts.contains(text))
            };
            for text in self.is_not.iter().filter(looked_for) {
                left = left.minus(&exact(reading, fact, text));
            }
            held.push((seat, left));
        }
        for (seat, own) in patterns(reading, fact) {
            for (list, is) in [(&self.mentions, 1), (&self.without, 0)] {
                let here = |pattern: &String| Folded::new(pattern).as_str() == own;
                if list.iter().any(here) {
                    held.push((seat, Spans::one(is)));
                }
            }
        }
        held
    }
}

/// That an object has no other members: they could hold it to less, or to more.
fn only(at: &At, names: &[&str]) -> Result<(), Fault> {
    let Json::Object(members) = at.json else {
        return Err(at.fault(no_value(at)));
    };
    match members.keys().all(|name| names.contains(&name.as_str())) {
        true => Ok(()),
        false => Err(at.fault(no_value(at))),
    }
}

/// `1..9`, `> 1000`, `>= 5, < 10`.
fn range(ty: &Type, at: &At) -> Result<Spans, Fault> {
    let text = at.text()?;
    // so far from the limits of computing that a step further is safe
    let small = |number: &i128| number.unsigned_abs() < LIMIT.unsigned_abs();
    let bare = |text: &str| {
        of_bare(ty, text).filter(|number| small(number.numer()) && small(number.denom()))
    };
    let read = || {
        let (mut low, mut high) = (None, None);
        if let Some((from, to)) = text.split_once("..") {
            let end = |text: &str| match text {
                "" => Some(None),
                text => bare(text).map(Some),
            };
            (low, high) = (end(from)?.map(ceil), end(to)?.map(floor));
            return Some(between(low, high));
        }
        for side in text.split(", ") {
            let (sign, number) = side.split_once(' ')?;
            let number = bare(number)?;
            match sign {
                ">" => low = Some(floor(number) + 1),
                ">=" => low = Some(ceil(number)),
                "<" => high = Some(ceil(number) - 1),
                "<=" => high = Some(floor(number)),
                _ => return None,
            }
        }
        Some(between(low, high))
    };
    read().ok_or_else(|| at.fault(no_value(at)))
}

fn floor(number: Number) -> i128 {
    number.floor().to_integer()
}

fn ceil(number: Number) -> i128 {
    number.ceil().to_integer()
}
