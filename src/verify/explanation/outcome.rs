//! That an outcome is what the rules come to, for every affair that it may be.

use std::collections::{BTreeMap, BTreeSet};

use super::at::At;
use super::engine::{Aim, Engine, Go, TooHard};
use super::head::Affair;
use super::settle::World;
use super::told::{Claims, Possible, Told, ToldClaim, shown};
use super::value::{Claim, Value};
use crate::model::{DecisionId, Model, RuleId};
use crate::verify::fault::Fault;
use crate::words::Words;

/// What is wrong with an outcome, if anything.
type Wrong = Option<Fault>;

/// What a settled decision was seen to come to.
#[derive(Default)]
struct Seen {
    pieces: usize,
    /// For each claim, the rules that win in every piece, and in some.
    always: BTreeMap<Claim, BTreeSet<RuleId>>,
    ever: BTreeMap<Claim, BTreeSet<RuleId>>,
    /// For each claim, the claims upstream that lead to it where not all do, of decisions whose own
    /// rules disagree.
    via: BTreeMap<Claim, BTreeSet<(DecisionId, Claim)>>,
}

/// Checks an outcome.
pub(super) fn check<'d, 'r>(
    engine: &mut Engine<'r>,
    affair: &Affair<'r>,
    id: DecisionId,
    at: &At<'d>,
    told: &Told<'d>,
) -> Result<Result<(), Fault>, TooHard> {
    let wrong = match told {
        Told::Undetermined {
            possible,
            incomplete,
            ..
        } => undetermined(engine, affair, id, at, told, possible, *incomplete)?,
        _ => settled(engine, affair, id, at, told)?,
    };
    Ok(wrong.map_or(Ok(()), Err))
}

/// The claims of a piece.
pub(super) fn claims(worlds: &[World]) -> Claims {
    let last = |world: &World| world.values.last().cloned().unwrap_or_default();
    worlds.iter().map(last).collect()
}

fn settled<'r>(
    engine: &mut Engine<'r>,
    affair: &Affair<'r>,
    id: DecisionId,
    at: &At,
    told: &Told,
) -> Result<Wrong, TooHard> {
    let model = engine.reading.model;
    let cone = crate::verify::judge::cone(model, id);
    let should = told.claims().unwrap_or_default();
    let (mut seen, mut wrong) = (Seen::default(), None);
    let aim = Aim {
        winners: true,
        ..Aim::default()
    };
    let mut part = affair.part.clone();
    engine.explore(&mut part, id, aim, &mut |engine, part, worlds| {
        if seen.adds_nothing(&cone, worlds) || !engine.holds_an_affair(part)? {
            return Ok(Go::On);
        }
        let comes_to = claims(worlds);
        if comes_to != should {
            wrong = Some(otherwise(model, id, at, &comes_to));
            return Ok(Go::Stop);
        }
        seen.add(&cone, worlds);
        Ok(Go::On)
    })?;
    if wrong.is_some() {
        return Ok(wrong);
    }
    let backed = match told {
        Told::Decided { value, backed } => vec![(at, Some(value.clone()), backed)],
        Told::Contested(claims) => {
            let each = claims.iter();
            each.map(|claim| (&claim.at, claim.value.clone(), &claim.backed))
                .collect()
        }
        _ => Vec::new(),
    };
    for (at, claim, backed) in backed {
        let always = seen.always.get(&claim).cloned().unwrap_or_default();
        let ever = seen.ever.get(&claim).cloned().unwrap_or_default();
        let possible: BTreeSet<RuleId> = ever.difference(&always).copied().collect();
        if !backed.rules.iter().eq(&always) || !backed.possible.iter().eq(&possible) {
            return Ok(Some(winners(model, at, &always, &possible)));
        }
    }
    if let Told::Contested(told) = told {
        for claim in told {
            if let Some(fault) = seen.leads(model, claim) {
                return Ok(Some(fault));
            }
        }
    }
    Ok(None)
}

impl Seen {
    /// Whether a piece shows nothing that was not seen before.
    fn adds_nothing(&self, cone: &[DecisionId], worlds: &[World]) -> bool {
        let mut with = Self {
            pieces: self.pieces,
            always: self.always.clone(),
            ever: self.ever.clone(),
            via: self.via.clone(),
        };
        with.add(cone, worlds);
        self.pieces > 0
            && claims(worlds).iter().eq(self.always.keys())
            && with.always == self.always
            && with.ever == self.ever
            && with.via == self.via
    }

    fn add(&mut self, cone: &[DecisionId], worlds: &[World]) {
        self.pieces += 1;
        let claims = claims(worlds);
        for claim in &claims {
            let lead = |world: &&World| world.values.last() == Some(claim);
            let here: Vec<&World> = worlds.iter().filter(lead).collect();
            let ever: BTreeSet<RuleId> = here
                .iter()
                .flat_map(|world| &world.winners)
                .copied()
                .collect();
            // of a decided value in every world, of a claim in any world that makes it
            let always: BTreeSet<RuleId> = match claims.len() {
                1 => {
                    let in_all = |rule: &RuleId| here.iter().all(|it| it.winners.contains(rule));
                    ever.iter().copied().filter(in_all).collect()
                }
                _ => ever.clone(),
            };
            let known = self.always.entry(claim.clone()).or_insert(always.clone());
            known.retain(|rule| always.contains(rule));
            self.ever.entry(claim.clone()).or_default().extend(ever);
            let via = self.via.entry(claim.clone()).or_default();
            if claims.len() < 2 {
                continue;
            }
            let disagrees =
                |decision: &DecisionId| worlds.iter().any(|it| it.chosen.contains(decision));
            for (place, decision) in cone.iter().enumerate().take(cone.len() - 1) {
                if !disagrees(decision) {
                    continue;
                }
                let of = |worlds: &mut dyn Iterator<Item = &World>| -> BTreeSet<Claim> {
                    worlds.map(|world| world.values[place].clone()).collect()
                };
                let leading = of(&mut here.iter().copied());
                if leading.len() < of(&mut worlds.iter()).len() {
                    via.extend(leading.into_iter().map(|claim| (*decision, claim)));
                }
            }
        }
    }

    /// That the claims upstream that lead to a claim are told: those that do, and all of them.
    fn leads(&self, model: &Model, claim: &ToldClaim) -> Option<Fault> {
        let all = self.via.get(&claim.value).cloned().unwrap_or_default();
        let told: BTreeSet<(DecisionId, Claim)> = claim.via.iter().cloned().collect();
        let name = |decision: DecisionId| &model.decisions[decision.index()].name;
        if let Some((decision, value)) = told.difference(&all).next() {
            let (name, value) = (
                name(*decision),
                shown(model, *decision, &[value.clone()].into()),
            );
            return Some(claim.at.fault(Words::new(
                format!("that `{name}` is {} does not lead here", value.en),
                format!("`{name}` 为{}并不导致此主张", value.zh),
            )));
        }
        let (decision, value) = all.difference(&told).next()?;
        let (name, value) = (
            name(*decision),
            shown(model, *decision, &[value.clone()].into()),
        );
        Some(claim.at.fault(Words::new(
            format!(
                "that `{name}` is {} leads here too, and is not in `via`",
                value.en
            ),
            format!("`{name}` 为{}也导致此主张，而 `via` 中没有", value.zh),
        )))
    }
}

fn undetermined<'r>(
    engine: &mut Engine<'r>,
    affair: &Affair<'r>,
    id: DecisionId,
    at: &At,
    told: &Told,
    possible: &Possible,
    incomplete: bool,
) -> Result<Wrong, TooHard> {
    let model = engine.reading.model;
    let (mut seen, mut wrong) = (BTreeSet::new(), None);
    let mut part = affair.part.clone();
    engine.explore(
        &mut part,
        id,
        Aim::default(),
        &mut |engine, part, worlds| {
            let comes_to = claims(worlds);
            if seen.contains(&comes_to) || !engine.holds_an_affair(part)? {
                return Ok(Go::On);
            }
            // where the search was cut off, there may be more outcomes than are told
            if !incomplete && !told.allows(&comes_to) {
                wrong = Some(otherwise(model, id, at, &comes_to));
                return Ok(Go::Stop);
            }
            seen.insert(comes_to);
            Ok(Go::On)
        },
    )?;
    if wrong.is_some() {
        return Ok(wrong);
    }
    if seen.len() < 2 && !incomplete {
        return Ok(Some(at.fault(Words::new(
            "this does not turn on what is unknown",
            "此决定并不取决于未知的事实",
        ))));
    }
    let place = at.get("possible").unwrap_or_else(|_| at.clone());
    let never = |what: Words| {
        place.fault(Words::new(
            format!("it cannot come to {}", what.en),
            format!("不可能得出{}", what.zh),
        ))
    };
    let ends = || {
        let all = seen.iter().flatten().filter_map(|claim| match claim {
            Some(Value::One(number)) => Some(*number),
            _ => None,
        });
        (all.clone().min(), all.max())
    };
    let lists = || {
        seen.iter().flatten().filter_map(|claim| match claim {
            Some(Value::List(list)) => Some(list),
            _ => None,
        })
    };
    let one = |value: Value| shown(model, id, &[Some(value)].into());
    Ok(match possible {
        Possible::These(these) => {
            let unseen = these.difference(&seen).next();
            unseen.map(|claims| never(shown(model, id, claims)))
        }
        Possible::Range { least, greatest } => {
            let ends = ends();
            if ends.0 != Some(*least) && !(incomplete && ends.0 <= Some(*least)) {
                Some(never(one(Value::One(*least))))
            } else if ends.1 != Some(*greatest) && !(incomplete && ends.1 >= Some(*greatest)) {
                Some(never(one(Value::One(*greatest))))
            } else {
                None
            }
        }
        Possible::List { always, maybe } => {
            let mut leaves = maybe.iter();
            let unseen = leaves.find(|leaf| {
                always.contains(leaf)
                    || !lists().any(|list| list.contains(leaf))
                    || lists().all(|list| list.contains(leaf))
            });
            unseen.filter(|_| !incomplete).map(|leaf| {
                let it = one(Value::List([*leaf].into()));
                place.fault(Words::new(
                    format!("{} is not there in some cases only", it.en),
                    format!("{}并非只在部分情形下出现", it.zh),
                ))
            })
        }
    })
}

fn otherwise(model: &Model, id: DecisionId, at: &At, comes_to: &Claims) -> Fault {
    let (name, comes_to) = (
        &model.decisions[id.index()].name,
        shown(model, id, comes_to),
    );
    at.fault(Words::new(
        format!("`{name}` may come to {}, by the rules", comes_to.en),
        format!("按规则，`{name}` 的结果可能是{}", comes_to.zh),
    ))
}

fn winners(
    model: &Model,
    at: &At,
    always: &BTreeSet<RuleId>,
    possible: &BTreeSet<RuleId>,
) -> Fault {
    let listed = |rules: &BTreeSet<RuleId>| match rules.is_empty() {
        true => Words::new("no rule", "没有规则"),
        false => {
            let ids = super::names::ids(model, rules.iter().copied());
            Words::new(ids.clone(), ids)
        }
    };
    let (always, some) = (listed(always), listed(possible));
    at.fault(match possible.is_empty() {
        true => Words::new(
            format!("the rules that win are others: {}", always.en),
            format!("胜出的规则不同：{}", always.zh),
        ),
        false => Words::new(
            format!(
                "the rules that win are others: {} in any case, {} in some",
                always.en, some.en
            ),
            format!("胜出的规则不同：{}总是胜出，{}有时胜出", always.zh, some.zh),
        ),
    })
}
