//! Clauses and declarations that are none, and what may stand in their place.

use super::super::errors::{listed, shown};
use super::super::expected::Expected;
use super::super::mistake::Mistake;
use super::super::tokens::TokenKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// A clause of another declaration.
pub(super) fn misplaced_clause(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    let declaration = mistake.declaration?;
    Keyword::named(found.text).filter(|keyword| !Keyword::DECLARATIONS.contains(keyword))?;
    if !found.line_start || !mistake.expects(Expected::Keyword(Keyword::Kind)) {
        return None;
    }
    let (word, zh_open) = (found.text, declaration.zh());
    let problem = Diagnostic::error(
        Code::Syntax,
        mistake.place(found),
        Words::new(
            format!("`{word}` is no clause of {}", article(declaration)),
            format!("`{word}` 不是 `{zh_open}` 的子句"),
        ),
    );
    Some(match clauses_of(mistake) {
        Some(help) => problem.help(help),
        None => problem,
    })
}

/// A word at the start of a line that is nothing at all.
pub(super) fn unknown_declaration(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word && found.line_start)?;
    if !mistake.expects(Expected::Keyword(Keyword::Kind)) || Keyword::named(found.text).is_some() {
        return None;
    }
    let word = shown(found.text);
    let message = match mistake.declaration {
        Some(declaration) => Words::new(
            format!(
                "`{word}` is neither a clause of this `{}` nor a declaration",
                declaration.en()
            ),
            format!(
                "`{word}` 既不是这个 `{}` 的子句，也不是声明",
                declaration.zh()
            ),
        ),
        None => Words::new(
            format!("`{word}` opens no declaration"),
            format!("没有以 `{word}` 开头的声明"),
        ),
    };
    let problem = Diagnostic::error(Code::Syntax, mistake.place(found), message);
    Some(match clauses_of(mistake) {
        Some(help) => problem.help(help),
        None => problem.help(declarations()),
    })
}

/// The order in which people write the clauses of a rule; others come before them.
const ORDER: [Keyword; 8] = [
    Keyword::When,
    Keyword::Unless,
    Keyword::Then,
    Keyword::Overrides,
    Keyword::Source,
    Keyword::Because,
    Keyword::Effective,
    Keyword::Adopted,
];

/// The clauses that may stand at the place, for help.
pub(in crate::syntax::parse) fn clauses_of(mistake: &Mistake<'_>) -> Option<Words> {
    let declaration = mistake.declaration?;
    let mut clauses: Vec<Keyword> = mistake
        .expected
        .iter()
        .filter_map(|expected| match *expected {
            Expected::Keyword(keyword) if !Keyword::DECLARATIONS.contains(&keyword) => {
                Some(keyword)
            }
            _ => None,
        })
        .collect();
    clauses.sort_by_key(|&keyword| ORDER.iter().position(|&other| other == keyword));
    if clauses.len() < 2 || !mistake.expects(Expected::Keyword(Keyword::Kind)) {
        return None;
    }
    let spell = |word: fn(Keyword) -> &'static str| {
        clauses
            .iter()
            .map(|&keyword| format!("`{}`", word(keyword)))
            .collect::<Vec<_>>()
    };
    Some(Words::new(
        format!(
            "{} may have {}",
            article(declaration),
            listed(&spell(Keyword::en), ", ", " and ")
        ),
        format!(
            "`{}` 可以有 {}",
            declaration.zh(),
            listed(&spell(Keyword::zh), "、", " 和 ")
        ),
    ))
}

/// "a `rule`", "an `example`".
fn article(declaration: Keyword) -> String {
    let word = declaration.en();
    if word.starts_with(['i', 'o', 'e']) {
        format!("an `{word}`")
    } else {
        format!("a `{word}`")
    }
}

fn declarations() -> Words {
    let spell = |word: fn(Keyword) -> &'static str| {
        Keyword::DECLARATIONS
            .iter()
            .map(|&keyword| format!("`{}`", word(keyword)))
            .collect::<Vec<_>>()
    };
    Words::new(
        format!(
            "a declaration begins with {}",
            listed(&spell(Keyword::en), ", ", " or ")
        ),
        format!("声明以 {} 开头", listed(&spell(Keyword::zh), "、", " 或 ")),
    )
}
