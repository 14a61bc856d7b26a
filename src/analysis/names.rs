//! Findings that need no search. In: the model, and a day if one is asked about. Out: names that
//! nothing uses, names that look alike, names without a label in a language of the ruleset, and what
//! is out of date on that day.
//!
//! None of them has a witness: they are about how the ruleset is written, not about any affair.

mod uses;
mod unused;
mod confusable;
mod labels;
mod expired;

use jiff::civil::Date;

use super::{Finding, Kind};
use crate::model::{CitableId, DecisionId, DefineId, FactId, KindId, Model, NodeId, RuleId};

/// The findings about names; with a day, also what is out of date then.
pub(crate) fn names(model: &Model, as_of: Option<Date>) -> Vec<Finding> {
    let mut found = unused::unused(model);
    found.extend(confusable::confusable(model));
    found.extend(labels::missing(model));
    if let Some(day) = as_of {
        found.extend(expired::expired(model, day));
    }
    found
}

/// A finding about names alone.
fn about(kind: Kind) -> Finding {
    Finding {
        kind,
        decision: None,
        rules: Vec::new(),
        witness: None,
        regions: Vec::new(),
        more: false,
        share: None,
    }
}

/// The ids of a vector with its members.
fn numbered<T, I>(all: &[T], id: impl Fn(u32) -> I) -> impl Iterator<Item = (I, &T)> {
    (0..).map(id).zip(all)
}

fn kinds(model: &Model) -> impl Iterator<Item = (KindId, &crate::model::Kind)> {
    numbered(&model.kinds, KindId)
}

fn nodes(kind: &crate::model::Kind) -> impl Iterator<Item = (NodeId, &crate::model::Node)> {
    numbered(&kind.nodes, NodeId)
}

fn facts(model: &Model) -> impl Iterator<Item = (FactId, &crate::model::Fact)> {
    numbered(&model.facts, FactId)
}

fn defines(model: &Model) -> impl Iterator<Item = (DefineId, &crate::model::Define)> {
    numbered(&model.defines, DefineId)
}

fn decisions(model: &Model) -> impl Iterator<Item = (DecisionId, &crate::model::Decision)> {
    numbered(&model.decisions, DecisionId)
}

fn rules(model: &Model) -> impl Iterator<Item = (RuleId, &crate::model::Rule)> {
    numbered(&model.rules, RuleId)
}

fn sources(model: &Model) -> impl Iterator<Item = (CitableId, &crate::model::Citable)> {
    numbered(&model.citables, CitableId)
}

#[cfg(test)]
mod tests;
