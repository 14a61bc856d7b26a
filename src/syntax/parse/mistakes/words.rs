//! Words that are nearly right: glued, misspelt, without a comma between them.

use super::super::errors::shown;
use super::super::expected::{Expected, TEXT};
use super::super::glued::{glued, perhaps_glued, split_glued};
use super::super::mistake::Mistake;
use super::super::scan::word_character;
use super::super::suggest::nearest;
use super::super::tokens::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// `当事项是加装电梯`, at the place or just before it.
pub(super) fn glued_words(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let candidates = [mistake.found.as_ref(), mistake.back(1)];
    let words = candidates
        .into_iter()
        .flatten()
        .filter(|token| token.kind == TokenKind::Word);
    for token in words.clone() {
        if mistake.names.contains(token.text) {
            continue;
        }
        if let Some(spaced) = split_glued(token.text, &|piece| mistake.names.contains(piece)) {
            return Some(glued(token.text, &spaced, mistake.place(token)));
        }
    }
    // Not the names of this file, but a keyword that would have been right here is in it.
    for token in words {
        if token.text.is_ascii()
            || Keyword::named(token.text).is_some()
            || mistake.names.contains(token.text)
        {
            continue;
        }
        let here = mistake
            .found
            .as_ref()
            .is_some_and(|found| found.start == token.start);
        let keyword = mistake
            .expected
            .iter()
            .find_map(|expected| match *expected {
                Expected::Keyword(keyword) | Expected::Operator(keyword) => {
                    let fits = if here {
                        token.text.starts_with(keyword.zh())
                    } else {
                        token.text.contains(keyword.zh())
                    };
                    (fits
                        && keyword.is_reserved()
                        && token.text.chars().count() > keyword.zh().chars().count() + 1)
                        .then_some(keyword)
                }
                _ => None,
            });
        if let Some(keyword) = keyword {
            return Some(perhaps_glued(
                token.text,
                keyword.zh(),
                mistake.place(token),
            ));
        }
    }
    None
}

/// `resolve by specialis posterior`, `given tier settlement`, `overrides A B`.
pub(super) fn missing_comma(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word && !found.line_start)?;
    let before = mistake
        .back(1)
        .filter(|before| before.kind == TokenKind::Word)?;
    let ground = |token: &Token<'_>| {
        use Keyword as K;
        Keyword::named(token.text).is_some_and(|word| {
            matches!(
                word,
                K::Superior | K::Specialis | K::Posterior | K::Highest | K::Lowest
            )
        })
    };
    let name = |token: &Token<'_>| Keyword::named(token.text).is_none();
    let listing = match (mistake.declaration?, mistake.clause) {
        (Keyword::Decision, _) => ground(found) && ground(before),
        (Keyword::Table, Some(Keyword::GivenColumns | Keyword::GivenFacts)) => {
            name(found) && name(before)
        }
        (Keyword::Rule | Keyword::Table, Some(Keyword::Overrides)) => name(found) && name(before),
        _ => false,
    };
    if !listing || nearest(found.text, &mistake.expected).is_some() {
        return None;
    }
    // Ids have dots.
    let dotted = |c: char| c == '.' || c == '．' || word_character(c);
    let (before_all, found_all) = (&mistake.text[..before.end()], &mistake.text[found.start..]);
    let first = before_all.trim_end_matches(dotted).len();
    let first = &before_all[first..];
    let second = &found_all[..found_all.find(|c| !dotted(c)).unwrap_or(found_all.len())];
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("a comma is missing before `{second}`"),
                format!("`{second}` 前面缺少逗号"),
            ),
        )
        .help(Words::new(
            format!("write `{first}, {second}`"),
            format!("写作 `{first}，{second}`"),
        )),
    )
}

/// A word that comes near a keyword that would have been right.
pub(super) fn misspelt(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    let meant = nearest(found.text, &mistake.expected)?;
    // A value that happens to resemble a keyword is more likely a value.
    if mistake.expects_value() || Keyword::named(found.text).is_some() {
        return None;
    }
    let word = shown(found.text);
    let message = if Keyword::DECLARATIONS.contains(&meant) {
        Words::new(
            format!("`{word}` opens no declaration"),
            format!("没有以 `{word}` 开头的声明"),
        )
    } else {
        Words::new(
            format!("`{word}` is no keyword here"),
            format!("`{word}` 不是这里的关键词"),
        )
    };
    let written = if found.text.is_ascii() {
        meant.en()
    } else {
        meant.zh()
    };
    Some(
        Diagnostic::error(Code::Syntax, mistake.place(found), message).help(Words::new(
            format!("write `{written}`"),
            format!("写作 `{written}`"),
        )),
    )
}

/// `5 expects`: a misspelt keyword behind a number is read as its unit.
pub(super) fn misspelt_unit(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let unit = mistake
        .back(1)
        .filter(|unit| unit.kind == TokenKind::Word && !mistake.names.contains(unit.text))?;
    mistake
        .back(2)
        .filter(|number| number.text.ends_with(|c: char| c.is_ascii_digit()))?;
    let meant = nearest(unit.text, &mistake.expected)?;
    let (word, written) = (
        shown(unit.text),
        if unit.text.is_ascii() {
            meant.en()
        } else {
            meant.zh()
        },
    );
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(unit),
            Words::new(
                format!("`{word}` is no keyword here"),
                format!("`{word}` 不是这里的关键词"),
            ),
        )
        .help(Words::new(
            format!("write `{written}`"),
            format!("写作 `{written}`"),
        )),
    )
}

/// `title chinese "…"`.
pub(super) fn foreign_language(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    let text = mistake.next.filter(|next| next.kind == TokenKind::Text)?;
    if !mistake.expects(TEXT) || text.line_start || Keyword::named(found.text).is_some() {
        return None;
    }
    let word = shown(found.text);
    Some(
        Diagnostic::error(
            Code::UnknownLanguage,
            mistake.place(found),
            Words::new(
                format!("`{word}` is not a language of this ruleset's texts"),
                format!("`{word}` 不是规则集文字可用的语言"),
            ),
        )
        .help(Words::new(
            "write `en \"…\"` for English or `zh \"…\"` for Chinese, or leave the language out",
            "英文写 `en \"…\"`，中文写 `zh \"…\"`，也可以不写语言",
        )),
    )
}

/// `elevator installation`, `the matter`: two words where one name is read.
pub(super) fn two_words(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let plain = |token: &&Token<'_>| {
        token.kind == TokenKind::Word
            && Keyword::named(token.text).is_none()
            && !token.text.starts_with(|c: char| c.is_ascii_digit())
    };
    let found = mistake
        .found
        .as_ref()
        .filter(|found| !found.line_start)
        .filter(plain)?;
    let before = mistake.back(1).filter(plain)?;
    if !mistake.expects(Expected::Arithmetic) {
        return None;
    }
    let (first, second) = (before.text, found.text);
    let joined = format!("{first}_{second}");
    let article = match first {
        "the" | "an" => !mistake.names.contains(first),
        "a" => mistake.names.contains(second),
        _ => false,
    };
    let help = if article {
        Words::new(format!("leave out `{first}`"), format!("去掉 `{first}`"))
    } else if mistake.names.contains(joined.as_str()) {
        Words::new(format!("write `{joined}`"), format!("写作 `{joined}`"))
    } else {
        Words::new(
            format!(
                "write `is` or another operator between them, or `{joined}` if they are one name"
            ),
            format!("在中间写 `是` 等运算词；如果是一个名称，写作 `{joined}`"),
        )
    };
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(before).to(mistake.place(found)),
            Words::new(
                format!("nothing stands between `{first}` and `{second}`"),
                format!("`{first}` 和 `{second}` 之间没有运算词"),
            ),
        )
        .help(help),
    )
}
