//! Whether a condition holds where everything is known.

use std::collections::BTreeSet;
use std::ops::{Add, Div, Mul, Sub};

use jiff::Span;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::super::ast::{Condition, Define, Expr, Number, Op, Ruleset, Subject, Test, Type, Value};
use super::super::vocabulary::{FACTS, leaves};

/// One fully known affair, and what the decisions before came to: `None` is unclassified.
pub struct At<'a> {
    pub ruleset: &'a Ruleset,
    pub facts: &'a [Option<Value>],
    pub as_of: Option<Date>,
    pub decided: &'a [Option<Value>],
    /// Which decisions the whole affair decides, for `is decided`.
    pub outcomes: &'a [bool],
}

impl At<'_> {
    pub fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(inner) => !self.holds(inner),
            Condition::Test(test) => self.passes(test),
        }
    }

    fn passes(&self, test: &Test) -> bool {
        match test {
            Test::Is {
                subject,
                nodes,
                negated,
            } => self.is_a(*subject, nodes) != *negated,
            Test::Ranked { subject, op, node } => self
                .subject(*subject)
                .is_some_and(|value| holds_between(&value, *op, &Value::Node(*node))),
            Test::YesNo { subject, said } => {
                self.subject(*subject) == Some(Value::YesNo(said.unwrap_or(true)))
            }
            Test::Includes {
                subject,
                all,
                nodes,
            } => {
                let Some(Value::Set(set)) = self.subject(*subject) else {
                    return false;
                };
                let has = |node: &usize| {
                    leaves(self.kind(*subject), *node)
                        .iter()
                        .any(|leaf| set.contains(leaf))
                };
                if *all {
                    nodes.iter().all(has)
                } else {
                    nodes.iter().any(has)
                }
            }
            Test::Compare { left, op, right } => match (self.value(left), self.value(right)) {
                (Some(left), Some(right)) => holds_between(&left, *op, &right),
                _ => false,
            },
            Test::Between { subject, low, high } => {
                match (self.value(subject), self.value(low), self.value(high)) {
                    (Some(value), Some(low), Some(high)) => low <= value && value <= high,
                    _ => false,
                }
            }
            Test::TextIs {
                fact,
                texts,
                negated,
            } => {
                let Some(Value::Text(text)) = &self.facts[*fact] else {
                    unreachable!("a text")
                };
                texts.contains(text) != *negated
            }
            Test::Mentions {
                fact,
                all,
                patterns,
            } => {
                let Some(Value::Text(text)) = &self.facts[*fact] else {
                    unreachable!("a text")
                };
                let has = |pattern: &&str| mentions(text, pattern);
                if *all {
                    patterns.iter().all(has)
                } else {
                    patterns.iter().any(has)
                }
            }
            Test::Defined(define) => match &self.ruleset.defines[*define] {
                Define::Condition(condition) => self.holds(condition),
                Define::Expr(_) => unreachable!("a defined condition"),
            },
            Test::Decided(decision) => self.outcomes[*decision],
        }
    }

    fn is_a(&self, subject: Subject, nodes: &[usize]) -> bool {
        let Some(Value::Node(leaf)) = self.subject(subject) else {
            return false;
        };
        nodes
            .iter()
            .any(|&node| leaves(self.kind(subject), node).contains(&leaf))
    }

    fn kind(&self, subject: Subject) -> usize {
        let ty = match subject {
            Subject::Fact(fact) => FACTS[fact].ty,
            Subject::Decision(decision) => self.ruleset.decisions[decision].ty,
        };
        let (Type::Kind(kind) | Type::Set(kind)) = ty else {
            unreachable!("a kind")
        };
        kind
    }

    fn subject(&self, subject: Subject) -> Option<Value> {
        match subject {
            Subject::Fact(fact) => Some(self.facts[fact].clone().expect("a declared fact")),
            Subject::Decision(decision) => self.decided[decision].clone(),
        }
    }

    /// The value of an expression; none where it reads an unclassified decision.
    fn value(&self, expr: &Expr) -> Option<Value> {
        Some(match expr {
            Expr::Literal(value) => value.clone(),
            Expr::InUnit(number, _) => Value::Number(*number),
            Expr::Fact(fact) => self.subject(Subject::Fact(*fact))?,
            Expr::Decision(decision) => self.subject(Subject::Decision(*decision))?,
            Expr::Defined(define) => match &self.ruleset.defines[*define] {
                Define::Expr(expr) => self.value(expr)?,
                Define::Condition(_) => unreachable!("a defined number"),
            },
            Expr::AsOf => Value::Date(self.as_of.expect("a ruleset that reads the date has one")),
            Expr::Sum(left, right) => match (self.value(left)?, self.value(right)?) {
                (Value::Date(day), Value::Days(days)) => Value::Date(day + Span::new().days(days)),
                (left, right) => number(&left, &right, Number::add),
            },
            Expr::Difference(left, right) => match (self.value(left)?, self.value(right)?) {
                (Value::Date(left), Value::Date(right)) => {
                    Value::Days(right.duration_until(left).as_hours() / 24)
                }
                (left, right) => number(&left, &right, Number::sub),
            },
            Expr::Product(left, right) => {
                number(&self.value(left)?, &self.value(right)?, Number::mul)
            }
            Expr::Quotient(left, right) => {
                number(&self.value(left)?, &self.value(right)?, Number::div)
            }
            Expr::PlusMonths(date, months) => match self.value(date)? {
                Value::Date(day) => Value::Date(day + Span::new().months(*months)),
                _ => unreachable!("months are added to dates"),
            },
        })
    }
}

fn number(left: &Value, right: &Value, operation: fn(Number, Number) -> Number) -> Value {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Value::Number(operation(*left, *right)),
        _ => unreachable!("arithmetic on numbers"),
    }
}

fn holds_between(left: &Value, op: Op, right: &Value) -> bool {
    match op {
        Op::AtLeast => left >= right,
        Op::AtMost => left <= right,
        Op::MoreThan => left > right,
        Op::LessThan => left < right,
        Op::Equal => left == right,
    }
}

/// NFKC and case folding; at a Latin letter or digit of the pattern's ends no neighbour is one.
pub fn mentions(text: &str, pattern: &str) -> bool {
    let fold = |text: &str| {
        text.nfkc()
            .flat_map(char::to_lowercase)
            .collect::<Vec<char>>()
    };
    let (text, pattern) = (fold(text), fold(pattern));
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    (0..=text.len().saturating_sub(pattern.len())).any(|start| {
        let (before, rest) = text.split_at(start);
        rest.starts_with(&pattern)
            && !(latin(pattern.first()) && latin(before.last()))
            && !(latin(pattern.last()) && latin(rest.get(pattern.len())))
    })
}

/// The decisions that a condition reads.
pub fn reads(ruleset: &Ruleset, condition: &Condition, found: &mut BTreeSet<usize>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| reads(ruleset, part, found));
        }
        Condition::Not(inner) => reads(ruleset, inner, found),
        Condition::Test(
            Test::Is { subject, .. }
            | Test::Ranked { subject, .. }
            | Test::YesNo { subject, .. }
            | Test::Includes { subject, .. },
        ) => {
            if let Subject::Decision(decision) = subject {
                found.insert(*decision);
            }
        }
        Condition::Test(Test::Compare { left, right, .. }) => [left, right]
            .into_iter()
            .for_each(|side| read_by(side, found)),
        Condition::Test(Test::Between { subject, .. }) => read_by(subject, found),
        Condition::Test(Test::TextIs { .. } | Test::Mentions { .. }) => {}
        // definitions of the generator read facts only
        Condition::Test(Test::Defined(_)) => {}
        Condition::Test(Test::Decided(decision)) => drop(found.insert(*decision)),
    }
}

fn read_by(expr: &Expr, found: &mut BTreeSet<usize>) {
    match expr {
        Expr::Decision(decision) => {
            found.insert(*decision);
        }
        Expr::Sum(left, right)
        | Expr::Difference(left, right)
        | Expr::Product(left, right)
        | Expr::Quotient(left, right) => {
            [left, right]
                .into_iter()
                .for_each(|side| read_by(side, found));
        }
        Expr::PlusMonths(date, _) => read_by(date, found),
        Expr::Literal(_) | Expr::InUnit(..) | Expr::Fact(_) | Expr::Defined(_) | Expr::AsOf => {}
    }
}
