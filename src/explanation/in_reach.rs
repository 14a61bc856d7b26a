//! Which rules the facts that are set free can reach.
//!
//! In: how an affair lies to every region of every rule of a decision and all it reads. Out: for a box in
//! which only some facts may be otherwise, the rules that may be met there and may matter. Looking a box
//! up takes a pass over bits, not over conditions.

use super::what_if::Places;
use crate::model::{DecisionId, RuleId};
use crate::table::Region;
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

/// The regions of all rules that a decision may turn on.
pub(super) struct InReach<'a> {
    ground: Ground<'a>,
    decision: DecisionId,
    /// For each decision of the cone, by rule.
    regions: Vec<Vec<Lying>>,
    /// Of these, where the affair lies outside and by which rule: what every look-up goes over.
    outside: Vec<Vec<(Places, RuleId)>>,
    /// Of the decision's own, those the affair lies in.
    inside: Vec<Lying>,
    /// The ground that alone can apply to the decision.
    only_ground: Option<Applied>,
    /// How many rules win.
    winning: usize,
    /// The winners' own regions that the affair lies in.
    winners: Vec<Lying>,
    /// The regions of the rules that no winner beats.
    contenders: Vec<Lying>,
}

impl<'a> InReach<'a> {
    /// From the affair's cells and the place that each column belongs to.
    pub(super) fn new(
        ground: Ground<'a>,
        decision: DecisionId,
        winners: &[RuleId],
        base: &Space,
        place_of: &[Option<usize>],
    ) -> Self {
        let table = ground.table;
        let of_rule = |rule: &RuleId| {
            let rule = *rule;
            let regions = table.rules[rule.index()].iter().enumerate();
            regions.map(move |(number, region)| lying(rule, number, region, base, place_of))
        };
        let of_decision = |of: &DecisionId| {
            let rules = ground.model.decisions[of.index()].rules.iter();
            rules.flat_map(of_rule).collect()
        };
        let relations = Relations::of(ground.model, table);
        let own = &ground.model.decisions[decision.index()].rules;
        let unbeaten = unbeaten(relations, decision, winners, own);
        let regions: Vec<Vec<Lying>> = table.cones[decision.index()]
            .iter()
            .map(of_decision)
            .collect();
        let outside = |lying: &Lying| (lying.outside, lying.rule);
        let inside = |lying: &&Lying| lying.inside;
        Self {
            ground,
            decision,
            outside: regions
                .iter()
                .map(|regions| regions.iter().map(outside).collect())
                .collect(),
            inside: regions
                .last()
                .map(|own| own.iter().filter(inside).copied().collect())
                .unwrap_or_default(),
            regions,
            only_ground: only_ground(relations, decision),
            winning: winners.len(),
            winners: winners
                .iter()
                .flat_map(of_rule)
                .filter(|lying| lying.inside)
                .collect(),
            contenders: unbeaten.iter().flat_map(of_rule).collect(),
        }
    }

    /// The rules that may be met in a box, and that may matter. In the box only facts of `free` may be
    /// otherwise than in the affair.
    pub(super) fn live(&self, space: &Space, free: Places) -> Live {
        let (own, upstream) = match self.outside.split_last() {
            Some((own, upstream)) => (own.as_slice(), upstream),
            None => (&[][..], &[][..]),
        };
        let mut live: Live = upstream
            .iter()
            .map(|regions| reached(regions, free))
            .collect();
        let Some(ground) = self.only_ground else {
            live.push(reached(own, free));
            return live;
        };
        let is_met = |lying: &&Lying| {
            lying.looked_at.is_apart(free) || self.region(lying).covers(&space.cells) == Cover::All
        };
        // where the winners are met, only what they do not beat can matter
        let winning = rules(self.winners.iter().filter(is_met));
        if self.winning > 0 && winning.len() == self.winning {
            let within = |lying: &&Lying| lying.outside.is_within(free);
            live.push(rules(self.contenders.iter().filter(within)));
            return live;
        }
        let mut rest = reached(own, free);
        let met = rules(self.inside.iter().filter(is_met));
        let relations = Relations::of(self.ground.model, self.ground.table);
        leave_out_beaten(relations, self.decision, ground, &met, &mut rest);
        live.push(rest);
        live
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
                .any(|lying| lying.outside != Places::default() && lying.outside.is_within(moved))
    }

    /// The regions most likely to change the outcome: of the rules that no winner beats.
    pub(super) fn contenders(&self) -> &[Lying] {
        &self.contenders
    }

    /// The regions of the decision's own rules.
    pub(super) fn own(&self) -> &[Lying] {
        self.regions.last().map_or(&[], Vec::as_slice)
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

/// The rules of the regions that can be reached.
fn reached(regions: &[(Places, RuleId)], free: Places) -> Vec<RuleId> {
    let within = regions
        .iter()
        .filter(|(outside, _)| outside.is_within(free));
    let mut rules: Vec<RuleId> = within.map(|(_, rule)| *rule).collect();
    rules.dedup();
    rules
}

/// The rules of regions in their order, each once.
fn rules<'l>(regions: impl Iterator<Item = &'l Lying>) -> Vec<RuleId> {
    let mut rules: Vec<RuleId> = regions.map(|lying| lying.rule).collect();
    rules.dedup();
    rules
}
