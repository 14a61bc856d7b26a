//! The affairs that only one of two rulesets admits, and what they come to there.
//!
//! In: one ruleset, and what the other knows. Out: for each fact with values that the other does not
//! have, and for each `impossible` clause that it does not have, the results there are, with where.
//! Facts that the other does not know at all are coordinates of the shared space and not told here.

use super::common::{Common, Side, fact_named, one_sort};
use super::cut::share;
use super::gather::gathered;
use crate::model::{DecisionId, FactId, Kind, Model, Type};
use crate::table::column::index;
use crate::table::compile::compile_with;
use crate::table::disjoin::{Formula, Values, span_of};
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::Affair;
use crate::verdict::explore::{Ground, Leaf, Steps, explore};
use crate::verdict::outcome::Result;
use crate::verdict::space::{Space, space};

/// Steps that one decision may take.
const STEPS: u64 = 4_000_000;
/// Boxes that are kept of one decision.
const MOST_BOXES: usize = 2_000;

/// Affairs that only one ruleset admits, and what they come to.
#[derive(Debug, Clone)]
pub struct Alone {
    /// Whether it is the new ruleset; else the old one.
    pub by_new: bool,
    /// Why the other does not admit them.
    pub because: Because,
    /// What each decision comes to there.
    pub decisions: Vec<AloneDecision>,
    /// What the regions are over.
    pub(crate) side: Over,
}

/// What regions are over.
#[derive(Debug, Clone)]
pub(crate) enum Over {
    /// The shared space.
    Shared,
    /// The one ruleset with a column more.
    Own(Box<DecisionTable>),
}

/// Why one ruleset does not admit affairs that the other does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// They have values of this fact that it does not know.
    Values {
        /// The fact.
        fact: String,
        /// The values, as a region.
        region: Region,
    },
    /// It calls them impossible.
    Impossible {
        /// Where.
        regions: Vec<Region>,
    },
}

/// What one decision comes to on such affairs.
#[derive(Debug, Clone)]
pub struct AloneDecision {
    /// Its name.
    pub decision: String,
    /// In the ruleset that admits them.
    pub id: DecisionId,
    /// Each result, with where; the largest share first.
    pub outcomes: Vec<AloneOutcome>,
    /// Whether all such affairs were looked at.
    pub complete: bool,
}

/// One result on such affairs.
#[derive(Debug, Clone)]
pub struct AloneOutcome {
    /// The result.
    pub result: Result,
    /// Where, within those affairs.
    pub regions: Vec<Region>,
    /// Which part of those affairs.
    pub share: f64,
}

/// The affairs that one ruleset admits and the other's words do not.
pub(super) fn by_values(
    (model, other): (&Model, &Model),
    by_new: bool,
    wanted: &dyn Fn(DecisionId) -> bool,
) -> Vec<Alone> {
    let facts = (0..).map(FactId).zip(&model.facts);
    facts
        .filter_map(|(id, fact)| {
            let (_, there) = fact_named(other, &fact.name)?;
            let tests = lacking((model, &fact.ty), (other, &there.ty), id);
            if tests.is_empty() || !one_sort(&fact.ty, &there.ty) {
                return None;
            }
            // the ruleset compiled before, with the same regions
            let table = compile_with(model, &tests).ok()?;
            let boxes = holding(model, &table, &tests);
            let region = boxes.iter().find_map(|cells| region_of(&table, cells))?;
            let decisions = outcomes(model, &table, &boxes, wanted);
            Some(Alone {
                by_new,
                because: Because::Values {
                    fact: fact.name.clone(),
                    region,
                },
                decisions,
                side: Over::Own(Box::new(table)),
            })
        })
        .collect()
}

/// The affairs that one ruleset admits and a clause of the other calls impossible.
pub(super) fn by_clauses(
    common: &Common,
    by_new: bool,
    wanted: &dyn Fn(DecisionId) -> bool,
) -> Option<Alone> {
    let side = if by_new { &common.new } else { &common.old };
    let own = |clause: usize| {
        let (old, new) = common.impossible[clause];
        if by_new { new } else { old }
    };
    let regions: Vec<Region> = side
        .table
        .forbidden
        .iter()
        .filter(|(clause, _)| !own(*clause))
        .map(|(_, region)| region.clone())
        .collect();
    if regions.is_empty() {
        return None;
    }
    let Side { model, table } = side;
    let table = DecisionTable {
        forbidden: table
            .forbidden
            .iter()
            .filter(|(clause, _)| own(*clause))
            .cloned()
            .collect(),
        ..table.clone()
    };
    let whole = whole(model, &table);
    let boxes: Vec<Vec<ClassSet>> = regions.iter().map(|region| region.within(&whole)).collect();
    let decisions = outcomes(model, &table, &boxes, wanted);
    // what the clause excludes may be impossible for the other too, by its own clauses
    let any = decisions
        .iter()
        .any(|it| !it.outcomes.is_empty() || !it.complete);
    any.then_some(Alone {
        by_new,
        because: Because::Impossible { regions },
        decisions,
        side: Over::Shared,
    })
}

/// Tests that hold for the values of a type that another does not have; none if there are none.
fn lacking(
    (model, ty): (&Model, &Type),
    (other, there): (&Model, &Type),
    fact: FactId,
) -> Vec<Formula> {
    let key = ColumnKey::Value(FactKey::Fact(fact));
    match (ty, there) {
        (Type::Kind(a), Type::Kind(b)) => {
            let leaves = only_here(&model.kinds[a.index()], &other.kinds[b.index()]);
            let classes = ClassSet::from_classes(leaves);
            if classes.is_empty() {
                Vec::new()
            } else {
                vec![Formula::Atom(key, Values::Classes(classes))]
            }
        }
        (Type::Set(a), Type::Set(b)) => {
            let leaves = only_here(&model.kinds[a.index()], &other.kinds[b.index()]);
            let has = |leaf| {
                let member = ColumnKey::Member(fact, leaf);
                Formula::Atom(member, Values::Classes(ClassSet::one(1)))
            };
            leaves.into_iter().map(has).collect()
        }
        (Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text, _)
        | (_, Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text) => Vec::new(),
        _ => {
            let ((low, high), (from, to)) = (span_of(ty), span_of(there));
            let below = (low < from).then(|| Values::Ordinals(None, Some(from - 1)));
            let above = (to < high).then(|| Values::Ordinals(Some(to + 1), None));
            let test = |values| Formula::Atom(key.clone(), values);
            below.into_iter().chain(above).map(test).collect()
        }
    }
}

fn only_here(kind: &Kind, other: &Kind) -> Vec<u32> {
    let there: std::collections::BTreeSet<&str> = (0..other.len())
        .map(|leaf| other.leaf(leaf).name.as_str())
        .collect();
    (0..kind.len())
        .filter(|leaf| !there.contains(kind.leaf(*leaf).name.as_str()))
        .collect()
}

fn whole(model: &Model, table: &DecisionTable) -> Vec<ClassSet> {
    space(model, table, &Affair::unknown(model), None).cells
}

/// The boxes, disjoint, in which any of some tests of one fact holds.
fn holding(model: &Model, table: &DecisionTable, tests: &[Formula]) -> Vec<Vec<ClassSet>> {
    let mut rest = whole(model, table);
    let mut boxes: Vec<Vec<ClassSet>> = Vec::new();
    for test in tests {
        let Formula::Atom(key, values) = test else {
            continue;
        };
        let Some(column) = table.column(key) else {
            continue;
        };
        let at = column as usize;
        let classes = crate::table::disjoin::classes(&table.columns[at], values);
        let mut cells = rest.clone();
        cells[at] = cells[at].and(&classes);
        match boxes
            .iter_mut()
            .find(|other| differ_only_at(other, &cells, at))
        {
            // below and above: values of one column
            Some(other) if matches!(key, ColumnKey::Value(_)) => {
                other[at] = other[at].or(&cells[at]);
            }
            _ => boxes.push(cells),
        }
        if matches!(key, ColumnKey::Member(..)) {
            rest[at] = rest[at].minus(&classes);
        }
    }
    boxes
}

fn differ_only_at(a: &[ClassSet], b: &[ClassSet], at: usize) -> bool {
    a.iter()
        .zip(b)
        .enumerate()
        .all(|(column, (a, b))| column == at || a == b)
}

/// The one column that a box restricts.
fn region_of(table: &DecisionTable, cells: &[ClassSet]) -> Option<Region> {
    let restricted = (0..)
        .zip(cells.iter().zip(&table.columns))
        .find(|(_, (cell, column))| {
            cell.len() < u64::from(column.size)
                && !matches!(column.key, ColumnKey::Value(FactKey::AsOf))
        });
    restricted.map(|(column, (cell, _))| Region::from_cells([(column, cell.clone())]))
}

/// What each decision comes to in some boxes.
fn outcomes(
    model: &Model,
    table: &DecisionTable,
    boxes: &[Vec<ClassSet>],
    wanted: &dyn Fn(DecisionId) -> bool,
) -> Vec<AloneDecision> {
    let ground = Ground { model, table };
    let decisions = (0..index(model.decisions.len())).map(DecisionId);
    decisions
        .filter(|decision| wanted(*decision))
        .map(|id| {
            let mut found: std::collections::BTreeMap<Result, Vec<Vec<ClassSet>>> =
                std::collections::BTreeMap::new();
            let mut steps = Steps {
                taken: 0,
                limit: STEPS,
                unsure: false,
            };
            let mut complete = true;
            let mut count = 0;
            for cells in boxes {
                let mut visit = |leaf: Leaf| {
                    count += 1;
                    if count <= MOST_BOXES {
                        let result = leaf.settled.result;
                        found.entry(result).or_default().push(leaf.space.cells);
                    }
                };
                let root = Space::of(model, cells.clone());
                complete &= explore(ground, id, root, &mut steps, |_| true, &mut visit).is_ok();
            }
            let all: f64 = boxes
                .iter()
                .map(|cells| share(cells, &whole(model, table)))
                .sum();
            let mut outcomes: Vec<AloneOutcome> = found
                .into_iter()
                .map(|(result, leaves)| {
                    let whole = whole(model, table);
                    let held: f64 = leaves.iter().map(|cells| share(cells, &whole)).sum();
                    AloneOutcome {
                        result,
                        share: if all > 0.0 {
                            (held / all).min(1.0)
                        } else {
                            0.0
                        },
                        regions: within(table, &whole, boxes, leaves),
                    }
                })
                .collect();
            outcomes.sort_by(|a, b| {
                b.share
                    .total_cmp(&a.share)
                    .then_with(|| a.result.cmp(&b.result))
            });
            AloneDecision {
                decision: model.decisions[id.index()].name.clone(),
                id,
                outcomes,
                complete: complete && count <= MOST_BOXES && !steps.unsure,
            }
        })
        .collect()
}

/// Few regions for some boxes. Where there is one box of affairs, what all of them have is not said
/// again.
fn within(
    table: &DecisionTable,
    whole: &[ClassSet],
    boxes: &[Vec<ClassSet>],
    leaves: Vec<Vec<ClassSet>>,
) -> Vec<Region> {
    let whole = match boxes {
        [one] => one,
        _ => whole,
    };
    gathered(table, whole, leaves)
}
