//! Types of facts and decisions, with their ranges.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::kinds;
use super::names::{self, Sort};
use super::reports::Reports;
use super::scope::Scope;
use super::suggest::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DECIMAL_DIGITS, DURATION_LIMIT, KindId, LevelId, NUMBER_LIMIT, Type};
use crate::source::Span;
use crate::syntax::tree::{self, DurationUnit, Literal, Name, Range, Spanned};
use crate::words::Words;

/// The type written for a fact or decision of a name; `None`, reported, if it means nothing.
pub(super) fn read<'t>(
    written: &'t Spanned<tree::Type>,
    owner: &Name,
    level: LevelId,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Option<Type> {
    Some(match &written.node {
        tree::Type::Kind(name) => Type::Kind(kind(name, level, scope, reports)?),
        tree::Type::SetOf(name) => Type::Set(kind(name, level, scope, reports)?),
        tree::Type::OneOf(values) => Type::Kind(kinds::anonymous(
            &owner.text,
            owner.span,
            values,
            scope,
            reports,
        )),
        tree::Type::YesNo => Type::YesNo,
        tree::Type::Text => Type::Text,
        tree::Type::Integer(range, unit) => {
            let (low, high) = ends(range, Decimal::from(NUMBER_LIMIT), |end| {
                number(end, unit.as_ref(), 0, reports)
            })?;
            let (low, high) = (low.to_i64()?, high.to_i64()?);
            in_order(low <= high, written.span, reports)?;
            Type::Integer {
                low,
                high,
                unit: text(unit.as_ref()),
            }
        }
        tree::Type::Decimal(range, unit) => {
            let (low, high) = ends(range, Decimal::from(NUMBER_LIMIT), |end| {
                number(end, unit.as_ref(), DECIMAL_DIGITS, reports)
            })?;
            in_order(low <= high, written.span, reports)?;
            Type::Decimal {
                low,
                high,
                unit: text(unit.as_ref()),
            }
        }
        tree::Type::Duration(range) => {
            let (low, high) = ends(range, DURATION_LIMIT, |end| days(end, reports))?;
            in_order(low <= high, written.span, reports)?;
            Type::Duration { low, high }
        }
        tree::Type::Date(range) => {
            let low = range
                .low
                .as_ref()
                .map_or(Some(first_day()), |end| day(end, reports));
            let high = range
                .high
                .as_ref()
                .map_or(Some(Date::MAX), |end| day(end, reports));
            let (low, high) = (low?, high?);
            in_order(low <= high, written.span, reports)?;
            Type::Date { low, high }
        }
    })
}

/// The first day that a date can be.
fn first_day() -> Date {
    date(1, 1, 1)
}

fn text(unit: Option<&Name>) -> Option<String> {
    unit.map(|name| name.text.clone())
}

/// A kind by name, seen from a ruleset.
pub(super) fn kind(
    name: &Name,
    level: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<KindId> {
    if !scope.kind_names.contains_key(name.text.as_str())
        && let Some(item) = scope.item_names.get(name.text.as_str())
    {
        let text = &name.text;
        let words = Words::new(format!("`{text}` is no kind"), format!("`{text}` 不是种类"));
        let declared = Words::new("declared here as something else", "在这里声明为别的东西");
        let help = Words::new("name a kind after the colon", "冒号后请写种类的名称");
        reports.push(
            Diagnostic::error(Code::WrongSort, name.span, words)
                .and(*item, declared)
                .help(help),
        );
        return None;
    }
    if !scope.kind_names.contains_key(name.text.as_str())
        && suggestion(&name.text, scope.kind_names.keys().copied()).is_none()
    {
        let text = &name.text;
        names::unknown(name, Sort::Kind, reports, |it| {
            it.help(Words::new(
                format!("declare it: `kind {text} {{ … }}`"),
                format!("请先声明：`种类 {text} {{ … }}`"),
            ))
        });
        return None;
    }
    names::find(&scope.kind_names, name, Sort::Kind, level, reports).map(|found| found.what)
}

/// Both ends of a range, `±limit` where one is open.
fn ends<T: Copy + std::ops::Neg<Output = T>>(
    range: &Range,
    limit: T,
    mut read: impl FnMut(&Spanned<Literal>) -> Option<T>,
) -> Option<(T, T)> {
    let low = range.low.as_ref().map_or(Some(-limit), &mut read);
    let high = range.high.as_ref().map_or(Some(limit), &mut read);
    low.zip(high)
}

fn number(
    end: &Spanned<Literal>,
    unit: Option<&Name>,
    digits: u32,
    reports: &mut Reports,
) -> Option<Decimal> {
    let Literal::Number(number, own) = &end.node else {
        let words = Words::new("a number must stand here", "此处应为数字");
        reports.push(mismatch(end.span, words).help(Words::new("write `1..100`", "如 `1..100`")));
        return None;
    };
    if own.is_some() && text(own.as_ref()) != text(unit) {
        let words = Words::new(
            "the unit of this end is not that of the type",
            "范围端点的单位与类型的单位不一致",
        );
        let help = Words::new(
            "write the unit once, after `in`",
            "单位只需写一次，放在 `单位` 之后",
        );
        reports.push(Diagnostic::error(Code::UnitMismatch, end.span, words).help(help));
        return None;
    }
    let number = number.normalize();
    if digits == 0 && number.scale() > 0 {
        let words = Words::new(
            "the ends of an integer range are whole numbers",
            "整数范围的端点应为整数",
        );
        let help = Words::new(
            "write a whole number, or `decimal`",
            "请写整数，或改用 `小数`",
        );
        reports.push(mismatch(end.span, words).help(help));
        return None;
    }
    if number.scale() > digits || number.abs() > Decimal::from(LARGEST) {
        reports.push(bad_number(end.span));
        return None;
    }
    Some(number)
}

/// The largest number that may be written.
pub(super) const LARGEST: i64 = NUMBER_LIMIT;

fn days(end: &Spanned<Literal>, reports: &mut Reports) -> Option<i64> {
    match end.node {
        Literal::Duration(days, DurationUnit::Days)
            if days
                .checked_abs()
                .is_some_and(|days| days <= DURATION_LIMIT) =>
        {
            Some(days)
        }
        Literal::Duration(_, DurationUnit::Days) => {
            reports.push(bad_number(end.span));
            None
        }
        _ => {
            let words = Words::new("a number of days must stand here", "此处应为天数");
            reports
                .push(mismatch(end.span, words).help(Words::new("write `30 days`", "如 `30 天`")));
            None
        }
    }
}

fn day(end: &Spanned<Literal>, reports: &mut Reports) -> Option<Date> {
    match end.node {
        Literal::Date(date) if date >= first_day() => Some(date),
        _ => {
            let words = Words::new("a date must stand here", "此处应为日期");
            reports.push(
                mismatch(end.span, words).help(Words::new("write `2023-08-01`", "如 `2023-08-01`")),
            );
            None
        }
    }
}

fn in_order(ordered: bool, span: Span, reports: &mut Reports) -> Option<()> {
    if !ordered {
        reports.push(reversed(span));
    }
    ordered.then_some(())
}

/// A range whose ends are reversed.
pub(super) fn reversed(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::EmptyRange,
        span,
        Words::new("this range ends before it begins", "范围的上限小于下限"),
    )
    .help(Words::new(
        "write the lower end first",
        "请先写下限，再写上限",
    ))
}

/// A number with too many digits.
pub(super) fn bad_number(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadNumber,
        span,
        Words::new("this number is out of bounds", "数字超出允许的范围"),
    )
    .help(Words::new(
        format!("at most {DECIMAL_DIGITS} digits may stand after the point, numbers go to 10^15, durations to {DURATION_LIMIT} days"),
        format!("小数点后至多 {DECIMAL_DIGITS} 位，数字至 10^15，时长至 {DURATION_LIMIT} 天"),
    ))
}

/// Something of the wrong type.
pub(super) fn mismatch(span: Span, message: Words) -> Diagnostic {
    Diagnostic::error(Code::TypeMismatch, span, message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{added, model};
    use crate::model::{DURATION_LIMIT, NUMBER_LIMIT, Type};

    #[test]
    fn open_ends_are_the_limits() {
        let model = model(
            "ruleset r\nfacts { a : integer 1.. b : decimal in CNY c : duration d : date 2024-01-01.. }",
        );
        assert_eq!(
            model.facts[0].ty,
            Type::Integer {
                low: 1,
                high: NUMBER_LIMIT,
                unit: None
            }
        );
        let (low, high) = ((-NUMBER_LIMIT).into(), NUMBER_LIMIT.into());
        assert_eq!(
            model.facts[1].ty,
            Type::Decimal {
                low,
                high,
                unit: Some("CNY".to_owned())
            }
        );
        assert_eq!(
            model.facts[2].ty,
            Type::Duration {
                low: -DURATION_LIMIT,
                high: DURATION_LIMIT
            }
        );
        let (low, high) = (jiff::civil::date(2024, 1, 1), jiff::civil::Date::MAX);
        assert_eq!(model.facts[3].ty, Type::Date { low, high });
    }

    #[test]
    fn ranges_run_upwards_and_fit_their_type() {
        assert_eq!(
            added("facts { a : integer 5..1 }"),
            ["FL0308 integer 5..1: this range ends before it begins"]
        );
        assert_eq!(
            added("facts { a : integer 0..1.5 }"),
            ["FL0301 1.5: the ends of an integer range are whole numbers"]
        );
        assert_eq!(
            added("facts { a : lead }"),
            ["FL0205 lead: `lead` is no kind"]
        );
        assert_eq!(
            added("facts { a : mattr }"),
            ["FL0201 mattr: no kind is named `mattr`"]
        );
    }
}
