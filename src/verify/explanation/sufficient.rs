//! That the facts told suffice for the outcome, whatever all others are, and that none can be left out.

use super::among::Among;
use super::at::At;
use super::checking::{Came, Checking};
use super::engine::TooHard;
use super::knows::{Held, held, narrow, written};
use super::names::fact_named;
use super::told::{Claims, shown};
use crate::model::{DecisionId, FactId, Type};
use crate::verify::arithmetic::day;
use crate::verify::fault::Fault;
use crate::verify::part::Part;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;
use crate::words::Words;

/// One fact that suffices with others; none is the date.
struct Kept<'d> {
    at: At<'d>,
    fact: Option<FactId>,
    /// Where it lies, as alternatives.
    among: Vec<Held>,
    /// Its value.
    value: Held,
}

/// Combinations of alternatives looked at.
const MOST_BOXES: usize = 64;

/// Checks `sufficient`; gives the facts, if it is there.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
) -> Result<Option<Vec<FactId>>, Fault> {
    let Some(at) = decision.find("sufficient") else {
        return Ok(None);
    };
    let mut kept: Vec<Kept> = Vec::new();
    for item in at.get("facts")?.items()? {
        let one = read(checking, &item)?;
        if kept.iter().any(|other| other.fact == one.fact) {
            return Err(item.fault(Words::new("this fact stands twice", "此事实出现了两次")));
        }
        kept.push(one);
    }
    let facts = kept.iter().filter_map(|one| one.fact).collect();
    match forces(checking, id, &kept) {
        Ok(None) => {}
        Ok(Some(claims)) => {
            let (name, to) = (
                &checking.model.decisions[id.index()].name,
                shown(checking.model, id, &claims),
            );
            return Err(at.fault(Words::new(
                format!("with these facts `{name}` may still come to {}", to.en),
                format!("有了这些事实，`{name}` 的结果仍可能是{}", to.zh),
            )));
        }
        Err(TooHard) => checking.too_hard(
            &at,
            Words::new("whether these facts suffice", "这些事实是否充分"),
        ),
    }
    // where the search was cut off, it is not said that none can be left out
    if !at.flag("incomplete")? {
        for number in 0..kept.len() {
            needed(checking, id, &kept, number)?;
        }
    }
    Ok(Some(facts))
}

fn read<'d>(checking: &Checking<'_, 'd>, item: &At<'d>) -> Result<Kept<'d>, Fault> {
    let (model, reading) = (checking.model, checking.engine.reading);
    let name = item.get("fact")?;
    let place = item.get("among")?;
    let outside = || {
        place.fault(Words::new(
            "what it is does not lie in what it may be",
            "其取值不在所述范围之内",
        ))
    };
    if name.text()? == "as_of" {
        let date = checking.affair.as_of;
        let ty = Type::Date {
            low: jiff::civil::Date::MIN,
            high: jiff::civil::Date::MAX,
        };
        let among = Among::read(model, &ty, &place)?;
        let Some(date) = date else {
            return Err(name.fault(Words::new(
                "the date of the decision is not known",
                "决定日未知",
            )));
        };
        item.is("value", Some(&date.to_string().into()))?;
        let own = Spans::one(day(date));
        if !matches!(&among, Among::Values(days) if own.is_subset(days)) {
            return Err(outside());
        }
        let seat = reading.find(&Seat::AsOf);
        return Ok(Kept {
            fact: None,
            among: vec![among.days(reading)],
            value: seat.map(|seat| (seat, own)).into_iter().collect(),
            at: item.clone(),
        });
    }
    let (fact, _) = fact_named(model, &name)?;
    let knows = &checking.affair.facts[fact.index()];
    item.is("value", Some(&written(model, fact, knows)))?;
    let ty = &model.facts[fact.index()].ty;
    let among = Among::read(model, ty, &place)?;
    if !among.holds(model, ty, knows) {
        return Err(outside());
    }
    Ok(Kept {
        fact: Some(fact),
        among: among.held(reading, fact),
        value: held(reading, fact, knows),
        at: item.clone(),
    })
}

/// Another result that the facts leave, if there is one.
fn forces(
    checking: &mut Checking,
    id: DecisionId,
    kept: &[Kept],
) -> Result<Option<Claims>, TooHard> {
    let mut boxes: Vec<Held> = vec![Held::new()];
    for one in kept {
        if boxes.len().saturating_mul(one.among.len()) > MOST_BOXES {
            return Err(TooHard);
        }
        let with = |held: &Held| -> Vec<Held> {
            let each = one.among.iter();
            each.map(|more| [held.clone(), more.clone()].concat())
                .collect()
        };
        boxes = boxes.iter().flat_map(with).collect();
    }
    for held in &boxes {
        if let Some(claims) = other(checking, id, held)? {
            return Ok(Some(claims));
        }
    }
    Ok(None)
}

/// A result that is not the outcome's, if these values allow one.
fn other(checking: &mut Checking, id: DecisionId, held: &Held) -> Result<Option<Claims>, TooHard> {
    let mut part = Part::whole(checking.engine.reading);
    if !narrow(&mut part, held) {
        return Ok(None);
    }
    let told = std::mem::take(&mut checking.told);
    let came = checking.came(&mut part, id, false, &|claims| {
        told[id.index()].allows(claims)
    });
    checking.told = told;
    Ok(match came? {
        Came::Else(claims) => Some(claims),
        Came::Nothing | Came::Always(..) => None,
    })
}

/// That a fact cannot be left out, the others having their values.
fn needed(
    checking: &mut Checking,
    id: DecisionId,
    kept: &[Kept],
    number: usize,
) -> Result<(), Fault> {
    let others = kept
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != number);
    let held: Held = others.flat_map(|(_, one)| one.value.clone()).collect();
    let at = &kept[number].at;
    match other(checking, id, &held) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(at.fault(Words::new(
            "the others suffice without this fact",
            "没有这项事实，其余事实也已充分",
        ))),
        Err(TooHard) => {
            checking.too_hard(
                at,
                Words::new("whether this fact can be left out", "这项事实能否省去"),
            );
            Ok(())
        }
    }
}
