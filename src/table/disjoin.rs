//! Conditions to regions.
//!
//! In: a condition. Between: a [`Formula`], the same with every test reduced to "this column has
//! one of these values". Out: its disjunctive normal form, a list of boxes, over finished columns.

use num_rational::Ratio;

use super::arithmetic::{self, Operand};
use super::column::{Scale, day_number, index, micros, ordinal};
use super::{ClassSet, Column, ColumnKey, DecisionTable, FactKey, Region};
use crate::model::text::Folded;
use crate::model::{
    Comparison, Condition, Datum, DecisionId, DefineBody, Expr, Model, Quantifier, Subject, Test,
    TestForm, Type,
};

/// Most regions one condition may have.
pub const MOST_REGIONS: usize = 10_000;

/// A condition over column keys, before columns have classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// Every one.
    And(Vec<Formula>),
    /// At least one.
    Or(Vec<Formula>),
    /// Not.
    Not(Box<Formula>),
    /// The column has one of these values.
    Atom(ColumnKey, Values),
}

/// Values of a column, before it has classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Class numbers that do not depend on thresholds: leaves, flags.
    Classes(ClassSet),
    /// Any value at all, but not none.
    Some,
    /// Ordinals `low..=high`, open where `None`.
    Ordinals(Option<i128>, Option<i128>),
    /// One of these texts.
    Texts(Vec<String>),
    /// Compared with a threshold.
    Against(Comparison, Ratio<i128>),
}

/// The formula of a condition.
pub fn formula(model: &Model, condition: &Condition) -> Formula {
    let all = |list: &[Condition]| list.iter().map(|c| formula(model, c)).collect();
    match condition {
        Condition::All(list) => Formula::And(all(list)),
        Condition::Any(list) => Formula::Or(all(list)),
        Condition::Not(inner) => Formula::Not(Box::new(formula(model, inner))),
        Condition::Test(test) => of_test(model, test),
    }
}

fn of_test(model: &Model, test: &Test) -> Formula {
    match &test.form {
        TestForm::Is { subject, nodes } => {
            let kind = &model.kinds[kind_of(model, *subject)];
            let ranges = nodes
                .iter()
                .map(|node| &kind.nodes[node.index()])
                .map(|node| (node.first, node.end - 1));
            Formula::Atom(
                value_key(*subject),
                Values::Classes(ClassSet::from_ranges(ranges)),
            )
        }
        TestForm::Ranked { subject, op, leaf } => {
            let last = model.kinds[kind_of(model, *subject)].len() - 1;
            let classes = match op {
                Comparison::AtLeast => ClassSet::range(*leaf, last),
                Comparison::MoreThan => ClassSet::range(leaf + 1, last),
                Comparison::AtMost => ClassSet::range(0, *leaf),
                Comparison::LessThan => leaf
                    .checked_sub(1)
                    .map_or_else(ClassSet::empty, |high| ClassSet::range(0, high)),
                Comparison::Equal => ClassSet::one(*leaf),
            };
            Formula::Atom(value_key(*subject), Values::Classes(classes))
        }
        TestForm::YesNo { subject, expected } => flag(value_key(*subject), *expected),
        TestForm::Includes {
            subject,
            quantifier,
            nodes,
        } => {
            let kind = &model.kinds[kind_of(model, *subject)];
            let one = |node: &crate::model::NodeId| {
                let node = &kind.nodes[node.index()];
                Formula::Or(
                    (node.first..node.end)
                        .map(|leaf| {
                            flag(
                                match *subject {
                                    Subject::Fact(fact) => ColumnKey::Member(fact, leaf),
                                    Subject::Decision(decision) => {
                                        ColumnKey::Collected(decision, leaf)
                                    }
                                },
                                true,
                            )
                        })
                        .collect(),
                )
            };
            quantified(*quantifier, nodes.iter().map(one).collect())
        }
        TestForm::Compare { left, op, right } => compare(model, left, *op, right),
        TestForm::Between { subject, low, high } => Formula::And(vec![
            compare(model, subject, Comparison::AtLeast, low),
            compare(model, subject, Comparison::AtMost, high),
        ]),
        TestForm::TextIs { fact, texts } => Formula::Atom(
            ColumnKey::Value(FactKey::Fact(*fact)),
            Values::Texts(texts.clone()),
        ),
        TestForm::Mentions {
            fact,
            quantifier,
            patterns,
        } => {
            let one = |pattern: &String| match Folded::new(pattern) {
                folded if folded.as_str().is_empty() => Formula::Or(Vec::new()),
                folded => flag(ColumnKey::Mentions(*fact, folded.as_str().to_owned()), true),
            };
            quantified(*quantifier, patterns.iter().map(one).collect())
        }
        TestForm::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Condition(condition) => formula(model, condition),
            DefineBody::Expr(..) => unreachable!("the model types definitions"),
        },
        TestForm::Decided(decision) => flag(ColumnKey::Decided(*decision), true),
    }
}

fn quantified(quantifier: Quantifier, parts: Vec<Formula>) -> Formula {
    match quantifier {
        Quantifier::Any => Formula::Or(parts),
        Quantifier::All => Formula::And(parts),
    }
}

fn flag(key: ColumnKey, expected: bool) -> Formula {
    Formula::Atom(key, Values::Classes(ClassSet::one(u32::from(expected))))
}

fn value_key(subject: Subject) -> ColumnKey {
    match subject {
        Subject::Fact(fact) => ColumnKey::Value(FactKey::Fact(fact)),
        Subject::Decision(decision) => ColumnKey::Outcome(decision),
    }
}

fn kind_of(model: &Model, subject: Subject) -> usize {
    let ty = match subject {
        Subject::Fact(fact) => &model.facts[fact.index()].ty,
        Subject::Decision(decision) => &model.decisions[decision.index()].ty,
    };
    match ty {
        Type::Kind(kind) | Type::Set(kind) => kind.index(),
        _ => unreachable!("the model lets only kinds be tested for their values"),
    }
}

/// A comparison: a threshold on one fact where it is one, else on an expression.
fn compare(model: &Model, left: &Expr, op: Comparison, right: &Expr) -> Formula {
    let (left, right) = (
        arithmetic::inlined(model, left),
        arithmetic::inlined(model, right),
    );
    let constant = |expr: &Expr| {
        if arithmetic::operands(expr).is_empty() {
            arithmetic::value(expr, &|_| None)
        } else {
            None
        }
    };
    match (constant(&left), constant(&right)) {
        (_, Some(threshold)) => against(model, left, op, threshold),
        (Some(threshold), None) => against(model, right, mirrored(op), threshold),
        (None, None) => {
            let difference = Expr::Subtract(Box::new(left), Box::new(right));
            against(model, difference, op, Ratio::from_integer(0))
        }
    }
}

/// An expression compared with a threshold.
fn against(model: &Model, expr: Expr, op: Comparison, threshold: Ratio<i128>) -> Formula {
    if arithmetic::operands(&expr).is_empty() {
        let holds =
            arithmetic::value(&expr, &|_| None).is_some_and(|value| holds(value, op, threshold));
        return if holds {
            Formula::And(Vec::new())
        } else {
            Formula::Or(Vec::new())
        };
    }
    threshold_on(model, expr, op, threshold)
}

fn threshold_on(model: &Model, expr: Expr, op: Comparison, threshold: Ratio<i128>) -> Formula {
    let (key, unit) = match &expr {
        Expr::Fact(fact) => (
            ColumnKey::Value(FactKey::Fact(*fact)),
            unit_of(&model.facts[fact.index()].ty),
        ),
        Expr::Decision(decision) => (
            ColumnKey::Outcome(*decision),
            unit_of(&model.decisions[decision.index()].ty),
        ),
        Expr::AsOf => (ColumnKey::Value(FactKey::AsOf), 1),
        _ => {
            return match arithmetic::operands(&expr)
                .into_iter()
                .find_map(Operand::decision)
            {
                Some(decision) => case_by_case(model, &expr, decision, op, threshold),
                None => Formula::Atom(ColumnKey::Expr(expr), Values::Against(op, threshold)),
            };
        }
    };
    let scaled = threshold * unit;
    let (floor, ceil) = (scaled.floor().to_integer(), scaled.ceil().to_integer());
    let (low, high) = match op {
        Comparison::AtLeast => (Some(ceil), None),
        Comparison::MoreThan => (Some(floor + 1), None),
        Comparison::AtMost => (None, Some(floor)),
        Comparison::LessThan => (None, Some(ceil - 1)),
        // reversed, so empty, where the threshold is between two values
        Comparison::Equal => (Some(ceil), Some(floor)),
    };
    Formula::Atom(key, Values::Ordinals(low, high))
}

/// An expression on a decision: a case for each value that the decision can have, so that every
/// expression column is over facts alone. An unclassified decision is in no case.
fn case_by_case(
    model: &Model,
    expr: &Expr,
    decision: DecisionId,
    op: Comparison,
    threshold: Ratio<i128>,
) -> Formula {
    let unit = unit_of(&model.decisions[decision.index()].ty);
    let cases = values_of(model, decision).into_iter().filter_map(|value| {
        let at = ordinal(&value, unit)?;
        let this = Formula::Atom(
            ColumnKey::Outcome(decision),
            Values::Ordinals(Some(at), Some(at)),
        );
        let put = arithmetic::with_decision(expr, decision, &value);
        Some(Formula::And(vec![this, against(model, put, op, threshold)]))
    });
    Formula::Or(cases.collect())
}

/// Every value that a decision can have, ascending; not for sums and counts.
pub fn values_of(model: &Model, decision: DecisionId) -> Vec<Datum> {
    let declared = &model.decisions[decision.index()];
    let concluded = declared
        .rules
        .iter()
        .flat_map(|rule| model.concluded(*rule, decision).iter().cloned());
    let otherwise = match &declared.otherwise {
        crate::model::Otherwise::Value(value) => Some(value.clone()),
        _ => None,
    };
    let mut values: Vec<Datum> = concluded.chain(otherwise).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// How many ordinals one unit has.
pub(crate) fn unit_of(ty: &Type) -> i128 {
    if matches!(ty, Type::Decimal { .. }) {
        1_000_000
    } else {
        1
    }
}

/// Whether a comparison holds.
pub fn holds(a: Ratio<i128>, op: Comparison, b: Ratio<i128>) -> bool {
    match op {
        Comparison::AtLeast => a >= b,
        Comparison::AtMost => a <= b,
        Comparison::MoreThan => a > b,
        Comparison::LessThan => a < b,
        Comparison::Equal => a == b,
    }
}

fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::MoreThan => Comparison::LessThan,
        Comparison::LessThan => Comparison::MoreThan,
        Comparison::Equal => Comparison::Equal,
    }
}

/// The ordinals a type spans.
pub(crate) fn span_of(ty: &Type) -> (i128, i128) {
    match ty {
        Type::Integer { low, high, .. } | Type::Duration { low, high } => {
            (i128::from(*low), i128::from(*high))
        }
        Type::Decimal { low, high, .. } => (micros(*low), micros(*high)),
        Type::Date { low, high } => (day_number(*low), day_number(*high)),
        Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text => {
            unreachable!("only ordered types have ordinals")
        }
    }
}

/// The classes of values on a finished column.
pub fn classes(column: &Column, values: &Values) -> ClassSet {
    let some = column.size - u32::from(column.optional);
    match (values, &column.scale) {
        (Values::Classes(classes), _) => classes.clone(),
        (Values::Some, _) => ClassSet::full(some),
        (
            Values::Ordinals(from, to),
            Scale::Cuts {
                cuts, low, high, ..
            },
        ) => {
            let (from, to) = (
                from.unwrap_or(*low).max(*low),
                to.unwrap_or(*high).min(*high),
            );
            if from > to {
                return ClassSet::empty();
            }
            let class = |at: i128| index(cuts.partition_point(|cut| *cut <= at));
            ClassSet::range(class(from), class(to))
        }
        (Values::Texts(wanted), Scale::Texts(texts)) => ClassSet::from_classes(
            wanted
                .iter()
                .filter_map(|text| texts.binary_search(text).ok())
                .map(index),
        ),
        (Values::Against(op, threshold), Scale::Thresholds(thresholds)) => {
            let at = 2 * index(
                thresholds
                    .binary_search(threshold)
                    .expect("every threshold was gathered"),
            ) + 1;
            match op {
                Comparison::AtLeast => ClassSet::range(at, some - 1),
                Comparison::MoreThan => ClassSet::range(at + 1, some - 1),
                Comparison::AtMost => ClassSet::range(0, at),
                Comparison::LessThan => ClassSet::range(0, at - 1),
                Comparison::Equal => ClassSet::one(at),
            }
        }
        _ => unreachable!("values are those of the column's own scale"),
    }
}

/// The regions of a formula; `Err` when there are more than [`MOST_REGIONS`].
pub fn regions(table: &DecisionTable, formula: &Formula) -> Result<Vec<Region>, TooMany> {
    disjoin(table, formula, true)
}

/// A condition has too many regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

fn disjoin(
    table: &DecisionTable,
    formula: &Formula,
    positive: bool,
) -> Result<Vec<Region>, TooMany> {
    match formula {
        Formula::Not(inner) => disjoin(table, inner, !positive),
        Formula::And(parts) if positive => meet(table, parts, positive),
        Formula::Or(parts) if !positive => meet(table, parts, positive),
        Formula::And(parts) | Formula::Or(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(disjoin(table, part, positive)?);
            }
            simplify(table, all)
        }
        Formula::Atom(key, values) => {
            let number = table.index[key];
            let column = &table.columns[number as usize];
            let classes = classes(column, values);
            let classes = if positive {
                classes
            } else {
                classes.not(column.size)
            };
            Ok(Region::of(number, classes, column.size)
                .into_iter()
                .collect())
        }
    }
}

fn meet(table: &DecisionTable, parts: &[Formula], positive: bool) -> Result<Vec<Region>, TooMany> {
    let mut all = vec![Region::whole()];
    for part in parts {
        let with = disjoin(table, part, positive)?;
        if all.len().saturating_mul(with.len()) > 20 * MOST_REGIONS {
            return Err(TooMany);
        }
        let met = all
            .iter()
            .flat_map(|a| with.iter().filter_map(|b| a.and(b)))
            .collect();
        all = simplify(table, met)?;
    }
    Ok(all)
}

/// Regions on one and the same column become one; what lies in another is dropped.
fn simplify(table: &DecisionTable, mut all: Vec<Region>) -> Result<Vec<Region>, TooMany> {
    if all.len() > 1 {
        let mut merged: Vec<Region> = Vec::with_capacity(all.len());
        all.sort_unstable();
        all.dedup();
        for region in all {
            let joined = match (merged.last().map(Region::cells), region.cells()) {
                (Some([(a, one)]), [(b, two)]) if a == b => {
                    Region::of(*a, one.or(two), table.columns[*a as usize].size)
                }
                _ => None,
            };
            match joined {
                Some(joined) => {
                    merged.pop();
                    merged.push(joined);
                }
                None => merged.push(region),
            }
        }
        all = merged;
        if all.len() <= 256 {
            let keep: Vec<bool> = (0..all.len())
                .map(|i| {
                    !(0..all.len()).any(|j| {
                        i != j && all[i].is_subset(&all[j]) && (j < i || !all[j].is_subset(&all[i]))
                    })
                })
                .collect();
            let mut keep = keep.into_iter();
            all.retain(|_| keep.next().unwrap_or(true));
        }
    }
    if all.len() > MOST_REGIONS {
        Err(TooMany)
    } else {
        Ok(all)
    }
}

/// What an expression column reads, as facts.
pub fn facts_read(expr: &Expr) -> Vec<FactKey> {
    arithmetic::operands(expr)
        .into_iter()
        .map(|operand| match operand {
            Operand::Fact(fact) => fact,
            Operand::Decision(_) => unreachable!("decisions were taken case by case"),
        })
        .collect()
}
