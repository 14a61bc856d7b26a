//! The grammar's rules, as pest derives them. Nothing outside `parse` sees them.

// What the derive writes is pest's style, not ours.
#![allow(clippy::pedantic, missing_docs, unreachable_pub)]

/// The parser that pest derives from `grammar/fenliu.pest`.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/fenliu.pest"]
pub(super) struct Grammar;

/// One match of a rule.
pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;
