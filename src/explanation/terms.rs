//! The words for the names in an explanation, so that it can be read without its ruleset.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reason::Measure;
use super::shown::{Shown, Speaker};
use crate::model::{Collect, Model, Type};
use crate::words::Label;

/// Labels by name. Only what has something to say is here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Terms {
    /// The rulesets, the highest ancestor included.
    pub rulesets: BTreeMap<String, RulesetTerm>,
    /// Facts.
    pub facts: BTreeMap<String, FactTerm>,
    /// Decisions.
    pub decisions: BTreeMap<String, DecisionTerm>,
    /// Definitions.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub defines: BTreeMap<String, Label>,
    /// Tables.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, Label>,
    /// Values that are named, by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, BTreeMap<String, Label>>,
}

/// A ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RulesetTerm {
    /// Its title.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub title: Label,
    /// Who made it.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub authority: Label,
    /// How many levels above the ruleset decided by; 0 is itself.
    #[serde(skip_serializing_if = "is_itself")]
    pub above: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_itself(above: &u32) -> bool {
    *above == 0
}

/// A fact.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a clause of the declaration, or its type"
)]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FactTerm {
    /// Its label.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub label: Label,
    /// The kind that its values belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its sentence, with `{}` for the value.
    #[serde(rename = "as", skip_serializing_if = "Label::is_empty")]
    pub phrase: Label,
    /// Who establishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_by: Option<Shown>,
    /// Who judges it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<Shown>,
    /// The text it is recognised from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognised_from: Option<String>,
    /// Whether it cannot be otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
    /// Whether it is left out of what leaves the office.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// Whether it answers yes or no.
    #[serde(skip)]
    pub yes_no: bool,
    /// What sort of values it has, where they have an order.
    #[serde(skip)]
    pub measure: Measure,
    /// Whether it has several values at once.
    #[serde(skip)]
    pub is_set: bool,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct DecisionTerm {
    /// Its label.
    #[serde(skip_serializing_if = "Label::is_empty")]
    pub label: Label,
    /// The kind that its values belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who may determine it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub determined_by: Option<Shown>,
    /// Whether it is a collected list.
    #[serde(skip)]
    pub is_set: bool,
}

impl Terms {
    /// The terms of a model; of its values, those that were named.
    pub(crate) fn of(speaker: &Speaker) -> Self {
        let model = speaker.model;
        let kind = |ty: &Type| kind(model, ty);
        let facts = model.facts.iter().map(|fact| {
            let term = FactTerm {
                label: fact.label.clone(),
                kind: kind(&fact.ty),
                phrase: fact.phrase.clone(),
                established_by: fact.established_by.and_then(|body| speaker.body(body)),
                judged_by: fact.judged_by.and_then(|body| speaker.body(body)),
                recognised_from: fact
                    .recognised_from
                    .map(|from| model.facts[from.index()].name.clone()),
                fixed: fact.fixed,
                sensitive: fact.sensitive,
                yes_no: fact.ty == Type::YesNo,
                measure: measure(model, &fact.ty),
                is_set: matches!(fact.ty, Type::Set(_)),
            };
            (fact.name.clone(), term)
        });
        let decisions = model.decisions.iter().map(|decision| {
            let term = DecisionTerm {
                label: decision.label.clone(),
                kind: kind(&decision.ty),
                determined_by: decision.determined_by.and_then(|body| speaker.body(body)),
                is_set: decision.collect == Some(Collect::List),
            };
            (decision.name.clone(), term)
        });
        let labelled = |name: &str, label: &Label| {
            (!label.is_empty()).then(|| (name.to_owned(), label.clone()))
        };
        let levels = (0..).zip(model.levels.iter().rev()).map(|(above, level)| {
            let term = RulesetTerm {
                title: level.title.clone(),
                authority: level.authority.clone(),
                above,
            };
            (level.name.clone(), term)
        });
        Self {
            rulesets: levels.collect(),
            facts: facts.collect(),
            decisions: decisions.collect(),
            defines: model
                .defines
                .iter()
                .filter_map(|define| labelled(&define.name, &define.label))
                .collect(),
            tables: model
                .tables
                .iter()
                .filter_map(|table| labelled(&table.name, &table.title))
                .collect(),
            values: speaker.labels(),
        }
    }
}

fn kind(model: &Model, ty: &Type) -> Option<String> {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => Some(model.kinds[kind.index()].name.clone()),
        _ => None,
    }
}

fn measure(model: &Model, ty: &Type) -> Measure {
    match ty {
        Type::Integer { .. } => Measure::Count,
        Type::Decimal { .. } => Measure::Amount,
        Type::Duration { .. } => Measure::Days,
        Type::Date { .. } => Measure::Date,
        Type::Kind(kind) if model.kinds[kind.index()].ordered => Measure::Rank,
        Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text => Measure::None,
    }
}
