//! The page as Markdown. What users wrote is escaped.

use super::matrix;
use super::page::Block;
use crate::report::markdown::escaped;
use crate::words::Lang;

/// The page as Markdown.
pub(super) fn set(page: &[Block], lang: Lang) -> String {
    let mut text = String::new();
    let mut listed = false;
    for block in page {
        let is_item = matches!(block, Block::Item(_));
        if listed && !is_item {
            text.push('\n');
        }
        listed = is_item;
        let written = match block {
            Block::Title(said) => format!("# {}\n\n", escaped(said)),
            Block::Said(said) | Block::Below(said) => format!("{}\n\n", escaped(said)),
            Block::Part(said) => format!("## {}\n\n", escaped(said)),
            Block::Moved(said) => format!("### {}\n\n", escaped(said)),
            Block::Item(said) => format!("- {}\n", escaped(said)),
            Block::Example(label, example) => {
                let (label, example) = (escaped(label), example.trim_end());
                format!("{label}\n\n```fenliu\n{example}\n```\n\n")
            }
            Block::Matrix(matrix) => matrix::markdown(matrix, lang),
        };
        text.push_str(&written);
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text.push('\n');
    text
}
