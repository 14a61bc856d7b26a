//! A part of the space of situations, and what surely holds in it.
//!
//! In: the values that each coordinate is held to. Out: of a formula, whether it holds on all of the
//! part, on none of it, or perhaps. Exact where every coordinate has one value; else `Perhaps` may
//! be said where a closer look would tell.
//!
//! Asking narrows: while the parts of a conjunction are looked at one after another, the space is
//! held to where those before may hold, so `a` and `not a` is seen to hold nowhere. A disjunction is
//! the contrary of a conjunction of contraries. Whoever asks goes back to where they were.

use super::arithmetic::{Operand, interval};
use super::reading::{Formula, Reading};
use super::seats::{Seat, other_text, unit};
use super::spans::{Number, Spans};

/// Whether something holds on a part of the space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Nowhere,
    Perhaps,
    Everywhere,
}

/// A part of the space.
#[derive(Debug, Clone)]
pub(super) struct Part<'r> {
    reading: &'r Reading<'r>,
    /// The values of each coordinate; a part in which one has none holds nothing.
    cells: Vec<Spans>,
    /// What cells were before they were narrowed.
    trail: Vec<(usize, Spans)>,
}

impl<'r> Part<'r> {
    /// The whole space.
    pub(super) fn whole(reading: &'r Reading<'r>) -> Self {
        Self {
            reading,
            cells: reading.domains.clone(),
            trail: Vec::new(),
        }
    }

    /// The whole space, with decisions read as if nothing were known of their rules.
    pub(super) fn free(reading: &'r Reading<'r>) -> Self {
        let mut this = Self::whole(reading);
        for (cell, seat) in this.cells.iter_mut().zip(&reading.seats) {
            if let Seat::Decision(decision) = seat {
                *cell = super::seats::free(reading.model, *decision);
            }
        }
        this
    }

    /// The space in which rules are compared for which is more special: any day of the calendar, and
    /// of a decision that is a number, date or duration the values that something concludes, and none.
    pub(super) fn compared(reading: &'r Reading<'r>) -> Self {
        let mut this = Self::free(reading);
        for (seat, cell) in reading.seats.iter().zip(&mut this.cells) {
            match seat {
                Seat::AsOf => *cell = super::seats::calendar(),
                Seat::Decision(decision) => {
                    *cell = super::seats::compared_as(reading.model, *decision);
                }
                _ => {}
            }
        }
        this
    }

    /// The values of a coordinate.
    pub(super) fn cell(&self, seat: usize) -> &Spans {
        &self.cells[seat]
    }

    /// Whether some coordinate has no value at all.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().any(Spans::is_empty)
    }

    /// Where we are, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Back to a mark.
    pub(super) fn back(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let (seat, cell) = self.trail.pop().expect("the trail is longer than the mark");
            self.cells[seat] = cell;
        }
    }

    /// Holds a coordinate to some values; false if nothing is left.
    pub(super) fn narrow(&mut self, seat: usize, to: &Spans) -> bool {
        self.put(seat, to)
            && match self.reading.text_of.get(&seat) {
                Some(text) => self.settle_text(*text),
                None => true,
            }
    }

    fn put(&mut self, seat: usize, to: &Spans) -> bool {
        if !self.cells[seat].is_subset(to) {
            let narrowed = self.cells[seat].and(to);
            let cell = std::mem::replace(&mut self.cells[seat], narrowed);
            self.trail.push((seat, cell));
        }
        !self.cells[seat].is_empty()
    }

    /// Holds a text's coordinates to what is some text: what mentions a pattern mentions what that
    /// mentions, and an exact text mentions what it mentions.
    fn settle_text(&mut self, text: usize) -> bool {
        let text = &self.reading.texts[text];
        let (no, yes) = (Spans::one(0), Spans::one(1));
        for pattern in &text.patterns {
            let (linked, value) = match &self.cells[pattern.seat] {
                cell if *cell == yes => (&pattern.implies, &yes),
                cell if *cell == no => (&pattern.implied_by, &no),
                _ => continue,
            };
            if !linked.iter().all(|seat| self.put(*seat, value)) {
                return false;
            }
        }
        let Some(exact) = text.exact else {
            return true;
        };
        for pattern in &text.patterns {
            let cell = &self.cells[pattern.seat];
            let may = if *cell == yes {
                let with = pattern.mentioned.stretches().iter();
                Spans::new(with.chain(other_text().stretches()).copied())
            } else if *cell == no {
                self.cells[exact].minus(&pattern.mentioned)
            } else {
                continue;
            };
            if !self.put(exact, &may) {
                return false;
            }
        }
        if !self.cells[exact].is_disjoint(&other_text()) {
            return true;
        }
        text.patterns.iter().all(|pattern| {
            if self.cells[exact].is_subset(&pattern.mentioned) {
                self.put(pattern.seat, &yes)
            } else if self.cells[exact].is_disjoint(&pattern.mentioned) {
                self.put(pattern.seat, &no)
            } else {
                true
            }
        })
    }

    /// Holds an expression to what its facts allow; false if nothing is left.
    pub(super) fn bound(&mut self, seat: usize) -> bool {
        let Seat::Expr(expr) = &self.reading.seats[seat] else {
            return true;
        };
        match interval(expr, &|operand| self.ends(operand)) {
            Some((low, high)) => self.put(seat, &Spans::new([((low, false), (high, true))])),
            None => true,
        }
    }

    /// The least and the greatest value of something that expressions read.
    fn ends(&self, operand: Operand) -> Option<(Number, Number)> {
        let model = self.reading.model;
        let (seat, unit) = match operand {
            Operand::AsOf => (Seat::AsOf, 1),
            Operand::Fact(fact) => (Seat::Fact(fact), unit(&model.facts[fact.index()].ty)),
            Operand::Decision(decision) => (
                Seat::Decision(decision),
                unit(&model.decisions[decision.index()].ty),
            ),
        };
        let ((low, _), (beyond, _)) = self.cells[self.reading.find(&seat)?].hull()?;
        Some((low / unit, (beyond - 1) / unit))
    }

    /// Whether the facts that an expression reads have only values that give it one of those it is
    /// held to, some, or none.
    pub(super) fn realized(&self, seat: usize) -> Holds {
        let Seat::Expr(expr) = &self.reading.seats[seat] else {
            return Holds::Everywhere;
        };
        let Some((low, high)) = interval(expr, &|operand| self.ends(operand)) else {
            return Holds::Perhaps;
        };
        let reached = Spans::new([((low, false), (high, true))]);
        match (
            reached.is_subset(&self.cells[seat]),
            reached.is_disjoint(&self.cells[seat]),
        ) {
            (true, _) => Holds::Everywhere,
            (_, true) => Holds::Nowhere,
            _ => Holds::Perhaps,
        }
    }

    /// A test in a formula that holds here and there, if there is one: where to look closer.
    pub(super) fn undecided<'f>(&mut self, formula: &'f Formula) -> Option<(usize, &'f Spans)>
    where
        'r: 'f,
    {
        if self.holds(formula) != Holds::Perhaps {
            return None;
        }
        match formula {
            Formula::In(seat, values) => Some((*seat, values)),
            Formula::Not(inner) => self.undecided(inner),
            Formula::Defined(define) => {
                let reading: &'r Reading<'r> = self.reading;
                self.undecided(&reading.defines[*define])
            }
            Formula::All(list) | Formula::Any(list) => {
                list.iter().find_map(|part| self.undecided(part))
            }
        }
    }

    /// Whether a formula holds, leaving the space as it was.
    pub(super) fn holds(&mut self, formula: &Formula) -> Holds {
        let mark = self.mark();
        let holds = self.assume(formula, true);
        self.back(mark);
        holds
    }

    /// Whether all of these hold, leaving the space as it was.
    pub(super) fn all_hold(&mut self, formulas: [&Formula; 2]) -> Holds {
        let mark = self.mark();
        let holds = self.conjunction(formulas.into_iter(), true);
        self.back(mark);
        holds
    }

    /// Whether the first never holds without the second, leaving the space as it was.
    pub(super) fn never_without(&mut self, one: &Formula, other: &Formula) -> bool {
        let mark = self.mark();
        let never =
            self.assume(one, true) == Holds::Nowhere || self.assume(other, false) == Holds::Nowhere;
        self.back(mark);
        never
    }

    /// Whether a formula, or (`wanted` false) its contrary, holds; the space is held to where it may.
    fn assume(&mut self, formula: &Formula, wanted: bool) -> Holds {
        match formula {
            Formula::Not(inner) => self.assume(inner, !wanted),
            Formula::Defined(define) => {
                let reading = self.reading;
                self.assume(&reading.defines[*define], wanted)
            }
            Formula::All(list) if wanted => self.conjunction(list.iter(), true),
            Formula::Any(list) if !wanted => self.conjunction(list.iter(), false),
            Formula::All(list) | Formula::Any(list) => {
                let mark = self.mark();
                let contrary = self.conjunction(list.iter(), !wanted);
                self.back(mark);
                match contrary {
                    Holds::Nowhere => Holds::Everywhere,
                    Holds::Perhaps => Holds::Perhaps,
                    Holds::Everywhere => Holds::Nowhere,
                }
            }
            Formula::In(seat, values) => self.test(*seat, values, wanted),
        }
    }

    fn conjunction<'f>(
        &mut self,
        list: impl Iterator<Item = &'f Formula> + Clone,
        wanted: bool,
    ) -> Holds {
        // a disjunction does not narrow, so it goes last
        let narrows = |formula: &&'f Formula| !is_disjunction(formula, wanted);
        let (first, last) = (list.clone().filter(narrows), list.filter(|it| !narrows(it)));
        let mut all = Holds::Everywhere;
        for formula in first.chain(last) {
            match self.assume(formula, wanted) {
                Holds::Nowhere => return Holds::Nowhere,
                Holds::Perhaps => all = Holds::Perhaps,
                Holds::Everywhere => {}
            }
        }
        all
    }

    fn test(&mut self, seat: usize, values: &Spans, wanted: bool) -> Holds {
        if !self.bound(seat) {
            return Holds::Nowhere;
        }
        let cell = &self.cells[seat];
        let (inside, outside) = (cell.is_subset(values), cell.is_disjoint(values));
        match (inside, outside, wanted) {
            (true, _, true) | (_, true, false) => Holds::Everywhere,
            (true, _, false) | (_, true, true) => Holds::Nowhere,
            _ => {
                let some = if wanted {
                    self.narrow(seat, values)
                } else {
                    self.narrow(seat, &cell.minus(values))
                };
                if some { Holds::Perhaps } else { Holds::Nowhere }
            }
        }
    }
}

/// Whether a formula, or its contrary, is a matter of one or the other.
fn is_disjunction(formula: &Formula, wanted: bool) -> bool {
    match formula {
        Formula::All(_) => !wanted,
        Formula::Any(_) => wanted,
        Formula::Not(inner) => is_disjunction(inner, !wanted),
        Formula::Defined(_) | Formula::In(..) => false,
    }
}
