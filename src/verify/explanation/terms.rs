//! That the words for the names are those of the ruleset.
//!
//! A name without words is one of which nothing is said; what is said of one is all that the ruleset
//! says.

use serde_json::{Value as Json, json};

use super::at::At;
use super::declared::label;
use super::value::one;
use crate::model::{Model, Type};
use crate::verify::fault::Fault;
use crate::words::{Label, Words};

/// What may be said of a name: by member, nothing where it must not stand.
type Said = Vec<(&'static str, Option<Json>)>;

/// Checks the words, if there are any.
pub(super) fn check(model: &Model, top: &At) -> Result<(), Fault> {
    let Some(terms) = top.find("terms") else {
        return Ok(());
    };
    each(&terms, "rulesets", |at, name| {
        let mut levels = model.levels.iter();
        let level = levels
            .find(|it| it.name == name)
            .ok_or_else(|| no_name(at))?;
        said(
            at,
            vec![
                ("title", label(&level.title)),
                ("authority", label(&level.authority)),
            ],
        )
    })?;
    each(&terms, "facts", |at, name| {
        let mut facts = model.facts.iter();
        let fact = facts
            .find(|it| it.name == name)
            .ok_or_else(|| no_name(at))?;
        let text = fact
            .recognised_from
            .map(|text| &model.facts[text.index()].name);
        said(
            at,
            vec![
                ("label", label(&fact.label)),
                ("kind", kind(model, &fact.ty)),
                ("as", label(&fact.phrase)),
                ("established_by", body(model, fact.established_by)),
                ("judged_by", body(model, fact.judged_by)),
                ("recognised_from", text.map(|name| json!(name))),
                ("fixed", fact.fixed.then_some(Json::Bool(true))),
                ("sensitive", fact.sensitive.then_some(Json::Bool(true))),
            ],
        )
    })?;
    each(&terms, "decisions", |at, name| {
        let mut decisions = model.decisions.iter();
        let decision = decisions
            .find(|it| it.name == name)
            .ok_or_else(|| no_name(at))?;
        said(
            at,
            vec![
                ("label", label(&decision.label)),
                ("kind", kind(model, &decision.ty)),
                ("determined_by", body(model, decision.determined_by)),
            ],
        )
    })?;
    each(&terms, "defines", |at, name| {
        let mut defines = model.defines.iter();
        labelled(at, defines.find(|it| it.name == name).map(|it| &it.label))
    })?;
    each(&terms, "tables", |at, name| {
        let mut tables = model.tables.iter();
        labelled(at, tables.find(|it| it.name == name).map(|it| &it.title))
    })?;
    each(&terms, "values", |at, name| {
        let mut kinds = model.kinds.iter();
        let kind = kinds
            .find(|it| it.name == name)
            .ok_or_else(|| no_name(at))?;
        for (name, at) in at.members()? {
            let mut nodes = kind.nodes.iter();
            labelled(&at, nodes.find(|it| it.name == name).map(|it| &it.label))?;
        }
        Ok(())
    })
}

fn each<'d>(
    terms: &At<'d>,
    section: &'d str,
    of: impl Fn(&At<'d>, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let Some(section) = terms.find(section) else {
        return Ok(());
    };
    let mut members = section.members()?.into_iter();
    members.try_for_each(|(name, at)| of(&at, name))
}

fn said(at: &At, said: Said) -> Result<(), Fault> {
    let mut each = said.iter();
    each.try_for_each(|(name, should)| at.is(name, should.as_ref()))
}

fn labelled(at: &At, should: Option<&Label>) -> Result<(), Fault> {
    match should.and_then(label) {
        Some(should) if *at.json == should => Ok(()),
        Some(should) => Err(at.fault(Words::new(
            format!("the ruleset says `{should}`"),
            format!("规则集中为 `{should}`"),
        ))),
        None => Err(no_name(at)),
    }
}

fn no_name(at: &At) -> Fault {
    at.fault(Words::new(
        "the ruleset has no words for this name",
        "规则集中没有此名称的说明文字",
    ))
}

fn kind(model: &Model, ty: &Type) -> Option<Json> {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => Some(json!(model.kinds[kind.index()].name)),
        _ => None,
    }
}

fn body(model: &Model, leaf: Option<u32>) -> Option<Json> {
    let (kind, leaf) = (model.bodies?, leaf?);
    Some(one(model, &Type::Kind(kind), leaf.into()))
}
