//! Literate rulesets: each `fenliu` fence is laid out in its place, all else stays byte for byte.

use super::declarations::span;
use super::lines::Lines;
use super::pen::Pen;
use super::{language, page};
use crate::source::Span;
use crate::syntax::SyntaxTree;
use crate::syntax::parse::fences;
use crate::words::Lang;

/// The canonical layout of a literate ruleset whose tree was read without errors.
///
/// Lines in a fence are indented as the fence is, and end as its opening line does. Fences that a
/// declaration begins in and does not end in stay as they are.
pub fn format_literate(text: &str, tree: &SyntaxTree, base: u32, lang: Option<Lang>) -> String {
    let Ok(fences) = fences(text, base) else {
        return text.to_owned();
    };
    let lang = lang.unwrap_or_else(|| language(Lines { text, base }, tree));
    let mut formatted = String::new();
    let mut copied = 0;
    for fence in fences {
        let address = |at: usize| base.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let inside = Span::new(address(fence.start), address(fence.end));
        let begins = |span: Span| inside.start <= span.start && span.start < inside.end;
        let ends = |span: Span| inside.start < span.end && span.end <= inside.end;
        if tree
            .declarations
            .iter()
            .any(|it| begins(span(it)) != ends(span(it)))
        {
            continue;
        }
        let declarations: Vec<_> = tree
            .declarations
            .iter()
            .filter(|it| begins(span(it)))
            .collect();
        let comments: Vec<_> = tree.comments.iter().filter(|it| begins(it.span)).collect();
        let pen = Pen {
            lang,
            lines: Lines {
                text: &text[fence.clone()],
                base: inside.start,
            },
        };
        let rules = page(pen, &declarations, &comments);

        formatted.push_str(&text[copied..fence.start]);
        copied = fence.end;
        let opening = text[..fence.start].lines().next_back().unwrap_or_default();
        let opening = opening.trim_start_matches('\u{feff}');
        let margin = &opening[..opening.len() - opening.trim_start_matches(' ').len()];
        let newline = if text[..fence.start].ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        for line in rules.lines() {
            if !line.is_empty() {
                formatted.push_str(margin);
            }
            formatted.push_str(line);
            formatted.push_str(newline);
        }
    }
    formatted.push_str(&text[copied..]);
    formatted
}
