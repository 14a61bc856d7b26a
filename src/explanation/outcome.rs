//! What a decision came to, by name: the part of an explanation that is the verdict.

use serde::Serialize;
use serde_json::Value as Json;

use super::shown::{Shown, Speaker, json, json_value};
use crate::model::{Datum, DecisionId, Model, RuleId, Type};
use crate::table::FactKey;
use crate::verdict::{self, Result, Support, Value};
use crate::words::Label;

/// What a decision came to; `V` is how values are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Outcome<V = Shown> {
    /// One value.
    Decided {
        /// The value; a list for a collected one.
        value: V,
        /// The rules that win whatever the unknown facts are.
        rules: Vec<String>,
        /// The rules that win for some values of the unknown facts.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        rules_possible: Vec<String>,
    },
    /// Several claims that no ground settles.
    Contested {
        /// The claims, by value; two or more.
        claims: Vec<Claim<V>>,
        /// Who decides meanwhile, where an `overlap` covers it.
        #[serde(skip_serializing_if = "Option::is_none")]
        decided_by: Option<V>,
        /// Why, by that `overlap`.
        #[serde(skip_serializing_if = "Label::is_empty")]
        because: Label,
        /// Whether an `overlap` covers it.
        #[serde(skip)]
        known: bool,
    },
    /// It turns on facts that are unknown.
    Undetermined {
        /// Those facts, most telling first.
        needs: Vec<Need<V>>,
        /// What it may come to.
        possible: Possible<V>,
        /// Whether the search stopped before it was done.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        incomplete: bool,
    },
    /// No rule speaks of it.
    Unclassified,
}

/// One claim of a contested decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim<V = Shown> {
    /// What is claimed; nothing is `unclassified`.
    pub value: Option<V>,
    /// By which rules, whatever the unknown facts are.
    pub rules: Vec<String>,
    /// By which rules for some values of the unknown facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules_possible: Vec<String>,
    /// The claims upstream that lead here, where not all do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Via<V>>,
}

/// A claim of a contested decision upstream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Via<V = Shown> {
    /// The decision.
    pub decision: String,
    /// What is claimed there; nothing is `unclassified`.
    pub value: Option<V>,
}

/// A fact that an undetermined decision needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need<V = Shown> {
    /// Its name; `as_of` for the date.
    pub fact: String,
    /// For a fact known in part: the values it may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<V>,
}

/// What an undetermined decision may come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Possible<V = Shown> {
    /// These.
    Outcomes(Vec<PossibleOutcome<V>>),
    /// A collected list.
    List {
        /// Values in it whatever the unknown facts are.
        always: Vec<V>,
        /// The others it may have.
        maybe: Vec<V>,
    },
    /// A number between two.
    Range {
        /// Least.
        min: V,
        /// Greatest.
        max: V,
    },
}

/// One outcome that is possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum PossibleOutcome<V = Shown> {
    /// This value.
    Decided {
        /// The value.
        value: V,
    },
    /// These claims.
    Contested {
        /// The values claimed; nothing is `unclassified`.
        values: Vec<Option<V>>,
    },
    /// No rule speaks of it.
    Unclassified,
    /// It would turn on facts that are unknown; only at a threshold.
    Undetermined,
}

/// How values are told.
pub(crate) trait Tell<V> {
    fn model(&self) -> &Model;
    fn datum(&self, ty: &Type, datum: &Datum) -> V;
    fn value(&self, decision: DecisionId, value: &Value) -> V;
}

impl Tell<Shown> for Speaker<'_> {
    fn model(&self) -> &Model {
        self.model
    }
    fn datum(&self, ty: &Type, datum: &Datum) -> Shown {
        self.datum(ty, datum)
    }
    fn value(&self, decision: DecisionId, value: &Value) -> Shown {
        self.value(decision, value)
    }
}

/// Values as records write them, and no words.
impl Tell<Json> for &Model {
    fn model(&self) -> &Model {
        self
    }
    fn datum(&self, ty: &Type, datum: &Datum) -> Json {
        json(self, ty, datum)
    }
    fn value(&self, decision: DecisionId, value: &Value) -> Json {
        json_value(self, decision, value)
    }
}

/// An outcome by name.
pub(crate) fn told<V>(
    tell: &impl Tell<V>,
    decision: DecisionId,
    outcome: &verdict::Outcome,
) -> Outcome<V> {
    let model = tell.model();
    let ids = |rules: &[RuleId]| {
        rules
            .iter()
            .map(|rule| model.rules[rule.index()].id.clone())
            .collect()
    };
    let ty = &model.decisions[decision.index()].ty;
    match outcome {
        verdict::Outcome::Decided {
            value,
            support: Support { rules, possible },
        } => Outcome::Decided {
            value: tell.value(decision, value),
            rules: ids(rules),
            rules_possible: ids(possible),
        },
        verdict::Outcome::Contested { claims, overlap } => {
            let overlap = overlap.and_then(|number| model.overlaps.get(number as usize));
            let body = |leaf: u32| {
                model
                    .bodies
                    .map(|kind| tell.datum(&Type::Kind(kind), &Datum::Leaf(leaf)))
            };
            Outcome::Contested {
                claims: claims
                    .iter()
                    .map(|claim| Claim {
                        value: claim
                            .value
                            .as_ref()
                            .map(|value| tell.value(decision, value)),
                        rules: ids(&claim.support.rules),
                        rules_possible: ids(&claim.support.possible),
                        via: claim.via.iter().map(|step| via(tell, step)).collect(),
                    })
                    .collect(),
                decided_by: overlap
                    .and_then(|overlap| overlap.decided_by)
                    .and_then(body),
                because: overlap
                    .map(|overlap| overlap.because.clone())
                    .unwrap_or_default(),
                known: overlap.is_some(),
            }
        }
        verdict::Outcome::Undetermined {
            needs,
            possible,
            incomplete,
        } => Outcome::Undetermined {
            needs: needs.iter().map(|need| self::need(tell, need)).collect(),
            possible: match possible {
                verdict::Possible::Results(results) => Possible::Outcomes(
                    results
                        .iter()
                        .map(|result| possible_outcome(tell, decision, result))
                        .collect(),
                ),
                verdict::Possible::List { always, maybe } => {
                    let each =
                        |list: &[Datum]| list.iter().map(|datum| tell.datum(ty, datum)).collect();
                    Possible::List {
                        always: each(always),
                        maybe: each(maybe),
                    }
                }
                verdict::Possible::Range { min, max } => Possible::Range {
                    min: tell.datum(ty, min),
                    max: tell.datum(ty, max),
                },
            },
            incomplete: *incomplete,
        },
        verdict::Outcome::Unclassified => Outcome::Unclassified,
    }
}

/// A claim upstream by name.
pub(crate) fn via<V>(tell: &impl Tell<V>, step: &verdict::Via) -> Via<V> {
    Via {
        decision: tell.model().decisions[step.decision.index()].name.clone(),
        value: step
            .value
            .as_ref()
            .map(|value| tell.value(step.decision, value)),
    }
}

fn need<V>(tell: &impl Tell<V>, need: &verdict::Need) -> Need<V> {
    match need.fact {
        FactKey::AsOf => Need {
            fact: "as_of".to_owned(),
            among: Vec::new(),
        },
        FactKey::Fact(id) => {
            let fact = &tell.model().facts[id.index()];
            let among = need
                .among
                .iter()
                .flatten()
                .map(|leaf| tell.datum(&fact.ty, &Datum::Leaf(*leaf)));
            Need {
                fact: fact.name.clone(),
                among: among.collect(),
            }
        }
    }
}

/// A result by name.
pub(crate) fn possible_outcome<V>(
    tell: &impl Tell<V>,
    decision: DecisionId,
    result: &Result,
) -> PossibleOutcome<V> {
    match result {
        Result::Decided(value) => PossibleOutcome::Decided {
            value: tell.value(decision, value),
        },
        Result::Contested(values) => PossibleOutcome::Contested {
            values: values
                .iter()
                .map(|value| value.as_ref().map(|value| tell.value(decision, value)))
                .collect(),
        },
        Result::Unclassified => PossibleOutcome::Unclassified,
    }
}
