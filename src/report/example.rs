//! An affair as an `example` of its ruleset, laid out as the formatter would, ready to be pasted.
//!
//! In: an affair, and what is expected of it. Out: a declaration that is read as the same affair
//! again, in either keyword language.

use super::affair::given;
use super::literal::{id, literal, name, near_string};
use crate::model::{Datum, DecisionId, Expectation, Expected, Model, RuleId, Type};
use crate::source::Span;
use crate::syntax::format::format;
use crate::syntax::parse::parse;
use crate::table::FactKey;
use crate::verdict::{Affair, Knowledge, Outcome, Outcomes, Value};
use crate::words::Lang;

/// The example. What was recognised from text is left out, for reading it recognises it again. A text
/// that no string can hold, which records may have and rule files not, is left out too, and so is a
/// fact known in part by leaves that no single value stands for.
pub fn example(
    model: &Model,
    affair: &Affair,
    title: &str,
    expect: &[Expectation],
    lang: Lang,
) -> String {
    let expected = expect
        .iter()
        .filter_map(|expected| expectation(model, expected))
        .collect();
    declaration(model, affair, title, expected, lang)
}

/// The same with the values of some decisions left for a person to fill in.
pub fn unfilled(
    model: &Model,
    affair: &Affair,
    title: &str,
    decisions: &[DecisionId],
    lang: Lang,
) -> String {
    let expected = decisions
        .iter()
        .map(|decision| format!("{} is ?", name(&model.decisions[decision.index()].name)))
        .collect();
    declaration(model, affair, title, expected, lang)
}

fn declaration(
    model: &Model,
    affair: &Affair,
    title: &str,
    expected: Vec<String>,
    lang: Lang,
) -> String {
    let facts: Vec<String> = given(model, affair)
        .filter_map(|(fact, knowledge)| {
            let fact = &model.facts[fact.index()];
            let called = name(&fact.name);
            Some(match (knowledge, &fact.ty) {
                (Knowledge::Known(Datum::YesNo(true)), _) => called.into_owned(),
                (Knowledge::Known(Datum::YesNo(false)), _) => format!("not {called}"),
                (Knowledge::Known(datum), ty) => {
                    format!("{called} is {}", literal(model, ty, datum, Lang::En)?)
                }
                (Knowledge::OneOf(leaves), Type::Kind(kind)) => {
                    let node = model.kinds[kind.index()].node_of(leaves)?;
                    let node = &model.kinds[kind.index()].nodes[node.index()];
                    format!("{called} is {}", name(&node.name))
                }
                (Knowledge::OneOf(_) | Knowledge::Unknown, _) => return None,
            })
        })
        .collect();
    let mut lines = vec![format!("example {}", near_string(title))];
    if !facts.is_empty() {
        lines.push(format!("given {}", facts.join(", ")));
    }
    lines.extend(affair.as_of.map(|day| format!("as of {day}")));
    if !expected.is_empty() {
        lines.push(format!("expect {}", expected.join(", ")));
    }
    lines.push(String::new());
    let text = lines.join("\n");
    let (tree, problems) = parse(&text, 0, false);
    debug_assert!(problems.is_empty(), "{text}{problems:?}");
    if problems.is_empty() {
        format(&text, &tree, 0, Some(lang))
    } else {
        text
    }
}

/// `tier is official by F.1 not by C.1`.
fn expectation(model: &Model, expectation: &Expectation) -> Option<String> {
    let decision = &model.decisions[expectation.decision.index()];
    let value = |datum: &Datum| literal(model, &decision.ty, datum, Lang::En);
    let list = |data: &[Datum]| {
        let values: Option<Vec<String>> = data.iter().map(value).collect();
        Some(values?.join(", "))
    };
    let facts = |facts: &[crate::model::FactId]| {
        let names = facts
            .iter()
            .map(|fact| name(&model.facts[fact.index()].name));
        names.collect::<Vec<_>>().join(", ")
    };
    let outcome = match &expectation.outcome {
        Expected::Value(datum) => format!("is {}", value(datum)?),
        Expected::List(data) => format!("is ({})", list(data)?),
        Expected::Includes(data) => format!("includes ({})", list(data)?),
        Expected::Decided => "is decided".to_owned(),
        Expected::Contested(data) if data.is_empty() => "contested".to_owned(),
        Expected::Contested(data) => format!("contested between ({})", list(data)?),
        Expected::Undetermined(needs) if needs.is_empty() => "undetermined".to_owned(),
        Expected::Undetermined(needs) => format!("undetermined needs ({})", facts(needs)),
        Expected::Unclassified => "unclassified".to_owned(),
    };
    let by = |word: &str, rules: &[RuleId]| -> String {
        let ids = rules.iter().map(|rule| id(&model.rules[rule.index()].id));
        let each: Vec<String> = ids.map(|id| format!(" {word} {id}")).collect();
        each.concat()
    };
    Some(format!(
        "{} {outcome}{}{}",
        name(&decision.name),
        by("by", &expectation.by),
        by("not by", &expectation.not_by)
    ))
}

/// What an example may expect of a decision, so that it passes where the decision came out so.
pub fn expected(outcomes: &Outcomes, decision: DecisionId) -> Expectation {
    let outcome = match &outcomes.decisions[decision.index()] {
        Outcome::Decided {
            value: Value::One(datum),
            ..
        } => Expected::Value(datum.clone()),
        Outcome::Decided {
            value: Value::List(list),
            ..
        } => Expected::List(list.clone()),
        outcome @ Outcome::Contested { .. } => Expected::Contested(outcome.claimed()),
        Outcome::Undetermined {
            needs, incomplete, ..
        } => {
            // an example names facts only; where the date is needed too, it cannot name all
            let facts: Option<Vec<_>> = needs
                .iter()
                .map(|need| match need.fact {
                    FactKey::Fact(fact) => Some(fact),
                    FactKey::AsOf => None,
                })
                .collect();
            Expected::Undetermined(facts.filter(|_| !incomplete).unwrap_or_default())
        }
        Outcome::Unclassified => Expected::Unclassified,
    };
    Expectation {
        decision,
        outcome,
        by: Vec::new(),
        not_by: Vec::new(),
        span: Span::default(),
    }
}

#[cfg(test)]
mod tests;
