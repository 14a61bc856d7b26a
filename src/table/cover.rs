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

use super::column::{Scale, index};
use super::{ClassSet, ColumnKey, DecisionTable, Region};

/// The label of a row that settles every piece it holds: what is impossible, or already told. No
/// cut is made for its sake: a hole may lie partly in it.
pub const SETTLED: u32 = u32::MAX;

/// Labelled regions, column by column, over the columns that any of them restricts.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Columns of the table, ascending.
    columns: Vec<u32>,
    /// Classes of each of those columns.
    sizes: Vec<u32>,
    /// `cells[c][row]`; the full set where the row does not restrict the column.
    cells: Vec<Vec<ClassSet>>,
    labels: Vec<u32>,
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
    fn push(&mut self, label: u32, region: &Region) {
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
    fn grown(&self, space: &[ClassSet], piece: &Piece) -> Vec<ClassSet> {
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

/// A part still to be looked at.
struct Part {
    /// Range of classes, by column of the rows.
    range: Vec<(u32, u32)>,
    /// Rows that hold part of it, each with the number of columns that keep it from holding all.
    open: Vec<(u32, u32)>,
    /// Rows that hold all of it.
    sure: Vec<u32>,
    /// Its node in the tree of cuts.
    node: u32,
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
    Search {
        texts: Texts::of(table, &rows, space),
        rows,
        space,
        judge,
        finder,
        cuts: None,
    }
    .run(table, budget)
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
    Search {
        texts: Texts::of(table, &rows, space),
        rows,
        space,
        judge,
        finder,
        cuts: Some(Cuts(vec![None])),
    }
    .run(table, budget)
}

struct Search<'a, J, F> {
    rows: Rows,
    space: &'a [ClassSet],
    judge: J,
    finder: F,
    cuts: Option<Cuts>,
    /// Kept where rows look at texts of which more than one thing is asked.
    texts: Option<Texts>,
}

/// What is needed to see which texts a part leaves.
struct Texts {
    /// Columns of the rows that look at texts.
    columns: Vec<usize>,
    /// Columns of the table that do.
    all: Vec<usize>,
    /// A box over all columns of the table, of which those columns are overwritten.
    cells: Vec<ClassSet>,
}

impl Texts {
    fn of(table: &DecisionTable, rows: &Rows, space: &[ClassSet]) -> Option<Self> {
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

impl<J, F> Search<'_, J, F>
where
    J: FnMut(&[u32], &[u32]) -> Judgement,
    F: FnMut(&Hole) -> Next,
{
    fn run(mut self, table: &DecisionTable, budget: Budget) -> Searched {
        let mut searched = Searched::default();
        let Some(whole) = self.whole(table) else {
            return searched;
        };
        let sizes: Vec<f64> = whole
            .range
            .iter()
            .map(|range| f64::from(range.1 - range.0) + 1.0)
            .collect();
        let part_of = |part: &Part| -> f64 {
            part.range
                .iter()
                .zip(&sizes)
                .map(|(range, size)| (f64::from(range.1 - range.0) + 1.0) / size)
                .product()
        };
        let mut counts = Counts::default();
        let (mut sure, mut open) = (Vec::new(), Vec::new());
        let mut stack = vec![whole];
        while let Some(part) = stack.pop() {
            searched.pieces += 1;
            let spent = searched.pieces > budget.pieces
                || (searched.pieces.is_multiple_of(256) && (budget.stop)());
            if spent {
                searched.uncovered += part_of(&part) + stack.iter().map(part_of).sum::<f64>();
                break;
            }
            let label = |row: u32| self.rows.labels[row as usize];
            if part.sure.iter().any(|&row| label(row) == SETTLED) {
                continue;
            }
            sure.clear();
            sure.extend(part.sure.iter().map(|&row| label(row)));
            open.clear();
            open.extend(
                part.open
                    .iter()
                    .map(|&(row, _)| label(row))
                    .filter(|&label| label != SETTLED),
            );
            match (self.judge)(&sure, &open) {
                Judgement::Settled => continue,
                Judgement::Hole => {
                    let hole = Hole {
                        rows: &self.rows,
                        space: self.space,
                        piece: Piece {
                            cells: part
                                .range
                                .iter()
                                .map(|range| ClassSet::range(range.0, range.1))
                                .collect(),
                        },
                    };
                    match (self.finder)(&hole) {
                        Next::Stop => {
                            searched.stopped = true;
                            break;
                        }
                        Next::Settle(region) => self.settle(&region, &mut stack),
                        Next::Leave => searched.uncovered += part_of(&part),
                    }
                    continue;
                }
                Judgement::Open => {}
            }
            let (column, at) = self
                .best_cut(&part, &mut counts)
                .expect("a judge that leaves a piece open leaves a row open");
            let below = self.grow_tree(&part, column, at);
            let (low, high) = part.range[column];
            let mut parts =
                [((low, at - 1), below), ((at, high), below + 1)].map(|(range, node)| {
                    let child = self.child(&part, column, range, node);
                    self.narrowed(table, column, child)
                });
            // the part with fewer rows open first: what is to be found is found among few rules
            let labels = &self.rows.labels;
            let open = |part: &Option<Part>| {
                part.iter()
                    .flat_map(|part| &part.open)
                    .filter(|row| labels[row.0 as usize] != SETTLED)
                    .count()
            };
            if open(&parts[0]) <= open(&parts[1]) {
                parts.reverse();
            }
            stack.extend(parts.into_iter().flatten());
        }
        searched.cuts = self.cuts;
        searched
    }

    /// The whole box; `None` if it is empty. Gaps inside its columns become settled rows.
    fn whole(&mut self, table: &DecisionTable) -> Option<Part> {
        if self.space.iter().any(ClassSet::is_empty) {
            return None;
        }
        let mut range = Vec::with_capacity(self.rows.columns.len());
        let mut gaps = Vec::new();
        for &column in &self.rows.columns {
            let cell = &self.space[column as usize];
            range.push((cell.first()?, cell.last()?));
            if cell.ranges().len() > 1 {
                let size = table.columns[column as usize].size;
                gaps.extend(Region::of(column, cell.not(size), size));
            }
        }
        for gap in &gaps {
            self.rows.push(SETTLED, gap);
        }
        let mut part = Part {
            range,
            open: Vec::new(),
            sure: Vec::new(),
            node: 0,
        };
        for row in 0..index(self.rows.len()) {
            self.place(row, &mut part);
        }
        Some(part)
    }

    /// Puts a row where it belongs in a part.
    fn place(&self, row: u32, part: &mut Part) {
        let mut lacking = 0;
        for (cells, &(low, high)) in self.rows.cells.iter().zip(&part.range) {
            let cell = &cells[row as usize];
            if !cell.meets(low, high) {
                return;
            }
            lacking += u32::from(!cell.holds(low, high));
        }
        if lacking == 0 {
            part.sure.push(row);
        } else {
            part.open.push((row, lacking));
        }
    }

    fn settle(&mut self, region: &Region, stack: &mut [Part]) {
        self.rows.push(SETTLED, region);
        let row = index(self.rows.len()) - 1;
        for part in stack {
            self.place(row, part);
        }
    }

    fn child(&self, part: &Part, column: usize, range: (u32, u32), node: u32) -> Part {
        let old = part.range[column];
        let cells = &self.rows.cells[column];
        let mut child = Part {
            range: part.range.clone(),
            open: Vec::with_capacity(part.open.len()),
            sure: part.sure.clone(),
            node,
        };
        child.range[column] = range;
        for &(row, lacking) in &part.open {
            let cell = &cells[row as usize];
            if !cell.meets(range.0, range.1) {
                continue;
            }
            let gained = cell.holds(range.0, range.1) && !cell.holds(old.0, old.1);
            match lacking - u32::from(gained) {
                0 => child.sure.push(row),
                lacking => child.open.push((row, lacking)),
            }
        }
        child
    }

    /// A part without what its texts rule out, if a column of texts was cut; `None` if nothing is left.
    fn narrowed(&mut self, table: &DecisionTable, column: usize, mut part: Part) -> Option<Part> {
        let Some(texts) = &mut self.texts else {
            return Some(part);
        };
        if !texts.columns.contains(&column) {
            return Some(part);
        }
        for &at in &texts.all {
            texts.cells[at].clone_from(&self.space[at]);
        }
        for &c in &texts.columns {
            let (low, high) = part.range[c];
            let at = self.rows.columns[c] as usize;
            texts.cells[at] = self.space[at].and(&ClassSet::range(low, high));
        }
        if !table.texts.close(&mut texts.cells) {
            return None;
        }
        let narrowed: Vec<(usize, (u32, u32))> = texts
            .columns
            .iter()
            .filter_map(|&c| {
                let cell = &texts.cells[self.rows.columns[c] as usize];
                let range = (cell.first()?, cell.last()?);
                (range != part.range[c]).then_some((c, range))
            })
            .collect();
        for (c, range) in narrowed {
            part = self.child(&part, c, range, part.node);
        }
        Some(part)
    }

    fn grow_tree(&mut self, part: &Part, column: usize, at: u32) -> u32 {
        let Some(Cuts(nodes)) = &mut self.cuts else {
            return 0;
        };
        let below = index(nodes.len());
        nodes[part.node as usize] = Some(Cut {
            column: self.rows.columns[column],
            at,
            below,
        });
        nodes.extend([None, None]);
        below
    }

    /// The cut with the fewest open rows on both sides, halves even; first of equals.
    fn best_cut(&self, part: &Part, counts: &mut Counts) -> Option<(usize, u32)> {
        let mut best: Option<(usize, (usize, u32))> = None;
        for (column, (cells, &range)) in self.rows.cells.iter().zip(&part.range).enumerate() {
            if range.0 == range.1 {
                continue;
            }
            // settled rows prune; cutting for their sake is the finder's affair
            let of = part
                .open
                .iter()
                .filter(|row| self.rows.labels[row.0 as usize] != SETTLED)
                .map(|&(row, _)| &cells[row as usize]);
            if let Some((score, at)) = counts.best(range, of)
                && best.is_none_or(|(known, _)| score < known)
            {
                best = Some((score, (column, at)));
            }
        }
        best.map(|(_, cut)| cut)
    }
}

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
