//! Numbers, days and dates, read exactly by their text.
//!
//! Full-width digits and signs count as ASCII. Nothing here knows a fact or its domain.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::model::DECIMAL_DIGITS;

/// Why a text is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Malformed {
    /// It does not look like one.
    Form,
    /// More digits after the point than are kept.
    TooFine,
    /// More digits before the point than any domain has.
    TooLarge,
}

/// Blanks taken off, compatibility forms as the plain ones.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return text.into();
    }
    let narrow: String = text.nfkc().collect();
    narrow.trim().to_owned().into()
}

/// A number, and what stands after it: `12.50 CNY` is 12.5 and `CNY`. Exponents are read (`1e3`),
/// exactly; zeros at the end of the fraction do not count as digits.
pub(super) fn quantity(text: &str) -> Result<(Decimal, &str), Malformed> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, rest) = digits(unsigned);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(after) => digits(after),
        None => ("", rest),
    };
    if whole.is_empty()
        || rest.starts_with('.')
        || unsigned[whole.len()..].starts_with('.') && fraction.is_empty()
    {
        return Err(Malformed::Form);
    }
    let (exponent, rest) = exponent(rest)?;
    let significant = format!("{whole}{fraction}");
    let trimmed = significant.trim_end_matches('0');
    let dropped = significant.len() - trimmed.len();
    let mantissa = trimmed.trim_start_matches('0');
    if mantissa.is_empty() {
        return Ok((Decimal::ZERO, rest.trim_start()));
    }
    // value = mantissa × 10^power
    let size = |length: usize| i64::try_from(length).unwrap_or(i64::MAX / 4);
    let power = exponent - size(fraction.len()) + size(dropped);
    if power < -i64::from(DECIMAL_DIGITS) {
        return Err(Malformed::TooFine);
    }
    if size(mantissa.len()) + power > 20 {
        return Err(Malformed::TooLarge);
    }
    let zeros = "0".repeat(usize::try_from(power).unwrap_or(0));
    let integer: i128 = format!("{mantissa}{zeros}")
        .parse()
        .map_err(|_| Malformed::TooLarge)?;
    let scale = u32::try_from(-power.min(0)).map_err(|_| Malformed::TooFine)?;
    let number =
        Decimal::try_from_i128_with_scale(if negative { -integer } else { integer }, scale)
            .map_err(|_| Malformed::TooLarge)?;
    Ok((number.normalize(), rest.trim_start()))
}

/// A number of days: `30`, `30 days`, `1 day`, `30 天`, `30日`.
pub(super) fn days(text: &str) -> Result<i64, Malformed> {
    let (number, unit) = quantity(text)?;
    if !matches!(unit, "" | "day" | "days" | "天" | "日") {
        return Err(Malformed::Form);
    }
    if !number.is_integer() {
        return Err(Malformed::TooFine);
    }
    i64::try_from(number).map_err(|_| Malformed::TooLarge)
}

/// A day of the calendar: `2023-08-01` or `2023年8月1日`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let (year, month, day) = if let Some(rest) = text.strip_suffix('日') {
        let (year, rest) = rest.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        (year.trim(), month.trim(), day.trim())
    } else {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        if month.len() != 2 || day.len() != 2 {
            return None;
        }
        (year, month, day)
    };
    let number = |text: &str, most: usize| {
        (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let small = |text: &str| number(text, 2).and_then(|number| i8::try_from(number).ok());
    if year.len() != 4 || year == "0000" {
        return None;
    }
    Date::new(number(year, 4)?, small(month)?, small(day)?).ok()
}

/// `yes`, `true`, `是`, or their opposites; case does not matter.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("yes") || is("true") || text == "是" {
        Some(true)
    } else if is("no") || is("false") || text == "否" {
        Some(false)
    } else {
        None
    }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// `e3`, `E-3`, where digits follow; else none was meant.
fn exponent(text: &str) -> Result<(i64, &str), Malformed> {
    let Some(after) = text.strip_prefix(['e', 'E']) else {
        return Ok((0, text));
    };
    let (negative, unsigned) = match after.strip_prefix(['+', '-']) {
        Some(rest) => (after.starts_with('-'), rest),
        None => (false, after),
    };
    let (digits, rest) = digits(unsigned);
    if digits.is_empty() {
        return Ok((0, text));
    }
    let size: i64 = if digits.len() > 9 {
        i64::from(i32::MAX)
    } else {
        digits.parse().map_err(|_| Malformed::Form)?
    };
    Ok((if negative { -size } else { size }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Result<String, Malformed> {
        quantity(text).map(|(number, rest)| format!("{number}|{rest}"))
    }

    #[test]
    fn numbers_are_read_by_their_text() {
        assert_eq!(number("12.50 CNY").unwrap(), "12.5|CNY");
        assert_eq!(number("12.50元").unwrap(), "12.5|元");
        assert_eq!(number("-0.000001").unwrap(), "-0.000001|");
        assert_eq!(number("1e3").unwrap(), "1000|");
        assert_eq!(number("1.5E-3 kg").unwrap(), "0.0015|kg");
        assert_eq!(number("5 euros").unwrap(), "5|euros");
        assert_eq!(number("5euros").unwrap(), "5|euros");
        assert_eq!(number("-0").unwrap(), "0|");
        assert_eq!(number("0e999999999999").unwrap(), "0|");
        assert_eq!(
            number("0.10000000000000000000000000000000").unwrap(),
            "0.1|"
        );
        assert_eq!(number("0.0000001"), Err(Malformed::TooFine));
        assert_eq!(number("1e999999999999"), Err(Malformed::TooLarge));
        assert_eq!(number("1e-999999999999"), Err(Malformed::TooFine));
        for wrong in [
            "", "-", ".5", "5.", "5.x", "1.2.3", "--1", "+1", "abc", "１",
        ] {
            assert_eq!(number(wrong), Err(Malformed::Form), "{wrong}");
        }
        assert_eq!(narrow(" １２．５０　元 "), "12.50 元");
    }

    #[test]
    fn days_and_dates() {
        assert_eq!(days("30 days"), Ok(30));
        assert_eq!(days("1 day"), Ok(1));
        assert_eq!(days("30天"), Ok(30));
        assert_eq!(days("30"), Ok(30));
        assert_eq!(days("2 months"), Err(Malformed::Form));
        assert_eq!(days("1.5 days"), Err(Malformed::TooFine));
        assert_eq!(date("2023-08-01"), Some(Date::constant(2023, 8, 1)));
        assert_eq!(date("2023年8月1日"), Some(Date::constant(2023, 8, 1)));
        for wrong in [
            "2023-8-1",
            "2023/08/01",
            "2023-02-30",
            "23-08-01",
            "0000-01-01",
            "2023-08-01T00:00",
            "20230801",
            "日",
            "年月日",
            "-001-01-01",
        ] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_decimal_survives(mantissa in -999_999_999_999_999_999_i64..1_000_000_000_000_000_000, scale in 0_u32..=6) {
            let decimal = Decimal::new(mantissa, scale);
            let text = decimal.to_string();
            prop_assert_eq!(quantity(&text), Ok((decimal.normalize(), "")));
        }

        #[test]
        fn nothing_panics(text in any::<String>(), number in "-?[0-9]{0,40}[.]?[0-9]{0,40}([eE][+-]?[0-9]{0,30})?.{0,3}") {
            for text in [&text, &number] {
                let text = narrow(text);
                let _ = (quantity(&text), days(&text), date(&text), yes_no(&text));
            }
        }
    }
}
