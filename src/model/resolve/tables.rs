//! Tables: their columns, and the ids of their rows.

use super::items;
use super::labels::nfc;
use super::names::duplicate;
use super::reports::Reports;
use super::scope::{Item, Scope};
use super::sense::{Sense, sense};
use super::suggest::{some, suggestion};
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CsvFiles, DecisionId, LevelId};
use crate::source::Span;
use crate::syntax::tree::{self, Cell, Name, TableBody};
use crate::words::Words;

/// A table as it lies there.
pub(super) struct Sheet<'t> {
    pub(super) level: LevelId,
    pub(super) table: &'t tree::Table,
    pub(super) header: &'t [Cell],
    pub(super) rows: &'t [Vec<Cell>],
    /// Whether its cells come from a CSV file.
    pub(super) csv: bool,
    /// The column of ids.
    pub(super) id: Option<usize>,
    /// Its columns; `None` if one of them is broken.
    pub(super) columns: Option<Vec<Column>>,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// A condition on a fact or decision, by the name in `given`.
    Given(Name),
    /// Conclusions about a decision.
    Concludes(DecisionId),
    /// Ids of rows.
    Id,
    /// `source`.
    Source,
    /// `because`.
    Because,
}

/// Lays out a table.
pub(super) fn lay_out<'t>(
    (level, table): (LevelId, &'t tree::Table),
    csv: &'t CsvFiles,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Sheet<'t> {
    let (header, rows, from_csv) = match &table.body {
        TableBody::Rows { header, rows } => (header.as_slice(), rows.as_slice(), false),
        TableBody::FromCsv(path) => {
            let Some(file) = csv.get(&path.span.start) else {
                reports.incomplete();
                scope.broken_tables.insert(&table.name.text);
                return Sheet {
                    level,
                    table,
                    header: &[],
                    rows: &[],
                    csv: true,
                    id: None,
                    columns: None,
                };
            };
            (file.header.as_slice(), file.rows.as_slice(), true)
        }
    };
    let names: Vec<String> = header.iter().map(column_name).collect();
    let id = names.iter().position(|name| name == "id");
    let columns = columns((level, table), header, &names, from_csv, scope, reports);
    Sheet {
        level,
        table,
        header,
        rows,
        csv: from_csv,
        id,
        columns,
    }
}

/// The name in a header's cell, backticks taken off.
pub(super) fn column_name(cell: &Cell) -> String {
    let text = cell.node.trim();
    nfc(text
        .strip_prefix('`')
        .and_then(|text| text.strip_suffix('`'))
        .unwrap_or(text))
}

fn columns(
    (level, table): (LevelId, &tree::Table),
    header: &[Cell],
    names: &[String],
    csv: bool,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Vec<Column>> {
    let mut sound = given(level, table, header, names, csv, scope, reports);
    let mut columns = Vec::with_capacity(names.len());
    for (at, (cell, name)) in header.iter().zip(names).enumerate() {
        if let Some(first) = names.iter().take(at).position(|other| other == name) {
            reports.push(duplicate(name, cell.span, header[first].span));
            sound = false;
            continue;
        }
        if let Some(given) = table.given.iter().find(|given| given.text == *name) {
            columns.push(Column::Given(Name {
                text: given.text.clone(),
                span: cell.span,
            }));
            continue;
        }
        let item = scope
            .items
            .get(name.as_str())
            .filter(|found| found.level <= level)
            .map(|found| found.what);
        match (name.as_str(), item) {
            ("id", _) => columns.push(Column::Id),
            ("source", _) => columns.push(Column::Source),
            ("because", _) => columns.push(Column::Because),
            (_, Some(Item::Decision(id))) => columns.push(Column::Concludes(id)),
            (_, other) => {
                sound = false;
                if reports.is_unread(name) {
                    reports.incomplete();
                } else {
                    reports.push(no_column(cell.span, name, other, level, scope));
                }
            }
        }
    }
    if sound
        && !columns
            .iter()
            .any(|column| matches!(column, Column::Concludes(_)))
    {
        reports.push(concludes_nothing(table));
        sound = false;
    }
    let known = |column: &Column| match column {
        Column::Given(name) => !matches!(
            sense(scope.items[name.text.as_str()].what, scope),
            Sense::Broken
        ),
        Column::Concludes(id) => scope.decisions[id.index()].ty.is_some(),
        Column::Id | Column::Source | Column::Because => true,
    };
    (sound && columns.iter().all(known)).then_some(columns)
}

/// Whether every name after `given` is a fact or decision with one column.
fn given(
    level: LevelId,
    table: &tree::Table,
    header: &[Cell],
    names: &[String],
    csv: bool,
    scope: &Scope,
    reports: &mut Reports,
) -> bool {
    let mut sound = true;
    if table.given.is_empty() {
        // the parser has said so
        reports.incomplete();
    }
    for (at, name) in table.given.iter().enumerate() {
        if let Some(first) = table
            .given
            .iter()
            .take(at)
            .find(|other| other.text == name.text)
        {
            reports.push(duplicate(&name.text, name.span, first.span));
            sound = false;
        } else if let Some(item) = items::find(name, level, scope, reports) {
            if let Item::Define(_) = item {
                reports.push(no_column(name.span, &name.text, Some(item), level, scope));
                sound = false;
            } else if !names.contains(&name.text) {
                reports.push(missing(name, header, csv));
                sound = false;
            }
        } else {
            sound = false;
        }
    }
    sound
}

fn no_column(
    span: Span,
    name: &str,
    found: Option<Item>,
    level: LevelId,
    scope: &Scope,
) -> Diagnostic {
    let (message, help) = match found {
        Some(Item::Fact(_)) => (
            Words::new(
                format!("the column `{name}` is a fact that is not `given`"),
                format!("`{name}` 这一列是事实，但没有写在 `按` 之后"),
            ),
            Words::new(
                format!("add it to `given`: `given …, {name}`"),
                format!("请加入：`按 …, {name}`"),
            ),
        ),
        Some(_) => (
            Words::new(
                format!("`{name}` is a definition, and no column"),
                format!("`{name}` 是定义，不能作列"),
            ),
            Words::new("give the facts it is made of", "请写定义所用的事实"),
        ),
        None => {
            let visible: Vec<&str> = scope
                .items
                .iter()
                .filter(|(_, found)| found.level <= level)
                .map(|(name, _)| *name)
                .collect();
            let columns = visible.into_iter().chain(["id", "source", "because"]);
            let help = suggestion(name, columns).unwrap_or_else(|| {
                Words::new(
                    "columns are facts, decisions, `id`, `source` and `because`",
                    "列只能是事实、决定、`id`、`source` 和 `because`",
                )
            });
            (
                Words::new(
                    format!("no fact or decision is named `{name}`"),
                    format!("没有名为 `{name}` 的事实或决定"),
                ),
                help,
            )
        }
    };
    Diagnostic::error(Code::BadColumn, span, message).help(help)
}

fn missing(name: &Name, header: &[Cell], csv: bool) -> Diagnostic {
    let text = &name.text;
    let there = some(header.iter().map(|cell| cell.node.as_str()), 20);
    let code = if csv {
        Code::MissingColumn
    } else {
        Code::BadColumn
    };
    let diagnostic = Diagnostic::error(
        code,
        name.span,
        Words::new(
            format!("the table has no column `{text}`"),
            format!("表中没有 `{text}` 这一列"),
        ),
    )
    .help(Words::new(
        format!("its columns are {there}"),
        format!("表中的列有：{there}"),
    ));
    match header.first().zip(header.last()) {
        Some((first, last)) => {
            diagnostic.and(first.span.to(last.span), Words::new("the columns", "各列"))
        }
        None => diagnostic,
    }
}

fn concludes_nothing(table: &tree::Table) -> Diagnostic {
    let name = &table.name.text;
    Diagnostic::error(
        Code::MissingClause,
        table.name.span,
        Words::new(
            format!("table `{name}` concludes nothing"),
            format!("表 `{name}` 没有任何结论"),
        ),
    )
    .help(Words::new(
        "add a column named after a decision",
        "请增加一个以决定命名的列",
    ))
}

/// Every table, by name; of tables of one name the first.
pub(super) fn sheets<'t>(
    written: &Written<'t>,
    csv: &'t CsvFiles,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Vec<Sheet<'t>> {
    let declared: Vec<_> = written
        .tables
        .iter()
        .map(|(level, table)| (*level, &table.name, *table))
        .collect();
    let tables = super::names::once(declared, reports);
    tables
        .into_iter()
        .map(|(_, it)| lay_out((it.level, it.what), csv, scope, reports))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::added;

    #[test]
    fn columns_are_facts_and_decisions() {
        let table = |given: &str, header: &str| {
            added(&format!(
                "table t given {given}\n | {header} |\n | street |"
            ))
        };
        assert_eq!(
            table("mattr", "lead"),
            ["FL0201 mattr: no fact, definition or decision is named `mattr`"]
        );
        assert_eq!(
            table("matter", "lead"),
            ["FL0408 matter: the table has no column `matter`"]
        );
        assert_eq!(
            table("matter", "matter | laed | cost | lead | lead"),
            [
                "FL0408 laed: no fact or decision is named `laed`",
                "FL0408 cost: the column `cost` is a fact that is not `given`",
                "FL0202 lead: `lead` is declared twice"
            ]
        );
        assert_eq!(
            table("matter", "matter"),
            ["FL0108 t: table `t` concludes nothing"]
        );
    }
}
