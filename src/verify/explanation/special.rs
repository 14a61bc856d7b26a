//! Which rule is more special than which, found out by looking at all affairs.

use super::engine::{Engine, TooHard};
use crate::model::{DecisionId, Ground, RuleId};
use crate::verify::part::{Holds, Part};
use crate::verify::reading::Formula;
use crate::verify::standing::{Applied, Standing};

/// Steps for one comparison, and cuts on the way to one piece.
const STEPS: u64 = 60_000;
const DEEPEST: usize = 400;

impl<'r> Engine<'r> {
    /// Compares the rules that are met where a decision asks which is more special.
    pub(super) fn compare(
        &mut self,
        decision: DecisionId,
        met: &[Standing],
    ) -> Result<(), TooHard> {
        let asked = Applied::Listed(Ground::Specialis);
        if met.len() < 2 || !self.grounds.applied(decision).contains(&asked) {
            return Ok(());
        }
        for (number, (one, _)) in met.iter().enumerate() {
            for (other, _) in &met[number + 1..] {
                let model = self.reading.model;
                if model.concluded(*one, decision) != model.concluded(*other, decision) {
                    self.compare_two(*one, *other)?;
                }
            }
        }
        Ok(())
    }

    /// Notes which of two rules has affairs that the other has not. What is too hard stays open.
    pub(super) fn compare_two(&mut self, one: RuleId, other: RuleId) -> Result<(), TooHard> {
        if !self.compared.insert((one.min(other), one.max(other))) {
            return Ok(());
        }
        let kept = self.left;
        let mut beyond = [None; 2];
        let mut never = false;
        for (at, (rule, within)) in [(one, other), (other, one)].into_iter().enumerate() {
            self.left = STEPS.min(self.total);
            beyond[at] = self.beyond(rule, within).ok();
            // a rule that no affair meets is not more special than another
            never |= beyond[at] == Some(false) && self.is_met_somewhere(rule) == Ok(false);
        }
        for (beyond, pair) in beyond.into_iter().zip([(one, other), (other, one)]) {
            match beyond {
                _ if never => self.grounds.included.insert(pair),
                Some(true) => self.grounds.wider.insert(pair),
                Some(false) => self.grounds.included.insert(pair),
                None => false,
            };
        }
        self.left = kept;
        self.step(1)
    }

    /// Whether some affair meets a rule, dates left out.
    pub(super) fn is_met_somewhere(&mut self, rule: RuleId) -> Result<bool, TooHard> {
        let reading = self.reading;
        let mut part = Part::compared(reading);
        let all = Formula::All(Vec::new());
        self.some(&mut part, [&reading.rules[rule.index()].condition, &all], 0)
    }

    /// Whether a rule has an affair that another has not.
    fn beyond(&mut self, rule: RuleId, within: RuleId) -> Result<bool, TooHard> {
        let reading = self.reading;
        let mut part = Part::compared(reading);
        let of = |id: RuleId| &reading.rules[id.index()].condition;
        let contrary = Formula::Not(Box::new(of(within).clone()));
        self.some(&mut part, [of(rule), &contrary], 0)
    }

    /// Whether some affair of a part has both.
    fn some(
        &mut self,
        part: &mut Part<'r>,
        both: [&Formula; 2],
        depth: usize,
    ) -> Result<bool, TooHard> {
        self.step(2)?;
        if depth > DEEPEST {
            return Err(TooHard);
        }
        match part.all_hold(both) {
            Holds::Nowhere => return Ok(false),
            Holds::Everywhere => return self.holds_an_affair(part),
            Holds::Perhaps => {}
        }
        let open = both.into_iter().find_map(|formula| {
            let (seat, values) = part.undecided(formula)?;
            Some((seat, values.clone()))
        });
        let (seat, values) = open.ok_or(TooHard)?;
        part.bound(seat);
        let cell = part.cell(seat).clone();
        for side in [cell.and(&values), cell.minus(&values)] {
            let mark = part.mark();
            let found = part.narrow(seat, &side) && self.some(part, both, depth + 1)?;
            part.back(mark);
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
