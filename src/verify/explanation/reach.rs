//! Whether a goal can be reached by some facts: whether they have values with which the decision comes
//! to it, whatever is unknown besides.

use std::collections::BTreeSet;

use super::checking::{Checking, Otherwise};
use super::engine::{Aim, Go, TooHard};
use super::goal::Goal;
use super::knows::{Known, Knows, own};
use super::outcome::claims;
use crate::model::{DecisionId, FactId};
use crate::verify::part::Part;
use crate::verify::spans::Spans;

/// Boxes looked at for one question.
const MOST_BOXES: usize = 200;

impl<'r> Checking<'r, '_> {
    /// Facts that can be otherwise: not those that are fixed, and no text from which another fact was
    /// taken, since with another text that fact would not be what it is.
    pub(super) fn movable(&self, recognised: &BTreeSet<FactId>) -> BTreeSet<FactId> {
        let facts = &self.model.facts;
        let read = |fact: FactId| {
            let mut recognised = recognised.iter();
            recognised.any(|of| facts[of.index()].recognised_from == Some(fact))
        };
        let all = (0..).map(FactId).zip(facts);
        let movable = all.filter(|(id, fact)| !fact.fixed && !read(*id));
        movable.map(|(id, _)| id).collect()
    }

    /// Whether a goal can be reached by some facts.
    pub(super) fn reaches(
        &mut self,
        id: DecisionId,
        goal: &Goal,
        by: &BTreeSet<FactId>,
    ) -> Result<bool, TooHard> {
        let free: Otherwise = by.iter().map(|fact| (*fact, None)).collect();
        let part = self.with(&free);
        let known = |(number, knows): (u32, &Knows)| {
            by.contains(&FactId(number))
                || matches!(
                    knows,
                    Knows::Value(Known::One(_) | Known::Set(_) | Known::Text(_))
                )
        };
        let unknown = self.affair.as_of.is_none() || !(0..).zip(&self.affair.facts).all(known);
        self.engine.allow(super::QUESTION);
        let aim = Aim {
            goal: Some(goal),
            ..Aim::default()
        };
        if !unknown {
            let mut part = part;
            return Ok(self.find(&mut part, id, aim, &|met| met, goal)?.is_some());
        }
        let seats: Vec<usize> = by
            .iter()
            .flat_map(|fact| own(self.engine.reading, *fact))
            .collect();
        self.reaches_whatever(part, id, goal, &seats)
    }

    /// The same where something is unknown besides: a box of values for the facts is sought in which
    /// the goal is never missed.
    fn reaches_whatever(
        &mut self,
        part: Part<'r>,
        id: DecisionId,
        goal: &Goal,
        seats: &[usize],
    ) -> Result<bool, TooHard> {
        let mut boxes = vec![part];
        let mut looked_at = 0;
        let facts = Aim {
            facts: true,
            ..Aim::default()
        };
        let hits = Aim {
            goal: Some(goal),
            ..facts
        };
        while let Some(mut within) = boxes.pop() {
            looked_at += 1;
            if looked_at > MOST_BOXES {
                return Err(TooHard);
            }
            let Some(hit) = self.find(&mut within, id, hits, &|met| met, goal)? else {
                continue;
            };
            let mut held = within.clone();
            for &seat in seats {
                held.narrow(seat, hit.cell(seat));
            }
            let Some(missed) = self.find(&mut held, id, facts, &|met| !met, goal)? else {
                return Ok(true);
            };
            // with these values of the facts it may be missed: look at all others
            for &seat in seats {
                let left = within.cell(seat).minus(missed.cell(seat));
                if !left.is_empty() {
                    let mut other = within.clone();
                    if other.narrow(seat, &left) {
                        boxes.push(other);
                    }
                }
                within.narrow(seat, missed.cell(seat));
            }
        }
        Ok(false)
    }

    /// A piece with an affair in which the goal is met, or missed.
    fn find(
        &mut self,
        part: &mut Part<'r>,
        id: DecisionId,
        aim: Aim<'_>,
        is: &dyn Fn(bool) -> bool,
        goal: &Goal,
    ) -> Result<Option<Part<'r>>, TooHard> {
        let mut found = None;
        self.engine
            .explore(part, id, aim, &mut |engine, part, worlds| {
                if is(goal.is_met(&claims(worlds))) && engine.holds_an_affair(part)? {
                    found = Some(part.clone());
                    return Ok(Go::Stop);
                }
                Ok(Go::On)
            })?;
        Ok(found)
    }
}

/// Some values that lie between two, neither included.
pub(super) fn strictly_between(a: i128, b: i128) -> Spans {
    Spans::whole(a.min(b) + 1, a.max(b) - 1)
}
