//! Characters that may stand nowhere: they cannot be seen, and change what is read.

use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::Words;

/// The most that are reported one by one.
const SHOWN: usize = 20;

/// Control and bidirectional characters, wherever they stand.
pub(super) fn report_forbidden(text: &str, reading: &mut Reading) {
    let mut shown = 0;
    let mut after = 0;
    for (at, c) in text.char_indices() {
        if !is_forbidden(c) || (c == '\u{feff}' && at == 0) {
            continue;
        }
        // A run of the same character is one mistake.
        if at == after && at > 0 && text[..at].ends_with(c) {
            after = at + c.len_utf8();
            continue;
        }
        after = at + c.len_utf8();
        shown += 1;
        if shown > SHOWN {
            return;
        }
        reading.report(forbidden(c, reading.place(at, after)));
    }
}

/// Whether a character may stand nowhere, strings and comments included.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}')
}

fn forbidden(c: char, place: Span) -> Diagnostic {
    let (en, zh) = match c {
        '\0' => ("the character NUL", "空字符（NUL）"),
        '\u{feff}' => ("a byte order mark inside the text", "文中的字节顺序标记"),
        '\0'..='\u{9f}' => ("a control character", "控制字符"),
        _ => (
            "a character that turns the direction of writing",
            "改变书写方向的字符",
        ),
    };
    let code = u32::from(c);
    Diagnostic::error(
        Code::ForbiddenCharacter,
        place,
        Words::new(
            format!("{en} (U+{code:04X}) may not stand in a ruleset"),
            format!("规则集里不能有{zh}（U+{code:04X}）"),
        ),
    )
    .help(Words::new(
        "delete it; it cannot be seen, and can make text read differently from what it means",
        "把它删掉：它看不见，却会让文字看上去与实际含义不同",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_is_reported_once_with_its_place() {
        let read = |text: &str| {
            let mut reading = Reading::new(0);
            report_forbidden(text, &mut reading);
            reading
                .problems
                .iter()
                .filter_map(Diagnostic::span)
                .map(|span| (span.start, span.end))
                .collect::<Vec<_>>()
        };
        assert_eq!(read("\u{feff}rule\r\n\t甲"), []);
        assert_eq!(read("a\0b"), [(1, 2)]);
        assert_eq!(read("\0\0\0a\0"), [(0, 1), (4, 5)]);
        assert_eq!(read("甲\u{202e}乙\u{feff}"), [(3, 6), (9, 12)]);
        for c in [
            '\u{200e}', '\u{200f}', '\u{61c}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{7f}',
            '\u{85}', '\u{b}',
        ] {
            assert_eq!(read(&format!("# {c}")).len(), 1, "{c:?}");
        }
        assert_eq!(read(&"\0a".repeat(1000)).len(), SHOWN);
    }
}
