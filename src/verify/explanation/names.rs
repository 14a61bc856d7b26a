//! Names in the file, found in the ruleset.

use super::at::At;
use crate::model::{DecisionId, FactId, Model, RuleId};
use crate::verify::fault::Fault;
use crate::verify::pieces::{find_decision, find_fact};
use crate::words::Words;

/// A fact.
pub(super) fn fact_named<'d>(model: &Model, at: &At<'d>) -> Result<(FactId, &'d str), Fault> {
    let name = at.text()?;
    let id = find_fact(model, name).map_err(|message| at.fault(message))?;
    Ok((id, name))
}

/// A decision.
pub(super) fn decision_named(model: &Model, at: &At) -> Result<DecisionId, Fault> {
    find_decision(model, at.text()?).map_err(|message| at.fault(message))
}

/// A rule that concludes about a decision.
pub(super) fn rule_named(model: &Model, of: DecisionId, at: &At) -> Result<RuleId, Fault> {
    let id = at.text()?;
    let decision = &model.decisions[of.index()];
    let mut rules = decision.rules.iter();
    let found = rules.find(|rule| model.rules[rule.index()].id == id);
    found.copied().ok_or_else(|| {
        at.fault(Words::new(
            format!("no rule `{id}` concludes about `{}`", decision.name),
            format!("没有规则 `{id}` 对 `{}` 作出结论", decision.name),
        ))
    })
}

/// Rules that conclude about a decision, each once, in order.
pub(super) fn rules_named(model: &Model, of: DecisionId, at: &At) -> Result<Vec<RuleId>, Fault> {
    let mut rules = Vec::new();
    for item in at.items()? {
        let rule = rule_named(model, of, &item)?;
        if rules.last().is_some_and(|last| *last >= rule) {
            return Err(item.fault(in_order()));
        }
        rules.push(rule);
    }
    Ok(rules)
}

/// Rules for a message.
pub(super) fn ids(model: &Model, rules: impl IntoIterator<Item = RuleId>) -> String {
    let each = rules.into_iter();
    let each = each.map(|rule| format!("`{}`", model.rules[rule.index()].id));
    each.collect::<Vec<_>>().join(", ")
}

/// That rules are not listed as they should be.
pub(super) fn in_order() -> Words {
    Words::new(
        "rules must stand once, in the order of their ids",
        "规则应按编号次序排列，每条一次",
    )
}
