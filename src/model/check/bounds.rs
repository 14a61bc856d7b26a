//! What values an expression can have, and that computing them exactly stays within 128 bits.
//!
//! In: the declared ranges. Out: for each expression an interval that holds all its values, and
//! bounds of what its computation touches. The claim, for every affair that the declarations
//! admit: no divisor is 0, and no step of `num_rational::Ratio<i128>` arithmetic on reduced
//! fractions leaves 128 bits.
//!
//! The argument. A value is written `p/q` in lowest terms. `denominator` bounds `q`; if `fixed`,
//! every `q` divides it (so it is while only declared numbers are added, subtracted and
//! multiplied: a decimal's `q` divides 10⁶). `numerator` bounds `|p|` and, if fixed,
//! `|value| · denominator`, which is at least `|p|`.
//! - A sum is computed over the least common multiple of the two `q`: at most, or if both are fixed
//!   a divisor of, the one computed here, and both scaled numerators are bounded likewise.
//! - A product's steps are at most the products of the bounds; dividing out common factors first,
//!   as `Ratio` does, only makes them smaller.
//! - A quotient `(p/q) / (r/s)` has the steps `p · s/gcd(q, s)` and `r · q/gcd(q, s)`. The first is
//!   `value · lcm(q, s)`, which for fixed denominators `d`, `e` is at most
//!   `numerator · e/gcd(d, e)`.
//! - A comparison is the sign of a difference. (Cross-multiplication has the steps `p · s` and
//!   `r · q`, which are those of a difference.)
//!
//! Each is computed with checked operations; if one fails, so may the evaluation. Interval ends
//! are combinations of attainable values, so they too stay within these bounds. Dates are day
//! numbers here, and may leave the calendar: only months are clamped to it.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};
use rust_decimal::Decimal;

/// Bounds of an expression; see the file's introduction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Least value.
    pub(crate) low: Ratio<i128>,
    /// Greatest value.
    pub(crate) high: Ratio<i128>,
    numerator: i128,
    denominator: i128,
    fixed: bool,
}

/// What may go wrong on some affair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The divisor's range holds 0.
    ZeroDivisor,
    /// A step may leave 128 bits.
    Overflow,
}

type Checked = Result<Bounds, Fault>;

impl Bounds {
    /// Whole numbers of a range.
    pub(crate) fn whole(low: i128, high: i128) -> Self {
        let numerator = low.saturating_abs().max(high.saturating_abs());
        Self {
            low: low.into(),
            high: high.into(),
            numerator,
            denominator: 1,
            fixed: true,
        }
    }

    /// Decimals of a range, with at most so many digits after the point.
    pub(crate) fn decimals(low: Decimal, high: Decimal, digits: u32) -> Checked {
        let denominator = 10_i128.pow(digits.max(low.scale()).max(high.scale()).min(28));
        let (low, high) = (fraction(low), fraction(high));
        let scaled = |end: Ratio<i128>| {
            end.abs()
                .checked_mul(&denominator.into())
                .map(|end| end.to_integer())
        };
        let numerator = scaled(low)
            .zip(scaled(high))
            .map(|(low, high)| low.max(high))
            .ok_or(Fault::Overflow)?;
        Ok(Self {
            low,
            high,
            numerator,
            denominator,
            fixed: true,
        })
    }

    /// Sum.
    pub(crate) fn plus(&self, other: &Self) -> Checked {
        self.joined(
            other,
            self.low.checked_add(&other.low),
            self.high.checked_add(&other.high),
        )
    }

    /// Difference.
    pub(crate) fn minus(&self, other: &Self) -> Checked {
        self.joined(
            other,
            self.low.checked_sub(&other.high),
            self.high.checked_sub(&other.low),
        )
    }

    fn joined(&self, other: &Self, low: Option<Ratio<i128>>, high: Option<Ratio<i128>>) -> Checked {
        let fixed = self.fixed && other.fixed;
        let common = if fixed {
            gcd(self.denominator, other.denominator)
        } else {
            1
        };
        let denominator = (self.denominator / common).checked_mul(other.denominator);
        let left = self.numerator.checked_mul(other.denominator / common);
        let right = other.numerator.checked_mul(self.denominator / common);
        let numerator = left
            .zip(right)
            .and_then(|(left, right)| left.checked_add(right));
        Self::of(low, high, numerator, denominator, fixed)
    }

    /// Product.
    pub(crate) fn times(&self, other: &Self) -> Checked {
        let (low, high) = extremes(self, other, CheckedMul::checked_mul);
        let numerator = self.numerator.checked_mul(other.numerator);
        let denominator = self.denominator.checked_mul(other.denominator);
        Self::of(low, high, numerator, denominator, self.fixed && other.fixed)
    }

    /// Quotient.
    pub(crate) fn over(&self, other: &Self) -> Checked {
        if other.low <= Ratio::zero() && other.high >= Ratio::zero() {
            return Err(Fault::ZeroDivisor);
        }
        let (low, high) = extremes(self, other, CheckedDiv::checked_div);
        let common = if self.fixed && other.fixed {
            gcd(self.denominator, other.denominator)
        } else {
            1
        };
        let numerator = self.numerator.checked_mul(other.denominator / common);
        let denominator = (self.denominator / common).checked_mul(other.numerator);
        Self::of(low, high, numerator, denominator, false)
    }

    /// Whether the two can be compared exactly, by the sign of their difference.
    pub(crate) fn comparable(&self, other: &Self) -> Result<(), Fault> {
        self.minus(other).map(|_| ())
    }

    fn of(
        low: Option<Ratio<i128>>,
        high: Option<Ratio<i128>>,
        numerator: Option<i128>,
        denominator: Option<i128>,
        fixed: bool,
    ) -> Checked {
        match (low, high, numerator, denominator) {
            (Some(low), Some(high), Some(numerator), Some(denominator)) => Ok(Self {
                low,
                high,
                numerator,
                denominator: denominator.max(1),
                fixed,
            }),
            _ => Err(Fault::Overflow),
        }
    }
}

/// Least and greatest of the four combinations of ends, exact for a product, and for a quotient
/// whose divisor keeps its sign.
fn extremes(
    a: &Bounds,
    b: &Bounds,
    step: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
) -> (Option<Ratio<i128>>, Option<Ratio<i128>>) {
    let all = [
        step(&a.low, &b.low),
        step(&a.low, &b.high),
        step(&a.high, &b.low),
        step(&a.high, &b.high),
    ];
    if all.iter().any(Option::is_none) {
        return (None, None);
    }
    (
        all.iter().flatten().min().copied(),
        all.iter().flatten().max().copied(),
    )
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A decimal as a fraction.
fn fraction(decimal: Decimal) -> Ratio<i128> {
    Ratio::new(decimal.mantissa(), 10_i128.pow(decimal.scale().min(28)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: i128 = 1_000_000_000_000_000;

    fn decimals(low: i64, high: i64) -> Bounds {
        Bounds::decimals(low.into(), high.into(), 6).unwrap()
    }

    #[test]
    fn divisors_keep_clear_of_zero() {
        let cost = decimals(0, 1_000_000);
        assert_eq!(cost.over(&Bounds::whole(0, 10)), Err(Fault::ZeroDivisor));
        assert_eq!(cost.over(&Bounds::whole(-3, 10)), Err(Fault::ZeroDivisor));
        let each = cost.over(&Bounds::whole(2, 10)).unwrap();
        assert_eq!((each.low, each.high), (0.into(), 500_000.into()));
    }

    #[test]
    fn long_sums_fit_and_long_products_do_not() {
        let money = decimals(-1_000_000_000_000_000, 1_000_000_000_000_000);
        let mut sum = money;
        for _ in 0..200 {
            sum = sum.plus(&money).unwrap();
        }
        assert!(sum.comparable(&money).is_ok());
        assert_eq!(money.times(&money), Err(Fault::Overflow));
        let count = Bounds::whole(-OPEN, OPEN);
        assert!(count.times(&count).is_ok());
        assert_eq!(
            count.times(&count).unwrap().times(&count),
            Err(Fault::Overflow)
        );
    }

    #[test]
    fn quotients_compare_with_declared_numbers() {
        let money = decimals(0, 1_000_000_000_000_000);
        let positive = Bounds::whole(1, OPEN);
        let each = money.over(&positive).unwrap();
        assert!(each.comparable(&Bounds::whole(30, 30)).is_ok());
        assert_eq!(each.comparable(&money), Err(Fault::Overflow));
        let each = decimals(0, 1_000_000_000)
            .over(&Bounds::whole(1, 1_000_000))
            .unwrap();
        assert!(each.comparable(&decimals(0, 1_000_000_000)).is_ok());
        let rate = money.over(&decimals(1, 1_000_000_000_000_000)).unwrap();
        assert_eq!(rate.comparable(&rate), Err(Fault::Overflow));
    }
}
