//! `fenliu check`: errors, then the examples, then the analysis.

mod analyse;
mod certificate;
mod summary;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::budget::Budget;
use super::explain_code::find as find_code;
use super::failure::Failure;
use super::output::{print, say};
use super::rules::{Rules, date, show};
use super::setting::Setting;
use super::{Status, examples};
use crate::analysis::Analysis;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::report::diagnostics::draw_told;
use crate::report::findings::json::Findings;
use crate::report::findings::sarif::Log;
use crate::report::findings::{Told, question, tell};
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::words::Lang;

/// Find everything that is wrong with a ruleset
///
/// Reports every error with its place and the next step, and runs the ruleset's own examples. Then it
/// looks at all affairs there can be: whether rules conflict on some affair, or leave one without a
/// decision; whether some rule never wins, is never met or changes nothing; whether every guarantee
/// holds. Each finding says where it holds, and shows an affair as an example that can be pasted into
/// the file. The last line says what was proved.
///
/// Exit status: 0 no errors; 1 errors, failed examples, broken guarantees, or warnings if they are
/// denied; 2 the ruleset could not be read at all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu check rulesets/jiangjin\n  \
    fenliu check rules.fenliu --deny warnings --lang zh\n  \
    fenliu check rules.fenliu --format json > findings.json\n  \
    fenliu check rules.fenliu --budget 2m --as-of 2026-01-01\n  \
    fenliu check rules.fenliu --certificate proof.json")]
pub(crate) struct Check {
    #[command(flatten)]
    rules: Rules,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Count warnings as errors
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Leave out findings and failed examples of this code; may be given several times
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// Also report rules and overlaps that are out of date on this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Search for as long as this, like 10s, 500ms or 2m; otherwise for a fixed number of steps, so
    /// that the same ruleset has the same findings on every machine
    #[arg(long, value_name = "DURATION")]
    budget: Option<Budget>,
    /// Write what was proved as a certificate, `fenliu/certificate/1`, for `fenliu verify` to check
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// Show notes too; otherwise they are only counted
    #[arg(long)]
    notes: bool,
    /// Threads to use; otherwise one a core. The findings do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn for people, on standard error
    Text,
    /// One JSON object, `fenliu/findings/1`, on standard output
    Json,
    /// SARIF 2.1.0, for editors and code review, on standard output
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Every warning
    Warnings,
}

/// A ruleset that compiles, with what was found of it.
struct Checked {
    ruleset: Ruleset,
    analysis: Analysis,
    /// How many of its examples fail.
    failed: usize,
}

impl Check {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let allowed = self
            .allow
            .iter()
            .map(|code| find_code(code))
            .collect::<Result<Vec<Code>, _>>()?;
        let (checked, problems, mut told) = match self.rules.compile(setting) {
            Ok(ruleset) => {
                let (failed, count) = examples::findings(&ruleset);
                let compiled = ruleset.warnings();
                let all = compiled.iter().cloned().chain(failed).collect();
                let problems = Diagnostics::new(compiled.sources().clone(), all);
                let analysis = self.analyse(&ruleset, setting);
                let told = plain(&problems)
                    .into_iter()
                    .chain(tell(&ruleset, &analysis))
                    .collect();
                let checked = Checked {
                    ruleset,
                    analysis,
                    failed: count,
                };
                (Some(checked), problems, told)
            }
            // a file asked for on the command line, not in a ruleset
            Err(problems) if problems.iter().any(is_unreadable) => {
                return Err(show(&problems, setting));
            }
            Err(problems) => {
                let told = plain(&problems);
                (None, problems, told)
            }
        };
        if checked.is_some() {
            told.retain(|told| !allowed.contains(&told.diagnostic.code));
        }
        self.report(checked.as_ref(), problems.sources(), &told, setting)?;
        if let (Some(path), Some(checked)) = (&self.certificate, &checked) {
            let options = crate::analysis::Options::default();
            let words = certificate::write(path, checked, options)?;
            say(words.get(setting.lang));
        }
        let any = |severity| told.iter().any(|told| told.diagnostic.severity == severity);
        let denied = self.deny == Some(Denied::Warnings) && any(Severity::Warning);
        Ok(if denied || any(Severity::Error) {
            Status::Found
        } else {
            Status::Clean
        })
    }

    fn report(
        &self,
        checked: Option<&Checked>,
        sources: &Sources,
        told: &[Told],
        setting: Setting,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Text => {
                let shown: Vec<&Told> = told
                    .iter()
                    .filter(|told| self.notes || told.diagnostic.severity != Severity::Note)
                    .collect();
                say(&draw_told(sources, &shown, setting.style));
                let hidden = told.len() - shown.len();
                match checked {
                    Some(checked) => print(&summary::line(checked, told, hidden, setting.lang)),
                    None => Ok(()),
                }
            }
            Format::Json => print(&self.json(checked, sources, told, setting.lang)?),
            Format::Sarif => {
                let here = std::env::current_dir().ok();
                let log = Log::new(sources, told, setting.lang, here.as_deref());
                print(&pretty(&log)?)
            }
        }
    }

    fn json(
        &self,
        checked: Option<&Checked>,
        sources: &Sources,
        told: &[Told],
        lang: Lang,
    ) -> Result<String, Failure> {
        let analyses = checked.map_or_else(Vec::new, |checked| {
            question::all(&checked.ruleset, &checked.analysis, &self.spent())
        });
        let ruleset = checked.map(|checked| &checked.ruleset);
        pretty(&Findings::new(ruleset, analyses, sources, told, lang))
    }
}

/// What the compiler and the examples say, ready to be shown.
fn plain(problems: &Diagnostics) -> Vec<Told> {
    problems.iter().cloned().map(Told::plain).collect()
}

/// JSON over several lines.
fn pretty(value: &impl serde::Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::new(
            format!("the findings cannot be written: {error}"),
            format!("无法写出检查结果（{error}）"),
        )
    })?;
    text.push('\n');
    Ok(text)
}

/// Whether a problem is that the ruleset itself could not be read.
fn is_unreadable(problem: &Diagnostic) -> bool {
    problem.notes.is_empty()
        && problem.severity == Severity::Error
        && matches!(
            problem.code,
            Code::UnreadableFile | Code::BadEncoding | Code::NoRuleset
        )
}
