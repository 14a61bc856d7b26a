//! Examples: what is given, what is expected.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{Example, Expectation, Expected, Given, GivenValue, Literal, Spanned};

impl Reading {
    /// `example "TITLE" given … as of DATE expect …`.
    pub(super) fn example(&mut self, pair: Pair<'_>) -> Option<Example> {
        let span = self.span(&pair);
        let (mut title, mut given, mut as_of, mut expect) = (None, Vec::new(), None, Vec::new());
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::localized => title = Some(self.localized(part)),
                Rule::kw_example => {}
                _ if !met.first(&part, self) => {}
                Rule::given_facts => {
                    let facts = part
                        .into_inner()
                        .filter(|inner| inner.as_rule() == Rule::given);
                    given = facts.filter_map(|fact| self.given(fact)).collect();
                }
                Rule::as_of => as_of = self.date_of(part),
                Rule::expect => {
                    let outcomes = part
                        .into_inner()
                        .filter(|inner| inner.as_rule() == Rule::expectation);
                    expect = outcomes
                        .filter_map(|outcome| self.expectation(outcome))
                        .collect();
                }
                _ => {}
            }
        }
        Some(Example {
            span,
            title: title?,
            given,
            as_of,
            expect,
        })
    }

    fn given(&mut self, pair: Pair<'_>) -> Option<Given> {
        let span = self.span(&pair);
        let (mut fact, mut value, mut yes) = (None, None, true);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_not => yes = false,
                Rule::name => fact = Some(self.name(&part)),
                Rule::op_equal => self.check_spelling(&part),
                Rule::literal => value = Some(GivenValue::One(self.literal(part))),
                Rule::literal_set => value = Some(GivenValue::Set(self.literals(part))),
                _ => {}
            }
        }
        let value = value.unwrap_or(GivenValue::One(Spanned {
            node: Literal::YesNo(yes),
            span,
        }));
        Some(Given {
            span,
            fact: fact?,
            value,
        })
    }

    fn expectation(&mut self, pair: Pair<'_>) -> Option<Expectation> {
        let span = self.span(&pair);
        let (mut decision, mut outcome, mut by) = (None, None, Vec::new());
        let mut includes = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => decision = Some(self.name(&part)),
                Rule::op_equal => self.check_spelling(&part),
                Rule::kw_includes => includes = true,
                Rule::blank => outcome = Some(Expected::Blank),
                Rule::literal if includes => {
                    outcome = Some(Expected::Includes(vec![self.literal(part)]));
                }
                Rule::literal => outcome = Some(Expected::Value(self.literal(part))),
                Rule::literal_list => outcome = Some(Expected::Includes(self.literals(part))),
                Rule::literal_set => outcome = Some(Expected::List(self.literals(part))),
                Rule::kw_decided => outcome = Some(Expected::Decided),
                Rule::kw_unclassified => outcome = Some(Expected::Unclassified),
                Rule::contested => {
                    let list = part
                        .into_inner()
                        .find(|inner| inner.as_rule() == Rule::literal_list);
                    outcome = Some(Expected::Contested(
                        list.map(|list| self.literals(list)).unwrap_or_default(),
                    ));
                }
                Rule::undetermined => {
                    let list = part
                        .into_inner()
                        .find(|inner| inner.as_rule() == Rule::name_list);
                    outcome = Some(Expected::Undetermined(
                        list.map(|list| self.names_of(list)).unwrap_or_default(),
                    ));
                }
                Rule::by | Rule::not_by => {
                    let wins = part.as_rule() == Rule::by;
                    for inner in part.into_inner() {
                        match inner.as_rule() {
                            Rule::id => by.push((wins, self.name(&inner))),
                            Rule::id_list => {
                                by.extend(
                                    self.names_of(inner).into_iter().map(|name| (wins, name)),
                                );
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Some(Expectation {
            span,
            decision: decision?,
            outcome: outcome?,
            by,
        })
    }
}
