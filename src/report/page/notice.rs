//! The end of a page: whom to turn to, a body each, and by what it was decided.

use super::Line;
use crate::explanation::reason::Unsettled;
use crate::explanation::{Actual, Explanation, Shown};
use crate::report::phrases::Phrases;
use crate::report::phrases::notice::Part;

/// Whom to turn to: whoever determines a decision that is told, or establishes or judges a fact that is
/// known.
pub(super) fn objection(phrases: Phrases, explanation: &Explanation) -> Vec<String> {
    let terms = &explanation.terms;
    let mut bodies: Vec<(String, Vec<(Part, Vec<String>)>)> = Vec::new();
    let mut add = |body: Option<&Shown>, part: Part, what: String| {
        let Some(body) = body else { return };
        let body = body.words.get(phrases.lang).to_owned();
        let at = match bodies.iter().position(|(other, _)| *other == body) {
            Some(at) => at,
            None => {
                bodies.push((body, Vec::new()));
                bodies.len() - 1
            }
        };
        let parts = &mut bodies[at].1;
        match parts.iter_mut().find(|(other, _)| *other == part) {
            Some((_, list)) => list.push(what),
            None => parts.push((part, vec![what])),
        }
    };
    for explained in &explanation.decisions {
        let term = terms.decisions.get(&explained.decision);
        let body = term.and_then(|term| term.determined_by.as_ref());
        add(
            body,
            Part::Determines,
            phrases.decision(&explained.decision),
        );
    }
    for fact in &explanation.facts {
        let is_known = match &fact.value {
            Actual::Known(_) => true,
            Actual::Unsettled { status, .. } => *status == Unsettled::Withheld,
        };
        let Some(term) = terms.facts.get(&fact.fact).filter(|_| is_known) else {
            continue;
        };
        let what = phrases.matter_of(&fact.fact);
        add(
            term.established_by.as_ref(),
            Part::Establishes,
            what.clone(),
        );
        add(term.judged_by.as_ref(), Part::Judges, what);
    }
    let mut items: Vec<String> = bodies
        .iter()
        .map(|(body, parts)| phrases.turn_to(body, parts))
        .collect();
    if items.is_empty() {
        items.push(phrases.nobody_named());
    }
    items.push(phrases.wrong_facts());
    items
}

/// By what it was decided, and how to check it.
pub(super) fn about(phrases: Phrases, explanation: &Explanation) -> Vec<Line> {
    let line = |(label, text)| Line {
        label,
        text,
        below: false,
    };
    phrases.about(explanation).into_iter().map(line).collect()
}
