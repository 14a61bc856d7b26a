//! What keeps something from being confirmed.

use std::fmt;

use crate::words::Words;

/// How much of a long place is shown at either end.
const SHOWN: usize = 200;

/// What keeps something from being confirmed: the first place that does not hold, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the file: `claims[0].proof.parts[1]`; empty for the file as a whole.
    pub place: String,
    /// What is wrong.
    pub message: Words,
    /// The next step.
    pub help: Option<Words>,
}

impl Fault {
    pub(super) fn new(place: impl Into<String>, message: Words) -> Self {
        Self {
            place: place.into(),
            message,
            help: None,
        }
    }

    #[must_use]
    pub(super) fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }

    /// The sentence, with its place; of a very deep one, how it begins and ends.
    pub fn words(&self) -> Words {
        let place = &self.place;
        let shown = match (
            place.get(..SHOWN),
            place.get(place.len().saturating_sub(SHOWN)..),
        ) {
            (Some(begins), Some(ends)) if place.len() > 2 * SHOWN => format!("{begins}…{ends}"),
            _ => place.clone(),
        };
        if shown.is_empty() {
            return self.message.clone();
        }
        Words::new(
            format!("{shown}: {}", self.message.en),
            format!("{shown}：{}", self.message.zh),
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for Fault {}
