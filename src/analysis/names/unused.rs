//! Names that nothing uses.
//!
//! Values of a kind are what may occur, and are never reported. The kind `body` is otherwise where it
//! names who acts: a body that no rule gives anything to is one that was forgotten. Where affairs too
//! range over it (`parties : set of body`), its values are what may occur again.

use std::collections::HashSet;

use super::uses::Uses;
use super::{about, decisions, defines, facts, kinds, nodes, sources};
use crate::analysis::{Finding, Kind, Named};
use crate::model::{Citation, Datum, KindId, Model, Otherwise, Type};

/// One finding for each sort of name.
pub(super) fn unused(model: &Model) -> Vec<Finding> {
    let uses = Uses::of(model);
    let idle_facts = facts(model).filter(|(id, _)| {
        let has_it_recognised = |fact: &crate::model::Fact| fact.recognised_from == Some(*id);
        !uses.facts.contains(id) && !model.facts.iter().any(has_it_recognised)
    });
    let idle_defines = defines(model).filter(|(id, _)| !uses.defines.contains(id));
    let idle_decisions = decisions(model).filter(|(_, decision)| decision.rules.is_empty());
    let sorts = [
        idle_kinds(model),
        idle_bodies(model, &uses),
        idle_facts.map(|(id, _)| Named::Fact(id)).collect(),
        idle_defines.map(|(id, _)| Named::Define(id)).collect(),
        idle_decisions.map(|(id, _)| Named::Decision(id)).collect(),
        idle_sources(model),
    ];
    sorts
        .into_iter()
        .filter(|names| !names.is_empty())
        .map(|names| about(Kind::Unused(names)))
        .collect()
}

fn kind_of(ty: &Type) -> Option<KindId> {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => Some(*kind),
        _ => None,
    }
}

/// Declared kinds of which no fact and no decision is.
fn idle_kinds(model: &Model) -> Vec<Named> {
    let facts = model.facts.iter().filter_map(|fact| kind_of(&fact.ty));
    let decisions = model
        .decisions
        .iter()
        .filter_map(|decision| kind_of(&decision.ty));
    let mut used: HashSet<KindId> = facts.chain(decisions).collect();
    used.extend(model.bodies.filter(|_| acting(model).next().is_some()));
    kinds(model)
        .filter(|(id, kind)| !kind.anonymous && !used.contains(id))
        .map(|(id, _)| Named::Kind(id))
        .collect()
}

/// The leaves of the bodies that establish, judge, determine or decide something.
fn acting(model: &Model) -> impl Iterator<Item = u32> + '_ {
    let facts = model
        .facts
        .iter()
        .flat_map(|fact| [fact.established_by, fact.judged_by]);
    let decisions = model
        .decisions
        .iter()
        .map(|decision| decision.determined_by);
    let overlaps = model.overlaps.iter().map(|overlap| overlap.decided_by);
    facts.chain(decisions).chain(overlaps).flatten()
}

/// Bodies that nothing concludes, tests or names.
fn idle_bodies(model: &Model, uses: &Uses) -> Vec<Named> {
    let Some(bodies) = model.bodies else {
        return Vec::new();
    };
    let concludes_bodies = |ty: &Type| kind_of(ty) == Some(bodies);
    let ranged_over = model
        .facts
        .iter()
        .any(|fact| kind_of(&fact.ty) == Some(bodies));
    let concluded = model
        .decisions
        .iter()
        .any(|decision| concludes_bodies(&decision.ty));
    if ranged_over || (!concluded && acting(model).next().is_none()) {
        return Vec::new();
    }
    let kind = &model.kinds[bodies.index()];
    let mut used: HashSet<u32> = acting(model).collect();
    let mut note = |datum: &Datum| {
        if let Datum::Leaf(leaf) = datum {
            used.insert(*leaf);
        }
    };
    for decision in model
        .decisions
        .iter()
        .filter(|decision| concludes_bodies(&decision.ty))
    {
        if let Otherwise::Value(datum) = &decision.otherwise {
            note(datum);
        }
    }
    for conclusion in model.rules.iter().flat_map(|rule| &rule.conclusions) {
        if concludes_bodies(&model.decisions[conclusion.decision.index()].ty) {
            conclusion.values.iter().for_each(&mut note);
        }
    }
    for shift in &model.shifts {
        if concludes_bodies(&model.decisions[shift.decision.index()].ty) {
            note(&shift.from);
            note(&shift.to);
        }
    }
    for (_, node) in uses.nodes.iter().filter(|(of, _)| *of == bodies) {
        let node = &kind.nodes[node.index()];
        used.extend(node.first..node.end);
    }
    nodes(kind)
        .filter(|(_, node)| node.leaf && !used.contains(&node.first))
        .map(|(id, _)| Named::Node(bodies, id))
        .collect()
}

/// Sources that no rule cites, if rules cite anything at all.
fn idle_sources(model: &Model) -> Vec<Named> {
    let rules = model.rules.iter().flat_map(|rule| &rule.citations);
    let shifts = model.shifts.iter().flat_map(|shift| &shift.citations);
    let all: Vec<&Citation> = rules.chain(shifts).collect();
    let cited: HashSet<_> = all.iter().filter_map(|citation| citation.source).collect();
    sources(model)
        .filter(|(id, _)| !all.is_empty() && !cited.contains(id))
        .map(|(id, _)| Named::Source(id))
        .collect()
}
