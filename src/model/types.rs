//! The ruleset as a whole: its levels, kinds, facts, definitions and decisions.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Condition, Example, Expr, ExprType, Guarantee, Impossible, Overlap, Priority, Rule, Shift,
    Table,
};
use crate::source::Span;
pub use crate::syntax::tree::{Collect, Ground};
use crate::words::Label;

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $id:ident,)*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub u32);
        impl $id {
            /// As an index into its vector.
            pub const fn index(self) -> usize { self.0 as usize }
        }
    )* };
}

ids! {
    /// Index into [`Model::kinds`].
    KindId,
    /// Index into [`Kind::nodes`].
    NodeId,
    /// Index into [`Model::facts`].
    FactId,
    /// Index into [`Model::defines`].
    DefineId,
    /// Index into [`Model::decisions`].
    DecisionId,
    /// Index into [`Model::rules`].
    RuleId,
    /// Index into [`Model::tables`].
    TableId,
    /// Index into [`Model::levels`]: 0 is the highest ancestor, the last is the ruleset itself.
    LevelId,
    /// Index into [`Model::citables`].
    CitableId,
}

/// The scale at which decimals are exact: six digits after the point.
pub const DECIMAL_DIGITS: u32 = 6;
/// An open end of a number's range, 10¹⁵.
pub const NUMBER_LIMIT: i64 = 1_000_000_000_000_000;
/// An open end of a duration's range, in days; no range goes further.
pub const DURATION_LIMIT: i64 = 10_000_000;

/// A checked ruleset.
#[derive(Debug, Clone)]
pub struct Model {
    /// The ruleset and its ancestors, highest first, itself last.
    pub levels: Vec<Level>,
    /// Declared kinds by name, then the anonymous ones of `one of` facts by fact name.
    pub kinds: Vec<Kind>,
    /// Facts, by name.
    pub facts: Vec<Fact>,
    /// Definitions, each after those it uses.
    pub defines: Vec<Define>,
    /// Decisions, each after those its rules read; among equals by name.
    pub decisions: Vec<Decision>,
    /// Rules and table rows, by id in natural order (`O.2` before `O.10`); ids are unique.
    pub rules: Vec<Rule>,
    /// Tables, by name.
    pub tables: Vec<Table>,
    /// Sources that rules may cite, of all levels.
    pub citables: Vec<Citable>,
    /// Combinations of facts that no affair has.
    pub impossible: Vec<Impossible>,
    /// Which rule beats which by `mandatory` and by `overrides`.
    pub priority: Priority,
    /// Shifts, by name.
    pub shifts: Vec<Shift>,
    /// Guarantees, by name.
    pub guarantees: Vec<Guarantee>,
    /// Known overlaps.
    pub overlaps: Vec<Overlap>,
    /// Examples, in the order of the files.
    pub examples: Vec<Example>,
    /// The kind `body`, if declared.
    pub bodies: Option<KindId>,
    /// SHA-256 of the canonical form, `sha256:…`.
    pub digest: String,
    /// Where the texts of the ancestors stand, from their first declaration to their last.
    pub above: Vec<Span>,
    /// The day as known on which this is all there was of a ruleset, where that is not all there is.
    pub as_known_on: Option<Date>,
}

/// Days on which something is in force; both ends included, `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// Whether a day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The days in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            from: self.from.max(other.from),
            until: match (self.until, other.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }
}

/// One ruleset of the chain of authority.
#[derive(Debug, Clone)]
pub struct Level {
    /// Dotted name.
    pub name: String,
    /// `title`.
    pub title: Label,
    /// `authority`.
    pub authority: Label,
    /// `effective`.
    pub effective: Period,
    /// `adopted`.
    pub adopted: Option<Date>,
    /// Where its `ruleset` stands.
    pub span: Span,
}

/// A document that rules cite.
#[derive(Debug, Clone)]
pub struct Citable {
    /// The ruleset that declares it.
    pub level: LevelId,
    /// The name rules cite it by.
    pub name: String,
    /// Its title.
    pub title: Label,
    /// `issued`.
    pub issued: Option<Date>,
    /// Where.
    pub span: Span,
}

/// A kind: a tree of values whose leaves are numbered in reading order.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its name; an anonymous kind has that of its fact or decision.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// Whether its leaves ascend.
    pub ordered: bool,
    /// Whether it is a `one of`.
    pub anonymous: bool,
    /// Every value, parents before children, in reading order.
    pub nodes: Vec<Node>,
    /// The node of each leaf.
    pub leaves: Vec<NodeId>,
    /// Where.
    pub span: Span,
}

/// A value of a kind. It stands for the leaves `first..end`; a leaf for itself.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its name, unique within the kind.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// Words by which text is recognised.
    pub also: Vec<String>,
    /// The value it is a kind of.
    pub parent: Option<NodeId>,
    /// First leaf at or below it.
    pub first: u32,
    /// One past the last leaf at or below it.
    pub end: u32,
    /// Whether it is a leaf.
    pub leaf: bool,
    /// Where.
    pub span: Span,
}

impl Kind {
    /// A node by name.
    pub fn find(&self, name: &str) -> Option<NodeId> {
        self.nodes
            .iter()
            .position(|node| node.name == name)
            .map(|index| NodeId(u32::try_from(index).expect("nodes are counted in 32 bits")))
    }

    /// The node of a leaf.
    pub fn leaf(&self, leaf: u32) -> &Node {
        &self.nodes[self.leaves[leaf as usize].index()]
    }

    /// The node that stands for just these leaves, which ascend.
    pub fn node_of(&self, leaves: &[u32]) -> Option<NodeId> {
        let (first, last) = (*leaves.first()?, *leaves.last()?);
        let whole = usize::try_from(last - first).ok()? + 1 == leaves.len();
        let mut nodes = (0..).map(NodeId).zip(&self.nodes);
        let same = |node: &Node| (node.first, node.end) == (first, last + 1);
        whole
            .then(|| nodes.find(|(_, node)| same(node)))?
            .map(|(id, _)| id)
    }

    /// How many leaves.
    pub fn len(&self) -> u32 {
        u32::try_from(self.leaves.len()).expect("leaves are counted in 32 bits")
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }
}

/// What a fact may be, or what a decision concludes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A leaf of a kind.
    Kind(KindId),
    /// Any set of leaves of a kind. Facts only.
    Set(KindId),
    /// Yes or no.
    YesNo,
    /// Whole numbers of a range, with a unit.
    Integer {
        /// Least.
        low: i64,
        /// Greatest.
        high: i64,
        /// Unit.
        unit: Option<String>,
    },
    /// Decimals of a range, at most [`DECIMAL_DIGITS`] after the point.
    Decimal {
        /// Least.
        low: Decimal,
        /// Greatest.
        high: Decimal,
        /// Unit.
        unit: Option<String>,
    },
    /// Days of a range.
    Date {
        /// First.
        low: Date,
        /// Last.
        high: Date,
    },
    /// Numbers of days of a range.
    Duration {
        /// Least.
        low: i64,
        /// Greatest.
        high: i64,
    },
    /// Text. Facts only.
    Text,
}

/// A single value; which type it has, its fact or decision knows.
///
/// The derived order is the order of values of one type: leaves by their kind, numbers by size,
/// `no` before `yes`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// A leaf of the kind.
    Leaf(u32),
    /// Yes or no.
    YesNo(bool),
    /// A number, normalised (no trailing zeros).
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A number of days.
    Duration(i64),
    /// A text, NFC.
    Text(String),
    /// A set of leaves, ascending.
    Set(Vec<u32>),
}

/// A fact.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// Its type.
    pub ty: Type,
    /// Its place among the facts as declared, for forms and questions.
    pub declared: u32,
    /// The text it is recognised from.
    pub recognised_from: Option<FactId>,
    /// `as`, with `{}` for the value.
    pub phrase: Label,
    /// `established by`, a leaf of [`Model::bodies`].
    pub established_by: Option<u32>,
    /// `judged by`, a leaf of [`Model::bodies`].
    pub judged_by: Option<u32>,
    /// `fixed`.
    pub fixed: bool,
    /// `sensitive`.
    pub sensitive: bool,
    /// Where.
    pub span: Span,
}

/// A definition.
#[derive(Debug, Clone)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// What it stands for.
    pub body: DefineBody,
    /// Where.
    pub span: Span,
}

/// What a definition stands for.
#[derive(Debug, Clone)]
pub enum DefineBody {
    /// A condition.
    Condition(Condition),
    /// A number, date or duration.
    Expr(Expr, ExprType),
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Label,
    /// Type of one value concluded.
    pub ty: Type,
    /// `collect`.
    pub collect: Option<Collect>,
    /// `otherwise`.
    pub otherwise: Otherwise,
    /// `resolve by`.
    pub resolve_by: Vec<Ground>,
    /// `determined by`, a leaf of [`Model::bodies`].
    pub determined_by: Option<u32>,
    /// Decisions that its rules read, directly; ascending.
    pub reads: Vec<DecisionId>,
    /// Rules concluding about it, ascending.
    pub rules: Vec<RuleId>,
    /// Where.
    pub span: Span,
}

/// What holds when no rule is met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Otherwise {
    /// Unclassified, and nobody said so.
    #[default]
    Gap,
    /// This value.
    Value(Datum),
    /// Unclassified, known and accepted.
    Unclassified(Label),
}
