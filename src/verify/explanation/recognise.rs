//! Facts taken from text: that they follow from it, and that none was passed over.

use std::collections::BTreeSet;

use super::at::At;
use super::engine::{Engine, TooHard};
use super::head::Affair;
use super::knows::{Held, Known, Knows, held, narrow, written};
use super::names::fact_named;
use super::unchecked::Unchecked;
use crate::model::text::Folded;
use crate::model::{FactId, Kind, Type};
use crate::verify::fault::Fault;
use crate::verify::part::Part;
use crate::words::Words;

/// Checks `recognised`; gives the facts.
pub(super) fn check<'r>(
    engine: &mut Engine<'r>,
    top: &At,
    affair: &Affair<'r>,
    unchecked: &mut Vec<Unchecked>,
) -> Result<BTreeSet<FactId>, Fault> {
    let model = engine.reading.model;
    let mut told = BTreeSet::new();
    for (at, _) in top.names("recognised")? {
        let (id, name) = fact_named(model, &at)?;
        if !told.insert(id) {
            return Err(at.fault(Words::new(
                format!("`{name}` stands twice"),
                format!("`{name}` 出现了两次"),
            )));
        }
    }
    let list = top.find("recognised").unwrap_or_else(|| top.clone());
    for (number, declared) in (0..).zip(&model.facts) {
        let id = FactId(number);
        let was = told.contains(&id);
        if !was && affair.facts[id.index()] != Knows::Nothing {
            continue;
        }
        let name = &declared.name;
        let Ok(found) = recognised(engine, affair, &told, id) else {
            let what = Words::new(
                format!("whether `{name}` follows from its text"),
                format!("`{name}` 能否由其文本识别"),
            );
            unchecked.push(Unchecked::new(&list, what));
            continue;
        };
        if was && found == Knows::Nothing {
            return Err(list.fault(Words::new(
                format!("`{name}` cannot be recognised from its text"),
                format!("由文本识别不出 `{name}`"),
            )));
        }
        if found != affair.facts[id.index()] {
            let found = written(model, id, &found);
            return Err(list.fault(Words::new(
                format!("what is recognised as `{name}` is `{found}`"),
                format!("由文本识别出的 `{name}` 是 `{found}`"),
            )));
        }
    }
    Ok(told)
}

/// What is recognised as a fact, of what was given.
fn recognised<'r>(
    engine: &mut Engine<'r>,
    affair: &Affair<'r>,
    told: &BTreeSet<FactId>,
    id: FactId,
) -> Result<Knows, TooHard> {
    let reading = engine.reading;
    let declared = &reading.model.facts[id.index()];
    let (Some(from), Type::Kind(kind)) = (declared.recognised_from, &declared.ty) else {
        return Ok(Knows::Nothing);
    };
    let Knows::Value(Known::Text(text)) = &affair.facts[from.index()] else {
        return Ok(Knows::Nothing);
    };
    let mut part = Part::whole(reading);
    for (number, knows) in (0..).zip(&affair.facts) {
        let fact = FactId(number);
        if fact != id && !told.contains(&fact) {
            narrow(&mut part, &held(reading, fact, knows));
        }
    }
    engine.allow(super::QUESTION);
    let mut leaves = Vec::new();
    for leaf in mentioned(&reading.model.kinds[kind.index()], text) {
        let known = Knows::Value(Known::One(leaf.into()));
        let to: Held = held(reading, id, &known);
        let mark = part.mark();
        let possible = narrow(&mut part, &to) && engine.holds_an_affair(&mut part)?;
        part.back(mark);
        if possible {
            leaves.push(leaf);
        }
    }
    Ok(match leaves.as_slice() {
        [] => Knows::Nothing,
        [leaf] => Knows::Value(Known::One((*leaf).into())),
        _ => Knows::OneOf(leaves),
    })
}

/// The leaves of which a text speaks: by a label or an `also` word of their own, or of a value above
/// them below which it speaks of nothing more closely.
fn mentioned(kind: &Kind, text: &str) -> BTreeSet<u32> {
    let text = Folded::new(text);
    let spoken = kind.nodes.iter().filter(|node| {
        let also = node.also.iter().map(String::as_str);
        let mut words = node.label.iter().chain(also);
        words.any(|word| text.mentions(&Folded::new(word.trim())))
    });
    let spoken: BTreeSet<(u32, u32)> = spoken.map(|node| (node.first, node.end)).collect();
    let closer = |outer: &(u32, u32)| {
        let mut inner = spoken.iter().filter(|inner| *inner != outer);
        inner.any(|inner| outer.0 <= inner.0 && inner.1 <= outer.1)
    };
    let closest = spoken.iter().filter(|range| !closer(range));
    closest.flat_map(|(first, end)| *first..*end).collect()
}
