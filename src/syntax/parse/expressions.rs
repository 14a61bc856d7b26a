//! Conditions and arithmetic: from the levels of the grammar to the tree, which has only what was
//! written.

use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{
    Arithmetic, Comparison, Expression, ExpressionNode, Literal, Name, Quantifier, Spanned,
};
use crate::words::Words;

/// The deepest tree an expression may have: every pass after this one may recurse over it.
/// Parentheses are limited to 64 before; this also bounds chains such as `a + b + c` and `not not`.
const DEEPEST: u32 = 200;
/// The most `not`s in a row.
const NEGATIONS: usize = 64;

/// An expression and the height of its tree.
type Built = (Expression, u32);

impl Reading {
    /// The expression inside a clause, or `expression` itself.
    pub(super) fn expression(&mut self, pair: Pair<'_>) -> Expression {
        let span = self.span(&pair);
        let (expression, height) = self.level(pair);
        if height > DEEPEST {
            self.report(too_deep(span));
            return leaf(Literal::YesNo(false), span);
        }
        expression
    }

    /// The expressions among the parts of a match, in order.
    pub(super) fn expressions(&mut self, pair: Pair<'_>) -> Vec<Expression> {
        let parts = pair
            .into_inner()
            .filter(|part| part.as_rule() == Rule::expression);
        parts.map(|part| self.expression(part)).collect()
    }

    /// Any level of the grammar.
    fn level(&mut self, pair: Pair<'_>) -> Built {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::expression | Rule::group => match operands(pair).next() {
                Some(inner) => self.level(inner),
                None => (leaf(Literal::YesNo(false), span), 1),
            },
            Rule::disjunction => self.joined(pair, span, ExpressionNode::Or),
            Rule::conjunction => self.joined(pair, span, ExpressionNode::And),
            Rule::all_of => self.joined(pair, span, ExpressionNode::And),
            Rule::any_of => self.joined(pair, span, ExpressionNode::Or),
            Rule::negation => self.negation(pair, span),
            Rule::comparison => self.comparison(pair, span),
            Rule::sum | Rule::product => self.arithmetic(pair),
            _ => {
                let literal = self.literal(pair);
                (leaf(literal.node, literal.span), 1)
            }
        }
    }

    /// One operand alone, or several joined.
    fn joined(
        &mut self,
        pair: Pair<'_>,
        span: Span,
        join: fn(Vec<Expression>) -> ExpressionNode,
    ) -> Built {
        let mut members = Vec::new();
        let mut height = 0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::op_and | Rule::op_or => self.check_spelling(&part),
                Rule::kw_all_of | Rule::kw_any_of | Rule::open_paren | Rule::close_paren => {}
                _ => {
                    let (member, below) = self.level(part);
                    height = height.max(below);
                    members.push(member);
                }
            }
        }
        match members.len() {
            1 => (members.remove(0), height),
            _ => (
                Expression {
                    span,
                    node: join(members),
                },
                height + 1,
            ),
        }
    }

    fn negation(&mut self, pair: Pair<'_>, span: Span) -> Built {
        let mut starts = Vec::new();
        let mut built = (leaf(Literal::YesNo(false), span), 1);
        for part in pair.into_inner() {
            if part.as_rule() == Rule::op_not {
                self.check_spelling(&part);
                starts.push(self.span(&part));
            } else {
                built = self.level(part);
            }
        }
        if starts.len() > NEGATIONS {
            self.report(too_many_negations(span));
            return built;
        }
        for start in starts.into_iter().rev() {
            let (expression, height) = built;
            let span = start.to(expression.span).to(Span::new(span.end, span.end));
            built = (
                Expression {
                    span,
                    node: ExpressionNode::Not(Box::new(expression)),
                },
                height + 1,
            );
        }
        built
    }

    fn comparison(&mut self, pair: Pair<'_>, span: Span) -> Built {
        let mut parts = pair.into_inner();
        let Some(subject) = parts.next() else {
            return (leaf(Literal::YesNo(false), span), 1);
        };
        let (subject, mut height) = self.level(subject);
        let Some(tail) = parts.next() else {
            return (subject, height);
        };
        let subject = Box::new(subject);
        let rule = tail.as_rule();

        let mut operators = Vec::new();
        let mut operands = Vec::new();
        let mut values = Vec::new();
        let mut patterns = Vec::new();
        for part in tail.into_inner() {
            match part.as_rule() {
                Rule::sum | Rule::yes_no => {
                    let (operand, below) = self.level(part);
                    height = height.max(below);
                    operands.push(operand);
                }
                Rule::literal => values.push(self.literal(part)),
                Rule::literal_list => values.extend(self.literals(part)),
                Rule::patterns => {
                    for string in part
                        .into_inner()
                        .filter(|inner| inner.as_rule() == Rule::string)
                    {
                        patterns.push(self.text(&string));
                    }
                }
                Rule::open_paren | Rule::close_paren => {}
                operator => {
                    self.check_spelling(&part);
                    operators.push(operator);
                }
            }
        }
        let has = |operator: Rule| operators.contains(&operator);
        let mut operands = operands.into_iter();
        let mut next = || {
            Box::new(
                operands
                    .next()
                    .unwrap_or_else(|| leaf(Literal::YesNo(false), span)),
            )
        };

        let node = match rule {
            Rule::compare => {
                let op = if has(Rule::op_at_least) {
                    Comparison::AtLeast
                } else if has(Rule::op_at_most) {
                    Comparison::AtMost
                } else if has(Rule::op_more_than) {
                    Comparison::MoreThan
                } else {
                    Comparison::LessThan
                };
                ExpressionNode::Compare {
                    left: subject,
                    op,
                    right: next(),
                }
            }
            Rule::is_between => ExpressionNode::Between {
                subject,
                low: next(),
                high: next(),
            },
            Rule::is_in_list => ExpressionNode::Is {
                subject,
                negated: has(Rule::op_is_not_one_of),
                values: operands.collect(),
                one_of: true,
            },
            Rule::is_decided => {
                let decided = ExpressionNode::IsDecided(subject);
                if has(Rule::op_is_not) {
                    height += 1;
                    ExpressionNode::Not(Box::new(Expression {
                        span,
                        node: decided,
                    }))
                } else {
                    decided
                }
            }
            Rule::includes => {
                let quantifier = if has(Rule::kw_includes_all_of) {
                    Quantifier::All
                } else {
                    Quantifier::Any
                };
                ExpressionNode::Includes {
                    subject,
                    quantifier,
                    values,
                }
            }
            Rule::mentions => {
                let quantifier = if has(Rule::kw_mentions_all_of) {
                    Quantifier::All
                } else {
                    Quantifier::Any
                };
                ExpressionNode::Mentions {
                    subject,
                    quantifier,
                    patterns,
                }
            }
            _ => ExpressionNode::Is {
                subject,
                negated: has(Rule::op_is_not),
                values: operands.collect(),
                one_of: false,
            },
        };
        (Expression { span, node }, height + 1)
    }

    /// `a + b - c`: to the left.
    fn arithmetic(&mut self, pair: Pair<'_>) -> Built {
        let mut op = Arithmetic::Add;
        let mut built: Option<Built> = None;
        let span = self.span(&pair);
        for part in pair.into_inner() {
            let span = Span::new(span.start, self.span(&part).end);
            match part.as_rule() {
                Rule::op_add => op = Arithmetic::Add,
                Rule::op_subtract => op = Arithmetic::Subtract,
                Rule::op_multiply => op = Arithmetic::Multiply,
                Rule::op_divide => op = Arithmetic::Divide,
                _ => {
                    let (right, below) = self.level(part);
                    built = Some(match built {
                        None => (right, below),
                        // Not built further: `expression` reports the height.
                        Some((left, height)) if height > DEEPEST => (left, height),
                        Some((left, height)) => {
                            let node = ExpressionNode::Arithmetic {
                                left: Box::new(left),
                                op,
                                right: Box::new(right),
                            };
                            (Expression { span, node }, height.max(below) + 1)
                        }
                    });
                }
            }
        }
        built.unwrap_or_else(|| (leaf(Literal::YesNo(false), span), 1))
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

/// An expression of one literal.
fn leaf(literal: Literal, span: Span) -> Expression {
    Expression {
        span,
        node: ExpressionNode::Literal(literal),
    }
}

/// What is no parenthesis.
fn operands(pair: Pair<'_>) -> impl Iterator<Item = Pair<'_>> {
    pair.into_inner()
        .filter(|part| !matches!(part.as_rule(), Rule::open_paren | Rule::close_paren))
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        Words::new(
            format!("this expression is more than {DEEPEST} operators deep"),
            format!("这个表达式的运算嵌套超过 {DEEPEST} 层"),
        ),
    )
    .help(Words::new(
        "give parts of it a name with `define`",
        "用 `定义` 给其中的部分起名",
    ))
}

fn too_many_negations(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooDeep,
        span,
        Words::new(
            format!("more than {NEGATIONS} negations stand in a row"),
            format!("连续的否定超过 {NEGATIONS} 个"),
        ),
    )
    .help(Words::new(
        "two `not`s cancel each other",
        "两个 `非` 相互抵消",
    ))
}

/// The names that stand as operands anywhere in an expression.
pub(super) fn operand_names<'t>(expression: &'t Expression, names: &mut Vec<&'t Name>) {
    match &expression.node {
        ExpressionNode::And(members) | ExpressionNode::Or(members) => {
            members
                .iter()
                .for_each(|member| operand_names(member, names));
        }
        ExpressionNode::Not(inner) | ExpressionNode::IsDecided(inner) => {
            operand_names(inner, names)
        }
        ExpressionNode::Is {
            subject, values, ..
        } => {
            operand_names(subject, names);
            values.iter().for_each(|value| operand_names(value, names));
        }
        ExpressionNode::Compare { left, right, .. }
        | ExpressionNode::Arithmetic { left, right, .. } => {
            operand_names(left, names);
            operand_names(right, names);
        }
        ExpressionNode::Between { subject, low, high } => {
            [subject, low, high]
                .into_iter()
                .for_each(|part| operand_names(part, names));
        }
        ExpressionNode::Includes {
            subject, values, ..
        } => {
            operand_names(subject, names);
            values.iter().for_each(|value| literal_names(value, names));
        }
        ExpressionNode::Mentions { subject, .. } => operand_names(subject, names),
        ExpressionNode::Literal(literal) => push_names(literal, names),
    }
}

/// The name or the unit of a literal.
pub(super) fn literal_names<'t>(literal: &'t Spanned<Literal>, names: &mut Vec<&'t Name>) {
    push_names(&literal.node, names);
}

fn push_names<'t>(literal: &'t Literal, names: &mut Vec<&'t Name>) {
    match literal {
        Literal::Name(name) | Literal::Number(_, Some(name)) => names.push(name),
        _ => {}
    }
}
