//! What Fenliu says when something is wrong: plain data, no rendering.
//!
//! A diagnostic is one sentence in lower case without a full stop, the user's words in backticks,
//! every place it is about, and the next step. Each problem has its own small function beside the
//! pass that finds it; each [`Code`] has a page that `fenliu explain-code` prints.

mod code;
mod list;

pub use code::Code;
pub use list::Diagnostics;

use crate::source::Span;
use crate::words::Words;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be decided until it is mended.
    Error,
    /// The ruleset works; somebody should look.
    Warning,
    /// Worth knowing; nothing need be done.
    Note,
}

/// One place a diagnostic is about, and what it says there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// What to say there; may be empty.
    pub text: Words,
}

/// One problem, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, `FL0101`….
    pub code: Code,
    /// Error, warning or note.
    pub severity: Severity,
    /// One sentence.
    pub message: Words,
    /// Places; the first is the primary one. Empty only where there is no text to point at.
    pub notes: Vec<Note>,
    /// The next step.
    pub help: Option<Words>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: Words) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message,
            notes: vec![Note {
                span,
                text: Words::default(),
            }],
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: Words) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// The words shown at the primary place.
    #[must_use]
    pub fn here(mut self, text: Words) -> Self {
        if let Some(primary) = self.notes.first_mut() {
            primary.text = text;
        }
        self
    }

    /// Another place.
    #[must_use]
    pub fn and(mut self, span: Span, text: Words) -> Self {
        self.notes.push(Note { span, text });
        self
    }

    /// The next step.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }

    /// The primary place.
    pub fn span(&self) -> Option<Span> {
        self.notes.first().map(|note| note.span)
    }
}
