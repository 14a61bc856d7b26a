//! Which rules the facts that are set free can reach.
//!
//! In: how an affair lies to every region of every rule of a decision and all it reads. Out: for a box in
//! which only some facts may be otherwise, the rules that may be met there and may matter. Looking a box
//! up takes a pass over bits, not over conditions.

use std::cell::OnceCell;

use fixedbitset::FixedBitSet;

use super::what_if::Places;
use crate::model::{DecisionId, RuleId};
use crate::table::Region;
use crate::table::bitmaps::Bitmaps;
use crate::table::region::Cover;
use crate::verdict::defeat::{Applied, Relations, leave_out_beaten, only_ground, unbeaten};
use crate::verdict::evaluate::Live;
use crate::verdict::explore::Ground;
use crate::verdict::space::Space;

/// How an affair lies to a region of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lying {
    pub(super) rule: RuleId,
    /// Which of the rule's regions.
    region: usize,
    /// The places in which the affair lies outside.
    pub(super) outside: Places,
    /// The places that the region looks at.
    looked_at: Places,
    /// Whether it lies inside in all that the region looks at, and that is only places.
    inside: bool,
}

/// The regions of the rules of one decision.
struct Regions {
    /// By rule.
    each: Vec<Lying>,
    /// How many places there are.
    places: usize,
    /// The same by place; made when it is first asked for, since a search by bits does not.
    bits: OnceCell<Bits>,
}

/// Regions by place.
struct Bits {
    /// Those that the affair lies outside of in it.
    outside: Vec<FixedBitSet>,
    /// Those that look at it.
    looking: Vec<FixedBitSet>,
    /// In whatever place: those that the affair lies in.
    inside: FixedBitSet,
}

impl Bits {
    fn of(regions: &[Lying], places: usize) -> Self {
        let none = FixedBitSet::with_capacity(regions.len());
        let mut bits = Self {
            outside: vec![none.clone(); places.min(Places::MOST)],
            looking: vec![none.clone(); places.min(Places::MOST + 1)],
            inside: none,
        };
        for (at, lying) in regions.iter().enumerate() {
            for place in lying.outside.iter() {
                bits.outside[place].insert(at);
            }
            for place in lying.looked_at.iter() {
                bits.looking[place].insert(at);
            }
            bits.inside.set(at, lying.inside);
        }
        bits
    }
}

impl Regions {
    fn new(each: Vec<Lying>, places: usize) -> Self {
        Self {
            each,
            places,
            bits: OnceCell::new(),
        }
    }

    fn bits(&self) -> &Bits {
        self.bits.get_or_init(|| Bits::of(&self.each, self.places))
    }

    /// Those that can be reached where some facts may be otherwise.
    fn reached(&self, free: Places) -> FixedBitSet {
        let mut reached = FixedBitSet::with_capacity(self.each.len());
        reached.insert_range(..);
        for (place, outside) in self.bits().outside.iter().enumerate() {
            if !free.has(place) {
                reached.difference_with(outside);
            }
        }
        reached
    }

    /// Those that the affair lies in, whatever some facts are.
    fn staying(&self, free: Places) -> FixedBitSet {
        let bits = self.bits();
        let mut staying = bits.inside.clone();
        for place in free.iter() {
            if let Some(looking) = bits.looking.get(place) {
                staying.difference_with(looking);
            }
        }
        staying
    }

    /// The rules of some, each once.
    fn rules(&self, regions: &FixedBitSet) -> Vec<RuleId> {
        rules(regions.ones().map(|at| &self.each[at]))
    }
}

/// The regions of all rules that a decision may turn on.
pub(super) struct InReach<'a> {
    ground: Ground<'a>,
    decision: DecisionId,
    /// For each decision of the cone; the decision itself is the last.
    regions: Vec<Regions>,
    /// The ground that alone can apply to the decision.
    only_ground: Option<Applied>,
    /// How many rules win.
    winning: usize,
    /// The winners' own regions that the affair lies in.
    winners: Vec<Lying>,
    /// Which of the decision's own regions are of rules that no winner beats.
    unbeaten: FixedBitSet,
    /// These regions.
    contenders: Vec<Lying>,
}

impl<'a> InReach<'a> {
    /// From the affair's cells and the place that each column belongs to.
    pub(super) fn new(
        ground: Ground<'a>,
        decision: DecisionId,
        winners: &[RuleId],
        base: &Space,
        (place_of, places): (&[Option<usize>], usize),
    ) -> Self {
        let table = ground.table;
        let of_rule = |rule: &RuleId| {
            let rule = *rule;
            let regions = table.rules[rule.index()].iter().enumerate();
            regions.map(move |(number, region)| lying(rule, number, region, base, place_of))
        };
        let of_decision = |of: &DecisionId| {
            let rules = ground.model.decisions[of.index()].rules.iter();
            Regions::new(rules.flat_map(of_rule).collect(), places)
        };
        let relations = Relations::of(ground.model, table);
        let rules = &ground.model.decisions[decision.index()].rules;
        let unbeaten = unbeaten(relations, decision, winners, rules);
        let cone = table.cones[decision.index()].iter();
        let regions: Vec<Regions> = cone.map(of_decision).collect();
        let own = regions.last().map_or(&[][..], |own| &own.each);
        let is_unbeaten = |lying: &Lying| unbeaten.binary_search(&lying.rule).is_ok();
        let contending = || {
            own.iter()
                .enumerate()
                .filter(|(_, lying)| is_unbeaten(lying))
        };
        Self {
            ground,
            decision,
            only_ground: only_ground(relations, decision),
            winning: winners.len(),
            winners: winners
                .iter()
                .flat_map(of_rule)
                .filter(|lying| lying.inside)
                .collect(),
            unbeaten: contending().map(|(at, _)| at).collect(),
            contenders: contending().map(|(_, lying)| *lying).collect(),
            regions,
        }
    }

    /// The rules that may be met in a box, and that may matter. In the box only facts of `free` may be
    /// otherwise than in the affair.
    pub(super) fn live(&self, space: &Space, free: Places) -> Live {
        let Some((own, upstream)) = self.regions.split_last() else {
            return Live::new();
        };
        if self.bitmaps().is_some() {
            return vec![Vec::new()];
        }
        let mut live: Live = upstream
            .iter()
            .map(|regions| regions.rules(&regions.reached(free)))
            .collect();
        let mut reached = own.reached(free);
        let Some(ground) = self.only_ground else {
            live.push(own.rules(&reached));
            return live;
        };
        let is_met = |lying: &&Lying| {
            lying.looked_at.is_apart(free) || self.region(lying).covers(&space.cells) == Cover::All
        };
        // where the winners are met, only what they do not beat can matter
        if self.winning > 0 && rules(self.winners.iter().filter(is_met)).len() == self.winning {
            reached.intersect_with(&self.unbeaten);
            live.push(own.rules(&reached));
            return live;
        }
        let mut rest = own.rules(&reached);
        let staying = own.rules(&own.staying(free));
        let relations = Relations::of(self.ground.model, self.ground.table);
        leave_out_beaten(relations, self.decision, ground, &staying, &mut rest);
        live.push(rest);
        live
    }

    /// The decision's rules as bits, where it reads no other decision.
    pub(super) fn bitmaps(&self) -> Option<&'a Bitmaps> {
        let made = self.ground.table.bitmaps.get(self.decision.index())?;
        made.as_ref().filter(|_| self.regions.len() == 1)
    }

    /// Whether one ground alone can apply to the decision.
    pub(super) fn has_one_ground(&self) -> bool {
        self.only_ground.is_some()
    }

    /// Whether the outcome stays whatever some facts are: every winner stays met, and no rule that might
    /// beat one comes within reach. Only where all facts are known.
    pub(super) fn stays(&self, moved: Places) -> bool {
        let stays_met = |winner: &&Lying| winner.looked_at.is_apart(moved);
        let winning = rules(self.winners.iter().filter(stays_met));
        self.only_ground.is_some()
            && self.regions.len() == 1
            && self.winning > 0
            && winning.len() == self.winning
            && !self
                .contenders
                .iter()
                .any(|lying| !lying.inside && lying.outside.is_within(moved))
    }

    /// The regions most likely to change the outcome: of the rules that no winner beats.
    pub(super) fn contenders(&self) -> &[Lying] {
        &self.contenders
    }

    /// The regions of the decision's own rules.
    pub(super) fn own(&self) -> &[Lying] {
        self.regions.last().map_or(&[], |own| &own.each)
    }

    /// A region itself.
    pub(super) fn region(&self, lying: &Lying) -> &'a Region {
        &self.ground.table.rules[lying.rule.index()][lying.region]
    }
}

fn lying(
    rule: RuleId,
    number: usize,
    region: &Region,
    base: &Space,
    place_of: &[Option<usize>],
) -> Lying {
    let mut lying = Lying {
        rule,
        region: number,
        outside: Places::default(),
        looked_at: Places::default(),
        inside: true,
    };
    for (column, classes) in region.cells() {
        let base = &base.cells[*column as usize];
        let Some(place) = place_of[*column as usize] else {
            lying.inside = false;
            continue;
        };
        let one = Places::one(place);
        lying.looked_at = lying.looked_at.and(one);
        lying.inside &= base.is_subset(classes);
        if place < Places::MOST && base.is_disjoint(classes) {
            lying.outside = lying.outside.and(one);
        }
    }
    lying
}

/// The rules of regions in their order, each once.
fn rules<'l>(regions: impl Iterator<Item = &'l Lying>) -> Vec<RuleId> {
    let mut rules: Vec<RuleId> = regions.map(|lying| lying.rule).collect();
    rules.dedup();
    rules
}
