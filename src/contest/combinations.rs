//! Every combination of the disputed facts, and what follows from them all.
//!
//! A combination is a number whose bits say which facts are granted, that is, are as the objector
//! holds. In: what each combination comes to; nothing where no affair can be so. Out: groups of those
//! that come to the same, the facts that are decisive, and the least that must be granted.

/// Most facts that are combined: 4,096 combinations.
pub(super) const MOST: usize = 12;

/// One combination, by bits.
pub(super) type Mask = u32;

/// A difference that one fact alone makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Difference {
    /// What else is granted.
    pub(super) beside: Mask,
}

/// All combinations of so many facts, fewest granted first.
pub(super) fn all(facts: usize) -> Vec<Mask> {
    let mut all: Vec<Mask> = (0..1 << facts).collect();
    all.sort_by_key(|mask| mask.count_ones());
    all
}

/// The combinations that come to the same, each group by its least; impossible ones in none.
pub(super) fn groups<K: PartialEq>(came: &[Option<K>]) -> Vec<Vec<Mask>> {
    let mut groups: Vec<(&K, Vec<Mask>)> = Vec::new();
    for mask in all(facts(came)) {
        let Some(key) = &came[mask as usize] else {
            continue;
        };
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(mask),
            None => groups.push((key, vec![mask])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Whether a fact alone makes a difference somewhere: where the fewest others are granted.
pub(super) fn difference<K: PartialEq>(came: &[Option<K>], fact: usize) -> Option<Difference> {
    let bit: Mask = 1 << fact;
    let differs = |mask: &Mask| {
        let with = came.get((mask | bit) as usize).and_then(Option::as_ref);
        let without = came.get(*mask as usize).and_then(Option::as_ref);
        mask & bit == 0
            && with
                .zip(without)
                .is_some_and(|(with, without)| with != without)
    };
    let beside = all(facts(came)).into_iter().find(differs)?;
    Some(Difference { beside })
}

/// The combinations that succeed and have no part that does, fewest granted first.
pub(super) fn least(succeeds: &[bool]) -> Vec<Mask> {
    let mut least: Vec<Mask> = Vec::new();
    for mask in all(facts(succeeds)) {
        if succeeds[mask as usize] && !least.iter().any(|part| part & mask == *part) {
            least.push(mask);
        }
    }
    least
}

fn facts<T>(by_mask: &[T]) -> usize {
    by_mask.len().max(1).ilog2() as usize
}

/// The facts of a combination.
pub(super) fn members(mask: Mask) -> impl Iterator<Item = usize> {
    (0..MOST).filter(move |fact| mask >> fact & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fact_that_decides_among_one_that_does_not() {
        // bit 0 decides, bit 1 is idle
        let came = ["a", "b", "a", "b"].map(Some);
        assert_eq!(groups(&came), [vec![0, 2], vec![1, 3]]);
        assert_eq!(difference(&came, 0), Some(Difference { beside: 0 }));
        assert_eq!(difference(&came, 1), None);
        assert_eq!(least(&came.map(|it| it == Some("b"))), [1]);
    }

    #[test]
    fn two_that_only_decide_together() {
        let came = ["a", "a", "a", "b"].map(Some);
        assert_eq!(difference(&came, 0), Some(Difference { beside: 2 }));
        assert_eq!(least(&came.map(|it| it == Some("b"))), [3]);
    }

    #[test]
    fn granting_more_may_undo_it() {
        let succeeds = [false, true, true, false];
        assert_eq!(least(&succeeds), [1, 2]);
        assert_eq!(least(&[true, false]), [0]);
        assert_eq!(least(&[false]), [0; 0]);
    }

    #[test]
    fn what_no_affair_can_be_makes_no_difference() {
        let came = [Some("a"), None, None, Some("b")];
        assert_eq!(groups(&came), [vec![0], vec![3]]);
        assert_eq!(difference(&came, 0), None);
        assert_eq!(difference(&came, 1), None);
    }
}
