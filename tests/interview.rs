//! The laws of the interview, on small random rulesets, against an enumeration of all completions.
//!
//! Of an affair of which nothing is known at first, every question is answered truthfully from one that
//! is wholly known.

#[path = "properties/shared.rs"]
mod properties;

#[allow(
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    reason = "shared with `analysis`"
)]
#[path = "analysis/small.rs"]
mod small;

use std::collections::BTreeSet;

use fenliu::interview::Form;
use fenliu::{Affair, Question, Ruleset};
use serde_json::Value as Json;

use properties::ast::{self, Known, Type, Value};
use properties::build;
use properties::check::{Case, compile, tried};
use properties::print_condition::decimal;
use properties::raw::{Openness, affair};
use properties::reference::outcome::{Outcome, decide};
use properties::style::Style;
use properties::vocabulary::{FACTS, KINDS, MATTER, leaves};

const CASES: u32 = 150;
/// More questions than any of these rulesets has.
const ENDLESS: usize = 60;

/// One interview: what is wholly known, and what has been said of it.
struct Told {
    ruleset: Ruleset,
    /// What has been said, for the enumeration.
    case: Case,
    full: ast::Affair,
    affair: Affair,
    unknown: Vec<String>,
    asked: BTreeSet<String>,
}

impl Told {
    fn fails(&self, what: &str) -> String {
        let full = properties::json::record(&self.case.ruleset, &self.full);
        self.case
            .fails(&format!("{what}\nof {full}, unknown {:?}", self.unknown))
    }

    /// The next question, checked.
    fn next(&mut self) -> Result<Option<Question>, String> {
        let unknown: Vec<&str> = self.unknown.iter().map(String::as_str).collect();
        let interview = self
            .ruleset
            .interview(&self.affair, &[], &unknown)
            .ok_or("all decisions are decisions")?;
        let Some(question) = interview.question else {
            return Ok(None);
        };
        if self.asked.len() > ENDLESS {
            return Err(self.fails("it does not end"));
        }
        let choices: Vec<&Json> = question.choices.iter().map(|it| &it.value.value).collect();
        if !self.asked.insert(format!("{} {choices:?}", question.fact)) {
            return Err(self.fails(&format!("{} is asked for twice", question.fact)));
        }
        if unknown.contains(&question.fact.as_str()) {
            return Err(self.fails(&format!("{} is known by nobody", question.fact)));
        }
        self.matters(&question)?;
        Ok(Some(question))
    }

    /// A question is asked for just those decisions that turn on it.
    fn matters(&self, question: &Question) -> Result<(), String> {
        let verdict = decide(&self.case.ruleset, &self.case.affair).ok_or("an affair")?;
        let turns = |outcome: &Outcome| match outcome {
            Outcome::Undetermined { needs, .. } => {
                needs.iter().any(|need| need.name == question.fact)
            }
            Outcome::Settled(_) => false,
        };
        let decisions = self.case.ruleset.decisions.iter().zip(&verdict.outcomes);
        let expected: BTreeSet<&str> = decisions
            .filter(|(_, outcome)| turns(outcome))
            .map(|(decision, _)| decision.name)
            .collect();
        let asked: BTreeSet<&str> = question.decisions.iter().map(String::as_str).collect();
        if asked == expected && !asked.is_empty() {
            return Ok(());
        }
        let what = format!("{} is asked for {asked:?}, not {expected:?}", question.fact);
        Err(self.fails(&what))
    }

    /// Answers a question truthfully; what has no answer is known by nobody.
    fn answer(&mut self, question: &Question) -> Result<(), String> {
        let Some(fact) = FACTS.iter().position(|fact| fact.name == question.fact) else {
            self.unknown.push(question.fact.clone());
            return Ok(());
        };
        let Known::Value(value) = self.full.facts[fact].clone() else {
            return Err("all is known".to_owned());
        };
        let (said, known) = said(question, fact, &value);
        let mut answered = self
            .ruleset
            .answer(&self.affair, question, &said)
            .map_err(|why| self.fails(&format!("{} is not {said}: {why}", question.fact)))?;
        if let Known::OneOf(nodes) = &known {
            let all = 0..KINDS[MATTER].nodes.len();
            let node = all.into_iter().find(|&node| leaves(MATTER, node) == *nodes);
            self.case.affair.given_node = node.map(|node| (fact, node));
        }
        self.case.affair.facts[fact] = known;
        // what was recognised and is not confirmed is said
        for (taken, of) in FACTS.iter().zip(0..) {
            if self.case.affair.facts[of] == Known::Unknown
                && self.ruleset.decide(&answered).to_json()["recognised"]
                    .as_array()
                    .is_some_and(|names| names.iter().any(|name| name == taken.name))
            {
                self.case.affair.facts[of] = self.full.facts[of].clone();
                answered = self.read()?;
            }
        }
        if answered != self.read()? {
            return Err(self.fails("an answer is not read as a record is"));
        }
        self.affair = answered;
        Ok(())
    }

    fn read(&self) -> Result<Affair, String> {
        self.case
            .taken(&self.ruleset, &self.case.affair)
            .ok_or_else(|| self.fails("part of an affair is none"))
    }

    /// What is known at the end decides as all of it does.
    fn agrees(&self, full: &Affair) -> Result<(), String> {
        let (said, all) = (self.ruleset.decide(&self.affair), self.ruleset.decide(full));
        let (said, all) = (said.to_json(), all.to_json());
        for decision in &self.case.ruleset.decisions {
            let came = |json: &Json| {
                let outcome = &json["decisions"][decision.name];
                let claims = outcome["claims"].as_array().into_iter().flatten();
                let claims: Vec<Json> = claims.map(|claim| claim["value"].clone()).collect();
                (outcome["status"].clone(), outcome["value"].clone(), claims)
            };
            let (said, all) = (came(&said), came(&all));
            if said != all {
                return Err(self.fails(&format!("{} is {said:?}, not {all:?}", decision.name)));
            }
        }
        Ok(())
    }
}

/// A true answer, and what it says: of a group of values that holds the true one no more than that.
fn said(question: &Question, fact: usize, value: &Value) -> (String, Known) {
    let name = |node: usize| match FACTS[fact].ty {
        Type::Kind(kind) | Type::Set(kind) => KINDS[kind].nodes[node].name,
        _ => unreachable!("a kind"),
    };
    let text = match (value, FACTS[fact].ty) {
        (Value::Node(leaf), Type::Kind(kind)) => {
            let shown = question.choices.iter().filter(|choice| !choice.heading);
            let (number, node) = (1..)
                .zip(shown)
                .find_map(|(number, choice)| {
                    let nodes = KINDS[kind].nodes;
                    let node = nodes
                        .iter()
                        .position(|node| choice.value.value == node.name)?;
                    leaves(kind, node).contains(leaf).then_some((number, node))
                })
                .expect("what is true is among the choices");
            let leaves = leaves(kind, node);
            let known = if leaves.len() == 1 {
                Known::Value(value.clone())
            } else {
                Known::OneOf(leaves)
            };
            let said = if leaf % 2 == 0 {
                number.to_string()
            } else {
                name(node).to_owned()
            };
            return (said, known);
        }
        (Value::Set(nodes), _) if nodes.is_empty() => "none".to_owned(),
        (Value::Set(nodes), _) => {
            let names: Vec<&str> = nodes.iter().map(|&node| name(node)).collect();
            names.join(", ")
        }
        (Value::YesNo(yes), _) => if *yes { "是" } else { "n" }.to_owned(),
        (Value::Number(number), _) => decimal(*number),
        (Value::Date(day), _) => day.to_string(),
        (Value::Days(days), _) => format!("{days} days"),
        (Value::Text(text), _) => (*text).to_owned(),
        (Value::Node(_), _) => unreachable!("a kind"),
    };
    (text, Known::Value(value.clone()))
}

/// An interview about a wholly known affair; nothing if the affair is none, or cannot be told.
fn begin(
    raw: &(small::RawSmall, properties::raw::RawAffair),
) -> Result<Option<(Told, Affair)>, String> {
    let ast = small::ruleset(&raw.0);
    let full = build::affair(&ast, &raw.1);
    let empty = |known: &Known| *known == Known::Value(Value::Text(""));
    let mut case = Case {
        ruleset: ast,
        affair: full.clone(),
    };
    let ruleset = compile(&case.ruleset, Style::default())?;
    let Some(whole) = case
        .taken(&ruleset, &full)
        .filter(|_| !full.facts.iter().any(empty))
    else {
        return Ok(None);
    };
    case.affair.facts = vec![Known::Unknown; FACTS.len()];
    case.affair.given_node = None;
    let Some(affair) = case.taken(&ruleset, &case.affair) else {
        return Ok(None);
    };
    let told = Told {
        ruleset,
        case,
        full,
        affair,
        unknown: Vec::new(),
        asked: BTreeSet::new(),
    };
    Ok(Some((told, whole)))
}

#[test]
fn true_answers_lead_to_what_follows_from_all_that_is_true() {
    let inputs = (small::small(), affair(Openness::None));
    tried(0, 2_000, CASES, inputs, |raw| {
        let Some((mut told, whole)) = begin(raw)? else {
            return Ok(());
        };
        while let Some(question) = told.next()? {
            told.answer(&question)?;
        }
        told.agrees(&whole)
    });
}

/// Facts that nobody knows are not asked for again, and what is left of the questions ends.
#[test]
fn an_interview_ends_however_little_is_known() {
    let inputs = (small::small(), affair(Openness::None));
    tried(1, 2_000, CASES, inputs, |raw| {
        let Some((mut told, _)) = begin(raw)? else {
            return Ok(());
        };
        let mut every_other = false;
        while let Some(question) = told.next()? {
            every_other = !every_other;
            if every_other || question.form == Form::Text {
                told.unknown.push(question.fact);
            } else {
                told.answer(&question)?;
            }
        }
        Ok(())
    });
}
