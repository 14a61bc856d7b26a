//! Stage 6: how it is shown: text, Markdown, JSON; diagnostics with their places.
//!
//! In: verdicts, explanations, findings and diagnostics, plain data. Out: text. Nothing is decided
//! here, but for the affair that shows a finding: its example expects what comes of it. No rendering
//! knows more than another: an explanation becomes one page in one language, and text, Markdown and
//! HTML are three ways to set it; a finding is told once, and drawn, JSON and SARIF are three.

pub mod json;
pub mod fields;
pub mod literal;
pub mod affair;
pub mod example;
pub mod region;
pub mod findings;
mod phrases;
mod fold;
mod page;
mod wrap;
pub(crate) mod visible;
pub mod interview;
pub mod text;
pub mod markdown;
mod contest;
mod track;
mod diff;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "cli")]
pub mod diagnostics;
