//! How much of the space some regions hold together.

use crate::table::cover::{Budget, Judgement, Next, Rows, search};
use crate::table::{ClassSet, Region};

use super::finding::Share;
use super::setting::Setting;

/// Pieces that the measuring may look at.
const PIECES: u64 = 20_000;

/// The share of the union of some regions, over the columns that they restrict; `None` where it
/// takes too long to measure.
pub(super) fn share(setting: &Setting, regions: &[Region]) -> Option<Share> {
    let mut columns: Vec<u32> = regions
        .iter()
        .flat_map(|region| region.cells().iter().map(|cell| cell.0))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let sizes: Vec<u64> = columns
        .iter()
        .map(|&column| setting.whole[column as usize].len())
        .collect();
    let mut part = 0.0;
    let mut count: Option<u64> = Some(0);
    let rows = Rows::new(setting.table, regions.iter().map(|region| (0, region)));
    let judge = |sure: &[u32], open: &[u32]| match (sure, open) {
        ([], []) => Judgement::Settled,
        ([], _) => Judgement::Open,
        _ => Judgement::Hole,
    };
    let budget = Budget {
        pieces: PIECES,
        stop: &|| false,
    };
    let searched = search(setting.table, &setting.whole, rows, budget, judge, |hole| {
        let cells = hole.cells();
        let held = columns
            .iter()
            .map(|&column| ClassSet::len(&cells[column as usize]));
        #[allow(clippy::cast_precision_loss)]
        let piece: f64 = held
            .clone()
            .zip(&sizes)
            .map(|(held, size)| held as f64 / (*size).max(1) as f64)
            .product();
        part += piece;
        let mut held = held;
        count = held
            .try_fold(1_u64, u64::checked_mul)
            .and_then(|piece| count?.checked_add(piece))
            .filter(|count| *count < 1 << 53);
        Next::Leave
    });
    // else some pieces were not looked at
    (searched.pieces <= PIECES).then_some(Share {
        part: part.min(1.0),
        combinations: count,
    })
}

/// Regions from the largest to the least, by the part of the space each holds.
pub(super) fn largest_first(setting: &Setting, regions: &mut [Region]) {
    #[allow(clippy::cast_precision_loss)]
    let part = |region: &Region| -> f64 {
        region
            .cells()
            .iter()
            .map(|(column, classes)| {
                classes.len() as f64 / setting.whole[*column as usize].len().max(1) as f64
            })
            .product()
    };
    regions.sort_by(|a, b| part(b).total_cmp(&part(a)).then_with(|| a.cmp(b)));
}
