//! Every affair that two rulesets both admit, one for all that neither tells apart.

use std::collections::BTreeSet;

use fenliu::diff::Days;
use jiff::civil::Date;

use crate::properties::ast::{Condition, Define, Expr, Ruleset, Test};
use crate::properties::reference::completions::{all_days, in_period};
use crate::properties::reference::coordinates::{Coordinate, Coordinates, Point};
use crate::properties::reference::rules::Rules;

/// An affair, and the day on which each ruleset decides it.
pub struct Shared {
    pub point: Point,
    pub days: [Option<Date>; 2],
}

/// The affairs that both admit on these days, and whether each is possible for the old and the new.
pub fn shared(old: &Ruleset, new: &Ruleset, days: &Days) -> Vec<(Shared, [bool; 2])> {
    let (old_rules, new_rules) = (Rules::of(old), Rules::of(new));
    // the definitions of both stand side by side
    let by = new.defines.len();
    let mut both = new.clone();
    both.defines
        .extend(old.defines.iter().map(|define| match define {
            Define::Condition(condition) => Define::Condition(moved(condition, by)),
            Define::Expr(expr) => Define::Expr(moved_expr(expr, by)),
        }));
    both.rules.extend(old.rules.iter().cloned());
    let own = new_rules.list.iter().map(|rule| rule.condition.clone());
    let of_old = old_rules.list.iter().map(|rule| moved(&rule.condition, by));
    let mut conditions: Vec<Condition> = own.chain(of_old).collect();
    conditions.extend(new.impossible.iter().cloned());
    conditions.extend(old.impossible.iter().map(|it| moved(it, by)));
    let every: Vec<Date> = match days {
        Days::Each { old, new } => vec![*old, *new],
        Days::Both(_) => {
            let all: BTreeSet<Date> = all_days(old).into_iter().chain(all_days(new)).collect();
            all.into_iter()
                .filter(|&day| in_period(old, day) && in_period(new, day))
                .collect()
        }
    };
    let dated = |day: Date| -> Vec<bool> {
        let rules = old_rules.list.iter().chain(&new_rules.list);
        rules.map(|rule| rule.in_force(Some(day))).collect()
    };
    let mut coordinates = Coordinates::of(&both, &conditions, &every, &dated);
    coordinates
        .classes
        .retain(|coordinate, _| !matches!(coordinate, Coordinate::Decision(_)));
    if matches!(days, Days::Each { .. }) {
        coordinates.classes.remove(&Coordinate::Date);
    }
    coordinates
        .points()
        .into_iter()
        .map(|point| {
            let days = match days {
                Days::Each { old, new } => [Some(*old), Some(*new)],
                Days::Both(_) => [point.as_of; 2],
            };
            let possible = [point.is_possible(old), point.is_possible(new)];
            (Shared { point, days }, possible)
        })
        .collect()
}

/// A condition whose definitions have moved.
fn moved(condition: &Condition, by: usize) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| moved(part, by)).collect();
    match condition {
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(inner) => Condition::Not(Box::new(moved(inner, by))),
        Condition::Test(Test::Defined(define)) => Condition::Test(Test::Defined(define + by)),
        Condition::Test(Test::Compare { left, op, right }) => Condition::Test(Test::Compare {
            left: moved_expr(left, by),
            op: *op,
            right: moved_expr(right, by),
        }),
        Condition::Test(Test::Between { subject, low, high }) => Condition::Test(Test::Between {
            subject: moved_expr(subject, by),
            low: moved_expr(low, by),
            high: moved_expr(high, by),
        }),
        Condition::Test(test) => Condition::Test(test.clone()),
    }
}

fn moved_expr(expr: &Expr, by: usize) -> Expr {
    let part = |a: &Expr| Box::new(moved_expr(a, by));
    match expr {
        Expr::Defined(define) => Expr::Defined(define + by),
        Expr::Sum(a, b) => Expr::Sum(part(a), part(b)),
        Expr::Difference(a, b) => Expr::Difference(part(a), part(b)),
        Expr::Product(a, b) => Expr::Product(part(a), part(b)),
        Expr::Quotient(a, b) => Expr::Quotient(part(a), part(b)),
        Expr::PlusMonths(a, months) => Expr::PlusMonths(part(a), *months),
        other => other.clone(),
    }
}
