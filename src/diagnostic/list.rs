//! Every problem of one ruleset, with the texts they point into.

use std::fmt;

use super::{Diagnostic, Severity};
use crate::source::Sources;
use crate::words::Lang;

/// What [`Ruleset::load`](crate::Ruleset::load) returns when a ruleset does not compile: all its
/// problems, in the order of their places, and the texts they point into.
///
/// Dereferences to a slice of [`Diagnostic`]. `Display` prints `file:line:column: error[CODE]:
/// message`, a line each, in English; the command line draws the places.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    pub(crate) sources: Sources,
    pub(crate) list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Problems and the texts they point into; sorted by place, repeats dropped.
    pub fn new(sources: Sources, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by(|a, b| (a.span(), a.code, &a.message).cmp(&(b.span(), b.code, &b.message)));
        list.dedup();
        Self { sources, list }
    }

    /// The problems of several compilations together, each told once.
    pub(crate) fn join(each: impl IntoIterator<Item = Self>) -> Self {
        let (mut sources, mut all) = (Sources::default(), Vec::new());
        for Self {
            sources: texts,
            list,
        } in each
        {
            let moved = sources.join(&texts);
            all.extend(list.into_iter().map(|mut diagnostic| {
                for note in &mut diagnostic.notes {
                    note.span = moved.place(note.span);
                }
                diagnostic
            }));
        }
        Self::new(sources, all)
    }

    /// The texts.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// One line a problem, in a language.
    pub fn lines(&self, lang: Lang) -> impl Iterator<Item = String> + '_ {
        self.list.iter().map(move |diagnostic| {
            let place = diagnostic.span().and_then(|span| self.sources.locate(span));
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let message = diagnostic.message.get(lang);
            match place {
                Some((file, start, _)) => {
                    format!(
                        "{file}:{}:{}: {severity}[{}]: {message}",
                        start.line, start.column, diagnostic.code
                    )
                }
                None => format!("{severity}[{}]: {message}", diagnostic.code),
            }
        })
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];
    fn deref(&self) -> &[Diagnostic] {
        &self.list
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, line) in self.lines(Lang::En).enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&line)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
