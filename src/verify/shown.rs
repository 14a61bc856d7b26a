//! From coordinates and values of checking to those of a certificate, and to words.

use super::format::{Coordinate, Piece, True, Unclassified, Value};
use super::reading::Reading;
use super::scale::{Scale, fraction, scale};
use super::seats::{LIMIT, Seat, none, other_text, some};
use super::spans::{Number, Spans, highest, lowest};
use crate::model::{DecisionId, FactId, Type};
use crate::words::Words;

/// Values as a certificate writes them; what [`super::pieces::values`] reads.
pub(super) fn written(reading: &Reading, seat: usize, values: &Spans) -> Vec<Piece> {
    let seat = &reading.seats[seat];
    let scale = scale(reading, seat);
    let is_none = matches!(seat, Seat::Decision(_)) && !values.is_disjoint(&none());
    let is_other = matches!(scale, Scale::Texts(_)) && !values.is_disjoint(&other_text());
    let rest = match seat {
        Seat::Decision(_) => values.and(&some()),
        _ if is_other => values.minus(&other_text()),
        _ => values.clone(),
    };
    let mut pieces = Vec::new();
    for &((from, from_open), (to, closed)) in rest.stretches() {
        if matches!(scale, Scale::Fractions) {
            let end = |number: Number, limit: Number| (number != limit).then(|| fraction(number));
            pieces.push(Piece::Range {
                from: end(from, lowest()),
                to: end(to, highest()),
                from_open,
                to_open: !closed && to != highest(),
            });
            continue;
        }
        let last = to - 1;
        match scale {
            Scale::YesNo | Scale::Texts(_) => {
                let all = from.to_integer()..=last.to_integer();
                let each = all.filter_map(|number| scale.show(number.into()));
                pieces.extend(each.map(|is| Piece::Is { is }));
            }
            _ if from == last => pieces.extend(scale.show(from).map(|is| Piece::Is { is })),
            _ => {
                let end = |number: Number| match scale.show(number) {
                    Some(Value::Text(text)) => Some(text),
                    _ => None,
                };
                let far = |number: Number| number.numer().abs() >= LIMIT;
                pieces.push(Piece::Range {
                    from: end(from).filter(|_| !far(from)),
                    to: end(last).filter(|_| !far(last)),
                    from_open: false,
                    to_open: false,
                });
            }
        }
    }
    if is_other {
        pieces.push(Piece::Other { other: True });
    }
    if is_none {
        pieces.push(Piece::None(Unclassified::Unclassified));
    }
    pieces
}

/// Values for a message: a few, and whether there are more.
pub(super) fn shown(reading: &Reading, seat: usize, values: &Spans) -> Words {
    let pieces = written(reading, seat, values);
    let mut words = Words::default();
    for (number, piece) in pieces.iter().take(4).enumerate() {
        if number > 0 {
            words.en.push_str(", ");
            words.zh.push('、');
        }
        let piece = one(piece);
        words.en.push_str(&piece.en);
        words.zh.push_str(&piece.zh);
    }
    if pieces.len() > 4 {
        words.en.push_str(", …");
        words.zh.push('等');
    }
    words
}

fn one(piece: &Piece) -> Words {
    let same = |text: String| Words::new(text.clone(), text);
    match piece {
        Piece::Is {
            is: Value::YesNo(yes),
        } => match yes {
            true => Words::new("`yes`", "`yes`（是）"),
            false => Words::new("`no`", "`no`（否）"),
        },
        Piece::Is {
            is: Value::Text(text),
        } => same(format!("`{text}`")),
        Piece::Other { .. } => Words::new("any other text", "其他文本"),
        Piece::None(_) => Words::new("`unclassified`", "`unclassified`（未归类）"),
        Piece::Range {
            from,
            to,
            from_open,
            to_open,
        } => {
            if let (Some(from), Some(to), false, false) = (from, to, from_open, to_open) {
                return Words::new(
                    format!("from `{from}` to `{to}`"),
                    format!("自 `{from}` 至 `{to}`"),
                );
            }
            let from = from.as_ref().map(|from| match from_open {
                true => [format!("more than `{from}`"), format!("多于 `{from}`")],
                false => [format!("at least `{from}`"), format!("至少 `{from}`")],
            });
            let to = to.as_ref().map(|to| match to_open {
                true => [format!("less than `{to}`"), format!("少于 `{to}`")],
                false => [format!("at most `{to}`"), format!("至多 `{to}`")],
            });
            match (from, to) {
                (Some([a, b]), Some([c, d])) => {
                    Words::new(format!("{a} and {c}"), format!("{b} 且{d}"))
                }
                (Some([en, zh]), None) | (None, Some([en, zh])) => Words::new(en, zh),
                (None, None) => Words::new("any value", "任意值"),
            }
        }
    }
}

/// What a certificate calls a coordinate.
pub(super) fn coordinate(reading: &Reading, seat: &Seat) -> Coordinate {
    let model = reading.model;
    let fact = |id: &FactId| model.facts[id.index()].name.clone();
    let decision = |id: &DecisionId| model.decisions[id.index()].name.clone();
    let leaf = |ty: &Type, leaf: u32| match ty {
        Type::Kind(kind) | Type::Set(kind) => model.kinds[kind.index()].leaf(leaf).name.clone(),
        _ => unreachable!("only kinds have leaves"),
    };
    match seat {
        Seat::AsOf => Coordinate::AsOf { as_of: True },
        Seat::Fact(id) => Coordinate::Fact { fact: fact(id) },
        Seat::Has(id, number) => Coordinate::Has {
            fact: fact(id),
            has: leaf(&model.facts[id.index()].ty, *number),
        },
        Seat::Text(id) => Coordinate::Text {
            fact: fact(id),
            text: True,
        },
        Seat::Mentions(id, pattern) => Coordinate::Mentions {
            fact: fact(id),
            mentions: pattern.clone(),
        },
        Seat::Decision(id) => Coordinate::Decision {
            decision: decision(id),
        },
        Seat::Holds(id, number) => Coordinate::Holds {
            decision: decision(id),
            has: leaf(&model.decisions[id.index()].ty, *number),
        },
        Seat::Expr(expr) => Coordinate::Expression {
            expression: super::key(model, expr),
        },
    }
}

/// A coordinate for a message.
pub(super) fn name(reading: &Reading, seat: &Seat) -> Words {
    let same = |name: &str| Words::new(format!("`{name}`"), format!(" `{name}` "));
    match coordinate(reading, seat) {
        Coordinate::AsOf { .. } => same("as_of"),
        Coordinate::Fact { fact: name } | Coordinate::Decision { decision: name } => same(&name),
        Coordinate::Expression { expression } => same(&expression),
        Coordinate::Has { fact: name, has }
        | Coordinate::Holds {
            decision: name,
            has,
        } => Words::new(
            format!("whether `{name}` has `{has}`"),
            format!(" `{name}` 是否包含 `{has}` "),
        ),
        Coordinate::Mentions { fact, mentions } => Words::new(
            format!("whether `{fact}` mentions `{mentions}`"),
            format!(" `{fact}` 是否提到 `{mentions}` "),
        ),
        Coordinate::Text { fact, .. } => Words::new(
            format!("which text `{fact}` is"),
            format!(" `{fact}` 是哪一段文本 "),
        ),
    }
}
