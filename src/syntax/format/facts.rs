//! Facts: one a line, the types in one column.

use super::clauses::{clauses, then_because};
use super::doc::{Doc, Role, concat, group, headed, indent, opened, unit, unit_at, words};
use super::expressions::condition;
use super::pen::Pen;
use super::types::ty;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Fact, Facts, Impossible, Name};

/// `facts { … }`, the types in one column.
pub(super) fn facts(pen: Pen<'_>, facts: &Facts) -> Doc {
    let width = facts
        .facts
        .iter()
        .map(|fact| pen.name_width(&fact.name))
        .max()
        .unwrap_or(0);
    let impossible = facts.impossible.iter();
    let mut items: Vec<(u32, Doc)> = facts
        .facts
        .iter()
        .map(|fact| (fact.span.start, self::fact(pen, fact, width)))
        .chain(impossible.map(|case| (case.span.start, self::impossible(pen, case))))
        .collect();
    items.sort_by_key(|(start, _)| *start);
    let head = words(format!("{} {{", pen.word(Keyword::Facts)));
    let items = clauses(items.into_iter().map(|(_, item)| item));
    let rest = [items, Doc::Hard, pen.close(facts.span)];
    headed(facts.span.start, Role::Declaration, head, rest)
}

/// `NAME : TYPE` and its clauses, the colon after `width` columns.
fn fact(pen: Pen<'_>, fact: &Fact, width: usize) -> Doc {
    let start = fact.span.start;
    let padding = " ".repeat(width.saturating_sub(pen.name_width(&fact.name)));
    let name = concat([pen.name(&fact.name), words(format!("{padding} : "))]);
    let mut docs = vec![opened(start, name, ty(pen, &fact.ty, fact.label.as_ref()))];
    let by = |keyword, name: &Name| concat([pen.key(keyword), pen.name(name)]);
    let phrase = |phrase| concat([pen.key(Keyword::As), pen.label(phrase)]);
    let all = [
        fact.recognised_from
            .as_ref()
            .map(|from| by(Keyword::RecognisedFrom, from)),
        fact.established_by
            .as_ref()
            .map(|body| by(Keyword::EstablishedBy, body)),
        fact.judged_by
            .as_ref()
            .map(|body| by(Keyword::JudgedBy, body)),
        fact.fixed.map(|span| pen.key_at(Keyword::Fixed, span)),
        fact.sensitive
            .map(|span| pen.key_at(Keyword::Sensitive, span)),
        fact.phrase.as_ref().map(phrase),
    ];
    for clause in all.into_iter().flatten() {
        docs.push(indent(2, concat([Doc::Line, unit(Role::Part, clause)])));
    }
    unit_at(start, Role::Item, group(docs))
}

/// `impossible CONDITION because "…"`.
fn impossible(pen: Pen<'_>, case: &Impossible) -> Doc {
    let start = case.span.start;
    let condition = condition(pen, &case.condition, 0);
    let condition = opened(start, pen.key(Keyword::Impossible), condition);
    let because = then_because(pen, case.because.as_ref());
    unit_at(start, Role::Item, group([condition, because]))
}
