//! Rules and overlaps that are out of date on a day asked about.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::expected::{Expected, must};
use super::super::situations::Situations;

/// All whose last day is before this one; a rule's last day is its own or its ruleset's.
pub fn expected(s: &Situations, day: Date) -> Vec<Expected> {
    let before = |until: Option<Date>| until.filter(|&until| until < day);
    // rows of one table are told together
    let mut groups: BTreeMap<(String, Date), Vec<&str>> = BTreeMap::new();
    for rule in &s.rules.list {
        let table = rule.id.strip_prefix("routing.").map(|_| "routing");
        if let Some(until) = before(rule.until) {
            let group = table.unwrap_or(&rule.id).to_owned();
            groups.entry((group, until)).or_default().push(&rule.id);
        }
    }
    let rules = groups.into_iter().map(|((_, until), mut ids)| {
        ids.sort_unstable();
        must(format!("expired {} on {until}", ids.join(", ")))
    });
    let overlaps = (1..)
        .zip(&s.ruleset.overlaps)
        .filter_map(|(number, overlap)| {
            before(overlap.until).map(|until| must(format!("expired overlap {number} on {until}")))
        });
    rules.chain(overlaps).collect()
}
