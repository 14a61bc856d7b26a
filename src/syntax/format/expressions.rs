//! Conditions and arithmetic: words for comparisons, symbols for arithmetic, parentheses only
//! where the tree needs them. A long condition is broken before `and` and `or`.

use unicode_width::UnicodeWidthStr;

use super::doc::{Doc, Role, align, concat, group, indent, list, unit, words};
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{
    Arithmetic, Comparison, Expression, ExpressionNode as Node, Literal, Quantifier,
};

/// How tightly a form binds, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Value,
}

/// A condition after a keyword; its operands stand `operands` columns after the start of the
/// line, so that those after `and` and `or` stand below the first.
pub(super) fn condition(pen: Pen<'_>, condition: &Expression, operands: usize) -> Doc {
    match &condition.node {
        Node::And(parts) => indent(2, chain(pen, Keyword::And, Level::And, parts, operands)),
        Node::Or(parts) => indent(2, chain(pen, Keyword::Or, Level::Or, parts, operands)),
        _ => expression(pen, condition, Level::Or),
    }
}

/// `a and b and c`, broken before each `and`.
fn chain(
    pen: Pen<'_>,
    keyword: Keyword,
    level: Level,
    parts: &[Expression],
    operands: usize,
) -> Doc {
    let word = pen.word(keyword);
    let padding = operands.saturating_sub(2 + word.width() + 1);
    let mut docs = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        // a part of the same form keeps its parentheses: the tree is kept as it is
        let part = match &part.node {
            Node::And(_) if level == Level::And => parenthesised(pen, part),
            Node::Or(_) => parenthesised(pen, part),
            _ => expression(pen, part, level),
        };
        if index == 0 {
            docs.push(unit(Role::Part, part));
        } else {
            docs.push(Doc::Line);
            let operator = [words(word), Doc::Pad(padding), words(" ")];
            docs.push(unit(Role::Part, concat([concat(operator), part])));
        }
    }
    group(docs)
}

/// An expression where forms that bind at least as tightly as `level` may stand.
fn expression(pen: Pen<'_>, expression: &Expression, level: Level) -> Doc {
    if level_of(&expression.node) < level {
        parenthesised(pen, expression)
    } else {
        bare(pen, expression)
    }
}

/// `(a or b)`.
fn parenthesised(pen: Pen<'_>, expression: &Expression) -> Doc {
    align(concat([words("("), bare(pen, expression), words(")")]))
}

/// An expression without parentheses of its own.
fn bare(pen: Pen<'_>, e: &Expression) -> Doc {
    match &e.node {
        Node::And(parts) => align(indent(2, chain(pen, Keyword::And, Level::And, parts, 0))),
        Node::Or(parts) => align(indent(2, chain(pen, Keyword::Or, Level::Or, parts, 0))),
        Node::Not(inner) => match &inner.node {
            Node::IsDecided(decision) => is_decided(pen, decision, Keyword::IsNot),
            _ => concat([pen.key(Keyword::Not), expression(pen, inner, Level::Not)]),
        },
        Node::Is {
            subject,
            negated,
            values,
            one_of,
        } => {
            let keyword = match (negated, one_of) {
                (false, false) => Keyword::Is,
                (true, false) => Keyword::IsNot,
                (false, true) => Keyword::IsOneOf,
                (true, true) => Keyword::IsNotOneOf,
            };
            let values = values
                .iter()
                .map(|value| expression(pen, value, Level::Sum));
            if *one_of {
                values_of(pen, subject, keyword, values)
            } else {
                concat([operator(pen, subject, keyword), concat(values)])
            }
        }
        Node::Compare { left, op, right } => {
            let right = expression(pen, right, Level::Sum);
            concat([comparison(pen, left, *op), right])
        }
        Node::Between { subject, low, high } => concat([
            operator(pen, subject, Keyword::IsBetween),
            expression(pen, low, Level::Sum),
            words(format!(" {} ", pen.word(Keyword::BetweenAnd))),
            expression(pen, high, Level::Sum),
        ]),
        Node::Includes {
            subject,
            quantifier,
            values,
        } => {
            let docs = values.iter().map(|value| pen.value(value));
            match quantifier {
                Quantifier::Any if values.len() == 1 => {
                    concat([operator(pen, subject, Keyword::Includes), concat(docs)])
                }
                Quantifier::Any => values_of(pen, subject, Keyword::IncludesAnyOf, docs),
                Quantifier::All => values_of(pen, subject, Keyword::IncludesAllOf, docs),
            }
        }
        Node::Mentions {
            subject,
            quantifier,
            patterns,
        } => {
            let patterns = patterns.iter().map(|pattern| pen.string(pattern));
            match quantifier {
                Quantifier::Any => align(list(
                    2,
                    operator(pen, subject, Keyword::Mentions),
                    patterns,
                    words(""),
                )),
                Quantifier::All => values_of(pen, subject, Keyword::MentionsAllOf, patterns),
            }
        }
        Node::IsDecided(decision) => is_decided(pen, decision, Keyword::Is),
        Node::Arithmetic { left, op, right } => {
            let level = level_of(&e.node);
            let tighter = if level == Level::Sum {
                Level::Product
            } else {
                Level::Value
            };
            let left = expression(pen, left, level);
            concat([
                left,
                words(arithmetic(*op)),
                expression(pen, right, tighter),
            ])
        }
        Node::Literal(Literal::Name(name))
            if name.text == Keyword::AsOfDate.en() && !pen.source(name.span).starts_with('`') =>
        {
            pen.key_at(Keyword::AsOfDate, name.span)
        }
        Node::Literal(literal) => pen.literal(literal, e.span),
    }
}

/// `decision is decided`, `decision is not decided`.
fn is_decided(pen: Pen<'_>, decision: &Expression, keyword: Keyword) -> Doc {
    concat([
        operator(pen, decision, keyword),
        words(pen.word(Keyword::Decided)),
    ])
}

/// `subject keyword `.
fn operator(pen: Pen<'_>, subject: &Expression, keyword: Keyword) -> Doc {
    concat([
        expression(pen, subject, Level::Sum),
        words(format!(" {} ", pen.word(keyword))),
    ])
}

/// `subject keyword (a, b)`.
fn values_of(
    pen: Pen<'_>,
    subject: &Expression,
    keyword: Keyword,
    values: impl Iterator<Item = Doc>,
) -> Doc {
    let head = concat([operator(pen, subject, keyword), words("(")]);
    align(list(2, head, values, words(")")))
}

/// `left is at least `.
fn comparison(pen: Pen<'_>, left: &Expression, op: Comparison) -> Doc {
    let keyword = match op {
        Comparison::AtLeast => Keyword::IsAtLeast,
        Comparison::AtMost => Keyword::IsAtMost,
        Comparison::MoreThan => Keyword::IsMoreThan,
        Comparison::LessThan => Keyword::IsLessThan,
        Comparison::Equal => {
            return concat([expression(pen, left, Level::Sum), words(" = ")]);
        }
    };
    operator(pen, left, keyword)
}

/// An arithmetic operator between blanks.
fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => " + ",
        Arithmetic::Subtract => " - ",
        Arithmetic::Multiply => " * ",
        Arithmetic::Divide => " / ",
    }
}

/// How tightly a form binds.
fn level_of(node: &Node) -> Level {
    match node {
        Node::Or(_) => Level::Or,
        Node::And(_) => Level::And,
        Node::Not(_) => Level::Not,
        Node::Is { .. }
        | Node::Compare { .. }
        | Node::Between { .. }
        | Node::Includes { .. }
        | Node::Mentions { .. }
        | Node::IsDecided(_) => Level::Comparison,
        Node::Arithmetic {
            op: Arithmetic::Add | Arithmetic::Subtract,
            ..
        } => Level::Sum,
        Node::Arithmetic {
            op: Arithmetic::Multiply | Arithmetic::Divide,
            ..
        } => Level::Product,
        Node::Literal(_) => Level::Value,
    }
}
