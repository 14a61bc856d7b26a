//! The way back from classes to values: what a set of classes of one column stands for.

pub mod nodes;
pub mod ranges;
pub mod measure;

use super::column::Scale;
use super::{ClassSet, Column, ColumnKey, FactKey};
use crate::model::{DecisionId, FactId, KindId, Model, Type};
use nodes::{Values, values};
use ranges::{Range, ordered, thresholds};

/// What a set of classes of one column stands for, in values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Values of a kind.
    Values(KindId, Values),
    /// Yes, no, or either; `none`: also unclassified.
    YesNo {
        /// Whether no is among them.
        no: bool,
        /// Whether yes is.
        yes: bool,
        /// Whether unclassified is.
        none: bool,
    },
    /// Ranges of numbers, dates or durations.
    Ranges {
        /// Ascending, apart from each other.
        ranges: Vec<Range>,
        /// Whether unclassified is among them.
        none: bool,
    },
    /// Exact texts.
    Texts {
        /// These.
        texts: Vec<String>,
        /// Whether all but these are meant.
        negated: bool,
    },
    /// A member of a set, or a value of a collected list.
    Member {
        /// Its kind.
        kind: KindId,
        /// The leaf.
        leaf: u32,
        /// Whether it is in.
        found: bool,
    },
    /// A word of a text, folded.
    Mentions {
        /// The word.
        pattern: String,
        /// Whether it is there.
        found: bool,
    },
}

/// What a set of classes of a column stands for; not empty, and not the whole column.
pub fn shape(model: &Model, column: &Column, classes: &ClassSet) -> Shape {
    let found = classes.contains(1);
    match &column.key {
        ColumnKey::Member(fact, leaf) => Shape::Member {
            kind: kind_of(of_fact(model, *fact)),
            leaf: *leaf,
            found,
        },
        ColumnKey::Collected(decision, leaf) => Shape::Member {
            kind: kind_of(of_decision(model, *decision)),
            leaf: *leaf,
            found,
        },
        ColumnKey::Mentions(_, pattern) => Shape::Mentions {
            pattern: pattern.clone(),
            found,
        },
        ColumnKey::Value(_)
        | ColumnKey::Outcome(_)
        | ColumnKey::Decided(_)
        | ColumnKey::Expr(_) => of_scale(model, column, classes),
    }
}

fn of_scale(model: &Model, column: &Column, classes: &ClassSet) -> Shape {
    let none = column
        .none_class()
        .is_some_and(|none| classes.contains(none));
    match &column.scale {
        Scale::Leaves => {
            let kind = type_of(model, column).map_or(KindId(0), kind_of);
            Shape::Values(kind, values(&model.kinds[kind.index()], column, classes))
        }
        Scale::Flag => Shape::YesNo {
            no: classes.contains(0),
            yes: classes.contains(1),
            none,
        },
        Scale::Texts(texts) => {
            let others = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            let negated = classes.contains(others);
            let named = (0..).zip(texts);
            let named = named.filter(|(class, _)| classes.contains(*class) != negated);
            Shape::Texts {
                texts: named.map(|(_, text)| text.clone()).collect(),
                negated,
            }
        }
        Scale::Cuts { .. } => Shape::Ranges {
            ranges: ordered(column, type_of(model, column), classes),
            none,
        },
        Scale::Thresholds(_) => Shape::Ranges {
            ranges: thresholds(model, column, classes),
            none,
        },
    }
}

/// The type of what a column looks at; none for the date of the decision, and for an expression.
pub fn type_of<'m>(model: &'m Model, column: &Column) -> Option<&'m Type> {
    match &column.key {
        ColumnKey::Value(FactKey::Fact(fact))
        | ColumnKey::Member(fact, _)
        | ColumnKey::Mentions(fact, _) => Some(of_fact(model, *fact)),
        ColumnKey::Outcome(decision) | ColumnKey::Collected(decision, _) => {
            Some(of_decision(model, *decision))
        }
        ColumnKey::Value(FactKey::AsOf) | ColumnKey::Decided(_) | ColumnKey::Expr(_) => None,
    }
}

fn of_fact(model: &Model, fact: FactId) -> &Type {
    &model.facts[fact.index()].ty
}

fn of_decision(model: &Model, decision: DecisionId) -> &Type {
    &model.decisions[decision.index()].ty
}

fn kind_of(ty: &Type) -> KindId {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => *kind,
        _ => unreachable!("only kinds have leaves"),
    }
}
