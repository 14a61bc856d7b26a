//! The laws of Fenliu, against a small independent reading of its rules.

#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    clippy::format_collect,
    clippy::only_used_in_recursion,
    reason = "a generator and a naive reading: clarity before economy"
)]
mod properties {
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
    mod laws;
}
