//! Expressions in an explanation: how they are written, and what sort of value they have.

use std::collections::BTreeMap;

use super::reason::{Measure, Written};
use super::shown::{Shown, Speaker};
use crate::model::{Comparison, Datum, Expr, Model, Type};
use crate::table::arithmetic::{Number, inlined};
use crate::table::column::date_of;
use crate::words::{Label, Lang, Words};

/// What sort of value an expression has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// A number, with its units and their powers; whether it can only be whole.
    Number(BTreeMap<String, i32>, bool),
    /// A date.
    Date,
    /// A number of days.
    Days,
}

impl Sort {
    /// The sort of an expression.
    pub(super) fn of(model: &Model, expr: &Expr) -> Self {
        let of = |expr: &Expr| Self::of(model, expr);
        match expr {
            Expr::Number(number) => Self::Number(BTreeMap::new(), number.is_integer()),
            Expr::Date(_) | Expr::AsOf | Expr::AddMonths(..) => Self::Date,
            Expr::Days(_) => Self::Days,
            Expr::Fact(fact) => Self::of_type(&model.facts[fact.index()].ty),
            Expr::Decision(decision) => Self::of_type(&model.decisions[decision.index()].ty),
            Expr::Defined(_) => of(&inlined(model, expr)),
            Expr::Add(a, b) => match (of(a), of(b)) {
                (Self::Date, _) | (_, Self::Date) => Self::Date,
                (Self::Days, _) | (_, Self::Days) => Self::Days,
                (a, b) => a.with_unit_of(&b),
            },
            Expr::Subtract(a, b) => match (of(a), of(b)) {
                (Self::Date, Self::Date) | (Self::Days, _) => Self::Days,
                (Self::Date, _) => Self::Date,
                (a, b) => a.with_unit_of(&b),
            },
            Expr::Multiply(a, b) => match (of(a), of(b)) {
                (Self::Days, _) | (_, Self::Days) => Self::Days,
                (a, b) => a.times(&b, 1),
            },
            Expr::Divide(a, b) => match (of(a), of(b)) {
                (Self::Days, Self::Days) => Self::Number(BTreeMap::new(), false),
                (Self::Days, _) => Self::Days,
                (a, b) => a.times(&b, -1),
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

    /// Of a sum: a bare literal takes the other's unit.
    fn with_unit_of(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Number(mine, a), Self::Number(theirs, b)) => Self::Number(
                if mine.is_empty() {
                    theirs.clone()
                } else {
                    mine
                },
                a && *b,
            ),
            (mine, _) => mine,
        }
    }

    fn times(self, other: &Self, sign: i32) -> Self {
        match (self, other) {
            (Self::Number(mut mine, a), Self::Number(theirs, b)) => {
                for (unit, power) in theirs {
                    *mine.entry(unit.clone()).or_default() += sign * power;
                }
                mine.retain(|_, power| *power != 0);
                Self::Number(mine, a && *b && sign == 1)
            }
            (mine, _) => mine,
        }
    }

    /// The sort of both sides of a comparison.
    pub(super) fn common(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(mine, a), Self::Number(theirs, b)) => {
                Self::Number(if mine.is_empty() { theirs } else { mine }, a && b)
            }
            (mine, _) => mine,
        }
    }

    /// For the words that tell a distance.
    pub(super) fn measure(&self) -> Measure {
        match self {
            Self::Number(_, true) => Measure::Count,
            Self::Number(_, false) => Measure::Amount,
            Self::Date => Measure::Date,
            Self::Days => Measure::Days,
        }
    }

    /// Whether only whole values occur, so that the next one is one further.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self, Self::Number(_, false))
    }

    /// A value of this sort.
    pub(super) fn shown(&self, speaker: &Speaker, value: Number) -> Shown {
        match self {
            Self::Number(units, whole) => speaker.number(value, unit(units).as_deref(), *whole),
            Self::Date if value.is_integer() => {
                let date = date_of(value.to_integer());
                speaker.datum(
                    &Type::Date {
                        low: date,
                        high: date,
                    },
                    &Datum::Date(date),
                )
            }
            Self::Date => speaker.number(value, None, false),
            Self::Days => self.difference(speaker, value),
        }
    }

    /// A difference between two values of this sort.
    pub(super) fn difference(&self, speaker: &Speaker, value: Number) -> Shown {
        match self {
            Self::Number(units, whole) => speaker.number(value, unit(units).as_deref(), *whole),
            Self::Date | Self::Days => match i64::try_from(value.to_integer()) {
                Ok(days) if value.is_integer() => speaker.days(days),
                _ => speaker.number(value, Some("days"), false),
            },
        }
    }
}

/// `CNY`, `CNY/household`.
fn unit(units: &BTreeMap<String, i32>) -> Option<String> {
    let part = |sign: i32| {
        let powers = units.iter().filter(|(_, power)| power.signum() == sign);
        let each = powers.map(|(unit, power)| match power.abs() {
            1 => unit.clone(),
            more => format!("{unit}^{more}"),
        });
        each.collect::<Vec<_>>().join("*")
    };
    match (part(1), part(-1)) {
        (above, below) if above.is_empty() && below.is_empty() => None,
        (above, below) if below.is_empty() => Some(above),
        (above, below) if above.is_empty() => Some(format!("1/{below}")),
        (above, below) => Some(format!("{above}/{below}")),
    }
}

/// An expression, as the ruleset would write it and as people read it.
pub(super) fn written(model: &Model, expr: &Expr) -> Written {
    Written {
        text: write(model, expr, None),
        words: Words::new(
            write(model, expr, Some(Lang::En)),
            write(model, expr, Some(Lang::Zh)),
        ),
    }
}

/// How tightly an expression's outermost operator binds.
fn binding(expr: &Expr) -> u8 {
    match expr {
        Expr::Add(..) | Expr::Subtract(..) | Expr::AddMonths(..) => 1,
        Expr::Multiply(..) | Expr::Divide(..) => 2,
        _ => 3,
    }
}

fn write(model: &Model, expr: &Expr, lang: Option<Lang>) -> String {
    let name = |name: &str, label: &Label| {
        lang.and_then(|lang| label.get(lang))
            .unwrap_or(name)
            .to_owned()
    };
    let part = |inner: &Expr, at_least: u8| {
        let text = write(model, inner, lang);
        if binding(inner) < at_least {
            format!("({text})")
        } else {
            text
        }
    };
    let two = |a: &Expr, operator: &str, b: &Expr| {
        let level = binding(expr);
        format!("{} {operator} {}", part(a, level), part(b, level + 1))
    };
    match expr {
        Expr::Number(number) => number.normalize().to_string(),
        Expr::Date(date) => date.to_string(),
        Expr::Days(days) => counted(*days, ["day", "days", "天"], lang),
        Expr::AsOf => match lang {
            None => "as_of".to_owned(),
            Some(Lang::En) => "the date of the decision".to_owned(),
            Some(Lang::Zh) => "决定日".to_owned(),
        },
        Expr::Fact(fact) => {
            let fact = &model.facts[fact.index()];
            name(&fact.name, &fact.label)
        }
        Expr::Decision(decision) => {
            let decision = &model.decisions[decision.index()];
            name(&decision.name, &decision.label)
        }
        Expr::Defined(define) => {
            let define = &model.defines[define.index()];
            name(&define.name, &define.label)
        }
        Expr::Add(a, b) => two(a, "+", b),
        Expr::Subtract(a, b) => two(a, "-", b),
        Expr::Multiply(a, b) => two(a, "*", b),
        Expr::Divide(a, b) => two(a, "/", b),
        Expr::AddMonths(a, months) => {
            let operator = if *months < 0 { "-" } else { "+" };
            let months = i64::from(*months).abs();
            let span = if months % 12 == 0 {
                counted(months / 12, ["year", "years", "年"], lang)
            } else {
                counted(months, ["month", "months", "个月"], lang)
            };
            format!("{} {operator} {span}", part(a, 1))
        }
    }
}

/// `1 day`, `30 days`, `30 天`; as rules write it always in the plural.
fn counted(number: i64, [one, many, zh]: [&str; 3], lang: Option<Lang>) -> String {
    match lang {
        Some(Lang::Zh) => format!("{number} {zh}"),
        Some(Lang::En) if number == 1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// What a comparison asks once it is turned into its contrary.
pub(super) fn contrary(op: Comparison) -> Option<Comparison> {
    Some(match op {
        Comparison::AtLeast => Comparison::LessThan,
        Comparison::AtMost => Comparison::MoreThan,
        Comparison::MoreThan => Comparison::AtMost,
        Comparison::LessThan => Comparison::AtLeast,
        Comparison::Equal => return None,
    })
}
