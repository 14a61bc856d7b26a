//! Where to cut a box, and how much of the space it is.

use std::collections::BTreeMap;

use crate::table::cover::Counts;
use crate::table::{ClassSet, Region};

/// The best cut for some regions, in the first columns, where they restrict the box: fewest regions on
/// both sides, halves even.
pub(super) fn best<'r>(
    counts: &mut Counts,
    cells: &[ClassSet],
    columns: usize,
    regions: impl Iterator<Item = &'r Region>,
) -> Option<(u32, u32)> {
    let mut by_column: BTreeMap<u32, Vec<&ClassSet>> = BTreeMap::new();
    let mut total = 0;
    for region in regions {
        total += 1;
        for (column, classes) in region.cells() {
            if (*column as usize) < columns && !cells[*column as usize].is_subset(classes) {
                by_column.entry(*column).or_default().push(classes);
            }
        }
    }
    let whole = ClassSet::range(0, u32::MAX - 1);
    let mut best: Option<(usize, (u32, u32))> = None;
    for (column, sets) in by_column {
        let cell = &cells[column as usize];
        let (low, high) = (cell.first()?, cell.last()?);
        let free = std::iter::repeat_n(&whole, total - sets.len().min(total));
        if let Some((score, at)) = counts.best((low, high), sets.into_iter().chain(free))
            && best.is_none_or(|(known, _)| score < known)
        {
            best = Some((score, (column, at)));
        }
    }
    best.map(|(_, cut)| cut)
}

/// The part of the space that a box is, between 0 and 1; each class counts the same.
#[allow(clippy::cast_precision_loss)]
pub(super) fn share(cells: &[ClassSet], whole: &[ClassSet]) -> f64 {
    cells
        .iter()
        .zip(whole)
        .filter(|(cell, whole)| cell != whole)
        .map(|(cell, whole)| cell.len() as f64 / whole.len().max(1) as f64)
        .product()
}
