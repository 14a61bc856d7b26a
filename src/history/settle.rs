//! One decision at one event, in the order that the language fixes.
//!
//! If what the rules say of it changed, that stands; a determination in force stands instead; then shifts
//! lead on from what stands until none applies. Decisions downstream read what stands.

use jiff::civil::Date;

use super::edition::{Edition, Given, Inputs};
use super::state::{Determination, Standing, State};
use super::tell::Teller;
use super::told::{Basis, Cause, HeldFast, Move, Refused};
use super::why::Between;
use crate::explanation::outcome::PossibleOutcome;
use crate::model::{Datum, DecisionId};
use crate::verdict::held::Held;
use crate::verdict::{Outcome, Result, Value};

/// What an event does besides making facts known.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Nothing.
    Nothing,
    /// Somebody determined a decision.
    Determine(DecisionId, Determination),
}

/// An event being worked through.
pub(super) struct Settling<'a> {
    pub(super) edition: &'a Edition,
    pub(super) teller: &'a Teller<'a>,
    /// The rules, with what stands of the decisions worked through so far.
    pub(super) world: Held<'a>,
    pub(super) on: Date,
    pub(super) inputs: Inputs,
    pub(super) before: (&'a Given, Date, &'a Inputs),
    pub(super) given: &'a Given,
    /// The version before, if it was another.
    pub(super) other: Option<&'a str>,
    pub(super) act: Act,
    /// Why the determination takes no effect.
    pub(super) refused: Option<Refused>,
    /// The clause that gives the power to it.
    pub(super) power: Option<&'static str>,
    pub(super) moves: Vec<Move>,
    pub(super) held_fast: Vec<HeldFast>,
}

impl Settling<'_> {
    /// What stands of a decision after the event.
    pub(super) fn decision(&mut self, decision: DecisionId, before: State) -> State {
        let outcome = self.world.outcome(&self.inputs.affair, decision);
        let said = Standing::of(&outcome);
        let mut state = before.clone();
        let first = self.moves.len();
        self.by_rules(decision, &mut state, said, outcome);
        self.by_determination(decision, &before, &mut state);
        self.by_shifts(decision, &mut state);
        if state.standing == before.standing && state.determined && before.determined {
            // what stands came back to where it was: it never moved
            self.moves.truncate(first);
            if state.said != before.said {
                let causes = self.causes(decision, &before.said);
                self.held_fast.push(HeldFast {
                    decision: super::follow::name(self.edition, decision),
                    from: before.said_told.clone(),
                    to: state.said_told.clone(),
                    causes,
                });
            }
        }
        if state.standing != before.standing {
            state.since = self.on;
        }
        if let Some(at) = state.held() {
            self.inputs.held.push((decision, at.clone()));
        }
        state
    }

    /// If what the rules say changed, or a determination ran out, that stands.
    fn by_rules(
        &mut self,
        decision: DecisionId,
        state: &mut State,
        said: Standing,
        outcome: Outcome,
    ) {
        let told = self.teller.told(decision, &said, &outcome);
        let changed = said != state.said;
        let mut causes = Vec::new();
        let lapsed = state
            .in_force
            .take_if(|it| it.until.is_some_and(|it| it < self.on));
        let mut falls_back = false;
        if let Some(Determination { by, until, .. }) = lapsed {
            falls_back = state.determined;
            state.determined = false;
            if let (true, Some(until)) = (falls_back, until) {
                let by = self.teller.body(by);
                causes.push(Cause::Lapse { by, until });
            }
        }
        // what the version in force has no value for cannot go on standing
        falls_back |= state.standing == Standing::Gone;
        if changed && state.in_force.is_none() {
            causes.extend(self.causes(decision, &state.said));
        }
        state.rules = outcome;
        if changed || falls_back {
            if state.standing != said && state.in_force.is_none() {
                self.moved(decision, state, said.clone(), told.clone(), causes);
            }
            state.standing = said.clone();
            state.told = told.clone();
            state.basis = Basis::Rules;
            state.determined = false;
        } else if state.basis == Basis::Rules {
            state.told = told.clone();
        }
        state.said = said;
        state.said_told = told;
    }

    /// A determination sets what stands: one made now, and one in force where the rules had moved it.
    fn by_determination(&mut self, decision: DecisionId, before: &State, state: &mut State) {
        let made = match &self.act {
            Act::Determine(of, determination) if *of == decision => Some(determination.clone()),
            _ => None,
        };
        if let Some(mut determination) = made {
            match self.teller.power(decision, determination.by, &state.rules) {
                Ok(clause) => {
                    self.power = Some(clause);
                    determination.power.clause = Some(clause);
                    state.in_force = Some(determination);
                    state.determined = false;
                }
                Err(refused) => self.refused = Some(*refused),
            }
        }
        let Some(in_force) = &state.in_force else {
            return;
        };
        if state.determined {
            return;
        }
        let standing = Standing::decided(in_force.value.clone());
        let told = PossibleOutcome::Decided {
            value: self.teller.value(decision, &in_force.value),
        };
        let cause = Cause::Determination {
            by: self.teller.body(in_force.by),
            power: in_force.power.clone(),
            until: in_force.until,
            because: in_force.because.clone(),
        };
        // seen from what stood before the event, where the rules moved it for a moment only
        let from = if before.determined && before.in_force.is_some() {
            before.clone()
        } else {
            state.clone()
        };
        if from.standing != standing {
            self.moved(decision, &from, standing.clone(), told.clone(), vec![cause]);
        }
        state.standing = standing;
        state.told = told;
        state.basis = Basis::Determination;
        state.determined = true;
    }

    /// Shifts lead on from what stands until none applies.
    fn by_shifts(&mut self, decision: DecisionId, state: &mut State) {
        let mut seen: Vec<(Value, Vec<usize>)> = Vec::new();
        loop {
            if let Some(at) = state.held() {
                self.world.hold(decision, at);
            }
            let Standing::Settled(Result::Decided(value @ Value::One(from))) = &state.standing
            else {
                return;
            };
            let applying = self.applying(decision, from);
            let Some(first) = applying.first() else {
                return;
            };
            let shifts = &self.edition.model().shifts;
            let target = Value::One(shifts[*first].to.clone());
            let apart = applying
                .iter()
                .any(|it| shifts[*it].to != shifts[*first].to);
            if !apart && target == *value {
                // it goes round on the spot, and nothing moves
                return;
            }
            let value = value.clone();
            let (standing, told, cause) = if apart {
                let values: Vec<Value> = applying
                    .iter()
                    .map(|it| Value::One(shifts[*it].to.clone()))
                    .collect();
                let shifts = self.shifted(&applying);
                let (standing, told) = self.contested(decision, values);
                (standing, told, Cause::Apart { shifts })
            } else {
                seen.push((value, applying.clone()));
                match seen.iter().position(|(value, _)| *value == target) {
                    Some(at) => {
                        let values = seen[at..].iter().map(|(value, _)| value.clone());
                        let (standing, told) = self.contested(decision, values.collect());
                        let round: Vec<usize> = seen[at..]
                            .iter()
                            .filter_map(|it| it.1.first().copied())
                            .collect();
                        let shifts = self.shifted(&round);
                        (standing, told, Cause::Circle { shifts })
                    }
                    None => {
                        let shifted = self.shifted(&applying[..1]);
                        let told = PossibleOutcome::Decided {
                            value: self.teller.value(decision, &target),
                        };
                        let Some(shifted) = shifted.into_iter().next() else {
                            return;
                        };
                        (Standing::decided(target), told, Cause::Shift(shifted))
                    }
                }
            };
            self.moved(decision, state, standing.clone(), told.clone(), vec![cause]);
            state.standing = standing;
            state.told = told;
            state.basis = Basis::Shift;
        }
    }

    /// The shifts of a decision that apply from a value.
    fn applying(&self, decision: DecisionId, from: &Datum) -> Vec<usize> {
        let shifts = self.edition.model().shifts.iter().enumerate();
        let leaving = shifts.filter(|(_, shift)| shift.decision == decision && shift.from == *from);
        leaving
            .filter(|(number, _)| {
                let applies = self.edition.shifting.applies(*number);
                let outcome = self.world.outcome(&self.inputs.affair, applies);
                outcome.value() == Some(&Value::One(Datum::YesNo(true)))
            })
            .map(|(number, _)| number)
            .collect()
    }

    fn shifted(&self, shifts: &[usize]) -> Vec<super::told::Shifted> {
        let affair = &self.inputs.affair;
        let tell = |shift: &usize| self.teller.shifted(&self.world, affair, *shift);
        shifts.iter().map(tell).collect()
    }

    /// Contested between values.
    fn contested(&self, decision: DecisionId, values: Vec<Value>) -> (Standing, PossibleOutcome) {
        let standing = Standing::contested(values.into_iter().map(Some).collect());
        let told = self.teller.settled(decision, &standing);
        (standing, told)
    }

    fn moved(
        &mut self,
        decision: DecisionId,
        from: &State,
        to: Standing,
        told: PossibleOutcome,
        causes: Vec<Cause>,
    ) {
        if from.standing == to {
            return;
        }
        self.moves.push(Move {
            decision: super::follow::name(self.edition, decision),
            from: from.told.clone(),
            to: told,
            causes,
        });
    }

    fn causes(&self, decision: DecisionId, from: &Standing) -> Vec<Cause> {
        let (given, day, old) = self.before;
        let between = Between {
            edition: self.edition,
            other: self.other,
            before: (given, day),
            after: (self.given, self.on),
            inputs: (old, &self.inputs),
        };
        between.causes(decision, from)
    }
}
