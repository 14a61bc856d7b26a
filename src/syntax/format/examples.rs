//! Examples: what is given, on what date, and what is expected.

use super::clauses::{clause, clauses, column};
use super::doc::{Doc, Role, concat, end, headed, list, words};
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Example, Expectation, Expected, Given, GivenValue, Literal, Spanned};

/// `example "TITLE" given … as of DATE expect …`.
pub(super) fn example(pen: Pen<'_>, example: &Example) -> Doc {
    let head = concat([pen.key(Keyword::Example), pen.label(&example.title)]);
    let beside = &[Keyword::GivenFacts, Keyword::AsOf, Keyword::Expect];
    let mut body = Vec::new();
    if !example.given.is_empty() {
        let facts = column(example.given.iter().map(|given| self::given(pen, given)));
        body.push(clause(pen, Keyword::GivenFacts, beside, facts));
    }
    if let Some(date) = &example.as_of {
        body.push(clause(pen, Keyword::AsOf, beside, pen.date(date)));
    }
    if !example.expect.is_empty() {
        let expected = column(
            example
                .expect
                .iter()
                .map(|expected| expectation(pen, expected)),
        );
        body.push(clause(pen, Keyword::Expect, beside, expected));
    }
    let rest = [clauses(body), end(pen.end_of(example.span))];
    headed(example.span.start, Role::Declaration, head, rest)
}

/// `x is v`, `s is (a, b)`, `x`, `not x`.
fn given(pen: Pen<'_>, given: &Given) -> Doc {
    let fact = pen.name(&given.fact);
    match &given.value {
        GivenValue::One(Spanned {
            node: Literal::YesNo(true),
            ..
        }) => fact,
        GivenValue::One(Spanned {
            node: Literal::YesNo(false),
            ..
        }) => concat([pen.key(Keyword::Not), fact]),
        GivenValue::One(value) => {
            concat([fact, words(" "), pen.key(Keyword::Is), pen.value(value)])
        }
        GivenValue::Set(values) => listed(pen, concat([fact, is(pen)]), values),
    }
}

/// ` is `.
fn is(pen: Pen<'_>) -> Doc {
    words(format!(" {} ", pen.word(Keyword::Is)))
}

/// `head (a, b)`.
fn listed(pen: Pen<'_>, head: Doc, values: &[Spanned<Literal>]) -> Doc {
    let values = values.iter().map(|value| pen.value(value));
    list(2, concat([head, words("(")]), values, words(")"))
}

/// `tier is official by F.1 not by C.1`.
fn expectation(pen: Pen<'_>, expectation: &Expectation) -> Doc {
    let decision = pen.name(&expectation.decision);
    let with =
        |keyword: Keyword| concat([decision.clone(), words(format!(" {} ", pen.word(keyword)))]);
    let only =
        |keyword: Keyword| concat([decision.clone(), words(format!(" {}", pen.word(keyword)))]);
    let outcome = match &expectation.outcome {
        Expected::Blank => concat([with(Keyword::Is), words("?")]),
        Expected::Value(value) => concat([with(Keyword::Is), pen.value(value)]),
        Expected::List(values) => listed(pen, with(Keyword::Is), values),
        Expected::Includes(values) => match &values[..] {
            [value] => concat([with(Keyword::Includes), pen.value(value)]),
            values => listed(pen, with(Keyword::Includes), values),
        },
        Expected::Decided => concat([with(Keyword::Is), words(pen.word(Keyword::Decided))]),
        Expected::Contested(values) if values.is_empty() => only(Keyword::Contested),
        Expected::Contested(values) => listed(pen, with(Keyword::ContestedBetween), values),
        Expected::Undetermined(facts) if facts.is_empty() => only(Keyword::Undetermined),
        Expected::Undetermined(facts) => {
            let facts = facts.iter().map(|fact| pen.name(fact));
            let head = concat([with(Keyword::UndeterminedNeeds), words("(")]);
            list(2, head, facts, words(")"))
        }
        Expected::Unclassified => only(Keyword::Unclassified),
    };
    let by = expectation.by.iter().flat_map(|(wins, rule)| {
        let keyword = if *wins { Keyword::By } else { Keyword::NotBy };
        [words(" "), pen.key(keyword), pen.name(rule)]
    });
    concat([outcome, concat(by)])
}
