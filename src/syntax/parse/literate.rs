//! Literate rulesets: Markdown whose `fenliu` fences are the rules.
//!
//! Everything else becomes blanks, byte for byte, so that places in the rules are places in the
//! file.

// a diagnostic is large, and built once, when something is wrong
#![allow(clippy::result_large_err)]

use std::ops::Range;

use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::words::Words;

/// The text with everything outside its `fenliu` fences blanked, newlines kept.
///
/// The fences' own lines are blanked too. `base` is the address of the first byte.
///
/// # Errors
/// No fence, or one that is not closed (`FL0111`).
pub(crate) fn blank_outside_fences(text: &str, base: u32) -> Result<String, Diagnostic> {
    let inside = fences(text, base)?;
    let mut bytes: Vec<u8> = text
        .bytes()
        .map(|byte| {
            if matches!(byte, b'\n' | b'\r') {
                byte
            } else {
                b' '
            }
        })
        .collect();
    for range in inside {
        bytes[range.clone()].copy_from_slice(&text.as_bytes()[range]);
    }
    // Whole lines were copied, so no character was cut.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// The bytes inside each `fenliu` fence, its own lines not counted.
pub(crate) fn fences(text: &str, base: u32) -> Result<Vec<Range<usize>>, Diagnostic> {
    let reading = Reading::new(base);
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match &open {
            None => open = Fence::opened(line, start),
            Some(fence) if fence.closed_by(line) => {
                if fence.rules {
                    found.push(fence.inside..start);
                }
                open = None;
            }
            Some(_) => {}
        }
    }
    if let Some(fence) = open.filter(|fence| fence.rules) {
        let line = &text[fence.start..fence.inside];
        return Err(not_closed(
            reading.place(fence.start, fence.start + line.trim_end().len()),
        ));
    }
    if found.is_empty() {
        return Err(no_fence(reading.place(0, 0)));
    }
    Ok(found)
}

/// A fence of Markdown: three or more backticks or tildes.
struct Fence {
    mark: char,
    length: usize,
    /// Whether its word is `fenliu`.
    rules: bool,
    /// The first byte of its opening line.
    start: usize,
    /// The first byte after its opening line.
    inside: usize,
}

impl Fence {
    fn opened(line: &str, start: usize) -> Option<Self> {
        let bare = indented(line)?;
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = bare.chars().take_while(|&c| c == mark).count();
        let words = bare[length..].trim();
        if length < 3 || (mark == '`' && words.contains('`')) {
            return None;
        }
        let rules = words.split([' ', '\t', ',', '{']).next() == Some("fenliu");
        Some(Self {
            mark,
            length,
            rules,
            start,
            inside: start + line.len(),
        })
    }

    fn closed_by(&self, line: &str) -> bool {
        let Some(bare) = indented(line) else {
            return false;
        };
        let bare = bare.trim_end();
        bare.chars().all(|c| c == self.mark) && bare.len() >= self.length
    }
}

/// The line without the at most three blanks that a fence may be indented by.
fn indented(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('\u{feff}').trim_start_matches(' ');
    (line.len() - bare.len() <= 3).then_some(bare)
}

fn no_fence(place: crate::source::Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadFence,
        place,
        Words::new(
            "this Markdown file has no `fenliu` fence, so it holds no rules",
            "这个 Markdown 文件没有 `fenliu` 代码块，因此没有规则",
        ),
    )
    .help(Words::new(
        "put the rules between a line ```` ```fenliu ```` and a line ```` ``` ````",
        "把规则写在一行 ```` ```fenliu ```` 和一行 ```` ``` ```` 之间",
    ))
}

fn not_closed(place: crate::source::Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadFence,
        place,
        Words::new(
            "this `fenliu` fence is not closed",
            "这个 `fenliu` 代码块没有结束",
        ),
    )
    .help(Words::new(
        "end it with a line ```` ``` ````",
        "用一行 ```` ``` ```` 结束",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_kept_and_all_else_is_blank() {
        let text = "# 标题\r\nProse `x`.\n\n```fenliu\nrule A when x then y is z\n```\n```text\n```fenliu\n```\n~~~ fenliu\n种类 甲 { 乙 }\n~~~\nend";
        let blanked = blank_outside_fences(text, 0).unwrap();
        assert_eq!(blanked.len(), text.len());
        assert_eq!(
            blanked.split_whitespace().collect::<Vec<_>>().join(" "),
            "rule A when x then y is z 种类 甲 { 乙 }"
        );
        assert_eq!(blanked.find("种类"), text.find("种类"));
        assert_eq!(blanked.matches('\n').count(), text.matches('\n').count());
        let kept: Vec<&str> = fences(text, 0)
            .unwrap()
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(kept, ["rule A when x then y is z\n", "种类 甲 { 乙 }\n"]);
    }

    #[test]
    fn a_fence_is_needed_and_must_be_closed() {
        for (text, at) in [
            ("no fence", ""),
            ("", ""),
            ("a\n```fenliu\nrule", "```fenliu"),
            ("```text\n```", ""),
        ] {
            let problem = blank_outside_fences(text, 0).unwrap_err();
            assert_eq!(problem.code, Code::BadFence);
            let span = problem.span().unwrap();
            assert_eq!(&text[span.start as usize..span.end as usize], at);
        }
        // Longer fences hold shorter ones; a fence of four is not closed by three.
        let text = "````fenliu\nimport \"a\"\n```\n````\n";
        assert_eq!(fences(text, 0).unwrap().len(), 1);
        assert!(fences("````fenliu\n```\n", 0).is_err());
        assert!(fences("    ```fenliu\n    ```\n", 0).is_err());
    }
}
