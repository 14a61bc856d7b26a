//! What an outcome turns on, against an enumeration of all affairs: the facts that suffice do, and
//! none can be left out; every change leads where it says, and no part of it would; none is missing.
//!
//! `cargo test --test turns` tries some hundred rulesets; the long run as many as are asked for:
//!
//! ```sh
//! PROPTEST_CASES=20000 cargo test --release --test turns
//! ```

#[path = "properties/shared.rs"]
mod properties;

#[allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    reason = "a naive reading: clarity before economy; shared with `analysis`"
)]
mod turns {
    #[path = "../analysis/situations.rs"]
    pub mod situations;
    #[path = "../analysis/small.rs"]
    pub mod small;
    pub mod among;
    pub mod case;
    mod sufficient;
    mod changes;
    mod margins;
    mod laws;
}
