//! Cases over time. What `track` says is what a plain loop over the events says, on random small rulesets
//! and random histories; and what is found of shifts, over all affairs and all that can stand, is what
//! trying out every history finds. Then the shipped cases, and cases in which something is wrong.

#[allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    reason = "a naive reading: clarity before economy"
)]
mod track {
    pub mod random;
    pub mod reference;
    mod histories;
    mod standing;
    mod shown;
}
