//! The affair that shows a finding, as an example that passes until the finding is mended.

use std::collections::BTreeSet;

use super::Teller;
use crate::analysis::{Finding, Kind};
use crate::model::{
    Claim, Condition, DecisionId, DefineBody, Expectation, Expr, Model, Subject, TestForm,
};
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
                    read(self.model, condition, &mut shown);
                }
                Claim::Whenever(condition, then) => {
                    read(self.model, condition, &mut shown);
                    read(self.model, then, &mut shown);
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

/// The decisions that a condition reads.
fn read(model: &Model, condition: &Condition, found: &mut BTreeSet<DecisionId>) {
    let test = match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            return parts.iter().for_each(|part| read(model, part, found));
        }
        Condition::Not(inner) => return read(model, inner, found),
        Condition::Test(test) => test,
    };
    match &test.form {
        TestForm::Is { subject, .. }
        | TestForm::Ranked { subject, .. }
        | TestForm::YesNo { subject, .. }
        | TestForm::Includes { subject, .. } => {
            if let Subject::Decision(decision) = subject {
                found.insert(*decision);
            }
        }
        TestForm::Compare { left, right, .. } => {
            computed(model, left, found);
            computed(model, right, found);
        }
        TestForm::Between { subject, low, high } => {
            [subject, low, high]
                .into_iter()
                .for_each(|expr| computed(model, expr, found));
        }
        TestForm::Decided(decision) => {
            found.insert(*decision);
        }
        TestForm::Defined(define) => {
            if let DefineBody::Condition(body) = &model.defines[define.index()].body {
                read(model, body, found);
            }
        }
        TestForm::TextIs { .. } | TestForm::Mentions { .. } => {}
    }
}

fn computed(model: &Model, expr: &Expr, found: &mut BTreeSet<DecisionId>) {
    match expr {
        Expr::Decision(decision) => {
            found.insert(*decision);
        }
        Expr::Defined(define) => {
            if let DefineBody::Expr(body, _) = &model.defines[define.index()].body {
                computed(model, body, found);
            }
        }
        Expr::Add(a, b) | Expr::Subtract(a, b) | Expr::Multiply(a, b) | Expr::Divide(a, b) => {
            computed(model, a, found);
            computed(model, b, found);
        }
        Expr::AddMonths(a, _) => computed(model, a, found),
        Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::Fact(_) | Expr::AsOf => {}
    }
}
