//! Which facts suffice: those that force an outcome whatever all others are.
//!
//! In: a decision of an affair. Out: a minimal set of its facts (an abductive explanation), found by
//! setting facts free one after another, those least wanted first, while the outcome is still forced;
//! then each fact that is left is given all values that force the same, the ones before it included
//! (an inflated explanation: Izza, Ignatiev, Stuckey, Marques-Silva, 2024).

use serde::Serialize;

use super::aim::Aim;
use super::among::Among;
use super::reason::Actual;
use super::what_if::{Known, Places, WhatIf};
use crate::table::column::Scale;
use crate::table::{ClassSet, FactKey};
use crate::verdict::explore::Exhausted;
use crate::verdict::space::Space;

/// Facts that force an outcome, whatever the others are, and of which none can be left out. Of an
/// undetermined decision: those that leave no other outcomes than are told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sufficient {
    /// The facts, in the order they are declared; `as_of` is the date of the decision.
    pub facts: Vec<Kept>,
    /// Whether the search stopped before it was done: then some could perhaps be left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
}

/// A fact that is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its name.
    pub fact: String,
    /// What it is.
    pub value: Actual,
    /// What it may be: any of these, together with what the others may be, forces the same.
    pub among: Among,
}

/// Facts that suffice, with what each may be.
pub(super) struct Sufficing {
    /// Which.
    pub(super) places: Places,
    /// The box that they leave, all others free.
    pub(super) space: Space,
    /// Whether the search stopped before it was done.
    pub(super) incomplete: bool,
}

/// Facts that suffice for an aim. `wanted` are those that say most, kept before others.
pub(super) fn sufficing(what_if: &mut WhatIf, aim: &Aim, wanted: Places) -> Sufficing {
    let known = what_if.choose(|place| place.known != Known::Not);
    let mut freeing = Freeing {
        free: what_if.choose(|place| place.known == Known::Not),
        kept: Vec::new(),
        // those beyond the last bit are set free only together
        incomplete: !what_if.has_bits(),
    };
    freeing.run(what_if, aim, known, wanted);
    let Freeing {
        free,
        mut incomplete,
        ..
    } = freeing;
    let places = known.without(free);
    let mut space = what_if.free(free);
    // what is found before the steps are spent stands: every widening was proved
    let mut reach = free;
    for place in what_if.listed(places) {
        reach = reach.and(Places::one(place));
        incomplete |= widen(what_if, (aim, true), place, reach, &mut space).is_err();
    }
    Sufficing {
        places,
        space,
        incomplete,
    }
}

/// Facts being set free while an aim stays forced.
struct Freeing {
    free: Places,
    /// Each fact that is kept, with the facts that would have to be otherwise, it among them, for the
    /// aim to be missed.
    kept: Vec<(usize, Places)>,
    /// Whether some could perhaps be set free too.
    incomplete: bool,
}

impl Freeing {
    /// Sets free all that a few tries do not show to be needed, those that say least first, and proves
    /// all of it at once. An affair that misses the aim all the same has one of its facts kept.
    fn run(&mut self, what_if: &mut WhatIf, aim: &Aim, known: Places, wanted: Places) {
        let mut order = what_if.listed(known.without(wanted));
        order.reverse();
        let mut last = what_if.listed(known.without(known.without(wanted)));
        last.reverse();
        order.append(&mut last);
        let unknown = self.free;
        for &place in &order {
            let more = self.free.and(Places::one(place));
            let through = (more, Places::one(place));
            match what_if.tried(&what_if.free(more), through, aim, false) {
                Ok(None) => self.free = more,
                Ok(Some(missed)) => self.kept.push((place, what_if.differing(&missed))),
                Err(_) => self.kept.push((place, Places::default())),
            }
        }
        loop {
            match what_if.find(what_if.free(self.free), self.free, aim, false) {
                Ok(None) => break,
                Ok(Some(missed)) => {
                    let differing = what_if.differing(&missed);
                    let keep = order.iter().rev().find(|place| differing.has(**place));
                    let Some(&keep) = keep else {
                        // it misses the aim as it is; then nothing forces it
                        self.incomplete = true;
                        self.free = unknown;
                        return;
                    };
                    self.free = self.free.without(Places::one(keep));
                    self.kept.push((keep, differing));
                }
                Err(_) => {
                    self.incomplete = true;
                    self.free = unknown;
                    self.kept = order
                        .iter()
                        .map(|place| (*place, Places::default()))
                        .collect();
                    break;
                }
            }
        }
        // with fewer set free than when it was kept, a fact may not be needed any more
        for (place, differing) in std::mem::take(&mut self.kept) {
            let more = self.free.and(Places::one(place));
            if differing != Places::default() && differing.is_within(more) {
                continue;
            }
            match what_if.find(what_if.free(more), more, aim, false) {
                Ok(None) => self.free = more,
                Ok(Some(_)) => {}
                Err(_) => self.incomplete = true,
            }
        }
    }
}

/// Widens what one fact may be as far as the aim stays forced: an aim, and whether the affair itself
/// meets it. `reach` are all facts that may be otherwise than in the affair anywhere in the box.
pub(super) fn widen(
    what_if: &mut WhatIf,
    (aim, aim_holds): (&Aim, bool),
    place: usize,
    reach: Places,
    space: &mut Space,
) -> Result<(), Exhausted> {
    // where the affair itself meets the aim, the fact alone is asked about first
    let kept = aim_holds.then(|| Places::one(place));
    let fact = what_if.places[place].clone();
    for &column in &fact.columns {
        let at = column as usize;
        let exact = space.exact.remove(&fact.fact);
        let actual = space.cells[at].clone();
        let scale = &what_if.ground.table.columns[at].scale;
        let is_ordered = matches!(scale, Scale::Cuts { .. });
        // which of many exact texts would do as well tells nobody anything
        let stays_or_not = matches!(scale, Scale::Texts(_));
        space.cells[at] = what_if.whole(column);
        // first with all else as it is, where what misses the aim is found among few rules
        let mut alone = kept.is_some();
        let widest = loop {
            let (within, free) = match kept {
                Some(kept) if alone => (what_if.with(place, space), kept),
                _ => (space.clone(), reach),
            };
            let missed = match what_if.find(within, free, aim, false) {
                Ok(missed) => missed,
                Err(exhausted) => {
                    restore(space, fact.fact, at, actual, exact);
                    return Err(exhausted);
                }
            };
            let Some(missed) = missed else {
                if alone {
                    alone = false;
                    continue;
                }
                break true;
            };
            let left = space.cells[at].minus(&missed.cells[at]).or(&actual);
            let left = if is_ordered {
                around(&left, &actual)
            } else {
                left
            };
            if stays_or_not || left == space.cells[at] {
                break false;
            }
            space.cells[at] = left;
        };
        if !widest {
            // what the class of its value holds is not all alike: the value itself stays
            restore(space, fact.fact, at, actual, exact);
        }
    }
    Ok(())
}

fn restore(space: &mut Space, fact: FactKey, at: usize, actual: ClassSet, exact: Option<i128>) {
    space.cells[at] = actual;
    if let Some(exact) = exact {
        space.exact.insert(fact, exact);
    }
}

/// The one range of classes that holds some others.
fn around(classes: &ClassSet, actual: &ClassSet) -> ClassSet {
    let within = |range: &&(u32, u32)| actual.meets(range.0, range.1);
    ClassSet::from_ranges(classes.ranges().iter().filter(within).copied())
}
