//! Fenliu (分流, "to divide a stream into its channels"): rules that say whose affair an affair is.
//!
//! Policy staff write the rules, in English or Chinese; this crate compiles them, decides affairs
//! exactly, unknown facts included, and explains every answer.
//!
//! ```text
//! texts ─▶ syntax::parse ─▶ model::resolve ─▶ table::compile ─▶ verdict::decide ─▶ explanation::explain ─▶ report
//! ```
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let ruleset = fenliu::Ruleset::load("rulesets/jiangjin")?;
//! let affair = ruleset.affair(&serde_json::json!({"matter": "elevator_installation"}))?;
//! let verdict = ruleset.decide(&affair);
//! assert_eq!(verdict.value("tier"), Some("official".into()));
//! assert!(ruleset.explain(&affair).to_text(fenliu::Lang::En).contains("O.3"));
//! # Ok(()) }
//! ```
//!
//! The names below are the interface; the stages are open to read and may change.

#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "what only the program asks for is looked for with the program"
    )
)]

#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod words;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod syntax;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod table;
#[doc(hidden)]
pub mod verdict;
#[doc(hidden)]
pub mod explanation;
#[doc(hidden)]
pub mod contest;
pub mod interview;
#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod history;
#[doc(hidden)]
pub mod diff;
#[doc(hidden)]
pub mod verify;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod load;
#[doc(hidden)]
pub mod ruleset;
#[doc(hidden)]
pub mod versions;
#[cfg(feature = "ledger")]
#[doc(hidden)]
pub mod ledger;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

pub use contest::{Contest, Objection, Refusal};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use diff::Diff;
pub use explanation::Explanation;
pub use history::{Case, Problems, Track};
pub use interview::{Interview, Question};
pub use ruleset::{Ruleset, Status, Value, Verdict};
pub use source::Source;
pub use verdict::Affair;
pub use verdict::affair::Rejection;
pub use versions::Versions;
pub use words::Lang;
