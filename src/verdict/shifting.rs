//! A ruleset in which every shift has a decision of its own: whether it applies.
//!
//! In: a model. Out: the same with one yes/no decision more for each shift, `yes` where its `when` is
//! met, and the table of that. So whether a shift applies is decided as everything else is: exactly over
//! unknown facts, and in every world where decisions upstream are contested.

use crate::diagnostic::Diagnostic;
use crate::model::{
    Conclusion, Datum, Decision, DecisionId, LevelId, Model, Otherwise, Period, Rule, RuleId,
    Shift, Type,
};
use crate::table::column::index;
use crate::table::{DecisionTable, compile};
use crate::words::Label;

/// A ruleset with its shifts among its decisions.
///
/// Invariant: the first decisions and rules are those of the ruleset; then follow those of the shifts,
/// in their order.
#[derive(Debug, Clone)]
pub(crate) struct Shifting {
    /// The model with a decision for each shift.
    pub(crate) model: Model,
    /// Its table.
    pub(crate) table: DecisionTable,
    /// How many decisions are the ruleset's own.
    pub(crate) decisions: usize,
}

impl Shifting {
    /// Adds the shifts of a ruleset to its decisions. Errors: a `when` that falls into too many cases.
    pub(crate) fn of(model: &Model, table: &DecisionTable) -> Result<Self, Vec<Diagnostic>> {
        let decisions = model.decisions.len();
        if model.shifts.is_empty() {
            return Ok(Self {
                model: model.clone(),
                table: table.clone(),
                decisions,
            });
        }
        let model = with_shifts(model);
        let special = table.special.clone();
        let table = DecisionTable {
            special,
            ..compile(&model)?
        };
        Ok(Self {
            model,
            table,
            decisions,
        })
    }

    /// Whether a shift applies, as a decision.
    pub(crate) fn applies(&self, shift: usize) -> DecisionId {
        DecisionId(index(self.decisions + shift))
    }

    /// The decisions of the ruleset itself.
    pub(crate) fn own(&self) -> impl Iterator<Item = DecisionId> + use<> {
        (0..index(self.decisions)).map(DecisionId)
    }

    /// The order in which an event is worked through: each decision after those its rules read, and, as
    /// far as that leaves room, after those its shifts look at.
    pub(crate) fn order(&self) -> Vec<DecisionId> {
        let mut order = Order {
            shifting: self,
            done: vec![false; self.decisions],
            open: Vec::new(),
            sorted: Vec::new(),
        };
        self.own().for_each(|decision| order.visit(decision));
        order.sorted
    }
}

struct Order<'a> {
    shifting: &'a Shifting,
    done: Vec<bool>,
    /// Being visited.
    open: Vec<DecisionId>,
    sorted: Vec<DecisionId>,
}

impl Order<'_> {
    fn visit(&mut self, decision: DecisionId) {
        if self.done[decision.index()] || self.open.contains(&decision) {
            return;
        }
        self.open.push(decision);
        let model = &self.shifting.model;
        for read in model.decisions[decision.index()].reads.clone() {
            self.visit(read);
        }
        for (number, shift) in model.shifts.iter().enumerate() {
            if shift.decision != decision {
                continue;
            }
            let looks_at = self.shifting.applies(number);
            for read in model.decisions[looks_at.index()].reads.clone() {
                // one that waits for a decision on the way here is looked at as the rules have it
                let cone = &self.shifting.table.cones[read.index()];
                if !cone.iter().any(|of| self.open.contains(of)) {
                    self.visit(read);
                }
            }
        }
        self.open.pop();
        self.done[decision.index()] = true;
        self.sorted.push(decision);
    }
}

fn with_shifts(model: &Model) -> Model {
    let mut wider = model.clone();
    for shift in &model.shifts {
        let decision = DecisionId(index(wider.decisions.len()));
        let rule = RuleId(index(wider.rules.len()));
        wider.rules.push(rule_of(model, shift, decision));
        wider.decisions.push(Decision {
            name: format!("shift {}", shift.name),
            label: Label::default(),
            ty: Type::YesNo,
            collect: None,
            otherwise: Otherwise::Value(Datum::YesNo(false)),
            resolve_by: Vec::new(),
            determined_by: None,
            reads: shift.when.decisions(model),
            rules: vec![rule],
            span: shift.span,
        });
    }
    wider
}

fn rule_of(model: &Model, shift: &Shift, decision: DecisionId) -> Rule {
    Rule {
        title: shift.title.clone(),
        when: shift.when.clone(),
        because: shift.because.clone(),
        citations: shift.citations.clone(),
        ..always(
            model,
            shift.name.clone(),
            decision,
            vec![Datum::YesNo(true)],
            shift.span,
        )
    }
}

/// A rule that is always met.
pub(crate) fn always(
    model: &Model,
    id: String,
    decision: DecisionId,
    values: Vec<Datum>,
    span: crate::source::Span,
) -> Rule {
    Rule {
        id,
        title: Label::default(),
        level: LevelId(index(model.levels.len()).saturating_sub(1)),
        mandatory: false,
        when: crate::model::Condition::All(Vec::new()),
        unless: None,
        conclusions: vec![Conclusion {
            decision,
            values,
            span,
        }],
        overrides: Vec::new(),
        because: Label::default(),
        citations: Vec::new(),
        effective: Period::default(),
        own: Period::default(),
        dated: None,
        adopted: None,
        row: None,
        referable: false,
        span,
    }
}
