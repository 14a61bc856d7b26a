//! Stage 1, [`SyntaxTree`]: what was written. In: one text. Out: its declarations in the order of the
//! file, each broken one reported once, and its comments.
//!
//! Nothing is resolved here: a name is a name, whatever it may turn out to be. What both keyword
//! languages write comes out the same. Only `parse` knows the grammar's rules.

pub mod keywords;
pub mod tree;
pub mod parse;
pub mod format;
pub use tree::SyntaxTree;
