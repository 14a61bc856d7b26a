//! Fenliu (分流, "to divide a stream into its channels"): rules that say whose affair an affair is.

pub mod source;
pub mod words;
pub mod diagnostic;
pub mod syntax;
pub mod model;
pub mod table;
pub mod verdict;
