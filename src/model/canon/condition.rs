//! Types, values, conditions and expressions in canonical form: ids become names again.

use super::form::{Form, day, list, name, text};
use crate::model::{
    Comparison, Condition, Datum, DecisionId, DefineId, Expr, FactId, Kind, KindId, Model, NodeId,
    Quantifier, Subject, Test, TestForm, Type,
};

/// The names behind a model's ids.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(pub(super) &'a Model);

impl<'a> Names<'a> {
    /// `(kind "tier")`, `(integer 1 30 "CNY")`.
    pub(super) fn ty(self, ty: &Type) -> Form {
        let unit = |unit: &Option<String>| unit.as_deref().map(name);
        match ty {
            Type::Kind(kind) => self.kind_name(*kind),
            Type::Set(kind) => list("set", [self.kind_name(*kind)]),
            Type::YesNo => Form::Word("yes/no"),
            Type::Integer {
                low,
                high,
                unit: named,
            } => list(
                "integer",
                [Form::Bare(low.to_string()), Form::Bare(high.to_string())]
                    .into_iter()
                    .chain(unit(named)),
            ),
            Type::Decimal {
                low,
                high,
                unit: named,
            } => list(
                "decimal",
                [
                    Form::Bare(low.normalize().to_string()),
                    Form::Bare(high.normalize().to_string()),
                ]
                .into_iter()
                .chain(unit(named)),
            ),
            Type::Date { low, high } => list("date", [day(Some(*low)), day(Some(*high))]),
            Type::Duration { low, high } => list(
                "duration",
                [Form::Bare(low.to_string()), Form::Bare(high.to_string())],
            ),
            Type::Text => Form::Word("text"),
        }
    }

    /// `(kind "tier")`, or `(one-of "settlement")` for one that its fact or decision names.
    pub(super) fn kind_name(self, kind: KindId) -> Form {
        let kind = &self.0.kinds[kind.index()];
        list(
            if kind.anonymous { "one-of" } else { "kind" },
            [name(&kind.name)],
        )
    }

    /// A value of a type.
    pub(super) fn datum(self, ty: &Type, datum: &Datum) -> Form {
        match datum {
            Datum::Leaf(leaf) => leaf_name(self.kind_of(ty), *leaf),
            Datum::YesNo(yes) => Form::Word(if *yes { "yes" } else { "no" }),
            Datum::Number(number) => Form::Bare(number.normalize().to_string()),
            Datum::Date(date) => day(Some(*date)),
            Datum::Duration(days) => list("days", [Form::Bare(days.to_string())]),
            Datum::Text(written) => text(written),
            Datum::Set(leaves) => list(
                "set",
                leaves.iter().map(|&leaf| leaf_name(self.kind_of(ty), leaf)),
            ),
        }
    }

    fn nodes(self, subject: Subject, nodes: &[NodeId]) -> Vec<Form> {
        let kind = self.kind_of(self.subject_type(subject));
        let node = |node: &NodeId| match kind.and_then(|kind| kind.nodes.get(node.index())) {
            Some(node) => name(&node.name),
            None => Form::Bare(node.0.to_string()),
        };
        nodes.iter().map(node).collect()
    }

    fn kind_of(self, ty: &Type) -> Option<&'a Kind> {
        match ty {
            Type::Kind(kind) | Type::Set(kind) => self.0.kinds.get(kind.index()),
            _ => None,
        }
    }

    fn subject_type(self, subject: Subject) -> &'a Type {
        match subject {
            Subject::Fact(fact) => &self.0.facts[fact.index()].ty,
            Subject::Decision(decision) => &self.0.decisions[decision.index()].ty,
        }
    }

    /// `(fact "matter")`.
    pub(super) fn fact_name(self, fact: FactId) -> Form {
        list("fact", [name(&self.0.facts[fact.index()].name)])
    }

    /// `(decision "tier")`.
    pub(super) fn decision_name(self, decision: DecisionId) -> Form {
        list("decision", [name(&self.0.decisions[decision.index()].name)])
    }

    fn define_name(self, define: DefineId) -> Form {
        list("define", [name(&self.0.defines[define.index()].name)])
    }

    fn subject(self, subject: Subject) -> Form {
        match subject {
            Subject::Fact(fact) => self.fact_name(fact),
            Subject::Decision(decision) => self.decision_name(decision),
        }
    }

    /// A clause that names one of the bodies.
    pub(super) fn body(self, word: &'static str, leaf: Option<u32>) -> Option<Form> {
        let kind = self
            .0
            .bodies
            .and_then(|kind| self.0.kinds.get(kind.index()));
        leaf.map(|leaf| list(word, [leaf_name(kind, leaf)]))
    }

    /// `(all …)`, `(any …)`, `(not …)` or a test.
    pub(super) fn condition(self, condition: &Condition) -> Form {
        match condition {
            Condition::All(parts) => list("all", parts.iter().map(|part| self.condition(part))),
            Condition::Any(parts) => list("any", parts.iter().map(|part| self.condition(part))),
            Condition::Not(inner) => list("not", [self.condition(inner)]),
            Condition::Test(Test { form, span: _ }) => self.test(form),
        }
    }

    fn test(self, form: &TestForm) -> Form {
        match form {
            TestForm::Is { subject, nodes } => list(
                "is",
                [self.subject(*subject)]
                    .into_iter()
                    .chain(self.nodes(*subject, nodes)),
            ),
            TestForm::Ranked { subject, op, leaf } => list(
                comparison(*op),
                [
                    self.subject(*subject),
                    leaf_name(self.kind_of(self.subject_type(*subject)), *leaf),
                ],
            ),
            TestForm::YesNo { subject, expected } => list(
                if *expected { "yes" } else { "no" },
                [self.subject(*subject)],
            ),
            TestForm::Includes {
                subject,
                quantifier,
                nodes,
            } => list(
                "includes",
                [quantity(*quantifier), self.subject(*subject)]
                    .into_iter()
                    .chain(self.nodes(*subject, nodes)),
            ),
            TestForm::Compare { left, op, right } => {
                list(comparison(*op), [self.expr(left), self.expr(right)])
            }
            TestForm::Between { subject, low, high } => list(
                "between",
                [self.expr(subject), self.expr(low), self.expr(high)],
            ),
            TestForm::TextIs { fact, texts } => list(
                "text-is",
                [self.fact_name(*fact)]
                    .into_iter()
                    .chain(texts.iter().map(|written| text(written))),
            ),
            TestForm::Mentions {
                fact,
                quantifier,
                patterns,
            } => list(
                "mentions",
                [quantity(*quantifier), self.fact_name(*fact)]
                    .into_iter()
                    .chain(patterns.iter().map(|written| text(written))),
            ),
            TestForm::Defined(define) => self.define_name(*define),
            TestForm::Decided(decision) => list("decided", [self.decision_name(*decision)]),
        }
    }

    /// An expression, operator first.
    pub(super) fn expr(self, expr: &Expr) -> Form {
        match expr {
            Expr::Number(number) => Form::Bare(number.normalize().to_string()),
            Expr::Date(date) => day(Some(*date)),
            Expr::Days(days) => list("days", [Form::Bare(days.to_string())]),
            Expr::Fact(fact) => self.fact_name(*fact),
            Expr::Decision(decision) => self.decision_name(*decision),
            Expr::Defined(define) => self.define_name(*define),
            Expr::AsOf => Form::Word("as-of"),
            Expr::Add(left, right) => list("+", [self.expr(left), self.expr(right)]),
            Expr::Subtract(left, right) => list("-", [self.expr(left), self.expr(right)]),
            Expr::Multiply(left, right) => list("*", [self.expr(left), self.expr(right)]),
            Expr::Divide(left, right) => list("/", [self.expr(left), self.expr(right)]),
            Expr::AddMonths(date, months) => {
                list("months", [self.expr(date), Form::Bare(months.to_string())])
            }
        }
    }
}

/// The value of a leaf's number.
pub(super) fn leaf_name(kind: Option<&Kind>, leaf: u32) -> Form {
    // a leaf without its kind cannot be in a checked model; its number keeps digests apart
    kind.map_or_else(
        || Form::Bare(leaf.to_string()),
        |kind| name(&kind.leaf(leaf).name),
    )
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::AtLeast => ">=",
        Comparison::AtMost => "<=",
        Comparison::MoreThan => ">",
        Comparison::LessThan => "<",
        Comparison::Equal => "=",
    }
}

fn quantity(quantifier: Quantifier) -> Form {
    Form::Word(match quantifier {
        Quantifier::Any => "any",
        Quantifier::All => "all",
    })
}
