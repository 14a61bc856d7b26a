//! `fenliu classify`: a verdict for each record of an input.

mod input;
mod records;
mod deciding;
mod parallel;
mod line;
mod cells;
mod overview;
mod tally;
mod compare;
mod results;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::failure::Failure;
use super::files::{name, unreadable};
use super::output::remark;
use super::rules::{Rules, date};
use super::setting::Setting;
use super::Status;
use crate::ruleset::Ruleset;
use crate::verdict::affair::{Plan, ReadOptions};
use crate::words::Words;
use compare::Comparison;
use deciding::Deciding;
use input::Form;
use records::{Body, Records};
use results::Results;
use tally::Tally;

/// Decide every affair of a file
///
/// Reads affairs from JSON Lines, JSON or CSV (also gzipped) and writes a verdict for each, in the
/// order of the input. A record that is no affair of the ruleset gets its own error in its place, and
/// the rest go on. The input may be of any size.
///
/// `--compare` says how often the verdict is what was recorded: totals, a table of recorded against
/// decided values, and every disagreement with the rules behind it. That report goes to standard
/// output where the verdicts do not (`-o`, `--quiet`) or are for people too (`--format table`), else
/// to standard error.
///
/// Exit status: 0 every record was decided upon and none disagrees; 1 records were rejected, or some
/// disagree with what was recorded; 2 it could not be done.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu classify rulesets/jiangjin affairs.jsonl --format table\n  \
    fenliu classify rulesets/jiangjin affairs.csv --format csv -o verdicts.csv\n  \
    fenliu classify rulesets/nyc311 requests.csv.gz --id request_id --ignore location_type,channel \\\n    \
    --compare handled_by=agency --quiet")]
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
    /// The day to decide by, as 2024-05-07; otherwise the ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
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
    pub(crate) fn run(&self, setting: &Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.load(setting)?;
        let comparison = self.compare.as_deref().map(|text| Comparison::new(&ruleset, text)).transpose()?;
        let options = self.options(&ruleset, comparison.as_ref())?;
        // on one terminal the bar and the verdicts would be in each other's way
        let bar = setting.watched && (self.quiet || self.output.is_some() || !std::io::IsTerminal::is_terminal(&std::io::stdout()));
        let opened = input::open(&self.input, self.form, bar, *setting)?;
        let mut records = Records::new(opened.form, opened.bytes);
        let cannot = |error: &std::io::Error| unreadable(&self.input, error);
        let plan = match opened.form {
            Form::Csv => plan(&ruleset, &options, &mut records).map_err(|failure| failure.unwrap_or_else(|error| cannot(&error)))?,
            Form::Jsonl | Form::Json => None,
        };
        if let (Some(comparison), Some((_, header))) = (&comparison, &plan) {
            has_column(header, &comparison.column)?;
        }
        let header = plan.as_ref().map(|(_, names)| names.clone());
        let deciding = Deciding { ruleset: &ruleset, options: &options, plan, as_of: self.as_of };
        let mut results = Results::new(self, &ruleset, header.as_deref(), setting.lang)?;

        let writing = results.form();
        let work = |chunk: Vec<records::Record>| {
            let mut tally = Tally::default();
            let mut written = results::Written::default();
            for record in &chunk {
                let decided = deciding.decide(record);
                tally.count(&decided);
                if let Some(comparison) = &comparison {
                    let field = deciding.field(&record.body, &comparison.column);
                    comparison.count(&ruleset, &decided, field, &mut tally.compared);
                }
                writing.write(&mut written, &deciding, record, &decided)?;
            }
            Ok::<_, Failure>((written, tally))
        };
        let mut total = Tally::default();
        parallel::in_order(
            || records.chunk(),
            work,
            |done| {
                let (written, tally) = done?;
                results.take(written, &tally)?;
                total.add(tally);
                Ok(())
            },
        )?;
        opened.progress.finish_and_clear();
        if let Some(error) = &records.stopped {
            return Err(cannot(error));
        }
        if total.records == 0 {
            let name = name(&self.input);
            remark(setting, &Words::new(format!("`{name}` holds no records"), format!("`{name}` 中没有记录")));
        }
        results.finish(&ruleset, comparison.as_ref(), &total)?;
        let found = total.rejected > 0 || total.compared.disagreed > 0;
        Ok(if found { Status::Found } else { Status::Clean })
    }

    fn options(&self, ruleset: &Ruleset, comparison: Option<&Comparison>) -> Result<ReadOptions, Failure> {
        let nfc = |text: &str| text.trim().nfc().collect::<String>();
        let asked: Vec<String> = self.ignore.iter().map(|name| nfc(name)).filter(|name| !name.is_empty()).collect();
        if let Some(fact) = ruleset.0.model.facts.iter().find(|fact| asked.contains(&fact.name)) {
            return Err(Failure::new(
                format!("`{}` is a fact of the ruleset and cannot be ignored", fact.name),
                format!("`{}` 是规则集的事实，不能略过", fact.name),
            ));
        }
        let compared = comparison.map(|comparison| comparison.column.clone());
        Ok(ReadOptions {
            ignored: asked.into_iter().chain(compared).collect(),
            ignore_unknown: self.ignore_unknown,
            id: nfc(&self.id),
        })
    }
}

/// The columns of a CSV file, from its first line; none of an empty file. Everything wrong with them
/// is said before anything is written.
fn plan(
    ruleset: &Ruleset,
    options: &ReadOptions,
    records: &mut Records,
) -> Result<Option<(Plan, Vec<String>)>, Result<Failure, std::io::Error>> {
    let Some(first) = records.next().map_err(Err)? else { return Ok(None) };
    let refused = |rejection: &crate::verdict::affair::Rejection| {
        let words = &rejection.message;
        let failure = Failure::new(format!("the header cannot be read: {}", words.en), format!("表头无法读取：{}", words.zh));
        match &rejection.help {
            Some(help) => failure.help(help.en.clone(), help.zh.clone()),
            None => failure,
        }
    };
    let header = match first.body {
        Body::Cells(cells) => cells,
        Body::Bad(rejection) => return Err(Ok(refused(&rejection))),
        Body::Json(_) => return Ok(None),
    };
    let names: Vec<String> = header.iter().map(|cell| cell.trim().nfc().collect()).collect();
    let reader = ruleset.reader(options);
    let unknown: Vec<&String> = names.iter().filter(|name| reader.plan([name.as_str()]).is_err()).collect();
    if unknown.len() > 1 {
        let (list, ignored): (Vec<String>, Vec<&str>) = unknown.iter().map(|name| (format!("`{name}`"), name.as_str())).unzip();
        let ignored = ignored.join(",");
        return Err(Ok(Failure::new(
            format!("the input has columns that are no facts of the ruleset: {}", list.join(", ")),
            format!("输入中有不是规则集事实的列：{}", list.join("、")),
        )
        .help(
            format!("pass over them with `--ignore {ignored}`, or over all such columns with `--ignore-unknown`; `--id COLUMN` is the one that names a record"),
            format!("用 `--ignore {ignored}` 略过这些列，或用 `--ignore-unknown` 略过所有此类列；记录编号的列用 `--id 列名` 指定"),
        )));
    }
    let plan = reader.plan(header.iter()).map_err(|rejection| Ok(refused(&rejection)))?;
    Ok(Some((plan, names)))
}

/// The column that is compared must be there.
fn has_column(header: &[String], column: &str) -> Result<(), Failure> {
    if header.iter().any(|name| name == column) {
        return Ok(());
    }
    let missing = Failure::new(format!("the input has no column `{column}`"), format!("输入中没有列 `{column}`"));
    let names: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
    Err(missing.help(format!("its columns are {}", names.join(", ")), format!("其列有 {}", names.join("、"))))
}
