//! Examples: the ruleset's own tests. In: the model and its table. Out: for each example what came
//! out, and what of it was not expected.

use super::affair::{ReadOptions, Reader, Rejection, Vocabulary};
use super::outcome::{Outcome, Outcomes, Value};
use super::{Affair, decide};
use crate::model::{Example, Expectation, Expected, Model, RuleId};
use crate::table::{DecisionTable, FactKey};

/// What came of one example.
#[derive(Debug, Clone)]
pub(crate) struct Trial<'m> {
    /// The example.
    pub(crate) example: &'m Example,
    /// Its verdict, or why its facts are no affair.
    pub(crate) outcomes: Result<Outcomes, Rejection>,
    /// The expectations that do not hold; empty if the example passes.
    pub(crate) unmet: Vec<&'m Expectation>,
}

impl Trial<'_> {
    /// Whether everything came out as expected.
    pub(crate) fn passes(&self) -> bool {
        self.outcomes.is_ok() && self.unmet.is_empty()
    }
}

/// Tries every example of a ruleset.
pub(crate) fn trials<'m>(
    model: &'m Model,
    table: &DecisionTable,
    vocabulary: &Vocabulary,
) -> Vec<Trial<'m>> {
    model
        .examples
        .iter()
        .map(|example| trial(model, table, vocabulary, example))
        .collect()
}

fn trial<'m>(
    model: &'m Model,
    table: &DecisionTable,
    vocabulary: &Vocabulary,
    example: &'m Example,
) -> Trial<'m> {
    let options = ReadOptions::default();
    let affair = Reader {
        model,
        vocabulary,
        options: &options,
    }
    .given(example);
    match admitted(model, table, vocabulary, affair) {
        Err(rejection) => Trial {
            example,
            outcomes: Err(rejection),
            unmet: Vec::new(),
        },
        Ok(affair) => {
            let outcomes = decide::decide(model, table, &affair);
            let unmet = example
                .expect
                .iter()
                .filter(|expectation| !is_met(&outcomes, expectation))
                .collect();
            Trial {
                example,
                outcomes: Ok(outcomes),
                unmet,
            }
        }
    }
}

/// An affair as the engine takes it: within the ruleset's period, possible, recognised from text.
pub(crate) fn admitted(
    model: &Model,
    table: &DecisionTable,
    vocabulary: &Vocabulary,
    mut affair: Affair,
) -> Result<Affair, Rejection> {
    affair.forget_recognised();
    if let Some(day) = affair
        .as_of
        .filter(|day| !super::space::period(model).contains(*day))
    {
        return Err(Rejection::outside_period(model, day));
    }
    if !decide::is_admissible(model, table, &affair) {
        return Err(Rejection::impossible(model, table, &affair));
    }
    let candidates = affair.candidates(model, vocabulary);
    decide::recognise(model, table, &mut affair, candidates);
    Ok(affair)
}

/// Whether an expectation holds, its rules among it.
fn is_met(outcomes: &Outcomes, expectation: &Expectation) -> bool {
    let outcome = &outcomes.decisions[expectation.decision.index()];
    let winners = outcome.winners();
    let wins = |rule: &RuleId| winners.binary_search(rule).is_ok();
    agrees(outcome, &expectation.outcome)
        && expectation.by.iter().all(wins)
        && !expectation.not_by.iter().any(wins)
}

fn agrees(outcome: &Outcome, expected: &Expected) -> bool {
    match (expected, outcome) {
        (
            Expected::Value(datum),
            Outcome::Decided {
                value: Value::One(value),
                ..
            },
        ) => value == datum,
        (
            Expected::List(list),
            Outcome::Decided {
                value: Value::List(value),
                ..
            },
        ) => value == list,
        (
            Expected::Includes(some),
            Outcome::Decided {
                value: Value::List(value),
                ..
            },
        ) => some.iter().all(|one| value.contains(one)),
        (Expected::Decided, Outcome::Decided { .. })
        | (Expected::Unclassified, Outcome::Unclassified) => true,
        (Expected::Contested(values), Outcome::Contested { .. }) => {
            let mut values = values.clone();
            values.sort_unstable();
            values.is_empty() || outcome.claimed() == values
        }
        (Expected::Undetermined(facts), Outcome::Undetermined { needs, .. }) => {
            let mut needed: Vec<FactKey> = needs.iter().map(|need| need.fact).collect();
            needed.sort_unstable();
            let mut expected: Vec<FactKey> =
                facts.iter().map(|fact| FactKey::Fact(*fact)).collect();
            expected.sort_unstable();
            expected.is_empty() || needed == expected
        }
        _ => false,
    }
}
