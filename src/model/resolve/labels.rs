//! What authors wrote for people.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::syntax::tree::Localized;
use crate::words::Label;

/// The label that a text is. Other languages, and a language that stands twice, the parser reports.
pub(super) fn label(written: Option<&Localized>) -> Label {
    let mut label = Label::default();
    for (lang, text) in written.into_iter().flat_map(|localized| &localized.texts) {
        let slot = match lang.as_ref().map(|name| name.text.as_str()) {
            None => &mut label.any,
            Some("en") => &mut label.en,
            Some("zh") => &mut label.zh,
            Some(_) => continue,
        };
        *slot = Some(nfc(&text.node));
    }
    label
}

/// Text in the form in which names and texts are compared.
pub(super) fn nfc(text: &str) -> String {
    // nearly all text is, and need not be put together anew
    if text.is_ascii() || is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}
