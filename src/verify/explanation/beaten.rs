//! Which rule beats which, and on which ground.

use super::at::At;
use super::checking::Checking;
use super::declared::label;
use super::names::{ids, rule_named};
use super::sight::Sight;
use super::value::{no_value, ordinals};
use crate::model::{Collect, DecisionId, Ground, Model, OverrideTarget, RuleId};
use crate::verify::fault::Fault;
use crate::verify::standing::{Applied, Standing};
use crate::words::Words;

/// A ground, or the taking of the least or greatest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    Applied(Applied),
    Least,
    Greatest,
}

impl Stroke {
    /// The grounds of a decision, in order, each with its name.
    pub(super) fn all(checking: &Checking, id: DecisionId) -> Vec<(Self, &'static str)> {
        let taken = match checking.model.decisions[id.index()].collect {
            Some(Collect::Min) => Some((Self::Least, "min")),
            Some(Collect::Max) => Some((Self::Greatest, "max")),
            _ => None,
        };
        let applied = checking.engine.grounds.applied(id).into_iter();
        let named = applied.map(|ground| {
            let name = match ground {
                Applied::Mandatory => "mandatory",
                Applied::Stated => "stated",
                Applied::Listed(Ground::Superior) => "superior",
                Applied::Listed(Ground::Specialis) => "specialis",
                Applied::Listed(Ground::Posterior) => "posterior",
                Applied::Listed(Ground::Highest) => "highest",
                Applied::Listed(Ground::Lowest) => "lowest",
            };
            (Self::Applied(ground), name)
        });
        named.chain(taken).collect()
    }
}

/// Whether a rule beats another on a ground, surely and perhaps.
pub(super) fn beats(
    checking: &mut Checking,
    id: DecisionId,
    stroke: Stroke,
    winner: RuleId,
    loser: RuleId,
) -> (bool, bool) {
    let model = checking.model;
    let value = |rule: RuleId| ordinals(model, rule, id).next();
    let both = value(winner).zip(value(loser));
    let by_value = |better: fn(i128, i128) -> bool| {
        let beats = both.is_some_and(|(winner, loser)| better(winner, loser));
        (beats, beats)
    };
    match stroke {
        Stroke::Least => by_value(|winner, loser| winner < loser),
        Stroke::Greatest => by_value(|winner, loser| winner > loser),
        Stroke::Applied(ground) => {
            if ground == Applied::Listed(Ground::Specialis) {
                checking.engine.allow(super::QUESTION);
                let _ = checking.engine.compare_two(winner, loser);
            }
            let beats = checking.engine.grounds.beats(ground, id, winner, loser);
            (beats.surely, beats.perhaps)
        }
    }
}

/// The grounds in order, each with the rules standing when it begins, of those met in a sight.
fn stages(
    checking: &mut Checking,
    id: DecisionId,
    met: &[Standing],
) -> Vec<(Stroke, Vec<Standing>)> {
    checking.engine.allow(super::QUESTION);
    // what cannot be compared stays standing perhaps
    let _ = checking.engine.compare(id, met);
    let mut standing = met.to_vec();
    let mut stages = Vec::new();
    for (stroke, _) in Stroke::all(checking, id) {
        stages.push((stroke, standing.clone()));
        if let Stroke::Applied(ground) = stroke {
            standing = checking.engine.grounds.apply(ground, id, &standing);
        }
    }
    stages
}

/// The rules standing when a ground begins.
fn before(
    checking: &mut Checking,
    id: DecisionId,
    stroke: Stroke,
    met: &[Standing],
) -> Vec<Standing> {
    let mut stages = stages(checking, id, met).into_iter();
    let stage = stages.find(|(next, _)| *next == stroke);
    stage.map_or_else(|| met.to_vec(), |(_, standing)| standing)
}

/// That a rule is met in a sight, and surely lost when every ground has been applied.
pub(super) fn loses<'d, 'r>(
    checking: &mut Checking<'r, 'd>,
    id: DecisionId,
    rule: RuleId,
    at: &At<'d>,
    sight: &mut Sight<'r>,
) -> Result<(), Fault> {
    let met = sight.met(&mut checking.tester, id);
    if !met.contains(&(rule, true)) {
        return Err(at.fault(Words::new("this rule is not met", "此规则不成立")));
    }
    for (stroke, standing) in stages(checking, id, &met) {
        let beaten = standing.iter().any(|(winner, sure)| {
            *sure && *winner != rule && beats(checking, id, stroke, *winner, rule).0
        });
        if beaten {
            return Ok(());
        }
    }
    Err(at.fault(Words::new("this rule does not lose", "此规则并未落败")))
}

/// That a rule loses in a sight as it is said to.
pub(super) fn check<'d, 'r>(
    checking: &mut Checking<'r, 'd>,
    id: DecisionId,
    rule: RuleId,
    at: &At<'d>,
    sight: &mut Sight<'r>,
) -> Result<(), Fault> {
    let met = sight.met(&mut checking.tester, id);
    let (by, stroke) = named(checking, id, at)?;
    let standing = before(checking, id, stroke, &met);
    let stands = standing.iter().any(|(it, _)| *it == rule);
    let beats = beats(checking, id, stroke, by, rule).0;
    match stands && beats && standing.contains(&(by, true)) {
        true => Ok(()),
        false => Err(not_beaten(checking.model, at, by, rule)),
    }
}

/// By which rule, on which ground.
fn named(checking: &Checking, id: DecisionId, at: &At) -> Result<(RuleId, Stroke), Fault> {
    let by = rule_named(checking.model, id, &at.get("by")?)?;
    let ground = at.get("ground")?;
    let name = ground.text()?;
    let all = Stroke::all(checking, id);
    let stroke = all.into_iter().find(|(_, its)| *its == name);
    let (stroke, _) = stroke.ok_or_else(|| ground.fault(no_value(&ground)))?;
    Ok((by, stroke))
}

fn not_beaten(model: &Model, at: &At, by: RuleId, rule: RuleId) -> Fault {
    let (by, rule) = (ids(model, [by]), ids(model, [rule]));
    at.fault(Words::new(
        format!("{by} does not beat {rule} on this ground"),
        format!("{by} 并不依此理由胜过 {rule}"),
    ))
}

/// That the reason given with `overrides`, and the rules between, are those of the ruleset.
pub(super) fn reasons<'d>(
    checking: &Checking<'_, 'd>,
    id: DecisionId,
    rule: RuleId,
    at: &At<'d>,
) -> Result<(), Fault> {
    let model = checking.model;
    let (by, stroke) = named(checking, id, at)?;
    if stroke != Stroke::Applied(Applied::Stated) {
        at.is("stated_because", None)?;
        return at.is("through", None);
    }
    let mut from = by;
    let mut because = None;
    let all = |target: &OverrideTarget, loser: RuleId| match target {
        OverrideTarget::Rule(rule) => *rule == loser,
        OverrideTarget::Table(table) => model.tables[table.index()].rows.contains(&loser),
    };
    let wrong = |place: &At, from: RuleId, to: RuleId| {
        let (from, to) = (ids(model, [from]), ids(model, [to]));
        place.fault(Words::new(
            format!("{from} does not itself override {to}"),
            format!("{from} 并未直接优先于 {to}"),
        ))
    };
    let mut steps: Vec<(At, RuleId)> = Vec::new();
    for (step, name) in at.names("through")? {
        let found = (0..).zip(&model.rules).find(|(_, rule)| rule.id == name);
        let found = found.map(|(number, _)| RuleId(number));
        let found = found.ok_or_else(|| step.fault(no_value(&step)))?;
        steps.push((step, found));
    }
    steps.push((at.clone(), rule));
    for (place, to) in steps {
        let clauses = &model.rules[from.index()].overrides;
        let clause = clauses.iter().find(|clause| all(&clause.target, to));
        let clause = clause.ok_or_else(|| wrong(&place, from, to))?;
        // the reason told is the winner's own
        because.get_or_insert(&clause.because);
        from = to;
    }
    at.is("stated_because", because.and_then(label).as_ref())
}

/// That an open rule is beaten, or may be, as it is said to.
pub(super) fn open<'d, 'r>(
    checking: &mut Checking<'r, 'd>,
    id: DecisionId,
    rule: RuleId,
    at: &At<'d>,
    sight: &mut Sight<'r>,
) -> Result<(), Fault> {
    let met = sight.met(&mut checking.tester, id);
    for (name, surely) in [("beaten_by", true), ("beaten_if", false)] {
        let Some(told) = at.find(name) else { continue };
        let (by, stroke) = named(checking, id, &told)?;
        let standing = before(checking, id, stroke, &met);
        let (beats_surely, beats_perhaps) = beats(checking, id, stroke, by, rule);
        let stands = standing.iter().any(|(it, _)| *it == rule);
        let so = match surely {
            true => beats_surely && standing.contains(&(by, true)),
            false => beats_perhaps && standing.iter().any(|(it, _)| *it == by),
        };
        if !so || !stands {
            return Err(not_beaten(checking.model, &told, by, rule));
        }
    }
    // a rule that is met and that nothing may beat wins, whatever is unknown
    let extreme = matches!(
        checking.model.decisions[id.index()].collect,
        Some(Collect::Min | Collect::Max)
    );
    checking.engine.allow(super::QUESTION);
    let all = checking.engine.stand(id, &met).unwrap_or_default();
    if all.contains(&(rule, true)) && !extreme && at.find("via").is_none() {
        return Err(at.fault(Words::new(
            "this rule does not turn on what is unknown",
            "此规则并不取决于未知的事实",
        )));
    }
    Ok(())
}
