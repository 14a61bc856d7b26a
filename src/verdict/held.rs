//! Rules with some decisions held at a value, whatever the rules say of them: what decisions downstream
//! read when a decision was shifted, or determined by somebody.
//!
//! Holding replaces the rules of a decision and nothing else, so deciding, and explaining, what is
//! downstream is the same function as ever.

use std::borrow::Cow;

use super::Affair;
use super::decide::{STEP_LIMIT, decide_some, decide_within};
use super::outcome::{Outcome, Outcomes, Result, Value};
use super::shifting::always;
use crate::model::{Collect, DecisionId, Model, Otherwise, RuleId};
use crate::table::column::index;
use crate::table::{DecisionTable, Region};

/// Rules with some decisions held.
#[derive(Debug, Clone)]
pub(crate) struct Held<'a> {
    /// The model; what is held has no rules of its own.
    pub(crate) model: Cow<'a, Model>,
    /// Its table.
    pub(crate) table: Cow<'a, DecisionTable>,
}

impl<'a> Held<'a> {
    /// Nothing held yet.
    pub(crate) fn nothing(model: &'a Model, table: &'a DecisionTable) -> Self {
        Self {
            model: Cow::Borrowed(model),
            table: Cow::Borrowed(table),
        }
    }

    /// From now on a decision comes to this.
    pub(crate) fn hold(&mut self, decision: DecisionId, at: &Result) {
        let model = self.model.to_mut();
        let declared = &mut model.decisions[decision.index()];
        declared.rules.clear();
        declared.otherwise = Otherwise::Gap;
        let is_list = declared.collect == Some(Collect::List);
        if !is_list {
            declared.collect = None;
        }
        match at {
            Result::Unclassified => {}
            Result::Decided(Value::One(datum)) => {
                declared.otherwise = Otherwise::Value(datum.clone());
            }
            Result::Decided(Value::List(list)) => {
                if !list.is_empty() {
                    self.conclude(decision, list.clone());
                }
            }
            // only shifts that lead apart hold a decision contested, and they lead to values
            Result::Contested(claims) => {
                for claim in claims.iter().flatten() {
                    let values = match claim {
                        Value::One(datum) => vec![datum.clone()],
                        Value::List(list) => list.clone(),
                    };
                    self.conclude(decision, values);
                }
            }
        }
    }

    fn conclude(&mut self, decision: DecisionId, values: Vec<crate::model::Datum>) {
        let model = self.model.to_mut();
        let id = RuleId(index(model.rules.len()));
        let span = model.decisions[decision.index()].span;
        let rule = always(model, format!("held {}", id.0), decision, values, span);
        model.rules.push(rule);
        model.decisions[decision.index()].rules.push(id);
        self.table.to_mut().rules.push(vec![Region::whole()]);
    }

    /// What a decision comes to.
    pub(crate) fn outcome(&self, affair: &Affair, decision: DecisionId) -> Outcome {
        let mut decided = decide_some(&self.model, &self.table, affair, &[decision], STEP_LIMIT);
        decided.pop().unwrap_or(Outcome::Unclassified)
    }

    /// What every decision comes to.
    pub(crate) fn outcomes(&self, affair: &Affair) -> Outcomes {
        decide_within(&self.model, &self.table, affair, STEP_LIMIT)
    }
}
