//! The ledger, a record of decisions that nobody can rewrite. In: decisions, and what stands in cases.
//! Out: a folder in which each of them is kept with the texts of the rules it was decided by, so that it
//! can be decided again years later; a change of any byte is found, and one entry can be proved to
//! somebody without showing the others.
//!
//! ```text
//! Entry ──seal──▶ Sealed: fields, salts, commitments ──append──▶ line of the record ──commit──▶ signed checkpoint
//!                     └──▶ leaf ──▶ tree ──▶ tiles; inclusion proofs ──▶ receipt
//! ```
//!
//! The tree is that of RFC 6962, its files those of C2SP tlog-tiles, its head a C2SP tlog-checkpoint,
//! signed as a C2SP signed-note. Leaves hold no values, only a digest of salted commitments: the tree can
//! be published, and a value can be taken out without changing it. See `docs/ledger.md`.
//!
//! `store.rs` alone touches the disk. Random bytes are given to it: see [`field::Random`].
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "names and sentences are short, and writing to a String cannot fail"
)]

pub mod hash;
pub mod tree;
pub mod proof;
pub mod note;
pub mod checkpoint;
pub mod field;
pub mod record;
pub mod entry;
pub mod problem;
mod store;
mod tile;
mod kept;
pub mod read;
mod redact;
mod mend;
pub mod write;
pub mod check;
pub mod receipt;
pub mod replay;

pub use check::{Checked, check};
pub use checkpoint::Checkpoint;
pub use entry::{Decision, Entry, Standing};
pub use field::{Random, Salts};
pub use hash::Hash;
pub use mend::all as mend;
pub use note::{Signer, Verifier};
pub use problem::Problem;
pub use read::Reading;
pub use record::{Kind, Record, Sealed};
pub use replay::{Again, Replayable};
pub use write::{Ledger, create};
