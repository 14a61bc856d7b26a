//! The coordinates that conditions look at, each with one value a *class*: values that no test of
//! the conditions tells apart, whatever the other coordinates are. And `specialis`, which compares
//! two conditions over all of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::ast::{
    Collect, Condition, Define, Expr, Number, Ruleset, Subject, Test, Type, Value,
};
use super::super::vocabulary::{FACTS, all_leaves, domain, subsets};
use super::completions::all_days;
use super::conditions::At;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coordinate {
    Fact(usize),
    Date,
    /// As a free value, whatever its rules say.
    Decision(usize),
}

/// A value for every coordinate; `None` where there is none, and for an unclassified decision.
#[derive(Debug, Clone)]
pub struct Point {
    pub facts: Vec<Option<Value>>,
    pub as_of: Option<Date>,
    pub decided: Vec<Option<Value>>,
}

/// Everything some conditions look at.
pub struct Coordinates<'a> {
    ruleset: &'a Ruleset,
    tests: Vec<(Test, BTreeSet<Coordinate>)>,
    /// All values there are, or those that stand for all.
    domains: BTreeMap<Coordinate, Vec<Option<Value>>>,
    /// Each class by what tells it from the others, with a value of it.
    pub classes: BTreeMap<Coordinate, BTreeMap<Vec<bool>, Option<Value>>>,
    /// What else tells days apart.
    dated: &'a dyn Fn(Date) -> Vec<bool>,
}

/// Whether the one condition holds for some affairs and decisions as written, and the other for all
/// those and more: over admissible affairs, every value of the decisions that either reads, and
/// all days.
pub fn strictly_fewer(ruleset: &Ruleset, one: &Condition, other: &Condition) -> bool {
    let conditions = [one, other].into_iter().chain(&ruleset.impossible);
    let days = all_days(ruleset);
    let coordinates = Coordinates::of(ruleset, conditions, &days, &|_| Vec::new());
    let mut fewer = false;
    for point in coordinates.points() {
        if !point.is_possible(ruleset) {
            continue;
        }
        match (point.holds(ruleset, one), point.holds(ruleset, other)) {
            (true, false) => return false,
            (false, true) => fewer = true,
            _ => {}
        }
    }
    fewer
}

impl Point {
    fn empty(ruleset: &Ruleset) -> Self {
        Self {
            facts: vec![None; FACTS.len()],
            as_of: None,
            decided: vec![None; ruleset.decisions.len()],
        }
    }

    fn put(&mut self, coordinate: Coordinate, value: &Option<Value>) {
        match (coordinate, value) {
            (Coordinate::Fact(fact), _) => self.facts[fact].clone_from(value),
            (Coordinate::Decision(decision), _) => self.decided[decision].clone_from(value),
            (Coordinate::Date, Some(Value::Date(day))) => self.as_of = Some(*day),
            (Coordinate::Date, _) => self.as_of = None,
        }
    }

    pub fn holds(&self, ruleset: &Ruleset, condition: &Condition) -> bool {
        let at = At {
            ruleset,
            facts: &self.facts,
            as_of: self.as_of,
            decided: &self.decided,
            outcomes: &[],
        };
        at.holds(condition)
    }

    /// Whether no `impossible` clause excludes it.
    pub fn is_possible(&self, ruleset: &Ruleset) -> bool {
        !ruleset
            .impossible
            .iter()
            .any(|impossible| self.holds(ruleset, impossible))
    }
}

impl<'a> Coordinates<'a> {
    pub fn of<'c>(
        ruleset: &'a Ruleset,
        conditions: impl IntoIterator<Item = &'c Condition>,
        days: &[Date],
        dated: &'a dyn Fn(Date) -> Vec<bool>,
    ) -> Self {
        let mut tests = Vec::new();
        conditions
            .into_iter()
            .for_each(|condition| gather(ruleset, condition, &mut tests));
        let mut domains: BTreeMap<Coordinate, Vec<Option<Value>>> = BTreeMap::new();
        for &coordinate in tests.iter().flat_map(|(_, read)| read) {
            domains
                .entry(coordinate)
                .or_insert_with(|| match coordinate {
                    Coordinate::Fact(fact) => domain(fact).into_iter().map(Some).collect(),
                    Coordinate::Decision(decision) => free_values(ruleset, decision),
                    Coordinate::Date => days.iter().copied().map(Value::Date).map(Some).collect(),
                });
        }
        let days = days.iter().copied().map(Value::Date).map(Some).collect();
        domains.entry(Coordinate::Date).or_insert(days);
        let mut it = Self {
            ruleset,
            tests,
            domains,
            classes: BTreeMap::new(),
            dated,
        };
        for (&coordinate, values) in &it.domains {
            let mut classes = BTreeMap::new();
            for value in values {
                classes
                    .entry(it.behaviour(coordinate, value))
                    .or_insert_with(|| value.clone());
            }
            it.classes.insert(coordinate, classes);
        }
        it
    }

    /// What tells the values of a coordinate apart: each test on it, beside every value of the
    /// others that the test reads.
    pub fn behaviour(&self, coordinate: Coordinate, value: &Option<Value>) -> Vec<bool> {
        let mut found = match (coordinate, value) {
            (Coordinate::Date, Some(Value::Date(day))) => (self.dated)(*day),
            _ => Vec::new(),
        };
        for (test, read) in self
            .tests
            .iter()
            .filter(|(_, read)| read.contains(&coordinate))
        {
            let others: Vec<Coordinate> = read
                .iter()
                .copied()
                .filter(|other| *other != coordinate)
                .collect();
            let choices = others
                .iter()
                .map(|other| self.domains[other].iter().collect())
                .collect();
            let condition = Condition::Test(test.clone());
            for mut point in spread(self.ruleset, &others, choices) {
                point.put(coordinate, value);
                found.push(point.holds(self.ruleset, &condition));
            }
        }
        found
    }

    /// One point for each combination of classes.
    pub fn points(&self) -> Vec<Point> {
        let coordinates: Vec<Coordinate> = self.classes.keys().copied().collect();
        let choices = self
            .classes
            .values()
            .map(|classes| classes.values().collect())
            .collect();
        spread(self.ruleset, &coordinates, choices)
    }
}

fn spread(
    ruleset: &Ruleset,
    coordinates: &[Coordinate],
    choices: Vec<Vec<&Option<Value>>>,
) -> Vec<Point> {
    let mut all = vec![Point::empty(ruleset)];
    for (&coordinate, values) in coordinates.iter().zip(choices) {
        let with = |point: &Point, value: &Option<Value>| {
            let mut next = point.clone();
            next.put(coordinate, value);
            next
        };
        all = all
            .iter()
            .flat_map(|point| values.iter().map(move |value| with(point, value)))
            .collect();
    }
    all
}

/// Every value that a decision may have as written, or those that stand for all, and none; of
/// numbers, dates and durations those that something concludes. A count and a sum may be any whole number: what its rules could add up to is not looked at.
fn free_values(ruleset: &Ruleset, number: usize) -> Vec<Option<Value>> {
    let decision = &ruleset.decisions[number];
    let numbers = |range: std::ops::RangeInclusive<i128>| {
        range
            .map(|n| Some(Value::Number(Number::from(n))))
            .collect::<Vec<_>>()
    };
    let mut values: Vec<Option<Value>> = match (decision.ty, decision.collect) {
        (Type::Kind(kind), Some(Collect::List)) => {
            return subsets(&all_leaves(kind))
                .into_iter()
                .map(|set| Some(Value::Set(set)))
                .collect();
        }
        (_, Some(Collect::Count)) => return numbers(0..=5),
        (_, Some(Collect::Sum)) => return numbers(-2..=5),
        (Type::Kind(kind), _) => all_leaves(kind)
            .into_iter()
            .map(Value::Node)
            .map(Some)
            .collect(),
        (Type::YesNo, _) => [false, true].map(Value::YesNo).map(Some).to_vec(),
        _ => concluded(ruleset, number).into_iter().map(Some).collect(),
    };
    values.push(None);
    values
}

/// Every value that a rule or `otherwise` concludes.
fn concluded(ruleset: &Ruleset, decision: usize) -> BTreeSet<Value> {
    let rows = ruleset.table.iter().flat_map(|table| &table.rows);
    let then = ruleset.rules.iter().map(|rule| &rule.then);
    let said = then.chain(rows.map(|row| &row.then));
    let values = said.filter_map(|then| then.get(&decision)).flatten();
    let otherwise = ruleset.decisions[decision].otherwise.iter().flatten();
    values.chain(otherwise).cloned().collect()
}

/// The tests of a condition, those of definitions too, each with what it reads.
fn gather(ruleset: &Ruleset, condition: &Condition, found: &mut Vec<(Test, BTreeSet<Coordinate>)>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| gather(ruleset, part, found));
        }
        Condition::Not(inner) => gather(ruleset, inner, found),
        Condition::Test(Test::Defined(define)) => {
            if let Define::Condition(condition) = &ruleset.defines[*define] {
                gather(ruleset, condition, found);
            }
        }
        // turns on the affair and not on any one coordinate
        Condition::Test(Test::Decided(_)) => {}
        Condition::Test(test) if found.iter().any(|(other, _)| other == test) => {}
        Condition::Test(test) => {
            let mut read = BTreeSet::new();
            reads(ruleset, test, &mut read);
            found.push((test.clone(), read));
        }
    }
}

fn reads(ruleset: &Ruleset, test: &Test, read: &mut BTreeSet<Coordinate>) {
    let subject = |subject: &Subject| match subject {
        Subject::Fact(fact) => Coordinate::Fact(*fact),
        Subject::Decision(decision) => Coordinate::Decision(*decision),
    };
    match test {
        Test::Is { subject: it, .. }
        | Test::Ranked { subject: it, .. }
        | Test::YesNo { subject: it, .. }
        | Test::Includes { subject: it, .. } => drop(read.insert(subject(it))),
        Test::Compare { left, right, .. } => {
            for side in [left, right] {
                reckons(ruleset, side, read);
            }
        }
        Test::Between { subject, low, high } => {
            for side in [subject, low, high] {
                reckons(ruleset, side, read);
            }
        }
        Test::TextIs { fact, .. } | Test::Mentions { fact, .. } => {
            read.insert(Coordinate::Fact(*fact));
        }
        Test::Defined(_) | Test::Decided(_) => unreachable!("taken apart before"),
    }
}

fn reckons(ruleset: &Ruleset, expr: &Expr, read: &mut BTreeSet<Coordinate>) {
    match expr {
        Expr::Literal(_) | Expr::InUnit(..) => {}
        Expr::Fact(fact) => drop(read.insert(Coordinate::Fact(*fact))),
        Expr::Decision(decision) => drop(read.insert(Coordinate::Decision(*decision))),
        Expr::AsOf => drop(read.insert(Coordinate::Date)),
        Expr::Defined(define) => {
            if let Define::Expr(expr) = &ruleset.defines[*define] {
                reckons(ruleset, expr, read);
            }
        }
        Expr::Sum(left, right)
        | Expr::Difference(left, right)
        | Expr::Product(left, right)
        | Expr::Quotient(left, right) => {
            for side in [left, right] {
                reckons(ruleset, side, read);
            }
        }
        Expr::PlusMonths(date, _) => reckons(ruleset, date, read),
    }
}
