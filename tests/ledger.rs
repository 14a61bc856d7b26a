//! The ledger: nothing acknowledged is lost, nothing can be changed unseen, what is taken out is gone, and
//! everything can be decided again.
//!
//! `cargo test --test ledger -- --ignored` runs what takes minutes: 200 writers killed at random moments.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test that cannot go on fails"
)]

#[path = "ledger/trees.rs"]
mod trees;
#[path = "ledger/office.rs"]
mod office;
#[path = "ledger/tampering.rs"]
mod tampering;
#[path = "ledger/killing.rs"]
mod killing;
#[path = "ledger/redaction.rs"]
mod redaction;
#[path = "ledger/receipts.rs"]
mod receipts;
#[path = "ledger/replaying.rs"]
mod replaying;
#[path = "ledger/commands.rs"]
mod commands;
#[path = "ledger/cases.rs"]
mod cases;
#[path = "ledger/differences.rs"]
mod differences;
