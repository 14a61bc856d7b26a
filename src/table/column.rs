//! Columns: what they look at, and how a value becomes a class.

use jiff::civil::Date;
use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::model::{DECIMAL_DIGITS, Datum, DecisionId, Expr, FactId, NUMBER_LIMIT, Type};

/// A fact, or the date of the decision, which is looked at as if it were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKey {
    /// The date of the decision.
    AsOf,
    /// A fact.
    Fact(FactId),
}

/// What a column looks at. The order is that of the columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKey {
    /// The value of a fact that is a kind, yes/no, a number, a date, a duration; which of the exact
    /// texts a text is; the date of the decision.
    Value(FactKey),
    /// Whether a set has a leaf.
    Member(FactId, u32),
    /// Whether a text mentions a pattern (folded).
    Mentions(FactId, String),
    /// An expression against its thresholds.
    Expr(Expr),
    /// The outcome of a decision.
    Outcome(DecisionId),
    /// Whether a collected list has a leaf.
    Collected(DecisionId, u32),
    /// Whether a decision is decided, not contested and not unclassified. Only guarantees ask.
    Decided(DecisionId),
}

/// A finite coordinate.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it looks at.
    pub key: ColumnKey,
    /// How values become classes.
    pub scale: Scale,
    /// How many classes; the class `unclassified` of an outcome or an expression included.
    pub size: u32,
    /// Whether the last class is "no value": an unclassified decision, an expression on one.
    pub optional: bool,
}

/// How values become classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scale {
    /// Leaves, by number.
    Leaves,
    /// No is 0, yes is 1; also for members and mentions.
    Flag,
    /// Ordinals between cuts: class `i` holds `cuts[i-1] <= x < cuts[i]`, all within `low..=high`.
    Cuts {
        /// Ascending, each greater than `low` and at most `high`.
        cuts: Vec<i128>,
        /// Least ordinal.
        low: i128,
        /// Greatest ordinal.
        high: i128,
        /// Ordinals per unit: 1, or 10⁶ for decimals.
        unit: i128,
    },
    /// Exact texts, ascending; class `i` is text `i`, the last class every other text.
    Texts(Vec<String>),
    /// Rational thresholds, ascending: class `2i+1` is threshold `i`, even classes lie between.
    Thresholds(Vec<Ratio<i128>>),
}

/// Days since 0001-01-01.
pub fn day_number(date: Date) -> i128 {
    i128::from(Date::constant(1, 1, 1).duration_until(date).as_secs() / 86_400)
}

/// The date of a day number, clamped to the calendar.
pub fn date_of(day: i128) -> Date {
    let days = i32::try_from(day.clamp(0, day_number(Date::MAX)))
        .expect("the calendar has fewer than 2³¹ days");
    let span = jiff::SignedDuration::from_hours(i64::from(days) * 24);
    Date::constant(1, 1, 1).saturating_add(span)
}

/// A decimal in units of 10⁻⁶. Decimals of a checked model and of checked affairs have no more digits.
pub fn micros(number: Decimal) -> i128 {
    let mantissa = number.mantissa();
    match number.scale() {
        scale if scale <= DECIMAL_DIGITS => mantissa * 10_i128.pow(DECIMAL_DIGITS - scale),
        scale => mantissa / 10_i128.pow(scale - DECIMAL_DIGITS),
    }
}

/// A decimal as an exact fraction.
pub fn fraction(number: Decimal) -> Ratio<i128> {
    Ratio::new(number.mantissa(), 10_i128.pow(number.scale()))
}

/// The ordinal of a value on a scale of `unit` ordinals per 1; `None` for values without an order.
pub fn ordinal(datum: &Datum, unit: i128) -> Option<i128> {
    match datum {
        Datum::Number(number) => Some(micros(*number) * unit / 10_i128.pow(DECIMAL_DIGITS)),
        Datum::Date(date) => Some(day_number(*date)),
        Datum::Duration(days) => Some(i128::from(*days)),
        Datum::Leaf(leaf) => Some(i128::from(*leaf)),
        Datum::YesNo(yes) => Some(i128::from(*yes)),
        Datum::Text(_) | Datum::Set(_) => None,
    }
}

/// The value of an ordinal of a type with an order.
pub fn datum_of(ty: &Type, ordinal: i128) -> Datum {
    let whole = || i64::try_from(ordinal).unwrap_or(NUMBER_LIMIT);
    match ty {
        Type::Date { .. } => Datum::Date(date_of(ordinal)),
        Type::Duration { .. } => Datum::Duration(whole()),
        Type::Decimal { .. } => {
            Datum::Number(Decimal::from_i128_with_scale(ordinal, DECIMAL_DIGITS).normalize())
        }
        _ => Datum::Number(whole().into()),
    }
}

impl Column {
    /// The class of "no value".
    pub fn none_class(&self) -> Option<u32> {
        self.optional.then(|| self.size - 1)
    }

    /// The class of a single value.
    pub fn class(&self, datum: &Datum) -> u32 {
        match (&self.scale, datum) {
            (Scale::Leaves, Datum::Leaf(leaf)) => *leaf,
            (Scale::Flag, Datum::YesNo(yes)) => u32::from(*yes),
            (Scale::Cuts { cuts, unit, .. }, _) => {
                let at =
                    ordinal(datum, *unit).expect("a column of ordinals holds values with an order");
                index(cuts.partition_point(|cut| *cut <= at))
            }
            (Scale::Texts(texts), Datum::Text(text)) => {
                index(texts.binary_search(text).unwrap_or(texts.len()))
            }
            _ => unreachable!("the model gives every fact values of its own type"),
        }
    }

    /// The class of a rational value of an expression.
    pub fn class_of_ratio(&self, value: Ratio<i128>) -> u32 {
        let Scale::Thresholds(thresholds) = &self.scale else {
            unreachable!("only expressions have rational values")
        };
        match thresholds.binary_search(&value) {
            Ok(at) => 2 * index(at) + 1,
            Err(before) => 2 * index(before),
        }
    }

    /// The ordinals of a class, both ends included; for [`Scale::Cuts`] only.
    pub fn ordinals(&self, class: u32) -> Option<(i128, i128)> {
        let Scale::Cuts {
            cuts, low, high, ..
        } = &self.scale
        else {
            return None;
        };
        let class = class as usize;
        Some((
            class.checked_sub(1).map_or(*low, |before| cuts[before]),
            cuts.get(class).map_or(*high, |next| next - 1),
        ))
    }
}

/// A count as a class or column number; tables are far smaller than 2³².
pub(crate) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("columns and classes are counted in 32 bits")
}
