//! One test as it should be told: what it looks at, what it asks, what is.

use serde_json::{Map, Value as Json, json};

use super::knows::{Known, Knows, written};
use super::premises::Premises;
use super::quantity::{Sort, expression};
use super::sight::{Upstream, not};
use super::told::Told;
use super::value::{Value, claimed, one};
use crate::model::text::Folded;
use crate::model::{
    Comparison, DecisionId, Expr, FactId, NodeId, Quantifier, Subject, Test, TestForm, Type,
};
use crate::verify::arithmetic::{Operand, constant, day, in_place, interval};
use crate::verify::part::Holds;
use crate::verify::seats::unit;
use crate::verify::spans::Number;

type Object = Map<String, Json>;

impl Premises<'_, '_, '_> {
    /// A test, or its contrary if that is what is `wanted`, within a definition.
    pub(super) fn asked(&mut self, test: &Test, wanted: bool, define: Option<&str>) -> Json {
        let holds = self.sight.test(self.tester, test);
        let held = if wanted { holds } else { not(holds) };
        let mut told = self.form(&test.form);
        let word = match held {
            Holds::Nowhere => "no",
            Holds::Perhaps => "open",
            Holds::Everywhere => "yes",
        };
        told.insert("held".to_owned(), word.into());
        if !wanted {
            // of a fact that is the other answer; a decision may have none
            if let TestForm::YesNo {
                subject: Subject::Fact(_),
                expected,
            } = &test.form
            {
                told.insert("needed".to_owned(), json!([!expected]));
            } else {
                told.insert("not".to_owned(), true.into());
            }
        }
        if held == Holds::Nowhere
            && let Some((name, by)) = self.distance(&test.form, wanted)
        {
            told.insert(name.to_owned(), by);
        }
        if let Some(define) = define {
            told.insert("define".to_owned(), define.into());
        }
        Json::Object(told)
    }

    fn form(&self, form: &TestForm) -> Object {
        match form {
            TestForm::Is { subject, nodes } => self.of(*subject, "is", self.nodes(*subject, nodes)),
            TestForm::Ranked { subject, op, leaf } => {
                let needed = vec![one(self.model, self.ty(*subject), i128::from(*leaf))];
                self.of(*subject, relation(*op), needed)
            }
            TestForm::YesNo { subject, expected } => self.of(*subject, "is", vec![json!(expected)]),
            TestForm::Includes {
                subject,
                quantifier,
                nodes,
            } => {
                let relation = match quantifier {
                    Quantifier::Any => "includes_any_of",
                    Quantifier::All => "includes_all_of",
                };
                self.of(*subject, relation, self.nodes(*subject, nodes))
            }
            TestForm::Compare { left, op, right } => self.compared(left, *op, right),
            TestForm::Between { subject, low, high } => {
                let sort = Sort::of(self.model, subject);
                let ends = [low, high].into_iter().filter_map(|end| {
                    let sort = sort.clone().beside(Sort::of(self.model, end));
                    Some(sort.written(self.model, self.number(end)?))
                });
                let needed = ends.collect();
                self.of_expression(subject, "between", &sort, needed)
            }
            TestForm::TextIs { fact, texts } => {
                let needed = texts.iter().map(|text| json!(text)).collect();
                self.of(Subject::Fact(*fact), "is", needed)
            }
            TestForm::Mentions {
                fact,
                quantifier,
                patterns,
            } => {
                let relation = match quantifier {
                    Quantifier::Any => "mentions_any_of",
                    Quantifier::All => "mentions_all_of",
                };
                let needed = patterns.iter().map(|text| json!(text)).collect();
                let mut told = self.of(Subject::Fact(*fact), relation, needed);
                if let Knows::Value(Known::Text(text)) = &self.affair.facts[fact.index()] {
                    let text = Folded::new(text);
                    let found = patterns.iter();
                    let found = found.filter(|pattern| text.mentions(&Folded::new(pattern)));
                    let found: Json = found.map(|pattern| json!(pattern)).collect();
                    told.insert("actual".to_owned(), found);
                }
                told
            }
            TestForm::Decided(decision) => {
                self.of(Subject::Decision(*decision), "decided", Vec::new())
            }
            TestForm::Defined(_) => Object::new(),
        }
    }

    /// A comparison is told of the side that is not constant, the left of two such.
    fn compared(&self, left: &Expr, op: Comparison, right: &Expr) -> Object {
        let (subject, op, other) = self.sides(left, op, right);
        let sort = Sort::of(self.model, subject).beside(Sort::of(self.model, other));
        let needed = self.number(other);
        let needed = needed.map(|number| sort.written(self.model, number));
        let mut told =
            self.of_expression(subject, relation(op), &sort, needed.into_iter().collect());
        if !self.is_constant(other) {
            told.insert("needed_as".to_owned(), expression(self.model, other).into());
        }
        told
    }

    pub(super) fn sides<'e>(
        &self,
        left: &'e Expr,
        op: Comparison,
        right: &'e Expr,
    ) -> (&'e Expr, Comparison, &'e Expr) {
        let mirrored = match op {
            Comparison::AtLeast => Comparison::AtMost,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::MoreThan => Comparison::LessThan,
            Comparison::LessThan => Comparison::MoreThan,
            Comparison::Equal => Comparison::Equal,
        };
        match self.is_constant(left) {
            true => (right, mirrored, left),
            false => (left, op, right),
        }
    }

    fn is_constant(&self, expr: &Expr) -> bool {
        constant(&in_place(self.model, expr)).is_some()
    }

    fn of(&self, subject: Subject, relation: &str, needed: Vec<Json>) -> Object {
        let (word, name, actual) = match subject {
            Subject::Fact(fact) => (
                "fact",
                &self.model.facts[fact.index()].name,
                written(self.model, fact, &self.affair.facts[fact.index()]),
            ),
            Subject::Decision(decision) => (
                "decision",
                &self.model.decisions[decision.index()].name,
                self.decision(decision),
            ),
        };
        object(word, name, relation, needed, actual)
    }

    fn of_expression(&self, expr: &Expr, relation: &str, sort: &Sort, needed: Vec<Json>) -> Object {
        let (word, name) = match expr {
            Expr::Fact(fact) => return self.of(Subject::Fact(*fact), relation, needed),
            Expr::Decision(decision) => {
                return self.of(Subject::Decision(*decision), relation, needed);
            }
            Expr::AsOf => ("fact", "as_of".to_owned()),
            other => ("expression", expression(self.model, other)),
        };
        let actual = match self.number(expr) {
            Some(number) => sort.written(self.model, number),
            None => json!({"status": "known_in_part"}),
        };
        object(word, &name, relation, needed, actual)
    }

    /// What a decision upstream is, as it is seen.
    fn decision(&self, id: DecisionId) -> Json {
        let status = match &self.told[id.index()] {
            Told::Contested(_) => "contested",
            _ => "undetermined",
        };
        match &self.sight.upstream[id.index()] {
            Upstream::Any => json!({"status": status}),
            Upstream::OneOf(claims) => match claims.as_slice() {
                [Some(_)] => claimed(self.model, id, &claims[0]),
                [None] => json!({"status": "unclassified"}),
                several => {
                    let some = several.iter().filter(|claim| claim.is_some());
                    let among: Vec<Json> =
                        some.map(|claim| claimed(self.model, id, claim)).collect();
                    json!({"status": status, "among": among})
                }
            },
        }
    }

    fn nodes(&self, subject: Subject, nodes: &[NodeId]) -> Vec<Json> {
        let (Type::Kind(kind) | Type::Set(kind)) = self.ty(subject) else {
            return Vec::new();
        };
        let all = &self.model.kinds[kind.index()].nodes;
        let each = nodes.iter().map(|node| json!(all[node.index()].name));
        each.collect()
    }

    fn ty(&self, subject: Subject) -> &Type {
        match subject {
            Subject::Fact(fact) => &self.model.facts[fact.index()].ty,
            Subject::Decision(decision) => &self.model.decisions[decision.index()].ty,
        }
    }

    /// The value of an expression of which all is known.
    pub(super) fn number(&self, expr: &Expr) -> Option<Number> {
        let expr = in_place(self.model, expr);
        let (low, high) = interval(&expr, &|operand| {
            let exact = self.operand(operand)?;
            Some((exact, exact))
        })?;
        (low == high).then_some(low)
    }

    fn operand(&self, operand: Operand) -> Option<Number> {
        match operand {
            Operand::AsOf => Some(day(self.affair.as_of?).into()),
            Operand::Fact(fact) => {
                let value = self.whole(fact)?;
                Some(Number::new(value, unit(&self.model.facts[fact.index()].ty)))
            }
            Operand::Decision(id) => {
                let ty = super::value::type_of(&self.model.decisions[id.index()]);
                Some(Number::new(self.claim(id)?, unit(&ty)))
            }
        }
    }

    pub(super) fn whole(&self, fact: FactId) -> Option<i128> {
        match &self.affair.facts[fact.index()] {
            Knows::Value(Known::One(value)) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn claim(&self, id: DecisionId) -> Option<i128> {
        match &self.sight.upstream[id.index()] {
            Upstream::OneOf(claims) => match claims.as_slice() {
                [Some(Value::One(value))] => Some(*value),
                _ => None,
            },
            Upstream::Any => None,
        }
    }
}

fn object(word: &str, name: &str, relation: &str, needed: Vec<Json>, actual: Json) -> Object {
    let mut told = Object::new();
    told.insert(word.to_owned(), name.into());
    told.insert("relation".to_owned(), relation.into());
    if !needed.is_empty() {
        told.insert("needed".to_owned(), needed.into());
    }
    told.insert("actual".to_owned(), actual);
    told
}

fn relation(op: Comparison) -> &'static str {
    match op {
        Comparison::AtLeast => "at_least",
        Comparison::AtMost => "at_most",
        Comparison::MoreThan => "more_than",
        Comparison::LessThan => "less_than",
        Comparison::Equal => "is",
    }
}
