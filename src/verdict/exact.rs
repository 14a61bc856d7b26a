//! The exact numbers of an affair: the ordinals of facts that have one, for expressions.

use crate::table::FactKey;

/// By fact, ascending. A search copies it for every box, so it lies in one piece.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exact(Vec<(FactKey, i128)>);

impl Exact {
    /// The number of a fact.
    pub fn get(&self, fact: &FactKey) -> Option<&i128> {
        let at = self.place(*fact).ok()?;
        self.0.get(at).map(|(_, number)| number)
    }

    /// Whether a fact has one.
    pub fn contains_key(&self, fact: &FactKey) -> bool {
        self.place(*fact).is_ok()
    }

    /// Gives a fact a number.
    pub fn insert(&mut self, fact: FactKey, number: i128) {
        match self.place(fact) {
            Ok(at) => self.0[at].1 = number,
            Err(at) => self.0.insert(at, (fact, number)),
        }
    }

    /// Takes the number of a fact away.
    pub fn remove(&mut self, fact: &FactKey) -> Option<i128> {
        let at = self.place(*fact).ok()?;
        Some(self.0.remove(at).1)
    }

    fn place(&self, fact: FactKey) -> Result<usize, usize> {
        self.0.binary_search_by_key(&fact, |(known, _)| *known)
    }
}

impl Extend<(FactKey, i128)> for Exact {
    fn extend<I: IntoIterator<Item = (FactKey, i128)>>(&mut self, numbers: I) {
        for (fact, number) in numbers {
            self.insert(fact, number);
        }
    }
}
