//! Rules and overlaps that are out of date on a day.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{about, rules};
use crate::analysis::{Finding, Kind};
use crate::model::{Model, TableId};

/// One finding for each rule and overlap; the rows of a table end together and are one.
pub(super) fn expired(model: &Model, day: Date) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut tables: HashMap<TableId, usize> = HashMap::new();
    for (id, rule) in rules(model) {
        let Some(until) = rule.effective.until.filter(|until| *until < day) else {
            continue;
        };
        let at = match rule.row {
            Some((table, _)) => *tables.entry(table).or_insert(found.len()),
            None => found.len(),
        };
        if at == found.len() {
            found.push(about(Kind::Expired {
                overlap: None,
                until,
            }));
        }
        found[at].rules.push(id);
    }
    found.extend((0..).zip(&model.overlaps).filter_map(|(number, overlap)| {
        let until = overlap.until.filter(|until| *until < day)?;
        Some(Finding {
            decision: Some(overlap.decision),
            rules: overlap.rules.clone(),
            ..about(Kind::Expired {
                overlap: Some(number),
                until,
            })
        })
    }));
    found
}
