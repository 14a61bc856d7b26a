//! What is declared, as far as it is resolved: what every later step looks names up in.

use std::collections::{HashMap, HashSet};

use super::names::Declared;
use super::reports::Reports;
use crate::model::check::Bounds;
use crate::model::{
    CitableId, Collect, DecisionId, DefineBody, DefineId, FactId, Kind, KindId, LevelId, NodeId,
    RuleId, TableId, Type,
};
use crate::source::Span;

/// Everything declared. A `None` or a `whole: false` stands for something broken, which was
/// reported where it is declared and is passed over in silence wherever it is named.
#[derive(Default)]
pub(super) struct Scope<'t> {
    pub(super) kinds: Vec<KindHead>,
    pub(super) kind_names: HashMap<&'t str, Declared<KindId>>,
    pub(super) facts: Vec<FactHead<'t>>,
    pub(super) decisions: Vec<DecisionHead<'t>>,
    pub(super) defines: Vec<Option<DefineHead>>,
    /// Facts, definitions and decisions share one namespace.
    pub(super) items: HashMap<&'t str, Declared<Item>>,
    /// Where they are declared, known before the types of any of them.
    pub(super) item_names: HashMap<&'t str, Span>,
    pub(super) citables: HashMap<(LevelId, &'t str), CitableId>,
    pub(super) rules: HashMap<String, Declared<Target>>,
    /// Tables that could not be read, whose rows are not known.
    pub(super) broken_tables: HashSet<&'t str>,
}

/// What a name in a condition means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Fact(FactId),
    Define(DefineId),
    Decision(DecisionId),
}

/// What a rule name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A rule, or a row with an id.
    Rule(RuleId),
    /// A row without one, which cannot be named.
    Unnamed,
    /// All rows of a table.
    Table(TableId),
}

/// A kind and its values by name.
#[derive(Debug)]
pub(super) struct KindHead {
    pub(super) kind: Kind,
    pub(super) values: HashMap<String, NodeId>,
    /// Values by their names in lower case, where that is unambiguous.
    pub(super) folded: HashMap<String, NodeId>,
    /// Whether all of its values could be read.
    pub(super) whole: bool,
}

/// A fact as others see it.
pub(super) struct FactHead<'t> {
    pub(super) name: &'t str,
    pub(super) ty: Option<Type>,
    pub(super) span: Span,
}

/// A decision as others see it.
pub(super) struct DecisionHead<'t> {
    pub(super) name: &'t str,
    pub(super) ty: Option<Type>,
    pub(super) collect: Option<Collect>,
    pub(super) span: Span,
    /// The most rules that can conclude about it.
    pub(super) rules: usize,
}

/// A definition as others see it.
pub(super) struct DefineHead {
    pub(super) body: DefineBody,
    /// Of an expression.
    pub(super) bounds: Option<Bounds>,
    pub(super) usage: Usage,
}

/// What a condition or an expression uses, with the definitions it names put in their place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usage {
    /// Whether it reads a decision.
    pub(super) decisions: bool,
    /// Whether it reads the date of the decision.
    pub(super) date: bool,
    /// How many nodes it has.
    pub(super) size: u64,
    /// How deep it nests.
    pub(super) depth: u32,
}

/// Where a condition or a value stands: what it sees, and what it may say.
pub(super) struct Site<'s, 't> {
    pub(super) scope: &'s Scope<'t>,
    pub(super) level: LevelId,
    pub(super) place: Place,
    pub(super) reports: &'s mut Reports,
    /// What was used so far.
    pub(super) usage: Usage,
}

impl<'s, 't> Site<'s, 't> {
    /// A place in a declaration of a ruleset.
    pub(super) fn new(
        scope: &'s Scope<'t>,
        level: LevelId,
        place: Place,
        reports: &'s mut Reports,
    ) -> Self {
        Self {
            scope,
            level,
            place,
            reports,
            usage: Usage::default(),
        }
    }
}

/// The declarations that have conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Rules, tables, definitions, shifts.
    Rule,
    /// `impossible`: facts only.
    Impossible,
    /// Guarantees: `is decided` too.
    Guarantee,
}
