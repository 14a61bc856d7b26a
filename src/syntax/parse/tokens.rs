//! A coarse cut of a piece into words, strings and signs, for messages: what stands at a place, and
//! what stood before it. Not the grammar's own reading.

use super::scan::{closer_of, word_character, word_length};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and digits.
    Word,
    /// A string, its quotes included.
    Text,
    /// A name in backticks.
    Quoted,
    /// One character of anything else.
    Sign,
}

/// A token of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: TokenKind,
    /// As written.
    pub(super) text: &'t str,
    /// Its first byte in the piece.
    pub(super) start: usize,
    /// Whether it is the first of its line.
    pub(super) line_start: bool,
}

impl Token<'_> {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text from a byte on; comments and blanks are passed over.
pub(super) fn tokens(text: &str, from: usize) -> impl Iterator<Item = Token<'_>> {
    let before = text[..from].trim_end_matches([' ', '\t', '\u{3000}', '\u{a0}', '\u{feff}']);
    let mut line_start = before.is_empty() || before.ends_with(['\n', '\r']);
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let c = rest.chars().next()?;
            let start = at;
            let (kind, length) = match c {
                ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{feff}' => {
                    at += c.len_utf8();
                    continue;
                }
                '\n' | '\r' => {
                    line_start = true;
                    at += 1;
                    continue;
                }
                '#' => {
                    at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                    continue;
                }
                '"' | '“' | '「' | '`' => (
                    if c == '`' {
                        TokenKind::Quoted
                    } else {
                        TokenKind::Text
                    },
                    quoted_length(rest, c),
                ),
                c if word_character(c) => (TokenKind::Word, word_length(rest)),
                c => (TokenKind::Sign, c.len_utf8()),
            };
            at += length;
            let first = std::mem::replace(&mut line_start, false);
            return Some(Token {
                kind,
                text: &rest[..length],
                start,
                line_start: first,
            });
        }
    })
}

/// The bytes of the string at the start of a text; its opener alone if it is not closed.
fn quoted_length(text: &str, opener: char) -> usize {
    let inside = opener.len_utf8();
    let closer = closer_of(opener);
    match text[inside..].find([closer, '\n', '\r']) {
        Some(length) if text[inside + length..].starts_with(closer) => {
            inside + length + closer.len_utf8()
        }
        _ => inside,
    }
}
