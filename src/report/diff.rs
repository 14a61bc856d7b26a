//! What two rulesets decide differently, as a page: the answer, the words that differ, each decision
//! with its regions, and the real affairs that moved. In: a [`Diff`], and affairs replayed. Out: text,
//! Markdown, or `fenliu/diff/1`.

mod page;
mod text;
mod markdown;
mod matrix;
mod example;
mod json;

use crate::diff::Diff;
use crate::diff::cases::Cases;
use crate::words::Lang;

impl Diff {
    /// As text for people, in lines of at most 80 columns.
    pub fn to_text(&self, cases: Option<&Cases>, lang: Lang) -> String {
        text::set(&page::page(self, cases, lang), lang)
    }

    /// As Markdown with tables.
    pub fn to_markdown(&self, cases: Option<&Cases>, lang: Lang) -> String {
        markdown::set(&page::page(self, cases, lang), lang)
    }
}
