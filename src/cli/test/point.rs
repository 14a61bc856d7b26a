//! Where an affair lies among the columns of the decision table.
//!
//! In: an affair and its outcomes. Out: whether it lies in a region, wholly: what is unknown of it may
//! be anything. Of a contested decision each claim counts, for rules are met in the world of each.

use crate::model::{Datum, Model};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, Region};
use crate::verdict::explore::{Ground, narrow};
use crate::verdict::space::space;
use crate::verdict::{Affair, Outcome, Outcomes, Possible, Result, Value};

/// The classes an affair has in each column.
pub(super) struct Point {
    cells: Vec<ClassSet>,
    /// Columns of contested decisions, whose classes are each had in some world.
    contested: Vec<bool>,
}

impl Point {
    pub(super) fn of(
        model: &Model,
        table: &DecisionTable,
        affair: &Affair,
        outcomes: &Outcomes,
    ) -> Self {
        let mut space = space(model, table, affair, outcomes.as_of);
        // an admissible affair always leaves something
        let _ = narrow(Ground { model, table }, &mut space);
        let mut contested = vec![false; table.columns.len()];
        for (at, column) in table.columns.iter().enumerate() {
            let (ColumnKey::Outcome(decision) | ColumnKey::Collected(decision, _)) = &column.key
            else {
                continue;
            };
            let (values, worlds) = values(&outcomes.decisions[decision.index()]);
            contested[at] = worlds;
            if let Some(values) = values {
                space.cells[at] = ClassSet::from_classes(
                    values
                        .into_iter()
                        .map(|value| class(column, value.as_ref())),
                );
            }
        }
        Self {
            cells: space.cells,
            contested,
        }
    }

    /// Whether the affair lies in a region, whatever is unknown of it.
    pub(super) fn lies_in(&self, region: &Region) -> bool {
        region.cells().iter().all(|(column, classes)| {
            let at = *column as usize;
            if self.contested[at] {
                !self.cells[at].is_disjoint(classes)
            } else {
                self.cells[at].is_subset(classes)
            }
        })
    }
}

/// The values a decision may have, `None` for unclassified, if they can be listed; and whether each is
/// had in a world of its own.
fn values(outcome: &Outcome) -> (Option<Vec<Option<Value>>>, bool) {
    match outcome {
        Outcome::Decided { value, .. } => (Some(vec![Some(value.clone())]), false),
        Outcome::Unclassified => (Some(vec![None]), false),
        Outcome::Contested { claims, .. } => {
            let values = claims.iter().map(|claim| claim.value.clone());
            (Some(values.collect()), true)
        }
        Outcome::Undetermined {
            possible: Possible::Results(results),
            incomplete: false,
            ..
        } => {
            let values = results.iter().flat_map(|result| match result {
                Result::Decided(value) => vec![Some(value.clone())],
                Result::Contested(values) => values.clone(),
                Result::Unclassified => vec![None],
            });
            (Some(values.collect()), false)
        }
        Outcome::Undetermined { .. } => (None, false),
    }
}

/// The class of a decision's value in one of its columns.
fn class(column: &Column, value: Option<&Value>) -> u32 {
    match (&column.key, value) {
        (ColumnKey::Collected(_, leaf), Some(Value::List(list))) => {
            u32::from(list.binary_search(&Datum::Leaf(*leaf)).is_ok())
        }
        (ColumnKey::Collected(..), _) => 0,
        (_, Some(Value::One(datum))) => column.class(datum),
        (_, Some(Value::List(list))) => column.class(&Datum::Number(list.len().into())),
        (_, None) => column
            .none_class()
            .expect("only optional decisions are unclassified"),
    }
}
