//! The ids of rules and rows: one namespace with the names of tables, in natural order.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::labels::nfc;
use super::names::{Declared, duplicate};
use super::reports::Reports;
use super::scope::{Scope, Target};
use super::tables::Sheet;
use super::written::Written;
use crate::model::natural::natural;
use crate::model::{LevelId, RuleId, TableId};
use crate::source::Span;
use crate::syntax::tree::{self, Cell};

/// A rule or row that has an id but is not read yet.
pub(super) struct Numbered<'t> {
    pub(super) id: String,
    pub(super) level: LevelId,
    pub(super) origin: Origin<'t>,
    pub(super) span: Span,
    /// Whether others may name it.
    pub(super) referable: bool,
}

/// Where it was written.
#[derive(Clone, Copy)]
pub(super) enum Origin<'t> {
    Rule(&'t tree::Rule),
    /// Table, and row from 0.
    Row(TableId, u32),
}

/// All rules and rows by id. Names that stand twice are reported and the second left out.
pub(super) fn declare<'t>(
    written: &Written<'t>,
    sheets: &[Sheet<'t>],
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Vec<Numbered<'t>> {
    let mut all: Vec<Numbered<'t>> = written
        .rules
        .iter()
        .map(|(level, rule)| Numbered {
            id: rule.id.text.clone(),
            level: *level,
            origin: Origin::Rule(rule),
            span: rule.id.span,
            referable: true,
        })
        .collect();
    for (table, sheet) in (0..).zip(sheets) {
        all.reserve(sheet.rows.len());
        for (row, cells) in (0..).zip(sheet.rows) {
            let own = sheet
                .id
                .and_then(|column| cells.get(column))
                .and_then(row_id);
            let referable = own.is_some();
            let id = match own {
                Some(own) => format!("{}.{own}", sheet.table.name.text),
                None => format!("{}.{}", sheet.table.name.text, row + 1),
            };
            let span = cells
                .first()
                .zip(cells.last())
                .map_or(sheet.table.name.span, |(first, last)| {
                    first.span.to(last.span)
                });
            all.push(Numbered {
                id,
                level: sheet.level,
                origin: Origin::Row(TableId(table), row),
                span,
                referable,
            });
        }
    }
    all.sort_by(|a, b| {
        natural(&a.id, &b.id)
            .then(a.level.cmp(&b.level))
            .then(a.span.cmp(&b.span))
    });
    all.dedup_by(|again, first| {
        let same = again.id == first.id;
        if same {
            reports.push(duplicate(&again.id, again.span, first.span));
        }
        same
    });
    scope.rules = names(&all, sheets, reports);
    all
}

fn names(
    all: &[Numbered],
    sheets: &[Sheet],
    reports: &mut Reports,
) -> HashMap<String, Declared<Target>> {
    let mut names: HashMap<String, Declared<Target>> =
        HashMap::with_capacity(all.len() + sheets.len());
    for (rule, numbered) in (0..).zip(all) {
        let what = if numbered.referable {
            Target::Rule(RuleId(rule))
        } else {
            Target::Unnamed
        };
        names.insert(
            numbered.id.clone(),
            Declared {
                what,
                level: numbered.level,
                span: numbered.span,
            },
        );
    }
    for (table, sheet) in (0..).zip(sheets) {
        let name = &sheet.table.name;
        let declared = Declared {
            what: Target::Table(TableId(table)),
            level: sheet.level,
            span: name.span,
        };
        match names.entry(name.text.clone()) {
            Entry::Occupied(first) => {
                let (a, b) = (first.get().span, name.span);
                reports.push(duplicate(&name.text, a.max(b), a.min(b)));
            }
            Entry::Vacant(free) => {
                free.insert(declared);
            }
        }
    }
    names
}

/// The id in a cell, backticks taken off; `-` and a blank are none.
fn row_id(cell: &Cell) -> Option<String> {
    let text = cell.node.trim();
    let text = text
        .strip_prefix('`')
        .and_then(|text| text.strip_suffix('`'))
        .unwrap_or(text);
    (!text.is_empty() && text != "-").then(|| nfc(text))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    #[test]
    fn rows_are_named_by_their_id_or_counted() {
        let table = "table t given planning
              | id | planning | lead   |
              | b  | yes      | street |
              | -  | no       | town   |
              | `a b` | no    | town   |";
        let model = model(&format!("{BASE}{table}\n"));
        let rules: Vec<(&str, bool)> = model
            .rules
            .iter()
            .map(|rule| (rule.id.as_str(), rule.referable))
            .collect();
        assert_eq!(rules, [("t.2", false), ("t.a b", true), ("t.b", true)]);
        let rows: Vec<u32> = model.tables[0].rows.iter().map(|rule| rule.0).collect();
        assert_eq!(rows, [2, 0, 1]);
    }

    #[test]
    fn rules_rows_and_tables_share_a_namespace() {
        let table = "table t given planning\n | id | planning | lead |\n | a | yes | town |\n | a | no | town |\n";
        assert_eq!(
            added(&format!("{table}rule t when planning then lead is street")),
            [
                "FL0202 a | no | town: `t.a` is declared twice",
                "FL0202 t: `t` is declared twice"
            ]
        );
    }
}
