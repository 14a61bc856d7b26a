//! The values of a decision, and the shifts that lead from one to another: circles, and ways without any.

use crate::model::{Datum, DecisionId, Model};

/// Circles, or ways, that are looked at.
const MOST: usize = 256;

/// A way from value to value; a circle comes back to its first.
pub(super) type Way = Vec<Datum>;

/// Of a way and a next value: whether to keep the way with it, and whether to go on from there.
type Goes<'g> = &'g dyn Fn(&[Datum], &Datum) -> (bool, bool);

/// The values that the shifts of a decision lead from and to.
pub(super) struct Graph<'a> {
    model: &'a Model,
    pub(super) decision: DecisionId,
    /// Ascending.
    pub(super) values: Vec<Datum>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(model: &'a Model, decision: DecisionId) -> Self {
        let shifts = model.shifts.iter().filter(|it| it.decision == decision);
        let mut values: Vec<Datum> = shifts
            .flat_map(|it| [it.from.clone(), it.to.clone()])
            .collect();
        values.sort_unstable();
        values.dedup();
        Self {
            model,
            decision,
            values,
        }
    }

    /// The shifts that lead from a value.
    pub(super) fn leaving(&self, from: &Datum) -> Vec<usize> {
        let shifts = self.model.shifts.iter().enumerate();
        shifts
            .filter(|(_, it)| it.decision == self.decision && it.from == *from)
            .map(|(number, _)| number)
            .collect()
    }

    /// The values that shifts lead to from a value, ascending.
    pub(super) fn next(&self, from: &Datum) -> Vec<Datum> {
        let leaving = self.leaving(from).into_iter();
        let mut next: Vec<Datum> = leaving.map(|it| self.model.shifts[it].to.clone()).collect();
        next.sort_unstable();
        next.dedup();
        next
    }

    /// Circles without a smaller one in them, each from its least value and back to it; and whether
    /// these are all.
    pub(super) fn circles(&self) -> (Vec<Way>, bool) {
        let mut found = Vec::new();
        let mut all = true;
        for first in &self.values {
            let mut way = vec![first.clone()];
            all &= self.walk(&mut way, &mut found, &|way, next| {
                (next == first, next > first && !way.contains(next))
            });
        }
        found.sort_by_key(Vec::len);
        (found, all)
    }

    /// Ways of one shift or more that visit no value twice, shortest first; and whether these are all.
    pub(super) fn ways(&self) -> (Vec<Way>, bool) {
        let mut found = Vec::new();
        let mut all = true;
        for first in &self.values {
            let mut way = vec![first.clone()];
            all &= self.walk(&mut way, &mut found, &|way, next| {
                let fresh = !way.contains(next);
                (fresh, fresh)
            });
        }
        found.sort_by_key(Vec::len);
        (found, all)
    }

    /// Goes on from the end of a way; `goes` says of a next value whether to keep the way with it, and
    /// whether to go on.
    fn walk(&self, way: &mut Way, found: &mut Vec<Way>, goes: Goes) -> bool {
        let mut all = true;
        let Some(end) = way.last().cloned() else {
            return true;
        };
        for next in self.next(&end) {
            if found.len() >= MOST {
                return false;
            }
            let (keep, on) = goes(way, &next);
            way.push(next);
            if keep {
                found.push(way.clone());
            }
            if on {
                all &= self.walk(way, found, goes);
            }
            way.pop();
        }
        all
    }
}
