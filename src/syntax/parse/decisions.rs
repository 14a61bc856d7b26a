//! Definitions and decisions.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{Collect, Decision, Define, Ground, Otherwise, Spanned};

impl Reading {
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
