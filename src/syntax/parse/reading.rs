//! From pest's matches to the leaves of the tree: places, names, strings, text for people; and the
//! list that problems found on the way are written to.

use std::borrow::Cow;

use pest::Token;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::grammar::{Pair, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Localized, Name, Spanned, Text};
use crate::words::Words;

/// Where a text stands, and what was found wrong while reading it.
#[derive(Debug)]
pub(super) struct Reading {
    /// The address of the first byte given to pest.
    pub(super) base: u32,
    /// Problems, in the order found.
    pub(super) problems: Vec<Diagnostic>,
}

impl Reading {
    /// Nothing read yet.
    pub(super) fn new(base: u32) -> Self {
        Self {
            base,
            problems: Vec::new(),
        }
    }

    /// Bytes `start..end` of the text.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let address = |at: usize| {
            self.base
                .saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
        };
        Span::new(address(start), address(end))
    }

    /// From the first to the last token of a match: blanks and comments that pest swallowed at the
    /// end are not part of it.
    pub(super) fn span(&self, pair: &Pair<'_>) -> Span {
        let whole = pair.as_span();
        let ends = pair.clone().tokens().rev().map_while(|token| match token {
            Token::End { pos, .. } => Some(pos.pos()),
            Token::Start { .. } => None,
        });
        self.place(whole.start(), ends.last().unwrap_or(whole.end()))
    }

    /// Records a problem.
    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// A `name` or an `id`.
    pub(super) fn name(&self, pair: &Pair<'_>) -> Name {
        Name {
            text: clean_name(pair.as_str()),
            span: self.span(pair),
        }
    }

    /// A string, its quotes taken off; also as the column of a CSV file.
    pub(super) fn text(&self, pair: &Pair<'_>) -> Text {
        Spanned {
            node: inside(pair.as_str()).to_owned(),
            span: self.span(pair),
        }
    }

    /// `"…"`, or `en "…" zh "…"`. A language given twice is reported.
    pub(super) fn localized(&mut self, pair: Pair<'_>) -> Localized {
        let span = self.span(&pair);
        let mut texts: Vec<(Option<Name>, Text)> = Vec::new();
        for part in pair.into_inner() {
            if part.as_rule() == Rule::string {
                texts.push((None, self.text(&part)));
                continue;
            }
            let (mut language, mut text) = (None, None);
            for inner in part.into_inner() {
                match inner.as_rule() {
                    Rule::language => language = Some(self.name(&inner)),
                    _ => text = Some(self.text(&inner)),
                }
            }
            let (Some(language), Some(text)) = (language, text) else {
                continue;
            };
            if let Some((Some(first), _)) = texts.iter().find(|(other, _)| {
                other
                    .as_ref()
                    .is_some_and(|other| other.text == language.text)
            }) {
                self.problems.push(language_twice(first, &language));
                continue;
            }
            texts.push((Some(language), text));
        }
        Localized { texts, span }
    }
}

/// The text of a plain or quoted, dotted name: backticks off, full-width digits and dots as ASCII
/// outside them, NFC.
pub(super) fn clean_name(written: &str) -> String {
    let mut quoted = false;
    let plain: Cow<'_, str> = if written.is_ascii() && !written.contains('`') {
        Cow::Borrowed(written)
    } else {
        written
            .chars()
            .filter_map(|c| {
                if c == '`' {
                    quoted = !quoted;
                    return None;
                }
                Some(if quoted { c } else { ascii_form(c) })
            })
            .collect::<String>()
            .into()
    };
    match is_nfc_quick(plain.chars()) {
        IsNormalized::Yes => plain.into_owned(),
        _ => plain.nfc().collect(),
    }
}

/// The ASCII character that a full-width digit, dot, percent or minus sign stands for.
pub(super) fn ascii_form(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        '．' => '.',
        '％' => '%',
        '－' | '−' => '-',
        '／' => '/',
        _ => c,
    }
}

/// What stands between the first and the last character.
fn inside(quoted: &str) -> &str {
    let mut chars = quoted.chars();
    chars.next();
    chars.next_back();
    chars.as_str()
}

fn language_twice(first: &Name, second: &Name) -> Diagnostic {
    let written = &second.text;
    Diagnostic::error(
        Code::DuplicateClause,
        second.span,
        Words::new(
            format!("the `{written}` text is given twice"),
            format!("`{written}` 文字写了两次"),
        ),
    )
    .and(first.span, Words::new("first here", "第一次在这里"))
    .help(Words::new("keep one of them", "只保留一处"))
}
