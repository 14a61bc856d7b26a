//! How wide documents are, and whether they can stand on one line at all.

use unicode_width::UnicodeWidthStr;

use super::comments::Comments;
use super::doc::{Doc, Role};

/// Columns of a line; a Chinese character takes two.
pub(super) const WIDTH: usize = 100;

/// Width of a document on one line; `None` if it cannot stand on one.
pub(super) fn flat_width(doc: &Doc, comments: &Comments) -> Option<usize> {
    let mut line = FlatLine {
        comments,
        width: 0,
        breaks: 0,
        ended: false,
    };
    line.add(doc)?;
    Some(line.width)
}

/// One line, measured.
struct FlatLine<'c> {
    comments: &'c Comments,
    width: usize,
    /// Places passed where the line could break.
    breaks: usize,
    /// A comment ends the line here.
    ended: bool,
}

impl FlatLine<'_> {
    fn add(&mut self, doc: &Doc) -> Option<()> {
        match doc {
            Doc::Words(text) | Doc::Token(text, _) => self.width += text.width(),
            Doc::Comma => self.width += 1,
            Doc::Line => self.pass()?,
            Doc::Hard | Doc::Blank => return None,
            Doc::Pad(_) => {}
            Doc::Concat(docs) => docs.iter().try_for_each(|doc| self.add(doc))?,
            Doc::Group(doc) | Doc::Indent(_, doc) | Doc::Align(doc) => self.add(doc)?,
            Doc::Fill(docs) | Doc::Stack(docs) => {
                for (index, doc) in docs.iter().enumerate() {
                    if index > 0 {
                        self.pass()?;
                    }
                    self.add(doc)?;
                }
            }
            Doc::Unit(unit) => {
                let alone = self.breaks > 0 || unit.role == Role::End;
                if alone && self.comments.before.contains_key(&unit.start) {
                    return None;
                }
                self.add(&unit.doc)?;
                self.ended |= self.comments.after.contains_key(&unit.start);
            }
        }
        Some(())
    }

    /// Passes a place where the line could break.
    fn pass(&mut self) -> Option<()> {
        self.breaks += 1;
        self.width += 1;
        (!self.ended).then_some(())
    }
}

/// Adds the words of a document up to its first break; false once there is one.
pub(super) fn up_to_break(doc: &Doc, width: &mut usize) -> bool {
    match doc {
        Doc::Words(text) | Doc::Token(text, _) => *width += text.width(),
        Doc::Line | Doc::Hard | Doc::Blank => return false,
        Doc::Comma | Doc::Pad(_) => {}
        Doc::Concat(docs) => return docs.iter().all(|doc| up_to_break(doc, width)),
        Doc::Group(doc) | Doc::Indent(_, doc) | Doc::Align(doc) => return up_to_break(doc, width),
        Doc::Fill(docs) | Doc::Stack(docs) => {
            return docs.first().is_none_or(|doc| up_to_break(doc, width)) && docs.len() < 2;
        }
        Doc::Unit(unit) => return up_to_break(&unit.doc, width),
    }
    true
}
