//! What is said of a value: `is …`, `includes …`, `mentions …`.

use super::expressions::{Built, leaf, negation, over};
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{
    Comparison, Expression, ExpressionNode, Literal, Quantifier, Spanned, Text,
};
use crate::words::Words;

/// What sort of thing is said.
#[derive(Default, Clone, Copy)]
enum Form {
    /// `is V`, `is one of (…)`, `includes …`, `mentions …`.
    #[default]
    Value,
    /// `is at least`, ….
    Compare(Comparison),
    /// `is between`.
    Between,
    /// `is decided`.
    Decided,
}

/// The parts of what is said, in whatever order the grammar gives them.
#[derive(Default)]
struct Said {
    form: Form,
    /// `not`.
    negated: bool,
    /// `all of`.
    all: bool,
    /// The height of the operands' trees.
    height: u32,
    /// The operands outside a list.
    operands: Vec<Expression>,
    /// The list of `one of (…)`.
    members: Option<Vec<Expression>>,
    /// The values of `includes`.
    values: Vec<Spanned<Literal>>,
    /// The strings of `mentions`.
    patterns: Vec<Text>,
}

impl Reading {
    /// What a tail says of its subject.
    pub(super) fn said(&mut self, subject: Built, tail: Pair<'_>) -> Built {
        let span = Span::new(subject.place.start, self.span(&tail).end);
        let rule = tail.as_rule();
        let mut said = Said {
            height: subject.height,
            ..Said::default()
        };
        for part in tail.into_inner() {
            self.part(part, &mut said);
        }
        let Said {
            form,
            negated,
            all,
            height,
            operands,
            members,
            values,
            patterns,
        } = said;
        let subject = Box::new(subject.expression);
        let quantifier = if all {
            Quantifier::All
        } else {
            Quantifier::Any
        };
        let mut operands = operands.into_iter();
        let mut next = || {
            operands
                .next()
                .unwrap_or_else(|| leaf(Literal::YesNo(false), span))
        };
        let node = match (rule, form) {
            (Rule::includes, _) => ExpressionNode::Includes {
                subject,
                quantifier,
                values,
            },
            (Rule::mentions, _) => ExpressionNode::Mentions {
                subject,
                quantifier,
                patterns,
            },
            (_, Form::Compare(op)) => ExpressionNode::Compare {
                left: subject,
                op,
                right: Box::new(next()),
            },
            (_, Form::Between) => ExpressionNode::Between {
                subject,
                low: Box::new(next()),
                high: Box::new(next()),
            },
            (_, Form::Decided) => {
                let decided = over(height, span, ExpressionNode::IsDecided(subject));
                return if negated {
                    negation(decided, span)
                } else {
                    decided
                };
            }
            (_, Form::Value) => {
                let one_of = members.is_some();
                let values = members.unwrap_or_else(|| vec![next()]);
                ExpressionNode::Is {
                    subject,
                    negated,
                    values,
                    one_of,
                }
            }
        };
        over(height, span, node)
    }

    fn part(&mut self, part: Pair<'_>, said: &mut Said) {
        match part.as_rule() {
            Rule::sum | Rule::yes_no => {
                let operand = self.operand(part, &mut said.height);
                said.operands.push(operand);
            }
            Rule::item_list => {
                let items = part
                    .into_inner()
                    .filter(|item| matches!(item.as_rule(), Rule::sum | Rule::yes_no));
                said.members = Some(
                    items
                        .map(|item| self.operand(item, &mut said.height))
                        .collect(),
                );
            }
            Rule::literal => said.values.push(self.literal(part)),
            Rule::literal_list => said.values.extend(self.literals(part)),
            Rule::patterns => {
                let strings = part
                    .into_inner()
                    .filter(|inner| inner.as_rule() == Rule::string);
                said.patterns
                    .extend(strings.map(|string| self.text(&string)));
            }
            operator => {
                self.check_spelling(&part);
                match operator {
                    Rule::op_at_least => said.form = Form::Compare(Comparison::AtLeast),
                    Rule::op_at_most => said.form = Form::Compare(Comparison::AtMost),
                    Rule::op_more_than => said.form = Form::Compare(Comparison::MoreThan),
                    Rule::op_less_than => said.form = Form::Compare(Comparison::LessThan),
                    Rule::op_not | Rule::op_is_not | Rule::op_unequal | Rule::op_not_in_list => {
                        said.negated = true;
                    }
                    Rule::op_between => said.form = Form::Between,
                    Rule::kw_decided => said.form = Form::Decided,
                    Rule::kw_includes_all_of | Rule::kw_mentions_all_of => said.all = true,
                    _ => {}
                }
            }
        }
    }

    fn operand(&mut self, part: Pair<'_>, height: &mut u32) -> Expression {
        let built = self.level(part);
        *height = built.height.max(*height);
        built.expression
    }

    /// Spellings of other languages are read, and reported.
    pub(super) fn check_spelling(&mut self, operator: &Pair<'_>) {
        let (en, zh) = match operator.as_str() {
            "==" | "＝＝" => ("`=` or `is`", "`=` 或 `是`"),
            "&&" | "＆＆" => ("`and`", "`且`"),
            "||" | "｜｜" => ("`or`", "`或`"),
            "!" | "！" => ("`not`", "`非`"),
            "=>" => ("`>=` or `is at least`", "`>=` 或 `至少`"),
            "=<" => ("`<=` or `is at most`", "`<=` 或 `至多`"),
            _ => return,
        };
        let (written, span) = (operator.as_str(), self.span(operator));
        self.report(
            Diagnostic::error(
                Code::Syntax,
                span,
                Words::new(
                    format!("`{written}` is not an operator here"),
                    format!("这里没有 `{written}` 这个运算符"),
                ),
            )
            .help(Words::new(format!("write {en}"), format!("写作 {zh}"))),
        );
    }
}
