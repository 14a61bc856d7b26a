//! Signs of prose and of other languages: full stops, quotation marks, brackets, commas in numbers.

use super::super::expected::Expected;
use super::super::mistake::Mistake;
use super::super::tokens::Token;
use super::open_bracket;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// `10,000`.
pub(super) fn thousands(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn other_quotes(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn full_stop(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn subtraction(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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
pub(super) fn brackets(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// `integer 1-10`, `integer 1 to 10`.
pub(super) fn range_with_hyphen(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// A parenthesis or a brace left open.
pub(super) fn not_closed(mistake: &Mistake<'_>) -> Option<Diagnostic> {
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

/// `}` where nothing is open.
pub(super) fn closes_nothing(mistake: &Mistake<'_>) -> Option<Diagnostic> {
    let found = mistake
        .found
        .as_ref()
        .filter(|found| matches!(found.text, ")" | "）" | "}" | "｝"))?;
    open_bracket(mistake).is_none().then(|| {
        let sign = found.text;
        Diagnostic::error(
            Code::Syntax,
            mistake.place(found),
            Words::new(
                format!("this `{sign}` closes nothing"),
                format!("这个 `{sign}` 没有对应的开头"),
            ),
        )
        .help(Words::new(
            "delete it, or open it before",
            "把它删掉，或在前面补上开头",
        ))
    })
}
