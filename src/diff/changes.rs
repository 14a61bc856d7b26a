//! Which declarations differ, and which of them a difference is to be blamed on.

use std::collections::{BTreeMap, BTreeSet};

use super::Days;
use super::pairs::Pair;
use super::terms::{Change as TermChange, Sort, Term};
use crate::model::canon::declared::{Declared, Weight, What};
use crate::model::{Model, RuleId};

/// A declaration that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is.
    pub what: What,
    /// Its name; in the old ruleset if it was removed.
    pub name: Option<String>,
    /// What became of it.
    pub how: How,
    /// The most that it weighs.
    pub weight: Weight,
}

/// What became of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Only the new ruleset has it.
    Added,
    /// Only the old ruleset has it.
    Removed,
    /// Both have it; these parts of it differ, by the words of the canonical form.
    Parts(Vec<(&'static str, Weight)>),
    /// It had another name.
    Renamed(String),
}

/// What makes a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A rule or row that only the new ruleset has.
    Added(String),
    /// A rule or row that only the old ruleset has.
    Removed(String),
    /// A rule or row of which these parts differ.
    Changed(String, Vec<&'static str>),
    /// A definition, by these rules that use it.
    Define(String, Vec<String>),
    /// A kind whose values differ, by these rules that test for them.
    Kind(String, Vec<String>),
    /// A rule that is in force on one of the two days only.
    InForce(String),
    /// The head of a decision, of which these parts differ.
    Decision(String, Vec<&'static str>),
    /// A rule that stands to others as it did not before: which rules override it, or are special.
    Place(String),
}

/// The declarations of two rulesets, side by side.
pub(super) struct Changes<'a> {
    old: &'a Model,
    new: &'a Model,
    pairs: &'a [Pair],
    days: &'a Days,
    terms: &'a [Term],
    of_old: BTreeMap<(What, &'a str), &'a Declared>,
    of_new: BTreeMap<(What, &'a str), &'a Declared>,
    /// Definitions that differ, and those made of them: each with the one that differs.
    defines: BTreeMap<String, String>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(
        (old, old_declared): (&'a Model, &'a [Declared]),
        (new, new_declared): (&'a Model, &'a [Declared]),
        pairs: &'a [Pair],
        days: &'a Days,
        terms: &'a [Term],
    ) -> Self {
        fn keyed(declared: &[Declared]) -> BTreeMap<(What, &str), &Declared> {
            let all = declared.iter();
            all.map(|it| ((it.what, it.key.as_str()), it)).collect()
        }
        let mut changes = Self {
            old,
            new,
            pairs,
            days,
            terms,
            of_old: keyed(old_declared),
            of_new: keyed(new_declared),
            defines: BTreeMap::new(),
        };
        changes.defines = changes.defines_that_differ();
        changes
    }

    /// Every declaration that differs: rules as they are paired, all others by their names.
    pub(super) fn all(&self) -> Vec<Changed> {
        let mut all = Vec::new();
        let keys: BTreeSet<_> = self.of_old.keys().chain(self.of_new.keys()).collect();
        for key in keys.into_iter().filter(|key| key.0 != What::Rule) {
            match (self.of_old.get(key), self.of_new.get(key)) {
                (Some(one), None) => all.push(alone(one, How::Removed)),
                (None, Some(one)) => all.push(alone(one, How::Added)),
                (Some(a), Some(b)) => all.extend(both(a, b)),
                (None, None) => {}
            }
        }
        for pair in self.pairs {
            match (self.old_rule(pair.old), self.new_rule(pair.new)) {
                (Some(one), None) => all.push(alone(one, How::Removed)),
                (None, Some(one)) => all.push(alone(one, How::Added)),
                (Some(a), Some(b)) => {
                    all.extend(both(a, b));
                    // rows without an id go by their number, which is no name
                    if a.key != b.key
                        && pair
                            .new
                            .is_some_and(|rule| self.new.rules[rule.index()].referable)
                    {
                        all.push(Changed {
                            what: What::Rule,
                            name: b.name.clone(),
                            how: How::Renamed(a.key.clone()),
                            weight: Weight::Text,
                        });
                    }
                }
                (None, None) => {}
            }
        }
        all.sort_by(|a, b| (a.what, &a.name).cmp(&(b.what, &b.name)));
        all
    }

    fn old_rule(&self, rule: Option<RuleId>) -> Option<&'a Declared> {
        let rule = &self.old.rules[rule?.index()];
        self.of_old.get(&(What::Rule, rule.id.as_str())).copied()
    }

    fn new_rule(&self, rule: Option<RuleId>) -> Option<&'a Declared> {
        let rule = &self.new.rules[rule?.index()];
        self.of_new.get(&(What::Rule, rule.id.as_str())).copied()
    }

    fn defines_that_differ(&self) -> BTreeMap<String, String> {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let declared = self.of_new.iter().chain(&self.of_old);
        let defines: Vec<(&str, &Declared)> = declared
            .filter(|((what, _), _)| *what == What::Define)
            .map(|((_, name), it)| (*name, *it))
            .collect();
        for (name, _) in &defines {
            let key = (What::Define, *name);
            let same = match (self.of_old.get(&key), self.of_new.get(&key)) {
                (Some(a), Some(b)) => a.meaning() == b.meaning(),
                _ => false,
            };
            if !same {
                found.insert((*name).to_owned(), (*name).to_owned());
            }
        }
        loop {
            let before = found.len();
            for (name, declared) in &defines {
                let meaning = declared.meaning();
                let through = found
                    .iter()
                    .find(|(define, _)| uses(&meaning, "define", define));
                let through = through.map(|(_, of)| of.clone());
                if let (false, Some(of)) = (found.contains_key(*name), through) {
                    found.insert((*name).to_owned(), of);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// What a difference is to be blamed on that turns on these pairs of rules. A rule that says what it
    /// said is blamed for its place among others only where nothing else is to blame.
    pub(super) fn causes(&self, pairs: impl Iterator<Item = Pair> + Clone) -> Vec<Cause> {
        let causes: Vec<Cause> = pairs.clone().flat_map(|pair| self.cause(pair)).collect();
        if !causes.is_empty() {
            return together(causes);
        }
        let by_override = self.by_override();
        if by_override.is_empty() {
            let places =
                pairs.filter_map(|pair| self.new_rule(pair.new).or(self.old_rule(pair.old)));
            return together(places.map(|rule| Cause::Place(rule.key.clone())).collect());
        }
        together(by_override)
    }

    /// What a pair of rules that differ in effect is to be blamed on; nothing if neither says anything
    /// that it did not say before.
    fn cause(&self, pair: Pair) -> Vec<Cause> {
        let (old, new) = (self.old_rule(pair.old), self.new_rule(pair.new));
        let (old, new) = match (old, new) {
            (Some(old), None) => return vec![Cause::Removed(old.key.clone())],
            (None, Some(new)) => return vec![Cause::Added(new.key.clone())],
            (Some(old), Some(new)) => (old, new),
            (None, None) => return Vec::new(),
        };
        let name = new.key.clone();
        let parts: Vec<&'static str> = old
            .differs(new)
            .into_iter()
            .filter(|(_, weight)| *weight == Weight::Meaning)
            .map(|(part, _)| part)
            .collect();
        if !parts.is_empty() {
            return vec![Cause::Changed(name, parts)];
        }
        let meaning = new.meaning();
        let mut causes: Vec<Cause> = self
            .defines
            .iter()
            .filter(|(define, _)| uses(&meaning, "define", define))
            .map(|(_, of)| Cause::Define(of.clone(), vec![name.clone()]))
            .collect();
        causes.extend(
            self.kinds(&meaning)
                .into_iter()
                .map(|kind| Cause::Kind(kind, vec![name.clone()])),
        );
        causes.sort();
        causes.dedup();
        if !causes.is_empty() {
            return causes;
        }
        if let (Some(old_day), Some(new_day)) = self.days.fixed() {
            let of = |model: &Model, rule: Option<RuleId>, day| {
                rule.is_some_and(|rule| model.rules[rule.index()].effective.contains(day))
            };
            if of(self.old, pair.old, old_day) != of(self.new, pair.new, new_day) {
                return vec![Cause::InForce(name)];
            }
        }
        Vec::new()
    }

    /// The rules whose `overrides` differ, and those that are gone or new with one.
    fn by_override(&self) -> Vec<Cause> {
        let mut found = Vec::new();
        for pair in self.pairs {
            match (self.old_rule(pair.old), self.new_rule(pair.new)) {
                (Some(a), Some(b)) => {
                    let weighs = |(part, weight): &(&'static str, Weight)| {
                        *part == "overrides" && *weight == Weight::Meaning
                    };
                    if a.differs(b).iter().any(weighs) {
                        found.push(Cause::Changed(b.key.clone(), vec!["overrides"]));
                    }
                }
                (Some(one), None) if one.meaning().contains("(overrides ") => {
                    found.push(Cause::Removed(one.key.clone()));
                }
                (None, Some(one)) if one.meaning().contains("(overrides ") => {
                    found.push(Cause::Added(one.key.clone()));
                }
                _ => {}
            }
        }
        found
    }

    /// The kinds with other values now that a condition tests for.
    fn kinds(&self, meaning: &str) -> Vec<String> {
        let mut kinds: Vec<String> = self
            .terms
            .iter()
            .filter(|term| match term.sort {
                // a value that one alone knows is in no affair that both admit
                Sort::Value => !matches!(term.change, TermChange::Added | TermChange::Removed),
                Sort::Kind => term.change == TermChange::Order,
                Sort::Fact | Sort::Decision => false,
            })
            .map(|term| term.kind.clone().unwrap_or_else(|| term.name.clone()))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.retain(|kind| {
            let of_kind = |ty: &crate::model::Type| match ty {
                crate::model::Type::Kind(id) | crate::model::Type::Set(id) => {
                    self.new.kinds[id.index()].name == *kind
                }
                _ => false,
            };
            let facts = self.new.facts.iter().filter(|fact| of_kind(&fact.ty));
            let decisions = self.new.decisions.iter().filter(|it| of_kind(&it.ty));
            let mut names = facts
                .map(|fact| ("fact", &fact.name))
                .chain(decisions.map(|decision| ("decision", &decision.name)));
            names.any(|(what, name)| uses(meaning, what, name))
        });
        kinds
    }

    /// The heads of decisions that differ.
    pub(super) fn heads<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<Cause> {
        names
            .filter_map(|name| {
                let key = (What::Decision, name);
                let (old, new) = (self.of_old.get(&key)?, self.of_new.get(&key)?);
                let parts: Vec<&'static str> = old
                    .differs(new)
                    .into_iter()
                    .filter(|(_, weight)| *weight == Weight::Meaning)
                    .map(|(part, _)| part)
                    .collect();
                Some(Cause::Decision(name.to_owned(), parts))
            })
            .collect()
    }
}

fn alone(declared: &Declared, how: How) -> Changed {
    Changed {
        what: declared.what,
        name: declared.name.clone(),
        how,
        weight: declared.weight(),
    }
}

fn both(old: &Declared, new: &Declared) -> Option<Changed> {
    let parts = old.differs(new);
    let weight = parts.iter().map(|(_, weight)| *weight).max()?;
    Some(Changed {
        what: new.what,
        name: new.name.clone(),
        how: How::Parts(parts),
        weight,
    })
}

/// Whether a meaning names something: `(define "large")`.
fn uses(meaning: &str, what: &str, name: &str) -> bool {
    // names are written as texts of the canonical form
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
    meaning.contains(&format!("({what} \"{escaped}\")"))
}

/// Causes of one difference, those of one sort put together.
fn together(mut causes: Vec<Cause>) -> Vec<Cause> {
    causes.sort();
    causes.dedup();
    let mut all: Vec<Cause> = Vec::new();
    for cause in causes {
        match (all.last_mut(), cause) {
            (Some(Cause::Define(a, rules)), Cause::Define(b, more)) if *a == b => {
                rules.extend(more)
            }
            (Some(Cause::Kind(a, rules)), Cause::Kind(b, more)) if *a == b => rules.extend(more),
            (_, cause) => all.push(cause),
        }
    }
    all
}
