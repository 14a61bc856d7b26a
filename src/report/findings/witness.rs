//! The affair that shows a finding, as an example that passes until the finding is mended.

use std::collections::BTreeSet;

use super::Teller;
use crate::analysis::{Finding, Kind};
use crate::model::{Claim, DecisionId, Expectation};
use crate::report::example::{example, expected};
use crate::verdict::Outcome;
use crate::words::{Lang, Words};

impl Teller<'_> {
    /// The example, in either keyword language. It expects what is decided now.
    pub(super) fn example(&self, finding: &Finding, message: &Words) -> Option<Words> {
        let witness = finding.witness.as_ref().filter(|it| it.confirmed)?;
        let affair = self.ruleset.admit(witness.affair.clone()).ok()?;
        let outcomes = self.ruleset.decide(&affair).outcomes;
        if let Some(decision) = finding.decision
            && !shows(&finding.kind, &outcomes.decisions[decision.index()])
        {
            return None;
        }
        let decisions = self.shown(finding);
        let expect: Vec<Expectation> = decisions
            .into_iter()
            .map(|decision| expected(&outcomes, decision))
            .collect();
        if expect.is_empty() {
            return None;
        }
        let write = |lang: Lang| {
            let title = message.get(lang).replace('`', "");
            example(self.model, &affair, &title, &expect, lang)
        };
        Some(Words::new(write(Lang::En), write(Lang::Zh)))
    }

    /// The decisions that a finding is about.
    fn shown(&self, finding: &Finding) -> BTreeSet<DecisionId> {
        let mut shown: BTreeSet<DecisionId> = finding.decision.into_iter().collect();
        if let Kind::Guarantee(number) = finding.kind
            && let Some(guarantee) = self.model.guarantees.get(number as usize)
        {
            match &guarantee.claim {
                Claim::Never(condition) | Claim::Always(condition) => {
                    shown.extend(condition.decisions(self.model));
                }
                Claim::Whenever(condition, then) => {
                    shown.extend(condition.decisions(self.model));
                    shown.extend(then.decisions(self.model));
                }
            }
        }
        shown
    }
}

/// Whether an outcome is what a finding says there is.
fn shows(kind: &Kind, outcome: &Outcome) -> bool {
    match (kind, outcome) {
        (Kind::Conflict, outcome) => matches!(outcome, Outcome::Contested { .. }),
        (Kind::Gap, Outcome::Contested { claims, .. }) => {
            claims.iter().any(|claim| claim.value.is_none())
        }
        (Kind::Gap, outcome) => *outcome == Outcome::Unclassified,
        _ => true,
    }
}
