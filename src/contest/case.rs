//! The affair in dispute as the office has it, and deciding it again.

use super::came::{Came, Wish};
use super::names::Wanted;
use super::refusal::Refusal;
use crate::explanation::outcome::{Outcome, told};
use crate::explanation::shown::{Shown, Speaker, json};
use crate::explanation::{Decision, Explanation};
use crate::model::{Collect, Datum, DecisionId, FactId, Model, RuleId, Type};
use crate::ruleset::Ruleset;
use crate::table::DecisionTable;
use crate::verdict::affair::Rejection;
use crate::verdict::decide::{STEP_LIMIT, decide_some};
use crate::verdict::{self, Affair, Knowledge};

/// A classification that is disputed.
pub(super) struct Case<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) speaker: Speaker<'a>,
    /// As the office has it, admitted.
    pub(super) affair: Affair,
    /// The decision in dispute.
    pub(super) decision: DecisionId,
    /// What is claimed of it.
    pub(super) wanted: Wanted,
    /// The same by name.
    pub(super) wish: Wish,
    /// Why the office's facts lead where they do.
    pub(super) explanation: Explanation,
    /// What the decision came to.
    pub(super) outcome: verdict::Outcome,
    pub(super) came: Came,
    /// The other ruleset, if one was given.
    pub(super) other: Option<&'a Ruleset>,
}

/// The decision, decided once more.
pub(super) struct Again {
    pub(super) outcome: Outcome,
    pub(super) came: Came,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        ruleset: &'a Ruleset,
        affair: Affair,
        decision: DecisionId,
        wanted: Wanted,
        other: Option<&'a Ruleset>,
    ) -> Result<Self, Refusal> {
        let model = &ruleset.0.model;
        let affair = ruleset.admit(affair)?;
        let outcome = one(model, &ruleset.0.table, &affair, decision);
        Ok(Self {
            speaker: Speaker::new(model),
            wish: wish(model, decision, &wanted),
            explanation: ruleset.explain(&affair),
            came: Came::of(model, decision, &outcome),
            ruleset,
            affair,
            decision,
            wanted,
            outcome,
            other,
        })
    }

    pub(super) fn model(&self) -> &'a Model {
        &self.ruleset.0.model
    }

    pub(super) fn table(&self) -> &'a DecisionTable {
        &self.ruleset.0.table
    }

    /// The decision in dispute and those it reads, each after those it reads.
    pub(super) fn cone(&self) -> &'a [DecisionId] {
        &self.table().cones[self.decision.index()]
    }

    /// What the office decided.
    pub(super) fn before(&self) -> Outcome {
        told(&self.speaker, self.decision, &self.outcome)
    }

    /// The affair with some facts otherwise.
    pub(super) fn with(
        &self,
        facts: impl IntoIterator<Item = (FactId, Knowledge)>,
    ) -> Result<Affair, Rejection> {
        self.ruleset.admit(self.affair.clone().with(facts))
    }

    /// Decides another affair.
    pub(super) fn again(&self, affair: &Affair) -> Again {
        self.again_by(self.model(), self.table(), affair)
    }

    /// Decides an affair by a variant of the ruleset.
    pub(super) fn again_by(&self, model: &Model, table: &DecisionTable, affair: &Affair) -> Again {
        let outcome = one(model, table, affair, self.decision);
        Again {
            came: Came::of(model, self.decision, &outcome),
            outcome: told(&self.speaker, self.decision, &outcome),
        }
    }

    /// Why a decision came out as it did.
    pub(super) fn explained(&self, decision: DecisionId) -> Option<&Decision> {
        self.explanation.decisions.get(decision.index())
    }

    /// The rules that conclude what is claimed.
    pub(super) fn claiming(&self) -> Vec<RuleId> {
        let model = self.model();
        let collect = model.decisions[self.decision.index()].collect;
        let concludes = |rule: &RuleId| {
            let concluded = model.concluded(*rule, self.decision);
            match &self.wanted {
                Wanted::Has(each) => each.iter().any(|one| concluded.contains(one)),
                // what is added or counted leads there together
                Wanted::Is(_) if matches!(collect, Some(Collect::Sum | Collect::Count)) => true,
                Wanted::Is(datum) => concluded == std::slice::from_ref(datum),
                Wanted::Nothing => false,
            }
        };
        let rules = &model.decisions[self.decision.index()].rules;
        rules.iter().copied().filter(concludes).collect()
    }

    /// What is claimed, for people.
    pub(super) fn claimed(&self) -> Option<Shown> {
        let value = match &self.wanted {
            Wanted::Is(datum) => verdict::Value::One(datum.clone()),
            Wanted::Has(list) => verdict::Value::List(list.clone()),
            Wanted::Nothing => return None,
        };
        Some(self.speaker.value(self.decision, &value))
    }

    /// The id of a rule.
    pub(super) fn id(&self, rule: RuleId) -> String {
        self.model().rules[rule.index()].id.clone()
    }

    /// The name of a fact.
    pub(super) fn fact(&self, fact: FactId) -> String {
        self.model().facts[fact.index()].name.clone()
    }
}

fn one(
    model: &Model,
    table: &DecisionTable,
    affair: &Affair,
    decision: DecisionId,
) -> verdict::Outcome {
    let mut decided = decide_some(model, table, affair, &[decision], STEP_LIMIT);
    decided.pop().unwrap_or(verdict::Outcome::Unclassified)
}

fn wish(model: &Model, decision: DecisionId, wanted: &Wanted) -> Wish {
    let ty: &Type = &model.decisions[decision.index()].ty;
    let name = |datum: &Datum| json(model, ty, datum);
    match wanted {
        Wanted::Is(datum) => Wish::Is(name(datum)),
        Wanted::Has(list) => Wish::Has(list.iter().map(name).collect()),
        Wanted::Nothing => Wish::Nothing,
    }
}
