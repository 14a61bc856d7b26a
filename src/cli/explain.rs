//! `fenliu explain`.

mod why_not;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::affairs::given::{Chosen, facts, nothing};
use super::affairs::{Affairs, Record, open};
use super::failure::Failure;
use super::files::{name, unreadable};
use super::output::{complain, stdout};
use super::rules::{Rules, date, decision};
use super::setting::Setting;
use crate::explanation::{Explanation, Options};
use crate::report::html::pages;
use crate::report::json::Rejected;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::Rejection;
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
    /// The day to decide by, as 2024-05-07; otherwise the ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    #[command(flatten)]
    chosen: Chosen,
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
        let ruleset = self.rules.load(setting)?;
        for name in &self.decision {
            decision(&ruleset, name)?;
        }
        let (options, wanted) = self.chosen.options(&ruleset)?;
        let facts = facts(&ruleset, &options, &self.fact)?;
        let mut page = Page {
            explain: self,
            ruleset: &ruleset,
            setting,
            asked: Options {
                why_not: why_not::read(&ruleset, &self.why_not)?,
            },
            kept: Vec::new(),
            explained: 0,
            refused: false,
            out: stdout(),
        };
        let Some(path) = &self.affair else {
            let affair = Affair::unknown(&ruleset.0.model).with(facts);
            page.put(None, None, Ok(affair))?;
            return page.end();
        };
        let Affairs {
            reading,
            mut records,
            ..
        } = open(path, None, &ruleset, &options, false, setting)?;
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
            let affair = reading
                .affair(&record.body)
                .map(|affair| affair.with(facts.iter().cloned()));
            page.put(id.as_deref(), Some(record.line), affair)?;
        }
        if page.explained == 0 && !page.refused {
            return Err(nothing(&name(path), self.chosen.id.as_deref()));
        }
        page.end()
    }
}

/// Explanations one after another.
struct Page<'a> {
    explain: &'a Explain,
    ruleset: &'a Ruleset,
    setting: Setting,
    asked: Options,
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
        affair: Result<Affair, Rejection>,
    ) -> Result<(), Failure> {
        let admitted = affair.and_then(|affair| match self.explain.as_of {
            Some(day) => self.ruleset.as_of(affair, day),
            None => self.ruleset.admit(affair),
        });
        match admitted {
            Ok(affair) => self.explain(&affair),
            Err(rejection) => self.refuse(id, line, &rejection),
        }
    }

    fn explain(&mut self, affair: &Affair) -> Result<(), Failure> {
        let mut explanation = self.ruleset.explain_with(affair, &self.asked);
        if !self.explain.decision.is_empty() {
            explanation = explanation.only_these(&self.explain.decision);
        }
        if !self.asked.why_not.is_empty() {
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
