//! Tables: cells as written, columns as wide as their widest cell on the screen.

use unicode_width::UnicodeWidthStr;

use super::clauses::{beside, clauses, overrides, shared};
use super::doc::{
    Doc, Role, concat, end, group, headed, indent, list, nothing, unit, unit_at, words,
};
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Cell, Table, TableBody};

/// `table NAME "TITLE" given A, B` with its clauses and rows.
pub(super) fn table(pen: Pen<'_>, table: &Table) -> Doc {
    let mut head = vec![
        pen.mandatory(table.mandatory),
        pen.head(Keyword::Table, &table.name, table.title.as_ref()),
    ];
    if let TableBody::FromCsv(file) = &table.body {
        let from = unit(
            Role::Part,
            concat([pen.key(Keyword::From), pen.string(file)]),
        );
        head.push(indent(2, concat([Doc::Line, from])));
    }
    if !table.given.is_empty() {
        let columns = table.given.iter().map(|column| pen.name(column));
        let given = list(2, pen.key(Keyword::GivenColumns), columns, nothing());
        head.push(indent(2, concat([Doc::Line, given])));
    }
    if let Some(span) = table.blank_means_any {
        let blank = unit(Role::Part, pen.key_at(Keyword::BlankMeansAny, span));
        head.push(indent(2, concat([Doc::Line, blank])));
    }
    // `because` after `overrides` would be its reason
    let overrides = table
        .clauses
        .overrides
        .iter()
        .map(|clause| overrides(pen, clause));
    let beside: Vec<Keyword> = beside(&table.clauses).collect();
    let mut body: Vec<Doc> = shared(pen, &table.clauses, &beside)
        .chain(overrides)
        .collect();
    if let TableBody::Rows { header, rows } = &table.body {
        body.extend(aligned(pen, header, rows));
    }
    let rest = [clauses(body), end(pen.end_of(table.span))];
    headed(table.span.start, Role::Declaration, group(head), rest)
}

/// Header, separator and rows.
fn aligned(pen: Pen<'_>, header: &[Cell], rows: &[Vec<Cell>]) -> Vec<Doc> {
    let lines: Vec<Vec<&str>> = std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|cells| cells.iter().map(|cell| pen.cell(cell)).collect())
        .collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();

    let mut docs: Vec<Doc> = std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .zip(&lines)
        .map(|(cells, line)| {
            let mut docs = vec![words("|")];
            for ((cell, text), width) in cells.iter().zip(line).zip(&widths) {
                let padding = " ".repeat(width - text.width());
                let cell = Doc::Token((*text).to_owned(), cell.span);
                docs.extend([words(" "), cell, words(format!("{padding} |"))]);
            }
            match cells.first() {
                Some(cell) => unit_at(bar_before(pen, cell), Role::Item, concat(docs)),
                None => concat(docs),
            }
        })
        .collect();
    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    docs.insert(1, words(format!("|{}|", rules.join("|"))));
    docs
}

/// Where the row of its first cell starts.
fn bar_before(pen: Pen<'_>, cell: &Cell) -> u32 {
    let before = pen.lines.line_before(cell.span.start);
    let bar = before.rfind(['|', '｜']).unwrap_or(before.len());
    cell.span.start - u32::try_from(before.len() - bar).unwrap_or(0)
}
