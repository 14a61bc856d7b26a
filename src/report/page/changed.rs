//! What would change an outcome, the nearest first: one by one as far as there is room, the others by
//! the facts that would have to be otherwise. And how near it is, where that was not said with them.

use super::Writer;
use crate::explanation::Decision;
use crate::explanation::change::{Alternative, Goal};
use crate::explanation::margin::Threshold;
use crate::explanation::outcome::{Outcome, Possible, PossibleOutcome};

impl<'a> Writer<'a> {
    pub(super) fn changes(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        let Some(would) = &explained.would_change else {
            return;
        };
        let room = self.room(explained).changes;
        let fresh: Vec<&Alternative> = would
            .to
            .iter()
            .filter(|alternative| !alternative.changes.is_empty())
            .filter(|alternative| !is_possible(&explained.outcome, &alternative.goal))
            .collect();
        let (told, folded) = fresh.split_at(fresh.len().min(room));
        // one change may lead to several values of a list
        let mut items: Vec<String> = told
            .chunk_by(|a, b| a.changes == b.changes)
            .map(|same| {
                let goals: Vec<&Goal> = same.iter().map(|alternative| &alternative.goal).collect();
                phrases.alternative(explained, &goals, &same[0].changes)
            })
            .collect();
        let mut groups: Vec<(String, Vec<&Goal>)> = Vec::new();
        for Alternative { goal, changes, .. } in folded {
            let Some(least) = changes.first() else {
                continue;
            };
            let condition = phrases.otherwise(least);
            match groups.iter_mut().find(|(other, _)| *other == condition) {
                Some((_, goals)) => goals.push(goal),
                None => groups.push((condition, vec![goal])),
            }
        }
        items.extend(
            groups
                .iter()
                .map(|(condition, goals)| phrases.should(condition, goals)),
        );
        // that it can never be unclassified, or a list never hold something, is nothing to those concerned
        let never: Vec<&Goal> = would
            .never
            .iter()
            .filter(|goal| matches!(goal, Goal::Outcome(PossibleOutcome::Decided { .. })))
            .collect();
        if !never.is_empty() && room > 0 {
            items.push(phrases.never(&never));
        }
        let unfinished = would.to.iter().any(|to| to.changes.is_empty());
        // of a decision that needs more facts nobody expects to hear all of it
        let is_open = matches!(explained.outcome, Outcome::Undetermined { .. }) && items.is_empty();
        if (would.more || unfinished) && room > 0 && !is_open {
            items.push(phrases.more_changes(!items.is_empty()));
        }
        self.list(phrases.changes_label(), items);
    }

    /// Whether so little room is left that rules which are summed up add nothing to what would change
    /// the outcome.
    pub(super) fn is_said_by_changes(&self, explained: &Decision) -> bool {
        let would = explained.would_change.as_ref();
        self.room(explained).changes == 0
            && would.is_some_and(|would| would.to.iter().any(|to| !to.changes.is_empty()))
    }

    /// The thresholds that no change told.
    pub(super) fn margins(&mut self, explained: &'a Decision) {
        if self.room(explained).changes == 0 {
            return;
        }
        let phrases = self.phrases;
        let mut items = Vec::new();
        for margin in &explained.margin {
            let told = |threshold: &&Threshold| !is_told(explained, &margin.fact, threshold);
            let fresh: Vec<&Threshold> = margin
                .below
                .iter()
                .chain(&margin.above)
                .filter(told)
                .collect();
            if !fresh.is_empty() {
                items.push(phrases.margin(explained, margin, &fresh));
            }
        }
        self.list(phrases.margins_label(), items);
    }
}

/// Whether an undetermined decision may come to it as it is.
fn is_possible(outcome: &Outcome, goal: &Goal) -> bool {
    let Outcome::Undetermined { possible, .. } = outcome else {
        return false;
    };
    match (possible, goal) {
        (Possible::Outcomes(outcomes), Goal::Outcome(outcome)) => outcomes.contains(outcome),
        (Possible::List { maybe, .. }, Goal::Includes { includes }) => maybe.contains(includes),
        (Possible::List { maybe, .. }, Goal::Without { without }) => maybe.contains(without),
        (Possible::Range { .. }, _) => true,
        _ => false,
    }
}

/// Whether a change of that fact alone leads just over the threshold.
fn is_told(explained: &Decision, fact: &str, threshold: &Threshold) -> bool {
    let mut alternatives = explained.would_change.iter().flat_map(|would| &would.to);
    alternatives.any(|alternative| {
        let is_there = match &alternative.goal {
            Goal::Outcome(outcome) => *outcome == threshold.outcome,
            _ => true,
        };
        is_there
            && alternative.changes.iter().any(|change| {
                matches!(change.facts.as_slice(), [only] if only.fact == fact && only.to == threshold.at)
            })
    })
}
