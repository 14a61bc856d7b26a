//! Clauses: indented by two, one a line, in canonical order, short keywords padded to one width.

use unicode_width::UnicodeWidthStr;

use super::doc::{
    Doc, Role, align, concat, group, indent, list, nothing, unit, with_commas, words,
};
use super::expressions::condition;
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Citation, Clauses, Expression, Localized, Override, Period};

/// Clauses below the head of a declaration.
pub(super) fn clauses(clauses: impl IntoIterator<Item = Doc>) -> Doc {
    indent(
        2,
        concat(clauses.into_iter().flat_map(|clause| [Doc::Hard, clause])),
    )
}

/// Keyword and content, the content starting where it does after the widest of `beside`.
pub(super) fn clause(pen: Pen<'_>, keyword: Keyword, beside: &[Keyword], content: Doc) -> Doc {
    unit(
        Role::Clause,
        concat([padded(pen, keyword, beside), content]),
    )
}

/// A condition after its keyword.
pub(super) fn condition_clause(
    pen: Pen<'_>,
    keyword: Keyword,
    beside: &[Keyword],
    content: &Expression,
) -> Doc {
    let column = padded_width(pen, keyword, beside);
    clause(pen, keyword, beside, condition(pen, content, column))
}

/// Parts below one another where they do not fit on the line.
pub(super) fn column(parts: impl IntoIterator<Item = Doc>) -> Doc {
    let parts = with_commas(parts);
    let mut docs = Vec::new();
    for part in parts {
        if !docs.is_empty() {
            docs.push(Doc::Line);
        }
        docs.push(unit(Role::Part, part));
    }
    align(group(docs))
}

/// A keyword with its blanks.
fn padded(pen: Pen<'_>, keyword: Keyword, beside: &[Keyword]) -> Doc {
    let word = pen.word(keyword);
    words(format!(
        "{word}{}",
        " ".repeat(padded_width(pen, keyword, beside) - word.width())
    ))
}

/// Columns from the start of a keyword to its content.
pub(super) fn padded_width(pen: Pen<'_>, keyword: Keyword, beside: &[Keyword]) -> usize {
    let widths = beside
        .iter()
        .chain([&keyword])
        .map(|&keyword| pen.word(keyword).width());
    widths.max().unwrap_or(0) + 1
}

/// `overrides A, B because "…"`.
pub(super) fn overrides(pen: Pen<'_>, clause: &Override) -> Doc {
    let rules = clause.rules.iter().map(|rule| pen.name(rule));
    let rules = list(2, pen.key(Keyword::Overrides), rules, nothing());
    unit(
        Role::Clause,
        group([rules, then_because(pen, clause.because.as_ref())]),
    )
}

/// ` because "…"`, on the next line where it does not fit.
pub(super) fn then_because(pen: Pen<'_>, because: Option<&Localized>) -> Doc {
    let because = because.map(|because| unit(Role::Part, pen.because(because)));
    indent(
        2,
        concat(because.into_iter().flat_map(|because| [Doc::Line, because])),
    )
}

/// The keywords, of what rules and tables share, that others are padded to.
pub(super) fn beside(clauses: &Clauses) -> impl Iterator<Item = Keyword> {
    let source = clauses.citations.first().map(|_| Keyword::Source);
    let because = clauses.because.as_ref().map(|_| Keyword::Because);
    source.into_iter().chain(because)
}

/// What rules and tables share, `overrides` aside: sources, reason, dates.
pub(super) fn shared<'t>(
    pen: Pen<'t>,
    clauses: &'t Clauses,
    beside: &'t [Keyword],
) -> impl Iterator<Item = Doc> + 't {
    let citations = clauses
        .citations
        .iter()
        .map(move |source| citation(pen, beside, source));
    let because = clauses.because.as_ref();
    let effective = clauses.effective.as_ref();
    let adopted = clauses.adopted.as_ref();
    citations
        .chain(because.map(|because| clause(pen, Keyword::Because, beside, pen.label(because))))
        .chain(effective.map(|period| clause(pen, Keyword::Effective, beside, dates(pen, period))))
        .chain(adopted.map(|date| clause(pen, Keyword::Adopted, beside, pen.date(date))))
}

/// `source list "item 3"`.
pub(super) fn citation(pen: Pen<'_>, beside: &[Keyword], citation: &Citation) -> Doc {
    let source = citation.source.as_ref().map(|source| pen.name(source));
    let locator = citation.locator.as_ref().map(|locator| pen.label(locator));
    let content = match (source, locator) {
        (Some(source), Some(locator)) => concat([source, words(" "), locator]),
        (source, locator) => concat(source.into_iter().chain(locator)),
    };
    clause(pen, Keyword::Source, beside, content)
}

/// `because "…"` as a clause.
pub(super) fn because_clause(pen: Pen<'_>, because: Option<&Localized>) -> Option<Doc> {
    because.map(|because| unit(Role::Clause, pen.because(because)))
}

/// `from DATE until DATE`.
pub(super) fn dates(pen: Pen<'_>, period: &Period) -> Doc {
    let from = period
        .from
        .as_ref()
        .map(|from| concat([pen.key(Keyword::From), pen.date(from)]));
    let until = period
        .until
        .as_ref()
        .map(|until| concat([pen.key(Keyword::Until), pen.date(until)]));
    match (from, until) {
        (Some(from), Some(until)) => concat([from, words(" "), until]),
        (from, until) => concat(from.into_iter().chain(until)),
    }
}
