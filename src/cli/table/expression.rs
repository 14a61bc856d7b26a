//! An expression as it heads a column.

use super::sheet::named;
use crate::model::show::show;
use crate::model::{Datum, DefineBody, Expr, Model, Type};
use crate::words::Lang;

/// `cost / households`, with parentheses only where they are needed.
pub(super) fn words(model: &Model, expr: &Expr, lang: Option<Lang>) -> String {
    written(model, expr, lang, 0)
}

/// `around` binds as tightly as what stands around: 0 nothing, 1 `+ -`, 2 the right of `-` and `* /`,
/// 3 the right of `/`.
fn written(model: &Model, expr: &Expr, lang: Option<Lang>, around: u8) -> String {
    let both = |left: &Expr, sign: &str, right: &Expr, own: u8, inner: (u8, u8)| {
        let text = format!(
            "{} {sign} {}",
            written(model, left, lang, inner.0),
            written(model, right, lang, inner.1)
        );
        if around > own {
            format!("({text})")
        } else {
            text
        }
    };
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Date(date) => date.to_string(),
        Expr::Days(days) => show(
            model,
            &Type::Duration { low: 0, high: 0 },
            &Datum::Duration(*days),
            lang,
        ),
        Expr::Fact(fact) => named(
            &model.facts[fact.index()].name,
            &model.facts[fact.index()].label,
            lang,
        ),
        Expr::Decision(decision) => named(
            &model.decisions[decision.index()].name,
            &model.decisions[decision.index()].label,
            lang,
        ),
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(expr, _) => written(model, expr, lang, around),
            DefineBody::Condition(_) => model.defines[define.index()].name.clone(),
        },
        Expr::AsOf => match lang {
            Some(Lang::En) => "date".to_owned(),
            Some(Lang::Zh) => "决定日".to_owned(),
            None => "as_of".to_owned(),
        },
        Expr::Add(left, right) => both(left, "+", right, 1, (1, 1)),
        Expr::Subtract(left, right) => both(left, "-", right, 1, (1, 2)),
        Expr::Multiply(left, right) => both(left, "*", right, 2, (2, 2)),
        Expr::Divide(left, right) => both(left, "/", right, 2, (2, 3)),
        Expr::AddMonths(date, months) => {
            let unit = match (lang, months.unsigned_abs()) {
                (Some(Lang::Zh), _) => "个月",
                (_, 1) => "month",
                _ => "months",
            };
            let sign = if *months < 0 { "-" } else { "+" };
            let text = format!(
                "{} {sign} {} {unit}",
                written(model, date, lang, 1),
                months.unsigned_abs()
            );
            if around > 1 {
                format!("({text})")
            } else {
                text
            }
        }
    }
}
