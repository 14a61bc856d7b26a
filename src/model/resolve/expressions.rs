//! Expressions: their types, units and bounds.

use super::domains::{bad_number, mismatch};
use super::items::{self, AS_OF};
use super::scope::{Item, Place, Site};
use super::{arithmetic, show, values};
use crate::diagnostic::Diagnostic;
use crate::model::check::{self, Bounds};
use crate::model::{Collect, DECIMAL_DIGITS, DecisionId, DefineBody, Expr, ExprType, Type};
use crate::source::Span;
use crate::syntax::tree::{DurationUnit, Expression, ExpressionNode, Literal, Name};
use crate::words::Words;

/// An expression, what it is, and what it can be.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub(super) expr: Expr,
    pub(super) ty: ExprType,
    pub(super) bounds: Bounds,
    pub(super) span: Span,
}

/// The number, date or duration that an expression is.
pub(super) fn quantity(written: &Expression, site: &mut Site<'_, '_>) -> Option<Quantity> {
    site.usage.size = site.usage.size.saturating_add(1);
    let (expr, ty, bounds) = match &written.node {
        ExpressionNode::Literal(Literal::Name(name)) => named(name, site)?,
        ExpressionNode::Literal(literal) => self::literal(literal, written.span, site)?,
        ExpressionNode::Arithmetic { left, op, right } => {
            return arithmetic::step(written.span, left, *op, right, site);
        }
        _ => {
            let found = Words::new("a condition", "条件");
            site.reports.push(no_quantity(written.span, &found));
            return None;
        }
    };
    Some(Quantity {
        expr,
        ty,
        bounds,
        span: written.span,
    })
}

type Read = (Expr, ExprType, Bounds);

fn literal(literal: &Literal, span: Span, site: &mut Site<'_, '_>) -> Option<Read> {
    match literal {
        Literal::Number(number, unit) => {
            let number = values::number_of(*number, span, site.reports)?;
            let unit = unit.as_ref().and_then(|unit| check::of(Some(&unit.text)));
            let Ok(bounds) = Bounds::decimals(number, number, 0) else {
                site.reports.push(bad_number(span));
                return None;
            };
            Some((Expr::Number(number), ExprType::Number(unit), bounds))
        }
        Literal::Date(date) => {
            let day = day_number(*date);
            Some((Expr::Date(*date), ExprType::Date, Bounds::whole(day, day)))
        }
        Literal::Duration(days, DurationUnit::Days) => Some((
            Expr::Days(*days),
            ExprType::Duration,
            Bounds::whole((*days).into(), (*days).into()),
        )),
        Literal::Duration(..) => {
            site.reports.push(values::months(span));
            None
        }
        Literal::Name(_) | Literal::YesNo(_) | Literal::Text(_) => {
            site.reports
                .push(no_quantity(span, &show::literal(literal)));
            None
        }
    }
}

fn named(name: &Name, site: &mut Site<'_, '_>) -> Option<Read> {
    if name.text == AS_OF {
        site.usage.date = true;
        if site.place == Place::Impossible {
            site.reports.push(items::facts_only(name));
            return None;
        }
        return Some((Expr::AsOf, ExprType::Date, calendar()));
    }
    let item = items::read(name, site)?;
    let read = match item {
        Item::Fact(id) => {
            let ty = site.scope.facts[id.index()].ty.as_ref()?;
            typed(ty).map(|(ty, bounds)| (Expr::Fact(id), ty, bounds))
        }
        Item::Decision(id) => decided(id, site.scope.decisions[id.index()].ty.as_ref()?, site),
        Item::Define(id) => {
            let define = site.scope.defines[id.index()].as_ref()?;
            match (&define.body, define.bounds) {
                (DefineBody::Expr(_, ty), Some(bounds)) => {
                    Some((Expr::Defined(id), ty.clone(), bounds))
                }
                _ => None,
            }
        }
    };
    if read.is_none() {
        let found = Words::new(format!("`{}`", name.text), format!("`{}`", name.text));
        let diagnostic = no_quantity(name.span, &found);
        site.reports
            .push(values::declared(diagnostic, &name.text, site.scope));
    }
    read
}

/// Something else where a number, date or duration must stand.
fn no_quantity(span: Span, found: &Words) -> Diagnostic {
    let message = Words::new(
        format!("{} stands where a number, date or duration must", found.en),
        format!("此处应为数字、日期或时长，写的却是{}", found.zh),
    );
    mismatch(span, message).help(Words::new(
        "sizes compare numbers, dates and durations; a value of a kind is tested with `is`",
        "大小比较用于数字、日期和时长；种类的值请用 `是` 检验",
    ))
}

/// A decision as a quantity; `None` if it is none.
fn decided(id: DecisionId, ty: &Type, site: &Site<'_, '_>) -> Option<Read> {
    let decision = &site.scope.decisions[id.index()];
    let rules = i128::try_from(decision.rules).unwrap_or(i128::MAX);
    let (ty, bounds) = match decision.collect {
        Some(Collect::List) => return None,
        Some(Collect::Count) => {
            let Type::Kind(kind) = ty else { return None };
            let most = site.scope.kinds[kind.index()].kind.len();
            (
                ExprType::Number(check::of(None)),
                Bounds::whole(0, most.into()),
            )
        }
        Some(Collect::Sum) => {
            // every rule adds something of the range, or nothing
            let (ty, one) = typed(ty)?;
            (ty, one.times(&Bounds::whole(0, rules)).ok()?)
        }
        Some(Collect::Min | Collect::Max) | None => typed(ty)?,
    };
    Some((Expr::Decision(id), ty, bounds))
}

/// A type as that of an expression, with its bounds; `None` if it is no quantity.
fn typed(ty: &Type) -> Option<(ExprType, Bounds)> {
    Some(match ty {
        Type::Integer { low, high, unit } => (
            ExprType::Number(check::of(unit.as_ref())),
            Bounds::whole((*low).into(), (*high).into()),
        ),
        Type::Decimal { low, high, unit } => (
            ExprType::Number(check::of(unit.as_ref())),
            Bounds::decimals(*low, *high, DECIMAL_DIGITS).ok()?,
        ),
        Type::Date { low, high } => (
            ExprType::Date,
            Bounds::whole(day_number(*low), day_number(*high)),
        ),
        Type::Duration { low, high } => (
            ExprType::Duration,
            Bounds::whole((*low).into(), (*high).into()),
        ),
        Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text => return None,
    })
}

/// Every day there is.
pub(super) fn calendar() -> Bounds {
    Bounds::whole(
        day_number(jiff::civil::date(1, 1, 1)),
        day_number(jiff::civil::Date::MAX),
    )
}

/// Days since 0001-01-01.
pub(super) fn day_number(date: jiff::civil::Date) -> i128 {
    let first = jiff::civil::date(1, 1, 1);
    first
        .until(date)
        .map_or(0, |span| i128::from(span.get_days()))
}
