//! One decision of an explanation: everything that is said of it.

use std::collections::BTreeSet;

use super::at::At;
use super::checking::Checking;
use super::confirmed::Statement;
use super::{change, further, margin, needs, outcome, rules, sufficient, unbeaten};
use crate::model::{DecisionId, FactId};
use crate::verify::fault::Fault;
use crate::words::Words;

/// Checks what is said of a decision.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    at: &At<'d>,
    recognised: &BTreeSet<FactId>,
) -> Result<Statement, Fault> {
    if let Some(unconfirmed) = at.find("unconfirmed") {
        return Err(unconfirmed.fault(Words::new(
            "the explanation withholds its reasons, since they could not be confirmed",
            "解释因理由无法确认而未予说明",
        )));
    }
    if let Some(history) = at.find("history") {
        let fault = history.fault(Words::new(
            "it tells of a case over time, which does not follow from the facts alone",
            "它讲的是一个案件的办理经过，不能仅由事实得出",
        ));
        return Err(fault.help(Words::new(
            "follow the case again with `fenliu track`",
            "请用 `fenliu track` 重新跟踪该案件",
        )));
    }
    let place = at.get("outcome")?;
    checking.engine.allow(super::QUESTION);
    let told = &checking.told[id.index()];
    let outcome = match outcome::check(&mut checking.engine, &checking.affair, id, &place, told) {
        Ok(checked) => checked.map(|()| true)?,
        Err(_) => {
            checking.too_hard(&place, Words::new("the outcome", "结论"));
            false
        }
    };
    if outcome {
        needs::check(checking, id, &place)?;
    }
    further::overlap(checking, id, &place)?;
    further::otherwise(checking, id, at)?;
    let rules = rules::check(checking, id, at)?;
    unbeaten::check(checking, id, at)?;
    let sufficient = sufficient::check(checking, id, at)?;
    let (changes, never) = change::check(checking, id, at, recognised)?;
    let margins = margin::check(checking, id, at)?;
    further::judged(checking, id, at, sufficient.as_ref())?;
    let claimed = further::why_not(checking, id, at, recognised)?;
    Ok(Statement {
        decision: checking.model.decisions[id.index()].name.clone(),
        outcome,
        rules: rules.len(),
        sufficient: sufficient.map_or(0, |facts| facts.len()),
        changes: changes + claimed,
        never,
        margins,
    })
}
