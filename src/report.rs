//! Stage 6: how it is shown: text, Markdown, JSON; diagnostics with their places.
//!
//! In: verdicts, explanations and diagnostics, plain data. Out: text. Nothing is decided here, and
//! no rendering knows more than another: an explanation becomes one page in one language, and text
//! and Markdown are two ways to set it.

pub mod json;
mod phrases;
mod fold;
mod page;
mod wrap;
pub mod text;
pub mod markdown;
#[cfg(feature = "cli")]
pub mod diagnostics;
