//! What the laws of the analysis share with those of deciding: the generator, the printer and the
//! reference.

pub mod ast;
pub mod vocabulary;
pub mod raw;
pub mod build_condition;
pub mod build_claims;
pub mod build;
pub mod style;
pub mod print_condition;
pub mod print;
pub mod reference;
pub mod json;
pub mod check;
