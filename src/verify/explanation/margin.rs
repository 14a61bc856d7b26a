//! That facts with an order are as near to where the outcome moves as they are said to be.

use serde_json::{Value as Json, json};

use super::at::At;
use super::checking::{Came, Checking, Otherwise};
use super::engine::TooHard;
use super::knows::{Known, Knows, narrow, written};
use super::names::fact_named;
use super::reach::strictly_between;
use super::told::{Claims, result, shown};
use super::value::{one, read_one};
use crate::model::{DecisionId, FactId, Model, Type};
use crate::verify::fault::Fault;
use crate::verify::seats::{LIMIT, Seat};
use crate::words::Words;

/// Checks `margin`; gives how many there are.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
) -> Result<usize, Fault> {
    let model = checking.model;
    let margins = decision.list("margin")?;
    let mut seen = Vec::new();
    for at in &margins {
        let name = at.get("fact")?;
        let (fact, _) = fact_named(model, &name)?;
        if seen.contains(&fact) {
            return Err(name.fault(Words::new("this fact stands twice", "此事实出现了两次")));
        }
        seen.push(fact);
        let knows = checking.affair.facts[fact.index()].clone();
        at.is("value", Some(&written(model, fact, &knows)))?;
        let value = match knows {
            Knows::Value(Known::One(value)) if is_ordered(model, fact) => value,
            _ => {
                return Err(name.fault(Words::new(
                    "only a known fact whose values have an order has a margin",
                    "只有已知且取值有先后的事实才有余量",
                )));
            }
        };
        for (side, below) in [("below", true), ("above", false)] {
            let margin = Margin {
                id,
                fact,
                value,
                below,
            };
            match at.find(side) {
                Some(place) => margin.check(checking, &place)?,
                // without a value there is none on that side at which the outcome is another
                None => margin.between(checking, at, margin.beyond())?,
            }
        }
    }
    Ok(margins.len())
}

fn is_ordered(model: &Model, fact: FactId) -> bool {
    match &model.facts[fact.index()].ty {
        Type::Kind(kind) => model.kinds[kind.index()].ordered,
        Type::Integer { .. } | Type::Decimal { .. } | Type::Date { .. } | Type::Duration { .. } => {
            true
        }
        Type::YesNo | Type::Set(_) | Type::Text => false,
    }
}

/// One side of one fact.
struct Margin {
    id: DecisionId,
    fact: FactId,
    value: i128,
    below: bool,
}

impl Margin {
    /// Further than any value.
    fn beyond(&self) -> i128 {
        if self.below { -LIMIT } else { LIMIT }
    }

    fn check<'d>(&self, checking: &mut Checking<'_, 'd>, at: &At<'d>) -> Result<(), Fault> {
        let model = checking.model;
        let ty = &model.facts[self.fact.index()].ty;
        let place = at.get("at")?;
        let there = read_one(model, ty, &place)?;
        if there == self.value || (there < self.value) != self.below {
            return Err(place.fault(Words::new(
                "this value lies on the other side",
                "此值在另一侧",
            )));
        }
        at.is("by", Some(&distance(model, ty, (there - self.value).abs())))?;
        self.there(checking, at, there)?;
        self.between(checking, at, there)
    }

    /// That the outcome at the value is as told, and another than it is.
    fn there<'d>(
        &self,
        checking: &mut Checking<'_, 'd>,
        at: &At<'d>,
        there: i128,
    ) -> Result<(), Fault> {
        let model = checking.model;
        let place = at.get("outcome")?;
        let open = place.name("status")? == "undetermined";
        let told = match open {
            true => None,
            false => Some(result(model, self.id, &place)?),
        };
        let now = &checking.told[self.id.index()];
        if told.as_ref().is_some_and(|told| now.allows(told)) {
            return Err(place.fault(Words::new(
                "this is no other outcome",
                "这与现在的结果并无不同",
            )));
        }
        let otherwise: Otherwise = [(self.fact, Some(Knows::Value(Known::One(there))))].into();
        let mut part = checking.with(&otherwise);
        let wanted = |claims: &Claims| told.as_ref().is_none_or(|told| told == claims);
        match checking.came(&mut part, self.id, false, &wanted) {
            Ok(Came::Always(results, _)) if open && results.len() < 2 => {
                Err(place.fault(Words::new(
                    "the outcome there does not turn on what is unknown",
                    "在该值处，结果并不取决于未知的事实",
                )))
            }
            Ok(Came::Always(..)) => Ok(()),
            Ok(Came::Else(claims)) => {
                let comes_to = shown(model, self.id, &claims);
                Err(place.fault(Words::new(
                    format!("there it may come to {}", comes_to.en),
                    format!("在该值处，结果可能是{}", comes_to.zh),
                )))
            }
            Ok(Came::Nothing) => Err(at.fault(Words::new(
                "the ruleset calls this value impossible with the others",
                "规则集认定此值与其余事实不可能并存",
            ))),
            Err(TooHard) => {
                let what = Words::new("what it comes to there", "在该值处的结果");
                checking.too_hard(&place, what);
                Ok(())
            }
        }
    }

    /// That the outcome is the same at every value between.
    fn between<'d>(
        &self,
        checking: &mut Checking<'_, 'd>,
        at: &At<'d>,
        there: i128,
    ) -> Result<(), Fault> {
        let otherwise: Otherwise = [(self.fact, None)].into();
        let mut part = checking.with(&otherwise);
        let between = strictly_between(self.value, there);
        let seat = checking.engine.reading.find(&Seat::Fact(self.fact));
        let held = seat.map(|seat| (seat, between)).into_iter().collect();
        if !narrow(&mut part, &held) {
            return Ok(());
        }
        let told = std::mem::take(&mut checking.told);
        let wanted = |claims: &Claims| told[self.id.index()].allows(claims);
        let came = checking.came(&mut part, self.id, false, &wanted);
        checking.told = told;
        match came {
            Ok(Came::Else(claims)) => {
                let comes_to = shown(checking.model, self.id, &claims);
                Err(at.fault(Words::new(
                    format!("nearer than told it may come to {} already", comes_to.en),
                    format!("在比所述更近的值处，结果就可能是{}", comes_to.zh),
                )))
            }
            Ok(_) => Ok(()),
            Err(TooHard) => {
                let what = Words::new(
                    "whether the outcome is the same in between",
                    "其间的结果是否都相同",
                );
                checking.too_hard(at, what);
                Ok(())
            }
        }
    }
}

/// How far two values are apart: a number, days, or steps of an ordered kind.
fn distance(model: &Model, ty: &Type, by: i128) -> Json {
    match ty {
        Type::Date { .. } => json!(format!("{by} days")),
        Type::Kind(_) => {
            let steps = Type::Integer {
                low: 0,
                high: 0,
                unit: None,
            };
            one(model, &steps, by)
        }
        _ => one(model, ty, by),
    }
}
