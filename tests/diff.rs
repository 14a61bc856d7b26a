//! What two rulesets decide differently, against an enumeration of all affairs that both admit.
//!
//! `laws` takes the random rulesets of the analysis, edits one declaration, and decides every affair
//! by the reference: what moved is told, with what it moved from and to; nothing else is. `words` does
//! the same where facts, values and ranges differ, `golden` shows pages.
//!
//! `cargo test --test diff` tries some hundred pairs; the long run as many as are asked for:
//!
//! ```sh
//! PROPTEST_CASES=20000 cargo test --release --test diff
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
#[path = "analysis"]
mod analysis {
    pub mod situations;
    pub mod told;
    pub mod expected;
    pub mod witness;
    pub mod truth;
    pub mod subject;
    pub mod small;
}

#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "a naive reading: clarity before economy"
)]
mod diff {
    pub mod edit;
    pub mod points;
    mod laws;
    mod words;
    mod golden;
}
