//! Many disjoint boxes as few large ones.
//!
//! In: boxes that say the same. Out: boxes whose union is the same, but for what is impossible: first
//! those that differ in one column are joined, then each is widened as far as the others, and the
//! impossible, reach, and those that others hold are dropped.

use std::collections::HashMap;

use super::cut::share;
use crate::table::cover::{Budget, Next, Rows, SETTLED, covered, search};
use crate::table::{ClassSet, DecisionTable, Region};

/// Boxes beyond which they are joined only, not widened.
const WIDENED: usize = 64;
/// Pieces that one question of covering may look at.
const PIECES: u64 = 2_000;

/// The boxes as few, largest first, as regions over the first columns.
pub(super) fn gathered(
    table: &DecisionTable,
    whole: &[ClassSet],
    boxes: Vec<Vec<ClassSet>>,
) -> Vec<Region> {
    let mut joined = join(boxes);
    joined.sort_by(|a, b| larger(a, b, whole));
    if joined.len() <= WIDENED {
        joined = widen(table, whole, &joined);
    }
    joined
        .into_iter()
        .map(|cells| region(&cells, whole))
        .collect()
}

/// A box as a region: the columns that it restricts.
pub(super) fn region(cells: &[ClassSet], whole: &[ClassSet]) -> Region {
    Region::from_cells(
        (0..)
            .zip(cells.iter().zip(whole))
            .filter(|(_, (cell, whole))| cell != whole)
            .map(|(column, (cell, _))| (column, cell.clone())),
    )
}

fn larger(a: &[ClassSet], b: &[ClassSet], whole: &[ClassSet]) -> std::cmp::Ordering {
    share(b, whole)
        .total_cmp(&share(a, whole))
        .then_with(|| a.cmp(b))
}

/// Boxes that are alike in all columns but one become one, until there are none.
fn join(mut boxes: Vec<Vec<ClassSet>>) -> Vec<Vec<ClassSet>> {
    let columns = boxes.first().map_or(0, Vec::len);
    loop {
        let before = boxes.len();
        for column in 0..columns {
            let mut alike: HashMap<Vec<ClassSet>, usize> = HashMap::with_capacity(boxes.len());
            let mut joined: Vec<Vec<ClassSet>> = Vec::with_capacity(boxes.len());
            for cells in boxes {
                let mut others = cells.clone();
                others.remove(column);
                match alike.get(&others) {
                    Some(&at) => joined[at][column] = joined[at][column].or(&cells[column]),
                    None => {
                        alike.insert(others, joined.len());
                        joined.push(cells);
                    }
                }
            }
            boxes = joined;
        }
        if boxes.len() == before {
            return boxes;
        }
    }
}

fn widen(table: &DecisionTable, whole: &[ClassSet], boxes: &[Vec<ClassSet>]) -> Vec<Vec<ClassSet>> {
    let regions: Vec<Region> = boxes.iter().map(|cells| region(cells, whole)).collect();
    let mut wide: Vec<Vec<ClassSet>> = boxes
        .iter()
        .map(|cells| {
            let mut cells = cells.clone();
            for column in 0..cells.len() {
                if cells[column] == whole[column] {
                    continue;
                }
                let kept = std::mem::replace(&mut cells[column], whole[column].clone());
                if !is_covered(table, &cells, &regions) {
                    cells[column] = kept;
                    reach_over(boxes, &mut cells, column);
                }
            }
            cells
        })
        .collect();
    wide.sort_by(|a, b| larger(a, b, whole));
    wide.dedup();
    let mut kept: Vec<Vec<ClassSet>> = Vec::new();
    let mut held: Vec<Region> = Vec::new();
    for cells in wide {
        if held.is_empty() || !is_covered(table, &cells, &held) {
            held.push(region(&cells, whole));
            kept.push(cells);
        }
    }
    kept
}

/// Takes in what the boxes beside it hold of one column.
fn reach_over(boxes: &[Vec<ClassSet>], cells: &mut [ClassSet], column: usize) {
    for other in boxes {
        let beside = cells
            .iter()
            .zip(other)
            .enumerate()
            .all(|(at, (cell, other))| at == column || cell.is_subset(other));
        if beside {
            cells[column] = cells[column].or(&other[column]);
        }
    }
}

/// Whether regions hold all of a box that is possible. A no may also mean that it took too long.
fn is_covered(table: &DecisionTable, cells: &[ClassSet], regions: &[Region]) -> bool {
    let mut space = table.full();
    space[..cells.len()].clone_from_slice(cells);
    let forbidden = table.forbidden.iter().map(|(_, region)| (SETTLED, region));
    let rows = Rows::new(table, regions.iter().map(|region| (0, region))).besides(forbidden);
    let budget = Budget {
        pieces: PIECES,
        stop: &|| false,
    };
    search(table, &space, rows, budget, covered, |_| Next::Stop).complete()
}
