//! An affair as JSON: what reading it gives back.

use crate::explanation::shown::json;
use crate::model::{FactId, Model, Type};
use crate::report::fields::Fields;
use crate::verdict::{Affair, Knowledge};
use serde_json::Value as Json;

/// The facts given, in the order of their declaration. What was recognised from text is left out, for
/// reading the affair recognises it again; so is a fact known in part by leaves that no single value
/// stands for. The date of the decision is no field of an affair.
pub fn affair(model: &Model, affair: &Affair) -> Fields {
    let fields = given(model, affair).filter_map(|(fact, knowledge)| {
        let declared = &model.facts[fact.index()];
        let value = match (knowledge, &declared.ty) {
            (Knowledge::Known(datum), ty) => json(model, ty, datum),
            (Knowledge::OneOf(leaves), Type::Kind(kind)) => {
                let kind = &model.kinds[kind.index()];
                Json::String(kind.nodes[kind.node_of(leaves)?.index()].name.clone())
            }
            (Knowledge::OneOf(_) | Knowledge::Unknown, _) => return None,
        };
        Some((declared.name.clone(), value))
    });
    Fields(fields.collect())
}

/// The facts given, in the order of their declaration.
pub fn given<'a>(
    model: &Model,
    affair: &'a Affair,
) -> impl Iterator<Item = (FactId, &'a Knowledge)> {
    let mut facts: Vec<(FactId, &Knowledge)> = (0..).map(FactId).zip(&affair.facts).collect();
    facts.retain(|(fact, knowledge)| {
        **knowledge != Knowledge::Unknown && !affair.recognised.contains(fact)
    });
    facts.sort_by_key(|(fact, _)| model.facts[fact.index()].declared);
    facts.into_iter()
}
