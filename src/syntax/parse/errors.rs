//! Messages for a piece that does not follow the grammar: one, at the furthest place that was
//! reached. Mistakes that many make have messages of their own (`mistakes`); here is the rest.

use std::collections::HashSet;

use super::expected::{DATE, Expected, NAME, TEXT, VALUE, expected};
use super::forbidden::is_forbidden;
use super::grammar::Rule;
use super::mistake::Mistake;
use super::mistakes;
use super::reading::Reading;
use super::scan::nests_too_deep;
use super::tokens::TokenKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// The most parts of what was expected that are shown.
const SHOWN: usize = 8;

/// Where a piece could not be read further, and what would have been read there.
#[derive(Debug)]
pub(super) struct Failure {
    /// The byte reached.
    at: usize,
    /// The rules tried there; `None` if there was no stack left to try any.
    tried: Option<Vec<Rule>>,
}

impl Failure {
    /// What pest says of a failure.
    pub(super) fn new(error: pest::error::Error<Rule>) -> Self {
        let (pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _))) =
            error.location;
        let tried = match error.variant {
            pest::error::ErrorVariant::ParsingError { positives, .. } => Some(positives),
            pest::error::ErrorVariant::CustomError { .. } => None,
        };
        Self { at, tried }
    }
}

/// The message for a failure.
///
/// None for a character that may not stand anywhere: the scan has reported it.
pub(super) fn message(
    failure: &Failure,
    text: &str,
    reading: &Reading,
    names: &HashSet<&str>,
) -> Option<Diagnostic> {
    let Some(tried) = &failure.tried else {
        return Some(nests_too_deep(reading.place(failure.at, failure.at)));
    };
    let mistake = Mistake::new(text, failure.at, all_expected(tried), reading, names);
    if mistake
        .found
        .is_some_and(|found| found.text.starts_with(is_forbidden))
    {
        return None;
    }
    Some(mistakes::special(&mistake).unwrap_or_else(|| plain(&mistake)))
}

/// What the rules tried stand for, in the grammar's order, each once.
fn all_expected(tried: &[Rule]) -> Vec<Expected> {
    let mut all: Vec<Expected> = Vec::new();
    for found in tried.iter().flat_map(|&rule| expected(rule)) {
        if found != Expected::Silent && !all.contains(&found) {
            all.push(found);
        }
    }
    // A name, a date, a number, a string: in short, a value.
    if all.contains(&NAME) && all.contains(&DATE) {
        all.retain(|found| !matches!(found, Expected::Thing(..)));
        all.insert(0, VALUE);
    }
    all
}

/// "expected X, Y or Z, found `word`".
fn plain(mistake: &Mistake<'_>) -> Diagnostic {
    let wanted = wanted(mistake);
    let message = match (&mistake.found, mistake.declaration) {
        (Some(found), _) => {
            let found = shown(found.text);
            Words::new(
                format!("expected {}, found `{found}`", wanted.en),
                format!("{}，却是 `{found}`", led("这里应是", &wanted.zh)),
            )
        }
        (None, Some(declaration)) => Words::new(
            format!(
                "this `{}` is not finished: expected {}",
                declaration.en(),
                wanted.en
            ),
            format!(
                "这个 `{}` 没有写完：{}",
                declaration.zh(),
                led("还应有", &wanted.zh)
            ),
        ),
        (None, None) => Words::new(
            format!("expected {}", wanted.en),
            led("这里应是", &wanted.zh),
        ),
    };
    let problem = Diagnostic::error(Code::Syntax, mistake.here(), message);
    if let Some(help) = mistakes::clauses_of(mistake) {
        return problem.help(help);
    }
    let bare = mistake.found.filter(|found| found.kind == TokenKind::Word);
    match bare {
        Some(found) if wanted.en.starts_with("text") && Keyword::named(found.text).is_none() => {
            problem.help(Words::new("put it in quotation marks", "放在引号里"))
        }
        _ => problem,
    }
}

/// What was expected, in a few parts.
fn wanted(mistake: &Mistake<'_>) -> Words {
    let of = |keyword: &Keyword| Keyword::DECLARATIONS.contains(keyword);
    let keywords = mistake
        .expected
        .iter()
        .filter_map(|expected| match expected {
            Expected::Keyword(keyword) => Some(*keyword),
            _ => None,
        });
    let (declarations, mut clauses): (Vec<Keyword>, Vec<Keyword>) = keywords.partition(of);
    // Between clauses, a declaration may begin too.
    let between = declarations.len() > 2;
    let value = mistake.expects_value();
    if value {
        clauses.retain(|word| {
            !matches!(
                word,
                Keyword::Not
                    | Keyword::AllOf
                    | Keyword::AnyOf
                    | Keyword::AsOfDate
                    | Keyword::Decided
                    | Keyword::OneOf
            )
        });
    }
    let operator = mistake.expects(Expected::Operator(Keyword::And))
        || mistake.expects(Expected::Operator(Keyword::Or));
    let sign = mistake
        .expected
        .iter()
        .any(|expected| matches!(expected, Expected::Sign(_)));

    let mut parts: Vec<(String, String)> = Vec::new();
    let mut push = |en: String, zh: String| {
        if !parts.iter().any(|(other, _)| *other == en) {
            parts.push((en, zh));
        }
    };
    for expected in &mistake.expected {
        match *expected {
            NAME if value => {}
            // a label may stand nearly everywhere
            TEXT if sign || between => {}
            Expected::Thing(en, zh) => push(en.to_owned(), zh.to_owned()),
            Expected::Sign("(") if value => {}
            Expected::Sign(sign) => push(format!("`{sign}`"), format!("`{sign}`")),
            Expected::Operator(_) if value => {}
            Expected::Operator(_)
                if operator && mistake.expects(Expected::Operator(Keyword::Is)) =>
            {
                push(
                    "an operator like `is` or `and`".to_owned(),
                    "运算词（如 `是`、`且`）".to_owned(),
                );
            }
            Expected::Operator(keyword) => {
                push(format!("`{}`", keyword.en()), format!("`{}`", keyword.zh()));
            }
            Expected::Keyword(_) | Expected::Arithmetic | Expected::End | Expected::Silent => {}
        }
    }
    if between && clauses.len() > 3 {
        push("a clause".to_owned(), "子句".to_owned());
    } else {
        for keyword in clauses {
            push(format!("`{}`", keyword.en()), format!("`{}`", keyword.zh()));
        }
    }
    if between {
        push("a declaration".to_owned(), "声明".to_owned());
    } else {
        for keyword in declarations {
            push(format!("`{}`", keyword.en()), format!("`{}`", keyword.zh()));
        }
    }
    if parts.is_empty() {
        parts.push(("something else".to_owned(), "别的内容".to_owned()));
    }
    parts.truncate(SHOWN);
    let (en, zh): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
    let zh = match zh.split_last() {
        Some((last, most)) if !most.is_empty() => {
            let most = most.join("、");
            let blank = if most.ends_with('`') { " " } else { "" };
            led(&format!("{most}{blank}或"), last)
        }
        _ => zh.concat(),
    };
    Words::new(listed(&en, ", ", " or "), zh)
}

/// Chinese words before others, parted by a blank where a backtick follows.
fn led(lead: &str, words: &str) -> String {
    let blank = if words.starts_with('`') { " " } else { "" };
    format!("{lead}{blank}{words}")
}

/// `a, b or c`.
pub(super) fn listed(parts: &[String], comma: &str, or: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}{or}{last}", most.join(comma)),
    }
}

/// At most forty characters of what a person wrote.
pub(super) fn shown(text: &str) -> String {
    let text = text.trim_matches('`');
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
