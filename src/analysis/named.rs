//! Columns and classes as a certificate names them.

use num_rational::Ratio;

use crate::model::{Model, Type};
use crate::table::column::{Scale, date_of};
use crate::table::{Column, ColumnKey, DecisionTable, FactKey};
use crate::verify::format::{Coordinate, Piece, True, Unclassified, Value};
use crate::verify::key;

/// The columns of a table, by what they look at.
pub(super) struct Coordinates<'a> {
    model: &'a Model,
    table: &'a DecisionTable,
}

impl<'a> Coordinates<'a> {
    pub(super) fn of(model: &'a Model, table: &'a DecisionTable) -> Self {
        Self { model, table }
    }

    fn column(&self, column: u32) -> &'a Column {
        &self.table.columns[column as usize]
    }

    /// How many classes a column has.
    pub(super) fn size(&self, column: u32) -> u32 {
        self.column(column).size
    }

    /// What a column looks at.
    pub(super) fn coordinate(&self, column: u32) -> Coordinate {
        let model = self.model;
        let fact = |id: &crate::model::FactId| model.facts[id.index()].name.clone();
        let decision = |id: &crate::model::DecisionId| model.decisions[id.index()].name.clone();
        let column = self.column(column);
        match &column.key {
            ColumnKey::Value(FactKey::AsOf) => Coordinate::AsOf { as_of: True },
            ColumnKey::Value(FactKey::Fact(id)) => match column.scale {
                Scale::Texts(_) => Coordinate::Text {
                    fact: fact(id),
                    text: True,
                },
                _ => Coordinate::Fact { fact: fact(id) },
            },
            ColumnKey::Member(id, leaf) => Coordinate::Has {
                fact: fact(id),
                has: leaf_of(model, &model.facts[id.index()].ty, *leaf),
            },
            ColumnKey::Mentions(id, pattern) => Coordinate::Mentions {
                fact: fact(id),
                mentions: pattern.clone(),
            },
            ColumnKey::Expr(expr) => Coordinate::Expression {
                expression: key(model, expr),
            },
            ColumnKey::Outcome(id) | ColumnKey::Decided(id) => Coordinate::Decision {
                decision: decision(id),
            },
            ColumnKey::Collected(id, leaf) => Coordinate::Holds {
                decision: decision(id),
                has: leaf_of(model, &model.decisions[id.index()].ty, *leaf),
            },
        }
    }

    /// The values of the classes `low..=high` of a column.
    pub(super) fn pieces(&self, column: u32, low: u32, high: u32) -> Vec<Piece> {
        let column = self.column(column);
        let none = column.none_class();
        let last = column.size - 1 - u32::from(column.optional);
        let mut pieces = Vec::new();
        if low <= last {
            pieces.extend(self.values(column, low, high.min(last), last));
        }
        if none.is_some_and(|none| high >= none) {
            pieces.push(Piece::None(Unclassified::Unclassified));
        }
        pieces
    }

    /// `last` is the greatest class that stands for values.
    fn values(&self, column: &Column, low: u32, high: u32, last: u32) -> Vec<Piece> {
        let range = |from: Option<(String, bool)>, to: Option<(String, bool)>| {
            let (from, from_open) = from.map_or((None, false), |(at, open)| (Some(at), open));
            let (to, to_open) = to.map_or((None, false), |(at, open)| (Some(at), open));
            vec![Piece::Range {
                from,
                to,
                from_open,
                to_open,
            }]
        };
        match &column.scale {
            Scale::Leaves => {
                let leaf = |class| (leaf_of(self.model, self.ty(column), class), false);
                range(Some(leaf(low)), Some(leaf(high)))
            }
            Scale::Flag => (low..=high)
                .map(|class| Piece::Is {
                    is: Value::YesNo(class == 1),
                })
                .collect(),
            Scale::Texts(texts) => (low..=high)
                .map(|class| match texts.get(class as usize) {
                    Some(text) => Piece::Is {
                        is: Value::Text(text.clone()),
                    },
                    None => Piece::Other { other: True },
                })
                .collect(),
            Scale::Cuts { cuts, unit, .. } => {
                let cut = |class: u32| self.ordinal(column, cuts[class as usize], *unit);
                range(
                    (low > 0).then(|| (cut(low - 1), false)),
                    (high < last).then(|| (cut(high), true)),
                )
            }
            Scale::Thresholds(thresholds) => {
                let at = |number: u32| thresholds[number as usize].to_string();
                let from = match low {
                    0 => None,
                    low if low % 2 == 1 => Some((at(low / 2), false)),
                    low => Some((at(low / 2 - 1), true)),
                };
                let to = match high {
                    high if high == last => None,
                    high if high % 2 == 1 => Some((at(high / 2), false)),
                    high => Some((at(high / 2), true)),
                };
                range(from, to)
            }
        }
    }

    fn ordinal(&self, column: &Column, ordinal: i128, unit: i128) -> String {
        let is_date = matches!(column.key, ColumnKey::Value(FactKey::AsOf))
            || matches!(self.ty(column), Type::Date { .. });
        if is_date {
            date_of(ordinal).to_string()
        } else {
            Ratio::new(ordinal, unit).to_string()
        }
    }

    /// The type of a column's values; of the date of the decision, any.
    fn ty(&self, column: &Column) -> &'a Type {
        match &column.key {
            ColumnKey::Value(FactKey::Fact(id))
            | ColumnKey::Member(id, _)
            | ColumnKey::Mentions(id, _) => &self.model.facts[id.index()].ty,
            ColumnKey::Outcome(id) | ColumnKey::Collected(id, _) | ColumnKey::Decided(id) => {
                &self.model.decisions[id.index()].ty
            }
            ColumnKey::Value(FactKey::AsOf) | ColumnKey::Expr(_) => &Type::YesNo,
        }
    }
}

fn leaf_of(model: &Model, ty: &Type, leaf: u32) -> String {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => model.kinds[kind.index()].leaf(leaf).name.clone(),
        _ => unreachable!("only kinds have leaves"),
    }
}
