//! What a canonical line is made of.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::model::Period;
use crate::words::Label;

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// A bare word of the form itself.
    Word(&'static str),
    /// A number or a date.
    Bare(String),
    /// The author's words, quoted.
    Text(String),
    /// `(word item …)`.
    List(Vec<Form>),
}

/// A list under its word.
pub(super) fn list(word: &'static str, items: impl IntoIterator<Item = Form>) -> Form {
    Form::List(std::iter::once(Form::Word(word)).chain(items).collect())
}

/// Forms whose order says nothing: clauses stand in any order.
pub(super) fn sorted(forms: impl IntoIterator<Item = Form>) -> Vec<Form> {
    let mut forms: Vec<Form> = forms.into_iter().collect();
    forms.sort_by_cached_key(|form| {
        let mut line = String::new();
        form.line(&mut line);
        line
    });
    forms
}

/// A name, NFC.
pub(super) fn name(name: &str) -> Form {
    Form::Text(name.nfc().collect())
}

/// Words for people, as they were written.
pub(super) fn text(text: &str) -> Form {
    Form::Text(text.to_owned())
}

/// A day, or `-`.
pub(super) fn day(date: Option<Date>) -> Form {
    date.map_or(Form::Word("-"), |date| Form::Bare(date.to_string()))
}

/// `(word (any "…") (en "…") (zh "…"))`; nothing if nothing was written.
pub(super) fn label(word: &'static str, label: &Label) -> Option<Form> {
    let Label { any, en, zh } = label;
    let texts = [("any", any), ("en", en), ("zh", zh)]
        .into_iter()
        .filter_map(|(language, written)| {
            written
                .as_ref()
                .map(|written| list(language, [text(written)]))
        });
    (!label.is_empty()).then(|| list(word, texts))
}

/// A word that stands there or does not.
pub(super) fn flag(set: bool, word: &'static str) -> Option<Form> {
    set.then_some(Form::Word(word))
}

/// `(effective 2023-08-01 -)`; nothing if both ends are open.
pub(super) fn period(Period { from, until }: Period) -> Option<Form> {
    (from.is_some() || until.is_some()).then(|| list("effective", [day(from), day(until)]))
}

impl Form {
    /// Appends itself as a line.
    pub(super) fn line(&self, out: &mut String) {
        self.write(out);
        out.push('\n');
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Word(word) => out.push_str(word),
            Self::Bare(bare) => out.push_str(bare),
            Self::Text(text) => {
                out.push('"');
                for c in text.chars() {
                    match c {
                        '\\' => out.push_str("\\\\"),
                        '"' => out.push_str("\\\""),
                        c if c.is_control() => out.extend(c.escape_unicode()),
                        c => out.push(c),
                    }
                }
                out.push('"');
            }
            Self::List(items) => {
                out.push('(');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(' ');
                    }
                    item.write(out);
                }
                out.push(')');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_pass_for_another() {
        let mut line = String::new();
        list(
            "a",
            [text("b\" (c\\\n"), name("e\u{301}"), Form::List(vec![])],
        )
        .line(&mut line);
        assert_eq!(line, "(a \"b\\\" (c\\\\\\u{a}\" \"\u{e9}\" ())\n");
    }
}
