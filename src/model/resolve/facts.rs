//! Facts: their types, where they come from, and what cannot be.

use super::bodies;
use super::conditions;
use super::domains;
use super::items::{self, AS_OF};
use super::labels::label;
use super::names::reserved;
use super::reports::Reports;
use super::scope::{FactHead, Item, Place, Scope, Site};
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Fact, FactId, Impossible, LevelId, Type};
use crate::syntax::tree::{self, Name};
use crate::words::Words;

/// A fact with the ruleset that declares it and its place among them.
pub(super) type WrittenFact<'t> = (LevelId, u32, &'t tree::Fact);

/// A fact's name and type as others see them.
pub(super) fn head<'t>(
    level: LevelId,
    fact: &'t tree::Fact,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> FactHead<'t> {
    let name = &fact.name;
    if name.text == "id" || name.text == AS_OF {
        reports.push(reserved(
            name,
            Words::new("this name has a meaning of its own", "此名称另有含义"),
        ));
    }
    let ty = domains::read(&fact.ty, name, level, scope, reports);
    FactHead {
        name: &name.text,
        ty,
        span: name.span,
    }
}

/// The facts themselves, once every name is known.
pub(super) fn resolve(
    facts: &[WrittenFact<'_>],
    scope: &Scope<'_>,
    reports: &mut Reports,
) -> Vec<Fact> {
    facts
        .iter()
        .zip(&scope.facts)
        .filter_map(|((level, declared, fact), head)| {
            let recognised_from = fact
                .recognised_from
                .as_ref()
                .and_then(|from| source_text(from, head, *level, scope, reports));
            let mut body = |name: Option<&Name>| bodies::leaf(name?, *level, scope, reports);
            let (established_by, judged_by) = (
                body(fact.established_by.as_ref()),
                body(fact.judged_by.as_ref()),
            );
            Some(Fact {
                name: head.name.to_owned(),
                label: label(fact.label.as_ref()),
                ty: head.ty.clone()?,
                declared: *declared,
                recognised_from,
                phrase: label(fact.phrase.as_ref()),
                established_by,
                judged_by,
                fixed: fact.fixed.is_some(),
                sensitive: fact.sensitive.is_some(),
                span: fact.name.span,
            })
        })
        .collect()
}

fn source_text(
    from: &Name,
    fact: &FactHead,
    level: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<FactId> {
    if fact
        .ty
        .as_ref()
        .is_some_and(|ty| !matches!(ty, Type::Kind(_)))
    {
        let words = Words::new(
            format!("`{}` cannot be recognised: it is of no kind", fact.name),
            format!("`{}` 不属于任何种类，无法从文本识别", fact.name),
        );
        let help = Words::new(
            "only a fact of a kind is recognised from text",
            "只有种类型的事实能从文本识别",
        );
        reports.push(Diagnostic::error(Code::TypeMismatch, from.span, words).help(help));
        return None;
    }
    let source = match items::find(from, level, scope, reports)? {
        Item::Fact(id) if scope.facts[id.index()].ty == Some(Type::Text) => return Some(id),
        Item::Fact(id) if scope.facts[id.index()].ty.is_none() => return None,
        Item::Fact(id) => scope.facts[id.index()].span,
        Item::Define(_) | Item::Decision(_) => scope.items[from.text.as_str()].span,
    };
    let text = &from.text;
    let words = Words::new(
        format!("`{text}` is no text fact"),
        format!("`{text}` 不是文本事实"),
    );
    let here = Words::new("declared here", "声明在这里");
    let help = Words::new("name a fact of type `text`", "请写一个 `文本` 类型的事实");
    reports.push(
        Diagnostic::error(Code::WrongSort, from.span, words)
            .and(source, here)
            .help(help),
    );
    None
}

/// The combinations of facts that no affair has, in the order of their places.
pub(super) fn impossible(
    written: &Written<'_>,
    scope: &Scope<'_>,
    reports: &mut Reports,
) -> Vec<Impossible> {
    let all = written
        .facts
        .iter()
        .flat_map(|(level, facts)| facts.impossible.iter().map(|it| (*level, it)));
    all.filter_map(|(level, it)| {
        let because = label(it.because.as_ref());
        let condition = conditions::whole(
            &it.condition,
            &mut Site::new(scope, level, Place::Impossible, reports),
        )?;
        Some(Impossible {
            condition,
            because,
            span: it.span,
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{added, model};

    #[test]
    fn kinds_are_recognised_from_text() {
        assert_eq!(
            added("facts { p : yes/no recognised from words }"),
            ["FL0301 words: `p` cannot be recognised: it is of no kind"]
        );
        assert_eq!(
            added("facts { p : body recognised from planning }"),
            ["FL0205 planning: `planning` is no text fact"]
        );
    }

    #[test]
    fn bodies_need_their_kind() {
        assert_eq!(
            super::super::testing::problems(
                "ruleset r\nfacts { a : yes/no established by street b : yes/no judged by town }"
            ),
            ["FL0201 street: no kind is named `body`"]
        );
        let model = model(
            "ruleset r\nkind body { street }\nfacts { a : yes/no established by street fixed }",
        );
        assert_eq!(
            (model.facts[0].established_by, model.facts[0].fixed),
            (Some(0), true)
        );
    }
}
