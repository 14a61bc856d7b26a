//! Which facts suffice: said with the rule where they are just its tests, in a line of their own
//! elsewhere, and once only.

use std::collections::BTreeSet;

use super::{Space, Writer, is_quiet};
use crate::explanation::outcome::Outcome;
use crate::explanation::reason::Subject;
use crate::explanation::{Actual, Decision, Reason, Sufficient, Winner};

impl<'a> Writer<'a> {
    /// Whether the tests of the only winner are about just the facts that suffice.
    pub(super) fn is_enough(&self, explained: &Decision, winner: &Winner) -> bool {
        let Some(sufficient) = &explained.sufficient else {
            return false;
        };
        let tests: Vec<_> = winner
            .when
            .iter()
            .chain(&winner.unless)
            .flat_map(Reason::tests)
            .collect();
        let facts: Option<BTreeSet<&str>> = tests
            .iter()
            .map(|test| match (&test.subject, &test.actual) {
                (Subject::Fact(fact), Actual::Known(_)) => Some(fact.as_str()),
                _ => None,
            })
            .collect();
        let kept = sufficient.facts.iter().map(|kept| kept.fact.as_str());
        explained.because.len() == 1 && !sufficient.incomplete && facts == Some(kept.collect())
    }

    /// The facts that suffice, where that was not said yet.
    pub(super) fn enough(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        let Some(sufficient) = &explained.sufficient else {
            return;
        };
        let said =
            matches!(explained.because.as_slice(), [only] if self.is_enough(explained, only));
        if said {
            self.enough.push((sufficient, &explained.decision));
            return;
        }
        let undetermined = matches!(explained.outcome, Outcome::Undetermined { .. });
        if undetermined && sufficient.facts.is_empty() {
            return;
        }
        if self.is_crowded() {
            // the same facts decide many decisions
            let names = |told: &Sufficient| -> Vec<String> {
                told.facts.iter().map(|kept| kept.fact.clone()).collect()
            };
            let known = |(told, _): &(&Sufficient, &str)| names(told) == names(sufficient);
            if is_quiet(explained) || self.enough.iter().any(known) {
                return;
            }
        } else if self.space == Space::Scarce
            && !sufficient.facts.is_empty()
            && let Some((_, decision)) = self.enough.iter().find(|(told, _)| *told == sufficient)
        {
            let (label, _) = phrases.enough(sufficient, undetermined, false);
            let (_, as_before) = phrases.as_before(decision);
            return self.line((label, as_before), false);
        }
        self.enough.push((sufficient, &explained.decision));
        let line = phrases.enough(sufficient, undetermined, !self.is_crowded());
        self.line(line, false);
    }
}
