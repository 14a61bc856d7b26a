//! An affair as a box: for every column the classes that are possible.

use jiff::civil::Date;

use super::exact::Exact;
use super::{Affair, Knowledge};
use crate::model::text::Folded;
use crate::model::{Datum, FactId, Model, Period};
use crate::table::column::{date_of, day_number, ordinal};
use crate::table::disjoin::{span_of, unit_of};
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey};

/// What an affair leaves possible.
#[derive(Debug, Clone)]
pub struct Space {
    /// By column. Columns of decisions are whole.
    pub cells: Vec<ClassSet>,
    /// The exact ordinals of known ordered facts, for expressions.
    pub exact: Exact,
    /// The days that the date may be, both included.
    pub days: (i128, i128),
}

impl Space {
    /// A box in which no number is known, within the ruleset's period.
    pub fn of(model: &Model, cells: Vec<ClassSet>) -> Self {
        Self {
            cells,
            exact: Exact::default(),
            days: days(model),
        }
    }

    /// The same on any day of the calendar.
    #[must_use]
    pub fn on_any_day(self) -> Self {
        Self {
            days: (0, day_number(Date::MAX)),
            ..self
        }
    }
}

/// The date that an affair is decided by when none is given: the latest `from` of the ruleset and
/// its rules that lies in its period; `None` if there is none.
pub fn default_date(model: &Model) -> Option<Date> {
    let period = period(model);
    let levels = model.levels.iter().map(|level| level.effective.from);
    let rules = model.rules.iter().map(|rule| rule.effective.from);
    levels
        .chain(rules)
        .flatten()
        .filter(|day| period.contains(*day))
        .max()
}

/// The period of the ruleset itself.
pub fn period(model: &Model) -> Period {
    model
        .levels
        .last()
        .map(|level| level.effective)
        .unwrap_or_default()
}

/// The box of an affair.
pub fn space(model: &Model, table: &DecisionTable, affair: &Affair, as_of: Option<Date>) -> Space {
    let cells = table.full();
    let mut space = Space::of(model, cells);
    match (as_of, table.column(&ColumnKey::Value(FactKey::AsOf))) {
        (Some(day), _) => set(model, table, &mut space, FactKey::AsOf, &Datum::Date(day)),
        // an unknown date is one of the ruleset's period: any other rejects the affair
        (None, Some(column)) => {
            let (low, high) = days(model);
            space.cells[column as usize] = ClassSet::range(
                table.columns[column as usize].class(&Datum::Date(date_of(low))),
                table.columns[column as usize].class(&Datum::Date(date_of(high))),
            );
        }
        (None, None) => {}
    }
    for (number, knowledge) in affair.facts.iter().enumerate() {
        let fact = FactId(crate::table::column::index(number));
        match knowledge {
            Knowledge::Unknown => {}
            Knowledge::Known(datum) => set(model, table, &mut space, FactKey::Fact(fact), datum),
            Knowledge::OneOf(leaves) => {
                if let Some(column) = table.column(&ColumnKey::Value(FactKey::Fact(fact))) {
                    space.cells[column as usize] = ClassSet::from_classes(leaves.iter().copied());
                }
            }
        }
    }
    space
}

/// Holds the box to a value of a fact.
pub(crate) fn set(
    model: &Model,
    table: &DecisionTable,
    space: &mut Space,
    fact: FactKey,
    datum: &Datum,
) {
    let unit = match fact {
        FactKey::AsOf => 1,
        FactKey::Fact(fact) => unit_of(&model.facts[fact.index()].ty),
    };
    if let Some(ordinal) = ordinal(datum, unit) {
        space.exact.insert(fact, ordinal);
    }
    let folded = match datum {
        Datum::Text(text) => Some(Folded::new(text)),
        _ => None,
    };
    for &number in table.fact_columns.get(&fact).into_iter().flatten() {
        let column = &table.columns[number as usize];
        let class = match (&column.key, datum) {
            (ColumnKey::Member(_, leaf), Datum::Set(leaves)) => {
                u32::from(leaves.binary_search(leaf).is_ok())
            }
            (ColumnKey::Mentions(_, pattern), _) => u32::from(
                folded
                    .as_ref()
                    .is_some_and(|text| text.mentions(&Folded::new(pattern))),
            ),
            _ => column.class(datum),
        };
        space.cells[number as usize] = ClassSet::one(class);
    }
}

/// The days of the ruleset's period, as ordinals.
fn days(model: &Model) -> (i128, i128) {
    let period = period(model);
    (
        period.from.map_or(0, day_number),
        day_number(period.until.unwrap_or(Date::MAX)),
    )
}

/// The ordinals that a fact may have in a box, as ranges, both ends included.
pub fn ordinals(
    model: &Model,
    table: &DecisionTable,
    space: &Space,
    fact: FactKey,
) -> Vec<(i128, i128)> {
    if let Some(exact) = space.exact.get(&fact) {
        return vec![(*exact, *exact)];
    }
    let whole = match fact {
        FactKey::AsOf => space.days,
        FactKey::Fact(fact) => span_of(&model.facts[fact.index()].ty),
    };
    let Some(number) = table.column(&ColumnKey::Value(fact)) else {
        return vec![whole];
    };
    let column = &table.columns[number as usize];
    space.cells[number as usize]
        .ranges()
        .iter()
        .filter_map(|&(low, high)| {
            Some((
                column.ordinals(low)?.0.max(whole.0),
                column.ordinals(high)?.1.min(whole.1),
            ))
        })
        .collect()
}
