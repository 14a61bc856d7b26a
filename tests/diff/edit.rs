//! One declaration of a random ruleset made otherwise.

use std::collections::BTreeSet;

use crate::properties::ast::{Condition, Ground, Ruleset, Value};
use crate::properties::build_condition::DAYS;
use crate::properties::raw::{Pick, choose, of};
use crate::properties::reference::conditions::reads;

/// What was edited, so that it can be blamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// A rule by its id.
    Rule(String),
    /// Something else.
    Other,
}

/// Whether a rule may have a condition: one that reads only what comes before its decisions.
fn may_have(ruleset: &Ruleset, rule: usize, condition: Option<&Condition>) -> bool {
    let mut read = BTreeSet::new();
    if let Some(condition) = condition {
        reads(ruleset, condition, &mut read);
    }
    let first = ruleset.rules[rule]
        .then
        .keys()
        .next()
        .expect("a conclusion");
    read.iter().all(|decision| decision < first)
}

/// Edits one thing; nothing where there is nothing to edit.
pub fn edit(ruleset: &Ruleset, [what, one, two]: [Pick; 3]) -> Option<(Ruleset, Edited)> {
    let mut new = ruleset.clone();
    let rule = (!new.rules.is_empty()).then(|| usize::from(one) % new.rules.len());
    let other = choose(two, &ruleset.rules).cloned();
    let borrowed = other.as_ref().and_then(|other| other.when.clone());
    if matches!(what % 16, 1..=3) && !may_have(ruleset, rule?, borrowed.as_ref()) {
        return None;
    }
    let mut edited = Edited::Other;
    match what % 16 {
        0 => {
            let rule = new.rules.remove(rule?);
            let id = &rule.head.id;
            for left in &mut new.rules {
                left.head.overrides.retain(|other| other != id);
            }
            new.overlaps.retain(|overlap| !overlap.rules.contains(id));
            edited = Edited::Rule(rule.head.id);
        }
        1 | 2 => {
            let rule = &mut new.rules[rule?];
            rule.when = other?.when;
            edited = Edited::Rule(rule.head.id.clone());
        }
        3 => {
            let rule = &mut new.rules[rule?];
            rule.unless = match rule.unless {
                Some(_) => None,
                None => other?.when,
            };
            edited = Edited::Rule(rule.head.id.clone());
        }
        4..=6 => {
            let rule = &mut new.rules[rule?];
            for (decision, values) in &mut rule.then {
                let said: Vec<Vec<Value>> = ruleset
                    .rules
                    .iter()
                    .filter_map(|rule| rule.then.get(decision).cloned())
                    .filter(|said| said != values)
                    .collect();
                if let Some(said) = choose(two, &said) {
                    values.clone_from(said);
                }
            }
            edited = Edited::Rule(rule.head.id.clone());
        }
        7 | 8 => {
            let rule = &mut new.rules[rule?];
            let other = other?.head.id;
            match rule.head.overrides.iter().position(|it| *it == other) {
                Some(at) => drop(rule.head.overrides.remove(at)),
                None => rule.head.overrides.push(other),
            }
            edited = Edited::Rule(rule.head.id.clone());
        }
        9 => {
            let rule = &mut new.rules[rule?];
            rule.when = rule.when.take().map(|when| Condition::Not(Box::new(when)));
            edited = Edited::Rule(rule.head.id.clone());
        }
        10 => {
            let rule = &mut new.rules[rule?];
            let day = of(two, &DAYS);
            if two % 2 == 0 {
                rule.head.dates.from = Some(day);
                rule.head.dates.until = None;
            } else {
                rule.head.dates.from = None;
                rule.head.dates.until = Some(day);
            }
            edited = Edited::Rule(rule.head.id.clone());
        }
        11 => {
            let decision = usize::from(one) % new.decisions.len();
            let said = ruleset
                .rules
                .iter()
                .filter_map(|rule| rule.then.get(&decision));
            let values: Vec<Value> = said.flatten().cloned().collect();
            let declared = &mut new.decisions[decision];
            if declared.collect.is_some() {
                return None;
            }
            declared.otherwise = match two % 3 {
                0 => None,
                _ => Some(choose(two, &values).cloned()),
            };
        }
        12 | 13 => {
            let decision = usize::from(one) % new.decisions.len();
            let declared = &mut new.decisions[decision];
            declared.resolve_by = match two % 4 {
                0 => Vec::new(),
                1 => vec![Ground::Specialis],
                2 => vec![Ground::Posterior, Ground::Specialis],
                _ => declared.resolve_by.iter().rev().copied().collect(),
            };
        }
        14 => {
            if new.impossible.is_empty() || two % 2 == 0 {
                new.impossible.push(other?.when?);
            } else {
                new.impossible
                    .remove(usize::from(one) % new.impossible.len());
            }
        }
        _ => {
            let own = new.levels.last_mut()?;
            let day = of(two, &DAYS);
            if one % 2 == 0 {
                own.from = Some(day);
                own.until = None;
            } else {
                own.until = Some(day);
                own.from = None;
            }
        }
    }
    Some((new, edited))
}
