//! What the ruleset says of a rule: what it concludes, its title, sources and dates.

use serde_json::{Value as Json, json};

use super::at::At;
use super::checking::Checking;
use super::value::{one, ordinals};
use crate::model::{DecisionId, Period, RuleId};
use crate::verify::fault::Fault;
use crate::words::Label;

/// That what is said of a rule is what the ruleset says.
pub(super) fn declared<'d>(
    checking: &Checking<'_, 'd>,
    id: DecisionId,
    rule: RuleId,
    at: &At<'d>,
    list: &str,
) -> Result<(), Fault> {
    let model = checking.model;
    let ty = &model.decisions[id.index()].ty;
    let declared = &model.rules[rule.index()];
    let values = ordinals(model, rule, id);
    let concludes: Json = values.map(|value| one(model, ty, value)).collect();
    at.is("concludes", Some(&concludes))?;
    at.is(
        "mandatory",
        declared.mandatory.then_some(Json::Bool(true)).as_ref(),
    )?;
    let table = declared
        .row
        .map(|(table, _)| &model.tables[table.index()].name);
    at.is("table", table.map(|name| json!(name)).as_ref())?;
    let title = label(&declared.title).filter(|_| declared.row.is_none());
    at.is("title", title.as_ref())?;
    if !["because", "defeated"].contains(&list) {
        return Ok(());
    }
    let level = &model.levels[declared.level.index()];
    at.is("ruleset", Some(&json!(level.name)))?;
    let cited = declared.citations.iter().map(|citation| {
        let source = citation
            .source
            .map(|source| &model.citables[source.index()]);
        let mut cited = serde_json::Map::new();
        let mut put = |name: &str, said: Option<Json>| {
            cited.extend(said.map(|said| (name.to_owned(), said)));
        };
        put("source", source.map(|source| json!(source.name)));
        put("title", source.and_then(|source| label(&source.title)));
        put("locator", label(&citation.locator));
        let issued = source.and_then(|source| source.issued);
        put("issued", issued.map(|day| json!(day.to_string())));
        Json::Object(cited)
    });
    let cited: Json = cited.collect();
    at.is("sources", Some(&cited).filter(|cited| **cited != json!([])))?;
    at.is("because", label(&declared.because).as_ref())?;
    at.is("effective", dates(&declared.effective).as_ref())?;
    at.is(
        "dated",
        declared.dated.map(|day| json!(day.to_string())).as_ref(),
    )
}

/// A label as it is written; nothing, if nothing was.
pub(super) fn label(label: &Label) -> Option<Json> {
    let written = serde_json::to_value(label).ok();
    written.filter(|_| !label.is_empty())
}

/// A period as it is written; nothing, if it is always.
pub(super) fn dates(period: &Period) -> Option<Json> {
    let ends = [("from", period.from), ("until", period.until)];
    let each = ends
        .into_iter()
        .filter_map(|(name, day)| Some((name.to_owned(), json!(day?.to_string()))));
    let dates: serde_json::Map<String, Json> = each.collect();
    (!dates.is_empty()).then_some(Json::Object(dates))
}
