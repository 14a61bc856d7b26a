//! An explanation as Markdown: the same page with headings and tables. What users wrote is escaped.

use std::fmt::Write;

use super::page::{Block, Line, Space, page};
use super::phrases::Phrases;
use super::visible::visible;
use crate::explanation::Explanation;
use crate::words::Lang;

impl Explanation {
    /// As Markdown with tables.
    pub fn to_markdown(&self, lang: Lang) -> String {
        let phrases = Phrases {
            lang,
            terms: &self.terms,
        };
        set(&page(self, lang, Space::Scarce).flat(phrases), phrases)
    }
}

/// A page as Markdown.
pub(super) fn set(page: &[Block], phrases: Phrases) -> String {
    let mut text = String::new();
    for block in page {
        // writing to a string does not fail
        let _ = write_block(&mut text, block, phrases);
    }
    text
}

fn label(phrases: Phrases, label: &str) -> String {
    format!("**{}**", escaped(phrases.colon(label).trim_end()))
}

fn write_line(text: &mut String, line: &Line, phrases: Phrases) -> std::fmt::Result {
    let indent = if line.below { "  " } else { "" };
    let name = label(phrases, &line.label);
    writeln!(text, "{indent}- {name} {}", escaped(&line.text))
}

fn write_block(text: &mut String, block: &Block, phrases: Phrases) -> std::fmt::Result {
    match block {
        Block::Title(title) => writeln!(text, "# {}\n", escaped(title)),
        Block::Answer(name, answer) => {
            writeln!(text, "\n## {}\n\n{}\n", escaped(name), escaped(answer))
        }
        Block::Foot(name, items) => {
            writeln!(text, "\n## {}\n", escaped(name))?;
            let mut items = items.iter();
            items.try_for_each(|item| writeln!(text, "- {}", escaped(item)))
        }
        Block::Papers(name, lines) => {
            writeln!(text, "\n## {}\n", escaped(name))?;
            let mut lines = lines.iter();
            lines.try_for_each(|line| write_line(text, line, phrases))
        }
        Block::Line(line) => write_line(text, line, phrases),
        Block::Head(head) => writeln!(text, "- {}", escaped(head)),
        Block::List(name, items) => {
            writeln!(text, "- {}", label(phrases, name))?;
            items
                .iter()
                .try_for_each(|item| writeln!(text, "  - {}", escaped(item)))
        }
        Block::Rules {
            label: name,
            heads,
            rows,
            summed,
        } => {
            writeln!(text, "\n{}\n", label(phrases, name))?;
            if !rows.is_empty() {
                let cells = |cells: &[String; 3]| {
                    cells
                        .iter()
                        .map(|cell| escaped(cell))
                        .collect::<Vec<_>>()
                        .join(" | ")
                };
                writeln!(text, "| {} |\n|---|---|---|", cells(heads))?;
                rows.iter()
                    .try_for_each(|row| writeln!(text, "| {} |", cells(row)))?;
                if !summed.is_empty() {
                    writeln!(text)?;
                }
            }
            summed
                .iter()
                .try_for_each(|line| writeln!(text, "- {}", escaped(line)))?;
            writeln!(text)
        }
    }
}

/// A text that Markdown and HTML leave as it is, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (number, c) in visible(text).chars().enumerate() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // at the start these would make a list or a rule
            '-' | '+' | '=' if number == 0 => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    // `1.` and `1)` at the start would make a numbered list
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && matches!(escaped.as_bytes().get(digits), Some(b'.' | b')')) {
        escaped.insert(digits, '\\');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_users_wrote_stays_what_it_is() {
        assert_eq!(escaped("a|b *c* _d_ <e>"), "a\\|b \\*c\\* \\_d\\_ \\<e\\>");
        assert_eq!(escaped("1. one"), "1\\. one");
        assert_eq!(escaped("- x\ny"), "\\- x y");
        assert_eq!(escaped("《清单》第3项"), "《清单》第3项");
    }
}
