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
    /// What was stated, as (winner, loser).
    pairs: Vec<(u32, u32)>,
}

impl Priority {
    /// From the places of each rule (its own, its table's) and the pairs (winner, loser) of places,
    /// which need no closing. Pairs in a circle, which a checked ruleset does not have, are not
    /// closed.
    pub fn new(places: Vec<[Option<u32>; 2]>, pairs: &[(u32, u32)]) -> Self {
        let needs = steps(&places, pairs);
        let count = needs.len() / 2;
        let words = count.div_ceil(64);
        let mut reach: Vec<Vec<u64>> = vec![vec![0; words]; needs.len()];
        for node in super::check::order(&needs) {
            let mut row = std::mem::take(&mut reach[node]);
            for &next in &needs[node] {
                row.iter_mut()
                    .zip(&reach[next])
                    .for_each(|(word, more)| *word |= more);
                if next % 2 == 0 {
                    row[next / 2 / 64] |= 1 << (next / 2 % 64);
                }
            }
            reach[node] = row;
        }
        let beats = reach.into_iter().skip(1).step_by(2).collect();
        Self {
            places,
            beats,
            pairs: pairs.to_vec(),
        }
    }

    /// The relation as it would be if one thing had not been stated: that a rule, or the table whose
    /// row it is, overrides this rule or the table of this row. `None` if it was not.
    #[must_use]
    pub fn without(
        &self,
        (winner, by_table): (RuleId, bool),
        (loser, of_table): (RuleId, bool),
    ) -> Option<Self> {
        let place = |rule: RuleId, table: bool| self.places.get(rule.index())?[usize::from(table)];
        let stated = (place(winner, by_table)?, place(loser, of_table)?);
        let mut pairs = self.pairs.clone();
        pairs.remove(pairs.iter().position(|pair| *pair == stated)?);
        Some(Self::new(self.places.clone(), &pairs))
    }

    /// The relation as it would be if one rule overrode another besides. `None` if that makes a
    /// circle.
    #[must_use]
    pub fn with(&self, winner: RuleId, loser: RuleId) -> Option<Self> {
        if winner == loser || self.overrides(loser, winner) {
            return None;
        }
        let mut places = self.places.clone();
        places.resize(
            places.len().max(winner.index().max(loser.index()) + 1),
            [None; 2],
        );
        let all = self.places.iter().flatten().flatten();
        let mut count = all.map(|place| place + 1).max().unwrap_or(0);
        let mut place = |rule: RuleId| {
            *places[rule.index()][0].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        };
        let pair = (place(winner), place(loser));
        let pairs: Vec<(u32, u32)> = self.pairs.iter().copied().chain([pair]).collect();
        Some(Self::new(places, &pairs))
    }

    /// The relation with one rule more, which overrides and is overridden as another is.
    pub(crate) fn copied(&mut self, rule: RuleId, copy: RuleId) {
        let of = self.places.get(rule.index()).copied().unwrap_or_default();
        let count = self.places.len().max(copy.index() + 1);
        self.places.resize(count, [None; 2]);
        self.places[copy.index()] = of;
    }

    /// The relation among some of the rules only, by the `RuleId` they have then. What held by way of
    /// one that is left out holds no more.
    #[must_use]
    pub fn among(&self, keep: &[bool]) -> Self {
        let all = (0..keep.len()).zip(keep).filter(|(_, keep)| **keep);
        let places: Vec<[Option<u32>; 2]> = all
            .map(|(rule, _)| self.places.get(rule).copied().unwrap_or_default())
            .collect();
        let standing = |place: u32| places.iter().flatten().flatten().any(|&it| it == place);
        let pairs = self.pairs.iter().copied();
        let pairs: Vec<(u32, u32)> = pairs
            .filter(|&(winner, loser)| standing(winner) && standing(loser))
            .collect();
        Self::new(places, &pairs)
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

/// The graph whose ways are the closed relation. Place `p` is node `2p` where it is beaten and
/// `2p + 1` where it beats: what is beaten goes on to what it beats itself, whoever beats a table
/// beats its rows, and a row beats what its table beats. A table leads through too: each of its rows
/// is beaten, and beats.
pub(super) fn steps(places: &[[Option<u32>; 2]], pairs: &[(u32, u32)]) -> Vec<Vec<usize>> {
    let all = places.iter().flatten().flatten().copied();
    let count = all
        .chain(pairs.iter().flat_map(|&(a, b)| [a, b]))
        .map(|place| place as usize + 1)
        .max()
        .unwrap_or(0);
    let mut next: Vec<Vec<usize>> = (0..2 * count)
        .map(|node| {
            if node % 2 == 0 {
                vec![node + 1]
            } else {
                Vec::new()
            }
        })
        .collect();
    for &(winner, loser) in pairs {
        next[2 * winner as usize + 1].push(2 * loser as usize);
    }
    for place in places {
        if let [Some(own), Some(table)] = place {
            let (own, table) = (2 * *own as usize, 2 * *table as usize);
            next[table].push(own);
            next[own + 1].push(table + 1);
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn priority(places: &[[Option<u32>; 2]], pairs: &[(u32, u32)]) -> impl Fn(u32, u32) -> bool {
        let priority = Priority::new(places.to_vec(), pairs);
        move |winner, loser| priority.overrides(RuleId(winner), RuleId(loser))
    }

    #[test]
    fn overriding_is_closed() {
        let beats = priority(
            &[
                [Some(0), None],
                [Some(1), None],
                [Some(2), None],
                [None, None],
            ],
            &[(0, 1), (1, 2)],
        );
        assert!(beats(0, 1) && beats(1, 2) && beats(0, 2));
        assert!(!beats(2, 0) && !beats(0, 3) && !beats(0, 0));
    }

    #[test]
    fn one_more_is_closed_with_the_others() {
        let places = vec![[Some(0), None], [Some(1), None], [None, None]];
        let priority = Priority::new(places, &[(0, 1)]);
        let with = |winner, loser| priority.with(RuleId(winner), RuleId(loser));
        let more = with(1, 2).expect("no circle");
        assert!(more.overrides(RuleId(0), RuleId(2)) && !priority.overrides(RuleId(0), RuleId(2)));
        let more = with(2, 0).expect("no circle");
        assert!(more.overrides(RuleId(2), RuleId(1)));
        assert!(with(1, 0).is_none() && with(2, 2).is_none());
        let none = Priority::default().with(RuleId(3), RuleId(1));
        assert!(none.expect("no circle").overrides(RuleId(3), RuleId(1)));
    }

    #[test]
    fn what_is_left_out_leads_nowhere() {
        let places = vec![[Some(0), None], [Some(1), None], [Some(2), None]];
        let priority = Priority::new(places, &[(0, 1), (1, 2)]);
        let some = priority.among(&[true, false, true]);
        assert!(!some.overrides(RuleId(0), RuleId(1)) && priority.overrides(RuleId(0), RuleId(2)));
        let some = priority.among(&[false, true, true]);
        assert!(some.overrides(RuleId(0), RuleId(1)));
    }

    #[test]
    fn tables_lead_through_their_rows() {
        // rules 0 and 1; rows 2 and 3 of a table at place 2, row 3 named on its own at place 3; rule 4
        let places = [
            [Some(0), None],
            [Some(1), None],
            [None, Some(2)],
            [Some(3), Some(2)],
            [Some(4), None],
        ];
        let beats = priority(&places, &[(0, 2), (2, 1), (3, 4)]);
        assert!(beats(0, 2) && beats(0, 3) && beats(2, 1) && beats(3, 1) && beats(0, 1));
        assert!(beats(3, 4) && beats(0, 4), "through row 3");
        assert!(!beats(2, 4), "row 2 does not beat what row 3 beats");
    }
}
