//! Facts and their types.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{Fact, Facts, Impossible, Name, Range, Spanned, Type};

impl Reading {
    /// `facts { … }`.
    pub(super) fn facts(&mut self, pair: Pair<'_>) -> Facts {
        let mut block = Facts {
            span: self.span(&pair),
            facts: Vec::new(),
            impossible: Vec::new(),
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::fact => block.facts.extend(self.fact(part)),
                Rule::impossible => block.impossible.extend(self.impossible(part)),
                _ => {}
            }
        }
        block
    }

    fn fact(&mut self, pair: Pair<'_>) -> Option<Fact> {
        let span = self.span(&pair);
        let (mut name, mut ty, mut label, mut recognised_from, mut phrase) =
            (None, None, None, None, None);
        let (mut established_by, mut judged_by, mut fixed, mut sensitive) =
            (None, None, None, None);
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::fact_type => ty = self.fact_type(part),
                Rule::colon => {}
                _ if !met.first(&part, self) => {}
                Rule::localized => label = Some(self.localized(part)),
                Rule::recognised => recognised_from = self.name_of(part),
                Rule::phrase => phrase = self.localized_of(part),
                Rule::established => established_by = self.name_of(part),
                Rule::judged => judged_by = self.name_of(part),
                Rule::fixed => fixed = Some(self.span(&part)),
                Rule::sensitive => sensitive = Some(self.span(&part)),
                _ => {}
            }
        }
        Some(Fact {
            span,
            name: name?,
            ty: ty?,
            label,
            recognised_from,
            phrase,
            established_by,
            judged_by,
            fixed,
            sensitive,
        })
    }

    fn impossible(&mut self, pair: Pair<'_>) -> Option<Impossible> {
        let span = self.span(&pair);
        let (mut condition, mut because) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expression => condition = Some(self.expression(part)),
                Rule::because => because = self.localized_of(part),
                _ => {}
            }
        }
        Some(Impossible {
            span,
            condition: condition?,
            because,
        })
    }

    /// The type of a fact or a decision.
    pub(super) fn fact_type(&mut self, pair: Pair<'_>) -> Option<Spanned<Type>> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let node = match inner.as_rule() {
            Rule::one_of_type => {
                let members = inner
                    .into_inner()
                    .filter(|part| part.as_rule() == Rule::member);
                Type::OneOf(
                    members
                        .filter_map(|member| self.kind_value(member))
                        .collect(),
                )
            }
            Rule::set_of_type => Type::SetOf(self.name_of(inner)?),
            Rule::yes_no_type => Type::YesNo,
            Rule::integer_type => {
                let (range, unit) = self.number_type(inner);
                Type::Integer(range, unit)
            }
            Rule::decimal_type => {
                let (range, unit) = self.number_type(inner);
                Type::Decimal(range, unit)
            }
            Rule::date_type => Type::Date(self.number_type(inner).0),
            Rule::duration_type => Type::Duration(self.number_type(inner).0),
            Rule::text_type => Type::Text,
            _ => Type::Kind(self.name(&inner)),
        };
        Some(Spanned { node, span })
    }

    /// The range and the unit of a type.
    fn number_type(&mut self, pair: Pair<'_>) -> (Range, Option<Name>) {
        let (mut range, mut unit) = (Range::default(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number_range | Rule::date_range | Rule::length_range => {
                    range = self.range(part);
                }
                Rule::in_unit => {
                    let written = part
                        .into_inner()
                        .find(|inner| inner.as_rule() != Rule::kw_in);
                    unit = written.map(|written| self.name(&written));
                }
                _ => {}
            }
        }
        (range, unit)
    }

    /// `A..B`, also of a cell.
    pub(super) fn range(&mut self, pair: Pair<'_>) -> Range {
        let mut range = Range::default();
        let mut after = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::dots | Rule::kw_between_and => after = true,
                Rule::op_between => {}
                _ if after => range.high = Some(self.literal(part)),
                _ => range.low = Some(self.literal(part)),
            }
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{problems, sound};
    use super::*;
    use crate::diagnostic::Code;
    use crate::syntax::tree::Declaration;

    #[test]
    fn keywords_of_facts_may_be_names_of_facts() {
        let text = "facts {
            fixed : integer 1.. fixed
            sensitive : one of a, b
            in : decimal 0.. in CNY
            text : text sensitive
            date : date 2020-01-01..
            impossible in is 5
            days : duration
            column : set of kinds
            en : yes/no
            zh : min en \"label\"
        }";
        let tree = sound(text);
        let Some(Declaration::Facts(block)) = tree.declarations.first() else {
            panic!("no facts")
        };
        let names: Vec<&str> = block.facts.iter().map(|fact| &*fact.name.text).collect();
        assert_eq!(
            names,
            [
                "fixed",
                "sensitive",
                "in",
                "text",
                "date",
                "days",
                "column",
                "en",
                "zh"
            ]
        );
        let clauses: Vec<(bool, bool)> = block
            .facts
            .iter()
            .map(|fact| (fact.fixed.is_some(), fact.sensitive.is_some()))
            .take(4)
            .collect();
        assert_eq!(
            clauses,
            [(true, false), (false, false), (false, false), (false, true)]
        );
    }

    #[test]
    fn ranges_may_be_open() {
        for (range, low, high) in [
            ("", false, false),
            ("..", false, false),
            ("1..", true, false),
            ("～２", false, true),
            ("1..2", true, true),
        ] {
            let tree = sound(&format!("facts {{ a : integer {range} b : text }}"));
            let Some(Declaration::Facts(block)) = tree.declarations.first() else {
                panic!("no facts")
            };
            let Type::Integer(range, None) = &block.facts[0].ty.node else {
                panic!("no integer")
            };
            assert_eq!((range.low.is_some(), range.high.is_some()), (low, high));
        }
    }

    #[test]
    fn a_clause_stands_once() {
        let found = problems("facts { a : text fixed sensitive fixed }");
        assert_eq!(
            (found.len(), found[0].0, &*found[0].1),
            (1, Code::DuplicateClause, "fixed")
        );
    }
}
