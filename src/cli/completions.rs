//! `fenliu completions`.

use clap::Args;
use clap_complete::Shell;

use super::failure::Failure;
use super::output::stdout;
use super::{Status, definition};
use std::io::Write;

/// Print what a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu completions bash > ~/.local/share/bash-completion/completions/fenliu\n  \
    fenliu completions zsh > ~/.zfunc/_fenliu\n  fenliu completions fish > ~/.config/fish/completions/fenliu.fish"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> Result<Status, Failure> {
        // written whole: the generator panics where its output is closed
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut definition(), "fenliu", &mut script);
        let mut out = stdout();
        out.write_all(&script)?;
        out.flush()?;
        Ok(Status::Clean)
    }
}
