//! Whether an explanation in which something was changed is still true, as far as it claims, by
//! explaining its affair anew and by trying every affair.

use std::collections::BTreeSet;

use fenliu::Ruleset;
use serde_json::{Map, Value as Json, json};

use super::among::value;
use super::case::{Case, fact};
use super::situations::Situations;
use super::{changes, margins, sufficient};
use crate::properties::ast::{self, Affair, Known, Value};
use crate::properties::vocabulary::FACTS;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    True,
    False,
    /// Nobody here can tell.
    Unknown,
}

/// What is the same each time an affair is explained.
const FIXED: [&str; 9] = [
    "decision",
    "outcome",
    "otherwise",
    "because",
    "defeated",
    "not_met",
    "open",
    "not_overridden_because",
    "judged",
];

pub fn truth(ast: &ast::Ruleset, ruleset: &Ruleset, changed: &Json) -> Truth {
    quietly(|| judge(ast, ruleset, changed)).unwrap_or(Truth::False)
}

fn judge(ast: &ast::Ruleset, ruleset: &Ruleset, changed: &Json) -> Option<Truth> {
    let anew = explained(ruleset, changed)?;
    for name in ["schema", "ruleset", "as_of", "as_of_default"] {
        if changed.get(name) != anew.get(name) {
            return Some(Truth::False);
        }
    }
    let set = |json: &Json, name: &str| -> BTreeSet<String> {
        let list = json[name].as_array().cloned().unwrap_or_default();
        list.iter().map(Json::to_string).collect()
    };
    let count = |json: &Json, name: &str| json[name].as_array().map_or(0, Vec::len);
    for name in ["facts", "recognised"] {
        if set(changed, name) != set(&anew, name) || count(changed, name) != count(&anew, name) {
            return Some(Truth::False);
        }
    }
    let (decisions, same) = (
        changed["decisions"].as_array()?,
        anew["decisions"].as_array()?,
    );
    if decisions.len() != same.len() {
        return Some(Truth::False);
    }
    let mut all = Truth::True;
    let case = Case {
        ast,
        situations: Situations::of(ast),
        affair: affair(ast, changed)?,
        given: given(ast, changed)?,
        explanation: changed.clone(),
    };
    for (decision, same) in decisions.iter().zip(same) {
        for name in FIXED {
            if decision.get(name) != same.get(name) {
                let lists = [decision, same].map(|json| json.get(name).map(claims));
                if lists[0] != lists[1] {
                    return Some(Truth::False);
                }
                all = Truth::Unknown;
            }
        }
        let number = ast
            .decisions
            .iter()
            .position(|it| decision["decision"] == it.name)?;
        type Check = fn(&Case, usize) -> Result<(), String>;
        let checks: [(&str, Check); 3] = [
            ("sufficient", sufficient::check),
            ("would_change", changes::check),
            ("margin", margins::check),
        ];
        for (name, check) in checks {
            // what is left out is not claimed
            if decision.get(name).is_none() || decision.get(name) == same.get(name) {
                continue;
            }
            match check(&case, number) {
                Ok(()) if is_whole(name, decision.get(name)) => {}
                Ok(()) => all = Truth::Unknown,
                Err(why) if beyond(&why) => all = Truth::Unknown,
                Err(_) => return Some(Truth::False),
            }
        }
    }
    Some(all)
}

/// What is wrong only by more than the file claims, or than is looked at.
fn beyond(why: &str) -> bool {
    [
        "is nearer than",
        "does, and is not among",
        "never cut off",
        "nothing is told of",
    ]
    .iter()
    .any(|beyond| why.contains(beyond))
}

/// Whether all members are there of which those who try every affair do not speak.
fn is_whole(name: &str, said: Option<&Json>) -> bool {
    match (name, said) {
        ("margin", Some(margins)) => margins.as_array().is_some_and(|margins| {
            let sides = |it: &Json| {
                ["below", "above"]
                    .iter()
                    .all(|side| it.get(side).is_none_or(|side| side.get("by").is_some()))
            };
            margins.iter().all(sides)
        }),
        _ => true,
    }
}

/// A list of rules without what may be told in several ways: which of several beats it.
fn claims(json: &Json) -> Json {
    let mut json = json.clone();
    for rule in json.as_array_mut().into_iter().flatten() {
        if let Some(rule) = rule.as_object_mut() {
            for name in [
                "by",
                "ground",
                "through",
                "stated_because",
                "beaten_by",
                "beaten_if",
                "via",
            ] {
                rule.remove(name);
            }
            // no reasons are none, however they are left out
            rule.retain(|_, said| *said != json!([]));
        }
    }
    json
}

/// The affair of an explanation, explained anew.
fn explained(ruleset: &Ruleset, changed: &Json) -> Option<Json> {
    let recognised = changed["recognised"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut record = Map::new();
    for given in changed["facts"].as_array()? {
        if recognised.contains(&given["fact"]) || given["value"]["status"] == "unknown" {
            continue;
        }
        let value = match given["value"].get("among") {
            Some(among) => node_of(ruleset, given["fact"].as_str()?, among)?,
            None => given["value"].clone(),
        };
        record.insert(given["fact"].as_str()?.to_owned(), value);
    }
    let read = ruleset.affair(&Json::Object(record)).ok()?;
    let read = match changed["as_of"].as_str() {
        Some(day) if changed.get("as_of_default").is_none() => {
            ruleset.as_of(read, day.parse().ok()?).ok()?
        }
        _ => read,
    };
    Some(ruleset.explain(&read).to_json())
}

/// The value of a kind that stands for these leaves.
fn node_of(ruleset: &Ruleset, fact: &str, among: &Json) -> Option<Json> {
    let model = ruleset.model();
    let declared = model.facts.iter().find(|it| it.name == fact)?;
    let fenliu::model::Type::Kind(kind) = declared.ty else {
        return None;
    };
    let kind = &model.kinds[kind.index()];
    let among: Vec<&str> = among.as_array()?.iter().filter_map(Json::as_str).collect();
    let leaves = |first: u32, end: u32| (first..end).map(|leaf| kind.leaf(leaf).name.as_str());
    let node = kind
        .nodes
        .iter()
        .find(|node| leaves(node.first, node.end).eq(among.iter().copied()));
    Some(json!(node?.name))
}

fn affair(ast: &ast::Ruleset, changed: &Json) -> Option<Affair> {
    let mut affair = given(ast, changed)?;
    for given in changed["facts"].as_array()? {
        let number = fact(&given["fact"])?;
        affair.facts[number] = known(number, &given["value"])?;
    }
    Some(affair)
}

fn given(_: &ast::Ruleset, changed: &Json) -> Option<Affair> {
    let mut affair = Affair {
        facts: vec![Known::Unknown; FACTS.len()],
        given_node: None,
        as_of: changed["as_of"].as_str().and_then(|day| day.parse().ok()),
    };
    let recognised = changed["recognised"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for given in changed["facts"].as_array()? {
        if !recognised.contains(&given["fact"]) {
            let number = fact(&given["fact"])?;
            affair.facts[number] = known(number, &given["value"])?;
        }
    }
    Some(affair)
}

fn known(number: usize, json: &Json) -> Option<Known> {
    if json["status"] == "unknown" {
        return Some(Known::Unknown);
    }
    let Some(among) = json.get("among") else {
        return Some(Known::Value(value(number, json)?));
    };
    let nodes = among
        .as_array()?
        .iter()
        .map(|one| match value(number, one)? {
            Value::Node(leaf) => Some(leaf),
            _ => None,
        });
    Some(Known::OneOf(nodes.collect::<Option<_>>()?))
}

/// What a question says that may not understand what it reads: nothing, then.
fn quietly<T>(ask: impl FnOnce() -> Option<T>) -> Option<T> {
    use std::cell::Cell;
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.with(Cell::get) {
                loud(panic);
            }
        }));
    });
    QUIET.with(|quiet| quiet.set(true));
    let said = std::panic::catch_unwind(std::panic::AssertUnwindSafe(ask));
    QUIET.with(|quiet| quiet.set(false));
    said.ok().flatten()
}
