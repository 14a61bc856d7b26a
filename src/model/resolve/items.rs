//! Names in conditions: facts, definitions and decisions.

use super::suggest::suggestion;
use super::reports::Reports;
use super::scope::{Item, Place, Scope, Site};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Collect, LevelId, Type};
use crate::source::Span;
use crate::syntax::tree::Name;
use crate::words::Words;

/// The date of the decision, in conditions.
pub(super) const AS_OF: &str = "as_of";

/// What a name means, seen from a ruleset; reported if it means nothing.
pub(super) fn find(name: &Name, level: LevelId, scope: &Scope, reports: &mut Reports) -> Option<Item> {
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
        Item::Define(id) => site.scope.defines[id.index()].as_ref().is_some_and(|it| it.usage.decisions || it.usage.date),
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
    .help(Words::new("state it as a guarantee: `never …`", "请改写为保证：`绝不 …`"))
}

fn unknown(name: &Name, level: LevelId, below: Option<Span>, scope: &Scope) -> Diagnostic {
    let text = &name.text;
    let message = Words::new(
        format!("no fact, definition or decision is named `{text}`"),
        format!("没有名为 `{text}` 的事实、定义或决定"),
    );
    let diagnostic = Diagnostic::error(Code::UnknownName, name.span, message);
    if let Some(below) = below {
        return diagnostic.and(below, Words::new("declared in a ruleset below", "在下级规则集中声明")).help(Words::new(
            "a ruleset sees its own declarations and those of its ancestors",
            "规则集只能看到自己和上级的声明",
        ));
    }
    if let Some((owner, _)) = scope.kinds.iter().enumerate().find(|(_, kind)| kind.values.contains_key(text.as_str())) {
        let kind = &scope.kinds[owner].kind.name;
        let of = |ty: &Option<Type>| matches!(ty, Some(Type::Kind(id) | Type::Set(id)) if id.index() == owner);
        let fact = scope.facts.iter().find(|fact| of(&fact.ty)).map(|fact| fact.name);
        let fact = fact.or_else(|| scope.decisions.iter().find(|it| of(&it.ty)).map(|it| it.name)).unwrap_or("FACT");
        return diagnostic.help(Words::new(
            format!("`{text}` is a value of `{kind}`: write `{fact} is {text}`"),
            format!("`{text}` 是 `{kind}` 的值，请写 `{fact} 是 {text}`"),
        ));
    }
    let visible = scope.items.iter().filter(|(_, declared)| declared.level <= level).map(|(name, _)| *name);
    match suggestion(text, visible) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.help(Words::new(
            format!("declare it, for example as a fact: `{text} : yes/no`"),
            format!("请先声明，例如声明为事实：`{text} : 是否`"),
        )),
    }
}

/// What a subject of a test is.
pub(super) enum Sense {
    /// One leaf of a kind.
    Kind(crate::model::KindId),
    /// Several leaves of a kind.
    Many(crate::model::KindId),
    YesNo,
    Text,
    /// A number, date or duration.
    Quantity,
    /// A defined condition.
    Condition,
    /// Its declaration was broken.
    Broken,
}

/// What an item is when it is tested.
pub(super) fn sense(item: Item, scope: &Scope) -> Sense {
    let of = |ty: &Option<Type>| match ty {
        None => Sense::Broken,
        Some(Type::Kind(kind)) => Sense::Kind(*kind),
        Some(Type::Set(kind)) => Sense::Many(*kind),
        Some(Type::YesNo) => Sense::YesNo,
        Some(Type::Text) => Sense::Text,
        Some(Type::Integer { .. } | Type::Decimal { .. } | Type::Date { .. } | Type::Duration { .. }) => Sense::Quantity,
    };
    match item {
        Item::Fact(id) => of(&scope.facts[id.index()].ty),
        Item::Decision(id) => {
            let decision = &scope.decisions[id.index()];
            match (decision.collect, &decision.ty) {
                (Some(Collect::Count), Some(_)) => Sense::Quantity,
                (Some(Collect::List), Some(Type::Kind(kind))) => Sense::Many(*kind),
                (_, ty) => of(ty),
            }
        }
        Item::Define(id) => match &scope.defines[id.index()] {
            None => Sense::Broken,
            Some(define) if define.bounds.is_some() => Sense::Quantity,
            Some(_) => Sense::Condition,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels};

    fn help(rule: &str) -> String {
        let (_, found, _) = levels(&[&format!("{BASE}rule A when {rule} then lead is street\n")], &[]);
        found[0].help.as_ref().unwrap().en.clone()
    }

    #[test]
    fn the_next_step_is_said() {
        assert_eq!(help("plannig"), "did you mean `planning`?");
        assert_eq!(help("parking"), "`parking` is a value of `matter`: write `matter is parking`");
        assert_eq!(help("matter is parking or water"), "`water` is a value of `matter`: write `matter is water`");
        assert_eq!(help("gold_medal"), "declare it, for example as a fact: `gold_medal : yes/no`");
    }

    #[test]
    fn impossible_speaks_of_facts() {
        assert_eq!(
            added("define d = tier is official\nfacts { impossible d\n impossible as_of is at least opened }"),
            [
                "FL0205 d: `impossible` speaks of facts only, and `d` is more than facts",
                "FL0205 as_of: `impossible` speaks of facts only, and `as_of` is more than facts"
            ]
        );
    }
}
