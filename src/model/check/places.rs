//! The places of [`Priority`]: one for each rule and table that stands in an `overrides`.

use std::collections::HashMap;

use super::circles;
use crate::model::priority::steps;
use crate::model::{Priority, TableId};

/// Places given out so far.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// For each rule, the table it is a row of.
    within: Vec<Option<TableId>>,
    rules: HashMap<usize, u32>,
    tables: HashMap<usize, u32>,
    count: u32,
}

impl Places {
    /// No place yet, for rules that are rows of these tables.
    pub(crate) fn new(within: impl IntoIterator<Item = Option<TableId>>) -> Self {
        Self {
            within: within.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The place of a rule.
    pub(crate) fn of_rule(&mut self, rule: usize) -> u32 {
        let count = &mut self.count;
        *self.rules.entry(rule).or_insert_with(|| next(count))
    }

    /// The place of a table.
    pub(crate) fn of_table(&mut self, table: usize) -> u32 {
        let count = &mut self.count;
        *self.tables.entry(table).or_insert_with(|| next(count))
    }

    /// For each rule, its own place and its table's.
    fn all(&self) -> Vec<[Option<u32>; 2]> {
        let of_table = |table: &TableId| self.tables.get(&table.index()).copied();
        let places = self.within.iter().enumerate();
        places
            .map(|(rule, table)| {
                [
                    self.rules.get(&rule).copied(),
                    table.as_ref().and_then(of_table),
                ]
            })
            .collect()
    }

    /// The circles of some pairs of places, each as the pairs that make it.
    pub(crate) fn circles(&self, pairs: &[(u32, u32)]) -> Vec<Vec<usize>> {
        let graph = steps(&self.all(), pairs);
        let by_ends: HashMap<(u32, u32), usize> = pairs
            .iter()
            .enumerate()
            .rev()
            .map(|(at, ends)| (*ends, at))
            .collect();
        let place = |node: usize| u32::try_from(node / 2).unwrap_or(u32::MAX);
        circles(&graph)
            .into_iter()
            .map(|circle| {
                let next = circle.iter().cycle().skip(1);
                let steps = circle
                    .iter()
                    .zip(next)
                    .filter(|(from, to)| *from % 2 == 1 && *to % 2 == 0);
                steps
                    .filter_map(|(from, to)| by_ends.get(&(place(*from), place(*to))).copied())
                    .collect()
            })
            .collect()
    }

    /// The closed relation.
    pub(crate) fn close(&self, pairs: &[(u32, u32)]) -> Priority {
        Priority::new(self.all(), pairs)
    }
}

fn next(count: &mut u32) -> u32 {
    let place = *count;
    *count += 1;
    place
}
