//! `fenliu man`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Command};

use super::failure::Failure;
use super::files::unwritable;
use super::output::stdout;
use super::setting::Setting;
use super::{Status, atomic, definition};

/// Print the manual as man pages
///
/// Without a folder, prints the page of the program or of one command. With one, writes there a page
/// for the program and one for each command.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu man check | man -l -\n  fenliu man --output ~/.local/share/man/man1"
)]
pub(crate) struct Man {
    /// The command whose page is printed; the whole program's without one
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Option<String>,
    /// The folder to write all pages to
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(&self, _setting: Setting) -> Result<Status, Failure> {
        let mut program = definition().disable_help_subcommand(true);
        program.build();
        if let Some(folder) = &self.output {
            fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
            for command in std::iter::once(&program).chain(program.get_subcommands()) {
                let path = folder.join(format!("{}.1", file_name(command)));
                let page = String::from_utf8_lossy(&page(command)?).into_owned();
                atomic::replace(&path, &page).map_err(|error| unwritable(&path, &error))?;
            }
            return Ok(Status::Clean);
        }
        let page = match &self.command {
            None => page(&program)?,
            Some(name) => page(
                program
                    .find_subcommand(name)
                    .ok_or_else(|| unknown(&program, name))?,
            )?,
        };
        let mut out = stdout();
        out.write_all(&page)?;
        out.flush()?;
        Ok(Status::Clean)
    }
}

fn unknown(program: &Command, name: &str) -> Failure {
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let names = names.join(", ");
    Failure::new(
        format!("there is no command `{name}`"),
        format!("没有命令 `{name}`"),
    )
    .help(
        format!("the commands are {names}"),
        format!("命令有 {names}"),
    )
}

/// `fenliu-check` for the command `fenliu check`.
fn file_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}
