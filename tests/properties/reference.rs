//! An independent reading of the language page: every completion of every affair, one by one.

pub mod rules;
pub mod coordinates;
pub mod conditions;
pub mod worlds;
pub mod completions;
pub mod outcome;
