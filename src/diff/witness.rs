//! An affair that shows a difference: the plainest of a box, decided by both rulesets before it is
//! shown, each by its own words and its own table.

use jiff::civil::Date;

use super::Days;
use super::common::Common;
use super::mapping::Mapping;
use super::outcomes::Decisions;
use crate::analysis::plain;
use crate::analysis::setting::Setting;
use crate::model::{Datum, DecisionId, FactId, Model};
use crate::ruleset::Ruleset;
use crate::table::column::{date_of, day_number, index};
use crate::table::region::Cover;
use crate::table::{FactKey, Region};
use crate::verdict::decide::decide_some;
use crate::verdict::outcome::Result;
use crate::verdict::space::{Space, default_date, ordinals};
use crate::verdict::{Affair, Knowledge, Outcome};

/// Steps that deciding one affair may take here; an affair that takes more is not plain.
const STEPS: u64 = 100_000;

/// An affair, as each ruleset reads it.
#[derive(Debug, Clone)]
pub struct Witness {
    /// In the old ruleset; without the facts that it does not know.
    pub old: Affair,
    /// In the new ruleset; without the facts that it does not know.
    pub new: Affair,
    /// Whether deciding it showed the difference.
    pub confirmed: bool,
}

/// What a witness has to show of one decision of both.
pub(super) struct Shows<'a> {
    pub(super) old: &'a Ruleset,
    pub(super) new: &'a Ruleset,
    pub(super) common: &'a Common,
    pub(super) setting: &'a Setting<'a>,
    pub(super) decisions: &'a Decisions,
    pub(super) days: &'a Days,
}

impl Shows<'_> {
    /// The plainest affair of a box that goes from one result to another.
    pub(super) fn witness(
        &self,
        space: &Space,
        regions: &[Region],
        decisions: (DecisionId, DecisionId),
        results: (&Result, &Result),
    ) -> Witness {
        let day = self.day(space);
        let made = |all: bool| Affair {
            as_of: day,
            ..plain::affair(self.setting, space, all)
        };
        let shown = |affair: &Affair| self.shown(affair, decisions, results);
        let few = made(false);
        let mut affair = if shown(&few).is_some() {
            few
        } else {
            let all = made(true);
            if shown(&all).is_none() {
                let (old, new) = self.read(&all);
                return Witness {
                    old,
                    new,
                    confirmed: false,
                };
            }
            all
        };
        // a fact that the region around it restricts is not worth trying
        let around = regions
            .iter()
            .find(|region| region.covers(&space.cells) == Cover::All);
        let restricted = |fact: usize| {
            let key = FactKey::Fact(FactId(index(fact)));
            let columns = self.setting.table.fact_columns.get(&key);
            let mut columns = columns.into_iter().flatten();
            around.is_some_and(|region| columns.any(|at| region.cell(*at).is_some()))
        };
        let mut known: Vec<usize> = (0..affair.facts.len())
            .filter(|&fact| affair.facts[fact] != Knowledge::Unknown && !restricted(fact))
            .collect();
        known.sort_by_key(|&fact| std::cmp::Reverse(self.setting.model.facts[fact].declared));
        for fact in known {
            let kept = std::mem::take(&mut affair.facts[fact]);
            if shown(&affair).is_none() {
                affair.facts[fact] = kept;
            }
        }
        let (old, new) = shown(&affair).unwrap_or_else(|| self.read(&affair));
        Witness {
            old,
            new,
            confirmed: true,
        }
    }

    /// The affair as both admit it, if it shows what it should.
    fn shown(
        &self,
        affair: &Affair,
        decisions: (DecisionId, DecisionId),
        results: (&Result, &Result),
    ) -> Option<(Affair, Affair)> {
        let (old, new) = self.read(affair);
        let old = self.old.admit(old).ok()?;
        let new = self.new.admit(new).ok()?;
        let comes = |ruleset: &Ruleset, affair: &Affair, decision: DecisionId, to: &Result| {
            let inner = &ruleset.0;
            let outcomes = decide_some(&inner.model, &inner.table, affair, &[decision], STEPS);
            outcomes.first().and_then(result).as_ref() == Some(to)
        };
        (comes(self.old, &old, decisions.0, results.0)
            && comes(self.new, &new, decisions.1, results.1)
            && self.decisions.as_new(decisions.0, results.0) != *results.1)
            .then_some((old, new))
    }

    /// The affair in the words of each.
    fn read(&self, affair: &Affair) -> (Affair, Affair) {
        let (old_day, new_day) = self.days.fixed();
        let mut old = read(affair, &self.common.from_old, &self.old.0.model);
        let mut new = read(affair, &self.common.from_new, &self.new.0.model);
        old.as_of = old_day.or(affair.as_of);
        new.as_of = new_day.or(affair.as_of);
        (old, new)
    }

    /// The day, where something looks at it and the days that the rulesets take by themselves would
    /// not do.
    fn day(&self, space: &Space) -> Option<Date> {
        let (model, table) = (self.setting.model, self.setting.table);
        let reads = |facts: &[FactKey]| facts.contains(&FactKey::AsOf);
        let looked_at = self.setting.days().is_some()
            || table.expressions.iter().any(|(_, facts)| reads(facts));
        if !looked_at {
            return None;
        }
        let days = ordinals(model, table, space, FactKey::AsOf);
        let inside = |day: &Date| {
            let at = day_number(*day);
            days.iter().any(|&(low, high)| low <= at && at <= high)
        };
        let own = [&self.new.0.model, &self.old.0.model].map(default_date);
        let usual = Date::constant(2024, 1, 1);
        let day = own
            .into_iter()
            .flatten()
            .chain([usual])
            .find(inside)
            .or_else(|| {
                let &(low, high) = days.first()?;
                Some(date_of(if low <= 0 { high } else { low }))
            })?;
        (own != [Some(day), Some(day)]).then_some(day)
    }
}

/// An affair of the shared space as one ruleset reads it.
fn read(affair: &Affair, mapping: &Mapping, model: &Model) -> Affair {
    let mut read = Affair::unknown(model);
    for (fact, shared) in mapping.facts.iter().enumerate() {
        let leaf = |shared: u32| match &mapping.leaves[fact] {
            None => Some(shared),
            Some(leaves) => (0..)
                .zip(leaves)
                .find(|(_, to)| **to == Some(shared))
                .map(|(leaf, _)| leaf),
        };
        read.facts[fact] = match &affair.facts[shared.index()] {
            Knowledge::Known(Datum::Leaf(at)) => leaf(*at).map_or(Knowledge::Unknown, |leaf| {
                Knowledge::Known(Datum::Leaf(leaf))
            }),
            Knowledge::Known(Datum::Set(leaves)) => {
                let mut leaves: Vec<u32> = leaves.iter().filter_map(|at| leaf(*at)).collect();
                leaves.sort_unstable();
                Knowledge::Known(Datum::Set(leaves))
            }
            other => other.clone(),
        };
    }
    read
}

/// What a decision came to, if that is known.
pub(crate) fn result(outcome: &Outcome) -> Option<Result> {
    Some(match outcome {
        Outcome::Decided { value, .. } => Result::Decided(value.clone()),
        Outcome::Contested { claims, .. } => {
            Result::Contested(claims.iter().map(|claim| claim.value.clone()).collect())
        }
        Outcome::Unclassified => Result::Unclassified,
        Outcome::Undetermined { .. } => return None,
    })
}
