//! What could not be settled: neither confirmed nor refuted.

use super::at::At;
use crate::words::Words;

/// A statement that could not be settled in as many steps as may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    /// Where in the file.
    pub place: String,
    /// What the question was.
    pub what: Words,
}

impl Unchecked {
    pub(super) fn new(at: &At, what: Words) -> Self {
        let place = at.place();
        Self { place, what }
    }

    /// The sentence, with its place.
    pub fn words(&self) -> Words {
        let Words { en, zh } = &self.what;
        Words::new(
            format!("{}: {en}: there is too much to look at", self.place),
            format!("{}：{zh}：需要查看的情形太多", self.place),
        )
    }
}
