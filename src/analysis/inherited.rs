//! What is said of an ancestor's declarations only because a level below makes them idle.
//!
//! In: everything found of a ruleset with its ancestors. Out: the same without what concerns the texts
//! above by themselves: a default that is overridden here, a rule for places that there are none of
//! here, a name that only others use. Whoever reads the findings cannot mend those texts, and nothing is
//! wrong with them; what is, is found where they are checked. Conflicts, gaps and broken guarantees
//! stay: they are about what is decided here.

use super::finding::{Answer, Finding, Findings, Kind, Named, Question};
use crate::model::Model;
use crate::source::Span;

/// Leaves out what is for those above. A question that finds nothing else has found only what is
/// accepted.
pub(super) fn leave_to_those_above(model: &Model, found: &mut Findings) {
    if model.above.is_empty() {
        return;
    }
    found
        .findings
        .retain(|finding| !is_for_those_above(model, finding));
    for ask in &mut found.questions {
        let left = found
            .findings
            .iter()
            .any(|finding| answers(model, finding, ask.question));
        let idle = matches!(
            ask.question,
            Question::Unsatisfiable
                | Question::Unreachable(_)
                | Question::Redundant(_)
                | Question::Overrides
                | Question::Overlaps
                | Question::Shifts(_)
        );
        if idle && ask.answer == Answer::Found && !left {
            ask.answer = Answer::Accepted(Vec::new());
        }
    }
}

fn answers(model: &Model, finding: &Finding, question: Question) -> bool {
    let of = |decision| finding.decision == Some(decision);
    match question {
        Question::Unsatisfiable => matches!(finding.kind, Kind::Unsatisfiable { .. }),
        Question::Unreachable(decision) => {
            matches!(finding.kind, Kind::Unreachable { .. }) && of(decision)
        }
        Question::Redundant(decision) => {
            matches!(finding.kind, Kind::Redundant { .. }) && of(decision)
        }
        Question::Overrides => matches!(
            finding.kind,
            Kind::IdleOverride { .. } | Kind::WideException { .. }
        ),
        Question::Overlaps => {
            matches!(finding.kind, Kind::StaleOverlap(_) | Kind::BroadOverlap(_))
        }
        Question::Shifts(decision) => match &finding.kind {
            Kind::ShiftCircle(_) | Kind::HandOff(_) | Kind::DeadEnd(_) => of(decision),
            Kind::IdleShift(number) => {
                let shift = model.shifts.get(*number as usize);
                shift.is_some_and(|it| it.decision == decision)
            }
            _ => false,
        },
        Question::Gap(_) | Question::Conflict(_) | Question::Guarantee(_) => false,
    }
}

fn is_for_those_above(model: &Model, finding: &Finding) -> bool {
    let at = |number: u32| number as usize;
    let inherited = |span: Option<Span>| span.is_some_and(|span| model.is_inherited(span));
    // a row may stand in a file of its own, so that its level says more than its place
    let own = model.levels.len().saturating_sub(1);
    let above = |rule: &crate::model::RuleId| model.rules[rule.index()].level.index() < own;
    match &finding.kind {
        Kind::Conflict
        | Kind::Gap
        | Kind::Guarantee(_)
        | Kind::ShiftCircle(_)
        | Kind::HandOff(_)
        | Kind::DeadEnd(_) => false,
        Kind::Unreachable { .. }
        | Kind::Unsatisfiable { .. }
        | Kind::Redundant { .. }
        | Kind::IdleOverride { .. }
        | Kind::WideException { .. }
        | Kind::OnlyByGround { .. }
        | Kind::Expired { overlap: None, .. } => finding.rules.first().is_some_and(above),
        Kind::Expired {
            overlap: Some(overlap),
            ..
        }
        | Kind::StaleOverlap(overlap)
        | Kind::BroadOverlap(overlap) => {
            inherited(model.overlaps.get(at(*overlap)).map(|it| it.span))
        }
        Kind::IdleDefine { define, .. } => inherited(Some(model.defines[define.index()].span)),
        Kind::IdleImpossible(number) => {
            inherited(model.impossible.get(at(*number)).map(|it| it.span))
        }
        Kind::IdleShift(number) => inherited(model.shifts.get(at(*number)).map(|it| it.span)),
        Kind::IdleGuarantee(number) => {
            inherited(model.guarantees.get(at(*number)).map(|it| it.span))
        }
        Kind::Unused(names) | Kind::Confusable(names) | Kind::MissingLabel { names, .. } => names
            .iter()
            .all(|name| inherited(Some(place(model, *name)))),
    }
}

fn place(model: &Model, name: Named) -> Span {
    match name {
        Named::Kind(kind) | Named::Node(kind, _) => model.kinds[kind.index()].span,
        Named::Fact(fact) => model.facts[fact.index()].span,
        Named::Define(define) => model.defines[define.index()].span,
        Named::Decision(decision) => model.decisions[decision.index()].span,
        Named::Rule(rule) => model.rules[rule.index()].span,
        Named::Source(source) => model.citables[source.index()].span,
    }
}
