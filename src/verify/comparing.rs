//! Comparisons, read for checking.
//!
//! One fact, decision or date against a number is a test of its own coordinate; anything else is one
//! of an expression's. An expression on a decision is read for each value that the decision can
//! have; a sum or count, which can have any, stays in it.

use super::arithmetic::{Operand, constant, in_place, operands, with};
use super::reading::{Formula, Reading, all, any};
use super::seats::{self, Seat, compared, unit};
use super::spans::{Number, Spans, highest, lowest};
use crate::model::{Collect, Comparison, Datum, DecisionId, Expr, Otherwise};

impl Reading<'_> {
    /// A comparison: of one side with the other if that is a number, else of their difference with 0.
    pub(super) fn compare(&mut self, left: &Expr, op: Comparison, right: &Expr) -> Formula {
        let (left, right) = (in_place(self.model, left), in_place(self.model, right));
        match (constant(&left), constant(&right)) {
            (_, Some(threshold)) => self.against(left, op, threshold),
            (Some(threshold), None) => {
                let mirrored = match op {
                    Comparison::AtLeast => Comparison::AtMost,
                    Comparison::AtMost => Comparison::AtLeast,
                    Comparison::MoreThan => Comparison::LessThan,
                    Comparison::LessThan => Comparison::MoreThan,
                    Comparison::Equal => Comparison::Equal,
                };
                self.against(right, mirrored, threshold)
            }
            (None, None) => {
                let difference = Expr::Subtract(Box::new(left), Box::new(right));
                self.against(difference, op, Number::from_integer(0))
            }
        }
    }

    fn against(&mut self, expr: Expr, op: Comparison, threshold: Number) -> Formula {
        let model = self.model;
        match &expr {
            Expr::AsOf => return self.is(Seat::AsOf, compared(op, threshold)),
            Expr::Fact(fact) => {
                let unit = unit(&model.facts[fact.index()].ty);
                return self.is(Seat::Fact(*fact), compared(op, threshold * unit));
            }
            Expr::Decision(decision) => {
                let unit = unit(&model.decisions[decision.index()].ty);
                return self.is(Seat::Decision(*decision), compared(op, threshold * unit));
            }
            _ => {}
        }
        let cased = |operand: &Operand| match operand {
            Operand::Decision(decision) => match model.decisions[decision.index()].collect {
                None | Some(Collect::Min | Collect::Max) => Some(*decision),
                Some(_) => None,
            },
            _ => None,
        };
        let read = operands(&expr);
        if let Some(decision) = read.iter().find_map(cased) {
            return self.case_by_case(&expr, decision, op, threshold);
        }
        for operand in &read {
            self.seat(match operand {
                Operand::Fact(fact) => Seat::Fact(*fact),
                Operand::AsOf => Seat::AsOf,
                Operand::Decision(decision) => Seat::Decision(*decision),
            });
        }
        let (low, high) = ((lowest(), false), (highest(), true));
        let (before, after) = ((threshold, false), (threshold, true));
        let values = Spans::new([match op {
            Comparison::AtLeast => (before, high),
            Comparison::MoreThan => (after, high),
            Comparison::AtMost => (low, after),
            Comparison::LessThan => (low, before),
            Comparison::Equal => (before, after),
        }]);
        match constant(&expr) {
            Some(value) if values.is_disjoint(&Spans::new([((value, false), (value, true))])) => {
                Formula::Any(Vec::new())
            }
            Some(_) => Formula::All(Vec::new()),
            None => self.is(Seat::Expr(expr), values),
        }
    }

    /// An expression on a decision: it has this value and the expression with it compares so, or that
    /// value and so on. An unclassified decision is in no case.
    fn case_by_case(
        &mut self,
        expr: &Expr,
        decision: DecisionId,
        op: Comparison,
        threshold: Number,
    ) -> Formula {
        let declared = &self.model.decisions[decision.index()];
        let rules = declared.rules.iter();
        let mut values: Vec<&Datum> = rules
            .flat_map(|rule| self.model.concluded(*rule, decision))
            .collect();
        if let Otherwise::Value(value) = &declared.otherwise {
            values.push(value);
        }
        values.sort_unstable();
        values.dedup();
        let cases = values.into_iter().map(|value| {
            let this = Spans::one(seats::ordinal(&declared.ty, value));
            all(vec![
                self.is(Seat::Decision(decision), this),
                self.against(with(expr, decision, value), op, threshold),
            ])
        });
        any(cases.collect())
    }
}
