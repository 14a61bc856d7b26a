//! `rule_misapplied`: whether a rule is met and wins on the office's facts, and what hangs on it.

use super::{Asserted, Examined, Found, Stands, Verdict, compared};
use crate::contest::case::Case;
use crate::contest::names::Names;
use crate::contest::refusal::Refusal;
use crate::explanation::Decision;
use crate::model::{DecisionId, RuleId};

/// A rule that is held not to apply. `after` is without the rule.
pub(super) fn misapplied(case: &Case, name: &str) -> Result<Examined, Refusal> {
    let names = Names {
        ruleset: case.ruleset,
    };
    let rule = names.rule(name)?;
    let asserted = Asserted::RuleMisapplied {
        rule: case.id(rule),
    };
    let mut table = case.table().clone();
    table.rules[rule.index()].clear();
    let without = case.again_by(case.model(), &table, &case.affair);
    let Some((decision, standing)) = most_telling(case, rule) else {
        return Ok(compared(case, asserted, Found::Decided, without));
    };
    let verdict = match standing {
        Stands::Wins(_) => Verdict::Refuted,
        Stands::Defeated(_) | Stands::NotMet(_) | Stands::Open(_) => Verdict::Upheld,
    };
    let found = Found::Rule { decision, standing };
    Ok(Examined {
        verdict,
        // without a rule that applies is no way to decide
        succeeds: false,
        ..compared(case, asserted, found, without)
    })
}

/// How a rule fares on the decision in dispute; else on one that it reads, else on any other.
fn most_telling(case: &Case, rule: RuleId) -> Option<(String, Stands)> {
    let conclusions = &case.model().rules[rule.index()].conclusions;
    let mut decisions: Vec<DecisionId> = conclusions.iter().map(|it| it.decision).collect();
    let distance =
        |decision: &DecisionId| (*decision != case.decision, !case.cone().contains(decision));
    decisions.sort_by_key(distance);
    let explained = case.explained(*decisions.first()?)?;
    Some((
        explained.decision.clone(),
        stands(explained, &case.id(rule))?,
    ))
}

/// How a rule fares on a decision.
pub(super) fn stands(explained: &Decision, rule: &str) -> Option<Stands> {
    let wins = explained.because.iter().find(|it| it.named.rule == rule);
    let defeated = || explained.defeated.iter().find(|it| it.named.rule == rule);
    let not_met = || explained.not_met.iter().find(|it| it.named.rule == rule);
    let open = || explained.open.iter().find(|it| it.named.rule == rule);
    wins.map(|it| Stands::Wins(Box::new(it.clone())))
        .or_else(|| defeated().map(|it| Stands::Defeated(Box::new(it.clone()))))
        .or_else(|| not_met().map(|it| Stands::NotMet(Box::new(it.clone()))))
        .or_else(|| open().map(|it| Stands::Open(Box::new(it.clone()))))
}
