//! A ruleset, an affair, its explanation, and all affairs there are.

use std::collections::BTreeSet;

use fenliu::Ruleset;
use serde_json::Value as Json;

use super::situations::{Case as Point, Situations};
use super::small::RawSmall;
use crate::properties::ast::{self, Affair, Known, Value};
use crate::properties::json::{record, shown};
use crate::properties::raw::Pick;
use crate::properties::reference::completions::recognise;
use crate::properties::reference::outcome::{Outcome, decide};
use crate::properties::reference::worlds::Claimed;
use crate::properties::vocabulary::{DESCRIPTION, FACTS, FIXED, KINDS, MATTER, MATTER_FACT};

/// What a decision comes to: its values, none for unclassified.
pub type Came = BTreeSet<Claimed>;

pub struct Case<'a> {
    pub ast: &'a ast::Ruleset,
    pub situations: Situations<'a>,
    /// With what is recognised in it.
    pub affair: Affair,
    /// As it was given.
    pub given: Affair,
    pub explanation: Json,
}

impl<'a> Case<'a> {
    /// One of all affairs with some of its facts left out; none, if there is none.
    pub fn of(
        ast: &'a ast::Ruleset,
        ruleset: &Ruleset,
        picks: &[Pick],
    ) -> Result<Option<Self>, String> {
        let situations = Situations::of(ast);
        let pick = |at: usize| usize::from(picks.get(at).copied().unwrap_or_default());
        let count = situations.cases.len();
        if count == 0 {
            return Ok(None);
        }
        let point = &situations.cases[(pick(0) * 256 + pick(1)) % count].point;
        let mut given = Affair {
            facts: vec![Known::Unknown; FACTS.len()],
            given_node: None,
            as_of: point.as_of,
        };
        for (at, &fact) in ast.facts.iter().enumerate() {
            // more than half are known
            if let (true, Some(value)) = (pick(2 + at) % 5 < 3, &point.facts[fact]) {
                given.facts[fact] = Known::Value(value.clone());
            }
        }
        if let (Known::Value(Value::Node(leaf)), 0) = (&given.facts[MATTER_FACT], pick(10) % 4)
            && let Some(parent) = KINDS[MATTER].nodes[*leaf].parent
            && all_there(&situations, parent)
        {
            given.facts[MATTER_FACT] =
                Known::OneOf(crate::properties::vocabulary::leaves(MATTER, parent));
            given.given_node = Some((MATTER_FACT, parent));
        }
        let mut affair = given.clone();
        recognise(ast, &mut affair);
        if affair.facts != given.facts && !is_there(&situations, &affair.facts[MATTER_FACT]) {
            return Ok(None);
        }
        let read = ruleset
            .affair_from_json(&record(ast, &given))
            .map_err(|rejection| rejection.to_string())?;
        let read = match given.as_of {
            Some(day) => ruleset
                .as_of(read, day)
                .map_err(|rejection| rejection.to_string())?,
            None => read,
        };
        let explanation = ruleset.explain(&read).to_json();
        Ok(Some(Self {
            ast,
            situations,
            affair,
            given,
            explanation,
        }))
    }

    /// The explanation of a decision.
    pub fn told(&self, decision: usize) -> &Json {
        let name = self.ast.decisions[decision].name;
        self.explanation["decisions"]
            .as_array()
            .expect("decisions")
            .iter()
            .find(|it| it["decision"] == name)
            .expect("every decision is explained")
    }

    /// Every affair that agrees with what is known of some facts.
    pub fn agreeing(&self, facts: &BTreeSet<usize>) -> impl Iterator<Item = &Point> {
        let facts = facts.clone();
        self.situations.cases.iter().filter(move |point| {
            point.point.as_of == self.affair.as_of
                && facts.iter().all(|fact| self.agrees(point, *fact))
        })
    }

    pub fn agrees(&self, point: &Point, fact: usize) -> bool {
        // a fact that nothing looks at has no value
        let Some(value) = &point.point.facts[fact] else {
            return true;
        };
        match &self.affair.facts[fact] {
            Known::Unknown => true,
            Known::Value(known) => known == value,
            Known::OneOf(nodes) => matches!(value, Value::Node(leaf) if nodes.contains(leaf)),
        }
    }

    /// The facts of the ruleset.
    pub fn facts(&self) -> BTreeSet<usize> {
        self.ast.facts.iter().copied().collect()
    }

    /// Those that can be otherwise, and that something looks at.
    pub fn movable(&self) -> Vec<usize> {
        let recognised = self.affair.facts != self.given.facts;
        let fixed = |fact: usize| FIXED.contains(&FACTS[fact].name);
        self.ast
            .facts
            .iter()
            .copied()
            .filter(|&fact| {
                self.situations.cases[0].point.facts[fact].is_some()
                    && !fixed(fact)
                    && !(recognised && fact == DESCRIPTION)
            })
            .collect()
    }

    /// What the decision may come to as the affair is.
    pub fn now(&self, decision: usize) -> BTreeSet<Came> {
        self.agreeing(&self.facts())
            .map(|point| point.outcomes[decision].clone())
            .collect()
    }

    /// What the decision comes to with some facts otherwise: all it may come to, and the rules where
    /// it is settled. None if that cannot be.
    pub fn with(
        &self,
        changed: &[(usize, Value)],
        decision: usize,
    ) -> Option<(BTreeSet<Came>, Vec<String>)> {
        let mut affair = self.affair.clone();
        for (fact, value) in changed {
            affair.facts[*fact] = Known::Value(value.clone());
            if *fact == MATTER_FACT {
                affair.given_node = None;
            }
        }
        let verdict = decide(self.ast, &affair)?;
        Some(match &verdict.outcomes[decision] {
            Outcome::Settled(claims) => {
                let rules = claims
                    .values()
                    .flat_map(|support| &support.rules)
                    .map(|rule| self.situations.id(*rule).to_owned());
                (
                    BTreeSet::from([claims.keys().cloned().collect()]),
                    rules.collect(),
                )
            }
            Outcome::Undetermined { possible, .. } => (possible.clone(), Vec::new()),
        })
    }

    /// A value of a decision as explanations have it.
    pub fn shown(&self, decision: usize, value: &Claimed) -> Json {
        value.as_ref().map_or(Json::Null, |value| {
            shown(self.ast.decisions[decision].ty, value)
        })
    }

    pub fn fails(&self, text: &str, decision: usize, why: &str) -> String {
        format!(
            "{text}# affair as of {:?}\n{}\n# {}\n{why}\n{:#}\n",
            self.given.as_of,
            record(self.ast, &self.given),
            self.ast.decisions[decision].name,
            self.told(decision),
        )
    }
}

/// Whether every leaf below a node stands for itself, and not for others too.
/// Whether what was recognised is among the affairs there are: others may stand for it.
fn is_there(situations: &Situations, recognised: &Known) -> bool {
    let there = |leaf: usize| {
        let value = Some(Value::Node(leaf));
        let mut points = situations
            .cases
            .iter()
            .map(|case| &case.point.facts[MATTER_FACT]);
        points.any(|it| it.is_none() || *it == value)
    };
    match recognised {
        Known::Value(Value::Node(leaf)) => there(*leaf),
        Known::OneOf(leaves) => leaves.iter().all(|leaf| there(*leaf)),
        _ => true,
    }
}

fn all_there(situations: &Situations, node: usize) -> bool {
    crate::properties::vocabulary::leaves(MATTER, node)
        .into_iter()
        .all(|leaf| {
            let mut cases = situations.cases.iter();
            cases.any(|case| case.point.facts[MATTER_FACT] == Some(Value::Node(leaf)))
        })
}

/// The number of a fact of the vocabulary.
pub fn fact(name: &Json) -> Option<usize> {
    FACTS.iter().position(|fact| *name == fact.name)
}

/// Picks for an affair, from what is drawn for relations between rules.
pub fn picks(raw: &RawSmall) -> Vec<Pick> {
    let drawn = raw.relations.iter().flatten().copied();
    drawn
        .chain(raw.promises.iter().flatten().copied())
        .collect()
}
