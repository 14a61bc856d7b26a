//! What was asked, and what was answered: for programs, and as findings where it was not settled.

use serde::Serialize;

use super::say::name;
use super::space::percent;
use super::{About, Told, at};
use crate::analysis::{Analysis, Answer, Ask, Question};
use crate::diagnostic::Code;
use crate::model::Model;
use crate::ruleset::Ruleset;
use crate::source::Span;
use crate::words::Words;

/// A question with its answer, an element of `analyses`.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guarantee: Option<String>,
    result: &'static str,
    /// The decisions whose gaps these follow from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    follows: Vec<String>,
    /// What was spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<String>,
    /// At most this part of the space was not searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered: Option<f64>,
}

/// Every question with its answer; `budget` is what each could spend.
pub fn all(ruleset: &Ruleset, analysis: &Analysis, budget: &str) -> Vec<Asked> {
    let questions = analysis.findings.questions.iter();
    questions
        .map(|ask| asked(&ruleset.0.model, ask, budget))
        .collect()
}

/// A question with its answer.
fn asked(model: &Model, ask: &Ask, budget: &str) -> Asked {
    let (kind, decision, guarantee) = match ask.question {
        Question::Gap(decision) => ("gap", Some(decision), None),
        Question::Conflict(decision) => ("conflict", Some(decision), None),
        Question::Unreachable(decision) => ("unreachable", Some(decision), None),
        Question::Redundant(decision) => ("redundant", Some(decision), None),
        Question::Unsatisfiable => ("unsatisfiable", None, None),
        Question::Guarantee(number) => ("guarantee", None, model.guarantees.get(number as usize)),
        Question::Overrides => ("overrides", None, None),
        Question::Overlaps => ("overlaps", None, None),
        Question::Shifts(decision) => ("shifts", Some(decision), None),
    };
    let (result, follows, uncovered) = match &ask.answer {
        Answer::Proved => ("proved", &[][..], None),
        Answer::Found => ("found", &[][..], None),
        Answer::Accepted(follows) => ("accepted", follows.as_slice(), None),
        Answer::Unknown { uncovered } => ("unknown", &[][..], Some(*uncovered)),
    };
    Asked {
        kind,
        decision: decision.map(|decision| name(model, decision).to_owned()),
        guarantee: guarantee.map(|guarantee| guarantee.name.clone()),
        result,
        follows: follows
            .iter()
            .map(|decision| name(model, *decision).to_owned())
            .collect(),
        budget: uncovered.map(|_| budget.to_owned()),
        uncovered,
    }
}

/// A question that was not settled, as a finding.
pub(super) fn not_finished(model: &Model, ask: &Ask) -> Option<Told> {
    let Answer::Unknown { uncovered } = ask.answer else {
        return None;
    };
    let decided = |decision: crate::model::DecisionId| model.decisions[decision.index()].span;
    let header = model
        .levels
        .last()
        .map_or(Span::default(), |level| level.span);
    let (span, message) = match ask.question {
        Question::Gap(decision) => {
            let name = name(model, decision);
            let words = Words::new(
                format!("whether some affair is left without `{name}` could not be settled"),
                format!("未能查清是否有事项没有 `{name}`"),
            );
            (decided(decision), words)
        }
        Question::Conflict(decision) => {
            let name = name(model, decision);
            let words = Words::new(
                format!("whether rules disagree about `{name}` could not be settled"),
                format!("未能查清规则对 `{name}` 是否有冲突"),
            );
            (decided(decision), words)
        }
        Question::Unreachable(decision) => {
            let name = name(model, decision);
            let words = Words::new(
                format!("whether every rule of `{name}` can win could not be settled"),
                format!("未能查清 `{name}` 的每条规则是否都能胜出"),
            );
            (decided(decision), words)
        }
        Question::Redundant(decision) => {
            let name = name(model, decision);
            let words = Words::new(
                format!("whether every rule of `{name}` is needed could not be settled"),
                format!("未能查清 `{name}` 的每条规则是否都有必要"),
            );
            (decided(decision), words)
        }
        Question::Guarantee(number) => {
            let guarantee = model.guarantees.get(number as usize)?;
            let name = &guarantee.name;
            let words = Words::new(
                format!("whether guarantee `{name}` holds could not be settled"),
                format!("未能查清保证 `{name}` 是否成立"),
            );
            (guarantee.span, words)
        }
        Question::Shifts(decision) => {
            let name = name(model, decision);
            let words = Words::new(
                format!(
                    "whether the shifts of `{name}` always come to rest, and with somebody, could not be settled"
                ),
                format!("未能查清 `{name}` 的转办是否总会停下、总有人承接"),
            );
            (decided(decision), words)
        }
        Question::Unsatisfiable => (
            header,
            Words::new(
                "whether every rule can be met could not be settled",
                "未能查清每条规则是否都有事项符合",
            ),
        ),
        Question::Overrides => (
            header,
            Words::new(
                "whether every `overrides` settles something could not be settled",
                "未能查清每个 `优先于` 是否都起作用",
            ),
        ),
        Question::Overlaps => (
            header,
            Words::new(
                "whether every `overlap` happens could not be settled",
                "未能查清每个 `已知重叠` 是否都会发生",
            ),
        ),
    };
    let part = percent(uncovered);
    let diagnostic = at(Code::NotFinished, span, message).help(Words::new(
        "give it more time, for instance `fenliu check --budget 10m`",
        "给它更多时间，例如 `fenliu check --budget 10m`",
    ));
    let about = About {
        kind: "not_finished",
        decision: asked(model, ask, "").decision,
        names: asked(model, ask, "").guarantee.into_iter().collect(),
        ..About::default()
    };
    Some(Told {
        diagnostic,
        details: vec![Words::new(
            format!("at most {} of the combinations were not looked at", part.en),
            format!("最多有 {} 的组合没有查到", part.zh),
        )],
        example: None,
        about,
    })
}
