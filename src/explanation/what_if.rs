//! One decision of an affair, asked what would follow if some facts were otherwise.
//!
//! In: an affair. Out: for any choice of facts set free, whether an outcome is reached or forced. The
//! facts are [`Place`]s, those that rules of the decision and all it reads, or what is impossible,
//! look at; a choice of them is a [`Places`]. For every region of a rule it is known in which places the
//! affair lies outside it, so only rules that the facts set free can reach are looked at.

use std::rc::Rc;

use jiff::civil::Date;

use super::aim::{Aim, Aimed, Said};
use super::in_reach::InReach;
use crate::model::{Datum, DecisionId, FactId, Model, RuleId};
use crate::table::column::{date_of, datum_of, index};
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::explore::{Exhausted, Ground, Steps};
use crate::verdict::search::{Judge, Question, search};
use crate::verdict::space::{Space, space};
use crate::verdict::{Affair, Knowledge, Outcomes};

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
    pub(super) const MOST: usize = 127;

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

    /// Whether none of it is in another.
    pub(super) fn is_apart(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }

    /// The places, ascending.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros();
            left &= left.checked_sub(1)?;
            Some(place as usize)
        })
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
    /// Which rules facts set free can reach.
    in_reach: InReach<'a>,
    /// What rules say of the aim that was asked about last.
    said: Option<(Aim, Rc<Said<'a>>)>,
    /// What has been spent.
    pub(super) steps: Steps,
}

/// Rules with which a search is tried before it is made.
const MOST_TRIED: usize = 16;

impl<'a> WhatIf<'a> {
    /// About a decision of an affair, as decided; `limit` steps may be spent in all.
    pub(super) fn new(
        model: &'a Model,
        table: &'a DecisionTable,
        affair: &'a Affair,
        outcomes: &Outcomes,
        decision: DecisionId,
        limit: u64,
    ) -> Self {
        let as_of = outcomes.as_of;
        let base = space(model, table, affair, as_of);
        let (places, place_of) = places(model, table, affair, as_of, decision);
        let ground = Ground { model, table };
        let winners = outcomes.decisions[decision.index()].winners();
        let in_reach = InReach::new(ground, decision, &winners, &base, (&place_of, places.len()));
        Self {
            ground,
            decision,
            affair,
            base,
            places,
            in_reach,
            said: None,
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

    /// The facts that are otherwise than in the affair all over a box.
    pub(super) fn differing(&self, space: &Space) -> Places {
        let mut differing = Places::default();
        for (at, place) in self.places.iter().enumerate() {
            let apart = |column: &u32| {
                let at = *column as usize;
                self.base.cells[at].is_disjoint(&space.cells[at])
            };
            let (own, held) = (
                self.base.exact.get(&place.fact),
                space.exact.get(&place.fact),
            );
            if place.columns.iter().any(apart) || own.is_some() && held.is_some() && own != held {
                differing = differing.and(Places::one(at));
            }
        }
        differing
    }

    /// The affair, with one fact as a box has it.
    pub(super) fn with(&self, place: usize, from: &Space) -> Space {
        let mut space = self.base.clone();
        let place = &self.places[place];
        space.exact.remove(&place.fact);
        if let Some(exact) = from.exact.get(&place.fact) {
            space.exact.insert(place.fact, *exact);
        }
        for &column in &place.columns {
            space.cells[column as usize] = from.cells[column as usize].clone();
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

    /// For each rule of the decision that concludes something wanted, the places that would have to
    /// be otherwise, at least, for each of its regions.
    pub(super) fn outside(&self, wanted: impl Fn(RuleId) -> bool) -> Vec<Places> {
        let own = self.in_reach.own().iter();
        own.filter(|lying| wanted(lying.rule))
            .map(|lying| lying.outside)
            .collect()
    }

    /// Whether the outcome is seen to stay whatever some facts are; where it is not seen, it may.
    pub(super) fn stays(&self, moved: Places) -> bool {
        self.places.iter().all(|place| place.known == Known::Wholly) && self.in_reach.stays(moved)
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
        // with one fact free, few rules are in reach, and all are soon looked at
        if free.len() > 1
            && self.in_reach.bitmaps().is_none()
            && let Some(found) = self.tried(&space, (free, Places::default()), aim, met)?
        {
            return Ok(Some(found));
        }
        let said = self.said(aim);
        let aimed = Aimed {
            said: &said,
            aim,
            met,
        };
        let live = self.in_reach.live(&space, free);
        self.steps.unsure = false;
        let found = search(self.question(), (space, live), &mut self.steps, &aimed)?;
        if found.is_none() && self.steps.unsure {
            return Err(Exhausted);
        }
        Ok(found)
    }

    fn question(&self) -> Question<'a> {
        Question {
            ground: self.ground,
            decision: self.decision,
            one_ground: self.in_reach.has_one_ground(),
            bitmaps: self.in_reach.bitmaps(),
        }
    }

    /// What rules say of an aim; the same aim is asked about many times.
    fn said(&mut self, aim: &Aim) -> Rc<Said<'a>> {
        match &self.said {
            Some((known, said)) if known == aim => Rc::clone(said),
            _ => {
                let said = Rc::new(Said::new(self.ground, self.decision, aim));
                self.said = Some((aim.clone(), Rc::clone(&said)));
                said
            }
        }
    }

    /// Tries the affair itself, moved no further than it takes to meet one rule: most that can be found
    /// is found so, among few rules. Only facts of `free` are moved, and some of `through`, if there
    /// are any.
    pub(super) fn tried(
        &mut self,
        space: &Space,
        (free, through): (Places, Places),
        aim: &Aim,
        met: bool,
    ) -> Result<Option<Space>, Exhausted> {
        let (question, said) = (self.question(), self.said(aim));
        let aimed = Aimed {
            said: &said,
            aim,
            met,
        };
        let mut tried = 0;
        for at in 0..self.in_reach.contenders().len() {
            let lying = self.in_reach.contenders()[at];
            if !lying.outside.is_within(free)
                || lying.outside.is_apart(through) && through != Places::default()
                || !aimed.favours(lying.rule)
            {
                continue;
            }
            let region = self.in_reach.region(&lying);
            let Some((moved, places)) = self.moved(space, region) else {
                continue;
            };
            tried += 1;
            let live = self.in_reach.live(&moved, places);
            if let Some(found) = search(question, (moved, live), &mut self.steps, &aimed)? {
                return Ok(Some(found));
            }
            if tried == MOST_TRIED {
                break;
            }
        }
        Ok(None)
    }

    /// The affair as it is where a box allows it, and within a region; with the places in which it is
    /// otherwise. Nothing, if the box does not meet the region.
    fn moved(&self, space: &Space, region: &Region) -> Option<(Space, Places)> {
        let mut moved = space.clone();
        let mut places = Places::default();
        for (at, place) in self.places.iter().enumerate() {
            let mut stays = true;
            for &column in &place.columns {
                let (base, cell) = (
                    &self.base.cells[column as usize],
                    &space.cells[column as usize],
                );
                let wanted = region.cell(column);
                let here = wanted.map_or_else(|| cell.clone(), |wanted| cell.and(wanted));
                if here.is_empty() {
                    return None;
                }
                let own = base.and(&here);
                if own.is_empty() {
                    stays = false;
                    moved.cells[column as usize] = here;
                } else {
                    stays &= own == *base;
                    moved.cells[column as usize] = own;
                }
            }
            let (exact, held) = (
                self.base.exact.get(&place.fact),
                space.exact.get(&place.fact),
            );
            if !stays || held.is_some() && held != exact {
                places = places.and(Places::one(at));
            } else if let Some(exact) = exact {
                moved.exact.insert(place.fact, *exact);
            }
        }
        Some((moved, places))
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
