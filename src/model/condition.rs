//! Conditions and expressions, resolved and typed.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{DecisionId, DefineBody, DefineId, FactId, Model, NodeId};
use crate::source::Span;
pub use crate::syntax::tree::{Comparison, Quantifier};

/// A condition, as the author grouped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every one. Empty: always.
    All(Vec<Condition>),
    /// At least one. Empty: never.
    Any(Vec<Condition>),
    /// Not.
    Not(Box<Condition>),
    /// One test.
    Test(Test),
}

/// One test on a fact, a decision or an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What is tested.
    pub form: TestForm,
    /// Where it was written: the words of the rule, or a table cell.
    pub span: Span,
}

/// What a test looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A fact.
    Fact(FactId),
    /// A decision read as a fact.
    Decision(DecisionId),
}

/// The forms of a test. Every one is false on an unclassified decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestForm {
    /// `matter is V`, `is one of (V, …)`: is a kind of one of these nodes of the subject's kind.
    Is {
        /// A fact of a kind, or a decision of a kind that is no collected list or count (`min` and
        /// `max` of an ordered kind are one value).
        subject: Subject,
        /// Nodes of its kind, one or more.
        nodes: Vec<NodeId>,
    },
    /// `tier is at least common`, on an ordered kind.
    Ranked {
        /// A fact or decision of an ordered kind.
        subject: Subject,
        /// How.
        op: Comparison,
        /// A leaf of its kind.
        leaf: u32,
    },
    /// `on_public_road`, `is yes`, `is no`.
    YesNo {
        /// A yes/no fact or decision.
        subject: Subject,
        /// Which.
        expected: bool,
    },
    /// `parties includes V`: some leaf at or below each (all) or any of these nodes is in it.
    Includes {
        /// A set fact, or a collected list of a kind.
        subject: Subject,
        /// Any or all.
        quantifier: Quantifier,
        /// Nodes of its kind, one or more.
        nodes: Vec<NodeId>,
    },
    /// A comparison of two expressions of one type and unit.
    Compare {
        /// Left side.
        left: Expr,
        /// How.
        op: Comparison,
        /// Right side.
        right: Expr,
    },
    /// Both ends included.
    Between {
        /// The subject.
        subject: Expr,
        /// Lower end.
        low: Expr,
        /// Upper end.
        high: Expr,
    },
    /// `description is "…"`: exactly one of these, after NFC.
    TextIs {
        /// A text fact.
        fact: FactId,
        /// NFC texts, one or more.
        texts: Vec<String>,
    },
    /// `description mentions "…"`.
    Mentions {
        /// A text fact.
        fact: FactId,
        /// Any or all.
        quantifier: Quantifier,
        /// As written, one or more; compared after NFKC and case folding.
        patterns: Vec<String>,
    },
    /// A defined condition.
    Defined(DefineId),
    /// `lead is decided`; in guarantees only.
    Decided(DecisionId),
}

/// An exact expression. Never divides by zero and never leaves 128 bits when it is computed with
/// reduced fractions (`num_rational::Ratio<i128>`), and so does the difference of two that are
/// compared: checked over the declared ranges when the model is built (`check/bounds.rs`).
///
/// Dates are day numbers: a date plus days may leave the calendar and compares all the same, only
/// months are clamped to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expr {
    /// A number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A number of days.
    Days(i64),
    /// A fact that is a number, a date or a duration.
    Fact(FactId),
    /// A decision that is one.
    Decision(DecisionId),
    /// A defined expression.
    Defined(DefineId),
    /// The date of the decision.
    AsOf,
    /// Sum; date + days.
    Add(Box<Expr>, Box<Expr>),
    /// Difference; date - days; date - date (days).
    Subtract(Box<Expr>, Box<Expr>),
    /// Product; days × a whole number.
    Multiply(Box<Expr>, Box<Expr>),
    /// Quotient.
    Divide(Box<Expr>, Box<Expr>),
    /// A date and a number of months (negative: before), clamped to the month's end.
    AddMonths(Box<Expr>, i32),
}

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprType {
    /// A number with a unit: units and their powers, ascending, powers not 0. `None`: a bare
    /// literal, which fits any unit.
    Number(Option<Vec<(String, i8)>>),
    /// A date.
    Date,
    /// Days.
    Duration,
}

impl Expr {
    /// The same with each part that it is made of put anew; of one without parts a copy.
    #[must_use]
    pub fn with_parts(&self, part: impl Fn(&Self) -> Self) -> Self {
        let part = |of: &Self| Box::new(part(of));
        match self {
            Self::Add(a, b) => Self::Add(part(a), part(b)),
            Self::Subtract(a, b) => Self::Subtract(part(a), part(b)),
            Self::Multiply(a, b) => Self::Multiply(part(a), part(b)),
            Self::Divide(a, b) => Self::Divide(part(a), part(b)),
            Self::AddMonths(a, months) => Self::AddMonths(part(a), *months),
            Self::Number(_)
            | Self::Date(_)
            | Self::Days(_)
            | Self::Fact(_)
            | Self::Decision(_)
            | Self::Defined(_)
            | Self::AsOf => self.clone(),
        }
    }
}

impl Condition {
    /// The decisions that it tests, definitions put in place; ascending, without repeats.
    pub fn decisions(&self, model: &Model) -> Vec<DecisionId> {
        fn of_expr(expr: &Expr, model: &Model, found: &mut Vec<DecisionId>) {
            match expr {
                Expr::Decision(decision) => found.push(*decision),
                Expr::Defined(define) => {
                    if let DefineBody::Expr(body, _) = &model.defines[define.index()].body {
                        of_expr(body, model, found);
                    }
                }
                Expr::Add(a, b)
                | Expr::Subtract(a, b)
                | Expr::Multiply(a, b)
                | Expr::Divide(a, b) => {
                    of_expr(a, model, found);
                    of_expr(b, model, found);
                }
                Expr::AddMonths(a, _) => of_expr(a, model, found),
                Expr::Number(_) | Expr::Date(_) | Expr::Days(_) | Expr::Fact(_) | Expr::AsOf => {}
            }
        }
        fn gather(condition: &Condition, model: &Model, found: &mut Vec<DecisionId>) {
            let test = match condition {
                Condition::All(parts) | Condition::Any(parts) => {
                    parts.iter().for_each(|part| gather(part, model, found));
                    return;
                }
                Condition::Not(inner) => return gather(inner, model, found),
                Condition::Test(test) => test,
            };
            match &test.form {
                TestForm::Is { subject, .. }
                | TestForm::Ranked { subject, .. }
                | TestForm::YesNo { subject, .. }
                | TestForm::Includes { subject, .. } => {
                    if let Subject::Decision(decision) = subject {
                        found.push(*decision);
                    }
                }
                TestForm::Compare { left, right, .. } => {
                    of_expr(left, model, found);
                    of_expr(right, model, found);
                }
                TestForm::Between { subject, low, high } => {
                    for expr in [subject, low, high] {
                        of_expr(expr, model, found);
                    }
                }
                TestForm::TextIs { .. } | TestForm::Mentions { .. } => {}
                TestForm::Defined(define) => {
                    if let DefineBody::Condition(body) = &model.defines[define.index()].body {
                        gather(body, model, found);
                    }
                }
                TestForm::Decided(decision) => found.push(*decision),
            }
        }
        let mut found = Vec::new();
        gather(self, model, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}
