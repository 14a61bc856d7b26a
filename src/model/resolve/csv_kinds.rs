//! Kinds whose values are the cells of a CSV column.
//!
//! In: the cells of the named column, distinct, in the order of their first appearance. Beside it
//! the columns `en`, `zh`, `also` (members separated by `;`) and `parent`, where the file has
//! them, give labels and the tree; a parent that has no row of its own is an inner value too.

use std::collections::HashMap;

use super::kinds::{DEEPEST, Growing, too_deep};
use super::labels::nfc;
use super::reports::Reports;
use super::suggest::some;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Csv, CsvFiles, NodeId};
use crate::source::Span;
use crate::syntax::tree::{Cell, Name, Text};
use crate::words::{Label, Words};

/// What the rows say of one value.
#[derive(Default)]
struct Value {
    name: String,
    span: Span,
    /// `en`, `zh`, `also`, `parent`: text and where it was first said.
    said: [Option<(String, Span)>; 4],
    children: Vec<usize>,
}

const BESIDE: [&str; 4] = ["en", "zh", "also", "parent"];

/// Reads a kind from a CSV file.
pub(super) fn read(
    path: &Text,
    column: &Name,
    files: &CsvFiles,
    growing: &mut Growing,
    reports: &mut Reports,
) {
    growing.whole = false;
    let Some(csv) = files.get(&path.span.start) else {
        return reports.incomplete();
    };
    let Some(index) = position(csv, &column.text) else {
        return reports.push(no_column(csv, column));
    };
    let Some(mut values) = gather(csv, index, reports) else {
        return;
    };
    let Some(roots) = link(&mut values, reports) else {
        return;
    };
    if roots.is_empty() {
        return reports.push(super::kinds::empty(path.span, &growing.kind.name));
    }
    growing.whole = grow(&values, &roots, None, 0, growing, reports);
}

fn position(csv: &Csv, column: &str) -> Option<usize> {
    csv.header
        .iter()
        .position(|cell| nfc(cell.node.trim()) == column)
}

/// The distinct values and what is said of each.
fn gather(csv: &Csv, index: usize, reports: &mut Reports) -> Option<Vec<Value>> {
    let beside = BESIDE.map(|name| position(csv, name).filter(|&at| at != index));
    let mut values: Vec<Value> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let before = reports.said();
    for row in &csv.rows {
        let text = |at: usize| row.get(at).filter(|cell| !cell.node.trim().is_empty());
        let Some(cell) = text(index) else {
            reports.push(blank(row, index, csv));
            continue;
        };
        let name = nfc(cell.node.trim());
        let at = *known.entry(name.clone()).or_insert_with(|| {
            values.push(Value {
                name,
                span: cell.span,
                ..Value::default()
            });
            values.len() - 1
        });
        for (which, said) in beside
            .iter()
            .enumerate()
            .filter_map(|(which, at)| Some((which, text((*at)?)?)))
        {
            let new = nfc(said.node.trim());
            match &values[at].said[which] {
                Some((old, first)) if *old != new => reports.push(conflicting(
                    &values[at].name,
                    BESIDE[which],
                    said.span,
                    *first,
                )),
                Some(_) => {}
                None => values[at].said[which] = Some((new, said.span)),
            }
        }
    }
    (reports.said() == before).then_some(values)
}

/// Puts each value under its parent; gives the values that have none.
fn link(values: &mut Vec<Value>, reports: &mut Reports) -> Option<Vec<usize>> {
    let mut known: HashMap<String, usize> = values
        .iter()
        .enumerate()
        .map(|(at, value)| (value.name.clone(), at))
        .collect();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(values.len());
    let mut at = 0;
    while at < values.len() {
        let parent = values[at].said[3].clone().map(|(name, span)| {
            *known.entry(name.clone()).or_insert_with(|| {
                values.push(Value {
                    name,
                    span,
                    ..Value::default()
                });
                values.len() - 1
            })
        });
        parents.push(parent);
        if let Some(parent) = parent {
            values[parent].children.push(at);
        }
        at += 1;
    }
    // whoever does not reach a root stands below itself
    let roots: Vec<usize> = (0..values.len())
        .filter(|&at| parents[at].is_none())
        .collect();
    let mut reached = vec![false; values.len()];
    let mut open = roots.clone();
    while let Some(at) = open.pop() {
        reached[at] = true;
        open.extend(&values[at].children);
    }
    if let Some(at) = reached.iter().position(|reached| !reached) {
        reports.push(below_itself(&values[at]));
        return None;
    }
    Some(roots)
}

fn grow(
    values: &[Value],
    these: &[usize],
    parent: Option<NodeId>,
    depth: usize,
    growing: &mut Growing,
    reports: &mut Reports,
) -> bool {
    these.iter().all(|&at| {
        let value = &values[at];
        if depth >= DEEPEST {
            reports.push(too_deep(value.span));
            return false;
        }
        let Some(id) = growing.open(
            &value.name,
            value.span,
            parent,
            value.children.is_empty(),
            reports,
        ) else {
            return false;
        };
        let text = |which: usize| value.said[which].as_ref().map(|(text, _)| text.clone());
        if let Some(node) = growing.kind.nodes.get_mut(id.index()) {
            node.label = Label {
                any: None,
                en: text(0),
                zh: text(1),
            };
            node.also = text(2)
                .iter()
                .flat_map(|also| also.split(';'))
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect();
        }
        let whole = grow(
            values,
            &value.children,
            Some(id),
            depth + 1,
            growing,
            reports,
        );
        growing.close(id);
        whole
    })
}

/// A column that the file does not have.
pub(super) fn no_column(csv: &Csv, column: &Name) -> Diagnostic {
    let name = &column.text;
    let there = some(csv.header.iter().map(|cell| cell.node.as_str()), 20);
    Diagnostic::error(
        Code::MissingColumn,
        column.span,
        Words::new(
            format!("the file has no column `{name}`"),
            format!("文件没有 `{name}` 这一列"),
        ),
    )
    .help(Words::new(
        format!("its columns are {there}"),
        format!("文件的列有：{there}"),
    ))
}

fn blank(row: &[Cell], index: usize, csv: &Csv) -> Diagnostic {
    let span = row
        .get(index)
        .or_else(|| row.last())
        .or_else(|| csv.header.get(index))
        .map_or_else(Span::default, |cell| cell.span);
    Diagnostic::error(
        Code::BadCell,
        span,
        Words::new(
            "this cell is empty where a value must stand",
            "此处应有一个值，单元格却是空的",
        ),
    )
    .help(Words::new(
        "write the value, or remove the row",
        "请填上值，或删去这一行",
    ))
}

fn conflicting(value: &str, column: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadCell,
        again,
        Words::new(
            format!("the rows of `{value}` differ in column `{column}`"),
            format!("`{value}` 的各行在 `{column}` 列中不一致"),
        ),
    )
    .and(first, Words::new("first said here", "首次写在这里"))
    .help(Words::new(
        "write the same in every row, or leave all but one blank",
        "请各行写成一样，或只保留一处",
    ))
}

fn below_itself(value: &Value) -> Diagnostic {
    let name = &value.name;
    let span = value.said[3].as_ref().map_or(value.span, |(_, span)| *span);
    Diagnostic::error(
        Code::BadCell,
        span,
        Words::new(
            format!("`{name}` stands below itself in column `parent`"),
            format!("`{name}` 在 `parent` 列中成了自己的下级"),
        ),
    )
    .help(Words::new(
        "leave the parent of the topmost value blank",
        "最上层的值，其 `parent` 请留空",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{levels, lines};

    const RULES: &str = "ruleset r\nkind k from \"k.csv\" column name\nfacts { x : k }";

    fn wrong(csv: &str) -> Vec<String> {
        let (_, found, sources) = levels(&[RULES], &[("k.csv", csv)]);
        lines(&found, &sources)
    }

    #[test]
    fn columns_give_values_labels_and_the_tree() {
        let csv = "name,zh,also,parent\nlift,电梯,elevator;升降机,building\nroof,屋顶,,building\nlift,电梯,,\nroad,,,\n";
        let (model, found, sources) = levels(&[RULES], &[("k.csv", csv)]);
        assert_eq!(lines(&found, &sources), Vec::<String>::new());
        let kind = &model.unwrap().kinds[0];
        let nodes: Vec<(&str, bool)> = kind
            .nodes
            .iter()
            .map(|node| (node.name.as_str(), node.leaf))
            .collect();
        assert_eq!(
            nodes,
            [
                ("road", true),
                ("building", false),
                ("lift", true),
                ("roof", true)
            ]
        );
        assert_eq!(kind.nodes[2].also, ["elevator", "升降机"]);
        assert_eq!(kind.nodes[2].label.zh.as_deref(), Some("电梯"));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(
            wrong("a,b\n1,2\n"),
            ["FL0803 name: the file has no column `name`"]
        );
        assert_eq!(
            wrong("name,b\n,2\n"),
            ["FL0407 : this cell is empty where a value must stand"]
        );
        assert_eq!(
            wrong("name,zh\na,甲\na,乙\n"),
            ["FL0407 乙: the rows of `a` differ in column `zh`"]
        );
        assert_eq!(
            wrong("name,parent\na,b\nb,a\n"),
            ["FL0407 b: `a` stands below itself in column `parent`"]
        );
        assert_eq!(wrong("name\n"), ["FL0108 \"k.csv\": `k` has no values"]);
    }

    #[test]
    fn a_missing_file_was_reported_by_whoever_looked_for_it() {
        let (model, found, _) = levels(&[RULES], &[]);
        assert!(model.is_none() && found.is_empty());
    }
}
