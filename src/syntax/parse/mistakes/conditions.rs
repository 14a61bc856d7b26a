//! Conditions and conclusions that are nearly right.

use super::super::errors::shown;
use super::super::mistake::Mistake;
use super::super::suggest::nearest;
use super::super::tokens::TokenKind;
use super::open_bracket;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// `is more then`, `is greater than`, `is equal to`, `is not at least`.
pub(super) fn half_comparison(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
    // `is in (…)` ends before its parenthesis.
    let end = if found.kind == TokenKind::Word {
        found
    } else {
        word
    };
    let place = mistake.place(start).to(mistake.place(end));
    let written = &mistake.text[start.start..end.end()];
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

/// `then a is b and c is d`.
pub(super) fn joined_conclusions(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn conditions_with_comma(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| found.kind == TokenKind::Word)?;
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
    if condition && matches!(found.text, "and" | "or" | "且" | "或") {
        return Some(comma_before_and(found.text, mistake.place(comma)));
    }
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

/// `when a, and b`: in prose the comma would group, here nothing but parentheses does.
fn comma_before_and(word: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        place,
        Words::new(
            format!("no comma stands before `{word}`"),
            format!("`{word}` 前面不写逗号"),
        ),
    )
    .help(Words::new(
        "delete it; where conditions belong together, write `(a or b) and c`",
        "把它删掉；几个条件要放在一起时，写 `（甲 或 乙） 且 丙`",
    ))
}

/// `a is at least no`.
pub(super) fn no_order(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, "yes" | "no" | "是" | "否"))?;
    let ordered = matches!(
        mistake.back_text(1),
        "least" | "most" | "than" | "至少" | "至多" | "多于" | "少于" | ">" | "<" | "=" | "≥" | "≤"
    );
    (ordered && mistake.expects_value()).then(|| {
        let word = found.text;
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("`{word}` is neither more nor less than anything"),
                format!("`{word}` 没有大小之分"),
            ),
        )
        .help(Words::new(
            format!("write `is {word}`"),
            format!("写作 `是 {word}`"),
        ))
    })
}

/// `then tier is not official`.
pub(super) fn negative_conclusion(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn list_without_one_of(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// `households is at least 30 and at most 50`.
pub(super) fn no_subject(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake.found.as_ref()?;
    let (start, words) = match (mistake.back_text(1), found.text) {
        ("at", "least" | "most") | ("more" | "less", "than") => (
            mistake.back(1)?,
            format!("{} {}", mistake.back_text(1), found.text),
        ),
        (_, "至少" | "至多" | "多于" | "少于" | "介于" | ">" | "<" | "≥" | "≤") => {
            (found, found.text.to_owned())
        }
        _ => return None,
    };
    let before = if start.start == found.start { 1 } else { 2 };
    if !matches!(
        mistake.back_text(before),
        "and" | "or" | "且" | "或" | "not" | "非"
    ) {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            mistake.place(start).to(mistake.place(found)),
            Words::new(
                format!("nothing stands before `{words}`, so it is not known what is compared"),
                format!("`{words}` 前面没有写比较的是什么"),
            ),
        )
        .help(Words::new(
            "say it again, like `households is at least 30 and households is at most 50`, or write `is between 30 and 50`",
            "再写一遍，例如 `户数 至少 30 且 户数 至多 50`，或写 `介于 30 与 50`",
        )),
    )
}
