//! A region as JSON: for each fact, decision or expression it restricts, what it may be.
//!
//! | restricted | JSON |
//! |---|---|
//! | values of a kind | their names; a value stands for all below it; `null` is unclassified |
//! | yes/no | a list of `true`, `false`, `null` |
//! | a number, date or duration | `"1..9"`, both ends included, an open end left out; several in a list |
//! | the same, where an end is not included | `"> 1000"`, `">= 5, < 10"` |
//! | a set, a collected list | `{"includes": […], "without": […]}` |
//! | a text | `{"mentions": […], "without": […]}`, `{"is": […]}`, `{"is_not": […]}` |

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::expression::Voice;
use super::heading::headed;
use crate::model::{DURATION_LIMIT, Datum, Model, NUMBER_LIMIT, Type};
use crate::report::fields::Fields;
use crate::table::shape::nodes::covering;
use crate::table::shape::ranges::{End, Quantity, Range};
use crate::table::shape::{Shape, shape, type_of};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, Region};

/// What a region restricts.
pub fn machine(model: &Model, table: &DecisionTable, region: &Region) -> Fields {
    let fields = headed(model, table, region)
        .into_iter()
        .map(|(heading, cells)| {
            let cells: Vec<(&Column, &ClassSet)> = cells
                .into_iter()
                .map(|(column, classes)| (&table.columns[column as usize], classes))
                .collect();
            (
                heading.words(model, table, Voice::Names),
                of_heading(model, &cells),
            )
        });
    Fields(fields.collect())
}

fn of_heading(model: &Model, cells: &[(&Column, &ClassSet)]) -> Json {
    let (mut found, mut absent) = (Vec::new(), Vec::new());
    let (mut is_text, mut exact) = (false, None);
    for (column, classes) in cells {
        match shape(model, column, classes) {
            Shape::Mentions {
                pattern,
                found: there,
            } => {
                is_text = true;
                if there { &mut found } else { &mut absent }.push(pattern);
            }
            Shape::Member {
                kind,
                leaf,
                found: there,
            } => {
                let name = model.kinds[kind.index()].leaf(leaf).name.clone();
                if there { &mut found } else { &mut absent }.push(name);
            }
            Shape::Texts { texts, negated } => {
                is_text = true;
                exact = Some((if negated { "is_not" } else { "is" }, texts));
            }
            Shape::Values(kind, _) => {
                let kind = &model.kinds[kind.index()];
                let nodes = covering(kind, 0..kind.len(), &|leaf| classes.contains(leaf));
                let names = nodes.iter().map(|node| {
                    let node = &kind.nodes[node.index()];
                    Json::from(node.name.clone())
                });
                return names.chain(unclassified(column, classes)).collect();
            }
            Shape::YesNo { no, yes, .. } => {
                let flags = yes.then_some(true).into_iter().chain(no.then_some(false));
                return flags
                    .map(Json::from)
                    .chain(unclassified(column, classes))
                    .collect();
            }
            Shape::Ranges { ranges, .. } => {
                let ends = declared(model, column);
                let mut all: Vec<Json> = ranges
                    .iter()
                    .map(|range| Json::from(self::range(range, &ends)))
                    .chain(unclassified(column, classes))
                    .collect();
                return match all.len() {
                    1 => all.remove(0),
                    _ => Json::from(all),
                };
            }
        }
    }
    let mut object = serde_json::Map::new();
    if let Some((is, texts)) = exact {
        object.insert(is.to_owned(), json!(texts));
    }
    if !found.is_empty() {
        let verb = if is_text { "mentions" } else { "includes" };
        object.insert(verb.to_owned(), json!(found));
    }
    if !absent.is_empty() {
        object.insert("without".to_owned(), json!(absent));
    }
    Json::from(object)
}

fn unclassified(column: &Column, classes: &ClassSet) -> Option<Json> {
    let none = column.none_class()?;
    classes.contains(none).then_some(Json::Null)
}

/// The ends of a column's domain, as far as somebody declared them.
fn declared(model: &Model, column: &Column) -> [Option<String>; 2] {
    let within = |number: Decimal| number.abs() < Decimal::from(NUMBER_LIMIT);
    let number = |number: Decimal| within(number).then(|| number.normalize().to_string());
    match type_of(model, column) {
        // a sum leaves the range of what is added
        _ if !column.optional && matches!(column.key, ColumnKey::Outcome(_)) => [None, None],
        Some(Type::Integer { low, high, .. }) => {
            [number(Decimal::from(*low)), number(Decimal::from(*high))]
        }
        Some(Type::Decimal { low, high, .. }) => [number(*low), number(*high)],
        Some(Type::Date { low, high }) => [
            (*low > Date::constant(1, 1, 1)).then(|| low.to_string()),
            (*high < Date::MAX).then(|| high.to_string()),
        ],
        Some(Type::Duration { low, high }) => {
            [*low, *high].map(|days| (days.abs() < DURATION_LIMIT).then(|| days.to_string()))
        }
        _ => [None, None],
    }
}

fn range(range: &Range, declared: &[Option<String>; 2]) -> String {
    let said = |quantity: &Quantity| match quantity {
        Quantity::Datum(Datum::Number(number)) => number.normalize().to_string(),
        Quantity::Datum(Datum::Date(date)) => date.to_string(),
        Quantity::Datum(Datum::Duration(days)) => days.to_string(),
        Quantity::Fraction(ratio) => ratio.to_string(),
        Quantity::Datum(_) => unreachable!("only ordered values have ranges"),
    };
    let (low, high) = (&range.low, &range.high);
    if low.iter().chain(high).all(|end| end.included) {
        let [least, most] = declared;
        let end = |end: &Option<End>, domain: &Option<String>| {
            let end = end.as_ref().map(|end| said(&end.at));
            end.or_else(|| domain.clone()).unwrap_or_default()
        };
        return format!("{}..{}", end(low, least), end(high, most));
    }
    let sign = |end: &End, included: &str, not: &str| {
        let sign = if end.included { included } else { not };
        format!("{sign} {}", said(&end.at))
    };
    let low = low.as_ref().map(|end| sign(end, ">=", ">"));
    let high = high.as_ref().map(|end| sign(end, "<=", "<"));
    low.into_iter().chain(high).collect::<Vec<_>>().join(", ")
}
