//! How deep an expression nests, found without recursion.

use crate::syntax::tree::{Expression, ExpressionNode};

/// The parts of an expression that are expressions themselves.
pub(super) fn parts(written: &Expression) -> Vec<&Expression> {
    match &written.node {
        ExpressionNode::And(all) | ExpressionNode::Or(all) => all.iter().collect(),
        ExpressionNode::Not(inner) | ExpressionNode::IsDecided(inner) => vec![inner],
        ExpressionNode::Is {
            subject, values, ..
        } => std::iter::once(&**subject).chain(values).collect(),
        ExpressionNode::Compare { left, right, .. }
        | ExpressionNode::Arithmetic { left, right, .. } => vec![left, right],
        ExpressionNode::Between { subject, low, high } => vec![subject, low, high],
        ExpressionNode::Includes { subject, .. } | ExpressionNode::Mentions { subject, .. } => {
            vec![subject]
        }
        ExpressionNode::Literal(_) => Vec::new(),
    }
}

/// The depth: 1 for a literal.
pub(super) fn of(written: &Expression) -> u32 {
    let mut deepest = 0;
    let mut open = vec![(written, 1_u32)];
    while let Some((part, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(
            parts(part)
                .into_iter()
                .map(|inner| (inner, depth.saturating_add(1))),
        );
    }
    deepest
}
