//! `fenliu ledger replay`.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::flips::{About, Came, Flips, compare};
use super::key;
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::output::{print, stdout};
use crate::cli::parallel::in_order;
use crate::cli::rules::{Rules, date};
use crate::cli::setting::Setting;
use crate::explanation::RulesetName;
use crate::ledger::entry::ID;
use crate::ledger::tree::Edge;
use crate::ledger::{Again, Hash, Kind, Problem, Reading, Replayable};
use crate::ruleset::Ruleset;

/// Entries decided together.
const CHUNK: usize = 256;

/// Decide every entry of a ledger again
///
/// Each by the ruleset it was decided by, compiled from the texts that the ledger keeps: the verdict must
/// be the recorded one, byte for byte. With `--rules` by another ruleset instead: which decisions would
/// have come out otherwise, from what to what, how many and which. Affairs of which a fact was redacted
/// cannot be decided again, and are named.
///
/// An affair is decided by the day that was given for it; where none was, by the ruleset's own.
///
/// What stands in a case follows from all its events and not from one entry: such entries are counted, and
/// the case is followed again with `fenliu track`.
///
/// Exit status: 0 all came out as recorded; 1 some did not, or are no affairs of the other ruleset; 2 it
/// could not be done, as when the ledger was tampered with.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu ledger replay decisions\n  fenliu ledger replay decisions --rules rulesets/new --format json"
)]
pub(crate) struct Replay {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Decide by this ruleset instead
    #[arg(long, value_name = "RULES")]
    rules: Option<PathBuf>,
    /// With `--rules`: decide every affair by this day
    #[arg(long, value_name = "DATE", value_parser = date, requires = "rules")]
    as_of: Option<Date>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The public key handed out for the ledger, or a file that holds it
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// `fenliu/replay/1`
    Json,
}

/// By which rules.
struct By<'r> {
    reading: &'r Reading,
    /// One for all.
    rules: Option<Ruleset>,
    as_of: Option<Date>,
    /// Those kept, compiled once each.
    kept: Mutex<HashMap<String, Ruleset>>,
}

impl Replay {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let key = key::public(self.key.as_deref())?;
        let rules = self
            .rules
            .as_ref()
            .map(|path| Rules { path: path.clone() }.load(setting))
            .transpose()?;
        let reading = Reading::open(&self.folder, key.as_ref())?;
        let named = rules.as_ref().map(|rules| RulesetName::of(rules.model()));
        let by = By {
            reading: &reading,
            rules,
            as_of: self.as_of,
            kept: Mutex::default(),
        };
        let mut lines = (0_u64..).zip(reading.lines());
        let next = || {
            let chunk: Vec<_> = lines.by_ref().take(CHUNK).collect();
            if chunk.is_empty() { None } else { Some(chunk) }
        };
        let work = |chunk: Vec<(u64, Result<String, Problem>)>| {
            let each = chunk
                .into_iter()
                .map(|(entry, line)| by.entry(entry, &line?));
            each.collect::<Result<Vec<_>, Problem>>()
        };
        let (mut edge, mut flips) = (Edge::default(), Flips::default());
        in_order(next, work, |done| {
            for (leaf, came) in done? {
                edge.push(leaf, &mut |_| {});
                if let Some((about, came)) = came {
                    flips.add(about, came);
                }
            }
            Ok(())
        })?;
        reading.is_root(edge.root())?;
        match self.format {
            Format::Text => print(&flips.text(setting.lang))?,
            Format::Json => {
                let page = flips.json(&reading.checkpoint.origin, named.as_ref(), setting.lang);
                let mut out = stdout();
                serde_json::to_writer(&mut out, &page).map_err(std::io::Error::from)?;
                writeln!(out)?;
                out.flush()?;
            }
        }
        Ok(if flips.is_clean() {
            Status::Clean
        } else {
            Status::Found
        })
    }
}

impl By<'_> {
    /// The leaf of an entry, and what came of it if something was decided.
    fn entry(&self, entry: u64, line: &str) -> Result<(Hash, Option<(About, Came)>), Problem> {
        let record = self.reading.record(entry, line)?;
        let leaf = Hash::leaf(&record.leaf());
        let came = match Again::of(&record) {
            Again::Other if record.head.kind == Kind::Standing => {
                let id = record.text(ID);
                Some((About { entry, id }, Came::Standing))
            }
            Again::Other => None,
            Again::Redacted {
                entry,
                id,
                withheld,
            } => Some((About { entry, id }, Came::Redacted(withheld))),
            Again::Replayable(replayable) => {
                let about = About {
                    entry,
                    id: replayable.id.clone(),
                };
                Some((about, self.again(replayable)?))
            }
        };
        Ok((leaf, came))
    }

    fn again(&self, mut replayable: Replayable) -> Result<Came, Problem> {
        let own;
        let ruleset = match &self.rules {
            Some(rules) => {
                replayable.as_of = self.as_of.or(replayable.as_of);
                rules
            }
            None => {
                own = self.kept(&replayable.ruleset)?;
                &own
            }
        };
        Ok(match replayable.decide(ruleset) {
            Err(rejection) => Came::Rejected(rejection.message),
            Ok(verdict) if verdict == replayable.verdict => {
                // another ruleset explains otherwise, of course
                let same = self.rules.is_some() || replayable.is_explained_by(ruleset);
                if same { Came::Same } else { Came::Reworded }
            }
            Ok(verdict) => match compare(&replayable.verdict, &verdict) {
                Came::Same if self.rules.is_none() => Came::Reworded,
                came => came,
            },
        })
    }

    fn kept(&self, digest: &str) -> Result<Ruleset, Problem> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ruleset) = kept.get(digest) {
            return Ok(ruleset.clone());
        }
        let ruleset = self.reading.ruleset(digest)?;
        kept.insert(digest.to_owned(), ruleset.clone());
        Ok(ruleset)
    }
}
