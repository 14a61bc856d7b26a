//! Messages for a piece that does not follow the grammar: one, at the furthest place that was
//! reached. Mistakes that many make have messages of their own (`mistakes`); here is the rest.

use std::collections::HashSet;

use super::expected::{CONDITION, Expected, FACT, ID, NAME, TEXT, VALUE, expected};
use super::grammar::Rule;
use super::mistakes;
use super::reading::Reading;
use super::scan::nests_too_deep;
use super::tokens::{Token, TokenKind, tokens};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// The most parts of what was expected that are shown.
const SHOWN: usize = 8;
/// How far before a mistake its message looks.
const WINDOW: usize = 64 * 1024;

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

/// The message for a failure.
pub(super) fn message(
    failure: &Failure,
    text: &str,
    reading: &Reading,
    names: &HashSet<&str>,
) -> Diagnostic {
    let Some(tried) = &failure.tried else {
        return nests_too_deep(reading.place(failure.at, failure.at));
    };
    let mut following = tokens(text, failure.at);
    let (found, next) = (following.next(), following.next());
    let before: Vec<Token<'_>> = tokens(text, window(text, failure.at))
        .take_while(|token| token.start < found.map_or(text.len(), |found| found.start))
        .collect();
    let keyword = |token: &Token<'_>| {
        (token.kind == TokenKind::Word)
            .then(|| Keyword::named(token.text))
            .flatten()
    };
    let opens =
        |token: &Token<'_>| keyword(token).filter(|found| Keyword::DECLARATIONS.contains(found));
    let opener = before.iter().rposition(|token| opens(token).is_some());
    let declaration = match opener {
        Some(at) => opens(&before[at]),
        None => tokens(text, 0)
            .next()
            .filter(|first| first.start < failure.at)
            .and_then(|first| opens(&first)),
    };
    let clause = before[opener.map_or(0, |at| at + 1)..]
        .iter()
        .rev()
        .filter_map(keyword)
        .find(|keyword| keyword.is_reserved() && opens_clause(*keyword));
    let expected = all_expected(tried);
    let mistake = Mistake {
        text,
        found,
        next,
        before,
        expected,
        declaration,
        clause,
        names,
        reading,
    };
    mistakes::special(&mistake).unwrap_or_else(|| plain(&mistake))
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

/// What the rules tried stand for, in the order tried.
fn all_expected(tried: &[Rule]) -> Vec<Expected> {
    let mut all = Vec::new();
    for &rule in tried {
        all.extend(expected(rule));
    }
    let mut seen = Vec::new();
    all.retain(|expected| {
        *expected != Expected::Silent && !seen.contains(expected) && {
            seen.push(*expected);
            true
        }
    });
    all
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
            Expected::Operator(_) if operator => {
                push(
                    "an operator like `is` or `and`".to_owned(),
                    "运算词（如 `是`、`且`）".to_owned(),
                );
            }
            Expected::Operator(keyword) => {
                push(format!("`{}`", keyword.en()), format!("`{}`", keyword.zh()))
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
    let zh = zh
        .split_last()
        .map_or_else(String::new, |(last, most)| match most {
            [] => last.clone(),
            most => led(&format!("{}或", most.join("、")), last),
        });
    Words::new(listed(&en, ", ", " or "), zh.replace("`或", "` 或"))
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
