//! Every combination of the disputed facts, decided and told.
//!
//! In: a case, and the facts on which the sides differ. Out: a [`Contest`] but for its grounds.

use super::came::{Came, Wish};
use super::case::Case;
use super::combinations::{self, Mask, members};
use super::dispute::{self, Disagreement};
use super::names::Wanted;
use super::told::{
    Answer, Asked, Combination, Contest, Decisive, Disputed, Group, Impossible, SCHEMA,
};
use super::{further, settle};
use crate::explanation::outcome::told;
use crate::explanation::{Explanation, Options, RulesetName};
use crate::model::{DecisionId, FactId};
use crate::verdict::affair::Rejection;
use crate::verdict::decide::{STEP_LIMIT, decide_some};
use crate::verdict::{Affair, Knowledge, Outcome, Value};

/// Steps that all combinations together may take, and one in any case.
const STEPS: u64 = 64 * STEP_LIMIT;
const LEAST_STEPS: u64 = 250_000;

/// Every combination of the facts on which the sides differ, decided.
pub(super) struct Combined<'c> {
    case: &'c Case<'c>,
    odds: Vec<&'c Disagreement>,
    /// By combination: what the decisions of the cone came to.
    each: Vec<Result<Vec<Outcome>, Rejection>>,
    /// What the decision in dispute came to; nothing for an impossible combination.
    came: Vec<Option<Came>>,
}

impl<'c> Combined<'c> {
    pub(super) fn of(case: &'c Case<'c>, odds: Vec<&'c Disagreement>) -> Self {
        let (model, table) = (case.model(), case.table());
        let number: Mask = 1 << odds.len();
        let limit = (STEPS / u64::from(number)).clamp(LEAST_STEPS, STEP_LIMIT);
        let decide = |affair: Affair| decide_some(model, table, &affair, case.cone(), limit);
        let each: Vec<_> = (0..number)
            .map(|mask| granted(case, &odds, mask).map(decide))
            .collect();
        let came = |outcomes: &Result<Vec<Outcome>, Rejection>| {
            let outcome = outcomes.as_ref().ok()?.last()?;
            Some(Came::of(model, case.decision, outcome))
        };
        Self {
            came: each.iter().map(came).collect(),
            case,
            odds,
            each,
        }
    }

    /// What is told of it; the grounds, and the words of other names, are yet to be added.
    pub(super) fn told(self, disputed: &[Disagreement]) -> Contest {
        let (case, wish) = (self.case, &self.case.wish);
        let succeeds: Vec<bool> = self
            .came
            .iter()
            .map(|came| is(came.as_ref(), wish))
            .collect();
        let least = combinations::least(&succeeds);
        let groups = combinations::groups(&self.came);
        let answer = match (least.first(), groups.len()) {
            (Some(0), _) => Answer::Already,
            (Some(_), _) => Answer::Succeeds,
            (None, _) if self.odds.is_empty() => Answer::Undisputed,
            (None, 1) => Answer::NoDifference,
            (None, _) => Answer::Fails,
        };
        let disputed: Vec<Disputed> = disputed
            .iter()
            .map(|it| Disputed {
                decisive: self.decisive(it.fact, &groups),
                ..dispute::told(case, it)
            })
            .collect();
        // what the claim turns on: facts that alone make a difference, or make one together
        let turns_on: Vec<FactId> = (0..)
            .zip(&self.odds)
            .filter(|(at, it)| {
                let decides = |it: &Disputed| it.decisive.is_some();
                let name = case.fact(it.fact);
                disputed
                    .iter()
                    .any(|told| told.fact == name && decides(told))
                    || least
                        .iter()
                        .any(|mask| members(*mask).any(|fact| fact == *at))
            })
            .map(|(_, it)| it.fact)
            .collect();
        let outcomes: Vec<&Vec<Outcome>> = self.each.iter().flatten().collect();
        let everything = match answer {
            Answer::Already | Answer::Succeeds => None,
            Answer::NoDifference | Answer::Fails | Answer::Undisputed => self.everything(),
        };
        let granted = everything
            .as_ref()
            .and_then(|it| it.decisions.get(case.decision.index()));
        let further = granted.and_then(|explained| further::further(explained, wish));
        let all_granted = granted.filter(|_| answer != Answer::Undisputed).cloned();
        let explained = |id: &DecisionId| case.explained(*id).cloned();
        Contest {
            schema: SCHEMA,
            id: case.affair.id.clone(),
            ruleset: RulesetName::of(case.model()),
            as_of: case.explanation.as_of,
            as_of_default: case.explanation.as_of_default,
            claim: Asked {
                decision: case.model().decisions[case.decision.index()].name.clone(),
                value: case.claimed(),
                is: case.came.claimed(wish),
                rules: case.claiming().into_iter().map(|it| case.id(it)).collect(),
            },
            answer,
            facts: case.explanation.facts.clone(),
            decided: case.cone().iter().filter_map(explained).collect(),
            outcomes: groups.iter().map(|group| self.group(group)).collect(),
            impossible: self.impossible(),
            grants: least.iter().map(|mask| self.combination(*mask)).collect(),
            settled_by: settle::settled_by(case, &turns_on, &outcomes),
            all_granted,
            further,
            disputed,
            grounds: Vec::new(),
            terms: everything.map(|it| it.terms).unwrap_or_default(),
        }
    }

    /// Where a fact alone makes a difference.
    fn decisive(&self, fact: FactId, groups: &[Vec<Mask>]) -> Option<Decisive> {
        let at = self.odds.iter().position(|it| it.fact == fact)?;
        let beside = combinations::difference(&self.came, at)?.beside;
        let place = |mask: Mask| groups.iter().position(|group| group.contains(&mask));
        Some(Decisive {
            granted: self.names(beside),
            from: place(beside)?,
            to: place(beside | 1 << at)?,
        })
    }

    fn group(&self, masks: &[Mask]) -> Group {
        let case = self.case;
        let outcome = masks.first().and_then(|mask| self.outcome(*mask));
        let outcome = outcome.unwrap_or(&Outcome::Unclassified);
        Group {
            outcome: told(&case.speaker, case.decision, outcome),
            claimed: masks
                .first()
                .is_some_and(|mask| is(self.came[*mask as usize].as_ref(), &case.wish)),
            combinations: masks.iter().map(|mask| self.combination(*mask)).collect(),
        }
    }

    fn outcome(&self, mask: Mask) -> Option<&Outcome> {
        self.each.get(mask as usize)?.as_ref().ok()?.last()
    }

    fn combination(&self, mask: Mask) -> Combination {
        let winners = self.outcome(mask).map(Outcome::winners);
        let rules = winners.unwrap_or_default();
        Combination {
            granted: self.names(mask),
            rules: rules.into_iter().map(|rule| self.case.id(rule)).collect(),
        }
    }

    fn names(&self, mask: Mask) -> Vec<String> {
        members(mask)
            .filter_map(|at| self.odds.get(at))
            .map(|it| self.case.fact(it.fact))
            .collect()
    }

    fn impossible(&self) -> Vec<Impossible> {
        let rejected = combinations::all(self.odds.len()).into_iter();
        rejected
            .filter_map(|mask| {
                let rejection = self.each.get(mask as usize)?.as_ref().err()?;
                Some(Impossible {
                    granted: self.names(mask),
                    refused: rejection.clone().into(),
                })
            })
            .collect()
    }

    /// Why it comes to what it does with everything granted; nothing where no affair can be so.
    fn everything(&self) -> Option<Explanation> {
        let all = (1 << self.odds.len()) - 1;
        let affair = granted(self.case, &self.odds, all).ok()?;
        let claimed = match &self.case.wanted {
            Wanted::Is(datum) => Some(Value::One(datum.clone())),
            Wanted::Has(list) if list.len() == 1 => Some(Value::List(list.clone())),
            Wanted::Has(_) | Wanted::Nothing => None,
        };
        let decision = self.case.decision;
        let options = Options {
            why_not: claimed.map(|value| (decision, value)).into_iter().collect(),
        };
        Some(self.case.ruleset.explain_with(&affair, &options))
    }
}

fn is(came: Option<&Came>, wish: &Wish) -> bool {
    came.is_some_and(|came| came.is(wish))
}

/// The affair with the facts of a combination as the objector holds them.
fn granted(case: &Case, odds: &[&Disagreement], mask: Mask) -> Result<Affair, Rejection> {
    let facts = members(mask).filter_map(|at| odds.get(at));
    let facts: Vec<(FactId, Knowledge)> = facts.map(|it| (it.fact, it.objector.clone())).collect();
    if facts.is_empty() {
        return Ok(case.affair.clone());
    }
    case.with(facts)
}
