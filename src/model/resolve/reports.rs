//! The problems found so far: one message a cause.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Note, Severity};
use crate::model::Unit;
use crate::syntax::tree::Name;
use crate::words::Words;

/// The most places that one message shows.
const PLACES: usize = 12;

/// Problems, in the order in which they were found.
#[derive(Default)]
pub(crate) struct Reports {
    list: Vec<Diagnostic>,
    unknown: HashMap<(String, String), usize>,
    /// The words of declarations that could not be read.
    unread: HashSet<String>,
    incomplete: bool,
    said: usize,
}

impl Reports {
    /// No problem yet; what could not be read was reported by the parser.
    pub(crate) fn new(units: &[Unit]) -> Self {
        let unread = units
            .iter()
            .flat_map(|unit| unit.tree.broken.iter().cloned())
            .collect();
        Self {
            unread,
            ..Self::default()
        }
    }

    /// Whether a word stands in a declaration that could not be read.
    pub(crate) fn is_unread(&self, word: &str) -> bool {
        self.unread.contains(word)
    }

    /// A problem.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.said += 1;
        self.list.push(diagnostic);
    }

    /// A name that nothing declares: said once for all its places, and not at all if it stands in
    /// a declaration that could not be read.
    pub(crate) fn unknown(
        &mut self,
        sort: &str,
        name: &Name,
        diagnostic: impl FnOnce() -> Diagnostic,
    ) {
        let table = name.text.rsplit_once('.').map(|(table, _)| table);
        if self.unread.contains(&name.text)
            || table.is_some_and(|table| self.unread.contains(table))
        {
            self.incomplete = true;
            return;
        }
        self.said += 1;
        if let Some(&index) = self.unknown.get(&(sort.to_owned(), name.text.clone())) {
            if let Some(first) = self.list.get_mut(index)
                && first.notes.len() < PLACES
                && first.notes.iter().all(|note| note.span != name.span)
            {
                let again = Words::new("and here", "还有这里");
                first.notes.push(Note {
                    span: name.span,
                    text: again,
                });
            }
            return;
        }
        self.unknown
            .insert((sort.to_owned(), name.text.clone()), self.list.len());
        self.list.push(diagnostic());
    }

    /// Something is missing whose absence was reported before the model was built.
    pub(crate) fn incomplete(&mut self) {
        self.incomplete = true;
    }

    /// How many problems were found, those that were added to an earlier message too.
    pub(crate) fn said(&self) -> usize {
        self.said
    }

    /// Whether a model may be built, and every problem.
    pub(crate) fn finish(self) -> (bool, Vec<Diagnostic>) {
        let sound = !self.incomplete
            && self
                .list
                .iter()
                .all(|found| found.severity != Severity::Error);
        (sound, self.list)
    }
}
