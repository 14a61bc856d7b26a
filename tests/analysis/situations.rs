//! Every situation of a ruleset, one by one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::properties::ast::{Collect, Condition, Decision, Define, Guarantee, Ruleset};
use crate::properties::reference::completions::days;
use crate::properties::reference::conditions::At;
use crate::properties::reference::coordinates::{Coordinates, Point};
use crate::properties::reference::rules::Rules;
use crate::properties::reference::worlds::{Claimed, claims, read_by, worlds};

/// A set of rules, as bits.
pub type Set = u64;

/// One claim chosen for each decision, and the rules there; by decision.
pub struct World {
    pub values: Vec<Claimed>,
    /// Those met that conclude about the decision.
    pub met: Vec<Set>,
    /// Those left after `mandatory` and `stated`.
    pub stood: Vec<Set>,
    /// Those left after all grounds.
    pub left: Vec<Set>,
}

/// An admissible affair at a date, standing for all that no condition tells from it.
pub struct Case {
    pub point: Point,
    /// A situation of a decision is one of these, as far as the decision and those upstream go.
    pub worlds: Vec<World>,
    /// The values each decision takes in some world: its outcome.
    pub outcomes: Vec<BTreeSet<Claimed>>,
    /// Which decisions are decided.
    pub decided: Vec<bool>,
}

pub struct Situations<'a> {
    pub ruleset: &'a Ruleset,
    pub rules: Rules,
    pub cases: Vec<Case>,
    /// Every affair and date, impossible ones too.
    pub points: Vec<Point>,
    /// The decisions that the rules of each read.
    pub read: Vec<BTreeSet<usize>>,
    /// For each decision the sets of rules that some situation meets.
    pub met: Vec<BTreeSet<Set>>,
}

pub fn set(rules: impl IntoIterator<Item = usize>) -> Set {
    rules.into_iter().fold(0, |set, rule| set | 1 << rule)
}

pub fn members(set: Set) -> impl Iterator<Item = usize> {
    (0..64).filter(move |rule| set >> rule & 1 == 1)
}

pub fn has(set: Set, rule: usize) -> bool {
    set >> rule & 1 == 1
}

/// The coordinates of affairs and dates; days are told apart by what is in force on them.
pub fn coordinates<T>(ruleset: &Ruleset, rules: &Rules, with: impl FnOnce(&Coordinates) -> T) -> T {
    let mut conditions: Vec<&Condition> = rules.list.iter().map(|rule| &rule.condition).collect();
    conditions.extend(&ruleset.impossible);
    conditions.extend(ruleset.shifts.iter().map(|shift| &shift.when));
    for define in &ruleset.defines {
        conditions.extend(match define {
            Define::Condition(condition) => Some(condition),
            Define::Expr(_) => None,
        });
    }
    for guarantee in &ruleset.guarantees {
        match guarantee {
            Guarantee::Never(condition) | Guarantee::Always(condition) => {
                conditions.push(condition);
            }
            Guarantee::Whenever(premise, then) => conditions.extend([premise, then]),
        }
    }
    let dated = |day: Date| {
        let in_force = rules.list.iter().map(|rule| rule.in_force(Some(day)));
        let overlaps = ruleset.overlaps.iter();
        in_force
            .chain(overlaps.map(|overlap| overlap.until.is_none_or(|until| day <= until)))
            .collect()
    };
    with(&Coordinates::of(
        ruleset,
        conditions,
        &days(ruleset),
        &dated,
    ))
}

impl<'a> Situations<'a> {
    pub fn of(ruleset: &'a Ruleset) -> Self {
        let rules = Rules::compared(ruleset);
        let points = coordinates(ruleset, &rules, |coordinates| coordinates.points());
        let number = ruleset.decisions.len();
        let mut it = Self {
            read: (0..number)
                .map(|decision| read_by(ruleset, &rules, decision))
                .collect(),
            ruleset,
            rules,
            cases: Vec::new(),
            points,
            met: vec![BTreeSet::new(); number],
        };
        let mut left = BTreeMap::new();
        it.cases = it
            .points
            .iter()
            .filter(|point| point.is_possible(ruleset))
            .map(|point| it.case(point, &mut left))
            .collect();
        for world in it.cases.iter().flat_map(|case| &case.worlds) {
            for (decision, met) in world.met.iter().enumerate() {
                it.met[decision].insert(*met);
            }
        }
        it
    }

    fn case(&self, point: &Point, left: &mut BTreeMap<(usize, Set), (Set, Set)>) -> Case {
        let found = worlds(self.ruleset, &self.rules, &point.facts, point.as_of);
        let worlds: Vec<World> = found
            .into_iter()
            .map(|world| {
                let met: Vec<Set> = world.met.into_iter().map(set).collect();
                let after = met.iter().enumerate().map(|(decision, &met)| {
                    *left
                        .entry((decision, met))
                        .or_insert_with(|| (self.stood(decision, met), self.left(decision, met)))
                });
                let (stood, left) = after.unzip();
                World {
                    values: world.values,
                    met,
                    stood,
                    left,
                }
            })
            .collect();
        let outcomes: Vec<BTreeSet<Claimed>> = (0..self.ruleset.decisions.len())
            .map(|decision| {
                let values = worlds.iter().map(|world| world.values[decision].clone());
                values.collect()
            })
            .collect();
        let decided = outcomes
            .iter()
            .map(|values| values.len() == 1 && !values.contains(&None))
            .collect();
        Case {
            point: point.clone(),
            worlds,
            outcomes,
            decided,
        }
    }

    /// The rules left of those met when every ground is applied.
    pub fn left(&self, decision: usize, met: Set) -> Set {
        let declared = &self.ruleset.decisions[decision];
        let standing = self
            .rules
            .standing(members(met).collect(), decision, declared);
        set(standing)
    }

    /// The same after `mandatory` and `stated`.
    fn stood(&self, decision: usize, met: Set) -> Set {
        let declared = Decision {
            resolve_by: Vec::new(),
            ..self.ruleset.decisions[decision].clone()
        };
        set(self
            .rules
            .standing(members(met).collect(), decision, &declared))
    }

    /// The values that a decision has where these rules are met.
    pub fn claims(&self, decision: usize, met: Set) -> BTreeSet<Claimed> {
        self.claims_by(&self.rules, decision, met)
    }

    /// The same with other rules of the same numbers.
    pub fn claims_by(&self, rules: &Rules, decision: usize, met: Set) -> BTreeSet<Claimed> {
        claims(self.ruleset, rules, decision, members(met).collect())
            .into_keys()
            .collect()
    }

    /// Every world with its case.
    pub fn worlds(&self) -> impl Iterator<Item = (&Case, &World)> {
        self.cases
            .iter()
            .flat_map(|case| case.worlds.iter().map(move |world| (case, world)))
    }

    /// The rules that conclude about a decision.
    pub fn concluding(&self, decision: usize) -> Set {
        set((0..self.rules.list.len()).filter(|&rule| self.concludes(rule, decision)))
    }

    pub fn concludes(&self, rule: usize, decision: usize) -> bool {
        self.rules.list[rule].then.contains_key(&decision)
    }

    /// Whether two rules conclude differently about a decision.
    pub fn differ(&self, one: usize, other: usize, decision: usize) -> bool {
        let says =
            |rule: usize| -> BTreeSet<_> { self.rules.list[rule].then[&decision].iter().collect() };
        says(one) != says(other)
    }

    /// Whether two of these rules do.
    pub fn disagree(&self, rules: Set, decision: usize) -> bool {
        members(rules).any(|one| members(rules).any(|other| self.differ(one, other, decision)))
    }

    pub fn id(&self, rule: usize) -> &str {
        &self.rules.list[rule].id
    }

    /// Ids as they are told: in natural order.
    pub fn ids(&self, rules: Set) -> Vec<&str> {
        natural(members(rules).map(|rule| self.id(rule)))
    }

    pub fn name(&self, decision: usize) -> &'static str {
        self.ruleset.decisions[decision].name
    }

    /// Whether a decision may have several claims of its own.
    pub fn is_single(&self, decision: usize) -> bool {
        self.ruleset.decisions[decision].collect.is_none()
    }

    /// Whether a decision without a rule that is met has a value all the same.
    pub fn has_value_without(&self, decision: usize) -> bool {
        let decision = &self.ruleset.decisions[decision];
        matches!(decision.otherwise, Some(Some(_)))
            || matches!(
                decision.collect,
                Some(Collect::List | Collect::Sum | Collect::Count)
            )
    }

    /// Whether a condition holds in a world of a case.
    pub fn holds(&self, case: &Case, world: &World, condition: &Condition) -> bool {
        let at = At {
            ruleset: self.ruleset,
            facts: &case.point.facts,
            as_of: case.point.as_of,
            decided: &world.values,
            outcomes: &case.decided,
        };
        at.holds(condition)
    }
}

/// Ids of the generator in natural order: rules by number, then rows.
pub fn natural<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<&'i str> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_by_key(|id| (id.starts_with("routing"), id.len(), *id));
    ids
}
