//! Text that stays where it is: characters that would change a terminal or reorder a line are shown as
//! one that does nothing.

use std::borrow::Cow;

/// A text on one line without controls.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| seen(c) == c) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c => seen(c),
        })
        .collect()
}

/// The character, or a stand-in for one that would change the terminal or reorder the line.
pub(crate) fn seen(c: char) -> char {
    match c {
        c if c.is_control() => '\u{fffd}',
        '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\u{2028}' | '\u{2029}' => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_reorders_a_line() {
        assert_eq!(visible("a\u{202e}b\u{7}c\nd"), "a\u{fffd}b\u{fffd}c d");
        assert_eq!(visible("电梯，plain"), "电梯，plain");
    }
}
