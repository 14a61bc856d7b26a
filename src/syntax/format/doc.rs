//! What is laid out: words, places where a line may break, and the units comments belong to.
//!
//! A document knows nothing of widths and comments; `layout` decides both. Invariant: a unit
//! stands at the start of its document or directly after a break, so that a comment can stand on
//! a line of its own before it.

use crate::source::Span;

/// Something to lay out.
#[derive(Debug, Clone)]
pub(super) enum Doc {
    /// Keywords, punctuation, blanks: words whose place in the source nobody asks for.
    Words(String),
    /// Words that stand in the source at a known place.
    Token(String, Span),
    /// A blank, or a new line where its group is broken.
    Line,
    /// A comma, only where its group is on one line.
    Comma,
    /// A new line.
    Hard,
    /// A blank line, on a line just started.
    Blank,
    /// Blanks for alignment, only where the group is broken.
    Pad(usize),
    /// One after another.
    Concat(Vec<Doc>),
    /// On one line if it fits and no comment stands inside, else broken at each of its lines.
    Group(Box<Doc>),
    /// New lines inside start further right.
    Indent(usize, Box<Doc>),
    /// New lines inside start where this starts.
    Align(Box<Doc>),
    /// Parts with a blank between them, as many on a line as fit.
    Fill(Vec<Doc>),
    /// Parts on one line, else below the first, else each on a line of its own further in.
    Stack(Vec<Doc>),
    /// What comments stand before and after.
    Unit(Unit),
}

/// The smallest thing that can have a line, and so comments, of its own.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Where it starts in the source; also its name.
    pub(super) start: u32,
    /// What it is among its neighbours.
    pub(super) role: Role,
    /// Its words.
    pub(super) doc: Box<Doc>,
}

/// What a unit is among its neighbours; decides which blank lines around it stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A part of a clause: no blank lines.
    Part,
    /// A clause: blank lines only around comments.
    Clause,
    /// One of a list that may be written in groups: a blank line before it stays.
    Item,
    /// A declaration; the lines between declarations are not its own affair.
    Declaration,
    /// The closing brace, or the end of a declaration without one: no blank line before it.
    /// `indented` comments that follow the last clause belong before it.
    End,
}

/// Nothing.
pub(super) fn nothing() -> Doc {
    Doc::Concat(Vec::new())
}

/// Words without a place.
pub(super) fn words(text: impl Into<String>) -> Doc {
    Doc::Words(text.into())
}

/// One after another.
pub(super) fn concat(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Concat(docs.into_iter().collect())
}

/// On one line if it fits.
pub(super) fn group(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Group(Box::new(concat(docs)))
}

/// New lines inside start `by` columns further right.
pub(super) fn indent(by: usize, doc: Doc) -> Doc {
    Doc::Indent(by, Box::new(doc))
}

/// New lines inside start where this starts.
pub(super) fn align(doc: Doc) -> Doc {
    Doc::Align(Box::new(doc))
}

/// A unit that starts where its first token does.
pub(super) fn unit(role: Role, doc: Doc) -> Doc {
    match doc.first_token() {
        Some(span) => unit_at(span.start, role, doc),
        None => doc,
    }
}

/// A unit that starts at a known place, at or before its first token.
pub(super) fn unit_at(start: u32, role: Role, doc: Doc) -> Doc {
    Doc::Unit(Unit {
        start,
        role,
        doc: Box::new(doc),
    })
}

/// A unit made of a head, which keeps the comments at the end of its line, and what follows it.
pub(super) fn headed(
    start: u32,
    role: Role,
    head: Doc,
    rest: impl IntoIterator<Item = Doc>,
) -> Doc {
    unit_at(
        start,
        role,
        concat([opened(start, nothing(), head), concat(rest)]),
    )
}

/// A head and what it opens on the same line, as a unit that starts at `start`: the first unit of
/// `doc`, which cannot stand on a line of its own, becomes part of it.
pub(super) fn opened(start: u32, head: Doc, mut doc: Doc) -> Doc {
    if let Some(first) = doc.first_token() {
        doc.rename(first.start, start);
    }
    unit_at(start, Role::Part, concat([head, doc]))
}

/// The end of a declaration without a closing brace.
pub(super) fn end(at: u32) -> Doc {
    unit_at(at, Role::End, nothing())
}

/// `head a, b, c tail`, as many items on a line as fit, further lines starting `by` columns in.
pub(super) fn list(by: usize, head: Doc, items: impl IntoIterator<Item = Doc>, tail: Doc) -> Doc {
    let mut items = with_commas(items).into_iter();
    let mut parts = vec![unit(
        Role::Part,
        concat([head, items.next().unwrap_or_else(nothing)]),
    )];
    parts.extend(items.map(|item| unit(Role::Part, item)));
    if let Some(last) = parts.pop() {
        parts.push(concat([last, tail]));
    }
    indent(by, Doc::Fill(parts))
}

/// Documents, each but the last followed by a comma.
pub(super) fn with_commas(docs: impl IntoIterator<Item = Doc>) -> Vec<Doc> {
    let mut docs: Vec<Doc> = docs.into_iter().collect();
    let last = docs.len().saturating_sub(1);
    for doc in &mut docs[..last] {
        let item = std::mem::replace(doc, nothing());
        *doc = concat([item, words(",")]);
    }
    docs
}

impl Unit {
    /// Whether it has no words, and only holds comments.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&*self.doc, Doc::Concat(docs) if docs.is_empty())
    }
}

impl Doc {
    /// The first token.
    fn first_token(&self) -> Option<Span> {
        match self {
            Self::Token(_, span) => Some(*span),
            Self::Concat(docs) | Self::Fill(docs) | Self::Stack(docs) => {
                docs.iter().find_map(Self::first_token)
            }
            Self::Group(doc) | Self::Indent(_, doc) | Self::Align(doc) => doc.first_token(),
            Self::Unit(unit) => unit.doc.first_token(),
            Self::Words(_) | Self::Comma | Self::Line | Self::Hard | Self::Blank | Self::Pad(_) => {
                None
            }
        }
    }

    /// Gives the units that start at `from` another start.
    fn rename(&mut self, from: u32, to: u32) {
        match self {
            Self::Concat(docs) | Self::Fill(docs) | Self::Stack(docs) => {
                for doc in docs {
                    doc.rename(from, to);
                }
            }
            Self::Group(doc) | Self::Indent(_, doc) | Self::Align(doc) => doc.rename(from, to),
            Self::Unit(unit) => {
                if unit.start == from {
                    unit.start = to;
                }
                unit.doc.rename(from, to);
            }
            Self::Words(_)
            | Self::Token(..)
            | Self::Comma
            | Self::Line
            | Self::Hard
            | Self::Blank
            | Self::Pad(_) => {}
        }
    }
}
