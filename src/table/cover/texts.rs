//! Which texts a part of a box leaves.

use super::Rows;
use crate::table::column::Scale;
use crate::table::{ClassSet, ColumnKey, DecisionTable};

/// What is needed to see which texts a part leaves.
pub(super) struct Texts {
    /// Columns of the rows that look at texts.
    pub(super) columns: Vec<usize>,
    /// Columns of the table that do.
    pub(super) all: Vec<usize>,
    /// A box over all columns of the table, of which those columns are overwritten.
    pub(super) cells: Vec<ClassSet>,
}

impl Texts {
    pub(super) fn of(table: &DecisionTable, rows: &Rows, space: &[ClassSet]) -> Option<Self> {
        let of_text = |at: usize| {
            let column = &table.columns[at];
            matches!(column.key, ColumnKey::Mentions(..)) || matches!(column.scale, Scale::Texts(_))
        };
        let columns: Vec<usize> = (0..rows.columns.len())
            .filter(|&c| of_text(rows.columns[c] as usize))
            .collect();
        (columns.len() > 1).then(|| Self {
            columns,
            all: (0..table.columns.len()).filter(|&at| of_text(at)).collect(),
            cells: space.to_vec(),
        })
    }
}
