//! What becomes of an objection, against deciding every combination by an independent reading: what the
//! combinations come to, which facts are decisive, and the least that must be granted.
//!
//! `cargo test --test contest` tries some hundred rulesets; the long run as many as are asked for:
//!
//! ```sh
//! PROPTEST_CASES=20000 cargo test --release --test contest
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
mod contest {
    #[path = "../analysis/small.rs"]
    pub mod small;
    mod brute;
    mod laws;
}
