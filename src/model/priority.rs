//! Which rule beats which by a ground that does not look at conclusions.

use super::RuleId;

/// The relation `overrides`, closed transitively over all rules, met or not.
///
/// Stored over *places*: one for each rule that an `overrides` names or stands in, one for each
/// table so named. A table of 100,000 rows that overrides another is one pair, not 10¹⁰.
#[derive(Debug, Clone, Default)]
pub struct Priority {
    /// For each rule, its places (its own, its table's), by `RuleId`.
    places: Vec<[Option<u32>; 2]>,
    /// `beats[p]`: the places that place `p` beats, as bits.
    beats: Vec<Vec<u64>>,
}

impl Priority {
    /// From the places of each rule and the pairs (winner, loser) of places, which need no closing;
    /// `within` says which places belong to which: (a rule's own place, its table's place).
    /// The pairs must have no circle.
    pub fn new(places: Vec<[Option<u32>; 2]>, pairs: &[(u32, u32)]) -> Self {
        let count = places
            .iter()
            .flatten()
            .flatten()
            .map(|&p| p as usize + 1)
            .chain(pairs.iter().map(|&(a, b)| a.max(b) as usize + 1))
            .max()
            .unwrap_or(0);
        let words = count.div_ceil(64);
        let mut beats = vec![vec![0_u64; words]; count];
        let set = |row: &mut Vec<u64>, bit: u32| row[bit as usize / 64] |= 1 << (bit % 64);
        for &(winner, loser) in pairs {
            set(&mut beats[winner as usize], loser);
        }
        // a rule named on its own is reached through its table, and leads on through it
        let mut within: Vec<(u32, u32)> = places
            .iter()
            .filter_map(|place| match place {
                [Some(own), Some(table)] => Some((*own, *table)),
                _ => None,
            })
            .collect();
        within.sort_unstable();
        within.dedup();
        loop {
            let before = beats.clone();
            for &(own, table) in &within {
                // what the table beats, its row beats; who beats the table, beats its row
                for word in 0..words {
                    let gained = beats[table as usize][word];
                    beats[own as usize][word] |= gained;
                }
                for row in &mut beats {
                    if row[table as usize / 64] >> (table % 64) & 1 == 1 {
                        set(row, own);
                    }
                }
            }
            for middle in 0..count {
                let reach = beats[middle].clone();
                for row in &mut beats {
                    if row[middle / 64] >> (middle % 64) & 1 == 1 {
                        row.iter_mut()
                            .zip(&reach)
                            .for_each(|(word, more)| *word |= more);
                    }
                }
            }
            if beats == before {
                return Self { places, beats };
            }
        }
    }

    /// Whether `winner` overrides `loser`, directly or through others.
    pub fn overrides(&self, winner: RuleId, loser: RuleId) -> bool {
        let of = |rule: RuleId| {
            self.places
                .get(rule.index())
                .into_iter()
                .flatten()
                .flatten()
        };
        of(winner).any(|&w| {
            of(loser).any(|&l| self.beats[w as usize][l as usize / 64] >> (l % 64) & 1 == 1)
        })
    }

    /// The places that any of these rules overrides, as bits; for [`Priority::is_in`].
    pub fn beaten_by(&self, rules: &[RuleId]) -> Vec<u64> {
        let mut standing = vec![false; self.beats.len()];
        for rule in rules {
            for place in self
                .places
                .get(rule.index())
                .into_iter()
                .flatten()
                .flatten()
            {
                standing[*place as usize] = true;
            }
        }
        let mut beaten = vec![0; self.beats.len().div_ceil(64)];
        for row in standing
            .iter()
            .zip(&self.beats)
            .filter(|(stands, _)| **stands)
            .map(|(_, row)| row)
        {
            beaten
                .iter_mut()
                .zip(row)
                .for_each(|(word, more)| *word |= more);
        }
        beaten
    }

    /// Whether a rule has one of the places.
    pub fn is_in(&self, rule: RuleId, places: &[u64]) -> bool {
        self.places
            .get(rule.index())
            .into_iter()
            .flatten()
            .flatten()
            .any(|&place| places[place as usize / 64] >> (place % 64) & 1 == 1)
    }

    /// Whether the rule stands in any `overrides` at all.
    pub fn concerns(&self, rule: RuleId) -> bool {
        self.places
            .get(rule.index())
            .is_some_and(|places| places.iter().any(Option::is_some))
    }

    /// Whether no rule overrides another.
    pub fn is_empty(&self) -> bool {
        self.beats
            .iter()
            .all(|row| row.iter().all(|&word| word == 0))
    }
}
