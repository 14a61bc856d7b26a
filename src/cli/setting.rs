//! What the surroundings ask for: the language, colours, drawing characters.

use std::io::{IsTerminal, stderr};

use crate::report::diagnostics::Style;
use crate::words::Lang;

/// The surroundings of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// The language of messages.
    pub(crate) lang: Lang,
    /// How diagnostics are drawn on standard error.
    pub(crate) style: Style,
    /// Whether somebody is watching standard error.
    pub(crate) watched: bool,
}

impl Setting {
    /// From `--lang` and the variables of the environment.
    pub(crate) fn new(chosen: Option<Lang>, variable: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| variable(name).filter(|value| !value.is_empty());
        let first = |names: [&str; 3]| names.into_iter().find_map(given);
        let lang = chosen.unwrap_or_else(|| match first(["LC_ALL", "LC_MESSAGES", "LANG"]) {
            Some(locale) if locale.starts_with("zh") => Lang::Zh,
            _ => Lang::En,
        });
        let unicode =
            first(["LC_ALL", "LC_CTYPE", "LANG"]).is_none_or(|locale| is_unicode(&locale));
        let watched = stderr().is_terminal() && given("TERM").as_deref() != Some("dumb");
        let colour = watched && given("NO_COLOR").is_none();
        Self {
            lang,
            style: Style {
                lang,
                colour,
                unicode,
            },
            watched,
        }
    }
}

/// Whether a locale writes Unicode. One that does not say is trusted to, but for `C` and `POSIX`.
fn is_unicode(locale: &str) -> bool {
    match locale.split('@').next().unwrap_or(locale).split_once('.') {
        Some((_, charset)) => {
            charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
        }
        None => !matches!(locale, "C" | "POSIX"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(chosen: Option<Lang>, variables: &[(&str, &str)]) -> Setting {
        let find = |name: &str| variables.iter().find(|(other, _)| *other == name);
        Setting::new(chosen, |name| {
            find(name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_language_is_asked_for_or_the_locale_s() {
        assert_eq!(setting(None, &[]).lang, Lang::En);
        assert_eq!(setting(None, &[("LANG", "zh_CN.UTF-8")]).lang, Lang::Zh);
        assert_eq!(
            setting(None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_GB.UTF-8")]).lang,
            Lang::En
        );
        assert_eq!(
            setting(None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW")]).lang,
            Lang::Zh
        );
        assert_eq!(
            setting(Some(Lang::En), &[("LANG", "zh_CN.UTF-8")]).lang,
            Lang::En
        );
    }

    #[test]
    fn lines_are_drawn_in_ascii_where_the_locale_has_no_more() {
        for (locale, unicode) in [
            ("C", false),
            ("POSIX", false),
            ("C.UTF-8", true),
            ("zh_CN.GB18030", false),
            ("de_DE.utf8@euro", true),
        ] {
            assert_eq!(
                setting(None, &[("LC_ALL", locale)]).style.unicode,
                unicode,
                "{locale}"
            );
        }
        assert!(setting(None, &[]).style.unicode);
    }
}
