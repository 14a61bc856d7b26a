//! What `explain` says, a second program confirms; and what is not so it refuses.
//!
//! Affairs by hand; random affairs of random rulesets, as they are explained and with something changed
//! in the explanation, which is judged by trying every affair. The long run tries as many as are asked
//! for (those shipped with a ruleset: `tests/explanations/shipped.rs`):
//!
//! ```sh
//! PROPTEST_CASES=20000 cargo test --release --test explained
//! ```

#[path = "properties/shared.rs"]
mod properties;

#[allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    reason = "a naive reading: clarity before economy; shared with `turns`"
)]
mod explained {
    #[path = "../analysis/situations.rs"]
    pub mod situations;
    #[path = "../analysis/small.rs"]
    pub mod small;
    #[path = "../turns/among.rs"]
    pub mod among;
    #[path = "../turns/case.rs"]
    pub mod case;
    #[path = "../turns/sufficient.rs"]
    mod sufficient;
    #[path = "../turns/changes.rs"]
    mod changes;
    #[path = "../turns/margins.rs"]
    mod margins;
    mod by_hand;
    mod random;
    mod mutate;
    mod truth;
    mod mutants;
}
