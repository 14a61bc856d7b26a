//! What the examples cover. In: the affairs of the examples with their outcomes. Out: the rules that win
//! in none, and the regions (the cases of a rule's condition, the rows of the decision table) that none
//! of them lies in.

use super::point::Point;
use crate::model::{DecisionId, Model, RuleId};
use crate::ruleset::Ruleset;
use crate::verdict::{Affair, Outcomes};

/// Some of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Part {
    pub(super) covered: usize,
    pub(super) all: usize,
}

impl Part {
    fn count(&mut self, covered: bool) {
        self.all += 1;
        self.covered += usize::from(covered);
    }

    /// Whether it is at least so many hundredths. Of nothing, all is covered.
    pub(super) fn reaches(self, percent: u8) -> bool {
        self.covered * 100 >= self.all * usize::from(percent)
    }
}

/// What examples cover.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage {
    /// Rules that win, on any decision.
    pub(super) rules: Part,
    /// Regions of rules; a rule that concludes several decisions has each once.
    pub(super) regions: Part,
    /// For each decision, rules that win on it, and their regions.
    pub(super) decisions: Vec<(Part, Part)>,
    /// What is not covered, by rule.
    pub(super) open: Vec<Open>,
}

/// What is not covered of a rule.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) rule: RuleId,
    /// Whether it is met in some example.
    pub(super) met: bool,
    /// The decisions it concludes about and wins in no example.
    pub(super) lost: Vec<DecisionId>,
    /// Its regions, by number, that no example's affair lies in.
    pub(super) regions: Vec<usize>,
}

impl Open {
    /// Whether the rule wins nowhere at all.
    pub(super) fn never_wins(&self, model: &Model) -> bool {
        self.lost.len() == model.rules[self.rule.index()].conclusions.len()
    }
}

/// Whether a rule is among the winners of a decision.
pub(super) fn wins(outcomes: &Outcomes, rule: RuleId, decision: DecisionId) -> bool {
    outcomes.decisions[decision.index()]
        .winners()
        .binary_search(&rule)
        .is_ok()
}

/// Measures what affairs cover.
pub(super) fn measure(ruleset: &Ruleset, tried: &[(Affair, &Outcomes)]) -> Coverage {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let points: Vec<Point> = tried
        .iter()
        .map(|(affair, outcomes)| Point::of(model, table, affair, outcomes))
        .collect();
    let mut won: Vec<Vec<RuleId>> = vec![Vec::new(); model.decisions.len()];
    for (_, outcomes) in tried {
        for (rules, outcome) in won.iter_mut().zip(&outcomes.decisions) {
            rules.extend(outcome.winners());
        }
    }
    for rules in &mut won {
        rules.sort_unstable();
        rules.dedup();
    }
    let mut coverage = Coverage {
        decisions: vec![<(Part, Part)>::default(); model.decisions.len()],
        ..Coverage::default()
    };
    for (rule, (declared, regions)) in (0..).map(RuleId).zip(model.rules.iter().zip(&table.rules)) {
        let lies: Vec<bool> = regions
            .iter()
            .map(|region| points.iter().any(|point| point.lies_in(region)))
            .collect();
        let mut lost = Vec::new();
        for conclusion in &declared.conclusions {
            let at = conclusion.decision.index();
            let wins = won[at].binary_search(&rule).is_ok();
            if !wins {
                lost.push(conclusion.decision);
            }
            let (rules, of_regions) = &mut coverage.decisions[at];
            rules.count(wins);
            lies.iter().for_each(|lies| of_regions.count(*lies));
        }
        coverage
            .rules
            .count(lost.len() < declared.conclusions.len());
        lies.iter().for_each(|lies| coverage.regions.count(*lies));
        let open = Open {
            rule,
            met: lies.contains(&true),
            lost,
            regions: (0..lies.len()).filter(|at| !lies[*at]).collect(),
        };
        if !open.lost.is_empty() || !open.regions.is_empty() {
            coverage.open.push(open);
        }
    }
    coverage
}
