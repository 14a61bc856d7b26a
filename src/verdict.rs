//! Stage 4, [`Outcomes`]: what follows for one affair. In: the table and an affair. Out: an outcome for
//! every decision.
//!
//! Deciding is one function, [`decide::decide`]. It is exact: what it says of an affair with
//! unknown facts is what every admissible completion says, and where they differ, what they differ
//! on. It counts steps, never seconds.

pub mod affair;
pub(crate) mod schema;
pub mod outcome;
pub mod exact;
pub mod space;
pub mod defeat;
pub mod evaluate;
mod settle;
pub mod feasible;
pub mod explore;
pub mod needs;
pub mod reach;
pub mod search;
pub mod wording;
pub mod inclusion;
pub mod decide;
pub(crate) mod shifting;
pub(crate) mod held;
pub(crate) mod example;

pub use affair::{Affair, Knowledge};
pub use outcome::{Claim, Need, Outcome, Outcomes, Possible, Result, Support, Value, Via};
