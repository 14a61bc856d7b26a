//! Lines of at most so many columns, Chinese counted two columns a character.
//!
//! A line breaks at spaces, and beside a wide character; never before closing punctuation or after
//! opening punctuation. Only what is longer than a whole line is cut.

use unicode_width::UnicodeWidthChar;

use crate::words::Lang;

/// Columns of a line.
pub(super) const COLUMNS: usize = 80;

const CLOSING: &str = "”’》〉）)」』】]，,。.、；;：:！!？?％%…";
const OPENING: &str = "“‘《〈（(「『【[";

/// Wraps a text: `first` stands before its first line, `rest` blanks before the others.
pub(super) fn wrap(text: &str, first: &str, rest: usize, lang: Lang) -> String {
    let mut lines = vec![first.to_owned()];
    let mut used = width(first, lang);
    let mut fresh = true;
    for piece in pieces(text, lang) {
        let gap = usize::from(piece.spaced && !fresh);
        if !fresh && used + gap + piece.width > COLUMNS {
            lines.push(" ".repeat(rest));
            used = rest;
        } else if gap == 1 {
            push(&mut lines, ' ');
            used += 1;
        }
        for c in piece.text.chars() {
            let wide = columns(c, lang);
            if used + wide > COLUMNS && used > rest {
                lines.push(" ".repeat(rest));
                used = rest;
            }
            push(&mut lines, c);
            used += wide;
        }
        fresh = false;
    }
    lines.join("\n")
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

/// How many columns a text takes. Characters that are wide only among Chinese count as wide in
/// Chinese.
pub(super) fn width(text: &str, lang: Lang) -> usize {
    text.chars().map(|c| columns(c, lang)).sum()
}

fn columns(c: char, lang: Lang) -> usize {
    match lang {
        Lang::En => c.width(),
        Lang::Zh => c.width_cjk(),
    }
    .unwrap_or(0)
}

/// What is never broken but in need.
struct Piece {
    text: String,
    width: usize,
    /// Whether a space stands before it.
    spaced: bool,
}

fn pieces(text: &str, lang: Lang) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if c == ' ' {
            before = Some(c);
            continue;
        }
        let wide = columns(c, lang);
        match (before, pieces.last_mut()) {
            (Some(last), Some(piece)) if last != ' ' && !breaks(last, c) => {
                piece.text.push(c);
                piece.width += wide;
            }
            _ => pieces.push(Piece {
                text: c.to_string(),
                width: wide,
                spaced: before == Some(' '),
            }),
        }
        before = Some(c);
    }
    pieces
}

/// Whether a line may break between two characters.
fn breaks(a: char, b: char) -> bool {
    let is_wide = |c: char| c.width().unwrap_or(0) == 2;
    (is_wide(a) || is_wide(b))
        && b.width() != Some(0)
        && !OPENING.contains(a)
        && !CLOSING.contains(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_between_han() {
        let text = "甲乙".repeat(30);
        let wrapped = wrap(&text, "  理由：", 4, Lang::Zh);
        assert!(wrapped.lines().all(|line| width(line, Lang::Zh) <= COLUMNS));
        assert_eq!(wrapped.lines().count(), 2);
        let english = wrap(&"word ".repeat(40), "", 2, Lang::En);
        assert!(
            english
                .lines()
                .all(|line| line.len() <= COLUMNS && !line.ends_with(' '))
        );
    }

    #[test]
    fn punctuation_stays_with_its_word() {
        let text = format!("{}，后面", "字".repeat(39));
        let wrapped = wrap(&text, "", 0, Lang::Zh);
        assert!(
            !wrapped.lines().any(|line| line.starts_with('，')),
            "{wrapped}"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(text in "[a-z“”，。 电梯e\u{301}]{0,300}", rest in 0_usize..8) {
            let wrapped = wrap(&text, "", rest, Lang::Zh);
            prop_assert!(wrapped.lines().all(|line| width(line, Lang::Zh) <= COLUMNS));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&wrapped), bare(&text));
        }
    }
}
