//! What follows at one fully known affair: worlds, one claim chosen for each contested decision in
//! dependency order, and what they come to together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::ast::{Collect, Number, Ruleset, Value};
use super::conditions::{At, reads};
use super::rules::Rules;

/// The value of a decision; none is unclassified.
pub type Claimed = Option<Value>;

/// One choice among the claims of every contested decision; by decision.
#[derive(Clone, Default)]
pub struct World {
    pub values: Vec<Claimed>,
    /// The rules met, ascending.
    pub met: Vec<Vec<usize>>,
    pub winners: Vec<BTreeSet<usize>>,
    /// The decisions whose own rules disagree here.
    pub disagreeing: BTreeSet<usize>,
}

/// What one decision comes to: each value that it takes in some world.
#[derive(Clone, PartialEq, Eq)]
pub struct Pointwise {
    pub claims: BTreeMap<Claimed, Support>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// Those that win in every world if decided; in some world of the claim if contested.
    pub rules: BTreeSet<usize>,
    /// The others that win in some world.
    pub possible: BTreeSet<usize>,
    /// The upstream claims that lead here, where not all of that decision's do; of decisions whose own
    /// rules disagree in some world.
    pub via: BTreeSet<(usize, Claimed)>,
}

/// Every world, in dependency order.
pub fn worlds(
    ruleset: &Ruleset,
    rules: &Rules,
    facts: &[Option<Value>],
    as_of: Option<Date>,
) -> Vec<World> {
    let mut worlds = vec![World::default()];
    for decision in 0..ruleset.decisions.len() {
        let split = |world: &World| {
            let at = At {
                ruleset,
                facts,
                as_of,
                decided: &world.values,
                outcomes: &[],
            };
            let met = met(rules, &at, decision);
            let world = world.clone();
            let claims = claims(ruleset, rules, decision, met.clone());
            let disagrees = claims.len() > 1;
            claims.into_iter().map(move |(value, winners)| {
                let mut next = world.clone();
                next.values.push(value);
                next.met.push(met.clone());
                next.winners.push(winners);
                next.disagreeing.extend(disagrees.then_some(decision));
                next
            })
        };
        worlds = worlds.iter().flat_map(split).collect();
    }
    worlds
}

/// Every decision's outcome.
pub fn outcomes(
    ruleset: &Ruleset,
    rules: &Rules,
    facts: &[Option<Value>],
    as_of: Option<Date>,
) -> Vec<Pointwise> {
    let worlds = worlds(ruleset, rules, facts, as_of);
    (0..ruleset.decisions.len())
        .map(|decision| together(ruleset, rules, &worlds, decision))
        .collect()
}

/// The rules met that conclude about a decision.
fn met(rules: &Rules, at: &At, number: usize) -> Vec<usize> {
    let met = |&rule: &usize| {
        let rule = &rules.list[rule];
        rule.then.contains_key(&number) && rule.in_force(at.as_of) && at.holds(&rule.condition)
    };
    (0..rules.list.len()).filter(met).collect()
}

/// The values a decision has where these rules are met, and the rules that win: several values if
/// contested.
pub fn claims(
    ruleset: &Ruleset,
    rules: &Rules,
    number: usize,
    met: Vec<usize>,
) -> BTreeMap<Claimed, BTreeSet<usize>> {
    let decision = &ruleset.decisions[number];
    let standing = rules.standing(met, number, decision);
    let says = |rule: &usize| &rules.list[*rule].then[&number];
    let one = |value: Value, winners: Vec<usize>| {
        BTreeMap::from([(Some(value), winners.into_iter().collect())])
    };
    let leaf = |value: &Value| match value {
        Value::Node(node) => *node,
        _ => unreachable!("a collected value is of a kind"),
    };
    let collected = || {
        standing
            .iter()
            .flat_map(says)
            .map(leaf)
            .collect::<BTreeSet<usize>>()
    };
    match decision.collect {
        Some(Collect::List) => one(Value::Set(collected()), standing),
        Some(Collect::Count) => one(
            Value::Number(Number::from(collected().len() as i128)),
            standing,
        ),
        Some(Collect::Sum) => {
            let sum = standing.iter().flat_map(says).map(|value| match value {
                Value::Number(number) => *number,
                _ => unreachable!("a sum adds numbers"),
            });
            one(Value::Number(sum.sum()), standing)
        }
        Some(Collect::Min | Collect::Max) if !standing.is_empty() => {
            let all = || standing.iter().map(|rule| says(rule)[0].clone());
            let best = if decision.collect == Some(Collect::Min) {
                all().min()
            } else {
                all().max()
            };
            let best = best.expect("a rule stands");
            let winners = standing
                .iter()
                .copied()
                .filter(|rule| says(rule)[0] == best)
                .collect();
            one(best, winners)
        }
        _ if standing.is_empty() => {
            BTreeMap::from([(decision.otherwise.clone().flatten(), BTreeSet::new())])
        }
        _ => {
            let mut claims: BTreeMap<Claimed, BTreeSet<usize>> = BTreeMap::new();
            for rule in standing {
                claims
                    .entry(Some(says(&rule)[0].clone()))
                    .or_default()
                    .insert(rule);
            }
            claims
        }
    }
}

/// What the worlds say of one decision.
fn together(ruleset: &Ruleset, rules: &Rules, worlds: &[World], decision: usize) -> Pointwise {
    let mut claims: BTreeMap<Claimed, Support> = BTreeMap::new();
    for world in worlds {
        let support = claims.entry(world.values[decision].clone()).or_default();
        support.possible.extend(&world.winners[decision]);
    }
    let contested = claims.len() > 1;
    for (claim, support) in &mut claims {
        let lead_here: Vec<&World> = worlds
            .iter()
            .filter(|world| world.values[decision] == *claim)
            .collect();
        let always = |rule: &usize| {
            lead_here
                .iter()
                .all(|world| world.winners[decision].contains(rule))
        };
        support.rules = support
            .possible
            .iter()
            .copied()
            .filter(|rule| contested || always(rule))
            .collect();
        support.possible = &support.possible - &support.rules;
        let disagrees = |upstream: &usize| {
            let mut worlds = worlds.iter();
            contested && worlds.any(|world| world.disagreeing.contains(upstream))
        };
        for upstream in upstream(ruleset, rules, decision)
            .into_iter()
            .filter(disagrees)
        {
            let here: BTreeSet<&Claimed> = lead_here
                .iter()
                .map(|world| &world.values[upstream])
                .collect();
            if here.len()
                < worlds
                    .iter()
                    .map(|world| &world.values[upstream])
                    .collect::<BTreeSet<_>>()
                    .len()
            {
                support
                    .via
                    .extend(here.into_iter().map(|value| (upstream, value.clone())));
            }
        }
    }
    Pointwise { claims }
}

/// The decisions that a decision's rules read themselves.
pub fn read_by(ruleset: &Ruleset, rules: &Rules, decision: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for rule in rules
        .list
        .iter()
        .filter(|rule| rule.then.contains_key(&decision))
    {
        reads(ruleset, &rule.condition, &mut found);
    }
    found
}

/// The decisions that a decision's rules read, directly or through others.
pub fn upstream(ruleset: &Ruleset, rules: &Rules, decision: usize) -> BTreeSet<usize> {
    let found = read_by(ruleset, rules, decision);
    let further: Vec<BTreeSet<usize>> = found
        .iter()
        .map(|&read| upstream(ruleset, rules, read))
        .collect();
    found
        .into_iter()
        .chain(further.into_iter().flatten())
        .collect()
}
