//! Which value of a kind somebody means. In: what they wrote. Out: the value, or those it may be.
//!
//! A name goes before a label, a label before a synonym (`also`), all of these before a beginning; case
//! and width do not count. Where a value and values below it fit alike, the higher one is meant.

use unicode_normalization::UnicodeNormalization;

use crate::model::text::Folded;
use crate::model::{Kind, Node, NodeId};
use crate::table::column::index;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// Nothing.
    None,
    /// This value.
    One(NodeId),
    /// One of these.
    Several(Vec<NodeId>),
}

/// The value that a text names in full.
pub(super) fn named(kind: &Kind, text: &str) -> Match {
    let (nfc, folded): (String, Folded) = (text.nfc().collect(), Folded::new(text));
    let same = |word: &str| Folded::new(word.trim()) == folded;
    let is_name = |node: &Node| node.name == nfc;
    let is_label = |node: &Node| same(&node.name) || node.label.iter().any(same);
    let is_synonym = |node: &Node| node.also.iter().any(|word| same(word));
    first(kind, [&is_name, &is_label, &is_synonym])
}

/// The value whose name, label or synonym begins with a text, among those that are wanted.
pub(super) fn begun(kind: &Kind, text: &str, wanted: impl Fn(&Node) -> bool) -> Match {
    let folded = Folded::new(text);
    let begins = |word: &str| {
        let word = Folded::new(word.trim());
        !folded.as_str().is_empty() && word.as_str().starts_with(folded.as_str())
    };
    let is_label =
        |node: &Node| wanted(node) && (begins(&node.name) || node.label.iter().any(begins));
    let is_synonym = |node: &Node| wanted(node) && node.also.iter().any(|word| begins(word));
    first(kind, [&is_label, &is_synonym])
}

/// What the first of several tests that any value passes finds.
fn first<const N: usize>(kind: &Kind, tests: [&dyn Fn(&Node) -> bool; N]) -> Match {
    for test in tests {
        let found: Vec<NodeId> = kind
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| test(node))
            .map(|(at, _)| NodeId(index(at)))
            .collect();
        // parents come before children
        let Some(&highest) = found.first() else {
            continue;
        };
        let whole = &kind.nodes[highest.index()];
        let inside = |id: &NodeId| {
            let node = &kind.nodes[id.index()];
            whole.first <= node.first && node.end <= whole.end
        };
        return if found.iter().all(inside) {
            Match::One(highest)
        } else {
            Match::Several(found)
        };
    }
    Match::None
}
