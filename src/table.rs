//! Stage 3, [`DecisionTable`]: what is executed and analysed. In: the model. Out: columns, each a finite
//! coordinate, and rows, each a region with the rule it came from.
//!
//! There are no conditions here any more, and no values: a value is the number of its *class*, the
//! set of values of one column that no condition tells apart. A rule whose condition is a
//! disjunction has several rows. Deciding and every analysis read the same rows.

pub mod classes;
pub mod column;
pub mod region;
pub mod arithmetic;
pub mod texts;
pub mod disjoin;
pub mod compile;
pub mod cover;
pub mod overlap;
pub mod special;
pub mod conclusions;
pub mod ranks;
pub mod bitmaps;
pub mod shape;

pub use classes::ClassSet;
pub use column::{Column, ColumnKey, FactKey};
pub use compile::compile;
pub use region::Region;

use std::collections::BTreeMap;

use crate::model::DecisionId;
use bitmaps::Bitmaps;
use conclusions::Conclusions;
use ranks::Ranks;
use special::Special;
use texts::TextTheory;

/// A compiled ruleset.
#[derive(Debug, Clone)]
pub struct DecisionTable {
    /// The coordinates: by fact, expressions after facts, decisions last.
    pub columns: Vec<Column>,
    /// Where each column is.
    pub index: BTreeMap<ColumnKey, u32>,
    /// The regions of each rule, by `RuleId`; disjoint or not. A rule with none is never met.
    pub rules: Vec<Vec<Region>>,
    /// Regions that no admissible affair lies in, with the `impossible` clause (by its index) each
    /// came from.
    pub forbidden: Vec<(usize, Region)>,
    /// For each decision, itself and all it reads, directly or not, ascending: the order in which
    /// they are decided.
    pub cones: Vec<Vec<DecisionId>>,
    /// For each fact or the date, its columns (expressions not included).
    pub fact_columns: BTreeMap<FactKey, Vec<u32>>,
    /// Columns of expressions, with the facts each reads.
    pub expressions: Vec<(u32, Vec<FactKey>)>,
    /// What mentioning one pattern says of another.
    pub texts: TextTheory,
    /// What the rules conclude.
    pub conclusions: Conclusions,
    /// How the rules rank.
    pub ranks: Ranks,
    /// The rules of each decision as bits, where that takes little; none before
    /// `verdict::defeat::bitmaps` has made them.
    pub bitmaps: Vec<Option<Bitmaps>>,
    /// Which rule is more special than which; empty until `verdict::inclusion` has
    /// compared them.
    pub special: Special,
}

impl DecisionTable {
    /// The box that holds everything.
    pub fn full(&self) -> Vec<ClassSet> {
        self.columns
            .iter()
            .map(|column| ClassSet::full(column.size))
            .collect()
    }

    /// The column of a key, if any condition looks at it.
    pub fn column(&self, key: &ColumnKey) -> Option<u32> {
        self.index.get(key).copied()
    }
}
