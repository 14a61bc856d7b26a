//! Types and literals in words, for messages.

use super::scope::Scope;
use super::suggest::some;
use crate::model::check;
use crate::model::{ExprType, Type};
use crate::syntax::tree::Literal;
use crate::words::Words;

/// A type: a value of a kind, a number in a unit.
pub(super) fn ty(ty: &Type, scope: &Scope) -> Words {
    match ty {
        Type::Kind(id) => {
            let kind = &scope.kinds[id.index()].kind.name;
            Words::new(format!("a value of `{kind}`"), format!(" `{kind}` 的值"))
        }
        Type::Set(id) => {
            let kind = &scope.kinds[id.index()].kind.name;
            Words::new(
                format!("a set of values of `{kind}`"),
                format!(" `{kind}` 的多个值"),
            )
        }
        Type::YesNo => Words::new("yes or no", "“是”或“否”"),
        Type::Integer { unit, .. } => number("a whole number", "整数", unit.as_ref()),
        Type::Decimal { unit, .. } => number("a number", "数字", unit.as_ref()),
        Type::Date { .. } => Words::new("a date", "日期"),
        Type::Duration { .. } => Words::new("a number of days", "天数"),
        Type::Text => Words::new("text", "文本"),
    }
}

fn number(en: &str, zh: &str, unit: Option<&String>) -> Words {
    match unit {
        Some(unit) => Words::new(format!("{en} in {unit}"), format!("以{unit}为单位的{zh}")),
        None => Words::new(en, zh),
    }
}

/// The values a type has.
pub(super) fn domain(ty: &Type, scope: &Scope) -> Words {
    let range = |low: String, high: String, unit: &str| {
        let tail = if unit.is_empty() {
            String::new()
        } else {
            format!(" {unit}")
        };
        Words::new(
            format!("from {low} to {high}{tail}"),
            format!("{low} 至 {high}{tail}"),
        )
    };
    match ty {
        Type::Integer { low, high, unit } => {
            let words = range(
                low.to_string(),
                high.to_string(),
                unit.as_deref().unwrap_or(""),
            );
            Words::new(
                format!("a whole number {}", words.en),
                format!("整数 {}", words.zh),
            )
        }
        Type::Decimal { low, high, unit } => range(
            low.to_string(),
            high.to_string(),
            unit.as_deref().unwrap_or(""),
        ),
        Type::Date { low, high } => range(low.to_string(), high.to_string(), ""),
        Type::Duration { low, high } => Words::new(
            format!("from {low} to {high} days"),
            format!("{low} 至 {high} 天"),
        ),
        other => self::ty(other, scope),
    }
}

/// What a literal is.
pub(super) fn literal(literal: &Literal) -> Words {
    match literal {
        Literal::Name(name) => Words::new(format!("`{}`", name.text), format!(" `{}`", name.text)),
        Literal::YesNo(_) => Words::new("yes or no", "“是”或“否”"),
        Literal::Number(..) => Words::new("a number", "数字"),
        Literal::Date(_) => Words::new("a date", "日期"),
        Literal::Duration(..) => Words::new("a duration", "时长"),
        Literal::Text(_) => Words::new("text", "文本"),
    }
}

/// How a value of a type is written.
pub(super) fn how(ty: &Type, scope: &Scope) -> Option<Words> {
    Some(match ty {
        Type::Kind(id) | Type::Set(id) => {
            let kind = &scope.kinds[id.index()];
            let values = some(kind.kind.nodes.iter().map(|node| node.name.as_str()), 12);
            if values.is_empty() {
                return None;
            }
            Words::new(
                format!("its values are {values}"),
                format!("它的值有：{values}"),
            )
        }
        Type::YesNo => Words::new("write `yes` or `no`", "请写 `是` 或 `否`"),
        Type::Integer { .. } | Type::Decimal { .. } => Words::new("write a number", "请写数字"),
        Type::Date { .. } => Words::new("write a date, `2023-08-01`", "请写日期，如 `2023-08-01`"),
        Type::Duration { .. } => Words::new("write days, `30 days`", "请写天数，如 `30 天`"),
        Type::Text => Words::new("write text in quotation marks", "请写带引号的文本"),
    })
}

/// What an expression is.
pub(super) fn expr_type(ty: &ExprType) -> Words {
    match ty {
        ExprType::Number(unit) => match check::show(unit) {
            Some(unit) => Words::new(
                format!("a number in {unit}"),
                format!("以 {unit} 为单位的数字"),
            ),
            None => Words::new("a number", "数字"),
        },
        ExprType::Date => Words::new("a date", "日期"),
        ExprType::Duration => Words::new("a number of days", "天数"),
    }
}
