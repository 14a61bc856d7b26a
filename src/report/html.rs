//! Pages for a browser or a printer. In: explanations. Out: one HTML file that needs no other, runs
//! nothing, loads nothing and leads nowhere else.
//!
//! `maud` escapes whatever is put into a page; [`frame`] is what every page of the program stands in.

mod explanation;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::visible::seen;
use crate::explanation::Explanation;
use crate::words::Lang;

/// What all pages look like.
const STYLE: &str = include_str!("html/page.css");
/// Nothing may be run or loaded; only the style in the page itself counts.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page around what stands in it, with a style of its own.
pub(crate) fn frame(lang: Lang, title: &str, style: &str, body: &Markup) -> String {
    let code = match lang {
        Lang::En => "en",
        Lang::Zh => "zh-Hans",
    };
    let page = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(style)) }
            }
            body { main { (body) } }
        }
    };
    // nothing in a page reorders a line, whoever wrote it
    let page = page.into_string();
    page.chars()
        .map(|c| if c == '\n' { c } else { seen(c) })
        .collect()
}

impl Explanation {
    /// As a page for the person concerned: it folds, prints on A4, and needs no other file. It holds
    /// every fact; see [`Explanation::redacted`].
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use fenliu::{Lang, Ruleset, Source};
    /// let ruleset = Ruleset::compile([Source::new("parking.fenliu", r#"
    ///     ruleset example.parking
    ///     kind tier { common, official }
    ///     facts { on_public_road : yes/no as "it is on a public road" }
    ///     decision tier : tier otherwise common
    ///     rule P.1 "Roads & lanes are official" when on_public_road then tier is official
    /// "#)])?;
    /// let affair = ruleset.affair(&serde_json::json!({"on_public_road": true}))?;
    /// let page = ruleset.explain(&affair).to_html(Lang::En);
    /// assert!(page.contains("Roads &amp; lanes are official"));
    /// # Ok(()) }
    /// ```
    pub fn to_html(&self, lang: Lang) -> String {
        explanation::pages(std::slice::from_ref(self), lang)
    }
}

/// Several explanations as one page, with an index.
pub fn pages(explanations: &[Explanation], lang: Lang) -> String {
    explanation::pages(explanations, lang)
}
