#[cfg(feature = "cli")]
pub mod diagnostics;
