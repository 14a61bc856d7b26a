//! The ruleset, read for checking: every condition over coordinates and sets of their values.
//!
//! In: the model's conditions. Out: formulas that keep the author's shape, and the coordinates they
//! look at. Definitions are read once.

use std::collections::BTreeMap;

use super::arithmetic::key;
use super::seats::{self, Seat, between, compared};
use super::spans::Spans;
use super::texts::Text;
use crate::model::text::Folded;
use crate::model::{
    Collect, Comparison, Condition, DefineBody, FactId, Model, NodeId, Quantifier, Subject,
    TestForm, Type,
};

/// A condition over coordinates.
#[derive(Debug, Clone)]
pub(super) enum Formula {
    /// Every one.
    All(Vec<Formula>),
    /// At least one.
    Any(Vec<Formula>),
    /// Not.
    Not(Box<Formula>),
    /// A definition, by its number.
    Defined(usize),
    /// The coordinate has one of these values.
    In(usize, Spans),
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    /// `when`, and not `unless`.
    pub(super) condition: Formula,
    /// That it is in force.
    pub(super) in_force: Formula,
}

/// A ruleset, read.
#[derive(Debug)]
pub(super) struct Reading<'m> {
    pub(super) model: &'m Model,
    /// The coordinates that some condition looks at.
    pub(super) seats: Vec<Seat>,
    /// Which values each can have at all.
    pub(super) domains: Vec<Spans>,
    /// By `RuleId`.
    pub(super) rules: Vec<Rule>,
    pub(super) impossible: Vec<Formula>,
    /// By `DefineId`; never met for an expression.
    pub(super) defines: Vec<Formula>,
    /// Text facts.
    pub(super) texts: Vec<Text>,
    /// For each coordinate of a text, which text fact it is of.
    pub(super) text_of: BTreeMap<usize, usize>,
    /// The texts that rules look for; a text's number is its place here.
    pub(super) exact: BTreeMap<FactId, Vec<String>>,
    /// Coordinates of expressions, by what a certificate calls them.
    pub(super) keys: BTreeMap<String, usize>,
    at: BTreeMap<Seat, usize>,
}

impl<'m> Reading<'m> {
    /// Reads a ruleset.
    pub(super) fn new(model: &'m Model) -> Self {
        let mut this = Self {
            model,
            seats: Vec::new(),
            domains: Vec::new(),
            rules: Vec::new(),
            impossible: Vec::new(),
            defines: Vec::new(),
            texts: Vec::new(),
            text_of: BTreeMap::new(),
            exact: BTreeMap::new(),
            keys: BTreeMap::new(),
            at: BTreeMap::new(),
        };
        for define in &model.defines {
            let formula = match &define.body {
                DefineBody::Condition(condition) => this.formula(condition),
                DefineBody::Expr(..) => Formula::Any(Vec::new()),
            };
            this.defines.push(formula);
        }
        for rule in &model.rules {
            let mut condition = vec![this.formula(&rule.when)];
            if let Some(unless) = &rule.unless {
                condition.push(Formula::Not(Box::new(this.formula(unless))));
            }
            let (from, until) = (rule.effective.from, rule.effective.until);
            let days = |date: Option<jiff::civil::Date>| date.map(super::arithmetic::day);
            let in_force = match from.or(until) {
                None => Formula::All(Vec::new()),
                Some(_) => Formula::In(this.seat(Seat::AsOf), between(days(from), days(until))),
            };
            this.rules.push(Rule {
                condition: all(condition),
                in_force,
            });
        }
        for clause in &model.impossible {
            let formula = this.formula(&clause.condition);
            this.impossible.push(formula);
        }
        this.finish();
        this
    }

    /// Where a coordinate is, if some condition looks at it.
    pub(super) fn find(&self, seat: &Seat) -> Option<usize> {
        self.at.get(seat).copied()
    }

    fn finish(&mut self) {
        let mut texts: BTreeMap<FactId, Vec<(usize, Folded)>> = BTreeMap::new();
        for (number, seat) in self.seats.iter().enumerate() {
            let looked_for = match seat {
                Seat::Text(fact) => {
                    texts.entry(*fact).or_default();
                    self.exact.get(fact).map_or(0, Vec::len)
                }
                Seat::Mentions(fact, pattern) => {
                    let pattern = (number, Folded::new(pattern));
                    texts.entry(*fact).or_default().push(pattern);
                    0
                }
                Seat::Expr(expr) => {
                    self.keys.insert(key(self.model, expr), number);
                    0
                }
                _ => 0,
            };
            let domain = seats::domain(self.model, seat, looked_for);
            self.domains.push(domain);
        }
        for (fact, patterns) in texts {
            let exact = self.find(&Seat::Text(fact));
            let seats = patterns.iter().map(|(seat, _)| *seat).chain(exact);
            let number = self.texts.len();
            self.text_of.extend(seats.map(|seat| (seat, number)));
            let named = self.exact.get(&fact).map_or(&[][..], Vec::as_slice);
            self.texts.push(Text::new(exact, named, &patterns));
        }
    }

    pub(super) fn seat(&mut self, seat: Seat) -> usize {
        if let Some(&number) = self.at.get(&seat) {
            return number;
        }
        let number = self.seats.len();
        self.seats.push(seat.clone());
        self.at.insert(seat, number);
        number
    }

    pub(super) fn is(&mut self, seat: Seat, values: Spans) -> Formula {
        Formula::In(self.seat(seat), values)
    }

    fn formula(&mut self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(list) => all(list.iter().map(|it| self.formula(it)).collect()),
            Condition::Any(list) => any(list.iter().map(|it| self.formula(it)).collect()),
            Condition::Not(inner) => Formula::Not(Box::new(self.formula(inner))),
            Condition::Test(test) => self.test(&test.form),
        }
    }

    /// One test. Of a test of the ruleset the coordinates are all there already.
    pub(super) fn test(&mut self, form: &TestForm) -> Formula {
        let model = self.model;
        match form {
            TestForm::Is { subject, nodes } => {
                let leaves = nodes.iter().map(|node| leaves(model, *subject, *node));
                let values = Spans::new(leaves.flat_map(|(first, last)| {
                    Spans::whole(first.into(), last.into()).stretches().to_vec()
                }));
                self.is(value(*subject), values)
            }
            TestForm::Ranked { subject, op, leaf } => {
                self.is(value(*subject), compared(*op, i128::from(*leaf).into()))
            }
            TestForm::YesNo { subject, expected } => {
                self.is(value(*subject), Spans::one((*expected).into()))
            }
            TestForm::Includes {
                subject,
                quantifier,
                nodes,
            } => {
                let one = |node: &NodeId| {
                    let (first, last) = leaves(model, *subject, *node);
                    let leaves = (first..=last).map(|leaf| match *subject {
                        Subject::Fact(fact) => Seat::Has(fact, leaf),
                        Subject::Decision(decision) => Seat::Holds(decision, leaf),
                    });
                    let has = leaves.map(|seat| self.is(seat, Spans::one(1)));
                    any(has.collect())
                };
                quantified(*quantifier, nodes.iter().map(one).collect())
            }
            TestForm::Compare { left, op, right } => self.compare(left, *op, right),
            TestForm::Between { subject, low, high } => Formula::All(vec![
                self.compare(subject, Comparison::AtLeast, low),
                self.compare(subject, Comparison::AtMost, high),
            ]),
            TestForm::TextIs { fact, texts } => {
                let known = self.exact.entry(*fact).or_default();
                let numbers = texts.iter().map(|text| {
                    known
                        .iter()
                        .position(|other| other == text)
                        .unwrap_or_else(|| {
                            known.push(text.clone());
                            known.len() - 1
                        })
                });
                let numbers = numbers.filter_map(|number| i128::try_from(number).ok());
                let values = numbers.flat_map(|number| Spans::one(number).stretches().to_vec());
                let values = Spans::new(values.collect::<Vec<_>>());
                self.is(Seat::Text(*fact), values)
            }
            TestForm::Mentions {
                fact,
                quantifier,
                patterns,
            } => {
                let one = |pattern: &String| match Folded::new(pattern).as_str() {
                    "" => Formula::Any(Vec::new()),
                    folded => self.is(Seat::Mentions(*fact, folded.to_owned()), Spans::one(1)),
                };
                quantified(*quantifier, patterns.iter().map(one).collect())
            }
            TestForm::Defined(define) => Formula::Defined(define.index()),
            TestForm::Decided(decision) => match model.decisions[decision.index()].collect {
                Some(Collect::List) => Formula::All(Vec::new()),
                _ => self.is(Seat::Decision(*decision), seats::some()),
            },
        }
    }
}

/// Every one; of one, that itself.
pub(super) fn all(mut list: Vec<Formula>) -> Formula {
    match list.len() {
        1 => list.remove(0),
        _ => Formula::All(list),
    }
}

/// At least one; of one, that itself. Tests of one coordinate are one test.
pub(super) fn any(list: Vec<Formula>) -> Formula {
    let mut merged: Vec<Formula> = Vec::with_capacity(list.len());
    for formula in list {
        let same = match &formula {
            Formula::In(seat, _) => merged
                .iter()
                .position(|other| matches!(other, Formula::In(of, _) if of == seat)),
            _ => None,
        };
        match (same.map(|same| &mut merged[same]), formula) {
            (Some(Formula::In(_, values)), Formula::In(_, more)) => {
                let both = values.stretches().iter().chain(more.stretches());
                *values = Spans::new(both.copied());
            }
            (_, formula) => merged.push(formula),
        }
    }
    match merged.len() {
        1 => merged.remove(0),
        _ => Formula::Any(merged),
    }
}

fn quantified(quantifier: Quantifier, parts: Vec<Formula>) -> Formula {
    match quantifier {
        Quantifier::Any => any(parts),
        Quantifier::All => all(parts),
    }
}

fn value(subject: Subject) -> Seat {
    match subject {
        Subject::Fact(fact) => Seat::Fact(fact),
        Subject::Decision(decision) => Seat::Decision(decision),
    }
}

/// The first and the last leaf of a node of the subject's kind.
fn leaves(model: &Model, subject: Subject, node: NodeId) -> (u32, u32) {
    let ty = match subject {
        Subject::Fact(fact) => &model.facts[fact.index()].ty,
        Subject::Decision(decision) => &model.decisions[decision.index()].ty,
    };
    let (Type::Kind(kind) | Type::Set(kind)) = ty else {
        unreachable!("the model lets only kinds be tested for their values")
    };
    let node = &model.kinds[kind.index()].nodes[node.index()];
    (node.first, node.end - 1)
}
