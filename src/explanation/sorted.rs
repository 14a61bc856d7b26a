//! The rules of a decision, sorted: winners, defeated, not met, open.
//!
//! Which rules win is the verdict's to say. What became of the others comes from the worlds of the
//! decision; a rule that fares differently in different worlds, or is beaten by different rules, is told
//! of where it fares best, with the claims that make that world.

use std::collections::BTreeSet;

use super::outcome::via;
use super::reason::Held;
use super::rule::{Defeated, NotMet, Open, Winner};
use super::shown::Speaker;
use super::told::Told;
use super::trace::Trace;
use super::worlds::{Fate, Worlds};
use crate::model::RuleId;
use crate::verdict::Outcome;

/// The rules of one decision.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) because: Vec<Winner>,
    pub(super) defeated: Vec<Defeated>,
    pub(super) not_met: Vec<NotMet>,
    pub(super) open: Vec<Open>,
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
        let wins = winners.contains(&rule);
        // one that beats it in every world, if there is one
        let beater = match best {
            Fate::Beaten if !wins => worlds.beater(rule),
            _ => None,
        };
        let everywhere = fates.iter().all(|fate| *fate == best)
            && match best {
                _ if wins => true,
                Fate::Beaten => beater.is_some(),
                Fate::Open | Fate::Left => worlds.alike(fought, position, rule),
                Fate::NotMet => true,
            };
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
        if wins {
            sorted.because.push(told.winner());
            continue;
        }
        match best {
            Fate::NotMet if worlds.jointly[position] == Held::No => {
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
            Fate::Beaten => match beater.as_ref().or_else(|| fought.beaten.get(&rule)) {
                Some((by, ground)) => sorted.defeated.push(told.defeated(*by, *ground)),
                None => sorted.open.push(told.open(fought, position)),
            },
            Fate::Open if !worlds.may_be_met(rule) => sorted.not_met.push(told.never_met()),
            Fate::Open | Fate::Left => sorted.open.push(told.open(fought, position)),
        }
    }
    sorted
}
