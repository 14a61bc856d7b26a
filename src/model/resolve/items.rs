//! Names in conditions: facts, definitions and decisions.

use super::reports::Reports;
use super::scope::{Item, Place, Scope, Site};
use super::sense::{Sense, sense};
use super::suggest::suggestion;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DecisionId, FactId, KindId, LevelId};
use crate::source::Span;
use crate::syntax::tree::Name;
use crate::words::Words;

/// The date of the decision, in conditions.
pub(super) const AS_OF: &str = "as_of";

/// What a name means, seen from a ruleset; reported if it means nothing.
pub(super) fn find(
    name: &Name,
    level: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Item> {
    match scope.items.get(name.text.as_str()) {
        Some(found) if found.level <= level => return Some(found.what),
        other => {
            let below = other.map(|found| found.span);
            reports.unknown("item", name, || unknown(name, level, below, scope));
        }
    }
    None
}

/// What a name in a condition means, if it may stand there.
pub(super) fn read(name: &Name, site: &mut Site<'_, '_>) -> Option<Item> {
    let item = find(name, site.level, site.scope, site.reports)?;
    match item {
        Item::Fact(_) => {}
        Item::Decision(_) => site.usage.decisions = true,
        Item::Define(id) => {
            if let Some(define) = &site.scope.defines[id.index()] {
                site.usage.decisions |= define.usage.decisions;
                site.usage.date |= define.usage.date;
                site.usage.size = site.usage.size.saturating_add(define.usage.size);
                site.usage.depth = site.usage.depth.max(define.usage.depth);
            }
        }
    }
    let reads = match item {
        Item::Define(id) => site.scope.defines[id.index()]
            .as_ref()
            .is_some_and(|it| it.usage.decisions || it.usage.date),
        Item::Decision(_) => true,
        Item::Fact(_) => false,
    };
    if site.place == Place::Impossible && reads {
        site.reports.push(facts_only(name));
        return None;
    }
    Some(item)
}

/// `impossible` speaks of facts.
pub(super) fn facts_only(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::error(
        Code::WrongSort,
        name.span,
        Words::new(
            format!("`impossible` speaks of facts only, and `{text}` is more than facts"),
            format!("`不可能` 只涉及事实，而 `{text}` 不只是事实"),
        ),
    )
    .help(Words::new(
        "state it as a guarantee: `never …`",
        "请改写为保证：`绝不 …`",
    ))
}

fn unknown(name: &Name, level: LevelId, below: Option<Span>, scope: &Scope) -> Diagnostic {
    let text = &name.text;
    let message = Words::new(
        format!("no fact, definition or decision is named `{text}`"),
        format!("没有名为 `{text}` 的事实、定义或决定"),
    );
    let diagnostic = Diagnostic::error(Code::UnknownName, name.span, message);
    if let Some(below) = below {
        return diagnostic
            .and(
                below,
                Words::new("declared in a ruleset below", "在下级规则集中声明"),
            )
            .help(Words::new(
                "a ruleset sees its own declarations and those of its ancestors",
                "规则集只能看到自己和上级的声明",
            ));
    }
    if let Some(kind) = scope.kind_names.get(text.as_str()) {
        return a_kind(name, kind.what, kind.span, scope);
    }
    let owner = (0..)
        .map(KindId)
        .zip(&scope.kinds)
        .find(|(_, kind)| kind.values.contains_key(text.as_str()));
    if let Some((owner, kind)) = owner {
        let kind = &kind.kind.name;
        let (fact, set) = of_kind(owner, scope).unwrap_or(("FACT", false));
        let (en, zh) = if set {
            ("includes", "包含")
        } else {
            ("is", "是")
        };
        return diagnostic.help(Words::new(
            format!("`{text}` is a value of `{kind}`: write `{fact} {en} {text}`"),
            format!("`{text}` 是 `{kind}` 的值，请写 `{fact} {zh} {text}`"),
        ));
    }
    let visible = scope
        .items
        .iter()
        .filter(|(_, declared)| declared.level <= level)
        .map(|(name, _)| *name);
    match suggestion(text, visible) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.help(Words::new(
            format!("declare it, for example as a fact: `{text} : yes/no`"),
            format!("请先声明，例如声明为事实：`{text} : 是否`"),
        )),
    }
}

/// The name of a kind where one of its facts must stand.
fn a_kind(name: &Name, kind: KindId, declared: Span, scope: &Scope) -> Diagnostic {
    let text = &name.text;
    let message = Words::new(
        format!("`{text}` is a kind, and has no value of its own"),
        format!("`{text}` 是种类，本身没有取值"),
    );
    let diagnostic = Diagnostic::error(Code::WrongSort, name.span, message)
        .and(declared, Words::new("declared here", "声明在这里"));
    match of_kind(kind, scope) {
        Some((owner, _)) => diagnostic.help(Words::new(
            format!("`{owner}` is of this kind: did you mean that?"),
            format!("`{owner}` 属于这一种类，是否想写它？"),
        )),
        None => diagnostic.help(Words::new(
            format!("declare a fact of it: `NAME : {text}`"),
            format!("请声明这一种类的事实：`名称 : {text}`"),
        )),
    }
}

/// A fact, else a decision, of a kind, and whether it has several values.
fn of_kind<'t>(kind: KindId, scope: &Scope<'t>) -> Option<(&'t str, bool)> {
    let facts = (0..)
        .map(FactId)
        .zip(&scope.facts)
        .map(|(id, fact)| (Item::Fact(id), fact.name));
    let decisions = (0..)
        .map(DecisionId)
        .zip(&scope.decisions)
        .map(|(id, it)| (Item::Decision(id), it.name));
    let all: Vec<(Item, &str)> = facts.chain(decisions).collect();
    let one = all
        .iter()
        .find(|(item, _)| matches!(sense(*item, scope), Sense::Kind(of) if of == kind));
    let many = || {
        all.iter()
            .find(|(item, _)| matches!(sense(*item, scope), Sense::Many(of) if of == kind))
    };
    one.map(|(_, name)| (*name, false))
        .or_else(|| many().map(|(_, name)| (*name, true)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels};

    fn help(rule: &str) -> String {
        let (_, found, _) = levels(
            &[&format!("{BASE}rule A when {rule} then lead is street\n")],
            &[],
        );
        found[0].help.as_ref().unwrap().en.clone()
    }

    #[test]
    fn the_next_step_is_said() {
        assert_eq!(help("plannig"), "did you mean `planning`?");
        assert_eq!(
            help("parking"),
            "`parking` is a value of `matter`: write `matter is parking`"
        );
        assert_eq!(
            help("matter is parking or water"),
            "`water` is a value of `matter`: write `matter is water`"
        );
        assert_eq!(
            help("gold_medal"),
            "declare it, for example as a fact: `gold_medal : yes/no`"
        );
    }

    #[test]
    fn a_kind_is_no_fact() {
        assert_eq!(
            added("kind size { small }\nrule A when size is small then lead is street"),
            ["FL0205 size: `size` is a kind, and has no value of its own"]
        );
    }

    #[test]
    fn impossible_speaks_of_facts() {
        assert_eq!(
            added(
                "define d = tier is official\nfacts { impossible d\n impossible as_of is at least opened }"
            ),
            [
                "FL0205 d: `impossible` speaks of facts only, and `d` is more than facts",
                "FL0205 as_of: `impossible` speaks of facts only, and `as_of` is more than facts"
            ]
        );
    }
}
