//! The disputed facts: what each side holds of each, and who is entitled to say.

use super::case::Case;
use super::combinations::MOST;
use super::names::Names;
use super::objection::{Dispute, Ground, Objection, Position};
use super::refusal::Refusal;
use super::told::{Disputed, Held};
use crate::model::{Fact, FactId};
use crate::verdict::{Affair, Knowledge};

/// A fact that each side sees differently, or the same.
pub(super) struct Disagreement {
    pub(super) fact: FactId,
    /// As the objector holds.
    pub(super) objector: Knowledge,
    /// As it was put.
    pub(super) put: Dispute,
}

/// The disputed facts, in the order in which they were put; those that grounds are about come last.
pub(super) fn disputed(names: Names, objection: &Objection) -> Result<Vec<Disagreement>, Refusal> {
    let mut all: Vec<Disagreement> = Vec::new();
    for put in &objection.disputed {
        let fact = names.fact(&put.fact)?;
        if all.iter().any(|other| other.fact == fact) {
            return Err(twice(&put.fact));
        }
        for by in [&put.office.by, &put.objector.by].into_iter().flatten() {
            names.body(by)?;
        }
        all.push(Disagreement {
            objector: names.knowledge(fact, &put.objector.value)?,
            fact,
            put: put.clone(),
        });
    }
    for ground in &objection.grounds {
        let (Ground::FactWrong { fact: name, value } | Ground::FactMissing { fact: name, value }) =
            ground
        else {
            continue;
        };
        let fact = names.fact(name)?;
        let objector = names.knowledge(fact, value)?;
        match all.iter().find(|other| other.fact == fact) {
            Some(other) if other.objector == objector => {}
            Some(_) => return Err(twice(name)),
            None => all.push(Disagreement {
                fact,
                objector,
                put: Dispute {
                    fact: name.clone(),
                    office: Position::default(),
                    objector: Position {
                        value: value.clone(),
                        ..Position::default()
                    },
                },
            }),
        }
    }
    Ok(all)
}

/// The affair as the office has it: what it leaves unknown and the objection says the office found is
/// taken from there. Error: the two say different things.
pub(super) fn office(
    names: Names,
    affair: &Affair,
    disputed: &[Disagreement],
) -> Result<Affair, Refusal> {
    let mut besides = Vec::new();
    for it in disputed {
        let said = names.knowledge(it.fact, &it.put.office.value)?;
        let known = &affair.facts()[it.fact.index()];
        if said == Knowledge::Unknown || said == *known {
            continue;
        }
        if *known != Knowledge::Unknown {
            return Err(another_value(&it.put.fact));
        }
        besides.push((it.fact, said));
    }
    if besides.is_empty() {
        Ok(affair.clone())
    } else {
        Ok(affair.clone().with(besides))
    }
}

/// Those on which the sides differ. Error: more than can be combined.
pub(super) fn at_odds<'d>(
    case: &Case,
    disputed: &'d [Disagreement],
) -> Result<Vec<&'d Disagreement>, Refusal> {
    let odds: Vec<&Disagreement> = disputed
        .iter()
        .filter(|it| case.affair.facts()[it.fact.index()] != it.objector)
        .collect();
    if odds.len() > MOST {
        return Err(too_many(odds.len()));
    }
    Ok(odds)
}

/// A disputed fact, told.
pub(super) fn told(case: &Case, it: &Disagreement) -> Disputed {
    let known = &case.affair.facts()[it.fact.index()];
    let declared = &case.model().facts[it.fact.index()];
    let side = |position: &Position, knowledge: &Knowledge| {
        let names = Names {
            ruleset: case.ruleset,
        };
        let by = position.by.as_deref().and_then(|by| names.body(by).ok());
        Held {
            value: case.speaker.known(it.fact, knowledge),
            date: position.date,
            source: position.source.clone(),
            by: by.and_then(|leaf| case.speaker.body(leaf)),
            entitled: by.and_then(|leaf| is_entitled(declared, leaf)),
        }
    };
    Disputed {
        fact: declared.name.clone(),
        office: side(&it.put.office, known),
        objector: side(&it.put.objector, &it.objector),
        agreed: *known == it.objector,
        decisive: None,
    }
}

/// Whether a body establishes or judges a fact; nothing where the ruleset names none.
pub(super) fn is_entitled(fact: &Fact, body: u32) -> Option<bool> {
    let mut named = fact.established_by.iter().chain(&fact.judged_by).peekable();
    named.peek()?;
    Some(named.any(|named| *named == body))
}

fn twice(fact: &str) -> Refusal {
    Refusal::new(
        format!("`{fact}` is disputed twice"),
        format!("事实 `{fact}` 提出了两次异议"),
    )
    .help(
        "give the one value that the objector holds right",
        "请只写异议人主张的那一个值",
    )
}

fn another_value(fact: &str) -> Refusal {
    Refusal::new(
        format!("the objection says that the office found another `{fact}` than the affair has"),
        format!("异议所写的机关认定与事项中 `{fact}` 的值不同"),
    )
    .help(
        "leave out the office's value in the objection, or mend the affair",
        "请在异议中省去机关认定的值，或更正事项",
    )
}

fn too_many(number: usize) -> Refusal {
    Refusal::new(
        format!("{number} facts are disputed, and at most {MOST} can be combined"),
        format!("有 {number} 项事实存在争议，最多只能组合 {MOST} 项"),
    )
    .help(
        "leave out those on which nothing turns, or look at them in parts",
        "请略去无关紧要的事实，或分几次查看",
    )
}
