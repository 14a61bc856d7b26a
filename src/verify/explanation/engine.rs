//! Looking at all affairs of a part of the space: it is cut along what rules look at until in each
//! piece they leave no doubt.
//!
//! In: a part, a decision, and how exactly it is asked. Out: pieces, each with the worlds of the
//! decision. A piece may hold no affair at all, where what is impossible or computed is concerned;
//! whoever draws a conclusion from there being one asks for an affair first.

use std::collections::BTreeSet;

use super::goal::Goal;
use super::missed::Bounds;
use super::settle::{Stuck, World};
use crate::model::{DecisionId, RuleId};
use crate::verify::arithmetic::{Operand, operands};
use crate::verify::part::{Holds, Part};
use crate::verify::reading::Reading;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;
use crate::verify::standing::{Grounds, Standing};

/// It could not be settled in as many steps as may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooHard;

/// Whether to look further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    On,
    Stop,
}

/// How exactly a piece must be known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Aim<'a> {
    /// Not only which values are claimed, but by which rules.
    pub(super) winners: bool,
    /// Whether this rule is met.
    pub(super) rule: Option<RuleId>,
    /// Pieces are told by facts alone, and everything in one is an affair.
    pub(super) facts: bool,
    /// Only pieces are shown in which this is met, perhaps.
    pub(super) goal: Option<&'a Goal>,
}

/// Is shown the pieces, one after another.
pub(super) type Visit<'v, 'r> =
    dyn FnMut(&mut Engine<'r>, &mut Part<'r>, &[World]) -> Result<Go, TooHard> + 'v;

/// Whoever looks.
pub(super) struct Engine<'r> {
    pub(super) reading: &'r Reading<'r>,
    pub(super) grounds: Grounds<'r>,
    /// Pairs of rules that were compared for which is more special.
    pub(super) compared: BTreeSet<(RuleId, RuleId)>,
    /// Steps that may still be taken for the question at hand, and for all.
    pub(super) left: u64,
    pub(super) total: u64,
}

/// Where one is in a search.
struct Here<'h> {
    cone: &'h [DecisionId],
    aim: Aim<'h>,
}

/// The rules that may be met in a part, for each decision of the cone.
type Live = Vec<Vec<RuleId>>;

/// What became of a part.
enum Look {
    /// It was shown, or there is nothing in it.
    Done(Go),
    /// It is to be looked at in two, with the rules that may be met.
    Cut(Box<[(usize, Spans); 2]>, Live),
}

impl<'r> Engine<'r> {
    pub(super) fn new(reading: &'r Reading<'r>, total: u64) -> Self {
        Self {
            reading,
            grounds: Grounds::new(reading.model),
            compared: BTreeSet::new(),
            left: 0,
            total,
        }
    }

    /// Gives a question so many steps.
    pub(super) fn allow(&mut self, steps: u64) {
        self.left = steps.min(self.total);
    }

    pub(super) fn step(&mut self, steps: usize) -> Result<(), TooHard> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.total = self.total.saturating_sub(steps);
        self.left = self.left.checked_sub(steps).ok_or(TooHard)?;
        Ok(())
    }

    /// Shows every piece of a part.
    pub(super) fn explore(
        &mut self,
        part: &mut Part<'r>,
        decision: DecisionId,
        aim: Aim<'_>,
        visit: &mut Visit<'_, 'r>,
    ) -> Result<Go, TooHard> {
        let cone = crate::verify::judge::cone(self.reading.model, decision);
        let rules =
            |decision: &DecisionId| self.reading.model.decisions[decision.index()].rules.clone();
        let live = cone.iter().map(rules).collect();
        let here = Here { cone: &cone, aim };
        let mark = part.mark();
        let done = self.pieces(part, &here, live, visit);
        part.back(mark);
        done
    }

    /// All pieces below a part, one after another; what is still to be looked at is kept here, for a
    /// search may go deeper than a stack does.
    fn pieces(
        &mut self,
        part: &mut Part<'r>,
        here: &Here,
        live: Live,
        visit: &mut Visit<'_, 'r>,
    ) -> Result<Go, TooHard> {
        struct Below {
            sides: std::array::IntoIter<(usize, Spans), 2>,
            live: Live,
            mark: usize,
        }
        let mut above: Vec<Below> = Vec::new();
        let mut next = Some(live);
        loop {
            if let Some(live) = next.take() {
                match self.look(part, here, live, visit)? {
                    Look::Done(Go::Stop) => return Ok(Go::Stop),
                    Look::Done(Go::On) => {}
                    Look::Cut(sides, live) => above.push(Below {
                        sides: sides.into_iter(),
                        live,
                        mark: part.mark(),
                    }),
                }
            }
            let Some(last) = above.last_mut() else {
                return Ok(Go::On);
            };
            part.back(last.mark);
            match last.sides.next() {
                Some((seat, side)) => {
                    if part.narrow(seat, &side) {
                        next = Some(last.live.clone());
                    }
                }
                None => drop(above.pop()),
            }
        }
    }

    /// One part: shown, passed over, or cut.
    fn look(
        &mut self,
        part: &mut Part<'r>,
        here: &Here,
        mut live: Live,
        visit: &mut Visit<'_, 'r>,
    ) -> Result<Look, TooHard> {
        self.step(1 + live.iter().map(Vec::len).sum::<usize>())?;
        let reading = self.reading;
        if part.is_empty()
            || (reading.impossible.iter()).any(|it| part.holds(it) == Holds::Everywhere)
        {
            return Ok(Look::Done(Go::On));
        }
        // a rule that is met nowhere in a part is met nowhere below
        for rules in &mut live {
            rules.retain(|id| {
                let rule = &reading.rules[id.index()];
                part.all_hold([&rule.in_force, &rule.condition]) != Holds::Nowhere
            });
        }
        if let (Some(goal), Some((decision, rules))) =
            (here.aim.goal, here.cone.last().copied().zip(live.last()))
        {
            let live: Vec<Standing> = rules.iter().map(|rule| (*rule, false)).collect();
            let bounds = Bounds {
                model: reading.model,
                decision,
                met: &[],
                left: &live,
            };
            if goal.is_missed(&bounds) {
                return Ok(Look::Done(Go::On));
            }
        }
        let cut = match self.worlds(part, here.cone, &live, here.aim) {
            Ok(worlds) => {
                let open = |it| part.undecided(it).map(|(seat, to)| (seat, to.clone()));
                match reading.impossible.iter().find_map(open) {
                    Some(cut) if here.aim.facts => cut,
                    _ => return visit(self, part, &worlds).map(Look::Done),
                }
            }
            Err(Stuck::Open(cut)) => *cut,
            Err(Stuck::Missed) => return Ok(Look::Done(Go::On)),
            Err(Stuck::TooHard) => return Err(TooHard),
        };
        let sides = self.sides(part, cut, here.aim.facts)?;
        Ok(Look::Cut(Box::new(sides), live))
    }

    /// The two sides of a cut. What is computed from a decision differs from world to world, so there
    /// the facts are cut that it is computed from.
    fn sides(
        &self,
        part: &mut Part<'r>,
        (seat, values): (usize, Spans),
        facts: bool,
    ) -> Result<[(usize, Spans); 2], TooHard> {
        if let Seat::Expr(expr) = &self.reading.seats[seat] {
            let reads = |operand: &Operand| matches!(operand, Operand::Decision(_));
            if facts || operands(expr).iter().any(reads) {
                return self.halves(part, seat).ok_or(TooHard);
            }
        }
        part.bound(seat);
        let cell = part.cell(seat);
        Ok([(seat, cell.and(&values)), (seat, cell.minus(&values))])
    }

    /// The two halves of the widest fact that an expression reads.
    pub(super) fn halves(&self, part: &Part<'r>, seat: usize) -> Option<[(usize, Spans); 2]> {
        let Seat::Expr(expr) = &self.reading.seats[seat] else {
            return None;
        };
        let mut widest: Option<(i128, usize, i128)> = None;
        for operand in operands(expr) {
            let read = match operand {
                Operand::Fact(fact) => Seat::Fact(fact),
                Operand::AsOf => Seat::AsOf,
                Operand::Decision(decision) => Seat::Decision(decision),
            };
            let Some(read) = self.reading.find(&read) else {
                continue;
            };
            let ((low, _), (beyond, _)) = part.cell(read).hull()?;
            let (low, high) = (low.to_integer(), beyond.to_integer() - 1);
            if low < high && widest.is_none_or(|(width, ..)| width < high - low) {
                widest = Some((high - low, read, low + (high - low) / 2));
            }
        }
        let (_, read, middle) = widest?;
        let cell = part.cell(read);
        let low = crate::verify::seats::between(None, Some(middle));
        Some([(read, cell.and(&low)), (read, cell.minus(&low))])
    }
}
