//! Rulesets to measure on, made the way the published ones were.
//!
//! The recipe (Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, "Semantics and analysis of DMN
//! decision tables", BPM 2016; "Semantics, analysis and simplification of DMN decision tables",
//! Information Systems 78, 2018): grow a decision tree over some 23,000 loan records, make each path
//! a rule (`tree`), then in a tenth of the rows enlarge one column (overlaps) or shrink one (gaps).
//! They count every overlap; we tell those that disagree.

use super::random::Random;

/// How many outcomes a decision has.
pub const OUTCOMES: usize = 5;

pub enum Domain {
    /// 0 to this.
    Number(i64),
    /// As many values.
    Category(i64),
}

#[derive(Clone)]
pub enum Cell {
    Any,
    /// From and to, both included.
    Range(i64, i64),
    /// Ascending.
    OneOf(Vec<i64>),
}

pub struct Row {
    pub cells: Vec<Cell>,
    pub outcome: usize,
}

/// A decision table.
pub struct Rows {
    pub columns: Vec<Domain>,
    pub rows: Vec<Row>,
}

/// In a tenth of the rows one column enlarged.
pub fn enlarge(rows: &mut Rows) {
    change(rows, |random, domain, cell| match (domain, cell) {
        (Domain::Number(size), Cell::Range(low, high)) => {
            let more = 1 + (size / 20).max(1);
            match random.below(2) {
                0 => Cell::Range((*low - more).max(0), *high),
                _ => Cell::Range(*low, (*high + more).min(*size)),
            }
        }
        (Domain::Category(size), Cell::OneOf(values)) => {
            let mut values = values.clone();
            values.push(random.below(usize::try_from(*size).unwrap_or(1)) as i64);
            values.sort_unstable();
            values.dedup();
            Cell::OneOf(values)
        }
        (_, cell) => cell.clone(),
    });
}

/// In a tenth of the rows one column shrunk.
pub fn shrink(rows: &mut Rows) {
    change(rows, |random, _, cell| match cell {
        Cell::Range(low, high) if low < high => match random.below(2) {
            0 => Cell::Range(low + 1 + (high - low) / 4, *high),
            _ => Cell::Range(*low, high - 1 - (high - low) / 4),
        },
        Cell::OneOf(values) if values.len() > 1 => {
            let mut values = values.clone();
            values.remove(random.below(values.len()));
            Cell::OneOf(values)
        }
        cell => cell.clone(),
    });
}

fn change(rows: &mut Rows, to: impl Fn(&mut Random, &Domain, &Cell) -> Cell) {
    let mut random = Random::new(1 + rows.rows.len() as u64);
    for row in rows.rows.iter_mut().step_by(10) {
        let restricted: Vec<usize> = (0..row.cells.len())
            .filter(|&column| !matches!(row.cells[column], Cell::Any))
            .collect();
        if let Some(&column) = restricted.get(random.below(restricted.len().max(1))) {
            row.cells[column] = to(&mut random, &rows.columns[column], &row.cells[column]);
        }
    }
}

/// Rules that each look at three to five of many columns.
pub fn sparse(columns: usize, rules: usize) -> Rows {
    let mut random = Random::new(3);
    let domains: Vec<Domain> = (0..columns)
        .map(|column| match column % 2 {
            0 => Domain::Number(999),
            _ => Domain::Category(8),
        })
        .collect();
    let row = |_| {
        let mut cells = vec![Cell::Any; columns];
        for _ in 0..3 + random.below(3) {
            let column = random.below(columns);
            cells[column] = match domains[column] {
                Domain::Number(high) => {
                    let low = random.below(800) as i64;
                    Cell::Range(low, (low + 100 + random.below(400) as i64).min(high))
                }
                Domain::Category(size) => {
                    let first = random.below(size as usize) as i64;
                    let mut values = vec![first, random.below(size as usize) as i64];
                    values.sort_unstable();
                    values.dedup();
                    Cell::OneOf(values)
                }
            };
        }
        Row {
            cells,
            outcome: random.below(OUTCOMES),
        }
    };
    let rows = (0..rules).map(row).collect();
    Rows {
        columns: domains,
        rows,
    }
}

/// A row for each of so many districts and matters.
pub fn catalogue(districts: i64, matters: i64) -> Rows {
    let mut random = Random::new(4);
    let keys =
        (0..districts).flat_map(|district| (0..matters).map(move |matter| [district, matter]));
    let rows = keys
        .map(|key| Row {
            cells: key.map(|value| Cell::OneOf(vec![value])).to_vec(),
            outcome: random.below(OUTCOMES),
        })
        .collect();
    Rows {
        columns: vec![Domain::Category(districts), Domain::Category(matters)],
        rows,
    }
}
