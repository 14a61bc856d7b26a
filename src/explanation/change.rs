//! What would change an outcome: the fewest facts that would have to be otherwise.
//!
//! In: a decision of an affair. Out: for each other value it might come to, the changes that lead there,
//! each decided before it is told.

use std::cmp::Ordering;

use serde::Serialize;

use super::aim::Aim;
use super::among::{Among, among};
use super::changes::changes;
use super::outcome::{PossibleOutcome, possible_outcome};
use super::reason::Actual;
use super::shown::Shown;
use super::trace::Trace;
use super::turn::{Turn, turn};
use super::what_if::WhatIf;
use crate::model::{Collect, Datum, Otherwise};
use crate::verdict::{self, Possible, Result as Came, Value};

/// Steps that one goal may take; where they do not do, it is said that there may be more changes.
const STEPS: u64 = 50_000;
/// Goals that are looked at; of the others it is said that there are more.
const MOST_GOALS: usize = 12;
/// Changes told for each, none of more facts than the fewest.
const MOST_CHANGES: (usize, bool) = (3, false);

/// What it would take to come to each other value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WouldChange {
    /// By value, nearest first.
    pub to: Vec<Alternative>,
    /// Values that no change of facts that can be otherwise leads to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<Goal>,
    /// Whether there are values that were not looked at.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// The changes that lead to one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Where they lead.
    pub goal: Goal,
    /// Each does it alone, fewest facts first.
    pub changes: Vec<Change>,
    /// Whether there may be others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// What a decision might come to instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Goal {
    /// This value, or unclassified.
    Outcome(PossibleOutcome),
    /// A collected list with this value in it.
    Includes {
        /// The value.
        includes: Shown,
    },
    /// A collected list without this value.
    Without {
        /// The value.
        without: Shown,
    },
    /// A sum or count greater than this.
    MoreThan {
        /// What it is.
        more_than: Shown,
    },
    /// A sum or count less than this.
    LessThan {
        /// What it is.
        less_than: Shown,
    },
}

/// Facts that would have to be otherwise; no part of them would do, whatever its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The facts, in the order they are declared.
    pub facts: Vec<Changed>,
    /// What the decision then comes to, where the goal leaves that open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Shown>,
    /// The rules that would then win.
    pub rules: Vec<String>,
}

/// One fact otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its name.
    pub fact: String,
    /// What it is.
    pub value: Actual,
    /// What it would be: the nearest value that does.
    pub to: Shown,
    /// Every value that does, the other changes being as they are here.
    pub among: Among,
}

/// What it would take to come to each other value.
pub(super) fn would_change(
    trace: &Trace,
    what_if: &mut WhatIf,
    outcome: &verdict::Outcome,
) -> WouldChange {
    let goals = goals(what_if, outcome);
    let mut would = WouldChange {
        more: goals.len() > MOST_GOALS,
        ..WouldChange::default()
    };
    for aim in goals.into_iter().take(MOST_GOALS) {
        what_if.afresh(STEPS);
        let (changes, more) = led(trace, what_if, &aim, MOST_CHANGES);
        let goal = goal(trace, what_if, &aim);
        if changes.is_empty() && !more {
            would.never.push(goal);
        } else {
            would.to.push(Alternative {
                goal,
                changes,
                more,
            });
        }
    }
    would.to.sort_by_key(|to| {
        to.changes
            .first()
            .map_or(usize::MAX, |change| change.facts.len())
    });
    would
}

/// The changes that lead to a goal, at most so many, as [`changes`] finds them, and whether there may
/// be others.
pub(super) fn led(
    trace: &Trace,
    what_if: &mut WhatIf,
    aim: &Aim,
    most: (usize, bool),
) -> (Vec<Change>, bool) {
    let found = changes(what_if, aim, most);
    let (mut told, mut more) = (Vec::new(), found.more);
    for (places, space) in found.sets {
        match turn(what_if, aim, places, &space) {
            Ok(Some(turn)) => told.push(change(trace, what_if, aim, turn)),
            Ok(None) | Err(_) => more = true,
        }
    }
    (told, more)
}

fn change(trace: &Trace, what_if: &WhatIf, aim: &Aim, turn: Turn) -> Change {
    let speaker = trace.speaker;
    let model = speaker.model;
    let facts = turn.facts.iter().filter_map(|(place, datum, space)| {
        let fact = what_if.fact(*place)?;
        Some(Changed {
            fact: what_if.name(*place),
            value: trace.fact(fact),
            to: speaker.datum(&model.facts[fact.index()].ty, datum),
            among: among(speaker, what_if, *place, space),
        })
    });
    let becomes = match (aim, turn.outcome.value()) {
        (Aim::Beyond(..), Some(value)) => Some(speaker.value(what_if.decision, value)),
        _ => None,
    };
    let winners = turn.outcome.winners().into_iter();
    Change {
        facts: facts.collect(),
        becomes,
        rules: winners
            .map(|rule| model.rules[rule.index()].id.clone())
            .collect(),
    }
}

/// What a decision might come to instead: first what takes the fewest facts, as far as the rules show.
fn goals(what_if: &WhatIf, outcome: &verdict::Outcome) -> Vec<Aim> {
    let model = what_if.ground.model;
    let declared = &model.decisions[what_if.decision.index()];
    let mut concluded: Vec<Datum> = declared
        .rules
        .iter()
        .flat_map(|rule| model.concluded(*rule, what_if.decision).iter().cloned())
        .collect();
    concluded.sort_unstable();
    concluded.dedup();
    let now = outcome.value();
    match (declared.collect, now) {
        (Some(Collect::Sum | Collect::Count), Some(Value::One(now))) => {
            [Ordering::Greater, Ordering::Less]
                .map(|ordering| Aim::Beyond(now.clone(), ordering))
                .into()
        }
        (Some(Collect::Sum | Collect::Count), _) => Vec::new(),
        (Some(Collect::List), _) => concluded
            .into_iter()
            .flat_map(|datum| {
                let is_in = is_in(outcome, &datum);
                let wanted = [true, false]
                    .into_iter()
                    .filter(move |wanted| is_in != Some(*wanted));
                wanted.map(move |wanted| Aim::Has(datum.clone(), wanted))
            })
            .collect(),
        _ => {
            let mut values: Vec<Option<Datum>> = concluded.into_iter().map(Some).collect();
            match &declared.otherwise {
                Otherwise::Value(datum) if !values.contains(&Some(datum.clone())) => {
                    values.push(Some(datum.clone()));
                }
                Otherwise::Value(_) => {}
                Otherwise::Gap | Otherwise::Unclassified(_) => values.push(None),
            }
            values
                .into_iter()
                .map(|value| {
                    value.map_or(Came::Unclassified, |datum| Came::Decided(Value::One(datum)))
                })
                .filter(|result| match (result, outcome) {
                    (Came::Decided(value), _) => now != Some(value),
                    (_, outcome) => !matches!(outcome, verdict::Outcome::Unclassified),
                })
                .map(Aim::Result)
                .collect()
        }
    }
}

/// Whether a value is in a collected list; nothing where that is open.
fn is_in(outcome: &verdict::Outcome, datum: &Datum) -> Option<bool> {
    match outcome {
        verdict::Outcome::Decided {
            value: Value::List(list),
            ..
        } => Some(list.contains(datum)),
        verdict::Outcome::Undetermined {
            possible: Possible::List { always, maybe },
            ..
        } => (!maybe.contains(datum)).then(|| always.contains(datum)),
        _ => None,
    }
}

fn goal(trace: &Trace, what_if: &WhatIf, aim: &Aim) -> Goal {
    let (speaker, decision) = (trace.speaker, what_if.decision);
    let shown = |datum: &Datum| speaker.datum(&speaker.model.decisions[decision.index()].ty, datum);
    match aim {
        Aim::Has(datum, true) => Goal::Includes {
            includes: shown(datum),
        },
        Aim::Has(datum, false) => Goal::Without {
            without: shown(datum),
        },
        Aim::Beyond(datum, Ordering::Greater) => Goal::MoreThan {
            more_than: speaker.value(decision, &Value::One(datum.clone())),
        },
        Aim::Beyond(datum, _) => Goal::LessThan {
            less_than: speaker.value(decision, &Value::One(datum.clone())),
        },
        Aim::Result(result) => Goal::Outcome(possible_outcome(speaker, decision, result)),
        Aim::OneOf(_) | Aim::Between(..) | Aim::Within(..) => {
            unreachable!("goals are single results, values of lists, and numbers beyond one")
        }
    }
}
