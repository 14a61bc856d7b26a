//! `fenliu ledger`: the record of decisions that nobody can rewrite; and what other commands need to
//! write to it.
#![allow(
    clippy::format_collect,
    reason = "pages of a few lines are made in a String"
)]

mod init;
mod key;
mod verify;
mod show;
mod listing;
mod prove;
mod verify_receipt;
mod redact;
mod replay;
mod flips;
mod mend;
mod find;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Status;
use super::failure::Failure;
use super::output::remark;
use super::setting::Setting;
use crate::ledger::{Ledger, Problem};
use crate::versions::Versions;

/// Keep a record of decisions that nobody can rewrite, and check it
///
/// A ledger is a folder. `classify --ledger DIR` writes every decision into it: the facts, the verdict, and
/// the texts of the rules it was decided by; `track --ledger DIR` what stands after each event of a case. A signed checkpoint covers all entries, so that a change of
/// any byte is found; an entry can be proved to the person concerned without showing the others; and
/// every decision can be made again years later. Begin with `fenliu ledger init`.
#[derive(Debug, Args)]
pub(crate) struct LedgerCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Verify(verify::Verify),
    Show(show::Show),
    Prove(prove::Prove),
    VerifyReceipt(verify_receipt::VerifyReceipt),
    Redact(redact::Redact),
    Replay(replay::Replay),
    Mend(mend::Mend),
}

impl LedgerCommand {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        match &self.command {
            Command::Init(init) => init.run(setting),
            Command::Verify(verify) => verify.run(setting),
            Command::Show(show) => show.run(setting),
            Command::Prove(prove) => prove.run(setting),
            Command::VerifyReceipt(verify) => verify.run(setting),
            Command::Redact(redact) => redact.run(setting),
            Command::Replay(replay) => replay.run(setting),
            Command::Mend(mend) => mend.run(setting),
        }
    }
}

/// Where a command writes what it decides, besides its output.
#[derive(Debug, Args)]
pub(crate) struct ToLedger {
    /// Write all of it to this ledger too, before it is printed; see `fenliu ledger`
    #[arg(long = "ledger", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// The secret key of the ledger; otherwise the file that `FENLIU_LEDGER_KEY` names
    #[arg(long = "ledger-key", value_name = "FILE", requires = "folder")]
    key: Option<PathBuf>,
}

impl ToLedger {
    /// The ledger, if one was asked for, with the texts of every version kept.
    pub(crate) fn open(
        &self,
        versions: &Versions,
        setting: Setting,
    ) -> Result<Option<Ledger>, Failure> {
        let Some(folder) = &self.folder else {
            return Ok(None);
        };
        let signer = key::secret(self.key.as_deref(), folder, setting)?;
        let mut ledger = Ledger::open(folder, signer, Box::new(random))?;
        ledger
            .repaired()
            .iter()
            .for_each(|words| remark(setting, words));
        for version in versions.all() {
            ledger.keep(version)?;
        }
        Ok(Some(ledger))
    }
}

/// Random bytes of the system.
pub(crate) fn random(bytes: &mut [u8]) -> std::io::Result<()> {
    getrandom::fill(bytes).map_err(std::io::Error::other)
}

impl From<Problem> for Failure {
    fn from(Problem { message, help }: Problem) -> Self {
        Self::Said { message, help }
    }
}
