//! What the rules of a decision see: the facts, and what the decisions upstream came to.
//!
//! In: an affair's outcomes. Out: one [`World`] for each choice of claims upstream; with nothing
//! contested upstream, one. The outcomes are taken as decided: only what depends on a choice of
//! claims is decided again, by the same grounds, within the choice.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::reason::{Actual, Held};
use crate::model::text::Folded;
use crate::model::{Datum, DecisionId, FactId, Model, Period, RuleId, Type};
use crate::table::{ClassSet, DecisionTable};
use crate::verdict::defeat::{Relations, Standing, defeat};
use crate::verdict::evaluate;
use crate::verdict::space::{Space, space};
use crate::verdict::{Affair, Knowledge, Outcome, Outcomes, Possible, Result, Value, Via};

/// Beyond this many choices of claims, a contested decision counts as any of its claims.
const MOST_WORLDS: usize = 256;

/// Columns looked at, over all rules, to find out which open rules can never be met.
const MOST_COLUMNS: usize = 1_000_000;

/// What is explained, by what it was decided by.
pub(super) struct Setting<'a> {
    pub(super) model: &'a Model,
    pub(super) table: &'a DecisionTable,
    pub(super) affair: &'a Affair,
    pub(super) outcomes: &'a Outcomes,
    /// For facts of kinds, the leaves each may be.
    leaves: Vec<Option<ClassSet>>,
    /// Known texts, as `mentions` compares them.
    folded: BTreeMap<FactId, Folded>,
    /// Facts as they have been told so far.
    pub(super) told: RefCell<BTreeMap<FactId, Actual>>,
    /// What the affair leaves possible; found out when it is first asked for.
    space: OnceCell<Space>,
    /// Columns that may still be looked at to find out what can never be met.
    effort: Cell<usize>,
}

/// What a decision upstream may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Upstream {
    /// Anything.
    Any,
    /// One of these; `None` is unclassified.
    OneOf(Vec<Option<Value>>),
}

/// One choice of claims upstream.
#[derive(Clone)]
pub(super) struct World<'a> {
    pub(super) setting: &'a Setting<'a>,
    /// By `DecisionId`; only those read are looked at.
    pub(super) upstream: Vec<Upstream>,
    /// The claims chosen.
    pub(super) choices: Vec<Via>,
}

impl<'a> Setting<'a> {
    pub(super) fn new(
        model: &'a Model,
        table: &'a DecisionTable,
        affair: &'a Affair,
        outcomes: &'a Outcomes,
    ) -> Self {
        let leaves = model
            .facts
            .iter()
            .zip(&affair.facts)
            .map(|(fact, knowledge)| match (&fact.ty, knowledge) {
                (Type::Kind(_), Knowledge::Known(Datum::Leaf(leaf))) => Some(ClassSet::one(*leaf)),
                (Type::Kind(_), Knowledge::OneOf(leaves)) => {
                    Some(ClassSet::from_classes(leaves.iter().copied()))
                }
                (Type::Kind(kind), _) => Some(ClassSet::full(model.kinds[kind.index()].len())),
                _ => None,
            });
        let folded = (0..)
            .zip(&affair.facts)
            .filter_map(|(number, knowledge)| match knowledge {
                Knowledge::Known(Datum::Text(text)) => Some((FactId(number), Folded::new(text))),
                _ => None,
            });
        Self {
            model,
            table,
            affair,
            outcomes,
            leaves: leaves.collect(),
            folded: folded.collect(),
            told: RefCell::default(),
            space: OnceCell::new(),
            effort: Cell::new(MOST_COLUMNS),
        }
    }

    /// What is known of a fact.
    pub(super) fn known(&self, fact: FactId) -> &Knowledge {
        self.affair
            .facts
            .get(fact.index())
            .unwrap_or(&Knowledge::Unknown)
    }

    /// The leaves that a fact of a kind may be.
    pub(super) fn leaves(&self, fact: FactId) -> Option<&ClassSet> {
        self.leaves.get(fact.index())?.as_ref()
    }

    /// A known text, as `mentions` compares it.
    pub(super) fn folded(&self, fact: FactId) -> Option<&Folded> {
        self.folded.get(&fact)
    }

    /// What the affair leaves possible.
    pub(super) fn space(&self) -> &Space {
        self.space
            .get_or_init(|| space(self.model, self.table, self.affair, self.as_of()))
    }

    /// Whether so many more columns may be looked at.
    pub(super) fn can_afford(&self, columns: usize) -> bool {
        let left = self.effort.get().checked_sub(columns + 1);
        self.effort.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The date of the decision.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.outcomes.as_of
    }

    /// Whether a period holds the date of the decision.
    pub(super) fn in_force(&self, period: &Period) -> Held {
        match self.as_of() {
            _ if *period == Period::default() => Held::Yes,
            Some(day) => Held::of(period.contains(day)),
            None => Held::Open,
        }
    }

    /// The worlds of a decision.
    pub(super) fn worlds(&'a self, decision: DecisionId) -> Vec<World<'a>> {
        let cone = &self.table.cones[decision.index()];
        let mut found = Vec::new();
        let upstream = cone.split_last().map_or(&[][..], |(_, upstream)| upstream);
        self.unfold(upstream, self.nothing_chosen(), 1, &mut found);
        found
    }

    /// The world in which every contested decision may be any of its claims.
    pub(super) fn joint(&'a self) -> World<'a> {
        let mut world = self.nothing_chosen();
        world.upstream = self.outcomes.decisions.iter().map(may_be).collect();
        world
    }

    fn nothing_chosen(&'a self) -> World<'a> {
        World {
            setting: self,
            upstream: vec![Upstream::Any; self.model.decisions.len()],
            choices: Vec::new(),
        }
    }

    fn unfold(
        &'a self,
        cone: &[DecisionId],
        mut world: World<'a>,
        so_far: usize,
        found: &mut Vec<World<'a>>,
    ) {
        let Some((&decision, rest)) = cone.split_first() else {
            found.push(world);
            return;
        };
        let outcome = &self.outcomes.decisions[decision.index()];
        let depends = world
            .choices
            .iter()
            .any(|via| self.table.cones[decision.index()].contains(&via.decision));
        let claims: Vec<Option<Value>> = match outcome {
            Outcome::Decided { .. } | Outcome::Unclassified => Vec::new(),
            Outcome::Contested { claims, .. } if !depends => {
                claims.iter().map(|claim| claim.value.clone()).collect()
            }
            Outcome::Undetermined { .. } if !depends => Vec::new(),
            Outcome::Contested { .. } | Outcome::Undetermined { .. } => {
                match world.result(decision) {
                    Some(Result::Decided(value)) => vec![Some(value)],
                    Some(Result::Contested(values)) => values,
                    Some(Result::Unclassified) => vec![None],
                    None => Vec::new(),
                }
            }
        };
        if claims.is_empty() || so_far.saturating_mul(claims.len()) > MOST_WORLDS {
            world.upstream[decision.index()] = may_be(outcome);
            self.unfold(rest, world, so_far, found);
            return;
        }
        for value in &claims {
            let mut chosen = world.clone();
            chosen.upstream[decision.index()] = Upstream::OneOf(vec![value.clone()]);
            if claims.len() > 1 {
                chosen.choices.push(Via {
                    decision,
                    value: value.clone(),
                });
            }
            self.unfold(rest, chosen, so_far * claims.len(), found);
        }
    }
}

impl World<'_> {
    /// What a decision comes to in this world; `None` if that is open.
    pub(super) fn result(&self, decision: DecisionId) -> Option<Result> {
        let model = self.setting.model;
        let declared = &model.decisions[decision.index()];
        let held = declared.rules.iter().map(|&rule| (rule, self.rule(rule)));
        let relations = Relations::of(model, self.setting.table);
        evaluate::result(
            model,
            decision,
            &defeat(relations, decision, standing(held)),
        )
    }
}

/// The rules met, surely and perhaps.
pub(super) fn standing(held: impl IntoIterator<Item = (RuleId, Held)>) -> Standing {
    let mut standing = Standing::default();
    for (rule, held) in held {
        if held == Held::Yes {
            standing.sure.push(rule);
        }
        if held != Held::No {
            standing.perhaps.push(rule);
        }
    }
    standing
}

/// What a decision with this outcome may be, whichever claim is chosen.
fn may_be(outcome: &Outcome) -> Upstream {
    match outcome {
        Outcome::Decided { value, .. } => Upstream::OneOf(vec![Some(value.clone())]),
        Outcome::Unclassified => Upstream::OneOf(vec![None]),
        Outcome::Contested { claims, .. } => {
            Upstream::OneOf(claims.iter().map(|claim| claim.value.clone()).collect())
        }
        Outcome::Undetermined {
            possible: Possible::Results(results),
            incomplete: false,
            ..
        } => {
            let mut values: Vec<Option<Value>> = results
                .iter()
                .flat_map(|result| match result {
                    Result::Decided(value) => vec![Some(value.clone())],
                    Result::Contested(values) => values.clone(),
                    Result::Unclassified => vec![None],
                })
                .collect();
            values.sort();
            values.dedup();
            Upstream::OneOf(values)
        }
        Outcome::Undetermined { .. } => Upstream::Any,
    }
}
