//! A plain reading of a case: a loop over the events, and over the decisions in order. What the rules say
//! is found by trying every completion of the facts and every choice among contested claims.

use std::collections::BTreeSet;

use super::random::{LEAD, Literal, MID, Rules, UP, VALUES};

pub type Facts = Vec<Option<bool>>;
/// Claims of one decision; `None` is unclassified.
pub type Claims = BTreeSet<Option<usize>>;

/// What a decision comes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    Settled(Claims),
    Open,
}

impl At {
    pub fn value(&self) -> Option<usize> {
        match self {
            At::Settled(claims) if claims.len() == 1 => {
                *claims.iter().next().expect("there is one")
            }
            _ => None,
        }
    }
    pub fn is_gap(&self) -> bool {
        matches!(self, At::Settled(claims) if claims.contains(&None))
    }
    fn one(value: usize) -> At {
        At::Settled([Some(value)].into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    Rules,
    Determination,
    Shift,
}

/// A determination in force, with its last day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Determined {
    pub value: usize,
    pub until: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct One {
    pub said: At,
    pub stands: At,
    pub basis: Basis,
    pub in_force: Option<Determined>,
    /// Whether it goes back to that determination.
    pub rests: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State {
    pub facts: Facts,
    pub each: Vec<One>,
}

#[derive(Clone, Debug)]
pub enum Event {
    Facts(Vec<(usize, Option<bool>)>),
    Determine {
        decision: usize,
        value: usize,
        by: usize,
        until: Option<i32>,
    },
    /// Determinations ran out, or nothing happened.
    Nothing,
}

/// What shifts did to one decision at an event: the values it stood at, one after another.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    pub decision: usize,
    pub values: Vec<usize>,
    /// Where the last leads back to, if it is a circle.
    pub back: Option<usize>,
    pub apart: bool,
    pub applied: Vec<usize>,
    /// What stands of the others, and the facts.
    pub held: [Option<Claims>; 3],
}

/// Everything the rules say of one decision, others being held.
pub fn says(rules: &Rules, facts: &Facts, held: &[Option<Claims>; 3], decision: usize) -> At {
    let mut found: Option<Claims> = None;
    for facts in completions(facts) {
        let mut claims = Claims::new();
        worlds(
            rules,
            &facts,
            held,
            decision,
            &mut Vec::new(),
            &mut |world| {
                claims.extend(claims_of(rules, &facts, held, decision, world));
            },
        );
        match &found {
            None => found = Some(claims),
            Some(before) if *before != claims => return At::Open,
            Some(_) => {}
        }
    }
    At::Settled(found.expect("there is one"))
}

/// Whether a condition holds whatever is unknown, and whichever claims are chosen.
pub fn surely(rules: &Rules, facts: &Facts, held: &[Option<Claims>; 3], when: &[Literal]) -> bool {
    completions(facts).into_iter().all(|facts| {
        let mut all = true;
        worlds(rules, &facts, held, 3, &mut Vec::new(), &mut |world| {
            all &= holds(when, &facts, world);
        });
        all
    })
}

fn completions(facts: &Facts) -> Vec<Vec<bool>> {
    let mut all = vec![Vec::new()];
    for fact in facts {
        let values = match fact {
            Some(value) => vec![*value],
            None => vec![false, true],
        };
        all = all
            .into_iter()
            .flat_map(|before| {
                values.iter().map(move |value| {
                    let mut next = before.clone();
                    next.push(*value);
                    next
                })
            })
            .collect();
    }
    all
}

/// Every choice of one claim for each decision before this.
fn worlds(
    rules: &Rules,
    facts: &[bool],
    held: &[Option<Claims>; 3],
    until: usize,
    world: &mut Vec<Option<usize>>,
    visit: &mut dyn FnMut(&[Option<usize>]),
) {
    if world.len() == until {
        return visit(world);
    }
    for claim in claims_of(rules, facts, held, world.len(), world) {
        world.push(claim);
        worlds(rules, facts, held, until, world, visit);
        world.pop();
    }
}

fn claims_of(
    rules: &Rules,
    facts: &[bool],
    held: &[Option<Claims>; 3],
    decision: usize,
    world: &[Option<usize>],
) -> Claims {
    if let Some(claims) = &held[decision] {
        return claims.clone();
    }
    let met = rules.rules[decision]
        .iter()
        .filter(|rule| holds(&rule.when, facts, world));
    let values: Claims = met.map(|rule| Some(rule.value)).collect();
    if values.is_empty() {
        [rules.otherwise[decision]].into()
    } else {
        values
    }
}

fn holds(when: &[Literal], facts: &[bool], world: &[Option<usize>]) -> bool {
    when.iter().all(|literal| match literal {
        Literal::Fact(fact, yes) => facts[*fact] == *yes,
        Literal::Decision(decision, value, yes) => (world[*decision] == Some(*value)) == *yes,
    })
}

pub fn start(rules: &Rules) -> State {
    let facts = vec![None; rules.facts];
    let each = [UP, MID, LEAD]
        .into_iter()
        .map(|decision| {
            let said = says(rules, &facts, &[None, None, None], decision);
            One {
                stands: said.clone(),
                said,
                basis: Basis::Rules,
                in_force: None,
                rests: false,
            }
        })
        .collect();
    State { facts, each }
}

/// One event, on a day. Out: the state after it, and what shifts did.
pub fn step(rules: &Rules, before: &State, event: &Event, day: i32) -> (State, Vec<Chain>) {
    let mut state = before.clone();
    let mut chains = Vec::new();
    if let Event::Facts(facts) = event {
        for (fact, value) in facts {
            state.facts[*fact] = *value;
        }
    }
    let mut held: [Option<Claims>; 3] = [None, None, None];
    for decision in [UP, MID, LEAD] {
        let one = &mut state.each[decision];
        let said = says(rules, &state.facts, &held, decision);
        let ran_out = one
            .in_force
            .as_ref()
            .is_some_and(|it| it.until.is_some_and(|until| until < day));
        let mut to_rules = said != one.said;
        if ran_out {
            one.in_force = None;
            to_rules |= one.rests;
            one.rests = false;
        }
        if to_rules {
            one.stands = said.clone();
            one.basis = Basis::Rules;
            one.rests = false;
        }
        one.said = said;
        if let Event::Determine {
            decision: of,
            value,
            by,
            until,
        } = event
            && *of == decision
            && rules.determined_by[decision] == Some(*by)
        {
            one.in_force = Some(Determined {
                value: *value,
                until: *until,
            });
            one.rests = false;
        }
        if let (Some(it), false) = (&one.in_force, one.rests) {
            one.stands = At::one(it.value);
            one.basis = Basis::Determination;
            one.rests = true;
        }
        let chain = shifts(rules, &state.facts, &mut held, decision, one);
        if !chain.values.is_empty() {
            chains.push(chain);
        }
    }
    (state, chains)
}

fn shifts(
    rules: &Rules,
    facts: &Facts,
    held: &mut [Option<Claims>; 3],
    decision: usize,
    one: &mut One,
) -> Chain {
    let mut chain = Chain {
        decision,
        ..Chain::default()
    };
    loop {
        if let (true, At::Settled(claims)) = (one.basis != Basis::Rules, &one.stands) {
            held[decision] = Some(claims.clone());
        }
        chain.held = held.clone();
        let Some(value) = one.stands.value() else {
            return chain;
        };
        chain.values.push(value);
        let applying: Vec<usize> = (0..rules.shifts.len())
            .filter(|number| {
                let shift = &rules.shifts[*number];
                shift.decision == decision
                    && shift.from == value
                    && surely(rules, facts, held, &shift.when)
            })
            .collect();
        chain.applied.extend(&applying);
        let targets: BTreeSet<usize> = applying.iter().map(|it| rules.shifts[*it].to).collect();
        let mut targets = targets.into_iter();
        match (targets.next(), targets.next()) {
            (None, _) => return chain,
            (Some(only), None) if only == value => {
                // it leads to where it is: it goes round, and nothing moves
                chain.back = Some(value);
                return chain;
            }
            (Some(only), None) => match chain.values.iter().position(|it| *it == only) {
                Some(at) => {
                    let round = chain.values[at..].iter().map(|it| Some(*it));
                    one.stands = At::Settled(round.collect());
                    one.basis = Basis::Shift;
                    chain.back = Some(only);
                }
                None => {
                    one.stands = At::one(only);
                    one.basis = Basis::Shift;
                }
            },
            (Some(_), Some(_)) => {
                let all = applying.iter().map(|it| Some(rules.shifts[*it].to));
                one.stands = At::Settled(all.collect());
                one.basis = Basis::Shift;
                chain.apart = true;
            }
        }
    }
}

/// Days on which something in force runs out before a day: the day after its last.
pub fn next_lapse(state: &State, before: i32) -> Option<i32> {
    let ends = state
        .each
        .iter()
        .filter_map(|it| Some(it.in_force.as_ref()?.until? + 1));
    ends.filter(|day| *day <= before).min()
}

pub fn named(decision: usize, value: usize) -> &'static str {
    VALUES[decision][value]
}
