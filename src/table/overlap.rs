//! Which rules meet: all pairs of labelled regions that have a point in common.
//!
//! One bit a region. For each column, the regions that begin no later than a class and those that
//! have ended before it are prefixes of two orders; their bitmaps are kept every 64 places and
//! completed from the order itself. So a region's neighbours are the `and` of two bitmaps a
//! column: R²C/64 words for R regions and C columns, whatever the number of classes. Columns with
//! gaps are taken by their hull first and then compared exactly.

use super::column::index;
use super::{ClassSet, DecisionTable, Region};

/// Places between two bitmaps that are kept.
const STRIDE: usize = 64;

/// Pairs of different labels, the lesser first, whose regions meet; ascending, without repeats.
/// Regions of one label are not compared with each other.
pub fn pairs<L: Copy + Ord>(table: &DecisionTable, regions: &[(L, &Region)]) -> Vec<(L, L)> {
    let columns = Orders::of(table, regions);
    let words = regions.len().div_ceil(64);
    let mut found = Vec::new();
    let mut bits = vec![0_u64; words];
    for (number, (label, region)) in regions.iter().enumerate() {
        // only those after it
        let first = (number + 1) / 64;
        bits.iter_mut().for_each(|word| *word = u64::MAX);
        for cell in region.cells() {
            columns[cell.0 as usize].narrow(&cell.1, &mut bits, first);
        }
        for (at, word) in bits.iter().enumerate().skip(first) {
            let mut word = *word;
            while word != 0 {
                let other = at * 64 + word.trailing_zeros() as usize;
                word &= word - 1;
                let Some((with, at)) = regions.get(other) else {
                    break;
                };
                if other > number && with != label && region.meets(at) {
                    found.push((*label.min(with), *label.max(with)));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The two orders of one column's restricted regions.
#[derive(Default)]
struct Orders {
    begin: Prefixes,
    end: Prefixes,
}

/// Regions in the order of a class, with bitmaps of prefixes.
#[derive(Default)]
struct Prefixes {
    /// (class, region), ascending.
    order: Vec<(u32, u32)>,
    /// The regions of the first `STRIDE · k` places.
    kept: Vec<Vec<u64>>,
}

impl Orders {
    /// By column.
    fn of<L>(table: &DecisionTable, regions: &[(L, &Region)]) -> Vec<Self> {
        let mut columns: Vec<Self> = table.columns.iter().map(|_| Self::default()).collect();
        let mut restricted = vec![vec![0_u64; 0]; table.columns.len()];
        for (number, (_, region)) in regions.iter().enumerate() {
            for (column, classes) in region.cells() {
                let (Some(low), Some(high)) = (classes.first(), classes.last()) else {
                    continue;
                };
                let orders = &mut columns[*column as usize];
                orders.begin.order.push((low, index(number)));
                orders.end.order.push((high, index(number)));
                let bits = &mut restricted[*column as usize];
                bits.resize(regions.len().div_ceil(64), 0);
                bits[number / 64] |= 1 << (number % 64);
            }
        }
        for (orders, restricted) in columns.iter_mut().zip(&restricted) {
            // a region that does not restrict the column has begun from the start, and never ends
            let free: Vec<u64> = restricted.iter().map(|word| !word).collect();
            orders.begin.keep(free);
            orders.end.keep(vec![0; restricted.len()]);
        }
        columns
    }

    /// Leaves the bits of regions that meet a cell, by hull, from a word on.
    fn narrow(&self, cell: &ClassSet, bits: &mut [u64], first: usize) {
        let (Some(low), Some(high)) = (cell.first(), cell.last()) else {
            bits.fill(0);
            return;
        };
        let (kept, rest) = self.begin.up_to(high.saturating_add(1));
        let late: Vec<u32> = rest
            .iter()
            .map(|&(_, region)| region)
            .filter(|&region| bits[region as usize / 64] >> (region % 64) & 1 == 1)
            .collect();
        for (word, kept) in bits.iter_mut().zip(kept).skip(first) {
            *word &= kept;
        }
        for region in late {
            bits[region as usize / 64] |= 1 << (region % 64);
        }
        let (kept, rest) = self.end.up_to(low);
        for (word, kept) in bits.iter_mut().zip(kept).skip(first) {
            *word &= !kept;
        }
        for (_, region) in rest {
            bits[*region as usize / 64] &= !(1 << (region % 64));
        }
    }
}

impl Prefixes {
    fn keep(&mut self, start: Vec<u64>) {
        self.order.sort_unstable();
        let mut bits = start;
        for chunk in self.order.chunks(STRIDE) {
            self.kept.push(bits.clone());
            for (_, region) in chunk {
                bits[*region as usize / 64] |= 1 << (region % 64);
            }
        }
        self.kept.push(bits);
    }

    /// The regions below a class: a kept bitmap, and the places after it.
    fn up_to(&self, class: u32) -> (&[u64], &[(u32, u32)]) {
        let count = self.order.partition_point(|place| place.0 < class);
        let from = count / STRIDE;
        (&self.kept[from], &self.order[from * STRIDE..count])
    }
}
