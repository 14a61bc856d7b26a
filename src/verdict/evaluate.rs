//! One decision over one box.
//!
//! In: a box, and the rules that are still open in it. Out: the result every point of the box
//! shares, with the rules behind it, or which rules keep it open. On a single point (nothing
//! unknown) this is the plain reading of the language: met rules, grounds, worlds.
//!
//! A decision that reads contested ones is decided once in each *world*, a choice of one claim for
//! each contested decision upstream, in dependency order.

use crate::model::{Collect, Datum, DecisionId, Model, Otherwise, RuleId};
use crate::table::bitmaps::{Bitmaps, Lying};
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable};

use super::defeat::{Relations, Standing, defeat};
use super::outcome::{Result, Value, Via};
use super::settle::settle;

/// The rules that may be met somewhere in a box, for each decision of a cone, in its order.
pub type Live = Vec<Vec<RuleId>>;

/// What one decision comes to over a box.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// The result all points share, with what supports it; `None` while points may differ.
    pub settled: Option<Settled>,
    /// For each decision of the cone, the rules that some points meet and others do not, in some
    /// world; ascending.
    pub open: Vec<Vec<RuleId>>,
    /// What it comes to in each world; every point has each of them.
    pub worlds: Vec<World>,
}

/// A result with its supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The result.
    pub result: Result,
    /// One for a decided result, one a claim for a contested one; by value, unclassified last.
    pub claims: Vec<BoxClaim>,
    /// Decisions upstream on which it turns, while they are open, what the claims come from.
    pub open: Vec<DecisionId>,
}

/// A value with the rules behind it over a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxClaim {
    /// The value; `None` is unclassified.
    pub value: Option<Value>,
    /// The rules.
    pub standing: Standing,
    /// Upstream claims it comes from.
    pub via: Vec<Via>,
}

/// A world: claims chosen upstream, and what the decision comes to there.
#[derive(Debug, Clone)]
pub struct World {
    /// From the first choice on: what decisions upstream come to.
    pub(super) upstream: Vec<(DecisionId, Came)>,
    /// The result, if all points share it.
    pub result: Option<Result>,
    /// The rules left.
    pub standing: Standing,
}

/// What a decision upstream comes to in a world; no value is unclassified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Came {
    /// This claim, chosen of several that its own rules make.
    Chosen(Option<Value>),
    /// This.
    Only(Option<Value>),
    /// One thing here and another there.
    Open,
}

impl Came {
    /// What it comes to, if that is one thing.
    pub(super) fn value(&self) -> Option<&Option<Value>> {
        match self {
            Self::Chosen(value) | Self::Only(value) => Some(value),
            Self::Open => None,
        }
    }
}

/// Evaluates the last decision of a cone over a box. `steps` counts rules looked at; `None` when
/// the count passes `limit`.
pub fn evaluate(
    model: &Model,
    table: &DecisionTable,
    cone: &[DecisionId],
    cells: &[ClassSet],
    live: &Live,
    (steps, limit): (&mut u64, u64),
) -> Option<Evaluation> {
    let mut walk = Walk {
        model,
        table,
        cone,
        live,
        cells: cells.to_vec(),
        upstream: Vec::new(),
        worlds: Vec::new(),
        open: vec![Vec::new(); cone.len()],
        steps,
        limit,
    };
    walk.decide(0)?;
    let (worlds, mut open) = (walk.worlds, walk.open);
    for rules in &mut open {
        rules.sort_unstable();
        rules.dedup();
    }
    let last = *cone.last().expect("a decision is in its own cone");
    Some(Evaluation {
        settled: settle(model, last, &worlds),
        open,
        worlds,
    })
}

/// The same of a decision that reads no other, for a search: without what supports the result. Rules
/// that are not met anywhere in the box are dropped.
pub(crate) fn evaluate_alone(
    model: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    cells: &[ClassSet],
    live: &mut Vec<RuleId>,
) -> Evaluation {
    let mut open = Vec::new();
    let met = met(table, live, cells, &mut open);
    live.clone_from(&met.perhaps);
    alone(model, table, decision, met, open)
}

/// The same, from all rules as bits.
pub(crate) fn evaluate_bits(
    model: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    cells: &[ClassSet],
    bitmaps: &Bitmaps,
) -> Evaluation {
    let Lying {
        sure,
        perhaps,
        open,
    } = bitmaps.lying(cells);
    alone(model, table, decision, Standing { sure, perhaps }, open)
}

fn alone(
    model: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    met: Standing,
    open: Vec<RuleId>,
) -> Evaluation {
    let standing = defeat(Relations::of(model, table), decision, met);
    Evaluation {
        settled: None,
        open: vec![open],
        worlds: vec![World {
            upstream: Vec::new(),
            result: result(model, decision, &standing),
            standing,
        }],
    }
}

struct Walk<'a> {
    model: &'a Model,
    table: &'a DecisionTable,
    cone: &'a [DecisionId],
    live: &'a Live,
    /// The box, with the outcomes of decisions filled in as the walk goes down.
    cells: Vec<ClassSet>,
    upstream: Vec<(DecisionId, Came)>,
    worlds: Vec<World>,
    open: Vec<Vec<RuleId>>,
    steps: &'a mut u64,
    limit: u64,
}

impl Walk<'_> {
    fn decide(&mut self, position: usize) -> Option<()> {
        let decision = self.cone[position];
        *self.steps += 1 + self.live[position]
            .iter()
            .map(|rule| self.table.rules[rule.index()].len() as u64)
            .sum::<u64>();
        if *self.steps > self.limit {
            return None;
        }
        let open = &mut self.open[position];
        let met = met(self.table, &self.live[position], &self.cells, open);
        let standing = defeat(Relations::of(self.model, self.table), decision, met);
        let result = result(self.model, decision, &standing);
        if position + 1 == self.cone.len() {
            self.worlds.push(World {
                upstream: self.upstream.clone(),
                result,
                standing,
            });
            return Some(());
        }
        match result {
            Some(Result::Contested(claims)) => {
                for value in claims {
                    self.go_on(position, Came::Chosen(value))?;
                }
            }
            Some(Result::Decided(value)) => self.go_on(position, Came::Only(Some(value)))?,
            Some(Result::Unclassified) => self.go_on(position, Came::Only(None))?,
            None => {
                let values = candidates(self.model, decision, &standing);
                self.fill(decision, values.as_deref());
                self.go_on(position, Came::Open)?;
            }
        }
        self.fill(decision, None);
        Some(())
    }

    /// The decisions below, with what this one comes to; where that is open, what it may be is filled in.
    fn go_on(&mut self, position: usize, came: Came) -> Option<()> {
        let decision = self.cone[position];
        if let Some(value) = came.value() {
            let value = std::slice::from_ref(value);
            fill(
                self.model,
                self.table,
                decision,
                Some(value),
                &mut self.cells,
            );
        }
        let before = self.upstream.len();
        // before the first choice all worlds are one
        if before > 0 || matches!(came, Came::Chosen(_)) {
            self.upstream.push((decision, came));
        }
        self.decide(position + 1)?;
        self.upstream.truncate(before);
        Some(())
    }

    fn fill(&mut self, decision: DecisionId, values: Option<&[Option<Value>]>) {
        fill(self.model, self.table, decision, values, &mut self.cells);
    }
}

/// The rules met in a box, of those that may be; what only a part of it meets is added to `open`.
pub(crate) fn met(
    table: &DecisionTable,
    live: &[RuleId],
    cells: &[ClassSet],
    open: &mut Vec<RuleId>,
) -> Standing {
    let mut met = Standing::default();
    for &rule in live {
        match cover(table, rule, cells) {
            Cover::Nothing => {}
            Cover::Part => {
                met.perhaps.push(rule);
                open.push(rule);
            }
            Cover::All => {
                met.sure.push(rule);
                met.perhaps.push(rule);
            }
        }
    }
    met
}

/// How a rule's regions lie to a box. A rule that several regions cover only together counts as
/// `Part`: splitting finds it.
pub fn cover(table: &DecisionTable, rule: RuleId, cells: &[ClassSet]) -> Cover {
    let mut cover = Cover::Nothing;
    for region in &table.rules[rule.index()] {
        match region.covers(cells) {
            Cover::All => return Cover::All,
            Cover::Part => cover = Cover::Part,
            Cover::Nothing => {}
        }
    }
    cover
}

/// Puts the possible values of a decision into its columns; `None`: any value.
pub(crate) fn fill(
    model: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    values: Option<&[Option<Value>]>,
    cells: &mut [ClassSet],
) {
    if let Some(number) = table.column(&ColumnKey::Outcome(decision)) {
        let column = &table.columns[number as usize];
        cells[number as usize] = match values {
            None => ClassSet::full(column.size),
            Some(values) => ClassSet::from_classes(values.iter().map(|value| {
                match value {
                    Some(Value::One(datum)) => column.class(datum),
                    Some(Value::List(list)) => column.class(&Datum::Number(list.len().into())),
                    None => column
                        .none_class()
                        .expect("only optional decisions are unclassified"),
                }
            })),
        };
    }
    let first = ColumnKey::Collected(decision, 0);
    for (key, &number) in table.index.range(first..) {
        let ColumnKey::Collected(of, leaf) = key else {
            break;
        };
        if *of != decision {
            break;
        }
        cells[number as usize] = match values {
            None => ClassSet::full(2),
            Some(values) => ClassSet::from_classes(values.iter().map(|value| match value {
                Some(Value::List(list)) => {
                    u32::from(list.binary_search(&Datum::Leaf(*leaf)).is_ok())
                }
                Some(Value::One(_)) | None => 0,
            })),
        };
    }
    let _ = model;
}

/// Every value a decision may have while it is open; `None` when that is not worth listing.
pub(crate) fn candidates(
    model: &Model,
    decision: DecisionId,
    standing: &Standing,
) -> Option<Vec<Option<Value>>> {
    let declared = &model.decisions[decision.index()];
    if !matches!(declared.collect, None | Some(Collect::Min | Collect::Max)) {
        return None;
    }
    let mut values: Vec<Option<Value>> = standing
        .perhaps
        .iter()
        .filter_map(|rule| model.concluded(*rule, decision).first())
        .map(|datum| Some(Value::One(datum.clone())))
        .collect();
    if standing.sure.is_empty() {
        values.push(otherwise(model, decision));
    }
    Some(values)
}

/// The value when no rule is met; `None` is unclassified.
fn otherwise(model: &Model, decision: DecisionId) -> Option<Value> {
    match &model.decisions[decision.index()].otherwise {
        Otherwise::Value(datum) => Some(Value::One(datum.clone())),
        Otherwise::Gap | Otherwise::Unclassified(_) => None,
    }
}

/// The result of the rules left, if it is the same whichever of the perhaps-left are.
pub fn result(model: &Model, decision: DecisionId, standing: &Standing) -> Option<Result> {
    let declared = &model.decisions[decision.index()];
    let exact = standing.sure.len() == standing.perhaps.len();
    match declared.collect {
        Some(Collect::Sum) => (exact
            || added(model, decision, &standing.perhaps) == added(model, decision, &standing.sure)
                && only_zeros(model, decision, standing))
        .then(|| Result::Decided(Value::One(added(model, decision, &standing.sure)))),
        Some(Collect::List | Collect::Count) => {
            let sure = gathered(model, decision, &standing.sure);
            (exact || sure == gathered(model, decision, &standing.perhaps)).then(|| {
                Result::Decided(if declared.collect == Some(Collect::Count) {
                    Value::count(sure.len())
                } else {
                    Value::List(sure)
                })
            })
        }
        collect => {
            if collect.is_none() && standing.sure.is_empty() && !standing.perhaps.is_empty() {
                return None;
            }
            let sure = gathered(model, decision, &standing.sure);
            let is_sure = |rule: &RuleId| {
                let mut concluded = model.concluded(*rule, decision).iter();
                concluded.all(|datum| sure.binary_search(datum).is_ok())
            };
            if collect.is_none() && !standing.perhaps.iter().all(is_sure) {
                return None;
            }
            let perhaps = gathered(model, decision, &standing.perhaps);
            if perhaps.is_empty() {
                return Some(
                    otherwise(model, decision).map_or(Result::Unclassified, Result::Decided),
                );
            }
            let one = |datum: &Datum| Value::One(datum.clone());
            match collect {
                Some(Collect::Min) => {
                    (sure.first() == perhaps.first()).then(|| Result::Decided(one(&perhaps[0])))
                }
                Some(Collect::Max) => (sure.last() == perhaps.last())
                    .then(|| Result::Decided(one(&perhaps[perhaps.len() - 1]))),
                _ if sure.len() == 1 => Some(Result::Decided(one(&sure[0]))),
                _ => Some(Result::Contested(
                    sure.iter().map(|datum| Some(one(datum))).collect(),
                )),
            }
        }
    }
}

/// Distinct values that rules conclude, ascending.
fn gathered(model: &Model, decision: DecisionId, rules: &[RuleId]) -> Vec<Datum> {
    // many rules conclude few values
    let mut values: Vec<&Datum> = Vec::new();
    for datum in rules
        .iter()
        .flat_map(|rule| model.concluded(*rule, decision))
    {
        if values.last() != Some(&datum)
            && let Err(at) = values.binary_search(&datum)
        {
            values.insert(at, datum);
        }
    }
    values.into_iter().cloned().collect()
}

/// The sum of what rules add, each rule once.
fn added(model: &Model, decision: DecisionId, rules: &[RuleId]) -> Datum {
    let amounts = rules
        .iter()
        .flat_map(|rule| model.concluded(*rule, decision));
    match model.decisions[decision.index()].ty {
        crate::model::Type::Duration { .. } => Datum::Duration(
            amounts
                .map(|amount| match amount {
                    Datum::Duration(days) => *days,
                    _ => unreachable!("a decision's conclusions have its type"),
                })
                .sum(),
        ),
        _ => Datum::Number(
            amounts
                .map(|amount| match amount {
                    Datum::Number(number) => *number,
                    _ => unreachable!("a decision's conclusions have its type"),
                })
                .sum::<rust_decimal::Decimal>()
                .normalize(),
        ),
    }
}

/// Whether every rule that is only perhaps left adds nothing.
fn only_zeros(model: &Model, decision: DecisionId, standing: &Standing) -> bool {
    standing
        .perhaps
        .iter()
        .filter(|rule| standing.sure.binary_search(rule).is_err())
        .all(|rule| {
            model
                .concluded(*rule, decision)
                .iter()
                .all(|amount| match amount {
                    Datum::Number(number) => number.is_zero(),
                    Datum::Duration(days) => *days == 0,
                    _ => false,
                })
        })
}

/// All rules that a cone's decisions have.
pub fn all_live(model: &Model, cone: &[DecisionId]) -> Live {
    cone.iter()
        .map(|decision| model.decisions[decision.index()].rules.clone())
        .collect()
}
