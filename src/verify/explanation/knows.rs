//! What is known of a fact, and what that leaves of the space.

use serde_json::Value as Json;

use super::at::At;
use super::value::{no_value, one, read_one};
use crate::model::text::Folded;
use crate::model::{FactId, Model, Type};
use crate::verify::fault::Fault;
use crate::verify::part::Part;
use crate::verify::reading::Reading;
use crate::verify::seats::{Seat, other_text};
use crate::verify::spans::Spans;
use crate::words::Words;

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Knows {
    /// Nothing.
    Nothing,
    /// One of these leaves, ascending; two or more.
    OneOf(Vec<u32>),
    /// Its value.
    Value(Known),
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    One(i128),
    Set(Vec<u32>),
    Text(String),
}

/// Values to which coordinates are held.
pub(super) type Held = Vec<(usize, Spans)>;

/// What a file says of a fact: its value, or that there is none.
pub(super) fn read(model: &Model, fact: FactId, at: &At) -> Result<Knows, Fault> {
    let ty = &model.facts[fact.index()].ty;
    let Json::Object(_) = at.json else {
        return known(model, ty, at).map(Knows::Value);
    };
    let status = at.get("status")?;
    match (status.text()?, ty) {
        ("unknown", _) => at.is("among", None).map(|()| Knows::Nothing),
        ("known_in_part", Type::Kind(_)) => {
            let mut leaves = Vec::new();
            for item in at.get("among")?.items()? {
                let leaf = read_one(model, ty, &item)?;
                leaves.push(u32::try_from(leaf).unwrap_or_default());
            }
            if leaves.len() < 2 || !leaves.is_sorted_by(|a, b| a < b) {
                return Err(at.fault(Words::new(
                    "what is known in part must be one of two or more values, each once, in order",
                    "部分已知的值应列出两个以上的取值，每个一次，按次序排列",
                )));
            }
            Ok(Knows::OneOf(leaves))
        }
        ("withheld", _) => {
            let name = &model.facts[fact.index()].name;
            let fault = status.fault(Words::new(
                format!("`{name}` is withheld, and what follows from it cannot be checked"),
                format!("`{name}` 的值未予公开，由此得出的内容无法核对"),
            ));
            Err(fault.help(Words::new(
                "check the explanation as it was made, without `--redact`",
                "请核对未经 `--redact` 处理的原解释",
            )))
        }
        _ => Err(status.fault(no_value(&status))),
    }
}

/// A known value of a type.
pub(super) fn known(model: &Model, ty: &Type, at: &At) -> Result<Known, Fault> {
    match ty {
        Type::Text => {
            let text = at.text()?;
            // rules compare texts as they are normalised
            if !unicode_normalization::is_nfc(text) {
                return Err(at.fault(Words::new(
                    "the text is not normalised (NFC)",
                    "文本没有规范化（NFC）",
                )));
            }
            Ok(Known::Text(text.to_owned()))
        }
        Type::Set(_) => {
            let mut leaves = Vec::new();
            for item in at.items()? {
                let leaf = read_one(model, ty, &item)?;
                leaves.push(u32::try_from(leaf).unwrap_or_default());
            }
            if !leaves.is_sorted_by(|a, b| a < b) {
                return Err(at.fault(Words::new(
                    "each value must stand once, in the order of its kind",
                    "每个值应只出现一次，并按种类的次序排列",
                )));
            }
            Ok(Known::Set(leaves))
        }
        _ => read_one(model, ty, at).map(Known::One),
    }
}

/// A fact's value, as a file writes it.
pub(super) fn written(model: &Model, fact: FactId, knows: &Knows) -> Json {
    let ty = &model.facts[fact.index()].ty;
    let leaves = |leaves: &[u32]| -> Json {
        let each = leaves.iter();
        each.map(|leaf| one(model, ty, i128::from(*leaf))).collect()
    };
    match knows {
        Knows::Nothing => serde_json::json!({"status": "unknown"}),
        Knows::OneOf(among) => {
            serde_json::json!({"status": "known_in_part", "among": leaves(among)})
        }
        Knows::Value(Known::One(value)) => one(model, ty, *value),
        Knows::Value(Known::Set(set)) => leaves(set),
        Knows::Value(Known::Text(text)) => Json::from(text.clone()),
    }
}

/// What is known of a fact, as values to which its coordinates are held.
pub(super) fn held(reading: &Reading, fact: FactId, knows: &Knows) -> Held {
    let mut held = Held::new();
    let own = reading.find(&Seat::Fact(fact));
    match knows {
        Knows::Nothing => {}
        Knows::OneOf(leaves) => {
            let each = leaves.iter().map(|leaf| Spans::one((*leaf).into()));
            let stretches = each.flat_map(|one| one.stretches().to_vec());
            let leaves = Spans::new(stretches.collect::<Vec<_>>());
            held.extend(own.map(|seat| (seat, leaves)));
        }
        Knows::Value(Known::One(value)) => {
            held.extend(own.map(|seat| (seat, Spans::one(*value))));
        }
        Knows::Value(Known::Set(set)) => {
            for (seat, leaf) in members(reading, fact) {
                held.push((seat, Spans::one(set.contains(&leaf).into())));
            }
        }
        Knows::Value(Known::Text(text)) => {
            if let Some(seat) = reading.find(&Seat::Text(fact)) {
                held.push((seat, exact(reading, fact, text)));
            }
            let folded = Folded::new(text);
            for (seat, pattern) in patterns(reading, fact) {
                let mentions = folded.mentions(&Folded::new(pattern));
                held.push((seat, Spans::one(mentions.into())));
            }
        }
    }
    held
}

/// The coordinate of a text among the texts that rules look for.
pub(super) fn exact(reading: &Reading, fact: FactId, text: &str) -> Spans {
    let known = reading.exact.get(&fact).map_or(&[][..], Vec::as_slice);
    let place = known.iter().position(|other| other == text);
    place
        .and_then(|place| i128::try_from(place).ok())
        .map_or_else(other_text, Spans::one)
}

/// The coordinates of a set, with their leaves.
pub(super) fn members<'r>(
    reading: &'r Reading,
    fact: FactId,
) -> impl Iterator<Item = (usize, u32)> + 'r {
    let seats = reading.seats.iter().enumerate();
    seats.filter_map(move |(seat, it)| match it {
        Seat::Has(of, leaf) if *of == fact => Some((seat, *leaf)),
        _ => None,
    })
}

/// The coordinates of what a text mentions, with the patterns.
pub(super) fn patterns<'r>(
    reading: &'r Reading,
    fact: FactId,
) -> impl Iterator<Item = (usize, &'r str)> + 'r {
    let seats = reading.seats.iter().enumerate();
    seats.filter_map(move |(seat, it)| match it {
        Seat::Mentions(of, pattern) if *of == fact => Some((seat, pattern.as_str())),
        _ => None,
    })
}

/// Every coordinate that is a fact's own.
pub(super) fn own(reading: &Reading, fact: FactId) -> Vec<usize> {
    let seats = reading.seats.iter().enumerate();
    let of = seats.filter(|(_, seat)| match seat {
        Seat::Fact(of) | Seat::Has(of, _) | Seat::Text(of) | Seat::Mentions(of, _) => *of == fact,
        _ => false,
    });
    of.map(|(seat, _)| seat).collect()
}

/// Holds a part to some values; false if nothing is left.
pub(super) fn narrow(part: &mut Part, held: &Held) -> bool {
    held.iter().all(|(seat, to)| part.narrow(*seat, to))
}
