//! `fenliu explain`.

mod why_not;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::affairs::given::{facts, named, nothing};
use super::affairs::{Affairs, Record, open, options};
use super::failure::Failure;
use super::files::{name, unreadable};
use super::output::{complain, remark, stdout};
use super::rules::{Rules, date, decision, taken};
use super::setting::Setting;
use crate::explanation::{Explanation, Options};
use crate::model::FactId;
use crate::report::html::pages;
use crate::report::json::Rejected;
use crate::ruleset::Ruleset;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::verdict::{Affair, Knowledge};
use crate::versions::Versions;
use crate::words::Words;

/// Decide an affair and say why
///
/// For every decision: what it comes to, the rules behind it with their conditions as they were met,
/// which facts alone decide it, the rules that were met and lost, every other rule with what keeps it
/// from being met, what would change it, and, where it cannot be decided, the facts it turns on; at
/// the end whom to turn to. A fact that is not given is unknown, never "no".
///
/// `--why-not tier=family` asks the other way round: only what separates that value from what was
/// decided.
///
/// `--format html` is one page for the person concerned: it folds on a screen, prints on A4, and loads
/// nothing. Like every form it shows sensitive facts; `--redact` leaves their values out. It cannot hide
/// what follows from them: whoever knows the rules can infer something from which of them are met.
///
/// Facts are given with `--fact`, as a cell of a CSV file would hold them, or come from a file of
/// affairs (JSON, JSON Lines or CSV); `--fact` goes before what the file says. Of a file with several
/// affairs each is explained, or those that `--id` names. JSON is written one affair a line.
///
/// Exit status: 0 explained; 1 the affair is none of the ruleset's; 2 it could not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu explain rulesets/jiangjin --fact matter=elevator_installation --fact settlement=street\n  \
    fenliu explain rulesets/jiangjin --fact matter=roof_leak --lang zh --decision tier\n  \
    fenliu explain rulesets/jiangjin --fact matter=roof_leak --why-not tier=official\n  \
    fenliu explain rulesets/jiangjin affairs.jsonl --id A03 --format html --redact > A03.html\n  \
    fenliu explain rulesets/jiangjin affairs.jsonl --id A03 --format markdown"
)]
pub(crate) struct Explain {
    #[command(flatten)]
    rules: Rules,
    /// A file of affairs; `-` is standard input
    #[arg(value_name = "AFFAIR")]
    affair: Option<PathBuf>,
    /// A fact, as `matter=parking`; may be given several times, an empty value makes it unknown
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// Only this decision; may be given several times
    #[arg(long, value_name = "NAME")]
    decision: Vec<String>,
    /// Only why a decision is not this value, as `tier=family`; may be given several times
    #[arg(long, value_name = "DECISION=VALUE", conflicts_with = "decision")]
    why_not: Vec<String>,
    /// Leave out the values of sensitive facts
    #[arg(long)]
    redact: bool,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The day to decide by, as 2024-05-07, for affairs without an `as_of` of their own; otherwise the
    /// ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Decide by what was adopted by this day, as if it were the day that one knows of
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_known_on: Option<Date>,
    /// Only the affair whose `id` is this, or whose named column is, as `request_id=17`
    #[arg(long, value_name = "ID", requires = "affair")]
    id: Option<String>,
    /// Columns of the file to pass over, separated by commas
    #[arg(
        long,
        value_name = "COLUMN,…",
        value_delimiter = ',',
        requires = "affair"
    )]
    ignore: Vec<String>,
    /// Pass over every column of the file that is no fact of the ruleset
    #[arg(long, requires = "affair")]
    ignore_unknown: bool,
}

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading on a terminal
    Text,
    /// For programs, `fenliu/explanation/1`
    Json,
    /// For a letter
    Markdown,
    /// One page that needs no other file, to be read or printed
    Html,
}

impl Explain {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let versions = self.rules.known(self.as_known_on, setting)?;
        let (column, wanted) = named(self.id.as_deref());
        let options = options(&versions, &column, &self.ignore, self.ignore_unknown)?;
        let mut page = Page {
            explain: self,
            versions: &versions,
            options: &options,
            setting,
            asked: versions.all().iter().map(|_| None).collect(),
            kept: Vec::new(),
            explained: 0,
            refused: false,
            out: stdout(),
        };
        let Some(path) = &self.affair else {
            let nothing = |at: usize| Affair {
                as_of: self.as_of,
                ..Affair::unknown(&versions.all()[at].0.model)
            };
            let version = versions.at(self.as_of);
            page.put(None, None, version.map(|at| (at, nothing(at))))?;
            return page.end();
        };
        let Affairs {
            mut reading,
            mut records,
            ..
        } = open(path, None, &versions, &options, false, setting)?;
        reading.as_of = self.as_of;
        loop {
            let record: Record = match records.next() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(error) => return Err(unreadable(path, &error)),
            };
            let id = reading.id(&record.body);
            if wanted.is_some_and(|wanted| id.as_deref().map(str::trim) != Some(wanted.trim())) {
                continue;
            }
            page.put(
                id.as_deref(),
                Some(record.line),
                reading.dated(&record.body),
            )?;
        }
        if page.explained == 0 && !page.refused {
            return Err(nothing(&name(path), self.id.as_deref()));
        }
        page.end()
    }
}

/// The command line as one version understands it.
struct Asked {
    facts: Vec<(FactId, Knowledge)>,
    options: Options,
}

impl Explain {
    /// What is asked, in the names of a version.
    fn asked(&self, ruleset: &Ruleset, options: &ReadOptions) -> Result<Asked, Failure> {
        for name in &self.decision {
            decision(ruleset, name)?;
        }
        Ok(Asked {
            facts: facts(ruleset, options, &self.fact)?,
            options: Options {
                why_not: why_not::read(ruleset, &self.why_not)?,
            },
        })
    }
}

/// Explanations one after another.
struct Page<'a> {
    explain: &'a Explain,
    versions: &'a Versions,
    options: &'a ReadOptions,
    setting: Setting,
    /// What is asked of each version, once an affair is decided by it.
    asked: Vec<Option<Asked>>,
    /// What goes into one page together.
    kept: Vec<Explanation>,
    explained: usize,
    refused: bool,
    out: std::io::BufWriter<std::io::StdoutLock<'static>>,
}

impl Page<'_> {
    fn put(
        &mut self,
        id: Option<&str>,
        line: Option<u64>,
        affair: Result<(usize, Affair), Rejection>,
    ) -> Result<(), Failure> {
        let (version, affair) = match affair {
            Ok(affair) => affair,
            Err(rejection) => return self.refuse(id, line, &rejection),
        };
        let ruleset = &self.versions.all()[version];
        if self.asked[version].is_none() {
            self.asked[version] = Some(self.explain.asked(ruleset, self.options)?);
            self.say_which(ruleset, affair.as_of);
        }
        let facts = self.asked[version].iter().flat_map(|asked| &asked.facts);
        match ruleset.admit(affair.with(facts.cloned())) {
            Ok(affair) => self.explain(version, &affair),
            Err(rejection) => self.refuse(id, line, &rejection),
        }
    }

    /// Says by which version affairs are decided, where there are several.
    fn say_which(&self, ruleset: &Ruleset, day: Option<Date>) {
        if self.versions.all().len() > 1 {
            remark(self.setting, &taken(self.versions, ruleset, day));
        }
    }

    fn explain(&mut self, version: usize, affair: &Affair) -> Result<(), Failure> {
        let ruleset = &self.versions.all()[version];
        let asked = self.asked[version].as_ref().map(|asked| &asked.options);
        let none = Options::default();
        let asked = asked.unwrap_or(&none);
        let mut explanation = ruleset.explain_with(affair, asked);
        if !self.explain.decision.is_empty() {
            explanation = explanation.only_these(&self.explain.decision);
        }
        if !asked.why_not.is_empty() {
            explanation.decisions.retain(|it| it.why_not.is_some());
        }
        if self.explain.redact {
            explanation = explanation.redacted();
        }
        if self.explain.format == Format::Html {
            self.explained += 1;
            self.kept.push(explanation);
            return Ok(());
        }
        let text = written(&explanation, self.explain.format, self.setting)?;
        let apart = self.explained > 0 && self.explain.format != Format::Json;
        self.explained += 1;
        writeln!(self.out, "{}{text}", if apart { "\n" } else { "" })?;
        Ok(())
    }

    fn refuse(
        &mut self,
        id: Option<&str>,
        line: Option<u64>,
        rejection: &Rejection,
    ) -> Result<(), Failure> {
        self.refused = true;
        let format = self.explain.format;
        refuse(&mut self.out, format, self.setting, (id, line), rejection)
    }

    fn end(mut self) -> Result<Status, Failure> {
        if !self.kept.is_empty() {
            self.out
                .write_all(pages(&self.kept, self.setting.lang).as_bytes())?;
        }
        self.out.flush()?;
        Ok(if self.refused {
            Status::Found
        } else {
            Status::Clean
        })
    }
}

/// An explanation in a form.
pub(crate) fn written(
    explanation: &Explanation,
    format: Format,
    setting: Setting,
) -> Result<String, Failure> {
    let mut text = match format {
        Format::Text => explanation.to_text(setting.lang),
        Format::Markdown => explanation.to_markdown(setting.lang),
        Format::Html => explanation.to_html(setting.lang),
        Format::Json => serde_json::to_string(explanation).map_err(|error| {
            Failure::new(
                format!("the explanation cannot be written: {error}"),
                format!("无法写出说明（{error}）"),
            )
        })?,
    };
    text.truncate(text.trim_end().len());
    Ok(text)
}

/// Says that an affair is none of the ruleset's.
pub(crate) fn refuse(
    mut out: impl Write,
    format: Format,
    setting: Setting,
    (id, line): (Option<&str>, Option<u64>),
    rejection: &Rejection,
) -> Result<(), Failure> {
    if format == Format::Json {
        let rejected = Rejected::new(rejection, id, line, setting.lang);
        serde_json::to_writer(&mut out, &rejected)
            .map_err(|error| Failure::output(&error.into()))?;
        writeln!(out)?;
        return Ok(());
    }
    out.flush()?;
    let Words { en, zh } = &rejection.message;
    let words = match (id, line) {
        (Some(id), _) => Words::new(
            format!("affair `{id}` is rejected: {en}"),
            format!("事项 `{id}` 被拒收：{zh}"),
        ),
        (None, Some(line)) => Words::new(
            format!("the affair on line {line} is rejected: {en}"),
            format!("第 {line} 行的事项被拒收：{zh}"),
        ),
        (None, None) => Words::new(
            format!("the affair is rejected: {en}"),
            format!("该事项被拒收：{zh}"),
        ),
    };
    complain(setting, &words, rejection.help.as_deref());
    Ok(())
}
