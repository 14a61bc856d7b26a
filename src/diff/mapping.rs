//! From the words of one ruleset to those that two share.
//!
//! In: a formula over the facts of one ruleset. Out: the same over the facts of the shared space. A
//! value that only this ruleset knows is in no affair that both admit, so it drops out of every set.
//! Where the day is fixed, whatever looks at it becomes true or false.

use jiff::civil::Date;

use crate::model::{DecisionId, Expr, FactId};
use crate::table::arithmetic::{operands, value};
use crate::table::column::day_number;
use crate::table::disjoin::{Formula, Values, holds};
use crate::table::{ClassSet, ColumnKey, FactKey};

/// What becomes of the facts of one ruleset.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapping {
    /// By fact: the shared fact.
    pub(super) facts: Vec<FactId>,
    /// By fact of a kind whose leaves are numbered otherwise: the shared leaf of each, if there is one.
    pub(super) leaves: Vec<Option<Vec<Option<u32>>>>,
    /// The day, where it is fixed.
    pub(super) day: Option<Date>,
}

impl Mapping {
    /// The formula over shared facts.
    pub(super) fn formula(&self, formula: &Formula) -> Formula {
        let all = |parts: &[Formula]| parts.iter().map(|part| self.formula(part)).collect();
        match formula {
            Formula::And(parts) => Formula::And(all(parts)),
            Formula::Or(parts) => Formula::Or(all(parts)),
            Formula::Not(inner) => Formula::Not(Box::new(self.formula(inner))),
            Formula::Atom(key, values) => self.atom(key, values),
        }
    }

    fn atom(&self, key: &ColumnKey, values: &Values) -> Formula {
        match key {
            ColumnKey::Value(FactKey::AsOf) => match (self.day, values) {
                (Some(day), Values::Ordinals(low, high)) => {
                    let day = day_number(day);
                    constant(
                        low.is_none_or(|low| low <= day) && high.is_none_or(|high| day <= high),
                    )
                }
                _ => Formula::Atom(key.clone(), values.clone()),
            },
            ColumnKey::Value(FactKey::Fact(fact)) => {
                let shared = ColumnKey::Value(FactKey::Fact(self.fact(*fact)));
                let values = match (values, &self.leaves[fact.index()]) {
                    (Values::Classes(classes), Some(leaves)) => {
                        Values::Classes(ClassSet::from_classes(
                            classes.iter().filter_map(|leaf| leaves[leaf as usize]),
                        ))
                    }
                    _ => values.clone(),
                };
                Formula::Atom(shared, values)
            }
            ColumnKey::Member(fact, leaf) => match self.leaf(*fact, *leaf) {
                Some(leaf) => {
                    Formula::Atom(ColumnKey::Member(self.fact(*fact), leaf), values.clone())
                }
                // never a member
                None => constant(matches!(values, Values::Classes(classes) if classes.contains(0))),
            },
            ColumnKey::Mentions(fact, pattern) => Formula::Atom(
                ColumnKey::Mentions(self.fact(*fact), pattern.clone()),
                values.clone(),
            ),
            ColumnKey::Expr(expr) => {
                let expr = self.expr(expr);
                match values {
                    Values::Against(op, threshold) if operands(&expr).is_empty() => constant(
                        value(&expr, &|_| None).is_some_and(|value| holds(value, *op, *threshold)),
                    ),
                    _ => Formula::Atom(ColumnKey::Expr(expr), values.clone()),
                }
            }
            ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_) => {
                Formula::Atom(key.clone(), values.clone())
            }
        }
    }

    fn fact(&self, fact: FactId) -> FactId {
        self.facts[fact.index()]
    }

    fn leaf(&self, fact: FactId, leaf: u32) -> Option<u32> {
        match &self.leaves[fact.index()] {
            None => Some(leaf),
            Some(leaves) => leaves[leaf as usize],
        }
    }

    fn expr(&self, expr: &Expr) -> Expr {
        let part = |a: &Expr| Box::new(self.expr(a));
        match expr {
            Expr::Fact(fact) => Expr::Fact(self.fact(*fact)),
            Expr::AsOf => self.day.map_or(Expr::AsOf, Expr::Date),
            Expr::Add(a, b) => Expr::Add(part(a), part(b)),
            Expr::Subtract(a, b) => Expr::Subtract(part(a), part(b)),
            Expr::Multiply(a, b) => Expr::Multiply(part(a), part(b)),
            Expr::Divide(a, b) => Expr::Divide(part(a), part(b)),
            Expr::AddMonths(a, months) => Expr::AddMonths(part(a), *months),
            Expr::Number(_)
            | Expr::Date(_)
            | Expr::Days(_)
            | Expr::Decision(_)
            | Expr::Defined(_) => expr.clone(),
        }
    }
}

fn constant(holds: bool) -> Formula {
    if holds {
        Formula::And(Vec::new())
    } else {
        Formula::Or(Vec::new())
    }
}

/// What a formula tests, as the other ruleset would: facts and the date, and decisions against
/// thresholds, where `decision` says which of the other's it is. So both tables have the same classes.
pub(super) fn tests(
    formula: &Formula,
    decision: &dyn Fn(DecisionId) -> Option<DecisionId>,
    found: &mut Vec<Formula>,
) {
    match formula {
        Formula::And(parts) | Formula::Or(parts) => {
            parts.iter().for_each(|part| tests(part, decision, found));
        }
        Formula::Not(inner) => tests(inner, decision, found),
        Formula::Atom(ColumnKey::Outcome(of), values @ Values::Ordinals(..)) => {
            let key = decision(*of).map(ColumnKey::Outcome);
            found.extend(key.map(|key| Formula::Atom(key, values.clone())));
        }
        Formula::Atom(
            ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_),
            _,
        ) => {}
        atom @ Formula::Atom(..) => found.push(atom.clone()),
    }
}

/// Whether a formula looks at what a decision comes to.
pub(super) fn reads_decisions(formula: &Formula) -> bool {
    match formula {
        Formula::And(parts) | Formula::Or(parts) => parts.iter().any(reads_decisions),
        Formula::Not(inner) => reads_decisions(inner),
        Formula::Atom(key, _) => matches!(
            key,
            ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_)
        ),
    }
}
