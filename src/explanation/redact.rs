//! An explanation without the values of sensitive facts. In: an explanation. Out: the same, where each
//! value of a sensitive fact, and whatever tells how far it is from another, is withheld.
//!
//! What the rules make of it stays: which rules are met, and what they ask. Whoever knows the rules can
//! infer from that, as from the verdict itself.

use super::among::Among;
use super::outcome::{Need, Outcome};
use super::reason::{Actual, Reason, Subject, Test, Unsettled};
use super::shown::Shown;
use super::terms::Terms;
use super::{Decision, Explanation};

const WITHHELD: Actual = Actual::Unsettled {
    status: Unsettled::Withheld,
    among: Vec::new(),
};

impl Explanation {
    /// The same without the values of sensitive facts, for readers whom they do not concern.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        let redact = Redact { terms: &self.terms };
        for fact in &mut self.facts {
            redact.actual(&fact.fact, &mut fact.value);
        }
        for decision in &mut self.decisions {
            redact.decision(decision);
        }
        // the labels of values would give them away
        let sensitive = self.terms.facts.values().filter(|term| term.sensitive);
        let kinds: Vec<String> = sensitive.filter_map(|term| term.kind.clone()).collect();
        self.terms.values.retain(|kind, _| !kinds.contains(kind));
        self
    }
}

struct Redact<'a> {
    terms: &'a Terms,
}

impl Redact<'_> {
    fn is_sensitive(&self, fact: &str) -> bool {
        self.terms
            .facts
            .get(fact)
            .is_some_and(|term| term.sensitive)
    }

    fn actual(&self, fact: &str, value: &mut Actual) {
        if self.is_sensitive(fact) && !is_unknown(value) {
            *value = WITHHELD;
        }
    }

    fn decision(&self, decision: &mut Decision) {
        decision.history = decision.history.take().map(super::History::redacted);
        if let Outcome::Undetermined { needs, .. } = &mut decision.outcome {
            let sensitive = |need: &&mut Need| self.is_sensitive(&need.fact);
            needs
                .iter_mut()
                .filter(sensitive)
                .for_each(|need| need.among.clear());
        }
        let lists = (decision.because.iter_mut())
            .map(|rule| (&mut rule.when, &mut rule.unless))
            .chain(
                decision
                    .defeated
                    .iter_mut()
                    .map(|rule| (&mut rule.when, &mut rule.unless)),
            )
            .chain(
                decision
                    .not_met
                    .iter_mut()
                    .map(|rule| (&mut rule.when, &mut rule.unless)),
            )
            .chain(
                decision
                    .open
                    .iter_mut()
                    .map(|rule| (&mut rule.when, &mut rule.unless)),
            );
        for (when, unless) in lists {
            when.iter_mut()
                .chain(unless)
                .for_each(|reason| self.reason(reason));
        }
        for kept in decision.sufficient.iter_mut().flat_map(|it| &mut it.facts) {
            if self.is_sensitive(&kept.fact) {
                (kept.value, kept.among) = (WITHHELD, Among::Withheld);
            }
        }
        decision
            .margin
            .retain(|margin| !self.is_sensitive(&margin.fact));
        // what a fact would have to be instead says what it is not
        let known = |change: &super::change::Change| {
            !change
                .facts
                .iter()
                .any(|fact| self.is_sensitive(&fact.fact))
        };
        if let Some(would) = &mut decision.would_change {
            for to in &mut would.to {
                let all = to.changes.len();
                to.changes.retain(known);
                to.more |= to.changes.len() < all;
            }
            let all = would.to.len();
            would.to.retain(|to| !to.changes.is_empty());
            would.more |= would.to.len() < all;
        }
        if let Some(why_not) = &mut decision.why_not {
            let all = why_not.changes.len();
            why_not.changes.retain(known);
            why_not.more |= why_not.changes.len() < all;
        }
    }

    fn reason(&self, reason: &mut Reason) {
        match reason {
            Reason::Test(test) if self.tells(test) && !is_unknown(&test.actual) => {
                test.actual = WITHHELD;
                test.needed.clear();
                (test.needed_as, test.distance) = (None, None);
            }
            // what is needed may be computed from a sensitive fact
            Reason::Test(test) if matches!(&test.needed_as, Some(written) if self.mentions(written)) =>
            {
                test.needed.clear();
                test.distance = None;
            }
            Reason::Test(_) => {}
            Reason::Any { any: parts } | Reason::All { all: parts } => {
                parts.iter_mut().for_each(|part| self.reason(part));
            }
        }
    }

    /// Whether a test shows a value of a sensitive fact, or one computed from it.
    fn tells(&self, test: &Test) -> bool {
        match &test.subject {
            Subject::Fact(fact) => self.is_sensitive(fact),
            Subject::Decision(_) => false,
            Subject::Expression(written) => self.names(&written.text),
        }
    }

    /// Whether what is needed is perhaps computed from a sensitive fact.
    fn mentions(&self, needed_as: &Shown) -> bool {
        self.names(needed_as.value.as_str().unwrap_or_default())
    }

    /// Whether a sensitive fact perhaps stands in an expression.
    fn names(&self, expression: &str) -> bool {
        let mut facts = self.terms.facts.iter().filter(|(_, term)| term.sensitive);
        facts.any(|(name, _)| expression.contains(name.as_str()))
    }
}

fn is_unknown(value: &Actual) -> bool {
    matches!(
        value,
        Actual::Unsettled {
            status: Unsettled::Unknown,
            ..
        }
    )
}
