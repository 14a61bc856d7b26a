//! The worlds of a decision, and how each of its rules fares in them.

use super::defeated::{Fought, fought};
use super::reason::Held;
use super::rule::Ground;
use super::world::{Setting, World};
use crate::model::{DecisionId, RuleId};
use crate::table::Region;
use crate::verdict::defeat::Relations;
use crate::verdict::explore::{self, Steps, admissible};

/// Steps taken to find out whether a rule may still be met.
const MOST_STEPS: u64 = 2_000;

/// The worlds of a decision with what became of its rules in each.
pub(super) struct Worlds<'a> {
    pub(super) decision: DecisionId,
    pub(super) each: Vec<(World<'a>, Fought)>,
    /// The world in which every contested decision may be any of its claims.
    pub(super) joint: World<'a>,
    /// Whether the decision's rules are met in that world, in their order.
    pub(super) jointly: Vec<Held>,
}

/// How a rule fared in one world; the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    NotMet,
    Beaten,
    Open,
    Left,
}

impl<'a> Worlds<'a> {
    pub(super) fn of(setting: &'a Setting<'a>, decision: DecisionId) -> Self {
        let each = setting.worlds(decision).into_iter().map(|world| {
            let fought = fought(&world, decision);
            (world, fought)
        });
        let (each, joint): (Vec<_>, _) = (each.collect(), setting.joint());
        let jointly = match each.as_slice() {
            // with nothing to choose it is the only world
            [(world, fought)] if world.choices.is_empty() => fought.held.clone(),
            _ => setting.model.decisions[decision.index()]
                .rules
                .iter()
                .map(|rule| joint.rule(*rule))
                .collect(),
        };
        Self {
            decision,
            each,
            joint,
            jointly,
        }
    }

    pub(super) fn fate(fought: &Fought, position: usize, rule: RuleId) -> Fate {
        match fought.held[position] {
            Held::No => Fate::NotMet,
            _ if fought.left.sure.binary_search(&rule).is_ok() => Fate::Left,
            Held::Yes if fought.beaten.contains_key(&rule) => Fate::Beaten,
            _ => Fate::Open,
        }
    }

    /// Whether some admissible affair that agrees with what is known meets a rule, decisions aside.
    /// Where that is not found out in a few steps, it may.
    pub(super) fn may_be_met(&self, rule: RuleId) -> bool {
        let setting = self.joint.setting;
        let (model, table, space) = (setting.model, setting.table, setting.space());
        let regions = &table.rules[rule.index()];
        let apart = |region: &&Region| {
            let cells = region.cells().iter();
            cells
                .into_iter()
                .any(|(column, classes)| space.cells[*column as usize].is_disjoint(classes))
        };
        let left: Vec<&Region> = regions.iter().filter(|region| !apart(region)).collect();
        left.into_iter().any(|region| {
            if !setting.can_afford(space.cells.len()) {
                return true;
            }
            let mut inside = space.clone();
            for (column, classes) in region.cells() {
                let cell = &mut inside.cells[*column as usize];
                *cell = cell.and(classes);
            }
            let mut steps = Steps {
                taken: 0,
                limit: MOST_STEPS,
                unsure: false,
            };
            admissible(explore::Ground { model, table }, inside, &mut steps).unwrap_or(true)
        })
    }

    /// A rule that is met and beats another in every world, and on which ground.
    pub(super) fn beater(&self, loser: RuleId) -> Option<(RuleId, Ground)> {
        let setting = self.joint.setting;
        let relations = Relations::of(setting.model, setting.table);
        let ((_, first), others) = self.each.split_first()?;
        let here = (relations, self.decision);
        let everywhere = |by: &(RuleId, Ground)| {
            let beats = |(_, fought): &(_, Fought)| fought.beats(here, *by, loser, true);
            others.iter().all(beats)
        };
        // mostly it is the same everywhere
        let chosen = first.beaten.get(&loser).copied().filter(everywhere);
        chosen.or_else(|| {
            let mut all = first.beaters(relations, self.decision, loser).into_iter();
            all.find(everywhere)
        })
    }

    /// Whether what is said of an open rule in one world is so in all: that it is met, and what beats
    /// it, or would.
    pub(super) fn alike(&self, told: &Fought, position: usize, rule: RuleId) -> bool {
        let setting = self.joint.setting;
        let here = (Relations::of(setting.model, setting.table), self.decision);
        let met = |fought: &Fought| fought.held[position] == Held::Yes;
        self.each.iter().all(|(_, fought)| {
            let beats = |by: Option<&(RuleId, Ground)>, surely| {
                by.is_none_or(|by| fought.beats(here, *by, rule, surely))
            };
            met(fought) == met(told)
                && beats(told.beaten.get(&rule), true)
                && beats(told.threatened.get(&rule), false)
        })
    }

    /// The rules that are not met, or may not be, and the others; winners are among these.
    pub(super) fn parted(&self, winners: &[RuleId]) -> (Vec<RuleId>, Vec<RuleId>) {
        let rules = &self.joint.setting.model.decisions[self.decision.index()].rules;
        let (met, unmet): (Vec<_>, Vec<_>) = rules
            .iter()
            .zip(&self.jointly)
            .partition(|(rule, held)| **held == Held::Yes || winners.contains(rule));
        let rules = |of: Vec<(&RuleId, _)>| of.into_iter().map(|(rule, _)| *rule).collect();
        (rules(unmet), rules(met))
    }

    /// The rules that win in every world, as far as can be said without deciding again.
    pub(super) fn left_everywhere(&self) -> Vec<RuleId> {
        let Some(((_, first), others)) = self.each.split_first() else {
            return Vec::new();
        };
        let everywhere = |rule: &&RuleId| {
            others
                .iter()
                .all(|(_, fought)| fought.left.sure.binary_search(rule).is_ok())
        };
        first.left.sure.iter().filter(everywhere).copied().collect()
    }
}
