//! The units of documents as places in the source, in its order.

use super::doc::{Doc, Role};

/// A unit in the source: where its first token starts, and where its last one ends.
#[derive(Debug)]
pub(super) struct Place {
    /// Where it starts.
    pub(super) start: u32,
    /// Where its last token ends, before the next unit starts.
    pub(super) end: u32,
}

/// The end of a declaration without a closing brace.
#[derive(Debug)]
pub(super) struct DeclarationEnd {
    /// Where the declaration starts.
    pub(super) declaration: u32,
    /// Where it ends.
    pub(super) end: u32,
}

/// The last declaration that ends before a place.
pub(super) fn end_before(ends: &[DeclarationEnd], at: u32) -> Option<&DeclarationEnd> {
    ends.get(ends.partition_point(|end| end.end <= at).checked_sub(1)?)
}

/// The units of documents, collected.
#[derive(Debug, Default)]
pub(super) struct Places {
    units: Vec<Place>,
    ends: Vec<DeclarationEnd>,
    declaration: u32,
}

impl Places {
    /// Adds the units of a document.
    pub(super) fn collect(&mut self, doc: &Doc) {
        match doc {
            Doc::Token(_, span) => {
                if let Some(place) = self.units.last_mut() {
                    place.end = place.end.max(span.end);
                }
            }
            Doc::Concat(docs) | Doc::Fill(docs) | Doc::Stack(docs) => {
                for doc in docs {
                    self.collect(doc);
                }
            }
            Doc::Group(doc) | Doc::Indent(_, doc) | Doc::Align(doc) => self.collect(doc),
            Doc::Unit(unit) => {
                if unit.role == Role::Declaration {
                    self.declaration = unit.start;
                }
                if unit.role == Role::End && unit.is_empty() {
                    self.ends.push(DeclarationEnd {
                        declaration: self.declaration,
                        end: unit.start,
                    });
                } else {
                    self.units.push(Place {
                        start: unit.start,
                        end: unit.start,
                    });
                    self.collect(&unit.doc);
                }
            }
            Doc::Words(_) | Doc::Comma | Doc::Line | Doc::Hard | Doc::Blank | Doc::Pad(_) => {}
        }
    }

    /// In the order of the source, each start once, none reaching into the next.
    pub(super) fn finish(mut self) -> (Vec<Place>, Vec<DeclarationEnd>) {
        self.units.sort_by_key(|place| place.start);
        self.units.dedup_by(|later, first| {
            let same = later.start == first.start;
            if same {
                first.end = first.end.max(later.end);
            }
            same
        });
        for index in 1..self.units.len() {
            let next = self.units[index].start;
            let place = &mut self.units[index - 1];
            place.end = place.end.min(next);
        }
        (self.units, self.ends)
    }
}
