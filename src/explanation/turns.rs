//! What an outcome turns on: which facts suffice, what would change it, how near it is, and who judged.

use std::collections::BTreeSet;

use super::Options;
use super::aim::Aim;
use super::among::among;
use super::change::{WouldChange, would_change};
use super::margin::{Margin, margins};
use super::reason::Actual;
use super::sufficient::{Kept, Sufficient, sufficing};
use super::trace::Trace;
use super::what_if::{Places, WhatIf};
use super::why_not::{WhyNot, why_not};
use crate::model::{Datum, DecisionId, Type};
use crate::table::{ColumnKey, FactKey, Region};
use crate::verdict::Outcome;

/// Steps, rules looked at and boxes made, that one decision may take to find which facts suffice,
/// and as many again for each further question.
const STEPS: u64 = 1_000_000;

/// What an outcome turns on.
#[derive(Default)]
pub(super) struct Turns {
    pub(super) sufficient: Option<Sufficient>,
    pub(super) would_change: Option<WouldChange>,
    pub(super) margin: Vec<Margin>,
    pub(super) judged: Vec<String>,
    pub(super) why_not: Option<WhyNot>,
}

/// What the outcome of a decision turns on. Nothing, where the search for the outcome was cut off.
pub(super) fn turns(trace: &Trace, decision: DecisionId, options: &Options) -> Turns {
    let outcome = &trace.world.setting.outcomes.decisions[decision.index()];
    let Some(aim) = Aim::same(outcome) else {
        return Turns::default();
    };
    let mut what_if = what_if(trace, decision);
    let (places, sufficient) = suffice(trace, &mut what_if, &aim);
    let judged = judged(&what_if, places, outcome);
    what_if.afresh(STEPS);
    let margin = match outcome {
        Outcome::Undetermined { .. } => Vec::new(),
        _ => margins(trace.speaker, &mut what_if, &aim),
    };
    let would = would_change(trace, &mut what_if, outcome);
    let claimed = options.why_not.iter().find(|(of, _)| *of == decision);
    what_if.afresh(STEPS);
    Turns {
        sufficient: Some(sufficient),
        would_change: Some(would).filter(|would| !would.to.is_empty() || !would.never.is_empty()),
        margin,
        judged,
        why_not: claimed.map(|(_, value)| why_not(trace, &mut what_if, outcome, value)),
    }
}

/// The facts that force the outcome of a decision. Nothing, where the search for it was cut off.
pub(super) fn sufficient(trace: &Trace, decision: DecisionId) -> Option<Sufficient> {
    let aim = Aim::same(&trace.world.setting.outcomes.decisions[decision.index()])?;
    let mut what_if = what_if(trace, decision);
    Some(suffice(trace, &mut what_if, &aim).1)
}

fn what_if<'a>(trace: &Trace<'a>, decision: DecisionId) -> WhatIf<'a> {
    let setting = trace.world.setting;
    WhatIf::new(
        setting.model,
        setting.table,
        setting.affair,
        setting.outcomes,
        decision,
        STEPS,
    )
}

fn suffice(trace: &Trace, what_if: &mut WhatIf, aim: &Aim) -> (Places, Sufficient) {
    let wanted = telling(trace, what_if);
    let found = sufficing(what_if, aim, wanted);
    let kept = |place: usize| Kept {
        fact: what_if.name(place),
        value: value(trace, what_if, place),
        among: among(trace.speaker, what_if, place, &found.space),
    };
    let facts = what_if.listed(found.places).into_iter().map(kept).collect();
    let sufficient = Sufficient {
        facts,
        incomplete: found.incomplete,
    };
    (found.places, sufficient)
}

/// What the fact of a place is.
fn value(trace: &Trace, what_if: &WhatIf, place: usize) -> Actual {
    match what_if.fact(place) {
        Some(fact) => trace.fact(fact),
        None => match trace.world.setting.outcomes.as_of {
            Some(day) => Actual::Known(trace.speaker.datum(
                &Type::Date {
                    low: day,
                    high: day,
                },
                &Datum::Date(day),
            )),
            None => trace.no_date(),
        },
    }
}

/// The facts that the winning rules look at, and the winners of the decisions that those read.
fn telling(trace: &Trace, what_if: &WhatIf) -> Places {
    let (setting, decision) = (trace.world.setting, what_if.decision);
    let table = setting.table;
    let mut decisions = vec![decision];
    let mut seen: BTreeSet<DecisionId> = BTreeSet::from([decision]);
    let mut facts: BTreeSet<FactKey> = BTreeSet::new();
    while let Some(of) = decisions.pop() {
        let winners = setting.outcomes.decisions[of.index()].winners();
        let regions = winners.iter().flat_map(|rule| &table.rules[rule.index()]);
        for (column, _) in regions.flat_map(Region::cells) {
            match &table.columns[*column as usize].key {
                ColumnKey::Value(fact) => {
                    facts.insert(*fact);
                }
                ColumnKey::Member(fact, _) | ColumnKey::Mentions(fact, _) => {
                    facts.insert(FactKey::Fact(*fact));
                }
                ColumnKey::Expr(_) => {
                    let of = table
                        .expressions
                        .iter()
                        .find(|(number, _)| number == column);
                    facts.extend(of.into_iter().flat_map(|(_, facts)| facts));
                }
                ColumnKey::Outcome(read)
                | ColumnKey::Collected(read, _)
                | ColumnKey::Decided(read) => {
                    if seen.insert(*read) {
                        decisions.push(*read);
                    }
                }
            }
        }
    }
    what_if.choose(|place| facts.contains(&place.fact))
}

/// The facts that somebody has to judge, among those that the outcome turns on.
fn judged(what_if: &WhatIf, sufficient: Places, outcome: &Outcome) -> Vec<String> {
    let needed = |fact: FactKey| match outcome {
        Outcome::Undetermined { needs, .. } => needs.iter().any(|need| need.fact == fact),
        _ => false,
    };
    let model = what_if.ground.model;
    let turned = what_if.choose(|place| needed(place.fact)).and(sufficient);
    let by_somebody = |place: &usize| {
        what_if
            .fact(*place)
            .is_some_and(|fact| model.facts[fact.index()].judged_by.is_some())
    };
    let listed = what_if.listed(turned).into_iter().filter(by_somebody);
    listed.map(|place| what_if.name(place)).collect()
}
