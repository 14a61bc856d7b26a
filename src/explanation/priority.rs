//! What could have beaten the winners, and is not met.

use serde::Serialize;

use super::rule::Ground;
use crate::model::{self, DecisionId, RuleId};
use crate::verdict::defeat::{Applied, Relations, Standing, apply, beats, grounds};

/// A rule that would beat winners if it were met. What keeps it from being met stands with it in
/// `not_met`, or among `open`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotOverridden {
    /// The rule.
    pub rule: String,
    /// The winners it would beat.
    pub beats: Vec<String>,
    /// On which ground.
    pub ground: Ground,
}

/// The rules among those not met that would beat a winner of a decision if they were met besides
/// those that are, each with the first ground on which it would. One that would itself be beaten before
/// is none of them.
pub(super) fn not_overridden(
    relations: Relations,
    decision: DecisionId,
    winners: &[RuleId],
    (unmet, met): (&[RuleId], &[RuleId]),
) -> Vec<NotOverridden> {
    let model = relations.model;
    let id = |rule: &RuleId| model.rules[rule.index()].id.clone();
    let listed = grounds(model, decision);
    let stronger = |rule: &RuleId| {
        let on_any = listed.iter().any(|&ground| {
            let mut winners = winners.iter();
            winners.any(|winner| beats(relations, decision, ground, *rule, *winner))
        });
        if !on_any {
            return None;
        }
        let mut left = met.to_vec();
        left.push(*rule);
        left.sort_unstable();
        let mut standing = Standing {
            sure: left.clone(),
            perhaps: left,
        };
        for &applied in &listed {
            if standing.sure.binary_search(rule).is_err() {
                return None;
            }
            let beaten: Vec<String> = winners
                .iter()
                .filter(|winner| {
                    standing.sure.binary_search(winner).is_ok()
                        && beats(relations, decision, applied, *rule, **winner)
                })
                .map(id)
                .collect();
            if !beaten.is_empty() {
                return Some(NotOverridden {
                    rule: id(rule),
                    beats: beaten,
                    ground: ground(applied),
                });
            }
            standing = apply(relations, decision, applied, &standing);
        }
        None
    };
    unmet.iter().filter_map(stronger).collect()
}

/// A ground by name.
pub(super) fn ground(applied: Applied) -> Ground {
    match applied {
        Applied::Mandatory => Ground::Mandatory,
        Applied::Stated => Ground::Stated,
        Applied::Listed(listed) => match listed {
            model::Ground::Superior => Ground::Superior,
            model::Ground::Specialis => Ground::Specialis,
            model::Ground::Posterior => Ground::Posterior,
            model::Ground::Highest => Ground::Highest,
            model::Ground::Lowest => Ground::Lowest,
        },
    }
}
