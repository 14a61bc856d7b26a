//! Tables: their clauses, and the cutting of a row into cells.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Cell, Clauses, Spanned, Table, TableBody};
use crate::words::Words;

impl Reading {
    /// `table NAME "TITLE" given …` with rows, or `from "FILE"`.
    pub(super) fn table(&mut self, pair: Pair<'_>) -> Option<Table> {
        let span = self.span(&pair);
        let (mut mandatory, mut name, mut title) = (None, None, None);
        let (mut given, mut blank_means_any, mut file) = (Vec::new(), None, None);
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut clauses = Clauses::default();
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_mandatory => mandatory = Some(self.span(&part)),
                Rule::id => name = Some(self.name(&part)),
                Rule::localized => title = Some(self.localized(part)),
                Rule::row => rows.extend(self.row(&part)),
                Rule::given_columns if met.first(&part, self) => given = self.names_of(part),
                Rule::blank_means_any => blank_means_any = Some(self.span(&part)),
                Rule::table_csv if met.first(&part, self) => {
                    let path = part
                        .into_inner()
                        .find(|inner| inner.as_rule() == Rule::string);
                    file = path.map(|path| self.text(&path));
                }
                _ => self.shared_clause(part, &mut met, &mut clauses),
            }
        }
        let name = name?;
        let mut rows = rows.into_iter();
        let body = match (rows.next(), file) {
            (None, Some(file)) => TableBody::FromCsv(file),
            (Some(header), file) => {
                if let Some(file) = file {
                    let first = header.first().map_or(span, |cell| cell.span);
                    self.report(rows_twice(file.span, first));
                }
                TableBody::Rows {
                    header,
                    rows: rows.collect(),
                }
            }
            (None, None) => {
                self.report(no_rows(&name.text, name.span));
                return None;
            }
        };
        if given.is_empty() {
            self.missing(
                Keyword::Table,
                &name,
                &[Keyword::GivenColumns],
                "given tier, settlement",
            );
        }
        Some(Table {
            span,
            mandatory,
            name,
            title,
            given,
            blank_means_any,
            clauses,
            body,
        })
    }

    /// The cells of a row; `None` for the line under the header.
    fn row(&mut self, pair: &Pair<'_>) -> Option<Vec<Cell>> {
        let line = pair.as_str();
        let start = pair.as_span().start();
        let mut cells = Vec::new();
        let mut from = None;
        let mut closer = None;
        for (at, c) in line.char_indices() {
            match (closer, c) {
                (Some(close), c) if c == close => closer = None,
                (Some(_), _) => {}
                (None, '|' | '｜') => {
                    if let Some(from) = from {
                        cells.push(self.cell(line, start, from, at));
                    }
                    from = Some(at + c.len_utf8());
                }
                (None, '"') if line[at + 1..].contains('"') => closer = Some('"'),
                (None, '“') if line[at..].contains('”') => closer = Some('”'),
                (None, '「') if line[at..].contains('」') => closer = Some('」'),
                (None, '`') if line[at + 1..].contains('`') => closer = Some('`'),
                _ => {}
            }
        }
        if let Some(from) = from {
            let rest = line[from..].trim_matches(blank);
            if !rest.is_empty() {
                let place = self.cell(line, start, from, line.len()).span;
                self.report(open_row(place));
                cells.push(self.cell(line, start, from, line.len()));
            }
        }
        (!is_separator(&cells)).then_some(cells)
    }

    /// The cell between two bars.
    fn cell(&self, line: &str, start: usize, from: usize, to: usize) -> Cell {
        let written = &line[from..to];
        let text = written.trim_matches(blank);
        let at = if text.is_empty() {
            from
        } else {
            from + written.find(text).unwrap_or_default()
        };
        Spanned {
            node: text.to_owned(),
            span: self.place(start + at, start + at + text.len()),
        }
    }
}

/// The blanks at the ends of a cell.
fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{3000}' | '\u{a0}')
}

/// `|---|:--:|`. A row of single hyphens is a row: `-` means any.
fn is_separator(cells: &[Cell]) -> bool {
    let rule = |cell: &Cell| {
        let inner = cell.node.trim_matches([':', '：']);
        !inner.is_empty() && inner.chars().all(|c| matches!(c, '-' | '－'))
    };
    cells.iter().all(rule) && cells.iter().any(|cell| cell.node.chars().count() > 1)
}

fn open_row(place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        place,
        Words::new(
            "this row does not end with `|`",
            "这一行表格没有以 `|` 结尾",
        ),
    )
    .help(Words::new(
        "close the last cell with `|`",
        "在最后一格后面写 `|`",
    ))
}

fn rows_twice(file: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateClause,
        file,
        Words::new("this table has rows and a file", "这个表既有行又有文件"),
    )
    .and(first, Words::new("its rows begin here", "行从这里开始"))
    .help(Words::new(
        "keep the rows or the file",
        "只保留行或文件之一",
    ))
}

fn no_rows(table: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::MissingClause,
        place,
        Words::new(
            format!("table `{table}` has no rows"),
            format!("表 `{table}` 没有行"),
        ),
    )
    .help(Words::new(
        "write a header and rows between `|`, or `from \"FILE.csv\"`",
        "用 `|` 写出表头和各行，或写 `自 \"文件.csv\"`",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{problems, sound};
    use super::*;
    use crate::syntax::tree::Declaration;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let tree = sound(text);
        let Some(Declaration::Table(table)) = tree.declarations.into_iter().next() else {
            panic!("no table")
        };
        let TableBody::Rows { header, rows } = table.body else {
            panic!("no rows")
        };
        let all = std::iter::once(header).chain(rows);
        all.map(|row| {
            row.into_iter()
                .map(|cell| {
                    let place = cell.span.start as usize..cell.span.end as usize;
                    assert_eq!(text[place], cell.node);
                    cell.node
                })
                .collect()
        })
        .collect()
    }

    #[test]
    fn a_row_is_a_line_of_raw_cells() {
        let text = "table t given 甲\n  | 甲 | b |   # header\n  |:---|--:|\n  | “a|b” | `c|d` |\n\n # between\n  ｜　>= 5　｜ - ｜\n  |  | x | y |\n  | - | - |\n  because \"after\"";
        assert_eq!(
            rows(text),
            [
                vec!["甲", "b"],
                vec!["“a|b”", "`c|d`"],
                vec![">= 5", "-"],
                vec!["", "x", "y"],
                vec!["-", "-"]
            ]
        );
    }

    #[test]
    fn a_row_ends_with_a_bar() {
        let found = problems("table t given a\n | a | b\n | 1 | 2 |");
        assert_eq!((found[0].0, &*found[0].1), (Code::Syntax, "b"));
    }
}
