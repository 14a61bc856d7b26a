//! What the coordinates of a text say of each other.
//!
//! A text is seen as which of the texts that rules look for it is, and which patterns it mentions.
//! What mentions a pattern mentions every pattern that stands in it; an exact text mentions what it
//! mentions, and any other text whatever it likes.

use super::spans::Spans;
use crate::model::text::Folded;

/// A text fact.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The coordinate of exact texts, if rules look for any.
    pub(super) exact: Option<usize>,
    /// The patterns.
    pub(super) patterns: Vec<Pattern>,
}

/// A pattern of a text fact.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) seat: usize,
    /// Coordinates of the patterns that every text mentioning this one mentions.
    pub(super) implies: Vec<usize>,
    /// The other direction.
    pub(super) implied_by: Vec<usize>,
    /// The exact texts that mention it.
    pub(super) mentioned: Spans,
}

impl Text {
    /// From the coordinate of exact texts, those texts, and the patterns with their coordinates.
    pub(super) fn new(
        exact: Option<usize>,
        named: &[String],
        patterns: &[(usize, Folded)],
    ) -> Self {
        let named: Vec<Folded> = named.iter().map(|text| Folded::new(text)).collect();
        let others = |own: usize, holds: &dyn Fn(&Folded) -> bool| {
            let others = patterns
                .iter()
                .filter(|(seat, other)| *seat != own && holds(other));
            others.map(|(seat, _)| *seat).collect::<Vec<usize>>()
        };
        let read = |(seat, pattern): &(usize, Folded)| {
            let texts = (0..).zip(&named).filter(|(_, text)| text.mentions(pattern));
            let mentioned = texts.flat_map(|(number, _)| Spans::one(number).stretches().to_vec());
            Pattern {
                seat: *seat,
                implies: others(*seat, &|other| pattern.mentions(other)),
                implied_by: others(*seat, &|other| other.mentions(pattern)),
                mentioned: Spans::new(mentioned),
            }
        };
        Self {
            exact,
            patterns: patterns.iter().map(read).collect(),
        }
    }
}
