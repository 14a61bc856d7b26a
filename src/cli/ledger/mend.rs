//! `fenliu ledger mend`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::output::print;
use crate::cli::setting::Setting;
use crate::ledger;

/// Put a ledger in order after an interruption
///
/// Removes what a writer had not finished, finishes redactions, and makes the tiles anew from the record.
/// First the record is held to the signed checkpoint: nothing that was acknowledged is ever changed, and a
/// record that was tampered with is not touched. Whoever writes next does the same by itself, as far as it
/// needs to; this is for tiles that were lost or damaged. No key is needed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fenliu ledger mend decisions")]
pub(crate) struct Mend {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Mend {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let done = ledger::mend(&self.folder)?;
        let page: String = done
            .iter()
            .map(|words| format!("{}\n", words.get(setting.lang)))
            .collect();
        print(&page)?;
        Ok(Status::Clean)
    }
}
