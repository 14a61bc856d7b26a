//! Rules and rows.

use super::clauses::{self, Shared};
use super::conclusions;
use super::conditions;
use super::ids::{Numbered, Origin};
use super::labels::label;
use super::reports::Reports;
use super::rows::{self, Rows};
use super::scope::{Place, Scope, Site};
use super::tables::Sheet;
use crate::model::{Condition, Level, Rule, RuleId, Table, TableId};
use crate::syntax::tree;
use crate::words::Label;

/// Every rule and row that is sound, in the order of their ids. If all are, a rule's place is its
/// `RuleId`; if not there will be no model.
pub(super) fn resolve(
    numbered: &[Numbered],
    sheets: &[Sheet],
    levels: &[Level],
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Option<Rule>> {
    let shared: Vec<(Shared, Label)> = sheets
        .iter()
        .map(|sheet| of_table(sheet, levels, scope, reports))
        .collect();
    let mut tables: Vec<Rows> = (0..)
        .zip(sheets.iter().zip(&shared))
        .map(|(id, (sheet, (shared, title)))| Rows {
            id: TableId(id),
            sheet,
            shared,
            title,
            broken: 0,
        })
        .collect();
    // rows in the order of the file, so that the first broken ones are those that are shown
    let mut order: Vec<usize> = (0..numbered.len()).collect();
    order.sort_by_key(|&at| numbered[at].span);
    let mut rules: Vec<Option<Rule>> = vec![None; numbered.len()];
    for at in order {
        let it = &numbered[at];
        rules[at] = match it.origin {
            Origin::Rule(rule) => levels
                .get(it.level.index())
                .and_then(|level| read(it, rule, level, scope, reports)),
            Origin::Row(table, row) => tables.get_mut(table.index()).and_then(|rows| {
                rows::read(rows, row, &it.id, it.span, it.referable, scope, reports)
            }),
        };
    }
    rules
}

/// The clauses of a table, and its title.
fn of_table(
    sheet: &Sheet,
    levels: &[Level],
    scope: &Scope,
    reports: &mut Reports,
) -> (Shared, Label) {
    let title = label(sheet.table.title.as_ref());
    let shared = levels
        .get(sheet.level.index())
        .map(|level| clauses::read(&sheet.table.clauses, sheet.level, level, scope, reports));
    (shared.unwrap_or_default(), title)
}

fn read(
    it: &Numbered,
    rule: &tree::Rule,
    level: &Level,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Rule> {
    let title = label(rule.title.as_ref());
    let shared = clauses::read(&rule.clauses, it.level, level, scope, reports);
    if rule.when.is_none() && rule.unless.is_none() || rule.then.is_empty() {
        // the parser has said so
        reports.incomplete();
    }
    let mut site = Site::new(scope, it.level, Place::Rule, reports);
    let when = rule
        .when
        .as_ref()
        .map(|when| conditions::whole(when, &mut site));
    let unless = rule
        .unless
        .as_ref()
        .map(|unless| conditions::whole(unless, &mut site));
    let conclusions = conclusions::read(&rule.then, it.level, scope, reports);
    Some(Rule {
        id: it.id.clone(),
        title,
        level: it.level,
        mandatory: rule.mandatory.is_some(),
        when: when.unwrap_or_else(|| Some(Condition::All(Vec::new())))?,
        unless: match unless {
            Some(unless) => Some(unless?),
            None => None,
        },
        conclusions: conclusions?,
        overrides: shared.overrides,
        because: shared.because,
        citations: shared.citations,
        effective: shared.effective,
        own: shared.own,
        dated: shared.dated,
        adopted: shared.adopted,
        row: None,
        referable: true,
        span: it.span,
    })
}

/// The tables, with their rows in the order of the file.
pub(super) fn tables(
    sheets: &[Sheet],
    rules: &[Option<Rule>],
    reports: &mut Reports,
) -> Vec<Table> {
    let mut tables: Vec<Table> = sheets
        .iter()
        .map(|sheet| Table {
            name: sheet.table.name.text.clone(),
            // read with the rows already, and any problem in it reported there
            title: label(sheet.table.title.as_ref()),
            rows: vec![RuleId(u32::MAX); sheet.rows.len()],
            span: sheet.table.name.span,
        })
        .collect();
    for (id, rule) in (0..).zip(rules) {
        let place = rule.as_ref().and_then(|rule| rule.row);
        let slot = place
            .and_then(|(table, row)| tables.get_mut(table.index())?.rows.get_mut(row as usize));
        if let Some(slot) = slot {
            *slot = RuleId(id);
        }
    }
    if tables
        .iter()
        .any(|table| table.rows.contains(&RuleId(u32::MAX)))
    {
        reports.incomplete();
    }
    tables
}
