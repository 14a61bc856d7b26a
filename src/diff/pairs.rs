//! The rules of two rulesets, side by side.
//!
//! In: two rulesets. Out: which old rule is which new one, and, over the shared space, how alike the
//! two are. Rules go by their ids; rows without one by what they say, then by their number; a rule
//! whose id is gone by what it says, for then it was given another name.

use std::collections::BTreeMap;

use super::common::Common;
use super::outcomes::Decisions;
use crate::model::canon::declared::{Declared, What};
use crate::model::{Ground, Model, RuleId};
use crate::table::column::index;
use crate::table::{ClassSet, ColumnKey, DecisionTable, Region};

/// An old rule and a new one, or one without the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) old: Option<RuleId>,
    pub(crate) new: Option<RuleId>,
}

/// How alike the two rules of a pair are over the shared space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// Met by the same affairs, with the same effect.
    Same,
    /// Of the same effect; met by other affairs.
    Elsewhere,
    /// Of another effect, or one of them alone.
    Other,
}

/// Which old rule is which new one. `old` and `new` are the declarations of both.
pub(super) fn paired(
    (old, old_declared): (&Model, &[Declared]),
    (new, new_declared): (&Model, &[Declared]),
) -> Vec<Pair> {
    let mut of_old: Vec<Option<RuleId>> = vec![None; old.rules.len()];
    let mut taken = vec![false; new.rules.len()];
    let by_id: BTreeMap<&str, usize> = named(new, |_| true);
    for (at, rule) in old.rules.iter().enumerate().filter(|(_, it)| it.referable) {
        if let Some(&other) = by_id.get(rule.id.as_str())
            && new.rules[other].referable
        {
            of_old[at] = Some(RuleId(index(other)));
            taken[other] = true;
        }
    }
    // what they say: the same words under another id, or on another row
    let said = |declared: &[Declared]| -> BTreeMap<String, String> {
        let rules = declared.iter().filter(|it| it.what == What::Rule);
        rules.map(|it| (it.key.clone(), it.meaning())).collect()
    };
    let open = of_old.iter().any(Option::is_none) && taken.contains(&false);
    if open {
        let (old_said, new_said) = (said(old_declared), said(new_declared));
        let mut by_meaning: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, rule) in new
            .rules
            .iter()
            .enumerate()
            .rev()
            .filter(|(at, _)| !taken[*at])
        {
            if let Some(meaning) = new_said.get(&rule.id) {
                by_meaning.entry(meaning).or_default().push(at);
            }
        }
        for (at, rule) in old.rules.iter().enumerate() {
            if of_old[at].is_none()
                && let Some(meaning) = old_said.get(&rule.id)
                && let Some(other) = by_meaning.get_mut(meaning.as_str()).and_then(Vec::pop)
            {
                of_old[at] = Some(RuleId(index(other)));
                taken[other] = true;
            }
        }
        // rows whose number is all they have
        let by_id = named(new, |at| !taken[at] && !new.rules[at].referable);
        for (at, rule) in old.rules.iter().enumerate() {
            if of_old[at].is_none()
                && !rule.referable
                && let Some(&other) = by_id.get(rule.id.as_str())
            {
                of_old[at] = Some(RuleId(index(other)));
                taken[other] = true;
            }
        }
    }
    let pairs = of_old.into_iter().enumerate().map(|(at, new)| Pair {
        old: Some(RuleId(index(at))),
        new,
    });
    let added = taken.iter().enumerate().filter(|(_, taken)| !**taken);
    let added = added.map(|(at, _)| Pair {
        old: None,
        new: Some(RuleId(index(at))),
    });
    pairs.chain(added).collect()
}

fn named(model: &Model, which: impl Fn(usize) -> bool) -> BTreeMap<&str, usize> {
    let rules = model.rules.iter().enumerate();
    rules
        .filter(|(at, _)| which(*at))
        .map(|(at, rule)| (rule.id.as_str(), at))
        .collect()
}

/// How alike the rules of each pair are.
pub(super) fn alike(common: &Common, pairs: &[Pair], decisions: &Decisions) -> Vec<Alike> {
    let effects = Effects::new(common, pairs);
    let columns = outcome_columns(common, decisions);
    pairs
        .iter()
        .map(|pair| {
            let (Some(old), Some(new)) = (pair.old, pair.new) else {
                return Alike::Other;
            };
            if !effects.same(decisions, old, new) {
                return Alike::Other;
            }
            let (a, b) = (
                &common.old.table.rules[old.index()],
                &common.new.table.rules[new.index()],
            );
            let same = |(a, b): (&Region, &Region)| {
                same_cells(common.columns, &columns, a.cells(), b.cells())
            };
            if a.len() == b.len() && a.iter().zip(b).all(same) {
                Alike::Same
            } else if reads_decisions(common.columns, a) || reads_decisions(common.columns, b) {
                // what decisions come to is not compared within a box
                Alike::Other
            } else {
                Alike::Elsewhere
            }
        })
        .collect()
}

fn reads_decisions(columns: usize, regions: &[Region]) -> bool {
    let mut cells = regions.iter().flat_map(Region::cells);
    cells.any(|cell| cell.0 as usize >= columns)
}

/// For each old column of a decision, the new one whose classes are the same.
type OutcomeColumns = BTreeMap<u32, u32>;

fn outcome_columns(common: &Common, decisions: &Decisions) -> OutcomeColumns {
    let (old, new) = (&common.old.table, &common.new.table);
    let column = |table: &DecisionTable, key: &ColumnKey| table.column(key);
    let mut columns = OutcomeColumns::new();
    for (at, of) in (0..).zip(&old.columns).skip(common.columns) {
        let key = match &of.key {
            ColumnKey::Outcome(decision) => decisions.new_of(*decision).map(ColumnKey::Outcome),
            ColumnKey::Decided(decision) => decisions.new_of(*decision).map(ColumnKey::Decided),
            ColumnKey::Collected(decision, leaf) => decisions
                .new_of(*decision)
                .map(|to| ColumnKey::Collected(to, decisions.leaf(*decision, *leaf))),
            _ => None,
        };
        let Some((key, other)) = key.and_then(|key| column(new, &key).map(|other| (key, other)))
        else {
            continue;
        };
        let there = &new.columns[other as usize];
        let plain = match key {
            ColumnKey::Outcome(to) => decisions.same_values(to),
            _ => true,
        };
        if plain
            && there.scale == of.scale
            && there.optional == of.optional
            && there.size == of.size
        {
            columns.insert(at, other);
        }
    }
    columns
}

fn same_cells(
    facts: usize,
    columns: &OutcomeColumns,
    old: &[(u32, ClassSet)],
    new: &[(u32, ClassSet)],
) -> bool {
    if old.len() != new.len() {
        return false;
    }
    let is_fact = |cell: &&(u32, ClassSet)| (cell.0 as usize) < facts;
    let count = old.iter().filter(is_fact).count();
    old[..count] == new[..count]
        && old[count..].iter().all(|(column, classes)| {
            columns.get(column).is_some_and(|to| {
                let there = new[count..].iter().find(|cell| cell.0 == *to);
                there.is_some_and(|cell| cell.1 == *classes)
            })
        })
}

/// Whether no decision looks at the dates of rules, or the dates of the rules that both have stand in
/// the same order: a new version mostly moves them all.
fn dates_alike(common: &Common, pairs: &[Pair]) -> bool {
    let (old, new) = (&common.old.model, &common.new.model);
    let by_date = |model: &Model| {
        let mut decisions = model.decisions.iter();
        decisions.any(|it| it.resolve_by.contains(&Ground::Posterior))
    };
    if !by_date(old) && !by_date(new) {
        return true;
    }
    let both = pairs.iter().filter_map(|pair| Some((pair.old?, pair.new?)));
    let dates = both.map(|(a, b)| (old.rules[a.index()].dated, new.rules[b.index()].dated));
    let mut dates: Vec<_> = dates.collect();
    dates.sort_unstable();
    dates.dedup();
    // one new date for each old one, later for later; undated rules are not compared
    dates.iter().all(|(a, b)| a.is_some() == b.is_some())
        && dates
            .windows(2)
            .all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1)
}

/// What rules do where they are met: what they conclude, and which others they beat.
struct Effects<'a> {
    old: &'a Common,
    to_new: Vec<Option<RuleId>>,
    to_old: Vec<Option<RuleId>>,
    /// Whether `overrides` has to be compared rule by rule.
    stated: bool,
    /// Whether `posterior` says of any two rules of both what it said before.
    dates_alike: bool,
}

impl<'a> Effects<'a> {
    fn new(common: &'a Common, pairs: &[Pair]) -> Self {
        let mut to_new = vec![None; common.old.model.rules.len()];
        let mut to_old = vec![None; common.new.model.rules.len()];
        for pair in pairs {
            if let Some(old) = pair.old {
                to_new[old.index()] = pair.new;
            }
            if let Some(new) = pair.new {
                to_old[new.index()] = pair.old;
            }
        }
        let none = common.old.model.priority.is_empty() && common.new.model.priority.is_empty();
        Self {
            old: common,
            to_new,
            to_old,
            stated: !none,
            dates_alike: dates_alike(common, pairs),
        }
    }

    fn same(&self, decisions: &Decisions, old: RuleId, new: RuleId) -> bool {
        let (a, b) = (&self.old.old, &self.old.new);
        let (one, two) = (&a.model.rules[old.index()], &b.model.rules[new.index()]);
        one.mandatory == two.mandatory
            && one.level == two.level
            && a.model.levels.len() == b.model.levels.len()
            && (self.dates_alike || one.dated == two.dated)
            && one.conclusions.len() == two.conclusions.len()
            && one.conclusions.iter().all(|said| {
                decisions.new_of(said.decision).is_some_and(|to| {
                    decisions.data(said.decision, &said.values) == b.model.concluded(new, to)
                })
            })
            && self.beats_the_same(old, new)
            && self.more_special_than_the_same(old, new)
    }

    /// Rules that only one ruleset has say for themselves that they are there.
    fn beats_the_same(&self, old: RuleId, new: RuleId) -> bool {
        if !self.stated {
            return true;
        }
        let (a, b) = (&self.old.old.model.priority, &self.old.new.model.priority);
        match (a.concerns(old), b.concerns(new)) {
            (false, false) => true,
            _ => {
                let (from_old, from_new) = (a.beaten_by(&[old]), b.beaten_by(&[new]));
                let mut others = self.to_new.iter().zip(0..);
                others.all(|(to, at)| {
                    to.is_none_or(|to| a.is_in(RuleId(at), &from_old) == b.is_in(to, &from_new))
                })
            }
        }
    }

    fn more_special_than_the_same(&self, old: RuleId, new: RuleId) -> bool {
        let there = self.old.new.table.special.wider_than(new);
        let mut from_old: Vec<RuleId> = self
            .old
            .old
            .table
            .special
            .wider_than(old)
            .iter()
            .filter_map(|rule| self.to_new[rule.index()])
            .collect();
        from_old.sort_unstable();
        let paired = |rule: &&RuleId| self.to_old[rule.index()].is_some();
        there.iter().filter(paired).eq(&from_old)
    }
}
