//! A ruleset's own examples: what each expects against what it comes to.

mod actual;
mod expected;

pub(crate) use actual::{actual, value};
pub(crate) use expected::expected;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::show::show;
use crate::model::{Datum, Example, Expectation, Given, Model, Type};
use crate::ruleset::Ruleset;
use crate::verdict::Outcomes;
use crate::verdict::affair::Rejection;
use crate::words::{Lang, Words};

/// An example's title, or where it stands if it has none.
pub(crate) fn title(example: &Example, lang: Lang) -> String {
    example.title.get(lang).unwrap_or_default().to_owned()
}

/// Every failed example of a ruleset as findings, one an expectation; and how many examples fail.
pub(crate) fn findings(ruleset: &Ruleset) -> (Vec<Diagnostic>, usize) {
    let model = &ruleset.0.model;
    let (mut found, mut failed) = (Vec::new(), 0);
    for trial in ruleset.trials() {
        failed += usize::from(!trial.passes());
        match &trial.outcomes {
            Ok(outcomes) => {
                found.extend(
                    trial
                        .unmet
                        .iter()
                        .map(|expectation| finding(model, trial.example, expectation, outcomes)),
                );
            }
            Err(rejection) => found.push(rejected(trial.example, rejection)),
        }
    }
    (found, failed)
}

fn titled(example: &Example) -> Words {
    Words::new(title(example, Lang::En), title(example, Lang::Zh))
}

fn finding(
    model: &Model,
    example: &Example,
    missed: &Expectation,
    outcomes: &Outcomes,
) -> Diagnostic {
    let (Words { en, zh }, decision) = (titled(example), missed.decision);
    let name = &model.decisions[decision.index()].name;
    let came = actual(model, decision, &outcomes.decisions[decision.index()]);
    let facts = command(model, example);
    Diagnostic::error(
        Code::FailedExample,
        missed.span,
        Words::new(
            format!("the example “{en}” does not come out as it expects"),
            format!("案例“{zh}”的结果与预期不符"),
        ),
    )
    .here(Words::new(
        format!("`{name}` is {}", came.en),
        format!("`{name}`：{}", came.zh),
    ))
    .help(Words::new(
        format!("see why with `fenliu explain RULES{facts}`; then mend the rules or the example"),
        format!("用 `fenliu explain 规则集{facts}` 查看原因，再修改规则或案例"),
    ))
}

fn rejected(example: &Example, rejection: &Rejection) -> Diagnostic {
    let Words { en, zh } = titled(example);
    Diagnostic::error(
        Code::FailedExample,
        example.span,
        Words::new(
            format!(
                "the example “{en}” gives no affair of this ruleset: {}",
                rejection.message.en
            ),
            format!(
                "案例“{zh}”给出的不是本规则集的事项：{}",
                rejection.message.zh
            ),
        ),
    )
}

/// The options of `explain` that give the example's affair.
fn command(model: &Model, example: &Example) -> String {
    let mut options = String::new();
    for (fact, given) in &example.given {
        let declared = &model.facts[fact.index()];
        let value = match (given, &declared.ty) {
            (Given::Node(node), Type::Kind(kind)) => {
                model.kinds[kind.index()].nodes[node.index()].name.clone()
            }
            (Given::Node(_), _) => continue,
            (Given::Datum(datum), ty) => cell(model, ty, datum),
        };
        options.push_str(" --fact ");
        options.push_str(&quoted(&format!("{}={value}", declared.name)));
    }
    if let Some(day) = example.as_of {
        options.push_str(&format!(" --as-of {day}"));
    }
    options
}

/// A value as `--fact` takes it.
pub(crate) fn cell(model: &Model, ty: &Type, datum: &Datum) -> String {
    match (ty, datum) {
        (Type::Set(_), Datum::Set(leaves)) if leaves.is_empty() => ";".to_owned(),
        (Type::Set(kind), Datum::Set(leaves)) => {
            let kind = &model.kinds[kind.index()];
            let members = leaves.iter().map(|leaf| kind.leaf(*leaf).name.as_str());
            members.collect::<Vec<_>>().join(";")
        }
        _ => show(model, ty, datum, None),
    }
}

/// A word as a shell takes it.
pub(crate) fn quoted(word: &str) -> String {
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || "_=-.:/,".contains(c));
    if plain {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
