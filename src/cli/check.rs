//! `fenliu check`: errors, then the examples, then the analysis.

mod analyse;
mod certificate;
mod found;
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
use crate::report::findings::json::{Findings, Part};
use crate::report::findings::sarif::Log;
use crate::report::findings::{Told, question, tell};
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::versions::Versions;
use crate::words::Lang;
use found::All;

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

/// A version that compiles, with what was found of it.
struct Checked {
    ruleset: Ruleset,
    analysis: Analysis,
    /// How many of its examples fail.
    failed: usize,
    told: Vec<Told>,
}

impl Check {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let allowed = self
            .allow
            .iter()
            .map(|code| find_code(code))
            .collect::<Result<Vec<Code>, _>>()?;
        let (mut all, sources) = match self.rules.compile(setting) {
            Ok(versions) => self.versions(&versions, setting),
            // a file asked for on the command line, not in a ruleset
            Err(problems) if problems.iter().any(is_unreadable) => {
                return Err(show(&problems, setting));
            }
            Err(problems) => {
                let common = plain(&problems);
                let all = All {
                    common,
                    each: Vec::new(),
                };
                (all, problems.sources().clone())
            }
        };
        if !all.each.is_empty() {
            all.allow(&allowed);
        }
        self.report(&all, &sources, setting)?;
        if let (Some(path), false) = (&self.certificate, all.each.is_empty()) {
            let options = crate::analysis::Options::default();
            let words = certificate::write(path, all.of_day(self.as_of)?, options)?;
            say(words.get(setting.lang));
        }
        let any = |severity| {
            let mut told = all.told();
            told.any(|told| told.diagnostic.severity == severity)
        };
        let denied = self.deny == Some(Denied::Warnings) && any(Severity::Warning);
        Ok(if denied || any(Severity::Error) {
            Status::Found
        } else {
            Status::Clean
        })
    }

    /// Every version, its findings at their places among the texts of all.
    fn versions(&self, versions: &Versions, setting: Setting) -> (All, Sources) {
        let mut sources = Sources::default();
        let mut moved = |told: Vec<Told>, own: &Sources| {
            let moved = sources.join(own);
            let here = told.into_iter().map(|mut told| {
                for note in &mut told.diagnostic.notes {
                    note.span = moved.place(note.span);
                }
                told
            });
            here.collect::<Vec<Told>>()
        };
        let common = versions.warnings();
        let common = moved(plain(common), common.sources());
        let mut each = Vec::new();
        for ruleset in versions.all() {
            let (failed, count) = examples::findings(ruleset);
            let compiled = ruleset.warnings();
            let all = compiled.iter().cloned().chain(failed).collect();
            let problems = Diagnostics::new(compiled.sources().clone(), all);
            let analysis = self.analyse(ruleset, setting);
            let told = plain(&problems)
                .into_iter()
                .chain(tell(ruleset, &analysis))
                .collect();
            each.push(Checked {
                ruleset: ruleset.clone(),
                analysis,
                failed: count,
                told: moved(told, compiled.sources()),
            });
        }
        (All { common, each }, sources)
    }

    fn report(&self, all: &All, sources: &Sources, setting: Setting) -> Result<(), Failure> {
        match self.format {
            Format::Text => {
                let shown: Vec<&Told> = all
                    .once()
                    .into_iter()
                    .filter(|told| self.is_shown(told))
                    .collect();
                say(&draw_told(sources, &shown, setting.style));
                let lines = all.each.iter().map(|checked| {
                    let hidden = checked.told.iter().filter(|told| !self.is_shown(told));
                    let several = all.each.len() > 1;
                    summary::line(checked, hidden.count(), several, setting.lang)
                });
                print(&lines.collect::<String>())
            }
            Format::Json => print(&self.json(all, sources, setting.lang)?),
            Format::Sarif => {
                let here = std::env::current_dir().ok();
                let told: Vec<Told> = all.once().into_iter().cloned().collect();
                let log = Log::new(sources, &told, setting.lang, here.as_deref());
                print(&pretty(&log)?)
            }
        }
    }

    /// Whether it is drawn; a note only where notes are asked for.
    fn is_shown(&self, told: &Told) -> bool {
        self.notes || told.diagnostic.severity != Severity::Note
    }

    fn json(&self, all: &All, sources: &Sources, lang: Lang) -> Result<String, Failure> {
        let asked =
            |checked: &Checked| question::all(&checked.ruleset, &checked.analysis, &self.spent());
        let parts: Vec<Part> = all
            .each
            .iter()
            .map(|checked| Part {
                ruleset: &checked.ruleset,
                analyses: asked(checked),
                told: &checked.told,
            })
            .collect();
        pretty(&Findings::new(&all.common, parts, sources, lang))
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
