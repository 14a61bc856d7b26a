//! What a decision came to, apart from which rules say so: what two decidings are compared by.

use serde_json::Value as Json;

use crate::explanation::outcome::{Outcome, Possible, PossibleOutcome, told};
use crate::explanation::why_not::Claimed;
use crate::model::{DecisionId, Model};
use crate::verdict;

/// Status, value and claimed values, by name; so that rulesets can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Came(Outcome<Json>);

/// What is claimed, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    Is(Json),
    Has(Vec<Json>),
    Nothing,
}

impl Came {
    /// Of an outcome.
    pub(super) fn of(model: &Model, decision: DecisionId, outcome: &verdict::Outcome) -> Self {
        let mut outcome: Outcome<Json> = told(&model, decision, outcome);
        match &mut outcome {
            Outcome::Decided {
                rules,
                rules_possible,
                ..
            } => {
                rules.clear();
                rules_possible.clear();
            }
            Outcome::Contested {
                claims,
                decided_by,
                because,
                known,
            } => {
                for claim in claims {
                    claim.rules.clear();
                    claim.rules_possible.clear();
                    claim.via.clear();
                }
                *decided_by = None;
                *because = crate::words::Label::default();
                *known = false;
            }
            Outcome::Undetermined { .. } | Outcome::Unclassified => {}
        }
        Self(outcome)
    }

    /// Whether no rule speaks of it.
    pub(super) fn is_unclassified(&self) -> bool {
        self.0 == Outcome::Unclassified
    }

    /// Whether this is what is claimed, and nothing else may come of it.
    pub(super) fn is(&self, wish: &Wish) -> bool {
        match (&self.0, wish) {
            (Outcome::Decided { value, .. }, wish) => wish.is(Some(value)),
            (Outcome::Unclassified, wish) => wish.is(None),
            _ => false,
        }
    }

    /// How a claim lies to it.
    pub(super) fn claimed(&self, wish: &Wish) -> Claimed {
        match &self.0 {
            _ if self.is(wish) => Claimed::Decided,
            Outcome::Contested { claims, .. } => {
                let among = claims.iter().any(|claim| wish.is(claim.value.as_ref()));
                if among {
                    Claimed::Contested
                } else {
                    Claimed::Otherwise
                }
            }
            Outcome::Undetermined { possible, .. } if wish.may_be(possible) => Claimed::Possible,
            _ => Claimed::Otherwise,
        }
    }
}

impl Wish {
    fn is(&self, value: Option<&Json>) -> bool {
        match (self, value) {
            (Self::Is(wanted), Some(value)) => wanted == value,
            (Self::Has(wanted), Some(Json::Array(list))) => {
                wanted.iter().all(|one| list.contains(one))
            }
            (Self::Nothing, None) => true,
            _ => false,
        }
    }

    fn may_be(&self, possible: &Possible<Json>) -> bool {
        match (possible, self) {
            (Possible::Outcomes(outcomes), _) => outcomes.iter().any(|outcome| match outcome {
                PossibleOutcome::Decided { value } => self.is(Some(value)),
                PossibleOutcome::Unclassified => self.is(None),
                PossibleOutcome::Contested { .. } | PossibleOutcome::Undetermined => false,
            }),
            (Possible::List { always, maybe }, Self::Has(wanted)) => wanted
                .iter()
                .all(|one| always.contains(one) || maybe.contains(one)),
            // between two numbers, where which of them are reached is not listed
            (Possible::Range { .. }, Self::Is(_)) => true,
            _ => false,
        }
    }
}
