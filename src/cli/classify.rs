//! `fenliu classify`: a verdict for each record of an input.

mod deciding;
mod cells;
mod overview;
mod tally;
mod compare;
mod results;
mod recording;

use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::affairs::{Affairs, Form, Record, open, options};
use super::failure::Failure;
use super::files::{name, unreadable};
use super::ledger::ToLedger;
use super::output::remark;
use super::parallel::in_order;
use super::rules::{Rules, date};
use super::setting::Setting;
use crate::words::Words;
use compare::Comparison;
use deciding::Deciding;
use recording::Recording;
use results::Results;
use tally::Tally;

/// Decide every affair of a file
///
/// Reads affairs from JSON Lines, JSON or CSV (also gzipped) and writes a verdict for each, in the
/// order of the input. A record that is no affair of the ruleset gets its own error in its place, and
/// the rest go on. The input may be of any size.
///
/// A record may carry the date it is decided by, in a field `as_of`. Where the ruleset has several
/// versions, each record is decided by the one in force on its date.
///
/// `--compare` says how often the verdict is what was recorded: totals, a table of recorded against
/// decided values, and every disagreement with the rules behind it. That report goes to standard
/// output where the verdicts do not (`-o`, `--quiet`) or are for people too (`--format table`), else
/// to standard error.
///
/// With `--ledger` every decision is recorded too, and nothing is printed before its entry is on the disk
/// and signed for. Records that are rejected are no decisions, and are in the output alone.
///
/// Exit status: 0 every record was decided upon and none disagrees; 1 records were rejected, or some
/// disagree with what was recorded; 2 it could not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu classify rulesets/jiangjin affairs.jsonl --format table\n  \
    fenliu classify rulesets/jiangjin affairs.csv --format csv -o verdicts.csv\n  \
    fenliu classify rulesets/nyc311 requests.csv.gz --id request_id --ignore location_type,channel \\\n    \
    --compare handled_by=agency --quiet"
)]
pub(crate) struct Classify {
    #[command(flatten)]
    rules: Rules,
    /// The affairs; `-` is standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    input: PathBuf,
    /// How to write the verdicts
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// What the input is written in; otherwise by its ending, then by its content
    #[arg(long = "input", value_name = "FORM")]
    form: Option<Form>,
    /// The day to decide by, as 2024-05-07, for records without an `as_of` of their own; otherwise the
    /// ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Decide by what was adopted by this day, as if it were the day that one knows of; not with a
    /// ledger, whose texts make the rules as they are
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "folder")]
    as_known_on: Option<Date>,
    /// The column that names a record, carried through untouched
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    id: String,
    /// Columns to pass over, separated by commas
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Pass over every column that is no fact of the ruleset
    #[arg(long)]
    ignore_unknown: bool,
    /// Compare a decision with what a column records
    #[arg(long, value_name = "DECISION=COLUMN")]
    compare: Option<String>,
    /// Write every disagreement found by `--compare` to this file, as CSV
    #[arg(long, value_name = "FILE", requires = "compare")]
    disagreements: Option<PathBuf>,
    /// Write to this file instead of standard output; it appears when all is done
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    ledger: ToLedger,
    /// Record the hash of each decision's explanation too; explaining takes much longer than deciding
    #[arg(long = "ledger-explanations", requires = "folder")]
    explanations: bool,
    /// Write no verdicts: only the comparison, or the counts of `--format table`
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line, `fenliu/verdict/1`
    Jsonl,
    /// The input's columns, then value, status and rules of each decision, then `error`
    Csv,
    /// Aligned, with a count by outcome at the end
    Table,
}

impl Classify {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let versions = self.rules.known(self.as_known_on, setting)?;
        let comparison = self
            .compare
            .as_deref()
            .map(|text| Comparison::new(&versions, text))
            .transpose()?;
        let column = comparison
            .as_ref()
            .map(|comparison| comparison.column.clone());
        let mut options = options(&versions, &self.id, &self.ignore, self.ignore_unknown)?;
        // what is compared with is not also asked to be a fact
        options.ignored.extend(column);
        // on one terminal the bar and the verdicts would be in each other's way
        let bar =
            setting.watched && (self.quiet || self.output.is_some() || !stdout().is_terminal());
        let Affairs {
            mut reading,
            mut records,
            progress,
        } = open(&self.input, self.form, &versions, &options, bar, setting)?;
        reading.as_of = self.as_of;
        if let (Some(comparison), Some(header)) = (&comparison, reading.header()) {
            has_column(header, &comparison.column)?;
        }
        let header = reading.header().map(<[String]>::to_vec);
        let deciding = Deciding { reading };
        let mut results = Results::new(self, &versions, header.as_deref(), setting.lang)?;

        // last, when nothing else can go wrong
        let mut recording = Recording::new(self.ledger.open(&versions, setting)?);

        let (writing, recorded) = (results.form(), recording.is_on());
        let work = |chunk: Vec<Record>| {
            let mut tally = Tally::default();
            let mut written = results::Written::default();
            let mut entries = recording::Entries::new(recorded, self.explanations);
            for record in &chunk {
                let decided = deciding.decide(record);
                tally.count(&decided);
                if let Some(comparison) = &comparison {
                    let field = deciding.reading.field(&record.body, &comparison.column);
                    comparison.count(&versions, &decided, field, &mut tally.compared);
                }
                writing.write(&mut written, record, &decided)?;
                entries.add(&decided)?;
            }
            Ok::<_, Failure>((entries, (written, tally)))
        };
        let mut total = Tally::default();
        let mut give = |(written, tally): (results::Written, Tally)| {
            results.take(written, &tally)?;
            total.add(tally);
            Ok(())
        };
        in_order(
            || records.chunk(),
            work,
            |done| {
                let (entries, done) = done?;
                recording.take(entries, done, &mut give)
            },
        )?;
        recording.finish(&mut give)?;
        progress.finish_and_clear();
        if let Some(error) = &records.stopped {
            return Err(unreadable(&self.input, error));
        }
        if total.records == 0 {
            let name = name(&self.input);
            remark(
                setting,
                &Words::new(
                    format!("`{name}` holds no records"),
                    format!("`{name}` 中没有记录"),
                ),
            );
        }
        results.finish(&versions, comparison.as_ref(), &total)?;
        if let Some(words) = total.by_version(&versions) {
            remark(setting, &words);
        }
        if let Some(words) = total.rejections() {
            remark(setting, &words);
        }
        let found = total.rejected > 0 || total.compared.disagreed > 0;
        Ok(if found { Status::Found } else { Status::Clean })
    }
}

/// The column that is compared must be there.
fn has_column(header: &[String], column: &str) -> Result<(), Failure> {
    if header.iter().any(|name| name == column) {
        return Ok(());
    }
    let missing = Failure::new(
        format!("the input has no column `{column}`"),
        format!("输入中没有列 `{column}`"),
    );
    let names: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
    Err(missing.help(
        format!("its columns are {}", names.join(", ")),
        format!("其列有 {}", names.join("、")),
    ))
}
