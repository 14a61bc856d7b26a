//! Why a condition is met, not met or open: its tests, told.

use super::distance;
use super::expression::{Sort, written};
use super::holds::{constant, mirrored};
use super::outcome::Tell;
use super::reason::{Actual, Held, Measure, Reason, Relation, Subject, Test, Unsettled};
use super::shown::{Shown, Speaker};
use super::world::{Upstream, World};
use crate::model::text::Folded;
use crate::model::{
    self, Comparison, Condition, Datum, DecisionId, DefineBody, Expr, FactId, NodeId, Quantifier,
    TestForm, Type,
};
use crate::table::arithmetic::inlined;
use crate::verdict::{Knowledge, Outcome};
use crate::words::{Lang, Words};

/// Tells what makes conditions come out as they do, in one world.
pub(super) struct Trace<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) speaker: &'a Speaker<'a>,
}

impl Trace<'_> {
    /// The reasons why a condition (or, if not `wanted`, its contrary) is `held`.
    pub(super) fn why(&self, condition: &Condition, wanted: bool, held: Held) -> Vec<Reason> {
        self.gather(condition, wanted, held, None)
    }

    fn gather(
        &self,
        condition: &Condition,
        wanted: bool,
        held: Held,
        define: Option<&str>,
    ) -> Vec<Reason> {
        match condition {
            Condition::Not(inner) => self.gather(inner, !wanted, held, define),
            Condition::Test(test) => match &test.form {
                TestForm::Defined(id) => {
                    let defined = &self.world.setting.model.defines[id.index()];
                    match &defined.body {
                        DefineBody::Condition(body) => {
                            self.gather(body, wanted, held, define.or(Some(&defined.name)))
                        }
                        DefineBody::Expr(..) => Vec::new(),
                    }
                }
                _ => vec![Reason::Test(Box::new(self.test(test, wanted, define)))],
            },
            Condition::All(parts) if wanted => self.together(parts, wanted, held, define),
            Condition::Any(parts) if !wanted => self.together(parts, wanted, held, define),
            Condition::All(parts) | Condition::Any(parts) => {
                let mut any: Vec<Reason> = self
                    .those(parts, wanted, held)
                    .map(|part| {
                        let mut all = self.gather(part, wanted, held, define);
                        if all.len() == 1 {
                            all.remove(0)
                        } else {
                            Reason::All { all }
                        }
                    })
                    .collect();
                match any.as_slice() {
                    [Reason::All { .. }] => match any.remove(0) {
                        Reason::All { all } => all,
                        other => vec![other],
                    },
                    [_] => any,
                    _ => vec![Reason::Any { any }],
                }
            }
        }
    }

    fn together(
        &self,
        parts: &[Condition],
        wanted: bool,
        held: Held,
        define: Option<&str>,
    ) -> Vec<Reason> {
        self.those(parts, wanted, held)
            .flat_map(|part| self.gather(part, wanted, held, define))
            .collect()
    }

    /// The parts that are held so.
    fn those<'c>(
        &self,
        parts: &'c [Condition],
        wanted: bool,
        held: Held,
    ) -> impl Iterator<Item = &'c Condition> {
        parts.iter().filter(move |part| {
            let holds = self.world.condition(part);
            held == if wanted { holds } else { holds.not() }
        })
    }

    fn test(&self, test: &model::Test, wanted: bool, define: Option<&str>) -> Test {
        let holds = self.world.test(test);
        let mut told = self.form(&test.form);
        told.held = if wanted { holds } else { holds.not() };
        if !wanted {
            self.negate(&mut told, &test.form);
        }
        if told.held == Held::No {
            told.distance = distance::of(self, &test.form, wanted);
        }
        told.define = define.map(str::to_owned);
        told
    }

    /// The contrary of a test. Of a yes/no fact that is the other answer; a decision may be
    /// unclassified, and then both fail.
    fn negate(&self, told: &mut Test, form: &TestForm) {
        if let TestForm::YesNo {
            subject: model::Subject::Fact(_),
            expected,
        } = form
        {
            told.needed = vec![self.speaker.datum(&Type::YesNo, &Datum::YesNo(!expected))];
        } else {
            told.negated = true;
        }
    }

    fn form(&self, form: &TestForm) -> Test {
        match form {
            TestForm::Is { subject, nodes } => {
                self.of_subject(*subject, Relation::Is, self.nodes(*subject, nodes))
            }
            TestForm::Ranked { subject, op, leaf } => {
                let needed = match self.ty(*subject) {
                    Some(ty) => vec![self.speaker.datum(ty, &Datum::Leaf(*leaf))],
                    None => Vec::new(),
                };
                Test {
                    measure: Measure::Rank,
                    ..self.of_subject(*subject, relation(*op), needed)
                }
            }
            TestForm::YesNo { subject, expected } => {
                let needed = self.speaker.datum(&Type::YesNo, &Datum::YesNo(*expected));
                self.of_subject(*subject, Relation::Is, vec![needed])
            }
            TestForm::Includes {
                subject,
                quantifier,
                nodes,
            } => {
                let relation = match quantifier {
                    Quantifier::Any => Relation::IncludesAnyOf,
                    Quantifier::All => Relation::IncludesAllOf,
                };
                self.of_subject(*subject, relation, self.nodes(*subject, nodes))
            }
            TestForm::Compare { left, op, right } => self.comparison(left, *op, right),
            TestForm::Between { subject, low, high } => {
                let sort = Sort::of(self.world.setting.model, subject);
                let ends =
                    [low, high].map(|end| self.side(end, &sort.clone().common(self.sort(end))));
                let mut told = self.of_expression(subject, Relation::Between, &sort);
                told.measure = sort.measure();
                told.needed = ends.into_iter().flatten().collect();
                told
            }
            TestForm::TextIs { fact, texts } => self.of_text(*fact, Relation::Is, texts),
            TestForm::Mentions {
                fact,
                quantifier,
                patterns,
            } => {
                let relation = match quantifier {
                    Quantifier::Any => Relation::MentionsAnyOf,
                    Quantifier::All => Relation::MentionsAllOf,
                };
                let mut told = self.of_text(*fact, relation, patterns);
                if let (Actual::Known(actual), Some(text)) =
                    (&mut told.actual, self.world.setting.folded(*fact))
                {
                    let found = patterns
                        .iter()
                        .filter(|pattern| text.mentions(&Folded::new(pattern)));
                    *actual = self.texts(found.map(String::as_str));
                }
                told
            }
            TestForm::Decided(decision) => self.of_subject(
                model::Subject::Decision(*decision),
                Relation::Decided,
                Vec::new(),
            ),
            TestForm::Defined(_) => unreachable!("definitions are told by their bodies"),
        }
    }

    fn of_subject(&self, subject: model::Subject, relation: Relation, needed: Vec<Shown>) -> Test {
        let model = self.world.setting.model;
        let (subject, actual) = match subject {
            model::Subject::Fact(fact) => (
                Subject::Fact(model.facts[fact.index()].name.clone()),
                self.fact(fact),
            ),
            model::Subject::Decision(decision) => (
                Subject::Decision(model.decisions[decision.index()].name.clone()),
                self.decision(decision),
            ),
        };
        Test {
            subject,
            relation,
            negated: false,
            needed,
            needed_as: None,
            actual,
            held: Held::Open,
            distance: None,
            measure: Measure::None,
            define: None,
        }
    }

    fn of_text(&self, fact: FactId, relation: Relation, texts: &[String]) -> Test {
        let needed = texts
            .iter()
            .map(|text| self.speaker.datum(&Type::Text, &Datum::Text(text.clone())))
            .collect();
        self.of_subject(model::Subject::Fact(fact), relation, needed)
    }

    /// Several texts as one value.
    fn texts<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Shown {
        let each: Vec<Shown> = texts
            .map(|text| {
                self.speaker
                    .datum(&Type::Text, &Datum::Text(text.to_owned()))
            })
            .collect();
        let join = |lang: Lang, by: &str| {
            each.iter()
                .map(|text| text.words.get(lang))
                .collect::<Vec<_>>()
                .join(by)
        };
        let words = Words::new(join(Lang::En, ", "), join(Lang::Zh, "、"));
        Shown {
            value: each.into_iter().map(|text| text.value).collect(),
            words,
        }
    }

    /// A comparison is told of the side that is not constant, the left of two such.
    fn comparison(&self, left: &Expr, op: Comparison, right: &Expr) -> Test {
        let (subject, op, other) = self.sides(left, op, right);
        let sort = self.sort(subject).common(self.sort(other));
        let mut told = self.of_expression(subject, relation(op), &sort);
        told.measure = sort.measure();
        told.needed = self.side(other, &sort).into_iter().collect();
        if self.is_constant(other) {
            return told;
        }
        let written = written(self.world.setting.model, other);
        told.needed_as = Some(Shown {
            value: written.text.into(),
            words: written.words,
        });
        told
    }

    /// What a comparison is told of, how it is compared, and with what.
    pub(super) fn sides<'e>(
        &self,
        left: &'e Expr,
        op: Comparison,
        right: &'e Expr,
    ) -> (&'e Expr, Comparison, &'e Expr) {
        if self.is_constant(left) {
            (right, mirrored(op), left)
        } else {
            (left, op, right)
        }
    }

    fn is_constant(&self, expr: &Expr) -> bool {
        constant(&inlined(self.world.setting.model, expr)).is_some()
    }

    pub(super) fn sort(&self, expr: &Expr) -> Sort {
        Sort::of(self.world.setting.model, expr)
    }

    fn side(&self, expr: &Expr, sort: &Sort) -> Option<Shown> {
        self.world
            .number(expr)
            .map(|number| sort.shown(self.speaker, number))
    }

    fn of_expression(&self, expr: &Expr, relation: Relation, sort: &Sort) -> Test {
        match expr {
            Expr::Fact(fact) => self.of_subject(model::Subject::Fact(*fact), relation, Vec::new()),
            Expr::Decision(decision) => {
                self.of_subject(model::Subject::Decision(*decision), relation, Vec::new())
            }
            _ => {
                let actual = match self.side(expr, sort) {
                    Some(shown) => Actual::Known(shown),
                    None => Actual::Unsettled {
                        status: Unsettled::KnownInPart,
                        among: Vec::new(),
                    },
                };
                let subject = match expr {
                    Expr::AsOf => Subject::Fact("as_of".to_owned()),
                    _ => Subject::Expression(written(self.world.setting.model, expr)),
                };
                Test {
                    subject,
                    relation,
                    negated: false,
                    needed: Vec::new(),
                    needed_as: None,
                    actual,
                    held: Held::Open,
                    distance: None,
                    measure: Measure::None,
                    define: None,
                }
            }
        }
    }

    /// What a fact is.
    pub(super) fn fact(&self, fact: FactId) -> Actual {
        let ty = &self.world.setting.model.facts[fact.index()].ty;
        match self.world.setting.known(fact) {
            Knowledge::Unknown => Actual::Unsettled {
                status: Unsettled::Unknown,
                among: Vec::new(),
            },
            Knowledge::Known(datum) => Actual::Known(self.speaker.datum(ty, datum)),
            Knowledge::OneOf(leaves) => Actual::Unsettled {
                status: Unsettled::KnownInPart,
                among: leaves
                    .iter()
                    .map(|leaf| self.speaker.datum(ty, &Datum::Leaf(*leaf)))
                    .collect(),
            },
        }
    }

    /// What a decision upstream is, in this world.
    fn decision(&self, decision: DecisionId) -> Actual {
        let outcome = &self.world.setting.outcomes.decisions[decision.index()];
        match &self.world.upstream[decision.index()] {
            Upstream::OneOf(values) => match values.as_slice() {
                [Some(value)] => Actual::Known(self.speaker.value(decision, value)),
                [None] => Actual::Unsettled {
                    status: Unsettled::Unclassified,
                    among: Vec::new(),
                },
                several => Actual::Unsettled {
                    status: unsettled(outcome),
                    among: several
                        .iter()
                        .flatten()
                        .map(|value| Tell::value(self.speaker, decision, value))
                        .collect(),
                },
            },
            Upstream::Any => Actual::Unsettled {
                status: unsettled(outcome),
                among: Vec::new(),
            },
        }
    }

    fn ty(&self, subject: model::Subject) -> Option<&Type> {
        let model = self.world.setting.model;
        match subject {
            model::Subject::Fact(fact) => model.facts.get(fact.index()).map(|fact| &fact.ty),
            model::Subject::Decision(decision) => model
                .decisions
                .get(decision.index())
                .map(|decision| &decision.ty),
        }
    }

    fn nodes(&self, subject: model::Subject, nodes: &[NodeId]) -> Vec<Shown> {
        match self.ty(subject) {
            Some(Type::Kind(kind) | Type::Set(kind)) => nodes
                .iter()
                .map(|node| self.speaker.node(*kind, *node))
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn unsettled(outcome: &Outcome) -> Unsettled {
    match outcome {
        Outcome::Contested { .. } => Unsettled::Contested,
        _ => Unsettled::Undetermined,
    }
}

fn relation(op: Comparison) -> Relation {
    match op {
        Comparison::AtLeast => Relation::AtLeast,
        Comparison::AtMost => Relation::AtMost,
        Comparison::MoreThan => Relation::MoreThan,
        Comparison::LessThan => Relation::LessThan,
        Comparison::Equal => Relation::Is,
    }
}
