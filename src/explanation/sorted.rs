//! The rules of a decision, sorted: winners, defeated, not met, open.
//!
//! Which rules win is the verdict's to say. What became of the others comes from the worlds of the
//! decision; a rule that fares differently in different worlds is told of where it fares best, with
//! the claims that make that world.

use std::collections::BTreeSet;

use super::defeated::{Fought, fought, stated};
use super::outcome::{Via, via};
use super::reason::{Held, Reason};
use super::rule::{
    Beaten, Cited, Defeated, Effective, Ground, Named, NotMet, Open, Origin, Winner,
};
use super::shown::Speaker;
use super::trace::Trace;
use super::world::{Setting, World};
use crate::model::{Condition, DecisionId, Period, Rule, RuleId};
use crate::verdict::Outcome;
use crate::verdict::explore::{self, Steps, admissible};
use crate::words::Label;

/// Steps taken to find out whether a rule may still be met.
const MOST_STEPS: u64 = 2_000;

/// The rules of one decision.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) because: Vec<Winner>,
    pub(super) defeated: Vec<Defeated>,
    pub(super) not_met: Vec<NotMet>,
    pub(super) open: Vec<Open>,
}

/// The worlds of a decision with what became of its rules in each.
pub(super) struct Worlds<'a> {
    pub(super) decision: DecisionId,
    pub(super) each: Vec<(World<'a>, Fought)>,
    joint: World<'a>,
}

/// How a rule fared in one world; the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
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
        Self {
            decision,
            each: each.collect(),
            joint: setting.joint(),
        }
    }

    fn fate(fought: &Fought, position: usize, rule: RuleId) -> Fate {
        match fought.held[position] {
            Held::No => Fate::NotMet,
            _ if fought.left.sure.binary_search(&rule).is_ok() => Fate::Left,
            Held::Yes if fought.beaten.contains_key(&rule) => Fate::Beaten,
            _ => Fate::Open,
        }
    }

    /// Whether some admissible affair that agrees with what is known meets a rule, decisions aside.
    /// Where that is not found out in a few steps, it may.
    fn may_be_met(&self, rule: RuleId) -> bool {
        let setting = self.joint.setting;
        let (ground, space) = (
            explore::Ground {
                model: setting.model,
                table: setting.table,
            },
            setting.space(),
        );
        setting.table.rules[rule.index()].iter().any(|region| {
            let mut inside = space.clone();
            for (column, classes) in region.cells() {
                let cell = &mut inside.cells[*column as usize];
                *cell = cell.and(classes);
                if cell.is_empty() {
                    return false;
                }
            }
            let mut steps = Steps {
                taken: 0,
                limit: MOST_STEPS,
                unsure: false,
            };
            admissible(ground, inside, &mut steps).unwrap_or(true)
        })
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

/// Sorts the rules of a decision.
pub(super) fn sorted(speaker: &Speaker, worlds: &Worlds, outcome: &Outcome) -> Sorted {
    let model = speaker.model;
    let winners: BTreeSet<RuleId> = match outcome {
        Outcome::Undetermined { .. } => worlds.left_everywhere(),
        settled => settled.winners(),
    }
    .into_iter()
    .collect();
    let mut sorted = Sorted::default();
    for (position, &rule) in model.decisions[worlds.decision.index()]
        .rules
        .iter()
        .enumerate()
    {
        let fates: Vec<Fate> = worlds
            .each
            .iter()
            .map(|(_, fought)| Worlds::fate(fought, position, rule))
            .collect();
        let best = fates.iter().copied().max().unwrap_or(Fate::NotMet);
        let at = fates.iter().position(|fate| *fate == best).unwrap_or(0);
        let Some((world, fought)) = worlds.each.get(at) else {
            continue;
        };
        let everywhere = fates.iter().all(|fate| *fate == best);
        let told = Told {
            speaker,
            decision: worlds.decision,
            id: rule,
            rule: &model.rules[rule.index()],
            via: if everywhere {
                Vec::new()
            } else {
                world
                    .choices
                    .iter()
                    .map(|step| via(speaker, step))
                    .collect()
            },
            trace: Trace { world, speaker },
        };
        if winners.contains(&rule) {
            sorted.because.push(told.winner());
            continue;
        }
        match best {
            Fate::NotMet if worlds.joint.rule(rule) == Held::No => {
                let joint = Trace {
                    world: &worlds.joint,
                    speaker,
                };
                sorted.not_met.push(
                    Told {
                        trace: joint,
                        ..told
                    }
                    .not_met(),
                );
            }
            Fate::NotMet => sorted.not_met.push(told.not_met()),
            Fate::Beaten => match fought.beaten.get(&rule) {
                Some((by, ground)) => sorted.defeated.push(told.defeated(*by, *ground)),
                None => sorted.open.push(told.open(fought, position)),
            },
            Fate::Open if !worlds.may_be_met(rule) => sorted.not_met.push(told.never_met()),
            Fate::Open | Fate::Left => sorted.open.push(told.open(fought, position)),
        }
    }
    sorted
}

/// One rule about to be told.
struct Told<'a> {
    speaker: &'a Speaker<'a>,
    decision: DecisionId,
    id: RuleId,
    rule: &'a Rule,
    via: Vec<Via>,
    trace: Trace<'a>,
}

impl Told<'_> {
    fn named(&self) -> Named {
        let model = self.speaker.model;
        let ty = &model.decisions[self.decision.index()].ty;
        let concluded = model.concluded(self.id, self.decision);
        Named {
            rule: self.rule.id.clone(),
            title: if self.rule.row.is_some() {
                Label::default()
            } else {
                self.rule.title.clone()
            },
            table: self
                .rule
                .row
                .map(|(table, _)| model.tables[table.index()].name.clone()),
            concludes: concluded
                .iter()
                .map(|datum| self.speaker.datum(ty, datum))
                .collect(),
            mandatory: self.rule.mandatory,
            via: self.via.clone(),
        }
    }

    fn origin(&self) -> Origin {
        let model = self.speaker.model;
        let cited = self.rule.citations.iter().map(|citation| {
            let source = citation
                .source
                .map(|source| &model.citables[source.index()]);
            Cited {
                source: source.map(|source| source.name.clone()),
                title: source
                    .map(|source| source.title.clone())
                    .unwrap_or_default(),
                locator: citation.locator.clone(),
                issued: source.and_then(|source| source.issued),
            }
        });
        Origin {
            ruleset: model.levels[self.rule.level.index()].name.clone(),
            sources: cited.collect(),
            because: self.rule.because.clone(),
            effective: effective(&self.rule.effective),
            dated: self.rule.dated,
        }
    }

    /// The tests that hold, then those that are open though the rule wins whichever way they go.
    fn met(&self, condition: &Condition, wanted: bool) -> Vec<Reason> {
        let mut reasons = self.trace.why(condition, wanted, Held::Yes);
        let held = self.trace.world.condition(condition);
        if held == Held::Open {
            reasons.retain(|reason| !matches!(reason, Reason::Any { any } if any.is_empty()));
            reasons.extend(self.trace.why(condition, wanted, Held::Open));
        }
        reasons
    }

    fn winner(&self) -> Winner {
        Winner {
            named: self.named(),
            when: self.met(&self.rule.when, true),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.met(unless, false))
                .collect(),
            origin: self.origin(),
        }
    }

    fn defeated(&self, by: RuleId, ground: Ground) -> Defeated {
        let model = self.speaker.model;
        let (stated_because, through) = match ground {
            Ground::Stated => stated(model, by, self.id),
            _ => (Label::default(), Vec::new()),
        };
        Defeated {
            named: self.named(),
            when: self.met(&self.rule.when, true),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.met(unless, false))
                .collect(),
            by: model.rules[by.index()].id.clone(),
            ground,
            stated_because,
            through: through
                .into_iter()
                .map(|rule| model.rules[rule.index()].id.clone())
                .collect(),
            origin: self.origin(),
        }
    }

    fn not_met(&self) -> NotMet {
        let world = self.trace.world;
        let in_force = world.setting.in_force(&self.rule.effective);
        let failing = |condition: &Condition| match world.condition(condition) {
            Held::No => self.trace.why(condition, true, Held::No),
            _ => Vec::new(),
        };
        let applying = |unless: &Condition| match world.condition(unless) {
            Held::Yes => self.trace.why(unless, true, Held::Yes),
            _ => Vec::new(),
        };
        NotMet {
            named: self.named(),
            out_of_date: (in_force == Held::No).then(|| effective(&self.rule.effective)),
            together: false,
            when: failing(&self.rule.when),
            unless: self.rule.unless.iter().flat_map(applying).collect(),
        }
    }

    /// A rule that no affair that may be meets, though no test of it fails by itself.
    fn never_met(&self) -> NotMet {
        NotMet {
            named: self.named(),
            out_of_date: None,
            together: true,
            when: self.still_open(&self.rule.when),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.still_open(unless))
                .collect(),
        }
    }

    fn still_open(&self, condition: &Condition) -> Vec<Reason> {
        match self.trace.world.condition(condition) {
            Held::Open => self.trace.why(condition, true, Held::Open),
            _ => Vec::new(),
        }
    }

    fn open(&self, fought: &Fought, position: usize) -> Open {
        let ids = |(by, ground): &(RuleId, Ground)| Beaten {
            by: self.speaker.model.rules[by.index()].id.clone(),
            ground: *ground,
        };
        Open {
            named: self.named(),
            met: fought.held[position] == Held::Yes,
            when: self.still_open(&self.rule.when),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.still_open(unless))
                .collect(),
            beaten_by: fought.beaten.get(&self.id).map(ids),
            beaten_if: fought.threatened.get(&self.id).map(ids),
        }
    }
}

fn effective(period: &Period) -> Effective {
    Effective {
        from: period.from,
        until: period.until,
    }
}
