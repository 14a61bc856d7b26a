//! The twelve declarations: which one, and those that head a file.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::syntax::tree::{Declaration, Import, Ruleset, SourceDeclaration};

impl Reading {
    /// A declaration; `None` if a clause it needs is missing, which is then reported.
    pub(super) fn declaration(&mut self, pair: Pair<'_>) -> Option<Declaration> {
        Some(match pair.as_rule() {
            Rule::ruleset_declaration => Declaration::Ruleset(self.ruleset(pair)?),
            Rule::import_declaration => Declaration::Import(self.import(pair)?),
            Rule::kind_declaration => Declaration::Kind(self.kind(pair)?),
            Rule::facts_declaration => Declaration::Facts(self.facts(pair)),
            Rule::define_declaration => Declaration::Define(self.define(pair)?),
            Rule::decision_declaration => Declaration::Decision(self.decision(pair)?),
            Rule::rule_declaration => Declaration::Rule(self.rule(pair)?),
            Rule::table_declaration => Declaration::Table(self.table(pair)?),
            Rule::shift_declaration => Declaration::Shift(self.shift(pair)?),
            Rule::guarantee_declaration => Declaration::Guarantee(self.guarantee(pair)?),
            Rule::overlap_declaration => Declaration::Overlap(self.overlap(pair)?),
            Rule::example_declaration => Declaration::Example(self.example(pair)?),
            _ => return None,
        })
    }

    fn ruleset(&mut self, pair: Pair<'_>) -> Option<Ruleset> {
        let span = self.span(&pair);
        let (mut name, mut under, mut title, mut authority) = (None, None, None, None);
        let (mut effective, mut adopted, mut sources) = (None, None, Vec::new());
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::id => name = Some(self.name(&part)),
                Rule::source_declaration => sources.extend(self.source(part)),
                Rule::kw_ruleset => {}
                _ if !met.first(&part, self) => {}
                Rule::under => {
                    let path = part
                        .into_inner()
                        .find(|inner| inner.as_rule() == Rule::string);
                    under = path.map(|path| self.text(&path));
                }
                Rule::title => title = self.localized_of(part),
                Rule::authority => authority = self.localized_of(part),
                Rule::effective => effective = Some(self.period(part)),
                Rule::adopted => adopted = self.date_of(part),
                _ => {}
            }
        }
        Some(Ruleset {
            span,
            name: name?,
            under,
            title,
            authority,
            effective,
            adopted,
            sources,
        })
    }

    fn source(&mut self, pair: Pair<'_>) -> Option<SourceDeclaration> {
        let span = self.span(&pair);
        let (mut name, mut title, mut issued) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::localized => title = Some(self.localized(part)),
                Rule::issued => issued = self.date_of(part),
                _ => {}
            }
        }
        Some(SourceDeclaration {
            span,
            name: name?,
            title: title?,
            issued,
        })
    }

    fn import(&mut self, pair: Pair<'_>) -> Option<Import> {
        let span = self.span(&pair);
        let path = pair
            .into_inner()
            .find(|part| part.as_rule() == Rule::string)?;
        Some(Import {
            span,
            path: self.text(&path),
        })
    }
}
