//! Why an objection cannot be looked at: something in it is not of the ruleset.

use crate::model::nearest::nearest;
use crate::verdict::affair::Rejection;
use crate::words::Words;

/// How many names a message lists.
const LISTED: usize = 8;

/// Why an objection cannot be looked at: one sentence, and perhaps the next step.
///
/// `Display` prints the sentence in English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", message.en)]
pub struct Refusal {
    /// One sentence, lower case, no full stop.
    pub message: Words,
    /// The next step. Boxed, to keep results small.
    pub help: Option<Box<Words>>,
}

impl Refusal {
    pub(super) fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            message: Words::new(en, zh),
            help: None,
        }
    }

    #[must_use]
    pub(super) fn help(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.help = Some(Box::new(Words::new(en, zh)));
        self
    }

    /// A name that nothing of its sort has; `sort` is what it should have been.
    pub(super) fn unknown<'n>(
        sort: (&str, &str),
        name: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Self {
        let names: Vec<&str> = names.collect();
        let (en, zh) = sort;
        let refusal = Self::new(
            format!("the ruleset has no {en} `{name}`"),
            format!("规则集中没有{zh} `{name}`"),
        );
        let quoted = |name: &&str| format!("`{name}`");
        let mut listed: Vec<String> = names.iter().take(LISTED).map(quoted).collect();
        if names.len() > LISTED {
            listed.push("…".to_owned());
        }
        match (nearest(name, names.iter().copied()), listed.is_empty()) {
            (_, true) => refusal,
            (Some(near), _) => refusal.help(
                format!("the nearest is `{near}`; there are {}", listed.join(", ")),
                format!("最接近的是 `{near}`；现有 {}", listed.join("、")),
            ),
            (None, _) => refusal.help(
                format!("there are {}", listed.join(", ")),
                format!("现有 {}", listed.join("、")),
            ),
        }
    }

    /// The same, said of a part of the objection.
    #[must_use]
    pub(crate) fn of(mut self, part: &str) -> Self {
        let Words { en, zh } = &self.message;
        self.message = Words::new(format!("`{part}`: {en}"), format!("`{part}`：{zh}"));
        self
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self {
            message: rejection.message,
            help: rejection.help,
        }
    }
}
