//! Types of facts and decisions.

use super::doc::{Doc, concat, list, nothing, words};
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{KindValue, Localized, Name, Range, Spanned, Type};

/// A type and the label behind it.
pub(super) fn ty(pen: Pen<'_>, ty: &Spanned<Type>, label: Option<&Localized>) -> Doc {
    let only = |keyword| pen.key_at(keyword, ty.span);
    let ty = match &ty.node {
        Type::Kind(name) => pen.name(name),
        Type::OneOf(values) => {
            let values = values.iter().map(|value| one_line(pen, value));
            let one_of = pen.key(Keyword::OneOf);
            // without parentheses the label would be that of the last value
            match label {
                Some(_) => list(2, concat([one_of, words("(")]), values, words(")")),
                None => list(2, one_of, values, nothing()),
            }
        }
        Type::SetOf(kind) => concat([pen.key(Keyword::SetOf), pen.name(kind)]),
        Type::YesNo => only(Keyword::YesNo),
        Type::Integer(range, unit) => numeric(pen, Keyword::Integer, range, unit.as_ref()),
        Type::Decimal(range, unit) => numeric(pen, Keyword::Decimal, range, unit.as_ref()),
        Type::Date(range) => numeric(pen, Keyword::Date, range, None),
        Type::Duration(range) => numeric(pen, Keyword::Duration, range, None),
        Type::Text => only(Keyword::Text),
    };
    concat([ty, pen.and_label(label)])
}

/// A value of an anonymous kind.
fn one_line(pen: Pen<'_>, value: &KindValue) -> Doc {
    let mut docs = vec![pen.name(&value.name), pen.and_label(value.label.as_ref())];
    for (index, word) in value.also.iter().enumerate() {
        let before = if index == 0 {
            format!(" {} ", pen.word(Keyword::Also))
        } else {
            ", ".to_owned()
        };
        docs.extend([words(before), pen.string(word)]);
    }
    concat(docs)
}

/// `integer A..B in UNIT`.
fn numeric(pen: Pen<'_>, keyword: Keyword, range: &Range, unit: Option<&Name>) -> Doc {
    let mut docs = vec![words(pen.word(keyword))];
    if range.low.is_some() || range.high.is_some() {
        docs.push(words(" "));
        docs.extend(range.low.as_ref().map(|low| pen.value(low)));
        docs.push(words(".."));
        docs.extend(range.high.as_ref().map(|high| pen.value(high)));
    }
    if let Some(unit) = unit {
        docs.extend([
            words(format!(" {} ", pen.word(Keyword::In))),
            pen.name(unit),
        ]);
    }
    concat(docs)
}
