//! The one search over boxes: where, in a box, do the rows that hold a point settle a question?
//!
//! In: a box, rows (labelled regions), and a judge that is told of a piece which rows hold all of it
//! and which hold part of it. Out: the pieces the judge calls holes, handed to a finder one by one,
//! and how much of the box was left unsearched when the budget was spent.
//!
//! Min-straddle space partition: while the judge cannot say, cut where the fewest open rows lie on
//! both sides and the halves are even. Gaps, conflicts, unreachable and redundant rules, inclusion
//! and guarantees are all this search with another judge. With a judge that wants one row to hold
//! the piece it decides exact covering, after the cutting of Calvanese et al. (Information Systems
//! 78, 2018) with their sweep replaced by the choice of cut.

mod rows;
mod counts;
mod texts;
mod partition;

use super::{ClassSet, DecisionTable, Region};
use texts::Texts;

pub(crate) use counts::Counts;
pub use rows::Rows;

/// The label of a row that settles every piece it holds: what is impossible, or already told. No
/// cut is made for its sake: a hole may lie partly in it.
pub const SETTLED: u32 = u32::MAX;

/// What a judge says of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// There is nothing to find in it.
    Settled,
    /// Every point of it is to be found.
    Hole,
    /// It depends on the rows that hold part of it.
    Open,
}

/// The judge of exact covering: a piece that some row holds is settled, one that none meets a hole.
pub fn covered(sure: &[u32], open: &[u32]) -> Judgement {
    match (sure, open) {
        ([], []) => Judgement::Hole,
        ([], _) => Judgement::Open,
        _ => Judgement::Settled,
    }
}

/// What a finder wants next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing more.
    Stop,
    /// Go on; this region, which holds the piece, is dealt with. It may restrict only columns that
    /// the rows restrict.
    Settle(Region),
    /// Go on; the piece could not be dealt with and counts as not searched.
    Leave,
}

/// A piece of the box.
#[derive(Debug, Clone)]
pub struct Piece {
    /// By column of the rows.
    cells: Vec<ClassSet>,
}

/// A hole, and what is around it.
pub struct Hole<'a> {
    rows: &'a Rows,
    space: &'a [ClassSet],
    piece: Piece,
}

impl Hole<'_> {
    /// The piece as a box over all columns of the table.
    pub fn cells(&self) -> Vec<ClassSet> {
        self.spread(&self.piece.cells)
    }

    /// The largest box around it of which the same is true.
    pub fn grown(&self) -> Vec<ClassSet> {
        self.spread(&self.rows.grown(self.space, &self.piece))
    }

    fn spread(&self, cells: &[ClassSet]) -> Vec<ClassSet> {
        let mut all = self.space.to_vec();
        for (&column, cell) in self.rows.columns.iter().zip(cells) {
            all[column as usize] = all[column as usize].and(cell);
        }
        all
    }

    /// A box over all columns as a region over the columns of the rows, the most that
    /// [`Next::Settle`] may name.
    pub fn region(&self, cells: &[ClassSet]) -> Region {
        Region::from_cells(
            self.rows
                .columns
                .iter()
                .zip(&self.rows.sizes)
                .filter(|&(&column, &size)| cells[column as usize].len() < u64::from(size))
                .map(|(&column, _)| (column, cells[column as usize].clone())),
        )
    }
}

/// How far a search may go.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// Pieces looked at.
    pub pieces: u64,
    /// Asked now and then: whether to stop.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// How a search ended.
#[derive(Debug, Clone, Default)]
pub struct Searched {
    /// Pieces looked at.
    pub pieces: u64,
    /// The part of the box, between 0 and 1, that was neither settled nor found; 0 unless the budget
    /// was spent or the finder left pieces.
    pub uncovered: f64,
    /// Whether the finder stopped it.
    pub stopped: bool,
    /// The cuts made, if they were asked for.
    pub cuts: Option<Cuts>,
}

impl Searched {
    /// Whether every point was settled or found.
    pub fn complete(&self) -> bool {
        !self.stopped && self.uncovered == 0.0
    }
}

/// A tree of cuts; node 0 is the whole box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts(pub Vec<Option<Cut>>);

/// A cut of a box in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The column of the table.
    pub column: u32,
    /// The first class of the upper part.
    pub at: u32,
    /// The node of the part below; the upper part is the next node.
    pub below: u32,
}

/// Searches a box.
pub fn search(
    table: &DecisionTable,
    space: &[ClassSet],
    rows: Rows,
    budget: Budget,
    judge: impl FnMut(&[u32], &[u32]) -> Judgement,
    finder: impl FnMut(&Hole) -> Next,
) -> Searched {
    partition::run(table, space, rows, budget, (judge, finder), None)
}

/// The same, with the cuts it made.
pub fn search_with_cuts(
    table: &DecisionTable,
    space: &[ClassSet],
    rows: Rows,
    budget: Budget,
    judge: impl FnMut(&[u32], &[u32]) -> Judgement,
    finder: impl FnMut(&Hole) -> Next,
) -> Searched {
    let cuts = Some(Cuts(vec![None]));
    partition::run(table, space, rows, budget, (judge, finder), cuts)
}
