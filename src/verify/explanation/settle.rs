//! What a decision comes to on a piece of the space, world by world.
//!
//! In: a part, and the decisions in the order in which they are decided. Out: the worlds, where they
//! are the same on all of the part; else a test that holds here and there, to cut along.

use std::collections::BTreeSet;

use super::engine::{Aim, Engine, TooHard};
use super::missed::Bounds;
use super::value::{Claim, Value};
use crate::model::{Collect, DecisionId, RuleId};
use crate::verify::part::{Holds, Part};
use crate::verify::reading::Reading;
use crate::verify::seats::{Seat, none, otherwise, values};
use crate::verify::spans::Spans;
use crate::verify::standing::Standing;

/// Worlds looked at for one piece.
const MOST_WORLDS: usize = 512;

/// One claim chosen for each decision that disagrees.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    /// What each decision comes to, in order; the last is the one asked about.
    pub(super) values: Vec<Claim>,
    /// The decisions whose own rules disagree.
    pub(super) chosen: Vec<DecisionId>,
    /// The rules of the last that win.
    pub(super) winners: BTreeSet<RuleId>,
    /// Whether the rule asked about is met.
    pub(super) met: bool,
}

/// Why a piece cannot be told.
pub(super) enum Stuck {
    /// A test holds here and there.
    Open(Box<(usize, Spans)>),
    /// What is looked for is not here.
    Missed,
    /// There is too much to look at.
    TooHard,
}

impl From<TooHard> for Stuck {
    fn from(_: TooHard) -> Self {
        Self::TooHard
    }
}

/// What rules left standing come to.
pub(super) enum Settled {
    /// These claims, each with its rules.
    Claims(Vec<(Claim, BTreeSet<RuleId>)>),
    /// It turns on a rule.
    Open,
}

impl<'r> Engine<'r> {
    /// The worlds of a decision on a part.
    pub(super) fn worlds(
        &mut self,
        part: &mut Part<'r>,
        cone: &[DecisionId],
        live: &[Vec<RuleId>],
        aim: Aim<'_>,
    ) -> Result<Vec<World>, Stuck> {
        let mut found = Vec::new();
        self.unfold(part, (cone, live), aim, World::default(), &mut found)?;
        Ok(found)
    }

    fn unfold(
        &mut self,
        part: &mut Part<'r>,
        (cone, live): (&[DecisionId], &[Vec<RuleId>]),
        aim: Aim<'_>,
        world: World,
        found: &mut Vec<World>,
    ) -> Result<(), Stuck> {
        let at = world.values.len();
        let Some(&decision) = cone.get(at) else {
            found.push(world);
            return if found.len() > MOST_WORLDS {
                Err(Stuck::TooHard)
            } else {
                Ok(())
            };
        };
        let last = at + 1 == cone.len();
        let met = self.met(part, &live[at])?;
        if let (Some(rule), true) = (aim.rule, last)
            && met.contains(&(rule, false))
        {
            return Err(self.open(part, &[(rule, false)]));
        }
        let left = self.stand(decision, &met)?;
        let goal = aim.goal.filter(|_| last);
        let Settled::Claims(claims) = self.settled(decision, &met, &left, last && aim.winners)
        else {
            let mut rules: Vec<Standing> = left.iter().chain(&met).copied().collect();
            if let Some(goal) = goal {
                let model = self.reading.model;
                let bounds = Bounds {
                    model,
                    decision,
                    met: &met,
                    left: &left,
                };
                if goal.is_missed(&bounds) {
                    return Err(Stuck::Missed);
                }
                // what speaks for the goal first: without it there is nothing to look for
                rules.sort_by_key(|(rule, _)| !goal.is_said_by(model, decision, *rule));
            }
            return Err(self.open(part, &rules));
        };
        // of a decision that comes to one thing, all worlds come to it
        if goal.is_some_and(|goal| {
            let claims = claims.iter().map(|(claim, _)| claim.clone()).collect();
            goal.is_single() && !goal.is_met(&claims)
        }) {
            return Err(Stuck::Missed);
        }
        let several = claims.len() > 1;
        for (claim, winners) in claims {
            let mark = part.mark();
            let may = choose(self.reading, part, decision, &claim);
            let mut next = world.clone();
            next.values.push(claim);
            if several {
                next.chosen.push(decision);
            }
            if last {
                next.winners = winners;
                next.met = aim.rule.is_some_and(|rule| met.contains(&(rule, true)));
            }
            let done = if may {
                self.unfold(part, (cone, live), aim, next, found)
            } else {
                Err(Stuck::TooHard)
            };
            part.back(mark);
            done?;
        }
        Ok(())
    }

    /// The rules that are perhaps met, with whether they surely are.
    pub(super) fn met(
        &mut self,
        part: &mut Part<'r>,
        rules: &[RuleId],
    ) -> Result<Vec<Standing>, TooHard> {
        self.step(rules.len())?;
        let mut met = Vec::new();
        for id in rules {
            let rule = &self.reading.rules[id.index()];
            match part.all_hold([&rule.in_force, &rule.condition]) {
                Holds::Nowhere => {}
                Holds::Perhaps => met.push((*id, false)),
                Holds::Everywhere => met.push((*id, true)),
            }
        }
        Ok(met)
    }

    /// The rules left when every ground has been applied.
    pub(super) fn stand(
        &mut self,
        decision: DecisionId,
        met: &[Standing],
    ) -> Result<Vec<Standing>, TooHard> {
        self.compare(decision, met)?;
        let mut left = met.to_vec();
        for ground in self.grounds.applied(decision) {
            if left.len() < 2 {
                break;
            }
            self.step(left.len() * left.len() / 8)?;
            left = self.grounds.apply(ground, decision, &left);
        }
        Ok(left)
    }

    /// What rules left standing come to.
    pub(super) fn settled(
        &self,
        decision: DecisionId,
        met: &[Standing],
        left: &[Standing],
        exactly: bool,
    ) -> Settled {
        let model = self.reading.model;
        let declared = &model.decisions[decision.index()];
        let of = |rule: RuleId| values(model, rule, decision);
        let sure = || left.iter().filter(|(_, sure)| *sure).map(|(rule, _)| *rule);
        let all = || left.iter().map(|(rule, _)| *rule);
        let all_sure = left.iter().all(|(_, sure)| *sure);
        let one = |value: Value| Settled::Claims(vec![(Some(value), all().collect())]);
        let without = || {
            let value = otherwise(declared);
            let number = value.hull().map(|((low, _), _)| low.to_integer());
            let value = number.filter(|_| value != none()).map(Value::One);
            Settled::Claims(vec![(value, BTreeSet::new())])
        };
        let leaves = |rules: &mut dyn Iterator<Item = RuleId>| -> BTreeSet<u32> {
            let each = rules.flat_map(of);
            each.filter_map(|leaf| u32::try_from(leaf).ok()).collect()
        };
        let distinct = |rules: &mut dyn Iterator<Item = RuleId>| -> BTreeSet<i128> {
            rules.flat_map(of).collect()
        };
        let taken = matches!(declared.collect, Some(Collect::Min | Collect::Max));
        match declared.collect {
            _ if exactly && !all_sure && !taken => Settled::Open,
            Some(Collect::List) => {
                let list = leaves(&mut all());
                match list == leaves(&mut sure()) {
                    true => one(Value::List(list)),
                    false => Settled::Open,
                }
            }
            Some(Collect::Count) => {
                let count = distinct(&mut all()).len();
                match count == distinct(&mut sure()).len() {
                    true => one(Value::One(i128::try_from(count).unwrap_or(i128::MAX))),
                    false => Settled::Open,
                }
            }
            Some(Collect::Sum) => {
                let open = left.iter().filter(|(_, sure)| !sure);
                let adds = open.flat_map(|(rule, _)| of(*rule)).any(|by| by != 0);
                match adds {
                    true => Settled::Open,
                    false => one(Value::One(sure().flat_map(of).sum())),
                }
            }
            _ if left.is_empty() => without(),
            Some(taken @ (Collect::Min | Collect::Max)) => {
                let better = |a: i128, b: i128| match taken {
                    Collect::Min => a < b,
                    _ => a > b,
                };
                let best = |rules: &mut dyn Iterator<Item = RuleId>| {
                    let each = rules.flat_map(of);
                    each.reduce(|a, b| if better(b, a) { b } else { a })
                };
                let (Some(surely), Some(perhaps)) = (best(&mut sure()), best(&mut all())) else {
                    return Settled::Open;
                };
                let winners =
                    |number: i128| all().filter(move |rule| of(*rule).any(|it| it == number));
                let open = |rule: RuleId| left.contains(&(rule, false));
                if surely != perhaps || (exactly && winners(surely).any(open)) {
                    return Settled::Open;
                }
                let rules = winners(surely).collect();
                Settled::Claims(vec![(Some(Value::One(surely)), rules)])
            }
            None => {
                let (surely, perhaps) = (distinct(&mut sure()), distinct(&mut all()));
                // a ground never takes the last rule
                let alone = perhaps.len() == 1 && met.iter().any(|(_, sure)| *sure);
                if surely != perhaps && !alone {
                    return Settled::Open;
                }
                let claims = perhaps.into_iter().map(|value| {
                    let rules = all().filter(|rule| of(*rule).any(|it| it == value));
                    (Some(Value::One(value)), rules.collect())
                });
                Settled::Claims(claims.collect())
            }
        }
    }

    /// A test to cut along, so that it is settled whether one of these rules is met.
    fn open(&self, part: &mut Part<'r>, rules: &[Standing]) -> Stuck {
        for (id, _) in rules {
            let rule = &self.reading.rules[id.index()];
            for formula in [&rule.in_force, &rule.condition] {
                if let Some((seat, values)) = part.undecided(formula) {
                    return Stuck::Open(Box::new((seat, values.clone())));
                }
            }
        }
        Stuck::TooHard
    }
}

/// Holds a decision to a claim; false if it is none that it can have.
pub(super) fn choose(
    reading: &Reading,
    part: &mut Part,
    decision: DecisionId,
    claim: &Claim,
) -> bool {
    match claim {
        Some(Value::List(list)) => {
            let seats = reading.seats.iter().enumerate();
            let has = seats.filter_map(|(seat, it)| match it {
                Seat::Holds(of, leaf) if *of == decision => Some((seat, list.contains(leaf))),
                _ => None,
            });
            has.into_iter()
                .all(|(seat, has)| part.narrow(seat, &Spans::one(has.into())))
        }
        one => {
            let to = match one {
                Some(Value::One(number)) => Spans::one(*number),
                _ => none(),
            };
            let seat = reading.find(&Seat::Decision(decision));
            seat.is_none_or(|seat| part.narrow(seat, &to))
        }
    }
}
