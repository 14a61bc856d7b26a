//! `fenliu ledger verify-receipt`.

use std::path::PathBuf;

use clap::Args;

use super::key;
use super::listing::page;
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::files::{name, read};
use crate::cli::output::print;
use crate::cli::setting::Setting;
use crate::ledger::receipt::{Confirmed, confirm};
use crate::ledger::{Checkpoint, Record};
use crate::words::Words;

/// Check a receipt, without the ledger
///
/// Says whether the entry of a receipt is in the ledger that was signed for, with the values that the
/// receipt shows, and shows them. All that is needed is the ledger's public key, which should come from
/// elsewhere than the receipt.
///
/// Exit status: 0 confirmed; 1 not confirmed; 2 it could not be done.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fenliu ledger verify-receipt A03.receipt --key office.pub")]
pub(crate) struct VerifyReceipt {
    /// The receipt, `fenliu/receipt/1`
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The public key of the ledger, or a file that holds it
    #[arg(long, value_name = "KEY")]
    key: String,
    /// A checkpoint handed out earlier: the ledger of the receipt must have grown from it
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

impl VerifyReceipt {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let key = key::public(Some(&self.key))?.ok_or_else(|| unusable(&self.key))?;
        let (text, _) = read(&self.file)?;
        let confirmed = match confirm(&text, &key) {
            Ok(confirmed) => confirmed,
            Err(words) => return refused(&words, setting),
        };
        if let Some(path) = &self.checkpoint {
            let (note, _) = read(path)?;
            let earlier =
                Checkpoint::open(&note, &key).map_err(|_| not_signed(&name(path), key.name()))?;
            if let Some(words) = apart(&confirmed, &earlier) {
                return refused(&words, setting);
            }
        }
        let Checkpoint { origin, size, .. } = &confirmed.checkpoint;
        let mut words = Words::new(
            format!("confirmed: the ledger `{origin}`, of {size} entries, holds this\n"),
            format!("确认：台账 `{origin}`（共 {size} 条）载有以下内容\n"),
        );
        if let Some(since) = &confirmed.since {
            words.en.push_str(&format!(
                "it has only been added to since it had {} entries\n",
                since.size
            ));
            words
                .zh
                .push_str(&format!("自其有 {} 条以来只增未改\n", since.size));
        }
        let record = Record::parse(&confirmed.line).ok();
        let shown = record
            .map(|record| page(&record, setting.lang))
            .unwrap_or_default();
        print(&format!("{}{shown}", words.get(setting.lang)))?;
        Ok(Status::Clean)
    }
}

/// Why a receipt does not follow from an earlier checkpoint.
fn apart(confirmed: &Confirmed, earlier: &Checkpoint) -> Option<Words> {
    let same = |other: &Checkpoint| (other.size, other.root) == (earlier.size, earlier.root);
    if same(&confirmed.checkpoint) || confirmed.since.as_ref().is_some_and(same) {
        return None;
    }
    let size = earlier.size;
    Some(if confirmed.checkpoint.size == size {
        Words::new(
            format!("the ledger was forked: of {size} entries there are two"),
            format!("台账被分叉：同为 {size} 条的台账有两本"),
        )
    } else {
        Words::new(
            format!(
                "the receipt does not say how its ledger follows from the one of {size} entries; have one made with `--since`"
            ),
            format!(
                "回执没有说明其台账如何由有 {size} 条的那一本增长而来；请用 `--since` 重新出具"
            ),
        )
    })
}

fn refused(words: &Words, setting: Setting) -> Result<Status, Failure> {
    let line = Words::new(
        format!("not confirmed: {}\n", words.en),
        format!("未获确认：{}\n", words.zh),
    );
    print(line.get(setting.lang))?;
    Ok(Status::Found)
}

fn unusable(key: &str) -> Failure {
    Failure::new(
        format!("`{key}` is no key of a ledger"),
        format!("`{key}` 不是台账公钥"),
    )
}

fn not_signed(file: &str, key: &str) -> Failure {
    Failure::new(
        format!("`{file}` is no checkpoint signed by `{key}`"),
        format!("`{file}` 不是由 `{key}` 签署的检查点"),
    )
}
