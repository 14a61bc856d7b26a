//! A plain prover: cut along what the rules still turn on, until the checker's own reading of a leaf
//! settles it. Slow and without cunning; whoever wants good trees has `analysis`.

use std::collections::BTreeMap;

use crate::model::{Expr, Model};
use crate::verify::arithmetic::{Operand, operands};
use crate::verify::format::{Node, Proof};
use crate::verify::judge::{Goal, Judge, Live};
use crate::verify::part::{Holds, Part};
use crate::verify::reading::{Formula, Reading};
use crate::verify::seats::Seat;
use crate::verify::shown::{coordinate, written};
use crate::verify::spans::Spans;
use crate::verify::standing::Grounds;

/// A proof, or `None` where the claim is false.
pub(super) fn prove(model: &Model, goal: Goal) -> Option<Proof> {
    let reading = Reading::new(model);
    let mut grounds = Grounds::new(model);
    let (judge, live) = Judge::new(&reading, &mut grounds, goal);
    let mut prover = Prover {
        reading: &reading,
        judge,
        proof: Proof::default(),
    };
    let root = prover.prove(live)?;
    Some(prover.proof.from(root))
}

struct Prover<'w, 'r> {
    reading: &'r Reading<'r>,
    judge: Judge<'w, 'r>,
    proof: Proof,
}

impl Prover<'_, '_> {
    fn prove(&mut self, mut live: Live) -> Option<Node> {
        if self.judge.settle(&live).is_ok() {
            return Some(Node::LEAF);
        }
        live.iter_mut().for_each(|rules| self.judge.met(rules));
        let (seat, inside) = self.cut(&live)?;
        let outside = self.judge.part.cell(seat).minus(&inside);
        let mut parts = Vec::new();
        for values in [inside, outside] {
            let mark = self.judge.part.mark();
            let node = match self.judge.part.narrow(seat, &values) {
                true => self.prove(live.clone()),
                false => Some(Node::LEAF),
            };
            self.judge.part.back(mark);
            parts.push((written(self.reading, seat, &values), node?));
        }
        let along = coordinate(self.reading, &self.reading.seats[seat]);
        Some(self.proof.cut(along, parts))
    }

    /// What the rules turn on most: of the decision itself, else upstream, else of what is impossible.
    fn cut(&mut self, live: &Live) -> Option<(usize, Spans)> {
        let reading = self.reading;
        let mut found = BTreeMap::new();
        for rules in live.iter().rev() {
            for (rule, _) in rules.iter().filter(|(_, sure)| !sure) {
                let rule = &reading.rules[rule.index()];
                for formula in [&rule.condition, &rule.in_force] {
                    open(reading, &self.judge.part, formula, &mut found);
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        for formula in &reading.impossible {
            if found.is_empty() && self.judge.part.holds(formula) == Holds::Perhaps {
                open(reading, &self.judge.part, formula, &mut found);
            }
        }
        if found.is_empty() {
            // expressions at odds with each other: their facts tell
            for (seat, it) in reading.seats.iter().enumerate() {
                if let Seat::Expr(expr) = it
                    && *self.judge.part.cell(seat) != reading.domains[seat]
                {
                    halve(reading, &self.judge.part, expr, &mut found);
                }
            }
        }
        let most = found.into_iter().max_by_key(|(_, count)| *count)?;
        Some(most.0)
    }
}

/// Tests of a formula that hold on a part of the part only.
fn open(
    reading: &Reading,
    part: &Part,
    formula: &Formula,
    found: &mut BTreeMap<(usize, Spans), usize>,
) {
    match formula {
        Formula::All(list) | Formula::Any(list) => {
            list.iter().for_each(|it| open(reading, part, it, found));
        }
        Formula::Not(inner) => open(reading, part, inner, found),
        Formula::Defined(define) => open(reading, part, &reading.defines[*define], found),
        Formula::In(seat, values) => {
            let cell = part.cell(*seat);
            if !cell.is_subset(values) && !cell.is_disjoint(values) {
                *found.entry((*seat, cell.and(values))).or_default() += 1;
            }
        }
    }
}

/// The widest fact of an expression, in two.
fn halve(reading: &Reading, part: &Part, expr: &Expr, found: &mut BTreeMap<(usize, Spans), usize>) {
    let seats = operands(expr).into_iter().filter_map(|operand| {
        reading.find(&match operand {
            Operand::AsOf => Seat::AsOf,
            Operand::Fact(fact) => Seat::Fact(fact),
            Operand::Decision(decision) => Seat::Decision(decision),
        })
    });
    let wide = seats.filter_map(|seat| {
        let (low, high) = part.cell(seat).hull()?;
        let width = high.0 - low.0;
        (width > 1.into()).then_some((width, seat, low.0, high.0))
    });
    if let Some((_, seat, low, high)) = wide.max() {
        let middle = ((low + high) / 2).floor().to_integer();
        let lower = part
            .cell(seat)
            .and(&Spans::whole(low.to_integer(), middle - 1));
        *found.entry((seat, lower)).or_default() += 1;
    }
}
