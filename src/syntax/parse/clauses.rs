//! Clauses: each at most once unless several are allowed, and those that rules and tables share.

use super::errors::listed;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Citation, Clauses, Localized, Name, Override, Period};
use crate::words::Words;

/// The clauses met so far in one declaration.
#[derive(Debug, Default)]
pub(super) struct Met(Vec<(Rule, Span)>);

impl Met {
    /// Whether this is the first clause of its kind; the second is reported with both places.
    pub(super) fn first(&mut self, clause: &Pair<'_>, reading: &mut Reading) -> bool {
        let rule = clause.as_rule();
        // The keyword is the first word of a clause; a label has none.
        let place = match clause.clone().into_inner().next() {
            Some(word) if rule != Rule::localized => {
                reading.place(word.as_span().start(), word.as_span().end())
            }
            _ => reading.span(clause),
        };
        if let Some(&(_, before)) = self.0.iter().find(|(met, _)| *met == rule) {
            let word = match rule {
                Rule::localized => "",
                _ => clause
                    .clone()
                    .into_inner()
                    .next()
                    .map_or("", |word| word.as_str()),
            };
            reading.report(twice(word, before, place));
            return false;
        }
        self.0.push((rule, place));
        true
    }
}

impl Reading {
    /// A clause of rules and tables; anything else is passed over.
    pub(super) fn shared_clause(&mut self, clause: Pair<'_>, met: &mut Met, clauses: &mut Clauses) {
        match clause.as_rule() {
            Rule::overrides => clauses.overrides.push(self.overrides(clause)),
            Rule::citation => clauses.citations.push(self.citation(clause)),
            Rule::because | Rule::effective | Rule::adopted if !met.first(&clause, self) => {}
            Rule::because => clauses.because = self.localized_of(clause),
            Rule::effective => clauses.effective = Some(self.period(clause)),
            Rule::adopted => clauses.adopted = self.date_of(clause),
            _ => {}
        }
    }

    /// `effective from DATE until DATE`.
    pub(super) fn period(&mut self, clause: Pair<'_>) -> Period {
        let mut period = Period {
            from: None,
            until: None,
            span: self.span(&clause),
        };
        for part in clause.into_inner() {
            match part.as_rule() {
                Rule::from_date => period.from = self.date_of(part),
                Rule::until_date => period.until = self.date_of(part),
                _ => {}
            }
        }
        period
    }

    fn overrides(&mut self, clause: Pair<'_>) -> Override {
        let mut found = Override {
            span: self.span(&clause),
            rules: Vec::new(),
            because: None,
        };
        for part in clause.into_inner() {
            match part.as_rule() {
                Rule::id => found.rules.push(self.name(&part)),
                Rule::because => found.because = self.localized_of(part),
                _ => {}
            }
        }
        found
    }

    /// `source NAME "CLAUSE"`.
    pub(super) fn citation(&mut self, clause: Pair<'_>) -> Citation {
        let mut citation = Citation {
            span: self.span(&clause),
            source: None,
            locator: None,
        };
        for part in clause.into_inner() {
            match part.as_rule() {
                Rule::name => citation.source = Some(self.name(&part)),
                Rule::localized => citation.locator = Some(self.localized(part)),
                _ => {}
            }
        }
        citation
    }

    /// The text for people inside a clause.
    pub(super) fn localized_of(&mut self, clause: Pair<'_>) -> Option<Localized> {
        let text = clause
            .into_inner()
            .find(|part| part.as_rule() == Rule::localized)?;
        Some(self.localized(text))
    }

    /// The name inside a clause.
    pub(super) fn name_of(&self, clause: Pair<'_>) -> Option<Name> {
        let name = clause
            .into_inner()
            .find(|part| part.as_rule() == Rule::name)?;
        Some(self.name(&name))
    }

    /// The names and ids inside a clause.
    pub(super) fn names_of(&self, clause: Pair<'_>) -> Vec<Name> {
        let names = clause
            .into_inner()
            .filter(|part| matches!(part.as_rule(), Rule::name | Rule::id));
        names.map(|name| self.name(&name)).collect()
    }

    /// A declaration without a clause it needs.
    pub(super) fn missing(
        &mut self,
        declaration: Keyword,
        name: &Name,
        clause: &[Keyword],
        example: &str,
    ) {
        let list = |spell: fn(Keyword) -> &'static str, comma: &str, or: &str| {
            listed(
                &clause
                    .iter()
                    .map(|&keyword| format!("`{}`", spell(keyword)))
                    .collect::<Vec<_>>(),
                comma,
                or,
            )
        };
        let Name { text, span } = name;
        self.report(
            Diagnostic::error(
                Code::MissingClause,
                *span,
                Words::new(
                    format!(
                        "{} `{text}` has no {}",
                        declaration.en(),
                        list(Keyword::en, ", ", " or ")
                    ),
                    format!(
                        "{} `{text}` 没有 {}",
                        declaration.zh(),
                        list(Keyword::zh, "、", " 或 ")
                    ),
                ),
            )
            .help(Words::new(
                format!("add a clause like `{example}`"),
                format!("补上 {} 子句", list(Keyword::zh, "、", " 或 ")),
            )),
        );
    }
}

fn twice(word: &str, before: Span, place: Span) -> Diagnostic {
    let message = match word {
        "" => Words::new("this declaration has two labels", "这个声明有两处标签"),
        _ => Words::new(
            format!("`{word}` stands twice in this declaration"),
            format!("这个声明里 `{word}` 出现了两次"),
        ),
    };
    Diagnostic::error(Code::DuplicateClause, place, message)
        .here(Words::new("again here", "这里又一次"))
        .and(before, Words::new("first here", "第一次在这里"))
        .help(Words::new(
            "keep one of them; conditions are joined with `and`, conclusions with commas",
            "只保留一处；条件用 `且` 连接，结论用逗号分开",
        ))
}
