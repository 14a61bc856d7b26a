//! `fenliu diff`: what two rulesets decide differently.

mod cases;

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::affairs::Form;
use super::budget::Budget;
use super::failure::Failure;
use super::output::print;
use super::rules::{Rules, date, decision};
use super::setting::Setting;
use crate::diff::cases::Cases;
use crate::diff::{Answer, Diff, Options, STEPS};
use crate::ruleset::Ruleset;
use crate::verdict::space::period;
use crate::words::Words;

/// By how much each round goes further than the one before it, while there is time.
const DEEPER: u64 = 8;

/// Show the affairs that two rulesets decide differently
///
/// Compares two rulesets over all affairs that both admit, decisions through decisions included: for
/// each decision the regions of affairs that come to something else, from what to what, the rules that
/// make the difference, and an affair that shows it, decided by both, as an example that can be
/// pasted into the new ruleset. Words that only one of them knows are told first, affairs that only
/// one of them admits apart. "No difference" is said only when proved. The date is one of the facts:
/// days on which both are in force are compared; where there are none, the last day of the old with
/// the first of the new.
///
/// `--cases` decides real affairs by both, each as of the day asked about, else of each ruleset's own
/// latest date, and counts those that moved. An affair that lacks a fact which the new ruleset needs
/// is not replayable, and is never guessed; of a ledger, so is one of which a value was redacted. What a
/// ledger holds of cases over time is passed over.
///
/// Exit status: 0 no difference; 1 something differs, or not all could be looked at; 2 it could not be
/// done. With `--max-moved N` the cases alone say: 0 while at most N of them moved or could not be
/// replayed (nobody knows whether those moved), however many regions differ, else 1.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu diff rulesets/2023 rulesets/2024\n  \
    fenliu diff old.fenliu new.fenliu --decision tier --format markdown > change.md\n  \
    fenliu diff old.fenliu new.fenliu --cases affairs.csv --max-moved 20\n  \
    fenliu diff old.fenliu new.fenliu --cases decisions --format json"
)]
pub(crate) struct Diffs {
    /// The ruleset as it was: a `.fenliu` or `.fenliu.md` file, or a folder that holds one
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The ruleset as it is to be
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Compare this decision only
    #[arg(long, value_name = "NAME")]
    decision: Option<String>,
    /// Compare on this day only, as 2024-05-07
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Decide these real affairs by both: JSON Lines, JSON or CSV, also gzipped; `-` is standard input; or
    /// the folder of a ledger, whose decisions they are
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// With `--cases`: exit with 0 while at most so many of them moved or cannot be replayed
    #[arg(long, value_name = "N", requires = "cases")]
    max_moved: Option<u64>,
    /// What the cases are written in; otherwise by their ending, then by their content
    #[arg(long = "input", value_name = "FORM", requires = "cases")]
    form: Option<Form>,
    /// The column that names a case
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    id: String,
    /// Columns of the cases to pass over, separated by commas
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Pass over every column of the cases that is no fact
    #[arg(long)]
    ignore_unknown: bool,
    /// Search for as long as this, like 10s, 500ms or 2m; otherwise for a fixed number of steps, so
    /// that the same rulesets have the same differences on every machine
    #[arg(long, value_name = "DURATION")]
    budget: Option<Budget>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For people, with tables
    Markdown,
    /// One JSON object, `fenliu/diff/1`
    Json,
}

impl Diffs {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let load = |path: &PathBuf| Rules { path: path.clone() }.load(setting);
        let (old, new) = (load(&self.old)?, load(&self.new)?);
        if let Some(name) = &self.decision {
            // a decision that one of them lacks is told as such; one that both lack is a mistake
            if decision(&old, name).is_err() {
                decision(&new, name)?;
            }
        }
        self.in_force(&old)?;
        self.in_force(&new)?;
        let diff = self.compare(&old, &new);
        let cases = match &self.cases {
            Some(path) => Some(self.replay(path, &diff, setting)?),
            None => None,
        };
        let shown = cases.as_ref();
        match self.format {
            Format::Text => print(&diff.to_text(shown, setting.lang))?,
            Format::Markdown => print(&diff.to_markdown(shown, setting.lang))?,
            Format::Json => print(&format!("{:#}\n", diff.to_json(shown, setting.lang)))?,
        }
        Ok(self.status(&diff, shown))
    }

    fn status(&self, diff: &Diff, cases: Option<&Cases>) -> Status {
        let found = match (self.max_moved, cases) {
            (Some(most), Some(cases)) => cases.counted() > most,
            _ => diff.answer() > Answer::Same || cases.is_some_and(|cases| cases.counted() > 0),
        };
        if found { Status::Found } else { Status::Clean }
    }

    /// The day asked about must be one of both.
    fn in_force(&self, ruleset: &Ruleset) -> Result<(), Failure> {
        let Some(day) = self
            .as_of
            .filter(|day| !period(&ruleset.0.model).contains(*day))
        else {
            return Ok(());
        };
        let name = ruleset.name();
        Err(Failure::new(
            format!("`{name}` is not in force on {day}"),
            format!("`{name}` 在 {day} 不施行"),
        )
        .help(
            "leave out `--as-of` to compare on all days on which both are in force",
            "不写 `--as-of`，即比较两者同时施行的所有日子",
        ))
    }

    /// Compares; within a budget of time with the usual number of steps first, then with more.
    fn compare(&self, old: &Ruleset, new: &Ruleset) -> Diff {
        let begun = Instant::now();
        let stop = || {
            self.budget
                .as_ref()
                .is_some_and(|it| begun.elapsed() >= it.length)
        };
        let compare = |steps: u64| {
            old.diff(
                new,
                &Options {
                    steps,
                    stop: &stop,
                    as_of: self.as_of,
                    decision: self.decision.as_deref(),
                },
            )
        };
        let open = |diff: &Diff| diff.decisions.iter().map(|it| it.uncovered).sum::<f64>();
        let mut steps = STEPS;
        let mut diff = compare(steps);
        while self.budget.is_some() && open(&diff) > 0.0 && !stop() {
            let Some(deeper) = steps.checked_mul(DEEPER) else {
                break;
            };
            steps = deeper;
            let again = compare(steps);
            // a round that was cut short may have looked at less than the one before it
            if open(&again) <= open(&diff) {
                diff = again;
            }
        }
        diff
    }

    fn replay(
        &self,
        path: &std::path::Path,
        diff: &Diff,
        setting: Setting,
    ) -> Result<Cases, Failure> {
        let mut all = Cases::default();
        self.affairs(path, diff, setting, &mut all)?;
        if all.records == 0 {
            let name = super::files::name(path);
            let none = Words::new(
                format!("`{name}` holds no records"),
                format!("`{name}` 中没有记录"),
            );
            super::output::remark(setting, &none);
        }
        Ok(all)
    }
}
