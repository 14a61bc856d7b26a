//! What the analysis says of a ruleset, against an enumeration of all its situations.
//!
//! A *situation* of a decision is a fully known admissible affair at a date of the ruleset's period,
//! and one claim chosen for each decision upstream, in dependency order. `situations` enumerates
//! them, `truth` says of each kind of finding what there is to find and checks what was found,
//! `known` tries both on small rulesets written by hand, `control` on findings made from the
//! enumeration, `laws` on random rulesets.
//!
//! `cargo test --test analysis` tries 100 rulesets a law. The long run tries all laws on each of
//! 100,000 rulesets, or as many as are asked for; the enumeration takes some ten minutes of it:
//!
//! ```sh
//! PROPTEST_CASES=100000 cargo test --release --test analysis -- --ignored every_law
//! ```
//!
//! `PROPTEST_RNG_SEED=7` tries others. `-- --ignored how_often --nocapture` counts what the
//! generator brings about.

#[path = "properties/shared.rs"]
mod properties;

#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "a naive reading: clarity before economy"
)]
mod analysis {
    pub mod situations;
    pub mod told;
    pub mod expected;
    pub mod witness;
    pub mod truth;
    pub mod subject;
    pub mod small;
    pub mod read;
    mod special;
    mod control;
    mod known;
    mod laws;
}
