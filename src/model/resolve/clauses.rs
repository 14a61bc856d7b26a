//! What rules and tables share: sources, dates, `overrides`.

use jiff::civil::Date;

use super::dates::period;
use super::labels::label;
use super::names::{self, Sort};
use super::reports::Reports;
use super::scope::{Scope, Target};
use super::suggest::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CitableId, Citation, Level, LevelId, Override, OverrideTarget, Period};
use crate::source::Span;
use crate::syntax::tree::{self, Clauses, Name};
use crate::words::{Label, Words};

/// The clauses of a rule or table, resolved.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared {
    pub(super) overrides: Vec<Override>,
    pub(super) citations: Vec<Citation>,
    pub(super) because: Label,
    pub(super) effective: Period,
    pub(super) own: Period,
    pub(super) dated: Option<Date>,
    pub(super) adopted: Option<Date>,
}

/// Reads the clauses of a rule or table of a ruleset.
pub(super) fn read(
    clauses: &Clauses,
    of: LevelId,
    level: &Level,
    scope: &Scope,
    reports: &mut Reports,
) -> Shared {
    let own = period(clauses.effective.as_ref(), reports);
    let adopted = clauses.adopted.as_ref().map(|date| date.node);
    Shared {
        overrides: clauses
            .overrides
            .iter()
            .flat_map(|written| overrides(written, of, scope, reports))
            .collect(),
        citations: citations(&clauses.citations, of, scope, reports),
        because: label(clauses.because.as_ref()),
        effective: own.and(&level.effective),
        own,
        dated: adopted
            .or(own.from)
            .or(level.adopted)
            .or(level.effective.from),
        adopted,
    }
}

/// The documents cited.
pub(super) fn citations(
    written: &[tree::Citation],
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Citation> {
    written
        .iter()
        .map(|citation| Citation {
            source: citation
                .source
                .as_ref()
                .and_then(|name| source(name, from, scope, reports)),
            locator: label(citation.locator.as_ref()),
        })
        .collect()
}

/// A source by name: the ruleset's own, else its nearest ancestor's.
pub(super) fn citable(name: &str, from: LevelId, scope: &Scope) -> Option<CitableId> {
    (0..=from.0)
        .rev()
        .find_map(|level| scope.citables.get(&(LevelId(level), name)).copied())
}

fn source(name: &Name, from: LevelId, scope: &Scope, reports: &mut Reports) -> Option<CitableId> {
    let found = citable(&name.text, from, scope);
    if found.is_none() {
        let visible: Vec<&str> = scope
            .citables
            .keys()
            .filter(|(level, _)| *level <= from)
            .map(|(_, name)| *name)
            .collect();
        let help = suggestion(&name.text, visible).unwrap_or_else(|| {
            Words::new(
                format!("declare it in the ruleset: `source {} \"…\"`", name.text),
                format!("请在规则集中声明：`依据 {} “…”`", name.text),
            )
        });
        names::unknown(name, Sort::Source, reports, |it| it.help(help));
    }
    found
}

fn overrides(
    written: &tree::Override,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Override> {
    let because = label(written.because.as_ref());
    let mut found = Vec::with_capacity(written.rules.len());
    for name in &written.rules {
        if rule(name, from, scope, reports).is_none() {
            continue;
        }
        let target = target(name, from, scope);
        found.extend(target.map(|target| Override {
            target,
            because: because.clone(),
            span: name.span,
        }));
    }
    found
}

/// The rule, row or table that an `overrides` names, if any.
pub(super) fn target(name: &Name, from: LevelId, scope: &Scope) -> Option<OverrideTarget> {
    match scope
        .rules
        .get(name.text.as_str())
        .filter(|found| found.level <= from)?
        .what
    {
        Target::Rule(id) => Some(OverrideTarget::Rule(id)),
        Target::Table(id) => Some(OverrideTarget::Table(id)),
        Target::Unnamed => None,
    }
}

/// What a rule name means, seen from a ruleset; reported if nothing.
pub(super) fn rule(
    name: &Name,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Target> {
    let text = name.text.as_str();
    if let Some(found) = scope.rules.get(text).filter(|found| found.level <= from) {
        if found.what == Target::Unnamed {
            reports.push(unnamed_row(name, found.span));
            return None;
        }
        return Some(found.what);
    }
    // rows of a table that could not be read are not known
    if scope.broken_tables.iter().any(|table| {
        text.strip_prefix(table)
            .is_some_and(|rest| rest.starts_with('.'))
    }) {
        reports.incomplete();
        return None;
    }
    names::unknown(name, Sort::Rule, reports, |it| {
        let visible = scope
            .rules
            .iter()
            .filter(|(_, found)| found.level <= from && found.what != Target::Unnamed);
        let visible: Vec<&str> = visible.map(|(name, _)| name.as_str()).collect();
        match suggestion(text, visible) {
            Some(help) => it.help(help),
            None if scope.items.contains_key(text) => it.help(Words::new(
                format!("`{text}` is no rule; name a rule, a row or a table"),
                format!("`{text}` 不是规则，请写规则、表的行或表"),
            )),
            None => it.help(Words::new(
                "rules are named by their ids, rows as `TABLE.ID`",
                "规则以编号称呼，表的行写作 `表.编号`",
            )),
        }
    });
    None
}

fn unnamed_row(name: &Name, row: Span) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        Code::UnknownRule,
        name.span,
        Words::new(
            format!("row `{text}` has no id of its own"),
            format!("`{text}` 这一行没有自己的编号"),
        ),
    )
    .and(row, Words::new("this row", "即这一行"))
    .help(Words::new(
        "add an `id` column to the table, so that the name stays when rows move",
        "请为表增加 `id` 列，这样行移动后名称不变",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels, model};

    #[test]
    fn sources_and_dates_are_found() {
        assert_eq!(
            added("rule A when planning then lead is street source lst \"item 3\""),
            ["FL0204 lst: no source is named `lst`"]
        );
        assert_eq!(
            added(
                "rule A when planning then lead is street effective from 2024-05-01 until 2024-01-01"
            ),
            [
                "FL0405 effective from 2024-05-01 until 2024-01-01: this period ends before it begins"
            ]
        );
        let rule = &model(&format!(
            "{BASE}rule A when planning then lead is street effective until 2024-06-30\n"
        ))
        .rules[0];
        assert_eq!(rule.effective.from, Some(jiff::civil::date(2024, 1, 1)));
        assert_eq!(rule.dated, rule.effective.from);
    }

    #[test]
    fn rules_are_named_by_id() {
        let rules = "rule A when planning then lead is street overrides t.a, t
            rule B when planning then lead is street overrides C
            table t given planning
              | id | planning | lead |
              | a  | yes      | town |
              | -  | no       | town |
            rule D when planning then lead is street overrides t.2";
        assert_eq!(
            added(rules),
            [
                "FL0203 C: no rule is named `C`",
                "FL0203 t.2: row `t.2` has no id of its own"
            ]
        );
    }

    #[test]
    fn rows_of_a_table_that_could_not_be_read_are_not_unknown() {
        let text = format!(
            "{BASE}table t from \"t.csv\" given planning\nrule A when planning then lead is street overrides t.a\n"
        );
        let (model, found, _) = levels(&[&text], &[]);
        assert!(model.is_none() && found.is_empty());
    }
}
