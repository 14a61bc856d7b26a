//! `fenliu/findings/1`: what a check finds, for programs.

use serde::Serialize;

use super::question::Asked;
use super::{About, Told};
use crate::diagnostic::{Note, Severity};
use crate::explanation::RulesetName;
use crate::ruleset::Ruleset;
use crate::source::{Position, Sources};
use crate::words::Lang;

/// The name of the form.
pub const SCHEMA: &str = "fenliu/findings/1";

/// One check.
#[derive(Debug, Serialize)]
#[allow(
    clippy::struct_field_names,
    reason = "fields are named as the form names them"
)]
pub struct Findings<'a> {
    schema: &'static str,
    /// `null` when it does not compile.
    ruleset: Option<RulesetName>,
    analyses: Vec<Asked>,
    findings: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    code: &'static str,
    kind: &'static str,
    severity: Severity,
    #[serde(flatten)]
    about: &'a About,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
    labels: Vec<Place<'a>>,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
    primary: bool,
}

impl<'a> Findings<'a> {
    /// What a check found, in one language.
    pub fn new(
        ruleset: Option<&'a Ruleset>,
        analyses: Vec<Asked>,
        sources: &'a Sources,
        told: &'a [Told],
        lang: Lang,
    ) -> Self {
        Self {
            schema: SCHEMA,
            ruleset: ruleset.map(|ruleset| RulesetName::of(&ruleset.0.model)),
            analyses,
            findings: told.iter().map(|told| entry(sources, told, lang)).collect(),
        }
    }
}

fn entry<'a>(sources: &'a Sources, told: &'a Told, lang: Lang) -> Entry<'a> {
    let problem = &told.diagnostic;
    let place = |(number, note): (usize, &'a Note)| {
        let (file, start, end) = sources.locate(note.span)?;
        Some(Place {
            file,
            start,
            end,
            text: note.text.get(lang),
            primary: number == 0,
        })
    };
    Entry {
        code: problem.code.as_str(),
        kind: told.about.kind,
        severity: problem.severity,
        about: &told.about,
        message: problem.message.get(lang),
        help: problem.help.as_ref().map(|help| help.get(lang)),
        example: told.example.as_ref().map(|example| example.get(lang)),
        labels: problem.notes.iter().enumerate().filter_map(place).collect(),
    }
}
