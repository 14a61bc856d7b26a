//! What the model is built from: syntax trees by level, and the CSV files they name.

use std::collections::HashMap;

use crate::syntax::SyntaxTree;
use crate::syntax::tree::Cell;

/// One file of a ruleset or of an ancestor.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What was written in it.
    pub tree: SyntaxTree,
    /// The ruleset it belongs to: 0 for the highest ancestor. Every level has one unit with a
    /// `ruleset` declaration; its imports have none.
    pub level: u32,
}

/// A CSV file as read: cells with their places. Rows may be ragged.
#[derive(Debug, Clone, Default)]
pub struct Csv {
    /// The first line.
    pub header: Vec<Cell>,
    /// The others.
    pub rows: Vec<Vec<Cell>>,
}

/// CSV files by the place (first byte) of the path that names them. A file that could not be read
/// is not here and was reported when it was not found.
pub type CsvFiles = HashMap<u32, Csv>;
