//! Rules that change no verdict: taken as never met, every decision comes to the same everywhere.

use crate::model::{Collect, Datum, Otherwise, RuleId};
use crate::table::cover::Judgement;
use crate::verdict::defeat::{beats, defeat, grounds};
use crate::verdict::evaluate::result;

use super::dead::{Lives, any_situation};
use super::meeting::Meeting;
use super::setting::{Setting, has, left, met};

/// Whether a rule changes a decision's result on some situation.
pub(super) fn matters(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Lives {
    let neighbours = meeting.neighbours(rule);
    let grounds = grounds(setting.model, meeting.decision);
    let relations = setting.relations();
    let beats_some = neighbours.iter().any(|&other| {
        grounds
            .iter()
            .any(|&ground| beats(relations, meeting.decision, ground, rule, other))
    });
    match setting.model.decisions[meeting.decision.index()].collect {
        None | Some(Collect::List | Collect::Count) if !beats_some => adds(setting, meeting, rule),
        _ => changes(setting, meeting, rule),
    }
}

/// For a rule that beats none: it matters just where it is left and says what no other says that is
/// left. Only those that say the same, and what beats them, need be looked at.
fn adds(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Lives {
    let (model, decision) = (setting.model, meeting.decision);
    let relations = setting.relations();
    let says = model.concluded(rule, decision);
    let said_by = |rules: &[RuleId], value: &Datum| {
        rules
            .iter()
            .any(|&other| other != rule && model.concluded(other, decision).contains(value))
    };
    // where nothing else is left, `otherwise` may say the same
    let declared = &model.decisions[decision.index()];
    let is_otherwise = declared.collect.is_none()
        && matches!(&declared.otherwise, Otherwise::Value(value) if says.contains(value));
    let neighbours = meeting.neighbours(rule);
    let mut concerned: Vec<RuleId> = neighbours
        .iter()
        .copied()
        .filter(|&other| {
            is_otherwise
                || model
                    .concluded(other, decision)
                    .iter()
                    .any(|value| says.contains(value))
        })
        .collect();
    concerned.push(rule);
    let mut others = meeting.mattering(setting, neighbours, &concerned);
    others.extend(concerned.into_iter().filter(|other| *other != rule));
    any_situation(setting, rule, &others, |sure, open| {
        let left = left(relations, decision, &[rule], sure, open);
        let alone = |rules: &[RuleId]| rules.iter().all(|other| *other == rule);
        if !has(&left.perhaps, rule)
            || says.iter().all(|value| said_by(&left.sure, value))
            || is_otherwise && alone(&left.perhaps)
        {
            Judgement::Settled
        } else if has(&left.sure, rule)
            && says.iter().any(|value| !said_by(&left.perhaps, value))
            && !(is_otherwise && alone(&left.sure))
        {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    })
}

/// For any rule: the results with it and without it are compared.
fn changes(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Lives {
    let (model, decision) = (setting.model, meeting.decision);
    let relations = setting.relations();
    any_situation(setting, rule, meeting.neighbours(rule), |sure, open| {
        let with = met(&[rule], sure, open);
        let mut without = with.clone();
        without.sure.retain(|other| *other != rule);
        without.perhaps.retain(|other| *other != rule);
        let (with, without) = (
            defeat(relations, decision, with),
            defeat(relations, decision, without),
        );
        match (
            result(model, decision, &with),
            result(model, decision, &without),
        ) {
            (Some(with), Some(without)) if with == without => Judgement::Settled,
            (Some(_), Some(_)) => Judgement::Hole,
            _ => Judgement::Open,
        }
    })
}

/// The rules that conclude the same where it is met.
pub(super) fn beside(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Vec<RuleId> {
    let says = setting.model.concluded(rule, meeting.decision);
    meeting
        .neighbours(rule)
        .iter()
        .copied()
        .filter(|other| setting.model.concluded(*other, meeting.decision) == says)
        .collect()
}
