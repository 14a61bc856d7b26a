//! One explanation being checked.

use std::collections::{BTreeMap, BTreeSet};

use super::at::At;
use super::engine::{Aim, Engine, Go, TooHard};
use super::head::Affair;
use super::knows::{Knows, held, narrow};
use super::outcome::claims;
use super::sight::Tester;
use super::told::{Claims, Told};
use super::unchecked::Unchecked;
use crate::model::{DecisionId, FactId, Model, RuleId};
use crate::verify::arithmetic::day;
use crate::verify::part::Part;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;
use crate::words::Words;

/// One explanation being checked.
pub(super) struct Checking<'r, 'd> {
    pub(super) model: &'r Model,
    pub(super) engine: Engine<'r>,
    pub(super) tester: Tester<'r>,
    pub(super) affair: Affair<'r>,
    /// By `DecisionId`.
    pub(super) told: Vec<Told<'d>>,
    pub(super) unchecked: Vec<Unchecked>,
}

/// Facts that are otherwise than in the affair: as this, or (none) anything.
pub(super) type Otherwise = BTreeMap<FactId, Option<Knows>>;

/// What a decision comes to all over a part.
pub(super) enum Came {
    /// Nothing: no affair lies there.
    Nothing,
    /// Always what is wanted: these results, and these rules win in every case.
    Always(BTreeSet<Claims>, BTreeSet<RuleId>),
    /// To something else, here and there.
    Else(Claims),
}

impl<'r> Checking<'r, '_> {
    /// Notes what could not be settled.
    pub(super) fn too_hard(&mut self, at: &At, what: Words) {
        self.unchecked.push(Unchecked::new(at, what));
    }

    /// The affair with some facts otherwise.
    pub(super) fn with(&self, otherwise: &Otherwise) -> Part<'r> {
        let reading = self.engine.reading;
        let mut part = Part::whole(reading);
        if let (Some(seat), Some(date)) = (reading.find(&Seat::AsOf), self.affair.as_of) {
            part.narrow(seat, &Spans::one(day(date)));
        }
        for (number, knows) in (0..).zip(&self.affair.facts) {
            let fact = FactId(number);
            let knows = match otherwise.get(&fact) {
                Some(Some(other)) => other,
                Some(None) => continue,
                None => knows,
            };
            narrow(&mut part, &held(reading, fact, knows));
        }
        part
    }

    /// What a decision comes to in a part, so far as it is what is wanted.
    pub(super) fn came(
        &mut self,
        part: &mut Part<'r>,
        id: DecisionId,
        winners: bool,
        wanted: &dyn Fn(&Claims) -> bool,
    ) -> Result<Came, TooHard> {
        let mut results = BTreeSet::new();
        let mut always: Option<BTreeSet<RuleId>> = None;
        let mut missed = None;
        let aim = Aim {
            winners,
            ..Aim::default()
        };
        self.engine.allow(super::QUESTION);
        self.engine
            .explore(part, id, aim, &mut |engine, part, worlds| {
                let comes_to = claims(worlds);
                let is_wanted = wanted(&comes_to);
                // what is wanted and seen already needs no affair to show it
                if is_wanted && !winners && results.contains(&comes_to) {
                    return Ok(Go::On);
                }
                if !engine.holds_an_affair(part)? {
                    return Ok(Go::On);
                }
                if !is_wanted {
                    missed = Some(comes_to);
                    return Ok(Go::Stop);
                }
                let mut won: BTreeSet<RuleId> = BTreeSet::new();
                for (number, world) in worlds.iter().enumerate() {
                    match (number, comes_to.len()) {
                        (0, _) => won.clone_from(&world.winners),
                        // of one value the rules of every world, of claims those of any
                        (_, 1) => won.retain(|rule| world.winners.contains(rule)),
                        _ => won.extend(&world.winners),
                    }
                }
                match &mut always {
                    None => always = Some(won),
                    Some(always) => always.retain(|rule| won.contains(rule)),
                }
                results.insert(comes_to);
                Ok(Go::On)
            })?;
        Ok(match (missed, always) {
            (Some(claims), _) => Came::Else(claims),
            (None, Some(always)) => Came::Always(results, always),
            (None, None) => Came::Nothing,
        })
    }
}
