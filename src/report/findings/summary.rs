//! What was proved, found and left open, in one line. It never says "no gaps" unless that is proved.

mod topic;

use topic::{Topic, conflicts, gaps, never_met, never_wins, redundant};

use crate::analysis::{Analysis, Answer, Ask, Kind, Question};
use crate::model::{DecisionId, Model};
use crate::words::Words;

/// What was said of decisions, so that those of which the same holds are told together.
type Said = Vec<(Words, Vec<String>)>;

/// `tier: no conflicts, no gaps (proved)`, …: a statement each. Nothing where nothing was asked.
pub fn statements(model: &Model, analysis: &Analysis) -> Vec<Words> {
    let count = |wanted: &dyn Fn(&Kind) -> bool, decision: Option<DecisionId>| {
        let findings = analysis.findings.findings.iter();
        findings
            .filter(|finding| wanted(&finding.kind))
            .filter(|finding| decision.is_none() || finding.decision == decision)
            .count()
    };
    let asks = &analysis.findings.questions;
    let answer = |question: Question| asks.iter().find(|ask| ask.question == question);
    let mut said: Said = Vec::new();
    for number in (0..).take(model.decisions.len()) {
        let id = DecisionId(number);
        let conflicts = answer(Question::Conflict(id)).map(|ask| {
            let count = count(&|kind| matches!(kind, Kind::Conflict), Some(id));
            told(model, ask, count, &conflicts())
        });
        let gaps = answer(Question::Gap(id)).map(|ask| {
            let count = count(&|kind| matches!(kind, Kind::Gap), Some(id));
            told(model, ask, count, &gaps())
        });
        let parts: Vec<Part> = [conflicts, gaps].into_iter().flatten().collect();
        if !parts.is_empty() {
            let name = model.decisions[id.index()].name.clone();
            let words = joined(parts);
            match said.iter_mut().find(|(other, _)| *other == words) {
                Some((_, names)) => names.push(name),
                None => said.push((words, vec![name])),
            }
        }
    }
    let mut statements: Vec<Words> = said
        .into_iter()
        .map(|(words, names)| {
            Words::new(
                format!("{}: {}", names.join(", "), words.en),
                format!("{}：{}", names.join("、"), words.zh),
            )
        })
        .collect();
    let over_all =
        |which: &dyn Fn(Question) -> bool, kind: &dyn Fn(&Kind) -> bool, topic: Topic| {
            let asks: Vec<&Ask> = asks.iter().filter(|ask| which(ask.question)).collect();
            let worst = asks.iter().max_by_key(|ask| rank(&ask.answer))?;
            Some(told(model, worst, count(kind, None), &topic))
        };
    let rules = [
        over_all(
            &|question| matches!(question, Question::Unsatisfiable),
            &|kind| matches!(kind, Kind::Unsatisfiable { .. }),
            never_met(),
        ),
        over_all(
            &|question| matches!(question, Question::Unreachable(_)),
            &|kind| matches!(kind, Kind::Unreachable { .. }),
            never_wins(),
        ),
        over_all(
            &|question| matches!(question, Question::Redundant(_)),
            &|kind| matches!(kind, Kind::Redundant { .. }),
            redundant(),
        ),
    ];
    let rules: Vec<Part> = rules.into_iter().flatten().collect();
    if !rules.is_empty() {
        statements.push(joined(rules));
    }
    statements.extend(guarantees(asks));
    statements
}

/// A statement, and whether it was proved.
struct Part {
    words: Words,
    proved: bool,
}

/// How bad an answer is, for telling several as one.
fn rank(answer: &Answer) -> u8 {
    match answer {
        Answer::Proved => 0,
        Answer::Accepted(_) => 1,
        Answer::Found => 2,
        Answer::Unknown { .. } => 3,
    }
}

/// What an answer says of a topic.
fn told(model: &Model, ask: &Ask, count: usize, topic: &Topic) -> Part {
    let counted = || {
        let en = if count == 1 { topic.one } else { topic.many };
        Words::new(format!("{count} {en}"), format!("{count} {}", topic.zh.0))
    };
    let words = match &ask.answer {
        Answer::Proved => topic.none.clone(),
        Answer::Found => counted(),
        // of rules nothing is accepted but what those above leave
        Answer::Accepted(_)
            if matches!(
                ask.question,
                Question::Unsatisfiable | Question::Unreachable(_) | Question::Redundant(_)
            ) =>
        {
            Words::new(
                format!("{} only among those inherited", topic.many),
                format!("仅继承的规则中有{}", topic.zh.1),
            )
        }
        Answer::Accepted(follows) if follows.is_empty() => Words::new(
            format!("only accepted {}", topic.many),
            format!("只有已认可的{}", topic.zh.1),
        ),
        Answer::Accepted(follows) => {
            let names: Vec<&str> = follows
                .iter()
                .map(|decision| model.decisions[decision.index()].name.as_str())
                .collect();
            Words::new(
                format!("only {} that follow from {}", topic.many, names.join(", ")),
                format!("只有由 {} 引起的{}", names.join("、"), topic.zh.1),
            )
        }
        Answer::Unknown { .. } => {
            let so_far = if count == 0 {
                Words::new("none so far", "尚未发现")
            } else {
                Words::new(
                    format!("{count} so far"),
                    format!("已发现 {count} {}", topic.zh.0),
                )
            };
            Words::new(
                format!("{} not settled ({})", topic.many, so_far.en),
                format!("{}未查清（{}）", topic.zh.1, so_far.zh),
            )
        }
    };
    Part {
        words,
        proved: ask.answer == Answer::Proved,
    }
}

/// Parts side by side, with `(proved)` after those that are.
fn joined(parts: Vec<Part>) -> Words {
    let (proved, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.proved);
    let list = |parts: &[Part], pick: fn(&Words) -> &str, comma: &str| {
        let words = parts.iter().map(|part| pick(&part.words));
        words.collect::<Vec<_>>().join(comma)
    };
    let all = |pick: fn(&Words) -> &str, comma: &str, mark: &str| {
        let mut all = Vec::new();
        if !others.is_empty() {
            all.push(list(&others, pick, comma));
        }
        if !proved.is_empty() {
            all.push(format!("{}{mark}", list(&proved, pick, comma)));
        }
        all.join(comma)
    };
    Words::new(
        all(|it| &it.en, ", ", " (proved)"),
        all(|it| &it.zh, "，", "（已证明）"),
    )
}

/// How many guarantees hold.
fn guarantees(asks: &[Ask]) -> Option<Words> {
    let asked = asks
        .iter()
        .filter(|ask| matches!(ask.question, Question::Guarantee(_)));
    let (mut hold, mut broken, mut open) = (0, 0, 0);
    for ask in asked {
        match ask.answer {
            Answer::Proved | Answer::Accepted(_) => hold += 1,
            Answer::Found => broken += 1,
            Answer::Unknown { .. } => open += 1,
        }
    }
    let plural = |count: usize| {
        if count == 1 {
            "guarantee"
        } else {
            "guarantees"
        }
    };
    let mut parts = Vec::new();
    if broken > 0 {
        parts.push(Words::new(
            format!("{broken} {} broken", plural(broken)),
            format!("{broken} 项保证不成立"),
        ));
    }
    if open > 0 {
        parts.push(Words::new(
            format!("{open} {} not settled", plural(open)),
            format!("{open} 项保证未查清"),
        ));
    }
    if hold > 0 {
        let verb = if hold == 1 { "holds" } else { "hold" };
        parts.push(Words::new(
            format!("{hold} {} {verb} (proved)", plural(hold)),
            format!("{hold} 项保证成立（已证明）"),
        ));
    }
    let join =
        |pick: fn(&Words) -> &str, by: &str| parts.iter().map(pick).collect::<Vec<_>>().join(by);
    (!parts.is_empty()).then(|| Words::new(join(|it| &it.en, ", "), join(|it| &it.zh, "，")))
}
