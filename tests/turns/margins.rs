//! How near an outcome is to another, by trying the values between.

use std::collections::BTreeSet;

use super::among::{alike, value};
use super::case::{Case, fact};
use crate::properties::ast::Value;
use crate::properties::vocabulary::domain;

pub fn check(case: &Case, decision: usize) -> Result<(), String> {
    let told = &case.told(decision)["margin"];
    let now = case.now(decision);
    for margin in told.as_array().into_iter().flatten() {
        let fact = fact(&margin["fact"]).ok_or("no fact")?;
        let actual = value(fact, &margin["value"]).ok_or("no value")?;
        let comes_to = |value: &Value| case.with(&[(fact, value.clone())], decision);
        let at = |side: &str| value(fact, &margin[side]["at"]);
        let (below, above) = (at("below"), at("above"));
        for (side, at) in [("below", &below), ("above", &above)] {
            let Some(at) = at else { continue };
            let (came, _) = comes_to(at).ok_or("a threshold that cannot be")?;
            if came == now {
                return Err(format!("{margin}: nothing moves at {at:?}"));
            }
            let status = &margin[side]["outcome"];
            let same = match status["status"].as_str() {
                Some("undetermined") => came.len() > 1,
                Some("contested") => only(&came).is_some_and(|came| came.len() > 1),
                Some("decided") => only(&came).is_some_and(|came| {
                    came.len() == 1
                        && alike(
                            &case.shown(decision, came.first().expect("one")),
                            &status["value"],
                        )
                }),
                _ => only(&came).is_some_and(|came| came.contains(&None) && came.len() == 1),
            };
            if !same {
                return Err(format!("{margin}: {came:?} {side}"));
            }
        }
        for other in domain(fact) {
            let between = below.as_ref().is_none_or(|at| other > *at)
                && above.as_ref().is_none_or(|at| other < *at)
                && other != actual;
            if between && comes_to(&other).is_some_and(|(came, _)| came != now) {
                return Err(format!("{margin}: it moves at {other:?} already"));
            }
        }
    }
    Ok(())
}

fn only<T: Ord>(set: &BTreeSet<T>) -> Option<&T> {
    (set.len() == 1).then(|| set.first()).flatten()
}
