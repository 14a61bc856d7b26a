//! Declared names: each once, visible in its own ruleset and in those below it.

use std::collections::HashMap;

use super::reports::Reports;
use super::suggest::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::LevelId;
use crate::source::Span;
use crate::syntax::tree::Name;
use crate::words::Words;

/// Something declared under a name.
#[derive(Debug, Clone)]
pub(super) struct Declared<T> {
    /// What.
    pub(super) what: T,
    /// The ruleset that declares it.
    pub(super) level: LevelId,
    /// The name's place.
    pub(super) span: Span,
}

/// The sorts of things that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    Kind,
    Rule,
    Source,
}

impl Sort {
    /// What people call it.
    pub(super) fn words(self) -> Words {
        match self {
            Self::Kind => Words::new("kind", "种类"),
            Self::Rule => Words::new("rule", "规则"),
            Self::Source => Words::new("source", "依据"),
        }
    }
}

/// Declarations by name: the first of each name, in the order of the names; any further one is
/// reported.
pub(super) fn once<'t, T>(
    declared: impl IntoIterator<Item = (LevelId, &'t Name, T)>,
    reports: &mut Reports,
) -> Vec<(&'t Name, Declared<T>)> {
    let mut all: Vec<_> = declared
        .into_iter()
        .map(|(level, name, what)| {
            (
                name,
                Declared {
                    what,
                    level,
                    span: name.span,
                },
            )
        })
        .collect();
    all.sort_by(|a, b| (&a.0.text, a.1.level).cmp(&(&b.0.text, b.1.level)));
    let mut kept: Vec<(&Name, Declared<T>)> = Vec::with_capacity(all.len());
    for next in all {
        match kept.last() {
            Some(first) if first.0.text == next.0.text => {
                reports.push(duplicate(&next.0.text, next.1.span, first.1.span));
            }
            _ => kept.push(next),
        }
    }
    kept
}

/// A name declared twice.
pub(super) fn duplicate(name: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        again,
        Words::new(
            format!("`{name}` is declared twice"),
            format!("`{name}` 声明了两次"),
        ),
    )
    .here(Words::new("declared again here", "在这里再次声明"))
    .and(first, Words::new("first declared here", "首次声明在这里"))
    .help(Words::new(
        "give one of them another name",
        "请给其中一个换个名称",
    ))
}

/// A name that means something else.
pub(super) fn reserved(name: &Name, why: Words) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        Code::ReservedName,
        name.span,
        Words::new(
            format!("`{text}` cannot be declared"),
            format!("`{text}` 不能作为声明的名称"),
        ),
    )
    .here(why)
    .help(Words::new("choose another name", "请换一个名称"))
}

/// Looks a name up, seen from a ruleset; reports it if it is not there.
pub(super) fn find<'s, T>(
    names: &'s HashMap<&str, Declared<T>>,
    name: &Name,
    sort: Sort,
    from: LevelId,
    reports: &mut Reports,
) -> Option<&'s Declared<T>> {
    match names.get(name.text.as_str()) {
        Some(found) if found.level <= from => Some(found),
        Some(below) => {
            let place = below.span;
            unknown(name, sort, reports, |it| {
                it.and(
                    place,
                    Words::new("declared in a ruleset below", "在下级规则集中声明"),
                )
                .help(Words::new(
                    "a ruleset sees its own declarations and those of its ancestors",
                    "规则集只能看到自己和上级的声明",
                ))
            });
            None
        }
        None => {
            let visible: Vec<&str> = names
                .iter()
                .filter(|(_, declared)| declared.level <= from)
                .map(|(name, _)| *name)
                .collect();
            let help = suggestion(&name.text, visible);
            unknown(name, sort, reports, |it| match help {
                Some(help) => it.help(help),
                None => it,
            });
            None
        }
    }
}

/// Reports a name that nothing declares, once for all its places.
pub(super) fn unknown(
    name: &Name,
    sort: Sort,
    reports: &mut Reports,
    more: impl FnOnce(Diagnostic) -> Diagnostic,
) {
    let code = match sort {
        Sort::Rule => Code::UnknownRule,
        Sort::Source => Code::UnknownSource,
        Sort::Kind => Code::UnknownName,
    };
    let (text, words) = (&name.text, sort.words());
    let message = Words::new(
        format!("no {} is named `{text}`", words.en),
        format!("没有名为 `{text}` 的{}", words.zh),
    );
    reports.unknown(&words.en, name, || {
        more(Diagnostic::error(code, name.span, message))
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels, lines};

    #[test]
    fn facts_definitions_and_decisions_share_a_namespace() {
        assert_eq!(
            added("define lead = planning"),
            ["FL0202 lead: `lead` is declared twice"]
        );
        assert_eq!(
            added("kind tier { a }"),
            ["FL0202 tier: `tier` is declared twice"]
        );
        assert_eq!(
            added("facts { id : yes/no }"),
            ["FL0106 id: `id` cannot be declared"]
        );
    }

    #[test]
    fn a_ruleset_does_not_see_what_stands_below_it() {
        let above = format!("{BASE}rule A when local then lead is street overrides L.1\n");
        let below = "ruleset below facts { local : yes/no } rule L.1 when local and planning then lead is town";
        let (_, found, sources) = levels(&[&above, below], &[]);
        assert_eq!(
            lines(&found, &sources),
            [
                "FL0203 L.1: no rule is named `L.1`",
                "FL0201 local: no fact, definition or decision is named `local`"
            ]
        );
    }

    #[test]
    fn an_unknown_name_is_told_once_with_its_places() {
        let (_, found, _) = levels(
            &[&format!(
                "{BASE}rule A when nobody or nobody then lead is street\n"
            )],
            &[],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].notes.len(), 2);
    }
}
