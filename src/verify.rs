//! What a second program confirms: that what Fenliu says of a ruleset follows from its rules.
//!
//! In: the model, and what was written down for checking. Out: what is confirmed, or the first place
//! that does not hold. Nothing here uses `table`, `verdict` or `analysis`: what those folders found
//! is checked by another reading of the same rules. Of the model it takes the types, the conditions
//! and the rules as written; which rule beats which it works out again, from the `overrides`.

pub mod format;
pub mod certificate;
pub mod explanation;
mod fault;
mod proof;
mod write;
mod tree;
mod read;
mod spans;
mod arithmetic;
mod seats;
mod texts;
mod reading;
mod comparing;
mod scale;
mod shown;
mod pieces;
mod part;
mod standing;
mod reasons;
mod judge;
mod walk;

pub use arithmetic::key;
pub use fault::Fault;

#[cfg(test)]
mod tests;
