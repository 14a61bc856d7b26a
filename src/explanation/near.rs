//! The nearest value of an ordered fact at which an aim is met, or missed, all else being as it is.

use super::aim::Aim;
use super::what_if::{Places, WhatIf};
use crate::model::Datum;
use crate::table::{ClassSet, FactKey};
use crate::verdict::explore::Exhausted;
use crate::verdict::space::Space;

/// Which way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Lower, earlier.
    Below,
    /// Higher, later.
    Above,
}

/// The nearest ordinal on one side of a value at which the aim is met whatever is unknown, and how
/// far it is. For facts that no expression is computed with: then all values of a class are alike.
pub(super) fn nearest(
    what_if: &mut WhatIf,
    aim: &Aim,
    place: usize,
    side: Side,
    reach: Places,
    space: &Space,
    from: &Datum,
) -> Result<Option<(i128, i128)>, Exhausted> {
    sought(what_if, place, side, space, from, |what_if, within, at| {
        let Some(hit) = what_if.find(within.clone(), reach, aim, true)? else {
            return Ok(Found::Nothing);
        };
        // of the classes found those in which the aim is missed for no value of what is unknown
        let mut held = within;
        held.cells[at] = hit.cells[at].clone();
        while let Some(miss) = what_if.find(held.clone(), reach, aim, false)? {
            held.cells[at] = held.cells[at].minus(&miss.cells[at]);
            if held.cells[at].is_empty() {
                return Ok(Found::None(hit.cells[at].clone()));
            }
        }
        Ok(Found::At(held.cells[at].clone()))
    })
}

/// The nearest ordinal on one side of a value at which the aim may be missed.
pub(super) fn nearest_miss(
    what_if: &mut WhatIf,
    aim: &Aim,
    place: usize,
    side: Side,
    space: &Space,
    from: &Datum,
) -> Result<Option<(i128, i128)>, Exhausted> {
    let reach = Places::one(place);
    sought(what_if, place, side, space, from, |what_if, within, at| {
        Ok(match what_if.find(within, reach, aim, false)? {
            Some(miss) => Found::At(miss.cells[at].clone()),
            None => Found::Nothing,
        })
    })
}

/// What was found in some classes.
enum Found {
    /// These do.
    At(ClassSet),
    /// These do not; others may.
    None(ClassSet),
    /// None does.
    Nothing,
}

fn sought(
    what_if: &mut WhatIf,
    place: usize,
    side: Side,
    space: &Space,
    from: &Datum,
    mut find: impl FnMut(&mut WhatIf, Space, usize) -> Result<Found, Exhausted>,
) -> Result<Option<(i128, i128)>, Exhausted> {
    let fact: FactKey = what_if.places[place].fact;
    let Some(&number) = what_if.places[place].columns.first() else {
        return Ok(None);
    };
    let at = number as usize;
    let column = &what_if.ground.table.columns[at];
    let own = column.class(from);
    let mut within = space.clone();
    within.exact.remove(&fact);
    let whole = what_if.whole(number);
    within.cells[at] = match side {
        Side::Below if own == 0 => return Ok(None),
        Side::Below => whole.and(&ClassSet::range(0, own - 1)),
        Side::Above if own + 1 == column.size => return Ok(None),
        Side::Above => whole.and(&ClassSet::range(own + 1, column.size - 1)),
    };
    let mut best: Option<u32> = None;
    while !within.cells[at].is_empty() {
        match find(what_if, within.clone(), at)? {
            Found::Nothing => break,
            Found::None(classes) => {
                within.cells[at] = within.cells[at].minus(&classes);
            }
            Found::At(classes) => {
                let near = match side {
                    Side::Below => classes.last(),
                    Side::Above => classes.first(),
                };
                let Some(near) = near else { break };
                best = Some(near);
                // only what is nearer still
                let nearer = match side {
                    Side::Below => ClassSet::range(near + 1, own - 1),
                    Side::Above => ClassSet::range(own + 1, near - 1),
                };
                let empty = match side {
                    Side::Below => near + 1 >= own,
                    Side::Above => near <= own + 1,
                };
                if empty {
                    break;
                }
                within.cells[at] = within.cells[at].and(&nearer);
            }
        }
    }
    let column = &what_if.ground.table.columns[at];
    let Some((low, high)) = best.and_then(|class| column.ordinals(class)) else {
        return Ok(None);
    };
    let crate::table::column::Scale::Cuts { unit, .. } = &column.scale else {
        return Ok(None);
    };
    let Some(actual) = crate::table::column::ordinal(from, *unit) else {
        return Ok(None);
    };
    let near = match side {
        Side::Below => high,
        Side::Above => low,
    };
    Ok(Some((near, (near - actual).abs())))
}
