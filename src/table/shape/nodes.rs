//! Leaves of a kind by the fewest names: a node of the taxonomy stands for all leaves below it.

use std::ops::Range;

use crate::model::{Kind, NodeId};
use crate::table::{ClassSet, Column};

/// Values of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// The values, in the kind's order.
    pub groups: Vec<Group>,
    /// Whether unclassified stands in the list.
    pub none: bool,
    /// Whether all but these are meant. Then no group has exceptions.
    pub negated: bool,
}

/// A value, with those below it that are not meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value.
    pub node: NodeId,
    /// What is left out of it.
    pub except: Vec<NodeId>,
}

impl Values {
    /// How many names it takes.
    fn cost(&self) -> usize {
        self.groups.iter().map(Group::cost).sum::<usize>() + usize::from(self.none)
    }
}

impl Group {
    /// How many names it takes.
    pub fn cost(&self) -> usize {
        1 + self.except.len()
    }
}

/// The fewest names for the leaves that classes stand for.
pub fn values(kind: &Kind, column: &Column, classes: &ClassSet) -> Values {
    let none = column.none_class();
    let wanted = |leaf: u32| classes.contains(leaf);
    let these = Values {
        groups: fewest(kind, &wanted),
        none: none.is_some_and(wanted),
        negated: false,
    };
    let others = Values {
        groups: covering(kind, 0..kind.len(), &|leaf| !wanted(leaf))
            .into_iter()
            .map(plain)
            .collect(),
        none: none.is_some_and(|none| !wanted(none)),
        negated: true,
    };
    if others.cost() < these.cost() {
        others
    } else {
        these
    }
}

/// The wanted leaves of a kind by the fewest names, exceptions counted.
pub fn fewest(kind: &Kind, wanted: &dyn Fn(u32) -> bool) -> Vec<Group> {
    children(kind, None)
        .flat_map(|root| groups(kind, root, wanted))
        .collect()
}

/// The fewest nodes that stand for just the wanted leaves of a range.
pub fn covering(kind: &Kind, leaves: Range<u32>, wanted: &dyn Fn(u32) -> bool) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut from = leaves.start;
    let start = kind.nodes.partition_point(|node| node.first < from);
    for (number, node) in (start..).zip(&kind.nodes[start..]) {
        if node.first >= leaves.end {
            break;
        }
        let inside = node.first >= from && node.end <= leaves.end;
        if inside && (node.first..node.end).all(wanted) {
            found.push(id(number));
            from = node.end;
        }
    }
    found
}

fn plain(node: NodeId) -> Group {
    Group {
        node,
        except: Vec::new(),
    }
}

fn id(number: usize) -> NodeId {
    NodeId(u32::try_from(number).expect("nodes are counted in 32 bits"))
}

/// The nodes just below a node, or at the top. Nodes stand in reading order, so what is below one
/// follows it.
fn children(kind: &Kind, parent: Option<NodeId>) -> impl Iterator<Item = NodeId> {
    let (start, end) = parent.map_or((0, kind.len()), |parent| {
        (parent.index() + 1, kind.nodes[parent.index()].end)
    });
    let next = move |number: usize| {
        let node = kind.nodes.get(number).filter(|node| node.first < end)?;
        Some((number, node.end))
    };
    std::iter::successors(next(start), move |(number, end)| {
        let rest = &kind.nodes[*number..];
        next(number + rest.partition_point(|node| node.first < *end))
    })
    .map(|(number, _)| id(number))
}

/// The wanted leaves below a node: the node itself where it is whole, or with exceptions where that
/// is shorter, else what its children say.
fn groups(kind: &Kind, id: NodeId, wanted: &dyn Fn(u32) -> bool) -> Vec<Group> {
    let node = &kind.nodes[id.index()];
    let leaves = node.first..node.end;
    if !leaves.clone().any(wanted) {
        return Vec::new();
    }
    let except = covering(kind, leaves, &|leaf| !wanted(leaf));
    if except.is_empty() {
        return vec![plain(id)];
    }
    let below: Vec<Group> = children(kind, Some(id))
        .flat_map(|child| groups(kind, child, wanted))
        .collect();
    let cost: usize = below.iter().map(Group::cost).sum();
    if 1 + except.len() < cost {
        vec![Group { node: id, except }]
    } else {
        below
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::Ruleset;
    use crate::source::Source;

    fn said(wanted: &[&str]) -> String {
        let ruleset = Ruleset::compile([Source::new(
            "a",
            "ruleset r\nkind k { a { b c d { e f g h } } i j }\nfacts { x : k }",
        )])
        .unwrap();
        let kind = &ruleset.0.model.kinds[0];
        let name = |node: &NodeId| kind.nodes[node.index()].name.clone();
        let groups = fewest(kind, &|leaf| {
            wanted.contains(&kind.leaf(leaf).name.as_str())
        });
        let group = |group: &Group| {
            let except: Vec<String> = group.except.iter().map(name).collect();
            match except.is_empty() {
                true => name(&group.node),
                false => format!("{} but {}", name(&group.node), except.join(" ")),
            }
        };
        groups.iter().map(group).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_node_stands_for_its_leaves() {
        assert_eq!(said(&["b", "c", "e", "f", "g", "h"]), "a");
        assert_eq!(said(&["e", "f", "g", "h", "j"]), "d, j");
        assert_eq!(said(&["b", "e"]), "b, e");
        assert_eq!(said(&[]), "");
    }

    #[test]
    fn exceptions_are_told_where_that_is_shorter() {
        assert_eq!(said(&["e", "f", "g"]), "d but h");
        assert_eq!(said(&["b", "c", "e", "f", "g"]), "a but h");
        assert_eq!(said(&["b", "c", "e", "f", "i"]), "a but g h, i");
        assert_eq!(said(&["b", "e", "f", "g", "h"]), "b, d");
    }
}
