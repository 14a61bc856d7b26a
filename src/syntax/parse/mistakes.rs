//! Messages for the mistakes that many make.
//!
//! Each looks at what stands around the furthest place reached and answers only if it is sure.

mod words;
mod names;
mod signs;
mod conditions;
mod clauses;

pub(super) use self::clauses::clauses_of;

use super::mistake::Mistake;
use super::tokens::{Token, TokenKind};
use crate::diagnostic::Diagnostic;

/// The message of the first mistake that is recognised.
pub(super) fn special(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let all: &[fn(&Mistake<'_>) -> Option<Diagnostic>] = &[
        words::glued_words,
        signs::thousands,
        signs::other_quotes,
        signs::full_stop,
        signs::subtraction,
        signs::brackets,
        names::no_name,
        conditions::half_comparison,
        conditions::no_subject,
        signs::range_with_hyphen,
        conditions::joined_conclusions,
        conditions::conditions_with_comma,
        conditions::negative_conclusion,
        conditions::list_without_one_of,
        words::missing_comma,
        words::misspelt,
        words::misspelt_unit,
        names::keyword_as_name,
        words::foreign_language,
        names::dotted_name,
        signs::not_closed,
        signs::closes_nothing,
        names::name_with_digit_first,
        conditions::no_order,
        words::two_words,
        clauses::misplaced_clause,
        clauses::unknown_declaration,
    ];
    all.iter().find_map(|recognise| recognise(mistake))
}

/// The innermost parenthesis or brace still open.
fn open_bracket<'m>(mistake: &'m Mistake<'_>) -> Option<&'m Token<'m>> {
    let mut closed = 0_usize;
    for token in mistake
        .before
        .iter()
        .rev()
        .filter(|token| token.kind == TokenKind::Sign)
    {
        match token.text {
            ")" | "）" | "}" | "｝" => closed += 1,
            "(" | "（" | "{" | "｛" if closed == 0 => return Some(token),
            "(" | "（" | "{" | "｛" => closed -= 1,
            _ => {}
        }
    }
    None
}
