//! The command line: one file a command, the doc comment of its arguments its manual.
//!
//! Results go to standard output, diagnostics to standard error. Exit status: 0 nothing to report, 1
//! the work was done and there is something to see, 2 it could not be done. Besides `load.rs` this is
//! the only code that reads files, and the only code that looks at the environment.
#![allow(
    clippy::format_push_string,
    reason = "pages are made in a String, where writing cannot fail and need not look as if it could"
)]

mod setting;
mod failure;
mod output;
mod files;
mod atomic;
mod budget;
mod rules;
mod grid;
mod spreadsheet;
mod examples;
mod affairs;
mod parallel;

mod ask;
mod check;
mod classify;
mod completions;
mod contest;
mod diff;
mod explain;
mod explain_code;
mod fmt;
mod ledger;
mod man;
mod new;
mod schema;
mod table;
mod test;
mod track;
mod verify;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::Lang;
use failure::Failure;
use setting::Setting;

/// How a command ended, when it could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Nothing to report.
    Clean,
    /// There is something to see.
    Found,
}

/// Rules that say whose affair an affair is: checked, tested, explained.
///
/// A ruleset is a file that ends in `.fenliu` (or `.fenliu.md`, rules within Markdown), or a folder
/// that holds one. Start with `fenliu new DIR`, look at the file, and try it with `fenliu check DIR`
/// and `fenliu explain DIR --fact NAME=VALUE`.
#[derive(Debug, Parser)]
#[command(
    name = "fenliu",
    version,
    term_width = 92,
    after_help = "`fenliu COMMAND --help` is the manual of a command.\n\n\
        Exit status: 0 nothing to report, 1 there is something to see, 2 it could not be done."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Global {
    /// Language of messages and reports; otherwise that of the system, otherwise English
    #[arg(long, global = true, value_name = "LANG", display_order = 100)]
    lang: Option<Language>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    /// English
    En,
    /// Chinese, 中文
    Zh,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Zh => Self::Zh,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Check(check::Check),
    Test(test::Test),
    Fmt(fmt::Fmt),
    Table(table::Table),
    Explain(explain::Explain),
    Contest(contest::Contest),
    Ask(ask::Ask),
    Classify(classify::Classify),
    Track(track::Track),
    Ledger(ledger::LedgerCommand),
    Schema(schema::Schema),
    Verify(verify::Verify),
    Diff(diff::Diffs),
    ExplainCode(explain_code::ExplainCode),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let Arguments { global, command } = Arguments::parse();
    let setting = Setting::new(global.lang.map(Lang::from), |name| std::env::var(name).ok());
    let ended = match command {
        Command::New(new) => new.run(setting),
        Command::Check(check) => check.run(setting),
        Command::Test(test) => test.run(setting),
        Command::Fmt(fmt) => fmt.run(setting),
        Command::Table(table) => table.run(setting),
        Command::Explain(explain) => explain.run(setting),
        Command::Contest(contest) => contest.run(setting),
        Command::Ask(ask) => ask.run(setting),
        Command::Classify(classify) => classify.run(setting),
        Command::Track(track) => track.run(setting),
        Command::Ledger(ledger) => ledger.run(setting),
        Command::Schema(schema) => schema.run(setting),
        Command::Verify(verify) => verify.run(setting),
        Command::Diff(diff) => diff.run(setting),
        Command::ExplainCode(explain_code) => explain_code.run(setting),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(setting),
    };
    match ended {
        // whoever stops reading has what they wanted
        Ok(Status::Clean) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Ok(Status::Found) => ExitCode::from(1),
        Err(Failure::Told) => ExitCode::from(2),
        Err(Failure::Said { message, help }) => {
            output::complain(setting, &message, help.as_ref());
            ExitCode::from(2)
        }
    }
}

/// The program's arguments, for what is generated from them.
fn definition() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}
