//! What somebody writes, line by line: on a terminal with editing, from a pipe as it comes.

use std::io::{self, BufRead, IsTerminal, Read, StdinLock};

use rustyline::config::Behavior;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor};

use crate::cli::failure::Failure;
use crate::cli::output::say;
use crate::load::decode;

const PROMPT: &str = "> ";
/// Bytes of one answer. What is longer is taken for several.
const LONGEST: u64 = 1 << 16;

/// Where answers come from.
pub(super) enum Lines {
    /// A terminal: the arrow keys work, and earlier answers come back.
    Terminal(Box<Editor<(), MemHistory>>),
    /// A pipe or a file: answers are repeated, so that what is printed reads as a conversation.
    Piped(StdinLock<'static>),
}

impl Lines {
    pub(super) fn open() -> Result<Self, Failure> {
        if !io::stdin().is_terminal() {
            return Ok(Self::Piped(io::stdin().lock()));
        }
        // standard output is for the explanation
        let behavior = Behavior::PreferTerm;
        let config = Config::builder().behavior(behavior).auto_add_history(true);
        let editor = Editor::with_history(config.build(), MemHistory::new()).map_err(|error| {
            Failure::new(
                format!("the terminal cannot be read: {error}"),
                format!("无法读取终端（{error}）"),
            )
        })?;
        Ok(Self::Terminal(Box::new(editor)))
    }

    /// The next line; nothing at the end of the input, and when somebody ends it.
    pub(super) fn next(&mut self) -> Option<String> {
        match self {
            // Ctrl-C and Ctrl-D end it, and so does a terminal that is gone
            Self::Terminal(editor) => editor.readline(PROMPT).ok(),
            Self::Piped(input) => {
                let mut bytes = Vec::new();
                let read = input.take(LONGEST).read_until(b'\n', &mut bytes);
                if read.is_err() || bytes.is_empty() {
                    return None;
                }
                let lossy = String::from_utf8_lossy(&bytes).into_owned();
                let line = decode(bytes).map_or(lossy, |(line, _)| line);
                let line = line.trim().to_owned();
                say(format!("{PROMPT}{line}").trim_end());
                say("\n");
                Some(line)
            }
        }
    }
}
