//! What becomes of the rules of a decision in one world: which are left, and what beat the others.
//!
//! The grounds are applied stage by stage by the same function that decides; here each rule that a
//! stage removes is given one that removed it, if possible one that wins in the end.

use std::collections::{BTreeMap, VecDeque};

use super::priority::ground;
use super::reason::Held;
use super::rule::Ground;
use super::world::{World, standing};
use crate::model::{Collect, Datum, DecisionId, Model, OverrideTarget, RuleId};
use crate::verdict::Result;
use crate::verdict::defeat::{Applied, Relations, Standing, apply, beats, grounds};
use crate::verdict::evaluate;
use crate::words::Label;

/// What became of the rules.
pub(super) struct Fought {
    /// Whether each is met, in the order of the decision's rules.
    pub(super) held: Vec<Held>,
    /// Those left when every ground has been applied, and the least or greatest value taken.
    pub(super) left: Standing,
    /// Those that lose whenever they are met, with a rule that is met and beats them; ascending.
    pub(super) beaten: BTreeMap<RuleId, (RuleId, Ground)>,
    /// Those that may lose, with a rule that beats them if it is met.
    pub(super) threatened: BTreeMap<RuleId, (RuleId, Ground)>,
    /// What the decision comes to; nothing if that is open.
    pub(super) result: Option<Result>,
    stages: Vec<Stage>,
}

/// One ground applied.
struct Stage {
    ground: Stroke,
    before: Standing,
    /// No longer standing, even perhaps.
    removed: Vec<RuleId>,
    /// No longer surely standing.
    shaken: Vec<RuleId>,
}

/// A ground, or the taking of the least or greatest value.
#[derive(Clone, Copy)]
enum Stroke {
    Applied(Applied),
    Least,
    Greatest,
}

/// What becomes of a decision's rules in a world.
pub(super) fn fought(world: &World, decision: DecisionId) -> Fought {
    let model = world.setting.model;
    let relations = Relations::of(model, world.setting.table);
    let declared = &model.decisions[decision.index()];
    let held: Vec<Held> = declared
        .rules
        .iter()
        .map(|&rule| world.rule(rule))
        .collect();
    let mut left = standing(declared.rules.iter().copied().zip(held.iter().copied()));
    let mut stages = Vec::new();
    for ground in grounds(model, decision) {
        if left.perhaps.len() < 2 {
            break;
        }
        let after = apply(relations, decision, ground, &left);
        stages.push(Stage::new(Stroke::Applied(ground), left, &after));
        left = after;
    }
    let result = evaluate::result(model, decision, &left);
    if let Some(stroke @ (Stroke::Least | Stroke::Greatest)) = taken(declared.collect) {
        let after = extreme(model, decision, stroke, &left);
        stages.push(Stage::new(stroke, left, &after));
        left = after;
    }
    let mut fought = Fought {
        held,
        left,
        beaten: BTreeMap::new(),
        threatened: BTreeMap::new(),
        result,
        stages: Vec::new(),
    };
    for stage in &stages {
        stage.name_beaters(relations, decision, &mut fought);
    }
    Fought { stages, ..fought }
}

impl Fought {
    /// Whether a rule that is met here, surely or perhaps, beats another that stands until then.
    pub(super) fn beats(
        &self,
        (relations, decision): (Relations, DecisionId),
        (by, on): (RuleId, Ground),
        loser: RuleId,
        surely: bool,
    ) -> bool {
        let met = |rules: &[RuleId], rule: RuleId| rules.binary_search(&rule).is_ok();
        self.stages.iter().any(|stage| {
            let standing = match surely {
                true => &stage.before.sure,
                false => &stage.before.perhaps,
            };
            stage.ground() == on
                && met(standing, by)
                && met(&stage.before.perhaps, loser)
                && stage.beats(relations, decision, by, loser)
        })
    }

    /// All rules that are met and beat another that is beaten, those left in the end first.
    pub(super) fn beaters(
        &self,
        relations: Relations,
        decision: DecisionId,
        loser: RuleId,
    ) -> Vec<(RuleId, Ground)> {
        let Some(stage) = self.stages.iter().find(|it| it.removed.contains(&loser)) else {
            return Vec::new();
        };
        let all = self.left.sure.iter().chain(&stage.before.sure);
        let all = all.filter(|by| stage.beats(relations, decision, **by, loser));
        all.map(|by| (*by, stage.ground())).collect()
    }
}

fn taken(collect: Option<Collect>) -> Option<Stroke> {
    match collect {
        Some(Collect::Min) => Some(Stroke::Least),
        Some(Collect::Max) => Some(Stroke::Greatest),
        _ => None,
    }
}

/// The rules whose value may be the least or greatest.
fn extreme(model: &Model, decision: DecisionId, stroke: Stroke, standing: &Standing) -> Standing {
    let value = |rule: &RuleId| model.concluded(*rule, decision).first();
    let best = |rules: &[RuleId]| match stroke {
        Stroke::Greatest => rules.iter().filter_map(value).max().cloned(),
        _ => rules.iter().filter_map(value).min().cloned(),
    };
    let not_beyond = |rule: &RuleId, best: &Option<Datum>| match (value(rule), best) {
        (Some(mine), Some(best)) => !better(stroke, best, mine),
        _ => true,
    };
    let (sure, perhaps) = (best(&standing.sure), best(&standing.perhaps));
    Standing {
        sure: standing
            .sure
            .iter()
            .copied()
            .filter(|rule| not_beyond(rule, &perhaps))
            .collect(),
        perhaps: standing
            .perhaps
            .iter()
            .copied()
            .filter(|rule| not_beyond(rule, &sure))
            .collect(),
    }
}

fn better(stroke: Stroke, a: &Datum, b: &Datum) -> bool {
    if matches!(stroke, Stroke::Greatest) {
        a > b
    } else {
        a < b
    }
}

impl Stage {
    fn new(ground: Stroke, before: Standing, after: &Standing) -> Self {
        let gone = |before: &[RuleId], after: &[RuleId]| {
            before
                .iter()
                .copied()
                .filter(|rule| after.binary_search(rule).is_err())
                .collect::<Vec<_>>()
        };
        let removed = gone(&before.perhaps, &after.perhaps);
        let shaken = gone(&before.sure, &after.sure);
        Self {
            ground,
            before,
            removed,
            shaken,
        }
    }

    fn name_beaters(&self, relations: Relations, decision: DecisionId, fought: &mut Fought) {
        for &loser in &self.removed {
            if let Some(by) = self.beater(
                relations,
                decision,
                &self.before.sure,
                &fought.left.sure,
                loser,
            ) {
                fought.beaten.insert(loser, (by, self.ground()));
            }
        }
        for &loser in &self.shaken {
            if !fought.beaten.contains_key(&loser)
                && let Some(by) = self.beater(
                    relations,
                    decision,
                    &self.before.perhaps,
                    &fought.left.perhaps,
                    loser,
                )
            {
                fought.threatened.insert(loser, (by, self.ground()));
            }
        }
    }

    /// A rule that beats another: one that is left in the end, if any.
    fn beater(
        &self,
        relations: Relations,
        decision: DecisionId,
        rules: &[RuleId],
        left: &[RuleId],
        loser: RuleId,
    ) -> Option<RuleId> {
        let beats = |winner: &&RuleId| self.beats(relations, decision, **winner, loser);
        left.iter()
            .find(beats)
            .or_else(|| rules.iter().find(beats))
            .copied()
    }

    /// Whether a rule beats another on this ground.
    fn beats(
        &self,
        relations: Relations,
        decision: DecisionId,
        winner: RuleId,
        loser: RuleId,
    ) -> bool {
        match self.ground {
            Stroke::Applied(Applied::Stated) => relations.stated.overrides(winner, loser),
            Stroke::Applied(ground) => beats(relations, decision, ground, winner, loser),
            stroke => {
                let value = |rule: RuleId| relations.model.concluded(rule, decision).first();
                value(winner)
                    .zip(value(loser))
                    .is_some_and(|(winner, loser)| better(stroke, winner, loser))
            }
        }
    }

    fn ground(&self) -> Ground {
        match self.ground {
            Stroke::Applied(applied) => ground(applied),
            Stroke::Least => Ground::Min,
            Stroke::Greatest => Ground::Max,
        }
    }
}

/// How one rule comes to override another: the reason given, and the rules between.
pub(super) fn stated(model: &Model, winner: RuleId, loser: RuleId) -> (Label, Vec<RuleId>) {
    // from rule to rule by what each overrides, shortest first
    let mut reached: BTreeMap<RuleId, (RuleId, &Label)> = BTreeMap::new();
    let mut next = VecDeque::from([winner]);
    while let Some(rule) = next.pop_front() {
        for clause in &model.rules[rule.index()].overrides {
            let targets = match clause.target {
                OverrideTarget::Rule(ref target) => std::slice::from_ref(target),
                OverrideTarget::Table(table) => &model.tables[table.index()].rows,
            };
            for &target in targets {
                if target != winner && !reached.contains_key(&target) {
                    reached.insert(target, (rule, &clause.because));
                    next.push_back(target);
                }
            }
        }
        if reached.contains_key(&loser) {
            break;
        }
    }
    let Some((mut from, because)) = reached.get(&loser).copied() else {
        return (Label::default(), Vec::new());
    };
    let mut through = Vec::new();
    while from != winner {
        through.push(from);
        match reached.get(&from) {
            Some((before, _)) => from = *before,
            None => break,
        }
    }
    through.reverse();
    // the reason of the first step is the winner's own
    let because = match through.first().and_then(|first| reached.get(first)) {
        Some((_, own)) => *own,
        None => because,
    };
    (because.clone(), through)
}
