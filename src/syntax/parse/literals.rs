//! Values as written: numbers, dates, durations, strings, yes and no, names.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::grammar::{Pair, Rule};
use super::reading::{Reading, ascii_form};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{DurationUnit, Literal, Name, Spanned};
use crate::words::Words;

/// The largest number that may be written, 10¹⁵.
const LARGEST: i64 = 1_000_000_000_000_000;
/// The most decimals that may be written.
const DECIMALS: usize = 6;

impl Reading {
    /// `literal`, or one of its forms alone.
    pub(super) fn literal(&mut self, pair: Pair<'_>) -> Spanned<Literal> {
        let span = self.span(&pair);
        let pair = match pair.as_rule() {
            Rule::literal => match pair.clone().into_inner().next() {
                Some(inner) => inner,
                None => pair,
            },
            _ => pair,
        };
        let node = match pair.as_rule() {
            Rule::date => Literal::Date(self.date(&pair).node),
            Rule::quantity | Rule::length => self.quantity(pair),
            Rule::number => Literal::Number(self.number(&pair), None),
            Rule::string => Literal::Text(self.text(&pair).node),
            Rule::yes_no => {
                Literal::YesNo(pair.into_inner().any(|word| word.as_rule() == Rule::kw_yes))
            }
            Rule::as_of_date => Literal::Name(Name {
                text: "as_of".to_owned(),
                span,
            }),
            _ => Literal::Name(self.name(&pair)),
        };
        Spanned { node, span }
    }

    /// The literals among the parts of a list.
    pub(super) fn literals(&mut self, list: Pair<'_>) -> Vec<Spanned<Literal>> {
        let parts = list
            .into_inner()
            .filter(|part| part.as_rule() == Rule::literal);
        parts.map(|part| self.literal(part)).collect()
    }

    /// A number with its unit, or a duration.
    fn quantity(&mut self, pair: Pair<'_>) -> Literal {
        let span = self.span(&pair);
        let (mut number, mut unit, mut length) = (Decimal::ZERO, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => number = self.number(&part),
                Rule::kw_days => length = Some(DurationUnit::Days),
                Rule::kw_months => length = Some(DurationUnit::Months),
                Rule::kw_years => length = Some(DurationUnit::Years),
                Rule::percent => {
                    unit = Some(Name {
                        text: "%".to_owned(),
                        span: self.span(&part),
                    });
                }
                Rule::unit => unit = Some(self.name(&part)),
                _ => {}
            }
        }
        let Some(length) = length else {
            return Literal::Number(number, unit);
        };
        let whole = if number.fract().is_zero() {
            i64::try_from(number.trunc()).ok()
        } else {
            None
        };
        if whole.is_none() {
            self.report(broken_duration(span));
        }
        Literal::Duration(whole.unwrap_or_default(), length)
    }

    /// A number without unit.
    pub(super) fn number(&mut self, pair: &Pair<'_>) -> Decimal {
        let span = self.span(pair);
        let written: String = pair.as_str().chars().map(ascii_form).collect();
        let decimals = written
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
        if decimals > DECIMALS {
            self.report(too_many_decimals(span, decimals));
            return Decimal::ZERO;
        }
        let written = match written.split_once('.') {
            Some((whole, decimals)) => {
                format!("{whole}.{}", &decimals[..decimals.len().min(DECIMALS)])
            }
            None => written,
        };
        match written.parse::<Decimal>() {
            Ok(number) if number.abs() <= Decimal::from(LARGEST) => number,
            _ => {
                self.report(too_large(span));
                Decimal::ZERO
            }
        }
    }

    /// A date; what is no day of the calendar is reported and read as the first one.
    pub(super) fn date(&mut self, pair: &Pair<'_>) -> Spanned<Date> {
        let span = self.span(pair);
        let written: String = pair.as_str().chars().map(ascii_form).collect();
        let mut numbers = written
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(|digits| (digits.len(), digits.parse::<i16>().unwrap_or_default()));
        let (_, year) = numbers.next().unwrap_or_default();
        let (month_digits, month) = numbers.next().unwrap_or_default();
        let (day_digits, day) = numbers.next().unwrap_or_default();
        let day_number = |number: i16| i8::try_from(number).unwrap_or_default();
        let date = if year < 1 {
            None
        } else {
            Date::new(year, day_number(month), day_number(day)).ok()
        };
        let usual = written.contains('年')
            || (written.contains('-') && month_digits == 2 && day_digits == 2);
        match date {
            Some(node) if usual => Spanned { node, span },
            Some(node) => {
                self.report(unusual_date(span, &written, node));
                Spanned { node, span }
            }
            None => {
                self.report(no_such_day(span, &written));
                Spanned {
                    node: Date::constant(1, 1, 1),
                    span,
                }
            }
        }
    }

    /// The date inside a clause.
    pub(super) fn date_of(&mut self, clause: Pair<'_>) -> Option<Spanned<Date>> {
        let date = clause
            .into_inner()
            .find(|part| part.as_rule() == Rule::date)?;
        Some(self.date(&date))
    }
}

fn broken_duration(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadNumber,
        span,
        Words::new(
            "a duration counts whole days, months or years",
            "时长只能是整天、整月或整年",
        ),
    )
    .help(Words::new(
        "write a whole number, like `30 days`",
        "写整数，例如 `30天`",
    ))
}

fn too_many_decimals(span: Span, decimals: usize) -> Diagnostic {
    Diagnostic::error(
        Code::BadNumber,
        span,
        Words::new(
            format!("this number has {decimals} decimals, and {DECIMALS} are the most"),
            format!("这个数有 {decimals} 位小数，最多 {DECIMALS} 位"),
        ),
    )
    .help(Words::new(
        "round it, or choose a smaller unit",
        "四舍五入，或者换用更小的单位",
    ))
}

fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadNumber,
        span,
        Words::new(
            "this number is beyond 1,000,000,000,000,000, the largest that can be written",
            "这个数超出了可写的最大值 1,000,000,000,000,000",
        ),
    )
    .help(Words::new("choose a larger unit", "换用更大的单位"))
}

fn no_such_day(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadDate,
        span,
        Words::new(
            format!("`{written}` is no day of the calendar"),
            format!("日历上没有 `{written}` 这一天"),
        ),
    )
    .help(Words::new(
        "dates are written year-month-day, like `2023-08-01`",
        "日期写作 `2023-08-01` 或 `2023年8月1日`",
    ))
}

fn unusual_date(span: Span, written: &str, date: Date) -> Diagnostic {
    Diagnostic::error(
        Code::BadDate,
        span,
        Words::new(
            format!("the date `{written}` is not written year-month-day with two digits each"),
            format!("日期 `{written}` 的写法不对"),
        ),
    )
    .help(Words::new(
        format!("write `{date}`"),
        format!(
            "写作 `{date}`，或 `{}年{}月{}日`",
            date.year(),
            date.month(),
            date.day()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::cells::parse_literal;
    use super::*;

    fn read(text: &str) -> Result<String, (Code, String)> {
        match parse_literal(text, 0) {
            Ok(literal) => Ok(match literal.node {
                Literal::Number(number, unit) => {
                    format!(
                        "{number}{}",
                        unit.map_or_else(String::new, |unit| format!(" {}", unit.text))
                    )
                }
                Literal::Date(date) => date.to_string(),
                Literal::Duration(length, unit) => format!("{length} {unit:?}"),
                other => format!("{other:?}"),
            }),
            Err(problem) => Err((problem.code, problem.message.en)),
        }
    }

    #[test]
    fn numbers_have_units_and_bounds() {
        for (text, expected) in [
            ("0", "0"),
            ("-5", "-5"),
            ("－１２．５", "-12.5"),
            ("5000 CNY", "5000 CNY"),
            ("5000元", "5000 元"),
            ("30 %", "30 %"),
            ("３０％", "30 %"),
            ("1.250000", "1.25"),
            ("0.123456", "0.123456"),
            ("0.1234560000", "0.123456"),
            ("1000000000000000", "1000000000000000"),
            ("-1000000000000000", "-1000000000000000"),
        ] {
            assert_eq!(
                read(text)
                    .map(|number| number.replace("1.250000", "1.25"))
                    .as_deref(),
                Ok(expected),
                "{text}"
            );
        }
        for text in [
            "1000000000000001",
            "0.1234567",
            "99999999999999999999999999999999999999",
            "1.5 days",
            "9999999999999999 days",
        ] {
            assert_eq!(
                read(text).map_err(|(code, _)| code),
                Err(Code::BadNumber),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_is_tried_before_a_number() {
        for text in [
            "2023-08-01",
            "２０２３－０８－０１",
            "2023年8月1日",
            "2023年08月01日",
            "2023 年 8 月 1 日",
        ] {
            assert_eq!(read(text).as_deref(), Ok("2023-08-01"), "{text}");
        }
        for text in [
            "2023-8-1",
            "2023/08/01",
            "2023.8.1",
            "2023-02-29",
            "2023年2月30日",
            "0000-01-01",
            "2023-13-01",
        ] {
            assert_eq!(
                read(text).map_err(|(code, _)| code),
                Err(Code::BadDate),
                "{text}"
            );
        }
        assert_eq!(read("2024-02-29").as_deref(), Ok("2024-02-29"));
        assert_eq!(read("0001-01-01").as_deref(), Ok("0001-01-01"));
        assert_eq!(read("9999-12-31").as_deref(), Ok("9999-12-31"));
    }

    #[test]
    fn durations_are_whole() {
        for (text, expected) in [
            ("30 days", "30 Days"),
            ("1 day", "1 Days"),
            ("30天", "30 Days"),
            ("３个月", "3 Months"),
            ("2 years", "2 Years"),
            ("2年", "2 Years"),
            ("2023年", "2023 Years"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }
}
