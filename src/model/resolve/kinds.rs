//! Kinds: trees of values, their leaves numbered in reading order.

use std::collections::HashMap;

use super::csv_kinds;
use super::labels::{label, nfc};
use super::names::{self, Declared, duplicate};
use super::reports::Reports;
use super::scope::{KindHead, Scope};
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CsvFiles, Kind, KindId, Node, NodeId};
use crate::source::Span;
use crate::syntax::tree::{self, KindValue, KindValues};
use crate::words::{Label, Words};

/// The deepest taxonomy.
pub(super) const DEEPEST: usize = 64;

/// Every declared kind, by name.
pub(super) fn declare<'t>(
    written: &Written<'t>,
    csv: &CsvFiles,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) {
    let declared = written
        .kinds
        .iter()
        .map(|(level, kind)| (*level, &kind.name, *kind));
    for (name, kind) in names::once(declared, reports) {
        let id = next(scope);
        scope.kind_names.insert(
            &name.text,
            Declared {
                what: id,
                level: kind.level,
                span: kind.span,
            },
        );
        let head = read(kind.what, csv, reports);
        scope.kinds.push(head);
    }
}

fn next(scope: &Scope) -> KindId {
    KindId(u32::try_from(scope.kinds.len()).unwrap_or(u32::MAX))
}

fn read(kind: &tree::Kind, csv: &CsvFiles, reports: &mut Reports) -> KindHead {
    let mut head = Growing::new(&kind.name.text, kind.name.span);
    head.kind.label = label(kind.label.as_ref());
    head.kind.ordered = kind.ordered;
    match &kind.values {
        KindValues::Listed(values) => {
            head.listed(values, None, 0, reports);
            if values.is_empty() {
                reports.push(empty(kind.name.span, &kind.name.text));
                head.whole = false;
            }
        }
        KindValues::FromCsv { path, column } => {
            csv_kinds::read(path, column, csv, &mut head, reports);
        }
    }
    head.finish()
}

/// The kind of a `one of`, named after its fact or decision.
pub(super) fn anonymous(
    name: &str,
    span: Span,
    values: &[KindValue],
    scope: &mut Scope<'_>,
    reports: &mut Reports,
) -> KindId {
    let id = next(scope);
    let mut head = Growing::new(name, span);
    head.kind.anonymous = true;
    head.listed(values, None, 0, reports);
    if values.is_empty() {
        reports.push(empty(span, name));
        head.whole = false;
    }
    scope.kinds.push(head.finish());
    id
}

/// A kind whose values are still being read.
pub(super) struct Growing {
    pub(super) kind: Kind,
    pub(super) values: HashMap<String, NodeId>,
    pub(super) whole: bool,
}

impl Growing {
    fn new(name: &str, span: Span) -> Self {
        let kind = Kind {
            name: name.to_owned(),
            label: Label::default(),
            ordered: false,
            anonymous: false,
            nodes: Vec::new(),
            leaves: Vec::new(),
            span,
        };
        Self {
            kind,
            values: HashMap::new(),
            whole: true,
        }
    }

    fn listed(
        &mut self,
        values: &[KindValue],
        parent: Option<NodeId>,
        depth: usize,
        reports: &mut Reports,
    ) {
        for value in values {
            if depth >= DEEPEST {
                reports.push(too_deep(value.name.span));
                self.whole = false;
                return;
            }
            let leaf = value.children.is_empty();
            let Some(id) = self.open(&value.name.text, value.name.span, parent, leaf, reports)
            else {
                continue;
            };
            let label = label(value.label.as_ref());
            let also = value.also.iter().map(|words| nfc(&words.node)).collect();
            if let Some(node) = self.kind.nodes.get_mut(id.index()) {
                (node.label, node.also) = (label, also);
            }
            self.listed(&value.children, Some(id), depth + 1, reports);
            self.close(id);
        }
    }

    /// Begins a value; `None`, reported, if the kind has one of this name.
    pub(super) fn open(
        &mut self,
        name: &str,
        span: Span,
        parent: Option<NodeId>,
        leaf: bool,
        reports: &mut Reports,
    ) -> Option<NodeId> {
        if let Some(first) = self.values.get(name) {
            let first = self.kind.nodes[first.index()].span;
            reports.push(duplicate(name, span, first));
            return None;
        }
        let id = NodeId(u32::try_from(self.kind.nodes.len()).unwrap_or(u32::MAX));
        let first = self.kind.len();
        self.values.insert(name.to_owned(), id);
        if leaf {
            self.kind.leaves.push(id);
        }
        self.kind.nodes.push(Node {
            name: name.to_owned(),
            label: Label::default(),
            also: Vec::new(),
            parent,
            first,
            end: first + u32::from(leaf),
            leaf,
            span,
        });
        Some(id)
    }

    /// Ends a value: the leaves read since it began are its own.
    pub(super) fn close(&mut self, id: NodeId) {
        let end = self.kind.len();
        if let Some(node) = self.kind.nodes.get_mut(id.index()) {
            node.end = end;
        }
    }

    fn finish(self) -> KindHead {
        let mut folded: HashMap<String, Option<NodeId>> = HashMap::with_capacity(self.values.len());
        for (name, id) in &self.values {
            folded
                .entry(name.to_lowercase())
                .and_modify(|other| *other = None)
                .or_insert(Some(*id));
        }
        let folded = folded
            .into_iter()
            .filter_map(|(name, id)| Some((name, id?)))
            .collect();
        KindHead {
            kind: self.kind,
            values: self.values,
            folded,
            whole: self.whole,
        }
    }
}

pub(super) fn empty(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MissingClause,
        span,
        Words::new(
            format!("`{name}` has no values"),
            format!("`{name}` 没有任何值"),
        ),
    )
    .help(Words::new("list at least one value", "请至少列出一个值"))
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        Words::new(
            format!("this taxonomy nests deeper than {DEEPEST} levels"),
            format!("分类的嵌套超过 {DEEPEST} 层"),
        ),
    )
    .help(Words::new(
        "move some of its values up",
        "请把其中一些值上移",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{added, model};

    #[test]
    fn leaves_are_numbered_in_reading_order() {
        let model = model("ruleset r\nkind k { a { b, c { d, e } } f }\nfacts { x : one of g, h }");
        let kind = &model.kinds[0];
        let leaves: Vec<&str> = kind
            .leaves
            .iter()
            .map(|leaf| kind.nodes[leaf.index()].name.as_str())
            .collect();
        assert_eq!(leaves, ["b", "d", "e", "f"]);
        let spans: Vec<(&str, u32, u32)> = kind
            .nodes
            .iter()
            .map(|node| (node.name.as_str(), node.first, node.end))
            .collect();
        assert_eq!(
            spans,
            [
                ("a", 0, 3),
                ("b", 0, 1),
                ("c", 1, 3),
                ("d", 1, 2),
                ("e", 2, 3),
                ("f", 3, 4)
            ]
        );
        assert_eq!(
            (model.kinds[1].name.as_str(), model.kinds[1].anonymous),
            ("x", true)
        );
    }

    #[test]
    fn values_are_unique_and_there_is_one() {
        assert_eq!(
            added("kind k { a { b } b }"),
            ["FL0202 b: `b` is declared twice"]
        );
        assert_eq!(added("kind k { }"), ["FL0108 k: `k` has no values"]);
    }
}
