//! What authors wrote for people.

use unicode_normalization::UnicodeNormalization;

use super::reports::Reports;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Localized, Name};
use crate::words::{Label, Words};

/// The label that a text is; a language stands at most once, and is `en` or `zh`.
pub(super) fn label(written: Option<&Localized>, reports: &mut Reports) -> Label {
    let mut label = Label::default();
    for (lang, text) in written.into_iter().flat_map(|localized| &localized.texts) {
        let slot = match lang.as_ref().map(|name| name.text.as_str()) {
            None => &mut label.any,
            Some("en") => &mut label.en,
            Some("zh") => &mut label.zh,
            Some(_) => {
                lang.iter().for_each(|name| reports.push(unknown_language(name)));
                continue;
            }
        };
        if slot.is_some() {
            reports.push(
                Diagnostic::error(
                    Code::DuplicateClause,
                    text.span,
                    Words::new("a text stands twice in one language", "同一语言的文字写了两次"),
                )
                .help(Words::new("keep one of them", "保留其中一个")),
            );
        }
        *slot = Some(nfc(&text.node));
    }
    label
}

/// Text in the form in which names and texts are compared.
pub(super) fn nfc(text: &str) -> String {
    text.nfc().collect()
}

fn unknown_language(name: &Name) -> Diagnostic {
    let lang = &name.text;
    Diagnostic::error(
        Code::UnknownLanguage,
        name.span,
        Words::new(format!("`{lang}` is no language of labels"), format!("标签没有 `{lang}` 这种语言")),
    )
    .help(Words::new("write `en` or `zh`", "请写 `en` 或 `zh`"))
}
