//! Whether rules and conditions hold, as far as the facts are known.
//!
//! Three-valued: what is said to hold does for every completion of the facts, and so for what is
//! said not to; `open` may still come out one way only, as `x or not x` does. The decision table is
//! exact where this is not, so an explanation takes what was decided from the verdict, and the
//! reasons from here.

use std::cmp::Ordering;

use crate::model::text::Folded;
use crate::model::{
    Comparison, Condition, Datum, DecisionId, DefineBody, Expr, FactId, Kind, NodeId, Quantifier,
    Rule, RuleId, Subject, Test, TestForm, Type,
};
use crate::table::arithmetic::{self, Number, Operand, bounds, whole};
use crate::table::column::{day_number, ordinal};
use crate::table::disjoin::{holds, span_of, unit_of};
use crate::table::{ClassSet, FactKey};
use crate::verdict::{Knowledge, Value};

use super::reason::Held;
use super::world::{Upstream, World};

/// Most combinations of values of decisions that an expression is looked at with.
const MOST_CASES: usize = 64;

impl World<'_> {
    /// Whether a rule is met.
    pub(super) fn rule(&self, rule: RuleId) -> Held {
        let Rule {
            when,
            unless,
            effective,
            ..
        } = &self.setting.model.rules[rule.index()];
        let in_force = self.setting.in_force(effective);
        if in_force == Held::No {
            return Held::No;
        }
        let met = self.condition(when).min(in_force);
        match unless {
            Some(unless) if met != Held::No => met.min(self.condition(unless).not()),
            _ => met,
        }
    }

    /// Whether a condition holds.
    pub(super) fn condition(&self, condition: &Condition) -> Held {
        match condition {
            Condition::All(list) => list
                .iter()
                .map(|part| self.condition(part))
                .min()
                .unwrap_or(Held::Yes),
            Condition::Any(list) => list
                .iter()
                .map(|part| self.condition(part))
                .max()
                .unwrap_or(Held::No),
            Condition::Not(inner) => self.condition(inner).not(),
            Condition::Test(test) => self.test(test),
        }
    }

    /// Whether a test holds.
    pub(super) fn test(&self, asked: &Test) -> Held {
        match &asked.form {
            TestForm::Is { subject, nodes } => {
                let wanted = |kind: &Kind| {
                    ClassSet::from_ranges(nodes.iter().map(|node| {
                        let node = &kind.nodes[node.index()];
                        (node.first, node.end - 1)
                    }))
                };
                self.leaf(*subject, wanted)
            }
            TestForm::Ranked { subject, op, leaf } => {
                self.leaf(*subject, |kind| ranked(kind, *op, *leaf))
            }
            TestForm::YesNo { subject, expected } => self.yes_no(*subject, *expected),
            TestForm::Includes {
                subject,
                quantifier,
                nodes,
            } => self.includes(*subject, *quantifier, nodes),
            TestForm::Compare { left, op, right } => match self.compared(left, right) {
                Some(ordering) => Held::of(satisfies(ordering, *op)),
                None => self.compare([left, right], |[left, right]| {
                    self.compare_facts(left, *op, right)
                }),
            },
            // the two ends together: a decision that may lie below one and above the other lies between
            // nowhere
            TestForm::Between { subject, low, high } => {
                self.compare([subject, low, high], |[subject, low, high]| {
                    let above = self.compare_facts(subject.clone(), Comparison::AtLeast, low);
                    above.min(self.compare_facts(subject, Comparison::AtMost, high))
                })
            }
            TestForm::TextIs { fact, texts } => match self.setting.known(*fact) {
                Knowledge::Known(Datum::Text(text)) => Held::of(texts.contains(text)),
                _ => Held::Open,
            },
            TestForm::Mentions {
                fact,
                quantifier,
                patterns,
            } => {
                let one =
                    |pattern: &String| match (Folded::new(pattern), self.setting.folded(*fact)) {
                        (pattern, _) if pattern.as_str().is_empty() => Held::No,
                        (pattern, Some(text)) => Held::of(text.mentions(&pattern)),
                        (_, None) => Held::Open,
                    };
                quantified(*quantifier, patterns.iter().map(one))
            }
            TestForm::Defined(define) => match &self.setting.model.defines[define.index()].body {
                DefineBody::Condition(condition) => self.condition(condition),
                DefineBody::Expr(..) => unreachable!("the model types definitions"),
            },
            TestForm::Decided(decision) => self.each(*decision, |_| true),
        }
    }

    /// Whether every value a decision may have passes, or none does. Unclassified never passes.
    fn each(&self, decision: DecisionId, passes: impl Fn(&Value) -> bool) -> Held {
        match &self.upstream[decision.index()] {
            Upstream::Any => Held::Open,
            Upstream::OneOf(values) => {
                let passing = values
                    .iter()
                    .flatten()
                    .filter(|value| passes(value))
                    .count();
                match passing {
                    0 => Held::No,
                    all if all == values.len() => Held::Yes,
                    _ => Held::Open,
                }
            }
        }
    }

    fn leaf(&self, subject: Subject, wanted: impl Fn(&Kind) -> ClassSet) -> Held {
        let Some(kind) = self.kind(subject) else {
            return Held::Open;
        };
        let wanted = wanted(kind);
        match subject {
            Subject::Fact(fact) => match self.setting.leaves(fact) {
                Some(leaves) if leaves.is_disjoint(&wanted) => Held::No,
                Some(leaves) if leaves.is_subset(&wanted) => Held::Yes,
                _ => Held::Open,
            },
            Subject::Decision(decision) => self.each(
                decision,
                |value| matches!(value, Value::One(Datum::Leaf(leaf)) if wanted.contains(*leaf)),
            ),
        }
    }

    /// The kind of what a test looks at.
    pub(super) fn kind(&self, subject: Subject) -> Option<&Kind> {
        let model = self.setting.model;
        let ty = match subject {
            Subject::Fact(fact) => &model.facts[fact.index()].ty,
            Subject::Decision(decision) => &model.decisions[decision.index()].ty,
        };
        match ty {
            Type::Kind(kind) | Type::Set(kind) => Some(&model.kinds[kind.index()]),
            _ => None,
        }
    }

    fn yes_no(&self, subject: Subject, expected: bool) -> Held {
        match subject {
            Subject::Fact(fact) => match self.setting.known(fact) {
                Knowledge::Known(datum) => Held::of(*datum == Datum::YesNo(expected)),
                _ => Held::Open,
            },
            Subject::Decision(decision) => self.each(decision, |value| {
                *value == Value::One(Datum::YesNo(expected))
            }),
        }
    }

    fn includes(&self, subject: Subject, quantifier: Quantifier, nodes: &[NodeId]) -> Held {
        let Some(kind) = self.kind(subject) else {
            return Held::Open;
        };
        let any_below = |node: &NodeId, has: &dyn Fn(u32) -> bool| {
            let node = &kind.nodes[node.index()];
            (node.first..node.end).any(has)
        };
        match subject {
            Subject::Fact(fact) => match self.setting.known(fact) {
                Knowledge::Known(Datum::Set(leaves)) => {
                    let has = |leaf: u32| leaves.binary_search(&leaf).is_ok();
                    quantified(
                        quantifier,
                        nodes.iter().map(|node| Held::of(any_below(node, &has))),
                    )
                }
                _ => Held::Open,
            },
            Subject::Decision(decision) => self.each(decision, |value| {
                let has = |leaf: u32| match value {
                    Value::List(list) => list.contains(&Datum::Leaf(leaf)),
                    Value::One(datum) => *datum == Datum::Leaf(leaf),
                };
                quantified(
                    quantifier,
                    nodes.iter().map(|node| Held::of(any_below(node, &has))),
                ) == Held::Yes
            }),
        }
    }

    /// Whether what is compared holds for every combination of values of the decisions it reads.
    fn compare<const N: usize>(
        &self,
        sides: [&Expr; N],
        holds: impl Fn([Expr; N]) -> Held,
    ) -> Held {
        let sides = sides.map(|side| arithmetic::inlined(self.setting.model, side));
        let Some(cases) = self.cases(sides) else {
            return Held::Open;
        };
        let each = cases.into_iter().map(|case| case.map_or(Held::No, &holds));
        let each: Vec<Held> = each.collect();
        match (each.iter().min(), each.iter().max()) {
            (Some(Held::Yes), _) => Held::Yes,
            (_, Some(Held::No)) => Held::No,
            _ => Held::Open,
        }
    }

    /// How a known fact compares with a constant: what most comparisons are.
    fn compared(&self, left: &Expr, right: &Expr) -> Option<Ordering> {
        let Expr::Fact(fact) = left else { return None };
        match (self.setting.known(*fact), right) {
            (Knowledge::Known(Datum::Number(is)), Expr::Number(than)) => Some(is.cmp(than)),
            (Knowledge::Known(Datum::Date(is)), Expr::Date(than)) => Some(is.cmp(than)),
            (Knowledge::Known(Datum::Duration(is)), Expr::Days(than)) => Some(is.cmp(than)),
            _ => None,
        }
    }

    /// All sides with every combination of values of the decisions they read put in; `None` for one
    /// in which a decision is unclassified. Nothing if there are too many.
    fn cases<const N: usize>(&self, sides: [Expr; N]) -> Option<Vec<Option<[Expr; N]>>> {
        let mut cases = vec![Some(sides)];
        let reads = |sides: &[Expr; N]| {
            let mut operands = sides.iter().flat_map(arithmetic::operands);
            operands.find_map(Operand::decision)
        };
        while let Some(decision) = cases.iter().flatten().find_map(reads) {
            let Upstream::OneOf(values) = &self.upstream[decision.index()] else {
                return None;
            };
            if cases.len().saturating_mul(values.len()) > MOST_CASES {
                return None;
            }
            let put = |case: Option<[Expr; N]>| -> Vec<Option<[Expr; N]>> {
                let Some(sides) = case else {
                    return vec![None];
                };
                let with = |value: &Option<Value>| match value {
                    Some(Value::One(
                        datum @ (Datum::Number(_) | Datum::Date(_) | Datum::Duration(_)),
                    )) => Some(
                        sides
                            .each_ref()
                            .map(|side| arithmetic::with_decision(side, decision, datum)),
                    ),
                    _ => None,
                };
                values.iter().map(with).collect()
            };
            cases = cases.into_iter().flat_map(put).collect();
        }
        Some(cases)
    }

    fn compare_facts(&self, left: Expr, op: Comparison, right: Expr) -> Held {
        let of = |operand: Operand| self.range(operand);
        match (constant(&left), constant(&right)) {
            (_, Some(threshold)) => {
                bounds(&left, &of).map_or(Held::Open, |range| against(range, op, threshold))
            }
            (Some(threshold), None) => bounds(&right, &of)
                .map_or(Held::Open, |range| against(range, mirrored(op), threshold)),
            (None, None) => {
                let difference = Expr::Subtract(Box::new(left), Box::new(right));
                bounds(&difference, &of).map_or(Held::Open, |range| against(range, op, whole(0)))
            }
        }
    }

    /// The value of an expression, if every fact and decision it reads is known.
    pub(super) fn number(&self, expr: &Expr) -> Option<Number> {
        let expr = arithmetic::inlined(self.setting.model, expr);
        arithmetic::value(&expr, &|operand| {
            self.range(operand)
                .filter(|(low, high)| low == high)
                .map(|(exact, _)| exact)
        })
    }

    /// The least and the greatest that a fact or a decision may be.
    fn range(&self, operand: Operand) -> Option<(Number, Number)> {
        match operand {
            Operand::Fact(FactKey::AsOf) => Some(match self.setting.as_of() {
                Some(day) => (whole(day_number(day)), whole(day_number(day))),
                None => (whole(0), whole(day_number(jiff::civil::Date::MAX))),
            }),
            Operand::Fact(FactKey::Fact(fact)) => self.fact_range(fact),
            Operand::Decision(decision) => match &self.upstream[decision.index()] {
                Upstream::OneOf(values) => match values.as_slice() {
                    [Some(Value::One(datum))] => {
                        let unit = unit_of(&self.setting.model.decisions[decision.index()].ty);
                        let exact = Number::new(ordinal(datum, unit)?, unit);
                        Some((exact, exact))
                    }
                    _ => None,
                },
                Upstream::Any => None,
            },
        }
    }

    fn fact_range(&self, fact: FactId) -> Option<(Number, Number)> {
        let ty = &self.setting.model.facts[fact.index()].ty;
        let unit = unit_of(ty);
        let (low, high) = match self.setting.known(fact) {
            Knowledge::Known(datum) => {
                let exact = ordinal(datum, unit)?;
                (exact, exact)
            }
            _ => span_of(ty),
        };
        Some((Number::new(low, unit), Number::new(high, unit)))
    }
}

/// The leaves of an ordered kind that compare so with a leaf.
fn ranked(kind: &Kind, op: Comparison, leaf: u32) -> ClassSet {
    let last = kind.len().saturating_sub(1);
    match op {
        Comparison::AtLeast => ClassSet::range(leaf, last),
        Comparison::MoreThan => ClassSet::range(leaf + 1, last),
        Comparison::AtMost => ClassSet::range(0, leaf),
        Comparison::LessThan => leaf
            .checked_sub(1)
            .map_or_else(ClassSet::empty, |high| ClassSet::range(0, high)),
        Comparison::Equal => ClassSet::one(leaf),
    }
}

/// The value of an expression that reads nothing.
pub(super) fn constant(expr: &Expr) -> Option<Number> {
    if arithmetic::operands(expr).is_empty() {
        arithmetic::value(expr, &|_| None)
    } else {
        None
    }
}

/// A comparison seen from its other side.
pub(super) fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::MoreThan => Comparison::LessThan,
        Comparison::LessThan => Comparison::MoreThan,
        Comparison::Equal => Comparison::Equal,
    }
}

fn satisfies(ordering: Ordering, op: Comparison) -> bool {
    match op {
        Comparison::AtLeast => ordering.is_ge(),
        Comparison::AtMost => ordering.is_le(),
        Comparison::MoreThan => ordering.is_gt(),
        Comparison::LessThan => ordering.is_lt(),
        Comparison::Equal => ordering.is_eq(),
    }
}

fn against((low, high): (Number, Number), op: Comparison, threshold: Number) -> Held {
    let (at_low, at_high) = (holds(low, op, threshold), holds(high, op, threshold));
    match op {
        Comparison::Equal if low == high => Held::of(at_low),
        Comparison::Equal if threshold < low || high < threshold => Held::No,
        Comparison::Equal => Held::Open,
        _ if at_low && at_high => Held::Yes,
        _ if at_low || at_high => Held::Open,
        _ => Held::No,
    }
}

fn quantified(quantifier: Quantifier, each: impl Iterator<Item = Held>) -> Held {
    match quantifier {
        Quantifier::Any => each.max().unwrap_or(Held::No),
        Quantifier::All => each.min().unwrap_or(Held::Yes),
    }
}
