//! Why a ledger cannot be opened, written or read.

use std::fmt;
use std::io;
use std::path::Path;

use crate::words::Words;

/// One sentence, and perhaps the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Lower case, no full stop.
    pub message: Words,
    /// The next step.
    pub help: Option<Words>,
}

impl Problem {
    /// A sentence.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            message: Words::new(en, zh),
            help: None,
        }
    }

    /// The next step.
    #[must_use]
    pub fn help(self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            help: Some(Words::new(en, zh)),
            ..self
        }
    }

    /// A file that the operating system does not read or write.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        let name = shown(path);
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(
                format!("there is no file `{name}`"),
                format!("没有文件 `{name}`"),
            ),
            io::ErrorKind::PermissionDenied => Self::new(
                format!("`{name}` may not be read or written: permission denied"),
                format!("没有读写 `{name}` 的权限"),
            ),
            _ => Self::new(
                format!("`{name}` cannot be read or written: {error}"),
                format!("无法读写 `{name}`（{error}）"),
            ),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Problem {}

/// A path as messages show it: the same on every system, without control characters.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
