//! A ruleset as it was known on a day: without the rules that were adopted later.
//!
//! In: a checked model. Out: another, checked as well, in which nothing refers to what is left out.
//! Examples stay behind: they say what the whole ruleset comes to.

use jiff::civil::Date;

use super::canon::digest;
use super::{Level, Model, OverrideTarget, Rule, RuleId};

/// The end of a ruleset's period as a day could tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// As it is written.
    Stands,
    /// It was not set yet: until the next version that was known, if there is one.
    Moves(Option<Date>),
}

impl Level {
    /// The first day on which it was known: that of its adoption; one that does not say is known from
    /// the day it takes effect. `None` is always.
    pub fn known_from(&self) -> Option<Date> {
        self.adopted.or(self.effective.from)
    }
}

impl Model {
    /// The ruleset as it was known on a day, where that is another than it is now.
    pub(crate) fn as_known_on(&self, day: Date, end: End) -> Option<Self> {
        let known = |rule: &Rule| rule.adopted.is_none_or(|adopted| adopted <= day);
        let keep: Vec<bool> = self.rules.iter().map(known).collect();
        if end == End::Stands && keep.iter().all(|&keep| keep) {
            return None;
        }
        let mut model = self.clone();
        model.examples.clear();
        model.leave_out(&keep);
        if let End::Moves(until) = end {
            model.last_until(until);
        }
        model.as_known_on = Some(day);
        model.digest = digest(&model);
        Some(model)
    }

    fn leave_out(&mut self, keep: &[bool]) {
        let mut kept = 0..;
        let ids: Vec<Option<RuleId>> = keep
            .iter()
            .map(|&keep| keep.then(|| kept.next()).flatten().map(RuleId))
            .collect();
        let now = |rule: &mut RuleId| match ids[rule.index()] {
            Some(id) => {
                *rule = id;
                true
            }
            None => false,
        };
        let mut at = 0..;
        self.rules
            .retain(|_| at.next().is_some_and(|at: usize| keep[at]));
        for rule in &mut self.rules {
            rule.overrides
                .retain_mut(|stated| match &mut stated.target {
                    OverrideTarget::Rule(id) => now(id),
                    OverrideTarget::Table(_) => true,
                });
        }
        for decision in &mut self.decisions {
            decision.rules.retain_mut(now);
        }
        for table in &mut self.tables {
            table.rows.retain_mut(now);
        }
        for overlap in &mut self.overlaps {
            overlap.rules.retain_mut(now);
        }
        self.priority = self.priority.among(keep);
    }

    /// Moves the end of the period, and of whatever ended with it.
    fn last_until(&mut self, until: Option<Date>) {
        let old = self.levels.last().and_then(|level| level.effective.until);
        for level in &mut self.levels {
            if level.effective.until == old {
                level.effective.until = until;
            }
        }
        for rule in &mut self.rules {
            let level = &self.levels[rule.level.index()].effective;
            rule.effective = rule.own.and(level);
        }
    }
}
