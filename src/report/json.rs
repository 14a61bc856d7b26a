//! Verdicts as JSON, `fenliu/verdict/1`. See `docs/formats.md`.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value as Json;

use crate::explanation::RulesetName;
use crate::explanation::outcome::{Outcome, told};
use crate::model::{DecisionId, Model};
use crate::ruleset::Verdict;
use crate::table::column::index;
use crate::verdict::affair::Rejection;
use crate::words::Lang;

/// The name of the form that a verdict is serialized in.
pub const SCHEMA: &str = "fenliu/verdict/1";

/// As `fenliu/verdict/1`: the decisions in the order in which they are decided.
impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.ruleset.0.model;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("ruleset", &RulesetName::of(model))?;
        map.serialize_entry("as_of", &self.outcomes.as_of.map(|day| day.to_string()))?;
        if self.outcomes.as_of_default {
            map.serialize_entry("as_of_default", &true)?;
        }
        if !self.outcomes.recognised.is_empty() {
            let names: Vec<&str> = self
                .outcomes
                .recognised
                .iter()
                .map(|fact| model.facts[fact.index()].name.as_str())
                .collect();
            map.serialize_entry("recognised", &names)?;
        }
        map.serialize_entry("decisions", &Decisions(self))?;
        map.end()
    }
}

struct Decisions<'a>(&'a Verdict);

impl Serialize for Decisions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model: &Model = &self.0.ruleset.0.model;
        let mut map = serializer.serialize_map(Some(model.decisions.len()))?;
        let ids = (0..index(model.decisions.len())).map(DecisionId);
        for ((declared, outcome), id) in model
            .decisions
            .iter()
            .zip(&self.0.outcomes.decisions)
            .zip(ids)
        {
            let outcome: Outcome<Json> = told(&model, id, outcome);
            map.serialize_entry(&declared.name, &outcome)?;
        }
        map.end()
    }
}

impl Verdict {
    /// As `fenliu/verdict/1`. Serializing the verdict itself gives the same with its fields in the
    /// order of the page.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use fenliu::{Ruleset, Source};
    /// let ruleset = Ruleset::compile([Source::new("parking.fenliu", r#"
    ///     ruleset example.parking
    ///     kind tier { common, official }
    ///     facts { on_public_road : yes/no }
    ///     decision tier : tier otherwise common
    ///     rule P.1 when on_public_road then tier is official
    /// "#)])?;
    /// let verdict = ruleset.decide(&ruleset.affair(&serde_json::json!({"on_public_road": true}))?);
    /// assert_eq!(verdict.to_json()["decisions"]["tier"]["value"], "official");
    /// # Ok(()) }
    /// ```
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// What stands in the place of a verdict when a record is no affair of the ruleset.
#[derive(Debug, Clone, Serialize)]
pub struct Rejected<'a> {
    schema: &'static str,
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    error: Error<'a>,
}

#[derive(Debug, Clone, Serialize)]
struct Error<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

impl<'a> Rejected<'a> {
    /// A rejection with the record's name and line, as far as they are known.
    pub fn new(
        rejection: &'a Rejection,
        id: Option<&'a str>,
        line: Option<u64>,
        lang: Lang,
    ) -> Self {
        Self {
            schema: SCHEMA,
            id,
            line,
            error: Error {
                code: rejection.code.as_str(),
                field: rejection.field.as_deref(),
                message: rejection.message.get(lang),
                help: rejection.help.as_ref().map(|help| help.get(lang)),
            },
        }
    }
}
