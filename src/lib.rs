//! Fenliu (分流, "to divide a stream into its channels"): rules that say whose affair an affair is.

pub mod source;
pub mod words;
pub mod diagnostic;
pub mod syntax;
pub mod model;
pub mod table;
pub mod verdict;
pub mod explanation;
pub mod report;
pub mod load;
pub mod ruleset;
#[cfg(feature = "cli")]
pub mod cli;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use explanation::Explanation;
pub use ruleset::{Ruleset, Status, Value, Verdict};
pub use source::Source;
pub use verdict::Affair;
pub use verdict::affair::Rejection;
pub use words::Lang;
