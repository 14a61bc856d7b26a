//! Old values against new values, with how much, or how many, went from one to the other.

use crate::report::markdown::escaped;
use crate::report::visible::visible;
use crate::report::wrap::{COLUMNS, width, wrap};
use crate::words::Lang;

/// A table of what went from where to where.
pub(super) struct Matrix {
    /// What it counts.
    pub(super) title: String,
    /// New values.
    pub(super) heads: Vec<String>,
    /// Old values, each with a cell for every new one; an empty cell is nothing.
    pub(super) rows: Vec<(String, Vec<String>)>,
}

/// As text: a table where it is narrow enough, else a line for each cell.
pub(super) fn text(matrix: &Matrix, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("  {}", visible(&matrix.title))];
    let heads = std::iter::once(String::new())
        .chain(matrix.heads.iter().map(|it| visible(it).into_owned()));
    let rows = matrix.rows.iter().map(|(from, cells)| {
        let from = format!("{} →", visible(from));
        std::iter::once(from).chain(cells.iter().cloned()).collect()
    });
    let grid: Vec<Vec<String>> = std::iter::once(heads.collect()).chain(rows).collect();
    let columns = grid.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            grid.iter()
                .map(|row| width(&row[at], lang))
                .max()
                .unwrap_or(0)
        })
        .collect();
    if 4 + widths.iter().map(|width| width + 2).sum::<usize>() <= COLUMNS {
        for row in grid {
            let cells = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(at, (cell, wide))| {
                    let blank = " ".repeat(wide - width(cell, lang));
                    if at == 0 {
                        format!("{cell}{blank}")
                    } else {
                        format!("{blank}{cell}")
                    }
                });
            let line = cells.collect::<Vec<_>>().join("  ");
            lines.push(format!("    {}", line.trim_end()));
        }
        return lines;
    }
    for (from, cells) in &matrix.rows {
        for (to, cell) in matrix
            .heads
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
        {
            let line = format!("{from} → {to}  {cell}");
            lines.extend(
                wrap(&visible(&line), "    ", 6, lang)
                    .lines()
                    .map(str::to_owned),
            );
        }
    }
    lines
}

/// As a Markdown table.
pub(super) fn markdown(matrix: &Matrix, _: Lang) -> String {
    let row = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = format!("{}\n\n", escaped(&matrix.title));
    text.push_str(&row(
        &mut std::iter::once("→".to_owned()).chain(matrix.heads.iter().map(|it| escaped(it)))
    ));
    text.push_str("|---|");
    text.push_str(&"--:|".repeat(matrix.heads.len()));
    text.push('\n');
    for (from, cells) in &matrix.rows {
        text.push_str(&row(
            &mut std::iter::once(escaped(from)).chain(cells.iter().cloned())
        ));
    }
    text.push('\n');
    text
}
