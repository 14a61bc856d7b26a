//! Kinds: short ones on one line, taxonomies a value a line.

use super::clauses::clauses;
use super::doc::{Doc, Role, concat, group, headed, indent, list, nothing, opened, unit_at, words};
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Kind, KindValue, KindValues, Name};

/// Names wider than this do not push the labels of the others away.
const WIDEST: usize = 32;

/// `kind NAME ordered { … }` or `kind NAME from "FILE" column COLUMN`.
pub(super) fn kind(pen: Pen<'_>, kind: &Kind) -> Doc {
    let ordered = kind
        .ordered
        .then(|| words(format!(" {}", pen.word(Keyword::Ordered))));
    let head = pen.head(Keyword::Kind, &kind.name, kind.label.as_ref());
    let head = concat([head].into_iter().chain(ordered));
    let start = kind.span.start;
    match &kind.values {
        KindValues::Listed(values) => {
            let head = concat([head, words(" {")]);
            let close = pen.close(kind.span);
            let grouped = |value: &KindValue| pen.lines.blank_before(value.span.start);
            let grouped = values.iter().skip(1).any(grouped);
            if values.is_empty() || grouped || !values.iter().all(short) {
                let rest = [clauses(column(pen, values, &nothing())), Doc::Hard, close];
                return headed(start, Role::Declaration, head, rest);
            }
            let values = column(pen, values, &Doc::Comma);
            let values = values.into_iter().flat_map(|value| [Doc::Line, value]);
            let values = indent(2, concat(values));
            let head = opened(start, nothing(), head);
            unit_at(
                start,
                Role::Declaration,
                group([head, values, Doc::Line, close]),
            )
        }
        KindValues::FromCsv { path, column } => {
            let head = concat([
                head,
                words(format!(" {} ", pen.word(Keyword::From))),
                pen.string(path),
                words(format!(" {} ", pen.word(Keyword::Column))),
                pen.column(column),
            ]);
            headed(start, Role::Declaration, head, [])
        }
    }
}

/// Whether a value may share its line with others.
fn short(value: &KindValue) -> bool {
    let label = value
        .label
        .as_ref()
        .is_none_or(|label| label.texts.len() < 2);
    label && value.also.is_empty() && value.children.is_empty()
}

/// Values a line each, their labels in one column; `comma` between them.
fn column(pen: Pen<'_>, values: &[KindValue], comma: &Doc) -> Vec<Doc> {
    let labelled = values.iter().filter(|value| value.label.is_some());
    let widths = labelled.map(|value| pen.name_width(&value.name));
    let width = widths.filter(|&width| width <= WIDEST).max().unwrap_or(0);
    let mut docs = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let comma = match values.get(index + 1) {
            // without a comma the name would be read as the language of a label
            Some(next) if is_language(&next.name) => words(","),
            Some(_) => comma.clone(),
            None => nothing(),
        };
        docs.push(concat([self::value(pen, value, width), comma]));
    }
    docs
}

/// Whether a name would be read as the language of a label where a string follows it.
fn is_language(name: &Name) -> bool {
    matches!(name.text.as_str(), "en" | "zh")
}

/// `name en "…" zh "…" also "…", "…" { … }`, the label after `width` columns.
fn value(pen: Pen<'_>, value: &KindValue, width: usize) -> Doc {
    let start = value.span.start;
    let mut docs = vec![pen.name(&value.name)];
    if value.label.is_some() {
        docs.push(Doc::Pad(width.saturating_sub(pen.name_width(&value.name))));
    }
    let mut rest = vec![opened(
        start,
        nothing(),
        pen.and_label(value.label.as_ref()),
    )];
    if !value.also.is_empty() {
        let also = value.also.iter().map(|word| pen.string(word));
        let also = list(2, pen.key(Keyword::Also), also, nothing());
        rest.push(indent(2, concat([Doc::Line, also])));
    }
    docs.push(group(rest));
    if !value.children.is_empty() {
        let children = clauses(column(pen, &value.children, &nothing()));
        docs.extend([words(" {"), children, Doc::Hard, pen.close(value.span)]);
    }
    unit_at(start, Role::Item, concat(docs))
}
