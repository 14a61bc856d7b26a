//! Rulesets and the documents they cite: one `ruleset` a level.

use super::dates::period;
use super::labels::label;
use super::names::duplicate;
use super::reports::Reports;
use super::scope::Scope;
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Citable, CitableId, Level, LevelId, Unit};
use crate::syntax::tree;
use crate::words::Words;

/// The chain of rulesets, highest first. A level without a `ruleset` of its own is reported and
/// gets an empty one, so that the others keep their numbers.
pub(super) fn levels(written: &Written, units: &[Unit], reports: &mut Reports) -> Vec<Level> {
    let count = units.iter().map(|unit| unit.level + 1).max().unwrap_or(0);
    if count == 0 {
        reports.push(missing(None));
    }
    (0..count)
        .map(|level| {
            let mut headers = written
                .rulesets
                .iter()
                .filter(|(of, _)| of.0 == level)
                .map(|(_, header)| *header);
            let first = headers.next();
            if first.is_none() && (reports.is_unread("ruleset") || reports.is_unread("规则集")) {
                reports.incomplete();
            } else if first.is_none() {
                reports.push(missing(units.iter().find(|unit| unit.level == level)));
            }
            if let Some(first) = first {
                headers.for_each(|again| reports.push(second(again, first)));
            }
            read(first, reports)
        })
        .collect()
}

fn read(header: Option<&tree::Ruleset>, reports: &mut Reports) -> Level {
    Level {
        name: header
            .map(|header| header.name.text.clone())
            .unwrap_or_default(),
        title: label(header.and_then(|header| header.title.as_ref())),
        authority: label(header.and_then(|header| header.authority.as_ref())),
        effective: period(header.and_then(|header| header.effective.as_ref()), reports),
        adopted: header
            .and_then(|header| header.adopted.as_ref())
            .map(|date| date.node),
        span: header.map(|header| header.span).unwrap_or_default(),
    }
}

/// The documents that rules cite, by level and name. A lower ruleset may use a name again for a
/// document of its own.
pub(super) fn citables<'t>(
    written: &Written<'t>,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Vec<Citable> {
    let mut sources: Vec<(LevelId, &'t tree::SourceDeclaration)> = written
        .rulesets
        .iter()
        .flat_map(|(level, header)| header.sources.iter().map(|source| (*level, source)))
        .collect();
    sources.sort_by(|a, b| (a.0, &a.1.name.text).cmp(&(b.0, &b.1.name.text)));
    let mut citables: Vec<Citable> = Vec::with_capacity(sources.len());
    for (level, source) in sources {
        if let Some(first) = citables.last()
            && (first.level, &first.name) == (level, &source.name.text)
        {
            reports.push(duplicate(&source.name.text, source.name.span, first.span));
            continue;
        }
        let id = CitableId(u32::try_from(citables.len()).unwrap_or(u32::MAX));
        scope
            .citables
            .insert((level, source.name.text.as_str()), id);
        citables.push(Citable {
            level,
            name: source.name.text.clone(),
            title: label(Some(&source.title)),
            issued: source.issued.as_ref().map(|date| date.node),
            span: source.name.span,
        });
    }
    citables
}

fn missing(unit: Option<&Unit>) -> Diagnostic {
    let place = unit
        .and_then(|unit| unit.tree.declarations.first())
        .map(|first| super::written::place(first).at_start());
    let message = Words::new(
        "this ruleset has no `ruleset` declaration",
        "规则集没有 `规则集` 声明",
    );
    let help = Words::new(
        "begin the file with `ruleset NAME`",
        "请在文件开头写 `规则集 名称`",
    );
    match place {
        Some(span) => Diagnostic::error(Code::RulesetHeader, span, message).help(help),
        None => Diagnostic {
            code: Code::RulesetHeader,
            severity: Severity::Error,
            message,
            notes: Vec::new(),
            help: Some(help),
        },
    }
}

fn second(again: &tree::Ruleset, first: &tree::Ruleset) -> Diagnostic {
    Diagnostic::error(
        Code::RulesetHeader,
        again.name.span,
        Words::new(
            "a ruleset has one `ruleset` declaration only",
            "一个规则集只能有一个 `规则集` 声明",
        ),
    )
    .here(Words::new("declared again here", "在这里再次声明"))
    .and(
        first.name.span,
        Words::new("first declared here", "首次声明在这里"),
    )
    .help(Words::new(
        "remove it from the imported file; for an ancestor, write `under \"PATH\"`",
        "请从引入的文件中删去；如为上级规则集，请写 `隶属 \"路径\"`",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, levels, lines};

    fn wrong(texts: &[&str]) -> Vec<String> {
        let (_, found, sources) = levels(texts, &[]);
        lines(&found, &sources)
    }

    #[test]
    fn a_ruleset_has_one_header() {
        assert_eq!(
            wrong(&["kind a { b }"]),
            ["FL0411 : this ruleset has no `ruleset` declaration"]
        );
        assert_eq!(
            wrong(&["ruleset a\nruleset b"]),
            ["FL0411 b: a ruleset has one `ruleset` declaration only"]
        );
        assert_eq!(
            wrong(&[]),
            ["FL0411 : this ruleset has no `ruleset` declaration"]
        );
    }

    #[test]
    fn sources_are_told_apart_by_ruleset() {
        let below = "ruleset below source list \"Its own\" rule L.1 when planning then lead is town source list \"item 2\"";
        let (model, found, sources) = levels(&[BASE, below], &[]);
        assert_eq!(lines(&found, &sources), Vec::<String>::new());
        let model = model.unwrap();
        let cited = model.rules[0].citations[0].source.unwrap();
        assert_eq!(
            model.citables[cited.index()].title.any.as_deref(),
            Some("Its own")
        );
        assert_eq!(
            wrong(&["ruleset a source s \"x\" source s \"y\""]),
            ["FL0202 s: `s` is declared twice"]
        );
    }
}
