//! The page as text for a terminal.

use super::matrix;
use super::page::Block;
use crate::report::visible::visible;
use crate::report::wrap::wrap;
use crate::words::Lang;

/// The page as text.
pub(super) fn set(page: &[Block], lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    let put = |lines: &mut Vec<String>, text: &str, first: &str, rest: usize| {
        let wrapped = wrap(&visible(text), first, rest, lang);
        lines.extend(wrapped.lines().map(|line| line.trim_end().to_owned()));
    };
    for block in page {
        match block {
            Block::Title(text) => put(&mut lines, text, "", 2),
            Block::Said(text) => put(&mut lines, text, "", 2),
            Block::Part(text) => {
                lines.push(String::new());
                put(&mut lines, text, "", 2);
            }
            Block::Moved(text) => {
                lines.push(String::new());
                put(&mut lines, text, "  ", 4);
            }
            Block::Item(text) => put(&mut lines, text, "  - ", 4),
            Block::Below(text) => put(&mut lines, text, "    ", 6),
            Block::Example(label, text) => {
                put(&mut lines, label, "    ", 6);
                lines.push(String::new());
                lines.extend(text.lines().map(|line| match line {
                    "" => String::new(),
                    line => format!("      {line}"),
                }));
            }
            Block::Matrix(matrix) => {
                lines.push(String::new());
                lines.extend(matrix::text(matrix, lang));
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
