//! Which definitions and decisions an expression reads, before it is resolved.
//!
//! A name on the right of `is` is a value where the left side is of a kind, and is read only where
//! both sides are expressions; everything else is read wherever it stands.

use std::collections::HashSet;

use super::conditions::name_of;
use super::depth::parts;
use super::scope::{Item, Scope};
use super::sense::{Sense, sense};
use crate::model::LevelId;
use crate::source::Span;
use crate::syntax::tree::{Expression, ExpressionNode};

/// Every definition and decision read, once, where it first stands.
pub(super) fn of(written: &Expression, level: LevelId, scope: &Scope) -> Vec<(Item, Span)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![written];
    while let Some(part) = open.pop() {
        if let Some(name) = name_of(part) {
            if let Some(item) = visible(&name.text, level, scope)
                && !matches!(item, Item::Fact(_))
                && seen.insert(item)
            {
                found.push((item, name.span));
            }
            continue;
        }
        let subject = match &part.node {
            ExpressionNode::Is { subject, .. } | ExpressionNode::Between { subject, .. } => {
                Some(subject)
            }
            ExpressionNode::Compare { left, .. } => Some(left),
            _ => None,
        };
        match subject.filter(|subject| names_values(subject, level, scope)) {
            Some(subject) => open.push(subject),
            None => open.extend(parts(part)),
        }
    }
    found
}

fn visible(name: &str, level: LevelId, scope: &Scope) -> Option<Item> {
    scope
        .items
        .get(name)
        .filter(|found| found.level <= level)
        .map(|found| found.what)
}

/// Whether what stands right of this subject are values of its kind, not expressions.
fn names_values(subject: &Expression, level: LevelId, scope: &Scope) -> bool {
    let item = name_of(subject).and_then(|name| visible(&name.text, level, scope));
    match item {
        Some(Item::Define(_)) | None => false,
        Some(item) => !matches!(sense(item, scope), Sense::Quantity),
    }
}
