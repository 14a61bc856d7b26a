//! Rules and what else speaks about them: tables, shifts, guarantees, overlaps, examples.

use jiff::civil::Date;

use super::{
    CitableId, Condition, Datum, DecisionId, FactId, LevelId, Model, NodeId, Period, RuleId,
    TableId,
};
use crate::source::Span;
use crate::words::Label;

/// A rule, or a row of a table.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `O.3`, `routing.a`; a row without an id is `routing.7`.
    pub id: String,
    /// Its title; a row has its table's.
    pub title: Label,
    /// The ruleset it belongs to.
    pub level: LevelId,
    /// `mandatory`.
    pub mandatory: bool,
    /// `when`; a row's cells.
    pub when: Condition,
    /// `unless`.
    pub unless: Option<Condition>,
    /// `then`, one a decision, by decision.
    pub conclusions: Vec<Conclusion>,
    /// `overrides`, as written, for explanations; what they amount to is in [`super::Priority`].
    pub overrides: Vec<Override>,
    /// `because`.
    pub because: Label,
    /// `source`.
    pub citations: Vec<Citation>,
    /// When it is in force: its own period within its ruleset's.
    pub effective: Period,
    /// Its own period, as written.
    pub own: Period,
    /// The date `posterior` compares: its own `adopted`, else its own `from`, else its ruleset's
    /// `adopted`, else its ruleset's `from`.
    pub dated: Option<Date>,
    /// Its own `adopted`.
    pub adopted: Option<Date>,
    /// The table and row (from 0) it is.
    pub row: Option<(TableId, u32)>,
    /// Whether it has an id of its own that others may name.
    pub referable: bool,
    /// Where.
    pub span: Span,
}

/// What a rule concludes about one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The decision.
    pub decision: DecisionId,
    /// The value; several only for a collected list or count. Ascending, without repeats.
    pub values: Vec<Datum>,
    /// Where.
    pub span: Span,
}

/// An `overrides` clause.
#[derive(Debug, Clone)]
pub struct Override {
    /// The rules it names; a table's rows each.
    pub target: OverrideTarget,
    /// Why.
    pub because: Label,
    /// Where.
    pub span: Span,
}

/// What an `overrides` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverrideTarget {
    /// A rule or row.
    Rule(RuleId),
    /// Every row of a table.
    Table(TableId),
}

/// A `source` clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// A declared source.
    pub source: Option<CitableId>,
    /// The clause in it, or free text.
    pub locator: Label,
}

/// A table, whose rows are rules.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Label,
    /// Its rows.
    pub rows: Vec<RuleId>,
    /// Where.
    pub span: Span,
}

/// `impossible`.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// Over facts only.
    pub condition: Condition,
    /// Why.
    pub because: Label,
    /// Where.
    pub span: Span,
}

/// `shift`.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Label,
    /// The decision.
    pub decision: DecisionId,
    /// From.
    pub from: Datum,
    /// To.
    pub to: Datum,
    /// When.
    pub when: Condition,
    /// Why.
    pub because: Label,
    /// Sources.
    pub citations: Vec<Citation>,
    /// Where.
    pub span: Span,
}

/// `guarantee`.
#[derive(Debug, Clone)]
pub struct Guarantee {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Label,
    /// Its form.
    pub claim: Claim,
    /// Why.
    pub because: Label,
    /// Where.
    pub span: Span,
}

/// The forms of a guarantee.
#[derive(Debug, Clone)]
pub enum Claim {
    /// `never`.
    Never(Condition),
    /// `always`.
    Always(Condition),
    /// `whenever … then …`.
    Whenever(Condition, Condition),
}

/// `overlap`.
#[derive(Debug, Clone)]
pub struct Overlap {
    /// Every claiming rule, ascending.
    pub rules: Vec<RuleId>,
    /// The decision.
    pub decision: DecisionId,
    /// Last day.
    pub until: Option<Date>,
    /// Who decides meanwhile, a leaf of the bodies.
    pub decided_by: Option<u32>,
    /// Why.
    pub because: Label,
    /// Where.
    pub span: Span,
}

/// `example`.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its title.
    pub title: Label,
    /// The facts given, each once.
    pub given: Vec<(FactId, Given)>,
    /// `as of`.
    pub as_of: Option<Date>,
    /// What is expected.
    pub expect: Vec<Expectation>,
    /// Where.
    pub span: Span,
}

/// A fact's value in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A value.
    Datum(Datum),
    /// A node of the fact's kind: one of its leaves.
    Node(NodeId),
}

/// One expectation.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The decision.
    pub decision: DecisionId,
    /// What it should be.
    pub outcome: Expected,
    /// Rules among the winners.
    pub by: Vec<RuleId>,
    /// Rules not among the winners.
    pub not_by: Vec<RuleId>,
    /// Where.
    pub span: Span,
}

/// What an example expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Decided with this value.
    Value(Datum),
    /// Decided with exactly this list, ascending.
    List(Vec<Datum>),
    /// Decided with a list that has these.
    Includes(Vec<Datum>),
    /// Decided.
    Decided,
    /// Contested; if not empty, between exactly these values.
    Contested(Vec<Datum>),
    /// Undetermined; if not empty, needing exactly these facts.
    Undetermined(Vec<FactId>),
    /// Unclassified.
    Unclassified,
}

impl Model {
    /// Whether a declaration is an ancestor's.
    pub fn is_inherited(&self, span: Span) -> bool {
        let holds = |text: &Span| text.start <= span.start && span.end <= text.end;
        self.above.iter().any(holds)
    }

    /// What a rule concludes about a decision; nothing if it does not speak of it.
    pub fn concluded(&self, rule: RuleId, decision: DecisionId) -> &[Datum] {
        let conclusions = &self.rules[rule.index()].conclusions;
        let at = conclusions.binary_search_by_key(&decision, |conclusion| conclusion.decision);
        at.map_or(&[], |at| &conclusions[at].values)
    }
}
