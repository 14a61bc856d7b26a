//! Sets of classes: sorted, disjoint, non-adjacent ranges of class numbers.
//!
//! One representation for all columns: the leaves below a taxonomy node are one range, a threshold
//! is one range, `not` is the gaps. Most sets are one range and need no allocation.

use smallvec::SmallVec;

/// A set of class numbers.
///
/// Invariant: ranges `(low, high)`, both included, ascend and neither touch nor overlap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ClassSet(SmallVec<[(u32, u32); 2]>);

/// How a set, or a region, lies to a cell, or a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// It holds nothing of it.
    Nothing,
    /// Some, or perhaps some.
    Part,
    /// All.
    All,
}

impl ClassSet {
    /// No class.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The classes `0..size`.
    pub fn full(size: u32) -> Self {
        size.checked_sub(1)
            .map_or_else(Self::empty, |high| Self::range(0, high))
    }

    /// One class.
    pub fn one(class: u32) -> Self {
        Self::range(class, class)
    }

    /// The classes `low..=high`; empty if reversed.
    pub fn range(low: u32, high: u32) -> Self {
        let mut ranges = SmallVec::new();
        if low <= high {
            ranges.push((low, high));
        }
        Self(ranges)
    }

    /// Any ranges, in any order.
    pub fn from_ranges(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut all: SmallVec<[(u32, u32); 4]> = ranges
            .into_iter()
            .filter(|(low, high)| low <= high)
            .collect();
        all.sort_unstable();
        let mut merged: SmallVec<[(u32, u32); 2]> = SmallVec::new();
        for (low, high) in all {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self(merged)
    }

    /// Any classes, in any order.
    pub fn from_classes(classes: impl IntoIterator<Item = u32>) -> Self {
        Self::from_ranges(classes.into_iter().map(|class| (class, class)))
    }

    /// The ranges, ascending.
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many classes.
    pub fn len(&self) -> u64 {
        self.0
            .iter()
            .map(|&(low, high)| u64::from(high - low) + 1)
            .sum()
    }

    /// The class, if there is exactly one.
    pub fn single(&self) -> Option<u32> {
        match self.0.as_slice() {
            [(low, high)] if low == high => Some(*low),
            _ => None,
        }
    }

    /// The least class.
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|range| range.0)
    }

    /// The greatest class.
    pub fn last(&self) -> Option<u32> {
        self.0.last().map(|range| range.1)
    }

    /// The classes, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|&(low, high)| low..=high)
    }

    /// Whether a class is in it.
    pub fn contains(&self, class: u32) -> bool {
        let index = self.0.partition_point(|&(low, _)| low <= class);
        index > 0 && class <= self.0[index - 1].1
    }

    /// Whether every class of `low..=high` is in it.
    pub fn holds(&self, low: u32, high: u32) -> bool {
        self.0.iter().any(|range| range.0 <= low && high <= range.1)
    }

    /// Whether some class of `low..=high` is in it.
    pub fn meets(&self, low: u32, high: u32) -> bool {
        self.0.iter().any(|range| range.0 <= high && low <= range.1)
    }

    /// How it lies to a cell, which is not empty.
    #[inline]
    pub fn covers(&self, cell: &Self) -> Cover {
        if let ([(low, high)], [(first, last)]) = (self.0.as_slice(), cell.0.as_slice()) {
            return if low <= first && last <= high {
                Cover::All
            } else if last < low || high < first {
                Cover::Nothing
            } else {
                Cover::Part
            };
        }
        match cell.single() {
            Some(class) if self.contains(class) => Cover::All,
            Some(_) => Cover::Nothing,
            None if cell.is_subset(self) => Cover::All,
            None if cell.is_disjoint(self) => Cover::Nothing,
            None => Cover::Part,
        }
    }

    /// Whether every class of it is in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        let mut there = other.0.iter().peekable();
        self.0.iter().all(|&(low, high)| {
            while there.next_if(|range| range.1 < low).is_some() {}
            there
                .peek()
                .is_some_and(|range| range.0 <= low && high <= range.1)
        })
    }

    /// Whether no class is in both.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
            if a.1 < b.0 {
                here.next();
            } else if b.1 < a.0 {
                there.next();
            } else {
                return false;
            }
        }
        true
    }

    /// The classes in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut common = SmallVec::new();
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(&&a), Some(&&b)) = (here.peek(), there.peek()) {
            let (low, high) = (a.0.max(b.0), a.1.min(b.1));
            if low <= high {
                common.push((low, high));
            }
            if a.1 < b.1 {
                here.next();
            } else {
                there.next();
            }
        }
        Self(common)
    }

    /// The classes in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self::from_ranges(self.0.iter().chain(&other.0).copied())
    }

    /// The classes of `0..size` not in it.
    #[must_use]
    pub fn not(&self, size: u32) -> Self {
        let mut gaps = SmallVec::new();
        let mut next = 0;
        for &(low, high) in &self.0 {
            if next < low {
                gaps.push((next, low - 1));
            }
            next = high + 1;
        }
        if next < size {
            gaps.push((next, size - 1));
        }
        Self(gaps)
    }

    /// The classes of it not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.last()
            .map_or_else(Self::empty, |last| self.and(&other.not(last + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::{ClassSet, Cover};
    use proptest::prelude::*;

    fn bits(set: &ClassSet) -> u32 {
        set.iter().fold(0, |bits, class| bits | 1 << class)
    }

    fn set(bits: u32) -> ClassSet {
        ClassSet::from_classes((0..20).filter(|class| bits >> class & 1 == 1))
    }

    proptest! {
        #[test]
        fn operations_are_those_of_bit_sets(a in 0_u32..1 << 20, b in 0_u32..1 << 20) {
            let (x, y) = (set(a), set(b));
            prop_assert_eq!(bits(&x), a);
            prop_assert_eq!(bits(&x.and(&y)), a & b);
            prop_assert_eq!(bits(&x.or(&y)), a | b);
            prop_assert_eq!(bits(&x.minus(&y)), a & !b);
            prop_assert_eq!(bits(&x.not(20)), !a & 0xF_FFFF);
            prop_assert_eq!(x.is_subset(&y), a & !b == 0);
            prop_assert_eq!(x.is_disjoint(&y), a & b == 0);
            let lies = match (b & !a, a & b) {
                _ if b == 0 => None,
                (0, _) => Some(Cover::All),
                (_, 0) => Some(Cover::Nothing),
                _ => Some(Cover::Part),
            };
            prop_assert!(lies.is_none_or(|lies| x.covers(&y) == lies));
            prop_assert_eq!(x.len(), u64::from(a.count_ones()));
            prop_assert_eq!(x.single().is_some(), a.is_power_of_two());
            for class in 0..20 {
                prop_assert_eq!(x.contains(class), a >> class & 1 == 1);
            }
        }
    }
}
