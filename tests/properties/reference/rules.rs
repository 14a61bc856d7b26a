//! The rules of a ruleset, rows of tables among them, and who beats whom.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::ast::{
    Cell, Conclusions, Condition, Decision, Expr, Ground, Head, Ruleset, Subject, Table, Test,
    Type, Value,
};
use super::super::vocabulary::FACTS;
use super::coordinates::strictly_fewer;

/// A rule or a row.
#[derive(Clone)]
pub struct Rule {
    pub id: String,
    pub level: usize,
    pub mandatory: bool,
    /// `when`, and not `unless`.
    pub condition: Condition,
    pub then: Conclusions,
    /// In force from and until, both included.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// The date that `posterior` compares.
    pub dated: Option<Date>,
}

#[derive(Clone)]
pub struct Rules {
    pub list: Vec<Rule>,
    /// (winner, loser): `overrides`, closed over all rules.
    pub stated: BTreeSet<(usize, usize)>,
    /// (special, general): who has strictly fewer affairs, of rules that some decision compares.
    pub special: BTreeSet<(usize, usize)>,
}

impl Rules {
    pub fn of(ruleset: &Ruleset) -> Self {
        let mut list = Vec::new();
        let mut overrides: Vec<&[String]> = Vec::new();
        for rule in &ruleset.rules {
            let mut parts: Vec<Condition> = rule.when.iter().cloned().collect();
            parts.extend(
                rule.unless
                    .clone()
                    .map(|unless| Condition::Not(Box::new(unless))),
            );
            list.push(Rule::new(
                ruleset,
                &rule.head,
                rule.head.id.clone(),
                Condition::All(parts),
                &rule.then,
            ));
            overrides.push(&rule.head.overrides);
        }
        for (table, row) in ruleset
            .table
            .iter()
            .flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        {
            let cells = table
                .given
                .iter()
                .zip(&row.cells)
                .map(|(&subject, cell)| said_by(ruleset, subject, cell));
            let id = format!("{}.{}", table.head.id, row.id);
            list.push(Rule::new(
                ruleset,
                &table.head,
                id,
                Condition::All(cells.collect()),
                &row.then,
            ));
            overrides.push(&table.head.overrides);
        }
        let mut stated = BTreeSet::new();
        for (winner, targets) in overrides.iter().enumerate() {
            for (loser, rule) in list.iter().enumerate() {
                if targets.iter().any(|target| {
                    rule.id == *target || is_row_of(ruleset.table.as_ref(), &rule.id, target)
                }) {
                    stated.insert((winner, loser));
                }
            }
        }
        loop {
            let longer: Vec<(usize, usize)> = stated
                .iter()
                .flat_map(|&(a, b)| {
                    stated
                        .iter()
                        .filter(move |(c, _)| b == *c)
                        .map(move |&(_, d)| (a, d))
                })
                .collect();
            let before = stated.len();
            stated.extend(longer);
            if stated.len() == before {
                return Self {
                    list,
                    stated,
                    special: BTreeSet::new(),
                };
            }
        }
    }

    /// The same, with `specialis` worked out where a decision asks for it.
    pub fn compared(ruleset: &Ruleset) -> Self {
        let mut rules = Self::of(ruleset);
        let asking =
            |(_, decision): &(usize, &Decision)| decision.resolve_by.contains(&Ground::Specialis);
        for (number, _) in ruleset.decisions.iter().enumerate().filter(asking) {
            let concluding: Vec<usize> = (0..rules.list.len())
                .filter(|&rule| rules.list[rule].then.contains_key(&number))
                .collect();
            for (&a, &b) in concluding
                .iter()
                .flat_map(|a| concluding.iter().map(move |b| (a, b)))
            {
                let (one, other) = (&rules.list[a], &rules.list[b]);
                if one.then[&number] != other.then[&number]
                    && strictly_fewer(ruleset, &one.condition, &other.condition)
                {
                    rules.special.insert((a, b));
                }
            }
        }
        rules
    }

    pub fn overrides_a_mandatory_rule(&self) -> bool {
        self.stated.iter().any(|&(winner, loser)| {
            self.list[loser].mandatory && self.list[loser].level < self.list[winner].level
        })
    }

    /// The rules left of those met, which conclude about a decision: one ground after another, each
    /// judged against the rules standing when it begins.
    pub fn standing(&self, met: Vec<usize>, number: usize, decision: &Decision) -> Vec<usize> {
        let says = |rule: usize| &self.list[rule].then[&number];
        let stated = |winner, loser| self.stated.contains(&(winner, loser));
        if decision.collect.is_some() {
            return without_beaten(met, stated);
        }
        let above = |winner: usize, loser: usize| self.list[winner].level < self.list[loser].level;
        let mut standing = without_beaten(met, |winner, loser| {
            self.list[winner].mandatory && above(winner, loser)
        });
        standing = without_beaten(standing, stated);
        for ground in &decision.resolve_by {
            standing = without_beaten(standing, |winner, loser| {
                says(winner) != says(loser)
                    && match ground {
                        Ground::Superior => above(winner, loser),
                        Ground::Specialis => self.special.contains(&(winner, loser)),
                        Ground::Posterior => {
                            let dated = (self.list[winner].dated, self.list[loser].dated);
                            matches!(dated, (Some(winner), Some(loser)) if winner > loser)
                        }
                        Ground::Highest => says(winner) > says(loser),
                        Ground::Lowest => says(winner) < says(loser),
                    }
            });
        }
        standing
    }
}

fn without_beaten(standing: Vec<usize>, beats: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let beaten = |&loser: &usize| standing.iter().any(|&winner| beats(winner, loser));
    standing
        .iter()
        .copied()
        .filter(|rule| !beaten(rule))
        .collect()
}

fn is_row_of(table: Option<&Table>, rule: &str, target: &str) -> bool {
    table.is_some_and(|table| table.head.id == target && rule.starts_with(&format!("{target}.")))
}

impl Rule {
    fn new(
        ruleset: &Ruleset,
        head: &Head,
        id: String,
        condition: Condition,
        then: &Conclusions,
    ) -> Self {
        let (own, level) = (head.dates, ruleset.levels[head.level]);
        Self {
            id,
            level: head.level,
            mandatory: head.mandatory,
            condition,
            then: then.clone(),
            from: own.from.max(level.from),
            until: own.until.into_iter().chain(level.until).min(),
            dated: own.adopted.or(own.from).or(level.adopted).or(level.from),
        }
    }

    pub fn in_force(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What a cell says of its column.
fn said_by(ruleset: &Ruleset, subject: Subject, cell: &Cell) -> Condition {
    let (ty, expr) = match subject {
        Subject::Fact(fact) => (FACTS[fact].ty, Expr::Fact(fact)),
        Subject::Decision(decision) => (ruleset.decisions[decision].ty, Expr::Decision(decision)),
    };
    let is = |value: &Value| match (ty, value) {
        (Type::Kind(_), Value::Node(node)) => Test::Is {
            subject,
            nodes: vec![*node],
            negated: false,
        },
        (Type::YesNo, Value::YesNo(yes)) => Test::YesNo {
            subject,
            said: Some(*yes),
        },
        _ => compare(&expr, super::super::ast::Op::Equal, value),
    };
    match (cell, subject) {
        (Cell::Any, _) => Condition::All(Vec::new()),
        (
            Cell::Values {
                values,
                negated: false,
            },
            _,
        ) => Condition::Any(
            values
                .iter()
                .map(|value| Condition::Test(is(value)))
                .collect(),
        ),
        (
            Cell::Values {
                values,
                negated: true,
            },
            _,
        ) => Condition::Not(Box::new(Condition::Any(
            values
                .iter()
                .map(|value| Condition::Test(is(value)))
                .collect(),
        ))),
        (Cell::Compare(op, value), _) => Condition::Test(compare(&expr, *op, value)),
        (Cell::Range(low, high), _) => {
            let literal = |value: &Value| Expr::Literal(value.clone());
            Condition::Test(Test::Between {
                subject: expr,
                low: literal(low),
                high: literal(high),
            })
        }
        (Cell::Mentions(patterns), Subject::Fact(fact)) => Condition::Test(Test::Mentions {
            fact,
            all: false,
            patterns: patterns.clone(),
        }),
        (Cell::Mentions(_), Subject::Decision(_)) => unreachable!("a decision is no text"),
    }
}

fn compare(expr: &Expr, op: super::super::ast::Op, value: &Value) -> Test {
    Test::Compare {
        left: expr.clone(),
        op,
        right: Expr::Literal(value.clone()),
    }
}
