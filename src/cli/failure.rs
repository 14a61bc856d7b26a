//! Why a command could not do its work.

use std::io;

use crate::words::Words;

/// Why a command could not do its work; exit status 2, but for `Closed`.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What is wrong has been shown already.
    Told,
    /// One sentence, and perhaps the next step.
    Said {
        /// Lower case, no full stop.
        message: Words,
        /// The next step.
        help: Option<Words>,
    },
    /// Nobody reads our output any more.
    Closed,
}

impl Failure {
    /// A sentence.
    pub(crate) fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::Said {
            message: Words::new(en, zh),
            help: None,
        }
    }

    /// The next step.
    #[must_use]
    pub(crate) fn help(self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        match self {
            Self::Said { message, .. } => Self::Said {
                message,
                help: Some(Words::new(en, zh)),
            },
            other => other,
        }
    }

    /// Standard output does not take what is written to it.
    pub(crate) fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::new(
                format!("the output cannot be written: {error}"),
                format!("无法写出结果（{error}）"),
            ),
        }
    }
}

/// Errors of writing; whoever reads says what cannot be read.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::output(&error)
    }
}
