//! What the rules of a decision see: the facts, and one choice among what the decisions upstream claim.
//!
//! A sight does not look closer than test by test: what turns on an unknown fact is open, even where a
//! second test makes up for it. So reasons are told.

use super::engine::{Engine, TooHard};
use super::head::Affair;
use super::settle::Settled;
use super::told::{Claims, Possible, Told};
use super::value::Claim;
use crate::model::{Condition, DecisionId, DefineBody, Model, RuleId, Test, TestForm};
use crate::verify::judge::cone;
use crate::verify::part::{Holds, Part};
use crate::verify::reading::Reading;
use crate::verify::standing::Standing;

/// Beyond this many choices, a contested decision counts as any of its claims.
const MOST_SIGHTS: usize = 256;
/// Combinations of claims with which one test is looked at.
const MOST_CASES: usize = 64;

/// What a decision upstream may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Upstream {
    /// Anything.
    Any,
    /// One of these.
    OneOf(Vec<Claim>),
}

/// What rules see.
#[derive(Clone)]
pub(super) struct Sight<'r> {
    pub(super) part: Part<'r>,
    /// By `DecisionId`.
    pub(super) upstream: Vec<Upstream>,
    /// The claims chosen.
    pub(super) choices: Vec<(DecisionId, Claim)>,
}

/// A reading of single tests, besides that of whole rules.
pub(super) struct Tester<'r> {
    pub(super) reading: Reading<'r>,
}

impl Upstream {
    /// What a decision may be, whichever claim is chosen.
    pub(super) fn of(told: &Told) -> Self {
        let all = |results: &mut dyn Iterator<Item = &Claims>| {
            let claims: Claims = results.flatten().cloned().collect();
            Self::OneOf(claims.into_iter().collect())
        };
        match told {
            Told::Undetermined {
                possible: Possible::These(these),
                incomplete: false,
                ..
            } => all(&mut these.iter()),
            Told::Undetermined { .. } => Self::Any,
            settled => all(&mut settled.claims().iter()),
        }
    }
}

impl<'r> Sight<'r> {
    /// The sight in which every contested decision may be any of its claims.
    pub(super) fn joint(affair: &Affair<'r>, told: &[Told]) -> Self {
        Self {
            part: affair.part.clone(),
            upstream: told.iter().map(Upstream::of).collect(),
            choices: Vec::new(),
        }
    }

    /// Whether a test holds.
    pub(super) fn test(&mut self, tester: &mut Tester, test: &Test) -> Holds {
        if let TestForm::Defined(define) = &test.form {
            return match &tester.reading.model.defines[define.index()].body {
                DefineBody::Condition(condition) => self.condition(tester, condition),
                DefineBody::Expr(..) => Holds::Perhaps,
            };
        }
        let formula = tester.reading.test(&test.form);
        let one = Condition::Test(test.clone());
        let mut cases: Vec<Vec<(DecisionId, Claim)>> = vec![Vec::new()];
        for read in one.decisions(tester.reading.model) {
            let Upstream::OneOf(claims) = &self.upstream[read.index()] else {
                return Holds::Perhaps;
            };
            if cases.len().saturating_mul(claims.len()) > MOST_CASES {
                return Holds::Perhaps;
            }
            let with = |case: &Vec<(DecisionId, Claim)>| -> Vec<_> {
                let each = claims.iter();
                each.map(|claim| [case.clone(), vec![(read, claim.clone())]].concat())
                    .collect()
            };
            cases = cases.iter().flat_map(with).collect();
        }
        let mut each = cases.into_iter().map(|case| {
            let mark = self.part.mark();
            let may = case.iter().all(|(decision, claim)| {
                super::settle::choose(&tester.reading, &mut self.part, *decision, claim)
            });
            let holds = if may {
                self.part.holds(&formula)
            } else {
                Holds::Perhaps
            };
            self.part.back(mark);
            holds
        });
        let first = each.next().unwrap_or(Holds::Perhaps);
        let same = each.all(|next| next == first);
        if same { first } else { Holds::Perhaps }
    }

    /// Whether a condition holds, test by test.
    pub(super) fn condition(&mut self, tester: &mut Tester, condition: &Condition) -> Holds {
        match condition {
            Condition::All(parts) => {
                let each: Vec<Holds> = parts
                    .iter()
                    .map(|part| self.condition(tester, part))
                    .collect();
                least(each.into_iter())
            }
            Condition::Any(parts) => {
                let each: Vec<Holds> = parts
                    .iter()
                    .map(|part| not(self.condition(tester, part)))
                    .collect();
                not(least(each.into_iter()))
            }
            Condition::Not(inner) => not(self.condition(tester, inner)),
            Condition::Test(test) => self.test(tester, test),
        }
    }

    /// Whether a rule is met.
    pub(super) fn rule(&mut self, tester: &mut Tester, id: RuleId) -> Holds {
        let rule = &tester.reading.model.rules[id.index()];
        let in_force = self.part.holds(&tester.reading.rules[id.index()].in_force);
        if in_force == Holds::Nowhere {
            return in_force;
        }
        let when = self.condition(tester, &rule.when);
        let unless = rule.unless.as_ref();
        let unless = unless.map(|unless| not(self.condition(tester, unless)));
        least([in_force, when].into_iter().chain(unless))
    }

    /// The rules of a decision that are perhaps met, with whether they surely are.
    pub(super) fn met(&mut self, tester: &mut Tester, decision: DecisionId) -> Vec<Standing> {
        let rules = &tester.reading.model.decisions[decision.index()].rules;
        let mut met = Vec::new();
        for rule in rules {
            match self.rule(tester, *rule) {
                Holds::Nowhere => {}
                holds => met.push((*rule, holds == Holds::Everywhere)),
            }
        }
        met
    }
}

/// Every sight of a decision.
pub(super) fn sights<'r>(
    engine: &mut Engine<'r>,
    tester: &mut Tester<'r>,
    affair: &Affair<'r>,
    told: &[Told],
    decision: DecisionId,
) -> Result<Vec<Sight<'r>>, TooHard> {
    let model: &'r Model = engine.reading.model;
    let upstream = cone(model, decision);
    let upstream = upstream
        .split_last()
        .map_or(&[][..], |(_, upstream)| upstream);
    let mut all = vec![Sight {
        part: affair.part.clone(),
        upstream: vec![Upstream::Any; model.decisions.len()],
        choices: Vec::new(),
    }];
    for &read in upstream {
        let may = Upstream::of(&told[read.index()]);
        let below = cone(model, read);
        let mut next = Vec::new();
        let count = all.len();
        for mut sight in all {
            let depends = sight
                .choices
                .iter()
                .any(|(chosen, _)| below.contains(chosen));
            let claims: Vec<Claim> = match &told[read.index()] {
                Told::Decided { .. } | Told::Unclassified => Vec::new(),
                Told::Contested(claims) if !depends => {
                    claims.iter().map(|claim| claim.value.clone()).collect()
                }
                Told::Undetermined { .. } if !depends => Vec::new(),
                _ => {
                    let met = sight.met(tester, read);
                    let left = engine.stand(read, &met)?;
                    match engine.settled(read, &met, &left, false) {
                        Settled::Claims(claims) => {
                            claims.into_iter().map(|(claim, _)| claim).collect()
                        }
                        Settled::Open => Vec::new(),
                    }
                }
            };
            if claims.is_empty() || count.saturating_mul(claims.len()) > MOST_SIGHTS {
                sight.upstream[read.index()] = may.clone();
                next.push(sight);
                continue;
            }
            for claim in &claims {
                let mut chosen = sight.clone();
                chosen.upstream[read.index()] = Upstream::OneOf(vec![claim.clone()]);
                if claims.len() > 1 {
                    chosen.choices.push((read, claim.clone()));
                }
                next.push(chosen);
            }
        }
        all = next;
    }
    Ok(all)
}

/// The contrary.
pub(super) fn not(holds: Holds) -> Holds {
    match holds {
        Holds::Nowhere => Holds::Everywhere,
        Holds::Perhaps => Holds::Perhaps,
        Holds::Everywhere => Holds::Nowhere,
    }
}

/// What holds of all.
fn least(each: impl Iterator<Item = Holds>) -> Holds {
    let mut all = Holds::Everywhere;
    for holds in each {
        match holds {
            Holds::Nowhere => return Holds::Nowhere,
            Holds::Perhaps => all = Holds::Perhaps,
            Holds::Everywhere => {}
        }
    }
    all
}
