//! The one namespace of facts, definitions and decisions.

use super::decisions::{self, WrittenDecision};
use super::defines::WrittenDefine;
use super::facts::{self, WrittenFact};
use super::names::{self, Declared};
use super::reports::Reports;
use super::scope::{Item, Scope};
use super::written::Written;
use crate::model::{DecisionId, FactId};
use crate::syntax::tree;

/// What shares the namespace.
enum Thing<'t> {
    Fact(u32, &'t tree::Fact),
    Define(&'t tree::Define),
    Decision(&'t tree::Decision),
}

/// Facts, definitions and decisions, each by name.
pub(super) type Things<'t> = (
    Vec<WrittenFact<'t>>,
    Vec<WrittenDefine<'t>>,
    Vec<WrittenDecision<'t>>,
);

/// Declares facts and decisions, with their types. Definitions are only told apart from them: they
/// need both to be known.
pub(super) fn declare<'t>(
    written: &Written<'t>,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Things<'t> {
    let facts = written
        .facts
        .iter()
        .flat_map(|(level, block)| block.facts.iter().map(|fact| (*level, fact)));
    let facts = (0..)
        .zip(facts)
        .map(|(place, (level, fact))| (level, &fact.name, Thing::Fact(place, fact)));
    let defines = written
        .defines
        .iter()
        .map(|(level, it)| (*level, &it.name, Thing::Define(it)));
    let decisions = written
        .decisions
        .iter()
        .map(|(level, it)| (*level, &it.name, Thing::Decision(it)));
    let all = names::once(facts.chain(defines).chain(decisions), reports);

    let mut things: Things<'t> = Things::default();
    for (name, Declared { what, level, span }) in all {
        scope.item_names.insert(&name.text, span);
        match what {
            Thing::Fact(place, fact) => things.0.push((level, place, fact)),
            Thing::Define(define) => things.1.push((level, define)),
            Thing::Decision(decision) => things.2.push((level, decision)),
        }
    }
    for (id, (level, _, fact)) in (0..).zip(&things.0) {
        let head = facts::head(*level, fact, scope, reports);
        scope.items.insert(
            head.name,
            Declared {
                what: Item::Fact(FactId(id)),
                level: *level,
                span: head.span,
            },
        );
        scope.facts.push(head);
    }
    for (id, (level, decision)) in (0..).zip(&things.2) {
        let head = decisions::head(*level, decision, scope, reports);
        scope.items.insert(
            head.name,
            Declared {
                what: Item::Decision(DecisionId(id)),
                level: *level,
                span: head.span,
            },
        );
        scope.decisions.push(head);
    }
    things
}
