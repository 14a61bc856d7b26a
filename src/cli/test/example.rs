//! An affair as an `example` whose expected values are still to be filled in.

use crate::model::show::show;
use crate::model::{Datum, DecisionId, Model, Type};
use crate::syntax::format::format;
use crate::syntax::parse::{parse, written};
use crate::verdict::{Affair, Knowledge};
use crate::words::Lang;

/// The text of the example, laid out as `fmt` does, with the keywords of a language.
pub(super) fn example(
    model: &Model,
    title: &str,
    affair: &Affair,
    decisions: &[DecisionId],
    lang: Lang,
) -> String {
    let mut facts: Vec<usize> = (0..model.facts.len()).collect();
    facts.sort_by_key(|fact| model.facts[*fact].declared);
    let given: Vec<String> = facts
        .into_iter()
        .filter_map(|fact| {
            let (declared, known) = (&model.facts[fact], &affair.facts[fact]);
            let name = written(&declared.name);
            match known {
                Knowledge::Known(Datum::YesNo(true)) => Some(name.into_owned()),
                Knowledge::Known(Datum::YesNo(false)) => Some(format!("not {name}")),
                Knowledge::Known(datum) => {
                    Some(format!("{name} is {}", value(model, &declared.ty, datum)))
                }
                Knowledge::Unknown | Knowledge::OneOf(_) => None,
            }
        })
        .collect();
    let expected: Vec<String> = decisions
        .iter()
        .map(|decision| {
            let name = &model.decisions[decision.index()].name;
            format!("{} is ?", written(name))
        })
        .collect();
    let mut text = format!("example {}", quoted(title));
    if !given.is_empty() {
        text.push_str(&format!(" given {}", given.join(", ")));
    }
    if let Some(day) = affair.as_of {
        text.push_str(&format!(" as of {day}"));
    }
    text.push_str(&format!(" expect {}\n", expected.join(", ")));
    let (tree, problems) = parse(&text, 0, false);
    debug_assert!(problems.is_empty(), "{text}: {problems:?}");
    format(&text, &tree, 0, Some(lang))
}

fn value(model: &Model, ty: &Type, datum: &Datum) -> String {
    let leaf = |leaf: u32| match ty {
        Type::Kind(kind) | Type::Set(kind) => {
            written(&model.kinds[kind.index()].leaf(leaf).name).into_owned()
        }
        _ => leaf.to_string(),
    };
    match datum {
        Datum::Leaf(one) => leaf(*one),
        Datum::Set(leaves) => {
            let members: Vec<String> = leaves.iter().map(|one| leaf(*one)).collect();
            format!("({})", members.join(", "))
        }
        Datum::Text(text) => quoted(text),
        // the unit is the fact's own, and need not be said
        Datum::Number(number) => number.normalize().to_string(),
        other => show(model, ty, other, None),
    }
}

/// A string in quotation marks that it does not close itself; there are no escapes.
fn quoted(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if !line.contains('"') {
        format!("\"{line}\"")
    } else if !line.contains('”') {
        format!("“{line}”")
    } else {
        format!("「{}」", line.replace('」', "'"))
    }
}
