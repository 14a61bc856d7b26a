//! Exact covering: do these regions together hold every point of a box?
//!
//! In: a box and regions. Out: a certificate that they do, or the boxes they leave out, or, past a
//! number of boxes, that it is not known. Min-straddle space partition: cut the box where the fewest
//! regions lie on both sides and the halves are even, until one region holds a piece or none meets it.
//!
//! One routine serves gaps, unreachable and redundant rules, inclusion and guarantees. The
//! certificate is the tree of cuts; checking it needs no search.

use super::{ClassSet, Region};

/// How many pieces may be looked at before giving up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget(pub u64);

/// A proof that regions cover a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate {
    /// This region, by its number, holds the whole piece.
    Held(u32),
    /// No admissible affair lies in the piece: what its columns say of texts contradicts itself.
    Empty,
    /// Cut before a class of a column: the piece below, the piece from it on.
    Cut {
        /// The column.
        column: u32,
        /// The first class of the upper piece.
        at: u32,
        /// Below.
        below: Box<Certificate>,
        /// From there on.
        above: Box<Certificate>,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// Every point is covered.
    Covered(Certificate),
    /// These disjoint pieces are not; all of them, or as many as were asked for.
    Left(Vec<Vec<ClassSet>>),
    /// The budget was spent first.
    Unknown,
}

/// Regions with one range a column, for the columns that any of them looks at.
struct Boxes {
    /// Columns of the table, ascending.
    columns: Vec<u32>,
    /// `low[c][i]..=high[c][i]`: box `i` on column `columns[c]`.
    low: Vec<Vec<u32>>,
    high: Vec<Vec<u32>>,
    /// The region each box is part of.
    region: Vec<u32>,
}

/// Whether regions cover a box. `possible` says whether a piece can hold an affair at all; `most`
/// is how many uncovered pieces are wanted.
pub fn cover(
    space: &[ClassSet],
    regions: &[&Region],
    possible: &dyn Fn(&[ClassSet]) -> bool,
    most: usize,
    budget: Budget,
) -> Coverage {
    let boxes = Boxes::new(space, regions);
    let mut search = Search {
        boxes: &boxes,
        space,
        possible,
        left: Vec::new(),
        most,
        pieces: budget.0,
    };
    // a box of several ranges a column is covered if each of its one-range parts is; the parts are
    // cut out of the hull, whose other points count as empty
    let hull: Vec<(u32, u32)> = boxes
        .columns
        .iter()
        .map(|&column| {
            let cell = &space[column as usize];
            (cell.first().unwrap_or(0), cell.last().unwrap_or(0))
        })
        .collect();
    let all: Vec<u32> = (0..super::column::index(boxes.region.len())).collect();
    match search.piece(hull, all) {
        Some(certificate) if search.left.is_empty() => Coverage::Covered(certificate),
        None if search.left.is_empty() => Coverage::Unknown,
        _ => Coverage::Left(search.left),
    }
}

impl Boxes {
    fn new(space: &[ClassSet], regions: &[&Region]) -> Self {
        let mut columns: Vec<u32> = regions
            .iter()
            .flat_map(|region| region.cells().iter().map(|cell| cell.0))
            .collect();
        columns.sort_unstable();
        columns.dedup();
        // a box of several ranges must be seen on those columns too
        let mut boxes = Self {
            low: vec![Vec::new(); columns.len()],
            high: vec![Vec::new(); columns.len()],
            columns,
            region: Vec::new(),
        };
        for (number, region) in (0..).zip(regions) {
            let mut parts: Vec<Vec<(u32, u32)>> = vec![Vec::new()];
            for &column in &boxes.columns {
                let whole = &space[column as usize];
                let cell = region
                    .cell(column)
                    .map_or_else(|| whole.clone(), |cell| cell.and(whole));
                // on an unrestricted column a region holds the gaps of the box as well
                let ranges: Vec<(u32, u32)> = if region.cell(column).is_none() {
                    whole.first().zip(whole.last()).into_iter().collect()
                } else {
                    cell.ranges().to_vec()
                };
                parts = parts
                    .iter()
                    .flat_map(|part| {
                        ranges.iter().map(move |range| {
                            let mut with = part.clone();
                            with.push(*range);
                            with
                        })
                    })
                    .collect();
            }
            for part in parts {
                for (c, (low, high)) in part.into_iter().enumerate() {
                    boxes.low[c].push(low);
                    boxes.high[c].push(high);
                }
                boxes.region.push(number);
            }
        }
        boxes
    }
}

struct Search<'a> {
    boxes: &'a Boxes,
    space: &'a [ClassSet],
    possible: &'a dyn Fn(&[ClassSet]) -> bool,
    left: Vec<Vec<ClassSet>>,
    most: usize,
    pieces: u64,
}

impl Search<'_> {
    /// `None`: the piece is not covered, or the budget is spent.
    fn piece(&mut self, at: Vec<(u32, u32)>, active: Vec<u32>) -> Option<Certificate> {
        self.pieces = self.pieces.checked_sub(1)?;
        let holds = |&&i: &&u32| {
            at.iter().enumerate().all(|(c, range)| {
                self.boxes.low[c][i as usize] <= range.0
                    && range.1 <= self.boxes.high[c][i as usize]
            })
        };
        if let Some(&by) = active.iter().find(holds) {
            return Some(Certificate::Held(self.boxes.region[by as usize]));
        }
        let cut = self.best_cut(&at, &active).or_else(|| self.gap_cut(&at));
        let Some((c, t)) = cut else {
            let cells = self.cells(&at);
            if cells.iter().any(ClassSet::is_empty) || !(self.possible)(&cells) {
                return Some(Certificate::Empty);
            }
            self.left.push(cells);
            return None;
        };
        let (low, high) = (&self.boxes.low[c], &self.boxes.high[c]);
        let below: Vec<u32> = active
            .iter()
            .copied()
            .filter(|&i| low[i as usize] < t)
            .collect();
        let above: Vec<u32> = active
            .into_iter()
            .filter(|&i| high[i as usize] >= t)
            .collect();
        let (mut under, mut over) = (at.clone(), at);
        under[c].1 = t - 1;
        over[c].0 = t;
        let below = self.piece(under, below);
        if self.left.len() >= self.most {
            return None;
        }
        let above = self.piece(over, above);
        Some(Certificate::Cut {
            column: self.boxes.columns[c],
            at: t,
            below: Box::new(below?),
            above: Box::new(above?),
        })
    }

    fn cells(&self, at: &[(u32, u32)]) -> Vec<ClassSet> {
        let mut cells = self.space.to_vec();
        for (&column, &(low, high)) in self.boxes.columns.iter().zip(at) {
            let cell = &mut cells[column as usize];
            *cell = cell.and(&ClassSet::range(low, high));
        }
        cells
    }

    /// The cut with the fewest boxes on both sides, halves even.
    fn best_cut(&self, at: &[(u32, u32)], active: &[u32]) -> Option<(usize, u32)> {
        let total = active.len();
        let mut best: Option<(usize, (usize, u32))> = None;
        let mut starts: Vec<u32> = Vec::with_capacity(total);
        let mut ends: Vec<u32> = Vec::with_capacity(total);
        for (c, &(from, to)) in at.iter().enumerate().filter(|(_, range)| range.0 < range.1) {
            starts.clear();
            ends.clear();
            for &i in active {
                starts.push(self.boxes.low[c][i as usize].max(from));
                ends.push(self.boxes.high[c][i as usize].saturating_add(1));
            }
            starts.sort_unstable();
            ends.sort_unstable();
            let mut seen = from;
            for &t in starts.iter().chain(&ends) {
                if t <= from || t > to || t == seen {
                    continue;
                }
                seen = t;
                let left = starts.partition_point(|&start| start < t);
                let right = total - ends.partition_point(|&end| end <= t);
                let straddle = (left + right).saturating_sub(total);
                let score = 2 * straddle + left.max(right) - straddle.min(left.max(right));
                if best.is_none_or(|(known, _)| score < known) {
                    best = Some((score, (c, t)));
                }
            }
        }
        best.map(|(_, cut)| cut)
    }

    /// Where the box itself has a gap in a column, the cut at the gap.
    fn gap_cut(&self, at: &[(u32, u32)]) -> Option<(usize, u32)> {
        self.boxes
            .columns
            .iter()
            .enumerate()
            .find_map(|(c, &column)| {
                let part = self.space[column as usize].and(&ClassSet::range(at[c].0, at[c].1));
                match part.ranges() {
                    [] => None,
                    [first, ..] if first.0 > at[c].0 => Some((c, first.0)),
                    [first, ..] if first.1 < at[c].1 => Some((c, first.1 + 1)),
                    _ => None,
                }
            })
    }
}
