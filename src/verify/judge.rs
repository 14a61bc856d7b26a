//! What the rules say of one part of the space: whether a claim surely holds there.
//!
//! A *situation* is an admissible affair with every fact known, a date of the ruleset's period, and
//! for each decision upstream one value that it claims there. A part is void when what is impossible
//! surely holds, when an expression cannot have the value it is held to, or when a decision upstream
//! cannot claim the value it is held to.

use super::part::{Holds, Part};
use super::reading::Reading;
use super::reasons::reason;
use super::seats::Seat;
use super::spans::Spans;
use super::standing::{Claims, Grounds, Standing, never_open};
use crate::model::{DecisionId, Model, RuleId};
use crate::words::Words;

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// The decision has a value.
    Complete(DecisionId),
    /// The rules of the decision that stand conclude alike.
    Agreed(DecisionId),
    /// The first rule is never met without the second; dates left out.
    Included(RuleId, RuleId),
}

/// For each decision of the cone, its rules that are perhaps met.
pub(super) type Live = Vec<Vec<Standing>>;

/// Whoever says what holds, and the part of the space that they look at.
pub(super) struct Judge<'w, 'r> {
    pub(super) reading: &'r Reading<'r>,
    grounds: &'w mut Grounds<'r>,
    goal: Goal,
    /// The decision and all it reads, in the order in which they are decided; the decision last.
    pub(super) cone: Vec<DecisionId>,
    pub(super) part: Part<'r>,
}

impl<'w, 'r> Judge<'w, 'r> {
    /// Before the whole space, with every rule.
    pub(super) fn new(
        reading: &'r Reading<'r>,
        grounds: &'w mut Grounds<'r>,
        goal: Goal,
    ) -> (Self, Live) {
        let (part, cone) = match goal {
            Goal::Complete(decision) | Goal::Agreed(decision) => {
                (Part::whole(reading), cone(reading.model, decision))
            }
            Goal::Included(..) => (Part::free(reading), Vec::new()),
        };
        let rules = |decision: &DecisionId| {
            let rules = &reading.model.decisions[decision.index()].rules;
            rules.iter().map(|rule| (*rule, false)).collect()
        };
        let live = cone.iter().map(rules).collect();
        let this = Self {
            reading,
            grounds,
            goal,
            cone,
            part,
        };
        (this, live)
    }

    /// Keeps the rules that are perhaps met, and finds out which surely are.
    pub(super) fn met(&mut self, rules: &mut Vec<Standing>) {
        rules.retain_mut(|(id, sure)| {
            let rule = &self.reading.rules[id.index()];
            if !*sure {
                match self.part.all_hold([&rule.in_force, &rule.condition]) {
                    Holds::Nowhere => return false,
                    Holds::Perhaps => {}
                    Holds::Everywhere => *sure = true,
                }
            }
            true
        });
    }

    /// Whether a leaf satisfies the claim, or nothing lies in it; if not, why.
    pub(super) fn settle(&mut self, live: &Live) -> Result<(), Words> {
        let mark = self.part.mark();
        let settled = self.settled(live);
        self.part.back(mark);
        settled
    }

    fn settled(&mut self, live: &Live) -> Result<(), Words> {
        let (mut own, upstream) = match live.split_last() {
            Some((own, upstream)) => (own.clone(), upstream),
            None => (Vec::new(), &[][..]),
        };
        self.met(&mut own);
        if self.satisfied(&own) || self.is_void() {
            return Ok(());
        }
        for (number, rules) in upstream.iter().enumerate() {
            let mut rules = rules.clone();
            self.met(&mut rules);
            if !self.claim(self.cone[number], &rules) {
                return Ok(());
            }
        }
        self.met(&mut own);
        if self.satisfied(&own) || self.is_void() {
            return Ok(());
        }
        Err(reason(self.reading.model, self.grounds, self.goal, &own))
    }

    fn satisfied(&mut self, own: &[Standing]) -> bool {
        match self.goal {
            Goal::Complete(decision) => {
                never_open(self.reading.model, decision) || own.iter().any(|(_, sure)| *sure)
            }
            Goal::Agreed(decision) => {
                let declared = &self.reading.model.decisions[decision.index()];
                declared.collect.is_some() || {
                    let left = self.grounds.left(decision, own);
                    self.grounds.alike(decision, &left)
                }
            }
            Goal::Included(rule, within) => {
                let rules = &self.reading.rules;
                let of = |rule: RuleId| &rules[rule.index()].condition;
                self.part.never_without(of(rule), of(within))
            }
        }
    }

    /// Whether no admissible affair lies here.
    fn is_void(&mut self) -> bool {
        let reading = self.reading;
        let impossible = reading.impossible.iter();
        impossible
            .into_iter()
            .any(|it| self.part.holds(it) == Holds::Everywhere)
            || reading.keys.values().any(|&seat| {
                // an expression that no cut was along cannot be at odds with its facts
                *self.part.cell(seat) != reading.domains[seat] && !self.part.bound(seat)
            })
    }

    /// Holds a decision upstream to what it may claim; false if it is held to something else.
    fn claim(&mut self, decision: DecisionId, met: &[Standing]) -> bool {
        match self.grounds.claims(decision, met) {
            Claims::One(values) => match self.reading.find(&Seat::Decision(decision)) {
                Some(seat) => self.part.narrow(seat, &values),
                None => true,
            },
            Claims::List(list) => {
                let seats = self.reading.seats.iter().enumerate();
                let holds = seats.filter_map(|(seat, it)| match it {
                    Seat::Holds(of, leaf) if *of == decision => Some((seat, list.get(leaf))),
                    _ => None,
                });
                holds.into_iter().all(|(seat, has)| match has {
                    None => self.part.narrow(seat, &Spans::one(0)),
                    Some(false) => true,
                    Some(true) => self.part.narrow(seat, &Spans::one(1)),
                })
            }
        }
    }
}

/// A decision and all it reads, directly or not, in the order in which they are decided.
pub(super) fn cone(model: &Model, decision: DecisionId) -> Vec<DecisionId> {
    let mut cone = vec![decision];
    let mut next = 0;
    while let Some(&decision) = cone.get(next) {
        for read in &model.decisions[decision.index()].reads {
            if !cone.contains(read) {
                cone.push(*read);
            }
        }
        next += 1;
    }
    cone.sort_unstable();
    cone
}
