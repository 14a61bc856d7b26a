//! Conditions and cells from picks, over whatever a rule may read.

use jiff::civil::{Date, date};

use super::ast::{
    Cell, Collect, Condition, Decision, Define, Expr, Number, Op, Subject, Test, Type, Value,
};
use super::raw::{Pick, RawCondition, choose, of};
use super::vocabulary::{
    BUDGET, BUDGET_THRESHOLDS, CROWD, CROWD_THRESHOLDS, FACTS, KINDS, PATTERNS, TEXTS, UNIT,
    all_leaves, domain, millionths,
};

/// Days that conditions compare with.
pub const DAYS: [Date; 4] = [
    date(2024, 1, 30),
    date(2024, 2, 1),
    date(2024, 2, 29),
    date(2024, 3, 1),
];
const OPS: [Op; 5] = [
    Op::AtLeast,
    Op::AtMost,
    Op::MoreThan,
    Op::LessThan,
    Op::Equal,
];

/// What a condition may read.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub facts: &'a [usize],
    /// The decisions before the one concluded.
    pub decisions: &'a [Decision],
    pub defines: &'a [Define],
    pub as_of: bool,
}

#[derive(Clone, Copy)]
enum Read {
    Subject(Subject),
    Define(usize),
    AsOf,
}

impl Scope<'_> {
    pub fn condition(&self, raw: &RawCondition) -> Condition {
        let each = |parts: &[RawCondition]| parts.iter().map(|part| self.condition(part)).collect();
        match raw {
            RawCondition::Test(picks) => self.test(*picks),
            RawCondition::Not(inner) => Condition::Not(Box::new(self.condition(inner))),
            RawCondition::All(parts) => Condition::All(each(parts)),
            RawCondition::Any(parts) => Condition::Any(each(parts)),
        }
    }

    /// One test: what, how, and two values.
    pub fn test(&self, [what, how, a, b]: [Pick; 4]) -> Condition {
        let mut reads: Vec<Read> = self.subjects().into_iter().map(Read::Subject).collect();
        reads.extend((0..self.defines.len()).map(Read::Define));
        reads.extend(self.as_of.then_some(Read::AsOf));
        let test = match of(what, &reads) {
            Read::Define(define) => match &self.defines[define] {
                Define::Condition(_) => Test::Defined(define),
                Define::Expr(_) => {
                    let right = Expr::Literal(Value::Number(of(a, &constants())));
                    Test::Compare {
                        left: Expr::Defined(define),
                        op: of(how, &OPS[..4]),
                        right,
                    }
                }
            },
            Read::AsOf => Test::Compare {
                left: Expr::AsOf,
                op: of(how, &OPS),
                right: day(a),
            },
            Read::Subject(subject) => self.about(subject, how, a, b),
        };
        Condition::Test(test)
    }

    /// Facts, and decisions three times, so that they are read often.
    fn subjects(&self) -> Vec<Subject> {
        let decisions = || (0..self.decisions.len()).map(Subject::Decision);
        self.facts
            .iter()
            .copied()
            .map(Subject::Fact)
            .chain(decisions())
            .chain(decisions())
            .chain(decisions())
            .collect()
    }

    /// The type of the values that tests on it name, and how a decision collects them.
    fn ty(&self, subject: Subject) -> (Type, Option<Collect>) {
        match subject {
            Subject::Fact(fact) => (FACTS[fact].ty, None),
            Subject::Decision(decision) => (
                self.decisions[decision].ty,
                self.decisions[decision].collect,
            ),
        }
    }

    fn about(&self, subject: Subject, how: Pick, a: Pick, b: Pick) -> Test {
        let (ty, collect) = self.ty(subject);
        match (ty, collect) {
            (_, Some(Collect::Sum | Collect::Count)) => {
                let right = Expr::Literal(Value::Number(Number::from(i128::from(a % 4))));
                Test::Compare {
                    left: expr(subject),
                    op: of(how, &OPS[..4]),
                    right,
                }
            }
            (Type::Kind(kind), Some(Collect::List)) | (Type::Set(kind), _) => {
                let nodes = two(kind, a, b, how.is_multiple_of(3));
                Test::Includes {
                    subject,
                    all: how % 3 == 2,
                    nodes,
                }
            }
            (Type::Kind(kind), _) => {
                let op = match how % 8 {
                    0 | 1 => {
                        return Test::Is {
                            subject,
                            nodes: two(kind, a, b, true),
                            negated: how % 8 == 1,
                        };
                    }
                    2 | 3 => {
                        return Test::Is {
                            subject,
                            nodes: two(kind, a, b, false),
                            negated: how % 8 == 3,
                        };
                    }
                    other => OPS[usize::from(other) - 4],
                };
                if KINDS[kind].ordered {
                    Test::Ranked {
                        subject,
                        op,
                        node: of(a, &all_leaves(kind)),
                    }
                } else {
                    Test::Is {
                        subject,
                        nodes: two(kind, a, b, true),
                        negated: false,
                    }
                }
            }
            (Type::YesNo, _) => Test::YesNo {
                subject,
                said: of(how, &[None, Some(true), Some(false), None]),
            },
            (Type::Text, _) => {
                let Subject::Fact(fact) = subject else {
                    unreachable!("a decision is no text")
                };
                let patterns = if how % 6 == 1 {
                    vec![of(a, PATTERNS)]
                } else {
                    distinct(of(a, PATTERNS), of(b, PATTERNS))
                };
                match how % 6 {
                    0 | 1 => Test::Mentions {
                        fact,
                        all: false,
                        patterns,
                    },
                    2 => Test::Mentions {
                        fact,
                        all: true,
                        patterns,
                    },
                    3 => Test::TextIs {
                        fact,
                        texts: distinct(of(a, TEXTS), of(b, TEXTS)),
                        negated: false,
                    },
                    4 => Test::TextIs {
                        fact,
                        texts: vec![of(a, TEXTS)],
                        negated: false,
                    },
                    _ => Test::TextIs {
                        fact,
                        texts: vec![of(a, TEXTS)],
                        negated: true,
                    },
                }
            }
            (Type::Date, _) => self.dates(subject, how, a, b),
            (Type::Integer | Type::Decimal | Type::Days, _) => self.numbers(subject, how, a, b),
        }
    }

    fn dates(&self, subject: Subject, how: Pick, a: Pick, b: Pick) -> Test {
        let subject = expr(subject);
        let op = of(b, &OPS);
        let other = self
            .facts
            .iter()
            .copied()
            .find(|&fact| FACTS[fact].ty == Type::Date && Expr::Fact(fact) != subject);
        let later = Expr::PlusMonths(Box::new(subject.clone()), i32::from(a % 2) + 1);
        match (how % 6, other, self.as_of) {
            (0 | 1, Some(other), _) => {
                let length = Expr::Difference(Box::new(subject), Box::new(Expr::Fact(other)));
                Test::Compare {
                    left: length,
                    op,
                    right: Expr::Literal(Value::Days(i64::from(a % 3) - 1)),
                }
            }
            (2, Some(other), _) => Test::Compare {
                left: subject,
                op,
                right: Expr::Fact(other),
            },
            (3 | 4, _, true) => Test::Compare {
                left: later,
                op,
                right: Expr::AsOf,
            },
            (5, _, true) => {
                let later = Expr::Sum(
                    Box::new(subject),
                    Box::new(Expr::Literal(Value::Days(i64::from(a % 3)))),
                );
                Test::Compare {
                    left: Expr::AsOf,
                    op,
                    right: later,
                }
            }
            (4 | 5, _, _) => Test::Compare {
                left: later,
                op: of(b, &OPS[..4]),
                right: day(a),
            },
            _ => {
                let Expr::Fact(fact) = subject else {
                    unreachable!("a decision is no date")
                };
                Test::Compare {
                    left: subject,
                    op,
                    right: Expr::Literal(of(a, &domain(fact))),
                }
            }
        }
    }

    fn numbers(&self, subject: Subject, how: Pick, a: Pick, b: Pick) -> Test {
        // equality with what can never be is an error
        let op = of(
            how / 16,
            if self.ty(subject).1.is_some() {
                &OPS[..4]
            } else {
                &OPS
            },
        );
        let left = expr(subject);
        let values: Vec<Value> = match subject {
            Subject::Fact(BUDGET) => BUDGET_THRESHOLDS
                .iter()
                .map(|&t| Value::Number(millionths(t)))
                .collect(),
            Subject::Fact(CROWD) => CROWD_THRESHOLDS
                .iter()
                .map(|&t| Value::Number(Number::from(t)))
                .collect(),
            Subject::Fact(fact) => domain(fact),
            Subject::Decision(decision) => super::build::values(self.decisions[decision].ty),
        };
        let literal = |pick: Pick| match of(pick, &values) {
            Value::Number(number) if subject == Subject::Fact(BUDGET) && how.is_multiple_of(2) => {
                Expr::InUnit(number, UNIT)
            }
            value => Expr::Literal(value),
        };
        let others: Vec<usize> = self
            .facts
            .iter()
            .copied()
            .filter(|&fact| arithmetic(fact) && Expr::Fact(fact) != left)
            .collect();
        let reckons = matches!(subject, Subject::Decision(_))
            && matches!(self.ty(subject).0, Type::Integer)
            || matches!(subject, Subject::Fact(fact) if arithmetic(fact));
        if let (true, Some(&other)) = (reckons && how % 8 > 2, choose(b, &others)) {
            let divides = domain(other)
                .iter()
                .all(|value| *value != Value::Number(Number::from(0)));
            let (left, right) = (Box::new(left), Box::new(Expr::Fact(other)));
            let left = match how % 8 {
                3 => {
                    return Test::Compare {
                        left: *left,
                        op,
                        right: *right,
                    };
                }
                4 => Expr::Difference(left, right),
                5 => Expr::Product(left, right),
                6 | 7 if divides => Expr::Quotient(left, right),
                _ => Expr::Sum(left, right),
            };
            return Test::Compare {
                left,
                op: of(how / 16, &OPS[..4]),
                right: Expr::Literal(Value::Number(of(a, &constants()))),
            };
        }
        if how % 8 == 2 {
            let (low, high) = if of(a, &values) <= of(b, &values) {
                (a, b)
            } else {
                (b, a)
            };
            return Test::Between {
                subject: left,
                low: literal(low),
                high: literal(high),
            };
        }
        Test::Compare {
            left,
            op,
            right: literal(a),
        }
    }

    /// The columns a table may have.
    pub fn columns(&self) -> Vec<Subject> {
        let read = |subject: &Subject| match self.ty(*subject) {
            (Type::Set(_), _) | (_, Some(Collect::List | Collect::Sum | Collect::Count)) => false,
            (_, _) => true,
        };
        self.subjects().into_iter().filter(read).collect()
    }

    /// A cell of a column.
    pub fn cell(&self, subject: Subject, [how, a, b]: [Pick; 3]) -> Cell {
        let values: Vec<Value> = match (self.ty(subject).0, subject) {
            (Type::Kind(kind), _) => (0..KINDS[kind].nodes.len()).map(Value::Node).collect(),
            (Type::Text, _) => {
                return if how % 4 == 0 {
                    Cell::Any
                } else {
                    Cell::Mentions(distinct(of(a, PATTERNS), of(b, PATTERNS)))
                };
            }
            (_, Subject::Fact(fact)) => domain(fact),
            (ty, Subject::Decision(_)) => super::build::values(ty),
        };
        let (low, high) = (of(a, &values), of(b, &values));
        let ordered = !matches!(self.ty(subject).0, Type::Kind(_) | Type::YesNo);
        match how % 8 {
            0 | 1 => Cell::Any,
            2 => Cell::Values {
                values: vec![low],
                negated: true,
            },
            3 | 4 if ordered => Cell::Compare(of(how / 8, &OPS[..4]), low),
            5 if ordered => Cell::Range(low.clone().min(high.clone()), low.max(high)),
            6 => Cell::Values {
                values: distinct(low, high),
                negated: false,
            },
            _ => Cell::Values {
                values: vec![low],
                negated: false,
            },
        }
    }
}

fn expr(subject: Subject) -> Expr {
    match subject {
        Subject::Fact(fact) => Expr::Fact(fact),
        Subject::Decision(decision) => Expr::Decision(decision),
    }
}

/// Facts that are reckoned with: numbers without a unit and small.
pub fn arithmetic(fact: usize) -> bool {
    matches!(FACTS[fact].ty, Type::Integer | Type::Decimal) && fact != BUDGET && fact != CROWD
}

/// What sums, products and quotients are compared with.
fn constants() -> Vec<Number> {
    let sizes = [
        0, 1, 2, 1_000_000, 1_500_000, 2_000_000, 4_000_000, -1, -1_000_000, -2_000_000,
    ];
    sizes.map(millionths).to_vec()
}

fn day(pick: Pick) -> Expr {
    Expr::Literal(Value::Date(of(pick, &DAYS)))
}

fn two(kind: usize, a: Pick, b: Pick, single: bool) -> Vec<usize> {
    let nodes: Vec<usize> = (0..KINDS[kind].nodes.len()).collect();
    if single {
        vec![of(a, &nodes)]
    } else {
        distinct(of(a, &nodes), of(b, &nodes))
    }
}

fn distinct<T: PartialEq>(a: T, b: T) -> Vec<T> {
    if a == b { vec![a] } else { vec![a, b] }
}
