//! What the laws of the analysis share with those of deciding: the generator, the printer and the
//! reference.

#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    clippy::format_collect,
    clippy::only_used_in_recursion,
    reason = "a generator and a naive reading: clarity before economy; each law uses some of it"
)]

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
