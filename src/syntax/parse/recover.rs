//! What is made of pieces that could not be read: the declarations before the mistake, one message,
//! and the words that may have been declared there.

use std::collections::{BTreeSet, HashSet};

use pest::Parser;

use super::errors::{Failure, message};
use super::glued::{glued, split_glued};
use super::grammar::{Grammar, Pair, Rule};
use super::reading::{Reading, clean_name};
use super::scan::Piece;
use super::tokens::{TokenKind, tokens};
use super::uses::{declared_names, used_names};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Declaration, KindValues, SyntaxTree};
use crate::words::Words;

/// The most broken pieces of a file; behind them it is not read further.
pub(super) const MOST: usize = 1_000;
/// The most words of broken pieces that are kept.
const WORDS: usize = 20_000;
/// The longest of them, in bytes.
const WORD: usize = 256;
/// The most undeclared names looked at for words written together.
const GLUED: usize = 1_000;

/// The declarations of a piece before its mistake. The last may have been cut short: it counts only
/// if nothing is wrong with it.
pub(super) fn before_mistake(written: &str, reading: &mut Reading) -> Vec<Declaration> {
    let Ok(pairs) = Grammar::parse(Rule::prefix, written) else {
        return Vec::new();
    };
    let mut read = Vec::new();
    let mut sound = (0, 0);
    for pair in pairs.flat_map(Pair::into_inner) {
        sound = (read.len(), reading.problems.len());
        read.extend(reading.declaration(pair));
    }
    if reading.problems.len() > sound.1 {
        read.truncate(sound.0);
        reading.problems.truncate(sound.1);
    }
    read
}

/// A message for each piece, and for each name that is several words written together; such a name
/// counts as broken.
pub(super) fn report(
    text: &str,
    base: u32,
    failures: &[(&Piece, Option<Failure>)],
    tree: &SyntaxTree,
    problems: &mut Vec<Diagnostic>,
    broken: &mut BTreeSet<String>,
) {
    let names = declared_names(tree);
    for (piece, failure) in failures {
        if let Some(failure) = failure {
            let reading = Reading::new(piece.base(base));
            problems.extend(message(failure, &piece.legible(text), &reading, &names));
        }
    }
    if declares_all(tree) {
        glued_names(tree, &names, problems, broken);
    }
}

/// Whether every name comes from this file: none from an import, an ancestor or a CSV file.
fn declares_all(tree: &SyntaxTree) -> bool {
    !tree
        .declarations
        .iter()
        .any(|declaration| match declaration {
            Declaration::Import(_) => true,
            Declaration::Ruleset(ruleset) => ruleset.under.is_some(),
            Declaration::Kind(kind) => matches!(kind.values, KindValues::FromCsv { .. }),
            _ => false,
        })
}

/// Chinese names that nothing declares and that are declared names and keywords written together.
fn glued_names(
    tree: &SyntaxTree,
    names: &HashSet<&str>,
    problems: &mut Vec<Diagnostic>,
    broken: &mut BTreeSet<String>,
) {
    let mut seen = HashSet::new();
    for name in used_names(tree) {
        if name.text.is_ascii() || names.contains(name.text.as_str()) || !seen.insert(&name.text) {
            continue;
        }
        if seen.len() > GLUED {
            break;
        }
        if let Some(spaced) = split_glued(&name.text, &|piece| names.contains(piece)) {
            problems.push(glued(&name.text, &spaced, name.span));
            broken.insert(name.text.clone());
        }
    }
}

/// That the rest of a file was not read.
pub(super) fn gave_up(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        place,
        Words::new(
            format!(
                "{MOST} declarations cannot be read, and from here on the file was not looked at"
            ),
            format!("已有 {MOST} 个声明读不懂，从这里往后没有再看"),
        ),
    )
    .help(Words::new(
        "is this a Fenliu file? mend the first declarations, and look again",
        "这是分流文件吗？先改好前面的声明，再检查一次",
    ))
}

/// The words of the broken pieces.
pub(super) fn words(text: &str, failures: &[(&Piece, Option<Failure>)]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (piece, _) in failures {
        let written = piece.legible(text);
        for token in tokens(&written, 0) {
            if words.len() == WORDS {
                return words;
            }
            if matches!(token.kind, TokenKind::Word | TokenKind::Quoted) && token.text.len() <= WORD
            {
                words.insert(clean_name(token.text));
            }
        }
    }
    words
}
