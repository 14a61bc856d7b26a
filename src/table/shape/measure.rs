//! What an expression measures.

use crate::model::{DefineBody, Expr, Model, Type};

/// What an expression measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A number, of whatever unit.
    Number,
    /// A day.
    Date,
    /// A number of days.
    Duration,
}

/// What an expression measures.
pub fn measure(model: &Model, expr: &Expr) -> Measure {
    let of_type = |ty: &Type| match ty {
        Type::Date { .. } => Measure::Date,
        Type::Duration { .. } => Measure::Duration,
        _ => Measure::Number,
    };
    let both = |a: &Expr, b: &Expr| (measure(model, a), measure(model, b));
    match expr {
        Expr::Number(_) => Measure::Number,
        Expr::Date(_) | Expr::AsOf | Expr::AddMonths(..) => Measure::Date,
        Expr::Days(_) => Measure::Duration,
        Expr::Fact(fact) => of_type(&model.facts[fact.index()].ty),
        Expr::Decision(decision) => of_type(&model.decisions[decision.index()].ty),
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(expr, _) => measure(model, expr),
            DefineBody::Condition(_) => Measure::Number,
        },
        Expr::Add(a, b) => match both(a, b) {
            (Measure::Date, _) | (_, Measure::Date) => Measure::Date,
            (left, _) => left,
        },
        Expr::Subtract(a, b) => match both(a, b) {
            (Measure::Date, Measure::Date) => Measure::Duration,
            (left, _) => left,
        },
        Expr::Multiply(a, b) => match both(a, b) {
            (Measure::Duration, _) | (_, Measure::Duration) => Measure::Duration,
            _ => Measure::Number,
        },
        Expr::Divide(a, b) => match both(a, b) {
            (Measure::Duration, Measure::Number) => Measure::Duration,
            _ => Measure::Number,
        },
    }
}
