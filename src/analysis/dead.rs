//! Rules that never win: no affair meets them, or stronger rules together take every affair.

use crate::model::{DecisionId, RuleId};
use crate::table::Region;
use crate::table::compile::in_force;
use crate::table::cover::{Judgement, Next};
use crate::table::disjoin::{Formula, formula, regions};
use crate::verdict::defeat::{Applied, Relations, Standing, apply, beats};

use super::finding::{Finding, Kind};
use super::meeting::Meeting;
use super::setting::{Real, Setting, has, left, met};

/// What became of a question about one rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lives {
    /// On some situation.
    Yes,
    /// On none.
    No,
    /// Not found out, in at most this part of what it holds.
    Unknown(f64),
}

/// Whether a rule can be met at all.
pub(super) fn can_be_met(setting: &Setting, rule: RuleId) -> Lives {
    let mut lives = Lives::No;
    for region in setting.regions(rule) {
        if setting.is_plain(region) {
            return Lives::Yes;
        }
        match setting.real(&setting.within(region)) {
            Real::Affair(_) => return Lives::Yes,
            Real::Nothing => {}
            Real::Unknown(_) => lives = Lives::Unknown(1.0),
        }
    }
    lives
}

/// The finding that a rule cannot be met.
pub(super) fn unsatisfiable(setting: &Setting, rule: RuleId) -> Finding {
    let declared = &setting.model.rules[rule.index()];
    let when = Formula::And(
        [formula(setting.model, &declared.when)]
            .into_iter()
            .chain(in_force(&declared.effective))
            .collect(),
    );
    let by_unless = declared.unless.is_some()
        && regions(setting.table, &when).is_ok_and(|regions| {
            regions
                .iter()
                .any(|region| matches!(setting.real(&setting.within(region)), Real::Affair(_)))
        });
    Finding {
        decision: None,
        ..bare(Kind::Unsatisfiable { by_unless }, None, vec![rule])
    }
}

/// A finding that no affair shows.
pub(super) fn bare(kind: Kind, decision: Option<DecisionId>, rules: Vec<RuleId>) -> Finding {
    Finding {
        kind,
        decision,
        rules,
        witness: None,
        regions: Vec::new(),
        more: false,
        share: None,
    }
}

/// Whether a rule that can be met is left on some situation.
pub(super) fn wins(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Lives {
    let others = meeting.mattering(setting, meeting.neighbours(rule), &[rule]);
    if others.is_empty() {
        return Lives::Yes;
    }
    wins_among(setting, meeting.decision, rule, &others)
}

fn wins_among(setting: &Setting, decision: DecisionId, rule: RuleId, others: &[RuleId]) -> Lives {
    any_situation(setting, rule, others, is_left(setting, decision, rule))
}

/// The judge of whether a rule is left where it is met.
pub(super) fn is_left(
    setting: &Setting,
    decision: DecisionId,
    rule: RuleId,
) -> impl FnMut(&[u32], &[u32]) -> Judgement {
    let relations = setting.relations();
    move |sure, open| {
        let left = left(relations, decision, &[rule], sure, open);
        if has(&left.sure, rule) {
            Judgement::Hole
        } else if has(&left.perhaps, rule) {
            Judgement::Open
        } else {
            Judgement::Settled
        }
    }
}

/// Whether a judge finds anything among the situations that a rule is met in.
pub(super) fn any_situation(
    setting: &Setting,
    rule: RuleId,
    others: &[RuleId],
    judge: impl FnMut(&[u32], &[u32]) -> Judgement,
) -> Lives {
    any_within(setting, setting.regions(rule), others, judge)
}

/// The same among the situations of some regions.
pub(super) fn any_within(
    setting: &Setting,
    regions: &[Region],
    others: &[RuleId],
    mut judge: impl FnMut(&[u32], &[u32]) -> Judgement,
) -> Lives {
    let mut uncovered: f64 = 0.0;
    for region in regions {
        let mut found = false;
        let cells = setting.within(region);
        let hunted = setting.hunt(&cells, others, &mut judge, |_, _| {
            found = true;
            Next::Stop
        });
        if found {
            return Lives::Yes;
        }
        uncovered = uncovered.max(hunted.searched.uncovered);
    }
    if uncovered > 0.0 {
        Lives::Unknown(uncovered)
    } else {
        Lives::No
    }
}

/// The finding that a rule never wins, with a set of rules that takes all it holds and from which
/// none can be left out.
///
/// Rules are left out one by one while the others still take it, and again until none can be: a rule
/// may be needed only because of another, which takes a third away and is itself left out later.
pub(super) fn unreachable(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Finding {
    let mut masking = meeting.mattering(setting, meeting.neighbours(rule), &[rule]);
    loop {
        let before = masking.len();
        for other in masking.clone() {
            let without: Vec<RuleId> = masking
                .iter()
                .copied()
                .filter(|&kept| kept != other)
                .collect();
            if wins_among(setting, meeting.decision, rule, &without) == Lives::No {
                masking = without;
            }
        }
        if masking.len() == before {
            break;
        }
    }
    bare(
        Kind::Unreachable { masked_by: masking },
        Some(meeting.decision),
        vec![rule],
    )
}

/// Whether a rule wins somewhere without the help of a listed ground: everything that stands after
/// `mandatory` and `stated` concludes as it does. For rules that win at all.
pub(super) fn wins_unaided(setting: &Setting, meeting: &Meeting, rule: RuleId) -> Lives {
    let decision = meeting.decision;
    let neighbours = meeting.neighbours(rule);
    let relations = setting.relations();
    let alike = |other: &RuleId| setting.table.conclusions.alike(decision, rule, *other);
    any_situation(setting, rule, neighbours, |sure, open| {
        let first = at_first(relations, decision, met(&[rule], sure, open));
        let end = left(relations, decision, &[rule], sure, open);
        if !has(&end.perhaps, rule) || !first.sure.iter().all(alike) {
            Judgement::Settled
        } else if has(&end.sure, rule) && first.perhaps.iter().all(alike) {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    })
}

/// The rules left by `mandatory` and `stated` alone.
fn at_first(relations: Relations, decision: DecisionId, met: Standing) -> Standing {
    [Applied::Mandatory, Applied::Stated]
        .into_iter()
        .fold(met, |standing, ground| {
            apply(relations, decision, ground, &standing)
        })
}

/// Whether a rule wins somewhere where a listed ground takes another away that `mandatory` and
/// `stated` alone would have left.
fn won_over(setting: &Setting, meeting: &Meeting, rule: RuleId, loser: RuleId) -> Lives {
    let relations = setting.relations();
    let decision = meeting.decision;
    any_situation(setting, rule, meeting.neighbours(rule), |sure, open| {
        let first = at_first(relations, decision, met(&[rule], sure, open));
        let end = left(relations, decision, &[rule], sure, open);
        if !has(&end.perhaps, rule) || !has(&first.perhaps, loser) || has(&end.sure, loser) {
            Judgement::Settled
        } else if has(&end.sure, rule) && has(&first.sure, loser) && !has(&end.perhaps, loser) {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    })
}

/// The finding that a rule wins only by listed grounds; none if it beats no rule by them, but is
/// always one claim among others.
pub(super) fn only_by_ground(
    setting: &Setting,
    meeting: &Meeting,
    rule: RuleId,
) -> Option<Finding> {
    let (model, decision) = (setting.model, meeting.decision);
    let relations = setting.relations();
    let listed = &model.decisions[decision.index()].resolve_by;
    let neighbours = meeting.neighbours(rule);
    let over: Vec<RuleId> = neighbours
        .iter()
        .copied()
        .filter(|&loser| !setting.table.conclusions.alike(decision, rule, loser))
        .filter(|&loser| won_over(setting, meeting, rule, loser) != Lives::No)
        .collect();
    // it need not be this rule that takes the other away: one that concludes the same may
    let takes = |ground, loser| {
        neighbours
            .iter()
            .chain([&rule])
            .any(|&winner| beats(relations, decision, Applied::Listed(ground), winner, loser))
    };
    let grounds = listed
        .iter()
        .copied()
        .filter(|&ground| over.iter().any(|&loser| takes(ground, loser)))
        .collect();
    (!over.is_empty()).then(|| {
        bare(
            Kind::OnlyByGround { grounds, over },
            Some(decision),
            vec![rule],
        )
    })
}
