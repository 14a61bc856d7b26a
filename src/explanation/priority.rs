//! What could have beaten the winners, and is not met.

use serde::Serialize;

use super::rule::Ground;
use crate::model::{self, DecisionId, Model, RuleId};
use crate::table::DecisionTable;
use crate::verdict::defeat::{Applied, Relations, beats, grounds};

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

/// The rules among some that would beat a winner of a decision, each with the first ground on which
/// it would.
pub(super) fn not_overridden(
    model: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    winners: &[RuleId],
    unmet: &[RuleId],
) -> Vec<NotOverridden> {
    let relations = Relations::of(model, table);
    let id = |rule: RuleId| model.rules[rule.index()].id.clone();
    let listed = grounds(model, decision);
    let stronger = |rule: &RuleId| {
        listed.iter().find_map(|&applied| {
            let beaten: Vec<String> = winners
                .iter()
                .filter(|winner| beats(relations, decision, applied, *rule, **winner))
                .map(|winner| id(*winner))
                .collect();
            (!beaten.is_empty()).then(|| NotOverridden {
                rule: id(*rule),
                beats: beaten,
                ground: ground(applied),
            })
        })
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
