//! One version of a ruleset as cases are followed by it: its shifts among its decisions, and reading
//! what is known of a case as an affair.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::problem::Problem;
use super::state::Standing;
use crate::model::{DecisionId, Model};
use crate::ruleset::Ruleset;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::verdict::held::Held;
use crate::verdict::shifting::Shifting;
use crate::verdict::{Affair, Result};

/// A version of a ruleset.
#[derive(Debug)]
pub(super) struct Edition {
    pub(super) ruleset: Ruleset,
    pub(super) shifting: Shifting,
    /// The order in which an event is worked through.
    pub(super) order: Vec<DecisionId>,
}

/// What is known of a case: facts by name, with their values as JSON text.
pub(super) type Given = BTreeMap<String, String>;

/// What a decision follows from.
#[derive(Debug, Clone)]
pub(super) struct Inputs {
    pub(super) affair: Affair,
    pub(super) held: Vec<(DecisionId, Result)>,
}

impl Edition {
    pub(super) fn of(ruleset: &Ruleset) -> std::result::Result<Self, Problem> {
        let shifting = Shifting::of(&ruleset.0.model, &ruleset.0.table);
        let shifting = shifting.map_err(|problems| too_many_cases(&problems))?;
        Ok(Self {
            ruleset: ruleset.clone(),
            order: shifting.order(),
            shifting,
        })
    }

    /// The model, shifts among its decisions.
    pub(super) fn model(&self) -> &Model {
        &self.shifting.model
    }

    /// What is known, as an affair of a day; and the facts that this version does not have, or not with
    /// that value.
    pub(super) fn affair(
        &self,
        given: &Given,
        on: Date,
    ) -> std::result::Result<(Affair, Vec<String>), Rejection> {
        let options = ReadOptions::default();
        let reader = self.ruleset.reader(&options);
        let mut affair = Affair::unknown(&self.ruleset.0.model);
        let mut passed_over = Vec::new();
        for (name, raw) in given {
            let read = reader
                .named(name)
                .and_then(|fact| Ok((fact, reader.raw(fact, raw)?)));
            match read {
                Ok((fact, knowledge)) => affair.facts[fact.index()] = knowledge,
                Err(_) => passed_over.push(name.clone()),
            }
        }
        let affair = self.ruleset.as_of(affair, on)?;
        Ok((affair, passed_over))
    }

    /// The rules, with some decisions held.
    pub(super) fn held(&self, held: &[(DecisionId, Result)]) -> Held<'_> {
        let mut world = Held::nothing(&self.shifting.model, &self.shifting.table);
        for (decision, at) in held {
            world.hold(*decision, at);
        }
        world
    }

    /// What the rules say of a decision.
    pub(super) fn says(&self, inputs: &Inputs, decision: DecisionId) -> Standing {
        let outcome = self.held(&inputs.held).outcome(&inputs.affair, decision);
        Standing::of(&outcome)
    }
}

fn too_many_cases(problems: &[crate::diagnostic::Diagnostic]) -> Problem {
    let said = problems.first().map(|it| it.message.clone());
    let said = said.unwrap_or_default();
    Problem::new(
        0,
        format!("the shifts of the ruleset cannot be followed: {}", said.en),
        format!("规则集的转办无法跟踪：{}", said.zh),
    )
    .nowhere()
    .help(
        "make the condition of the shift simpler",
        "请把转办的条件写得简单些",
    )
}
