//! Regions: boxes over the columns.

use super::ClassSet;
pub use super::classes::Cover;

/// A box: for some columns the classes allowed; every class of the others.
///
/// Invariant: columns ascend, no set is empty and none is known to be the whole column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Region {
    cells: Vec<(u32, ClassSet)>,
}

impl Region {
    /// The whole space.
    pub fn whole() -> Self {
        Self::default()
    }

    /// One column restricted; `None` if nothing is left.
    pub fn of(column: u32, classes: ClassSet, size: u32) -> Option<Self> {
        if classes.is_empty() {
            None
        } else if classes.len() >= u64::from(size) {
            Some(Self::whole())
        } else {
            Some(Self {
                cells: vec![(column, classes)],
            })
        }
    }

    /// From restricted columns, ascending, none of them empty or whole.
    pub fn from_cells(cells: impl IntoIterator<Item = (u32, ClassSet)>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
        }
    }

    /// The restricted columns.
    pub fn cells(&self) -> &[(u32, ClassSet)] {
        &self.cells
    }

    /// The classes of a column, if it is restricted.
    pub fn cell(&self, column: u32) -> Option<&ClassSet> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.0)
            .ok()
            .map(|index| &self.cells[index].1)
    }

    /// The part of a box that lies in it; some cells are empty if none does.
    pub fn within(&self, space: &[ClassSet]) -> Vec<ClassSet> {
        let mut cells = space.to_vec();
        for (column, classes) in &self.cells {
            let cell = &mut cells[*column as usize];
            *cell = cell.and(classes);
        }
        cells
    }

    /// The points in both; `None` if there are none.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut cells = Vec::with_capacity(self.cells.len() + other.cells.len());
        let (mut here, mut there) = (self.cells.iter().peekable(), other.cells.iter().peekable());
        loop {
            match (here.peek(), there.peek()) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    let both = a.1.and(&b.1);
                    if both.is_empty() {
                        return None;
                    }
                    cells.push((a.0, both));
                    here.next();
                    there.next();
                }
                (Some(a), Some(b)) if a.0 < b.0 => cells.extend(here.next().cloned()),
                (_, Some(_)) => cells.extend(there.next().cloned()),
                (Some(_), None) => cells.extend(here.next().cloned()),
                (None, None) => return Some(Self { cells }),
            }
        }
    }

    /// Whether some point is in both.
    pub fn meets(&self, other: &Self) -> bool {
        let mut there = other.cells.iter().peekable();
        self.cells.iter().all(|(column, classes)| {
            while there.next_if(|cell| cell.0 < *column).is_some() {}
            there
                .next_if(|cell| cell.0 == *column)
                .is_none_or(|cell| !cell.1.is_disjoint(classes))
        })
    }

    /// Whether every point of it is in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        other.cells.iter().all(|(column, classes)| {
            self.cell(*column)
                .is_some_and(|mine| mine.is_subset(classes))
        })
    }

    /// How it lies to a box that has a set of classes for each column.
    pub fn covers(&self, space: &[ClassSet]) -> Cover {
        let mut cover = Cover::All;
        for (column, classes) in &self.cells {
            let cell = &space[*column as usize];
            match classes.covers(cell) {
                Cover::All => {}
                Cover::Part => cover = Cover::Part,
                Cover::Nothing => return Cover::Nothing,
            }
        }
        cover
    }
}
