//! What one pattern says of another, so that text stays inside the exact space.
//!
//! A text is seen as which of the exact texts it is, and which patterns it mentions. Not every
//! combination is some text: "street lamp" mentions "lamp". This theory keeps boxes to the
//! combinations that are. It is complete: a box closed under [`TextTheory::close`] without becoming
//! empty holds a text. (Take the forced patterns, stand them side by side with a neutral mark
//! between: that text mentions just what they imply. An exact text fixes every pattern at once.)

use std::collections::BTreeMap;

use super::ClassSet;
use crate::model::FactId;
use crate::model::text::Folded;

/// A text fact's column of exact texts with them, and its columns of patterns with theirs.
pub type TextColumns = (Option<(u32, Vec<String>)>, Vec<(u32, String)>);

/// The theory of every text fact.
#[derive(Debug, Clone, Default)]
pub struct TextTheory {
    facts: Vec<TextFact>,
}

/// One text fact's columns.
#[derive(Debug, Clone)]
struct TextFact {
    fact: FactId,
    /// The column of exact texts, and for each pattern whether each of them mentions it.
    exact: Option<u32>,
    /// Columns of patterns, ascending.
    patterns: Vec<u32>,
    /// `mentioned[p]`: the exact texts, by class, that mention pattern `p`.
    mentioned: Vec<ClassSet>,
    /// How many classes the exact column has.
    classes: u32,
    /// `implies[p]`: indexes of the patterns that every text mentioning `p` mentions.
    implies: Vec<Vec<usize>>,
    /// The other direction.
    implied_by: Vec<Vec<usize>>,
}

impl TextTheory {
    /// From each text fact's exact texts (and their column) and patterns (and their columns).
    pub fn new(facts: BTreeMap<FactId, TextColumns>) -> Self {
        let facts = facts.into_iter().map(|(fact, (exact, patterns))| {
            let folded: Vec<Folded> = patterns
                .iter()
                .map(|(_, pattern)| Folded::new(pattern))
                .collect();
            let texts: Vec<Folded> = exact
                .iter()
                .flat_map(|(_, texts)| texts.iter().map(|text| Folded::new(text)))
                .collect();
            let implies: Vec<Vec<usize>> = folded
                .iter()
                .enumerate()
                .map(|(p, by)| {
                    (0..folded.len())
                        .filter(|&q| q != p && by.mentions(&folded[q]))
                        .collect()
                })
                .collect();
            let implied_by = (0..folded.len())
                .map(|q| {
                    (0..folded.len())
                        .filter(|&p| implies[p].contains(&q))
                        .collect()
                })
                .collect();
            TextFact {
                fact,
                mentioned: folded
                    .iter()
                    .map(|pattern| {
                        ClassSet::from_classes(
                            (0..)
                                .zip(&texts)
                                .filter(|(_, text)| text.mentions(pattern))
                                .map(|(class, _)| class),
                        )
                    })
                    .collect(),
                classes: super::column::index(texts.len()) + 1,
                exact: exact.map(|(column, _)| column),
                patterns: patterns.into_iter().map(|(column, _)| column).collect(),
                implies,
                implied_by,
            }
        });
        Self {
            facts: facts.collect(),
        }
    }

    /// Narrows a box to combinations that are texts; false if none is left.
    pub fn close(&self, space: &mut [ClassSet]) -> bool {
        self.facts.iter().all(|fact| fact.close(space))
    }

    /// The same for the columns of one fact.
    pub fn close_fact(&self, fact: FactId, space: &mut [ClassSet]) -> bool {
        self.facts
            .iter()
            .filter(|theory| theory.fact == fact)
            .all(|theory| theory.close(space))
    }
}

impl TextFact {
    fn close(&self, space: &mut [ClassSet]) -> bool {
        let (no, yes) = (ClassSet::one(0), ClassSet::one(1));
        for p in 0..self.patterns.len() {
            let column = self.patterns[p] as usize;
            let linked = match space[column].single() {
                Some(1) => &self.implies[p],
                Some(_) => &self.implied_by[p],
                None => continue,
            };
            let forced = space[column].clone();
            for &q in linked {
                let other = self.patterns[q] as usize;
                if space[other] != forced {
                    space[other] = space[other].and(&forced);
                    if space[other].is_empty() {
                        return false;
                    }
                }
            }
        }
        let Some(exact) = self.exact.map(|column| column as usize) else {
            return true;
        };
        for (p, &column) in self.patterns.iter().enumerate() {
            let Some(flag) = space[column as usize].single() else {
                continue;
            };
            // the last class, any other text, may mention whatever it likes
            match (flag, space[exact].single()) {
                (1, Some(text)) if text + 1 == self.classes => {}
                (1, Some(text)) if self.mentioned[p].contains(text) => {}
                (1, Some(_)) => return false,
                (1, None) => {
                    let mentioning = self.mentioned[p].or(&ClassSet::one(self.classes - 1));
                    space[exact] = space[exact].and(&mentioning);
                }
                (_, Some(text)) if !self.mentioned[p].contains(text) => {}
                (_, Some(_)) => return false,
                (_, None) => space[exact] = space[exact].minus(&self.mentioned[p]),
            }
        }
        if space[exact].is_empty() {
            return false;
        }
        if !space[exact].contains(self.classes - 1) {
            for (p, &column) in self.patterns.iter().enumerate() {
                let column = column as usize;
                if space[exact].is_subset(&self.mentioned[p]) {
                    space[column] = space[column].and(&yes);
                } else if space[exact].is_disjoint(&self.mentioned[p]) {
                    space[column] = space[column].and(&no);
                }
                if space[column].is_empty() {
                    return false;
                }
            }
        }
        true
    }
}
