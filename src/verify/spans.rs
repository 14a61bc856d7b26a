//! Sets of values of one coordinate, as stretches of a line.

use num_rational::Ratio;
use smallvec::SmallVec;

/// An exact number.
pub(super) type Number = Ratio<i128>;

/// A place on the line: just before a number, or (`true`) just after it.
pub(super) type Edge = (Number, bool);

/// A set of values. Whole-numbered coordinates take the stretch from before `n` to before `n + 1` for
/// the value `n`, so that neighbours touch.
///
/// Invariant: the stretches ascend, hold something, and neither touch nor overlap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Spans(SmallVec<[(Edge, Edge); 1]>);

impl Spans {
    /// Any stretches, in any order; reversed ones hold nothing.
    pub(super) fn new(stretches: impl IntoIterator<Item = (Edge, Edge)>) -> Self {
        let mut all: SmallVec<[(Edge, Edge); 4]> = stretches
            .into_iter()
            .filter(|(from, to)| from < to)
            .collect();
        all.sort_unstable();
        let mut merged: SmallVec<[(Edge, Edge); 1]> = SmallVec::new();
        for (from, to) in all {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    /// The whole numbers `low..=high`.
    pub(super) fn whole(low: i128, high: i128) -> Self {
        Self::new([((low.into(), false), ((high + 1).into(), false))])
    }

    /// One whole number.
    pub(super) fn one(number: i128) -> Self {
        Self::whole(number, number)
    }

    /// Every number there is.
    pub(super) fn all() -> Self {
        Self::new([((lowest(), false), (highest(), true))])
    }

    /// The stretches, ascending.
    pub(super) fn stretches(&self) -> &[(Edge, Edge)] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From the first edge to the last.
    pub(super) fn hull(&self) -> Option<(Edge, Edge)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut common = SmallVec::new();
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(&&a), Some(&&b)) = (here.peek(), there.peek()) {
            let (from, to) = (a.0.max(b.0), a.1.min(b.1));
            if from < to {
                common.push((from, to));
            }
            if a.1 < b.1 {
                here.next();
            } else {
                there.next();
            }
        }
        Self(common)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        let mut left = SmallVec::new();
        for &(from, to) in &self.0 {
            let mut next = from;
            let first = other.0.partition_point(|taken| taken.1 <= from);
            for taken in other.0[first..].iter().take_while(|taken| taken.0 < to) {
                if next < taken.0 {
                    left.push((next, taken.0));
                }
                next = taken.1;
            }
            if next < to {
                left.push((next, to));
            }
        }
        Self(left)
    }

    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.0.iter().all(|(from, to)| {
            let around = other.0.partition_point(|stretch| stretch.1 < *to);
            other
                .0
                .get(around)
                .is_some_and(|stretch| stretch.0 <= *from)
        })
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().all(|(from, to)| {
            let next = other.0.partition_point(|stretch| stretch.1 <= *from);
            other.0.get(next).is_none_or(|stretch| *to <= stretch.0)
        })
    }
}

/// Lower than anything computed.
pub(super) fn lowest() -> Number {
    Ratio::from_integer(-i128::MAX)
}

/// Higher than anything computed.
pub(super) fn highest() -> Number {
    Ratio::from_integer(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(bits: u32) -> Spans {
        Spans::new((0..16).filter(|bit| bits >> bit & 1 == 1).map(|bit| {
            (
                (Ratio::from(i128::from(bit)), false),
                (Ratio::from(i128::from(bit) + 1), false),
            )
        }))
    }

    proptest! {
        #[test]
        fn sets_are_sets(a in 0_u32..1 << 16, b in 0_u32..1 << 16) {
            let (x, y) = (set(a), set(b));
            prop_assert_eq!(x.and(&y), set(a & b));
            prop_assert_eq!(x.minus(&y), set(a & !b));
            prop_assert_eq!(x.is_subset(&y), a & !b == 0);
            prop_assert_eq!(x.is_disjoint(&y), a & b == 0);
            prop_assert_eq!(x.is_empty(), a == 0);
        }
    }

    #[test]
    fn open_and_closed_ends_meet_without_a_gap() {
        let at = Ratio::new(5, 2);
        let (low, high) = (lowest(), highest());
        let up_to = Spans::new([((low, false), (at, true))]);
        let below = Spans::new([((low, false), (at, false))]);
        let above = Spans::new([((at, true), (high, true))]);
        assert!(up_to.is_disjoint(&above) && below.is_disjoint(&above));
        assert!(Spans::all().minus(&up_to).minus(&above).is_empty());
        let left = Spans::all().minus(&below).minus(&above);
        assert_eq!(left, Spans::new([((at, false), (at, true))]));
    }
}
