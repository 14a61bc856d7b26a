//! Names that are missing, or that cannot be names.

use super::super::expected::ID;
use super::super::mistake::Mistake;
use super::super::tokens::{Token, TokenKind};
use super::open_bracket;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// `rule "Title"`: a declaration without its name.
pub(super) fn no_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let declaration = mistake.declaration?;
    let opener = mistake
        .back(1)
        .filter(|token| Keyword::named(token.text) == Some(declaration))?;
    let (place, reserved) = match &mistake.found {
        None => (mistake.place(opener), false),
        Some(found) if found.kind == TokenKind::Text || found.line_start => {
            (mistake.place(opener), false)
        }
        Some(found) => (
            mistake.place(found),
            Keyword::named(found.text).is_some_and(Keyword::is_reserved),
        ),
    };
    if reserved || !mistake.expects_name() {
        return None;
    }
    let example = match declaration {
        Keyword::Rule => "rule O.3",
        Keyword::Table => "table routing",
        Keyword::Shift => "shift common_to_official",
        Keyword::Guarantee => "guarantee G.1",
        Keyword::Overlap => "overlap C.5, F.2 on tier",
        Keyword::Ruleset => "ruleset jiangjin.three_affairs",
        Keyword::Kind => "kind tier",
        Keyword::Define => "define large =",
        Keyword::Decision => "decision tier : tier",
        _ => return None,
    };
    let (en, zh) = if mistake.expects(ID) {
        ("id", "编号")
    } else {
        ("name", "名称")
    };
    let (word, zh_word) = (declaration.en(), declaration.zh());
    Some(
        Diagnostic::error(
            Code::Syntax,
            place,
            Words::new(
                format!("this `{word}` has no {en}"),
                format!("这个 `{zh_word}` 没有{zh}"),
            ),
        )
        .help(Words::new(
            format!("write it after `{word}`, like `{example}`"),
            format!(
                "写在 `{zh_word}` 后面，例如 `{}`",
                example.replacen(word, zh_word, 1)
            ),
        )),
    )
}

/// A keyword where a name is declared or used.
pub(super) fn keyword_as_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let reserved = |token: &&Token<'_>| {
        token.kind == TokenKind::Word
            && Keyword::ALL.iter().any(|keyword| {
                keyword.is_reserved() && (keyword.en() == token.text || keyword.zh() == token.text)
            })
    };
    let found = mistake.found.as_ref()?;
    if matches!(found.text, ":" | "：") {
        // Read as a clause of the fact before it.
        return mistake
            .back(1)
            .filter(reserved)
            .map(|word| reserved_name(word.text, mistake.place(word)));
    }
    Some(found).filter(reserved)?;
    let member = open_bracket(mistake).is_some_and(|open| matches!(open.text, "{" | "｛"));
    let used = mistake.next.is_some_and(|next| match next.text {
        ":" | "：" | "=" | "＝" | "is" | "是" | "不是" | ">" | "<" | "includes" | "包含" => {
            true
        }
        "," | "，" | "、" | "}" | "｝" => member,
        _ => false,
    });
    let declared = mistake.expects_name() && !mistake.expects_value() && !found.line_start;
    let named = used && (mistake.expects_name() || mistake.expects_value());
    (declared || named).then(|| reserved_name(found.text, mistake.place(found)))
}

fn reserved_name(word: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::ReservedName,
        place,
        Words::new(
            format!("`{word}` is a keyword and cannot be a name"),
            format!("`{word}` 是关键词，不能作名称"),
        ),
    )
    .help(Words::new(
        format!("choose another name, or write it in backticks: `` `{word}` ``"),
        format!("换一个名称，或写在反引号里：`` `{word}` ``"),
    ))
}

/// `agency.name` where no dot may stand.
pub(super) fn dotted_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, "." | "．" | "-" | "－"))?;
    let before = mistake
        .back(1)
        .filter(|before| before.kind == TokenKind::Word && before.end() == found.start)?;
    let next = mistake
        .next
        .filter(|next| next.kind == TokenKind::Word && next.start == found.end())?;
    let whole = format!("{}{}{}", before.text, found.text, next.text);
    let (en, zh) = if matches!(found.text, "." | "．") {
        ("dot", "点")
    } else {
        ("hyphen", "连字符")
    };
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(before).to(mistake.place(&next)),
            Words::new(
                format!("a {en} may not stand in the name `{whole}`"),
                format!("名称 `{whole}` 里不能有{zh}"),
            ),
        )
        .help(Words::new(
            format!("write `_` in its place, or the whole name in backticks: `` `{whole}` ``"),
            format!("改用 `_`，或把整个名称写在反引号里：`` `{whole}` ``"),
        )),
    )
}

/// `2nd_floor`.
pub(super) fn name_with_digit_first(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let name = found.text.starts_with(digit) && !found.text.chars().all(digit);
    if !name || !mistake.expects_name() || mistake.expects_value() {
        return None;
    }
    let word = found.text;
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("the name `{word}` begins with a digit"),
                format!("名称 `{word}` 以数字开头"),
            ),
        )
        .help(Words::new(
            format!("begin it with a letter, or write it in backticks: `` `{word}` ``"),
            format!("换成以文字开头，或写在反引号里：`` `{word}` ``"),
        )),
    )
}
