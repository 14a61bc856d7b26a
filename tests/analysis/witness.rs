//! The affair that shows a finding: admitted, and each of its completions shows it.

use fenliu::Affair;
use fenliu::analysis::{Finding, Witness};
use fenliu::model::{Datum, FactId, Model};
use fenliu::verdict::affair::Knowledge;
use serde_json::Value as Json;

use crate::properties::ast::{self, Known, Number, Type, Value};
use crate::properties::json::record;
use crate::properties::reference::completions::{date, in_period, recognise};
use crate::properties::reference::coordinates::{Coordinate, Coordinates};
use crate::properties::vocabulary::{FACTS, all_leaves, leaves};

use super::situations::{Case, coordinates};
use super::subject::Subject;

/// Whether a finding has a confirmed witness, and all its completions show it.
pub fn shows(
    subject: &Subject,
    finding: &Finding,
    what: &str,
    shows: impl Fn(&Case) -> bool,
) -> Result<(), String> {
    let witness = witness(finding)?;
    if !witness.confirmed {
        return Err("its witness is not confirmed".to_owned());
    }
    let affair = read(subject, &witness.affair)?;
    let told = told(subject, &affair);
    let cases = completions(subject, affair)?;
    if cases.is_empty() {
        return Err(format!("no completion of its witness is possible: {told}"));
    }
    match cases.into_iter().all(shows) {
        true => Ok(()),
        false => Err(format!("its witness does not show {what}: {told}")),
    }
}

/// Whether deciding the witness shows it, as it is and read from a record.
pub fn decided(
    subject: &Subject,
    finding: &Finding,
    shows: impl Fn(&Json) -> bool,
) -> Result<(), String> {
    let witness = witness(finding)?;
    let affair = read(subject, &witness.affair)?;
    let told = told(subject, &affair);
    let name = subject.situations.name(subject.decision(finding)?);
    for affair in [witness.affair.clone(), again(subject, &affair)?] {
        let outcome = &subject.ruleset.decide(&affair).to_json()["decisions"][name];
        if !shows(outcome) {
            return Err(format!(
                "deciding its witness does not show it: {told}\n{outcome}"
            ));
        }
    }
    Ok(())
}

/// Whether some claim of an outcome has this value.
pub fn claims(outcome: &Json, value: &Json) -> bool {
    let claims = outcome["claims"].as_array().into_iter().flatten();
    claims.into_iter().any(|claim| claim["value"] == *value)
}

/// Whether some claim of an outcome is made by a rule.
pub fn claimed_by(outcome: &Json, rule: &str) -> bool {
    let claims = outcome["claims"].as_array().into_iter().flatten();
    let mut rules = claims.flat_map(|claim| {
        let lists = ["rules", "rules_possible"].map(|list| claim[list].as_array());
        lists.into_iter().flatten().flatten()
    });
    rules.any(|id| id == rule)
}

fn witness(finding: &Finding) -> Result<&Witness, String> {
    let witness = finding.witness.as_ref();
    witness.ok_or_else(|| "it has no witness".to_owned())
}

/// The affair as the reference has it.
fn read(subject: &Subject, affair: &Affair) -> Result<ast::Affair, String> {
    let model: &Model = subject.ruleset.model();
    let mut read = ast::Affair {
        facts: vec![Known::Unknown; FACTS.len()],
        given_node: None,
        as_of: affair.as_of(),
    };
    let given = (0..).map(FactId).zip(&model.facts).zip(affair.facts());
    // what was recognised is recognised again
    for ((_, fact), knowledge) in given.filter(|((id, _), _)| !affair.recognised().contains(id)) {
        let number = FACTS.iter().position(|it| it.name == fact.name);
        let number = number.ok_or("a fact that is not declared")?;
        let of_kind = |leaf: u32| match FACTS[number].ty {
            Type::Kind(kind) | Type::Set(kind) => all_leaves(kind)[leaf as usize],
            _ => unreachable!("a kind"),
        };
        read.facts[number] = match knowledge {
            Knowledge::Unknown => Known::Unknown,
            Knowledge::OneOf(among) => {
                let among = among.iter().map(|&leaf| of_kind(leaf)).collect();
                let Type::Kind(kind) = FACTS[number].ty else {
                    unreachable!("a kind")
                };
                let node = (0..among_nodes(kind)).find(|&node| leaves(kind, node) == among);
                read.given_node = Some((number, node.ok_or("leaves that no node stands for")?));
                Known::OneOf(among)
            }
            Knowledge::Known(datum) => Known::Value(match datum {
                Datum::Leaf(leaf) => Value::Node(of_kind(*leaf)),
                Datum::YesNo(yes) => Value::YesNo(*yes),
                Datum::Number(number) => {
                    Value::Number(Number::new(number.mantissa(), 10_i128.pow(number.scale())))
                }
                Datum::Date(day) => Value::Date(*day),
                Datum::Duration(days) => Value::Days(*days),
                // the generator's texts live as long as the program
                Datum::Text(text) => Value::Text(Box::leak(text.clone().into_boxed_str())),
                Datum::Set(set) => Value::Set(set.iter().map(|&leaf| of_kind(leaf)).collect()),
            }),
        };
    }
    Ok(read)
}

fn among_nodes(kind: usize) -> usize {
    crate::properties::vocabulary::KINDS[kind].nodes.len()
}

/// The affair as somebody would hand it in.
fn again(subject: &Subject, affair: &ast::Affair) -> Result<Affair, String> {
    let ruleset = &subject.ruleset;
    let record = record(subject.situations.ruleset, affair);
    let refused = |why| format!("its witness is refused: {record}: {why}");
    let read = ruleset.affair_from_json(&record).map_err(refused)?;
    match affair.as_of {
        Some(day) => ruleset.as_of(read, day).map_err(refused),
        None => Ok(read),
    }
}

fn told(subject: &Subject, affair: &ast::Affair) -> String {
    let day = affair
        .as_of
        .map_or(String::new(), |day| format!(" as of {day}"));
    format!("{}{day}", record(subject.situations.ruleset, affair))
}

/// The cases that an affair leaves open.
fn completions<'s>(subject: &'s Subject, mut affair: ast::Affair) -> Result<Vec<&'s Case>, String> {
    let s = &subject.situations;
    recognise(s.ruleset, &mut affair);
    let day = date(s.ruleset, &affair);
    if day.is_some_and(|day| !in_period(s.ruleset, day)) {
        return Err(format!(
            "its witness is of a day outside the ruleset's period: {day:?}"
        ));
    }
    coordinates(s.ruleset, &s.rules, |coordinates| {
        let class = |coordinate, value: Value| class(coordinates, coordinate, value);
        // for each coordinate, the representatives of what is possible
        let mut possible: Vec<(Coordinate, Vec<Option<Value>>)> = Vec::new();
        for &coordinate in coordinates.classes.keys() {
            let values = match coordinate {
                Coordinate::Date => day.map(|day| vec![Value::Date(day)]),
                Coordinate::Fact(fact) => match &affair.facts[fact] {
                    Known::Unknown => None,
                    Known::Value(value) => Some(vec![value.clone()]),
                    Known::OneOf(leaves) => Some(leaves.iter().copied().map(Value::Node).collect()),
                },
                Coordinate::Decision(_) => None,
            };
            if let Some(values) = values {
                let classes = values.into_iter().map(|value| class(coordinate, value));
                possible.push((coordinate, classes.collect::<Result<_, _>>()?));
            }
        }
        let open = |case: &&Case| {
            possible
                .iter()
                .all(|(coordinate, values)| match coordinate {
                    Coordinate::Fact(fact) => values.contains(&case.point.facts[*fact]),
                    Coordinate::Date => values.contains(&case.point.as_of.map(Value::Date)),
                    Coordinate::Decision(_) => true,
                })
        };
        Ok(s.cases.iter().filter(open).collect())
    })
}

/// The value that stands for all like this one.
fn class(
    coordinates: &Coordinates,
    coordinate: Coordinate,
    value: Value,
) -> Result<Option<Value>, String> {
    let behaviour = coordinates.behaviour(coordinate, &Some(value.clone()));
    let classes = &coordinates.classes[&coordinate];
    classes
        .get(&behaviour)
        .cloned()
        .ok_or_else(|| format!("{value:?} is like no value of the vocabulary"))
}
