//! How values are written in a certificate, and what numbers they are.

use num_rational::Ratio;
use num_traits::CheckedMul;

use super::arithmetic::{date, day};
use super::format::Value;
use super::reading::Reading;
use super::seats::{Seat, between, unit};
use super::spans::{Number, Spans, highest, lowest};
use crate::model::{Collect, Kind, Type};
use crate::words::Words;

/// A way of writing values.
pub(super) enum Scale<'m> {
    YesNo,
    Leaves(&'m Kind),
    /// So many whole numbers to one.
    Numbers(i128),
    Dates,
    Texts(&'m [String]),
    Fractions,
}

/// How the values of a coordinate are written.
pub(super) fn scale<'r>(reading: &'r Reading, seat: &Seat) -> Scale<'r> {
    let model = reading.model;
    let of_type = |ty: &Type| match ty {
        Type::Kind(kind) | Type::Set(kind) => Scale::Leaves(&model.kinds[kind.index()]),
        Type::YesNo => Scale::YesNo,
        Type::Date { .. } => Scale::Dates,
        Type::Integer { .. } | Type::Decimal { .. } | Type::Duration { .. } => {
            Scale::Numbers(unit(ty))
        }
        Type::Text => Scale::Texts(&[]),
    };
    match seat {
        Seat::AsOf => Scale::Dates,
        Seat::Has(..) | Seat::Mentions(..) | Seat::Holds(..) => Scale::YesNo,
        Seat::Fact(fact) => of_type(&model.facts[fact.index()].ty),
        Seat::Text(fact) => Scale::Texts(reading.exact.get(fact).map_or(&[], Vec::as_slice)),
        Seat::Decision(decision) => match &model.decisions[decision.index()] {
            counted if counted.collect == Some(Collect::Count) => Scale::Numbers(1),
            declared => of_type(&declared.ty),
        },
        Seat::Expr(_) => Scale::Fractions,
    }
}

impl Scale<'_> {
    /// The least and the greatest number of what is written.
    pub(super) fn ends(&self, value: &Value) -> Result<(Number, Number), Words> {
        let whole = |number: i128| Some((number.into(), number.into()));
        let ends = match (self, value) {
            (Self::YesNo, Value::YesNo(yes)) => whole((*yes).into()),
            (Self::Leaves(kind), Value::Text(name)) => kind.find(name).map(|node| {
                let node = &kind.nodes[node.index()];
                let (first, last) = (i128::from(node.first), i128::from(node.end) - 1);
                (first.into(), last.into())
            }),
            (Self::Numbers(unit), Value::Text(text)) => number(text)
                .and_then(|number| number.checked_mul(&(*unit).into()))
                .map(|number| (number, number)),
            (Self::Fractions, Value::Text(text)) => number(text).map(|number| (number, number)),
            (Self::Dates, Value::Text(text)) => text
                .parse::<jiff::civil::Date>()
                .ok()
                .filter(|date| date.to_string() == *text)
                .and_then(|date| whole(day(date))),
            (Self::Texts(texts), Value::Text(text)) => {
                let place = texts.iter().position(|known| known == text);
                place.and_then(|place| whole(i128::try_from(place).ok()?))
            }
            _ => None,
        };
        ends.ok_or_else(|| {
            no_value(match value {
                Value::Text(text) => text,
                Value::YesNo(true) => "true",
                Value::YesNo(false) => "false",
            })
        })
    }

    /// The values between two ends, each with whether it is left out.
    pub(super) fn range(&self, from: Option<(Number, bool)>, to: Option<(Number, bool)>) -> Spans {
        if matches!(self, Self::Fractions) {
            let from = from.unwrap_or((lowest(), false));
            let to = to.map_or((highest(), true), |(to, open)| (to, !open));
            return Spans::new([(from, to)]);
        }
        // beyond any value it makes no difference how far
        let held = |number: Number| {
            let far = Ratio::from_integer(10_i128.pow(35));
            number.clamp(-far, far)
        };
        let low = from.map(|(from, open)| match open {
            true => held(from).floor().to_integer() + 1,
            false => held(from).ceil().to_integer(),
        });
        let high = to.map(|(to, open)| match open {
            true => held(to).ceil().to_integer() - 1,
            false => held(to).floor().to_integer(),
        });
        between(low, high)
    }

    /// A number as it is written.
    pub(super) fn show(&self, number: Number) -> Option<Value> {
        let whole = number.to_integer();
        let name = match self {
            Self::YesNo => return Some(Value::YesNo(whole != 0)),
            Self::Leaves(kind) => {
                let leaf = u32::try_from(whole)
                    .ok()
                    .filter(|leaf| *leaf < kind.len())?;
                kind.leaf(leaf).name.clone()
            }
            Self::Numbers(unit) => fraction(number / unit),
            Self::Fractions => fraction(number),
            Self::Dates => date(whole)?.to_string(),
            Self::Texts(texts) => texts.get(usize::try_from(whole).ok()?)?.clone(),
        };
        Some(Value::Text(name))
    }
}

pub(super) fn no_value(text: &str) -> Words {
    Words::new(
        format!("`{text}` is no value of this coordinate"),
        format!("`{text}` 不是此坐标的值"),
    )
}

/// `12.5`, `-3`, `5/2`.
pub(super) fn number(text: &str) -> Option<Number> {
    let whole = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // the lowest number of all has no positive counterpart
        let number = text
            .parse::<i128>()
            .ok()
            .filter(|number| *number != i128::MIN);
        number.filter(|_| plain)
    };
    if let Some((over, under)) = text.split_once('/') {
        let under = whole(under).filter(|under| *under > 0)?;
        return Some(Ratio::new(whole(over)?, under));
    }
    let Some((before, after)) = text.split_once('.') else {
        return whole(text).map(Ratio::from_integer);
    };
    let scale = 10_i128.checked_pow(u32::try_from(after.len()).ok()?)?;
    let unsigned = !after.starts_with('-') && !before.is_empty() && before != "-";
    let digits = whole(&format!("{before}{after}")).filter(|_| unsigned && !after.is_empty())?;
    Some(Ratio::new(digits, scale))
}

/// The same way back: `12.5` where six digits are enough, else `7/3`.
pub(super) fn fraction(number: Number) -> String {
    let (over, under) = (*number.numer(), *number.denom());
    if under == 1 {
        return over.to_string();
    }
    let scale = 1_000_000;
    match over.checked_mul(scale) {
        Some(micros) if micros % under == 0 => {
            let micros = micros / under;
            let sign = if micros < 0 { "-" } else { "" };
            let (before, after) = (micros.abs() / scale, micros.abs() % scale);
            let text = format!("{sign}{before}.{after:06}");
            text.trim_end_matches('0').to_owned()
        }
        _ => format!("{over}/{under}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_both_ways() {
        for text in ["0", "-3", "12.5", "-0.000001", "7/3", "-1/1000000007"] {
            assert_eq!(number(text).map(fraction).as_deref(), Some(text));
        }
        assert_eq!(number("5/2"), number("2.5"));
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "-.5",
            "1.-5",
            "--1",
            "+1",
            "1e3",
            "1/0",
            "1/-2",
            "1/2/3",
            "１",
            "99999999999999999999999999999999999999999",
            "-170141183460469231731687303715884105728",
            "0.0000000000000000000000000000000000000000001",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
