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
    /// Of several versions the latest; `null` when it does not compile.
    ruleset: Option<RulesetName>,
    /// Every version, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<RulesetName>,
    analyses: Vec<Analysis>,
    findings: Vec<Entry<'a>>,
}

/// What was found of one version.
#[derive(Debug)]
pub struct Part<'a> {
    /// The version.
    pub ruleset: &'a Ruleset,
    /// What was asked of it.
    pub analyses: Vec<Asked>,
    /// What was found.
    pub told: &'a [Told],
}

#[derive(Debug, Serialize)]
struct Analysis {
    #[serde(skip_serializing_if = "Option::is_none")]
    ruleset: Option<RulesetName>,
    #[serde(flatten)]
    asked: Asked,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    /// The version it is found of, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruleset: Option<RulesetName>,
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
    /// What a check found, in one language: what concerns no single version, and each version.
    pub fn new(common: &'a [Told], parts: Vec<Part<'a>>, sources: &'a Sources, lang: Lang) -> Self {
        let names = parts
            .iter()
            .map(|part| RulesetName::of(&part.ruleset.0.model));
        let names: Vec<RulesetName> = names.collect();
        let several = names.len() > 1;
        let mut findings: Vec<Entry> = common
            .iter()
            .map(|told| entry(sources, told, None, lang))
            .collect();
        let mut analyses = Vec::new();
        for (part, name) in parts.into_iter().zip(&names) {
            let of = several.then(|| name.clone());
            analyses.extend(part.analyses.into_iter().map(|asked| Analysis {
                ruleset: of.clone(),
                asked,
            }));
            let told = part.told.iter();
            findings.extend(told.map(|told| entry(sources, told, of.clone(), lang)));
        }
        Self {
            schema: SCHEMA,
            ruleset: names.last().cloned(),
            versions: if several { names } else { Vec::new() },
            analyses,
            findings,
        }
    }
}

fn entry<'a>(
    sources: &'a Sources,
    told: &'a Told,
    ruleset: Option<RulesetName>,
    lang: Lang,
) -> Entry<'a> {
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
        ruleset,
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
