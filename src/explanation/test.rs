//! One test, told: what it looks at, what it asks, what is.

use super::distance;
use super::expression::{Sort, written};
use super::holds::{constant, mirrored};
use super::reason::{Actual, Held, Measure, Relation, Subject, Test, Unsettled};
use super::shown::Shown;
use super::trace::Trace;
use crate::model::text::Folded;
use crate::model::{self, Comparison, Datum, Expr, FactId, NodeId, Quantifier, TestForm, Type};
use crate::table::arithmetic::inlined;
use crate::words::{Lang, Words};

impl Trace<'_> {
    pub(super) fn test(&self, test: &model::Test, wanted: bool, define: Option<&str>) -> Test {
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
        Shown::new(each.iter().map(|text| text.value.clone()).collect(), words)
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
        told.needed_as = Some(Shown::new(written.text.into(), written.words));
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

fn relation(op: Comparison) -> Relation {
    match op {
        Comparison::AtLeast => Relation::AtLeast,
        Comparison::AtMost => Relation::AtMost,
        Comparison::MoreThan => Relation::MoreThan,
        Comparison::LessThan => Relation::LessThan,
        Comparison::Equal => Relation::Is,
    }
}
