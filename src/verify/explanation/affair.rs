//! Whether a part of the space holds an affair at all: one that is not impossible, with facts that
//! come to what is computed from them.

use super::engine::{Engine, TooHard};
use crate::verify::part::{Holds, Part};
use crate::verify::spans::Spans;

/// Cuts on the way to one affair.
const DEEPEST: usize = 500;

impl<'r> Engine<'r> {
    /// Whether some affair lies in a part.
    pub(super) fn holds_an_affair(&mut self, part: &mut Part<'r>) -> Result<bool, TooHard> {
        let mark = part.mark();
        let found = self.realize(part, 0);
        part.back(mark);
        found
    }

    fn realize(&mut self, part: &mut Part<'r>, depth: usize) -> Result<bool, TooHard> {
        self.step(1)?;
        if depth > DEEPEST {
            return Err(TooHard);
        }
        if part.is_empty() {
            return Ok(false);
        }
        let reading = self.reading;
        let mut cut: Option<[(usize, Spans); 2]> = None;
        for &seat in reading.keys.values() {
            if *part.cell(seat) == reading.domains[seat] {
                continue;
            }
            match part.realized(seat) {
                Holds::Nowhere => return Ok(false),
                Holds::Everywhere => {}
                Holds::Perhaps if cut.is_some() => {}
                Holds::Perhaps => cut = Some(self.halves(part, seat).ok_or(TooHard)?),
            }
        }
        for clause in &reading.impossible {
            match part.holds(clause) {
                Holds::Everywhere => return Ok(false),
                Holds::Nowhere => {}
                Holds::Perhaps => {
                    let (seat, values) = part.undecided(clause).ok_or(TooHard)?;
                    part.bound(seat);
                    let cell = part.cell(seat);
                    cut = Some([(seat, cell.minus(values)), (seat, cell.and(values))]);
                }
            }
        }
        let Some(sides) = cut else {
            return Ok(true);
        };
        for (seat, side) in sides {
            let mark = part.mark();
            let found = part.narrow(seat, &side) && self.realize(part, depth + 1)?;
            part.back(mark);
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
