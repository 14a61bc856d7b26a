//! Messages for the mistakes that many make.
//!
//! Each looks at what stands around the furthest place reached and answers only if it is sure.

use super::errors::{Mistake, listed, shown};
use super::expected::{Expected, ID};
use super::glued::{glued, perhaps_glued, split_glued};
use super::suggest::nearest;
use super::tokens::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// The message of the first mistake that is recognised.
pub(super) fn special(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let all: &[fn(&Mistake<'_>) -> Option<Diagnostic>] = &[
        glued_words,
        thousands,
        other_quotes,
        full_stop,
        subtraction,
        brackets,
        no_name,
        half_comparison,
        range_with_hyphen,
        joined_conclusions,
        conditions_with_comma,
        negative_conclusion,
        list_without_one_of,
        missing_comma,
        misspelt,
        misspelt_unit,
        keyword_as_name,
        foreign_language,
        dotted_name,
        not_closed,
        misplaced_clause,
        unknown_declaration,
    ];
    all.iter().find_map(|recognise| recognise(mistake))
}

/// `当事项是加装电梯`, at the place or just before it.
fn glued_words(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// `10,000`.
fn thousands(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let digits = |token: &Token<'_>| {
        token
            .text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
    };
    let found = mistake
        .found
        .as_ref()
        .filter(|found| digits(found) && found.text.chars().count() == 3)?;
    let comma = mistake
        .back(1)
        .filter(|comma| matches!(comma.text, "," | "，"))?;
    let before = mistake
        .back(2)
        .filter(|before| digits(before) && before.end() == comma.start)?;
    if comma.end() != found.start {
        return None;
    }
    let written = format!("{}{}{}", before.text, comma.text, found.text);
    let plain = format!("{}{}", before.text, found.text);
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(before).to(mistake.place(found)),
            Words::new(
                format!("numbers are written without commas, so `{written}` is read as two"),
                format!("数字里不写逗号，`{written}` 会被当成两个数"),
            ),
        )
        .help(Words::new(
            format!("write `{plain}`"),
            format!("写作 `{plain}`"),
        )),
    )
}

/// Quotation marks that open no string here.
fn other_quotes(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let message = match found.text {
        "”" | "」" => Words::new(
            format!("{} closes a string that was not opened", found.text),
            format!("{} 收尾的字符串没有开头", found.text),
        ),
        "'" | "‘" | "’" | "『" | "』" | "＂" | "«" | "»" | "《" | "》" => Words::new(
            format!("{} does not begin or end a string", found.text),
            format!("{} 不能用来写字符串", found.text),
        ),
        _ => return None,
    };
    let code = if matches!(found.text, "”" | "」") {
        Code::OpenString
    } else {
        Code::Syntax
    };
    Some(
        Diagnostic::error(code, mistake.place(found), message).help(Words::new(
            "strings are written \"…\", “…” or 「…」",
            "字符串写作 \"…\"、“…” 或 「…」",
        )),
    )
}

/// A sentence ended as in prose.
fn full_stop(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let last = mistake
        .next
        .is_none_or(|next| next.line_start || next.start > found.end());
    let stop = matches!(found.text, "。" | "｡") || (matches!(found.text, "." | "．") && last);
    stop.then(|| {
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new("a clause ends without a full stop", "子句末尾不写句号"),
        )
        .help(Words::new("delete it", "把句号删掉"))
    })
}

/// `a -b`.
fn subtraction(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, "-" | "－" | "−"))?;
    mistake.expects(Expected::Arithmetic).then(|| {
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                "subtraction needs a blank on both sides of its sign",
                "减号两边要有空格",
            ),
        )
        .help(Words::new("write `a - b`", "写作 `甲 - 乙`"))
    })
}

/// Brackets of other languages.
fn brackets(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, "[" | "]" | "【" | "】" | "〔" | "〕"))?;
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("{} is no bracket of a ruleset", found.text),
                format!("规则集里不用 {} 这种括号", found.text),
            ),
        )
        .help(Words::new(
            "lists stand in `( )`, values and facts in `{ }`",
            "列表写在 `（ ）` 里，值和事实写在 `{ }` 里",
        )),
    )
}

/// `rule "Title"`: a declaration without its name.
fn no_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// `is more then`, `is greater than`, `is equal to`, `is not at least`.
fn half_comparison(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    // `is more then` is read on to what follows, for `then` opens a clause.
    let back = if mistake.back_text(1) == "then" { 2 } else { 1 };
    let (verb, word) = (mistake.back(back + 1)?, mistake.back(back)?);
    let found = if back == 2 { mistake.back(1)? } else { found };
    let negated = verb.text == "not" && mistake.back_text(back + 2) == "is";
    if verb.text != "is" && !negated {
        return None;
    }
    let (meant, opposite) = match word.text {
        "at" if found.text.starts_with('l') => (Keyword::IsAtLeast, Keyword::IsLessThan),
        "at" => (Keyword::IsAtMost, Keyword::IsMoreThan),
        "more" | "greater" | "larger" | "bigger" | "higher" | "over" | "above" => {
            (Keyword::IsMoreThan, Keyword::IsAtMost)
        }
        "less" | "smaller" | "fewer" | "lower" | "under" | "below" => {
            (Keyword::IsLessThan, Keyword::IsAtLeast)
        }
        "equal" => (Keyword::Is, Keyword::IsNot),
        "one" | "any" | "in" | "among" => (Keyword::IsOneOf, Keyword::IsNotOneOf),
        _ => return None,
    };
    let start = if negated {
        mistake.back(back + 2)?
    } else {
        verb
    };
    let meant = if negated { opposite } else { meant };
    let place = mistake.place(start).to(mistake.place(found));
    let written = &mistake.text[start.start..found.end()];
    let written = shown(&written.split_whitespace().collect::<Vec<_>>().join(" "));
    let list = if matches!(meant, Keyword::IsOneOf | Keyword::IsNotOneOf) {
        " (…)"
    } else {
        ""
    };
    Some(
        Diagnostic::error(
            Code::Syntax,
            place,
            Words::new(
                format!("`{written}` is no comparison"),
                format!("没有 `{written}` 这种比较"),
            ),
        )
        .help(Words::new(
            format!("write `{}{list}`", meant.en()),
            format!("写作 `{}{list}`（或 `{}{list}`）", meant.en(), meant.zh()),
        )),
    )
}

/// `integer 1-10`, `integer 1 to 10`.
fn range_with_hyphen(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let hyphen = matches!(found.text, "-" | "－" | "−" | "–" | "—" | "to" | "…")
        || found.text.starts_with(['至', '到']);
    if !hyphen || !mistake.expects(Expected::Sign("..")) {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                "the ends of a range are parted by two dots",
                "范围的两端用两个点分开",
            ),
        )
        .help(Words::new(
            "write `1..10`; either end may be left out",
            "写作 `1..10`；任何一端都可以不写",
        )),
    )
}

/// `then a is b and c is d`.
fn joined_conclusions(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, "and" | "且" | "&&"))?;
    let (en, zh) = match (mistake.declaration, mistake.clause) {
        (Some(Keyword::Rule), Some(Keyword::Then)) => ("conclusions are", "结论之间"),
        (Some(Keyword::Example), Some(Keyword::GivenColumns | Keyword::GivenFacts)) => {
            ("given facts are", "给定的事实之间")
        }
        (Some(Keyword::Example), Some(Keyword::Expect)) => {
            ("expected outcomes are", "应有的结果之间")
        }
        _ => return None,
    };
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("{en} parted by commas, not by `{}`", found.text),
                format!("{zh}用逗号分开，不用 `{}`", found.text),
            ),
        )
        .help(Words::new("write a comma", "改写成逗号")),
    )
}

/// `when a, b`.
fn conditions_with_comma(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word && !found.line_start)?;
    let comma = mistake
        .back(1)
        .filter(|comma| matches!(comma.text, "," | "，" | "、" | ";" | "；"))?;
    let condition = matches!(
        mistake.clause?,
        Keyword::When
            | Keyword::Unless
            | Keyword::Never
            | Keyword::Always
            | Keyword::Whenever
            | Keyword::Impossible
    );
    if !condition
        || Keyword::named(found.text).is_some()
        || nearest(found.text, &mistake.expected).is_some()
    {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(comma),
            Words::new(
                "conditions are joined with `and` or `or`, not with a comma",
                "条件之间用 `且` 或 `或` 连接，不用逗号",
            ),
        )
        .help(Words::new(
            "write `and` where all must hold, `or` where one is enough",
            "都要满足的写 `且`，满足一个就行的写 `或`",
        )),
    )
}

/// `then tier is not official`.
fn negative_conclusion(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let (Some(Keyword::Rule), Some(Keyword::Then)) = (mistake.declaration, mistake.clause) else {
        return None;
    };
    let negative = matches!(found.text, "不是" | "≠" | "!")
        || (matches!(found.text, "not" | "非") && matches!(mistake.back_text(1), "is" | "是"))
        || (matches!(found.text, "not" | "非") && matches!(mistake.back_text(1), "then" | "则"));
    negative.then(|| {
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                "a rule concludes what is so, not what is not",
                "规则的结论只说“是什么”，不说“不是什么”",
            ),
        )
        .help(Words::new(
            "conclude the value that holds, or write a `guarantee … never …`",
            "写出成立的那个值，或者写一条 `保证 … 绝不 …`",
        ))
    })
}

/// `matter is (a, b)`.
fn list_without_one_of(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let (open, verb) = match found.text {
        "(" | "（" => (found, mistake.back(1)?),
        "," | "，" | "、" | ";" | "；" => {
            let open = open_bracket(mistake)?;
            let index = mistake
                .before
                .iter()
                .position(|token| token.start == open.start)?;
            (
                open,
                index
                    .checked_sub(1)
                    .and_then(|index| mistake.before.get(index))?,
            )
        }
        _ => return None,
    };
    let (en, zh) = match verb.text {
        "is" | "是" | "=" | "＝" => (Keyword::IsOneOf, Keyword::IsOneOf),
        "not" | "不是" | "≠" => (Keyword::IsNotOneOf, Keyword::IsNotOneOf),
        "includes" | "包含" => (Keyword::IncludesAnyOf, Keyword::IncludesAllOf),
        _ => return None,
    };
    let help = if en == zh {
        Words::new(
            format!("write `{} (…)`", en.en()),
            format!("写作 `{} (…)`", en.zh()),
        )
    } else {
        Words::new(
            format!("write `{} (…)` or `{} (…)`", en.en(), zh.en()),
            format!("写作 `{} (…)` 或 `{} (…)`", en.zh(), zh.zh()),
        )
    };
    let problem = Diagnostic::error(
        Code::Syntax,
        mistake.place(found),
        Words::new(
            format!("`{}` is followed by one value, not by a list", verb.text),
            format!("`{}` 后面只能有一个值，不能是列表", verb.text),
        ),
    )
    .help(help);
    if open.start == found.start {
        return Some(problem);
    }
    Some(problem.and(
        mistake.place(open),
        Words::new("the list begins here", "列表从这里开始"),
    ))
}

/// `resolve by specialis posterior`, `given tier settlement`, `overrides A B`.
fn missing_comma(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
    let (first, second) = (before.text, found.text);
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
fn misspelt(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
fn misspelt_unit(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// A keyword where a name is declared or used.
fn keyword_as_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    Keyword::ALL.iter().find(|keyword| {
        keyword.is_reserved() && (keyword.en() == found.text || keyword.zh() == found.text)
    })?;
    let member = open_bracket(mistake).is_some_and(|open| matches!(open.text, "{" | "｛"));
    let used = mistake.next.is_some_and(|next| match next.text {
        ":" | "：" | "=" | "＝" | "is" | "是" | "不是" | ">" | "<" | "includes" | "包含" => {
            true
        }
        "," | "，" | "、" | "}" | "｝" => member,
        _ => false,
    });
    let first_of_clause = found.line_start && !used;
    if first_of_clause
        || !(mistake.expects_name() && (used || !mistake.expects_value())
            || mistake.expects_value() && used)
    {
        return None;
    }
    let word = found.text;
    Some(
        Diagnostic::error(
            Code::ReservedName,
            mistake.place(found),
            Words::new(
                format!("`{word}` is a keyword and cannot be a name"),
                format!("`{word}` 是关键词，不能作名称"),
            ),
        )
        .help(Words::new(
            format!("choose another name, or write it in backticks: `` `{word}` ``"),
            format!("换一个名称，或写在反引号里：`` `{word}` ``"),
        )),
    )
}

/// `title chinese "…"`.
fn foreign_language(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
    let text = mistake.next.filter(|next| next.kind == TokenKind::Text)?;
    if !mistake.expects(super::expected::TEXT)
        || text.line_start
        || Keyword::named(found.text).is_some()
    {
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

/// `agency.name` where no dot may stand.
fn dotted_name(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// A parenthesis or a brace left open.
fn not_closed(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let open = open_bracket(mistake)?;
    let closer = if matches!(open.text, "(" | "（") {
        ")"
    } else {
        "}"
    };
    let member = mistake
        .next
        .is_some_and(|next| matches!(next.text, ":" | "：" | "," | "，" | "、"));
    let opens_next = mistake.found.as_ref().is_none_or(|found| {
        !member
            && (found.line_start || closer == ")")
            && Keyword::named(found.text).is_some_and(Keyword::is_reserved)
    });
    if !opens_next || !(mistake.expects(Expected::Sign(closer)) || mistake.found.is_none()) {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(open),
            Words::new(
                format!("this `{}` is not closed", open.text),
                format!("这个 `{}` 没有收尾", open.text),
            ),
        )
        .and(
            mistake.here(),
            Words::new(
                format!("`{closer}` is missing before this"),
                format!("这之前缺少 `{closer}`"),
            ),
        )
        .help(Words::new(
            format!("write `{closer}` after the last member"),
            format!("在最后一项后面写 `{closer}`"),
        )),
    )
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

/// A clause of another declaration.
fn misplaced_clause(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
fn unknown_declaration(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// The clauses that may stand at the place, for help.
pub(super) fn clauses_of(mistake: &Mistake<'_>) -> Option<Words> {
    let declaration = mistake.declaration?;
    let clauses: Vec<Keyword> = mistake
        .expected
        .iter()
        .filter_map(|expected| match *expected {
            Expected::Keyword(keyword) if !Keyword::DECLARATIONS.contains(&keyword) => {
                Some(keyword)
            }
            _ => None,
        })
        .collect();
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
