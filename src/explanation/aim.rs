//! What a search for other facts is after: an outcome, or a part of one.
//!
//! A judge of boxes: what a decision comes to in each world all over a box either is as wanted, or is
//! not, or that is open. It may say so before the result is settled, so that searches end early.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::model::{self, Collect, Datum, DecisionId, Otherwise, RuleId};
use crate::verdict::evaluate::World;
use crate::verdict::explore::Ground;
use crate::verdict::search::{Judge, Judged};
use crate::verdict::{Outcome, Possible, Result, Value};

/// What is wanted of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aim {
    /// This result: status and value, or claimed values.
    Result(Result),
    /// One of these results.
    OneOf(Vec<Result>),
    /// A list with the first values in it and no others than the second besides.
    Between(Vec<Datum>, Vec<Datum>),
    /// A number, date or duration from the first to the second.
    Within(Datum, Datum),
    /// A list with this value in it, or without.
    Has(Datum, bool),
    /// A number greater, or less, than this.
    Beyond(Datum, Ordering),
}

impl Aim {
    /// The same outcome as this; nothing where the search for it was cut off.
    pub(super) fn same(outcome: &Outcome) -> Option<Self> {
        Some(match outcome {
            Outcome::Decided { value, .. } => Self::Result(Result::Decided(value.clone())),
            Outcome::Contested { claims, .. } => {
                let mut values: Vec<Option<Value>> =
                    claims.iter().map(|claim| claim.value.clone()).collect();
                values.sort_by(|a, b| (a.is_none(), a).cmp(&(b.is_none(), b)));
                Self::Result(Result::Contested(values))
            }
            Outcome::Unclassified => Self::Result(Result::Unclassified),
            Outcome::Undetermined {
                incomplete: true, ..
            } => return None,
            Outcome::Undetermined { possible, .. } => match possible {
                Possible::Results(results) => Self::OneOf(results.clone()),
                Possible::List { always, maybe } => Self::Between(always.clone(), maybe.clone()),
                Possible::Range { min, max } => Self::Within(min.clone(), max.clone()),
            },
        })
    }

    /// Whether a result is as wanted.
    pub(super) fn is_met(&self, result: &Result) -> bool {
        let values = || match result {
            Result::Decided(value) => vec![Some(value)],
            Result::Contested(values) => values.iter().map(Option::as_ref).collect(),
            Result::Unclassified => vec![None],
        };
        match self {
            Self::Result(wanted) => result == wanted,
            Self::OneOf(wanted) => wanted.contains(result),
            Self::Between(always, maybe) => values().iter().all(|value| match value {
                Some(Value::List(list)) => {
                    always.iter().all(|datum| list.contains(datum))
                        && list
                            .iter()
                            .all(|datum| always.contains(datum) || maybe.contains(datum))
                }
                _ => false,
            }),
            Self::Within(min, max) => values().iter().all(|value| match value {
                Some(Value::One(datum)) => min <= datum && datum <= max,
                _ => false,
            }),
            Self::Has(datum, wanted) => match result {
                Result::Decided(Value::List(list)) => list.contains(datum) == *wanted,
                _ => false,
            },
            Self::Beyond(than, ordering) => match result {
                Result::Decided(Value::One(datum)) => datum.cmp(than) == *ordering,
                _ => false,
            },
        }
    }

    /// Whether an outcome is as wanted, whatever the unknown facts are.
    pub(super) fn is_met_by(&self, outcome: &Outcome) -> bool {
        match (self, Self::same(outcome)) {
            (_, Some(Self::Result(result))) => self.is_met(&result),
            (Self::Has(datum, true), Some(Self::Between(always, _))) => always.contains(datum),
            (Self::Has(datum, false), Some(Self::Between(always, maybe))) => {
                !always.contains(datum) && !maybe.contains(datum)
            }
            _ => false,
        }
    }

    /// Judges what a decision comes to all over a box.
    fn judge(&self, said: &Said, worlds: &[World]) -> Judged {
        if let Some(result) = settled(worlds) {
            return if self.is_met(&result) {
                Judged::All
            } else {
                Judged::Nothing
            };
        }
        let each = |world: &World| match self {
            Self::Result(Result::Decided(value)) => said.comes_to(world, Some(value)),
            Self::Result(Result::Unclassified) => said.comes_to(world, None),
            Self::Has(_, wanted) => {
                let may = said.concluding(&world.standing.perhaps);
                let must = said.concluding(&world.standing.sure);
                match (may, must) {
                    (false, _) => judged(!wanted),
                    (_, true) => judged(*wanted),
                    _ => Judged::Open,
                }
            }
            _ => Judged::Open,
        };
        let each: Vec<Judged> = worlds.iter().map(each).collect();
        // a list that reads other decisions may be contested in part of the box
        let reads = !said.declared().reads.is_empty();
        let lists = matches!(self, Self::Has(..)) && reads;
        if each.contains(&Judged::Nothing) {
            Judged::Nothing
        } else if !lists && each.iter().all(|of| *of == Judged::All) {
            Judged::All
        } else {
            Judged::Open
        }
    }

    /// Whether a rule speaks for the aim.
    fn speaks_for(&self, concluded: &[Datum]) -> bool {
        match self {
            Self::Result(Result::Decided(Value::One(datum))) | Self::Has(datum, true) => {
                concluded.contains(datum)
            }
            Self::Result(Result::Decided(Value::List(list))) => {
                concluded.iter().all(|datum| list.contains(datum))
            }
            Self::Has(datum, false) => !concluded.contains(datum),
            Self::Result(Result::Unclassified) => false,
            _ => true,
        }
    }
}

/// The search for a box in which an aim is met, or missed.
pub(super) struct Aimed<'a> {
    pub(super) said: &'a Said<'a>,
    pub(super) aim: &'a Aim,
    pub(super) met: bool,
}

impl Judge for Aimed<'_> {
    fn judge(&self, worlds: &[World]) -> Judged {
        match (self.aim.judge(self.said, worlds), self.met) {
            (Judged::Open, _) => Judged::Open,
            (judged, true) => judged,
            (Judged::All, false) => Judged::Nothing,
            (Judged::Nothing, false) => Judged::All,
        }
    }

    fn favours(&self, rule: RuleId) -> bool {
        self.said.speaks[self.said.number(rule)] == self.met
    }
}

fn judged(all: bool) -> Judged {
    if all { Judged::All } else { Judged::Nothing }
}

/// The result of all worlds together, if each is settled.
fn settled(worlds: &[World]) -> Option<Result> {
    if let [only] = worlds {
        return only.result.clone();
    }
    let mut claims: BTreeSet<(bool, Option<Value>)> = BTreeSet::new();
    for world in worlds {
        match world.result.as_ref()? {
            Result::Decided(value) => {
                claims.insert((false, Some(value.clone())));
            }
            Result::Contested(values) => {
                claims.extend(values.iter().map(|value| (value.is_none(), value.clone())));
            }
            Result::Unclassified => {
                claims.insert((true, None));
            }
        }
    }
    let mut claims: Vec<Option<Value>> = claims.into_iter().map(|(_, value)| value).collect();
    Some(match claims.len() {
        1 => claims
            .remove(0)
            .map_or(Result::Unclassified, Result::Decided),
        _ => Result::Contested(claims),
    })
}

/// What the rules of a decision say of an aim, by the number of what each concludes.
pub(super) struct Said<'a> {
    ground: Ground<'a>,
    decision: DecisionId,
    /// Whether the value that the aim is about, if it is about one, is concluded.
    has: Vec<bool>,
    /// Whether it speaks for the aim.
    speaks: Vec<bool>,
}

impl<'a> Said<'a> {
    pub(super) fn new(ground: Ground<'a>, decision: DecisionId, aim: &Aim) -> Self {
        let about = match aim {
            Aim::Result(Result::Decided(Value::One(datum))) | Aim::Has(datum, _) => Some(datum),
            _ => None,
        };
        let values = ground.table.conclusions.values(decision).iter();
        let has = |concluded: &Vec<Datum>| about.is_some_and(|datum| concluded.contains(datum));
        Self {
            ground,
            decision,
            has: values.clone().map(has).collect(),
            speaks: values.map(|concluded| aim.speaks_for(concluded)).collect(),
        }
    }

    fn number(&self, rule: RuleId) -> usize {
        self.ground.table.conclusions.number(self.decision, rule) as usize
    }

    fn declared(&self) -> &model::Decision {
        &self.ground.model.decisions[self.decision.index()]
    }

    /// Whether a world comes to one value, or to none, all over the box.
    fn comes_to(&self, world: &World, value: Option<&Value>) -> Judged {
        if let Some(result) = &world.result {
            let is = match (result, value) {
                (Result::Decided(is), Some(value)) => is == value,
                (Result::Unclassified, None) => true,
                _ => false,
            };
            return judged(is);
        }
        let (sure, perhaps) = (&world.standing.sure, &world.standing.perhaps);
        let declared = self.declared();
        let none = match (&declared.otherwise, value) {
            (Otherwise::Value(datum), Some(Value::One(value))) => datum == value,
            (Otherwise::Gap | Otherwise::Unclassified(_), None) => true,
            _ => false,
        };
        match (declared.collect, value) {
            (None, Some(Value::One(_))) => {
                let others = |rules: &[RuleId]| rules.iter().any(|rule| !self.says(*rule));
                if others(sure) || !(self.concluding(perhaps) || sure.is_empty() && none) {
                    Judged::Nothing
                } else if !others(perhaps) && (!sure.is_empty() || none) {
                    Judged::All
                } else {
                    Judged::Open
                }
            }
            (None | Some(Collect::Min | Collect::Max), None) => {
                judged_unless(!sure.is_empty() || !none)
            }
            (Some(least @ (Collect::Min | Collect::Max)), Some(Value::One(datum))) => {
                let nearer = |rule: &RuleId| {
                    let concluded = self.ground.model.concluded(*rule, self.decision);
                    concluded.iter().any(|other| match least {
                        Collect::Min => other < datum,
                        _ => other > datum,
                    })
                };
                let possible = self.concluding(perhaps) || sure.is_empty() && none;
                judged_unless(sure.iter().any(nearer) || !possible)
            }
            (Some(Collect::List), Some(Value::List(list))) => {
                let said = |rules: &[RuleId]| {
                    let concluded = rules
                        .iter()
                        .flat_map(|rule| self.ground.model.concluded(*rule, self.decision));
                    concluded.cloned().collect::<BTreeSet<Datum>>()
                };
                let (must, may) = (said(sure), said(perhaps));
                judged_unless(
                    !must.iter().all(|datum| list.contains(datum))
                        || !list.iter().all(|datum| may.contains(datum)),
                )
            }
            _ => Judged::Open,
        }
    }

    /// Whether a rule concludes the value that the aim is about.
    fn says(&self, rule: RuleId) -> bool {
        self.has[self.number(rule)]
    }

    fn concluding(&self, rules: &[RuleId]) -> bool {
        rules.iter().any(|rule| self.says(*rule))
    }
}

/// Open, unless there is none.
fn judged_unless(none: bool) -> Judged {
    if none { Judged::Nothing } else { Judged::Open }
}
