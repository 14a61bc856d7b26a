//! `fenliu/findings/1`: what a check finds, for programs.

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ruleset::Ruleset;
use crate::source::{Position, Sources};
use crate::words::Lang;

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    /// `null` when it does not compile.
    ruleset: Option<Named<'a>>,
    /// None yet.
    analyses: [(); 0],
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    kind: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    labels: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
    primary: bool,
}

/// The findings of one check, one JSON object.
pub(super) fn json(
    ruleset: Option<&Ruleset>,
    problems: &Diagnostics,
    lang: Lang,
) -> Result<String, Failure> {
    let report = Report {
        schema: "fenliu/findings/1",
        ruleset: ruleset.map(|ruleset| Named {
            name: ruleset.name(),
            digest: ruleset.digest(),
        }),
        analyses: [],
        findings: problems
            .iter()
            .map(|problem| finding(problems.sources(), problem, lang))
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).map_err(|error| {
        Failure::new(
            format!("the findings cannot be written: {error}"),
            format!("无法写出检查结果（{error}）"),
        )
    })?;
    text.push('\n');
    Ok(text)
}

fn finding<'a>(sources: &'a Sources, problem: &'a Diagnostic, lang: Lang) -> Finding<'a> {
    let place = |(number, note): (usize, &'a crate::diagnostic::Note)| {
        let (file, start, end) = sources.locate(note.span)?;
        Some(Place {
            file,
            start,
            end,
            text: note.text.get(lang),
            primary: number == 0,
        })
    };
    Finding {
        code: problem.code.as_str(),
        kind: kind(problem),
        severity: problem.severity,
        message: problem.message.get(lang),
        help: problem.help.as_ref().map(|help| help.get(lang)),
        labels: problem.notes.iter().enumerate().filter_map(place).collect(),
    }
}

/// What sort of finding it is.
fn kind(problem: &Diagnostic) -> &'static str {
    match (problem.code, problem.severity) {
        (Code::FailedExample, _) => "example",
        (_, Severity::Error) => "error",
        (_, Severity::Warning) => "warning",
    }
}
