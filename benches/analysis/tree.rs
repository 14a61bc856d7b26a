//! A decision tree over random records, each leaf a rule.

use super::random::Random;
use super::recipe::{Cell, Domain, OUTCOMES, Row, Rows};

/// How many records a tree is grown over.
const RECORDS: usize = 23_000;

/// The leaves of a tree over random records: rules that overlap nowhere and leave nothing out.
pub fn tree(columns: usize, leaves: usize) -> Rows {
    let mut random = Random::new(columns as u64);
    let columns: Vec<Domain> = (0..columns)
        .map(|column| match column % 5 {
            0 | 2 | 4 => Domain::Number([999, 99_999, 360][column % 3]),
            1 => Domain::Category(4),
            _ => Domain::Category(12),
        })
        .collect();
    let records = records(&mut random, &columns);
    let whole = Row {
        cells: vec![Cell::Any; columns.len()],
        outcome: 0,
    };
    let mut open = vec![(whole, (0..RECORDS).collect::<Vec<_>>())];
    let mut done: Vec<Row> = Vec::new();
    while done.len() + open.len() < leaves && !open.is_empty() {
        // the largest leaf first, by the best of some splits
        let largest = (0..open.len())
            .max_by_key(|&at| open[at].1.len())
            .expect("a leaf");
        let (row, inside) = open.swap_remove(largest);
        match split(&mut random, &columns, &records, &row, &inside) {
            Some(parts) => open.extend(parts),
            None => done.push(named(row, &inside, &records)),
        }
    }
    done.extend(
        open.into_iter()
            .map(|(row, inside)| named(row, &inside, &records)),
    );
    Rows {
        columns,
        rows: done,
    }
}

struct Record {
    values: Vec<i64>,
    outcome: usize,
}

/// Each value leans on what the applicant is worth, and so does the outcome.
fn records(random: &mut Random, columns: &[Domain]) -> Vec<Record> {
    let record = |_| {
        let worth = random.unit();
        let mut lean = |weight: f64| weight * worth + (1.0 - weight) * random.unit();
        let values = columns
            .iter()
            .enumerate()
            .map(|(column, domain)| {
                let size = match domain {
                    Domain::Number(high) => high + 1,
                    Domain::Category(size) => *size,
                };
                scaled(lean([0.2, 0.5, 0.0, 0.8][column % 4]), size)
            })
            .collect();
        let outcome = scaled(lean(0.7), OUTCOMES as i64) as usize;
        Record { values, outcome }
    };
    (0..RECORDS).map(record).collect()
}

/// A part of 1 as one of so many.
fn scaled(part: f64, size: i64) -> i64 {
    ((part * size as f64) as i64).clamp(0, size - 1)
}

type Leaf = (Row, Vec<usize>);

/// The best of some random splits, by how pure the outcomes get.
fn split(
    random: &mut Random,
    columns: &[Domain],
    records: &[Record],
    row: &Row,
    inside: &[usize],
) -> Option<[Leaf; 2]> {
    let mut best: Option<(f64, usize, i64)> = None;
    for _ in 0..16 {
        let column = random.below(columns.len());
        let at = records[inside[random.below(inside.len())]].values[column];
        let mut counts = [[0_usize; OUTCOMES]; 2];
        for &record in inside {
            let right = goes_right(&columns[column], records[record].values[column], at);
            counts[usize::from(right)][records[record].outcome] += 1;
        }
        let sizes = counts.map(|side| side.iter().sum::<usize>());
        if sizes.contains(&0) {
            continue;
        }
        let impurity: f64 = counts
            .iter()
            .zip(sizes)
            .map(|(side, size)| {
                let squares: usize = side.iter().map(|count| count * count).sum();
                size as f64 - squares as f64 / size as f64
            })
            .sum();
        if best.is_none_or(|(least, ..)| impurity < least) {
            best = Some((impurity, column, at));
        }
    }
    let (_, column, at) = best?;
    let (right, left): (Vec<usize>, Vec<usize>) = inside
        .iter()
        .copied()
        .partition(|&record| goes_right(&columns[column], records[record].values[column], at));
    let part = |right: bool| Row {
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(number, cell)| match number == column {
                true => half(&columns[column], cell, at, right),
                false => cell.clone(),
            })
            .collect(),
        outcome: 0,
    };
    Some([(part(false), left), (part(true), right)])
}

/// Numbers of at least the threshold, categories other than the one.
fn goes_right(domain: &Domain, value: i64, at: i64) -> bool {
    match domain {
        Domain::Number(_) => value >= at,
        Domain::Category(_) => value != at,
    }
}

fn half(domain: &Domain, cell: &Cell, at: i64, right: bool) -> Cell {
    match (domain, cell) {
        (Domain::Number(high), Cell::Any) => half(domain, &Cell::Range(0, *high), at, right),
        (Domain::Number(_), Cell::Range(low, high)) => match right {
            true => Cell::Range(at.max(*low), *high),
            false => Cell::Range(*low, (at - 1).min(*high)),
        },
        (Domain::Category(size), Cell::Any) => {
            half(domain, &Cell::OneOf((0..*size).collect()), at, right)
        }
        (_, Cell::OneOf(values)) => {
            let stays = |value: &&i64| (**value != at) == right;
            Cell::OneOf(values.iter().filter(stays).copied().collect())
        }
        (Domain::Category(_), Cell::Range(..)) => unreachable!("a category has no range"),
    }
}

/// With the most frequent outcome of its records.
fn named(mut row: Row, inside: &[usize], records: &[Record]) -> Row {
    let mut counts = [0; OUTCOMES];
    for &record in inside {
        counts[records[record].outcome] += 1;
    }
    row.outcome = (0..OUTCOMES)
        .max_by_key(|&outcome| counts[outcome])
        .unwrap_or(0);
    row
}
