//! Examples to write for what is not covered. In: what the examples leave open. Out: affairs, each in a
//! region that none of them lies in, or with a rule winning that never did, and the decisions that a
//! person is to fill in. One affair serves as many regions as it happens to lie in.

use super::coverage::{Coverage, Open, wins};
use super::point::Point;
use crate::analysis::seek::Seeker;
use crate::model::{DecisionId, RuleId};
use crate::ruleset::Ruleset;
use crate::verdict::{Affair, Outcomes, decide};

/// Regions for which an affair is looked for; the others are told without one.
const MOST: usize = 200;

/// An affair for an example.
pub(super) struct Proposal {
    pub(super) affair: Affair,
    /// The rules whose regions it lies in, the one it was made for first.
    pub(super) rules: Vec<RuleId>,
    /// What they conclude about; ascending.
    pub(super) decisions: Vec<DecisionId>,
    /// Which of those with the same rules it is, from 1.
    pub(super) number: usize,
}

/// A region to be covered.
struct Target {
    rule: RuleId,
    region: usize,
    /// Whether no affair lies in it yet; else it is only that the rule does not win.
    uncovered: bool,
    /// The decisions that the rule should win, any of them.
    on: Vec<DecisionId>,
    served: bool,
}

/// What is proposed, and for how many regions nothing is.
pub(super) struct Proposals {
    /// By rule.
    pub(super) found: Vec<Proposal>,
    /// Regions where simple means found no affair.
    pub(super) not_found: usize,
    /// Regions where none was looked for, there being so many.
    pub(super) not_sought: usize,
}

/// Proposes affairs for what is not covered.
pub(super) fn propose(ruleset: &Ruleset, coverage: &Coverage) -> Proposals {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let mut targets: Vec<Target> = coverage
        .open
        .iter()
        .flat_map(|open| targets(ruleset, open))
        .collect();
    // rules that read decisions come first: their affairs serve the rules upstream too
    let last = |rule: RuleId| {
        let conclusions = &model.rules[rule.index()].conclusions;
        conclusions.last().map(|conclusion| conclusion.decision)
    };
    targets.sort_by_key(|target| std::cmp::Reverse(last(target.rule)));
    let seeker = Seeker::new(model, table);
    let mut proposals: Vec<Proposal> = Vec::new();
    let (mut sought, mut not_found, mut not_sought) = (0, 0, 0);
    for at in 0..targets.len() {
        if targets[at].served {
            continue;
        }
        if sought == MOST {
            not_sought += 1;
            continue;
        }
        sought += 1;
        let affair = find(&seeker, &targets[at]);
        let placed = affair.and_then(|affair| Some((place(ruleset, &affair)?, affair)));
        let Some(((point, outcomes), affair)) = placed else {
            not_found += 1;
            continue;
        };
        targets[at].served = true;
        let mut rules = vec![targets[at].rule];
        for target in targets.iter_mut().filter(|target| !target.served) {
            let region = &table.rules[target.rule.index()][target.region];
            let wins = target.on.iter().any(|on| wins(&outcomes, target.rule, *on));
            if wins && point.lies_in(region) {
                target.served = true;
                rules.push(target.rule);
            }
        }
        let mut decisions: Vec<DecisionId> = rules
            .iter()
            .flat_map(|rule| &model.rules[rule.index()].conclusions)
            .map(|conclusion| conclusion.decision)
            .collect();
        decisions.sort_unstable();
        decisions.dedup();
        let first = rules[0];
        rules.retain(|rule| *rule != first);
        rules.sort_unstable();
        rules.dedup();
        rules.insert(0, first);
        proposals.push(Proposal {
            affair,
            rules,
            decisions,
            number: 1,
        });
    }
    proposals.sort_by(|a, b| a.rules.cmp(&b.rules));
    for at in 1..proposals.len() {
        if proposals[at].rules == proposals[at - 1].rules {
            proposals[at].number = proposals[at - 1].number + 1;
        }
    }
    Proposals {
        found: proposals,
        not_found,
        not_sought,
    }
}

/// The uncovered regions of a rule; any one where only winning is missing.
fn targets(ruleset: &Ruleset, open: &Open) -> Vec<Target> {
    let concluded = ruleset.0.model.rules[open.rule.index()]
        .conclusions
        .iter()
        .map(|conclusion| conclusion.decision);
    let on = if open.lost.is_empty() {
        concluded.collect()
    } else {
        open.lost.clone()
    };
    let regions = if open.regions.is_empty() {
        vec![0]
    } else {
        open.regions.clone()
    };
    let target = |region: usize| Target {
        rule: open.rule,
        region,
        uncovered: !open.regions.is_empty(),
        on: on.clone(),
        served: false,
    };
    regions.into_iter().map(target).collect()
}

/// An affair in the region where the rule wins, or else one where it does not.
fn find(seeker: &Seeker, target: &Target) -> Option<Affair> {
    let region = target.region;
    let won = target
        .on
        .iter()
        .find_map(|&on| seeker.won_by(target.rule, on, region));
    // where winning alone is missing, lying there does not help
    won.or_else(|| {
        target
            .uncovered
            .then(|| seeker.met_by(target.rule, region))?
    })
}

/// Where an affair lies, and what it comes to.
fn place(ruleset: &Ruleset, affair: &Affair) -> Option<(Point, Outcomes)> {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let affair = ruleset.admit(affair.clone()).ok()?;
    let outcomes = decide::decide(model, table, &affair);
    Some((Point::of(model, table, &affair, &outcomes), outcomes))
}
