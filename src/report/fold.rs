//! Many rules in few lines: those nearest to being met one by one, the others by what they fail on.

use std::collections::BTreeMap;

use super::phrases::Phrases;
use crate::explanation::reason::{Measure, Relation, Subject};
use crate::explanation::{NotMet, Open, Reason};

/// How much room there is for rules that are not met or open.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// At most so many are told one by one.
    pub(super) rows: usize,
    /// Rules that ask for other values of the same facts are told one by one if they are so few.
    pub(super) few: usize,
    /// The same of rows of a table.
    pub(super) few_rows: usize,
    /// Of rules that would prevail, only those nearest to being met are told.
    pub(super) only_nearest: bool,
    /// At most so many outcomes are told one by one with what would change it.
    pub(super) changes: usize,
}

/// What a group of rules have in common: their table, and what they fail on.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Common<'a> {
    table: Option<&'a str>,
    about: Vec<&'a Subject>,
    /// Whether each asks for another value, rather than more or less of it.
    by_value: bool,
}

/// The rules that are not met: those told one by one, nearest first, and lines for the others.
/// `others`: whether rules of the decision are told elsewhere.
pub(super) fn fold_not_met<'r>(
    phrases: Phrases,
    rules: impl Iterator<Item = &'r NotMet>,
    others: bool,
    room: Room,
) -> (Vec<[String; 3]>, Vec<String>) {
    let mut groups: BTreeMap<Common, Vec<&NotMet>> = BTreeMap::new();
    let mut out_of_date: Vec<&NotMet> = Vec::new();
    for rule in rules {
        if rule.out_of_date.is_some() {
            out_of_date.push(rule);
        } else {
            groups
                .entry(common(rule.named.table.as_ref(), &rule.when, &rule.unless))
                .or_default()
                .push(rule);
        }
    }
    // rules far from being met, or one among many of a kind, are summed up
    let mut single: Vec<&NotMet> = Vec::new();
    let mut many: Vec<(Common, Vec<&NotMet>)> = Vec::new();
    for (common, group) in groups {
        let few = if common.table.is_some() {
            room.few_rows
        } else {
            room.few
        };
        if group.len() <= few || !common.by_value && group.len() <= room.rows {
            single.extend(group);
        } else {
            many.push((common, group));
        }
    }
    single.sort_by_key(|rule| (weight(rule), !has_distance(rule)));
    let rest = single.split_off(single.len().min(room.rows));
    if out_of_date.len() <= room.few {
        single.append(&mut out_of_date);
    }
    for rule in rest {
        let common = common(rule.named.table.as_ref(), &rule.when, &rule.unless);
        match many.iter_mut().find(|(other, _)| *other == common) {
            Some((_, group)) => group.push(rule),
            None => many.push((common, vec![rule])),
        }
    }
    many.sort_by_key(|(_, group)| group.iter().map(|rule| weight(rule)).min());
    let others = others || !single.is_empty();
    let row = |rule: &&NotMet| {
        [
            rule.named.rule.clone(),
            phrases.concludes(&rule.named),
            phrases.not_met(rule),
        ]
    };
    let mut summed: Vec<String> = many
        .iter()
        .map(|(common, group)| {
            let about: Vec<String> = common
                .about
                .iter()
                .map(|subject| phrases.topic(subject))
                .collect();
            phrases.folded(common.table, &ids(group), &about, common.by_value, others)
        })
        .collect();
    if !out_of_date.is_empty() {
        summed.push(phrases.folded_out_of_date(&ids(&out_of_date), others));
    }
    (single.iter().map(row).collect(), summed)
}

/// The rules that are open, one line each, or one for many that turn on the same.
pub(super) fn fold_open(phrases: Phrases, rules: &[Open], room: Room) -> Vec<String> {
    let mut groups: BTreeMap<Common, Vec<&Open>> = BTreeMap::new();
    for rule in rules {
        groups
            .entry(common(rule.named.table.as_ref(), &rule.when, &rule.unless))
            .or_default()
            .push(rule);
    }
    groups
        .iter()
        .flat_map(|(common, group)| {
            if group.len() <= room.rows {
                let line = |rule: &&Open| {
                    format!(
                        "{}{}",
                        phrases.colon(&phrases.rule(&rule.named)),
                        phrases.open(rule)
                    )
                };
                return group.iter().map(line).collect();
            }
            let about: Vec<String> = common
                .about
                .iter()
                .map(|subject| phrases.topic(subject))
                .collect();
            vec![phrases.folded_open(common.table, group.len(), &about)]
        })
        .collect()
}

fn ids(rules: &[&NotMet]) -> Vec<String> {
    rules.iter().map(|rule| rule.named.rule.clone()).collect()
}

fn common<'a>(table: Option<&'a String>, when: &'a [Reason], unless: &'a [Reason]) -> Common<'a> {
    let tests: Vec<_> = when.iter().chain(unless).flat_map(Reason::tests).collect();
    let mut about: Vec<&Subject> = tests.iter().map(|test| &test.subject).collect();
    about.sort_unstable();
    about.dedup();
    let by_value = unless.is_empty()
        && tests.iter().all(|test| {
            test.relation == Relation::Is
                && test.measure == Measure::None
                && !test.negated
                && test.needed.iter().all(|needed| !needed.value.is_boolean())
        });
    Common {
        table: table.map(String::as_str),
        about,
        by_value,
    }
}

/// How many tests would have to come out otherwise.
fn weight(rule: &NotMet) -> usize {
    let failing: usize = rule
        .when
        .iter()
        .map(Reason::weight)
        .fold(0, usize::saturating_add);
    failing.saturating_add(usize::from(!rule.unless.is_empty()))
}

fn has_distance(rule: &NotMet) -> bool {
    rule.when
        .iter()
        .flat_map(Reason::tests)
        .any(|test| test.distance.is_some())
}
