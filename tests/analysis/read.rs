//! A compiled ruleset as the enumeration reads it, for texts written by hand. They use the facts and
//! kinds of the vocabulary, whose domains are small, and no tables.

use std::collections::BTreeMap;

use fenliu::model::{self, Comparison, Datum, DefineBody, Model, OverrideTarget, Quantifier};
use rust_decimal::Decimal;

use crate::properties::ast::{
    Collect, Condition, Dates, Decision, Define, Expr, Ground, Guarantee, Head, Number, Op,
    Overlap, Rule, Ruleset, Shift, Subject, Test, Type, Value,
};
use crate::properties::vocabulary::{FACTS, KINDS, all_leaves};

pub fn read(model: &Model) -> Ruleset {
    Reading { model }.ruleset()
}

#[derive(Clone, Copy)]
struct Reading<'m> {
    model: &'m Model,
}

impl Reading<'_> {
    fn ruleset(self) -> Ruleset {
        let model = self.model;
        let id = |rule: model::RuleId| model.rules[rule.index()].id.clone();
        Ruleset {
            levels: model
                .levels
                .iter()
                .map(|level| dates(level.effective, level.adopted))
                .collect(),
            facts: (0..model.facts.len()).map(|fact| self.fact(fact)).collect(),
            recognised: model
                .facts
                .iter()
                .any(|fact| fact.recognised_from.is_some()),
            impossible: model
                .impossible
                .iter()
                .map(|it| self.condition(&it.condition))
                .collect(),
            defines: model
                .defines
                .iter()
                .map(|define| match &define.body {
                    DefineBody::Condition(condition) => {
                        Define::Condition(self.condition(condition))
                    }
                    DefineBody::Expr(expr, _) => Define::Expr(self.expr(expr)),
                })
                .collect(),
            decisions: model
                .decisions
                .iter()
                .map(|decision| self.decision(decision))
                .collect(),
            rules: model.rules.iter().map(|rule| self.rule(rule)).collect(),
            table: None,
            overlaps: model
                .overlaps
                .iter()
                .map(|overlap| Overlap {
                    rules: overlap.rules.iter().copied().map(id).collect(),
                    decision: overlap.decision.index(),
                    until: overlap.until,
                    decided_by: None,
                })
                .collect(),
            shifts: model
                .shifts
                .iter()
                .map(|shift| Shift {
                    decision: shift.decision.index(),
                    from: self.concluded(shift.decision, &shift.from),
                    to: self.concluded(shift.decision, &shift.to),
                    when: self.condition(&shift.when),
                })
                .collect(),
            guarantees: model
                .guarantees
                .iter()
                .map(|guarantee| match &guarantee.claim {
                    model::Claim::Never(one) => Guarantee::Never(self.condition(one)),
                    model::Claim::Always(one) => Guarantee::Always(self.condition(one)),
                    model::Claim::Whenever(one, then) => {
                        Guarantee::Whenever(self.condition(one), self.condition(then))
                    }
                })
                .collect(),
        }
    }

    fn fact(self, fact: usize) -> usize {
        let declared = &self.model.facts[fact];
        let number = FACTS.iter().position(|it| it.name == declared.name);
        let number =
            number.unwrap_or_else(|| panic!("`{}` is not of the vocabulary", declared.name));
        assert_eq!(
            self.ty(&declared.ty),
            FACTS[number].ty,
            "the type of `{}`",
            declared.name
        );
        number
    }

    fn ty(self, ty: &model::Type) -> Type {
        let kind = |id: &model::KindId| {
            let nodes = &self.model.kinds[id.index()].nodes;
            let same = |kind: &crate::properties::vocabulary::Kind| {
                kind.nodes
                    .iter()
                    .map(|node| node.name)
                    .eq(nodes.iter().map(|node| &*node.name))
            };
            KINDS
                .iter()
                .position(same)
                .expect("a kind of the vocabulary")
        };
        match ty {
            model::Type::Kind(id) => Type::Kind(kind(id)),
            model::Type::Set(id) => Type::Set(kind(id)),
            model::Type::YesNo => Type::YesNo,
            model::Type::Integer { .. } => Type::Integer,
            model::Type::Decimal { .. } => Type::Decimal,
            model::Type::Date { .. } => Type::Date,
            model::Type::Duration { .. } => Type::Days,
            model::Type::Text => Type::Text,
        }
    }

    fn decision(self, decision: &model::Decision) -> Decision {
        let ty = self.ty(&decision.ty);
        Decision {
            name: Box::leak(decision.name.clone().into_boxed_str()),
            ty,
            collect: decision.collect.map(|collect| match collect {
                model::Collect::List => Collect::List,
                model::Collect::Min => Collect::Min,
                model::Collect::Max => Collect::Max,
                model::Collect::Sum => Collect::Sum,
                model::Collect::Count => Collect::Count,
            }),
            otherwise: match &decision.otherwise {
                model::Otherwise::Gap => None,
                model::Otherwise::Unclassified(_) => Some(None),
                model::Otherwise::Value(datum) => Some(Some(value(ty, datum))),
            },
            resolve_by: decision
                .resolve_by
                .iter()
                .map(|ground| match ground {
                    model::Ground::Superior => Ground::Superior,
                    model::Ground::Specialis => Ground::Specialis,
                    model::Ground::Posterior => Ground::Posterior,
                    model::Ground::Highest => Ground::Highest,
                    model::Ground::Lowest => Ground::Lowest,
                })
                .collect(),
        }
    }

    fn rule(self, rule: &model::Rule) -> Rule {
        assert!(rule.row.is_none(), "tables are not read");
        let target = |clause: &model::Override| match clause.target {
            OverrideTarget::Rule(id) => self.model.rules[id.index()].id.clone(),
            OverrideTarget::Table(_) => panic!("tables are not read"),
        };
        let mut then: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
        for conclusion in &rule.conclusions {
            let values = conclusion.values.iter();
            let values = values.map(|datum| self.concluded(conclusion.decision, datum));
            then.insert(conclusion.decision.index(), values.collect());
        }
        Rule {
            head: Head {
                id: rule.id.clone(),
                level: rule.level.index(),
                mandatory: rule.mandatory,
                overrides: rule.overrides.iter().map(target).collect(),
                // whatever date `posterior` compares
                dates: dates(rule.effective, rule.dated),
            },
            when: Some(self.condition(&rule.when)),
            unless: rule.unless.as_ref().map(|unless| self.condition(unless)),
            then,
        }
    }

    fn concluded(self, decision: model::DecisionId, datum: &Datum) -> Value {
        value(self.ty(&self.model.decisions[decision.index()].ty), datum)
    }

    fn subject(self, subject: model::Subject) -> Subject {
        match subject {
            model::Subject::Fact(fact) => Subject::Fact(self.fact(fact.index())),
            model::Subject::Decision(decision) => Subject::Decision(decision.index()),
        }
    }

    fn condition(self, condition: &model::Condition) -> Condition {
        let each =
            |parts: &[model::Condition]| parts.iter().map(|part| self.condition(part)).collect();
        match condition {
            model::Condition::All(parts) => Condition::All(each(parts)),
            model::Condition::Any(parts) => Condition::Any(each(parts)),
            model::Condition::Not(inner) => Condition::Not(Box::new(self.condition(inner))),
            model::Condition::Test(test) => Condition::Test(self.test(&test.form)),
        }
    }

    fn test(self, form: &model::TestForm) -> Test {
        use model::TestForm as Form;
        let numbers = |nodes: &[model::NodeId]| nodes.iter().map(|node| node.index()).collect();
        let texts = |texts: &[String]| {
            let leak = |text: &String| &*Box::leak(text.clone().into_boxed_str());
            texts.iter().map(leak).collect()
        };
        match form {
            Form::Is { subject, nodes } => Test::Is {
                subject: self.subject(*subject),
                nodes: numbers(nodes),
                negated: false,
            },
            Form::Ranked { subject, op, leaf } => {
                let subject = self.subject(*subject);
                let ty = match subject {
                    Subject::Fact(fact) => FACTS[fact].ty,
                    Subject::Decision(decision) => self.ty(&self.model.decisions[decision].ty),
                };
                let Type::Kind(kind) = ty else {
                    panic!("a kind")
                };
                let node = all_leaves(kind)[*leaf as usize];
                Test::Ranked {
                    subject,
                    op: by(*op),
                    node,
                }
            }
            Form::YesNo { subject, expected } => Test::YesNo {
                subject: self.subject(*subject),
                said: Some(*expected),
            },
            Form::Includes {
                subject,
                quantifier,
                nodes,
            } => Test::Includes {
                subject: self.subject(*subject),
                all: *quantifier == Quantifier::All,
                nodes: numbers(nodes),
            },
            Form::Compare { left, op, right } => Test::Compare {
                left: self.expr(left),
                op: by(*op),
                right: self.expr(right),
            },
            Form::Between { subject, low, high } => Test::Between {
                subject: self.expr(subject),
                low: self.expr(low),
                high: self.expr(high),
            },
            Form::TextIs { fact, texts: any } => Test::TextIs {
                fact: self.fact(fact.index()),
                texts: texts(any),
                negated: false,
            },
            Form::Mentions {
                fact,
                quantifier,
                patterns,
            } => Test::Mentions {
                fact: self.fact(fact.index()),
                all: *quantifier == Quantifier::All,
                patterns: texts(patterns),
            },
            Form::Defined(define) => Test::Defined(define.index()),
            Form::Decided(decision) => Test::Decided(decision.index()),
        }
    }

    fn expr(self, expr: &model::Expr) -> Expr {
        let both = |left, right| (Box::new(self.expr(left)), Box::new(self.expr(right)));
        match expr {
            model::Expr::Number(number) => Expr::Literal(Value::Number(fraction(*number))),
            model::Expr::Date(day) => Expr::Literal(Value::Date(*day)),
            model::Expr::Days(days) => Expr::Literal(Value::Days(*days)),
            model::Expr::Fact(fact) => Expr::Fact(self.fact(fact.index())),
            model::Expr::Decision(decision) => Expr::Decision(decision.index()),
            model::Expr::Defined(define) => Expr::Defined(define.index()),
            model::Expr::AsOf => Expr::AsOf,
            model::Expr::Add(left, right) => {
                let (left, right) = both(left, right);
                Expr::Sum(left, right)
            }
            model::Expr::Subtract(left, right) => {
                let (left, right) = both(left, right);
                Expr::Difference(left, right)
            }
            model::Expr::Multiply(left, right) => {
                let (left, right) = both(left, right);
                Expr::Product(left, right)
            }
            model::Expr::Divide(left, right) => {
                let (left, right) = both(left, right);
                Expr::Quotient(left, right)
            }
            model::Expr::AddMonths(date, months) => {
                Expr::PlusMonths(Box::new(self.expr(date)), *months)
            }
        }
    }
}

fn dates(effective: model::Period, adopted: Option<jiff::civil::Date>) -> Dates {
    Dates {
        from: effective.from,
        until: effective.until,
        adopted,
    }
}

fn fraction(number: Decimal) -> Number {
    Number::new(number.mantissa(), 10_i128.pow(number.scale()))
}

fn value(ty: Type, datum: &Datum) -> Value {
    match (datum, ty) {
        (Datum::Leaf(leaf), Type::Kind(kind)) => Value::Node(all_leaves(kind)[*leaf as usize]),
        (Datum::YesNo(yes), _) => Value::YesNo(*yes),
        (Datum::Number(number), _) => Value::Number(fraction(*number)),
        (Datum::Date(day), _) => Value::Date(*day),
        (Datum::Duration(days), _) => Value::Days(*days),
        (other, ty) => panic!("{other:?} is concluded of no {ty:?}"),
    }
}

fn by(op: Comparison) -> Op {
    match op {
        Comparison::AtLeast => Op::AtLeast,
        Comparison::AtMost => Op::AtMost,
        Comparison::MoreThan => Op::MoreThan,
        Comparison::LessThan => Op::LessThan,
        Comparison::Equal => Op::Equal,
    }
}
