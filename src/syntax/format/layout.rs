//! Lines from documents: what fits stays on one line, and every comment gets its place.
//!
//! The algorithm is the greedy one of Wadler, *A prettier printer* (1998), with the comments of a
//! unit forcing the breaks they need. Comments do not count towards a line's width.

use unicode_width::UnicodeWidthStr;

use super::comments::Comments;
use super::doc::{Doc, Role, Unit};
use super::width::{WIDTH, flat_width, up_to_break};

/// Lays a document out from the first column. The comments laid out are taken from `comments`.
pub(super) fn lay_out(doc: &Doc, comments: Comments) -> String {
    let mut page = Page {
        comments,
        ..Page::default()
    };
    page.print(doc);
    page.new_line(0);
    debug_assert!(
        page.comments.before.is_empty() && page.comments.after.is_empty(),
        "a comment is lost"
    );
    page.text
}

/// How the lines of a group are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

/// What is still to be laid out.
enum Step<'d> {
    Doc(usize, Mode, &'d Doc),
    /// The rest of a fill, a break before it.
    Fill(usize, &'d [Doc]),
    /// A unit is complete.
    End(u32),
}

/// The page so far.
#[derive(Default)]
struct Page {
    comments: Comments,
    text: String,
    line: String,
    /// Comments for the end of the line.
    line_end: Vec<String>,
    /// The last line opened a brace.
    opened: bool,
}

impl Page {
    fn print(&mut self, doc: &Doc) {
        let mut steps = vec![Step::Doc(0, Mode::Broken, doc)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Doc(indent, mode, doc) => self.step(indent, mode, doc, &mut steps),
                Step::Fill(indent, docs) => {
                    let Some((first, rest)) = docs.split_first() else {
                        continue;
                    };
                    if !rest.is_empty() {
                        steps.push(Step::Fill(indent, rest));
                    }
                    if !self.line_end.is_empty()
                        || self.has_before(first)
                        || !self.fits(1, first, &steps)
                    {
                        self.new_line(indent);
                    } else {
                        self.line.push(' ');
                    }
                    steps.push(Step::Doc(indent, Mode::Broken, first));
                }
                Step::End(start) => {
                    let comments = self.comments.after.remove(&start);
                    self.line_end.extend(comments.into_iter().flatten());
                }
            }
        }
    }

    fn step<'d>(&mut self, indent: usize, mode: Mode, doc: &'d Doc, steps: &mut Vec<Step<'d>>) {
        match doc {
            Doc::Words(text) | Doc::Token(text, _) => self.line.push_str(text),
            Doc::Line if mode == Mode::Broken => self.new_line(indent),
            Doc::Line => self.line.push(' '),
            Doc::Comma if mode == Mode::Flat => self.line.push(','),
            Doc::Comma => {}
            Doc::Hard => self.new_line(indent),
            Doc::Blank => self.blank_line(),
            Doc::Pad(blanks) if mode == Mode::Broken => self.line.push_str(&" ".repeat(*blanks)),
            Doc::Pad(_) => {}
            Doc::Concat(docs) => {
                steps.extend(docs.iter().rev().map(|doc| Step::Doc(indent, mode, doc)));
            }
            Doc::Group(doc) => {
                let mode = if self.fits(0, doc, steps) {
                    Mode::Flat
                } else {
                    Mode::Broken
                };
                steps.push(Step::Doc(indent, mode, doc));
            }
            Doc::Indent(by, doc) => steps.push(Step::Doc(indent + by, mode, doc)),
            Doc::Align(doc) => steps.push(Step::Doc(self.line.width(), mode, doc)),
            Doc::Fill(docs) => {
                if let Some((first, rest)) = docs.split_first() {
                    steps.push(Step::Fill(indent, rest));
                    steps.push(Step::Doc(indent, mode, first));
                }
            }
            Doc::Stack(docs) if mode == Mode::Flat || self.fits(0, doc, steps) => {
                push_lines(indent, Mode::Flat, docs, steps);
            }
            Doc::Stack(docs) => {
                // further left only where that makes them fit
                let here = self.line.width();
                let left = indent + 2;
                let fits_left = self.fit_below(left, docs, steps);
                if docs.len() > 1 && fits_left && !self.fit_below(here, docs, steps) {
                    push_lines(left, Mode::Broken, docs, steps);
                    steps.push(Step::Doc(left, Mode::Broken, &Doc::Line));
                } else {
                    push_lines(here, Mode::Broken, docs, steps);
                }
            }
            Doc::Unit(unit) => {
                self.open(indent, unit);
                steps.push(Step::End(unit.start));
                steps.push(Step::Doc(indent, mode, &unit.doc));
            }
        }
    }

    /// The comments and the blank line before a unit.
    fn open(&mut self, indent: usize, unit: &Unit) {
        let remarks = self.comments.before.remove(&unit.start).unwrap_or_default();
        let role = unit.role;
        if remarks.is_empty() {
            if role == Role::Item && self.comments.spaced.contains(&unit.start) {
                self.blank_line();
            }
            return;
        }
        if !self.line.trim().is_empty() {
            self.new_line(indent);
        }
        let last = remarks.len() - 1;
        for (index, remark) in remarks.into_iter().enumerate() {
            let between_declarations = index == 0 && role == Role::Declaration;
            if remark.blank_before && role != Role::Part && !between_declarations {
                self.blank_line();
            }
            if role == Role::End {
                self.line.push_str("  ");
            }
            self.line.push_str(&remark.text);
            if index == last && unit.is_empty() {
                return;
            }
            self.new_line(indent);
            if index == last && remark.blank_after && !matches!(role, Role::Part | Role::End) {
                self.blank_line();
            }
        }
    }

    /// Ends the line and starts another.
    fn new_line(&mut self, indent: usize) {
        let mut line = std::mem::take(&mut self.line);
        line.truncate(line.trim_end().len());
        self.opened = line.ends_with('{');
        let mut comments = std::mem::take(&mut self.line_end).into_iter();
        if let Some(first) = comments.next() {
            line.push_str("  ");
            let column = line.width();
            line.push_str(&first);
            for comment in comments {
                line.push('\n');
                line.push_str(&" ".repeat(column));
                line.push_str(&comment);
            }
        }
        self.text.push_str(&line);
        self.text.push('\n');
        self.line = " ".repeat(indent);
    }

    /// Leaves a blank line before the line just started; not at the top, and not twice.
    fn blank_line(&mut self) {
        if !self.opened && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Whether a comment stands before the first unit of a document.
    fn has_before(&self, doc: &Doc) -> bool {
        match doc {
            Doc::Unit(unit) => self.comments.before.contains_key(&unit.start),
            Doc::Concat(docs) | Doc::Fill(docs) => {
                docs.first().is_some_and(|doc| self.has_before(doc))
            }
            Doc::Group(doc) | Doc::Indent(_, doc) | Doc::Align(doc) => self.has_before(doc),
            _ => false,
        }
    }

    /// Whether parts fit below one another from a column, the last with what follows it.
    fn fit_below(&self, column: usize, docs: &[Doc], steps: &[Step<'_>]) -> bool {
        let last = docs.len().saturating_sub(1);
        docs.iter().enumerate().all(|(index, doc)| {
            let tail = if index == last {
                tail_width(steps, &self.comments)
            } else {
                0
            };
            flat_width(doc, &self.comments).is_some_and(|part| column + part + tail <= WIDTH)
        })
    }

    /// Whether a document, and what follows it up to the next break, fits on the line.
    fn fits(&self, blanks: usize, doc: &Doc, steps: &[Step<'_>]) -> bool {
        flat_width(doc, &self.comments).is_some_and(|width| {
            let before = self.line.width() + blanks + width;
            before <= WIDTH && before + tail_width(steps, &self.comments) <= WIDTH
        })
    }
}

/// Parts with a line between them.
fn push_lines<'d>(indent: usize, mode: Mode, docs: &'d [Doc], steps: &mut Vec<Step<'d>>) {
    for (index, doc) in docs.iter().enumerate().rev() {
        steps.push(Step::Doc(indent, Mode::Flat, doc));
        if index > 0 {
            steps.push(Step::Doc(indent, mode, &Doc::Line));
        }
    }
}

/// Width of what must stand on the same line before the next break.
fn tail_width(steps: &[Step<'_>], comments: &Comments) -> usize {
    let mut width = 0;
    for step in steps.iter().rev() {
        match step {
            Step::Doc(_, Mode::Flat, doc) => width += flat_width(doc, comments).unwrap_or(0),
            Step::Doc(_, Mode::Broken, doc) => {
                if !up_to_break(doc, &mut width) {
                    break;
                }
            }
            Step::Fill(..) => break,
            Step::End(_) => {}
        }
    }
    width
}
