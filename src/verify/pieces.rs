//! From coordinates and values as a certificate writes them to those of checking.

use super::format::{Coordinate, Piece, Value};
use super::reading::Reading;
use super::scale::{Scale, no_value, scale};
use super::seats::{Seat, none, other_text};
use super::shown::name;
use super::spans::Spans;
use crate::model::text::Folded;
use crate::model::{DecisionId, FactId, Model, Type};
use crate::words::Words;

/// Where the coordinate is that a certificate cuts along.
pub(super) fn seat(reading: &Reading, coordinate: &Coordinate) -> Result<usize, Words> {
    let model = reading.model;
    let seat = match coordinate {
        Coordinate::Fact { fact } => Seat::Fact(find_fact(model, fact)?),
        Coordinate::Has { fact, has } => {
            let id = find_fact(model, fact)?;
            Seat::Has(id, leaf(model, &model.facts[id.index()].ty, has)?)
        }
        Coordinate::Mentions { fact, mentions } => Seat::Mentions(
            find_fact(model, fact)?,
            Folded::new(mentions).as_str().to_owned(),
        ),
        Coordinate::Text { fact, .. } => Seat::Text(find_fact(model, fact)?),
        Coordinate::AsOf { .. } => Seat::AsOf,
        Coordinate::Decision { decision } => Seat::Decision(find_decision(model, decision)?),
        Coordinate::Holds { decision, has } => {
            let id = find_decision(model, decision)?;
            Seat::Holds(id, leaf(model, &model.decisions[id.index()].ty, has)?)
        }
        Coordinate::Expression { expression } => {
            return reading.keys.get(expression).copied().ok_or_else(|| {
                Words::new(
                    format!("no condition compares `{expression}`"),
                    format!("没有条件比较 `{expression}`"),
                )
            });
        }
    };
    reading.find(&seat).ok_or_else(|| {
        let name = name(reading, &seat);
        Words::new(
            format!("no condition looks at {}", name.en),
            format!("没有条件查看{}", name.zh),
        )
    })
}

/// A decision by its name.
pub(super) fn find_decision(model: &Model, name: &str) -> Result<DecisionId, Words> {
    let found = (0..)
        .zip(&model.decisions)
        .find(|(_, decision)| decision.name == name);
    found.map(|(number, _)| DecisionId(number)).ok_or_else(|| {
        Words::new(
            format!("the ruleset has no decision `{name}`"),
            format!("规则集中没有决定 `{name}`"),
        )
    })
}

pub(super) fn find_fact(model: &Model, name: &str) -> Result<FactId, Words> {
    let found = (0..).zip(&model.facts).find(|(_, fact)| fact.name == name);
    found.map(|(number, _)| FactId(number)).ok_or_else(|| {
        Words::new(
            format!("the ruleset has no fact `{name}`"),
            format!("规则集中没有事实 `{name}`"),
        )
    })
}

fn leaf(model: &Model, ty: &Type, name: &str) -> Result<u32, Words> {
    let (Type::Kind(kind) | Type::Set(kind)) = ty else {
        return Err(no_value(name));
    };
    let kind = &model.kinds[kind.index()];
    let node = kind.find(name).map(|node| &kind.nodes[node.index()]);
    match node {
        Some(node) if node.leaf => Ok(node.first),
        _ => Err(no_value(name)),
    }
}

/// The values that pieces hold together.
pub(super) fn values(reading: &Reading, seat: usize, pieces: &[Piece]) -> Result<Spans, Words> {
    let seat = &reading.seats[seat];
    let scale = scale(reading, seat);
    let mut all = Vec::new();
    for piece in pieces {
        let values = match piece {
            Piece::Is { is } => {
                let (low, high) = scale.ends(is)?;
                scale.range(Some((low, false)), Some((high, false)))
            }
            Piece::Other { .. } if matches!(scale, Scale::Texts(_)) => other_text(),
            Piece::None(_) if matches!(seat, Seat::Decision(_)) => none(),
            Piece::Range {
                from,
                to,
                from_open,
                to_open,
            } if !matches!(scale, Scale::Texts(_) | Scale::YesNo) => {
                let end = |text: &Option<String>| {
                    let ends = text
                        .as_ref()
                        .map(|text| scale.ends(&Value::Text(text.clone())));
                    ends.transpose()
                };
                let (from, to) = (end(from)?, end(to)?);
                scale.range(
                    from.map(|(low, _)| (low, *from_open)),
                    to.map(|(_, high)| (high, *to_open)),
                )
            }
            Piece::Other { .. } => return Err(no_value("other")),
            Piece::None(_) => return Err(no_value("unclassified")),
            Piece::Range { .. } => {
                return Err(Words::new(
                    "a range cannot stand here: these values have no order",
                    "此处不能写范围：这些值没有先后",
                ));
            }
        };
        all.extend_from_slice(values.stretches());
    }
    Ok(Spans::new(all))
}
