//! How long it takes to prove a ruleset, beside what was published and what prototypes took.
//!
//! ```sh
//! cargo bench --bench analysis                    # all
//! cargo bench --bench analysis -- "1500 x 5" --threads 4
//! ```
//!
//! Each ruleset is measured in a process of its own, so that its memory is its own. What is found is
//! told beside the time: a fast answer that says less is no better. `12+, 3.1e-2 open` means that at
//! least 12 were found, and at most that part of the space is not searched; an analysis is stopped
//! after a minute.

#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "a program to be run, not read by others; counts are small"
)]
mod analysis {
    pub mod random;
    pub mod recipe;
    pub mod tree;
    pub mod print;
    pub mod measure;
    pub mod scenarios;
}

fn main() {
    analysis::scenarios::main();
}
