//! `fenliu track`.

mod recording;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::explain::{Format as Written, written};
use super::failure::Failure;
use super::files::{is_gb18030, name, read};
use super::ledger::ToLedger;
use super::output::{complain, print, remark};
use super::rules::{Rules, date, decision, refused};
use super::setting::Setting;
use crate::history::follow::{Options, follow};
use crate::history::{Case, Problem, Problems, Track as Followed};
use crate::load::Encoding;
use crate::words::{Lang, Words};

/// Follow a case over time: what stands after each event, and the cause of every move
///
/// A case is a file of dated events, one JSON object a line (`fenliu/event/1`, described in
/// docs/formats.md): facts that were learned or corrected, determinations by a body, objections. Events
/// stand in the order of their days (`on`); those of one day in the order of the file.
///
/// After each event: if what the rules say of a decision changed, that stands; a determination that is in
/// force stands instead, until its last day (`until`); then the shifts of the ruleset lead on from what
/// stands, until none applies. Decisions downstream read what stands. Every move is told with its cause: a
/// fact, a version of the ruleset, the date, a determination, a shift, or a decision upstream; and where
/// what was determined is not what the rules would say, both are.
///
/// A determination by a body that the ruleset does not entitle takes no effect, and is reported. An event
/// that became known later than it happened says so with `recorded`; `--as-known-on` follows the case with
/// what was known on a day, and without it with all that is known now.
///
/// With `--ledger` what stands after each event is recorded too, with the facts known by then, and nothing
/// is printed before it is on the disk and signed for. All decisions are recorded, whatever `--decision`
/// shows. What the ledger has of the case already is not recorded again, so that the same command may be
/// run after every event; an event that came to be known late moves what stood after it, which is then
/// recorded anew. A case is known again by its name, `case`: without one everything is recorded each time.
///
/// Exit status: 0 followed; 1 a determination took no effect, or shifts led round in a circle; 2 it could
/// not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu track rulesets/jiangjin rulesets/jiangjin/cases/roof.jsonl\n  \
    fenliu track rulesets/jiangjin rulesets/jiangjin/cases/roof.jsonl --lang zh --decision tier\n  \
    fenliu track rulesets/jiangjin rulesets/jiangjin/cases/parking.jsonl --as-known-on 2024-04-30\n  \
    fenliu track rulesets/jiangjin rulesets/jiangjin/cases/parking.jsonl --explain\n  \
    fenliu track rulesets/jiangjin rulesets/jiangjin/cases/roof.jsonl --ledger decisions --ledger-key office.key"
)]
pub(crate) struct Track {
    #[command(flatten)]
    rules: Rules,
    /// A file of events, one a line; `-` is standard input
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Only this decision; may be given several times
    #[arg(long, value_name = "NAME")]
    decision: Vec<String>,
    /// With what was known on this day: only events recorded by then; not with a ledger, whose texts make
    /// the rules as they are
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "folder")]
    as_known_on: Option<Date>,
    /// Look at the case on this day, on or after its last event: what has run out by then has
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Explain every decision as it stands at the end, with what became of it
    #[arg(long)]
    explain: bool,
    /// Leave out the values of sensitive facts; of the explanation
    #[arg(long, requires = "explain")]
    redact: bool,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    ledger: ToLedger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading on a terminal
    Text,
    /// For a letter or a page
    Markdown,
    /// For programs, `fenliu/track/1`; with `--explain`, `fenliu/explanation/1`
    Json,
    /// One page that needs no other file; only with `--explain`
    Html,
}

impl From<Format> for Written {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Json => Self::Json,
            Format::Html => Self::Html,
        }
    }
}

impl Track {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let versions = self.rules.versions(setting)?;
        for name in &self.decision {
            decision(versions.latest(), name)?;
        }
        let versions = match self.as_known_on {
            Some(day) => versions.known_on(day).map_err(|it| refused(&it))?,
            None => versions,
        };
        let (text, encoding) = read(&self.case)?;
        if encoding == Encoding::Gb18030 {
            remark(setting, &is_gb18030(&self.case));
        }
        let options = Options {
            as_of: self.as_of,
            as_known_on: self.as_known_on,
        };
        let followed = Case::from_jsonl(&text).and_then(|case| follow(&versions, &case, options));
        let (mut track, left) = followed.map_err(|problems| self.show(&problems, setting))?;
        let status = if track.has_faults() {
            Status::Found
        } else {
            Status::Clean
        };
        let entries = match (&self.ledger.folder, &left) {
            (Some(_), Some(left)) => recording::entries(&track, left)?,
            _ => Vec::new(),
        };
        let page = if let Some(left) = left.filter(|_| self.explain) {
            let mut explanation = left.explained(&track);
            if !self.decision.is_empty() {
                explanation = explanation.only_these(&self.decision);
            }
            if self.redact {
                explanation = explanation.redacted();
            }
            written(&explanation, self.format.into(), setting)?
        } else {
            if !self.decision.is_empty() {
                track = track.only_these(&self.decision);
            }
            self.written(&track, setting.lang)?.trim_end().to_owned()
        };
        // last, when nothing else can go wrong
        if let Some(mut ledger) = self.ledger.open(&versions, setting)? {
            let folder = self.ledger.folder.as_deref().unwrap_or(Path::new("."));
            let recorded = recording::record(&mut ledger, folder, &entries)?;
            remark(setting, &recorded.words(folder));
        }
        print(&format!("{page}\n"))?;
        Ok(status)
    }

    fn written(&self, track: &Followed, lang: Lang) -> Result<String, Failure> {
        Ok(match self.format {
            Format::Html => return Err(only_explained()),
            Format::Text => track.to_text(lang),
            Format::Markdown => track.to_markdown(lang),
            Format::Json => serde_json::to_string(track).map_err(|error| {
                Failure::new(
                    format!("the track cannot be written: {error}"),
                    format!("无法写出办理经过（{error}）"),
                )
            })?,
        })
    }

    /// Shows everything that is wrong with the case.
    fn show(&self, problems: &Problems, setting: Setting) -> Failure {
        let file = name(&self.case);
        for problem in &problems.0 {
            let Problem { help, .. } = problem;
            let words = Words::new(
                format!("`{file}`: {}", problem.sentence(Lang::En)),
                format!("`{file}`：{}", problem.sentence(Lang::Zh)),
            );
            complain(setting, &words, help.as_ref());
        }
        Failure::Told
    }
}

fn only_explained() -> Failure {
    Failure::new("a track has no page in HTML", "办理经过没有 HTML 页面").help(
        "add `--explain` for the page of what stands, or choose `--format markdown`",
        "加上 `--explain` 可得到现状说明的页面，或选用 `--format markdown`",
    )
}
