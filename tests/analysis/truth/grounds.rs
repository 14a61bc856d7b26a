//! Only by a ground: wherever the rule is left, `mandatory` and `stated` alone would have left a rule
//! that concludes otherwise.

use fenliu::analysis::{Finding, Kind};
use fenliu::model;

use crate::properties::ast::Ground;

use super::super::expected::{Expected, may, must};
use super::super::situations::{Set, Situations, World, has, members, set};
use super::super::subject::Subject;
use super::Law;

pub const LAW: Law = Law {
    name: "by ground",
    about: |kind| matches!(kind, Kind::OnlyByGround { .. }),
    expected,
    sound,
};

/// The rules that conclude otherwise than one.
fn against(s: &Situations, rule: usize, decision: usize) -> Set {
    set(members(s.concluding(decision)).filter(|&other| s.differ(rule, other, decision)))
}

fn where_left<'s>(
    s: &'s Situations,
    rule: usize,
    decision: usize,
) -> impl Iterator<Item = &'s World> {
    s.worlds()
        .map(|(_, world)| world)
        .filter(move |world| has(world.left[decision], rule))
}

/// Where the rule wins each time, and the grounds listed removed such a rule each time, it must be
/// told; where it is only one of the claims some time it may be.
fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (rule, declared) in s.rules.list.iter().enumerate() {
        for &decision in declared.then.keys() {
            if s.ruleset.decisions[decision].resolve_by.is_empty() {
                continue;
            }
            let against = against(s, rule, decision);
            let stood = |world: &World| world.stood[decision] & against != 0;
            let wins = |world: &World| {
                let left = world.left[decision];
                world.stood[decision] & !left & against != 0 && left & against == 0
            };
            let line = || format!("by ground {} on {}", s.id(rule), s.name(decision));
            if where_left(s, rule, decision).next().is_none()
                || !where_left(s, rule, decision).all(stood)
            {
                continue;
            }
            expected.push(match where_left(s, rule, decision).all(wins) {
                true => must(line()),
                false => may(line()),
            });
        }
    }
    expected
}

/// The grounds are some that the decision lists, in its order; the rules it wins over conclude
/// otherwise and stood with it somewhere.
fn sound(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let Kind::OnlyByGround { grounds, over } = &finding.kind else {
        return Ok(());
    };
    let (rule, decision) = (subject.rule(finding)?, subject.decision(finding)?);
    let named = |ground: &model::Ground| match ground {
        model::Ground::Superior => Ground::Superior,
        model::Ground::Specialis => Ground::Specialis,
        model::Ground::Posterior => Ground::Posterior,
        model::Ground::Highest => Ground::Highest,
        model::Ground::Lowest => Ground::Lowest,
    };
    let named: Vec<Ground> = grounds.iter().map(named).collect();
    let mut listed = s.ruleset.decisions[decision].resolve_by.clone();
    listed.retain(|ground| named.contains(ground));
    if named.is_empty() || listed != named {
        return Err(format!(
            "{named:?} are not grounds of the decision in its order"
        ));
    }
    let stood = where_left(s, rule, decision).fold(0, |all, world| all | world.stood[decision]);
    let over = subject.set(over);
    if over == 0 || over & against(s, rule, decision) & stood != over {
        return Err(format!("it does not win over all of {:?}", s.ids(over)));
    }
    Ok(())
}
