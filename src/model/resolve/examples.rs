//! Examples: facts given, and what is expected.

use super::conclusions::{data, decision, several};
use super::labels::label;
use super::reports::Reports;
use super::scope::{DecisionHead, Item, Scope};
use super::written::Written;
use super::{expectations, items, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Datum, Example, FactId, Given, LevelId, Rule, Type};
use crate::source::Span;
use crate::syntax::tree::{self, GivenValue, Literal, Spanned};
use crate::words::Words;

/// The examples, in the order of the files.
pub(super) fn resolve(
    written: &Written,
    rules: &[Option<Rule>],
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Example> {
    written
        .examples
        .iter()
        .map(|(level, example)| {
            if example.expect.is_empty() {
                reports.push(expects_nothing(example));
            }
            Example {
                title: label(Some(&example.title)),
                given: given(&example.given, *level, scope, reports),
                as_of: example.as_of.as_ref().map(|date| date.node),
                expect: example
                    .expect
                    .iter()
                    .filter_map(|expectation| {
                        expectations::read(expectation, *level, rules, scope, reports)
                    })
                    .collect(),
                span: example.span,
            }
        })
        .collect()
}

fn given(
    written: &[tree::Given],
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<(FactId, Given)> {
    let mut given: Vec<(FactId, Given)> = Vec::with_capacity(written.len());
    let mut places: Vec<(FactId, Span)> = Vec::with_capacity(written.len());
    for one in written {
        let Some(fact) = fact(&one.fact, from, scope, reports) else {
            continue;
        };
        if let Some((_, first)) = places.iter().find(|(earlier, _)| *earlier == fact) {
            reports.push(twice(one, *first));
            continue;
        }
        places.push((fact, one.span));
        let head = &scope.facts[fact.index()];
        let value = head
            .ty
            .as_ref()
            .and_then(|ty| value(&one.value, ty, head.name, one.span, scope, reports));
        given.extend(value.map(|value| (fact, value)));
    }
    given
}

/// A fact by name.
pub(super) fn fact(
    name: &tree::Name,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<FactId> {
    match items::find(name, from, scope, reports)? {
        Item::Fact(id) => Some(id),
        Item::Define(_) | Item::Decision(_) => {
            let text = &name.text;
            let declared = scope.items[text.as_str()].span;
            reports.push(
                Diagnostic::error(
                    Code::WrongSort,
                    name.span,
                    Words::new(format!("`{text}` is no fact"), format!("`{text}` 不是事实")),
                )
                .and(declared, Words::new("declared here", "声明在这里"))
                .help(Words::new(
                    "an example gives facts; what follows from them is expected",
                    "案例只设事实，由事实得出的写在 `应为` 之后",
                )),
            );
            None
        }
    }
}

fn value(
    written: &GivenValue,
    ty: &Type,
    owner: &str,
    span: Span,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Given> {
    match (written, ty) {
        (
            GivenValue::One(Spanned {
                node: Literal::Name(name),
                ..
            }),
            Type::Kind(kind),
        ) => {
            let node = values::node(name, *kind, scope, reports)?;
            let found = &scope.kinds[kind.index()].kind.nodes[node.index()];
            Some(if found.leaf {
                Given::Datum(Datum::Leaf(found.first))
            } else {
                Given::Node(node)
            })
        }
        (GivenValue::One(literal), Type::Set(_)) => {
            let words = Words::new(format!("`{owner}` is a set"), format!("`{owner}` 是集合"));
            let help = Words::new(
                format!("write its members in parentheses: `{owner} is (…)`"),
                format!("请把成员写在括号里：`{owner} 是 (…)`"),
            );
            reports.push(super::domains::mismatch(literal.span, words).help(help));
            None
        }
        (GivenValue::One(literal), _) => {
            values::datum(literal, ty, owner, scope, reports).map(Given::Datum)
        }
        (GivenValue::Set(members), Type::Set(kind)) => {
            let leaves: Vec<Option<u32>> = members
                .iter()
                .map(|member| leaf(member, ty, *kind, owner, scope, reports))
                .collect();
            let mut leaves = leaves.into_iter().collect::<Option<Vec<u32>>>()?;
            leaves.sort_unstable();
            leaves.dedup();
            Some(Given::Datum(Datum::Set(leaves)))
        }
        (GivenValue::Set(_), _) => {
            let words = Words::new(
                format!("`{owner}` has one value"),
                format!("`{owner}` 只有一个值"),
            );
            let help = Words::new("write it without parentheses", "请不要加括号");
            reports.push(super::domains::mismatch(span, words).help(help));
            None
        }
    }
}

fn leaf(
    member: &Spanned<Literal>,
    ty: &Type,
    kind: crate::model::KindId,
    owner: &str,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<u32> {
    if let Literal::Name(name) = &member.node {
        return values::leaf(name, kind, scope, reports);
    }
    reports.push(values::wrong_type(member, ty, owner, scope));
    None
}

/// Values that an example expects of a decision, ascending.
pub(super) fn wanted(
    written: &[Spanned<Literal>],
    head: &DecisionHead,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Vec<Datum>> {
    let mut values = data(written, head, scope, reports)?;
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// A decision whose result is a list, and one whose result is not.
pub(super) fn is_list(head: &DecisionHead) -> bool {
    several(head.collect) && head.collect == Some(crate::model::Collect::List)
}

/// The decision that an expectation is about.
pub(super) fn about<'s, 't>(
    written: &tree::Expectation,
    from: LevelId,
    scope: &'s Scope<'t>,
    reports: &mut Reports,
) -> Option<(crate::model::DecisionId, &'s DecisionHead<'t>)> {
    let id = decision(&written.decision, from, scope, reports)?;
    Some((id, &scope.decisions[id.index()]))
}

fn twice(again: &tree::Given, first: Span) -> Diagnostic {
    let name = &again.fact.text;
    Diagnostic::error(
        Code::DuplicateClause,
        again.span,
        Words::new(
            format!("`{name}` is given twice"),
            format!("`{name}` 设了两次"),
        ),
    )
    .and(first, Words::new("first given here", "首次设在这里"))
    .help(Words::new("keep one of them", "请保留其中一个"))
}

fn expects_nothing(example: &tree::Example) -> Diagnostic {
    Diagnostic::error(
        Code::EmptyExample,
        example.title.span,
        Words::new("this example expects nothing", "这个案例没有写明应得的结果"),
    )
    .help(Words::new(
        "say what should follow: `expect tier is official`",
        "请写明结果，如 `应为 类别 是 公事`",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};
    use crate::model::{Datum, Given};

    #[test]
    fn facts_are_given_once_with_their_values() {
        let given = |text: &str| {
            added(&format!(
                "example \"e\" given {text} expect tier unclassified"
            ))
        };
        assert_eq!(
            given("planning, not planning"),
            ["FL0107 not planning: `planning` is given twice"]
        );
        assert_eq!(
            given("tier is official"),
            ["FL0205 tier: `tier` is no fact"]
        );
        assert_eq!(
            given("households is 0"),
            ["FL0303 0: `households` can never be this"]
        );
        assert_eq!(
            given("parties is street"),
            ["FL0301 street: `parties` is a set"]
        );
        let example = "example \"e\" given matter is service, parties is (town, street), planning, wait is 3 days expect tier unclassified";
        let model = model(&format!("{BASE}{example}\n"));
        let values: Vec<&Given> = model.examples[0]
            .given
            .iter()
            .map(|(_, value)| value)
            .collect();
        assert!(matches!(values[0], Given::Node(_)));
        assert_eq!(values[1], &Given::Datum(Datum::Set(vec![0, 1])));
    }

    #[test]
    fn an_example_expects_something() {
        assert_eq!(
            added("example \"e\" given planning"),
            ["FL0413 \"e\": this example expects nothing"]
        );
    }
}
