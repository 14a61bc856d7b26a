//! Regions for people and programs: classes back to values.
//!
//! In: a region of a decision table. Out: what it says, as the cell of a table, a phrase, a condition
//! that a rule could have, or JSON. All four are made from the same [`Shape`].

pub mod heading;
pub mod expression;
pub mod cell;
pub mod tested;
pub mod phrase;
pub mod condition;
pub mod machine;

pub use crate::table::shape::Shape;
pub use heading::Heading;

#[cfg(test)]
mod tests;
