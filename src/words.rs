//! Text for people, in the languages Fenliu speaks.

use serde::{Deserialize, Serialize};

/// A language of messages, labels and reports.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// The same words in English and Chinese. Every message is built with both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Words {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Words {
    /// Both languages.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The words in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// What a ruleset author wrote for people: `"…"`, or `en "…" zh "…"`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Label {
    /// Written without a language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
}

impl Label {
    /// The text for one language: that language's, else the one without a language, else the other's.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::Zh => (&self.zh, &self.en),
        };
        first
            .as_deref()
            .or(self.any.as_deref())
            .or(second.as_deref())
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.any.is_none() && self.en.is_none() && self.zh.is_none()
    }

    /// Every text written.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        [&self.any, &self.en, &self.zh]
            .into_iter()
            .filter_map(Option::as_deref)
    }
}
