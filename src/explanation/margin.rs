//! How near an outcome is to another: for each ordered fact, the nearest values at which it moves.
//!
//! In: a decision of an affair. Out: the facts that rules compare with thresholds, each with the nearest
//! values at which deciding gives another outcome. A fact that expressions are computed with is left
//! out where these read something else that is unknown, or go up and down too often.

use serde::Serialize;

use super::aim::Aim;
use super::changes::is_ordered;
use super::computed::{self, Found as Missed};
use super::near::{Side, nearest_miss};
use super::outcome::{PossibleOutcome, possible_outcome};
use super::shown::{Shown, Speaker};
use super::what_if::{Known, Places, WhatIf};
use crate::model::{Datum, FactId, Type};
use crate::table::FactKey;
use crate::table::column::ordinal;
use crate::table::disjoin::unit_of;
use crate::verdict::decide::{decide_within, is_admissible};
use crate::verdict::explore::{Exhausted, unit};
use crate::verdict::space::Space;
use crate::verdict::{Knowledge, Outcome};

/// Steps that deciding at one threshold may take.
const STEPS: u64 = 200_000;

/// How far one fact is from the nearest values at which the outcome moves, all else being as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// The fact.
    pub fact: String,
    /// What it is.
    pub value: Shown,
    /// The nearest lower value at which the outcome is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Threshold>,
    /// The nearest higher one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Threshold>,
}

/// A value at which an outcome moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Threshold {
    /// The value.
    pub at: Shown,
    /// How far it is: a number, or of dates and durations days; of ordered kinds steps.
    pub by: Shown,
    /// What the decision comes to there.
    pub outcome: PossibleOutcome,
}

/// The margins of every fact that has one.
pub(super) fn margins(speaker: &Speaker, what_if: &mut WhatIf, aim: &Aim) -> Vec<Margin> {
    let all = what_if.choose(|place| place.known == Known::Wholly);
    let mut margins = Vec::new();
    for place in what_if.listed(all) {
        let Some(fact) = what_if.fact(place) else {
            continue;
        };
        let ty = &speaker.model.facts[fact.index()].ty;
        let Knowledge::Known(datum) = &what_if.affair.facts[fact.index()] else {
            continue;
        };
        if !is_ordered(ty) {
            continue;
        }
        let space = what_if.free(Places::one(place));
        let in_expression = what_if.places[place].in_expression;
        let mut side = |side| -> Result<Missed, Exhausted> {
            Ok(match in_expression {
                true => computed_miss(what_if, aim, place, side, &space, datum)?,
                false => match nearest_miss(what_if, aim, place, side, &space, datum)? {
                    Some((at, _)) => Missed::At(at),
                    None => Missed::Nothing,
                },
            })
        };
        let (Ok(below), Ok(above)) = (side(Side::Below), side(Side::Above)) else {
            break;
        };
        if [below, above].contains(&Missed::Unknown) {
            continue;
        }
        let told = |missed| match missed {
            Missed::At(at) => threshold(speaker, what_if, fact, datum, at),
            _ => None,
        };
        let (below, above) = (told(below), told(above));
        if below.is_some() || above.is_some() {
            margins.push(Margin {
                fact: speaker.model.facts[fact.index()].name.clone(),
                value: speaker.datum(ty, datum),
                below,
                above,
            });
        }
    }
    margins
}

/// The nearest ordinal of a fact that expressions compute with at which the aim may be missed.
fn computed_miss(
    what_if: &mut WhatIf,
    aim: &Aim,
    place: usize,
    side: Side,
    space: &Space,
    from: &Datum,
) -> Result<Missed, Exhausted> {
    let reach = Places::one(place);
    let unit = unit(what_if.ground.model, what_if.places[place].fact);
    let Some(from) = ordinal(from, unit) else {
        return Ok(Missed::Unknown);
    };
    computed::nearest(
        what_if,
        place,
        side,
        space,
        (from, i128::MAX / 4),
        |what_if, there| Ok(what_if.find(there, reach, aim, false)?.is_some()),
    )
}

/// What the decision comes to at a value of a fact; nothing, if that cannot be.
fn threshold(
    speaker: &Speaker,
    what_if: &WhatIf,
    fact: FactId,
    from: &Datum,
    at: i128,
) -> Option<Threshold> {
    let (model, table) = (what_if.ground.model, what_if.ground.table);
    let ty = &model.facts[fact.index()].ty;
    let datum = what_if.datum(FactKey::Fact(fact), at);
    debug_assert_eq!(ordinal(&datum, unit_of(ty)), Some(at));
    let by = (at - ordinal(from, unit_of(ty))?).abs();
    let mut affair = what_if.affair.clone();
    affair.facts[fact.index()] = Knowledge::Known(datum.clone());
    if !is_admissible(model, table, &affair) {
        return None;
    }
    let outcomes = decide_within(model, table, &affair, STEPS);
    let outcome = match &outcomes.decisions[what_if.decision.index()] {
        Outcome::Undetermined { .. } => PossibleOutcome::Undetermined,
        settled => match Aim::same(settled)? {
            Aim::Result(result) => possible_outcome(speaker, what_if.decision, &result),
            _ => return None,
        },
    };
    let by = match ty {
        Type::Date { .. } => speaker.days(i64::try_from(by).ok()?),
        _ => speaker.datum(ty, &distance(ty, by)),
    };
    Some(Threshold {
        at: speaker.datum(ty, &datum),
        by,
        outcome,
    })
}

/// A distance in ordinals, as a value of the type.
fn distance(ty: &Type, by: i128) -> Datum {
    crate::table::column::datum_of(ty, by)
}
