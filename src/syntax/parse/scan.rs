//! What is looked at before the grammar is: characters that may not stand anywhere, strings left
//! open, nesting without bound, comments, and where the pieces of the file begin.
//!
//! One pass over the text, so that whatever comes after it works on a bounded, sane piece.

use std::borrow::Cow;
use std::ops::Range;

use super::forbidden::report_forbidden;
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::Comment;
use crate::words::Words;

/// The deepest nesting of parentheses and braces.
pub(super) const DEEPEST: u32 = 64;
/// The longest declaration that is read. What is longer is a list that belongs in a CSV file, or a
/// text that is not Fenliu at all.
const LONGEST: usize = 1024 * 1024;
/// The most problems after which open strings are no longer reported one by one.
const OPEN_SHOWN: usize = 1_000;

/// A part of the file that begins with a declaration's keyword at the start of a line.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Nests too deep, or is too long, to be read at all; reported.
    pub(super) unreadable: bool,
    /// Strings left open, each with the rest of its line.
    pub(super) open_strings: Vec<Range<usize>>,
}

/// What the pass found.
#[derive(Debug)]
pub(super) struct Scanned {
    /// The pieces, the first from the start of the text.
    pub(super) pieces: Vec<Piece>,
    /// The comments.
    pub(super) comments: Vec<Comment>,
}

/// Looks at a whole text.
pub(super) fn scan(text: &str, reading: &mut Reading) -> Scanned {
    report_forbidden(text, reading);
    let mut pass = Pass {
        text,
        pieces: vec![Piece::at(0)],
        comments: Vec::new(),
        depth: 0,
        words: 0,
        mandatory: false,
    };
    let mut at = 0;
    let mut line_start = true;
    while let Some(c) = text[at..].chars().next() {
        let here = at;
        at += c.len_utf8();
        match c {
            '\n' => line_start = true,
            ' ' | '\t' | '\r' | '\u{3000}' | '\u{a0}' | '\u{feff}' => {}
            '#' => {
                at = line_end(text, here);
                let comment = text[here..at].trim_end();
                let span = reading.place(here, here + comment.len());
                pass.comments.push(Comment {
                    text: comment.to_owned(),
                    span,
                });
            }
            '"' | '“' | '「' | '`' => {
                line_start = false;
                pass.words += 1;
                at = pass.string(c, here, at, reading);
            }
            '(' | '（' | '{' | '｛' => {
                line_start = false;
                pass.words += 1;
                pass.depth += 1;
                if pass.depth > DEEPEST {
                    pass.too_deep(reading.place(here, at), reading);
                }
            }
            ')' | '）' | '}' | '｝' => {
                line_start = false;
                pass.depth = pass.depth.saturating_sub(1);
            }
            c if word_character(c) => {
                let end = here + word_length(&text[here..]);
                pass.word(&text[here..end], here, line_start);
                line_start = false;
                at = end;
            }
            _ => line_start = false,
        }
    }
    if let Some(last) = pass.pieces.last_mut() {
        last.range.end = text.len();
    }
    for piece in pass
        .pieces
        .iter_mut()
        .filter(|piece| piece.range.len() > LONGEST && !piece.unreadable)
    {
        let word = word_length(&text[piece.range.clone()]);
        if opens_declaration(&text[piece.range.start..piece.range.start + word]) {
            piece.unreadable = true;
            reading.report(too_long(
                reading.place(piece.range.start, piece.range.start + word),
            ));
        }
    }
    Scanned {
        pieces: pass.pieces,
        comments: pass.comments,
    }
}

impl Piece {
    fn at(start: usize) -> Self {
        Self {
            range: start..start,
            unreadable: false,
            open_strings: Vec::new(),
        }
    }

    /// The address of its first byte in a text at `base`.
    pub(super) fn base(&self, base: u32) -> u32 {
        base.saturating_add(u32::try_from(self.range.start).unwrap_or(u32::MAX))
    }

    /// Its text, a byte order mark and strings left open blanked, byte for byte: the grammar would
    /// look for their ends again and again.
    pub(super) fn legible<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let written = &text[self.range.clone()];
        let marked = written.starts_with('\u{feff}');
        if self.open_strings.is_empty() && !marked {
            return Cow::Borrowed(written);
        }
        let mut bytes = written.as_bytes().to_vec();
        if marked {
            bytes[..'\u{feff}'.len_utf8()].fill(b' ');
        }
        for open in &self.open_strings {
            bytes[open.start - self.range.start..open.end - self.range.start].fill(b' ');
        }
        // Whole characters were blanked.
        Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
    }
}

/// The state of the pass.
struct Pass<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    comments: Vec<Comment>,
    depth: u32,
    /// Words and other tokens of the piece so far.
    words: usize,
    /// Whether the piece consists of `mandatory` alone.
    mandatory: bool,
}

impl Pass<'_> {
    /// A word; one that opens a declaration at the start of a line begins a piece.
    fn word(&mut self, word: &str, at: usize, line_start: bool) {
        let alone = self.mandatory && self.words == 1;
        if line_start && !alone && opens_declaration(word) && !self.is_member(at + word.len()) {
            if let Some(last) = self.pieces.last_mut() {
                last.range.end = at;
            }
            self.pieces.push(Piece::at(at));
            self.depth = 0;
            self.words = 0;
            self.mandatory = word == Keyword::Mandatory.en() || word == Keyword::Mandatory.zh();
        }
        self.words += 1;
    }

    /// Whether what follows a keyword shows that it was meant as the name of a fact or a value.
    fn is_member(&self, after: usize) -> bool {
        let rest = self.text[after..].trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
        rest.starts_with([':', '：', ',', '，', '、'])
    }

    /// A string or a quoted name from its opening quote; where the text goes on.
    fn string(
        &mut self,
        opener: char,
        start: usize,
        inside: usize,
        reading: &mut Reading,
    ) -> usize {
        let closer = closer_of(opener);
        let end = match self.text[inside..].find([closer, '\n', '\r']) {
            Some(length) if self.text[inside + length..].starts_with(closer) => {
                return inside + length + closer.len_utf8();
            }
            Some(length) => inside + length,
            None => self.text.len(),
        };
        let line = &self.text[inside..end];
        if reading.problems.len() < OPEN_SHOWN {
            let written = self.text[start..end].trim_end().len();
            reading.report(open_string(
                opener,
                line,
                reading.place(start, start + written),
            ));
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.open_strings.push(start..end);
        }
        end
    }

    fn too_deep(&mut self, place: Span, reading: &mut Reading) {
        let Some(piece) = self.pieces.last_mut() else {
            return;
        };
        if !piece.unreadable {
            piece.unreadable = true;
            reading.report(nests_too_deep(place));
        }
    }
}

/// The quote that closes a string.
pub(super) fn closer_of(opener: char) -> char {
    match opener {
        '“' => '”',
        '「' => '」',
        same => same,
    }
}

/// Whether a word opens a declaration.
pub(super) fn opens_declaration(word: &str) -> bool {
    Keyword::DECLARATIONS
        .iter()
        .any(|keyword| word == keyword.en() || word == keyword.zh())
}

/// Whether a character belongs to a word.
pub(super) fn word_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && pest::unicode::XID_CONTINUE(c))
}

/// The bytes of the word at the start of a text.
pub(super) fn word_length(text: &str) -> usize {
    text.find(|c| !word_character(c)).unwrap_or(text.len())
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| from + length)
}

fn open_string(opener: char, line: &str, place: Span) -> Diagnostic {
    if opener == '`' {
        return Diagnostic::error(
            Code::OpenString,
            place,
            Words::new(
                "this name is opened with a backtick and not closed on its line",
                "这个名称用反引号开始，但没有在本行结束",
            ),
        )
        .help(Words::new("close it with a backtick", "用反引号收尾"));
    }
    let closer = closer_of(opener);
    let other = line
        .chars()
        .find(|&c| matches!(c, '"' | '”' | '」' | '“' | '＂' | '』'));
    let message = match other {
        Some(other) => Words::new(
            format!("a string opened with {opener} is closed with {closer}, not with {other}"),
            format!("用 {opener} 开始的字符串要用 {closer} 结束，不能用 {other}"),
        ),
        None => Words::new(
            "this string is not closed on its line",
            "这个字符串没有在本行结束",
        ),
    };
    Diagnostic::error(Code::OpenString, place, message).help(Words::new(
        format!("close it with {closer}; a string stands on one line"),
        format!("用 {closer} 收尾；字符串要写在一行里"),
    ))
}

/// What nests too deep.
pub(super) fn nests_too_deep(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        place,
        Words::new(
            format!("parentheses and braces nest deeper than {DEEPEST} here"),
            format!("括号嵌套超过 {DEEPEST} 层"),
        ),
    )
    .help(Words::new(
        "close the parentheses that are open, or give parts a name with `define`",
        "把没有收尾的括号补上，或用 `定义` 给其中的部分起名",
    ))
}

fn too_long(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        place,
        Words::new(
            "this declaration is longer than a mebibyte",
            "这个声明超过 1 MiB",
        ),
    )
    .help(Words::new(
        "keep long tables and kinds in CSV files: `from \"FILE.csv\"`",
        "很长的表和种类放在 CSV 文件里：`自 \"文件.csv\"`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<&str>, Vec<Code>) {
        let mut reading = Reading::new(0);
        let scanned = scan(text, &mut reading);
        let pieces = scanned
            .pieces
            .into_iter()
            .map(|piece| text[piece.range].trim())
            .collect();
        (
            pieces,
            reading
                .problems
                .into_iter()
                .map(|problem| problem.code)
                .collect(),
        )
    }

    #[test]
    fn pieces_begin_with_a_keyword_at_the_start_of_a_line() {
        let (pieces, problems) = found(
            "# a\nkind a { rule }\n  rule b\nmandatory\nrule c\nmandatory table d\n“rule\n”\n规则 e 规则 f",
        );
        assert_eq!(
            pieces,
            [
                "# a",
                "kind a { rule }",
                "rule b",
                "mandatory\nrule c",
                "mandatory table d\n“rule\n”",
                "规则 e 规则 f"
            ]
        );
        assert_eq!(problems, [Code::OpenString]);
    }

    #[test]
    fn names_of_facts_and_values_begin_no_piece() {
        let (pieces, _) =
            found("facts {\n  table : text\n  决定 ： 文本\n}\nkind a {\n  rule,\n  shift，\n}");
        assert_eq!(pieces.len(), 3);
    }

    #[test]
    fn comments_are_kept_and_strings_are_not_comments() {
        let text = "#a\n## b  \r\nrule “#” \"#\" 「#」 `#` # c #\n#";
        let comments = scan(text, &mut Reading::new(0)).comments;
        assert_eq!(
            comments
                .iter()
                .map(|comment| &*comment.text)
                .collect::<Vec<_>>(),
            ["#a", "## b", "# c #", "#"]
        );
    }
}
