//! That every rule of a decision is accounted for once, in the list it belongs to, with what the
//! ruleset says of it and every reason.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::at::At;
use super::checking::Checking;
use super::declared::{dates, declared};
use super::engine::{Aim, Go, TooHard};
use super::names::{in_order, rule_named};
use super::premises::Premises;
use super::settle::World;
use super::sight::{Sight, sights};
use super::told::via;
use super::value::Claim;
use crate::model::{DecisionId, RuleId};
use crate::verify::fault::Fault;
use crate::verify::part::Holds;
use crate::words::Words;

/// The lists, as they are named.
const LISTS: [&str; 4] = ["because", "defeated", "not_met", "open"];

/// Where a rule stands.
pub(super) struct Place<'d> {
    pub(super) list: &'static str,
    pub(super) at: At<'d>,
}

/// Checks the rules of a decision; gives where each stands.
pub(super) fn check<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    at: &At<'d>,
) -> Result<BTreeMap<RuleId, Place<'d>>, Fault> {
    let model = checking.model;
    let mut places: BTreeMap<RuleId, Place> = BTreeMap::new();
    for list in LISTS {
        let mut last = None;
        for told in at.get(list)?.items()? {
            let rule = rule_named(model, id, &told.get("rule")?)?;
            if last.replace(rule).is_some_and(|last| last >= rule) {
                return Err(told.fault(in_order()));
            }
            declared(checking, id, rule, &told, list)?;
            let place = Place {
                list,
                at: told.clone(),
            };
            if let Some(before) = places.insert(rule, place) {
                return Err(told.fault(Words::new(
                    format!("this rule stands in `{}` already", before.list),
                    format!("此规则已列在 `{}` 中", before.list),
                )));
            }
        }
    }
    let name = &model.decisions[id.index()].name;
    for rule in &model.decisions[id.index()].rules {
        if !places.contains_key(rule) {
            let rule = &model.rules[rule.index()].id;
            return Err(at.fault(Words::new(
                format!("`{rule}` concludes about `{name}`, and stands in no list"),
                format!("`{rule}` 对 `{name}` 作出结论，却不在任何列表中"),
            )));
        }
    }
    let winners = checking.told[id.index()].winners();
    checking.engine.allow(super::QUESTION);
    let Ok(sights) = sights(
        &mut checking.engine,
        &mut checking.tester,
        &checking.affair,
        &checking.told,
        id,
    ) else {
        checking.too_hard(
            at,
            Words::new("whether the reasons are so", "各项理由是否成立"),
        );
        return Ok(places);
    };
    for (rule, place) in &places {
        let of = One {
            id,
            rule: *rule,
            at: &place.at,
            winners: &winners,
        };
        match place.list {
            "because" => of.because(checking, &sights)?,
            "defeated" => of.defeated(checking, &sights)?,
            "not_met" => of.not_met(checking, &sights)?,
            _ => of.open(checking, &sights)?,
        }
    }
    Ok(places)
}

/// One rule in its list.
struct One<'o, 'd> {
    id: DecisionId,
    rule: RuleId,
    at: &'o At<'d>,
    winners: &'o BTreeSet<RuleId>,
}

impl<'d> One<'_, 'd> {
    /// The sights of which something is said.
    fn sights<'s, 'r>(
        &self,
        checking: &Checking<'r, 'd>,
        sights: &'s [Sight<'r>],
    ) -> Result<Vec<&'s Sight<'r>>, Fault> {
        let via: Vec<(DecisionId, Claim)> = via(checking.model, self.at)?;
        let with = |sight: &&Sight| via.iter().all(|step| sight.choices.contains(step));
        let found: Vec<&Sight> = sights.iter().filter(with).collect();
        match found.is_empty() {
            true => Err(self.at.get("via")?.fault(Words::new(
                "these claims never come together",
                "这些主张不会同时成立",
            ))),
            false => Ok(found),
        }
    }

    fn wrong(&self, en: &str, zh: &str, checking: &Checking) -> Fault {
        let rule = &checking.model.rules[self.rule.index()].id;
        self.at.fault(Words::new(
            format!("`{rule}` {en}"),
            format!("`{rule}` {zh}"),
        ))
    }

    /// That the reasons are those of one of these sights.
    fn told_of<'r>(
        &self,
        checking: &mut Checking<'r, 'd>,
        sights: &[&Sight<'r>],
        how: How,
    ) -> Result<(), Fault> {
        let mut first = Ok(());
        for sight in sights {
            let mut sight = (*sight).clone();
            let mut premises = Premises {
                model: checking.model,
                affair: &checking.affair,
                told: &checking.told,
                sight: &mut sight,
                tester: &mut checking.tester,
            };
            let lists = match how {
                How::Met => premises.met(self.rule),
                How::NotMet => premises.not_met(self.rule),
                How::Open => premises.open(self.rule),
            };
            match lists.compare(self.at) {
                Ok(()) => return Ok(()),
                Err(fault) if first.is_ok() => first = Err(fault),
                Err(_) => {}
            }
        }
        first
    }

    fn because<'r>(
        &self,
        checking: &mut Checking<'r, 'd>,
        sights: &[Sight<'r>],
    ) -> Result<(), Fault> {
        let within = self.sights(checking, sights)?;
        let undetermined = checking.told[self.id.index()].claims().is_none();
        if undetermined {
            // the outcome names no winners, so that this one wins is found out here
            match self.always(checking, &|worlds, rule| {
                // of each choice upstream, in one claim or another
                worlds.iter().all(|world| {
                    let upstream =
                        |world: &World| world.values.split_last().map(|(_, up)| up.to_vec());
                    let mut alike = worlds.iter().filter(|it| upstream(it) == upstream(world));
                    alike.any(|world| world.winners.contains(&rule))
                })
            }) {
                Ok(true) => {}
                Ok(false) => {
                    return Err(self.wrong(
                        "does not win in every case",
                        "并非在所有情形下胜出",
                        checking,
                    ));
                }
                Err(TooHard) => checking.too_hard(
                    self.at,
                    Words::new("whether it wins in every case", "是否在所有情形下胜出"),
                ),
            }
        } else if !self.winners.contains(&self.rule) {
            return Err(self.wrong(
                "does not win, by the outcome",
                "并未胜出（见结论）",
                checking,
            ));
        }
        self.told_of(checking, &within, How::Met)
    }

    fn defeated<'r>(
        &self,
        checking: &mut Checking<'r, 'd>,
        sights: &[Sight<'r>],
    ) -> Result<(), Fault> {
        self.no_winner(checking)?;
        let within = self.sights(checking, sights)?;
        for sight in &within {
            super::beaten::loses(checking, self.id, self.rule, self.at, &mut (*sight).clone())?;
            super::beaten::check(checking, self.id, self.rule, self.at, &mut (*sight).clone())?;
        }
        super::beaten::reasons(checking, self.id, self.rule, self.at)?;
        self.told_of(checking, &within, How::Met)
    }

    fn not_met<'r>(
        &self,
        checking: &mut Checking<'r, 'd>,
        sights: &[Sight<'r>],
    ) -> Result<(), Fault> {
        self.no_winner(checking)?;
        let model = checking.model;
        let rule = &model.rules[self.rule.index()];
        let in_force = &checking.engine.reading.rules[self.rule.index()].in_force;
        let in_force = checking.affair.part.holds(in_force);
        let dates = dates(&rule.effective).filter(|_| in_force == Holds::Nowhere);
        self.at.is("out_of_date", dates.as_ref())?;
        let mut joint = Sight::joint(&checking.affair, &checking.told);
        let joint_holds = joint.rule(&mut checking.tester, self.rule);
        let together = self.at.flag("together")?;
        let mut fails = |sight: &Sight<'r>| {
            sight.clone().rule(&mut checking.tester, self.rule) == Holds::Nowhere
        };
        let each = joint_holds == Holds::Nowhere || sights.iter().all(&mut fails);
        if together == each {
            let words = match each {
                true => (
                    "fails by its own tests, not only together",
                    "由其自身的条件即不成立，而非只是不能同时成立",
                ),
                false => (
                    "is not kept from being met by these tests alone",
                    "仅凭这些条件还不能排除其成立",
                ),
            };
            return Err(self.wrong(words.0, words.1, checking));
        }
        if together {
            match self.always(checking, &|worlds, _| worlds.iter().all(|world| !world.met)) {
                Ok(true) => {}
                Ok(false) => return Err(self.wrong("may be met", "可能成立", checking)),
                Err(TooHard) => checking.too_hard(
                    self.at,
                    Words::new("whether it can never be met", "是否不可能成立"),
                ),
            }
            let all: Vec<&Sight> = sights.iter().collect();
            return self.told_of(checking, &all, How::Open);
        }
        if joint_holds == Holds::Nowhere {
            return self.told_of(checking, &[&joint], How::NotMet);
        }
        let all: Vec<&Sight> = sights.iter().collect();
        self.told_of(checking, &all, How::NotMet)
    }

    fn open<'r>(&self, checking: &mut Checking<'r, 'd>, sights: &[Sight<'r>]) -> Result<(), Fault> {
        self.no_winner(checking)?;
        let within = self.sights(checking, sights)?;
        for sight in &within {
            self.open_in(checking, sight)?;
        }
        self.told_of(checking, &within, How::Open)
    }

    fn open_in<'r>(&self, checking: &mut Checking<'r, 'd>, sight: &Sight<'r>) -> Result<(), Fault> {
        let mut seen = sight.clone();
        let holds = seen.rule(&mut checking.tester, self.rule);
        if holds == Holds::Nowhere {
            return Err(self.wrong("is not met", "不成立", checking));
        }
        let met = (holds == Holds::Everywhere).then_some(Json::Bool(true));
        self.at.is("met", met.as_ref())?;
        super::beaten::open(checking, self.id, self.rule, self.at, &mut seen)
    }

    /// A rule that wins stands in `because`.
    fn no_winner(&self, checking: &Checking) -> Result<(), Fault> {
        match self.winners.contains(&self.rule) {
            true => Err(self.wrong("wins, by the outcome", "已胜出（见结论）", checking)),
            false => Ok(()),
        }
    }

    /// Whether something is so of the worlds of every affair.
    fn always<'r>(
        &self,
        checking: &mut Checking<'r, 'd>,
        is: &dyn Fn(&[World], RuleId) -> bool,
    ) -> Result<bool, TooHard> {
        let aim = Aim {
            winners: true,
            rule: Some(self.rule),
            ..Aim::default()
        };
        let mut part = checking.affair.part.clone();
        let rule = self.rule;
        checking.engine.allow(super::QUESTION);
        let go =
            checking
                .engine
                .explore(&mut part, self.id, aim, &mut |engine, part, worlds| {
                    Ok(match is(worlds, rule) || !engine.holds_an_affair(part)? {
                        true => Go::On,
                        false => Go::Stop,
                    })
                })?;
        Ok(go == Go::On)
    }
}

/// How a rule's reasons are told.
#[derive(Clone, Copy)]
enum How {
    Met,
    NotMet,
    Open,
}
