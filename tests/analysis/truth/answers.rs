//! The questions, each with the answer that fits what there is to find.

use std::collections::BTreeSet;

use fenliu::analysis::{Answer, Question};

use super::super::situations::Situations;
use super::super::subject::Subject;
use super::super::told;
use super::conflict::conflicts;
use super::gap::{Gap, gap};
use super::guarantees::is_broken;
use super::unreachable::{is_left, is_met};

/// Questions that must be asked, with their answers.
pub fn expected(s: &Situations) -> Vec<(String, &'static str)> {
    let mut answers = Vec::new();
    for decision in 0..s.ruleset.decisions.len() {
        let name = s.name(decision);
        answers.extend(gap(s, decision).map(|gap| {
            let answer = match gap {
                Gap::Proved => "proved",
                Gap::Accepted(_) => "accepted",
                Gap::Found => "found",
            };
            (format!("gap {name}"), answer)
        }));
        if s.is_single(decision) {
            let conflicts = conflicts(s, decision);
            let answer = match (conflicts.open.is_empty(), conflicts.accepted.is_empty()) {
                (true, true) => "proved",
                (true, false) => "accepted",
                (false, _) => "found",
            };
            answers.push((format!("conflict {name}"), answer));
        }
    }
    for (guarantee, number) in s.ruleset.guarantees.iter().zip(1..) {
        let answer = if is_broken(s, guarantee) {
            "found"
        } else {
            "proved"
        };
        answers.push((format!("guarantee G.{number}"), answer));
    }
    answers
}

/// Whether these are answered so, and every other question in a way that fits the findings.
pub fn check(subject: &Subject) -> Result<(), String> {
    let s = &subject.situations;
    let model = subject.ruleset.model();
    let mut wrong = Vec::new();
    let mut answered = BTreeSet::new();
    let expected = expected(s);
    for ask in &subject.findings.questions {
        let (question, answer) = told::answer(model, ask);
        let fits = match expected.iter().find(|(asked, _)| *asked == question) {
            Some((_, fitting)) => *fitting == answer,
            // nothing can be missing, or the findings say what was found
            None => {
                answer == "proved"
                    || answer == "found" && others_found(subject, ask.question)
                    || answer == "unknown" && is_open(subject, ask.question)
            }
        };
        let empty = answer == "proved" && others_missing(s, subject, ask.question);
        if !fits || empty {
            wrong.push(format!("{question}: {answer} is wrong"));
        }
        if let (Question::Gap(_), Answer::Accepted(from)) = (ask.question, &ask.answer) {
            let from = from.iter().map(|&id| subject.decision_of(id));
            wrong.extend(follows(s, &question, from.collect()).err());
        }
        if !answered.insert(question.clone()) {
            wrong.push(format!("{question} is answered twice"));
        }
    }
    for (question, answer) in &expected {
        if !answered.contains(question) {
            wrong.push(format!("{question} is not answered, and is {answer}"));
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n")),
    }
}

/// An accepted gap names decisions upstream, so that in each of its situations one of them is
/// unclassified; or none where the decision says so itself.
fn follows(s: &Situations, question: &str, from: BTreeSet<usize>) -> Result<(), String> {
    let decision = (0..s.ruleset.decisions.len())
        .find(|&decision| question == format!("gap {}", s.name(decision)))
        .ok_or("no such decision")?;
    let Some(Gap::Accepted(all)) = gap(s, decision) else {
        return Ok(());
    };
    let told = s
        .worlds()
        .filter(|(_, world)| world.met[decision] == 0)
        .all(|(_, world)| all.is_empty() || from.iter().any(|&read| world.values[read].is_none()));
    match told && from.is_subset(&all) {
        true => Ok(()),
        false => Err(format!(
            "{question} follows from {all:?}, is said to from {from:?}"
        )),
    }
}

/// Whether a question may stay open: of shifts, where a body may put any number in the place of a claim.
fn is_open(subject: &Subject, question: Question) -> bool {
    use fenliu::model::Type;
    let model = subject.ruleset.model();
    let determined = model.overlaps.iter().filter(|it| it.decided_by.is_some());
    let mut numbers = determined.map(|it| &model.decisions[it.decision.index()].ty);
    matches!(question, Question::Shifts(_))
        && numbers.any(|ty| !matches!(ty, Type::Kind(_) | Type::YesNo))
}

/// Whether the findings have something that a question of a list of rules found.
fn others_found(subject: &Subject, question: Question) -> bool {
    use fenliu::analysis::Kind;
    let concludes = |rule: &fenliu::model::RuleId, decision| {
        let rule = &subject.ruleset.model().rules[rule.index()];
        rule.conclusions.iter().any(|it| it.decision == decision)
    };
    subject.findings.findings.iter().any(|finding| {
        let of = |decision| finding.rules.iter().any(|rule| concludes(rule, decision));
        match (question, &finding.kind) {
            (Question::Unreachable(id), Kind::Unreachable { .. }) => finding.decision == Some(id),
            (Question::Unreachable(id), Kind::WideException { swallowed, .. }) => {
                concludes(swallowed, id)
            }
            (Question::Unreachable(id), Kind::Unsatisfiable { .. })
            | (Question::Redundant(id), Kind::Redundant { .. }) => of(id),
            (Question::Unsatisfiable, Kind::Unsatisfiable { .. })
            | (Question::Overrides, Kind::IdleOverride { .. } | Kind::WideException { .. })
            | (Question::Overlaps, Kind::StaleOverlap(_) | Kind::BroadOverlap(_)) => true,
            (Question::Shifts(id), Kind::IdleShift(number)) => {
                subject.ruleset.model().shifts[*number as usize].decision == id
            }
            (Question::Shifts(id), Kind::ShiftCircle(_) | Kind::HandOff(_) | Kind::DeadEnd(_)) => {
                finding.decision == Some(id)
            }
            _ => false,
        }
    })
}

/// Whether a question of a list of rules should have found something.
fn others_missing(s: &Situations, subject: &Subject, question: Question) -> bool {
    let must = |law: &super::Law| (law.expected)(s).iter().any(|one| !one.optional);
    match question {
        Question::Unreachable(id) => {
            let decision = subject.decision_of(id);
            (0..s.rules.list.len()).any(|rule| {
                s.concludes(rule, decision)
                    && is_met(s, rule, decision)
                    && !is_left(s, rule, decision)
            })
        }
        Question::Redundant(id) => {
            let decision = subject.decision_of(id);
            let of = |line: &String| {
                let rule = (0..s.rules.list.len())
                    .find(|&rule| *line == format!("redundant {}", s.id(rule)));
                rule.is_some_and(|rule| s.concludes(rule, decision))
            };
            let found = (super::redundant::LAW.expected)(s);
            found
                .iter()
                .any(|one| !one.optional && one.any_of.iter().any(of))
        }
        Question::Unsatisfiable => must(&super::unsatisfiable::LAW),
        Question::Overrides => must(&super::overrides::IDLE) || must(&super::overrides::WIDE),
        Question::Overlaps => must(&super::overlaps::LAW),
        // what stands over time has laws of its own, in `tests/track`
        Question::Shifts(_) => false,
        Question::Gap(_) | Question::Conflict(_) | Question::Guarantee(_) => false,
    }
}
