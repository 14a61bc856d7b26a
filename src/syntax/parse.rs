//! From a text to its [`SyntaxTree`]. The only file, with its folder, that knows pest.
//!
//! The text is scanned for what would make the grammar slow or its messages poor (`scan`), cut where
//! a declaration's keyword begins a line, and each piece is read alone: a broken declaration gives
//! one message and hides nothing after it.

mod grammar;
mod forbidden;
mod scan;
mod literate;
mod reading;
mod literals;
mod clauses;
mod declarations;
mod kinds;
mod facts;
mod decisions;
mod rules;
mod tables;
mod examples;
mod expressions;
mod comparisons;
mod cells;
mod recover;
mod tokens;
mod expected;
mod errors;
mod mistake;
mod mistakes;
mod suggest;
mod uses;
mod glued;
mod names;
#[cfg(test)]
mod tests;

use pest::Parser;

use self::errors::Failure;
use self::grammar::{Grammar, Pair, Rule};
use self::reading::Reading;
use self::scan::{Piece, Scanned, scan};
use super::tree::SyntaxTree;
use crate::diagnostic::Diagnostic;

pub use self::cells::{parse_cell, parse_conclusion_cell, parse_literal};
pub use self::glued::split_glued;
pub(crate) use self::literate::{blank_outside_fences, fences};
pub use self::names::{is_plain, written};

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
    let mut failures = Vec::new();
    for piece in &pieces {
        if failures.len() == recover::MOST {
            reading.report(recover::gave_up(
                reading.place(piece.range.start, piece.range.start),
            ));
            break;
        }
        if piece.unreadable {
            failures.push((piece, None));
        } else if let Some(failure) =
            read_piece(text, piece, base, &mut tree, &mut reading.problems)
        {
            // An open string was reported, and is the reason.
            failures.push((piece, piece.open_strings.is_empty().then_some(failure)));
        }
    }
    let (mut problems, mut broken) = (reading.problems, recover::words(text, &failures));
    recover::report(text, base, &failures, &tree, &mut problems, &mut broken);
    problems.sort_by_key(Diagnostic::span);
    tree.broken = broken.into_iter().collect();
    (tree, problems)
}

/// Reads one piece of the file; where it could not be read further, if so.
fn read_piece(
    text: &str,
    piece: &Piece,
    base: u32,
    tree: &mut SyntaxTree,
    problems: &mut Vec<Diagnostic>,
) -> Option<Failure> {
    let written = piece.legible(text);
    let mut reading = Reading::new(piece.base(base));
    let (declarations, failure) = match Grammar::parse(Rule::file, &written) {
        Ok(pairs) => {
            let pairs = pairs.flat_map(Pair::into_inner);
            (
                pairs.filter_map(|pair| reading.declaration(pair)).collect(),
                None,
            )
        }
        Err(error) => (
            recover::before_mistake(&written, &mut reading),
            Some(Failure::new(error)),
        ),
    };
    tree.declarations.extend(declarations);
    problems.append(&mut reading.problems);
    failure
}
