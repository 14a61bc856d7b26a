//! `fenliu ledger redact`.

use std::path::PathBuf;

use clap::Args;

use super::find::Which;
use super::{key, random};
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::output::{print, remark};
use crate::cli::setting::Setting;
use crate::ledger::entry::{FACTS, VERDICT};
use crate::ledger::{Ledger, Reading};
use crate::words::Words;

/// Take a value out of an entry, for good
///
/// The value and its salt are removed from the record; the commitment to it stays, so that everything
/// still verifies. An entry of its own says what was taken and why. An affair of which a fact is gone
/// cannot be decided again. Where the verdict lists what the fact may be, it goes too, and that is said.
///
/// What stays: the verdict otherwise, with its rules, from which those who know the rules can infer
/// something; the name of the fact; receipts and copies that were given out before.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  fenliu ledger redact decisions A03 phone --because \"asked for by the person concerned\" --ledger-key office.key"
)]
pub(crate) struct Redact {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The affair, by the `id` it was recorded with, and the field: a fact, or `id`, `verdict`, `explanation`; with `--entry` the field alone
    #[arg(value_name = "ID FIELD", num_args = 1..=2, required = true)]
    names: Vec<String>,
    /// The entry by its number, instead of ID
    #[arg(long, value_name = "N")]
    entry: Option<u64>,
    /// Why; this is recorded, so let it not say what is taken out
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// The secret key of the ledger; otherwise the file that `FENLIU_LEDGER_KEY` names
    #[arg(long = "ledger-key", value_name = "FILE")]
    key: Option<PathBuf>,
}

impl Redact {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let (which, field) = match (self.names.as_slice(), self.entry) {
            ([field], Some(_)) => (
                Which {
                    id: None,
                    entry: self.entry,
                },
                field,
            ),
            ([id, field], None) => (
                Which {
                    id: Some(id.clone()),
                    entry: None,
                },
                field,
            ),
            _ => return Err(unclear()),
        };
        let signer = key::secret(self.key.as_deref(), &self.folder, setting)?;
        let mut ledger = Ledger::open(&self.folder, signer, Box::new(random))?;
        ledger
            .repaired()
            .iter()
            .for_each(|words| remark(setting, words));
        let entry = which.one(&Reading::open(&self.folder, None)?)?;
        let taken = ledger.redact(entry, field, &self.because)?;
        print(done(entry, &taken).get(setting.lang))?;
        Ok(Status::Clean)
    }
}

/// What is gone, and what follows.
fn done(entry: u64, taken: &[String]) -> Words {
    let short = |name: &String| format!("`{}`", name.strip_prefix(FACTS).unwrap_or(name));
    let names: Vec<String> = taken.iter().map(short).collect();
    let mut words = Words::new(
        format!("redacted of entry {entry}: {}\n", names.join(", ")),
        format!("已从第 {entry} 号条目删去：{}\n", names.join("、")),
    );
    if taken.len() > 1 && taken.iter().any(|name| name == VERDICT) {
        words
            .en
            .push_str("the verdict went too, for it lists what the fact may be\n");
        words
            .zh
            .push_str("判定结果一并删去，因为其中列出了该事实可能的取值\n");
    }
    if taken
        .iter()
        .any(|name| name == VERDICT || name.starts_with(FACTS))
    {
        words.en.push_str("the affair is no longer replayable\n");
        words.zh.push_str("该事项从此无法重新判定\n");
    }
    words
}

fn unclear() -> Failure {
    Failure::new(
        "it is not clear which field of which entry is meant",
        "不清楚所指的是哪个条目的哪个字段",
    )
    .help(
        "name the affair and the field, `DIR ID FIELD`, or the entry and the field, `DIR --entry N FIELD`",
        "请给出事项与字段（`DIR ID FIELD`），或条目编号与字段（`DIR --entry N FIELD`）",
    )
}
