//! Computed values: what sort they are of, how they and the distances between them are written, and
//! how the expressions are.

use std::collections::BTreeMap;

use num_traits::CheckedMul;
use serde_json::Value as Json;

use super::value::one;
use crate::model::{Expr, Model, Type};
use crate::verify::arithmetic::{date, in_place};
use crate::verify::spans::Number;

/// What sort of value an expression has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// A number: its units with their powers, and whether only whole numbers occur.
    Number(BTreeMap<String, i32>, bool),
    Date,
    Days,
}

impl Sort {
    /// Of an expression.
    pub(super) fn of(model: &Model, expr: &Expr) -> Self {
        let of = |expr: &Expr| Self::of(model, expr);
        match expr {
            Expr::Number(number) => Self::Number(BTreeMap::new(), number.is_integer()),
            Expr::Date(_) | Expr::AsOf | Expr::AddMonths(..) => Self::Date,
            Expr::Days(_) => Self::Days,
            Expr::Fact(fact) => Self::of_type(&model.facts[fact.index()].ty),
            Expr::Decision(decision) => Self::of_type(&model.decisions[decision.index()].ty),
            Expr::Defined(_) => of(&in_place(model, expr)),
            Expr::Add(a, b) => match (of(a), of(b)) {
                (Self::Date, _) | (_, Self::Date) => Self::Date,
                (Self::Days, _) | (_, Self::Days) => Self::Days,
                (a, b) => a.beside(b),
            },
            Expr::Subtract(a, b) => match (of(a), of(b)) {
                (Self::Date, Self::Date) | (Self::Days, _) => Self::Days,
                (Self::Date, _) => Self::Date,
                (a, b) => a.beside(b),
            },
            Expr::Multiply(a, b) => match (of(a), of(b)) {
                (Self::Days, _) | (_, Self::Days) => Self::Days,
                (a, b) => a.times(b, 1),
            },
            Expr::Divide(a, b) => match (of(a), of(b)) {
                (Self::Days, Self::Days) => Self::Number(BTreeMap::new(), false),
                (Self::Days, _) => Self::Days,
                (a, b) => a.times(b, -1),
            },
        }
    }

    fn of_type(ty: &Type) -> Self {
        let units = |unit: &Option<String>| unit.iter().map(|unit| (unit.clone(), 1)).collect();
        match ty {
            Type::Integer { unit, .. } => Self::Number(units(unit), true),
            Type::Decimal { unit, .. } => Self::Number(units(unit), false),
            Type::Date { .. } => Self::Date,
            Type::Duration { .. } => Self::Days,
            _ => Self::Number(BTreeMap::new(), true),
        }
    }

    /// Of two that are added or compared: a bare number takes the other's unit.
    pub(super) fn beside(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(mine, a), Self::Number(theirs, b)) => {
                Self::Number(if mine.is_empty() { theirs } else { mine }, a && b)
            }
            (mine, _) => mine,
        }
    }

    fn times(self, other: Self, sign: i32) -> Self {
        match (self, other) {
            (Self::Number(mut mine, a), Self::Number(theirs, b)) => {
                for (unit, power) in theirs {
                    *mine.entry(unit).or_default() += sign * power;
                }
                mine.retain(|_, power| *power != 0);
                Self::Number(mine, a && b && sign == 1)
            }
            (mine, _) => mine,
        }
    }

    /// Whether only whole values occur.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self, Self::Number(_, false))
    }

    /// A value of this sort, as it is written.
    pub(super) fn written(&self, model: &Model, value: Number) -> Json {
        match self {
            Self::Date if value.is_integer() => match date(value.to_integer()) {
                Some(day) => Json::from(day.to_string()),
                None => Json::Null,
            },
            Self::Date => with_unit(model, value, None, false),
            _ => self.apart(model, value),
        }
    }

    /// A difference between two such values.
    pub(super) fn apart(&self, model: &Model, value: Number) -> Json {
        match self {
            Self::Number(units, whole) => with_unit(model, value, unit(units), *whole),
            Self::Date | Self::Days if value.is_integer() => {
                Json::from(format!("{} days", value.to_integer()))
            }
            Self::Date | Self::Days => with_unit(model, value, Some("days".to_owned()), false),
        }
    }
}

fn with_unit(model: &Model, value: Number, unit: Option<String>, whole: bool) -> Json {
    if value.is_integer() && whole {
        let ty = Type::Integer {
            low: 0,
            high: 0,
            unit,
        };
        return one(model, &ty, value.to_integer());
    }
    let text = decimal(value).unwrap_or_else(|| value.to_string());
    Json::from(match unit {
        Some(unit) => format!("{text} {unit}"),
        None => text,
    })
}

/// A fraction as a decimal, if it is one: its denominator goes into a power of ten.
fn decimal(value: Number) -> Option<String> {
    let (mut places, mut power) = (0_usize, 1_i128);
    while power % value.denom() != 0 {
        power = power.checked_mul(10)?;
        places += 1;
        // a decimal has no more digits than that
        if places > 28 {
            return None;
        }
    }
    let digits = value.checked_mul(&power.into())?.to_integer();
    let sign = if digits < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
    let (before, after) = text.split_at(text.len() - places);
    Some(match places {
        0 => format!("{sign}{before}"),
        _ => format!("{sign}{before}.{after}"),
    })
}

/// `CNY`, `CNY/household`.
fn unit(units: &BTreeMap<String, i32>) -> Option<String> {
    let of = |sign: i32| {
        let powers = units.iter().filter(|(_, power)| power.signum() == sign);
        let each = powers.map(|(unit, power)| match power.abs() {
            1 => unit.clone(),
            more => format!("{unit}^{more}"),
        });
        each.collect::<Vec<_>>().join("*")
    };
    match (of(1), of(-1)) {
        (above, below) if above.is_empty() && below.is_empty() => None,
        (above, below) if below.is_empty() => Some(above),
        (above, below) if above.is_empty() => Some(format!("1/{below}")),
        (above, below) => Some(format!("{above}/{below}")),
    }
}

/// An expression as the ruleset would write it.
pub(super) fn expression(model: &Model, expr: &Expr) -> String {
    let binds = |expr: &Expr| match expr {
        Expr::Add(..) | Expr::Subtract(..) | Expr::AddMonths(..) => 1,
        Expr::Multiply(..) | Expr::Divide(..) => 2,
        _ => 3,
    };
    let part = |inner: &Expr, least: u8| match expression(model, inner) {
        text if binds(inner) < least => format!("({text})"),
        text => text,
    };
    let own = binds(expr);
    let two =
        |a: &Expr, sign: &str, b: &Expr| format!("{} {sign} {}", part(a, own), part(b, own + 1));
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Date(date) => date.to_string(),
        Expr::Days(days) => format!("{days} days"),
        Expr::AsOf => "as_of".to_owned(),
        Expr::Fact(fact) => model.facts[fact.index()].name.clone(),
        Expr::Decision(decision) => model.decisions[decision.index()].name.clone(),
        Expr::Defined(define) => model.defines[define.index()].name.clone(),
        Expr::Add(a, b) => two(a, "+", b),
        Expr::Subtract(a, b) => two(a, "-", b),
        Expr::Multiply(a, b) => two(a, "*", b),
        Expr::Divide(a, b) => two(a, "/", b),
        Expr::AddMonths(a, months) => {
            let sign = if *months < 0 { "-" } else { "+" };
            let span = match months.unsigned_abs() {
                months if months % 12 == 0 => format!("{} years", months / 12),
                months => format!("{months} months"),
            };
            format!("{} {sign} {span}", part(a, 1))
        }
    }
}
