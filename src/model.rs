//! Stage 2, [`Model`]: what it means. In: syntax trees and CSV tables. Out: one checked ruleset.
//!
//! After this folder no name is unresolved, no type unknown, no unit at odds, no circle left:
//! every id indexes its vector. Rules, facts and decisions stand in an order that comes from their
//! names and dependencies, never from their place in a file, so whatever is computed from the
//! model is independent of position.

pub mod types;
pub mod condition;
pub mod rule;
pub mod priority;
pub mod natural;
pub mod unit;
pub(crate) mod check;
pub mod resolve;
pub mod text;
pub mod show;
pub mod canon;
pub(crate) mod substitute;
pub(crate) mod known;
pub(crate) mod nearest;

pub use condition::*;
pub(crate) use known::End;
pub use priority::Priority;
pub use resolve::resolve;
pub use rule::*;
pub use types::*;
pub use unit::{Csv, CsvFiles, Unit};
