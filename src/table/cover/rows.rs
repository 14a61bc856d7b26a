//! Labelled regions, laid out for the search.

use super::{Piece, SETTLED};
use crate::table::column::index;
use crate::table::{ClassSet, DecisionTable, Region};

/// Labelled regions, column by column, over the columns that any of them restricts.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Columns of the table, ascending.
    pub(super) columns: Vec<u32>,
    /// Classes of each of those columns.
    pub(super) sizes: Vec<u32>,
    /// `cells[c][row]`; the full set where the row does not restrict the column.
    pub(super) cells: Vec<Vec<ClassSet>>,
    pub(super) labels: Vec<u32>,
}

impl Rows {
    /// Rows over the columns that they restrict.
    pub fn new<'r>(
        table: &DecisionTable,
        rows: impl IntoIterator<Item = (u32, &'r Region)>,
    ) -> Self {
        let rows: Vec<(u32, &Region)> = rows.into_iter().collect();
        let mut restricted = vec![false; table.columns.len()];
        for (column, _) in rows.iter().flat_map(|(_, region)| region.cells()) {
            restricted[*column as usize] = true;
        }
        let columns: Vec<u32> = (0..index(restricted.len()))
            .filter(|&column| restricted[column as usize])
            .collect();
        let sizes: Vec<u32> = columns
            .iter()
            .map(|&column| table.columns[column as usize].size)
            .collect();
        let mut all = Self {
            cells: vec![Vec::with_capacity(rows.len()); columns.len()],
            columns,
            sizes,
            labels: Vec::with_capacity(rows.len()),
        };
        for (label, region) in rows {
            all.push(label, region);
        }
        all
    }

    /// One more row. Columns that no row restricted before are left out of it, so it must not
    /// restrict any.
    pub(super) fn push(&mut self, label: u32, region: &Region) {
        let mut cells = region.cells().iter().peekable();
        for (c, &column) in self.columns.iter().enumerate() {
            while cells.next_if(|cell| cell.0 < column).is_some() {}
            self.cells[c].push(match cells.next_if(|cell| cell.0 == column) {
                Some((_, classes)) => classes.clone(),
                None => ClassSet::full(self.sizes[c]),
            });
        }
        self.labels.push(label);
    }

    /// With more rows, of those that restrict no column which these leave alone: the others are
    /// not worth cutting for.
    #[must_use]
    pub fn besides<'r>(mut self, more: impl IntoIterator<Item = (u32, &'r Region)>) -> Self {
        for (label, region) in more {
            let spoken_of = |cell: &(u32, ClassSet)| self.columns.binary_search(&cell.0).is_ok();
            if region.cells().iter().all(spoken_of) {
                self.push(label, region);
            }
        }
        self
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The largest box around a piece that the same rows hold wholly, and the others miss, as far
    /// as the space goes: what is said of the piece is true of all of it. Settled rows do not
    /// bound it: nothing lies there, or it was told already.
    pub(super) fn grown(&self, space: &[ClassSet], piece: &Piece) -> Vec<ClassSet> {
        let mut at = piece.cells.clone();
        // in how many columns each row misses the box; one that misses in none is left as it is
        let mut missing: Vec<u32> = vec![0; self.len()];
        for (c, cells) in self.cells.iter().enumerate() {
            for (row, cell) in cells.iter().enumerate() {
                missing[row] += u32::from(cell.is_disjoint(&at[c]));
            }
        }
        for (c, cells) in self.cells.iter().enumerate() {
            let whole = &space[self.columns[c] as usize];
            if at[c] == *whole {
                continue;
            }
            let mut allowed = whole.clone();
            let mut blocked: Vec<(u32, u32)> = Vec::new();
            for (row, cell) in cells.iter().enumerate() {
                if self.labels[row] == SETTLED {
                    continue;
                }
                if missing[row] == 1 && cell.is_disjoint(&at[c]) {
                    blocked.extend(cell.ranges());
                } else if missing[row] == 0 && at[c].is_subset(cell) {
                    allowed = allowed.and(cell);
                }
            }
            allowed = allowed.minus(&ClassSet::from_ranges(blocked));
            for (row, cell) in cells.iter().enumerate() {
                let before = cell.is_disjoint(&at[c]);
                missing[row] -= u32::from(before && !cell.is_disjoint(&allowed));
            }
            at[c] = allowed;
        }
        at
    }
}
