//! Which rules of a decision meet, and which of them can touch each other's standing.

use crate::model::{DecisionId, RuleId};
use crate::table::{Region, overlap};
use crate::verdict::defeat::{beats, grounds};

use super::setting::Setting;

/// The rules of one decision, each with those it shares a region with.
pub(super) struct Meeting {
    pub(super) decision: DecisionId,
    /// Ascending.
    rules: Vec<RuleId>,
    /// By place in `rules`; ascending.
    neighbours: Vec<Vec<RuleId>>,
    /// Whether no ground can take any of them away.
    peaceful: bool,
}

impl Meeting {
    pub(super) fn of(setting: &Setting, decision: DecisionId) -> Self {
        let rules = setting.model.decisions[decision.index()].rules.clone();
        let regions: Vec<(RuleId, &Region)> = rules
            .iter()
            .flat_map(|&rule| {
                setting
                    .regions(rule)
                    .iter()
                    .map(move |region| (rule, region))
            })
            .collect();
        let mut neighbours = vec![Vec::new(); rules.len()];
        let place = |rule: &RuleId| {
            rules
                .binary_search(rule)
                .expect("pairs are of the decision's rules")
        };
        for (a, b) in overlap::pairs(setting.table, &regions) {
            neighbours[place(&a)].push(b);
            neighbours[place(&b)].push(a);
        }
        neighbours.iter_mut().for_each(|list| list.sort_unstable());
        let model = setting.model;
        let no_override =
            model.priority.is_empty() || !rules.iter().any(|rule| model.priority.concerns(*rule));
        Self {
            peaceful: no_override
                && model.decisions[decision.index()].resolve_by.is_empty()
                && !rules.iter().any(|rule| model.rules[rule.index()].mandatory),
            decision,
            rules,
            neighbours,
        }
    }

    /// The decision's rules.
    pub(super) fn rules(&self) -> &[RuleId] {
        &self.rules
    }

    /// The rules that a rule meets.
    pub(super) fn neighbours(&self, rule: RuleId) -> &[RuleId] {
        self.rules
            .binary_search(&rule)
            .map_or(&[], |at| &self.neighbours[at])
    }

    /// The rules that meet every one of these; all rules if there are none.
    pub(super) fn common(&self, rules: &[RuleId]) -> Vec<RuleId> {
        let Some((&first, rest)) = rules.split_first() else {
            return self.rules.clone();
        };
        self.neighbours(first)
            .iter()
            .copied()
            .filter(|rule| {
                rest.iter()
                    .all(|other| self.neighbours(*other).binary_search(rule).is_ok())
                    && !rules.contains(rule)
            })
            .collect()
    }

    /// Of some rules, those whose being met can matter to whether `to` are left: they beat one of
    /// them, or one that does.
    pub(super) fn mattering(
        &self,
        setting: &Setting,
        among: &[RuleId],
        to: &[RuleId],
    ) -> Vec<RuleId> {
        if self.peaceful {
            return Vec::new();
        }
        let relations = setting.relations();
        let grounds = grounds(setting.model, self.decision);
        let mut found: Vec<RuleId> = Vec::new();
        let mut rest: Vec<RuleId> = among
            .iter()
            .copied()
            .filter(|rule| !to.contains(rule))
            .collect();
        let mut next: Vec<RuleId> = to.to_vec();
        while !next.is_empty() {
            let (matter, others): (Vec<RuleId>, Vec<RuleId>) =
                rest.into_iter().partition(|&rule| {
                    grounds.iter().any(|&ground| {
                        next.iter()
                            .any(|&of| beats(relations, self.decision, ground, rule, of))
                    })
                });
            found.extend(&matter);
            rest = others;
            next = matter;
        }
        found.sort_unstable();
        found
    }
}
