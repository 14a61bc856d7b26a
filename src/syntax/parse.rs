//! From a text to its [`SyntaxTree`]. The only file, with its folder, that knows pest.
//!
//! The text is scanned for what would make the grammar slow or its messages poor (`scan`), cut where
//! a declaration's keyword begins a line, and each piece is read alone: a broken declaration gives
//! one message and hides nothing after it.

mod grammar;
mod scan;
mod literate;
mod reading;
mod literals;
mod clauses;
mod declarations;
mod kinds;
mod rules;
mod tables;
mod examples;
mod expressions;
mod cells;
mod errors;

use std::borrow::Cow;

use pest::Parser;

use self::grammar::{Grammar, Rule};
use self::reading::Reading;
use self::scan::{Piece, Scanned, scan};
use super::tree::{Declaration, SyntaxTree};
use crate::diagnostic::{Code, Diagnostic};
use crate::words::Words;

pub use self::cells::{parse_cell, parse_conclusion_cell, parse_literal};
pub(crate) use self::literate::{blank_outside_fences, fences};

/// Reads a text: its declarations, each broken one reported once, and its comments.
///
/// `base` is the address of the text's first byte, added to every place. In a `literate` text
/// (`.fenliu.md`) only what stands in `fenliu` fences is read.
pub fn parse(text: &str, base: u32, literate: bool) -> (SyntaxTree, Vec<Diagnostic>) {
    let blanked;
    let text = if literate {
        match blank_outside_fences(text, base) {
            Ok(rules) => {
                blanked = rules;
                &blanked
            }
            Err(problem) => return (SyntaxTree::default(), vec![problem]),
        }
    } else {
        text
    };
    let mut reading = Reading::new(base);
    let Scanned { pieces, comments } = scan(text, &mut reading);
    let mut tree = SyntaxTree {
        comments,
        ..SyntaxTree::default()
    };
    for piece in &pieces {
        read_piece(text, piece, base, &mut tree, &mut reading.problems);
    }
    (tree, reading.problems)
}

/// Reads one piece of the file.
fn read_piece(
    text: &str,
    piece: &Piece,
    base: u32,
    tree: &mut SyntaxTree,
    problems: &mut Vec<Diagnostic>,
) {
    if piece.too_deep {
        return;
    }
    let written = legible(text, piece);
    let mut reading =
        Reading::new(base.saturating_add(u32::try_from(piece.range.start).unwrap_or(u32::MAX)));
    match Grammar::parse(Rule::file, &written) {
        Ok(pairs) => {
            let declarations = pairs.flat_map(grammar::Pair::into_inner);
            tree.declarations
                .extend(declarations.filter_map(|pair| reading.declaration(pair)));
            problems.append(&mut reading.problems);
        }
        Err(error) => {
            if piece.open_strings.is_empty() {
                let at = match error.location {
                    pest::error::InputLocation::Pos(at)
                    | pest::error::InputLocation::Span((at, _)) => at,
                };
                problems.push(Diagnostic::error(
                    Code::Syntax,
                    reading.place(at, at + 1),
                    Words::new(error.to_string(), "?"),
                ));
            }
            tree.declarations
                .extend(before_mistake(&written, &mut reading));
            problems.append(&mut reading.problems);
        }
    }
}

/// The declarations of a piece before its mistake. The last may have been cut short: it counts only
/// if nothing is wrong with it.
fn before_mistake(written: &str, reading: &mut Reading) -> Vec<Declaration> {
    let Ok(pairs) = Grammar::parse(Rule::prefix, written) else {
        return Vec::new();
    };
    let mut read = Vec::new();
    let mut cut_short = 0;
    for pair in pairs.flat_map(grammar::Pair::into_inner) {
        cut_short = reading.problems.len();
        read.extend(reading.declaration(pair));
    }
    if reading.problems.len() > cut_short {
        reading.problems.truncate(cut_short);
        read.pop();
    }
    read
}

/// The piece with the strings left open blanked, byte for byte.
fn legible<'t>(text: &'t str, piece: &Piece) -> Cow<'t, str> {
    let written = &text[piece.range.clone()];
    let written = if piece.range.start == 0 {
        written
    } else {
        written
    };
    if piece.open_strings.is_empty() && !written.starts_with('\u{feff}') {
        return Cow::Borrowed(written);
    }
    let mut bytes = written.as_bytes().to_vec();
    if written.starts_with('\u{feff}') {
        bytes[..3].fill(b' ');
    }
    for open in &piece.open_strings {
        bytes[open.start - piece.range.start..open.end - piece.range.start].fill(b' ');
    }
    // Whole characters were blanked.
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("parse/tests/page.fenliu");

    #[test]
    fn the_sample_of_the_language_page_is_read() {
        let (tree, problems) = parse(PAGE, 0, false);
        assert_eq!(problems, []);
        assert_eq!(tree.declarations.len(), 24);
    }
}
