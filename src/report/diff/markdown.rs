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
        match block {
            Block::Title(said) => text.push_str(&format!("# {}\n\n", escaped(said))),
            Block::Said(said) | Block::Below(said) => {
                text.push_str(&format!("{}\n\n", escaped(said)));
            }
            Block::Part(said) => text.push_str(&format!("## {}\n\n", escaped(said))),
            Block::Moved(said) => text.push_str(&format!("### {}\n\n", escaped(said))),
            Block::Item(said) => text.push_str(&format!("- {}\n", escaped(said))),
            Block::Example(label, example) => {
                let label = escaped(label);
                text.push_str(&format!(
                    "{label}\n\n```fenliu\n{}\n```\n\n",
                    example.trim_end()
                ));
            }
            Block::Matrix(matrix) => text.push_str(&matrix::markdown(matrix, lang)),
        }
    }
    let end = text.trim_end().len();
    text.truncate(end);
    text.push('\n');
    text
}
