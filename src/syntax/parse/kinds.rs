//! Kinds, facts, types, defines and decisions.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{
    Collect, Decision, Define, Fact, Facts, Ground, Impossible, Kind, KindValue, KindValues, Name,
    Otherwise, Range, Spanned, Type,
};

impl Reading {
    /// `kind NAME …`.
    pub(super) fn kind(&mut self, pair: Pair<'_>) -> Option<Kind> {
        let span = self.span(&pair);
        let (mut name, mut label, mut ordered, mut values) = (None, None, false, None);
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::localized if met.first(&part, self) => label = Some(self.localized(part)),
                Rule::kw_ordered => ordered = true,
                Rule::kind_values => values = Some(KindValues::Listed(self.kind_values(part))),
                Rule::kind_csv => values = self.kind_csv(part),
                _ => {}
            }
        }
        Some(Kind {
            span,
            name: name?,
            label,
            ordered,
            values: values?,
        })
    }

    fn kind_csv(&self, pair: Pair<'_>) -> Option<KindValues> {
        let (mut path, mut column) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::string if path.is_none() => path = Some(self.text(&part)),
                Rule::string => {
                    let text = self.text(&part);
                    column = Some(Name {
                        text: text.node,
                        span: text.span,
                    });
                }
                Rule::name => column = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(KindValues::FromCsv {
            path: path?,
            column: column?,
        })
    }

    fn kind_values(&mut self, pair: Pair<'_>) -> Vec<KindValue> {
        let values = pair
            .into_inner()
            .filter(|part| part.as_rule() == Rule::kind_value);
        values.filter_map(|value| self.kind_value(value)).collect()
    }

    /// A value of a kind, or of `one of …`.
    fn kind_value(&mut self, pair: Pair<'_>) -> Option<KindValue> {
        let span = self.span(&pair);
        let (mut name, mut label, mut also, mut children) = (None, None, Vec::new(), Vec::new());
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::localized if met.first(&part, self) => label = Some(self.localized(part)),
                Rule::also if met.first(&part, self) => {
                    let strings = part
                        .into_inner()
                        .filter(|inner| inner.as_rule() == Rule::string);
                    also = strings.map(|string| self.text(&string)).collect();
                }
                Rule::kind_values => children = self.kind_values(part),
                _ => {}
            }
        }
        Some(KindValue {
            span,
            name: name?,
            label,
            also,
            children,
        })
    }

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

    fn fact_type(&mut self, pair: Pair<'_>) -> Option<Spanned<Type>> {
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
                    range = self.range(part)
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

    /// `define NAME = …`.
    pub(super) fn define(&mut self, pair: Pair<'_>) -> Option<Define> {
        let span = self.span(&pair);
        let (mut name, mut label, mut body) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::localized => label = Some(self.localized(part)),
                Rule::expression => body = Some(self.expression(part)),
                _ => {}
            }
        }
        Some(Define {
            span,
            name: name?,
            label,
            body: body?,
        })
    }

    /// `decision NAME : …`.
    pub(super) fn decision(&mut self, pair: Pair<'_>) -> Option<Decision> {
        let span = self.span(&pair);
        let (mut name, mut label, mut collect, mut ty) = (None, None, None, None);
        let (mut otherwise, mut resolve_by, mut determined_by) = (None, Vec::new(), None);
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::folded | Rule::collected => collect = Some(self.collect(part)),
                Rule::fact_type => ty = self.fact_type(part),
                Rule::colon => {}
                _ if !met.first(&part, self) => {}
                Rule::localized => label = Some(self.localized(part)),
                Rule::otherwise => otherwise = self.otherwise(part),
                Rule::resolve_by => resolve_by = self.grounds(part),
                Rule::determined_by => determined_by = self.name_of(part),
                _ => {}
            }
        }
        Some(Decision {
            span,
            name: name?,
            label,
            collect,
            ty: ty?,
            otherwise,
            resolve_by,
            determined_by,
        })
    }

    fn collect(&self, pair: Pair<'_>) -> Spanned<Collect> {
        let span = self.span(&pair);
        let node = match pair.into_inner().last().map(|word| word.as_rule()) {
            Some(Rule::kw_min) => Collect::Min,
            Some(Rule::kw_max) => Collect::Max,
            Some(Rule::kw_sum) => Collect::Sum,
            Some(Rule::kw_count) => Collect::Count,
            _ => Collect::List,
        };
        Spanned { node, span }
    }

    fn otherwise(&mut self, pair: Pair<'_>) -> Option<Otherwise> {
        let value = pair
            .into_inner()
            .find(|part| part.as_rule() != Rule::kw_otherwise)?;
        if value.as_rule() == Rule::literal {
            return Some(Otherwise::Value(self.literal(value)));
        }
        let span = self.span(&value);
        let because = value
            .into_inner()
            .find(|part| part.as_rule() == Rule::because);
        Some(Otherwise::Unclassified {
            span,
            because: because.and_then(|clause| self.localized_of(clause)),
        })
    }

    fn grounds(&self, pair: Pair<'_>) -> Vec<Spanned<Ground>> {
        let grounds = pair.into_inner().filter_map(|word| {
            let node = match word.as_rule() {
                Rule::kw_superior => Ground::Superior,
                Rule::kw_specialis => Ground::Specialis,
                Rule::kw_posterior => Ground::Posterior,
                Rule::kw_highest => Ground::Highest,
                Rule::kw_lowest => Ground::Lowest,
                _ => return None,
            };
            Some(Spanned {
                node,
                span: self.span(&word),
            })
        });
        grounds.collect()
    }
}
