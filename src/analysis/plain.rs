//! The plainest affair of a box: a value for each fact that the box restricts, the others unknown.
//!
//! Plain is: the first leaf, `no`, the threshold itself, a whole number, the smallest set, a text of
//! just the words looked for.

use crate::model::{Datum, Fact, FactId, NUMBER_LIMIT, Type};
use crate::table::column::{date_of, datum_of, day_number};
use crate::table::disjoin::unit_of;
use crate::table::{ClassSet, ColumnKey, FactKey};
use crate::verdict::space::{Space, default_date, ordinals};
use crate::verdict::wording::wording;
use crate::verdict::{Affair, Knowledge};

use super::setting::Setting;

/// An affair of a box, with values for the facts that the box restricts, or for all.
pub(crate) fn affair(setting: &Setting, space: &Space, all: bool) -> Affair {
    let model = setting.model;
    let facts = (0..).map(FactId).zip(&model.facts).map(|(id, fact)| {
        if all || is_restricted(setting, space, FactKey::Fact(id)) {
            Knowledge::Known(value(setting, space, id, fact))
        } else {
            Knowledge::Unknown
        }
    });
    let mut affair = Affair::unknown(model).with((0..).map(FactId).zip(facts));
    affair.as_of = day(setting, space).or_else(|| all.then(|| read_day(setting, space)).flatten());
    affair
}

fn is_restricted(setting: &Setting, space: &Space, fact: FactKey) -> bool {
    let columns = setting.table.fact_columns.get(&fact).into_iter().flatten();
    space.exact.contains_key(&fact)
        || columns
            .into_iter()
            .any(|&at| space.cells[at as usize] != setting.whole[at as usize])
}

/// The day, where the ruleset's own day would not do.
fn day(setting: &Setting, space: &Space) -> Option<jiff::civil::Date> {
    if let Some(exact) = space.exact.get(&FactKey::AsOf) {
        return Some(date_of(*exact));
    }
    let cell = &space.cells[setting.days()? as usize];
    let own = default_date(setting.model).map(|day| {
        setting.table.columns[setting.days().unwrap_or_default() as usize].class(&Datum::Date(day))
    });
    if own.is_some_and(|class| cell.contains(class)) {
        return None;
    }
    Some(date_of(plain(
        &ordinals(setting.model, setting.table, space, FactKey::AsOf),
        &Calendar,
    )))
}

/// A day for a ruleset that only computes with it and has none of its own.
fn read_day(setting: &Setting, space: &Space) -> Option<jiff::civil::Date> {
    let mut expressions = setting.table.expressions.iter();
    let is_read = expressions.any(|(_, facts)| facts.contains(&FactKey::AsOf));
    (is_read && default_date(setting.model).is_none()).then(|| {
        let days = ordinals(setting.model, setting.table, space, FactKey::AsOf);
        date_of(plain(&days, &Calendar))
    })
}

fn value(setting: &Setting, space: &Space, id: FactId, fact: &Fact) -> Datum {
    let key = FactKey::Fact(id);
    let cell = || {
        let column = setting.table.column(&ColumnKey::Value(key));
        column.map(|at| &space.cells[at as usize])
    };
    let first = || cell().and_then(ClassSet::first).unwrap_or(0);
    match &fact.ty {
        Type::Kind(_) => Datum::Leaf(first()),
        Type::YesNo => Datum::YesNo(first() == 1),
        Type::Set(_) => Datum::Set(members(setting, space, id)),
        Type::Text => Datum::Text(wording(setting.table, &space.cells, id, None)),
        ty => {
            let chosen = space.exact.get(&key).copied().unwrap_or_else(|| {
                let among = ordinals(setting.model, setting.table, space, key);
                match ty {
                    Type::Date { .. } => plain(&among, &Calendar),
                    _ => plain(&among, &Numbers { unit: unit_of(ty) }),
                }
            });
            datum_of(ty, chosen)
        }
    }
}

/// What makes an ordinal plain.
trait Plainness {
    /// Whether an end is only there because the type has one.
    fn is_open(&self, end: i128) -> bool;
    /// The ordinal to take where nothing bounds it.
    fn usual(&self) -> i128;
    /// A rounder one, not smaller.
    fn rounder(&self, ordinal: i128) -> i128;
}

struct Numbers {
    unit: i128,
}

impl Plainness for Numbers {
    fn is_open(&self, end: i128) -> bool {
        end.abs() >= i128::from(NUMBER_LIMIT) * self.unit
    }
    fn usual(&self) -> i128 {
        0
    }
    fn rounder(&self, ordinal: i128) -> i128 {
        ordinal.div_euclid(self.unit) * self.unit
            + if ordinal.rem_euclid(self.unit) == 0 {
                0
            } else {
                self.unit
            }
    }
}

struct Calendar;

impl Plainness for Calendar {
    fn is_open(&self, end: i128) -> bool {
        end <= 0 || end >= day_number(jiff::civil::Date::MAX)
    }
    fn usual(&self) -> i128 {
        day_number(jiff::civil::date(2024, 1, 1))
    }
    fn rounder(&self, ordinal: i128) -> i128 {
        ordinal
    }
}

/// The plainest of some ordinals, given as ranges: one or more.
fn plain(among: &[(i128, i128)], plainness: &impl Plainness) -> i128 {
    let Some(&(low, high)) = among.first() else {
        return plainness.usual();
    };
    let inside = |ordinal: i128| low <= ordinal && ordinal <= high;
    match (plainness.is_open(low), plainness.is_open(high)) {
        (true, _) if inside(plainness.usual()) => plainness.usual(),
        (true, false) => high,
        _ => Some(plainness.rounder(low))
            .filter(|&at| inside(at))
            .unwrap_or(low),
    }
}

/// The members that must be in a set.
fn members(setting: &Setting, space: &Space, id: FactId) -> Vec<u32> {
    let columns = setting.table.fact_columns.get(&FactKey::Fact(id));
    let wanted = columns.into_iter().flatten().filter_map(|&at| {
        let ColumnKey::Member(_, leaf) = setting.table.columns[at as usize].key else {
            return None;
        };
        (space.cells[at as usize].single() == Some(1)).then_some(leaf)
    });
    let mut wanted: Vec<u32> = wanted.collect();
    wanted.sort_unstable();
    wanted
}
