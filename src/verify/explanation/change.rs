//! That changes of facts lead where they are said to, and that no part of one does.

use std::collections::BTreeSet;

use super::among::Among;
use super::at::At;
use super::checking::{Came, Checking, Otherwise};
use super::engine::TooHard;
use super::goal::Goal;
use super::knows::{Held, Knows, known, narrow, written};
use super::names::{fact_named, ids, rules_named};
use super::told::shown;
use super::value::Value;
use crate::model::{DecisionId, FactId};
use crate::verify::fault::Fault;
use crate::words::Words;

/// Ways of leaving one fact out of every change that are looked at.
const MOST_WAYS: usize = 64;

/// Changes that lead to one goal.
pub(super) struct Changes<'c, 'd> {
    pub(super) id: DecisionId,
    pub(super) goal: &'c Goal,
    /// Facts that were taken from text.
    pub(super) recognised: &'c BTreeSet<FactId>,
    /// Where the list of them stands.
    pub(super) at: &'c At<'d>,
    /// Whether there may be others.
    pub(super) more: bool,
}

/// One fact otherwise.
struct Changed<'d> {
    at: At<'d>,
    fact: FactId,
    to: Knows,
    among: Vec<Held>,
}

/// Checks `would_change`; gives how many changes, and goals out of reach, there are.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
    recognised: &BTreeSet<FactId>,
) -> Result<(usize, usize), Fault> {
    let Some(at) = decision.find("would_change") else {
        return Ok((0, 0));
    };
    let model = checking.model;
    let (mut goals, mut count) = (BTreeSet::new(), 0);
    let mut goal = |checking: &Checking<'_, 'd>, at: &At<'d>| -> Result<Goal, Fault> {
        let goal = Goal::read(model, id, &checking.told[id.index()], at)?;
        match goals.insert(goal.clone()) {
            true => Ok(goal),
            false => Err(at.fault(Words::new("this goal stands twice", "此目标出现了两次"))),
        }
    };
    for to in at.get("to")?.items()? {
        let goal = goal(checking, &to.get("goal")?)?;
        let changes = Changes {
            id,
            goal: &goal,
            recognised,
            at: &to,
            more: to.flag("more")?,
        };
        count += changes.check(checking)?;
    }
    let never = at.list("never")?;
    for place in &never {
        let goal = goal(checking, place)?;
        let changes = Changes {
            id,
            goal: &goal,
            recognised,
            at: place,
            more: false,
        };
        changes.others(checking, &[])?;
    }
    let all = Goal::all(model, id, &checking.told[id.index()]);
    if !at.flag("more")? && !all.is_subset(&goals) {
        return Err(at.fault(Words::new(
            "another value that the decision may come to is left out",
            "遗漏了该决定可能得出的另一个值",
        )));
    }
    Ok((count, never.len()))
}

impl<'d> Changes<'_, 'd> {
    /// Checks the changes; gives how many there are.
    pub(super) fn check(&self, checking: &mut Checking<'_, 'd>) -> Result<usize, Fault> {
        let changes = self.at.get("changes")?.items()?;
        let mut sets: Vec<BTreeSet<FactId>> = Vec::new();
        for change in &changes {
            let set = self.one(checking, change)?;
            let fewer = sets.last().is_some_and(|last| set.len() < last.len());
            if fewer || sets.contains(&set) {
                return Err(change.fault(Words::new(
                    "changes of the same facts stand once, fewest facts first",
                    "涉及相同事实的改变只列一次，事实少者在前",
                )));
            }
            sets.push(set);
        }
        if !self.more {
            self.others(checking, &sets)?;
        }
        Ok(changes.len())
    }

    /// Checks one change; gives its facts.
    fn one(&self, checking: &mut Checking<'_, 'd>, at: &At<'d>) -> Result<BTreeSet<FactId>, Fault> {
        let mut facts: Vec<Changed> = Vec::new();
        for item in at.get("facts")?.items()? {
            let changed = read(checking, &item)?;
            if facts.iter().any(|other| other.fact == changed.fact) {
                return Err(item.fault(Words::new("this fact stands twice", "此事实出现了两次")));
            }
            facts.push(changed);
        }
        self.leads(checking, at, &facts)?;
        for changed in &facts {
            self.any_of(checking, changed, &facts)?;
        }
        let set: BTreeSet<FactId> = facts.iter().map(|changed| changed.fact).collect();
        for changed in &facts {
            let mut fewer = set.clone();
            fewer.remove(&changed.fact);
            match checking.reaches(self.id, self.goal, &fewer) {
                Ok(false) => {}
                Ok(true) => {
                    return Err(changed.at.fault(Words::new(
                        "the goal can be reached without this fact",
                        "不改变这项事实也能达到该目标",
                    )));
                }
                Err(TooHard) => checking.too_hard(
                    &changed.at,
                    Words::new("whether this fact can be left out", "这项事实能否省去"),
                ),
            }
        }
        Ok(set)
    }

    /// That the change comes to the goal, by these rules.
    fn leads(
        &self,
        checking: &mut Checking<'_, 'd>,
        at: &At<'d>,
        facts: &[Changed],
    ) -> Result<(), Fault> {
        let model = checking.model;
        let to: Otherwise = facts
            .iter()
            .map(|changed| (changed.fact, Some(changed.to.clone())))
            .collect();
        let rules = rules_named(model, self.id, &at.get("rules")?)?;
        let mut part = checking.with(&to);
        let wanted = |claims: &_| self.goal.is_met(claims);
        let (results, always) = match checking.came(&mut part, self.id, true, &wanted) {
            Ok(Came::Always(results, always)) => (results, always),
            Ok(Came::Nothing) => {
                return Err(at.fault(Words::new(
                    "the ruleset calls the affair so changed impossible",
                    "规则集认定如此改变后的事项不可能",
                )));
            }
            Ok(Came::Else(claims)) => {
                let comes_to = shown(model, self.id, &claims);
                return Err(at.fault(Words::new(
                    format!("the affair so changed may come to {}", comes_to.en),
                    format!("如此改变后的结果可能是{}", comes_to.zh),
                )));
            }
            Err(TooHard) => {
                let what = Words::new("where this change leads", "这一改变导致什么结果");
                checking.too_hard(at, what);
                return Ok(());
            }
        };
        // where other values of a list still turn on what is unknown, not all winners need be told
        let told = match results.len() {
            1 => rules.iter().eq(&always),
            _ => rules.iter().all(|rule| always.contains(rule)),
        };
        if !told {
            let always = ids(model, always);
            return Err(at.get("rules")?.fault(Words::new(
                format!("the rules that would win are others: {always}"),
                format!("届时胜出的规则不同：{always}"),
            )));
        }
        let becomes = match (self.goal, results.first().and_then(|claims| claims.first())) {
            (Goal::Beyond(..), Some(Some(value @ Value::One(_)))) if results.len() == 1 => {
                Some(super::value::written(model, self.id, value))
            }
            _ => None,
        };
        at.is("becomes", becomes.as_ref())
    }

    /// That every other value told of one fact comes to the goal too.
    fn any_of(
        &self,
        checking: &mut Checking<'_, 'd>,
        changed: &Changed<'d>,
        facts: &[Changed],
    ) -> Result<(), Fault> {
        let mut to: Otherwise = facts
            .iter()
            .map(|changed| (changed.fact, Some(changed.to.clone())))
            .collect();
        to.insert(changed.fact, None);
        let wanted = |claims: &_| self.goal.is_met(claims);
        for held in &changed.among {
            let mut part = checking.with(&to);
            if !narrow(&mut part, held) {
                continue;
            }
            let place = changed.at.get("among")?;
            match checking.came(&mut part, self.id, false, &wanted) {
                Ok(Came::Else(claims)) => {
                    let comes_to = shown(checking.model, self.id, &claims);
                    return Err(place.fault(Words::new(
                        format!("for some of these it may come to {}", comes_to.en),
                        format!("其中有的取值可能得出{}", comes_to.zh),
                    )));
                }
                Ok(_) => {}
                Err(TooHard) => checking.too_hard(
                    &place,
                    Words::new("whether each of these values does", "是否每个取值都可以"),
                ),
            }
        }
        Ok(())
    }

    /// That no other change leads to the goal. Any other leaves out one fact of each that is told, so
    /// the facts that can be otherwise, without one of each, must not reach it.
    pub(super) fn others(
        &self,
        checking: &mut Checking<'_, 'd>,
        told: &[BTreeSet<FactId>],
    ) -> Result<(), Fault> {
        let mut ways: BTreeSet<BTreeSet<FactId>> = [BTreeSet::new()].into();
        for change in told {
            let with = |way: &BTreeSet<FactId>| -> Vec<BTreeSet<FactId>> {
                if !way.is_disjoint(change) {
                    return vec![way.clone()];
                }
                let each = change.iter();
                each.map(|fact| way.iter().chain([fact]).copied().collect())
                    .collect()
            };
            ways = ways.iter().flat_map(with).collect();
            if ways.len() > MOST_WAYS {
                break;
            }
        }
        let movable = checking.movable(self.recognised);
        let what = Words::new(
            "whether no other change leads there",
            "是否没有其他改变可以达到",
        );
        if ways.len() > MOST_WAYS {
            checking.too_hard(self.at, what);
            return Ok(());
        }
        for way in ways {
            let left: BTreeSet<FactId> = movable.difference(&way).copied().collect();
            match checking.reaches(self.id, self.goal, &left) {
                Ok(false) => {}
                Ok(true) => {
                    return Err(self.at.fault(match told.is_empty() {
                        true => Words::new(
                            "this can be reached by a change of facts",
                            "改变事实可以达到这一点",
                        ),
                        false => Words::new(
                            "another change of facts leads there too",
                            "另有事实的改变也可以达到这一点",
                        ),
                    }));
                }
                Err(TooHard) => {
                    checking.too_hard(self.at, what);
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn read<'d>(checking: &Checking<'_, 'd>, item: &At<'d>) -> Result<Changed<'d>, Fault> {
    let model = checking.model;
    let name = item.get("fact")?;
    let (fact, text) = fact_named(model, &name)?;
    let declared = &model.facts[fact.index()];
    if declared.fixed {
        return Err(name.fault(Words::new(
            format!("`{text}` is fixed, and cannot be otherwise"),
            format!("`{text}` 不可改变"),
        )));
    }
    let knows = &checking.affair.facts[fact.index()];
    item.is("value", Some(&written(model, fact, knows)))?;
    let to = item.get("to")?;
    let value = Knows::Value(known(model, &declared.ty, &to)?);
    if value == *knows {
        return Err(to.fault(Words::new("this is what it is", "这就是它现在的值")));
    }
    let place = item.get("among")?;
    let among = Among::read(model, &declared.ty, &place)?;
    if !among.holds(model, &declared.ty, &value) {
        return Err(place.fault(Words::new(
            "what it would be does not lie in what it may be",
            "所述的值不在所述范围之内",
        )));
    }
    Ok(Changed {
        among: among.held(checking.engine.reading, fact),
        at: item.clone(),
        fact,
        to: value,
    })
}
