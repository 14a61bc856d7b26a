//! Findings that are told as one: the redundant rows of a table, an `overrides` of a table's rows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::analysis::{Finding, Kind};
use crate::model::{DecisionId, Model, TableId};
use crate::source::Span;

/// What findings that are told as one have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Redundant(TableId, Option<DecisionId>),
    Override(Span, bool),
}

/// The findings in their order, those told as one at the place of the first.
pub(super) fn grouped<'f>(model: &Model, findings: &'f [Finding]) -> Vec<Cow<'f, Finding>> {
    let mut grouped: Vec<Cow<Finding>> = Vec::with_capacity(findings.len());
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        let Some(key) = key(model, finding) else {
            grouped.push(Cow::Borrowed(finding));
            continue;
        };
        match first.get(&key) {
            Some(&at) => join(grouped[at].to_mut(), finding),
            None => {
                first.insert(key, grouped.len());
                grouped.push(Cow::Borrowed(finding));
            }
        }
    }
    grouped
}

fn key(model: &Model, finding: &Finding) -> Option<Key> {
    let rule = &model.rules[finding.rules.first()?.index()];
    match finding.kind {
        Kind::Redundant { .. } => Some(Key::Redundant(rule.row?.0, finding.decision)),
        Kind::IdleOverride { clause, meet } => {
            let clause = rule.overrides.get(clause as usize)?;
            rule.row
                .is_some()
                .then_some(Key::Override(clause.span, meet))
        }
        _ => None,
    }
}

/// Puts a finding with another; what holds of one alone is left out.
fn join(whole: &mut Finding, other: &Finding) {
    whole.rules.extend(&other.rules);
    whole.rules.sort_unstable();
    whole.rules.dedup();
    if let (Kind::Redundant { beside }, Kind::Redundant { beside: more }) =
        (&mut whole.kind, &other.kind)
    {
        beside.extend(more);
        beside.sort_unstable();
        beside.dedup();
    }
    whole.regions.clear();
    whole.witness = None;
    whole.share = None;
}
