//! The place where a piece could not be read further, and what stands around it: what messages are
//! made from.

use std::collections::HashSet;

use super::expected::{CONDITION, Expected, FACT, ID, NAME, VALUE};
use super::reading::Reading;
use super::tokens::{Token, TokenKind, tokens};
use crate::source::Span;
use crate::syntax::keywords::Keyword;

/// How far before a mistake its message looks.
const WINDOW: usize = 64 * 1024;

/// A failure with what stands around it: what messages are made from.
pub(super) struct Mistake<'t> {
    /// The piece.
    pub(super) text: &'t str,
    /// What was found; `None` at the end of the piece.
    pub(super) found: Option<Token<'t>>,
    /// What follows it.
    pub(super) next: Option<Token<'t>>,
    /// Everything before it.
    pub(super) before: Vec<Token<'t>>,
    /// What would have been read.
    pub(super) expected: Vec<Expected>,
    /// The declaration it stands in.
    pub(super) declaration: Option<Keyword>,
    /// The clause of that declaration it stands in.
    pub(super) clause: Option<Keyword>,
    /// The names the file declares.
    pub(super) names: &'t HashSet<&'t str>,
    reading: &'t Reading,
}

impl<'t> Mistake<'t> {
    /// What stands around byte `at` of a piece.
    pub(super) fn new(
        text: &'t str,
        at: usize,
        expected: Vec<Expected>,
        reading: &'t Reading,
        names: &'t HashSet<&'t str>,
    ) -> Self {
        let mut following = tokens(text, at);
        let (found, next) = (following.next(), following.next());
        let before: Vec<Token<'_>> = tokens(text, window(text, at))
            .take_while(|token| token.start < found.map_or(text.len(), |found| found.start))
            .collect();
        let keyword = |token: &Token<'_>| {
            (token.kind == TokenKind::Word)
                .then(|| Keyword::named(token.text))
                .flatten()
        };
        let opens = |token: &Token<'_>| {
            keyword(token).filter(|found| Keyword::DECLARATIONS.contains(found))
        };
        let opener = before.iter().rposition(|token| opens(token).is_some());
        let declaration = match opener {
            Some(at) => opens(&before[at]),
            None => tokens(text, 0)
                .next()
                .filter(|first| first.start < at)
                .and_then(|first| opens(&first)),
        };
        let clause = before[opener.map_or(0, |at| at + 1)..]
            .iter()
            .rev()
            .filter_map(keyword)
            .find(|keyword| keyword.is_reserved() && opens_clause(*keyword));
        Self {
            text,
            found,
            next,
            before,
            expected,
            declaration,
            clause,
            names,
            reading,
        }
    }
}

impl Mistake<'_> {
    /// Whether something would have been read.
    pub(super) fn expects(&self, what: Expected) -> bool {
        self.expected.contains(&what)
    }

    /// Whether a name, and no other value, would have been read.
    pub(super) fn expects_name(&self) -> bool {
        self.expects(NAME) || self.expects(ID) || self.expects(FACT)
    }

    /// Whether some value would have been read.
    pub(super) fn expects_value(&self) -> bool {
        self.expects(VALUE) || self.expects(CONDITION)
    }

    /// The place of a token.
    pub(super) fn place(&self, token: &Token<'_>) -> Span {
        self.reading.place(token.start, token.end())
    }

    /// The place of what was found, or of the end.
    pub(super) fn here(&self) -> Span {
        match (&self.found, self.before.last()) {
            (Some(found), _) => self.place(found),
            (None, Some(last)) => self.reading.place(last.end(), last.end()),
            (None, None) => self.reading.place(0, 0),
        }
    }

    /// The token `back` places before the found one, from 1.
    pub(super) fn back(&self, back: usize) -> Option<&Token<'_>> {
        self.before
            .len()
            .checked_sub(back)
            .and_then(|index| self.before.get(index))
    }

    /// The words `back` places before, empty if there are none.
    pub(super) fn back_text(&self, back: usize) -> &str {
        self.back(back).map_or("", |token| token.text)
    }
}

/// Where to begin looking at what stands before a place: a line not too far before it.
fn window(text: &str, at: usize) -> usize {
    let mut from = at.saturating_sub(WINDOW);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    match text[from..at].find('\n') {
        Some(line) if from > 0 => from + line,
        _ => from,
    }
}

/// Whether a keyword opens a clause of rules, tables and examples.
fn opens_clause(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::When
            | K::Unless
            | K::Then
            | K::Overrides
            | K::Because
            | K::Source
            | K::Effective
            | K::Adopted
            | K::GivenColumns
            | K::GivenFacts
            | K::Expect
            | K::Never
            | K::Always
            | K::Whenever
            | K::Otherwise
            | K::From
            | K::Until
            | K::Impossible
            | K::Also
    )
}
