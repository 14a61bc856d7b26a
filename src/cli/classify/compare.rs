//! Verdicts against what was recorded.

mod recorded;
mod report;

use std::collections::BTreeMap;

pub(super) use recorded::Recorded;
pub(super) use report::report;

use super::deciding::Decided;
use super::tally::{Came, came_name};
use crate::cli::examples::actual;
use crate::cli::failure::Failure;
use crate::cli::rules::decision;
use crate::model::{Datum, DecisionId, Model, Type};
use crate::verdict::{Outcome, Value};
use crate::versions::Versions;

/// Disagreements that are listed; a file holds them all.
pub(super) const LISTED: usize = 100;

/// What is compared with what.
pub(super) struct Comparison {
    /// The decision, in each version.
    decisions: Vec<(DecisionId, Recorded)>,
    pub(super) column: String,
}

/// A record whose decided value is not the recorded one.
#[derive(Debug, Clone)]
pub(super) struct Disagreement {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    pub(super) recorded: String,
    /// As rules write it, with its rules.
    pub(super) decided: String,
    pub(super) rules: String,
    /// The same in Chinese words.
    pub(super) said: crate::words::Words,
}

/// Counts of a comparison.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) unrecorded: u64,
    pub(super) agreed: u64,
    pub(super) disagreed: u64,
    pub(super) contested: u64,
    /// Contested, the recorded value among the claims.
    pub(super) claimed: u64,
    pub(super) undetermined: u64,
    pub(super) unclassified: u64,
    /// By what was recorded and how it came out.
    pub(super) matrix: BTreeMap<(String, Came), u64>,
    /// In input order; those of one chunk, or the first of all.
    pub(super) disagreements: Vec<Disagreement>,
}

/// Pairs that are counted apart; what is recorded may be anything.
const APART: usize = 10_000;

impl Comparison {
    /// From `DECISION=COLUMN`.
    pub(super) fn new(versions: &Versions, text: &str) -> Result<Self, Failure> {
        let Some((name, column)) = text.split_once('=') else {
            return Err(Failure::new(
                format!("`{text}` does not say what to compare with what"),
                format!("`{text}` 没有说明比较什么"),
            )
            .help(
                "write `--compare DECISION=COLUMN`",
                "请写成 `--compare 决定=列名`",
            ));
        };
        let each = versions.all().iter().map(|ruleset| {
            let (id, declared) = decision(ruleset, name.trim())?;
            Ok((id, Recorded::new(&ruleset.0.model, declared)))
        });
        Ok(Self {
            decisions: each.collect::<Result<_, Failure>>()?,
            column: column.trim().to_owned(),
        })
    }

    /// The decision in the latest version, whose values the counts of all are told in.
    pub(super) fn decision(&self) -> DecisionId {
        self.decisions[self.decisions.len() - 1].0
    }

    /// Counts one record; `field` is what was recorded.
    pub(super) fn count(
        &self,
        versions: &Versions,
        decided: &Decided,
        field: Option<String>,
        compared: &mut Compared,
    ) {
        let Ok(verdict) = &decided.verdict else {
            return;
        };
        let own = decided.version.and_then(|at| self.decisions.get(at));
        let Some((decision, recorded)) = own else {
            return;
        };
        let decision = *decision;
        let Some(outcome) = verdict.outcomes.decisions.get(decision.index()) else {
            return;
        };
        let Some(text) = field else {
            compared.unrecorded += 1;
            return;
        };
        let model = &verdict.ruleset.0.model;
        let recorded = recorded.read(&text);
        let is = |value: &Value| recorded.as_ref() == Some(value);
        match outcome {
            Outcome::Decided { value, .. } if is(value) => compared.agreed += 1,
            Outcome::Decided { .. } => {
                compared.disagreed += 1;
                let rules: Vec<&str> = outcome
                    .winners()
                    .into_iter()
                    .map(|rule| model.rules[rule.index()].id.as_str())
                    .collect();
                compared.disagreements.push(Disagreement {
                    line: decided.line,
                    id: decided.id.clone(),
                    recorded: text.trim().to_owned(),
                    decided: came_name(model, decision, &Came::of(outcome)),
                    rules: rules.join(";"),
                    said: actual(model, decision, outcome),
                });
            }
            Outcome::Contested { claims, .. } => {
                compared.contested += 1;
                compared.claimed += u64::from(
                    claims
                        .iter()
                        .any(|claim| claim.value.as_ref().is_some_and(is)),
                );
            }
            Outcome::Undetermined { .. } => compared.undetermined += 1,
            Outcome::Unclassified => compared.unclassified += 1,
        }
        let name = recorded.map_or_else(
            || text.trim().to_owned(),
            |value| came_name(model, decision, &Came::Decided(value)),
        );
        let latest = (&versions.latest().0.model, self.decision());
        let came = carried(Came::of(outcome), (model, decision), latest);
        add(&mut compared.matrix, (name, came), 1);
    }
}

/// An outcome by one version in the values of another; one that it does not have is one of the others.
fn carried(came: Came, from: (&Model, DecisionId), to: (&Model, DecisionId)) -> Came {
    let kind =
        |(model, decision): (&'_ Model, DecisionId)| match model.decisions[decision.index()].ty {
            Type::Kind(kind) => Some(kind),
            _ => None,
        };
    let (Came::Decided(value), Some(old), Some(new)) = (&came, kind(from), kind(to)) else {
        return came;
    };
    let (old, new) = (&from.0.kinds[old.index()], &to.0.kinds[new.index()]);
    let one = |datum: &Datum| match datum {
        Datum::Leaf(leaf) => {
            let name = &old.leaf(*leaf).name;
            (0..new.len()).find(|leaf| new.leaf(*leaf).name == *name)
        }
        _ => None,
    };
    let carried = match value {
        Value::One(datum) => one(datum).map(|leaf| Value::One(Datum::Leaf(leaf))),
        Value::List(list) => {
            let leaves: Option<Vec<u32>> = list.iter().map(one).collect();
            leaves.map(|mut leaves| {
                leaves.sort_unstable();
                Value::List(leaves.into_iter().map(Datum::Leaf).collect())
            })
        }
    };
    carried.map_or(Came::DecidedOtherwise, Came::Decided)
}

impl Compared {
    pub(super) fn add(&mut self, other: Self) {
        self.unrecorded += other.unrecorded;
        self.agreed += other.agreed;
        self.disagreed += other.disagreed;
        self.contested += other.contested;
        self.claimed += other.claimed;
        self.undetermined += other.undetermined;
        self.unclassified += other.unclassified;
        other
            .matrix
            .into_iter()
            .for_each(|(pair, count)| add(&mut self.matrix, pair, count));
        let room = LISTED.saturating_sub(self.disagreements.len());
        self.disagreements
            .extend(other.disagreements.into_iter().take(room));
    }

    pub(super) fn decided(&self) -> u64 {
        self.agreed + self.disagreed
    }
}

/// Counts a pair; beyond many different ones, with the others of its outcome.
fn add(matrix: &mut BTreeMap<(String, Came), u64>, pair: (String, Came), count: u64) {
    let full = matrix.len() >= APART && !matrix.contains_key(&pair);
    let pair = if full {
        ("…".to_owned(), Came::DecidedOtherwise)
    } else {
        pair
    };
    *matrix.entry(pair).or_default() += count;
}
