//! The rows of tables, each a rule.

use super::cells;
use super::clauses::{Shared, citable};
use super::labels::nfc;
use super::reports::Reports;
use super::scope::{Item, Place, Scope, Site};
use super::tables::{Column, Sheet};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Citation, Conclusion, Condition, LevelId, Rule, TableId};
use crate::source::Span;
use crate::syntax::tree::Cell;
use crate::words::{Label, Words};

/// The most broken rows of a table that are shown.
const SHOWN: usize = 20;

/// What the rows of a table share, and how many of them are broken.
pub(super) struct Rows<'s, 't> {
    pub(super) id: TableId,
    pub(super) sheet: &'s Sheet<'t>,
    pub(super) shared: &'s Shared,
    pub(super) title: &'s Label,
    pub(super) broken: usize,
}

/// A row of a table, by its place in it; `None` if a cell is broken.
pub(super) fn read(
    rows: &mut Rows<'_, '_>,
    row: u32,
    id: &str,
    span: Span,
    referable: bool,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Rule> {
    let columns = rows.sheet.columns.as_ref()?;
    if rows.broken > SHOWN {
        return None;
    }
    let before = reports.said();
    let Some(read) = cells(rows.sheet, columns, row, scope, reports) else {
        rows.broken += usize::from(reports.said() > before);
        if rows.broken == SHOWN + 1 {
            reports.push(and_more(rows.sheet));
        }
        return None;
    };
    let shared = rows.shared;
    Some(Rule {
        id: id.to_owned(),
        title: rows.title.clone(),
        level: rows.sheet.level,
        mandatory: rows.sheet.table.mandatory.is_some(),
        when: match <[Condition; 1]>::try_from(read.when) {
            Ok([only]) => only,
            Err(all) => Condition::All(all),
        },
        unless: None,
        conclusions: read.conclusions,
        overrides: shared.overrides.clone(),
        because: read.because.unwrap_or_else(|| shared.because.clone()),
        citations: shared
            .citations
            .iter()
            .cloned()
            .chain(read.citation)
            .collect(),
        effective: shared.effective,
        own: shared.own,
        dated: shared.dated,
        adopted: shared.adopted,
        row: Some((rows.id, row)),
        referable,
        span,
    })
}

/// The cells of a row, read.
#[derive(Default)]
struct Row {
    when: Vec<Condition>,
    conclusions: Vec<Conclusion>,
    citation: Option<Citation>,
    because: Option<Label>,
}

fn cells(
    sheet: &Sheet,
    columns: &[Column],
    row: u32,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Row> {
    let cells = sheet.rows.get(row as usize)?;
    if cells.len() != columns.len() {
        reports.push(ragged(cells, columns.len(), sheet));
        return None;
    }
    let mut site = Site::new(scope, sheet.level, Place::Rule, reports);
    let mut read = Row::default();
    for (cell, column) in cells.iter().zip(columns) {
        let blank = cell.node.trim().is_empty();
        if blank && sheet.table.blank_means_any.is_none() {
            site.reports.push(blank_cell(cell));
            return None;
        }
        if blank {
            continue;
        }
        match column {
            Column::Given(name) => {
                let item: Item = scope.items.get(name.text.as_str())?.what;
                match cells::test(cell, name, item, sheet.csv, &mut site)? {
                    Condition::All(none) if none.is_empty() => {}
                    test => read.when.push(test),
                }
            }
            Column::Concludes(decision) => {
                let head = &scope.decisions[decision.index()];
                let values = cells::conclusion(cell, head, sheet.csv, &mut site)?;
                if !values.is_empty() {
                    read.conclusions.push(Conclusion {
                        decision: *decision,
                        values,
                        span: cell.span,
                    });
                }
            }
            Column::Id => {}
            Column::Source => read.citation = citation(cell, sheet.level, scope),
            Column::Because => read.because = text(&cell.node).map(plain),
        }
    }
    if read.conclusions.is_empty() {
        site.reports.push(concludes_nothing(cells));
        return None;
    }
    read.conclusions
        .sort_by_key(|conclusion| conclusion.decision);
    Some(read)
}

/// What a cell for people says; `-` is nothing. Quotation marks around it are taken off.
fn text(cell: &str) -> Option<&str> {
    let text = cell.trim();
    if text == "-" {
        return None;
    }
    let pairs = [('"', '"'), ('“', '”'), ('「', '」')];
    let bare = pairs
        .iter()
        .find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    Some(
        bare.filter(|bare| !bare.contains(['"', '”', '」']))
            .unwrap_or(text),
    )
}

fn plain(text: &str) -> Label {
    Label {
        any: Some(nfc(text)),
        ..Label::default()
    }
}

/// `NAME LOCATOR` where a source has the name, else free text.
fn citation(cell: &Cell, from: LevelId, scope: &Scope) -> Option<Citation> {
    let all = cell.node.trim();
    let (name, rest) = all.split_once(char::is_whitespace).unwrap_or((all, ""));
    if let Some(source) = citable(&nfc(all), from, scope) {
        return Some(Citation {
            source: Some(source),
            locator: Label::default(),
        });
    }
    if let Some(source) = citable(&nfc(name), from, scope) {
        let locator = text(rest)
            .filter(|rest| !rest.is_empty())
            .map(plain)
            .unwrap_or_default();
        return Some(Citation {
            source: Some(source),
            locator,
        });
    }
    text(all).map(|text| Citation {
        source: None,
        locator: plain(text),
    })
}

fn blank_cell(cell: &Cell) -> Diagnostic {
    Diagnostic::error(
        Code::BadCell,
        cell.span,
        Words::new("this cell is blank", "单元格是空的"),
    )
    .help(Words::new(
        "write `-` for any value, or say `blank means any` in the table",
        "任意值请写 `-`，或在表中声明 `空白为任意`",
    ))
}

fn ragged(cells: &[Cell], columns: usize, sheet: &Sheet) -> Diagnostic {
    let span = cells
        .first()
        .zip(cells.last())
        .map_or(sheet.table.name.span, |(first, last)| {
            first.span.to(last.span)
        });
    let found = cells.len();
    let s = if found == 1 { "" } else { "s" };
    let diagnostic = Diagnostic::error(
        Code::RaggedRow,
        span,
        Words::new(
            format!("this row has {found} cell{s}, and the table {columns} columns"),
            format!("这一行有 {found} 个单元格，而表有 {columns} 列"),
        ),
    );
    let help = if sheet.csv {
        Words::new(
            "put a cell that holds a comma in quotation marks",
            "含逗号的单元格请加引号",
        )
    } else {
        Words::new(
            "part cells with `|`, and write `-` for any value",
            "单元格用 `|` 隔开，任意值写 `-`",
        )
    };
    match sheet.header.first().zip(sheet.header.last()) {
        Some((first, last)) => diagnostic
            .and(first.span.to(last.span), Words::new("the columns", "各列"))
            .help(help),
        None => diagnostic.help(help),
    }
}

fn concludes_nothing(cells: &[Cell]) -> Diagnostic {
    let span = cells
        .first()
        .zip(cells.last())
        .map(|(first, last)| first.span.to(last.span))
        .unwrap_or_default();
    Diagnostic::error(
        Code::MissingClause,
        span,
        Words::new("this row concludes nothing", "这一行没有任何结论"),
    )
    .help(Words::new(
        "write a value in a column of a decision, or remove the row",
        "请在决定的列中填值，或删去这一行",
    ))
}

fn and_more(sheet: &Sheet) -> Diagnostic {
    let name = &sheet.table.name.text;
    Diagnostic::error(
        Code::BadCell,
        sheet.table.name.span,
        Words::new(
            format!("table `{name}` has more than {SHOWN} broken rows; the others are not shown"),
            format!("表 `{name}` 中有误的行超过 {SHOWN} 行，其余未列出"),
        ),
    )
    .help(Words::new(
        "mend these first, then check again",
        "请先改正这些行，再重新检查",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    #[test]
    fn rows_have_all_their_cells() {
        let table =
            |rows: &str| added(&format!("table t given matter\n | matter | lead |\n{rows}"));
        assert_eq!(
            table(" | water |"),
            ["FL0409 water: this row has 1 cell, and the table 2 columns"]
        );
        assert_eq!(table(" | water | |"), ["FL0407 : this cell is blank"]);
        assert_eq!(
            table(" | water | - |"),
            ["FL0108 water | -: this row concludes nothing"]
        );
        let many = table(&" | water | street |\n | x | street |\n".repeat(30));
        assert_eq!(many.len(), 2, "one name, and the note: {many:?}");
    }

    #[test]
    fn rows_take_from_their_table() {
        let table =
            "table t \"Who leads\" given matter blank means any because \"so\" source list \"1\"
              | matter | lead   | source      | because |
              | water  | street | list item 3 | -       |
              |        | town   | \"a letter\"  | \"as written\" |";
        let model = model(&format!("{BASE}{table}\n"));
        let [first, second] = model.rules.as_slice() else {
            panic!("two rules")
        };
        assert_eq!(
            (first.title.any.as_deref(), first.because.any.as_deref()),
            (Some("Who leads"), Some("so"))
        );
        assert_eq!(first.citations.len(), 2);
        assert_eq!(first.citations[1].locator.any.as_deref(), Some("item 3"));
        assert_eq!(second.citations[1].source, None);
        assert_eq!(second.because.any.as_deref(), Some("as written"));
        assert_eq!(second.when, crate::model::Condition::All(Vec::new()));
    }
}
