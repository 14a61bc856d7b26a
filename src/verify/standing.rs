//! Which rules are left when every ground has been applied, and what decisions may then claim.
//!
//! In: the rules of a decision that are perhaps met on a part of the space, each with whether it
//! surely is. Out: the same of the rules left. A rule is surely gone when one that surely stands beats
//! it, and perhaps gone when one that perhaps stands does.

use std::collections::{BTreeMap, BTreeSet};

use super::seats::{none, otherwise, values};
use super::spans::Spans;
use crate::model::{Collect, DecisionId, Ground, Model, OverrideTarget, RuleId, TableId};

/// A rule that is perhaps met, or perhaps left; whether it surely is.
pub(super) type Standing = (RuleId, bool);

/// What the rules left claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claims {
    /// One of these values.
    One(Spans),
    /// A list: these leaves perhaps, with whether surely.
    List(BTreeMap<u32, bool>),
}

/// How rules of a ruleset beat each other.
#[derive(Debug)]
pub(super) struct Grounds<'m> {
    model: &'m Model,
    /// Pairs of rules: every affair of the first is one of the second.
    pub(super) included: BTreeSet<(RuleId, RuleId)>,
    /// Pairs of rules: the first has an affair that the second has not.
    pub(super) wider: BTreeSet<(RuleId, RuleId)>,
    /// What the rows of each table state to override.
    by_rows: Vec<Vec<OverrideTarget>>,
    /// What each rule overrides, as far as it was asked for.
    overridden: BTreeMap<RuleId, Overridden>,
}

/// All that a rule overrides, directly or through others.
#[derive(Debug, Default)]
struct Overridden {
    rules: BTreeSet<RuleId>,
    tables: BTreeSet<TableId>,
}

/// A ground as applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    Mandatory,
    Stated,
    Listed(Ground),
}

/// Whether a rule beats another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beats {
    pub(super) surely: bool,
    pub(super) perhaps: bool,
}

impl<'m> Grounds<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let stated = |rows: &Vec<RuleId>| {
            let mut all: Vec<OverrideTarget> = Vec::new();
            for stated in rows
                .iter()
                .flat_map(|row| &model.rules[row.index()].overrides)
            {
                if !all.contains(&stated.target) {
                    all.push(stated.target);
                }
            }
            all
        };
        Self {
            model,
            included: BTreeSet::new(),
            wider: BTreeSet::new(),
            by_rows: model
                .tables
                .iter()
                .map(|table| stated(&table.rows))
                .collect(),
            overridden: BTreeMap::new(),
        }
    }

    /// The rules left.
    pub(super) fn left(&mut self, decision: DecisionId, met: &[Standing]) -> Vec<Standing> {
        let declared = &self.model.decisions[decision.index()];
        let mut standing = met.to_vec();
        for ground in self.applied(decision) {
            // where all conclude alike, whoever is left claims the same
            if declared.collect.is_none() && self.alike(decision, &standing) {
                break;
            }
            standing = self.apply(ground, decision, &standing);
        }
        standing
    }

    /// The grounds of a decision, in the order in which they apply.
    pub(super) fn applied(&self, decision: DecisionId) -> Vec<Applied> {
        let declared = &self.model.decisions[decision.index()];
        let listed = declared.resolve_by.iter().copied().map(Applied::Listed);
        match declared.collect {
            Some(_) => vec![Applied::Stated],
            None => [Applied::Mandatory, Applied::Stated]
                .into_iter()
                .chain(listed)
                .collect(),
        }
    }

    /// Whether rules conclude alike about a decision.
    pub(super) fn alike(&self, decision: DecisionId, rules: &[Standing]) -> bool {
        let mut concluded = rules
            .iter()
            .map(|(rule, _)| self.model.concluded(*rule, decision));
        concluded
            .next()
            .is_none_or(|first| concluded.all(|next| next == first))
    }

    /// The rules left by one ground.
    pub(super) fn apply(
        &mut self,
        ground: Applied,
        decision: DecisionId,
        standing: &[Standing],
    ) -> Vec<Standing> {
        let mut left = Vec::with_capacity(standing.len());
        for &(rule, sure) in standing {
            let (mut gone, mut shaken) = (false, false);
            for &(other, surely_stands) in standing.iter().filter(|(other, _)| *other != rule) {
                let beats = self.beats(ground, decision, other, rule);
                gone |= beats.surely && surely_stands;
                shaken |= beats.perhaps;
            }
            if !gone {
                left.push((rule, sure && !shaken));
            }
        }
        left
    }

    /// Whether a rule beats another on one ground.
    pub(super) fn beats(
        &mut self,
        ground: Applied,
        decision: DecisionId,
        winner: RuleId,
        loser: RuleId,
    ) -> Beats {
        let model = self.model;
        let (a, b) = (&model.rules[winner.index()], &model.rules[loser.index()]);
        let (one, other) = (
            model.concluded(winner, decision),
            model.concluded(loser, decision),
        );
        let surely = match ground {
            Applied::Mandatory => a.mandatory && a.level < b.level,
            Applied::Stated => !a.overrides.is_empty() && self.overrides(winner, loser),
            Applied::Listed(_) if one == other => false,
            Applied::Listed(Ground::Superior) => a.level < b.level,
            Applied::Listed(Ground::Posterior) => a.dated.zip(b.dated).is_some_and(|(a, b)| a > b),
            Applied::Listed(Ground::Highest) => one > other,
            Applied::Listed(Ground::Lowest) => one < other,
            Applied::Listed(Ground::Specialis) => {
                let (inward, outward) = ((winner, loser), (loser, winner));
                return Beats {
                    surely: self.included.contains(&inward) && self.wider.contains(&outward),
                    perhaps: !self.wider.contains(&inward) && !self.included.contains(&outward),
                };
            }
        };
        Beats {
            surely,
            perhaps: surely,
        }
    }

    /// Whether a rule overrides another, as written or through others.
    fn overrides(&mut self, winner: RuleId, loser: RuleId) -> bool {
        let (model, by_rows) = (self.model, &self.by_rows);
        let all = self.overridden.entry(winner);
        let all = all.or_insert_with(|| Overridden::by(model, by_rows, winner));
        let table = model.rules[loser.index()].row.map(|(table, _)| table);
        all.rules.contains(&loser) || table.is_some_and(|table| all.tables.contains(&table))
    }

    /// What a decision may claim, and all that it may, when of its rules these are met.
    pub(super) fn claims(&mut self, decision: DecisionId, met: &[Standing]) -> Claims {
        let model = self.model;
        let declared = &model.decisions[decision.index()];
        let left = self.left(decision, met);
        let of = |rule: RuleId| values(model, rule, decision);
        // a ground never removes the last rule
        let some_met = met.iter().any(|(_, sure)| *sure);
        let one = |numbers: &mut dyn Iterator<Item = i128>| {
            let without = if some_met {
                Spans::default()
            } else {
                otherwise(declared)
            };
            let claimed = numbers.map(Spans::one).chain([without]);
            let stretches = claimed.flat_map(|value| value.stretches().to_vec());
            Claims::One(Spans::new(stretches.collect::<Vec<_>>()))
        };
        let sure = || {
            left.iter()
                .filter(|(_, sure)| *sure)
                .flat_map(|(rule, _)| of(*rule))
        };
        let mut all = left.iter().flat_map(|(rule, _)| of(*rule));
        match declared.collect {
            None => one(&mut all),
            Some(Collect::Min) => {
                let least = sure().min();
                one(&mut all.filter(|value| least.is_none_or(|least| *value <= least)))
            }
            Some(Collect::Max) => {
                let greatest = sure().max();
                one(&mut all.filter(|value| greatest.is_none_or(|greatest| greatest <= *value)))
            }
            Some(Collect::Sum) => {
                let (mut low, mut high) = (0, 0);
                for (rule, sure) in &left {
                    for amount in of(*rule) {
                        low += if *sure { amount } else { amount.min(0) };
                        high += if *sure { amount } else { amount.max(0) };
                    }
                }
                Claims::One(Spans::whole(low, high))
            }
            Some(Collect::Count) => {
                let distinct = |numbers: &mut dyn Iterator<Item = i128>| {
                    let distinct = numbers.collect::<BTreeSet<i128>>().len();
                    i128::try_from(distinct).unwrap_or(i128::MAX)
                };
                Claims::One(Spans::whole(distinct(&mut sure()), distinct(&mut all)))
            }
            Some(Collect::List) => {
                let mut list = BTreeMap::new();
                for (rule, sure) in &left {
                    for leaf in of(*rule).filter_map(|leaf| u32::try_from(leaf).ok()) {
                        *list.entry(leaf).or_insert(false) |= sure;
                    }
                }
                Claims::List(list)
            }
        }
    }
}

impl Overridden {
    fn by(model: &Model, by_rows: &[Vec<OverrideTarget>], rule: RuleId) -> Self {
        let mut all = Self::default();
        let of = |rule: RuleId| {
            model.rules[rule.index()]
                .overrides
                .iter()
                .map(|it| it.target)
        };
        let mut open: Vec<OverrideTarget> = of(rule).collect();
        while let Some(target) = open.pop() {
            match target {
                OverrideTarget::Rule(rule) if all.rules.insert(rule) => open.extend(of(rule)),
                OverrideTarget::Table(table) if all.tables.insert(table) => {
                    open.extend(&by_rows[table.index()]);
                }
                OverrideTarget::Rule(_) | OverrideTarget::Table(_) => {}
            }
        }
        all
    }
}

/// Whether a decision always has a value, whatever its rules.
pub(super) fn never_open(model: &Model, decision: DecisionId) -> bool {
    let declared = &model.decisions[decision.index()];
    let folded = matches!(
        declared.collect,
        Some(Collect::List | Collect::Sum | Collect::Count)
    );
    folded || otherwise(declared) != none()
}
