//! What columns of a region are about: a fact with all its columns, an expression, a decision, the date.

use super::expression::{self, Voice};
use crate::model::{Datum, DecisionId, Model};
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::space::period;
use crate::words::{Label, Lang};

/// What columns are about. The order is that in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// By the place of its declaration.
    Fact(u32, FactKey),
    /// A column of an expression.
    Expression(u32),
    /// A decision read as a fact.
    Decision(DecisionId),
    /// The date of the decision.
    Date,
}

impl Heading {
    /// What a column is about.
    pub fn of(model: &Model, table: &DecisionTable, column: u32) -> Self {
        match &table.columns[column as usize].key {
            ColumnKey::Value(FactKey::AsOf) => Self::Date,
            ColumnKey::Value(key @ FactKey::Fact(fact)) => {
                Self::Fact(model.facts[fact.index()].declared, *key)
            }
            ColumnKey::Member(fact, _) | ColumnKey::Mentions(fact, _) => {
                Self::Fact(model.facts[fact.index()].declared, FactKey::Fact(*fact))
            }
            ColumnKey::Expr(_) => Self::Expression(column),
            ColumnKey::Outcome(decision)
            | ColumnKey::Collected(decision, _)
            | ColumnKey::Decided(decision) => Self::Decision(*decision),
        }
    }

    /// What it is called.
    pub fn words(self, model: &Model, table: &DecisionTable, voice: Voice) -> String {
        let date = || expression::words(model, &crate::model::Expr::AsOf, voice);
        match self {
            Self::Fact(_, FactKey::AsOf) | Self::Date => date(),
            Self::Fact(_, FactKey::Fact(fact)) => {
                expression::words(model, &crate::model::Expr::Fact(fact), voice)
            }
            Self::Expression(column) => match &table.columns[column as usize].key {
                ColumnKey::Expr(expr) => expression::words(model, expr, voice),
                _ => String::new(),
            },
            Self::Decision(decision) => {
                expression::words(model, &crate::model::Expr::Decision(decision), voice)
            }
        }
    }
}

/// The cells of a region under what they are about; a date that is the ruleset's whole period is
/// left out.
pub fn headed<'r>(
    model: &Model,
    table: &DecisionTable,
    region: &'r Region,
) -> Vec<(Heading, Vec<(u32, &'r ClassSet)>)> {
    let mut headed: Vec<(Heading, Vec<(u32, &ClassSet)>)> = Vec::new();
    for (column, classes) in region.cells() {
        let heading = Heading::of(model, table, *column);
        if heading == Heading::Date && whole_period(model, table, *column, classes) {
            continue;
        }
        match headed.iter_mut().find(|(other, _)| *other == heading) {
            Some((_, cells)) => cells.push((*column, classes)),
            None => headed.push((heading, vec![(*column, classes)])),
        }
    }
    headed.sort_by_key(|(heading, _)| *heading);
    headed
}

/// Whether a cell of the date says no more than the ruleset's own period.
pub fn whole_period(model: &Model, table: &DecisionTable, column: u32, classes: &ClassSet) -> bool {
    let period = period(model);
    let column = &table.columns[column as usize];
    let covers = |day: Option<jiff::civil::Date>, open: Option<u32>| match day {
        Some(day) => classes.contains(column.class(&Datum::Date(day))),
        None => open.is_some_and(|class| classes.contains(class)),
    };
    let one_range = classes.ranges().len() == 1;
    one_range && covers(period.from, Some(0)) && covers(period.until, column.size.checked_sub(1))
}

/// The label of something in a language, or its name.
pub fn named(name: &str, label: &Label, lang: Option<Lang>) -> String {
    lang.and_then(|lang| label.get(lang))
        .unwrap_or(name)
        .to_owned()
}
