//! The words of two rulesets: what one knows and the other does not.
//!
//! In: two models. Out: facts, values and decisions added, removed, or of another sort. These are told
//! before any affair is compared.

use std::collections::{BTreeMap, BTreeSet};

use super::common::{fact_named, one_sort};
use super::outcomes::comparable;
use crate::model::show::domain;
use crate::model::{Kind, Model, Type};
use crate::words::Words;

/// A word that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is.
    pub sort: Sort,
    /// Its name.
    pub name: String,
    /// For a value: its kind.
    pub kind: Option<String>,
    /// What became of it.
    pub change: Change,
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A fact.
    Fact,
    /// A kind.
    Kind,
    /// A value of a kind.
    Value,
    /// A decision.
    Decision,
}

/// What became of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Only the new ruleset knows it.
    Added,
    /// Only the old ruleset knows it.
    Removed,
    /// It is of another sort: nothing of it can be compared.
    Incomparable {
        /// What it was.
        old: Words,
        /// What it is.
        new: Words,
    },
    /// It has other bounds.
    Bounds {
        /// What it was.
        old: Words,
        /// What it is.
        new: Words,
    },
    /// A value stands elsewhere in its kind: below another value, or at the top (`None`).
    Moved {
        /// Below what it stood.
        old: Option<String>,
        /// Below what it stands.
        new: Option<String>,
    },
    /// A value that had none now has values below it, or the other way round.
    Divided {
        /// Whether it has values below it now.
        now: bool,
    },
    /// The values of an ordered kind stand in another order, or have one now, or none any more.
    Order,
}

/// Every word that differs.
pub(super) fn terms(old: &Model, new: &Model) -> Vec<Term> {
    let mut found = Vec::new();
    facts(old, new, &mut found);
    kinds(old, new, &mut found);
    decisions(old, new, &mut found);
    found.sort_by(|a, b| (a.sort, &a.kind, &a.name).cmp(&(b.sort, &b.kind, &b.name)));
    found
}

fn term(sort: Sort, name: &str, change: Change) -> Term {
    Term {
        sort,
        name: name.to_owned(),
        kind: None,
        change,
    }
}

fn facts(old: &Model, new: &Model, found: &mut Vec<Term>) {
    for fact in &old.facts {
        let Some((_, now)) = fact_named(new, &fact.name) else {
            found.push(term(Sort::Fact, &fact.name, Change::Removed));
            continue;
        };
        let said = || (domain(old, &fact.ty), domain(new, &now.ty));
        if !one_sort(&fact.ty, &now.ty) {
            let (old, new) = said();
            found.push(term(
                Sort::Fact,
                &fact.name,
                Change::Incomparable { old, new },
            ));
        } else if !matches!(fact.ty, Type::Kind(_) | Type::Set(_)) && fact.ty != now.ty {
            let (old, new) = said();
            found.push(term(Sort::Fact, &fact.name, Change::Bounds { old, new }));
        } else if let (Some(a), Some(b)) = (kind(old, &fact.ty), kind(new, &now.ty))
            && (a.anonymous, &a.name) != (b.anonymous, &b.name)
        {
            // of another kind: its values are compared by their names
            values(a, b, found);
        }
    }
    for fact in &new.facts {
        if fact_named(old, &fact.name).is_none() {
            found.push(term(Sort::Fact, &fact.name, Change::Added));
        }
    }
}

fn kind<'m>(model: &'m Model, ty: &Type) -> Option<&'m Kind> {
    match ty {
        Type::Kind(kind) | Type::Set(kind) => Some(&model.kinds[kind.index()]),
        _ => None,
    }
}

fn kinds(old: &Model, new: &Model, found: &mut Vec<Term>) {
    let key = |kind: &Kind| (kind.anonymous, kind.name.clone());
    let here: BTreeMap<_, &Kind> = old.kinds.iter().map(|it| (key(it), it)).collect();
    let there: BTreeMap<_, &Kind> = new.kinds.iter().map(|it| (key(it), it)).collect();
    for (key, kind) in &here {
        match there.get(key) {
            Some(now) => values(kind, now, found),
            // what a fact has of its own goes with the fact
            None if !kind.anonymous => found.push(term(Sort::Kind, &kind.name, Change::Removed)),
            None => {}
        }
    }
    for (key, kind) in &there {
        if !here.contains_key(key) && !kind.anonymous {
            found.push(term(Sort::Kind, &kind.name, Change::Added));
        }
    }
}

/// The values of one kind, before and now.
fn values(old: &Kind, new: &Kind, found: &mut Vec<Term>) {
    struct Place<'k> {
        below: Option<&'k str>,
        leaf: bool,
    }
    fn places(kind: &Kind) -> BTreeMap<&str, Place<'_>> {
        let nodes = kind.nodes.iter();
        nodes
            .map(|node| {
                let below = node.parent.map(|at| kind.nodes[at.index()].name.as_str());
                let leaf = node.leaf;
                (node.name.as_str(), Place { below, leaf })
            })
            .collect()
    }
    let (here, there) = (places(old), places(new));
    let mut say = |name: &str, change: Change| {
        found.push(Term {
            kind: Some(new.name.clone()),
            ..term(Sort::Value, name, change)
        });
    };
    let names: BTreeSet<&str> = here.keys().chain(there.keys()).copied().collect();
    for name in names {
        match (here.get(name), there.get(name)) {
            (Some(_), None) => say(name, Change::Removed),
            (None, Some(_)) => say(name, Change::Added),
            (Some(a), Some(b)) => {
                let owned = |below: Option<&str>| below.map(str::to_owned);
                if a.leaf != b.leaf {
                    say(name, Change::Divided { now: !b.leaf });
                }
                if a.below != b.below {
                    let (old, new) = (owned(a.below), owned(b.below));
                    say(name, Change::Moved { old, new });
                }
            }
            (None, None) => {}
        }
    }
    let order = |kind: &Kind, other: &BTreeMap<&str, Place>| -> Vec<String> {
        let leaves = (0..kind.len()).map(|leaf| kind.leaf(leaf).name.clone());
        leaves
            .filter(|name| other.contains_key(name.as_str()))
            .collect()
    };
    let reordered = old.ordered && new.ordered && order(old, &there) != order(new, &here);
    if old.ordered != new.ordered || reordered {
        found.push(term(Sort::Kind, &new.name, Change::Order));
    }
}

fn decisions(old: &Model, new: &Model, found: &mut Vec<Term>) {
    for decision in &old.decisions {
        let now = new.decisions.iter().find(|it| it.name == decision.name);
        match now {
            None => found.push(term(Sort::Decision, &decision.name, Change::Removed)),
            Some(now) if !comparable(decision, now) => {
                let change = Change::Incomparable {
                    old: concludes(old, decision),
                    new: concludes(new, now),
                };
                found.push(term(Sort::Decision, &decision.name, change));
            }
            Some(_) => {}
        }
    }
    for decision in &new.decisions {
        if !old.decisions.iter().any(|it| it.name == decision.name) {
            found.push(term(Sort::Decision, &decision.name, Change::Added));
        }
    }
}

fn concludes(model: &Model, decision: &crate::model::Decision) -> Words {
    let of = domain(model, &decision.ty);
    match decision.collect {
        None => of,
        Some(_) => Words::new(format!("collected: {}", of.en), format!("汇总：{}", of.zh)),
    }
}
