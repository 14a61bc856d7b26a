//! The end of a page: whom to turn to, a body each, and by what it was decided.

use super::Line;
use crate::explanation::reason::Unsettled;
use crate::explanation::{Actual, Explanation, Shown};
use crate::report::phrases::Phrases;
use crate::report::phrases::notice::Part;

/// A body with its parts in an affair, each with what it is about.
struct Body {
    name: String,
    parts: Vec<(Part, Vec<String>)>,
}

/// Adds a body's part to what is known of the bodies.
fn add(bodies: &mut Vec<Body>, name: Option<String>, part: Part, what: &str) {
    let Some(name) = name else { return };
    let at = bodies.iter().position(|body| body.name == name);
    let at = at.unwrap_or_else(|| {
        bodies.push(Body {
            name,
            parts: Vec::new(),
        });
        bodies.len() - 1
    });
    let parts = &mut bodies[at].parts;
    match parts.iter_mut().find(|(other, _)| *other == part) {
        Some((_, list)) => list.push(what.to_owned()),
        None => parts.push((part, vec![what.to_owned()])),
    }
}

/// Whom to turn to: whoever determines a decision that is told, or establishes or judges a fact that is
/// known.
pub(super) fn objection(phrases: Phrases, explanation: &Explanation) -> Vec<String> {
    let terms = &explanation.terms;
    let mut bodies = Vec::new();
    let name = |body: &Option<Shown>| body.as_ref().map(|body| phrases.words(body));
    for explained in &explanation.decisions {
        let term = terms.decisions.get(&explained.decision);
        let body = term.and_then(|term| name(&term.determined_by));
        let what = phrases.decision(&explained.decision);
        add(&mut bodies, body, Part::Determines, &what);
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
            &mut bodies,
            name(&term.established_by),
            Part::Establishes,
            &what,
        );
        add(&mut bodies, name(&term.judged_by), Part::Judges, &what);
    }
    let mut items: Vec<String> = bodies
        .iter()
        .map(|body| phrases.turn_to(&body.name, &body.parts))
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
