//! An expression in words.

use super::heading::named;
use crate::model::show::show;
use crate::model::{Datum, DefineBody, Expr, Model, Type};
use crate::syntax::keywords::Keyword;
use crate::syntax::parse::written;
use crate::words::Lang;

/// Who the words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// People: labels, in a language.
    Labels(Lang),
    /// Programs: names.
    Names,
    /// A rule file: names, quoted where they must be, and keywords of a language.
    Rules(Lang),
}

impl Voice {
    /// Labels in a language, or names.
    pub fn new(lang: Option<Lang>) -> Self {
        lang.map_or(Self::Names, Self::Labels)
    }
}

/// `cost / households`, with parentheses only where they are needed.
pub fn words(model: &Model, expr: &Expr, voice: Voice) -> String {
    bound(model, expr, voice, 0)
}

/// `around` binds as tightly as what stands around: 0 nothing, 1 `+ -`, 2 the right of `-` and `* /`,
/// 3 the right of `/`.
fn bound(model: &Model, expr: &Expr, voice: Voice, around: u8) -> String {
    let both = |left: &Expr, sign: &str, right: &Expr, own: u8, inner: (u8, u8)| {
        let text = format!(
            "{} {sign} {}",
            bound(model, left, voice, inner.0),
            bound(model, right, voice, inner.1)
        );
        if around > own {
            format!("({text})")
        } else {
            text
        }
    };
    let called = |name: &str, label: &crate::words::Label| match voice {
        Voice::Labels(lang) => named(name, label, Some(lang)),
        Voice::Names => name.to_owned(),
        Voice::Rules(_) => written(name).into_owned(),
    };
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Date(date) => date.to_string(),
        Expr::Days(days) => show(
            model,
            &Type::Duration { low: 0, high: 0 },
            &Datum::Duration(*days),
            voice.keywords(),
        ),
        Expr::Fact(fact) => {
            let fact = &model.facts[fact.index()];
            called(&fact.name, &fact.label)
        }
        Expr::Decision(decision) => {
            let decision = &model.decisions[decision.index()];
            called(&decision.name, &decision.label)
        }
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(expr, _) => bound(model, expr, voice, around),
            DefineBody::Condition(_) => model.defines[define.index()].name.clone(),
        },
        Expr::AsOf => match voice {
            Voice::Labels(Lang::En) => "date".to_owned(),
            Voice::Names => Keyword::AsOfDate.en().to_owned(),
            Voice::Labels(lang) | Voice::Rules(lang) => Keyword::AsOfDate.get(lang).to_owned(),
        },
        Expr::Add(left, right) => both(left, "+", right, 1, (1, 1)),
        Expr::Subtract(left, right) => both(left, "-", right, 1, (1, 2)),
        Expr::Multiply(left, right) => both(left, "*", right, 2, (2, 2)),
        Expr::Divide(left, right) => both(left, "/", right, 2, (2, 3)),
        Expr::AddMonths(date, months) => {
            let unit = match (voice.keywords(), months.unsigned_abs()) {
                (Some(Lang::Zh), _) => "个月",
                (_, 1) => "month",
                _ => "months",
            };
            let sign = if *months < 0 { "-" } else { "+" };
            let text = format!(
                "{} {sign} {} {unit}",
                bound(model, date, voice, 1),
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

impl Voice {
    fn keywords(self) -> Option<Lang> {
        match self {
            Self::Labels(lang) | Self::Rules(lang) => Some(lang),
            Self::Names => None,
        }
    }
}
