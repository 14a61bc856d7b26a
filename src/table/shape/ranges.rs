//! Ranges of ordered columns, each end as it is best said.

use num_rational::Ratio;
use rust_decimal::Decimal;

use super::measure::{Measure, measure};
use crate::model::{DECIMAL_DIGITS, Datum, Model, Type};
use crate::table::column::{Scale, date_of};
use crate::table::{ClassSet, Column, ColumnKey};

/// A range; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Lower end.
    pub low: Option<End>,
    /// Upper end.
    pub high: Option<End>,
}

/// An end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The value said.
    pub at: Quantity,
    /// Whether that value is in the range.
    pub included: bool,
}

/// A value of an ordered column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// A number, a date, a duration.
    Datum(Datum),
    /// A fraction that is no decimal.
    Fraction(Ratio<i128>),
}

impl Range {
    /// Whether it has no ends.
    pub fn is_open(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// The value, if it is only one.
    pub fn single(&self) -> Option<&Quantity> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low == high && low.included => Some(&low.at),
            _ => None,
        }
    }
}

/// The ranges of a column of ordinals; without a type, of dates.
pub fn ordered(column: &Column, ty: Option<&Type>, classes: &ClassSet) -> Vec<Range> {
    let Scale::Cuts {
        low, high, unit, ..
    } = &column.scale
    else {
        return Vec::new();
    };
    let datum = |ordinal: i128| match ty {
        None | Some(Type::Date { .. }) => Datum::Date(date_of(ordinal)),
        Some(Type::Duration { .. }) => Datum::Duration(i64::try_from(ordinal).unwrap_or_default()),
        Some(_) if *unit == 1 => {
            Datum::Number(Decimal::try_from_i128_with_scale(ordinal, 0).unwrap_or_default())
        }
        Some(_) => Datum::Number(
            Decimal::try_from_i128_with_scale(ordinal, DECIMAL_DIGITS)
                .unwrap_or_default()
                .normalize(),
        ),
    };
    let end = |at: i128, outward: i128| {
        // a rounder value just beyond says the same of decimals: less than 10, not at most 9.999999
        let beyond = at + outward;
        let included = *unit == 1 || round(beyond) <= round(at);
        let said = if included { at } else { beyond };
        Some(End {
            at: Quantity::Datum(datum(said)),
            included,
        })
    };
    let ranges = some(column, classes).filter_map(|(from, to)| {
        let (a, b) = (column.ordinals(from)?.0, column.ordinals(to)?.1);
        if a == b {
            let only = || {
                Some(End {
                    at: Quantity::Datum(datum(a)),
                    included: true,
                })
            };
            return Some(Range {
                low: only(),
                high: only(),
            });
        }
        Some(Range {
            low: if a == *low { None } else { end(a, -1) },
            high: if b == *high { None } else { end(b, 1) },
        })
    });
    ranges.collect()
}

/// The ranges of an expression's values.
pub fn thresholds(model: &Model, column: &Column, classes: &ClassSet) -> Vec<Range> {
    let (Scale::Thresholds(thresholds), ColumnKey::Expr(expr)) = (&column.scale, &column.key)
    else {
        return Vec::new();
    };
    let measure = measure(model, expr);
    let at = |class: u32, included: bool| {
        thresholds.get(class as usize / 2).map(|threshold| End {
            at: quantity(*threshold, measure),
            included,
        })
    };
    let last = 2 * u32::try_from(thresholds.len()).unwrap_or(0);
    let ranges = some(column, classes).map(|(from, to)| Range {
        low: match from {
            0 => None,
            odd if odd % 2 == 1 => at(odd, true),
            even => at(even - 1, false),
        },
        high: match to {
            to if to >= last => None,
            odd if odd % 2 == 1 => at(odd, true),
            even => at(even, false),
        },
    });
    ranges.collect()
}

/// The ranges of classes, the class of no value taken off.
fn some(column: &Column, classes: &ClassSet) -> impl Iterator<Item = (u32, u32)> {
    let last = column.size - 1 - u32::from(column.optional);
    let ranges = classes.ranges().iter();
    ranges
        .map(move |&(from, to)| (from, to.min(last)))
        .filter(|(from, to)| from <= to)
}

/// How many zeros a number ends in, up to six.
fn round(ordinal: i128) -> usize {
    (1..=6)
        .take_while(|digits| ordinal % 10_i128.pow(*digits) == 0)
        .count()
}

/// A threshold as a value of what the expression measures.
fn quantity(threshold: Ratio<i128>, measure: Measure) -> Quantity {
    let whole = threshold.is_integer().then(|| threshold.to_integer());
    let datum = match (measure, whole) {
        (Measure::Date, Some(day)) => Some(Datum::Date(date_of(day))),
        (Measure::Duration, Some(days)) => i64::try_from(days).ok().map(Datum::Duration),
        _ => decimal(&threshold).map(Datum::Number),
    };
    datum.map_or(Quantity::Fraction(threshold), Quantity::Datum)
}

/// A fraction as a decimal, if it ends within the digits that a file may write.
fn decimal(ratio: &Ratio<i128>) -> Option<Decimal> {
    let scaled = ratio
        .numer()
        .checked_mul(10_i128.pow(DECIMAL_DIGITS))?
        .checked_div(*ratio.denom())?;
    let exact = Ratio::new(scaled, 10_i128.pow(DECIMAL_DIGITS)) == *ratio;
    let decimal = Decimal::try_from_i128_with_scale(scaled, DECIMAL_DIGITS).ok()?;
    exact.then(|| decimal.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_decimals_where_they_end() {
        let said = |numer, denom| quantity(Ratio::new(numer, denom), Measure::Number);
        let number =
            |mantissa, scale| Quantity::Datum(Datum::Number(Decimal::new(mantissa, scale)));
        assert_eq!(said(3, 2), number(15, 1));
        assert_eq!(said(-1, 8), number(-125, 3));
        assert_eq!(said(7, 1), number(7, 0));
        assert_eq!(said(1, 3), Quantity::Fraction(Ratio::new(1, 3)));
        let huge = Ratio::new(i128::MAX, 3);
        assert_eq!(quantity(huge, Measure::Number), Quantity::Fraction(huge));
    }
}
