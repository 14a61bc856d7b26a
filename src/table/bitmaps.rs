//! The rules of one decision as bits: for every class of a column, which rows accept it. Whether all
//! rules are met in a box is then told a word of rules at a time (bit vectors: Lakshman and Stiliadis,
//! *High-speed policy-based packet forwarding*, 1998).

use super::region::Region;
use super::{ClassSet, DecisionTable};
use crate::model::RuleId;

/// Bits that one decision may take, and that may be set to make them; beyond, its rules are looked at
/// one by one.
const MOST_WORDS: usize = 1 << 19;
const MOST_SET: u64 = 1 << 21;

/// The rows of one decision, by class.
#[derive(Debug, Clone)]
pub struct Bitmaps {
    /// The rule of each row, and its rank: rows without a rank first, then the highest.
    rows: Vec<(RuleId, u32)>,
    words: usize,
    columns: Vec<Accepting>,
}

/// Which rows accept the classes of one column.
#[derive(Debug, Clone)]
struct Accepting {
    column: usize,
    size: u32,
    /// Rows that accept every class.
    every: Vec<u64>,
    /// By class, so many words each.
    each: Vec<u64>,
}

/// How the rules of a decision lie to a box.
#[derive(Debug, Default)]
pub struct Lying {
    /// Met all over it; ascending.
    pub sure: Vec<RuleId>,
    /// Met there or in some of it; ascending.
    pub perhaps: Vec<RuleId>,
    /// Perhaps in some of it only; ascending.
    pub open: Vec<RuleId>,
}

impl Bitmaps {
    /// Those of some rules. With ranks, by `RuleId`, rules are left out where one of a higher rank is
    /// surely met. Nothing where that would take too much.
    pub fn new(table: &DecisionTable, rules: &[RuleId], ranks: &[u32]) -> Option<Self> {
        let rank = |rule: RuleId| ranks.get(rule.index()).copied().unwrap_or(0);
        let regions = |rule: RuleId| table.rules[rule.index()].iter().map(move |of| (rule, of));
        let mut rows: Vec<(RuleId, &Region)> =
            rules.iter().flat_map(|rule| regions(*rule)).collect();
        // no rank comes first: such a rule neither wins nor loses by rank
        rows.sort_by_key(|(rule, _)| (u32::MAX - rank(*rule)).wrapping_add(1));
        let words = rows.len().div_ceil(64);
        let mut looked_at = vec![false; table.columns.len()];
        let mut set = 0;
        for (column, classes) in rows.iter().flat_map(|(_, region)| region.cells()) {
            looked_at[*column as usize] = true;
            set += classes.len();
        }
        let columns = (0..looked_at.len()).filter(|column| looked_at[*column]);
        let classes: usize = columns
            .clone()
            .map(|column| table.columns[column].size as usize)
            .sum();
        if classes.saturating_mul(words) > MOST_WORDS || set > MOST_SET {
            return None;
        }
        let columns =
            columns.map(|column| Accepting::new(column, table.columns[column].size, words, &rows));
        Some(Self {
            columns: columns.collect(),
            rows: rows.iter().map(|(rule, _)| (*rule, rank(*rule))).collect(),
            words,
        })
    }

    /// How the rules lie to a box.
    pub fn lying(&self, cells: &[ClassSet]) -> Lying {
        let mut perhaps = vec![u64::MAX; self.words];
        let mut sure = perhaps.clone();
        for column in &self.columns {
            column.narrow(&cells[column.column], &mut perhaps, &mut sure);
        }
        let mut lying = Lying::default();
        let mut best = 0;
        for (at, &(rule, rank)) in Ones::of(&perhaps, &self.rows) {
            if rank < best {
                break;
            }
            let is_sure = sure[at / 64] >> (at % 64) & 1 == 1;
            let again = lying.perhaps.last() == Some(&rule);
            if !again {
                lying.perhaps.push(rule);
            }
            let known = again && lying.sure.last() == Some(&rule);
            match (is_sure, known) {
                (_, true) => {}
                (true, false) => {
                    if again {
                        lying.open.pop();
                    }
                    lying.sure.push(rule);
                    best = rank;
                }
                (false, false) if !again => lying.open.push(rule),
                (false, false) => {}
            }
        }
        for rules in [&mut lying.sure, &mut lying.perhaps, &mut lying.open] {
            rules.sort_unstable();
        }
        lying
    }
}

impl Accepting {
    fn new(column: usize, size: u32, words: usize, rows: &[(RuleId, &Region)]) -> Self {
        let number = super::column::index(column);
        let mut every = vec![0; words];
        for (at, (_, region)) in rows.iter().enumerate() {
            if region.cell(number).is_none() {
                every[at / 64] |= 1 << (at % 64);
            }
        }
        let mut each = every.repeat(size as usize);
        for (at, (_, region)) in rows.iter().enumerate() {
            for class in region.cell(number).into_iter().flat_map(ClassSet::iter) {
                each[class as usize * words + at / 64] |= 1 << (at % 64);
            }
        }
        Self {
            column,
            size,
            every,
            each,
        }
    }

    /// Leaves the rows that accept some class of a cell, and those that accept all.
    fn narrow(&self, cell: &ClassSet, perhaps: &mut [u64], sure: &mut [u64]) {
        let words = perhaps.len();
        let accepting = |class: u32| &self.each[class as usize * words..][..words];
        if let Some(class) = cell.single() {
            for (word, accepting) in perhaps.iter_mut().zip(accepting(class)) {
                *word &= accepting;
            }
            for (word, accepting) in sure.iter_mut().zip(accepting(class)) {
                *word &= accepting;
            }
        } else if cell.len() == u64::from(self.size) {
            // no row is restricted to every class
            for (word, every) in sure.iter_mut().zip(&self.every) {
                *word &= every;
            }
        } else {
            let mut some = vec![0; words];
            for class in cell.iter() {
                let accepting = accepting(class);
                for ((some, sure), accepting) in some.iter_mut().zip(&mut *sure).zip(accepting) {
                    *some |= accepting;
                    *sure &= accepting;
                }
            }
            for (word, some) in perhaps.iter_mut().zip(some) {
                *word &= some;
            }
        }
    }
}

/// The rows whose bits are set, ascending.
struct Ones<'b> {
    words: &'b [u64],
    rows: &'b [(RuleId, u32)],
    at: usize,
    left: u64,
}

impl<'b> Ones<'b> {
    fn of(words: &'b [u64], rows: &'b [(RuleId, u32)]) -> Self {
        let left = words.first().copied().unwrap_or(0);
        Self {
            words,
            rows,
            at: 0,
            left,
        }
    }
}

impl<'b> Iterator for Ones<'b> {
    type Item = (usize, &'b (RuleId, u32));

    fn next(&mut self) -> Option<Self::Item> {
        while self.left == 0 {
            self.at += 1;
            self.left = *self.words.get(self.at)?;
        }
        let row = self.at * 64 + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        // bits beyond the last row are set where no column is looked at
        Some((row, self.rows.get(row)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::table::region::Cover;
    use proptest::prelude::*;

    const RULES: &str = "
        ruleset r
        kind k { a b c }
        facts { x : yes/no  n : integer 0..9  m : k }
        decision d : yes/no resolve by posterior
        rule R.1 when x then d is yes adopted 2020-01-01
        rule R.2 when n is at least 5 or m is b then d is no adopted 2020-01-02
        rule R.3 when n is between 2 and 3 or n is at least 2 then d is yes
        rule R.4 when m is one of (a, c) and not x then d is no adopted 2020-01-02
        rule R.5 when x or not x then d is yes adopted 2019-01-01
        rule R.6 when n is at most 7 and x then d is no adopted 2021-01-01
    ";

    proptest! {
        /// As each rule says for itself; with ranks less only what a higher rank beats.
        #[test]
        fn rules_lie_to_a_box_as_their_regions_do(x in 1_u32..4, n in 1_u32..64, m in 1_u32..8) {
            let ruleset = crate::Ruleset::compile([Source::new("r.fenliu", RULES)]).expect("a ruleset");
            let (model, table) = (&ruleset.0.model, &ruleset.0.table);
            let set = |bits: u32, size: u32| {
                let chosen = ClassSet::from_classes((0..size).filter(|class| bits >> class & 1 == 1));
                if chosen.is_empty() { ClassSet::full(size) } else { chosen }
            };
            let picks = [m, n, x];
            let cells: Vec<ClassSet> = table.columns.iter().zip(picks.iter().cycle())
                .map(|(column, bits)| set(*bits, column.size))
                .collect();
            let rules = &model.decisions[0].rules;
            let cover = |rule: RuleId| crate::verdict::evaluate::cover(table, rule, &cells);
            let plain = Bitmaps::new(table, rules, &[]).expect("few rules").lying(&cells);
            for &rule in rules {
                let lies = cover(rule);
                prop_assert_eq!(plain.sure.contains(&rule), lies == Cover::All);
                prop_assert_eq!(plain.perhaps.contains(&rule), lies != Cover::Nothing);
                prop_assert_eq!(plain.open.contains(&rule), lies == Cover::Part);
            }
            let rank = |rule: RuleId| model.rules[rule.index()].dated;
            let best = plain.sure.iter().filter_map(|rule| rank(*rule)).max();
            let ranked = table.bitmaps[0].as_ref().expect("few rules").lying(&cells);
            for (all, left) in [(plain.sure, ranked.sure), (plain.perhaps, ranked.perhaps), (plain.open, ranked.open)] {
                let stays = |rule: &RuleId| rank(*rule).is_none() || rank(*rule) >= best;
                let expected: Vec<RuleId> = all.into_iter().filter(stays).collect();
                prop_assert_eq!(left, expected);
            }
        }
    }
}
