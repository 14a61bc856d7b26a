//! The choice of a cut in one column.

use crate::table::ClassSet;

/// Where ranges begin and end in a piece; kept to spare allocations.
#[derive(Default)]
pub(crate) struct Counts {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Counts {
    /// The best cut of one column, with its score, the lower the better: rows on both sides, and
    /// rows on the fuller side.
    pub(crate) fn best<'c>(
        &mut self,
        (low, high): (u32, u32),
        cells: impl Iterator<Item = &'c ClassSet>,
    ) -> Option<(usize, u32)> {
        self.starts.clear();
        self.ends.clear();
        let mut spanning = 0;
        for cell in cells {
            if cell.holds(low, high) {
                spanning += 1;
                continue;
            }
            for &(from, to) in cell.ranges() {
                if from <= high && to >= low {
                    self.starts.push(from.max(low));
                    self.ends.push(to.min(high) + 1);
                }
            }
        }
        if self.starts.is_empty() {
            return None;
        }
        self.starts.sort_unstable();
        self.ends.sort_unstable();
        let total = self.starts.len();
        let (mut begun, mut ended) = (0, 0);
        let mut best: Option<(usize, u32)> = None;
        let mut seen = low;
        loop {
            // the next place where a range begins or has ended
            let next = match (self.starts.get(begun), self.ends.get(ended)) {
                (Some(&start), Some(&end)) => start.min(end),
                (Some(&at), None) | (None, Some(&at)) => at,
                (None, None) => break,
            };
            if next > low && next <= high && next != seen {
                seen = next;
                while self.ends.get(ended).is_some_and(|&end| end <= next) {
                    ended += 1;
                }
                let (left, right) = (begun + spanning, total - ended + spanning);
                let both = left + right - (total + spanning);
                let score = both + left.max(right);
                if best.is_none_or(|(known, _)| score < known) {
                    best = Some((score, next));
                }
            }
            while self.starts.get(begun).is_some_and(|&start| start <= next) {
                begun += 1;
            }
            while self.ends.get(ended).is_some_and(|&end| end <= next) {
                ended += 1;
            }
        }
        best
    }
}
