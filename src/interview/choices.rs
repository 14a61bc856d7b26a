//! What there is to choose from. In: a fact, what is known of it. Out: the values it may still have, as
//! the tree they form.
//!
//! A value of a tree that stands for several is opened only where it matters which of them it is, and
//! where there is room: an answer above the leaves is a legal answer, and the next question asks below
//! it. So a kind of hundreds of values is asked for step by step.

use crate::explanation::shown::{Shown, Speaker};
use crate::model::{Datum, DecisionId, FactId, Kind, KindId, NodeId, Type};
use crate::ruleset::Ruleset;
use crate::table::column::{Scale, index};
use crate::table::{ColumnKey, DecisionTable, FactKey};
use crate::verdict::decide::{STEP_LIMIT, decide_some, possible_leaves};
use crate::verdict::explore::Ground;
use crate::verdict::{Affair, Knowledge, Outcome};

/// Above so many choices nothing more is opened.
const ROOM: usize = 12;

/// One line of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: Shown,
    /// How far below the top it stands, among what is shown.
    pub depth: usize,
    /// Whether it only heads those that follow.
    pub heading: bool,
    /// What is directly below it, where that is not shown.
    pub below: Vec<Shown>,
    /// For a value of a kind: which.
    pub(crate) node: Option<NodeId>,
}

/// How the choices of one fact are found.
pub(super) struct Choices<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) speaker: &'a Speaker<'a>,
    pub(super) affair: &'a Affair,
    pub(super) fact: FactId,
    /// The decisions that turn on it.
    pub(super) decisions: &'a [DecisionId],
}

/// A value that stands for leaves which are still possible.
#[derive(Clone)]
struct Row {
    node: NodeId,
    leaves: Vec<u32>,
    depth: usize,
    /// Not looked at yet, left as it is, or opened.
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Closed,
    Open,
}

impl Choices<'_> {
    /// The choices, in reading order; none for numbers, dates and texts.
    pub(super) fn all(&self) -> Vec<Choice> {
        let fact = &self.ruleset.0.model.facts[self.fact.index()];
        match &fact.ty {
            Type::YesNo => [true, false]
                .map(|yes| self.plain(self.speaker.datum(&fact.ty, &Datum::YesNo(yes))))
                .into(),
            Type::Kind(kind) => self.tree(*kind),
            Type::Set(kind) => self.members(*kind),
            _ => Vec::new(),
        }
    }

    fn plain(&self, value: Shown) -> Choice {
        Choice {
            value,
            depth: 0,
            heading: false,
            below: Vec::new(),
            node: None,
        }
    }

    fn tree(&self, id: KindId) -> Vec<Choice> {
        let kind = &self.ruleset.0.model.kinds[id.index()];
        let possible = self.ruleset.possible_leaves(self.affair, self.fact, kind);
        let mut rows = top(kind, &possible);
        while let Some(at) = next_to_open(kind, &rows) {
            rows[at].state = State::Closed;
            if self.matters(&rows[at].leaves) {
                let below = below(kind, &rows[at]);
                rows[at].state = State::Open;
                rows.splice((at + 1)..=at, below);
            }
        }
        let choice = |row: &Row| Choice {
            value: self.speaker.node(id, row.node),
            depth: row.depth,
            heading: row.state == State::Open,
            below: if row.state == State::Open {
                Vec::new()
            } else {
                below(kind, row)
                    .iter()
                    .map(|row| self.speaker.node(id, row.node))
                    .collect()
            },
            node: Some(row.node),
        };
        rows.iter().map(choice).collect()
    }

    /// Whether a decision turns on which of some leaves it is.
    fn matters(&self, leaves: &[u32]) -> bool {
        let (model, table) = (&self.ruleset.0.model, &self.ruleset.0.table);
        let mut affair = self.affair.clone();
        affair.facts[self.fact.index()] = Knowledge::of_leaves(leaves.to_vec());
        let turns = |outcome: &Outcome| match outcome {
            Outcome::Undetermined { needs, .. } => needs
                .iter()
                .any(|need| need.fact == FactKey::Fact(self.fact)),
            _ => false,
        };
        decide_some(model, table, &affair, self.decisions, STEP_LIMIT)
            .iter()
            .any(turns)
    }

    /// The members of a set that some rule looks for; what else is in it makes no difference.
    fn members(&self, id: KindId) -> Vec<Choice> {
        let kind = &self.ruleset.0.model.kinds[id.index()];
        let looked_for = |leaf: &u32| {
            let key = ColumnKey::Member(self.fact, *leaf);
            self.ruleset.0.table.column(&key).is_some()
        };
        (0..kind.len())
            .filter(looked_for)
            .map(|leaf| kind.leaves[leaf as usize])
            .map(|node| Choice {
                node: Some(node),
                ..self.plain(self.speaker.node(id, node))
            })
            .collect()
    }
}

impl Ruleset {
    /// The leaves that a fact of a kind may still have.
    pub(super) fn possible_leaves(&self, affair: &Affair, fact: FactId, kind: &Kind) -> Vec<u32> {
        let (model, table) = (&self.0.model, &self.0.table);
        let among = match &affair.facts[fact.index()] {
            Knowledge::OneOf(leaves) => leaves.clone(),
            Knowledge::Unknown | Knowledge::Known(_) => (0..kind.len()).collect(),
        };
        possible_leaves(Ground { model, table }, affair, fact, among)
    }
}

/// The highest value that was not looked at and for whose parts there is room.
fn next_to_open(kind: &Kind, rows: &[Row]) -> Option<usize> {
    let shown = rows.iter().filter(|row| row.state != State::Open).count();
    (0..rows.len())
        .filter(|&at| rows[at].state == State::New && rows[at].leaves.len() > 1)
        .filter(|&at| shown - 1 + below(kind, &rows[at]).len() <= ROOM)
        .min_by_key(|&at| rows[at].depth)
}

/// The highest values that part some leaves.
fn top(kind: &Kind, possible: &[u32]) -> Vec<Row> {
    let mut rows = children(kind, None, possible, 0);
    while let [Row { node, leaves, .. }] = rows.as_slice()
        && leaves.len() > 1
    {
        rows = children(kind, Some(*node), possible, 0);
    }
    rows
}

/// What is directly below a row and still possible.
fn below(kind: &Kind, row: &Row) -> Vec<Row> {
    if row.leaves.len() < 2 {
        return Vec::new();
    }
    children(kind, Some(row.node), &row.leaves, row.depth + 1)
}

fn children(kind: &Kind, parent: Option<NodeId>, possible: &[u32], depth: usize) -> Vec<Row> {
    let nodes = kind.nodes.iter().enumerate();
    nodes
        .filter(|(_, node)| node.parent == parent)
        .filter_map(|(at, node)| {
            let range = node.first..node.end;
            let leaves: Vec<u32> = possible
                .iter()
                .copied()
                .filter(|leaf| range.contains(leaf))
                .collect();
            let node = match leaves.as_slice() {
                [] => return None,
                // all that is left of it
                [leaf] => kind.leaves[*leaf as usize],
                _ => NodeId(index(at)),
            };
            Some(Row {
                node,
                leaves,
                depth,
                state: State::New,
            })
        })
        .collect()
}

/// The texts that rules ask a text to be or to mention.
pub(super) fn texts(table: &DecisionTable, fact: FactKey) -> Vec<String> {
    let columns = table.fact_columns.get(&fact).into_iter().flatten();
    let mut texts: Vec<String> = columns
        .map(|column| &table.columns[*column as usize])
        .flat_map(|column| match (&column.key, &column.scale) {
            (ColumnKey::Mentions(_, pattern), _) => vec![pattern.clone()],
            (_, Scale::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        })
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
