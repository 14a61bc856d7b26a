//! A ruleset as plain data: what the generator makes, the printer writes and the reference reads.
//!
//! Facts are indices into [`super::vocabulary::FACTS`], decisions and definitions into the
//! ruleset's own lists, values of kinds into the nodes of the kind.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use num_rational::Ratio;

/// Exact numbers, quotients too.
pub type Number = Ratio<i128>;

/// A value of a fact or of a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Node(usize),
    YesNo(bool),
    Number(Number),
    Date(Date),
    Days(i64),
    Text(&'static str),
    Set(BTreeSet<usize>),
}

/// What a fact may be or a decision concludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Kind(usize),
    Set(usize),
    YesNo,
    Integer,
    Decimal,
    Date,
    Days,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Fact(usize),
    Decision(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Equal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `is V`, `is not V`, `is one of (V, …)`, on a kind.
    Is {
        subject: Subject,
        nodes: Vec<usize>,
        negated: bool,
    },
    /// `is at least V`, on an ordered kind.
    Ranked {
        subject: Subject,
        op: Op,
        node: usize,
    },
    /// Bare, or `is yes`, `is no`.
    YesNo {
        subject: Subject,
        said: Option<bool>,
    },
    Includes {
        subject: Subject,
        all: bool,
        nodes: Vec<usize>,
    },
    Compare {
        left: Expr,
        op: Op,
        right: Expr,
    },
    Between {
        subject: Expr,
        low: Expr,
        high: Expr,
    },
    TextIs {
        fact: usize,
        texts: Vec<&'static str>,
        negated: bool,
    },
    Mentions {
        fact: usize,
        all: bool,
        patterns: Vec<&'static str>,
    },
    Defined(usize),
    /// `lead is decided`; in guarantees only.
    Decided(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    Literal(Value),
    /// A number with the unit of the fact it is compared with.
    InUnit(Number, &'static str),
    Fact(usize),
    Decision(usize),
    Defined(usize),
    AsOf,
    Sum(Box<Expr>, Box<Expr>),
    Difference(Box<Expr>, Box<Expr>),
    Product(Box<Expr>, Box<Expr>),
    Quotient(Box<Expr>, Box<Expr>),
    PlusMonths(Box<Expr>, i32),
}

#[derive(Debug, Clone)]
pub enum Define {
    Condition(Condition),
    Expr(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Superior,
    Specialis,
    Posterior,
    Highest,
    Lowest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collect {
    List,
    Min,
    Max,
    Sum,
    Count,
}

#[derive(Debug, Clone)]
pub struct Decision {
    pub name: &'static str,
    pub ty: Type,
    pub collect: Option<Collect>,
    /// `Some(None)`: `otherwise unclassified`.
    pub otherwise: Option<Option<Value>>,
    pub resolve_by: Vec<Ground>,
}

/// `effective` and `adopted`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub adopted: Option<Date>,
}

/// What rules and tables share.
#[derive(Debug, Clone)]
pub struct Head {
    /// `R.3`, or the name of a table.
    pub id: String,
    /// Which ruleset it belongs to: 0 is the highest ancestor.
    pub level: usize,
    pub mandatory: bool,
    /// Rules, rows or tables.
    pub overrides: Vec<String>,
    pub dates: Dates,
}

/// Values concluded, by decision; several only for a collected list or count.
pub type Conclusions = BTreeMap<usize, Vec<Value>>;

#[derive(Debug, Clone)]
pub struct Rule {
    pub head: Head,
    pub when: Option<Condition>,
    pub unless: Option<Condition>,
    pub then: Conclusions,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub head: Head,
    pub given: Vec<Subject>,
    pub concludes: Vec<usize>,
    /// Whether rows have an `id`.
    pub named: bool,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub struct Row {
    /// `a`, or its number from 1.
    pub id: String,
    /// One a column of `given`.
    pub cells: Vec<Cell>,
    pub then: Conclusions,
}

/// A unary test.
#[derive(Debug, Clone)]
pub enum Cell {
    Any,
    Values { values: Vec<Value>, negated: bool },
    Compare(Op, Value),
    Range(Value, Value),
    Mentions(Vec<&'static str>),
}

#[derive(Debug, Clone)]
pub struct Overlap {
    pub rules: Vec<String>,
    pub decision: usize,
    pub until: Option<Date>,
    /// A node of the bodies.
    pub decided_by: Option<usize>,
}

/// A decision moves from one value to another; named `S.1` and so on.
#[derive(Debug, Clone)]
pub struct Shift {
    pub decision: usize,
    pub from: Value,
    pub to: Value,
    pub when: Condition,
}

/// Named `G.1` and so on.
#[derive(Debug, Clone)]
pub enum Guarantee {
    Never(Condition),
    Always(Condition),
    Whenever(Condition, Condition),
}

#[derive(Debug, Clone)]
pub struct Ruleset {
    /// Highest ancestor first.
    pub levels: Vec<Dates>,
    pub facts: Vec<usize>,
    /// `matter` is recognised from `description`.
    pub recognised: bool,
    pub impossible: Vec<Condition>,
    pub defines: Vec<Define>,
    pub decisions: Vec<Decision>,
    pub rules: Vec<Rule>,
    pub table: Option<Table>,
    pub overlaps: Vec<Overlap>,
    pub shifts: Vec<Shift>,
    pub guarantees: Vec<Guarantee>,
}

/// What an affair says of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    Unknown,
    /// One of these nodes.
    OneOf(BTreeSet<usize>),
    Value(Value),
}

#[derive(Debug, Clone)]
pub struct Affair {
    /// By fact of the vocabulary; unknown where the ruleset has no such fact.
    pub facts: Vec<Known>,
    /// The inner node that was given, where one was.
    pub given_node: Option<(usize, usize)>,
    pub as_of: Option<Date>,
}
