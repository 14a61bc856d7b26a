//! Deciding: the one function that gives verdicts.

use jiff::civil::Date;

use super::evaluate::{Settled, all_live, evaluate};
use super::explore::{Ground, Leaf, Steps, admissible, explore};
use super::needs::needs;
use super::outcome::{Claim, Need, Outcome, Outcomes, Possible, Result, Support, Value, Via};
use super::space::{Space, default_date, space};
use super::{Affair, Knowledge};
use crate::model::{Collect, Datum, DecisionId, FactId, Model, RuleId, Type};
use crate::table::column::index;
use crate::table::{DecisionTable, FactKey};

/// Regions looked at and cells copied before a search gives up: some tenths of a second. A count,
/// so that the same affair has the same verdict on every machine.
pub const STEP_LIMIT: u64 = 4_000_000;
/// Above this many values, a range is told instead of a list.
const MOST_LISTED: usize = 32;

/// Decides every decision for an affair.
pub fn decide(model: &Model, table: &DecisionTable, affair: &Affair) -> Outcomes {
    decide_within(model, table, affair, STEP_LIMIT)
}

/// The same with a limit of one's own.
pub fn decide_within(
    model: &Model,
    table: &DecisionTable,
    affair: &Affair,
    limit: u64,
) -> Outcomes {
    let as_of = date(model, affair);
    let root = space(model, table, affair, as_of);
    let ground = Ground { model, table };
    let decisions = (0..index(model.decisions.len())).map(DecisionId);
    Outcomes {
        as_of,
        as_of_default: affair.as_of.is_none() && as_of.is_some(),
        recognised: affair.recognised.clone(),
        decisions: decisions
            .map(|decision| outcome(ground, decision, &root, affair, as_of, limit))
            .collect(),
    }
}

/// The outcomes of some decisions, each whatever becomes of the others.
pub fn decide_some(
    model: &Model,
    table: &DecisionTable,
    affair: &Affair,
    decisions: &[DecisionId],
    limit: u64,
) -> Vec<Outcome> {
    let as_of = date(model, affair);
    let root = space(model, table, affair, as_of);
    let ground = Ground { model, table };
    let one = |&decision: &DecisionId| outcome(ground, decision, &root, affair, as_of, limit);
    decisions.iter().map(one).collect()
}

/// The date an affair is decided by.
pub fn date(model: &Model, affair: &Affair) -> Option<Date> {
    affair.as_of.or_else(|| default_date(model))
}

/// Whether an affair has an admissible completion; when the search gives up, it is taken to have.
pub fn is_admissible(model: &Model, table: &DecisionTable, affair: &Affair) -> bool {
    if table.forbidden.is_empty() {
        return true;
    }
    let space = space(model, table, affair, date(model, affair));
    admissible(Ground { model, table }, space, &mut steps(STEP_LIMIT)).unwrap_or(true)
}

fn steps(limit: u64) -> Steps {
    Steps {
        taken: 0,
        limit,
        unsure: false,
    }
}

fn outcome(
    ground: Ground,
    decision: DecisionId,
    root: &Space,
    affair: &Affair,
    as_of: Option<Date>,
    limit: u64,
) -> Outcome {
    let mut steps = steps(limit);
    let cone = &ground.table.cones[decision.index()];
    let live = all_live(ground.model, cone);
    // most affairs are settled at once; all else is about unknown facts
    let first = evaluate(
        ground.model,
        ground.table,
        cone,
        &root.cells,
        &live,
        (&mut steps.taken, limit),
    );
    if let Some(settled) = first
        .as_ref()
        .and_then(|evaluation| evaluation.settled.clone())
    {
        let open =
            first.is_some_and(|evaluation| evaluation.open.iter().any(|rules| !rules.is_empty()));
        let claims = if open {
            supports(ground, decision, root, settled, &mut steps)
        } else {
            plain(settled)
        };
        return agreed(ground.model, decision, claims, as_of);
    }
    let mut leaves: Vec<Leaf> = Vec::new();
    let searched = explore(
        ground,
        decision,
        root.clone(),
        &mut steps,
        |_| true,
        |leaf| leaves.push(leaf),
    );
    let incomplete = searched.is_err() || steps.unsure;
    let mut results: Vec<&Result> = leaves.iter().map(|leaf| &leaf.settled.result).collect();
    results.sort_unstable();
    results.dedup();
    if !incomplete && results.len() == 1 {
        let target = leaves.swap_remove(0).settled;
        let claims = supports(ground, decision, root, target, &mut steps);
        return agreed(ground.model, decision, claims, as_of);
    }
    let of = results.len();
    let possible = possible(
        ground.model,
        decision,
        results.into_iter().cloned().collect(),
    );
    // one result in boxes of which some may be empty: nothing differs, and nothing is certain
    let facts = match searched {
        Ok(()) if of > 1 => needs(ground, root, &leaves, &mut steps),
        _ => all_unknown(ground, decision, root)
            .into_iter()
            .map(|fact| (fact, of))
            .collect(),
    };
    Outcome::Undetermined {
        needs: facts
            .into_iter()
            .map(|(fact, left)| need(ground, fact, affair, (of, left)))
            .collect(),
        possible,
        incomplete: incomplete || steps.unsure,
    }
}

fn need(ground: Ground, fact: FactKey, affair: &Affair, (of, left): (usize, usize)) -> Need {
    let among = match fact {
        FactKey::AsOf => None,
        FactKey::Fact(id) => match affair.facts.get(id.index()) {
            Some(Knowledge::OneOf(leaves)) => {
                Some(possible_leaves(ground, affair, id, leaves.clone()))
            }
            _ => None,
        },
    };
    Need {
        fact,
        among,
        of,
        left,
    }
}

/// Those of some leaves of a fact that are possible with what else is known.
pub fn possible_leaves(
    ground: Ground,
    affair: &Affair,
    fact: FactId,
    mut leaves: Vec<u32>,
) -> Vec<u32> {
    leaves.retain(|leaf| {
        let mut with = affair.clone();
        with.facts[fact.index()] = Knowledge::Known(Datum::Leaf(*leaf));
        is_admissible(ground.model, ground.table, &with)
    });
    leaves
}

/// Every unknown fact that a rule of the cone looks at.
fn all_unknown(ground: Ground, decision: DecisionId, root: &Space) -> Vec<FactKey> {
    let table = ground.table;
    let cone = &table.cones[decision.index()];
    let mut looked_at: Vec<u32> = all_live(ground.model, cone)
        .iter()
        .flatten()
        .flat_map(|rule| &table.rules[rule.index()])
        .flat_map(|region| region.cells().iter().map(|cell| cell.0))
        .filter(|column| root.cells[*column as usize].single().is_none())
        .collect();
    looked_at.sort_unstable();
    looked_at.dedup();
    let direct = table
        .fact_columns
        .iter()
        .filter(|(_, columns)| columns.iter().any(|c| looked_at.binary_search(c).is_ok()))
        .map(|(fact, _)| *fact);
    let computed = table
        .expressions
        .iter()
        .filter(|(column, _)| looked_at.binary_search(column).is_ok())
        .flat_map(|(_, facts)| facts.iter().copied());
    let mut facts: Vec<FactKey> = direct
        .chain(computed.filter(|fact| !root.exact.contains_key(fact)))
        .collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// A value with its rules, over all completions.
struct Backed {
    value: Option<Value>,
    support: Support,
    via: Vec<Via>,
}

fn plain(settled: Settled) -> Vec<Backed> {
    settled
        .claims
        .into_iter()
        .map(|claim| Backed {
            support: support(claim.standing.sure, claim.standing.perhaps),
            value: claim.value,
            via: claim.via,
        })
        .collect()
}

fn support(sure: Vec<RuleId>, mut perhaps: Vec<RuleId>) -> Support {
    perhaps.retain(|rule| sure.binary_search(rule).is_err());
    Support {
        rules: sure,
        possible: perhaps,
    }
}

/// Which rules win in every completion, which in some, when all have the same result. Where the
/// search is cut off, the bounds found at the start stand.
fn supports(
    ground: Ground,
    decision: DecisionId,
    root: &Space,
    target: Settled,
    steps: &mut Steps,
) -> Vec<Backed> {
    struct Seen {
        always: Option<Vec<RuleId>>,
        ever: Vec<RuleId>,
        via: Vec<Via>,
    }
    let seen: std::cell::RefCell<Vec<Seen>> = std::cell::RefCell::new(
        target
            .claims
            .iter()
            .map(|_| Seen {
                always: None,
                ever: Vec::new(),
                via: Vec::new(),
            })
            .collect(),
    );
    let enough = |settled: &Settled| {
        settled.open.is_empty()
            && settled.claims.len() == target.claims.len()
            && settled
                .claims
                .iter()
                .zip(seen.borrow().iter())
                .all(|(claim, seen)| {
                    let (sure, perhaps) = (&claim.standing.sure, &claim.standing.perhaps);
                    let nothing_new = seen.always.as_ref().is_some_and(|always| {
                        always.iter().all(|rule| sure.binary_search(rule).is_ok())
                    }) && perhaps
                        .iter()
                        .all(|rule| seen.ever.binary_search(rule).is_ok());
                    sure.len() == perhaps.len() || nothing_new
                })
    };
    let visit = |leaf: Leaf| {
        for (claim, seen) in leaf
            .settled
            .claims
            .into_iter()
            .zip(seen.borrow_mut().iter_mut())
        {
            match &mut seen.always {
                None => seen.always = Some(claim.standing.sure),
                Some(always) => {
                    always.retain(|rule| claim.standing.sure.binary_search(rule).is_ok())
                }
            }
            // a box left early because it shows nothing new may name rules that never win in it
            let certain = claim.standing.perhaps.into_iter();
            seen.ever.extend(certain);
            seen.ever.sort_unstable();
            seen.ever.dedup();
            seen.via.extend(claim.via);
            seen.via.sort();
            seen.via.dedup();
        }
    };
    if explore(ground, decision, root.clone(), steps, enough, visit).is_err() {
        return plain(target);
    }
    let values = target.claims.into_iter().map(|claim| claim.value);
    values
        .zip(seen.into_inner())
        .map(|(value, seen)| Backed {
            value,
            support: support(seen.always.unwrap_or_default(), seen.ever),
            via: seen.via,
        })
        .collect()
}

/// The outcome when all completions agree.
fn agreed(
    model: &Model,
    decision: DecisionId,
    mut claims: Vec<Backed>,
    as_of: Option<Date>,
) -> Outcome {
    if claims.len() == 1 {
        let Backed { value, support, .. } = claims.remove(0);
        return value.map_or(Outcome::Unclassified, |value| Outcome::Decided {
            value,
            support,
        });
    }
    let claiming: Vec<RuleId> = claims
        .iter()
        .flat_map(|claim| {
            claim
                .support
                .rules
                .iter()
                .chain(&claim.support.possible)
                .copied()
        })
        .collect();
    let overlap = model.overlaps.iter().position(|overlap| {
        overlap.decision == decision
            && !claiming.is_empty()
            && overlap
                .until
                .is_none_or(|until| as_of.is_none_or(|day| day <= until))
            && claiming
                .iter()
                .all(|rule| overlap.rules.binary_search(rule).is_ok())
    });
    Outcome::Contested {
        claims: claims
            .into_iter()
            .map(
                |Backed {
                     value,
                     support,
                     via,
                 }| Claim {
                    value,
                    support,
                    via,
                },
            )
            .collect(),
        overlap: overlap.map(index),
    }
}

/// What an undetermined decision may come to, as told. A list or a sum that may be contested is told
/// by all its claims.
fn possible(model: &Model, decision: DecisionId, results: Vec<Result>) -> Possible {
    let values: Vec<&Value> = results
        .iter()
        .flat_map(|result| match result {
            Result::Decided(value) => vec![value],
            Result::Contested(claims) => claims.iter().flatten().collect(),
            Result::Unclassified => Vec::new(),
        })
        .collect();
    let collect = model.decisions[decision.index()].collect;
    if collect == Some(Collect::List) {
        let lists: Vec<&Vec<Datum>> = values
            .iter()
            .filter_map(|value| match value {
                Value::List(list) => Some(list),
                Value::One(_) => None,
            })
            .collect();
        let mut maybe: Vec<Datum> = lists.iter().flat_map(|list| list.iter().cloned()).collect();
        maybe.sort_unstable();
        maybe.dedup();
        let (always, maybe) = maybe
            .into_iter()
            .partition(|value| lists.iter().all(|list| list.contains(value)));
        return Possible::List { always, maybe };
    }
    let all_decided = results
        .iter()
        .all(|result| matches!(result, Result::Decided(_)));
    let is_range = collect == Some(Collect::Sum) || (all_decided && results.len() > MOST_LISTED);
    let numbers = values.iter().filter_map(|value| match value {
        Value::One(datum @ (Datum::Number(_) | Datum::Date(_) | Datum::Duration(_))) => Some(datum),
        _ => None,
    });
    match (numbers.clone().min(), numbers.max()) {
        (Some(min), Some(max)) if is_range => Possible::Range {
            min: min.clone(),
            max: max.clone(),
        },
        _ => Possible::Results(results),
    }
}

/// Recognises facts from text: for each fact that is not given at all and is recognised from a text
/// that is, the leaves that the text speaks of, those impossible with the given facts dropped.
pub fn recognise(
    model: &Model,
    table: &DecisionTable,
    affair: &mut Affair,
    candidates: Vec<(FactId, Vec<u32>)>,
) {
    let given = affair.clone();
    for (fact, leaves) in candidates {
        let possible = possible_leaves(Ground { model, table }, &given, fact, leaves);
        let knowledge = match possible.as_slice() {
            [] => continue,
            [only] => Knowledge::Known(Datum::Leaf(*only)),
            _ => Knowledge::OneOf(possible),
        };
        affair.facts[fact.index()] = knowledge;
        affair.recognised.push(fact);
    }
    debug_assert!(
        model
            .facts
            .iter()
            .all(|fact| !matches!(fact.ty, Type::Set(_)) || fact.recognised_from.is_none())
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::Ruleset;
    use crate::source::Source;

    /// However early a search is cut off, what is undetermined names the facts it may turn on.
    #[test]
    fn what_is_undetermined_turns_on_something() {
        let ruleset = Ruleset::compile([Source::new(
            "fee.fenliu",
            "ruleset fee kind tier { low, high, top } facts { a : yes/no, cost : decimal 0..1000000, \
             households : integer 1..10000, since : date impossible a and cost is more than 500000 because \"so\" } \
             decision fee : yes/no otherwise no decision tier : tier otherwise low \
             rule P.1 when cost / households is more than 1000 then fee is yes \
             rule P.2 when a and fee or since + 2 years is at most as_of then tier is high \
             rule P.3 when cost + households is 12 then tier is top",
        )])
        .unwrap_or_else(|problems| panic!("{problems}"));
        let (model, table) = (&ruleset.0.model, &ruleset.0.table);
        let affair = Affair::unknown(model);
        for limit in (0..400).chain([1_000, 10_000, STEP_LIMIT]) {
            for outcome in decide_within(model, table, &affair, limit).decisions {
                let Outcome::Undetermined { needs, .. } = outcome else {
                    panic!("nothing is known: {outcome:?}");
                };
                assert!(!needs.is_empty(), "within {limit} steps");
            }
        }
    }
}
