//! What a run of examples comes to, before it is shown: the same for people and for programs.

use super::coverage::Coverage;
use super::propose::Proposals;
use crate::cli::examples::{actual, expected};
use crate::model::{DecisionId, Model, RuleId};
use crate::ruleset::Ruleset;
use crate::source::{Position, Span};
use crate::verdict::example::Trial;
use crate::words::Words;

/// A run.
pub(super) struct Report<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) trials: &'r [Trial<'r>],
    /// If it was asked for.
    pub(super) coverage: Option<(Coverage, Proposals)>,
}

/// An expectation that does not hold.
pub(super) struct Unmet<'r> {
    pub(super) decision: &'r str,
    pub(super) expected: Words,
    pub(super) actual: Words,
    pub(super) span: Span,
}

impl<'r> Report<'r> {
    pub(super) fn model(&self) -> &'r Model {
        &self.ruleset.0.model
    }

    pub(super) fn failed(&self) -> usize {
        self.trials.iter().filter(|trial| !trial.passes()).count()
    }

    pub(super) fn locate(&self, span: Span) -> Option<(&'r str, Position)> {
        let (file, start, _) = self.ruleset.warnings().sources().locate(span)?;
        Some((file, start))
    }

    /// `rules.fenliu:3:1`.
    pub(super) fn place(&self, span: Span) -> String {
        self.locate(span).map_or(String::new(), |(file, start)| {
            format!("{file}:{}:{}", start.line, start.column)
        })
    }

    /// What of an example's expectations does not hold.
    pub(super) fn unmet(&self, trial: &'r Trial<'r>) -> Vec<Unmet<'r>> {
        let model = self.model();
        let Ok(outcomes) = &trial.outcomes else {
            return Vec::new();
        };
        let unmet = trial.unmet.iter().map(|expectation| {
            let decision = expectation.decision;
            Unmet {
                decision: self.decision(decision),
                expected: expected(model, expectation),
                actual: actual(model, decision, &outcomes.decisions[decision.index()]),
                span: expectation.span,
            }
        });
        unmet.collect()
    }

    pub(super) fn decision(&self, decision: DecisionId) -> &'r str {
        &self.model().decisions[decision.index()].name
    }

    pub(super) fn rule(&self, rule: RuleId) -> &'r str {
        &self.model().rules[rule.index()].id
    }
}
