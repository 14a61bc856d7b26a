//! What an affair leaves open: its recognised facts, its date, and every admissible completion.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::super::ast::{Affair, Condition, Expr, Known, Ruleset, Test, Type, Value};
use super::super::build_condition::DAYS;
use super::super::vocabulary::{
    DESCRIPTION, FACTS, KINDS, MATTER, MATTER_FACT, all_leaves, domain,
};
use super::conditions::{At, mentions};
use super::rules::Rules;

/// A fact that is not known, or the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Fact(usize),
    Date,
}

/// One way in which all could be known.
pub struct Completion {
    pub facts: Vec<Option<Value>>,
    pub as_of: Option<Date>,
    /// Which of its values each open fact has.
    pub chosen: Vec<usize>,
}

/// Everything there is to know of an affair before deciding it.
pub struct Completions {
    pub open: Vec<Open>,
    pub admissible: Vec<Completion>,
}

/// The date decided by, if one is given or follows from the ruleset.
pub fn date(ruleset: &Ruleset, affair: &Affair) -> Option<Date> {
    let rules = Rules::of(ruleset).list;
    let all = ruleset
        .levels
        .iter()
        .filter_map(|level| level.from)
        .chain(rules.iter().filter_map(|rule| rule.from));
    affair
        .as_of
        .or_else(|| all.filter(|&from| in_period(ruleset, from)).max())
}

/// Whether the ruleset itself is in force on a day.
pub fn in_period(ruleset: &Ruleset, day: Date) -> bool {
    ruleset.levels.last().is_some_and(|own| {
        own.from.is_none_or(|from| from <= day) && own.until.is_none_or(|until| day <= until)
    })
}

/// Takes `matter` from the description, if it is not given: the leaves whose words it mentions and
/// that are possible with what is given. Whether anything was found.
pub fn recognise(ruleset: &Ruleset, affair: &mut Affair) -> bool {
    let (Known::Value(Value::Text(text)), Known::Unknown, true) = (
        &affair.facts[DESCRIPTION],
        &affair.facts[MATTER_FACT],
        ruleset.recognised,
    ) else {
        return false;
    };
    let named = |leaf: &usize| {
        let node = &KINDS[MATTER].nodes[*leaf];
        node.label
            .iter()
            .chain(node.also)
            .any(|word| mentions(text, word))
    };
    let possible = |leaf: &usize| {
        let mut with = affair.clone();
        with.facts[MATTER_FACT] = Known::Value(Value::Node(*leaf));
        !Completions::of(ruleset, &with).admissible.is_empty()
    };
    let found: BTreeSet<usize> = all_leaves(MATTER)
        .into_iter()
        .filter(named)
        .filter(possible)
        .collect();
    affair.facts[MATTER_FACT] = match found.len() {
        0 => return false,
        1 => Known::Value(Value::Node(found.into_iter().next().expect("one leaf"))),
        _ => Known::OneOf(found),
    };
    true
}

impl Completions {
    pub fn of(ruleset: &Ruleset, affair: &Affair) -> Self {
        let as_of = date(ruleset, affair);
        let mut open = Vec::new();
        let empty = Completion {
            facts: vec![None; FACTS.len()],
            as_of,
            chosen: Vec::new(),
        };
        let mut all = vec![empty];
        for &fact in &ruleset.facts {
            let values = match &affair.facts[fact] {
                Known::Value(value) => {
                    all.iter_mut()
                        .for_each(|completion| completion.facts[fact] = Some(value.clone()));
                    continue;
                }
                Known::OneOf(nodes) => nodes.iter().copied().map(Value::Node).collect(),
                Known::Unknown => domain(fact),
            };
            open.push(Open::Fact(fact));
            all = spread(&all, &values, |completion, value| {
                completion.facts[fact] = Some(value.clone());
            });
        }
        let possible = |completion: &Completion| {
            let at = At {
                ruleset,
                facts: &completion.facts,
                as_of: None,
                decided: &[],
                outcomes: &[],
            };
            !ruleset
                .impossible
                .iter()
                .any(|impossible| at.holds(impossible))
        };
        all.retain(possible);
        if as_of.is_none() && turns_on_the_date(ruleset) {
            open.push(Open::Date);
            all = spread(&all, &days(ruleset), |completion, day| {
                completion.as_of = Some(*day);
            });
        }
        Self {
            open,
            admissible: all,
        }
    }
}

fn spread<T>(
    all: &[Completion],
    values: &[T],
    put: impl Fn(&mut Completion, &T),
) -> Vec<Completion> {
    let with = |completion: &Completion, number: usize, value: &T| {
        let Completion {
            facts,
            as_of,
            chosen,
        } = completion;
        let mut next = Completion {
            facts: facts.clone(),
            as_of: *as_of,
            chosen: chosen.clone(),
        };
        next.chosen.push(number);
        put(&mut next, value);
        next
    };
    let each = |completion| {
        values
            .iter()
            .enumerate()
            .map(move |(number, value)| with(completion, number, value))
    };
    all.iter().flat_map(each).collect()
}

/// Whether anything in the ruleset depends on the date.
pub fn turns_on_the_date(ruleset: &Ruleset) -> bool {
    let heads = ruleset
        .rules
        .iter()
        .map(|rule| &rule.head)
        .chain(ruleset.table.iter().map(|table| &table.head));
    let dates = ruleset.levels.iter().chain(heads.map(|head| &head.dates));
    let rules = ruleset
        .rules
        .iter()
        .flat_map(|rule| rule.when.iter().chain(&rule.unless));
    let defined = ruleset.defines.iter().filter_map(|define| match define {
        super::super::ast::Define::Condition(condition) => Some(condition),
        super::super::ast::Define::Expr(_) => None,
    });
    dates
        .into_iter()
        .any(|dates| dates.from.is_some() || dates.until.is_some())
        || rules.chain(defined).any(reads_the_date)
}

fn reads_the_date(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(reads_the_date),
        Condition::Not(inner) => reads_the_date(inner),
        Condition::Test(Test::Compare { left, right, .. }) => {
            *left == Expr::AsOf || *right == Expr::AsOf
        }
        Condition::Test(_) => false,
    }
}

/// Days of the ruleset's period that stand for all: those that anything is compared with, and
/// their neighbours.
pub fn days(ruleset: &Ruleset) -> Vec<Date> {
    let mut days = all_days(ruleset);
    days.retain(|&day| in_period(ruleset, day));
    days
}

/// The same of all days.
pub fn all_days(ruleset: &Ruleset) -> Vec<Date> {
    let heads = ruleset
        .rules
        .iter()
        .map(|rule| &rule.head)
        .chain(ruleset.table.iter().map(|table| &table.head));
    let dates = ruleset.levels.iter().chain(heads.map(|head| &head.dates));
    let mut found: BTreeSet<Date> = dates
        .flat_map(|dates| [dates.from, dates.until])
        .flatten()
        .chain(ruleset.overlaps.iter().filter_map(|overlap| overlap.until))
        .chain(DAYS)
        .collect();
    for &fact in ruleset
        .facts
        .iter()
        .filter(|&&fact| FACTS[fact].ty == Type::Date)
    {
        for value in domain(fact) {
            let Value::Date(day) = value else {
                unreachable!("a date")
            };
            found.extend(
                (0..=2).flat_map(|n| [day + Span::new().days(n), day + Span::new().months(n)]),
            );
        }
    }
    let near = |day: Date| [-1, 0, 1].map(|n| day + Span::new().days(n));
    let near: BTreeSet<Date> = found.into_iter().flat_map(near).collect();
    near.into_iter().collect()
}
