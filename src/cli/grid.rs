//! Aligned columns of text, by the columns a terminal gives each character: Chinese takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Which side of its column a cell stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Left; for words.
    Left,
    /// Right; for numbers.
    Right,
}

/// How wide a text is on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text, cut with an ellipsis where it is wider than `most`, filled up to `to`.
pub(crate) fn fit(text: &str, side: Side, to: usize, most: usize) -> String {
    let mut fitted = String::new();
    let mut filled = 0;
    if width(text) <= most {
        fitted.push_str(text);
        filled = width(text);
    } else {
        for c in text.chars() {
            let next = c.width().unwrap_or(0);
            if filled + next + 1 > most {
                break;
            }
            fitted.push(c);
            filled += next;
        }
        fitted.push('…');
        filled += 1;
    }
    let blanks = " ".repeat(to.saturating_sub(filled));
    match side {
        Side::Left => fitted + &blanks,
        Side::Right => blanks + &fitted,
    }
}

/// Breaks a text into lines of at most `most` columns: at blanks, between wide characters, and
/// within a word only if it is longer than a line.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in words(paragraph) {
            if width(&line) + width(word.trim_end()) > most && !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            for c in word.chars() {
                if width(&line) + c.width().unwrap_or(0) > most && c != ' ' {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces that stay together, each with the blanks after it. Closing punctuation stays with what it
/// closes.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let wide = |c: char| c.width() == Some(2);
        let closes = matches!(
            c,
            '，' | '、'
                | '。'
                | '；'
                | '：'
                | '）'
                | '」'
                | '”'
                | '》'
                | '！'
                | '？'
                | ','
                | ')'
                | '.'
        );
        let opens = matches!(before, Some('（' | '「' | '“' | '《' | '('));
        let parts = match before {
            Some(' ') => c != ' ',
            Some(last) => (wide(last) || wide(c)) && c != ' ' && !closes && !opens,
            None => false,
        };
        if parts {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Rows in columns two blanks apart. The last column is not filled up.
pub(crate) fn columns(rows: &[Vec<String>], sides: &[Side]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                line.push_str("  ");
            }
            let side = sides.get(column).copied().unwrap_or(Side::Left);
            line.push_str(&fit(cell, side, widths[column], usize::MAX));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        let rows = [
            vec!["类别".to_owned(), "12".to_owned()],
            vec!["tier".to_owned(), "3".to_owned()],
        ];
        assert_eq!(
            columns(&rows, &[Side::Left, Side::Right]),
            "类别  12\ntier   3\n"
        );
        assert_eq!(fit("街道联席会", Side::Left, 8, 8), "街道联… ");
        assert_eq!(fit("abc", Side::Right, 5, 9), "  abc");
    }

    #[test]
    fn lines_break_at_blanks_and_between_wide_characters() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(
            wrap("街道联席会，社区评议会", 8),
            ["街道联席", "会，社区", "评议会"]
        );
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(wrap("a\nb", 3), ["a", "b"]);
    }
}
