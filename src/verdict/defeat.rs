//! Defeat: which of the met rules are left when every ground has been applied.
//!
//! In: for one decision, the rules surely met and those perhaps met. Out: the rules surely left and
//! those perhaps left. With nothing unknown the two are one, and this is the plain meaning: grounds
//! apply one after another, and within one all removals are judged against the rules standing when
//! it begins.
//!
//! Bounds: a rule is surely left after a ground if it surely stood and nothing that perhaps stood
//! beats it; perhaps left if it perhaps stood and nothing that surely stood beats it.

use crate::model::{DecisionId, Ground, Model, Priority, RuleId};
use crate::table::DecisionTable;
use crate::table::bitmaps::Bitmaps;
use crate::table::conclusions::Conclusions;
use crate::table::ranks::Ranks;
use crate::table::special::Special;

/// What beats what.
#[derive(Debug, Clone, Copy)]
pub struct Relations<'a> {
    /// Levels, dates, conclusions.
    pub model: &'a Model,
    /// What the rules conclude.
    pub conclusions: &'a Conclusions,
    /// How they rank.
    pub ranks: &'a Ranks,
    /// `overrides`, closed.
    pub stated: &'a Priority,
    /// Which rule is more special.
    pub special: &'a Special,
}

impl<'a> Relations<'a> {
    /// Those of a ruleset.
    pub fn of(model: &'a Model, table: &'a DecisionTable) -> Self {
        Self {
            model,
            conclusions: &table.conclusions,
            ranks: &table.ranks,
            stated: &model.priority,
            special: &table.special,
        }
    }
}

/// Rules of one decision, between what is sure and what may be. `sure ⊆ perhaps`, both ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// In every completion.
    pub sure: Vec<RuleId>,
    /// In some.
    pub perhaps: Vec<RuleId>,
}

/// A ground as applied: the two that always come first, and those a decision lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applied {
    /// A mandatory rule of an ancestor.
    Mandatory,
    /// `overrides`.
    Stated,
    /// A ground of `resolve by`.
    Listed(Ground),
}

/// The grounds of a decision, in order. `collect` uses stated priority alone.
pub fn grounds(model: &Model, decision: DecisionId) -> Vec<Applied> {
    let decision = &model.decisions[decision.index()];
    if decision.collect.is_some() {
        return vec![Applied::Stated];
    }
    let listed = decision
        .resolve_by
        .iter()
        .map(|ground| Applied::Listed(*ground));
    [Applied::Mandatory, Applied::Stated]
        .into_iter()
        .chain(listed)
        .collect()
}

/// Applies every ground.
pub fn defeat(relations: Relations, decision: DecisionId, mut standing: Standing) -> Standing {
    for ground in grounds(relations.model, decision) {
        if standing.perhaps.len() < 2 {
            break;
        }
        if let Some(left) = removed(relations, decision, ground, &standing) {
            standing = left;
        }
    }
    standing
}

/// Applies one ground.
pub fn apply(
    relations: Relations,
    decision: DecisionId,
    ground: Applied,
    standing: &Standing,
) -> Standing {
    removed(relations, decision, ground, standing).unwrap_or_else(|| standing.clone())
}

/// What one ground leaves; nothing where it cannot remove any rule.
fn removed(
    relations: Relations,
    decision: DecisionId,
    ground: Applied,
    standing: &Standing,
) -> Option<Standing> {
    let by_perhaps = Beaten::by(relations, decision, ground, &standing.perhaps);
    if matches!(by_perhaps, Beaten::Nothing) {
        return None;
    }
    let unbeaten = |rules: &[RuleId], beaten: &Beaten| -> Vec<RuleId> {
        let stands = |rule: &RuleId| !beaten.beats(*rule);
        rules.iter().copied().filter(stands).collect()
    };
    // with nothing open both bounds are judged by the same rules
    if standing.sure.len() == standing.perhaps.len() {
        let left = unbeaten(&standing.perhaps, &by_perhaps);
        return Some(Standing {
            sure: left.clone(),
            perhaps: left,
        });
    }
    let by_sure = Beaten::by(relations, decision, ground, &standing.sure);
    Some(Standing {
        sure: unbeaten(&standing.sure, &by_perhaps),
        perhaps: unbeaten(&standing.perhaps, &by_sure),
    })
}

/// Whether one rule beats another on a ground.
pub fn beats(
    relations: Relations,
    decision: DecisionId,
    ground: Applied,
    winner: RuleId,
    loser: RuleId,
) -> bool {
    winner != loser && Beaten::by(relations, decision, ground, &[winner]).beats(loser)
}

/// The ground that alone can apply to a decision; nothing where several can.
///
/// Where one ground alone applies, a rule that is beaten by one that is surely met may be left out: what
/// the decision comes to is the same. The ground is a strict order. Whatever the loser beats, its
/// winner beats too, unless the two conclude alike; then, if anything beats the winner, it beats that
/// as well, and else the winner says the same.
pub fn only_ground(relations: Relations, decision: DecisionId) -> Option<Applied> {
    let model = relations.model;
    let applies = |ground: &Applied| match ground {
        Applied::Mandatory => {
            let rules = &model.decisions[decision.index()].rules;
            rules.iter().any(|rule| model.rules[rule.index()].mandatory)
        }
        Applied::Stated => !relations.stated.is_empty(),
        Applied::Listed(_) => true,
    };
    let mut grounds = grounds(model, decision).into_iter().filter(applies);
    let first = grounds.next()?;
    grounds.next().is_none().then_some(first)
}

/// The rules of every decision as bits; by rank where nothing else can settle anything.
pub fn bitmaps(model: &Model, table: &DecisionTable) -> Vec<Option<Bitmaps>> {
    let relations = Relations::of(model, table);
    let decisions = (0..).map(DecisionId).zip(&model.decisions);
    let made = decisions.map(|(decision, declared)| {
        let ranks = match only_ground(relations, decision) {
            Some(Applied::Listed(ground)) => table.ranks.on(decision, ground),
            _ => &[],
        };
        Bitmaps::new(table, &declared.rules, ranks)
    });
    made.collect()
}

/// Leaves out of some rules those that one of the others beats on a ground.
pub fn leave_out_beaten(
    relations: Relations,
    decision: DecisionId,
    ground: Applied,
    by: &[RuleId],
    rules: &mut Vec<RuleId>,
) {
    let beaten = Beaten::by(relations, decision, ground, by);
    rules.retain(|rule| !beaten.beats(*rule));
}

/// Those of some rules that none of the others would beat, on any ground.
pub fn unbeaten(
    relations: Relations,
    decision: DecisionId,
    by: &[RuleId],
    rules: &[RuleId],
) -> Vec<RuleId> {
    let grounds: Vec<Beaten> = grounds(relations.model, decision)
        .into_iter()
        .map(|ground| Beaten::by(relations, decision, ground, by))
        .collect();
    let stands = |rule: &RuleId| !grounds.iter().any(|beaten| beaten.beats(*rule));
    rules.iter().copied().filter(stands).collect()
}

/// What some rules beat on one ground, summed up so that asking takes no second pass over them.
enum Beaten<'m> {
    Nothing,
    /// By mandatory rules: everything below this level.
    Below(&'m Model, u32),
    /// By stated priority: these places.
    Places(&'m Priority, Vec<u64>),
    /// By being more special, in favour of a different conclusion: these rules.
    Rules(Vec<RuleId>),
    /// By rank, in favour of a different conclusion: ranks and conclusions of all rules, the best rank
    /// and what it concludes, and the best among rules that conclude otherwise. A rank of 0 is none.
    Ranked {
        ranks: &'m [u32],
        numbers: &'m [u32],
        best: u32,
        said: u32,
        other: u32,
    },
}

impl<'m> Beaten<'m> {
    fn by(
        relations: Relations<'m>,
        decision: DecisionId,
        ground: Applied,
        rules: &[RuleId],
    ) -> Self {
        let Relations {
            model,
            conclusions,
            ranks,
            stated,
            special,
        } = relations;
        match ground {
            Applied::Mandatory => rules
                .iter()
                .map(|rule| &model.rules[rule.index()])
                .filter(|rule| rule.mandatory)
                .map(|rule| rule.level.0)
                .min()
                .map_or(Self::Nothing, |level| Self::Below(model, level)),
            Applied::Stated if stated.is_empty() => Self::Nothing,
            Applied::Stated => Self::Places(stated, stated.beaten_by(rules)),
            Applied::Listed(Ground::Specialis) => {
                let mut beaten: Vec<RuleId> = rules
                    .iter()
                    .flat_map(|&winner| {
                        special
                            .wider_than(winner)
                            .iter()
                            .copied()
                            .filter(move |&loser| !conclusions.alike(decision, winner, loser))
                    })
                    .collect();
                beaten.sort_unstable();
                Self::Rules(beaten)
            }
            Applied::Listed(ground) => {
                let (ranks, numbers) = (ranks.on(decision, ground), conclusions.numbers(decision));
                Self::ranked(ranks, numbers, rules)
            }
        }
    }

    fn ranked(ranks: &'m [u32], numbers: &'m [u32], rules: &[RuleId]) -> Self {
        // the best, with what it concludes, and the best that concludes otherwise
        let (mut best, mut said, mut other) = (0, 0, 0);
        for rule in rules {
            let (rank, says) = (ranks[rule.index()], numbers[rule.index()]);
            if rank > best {
                if says != said {
                    other = best;
                }
                (best, said) = (rank, says);
            } else if says != said && rank > other {
                other = rank;
            }
        }
        match best {
            0 => Self::Nothing,
            _ => Self::Ranked {
                ranks,
                numbers,
                best,
                said,
                other,
            },
        }
    }

    fn beats(&self, rule: RuleId) -> bool {
        match self {
            Self::Nothing => false,
            Self::Below(model, level) => model.rules[rule.index()].level.0 > *level,
            Self::Places(stated, places) => stated.is_in(rule, places),
            Self::Rules(beaten) => beaten.binary_search(&rule).is_ok(),
            Self::Ranked {
                ranks,
                numbers,
                best,
                said,
                other,
            } => {
                let (rank, says) = (ranks[rule.index()], numbers[rule.index()]);
                rank != 0 && rank < if says == *said { *other } else { *best }
            }
        }
    }
}
