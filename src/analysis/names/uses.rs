//! What a ruleset's conditions look at. In: the model. Out: every fact, definition and value that some
//! condition or expression names.

use std::collections::HashSet;

use crate::model::{
    Claim, Condition, DefineBody, DefineId, Expr, FactId, KindId, Model, NodeId, Subject, TestForm,
    Type,
};

/// What conditions name; whether anything ever uses the definition it stands in is not asked.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) facts: HashSet<FactId>,
    pub(super) defines: HashSet<DefineId>,
    /// As written: a node stands for what lies below it too.
    pub(super) nodes: HashSet<(KindId, NodeId)>,
}

impl Uses {
    /// Everything that rules, definitions, impossible combinations, shifts and guarantees name.
    pub(super) fn of(model: &Model) -> Self {
        let mut uses = Self::default();
        for rule in &model.rules {
            uses.condition(model, &rule.when);
            rule.unless
                .iter()
                .for_each(|unless| uses.condition(model, unless));
        }
        for define in &model.defines {
            match &define.body {
                DefineBody::Condition(condition) => uses.condition(model, condition),
                DefineBody::Expr(expr, _) => uses.expression(expr),
            }
        }
        for impossible in &model.impossible {
            uses.condition(model, &impossible.condition);
        }
        for shift in &model.shifts {
            uses.condition(model, &shift.when);
        }
        for guarantee in &model.guarantees {
            match &guarantee.claim {
                Claim::Never(condition) | Claim::Always(condition) => {
                    uses.condition(model, condition);
                }
                Claim::Whenever(given, then) => {
                    uses.condition(model, given);
                    uses.condition(model, then);
                }
            }
        }
        uses
    }

    fn condition(&mut self, model: &Model, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.condition(model, part));
            }
            Condition::Not(part) => self.condition(model, part),
            Condition::Test(test) => self.test(model, &test.form),
        }
    }

    fn test(&mut self, model: &Model, form: &TestForm) {
        match form {
            TestForm::Is { subject, nodes } | TestForm::Includes { subject, nodes, .. } => {
                let kind = self.subject(model, *subject);
                self.nodes.extend(
                    kind.into_iter()
                        .flat_map(|kind| nodes.iter().map(move |node| (kind, *node))),
                );
            }
            TestForm::Ranked { subject, leaf, .. } => {
                let kind = self.subject(model, *subject);
                let node = |kind: KindId| (kind, model.kinds[kind.index()].leaves[*leaf as usize]);
                self.nodes.extend(kind.map(node));
            }
            TestForm::YesNo { subject, .. } => {
                self.subject(model, *subject);
            }
            TestForm::Compare { left, right, .. } => {
                self.expression(left);
                self.expression(right);
            }
            TestForm::Between { subject, low, high } => {
                [subject, low, high]
                    .into_iter()
                    .for_each(|expr| self.expression(expr));
            }
            TestForm::TextIs { fact, .. } | TestForm::Mentions { fact, .. } => {
                self.facts.insert(*fact);
            }
            TestForm::Defined(define) => {
                self.defines.insert(*define);
            }
            TestForm::Decided(_) => {}
        }
    }

    /// Notes what is tested, and gives the kind of its values.
    fn subject(&mut self, model: &Model, subject: Subject) -> Option<KindId> {
        let ty = match subject {
            Subject::Fact(fact) => {
                self.facts.insert(fact);
                &model.facts[fact.index()].ty
            }
            Subject::Decision(decision) => &model.decisions[decision.index()].ty,
        };
        match ty {
            Type::Kind(kind) | Type::Set(kind) => Some(*kind),
            _ => None,
        }
    }

    fn expression(&mut self, expr: &Expr) {
        match expr {
            Expr::Fact(fact) => {
                self.facts.insert(*fact);
            }
            Expr::Defined(define) => {
                self.defines.insert(*define);
            }
            Expr::Add(left, right)
            | Expr::Subtract(left, right)
            | Expr::Multiply(left, right)
            | Expr::Divide(left, right) => {
                self.expression(left);
                self.expression(right);
            }
            Expr::AddMonths(date, _) => self.expression(date),
            Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::Decision(_) | Expr::AsOf => {}
        }
    }
}
