//! The search itself: parts of the box, cut until the judge can say.

use super::{
    Budget, Counts, Cut, Cuts, Hole, Judgement, Next, Piece, Rows, SETTLED, Searched, Texts,
};
use crate::table::column::index;
use crate::table::{ClassSet, DecisionTable, Region};

/// Runs a search.
pub(super) fn run(
    table: &DecisionTable,
    space: &[ClassSet],
    rows: Rows,
    budget: Budget,
    (judge, finder): (
        impl FnMut(&[u32], &[u32]) -> Judgement,
        impl FnMut(&Hole) -> Next,
    ),
    cuts: Option<Cuts>,
) -> Searched {
    Search {
        texts: Texts::of(table, &rows, space),
        rows,
        space,
        judge,
        finder,
        cuts,
    }
    .run(table, budget)
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

struct Search<'a, J, F> {
    rows: Rows,
    space: &'a [ClassSet],
    judge: J,
    finder: F,
    cuts: Option<Cuts>,
    /// Kept where rows look at texts of which more than one thing is asked.
    texts: Option<Texts>,
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
