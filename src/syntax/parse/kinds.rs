//! Kinds, and the values of `one of …`.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{Kind, KindValue, KindValues, Name};

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
    pub(super) fn kind_value(&mut self, pair: Pair<'_>) -> Option<KindValue> {
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
}

#[cfg(test)]
mod tests {
    use super::super::tests::{problems, shape, sound};
    use crate::diagnostic::Code;

    #[test]
    fn commas_are_optional() {
        let with = "kind a { b \"B\" also \"x\", \"y\", c { d, e }, f }";
        let without = "kind a { b \"B\" also \"x\", \"y\" c { d e } f }";
        assert_eq!(shape(&sound(with)), shape(&sound(without)));
    }

    #[test]
    fn a_label_stands_once() {
        assert_eq!(
            problems("kind a \"x\" ordered \"y\" { b }")[0].0,
            Code::DuplicateClause
        );
        assert_eq!(
            problems("kind a { b zh \"x\" zh \"y\" }")[0].0,
            Code::DuplicateClause
        );
    }
}
