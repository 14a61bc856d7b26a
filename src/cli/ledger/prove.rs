//! `fenliu ledger prove`.

use std::path::PathBuf;

use clap::Args;

use super::find::Which;
use super::key;
use crate::cli::Status;
use crate::cli::atomic::replace;
use crate::cli::failure::Failure;
use crate::cli::files::{read, unwritable};
use crate::cli::output::print;
use crate::cli::setting::Setting;
use crate::ledger::Reading;
use crate::ledger::receipt::receipt;

/// Write a receipt for one entry, to be checked without the ledger
///
/// A receipt, `fenliu/receipt/1`, holds the entry with its values, the way from it to the root of the
/// tree, and the signed checkpoint. With the ledger's public key alone anybody can check that this is
/// what was recorded: `fenliu ledger verify-receipt`. It shows nothing of other entries.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu ledger prove decisions A03 -o A03.receipt\n  \
    fenliu ledger prove decisions A03 --without phone --since checkpoint-2024-05-07"
)]
pub(crate) struct Prove {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    which: Which,
    /// Fields to leave out, separated by commas; the receipt still holds
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    without: Vec<String>,
    /// A checkpoint handed out earlier: prove too that the ledger has only been added to since
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// The public key handed out for the ledger, or a file that holds it
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Prove {
    pub(crate) fn run(&self, _: Setting) -> Result<Status, Failure> {
        let key = key::public(self.key.as_deref())?;
        let reading = Reading::open(&self.folder, key.as_ref())?;
        let entry = self.which.one(&reading)?;
        let since = self
            .since
            .as_deref()
            .map(read)
            .transpose()?
            .map(|(text, _)| text);
        let text = receipt(&reading, entry, &self.without, since.as_deref())?;
        match &self.output {
            Some(path) => replace(path, &text).map_err(|error| unwritable(path, &error))?,
            None => print(&text)?,
        }
        Ok(Status::Clean)
    }
}
