//! `fenliu ledger show`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::find::{find, none};
use super::listing::{line, page};
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::output::stdout;
use crate::cli::setting::Setting;
use crate::ledger::Reading;

/// Show what a ledger holds
///
/// Without ID every entry in one line: its number, what it is about, and what was decided. With ID, or
/// `--entry`, everything that is recorded of it. Each entry shown is checked against its commitments; that
/// all of them are there is checked by `fenliu ledger verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu ledger show decisions\n  fenliu ledger show decisions A03 --lang zh\n  \
    fenliu ledger show decisions --entry 17 --format json"
)]
pub(crate) struct Show {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// An affair, by the `id` it was recorded with
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// An entry by its number
    #[arg(long, value_name = "N", conflicts_with = "id")]
    entry: Option<u64>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// The lines of the record, `fenliu/entry/1`
    Json,
}

impl Show {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let reading = Reading::open(&self.folder, None)?;
        let chosen = match (self.entry, &self.id) {
            (Some(entry), _) => Some(vec![entry]),
            (None, Some(id)) => Some(find(&reading, id)?),
            (None, None) => None,
        };
        let mut out = stdout();
        let mut write = |entry: u64, text: &str| -> Result<(), Failure> {
            let record = reading.record(entry, text)?;
            match (self.format, &chosen) {
                (Format::Json, _) => writeln!(out, "{text}")?,
                (Format::Text, Some(_)) => out.write_all(page(&record, setting.lang).as_bytes())?,
                (Format::Text, None) => out.write_all(line(&record, setting.lang).as_bytes())?,
            }
            Ok(())
        };
        match &chosen {
            Some(entries) if entries.is_empty() => {
                return Err(none(self.id.as_deref().unwrap_or_default()));
            }
            Some(entries) => {
                for entry in entries {
                    write(*entry, &reading.line(*entry)?)?;
                }
            }
            None => {
                for (entry, text) in (0..).zip(reading.lines()) {
                    write(entry, &text?)?;
                }
            }
        }
        out.flush()?;
        Ok(Status::Clean)
    }
}
