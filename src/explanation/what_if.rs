//! One decision of an affair, asked what would follow if some facts were otherwise.
//!
//! In: an affair. Out: for any choice of facts set free, whether an outcome is reached or forced. The
//! facts are [`Place`]s, those that rules of the decision and all it reads, or what is impossible,
//! look at; a choice of them is a [`Places`]. For every region of a rule it is known in which places the
//! affair lies outside it, so only rules that the facts set free can reach are looked at.

use jiff::civil::Date;

use super::aim::Aim;
use crate::model::{Datum, DecisionId, FactId, Model};
use crate::table::column::{date_of, datum_of, index};
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey};
use crate::verdict::evaluate::{Live, all_live};
use crate::verdict::explore::{Exhausted, Ground, Steps};
use crate::verdict::search::search;
use crate::verdict::space::{Space, space};
use crate::verdict::{Affair, Knowledge};

/// The facts that a question is about; the date is one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Which.
    pub(super) fact: FactKey,
    /// Its columns.
    pub(super) columns: Vec<u32>,
    /// What is known of it.
    pub(super) known: Known,
    /// Whether some expression is computed with it.
    pub(super) in_expression: bool,
    /// Its place among the facts as declared; the date comes last.
    pub(super) declared: u32,
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Its value.
    Wholly,
    /// Some of it.
    InPart,
    /// Nothing.
    Not,
}

/// A choice of places. Those beyond the 128th share one bit, which is never set for a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Places(u128);

impl Places {
    /// How many places have a bit of their own.
    const MOST: usize = 127;

    /// One place.
    pub(super) fn one(place: usize) -> Self {
        Self(1 << place.min(Self::MOST))
    }

    /// Whether a place is in it.
    pub(super) fn has(self, place: usize) -> bool {
        self.0 & Self::one(place).0 != 0
    }

    /// Both.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This without another.
    #[must_use]
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of it is in another.
    pub(super) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// How many there are.
    pub(super) fn len(self) -> u32 {
        self.0.count_ones()
    }
}

/// One decision of an affair.
pub(super) struct WhatIf<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) decision: DecisionId,
    pub(super) affair: &'a Affair,
    /// What the affair leaves possible.
    pub(super) base: Space,
    /// In the order of their columns.
    pub(super) places: Vec<Place>,
    /// For each decision of the cone, each of its rules, each region: where the affair lies outside.
    outside: Vec<Vec<Vec<Places>>>,
    /// What has been spent.
    pub(super) steps: Steps,
}

impl<'a> WhatIf<'a> {
    /// About a decision of an affair; `limit` steps may be spent in all.
    pub(super) fn new(
        model: &'a Model,
        table: &'a DecisionTable,
        affair: &'a Affair,
        as_of: Option<Date>,
        decision: DecisionId,
        limit: u64,
    ) -> Self {
        let base = space(model, table, affair, as_of);
        let (places, place_of) = places(model, table, affair, as_of, decision);
        let outside = table.cones[decision.index()]
            .iter()
            .map(|of| {
                let rules = model.decisions[of.index()].rules.iter();
                let region = |region: &crate::table::Region| {
                    let cells = region.cells().iter();
                    cells
                        .filter(|(column, classes)| {
                            place_of[*column as usize].is_some_and(|at| at < Places::MOST)
                                && base.cells[*column as usize].is_disjoint(classes)
                        })
                        .filter_map(|(column, _)| place_of[*column as usize])
                        .fold(Places::default(), |all, place| all.and(Places::one(place)))
                };
                rules
                    .map(|rule| table.rules[rule.index()].iter().map(region).collect())
                    .collect()
            })
            .collect();
        Self {
            ground: Ground { model, table },
            decision,
            affair,
            base,
            places,
            outside,
            steps: Steps {
                taken: 0,
                limit,
                unsure: false,
            },
        }
    }

    /// Whether every place has a bit of its own.
    pub(super) fn has_bits(&self) -> bool {
        self.places.len() <= Places::MOST
    }

    /// Every place that satisfies something.
    pub(super) fn choose(&self, wanted: impl Fn(&Place) -> bool) -> Places {
        let numbers = self.places.iter().enumerate();
        numbers
            .filter(|(_, place)| wanted(place))
            .fold(Places::default(), |all, (at, _)| all.and(Places::one(at)))
    }

    /// The places of a choice, in the order that facts are declared.
    pub(super) fn listed(&self, places: Places) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.places.len())
            .filter(|place| places.has(*place))
            .collect();
        all.sort_by_key(|place| self.places[*place].declared);
        all
    }

    /// The box in which a choice of facts may be anything.
    pub(super) fn free(&self, free: Places) -> Space {
        let mut space = self.base.clone();
        for (at, place) in self.places.iter().enumerate() {
            if free.has(at) {
                self.release(&mut space, place);
            }
        }
        space
    }

    fn release(&self, space: &mut Space, place: &Place) {
        space.exact.remove(&place.fact);
        for &column in &place.columns {
            space.cells[column as usize] = self.whole(column);
        }
    }

    /// All that a column may hold; of the date, the ruleset's period.
    pub(super) fn whole(&self, column: u32) -> ClassSet {
        let declared = &self.ground.table.columns[column as usize];
        if declared.key == ColumnKey::Value(FactKey::AsOf) {
            let class = |day: i128| declared.class(&Datum::Date(date_of(day)));
            let (first, last) = self.base.days;
            return ClassSet::range(class(first), class(last));
        }
        ClassSet::full(declared.size)
    }

    /// The rules that may be met when a choice of facts is set free.
    fn live(&self, free: Places) -> Live {
        let cone = &self.ground.table.cones[self.decision.index()];
        let all = all_live(self.ground.model, cone);
        all.into_iter()
            .zip(&self.outside)
            .map(|(rules, outside)| {
                rules
                    .into_iter()
                    .zip(outside)
                    .filter(|(_, regions)| regions.iter().any(|region| region.is_within(free)))
                    .map(|(rule, _)| rule)
                    .collect()
            })
            .collect()
    }

    /// For each rule of the decision that concludes something wanted, the places that would have to
    /// be otherwise, at least, for each of its regions.
    pub(super) fn outside(&self, wanted: impl Fn(crate::model::RuleId) -> bool) -> Vec<Places> {
        let rules = &self.ground.model.decisions[self.decision.index()].rules;
        let Some(outside) = self.outside.last() else {
            return Vec::new();
        };
        let of = rules.iter().zip(outside);
        of.filter(|(rule, _)| wanted(**rule))
            .flat_map(|(_, regions)| regions.iter().copied())
            .collect()
    }

    /// An affair of a box with an aim met, or missed (`met` false). In the box only facts of `free` may
    /// be otherwise than in the affair. Errors: the steps are spent, or whether some box holds an
    /// affair was not found out; then what is asked may be asked of less.
    pub(super) fn find(
        &mut self,
        space: Space,
        free: Places,
        aim: &Aim,
        met: bool,
    ) -> Result<Option<Space>, Exhausted> {
        let live = self.live(free);
        let (model, decision) = (self.ground.model, self.decision);
        self.steps.unsure = false;
        let found = search(
            self.ground,
            decision,
            (space, live),
            &mut self.steps,
            |worlds| {
                let judged = aim.judge(model, decision, worlds);
                if met { judged } else { Aim::contrary(judged) }
            },
        )?;
        if found.is_none() && self.steps.unsure {
            return Err(Exhausted);
        }
        Ok(found)
    }

    /// Whether the steps are spent.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.taken > self.steps.limit
    }

    /// Lets as many steps be taken again.
    pub(super) fn afresh(&mut self, steps: u64) {
        self.steps.limit = self.steps.taken + steps;
    }

    /// The name of a place's fact.
    pub(super) fn name(&self, place: usize) -> String {
        match self.places[place].fact {
            FactKey::AsOf => "as_of".to_owned(),
            FactKey::Fact(fact) => self.ground.model.facts[fact.index()].name.clone(),
        }
    }

    /// The value of an ordinal of a fact.
    pub(super) fn datum(&self, fact: FactKey, ordinal: i128) -> Datum {
        match fact {
            FactKey::AsOf => Datum::Date(date_of(ordinal)),
            FactKey::Fact(fact) => datum_of(&self.ground.model.facts[fact.index()].ty, ordinal),
        }
    }

    /// The fact of a place, if it is one.
    pub(super) fn fact(&self, place: usize) -> Option<FactId> {
        match self.places[place].fact {
            FactKey::AsOf => None,
            FactKey::Fact(fact) => Some(fact),
        }
    }
}

/// The facts that a decision turns on at most, and which place each column belongs to.
fn places(
    model: &Model,
    table: &DecisionTable,
    affair: &Affair,
    as_of: Option<Date>,
    decision: DecisionId,
) -> (Vec<Place>, Vec<Option<usize>>) {
    let mut looked_at = vec![false; table.columns.len()];
    let cone = table.cones[decision.index()].iter();
    let rules = cone.flat_map(|of| &model.decisions[of.index()].rules);
    let regions = rules.flat_map(|rule| &table.rules[rule.index()]);
    for region in regions.chain(table.forbidden.iter().map(|(_, region)| region)) {
        for (column, _) in region.cells() {
            looked_at[*column as usize] = true;
        }
    }
    let computed: Vec<FactKey> = table
        .expressions
        .iter()
        .filter(|(column, _)| looked_at[*column as usize])
        .flat_map(|(_, facts)| facts.iter().copied())
        .collect();
    let all = std::iter::once(FactKey::AsOf)
        .chain((0..index(model.facts.len())).map(|fact| FactKey::Fact(FactId(fact))));
    let mut places = Vec::new();
    let mut place_of = vec![None; table.columns.len()];
    for fact in all {
        let columns = table.fact_columns.get(&fact).cloned().unwrap_or_default();
        let in_expression = computed.contains(&fact);
        if !in_expression && !columns.iter().any(|column| looked_at[*column as usize]) {
            continue;
        }
        let (known, declared) = match fact {
            FactKey::AsOf if as_of.is_some() => (Known::Wholly, u32::MAX),
            FactKey::AsOf => (Known::Not, u32::MAX),
            FactKey::Fact(fact) => {
                let known = match affair.facts[fact.index()] {
                    Knowledge::Unknown => Known::Not,
                    Knowledge::Known(_) => Known::Wholly,
                    Knowledge::OneOf(_) => Known::InPart,
                };
                (known, model.facts[fact.index()].declared)
            }
        };
        for column in &columns {
            place_of[*column as usize] = Some(places.len());
        }
        places.push(Place {
            fact,
            columns,
            known,
            in_expression,
            declared,
        });
    }
    (places, place_of)
}
