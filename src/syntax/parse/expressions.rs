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
        let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
        parts.map(|part| self.expression(part)).collect()
    }

    /// Any level of the grammar.
    fn level(&mut self, pair: Pair<'_>) -> Built {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::expression => self.alternatives(pair),
            Rule::group => match pair.into_inner().find(|part| part.as_rule() == Rule::expression) {
                Some(inner) => self.level(inner),
                None => nothing(span),
            },
            Rule::all_of => self.listed(pair, ExpressionNode::And),
            Rule::any_of => self.listed(pair, ExpressionNode::Or),
            Rule::condition => self.condition(pair),
            Rule::sum => self.sum(pair),
            _ => {
                let literal = self.literal(pair);
                (leaf(literal.node, literal.span), 1)
            }
        }
    }

    /// `a and b or c and d`: `and` binds closer.
    fn alternatives(&mut self, pair: Pair<'_>) -> Built {
        let mut alternatives: Vec<Built> = Vec::new();
        let mut conjunction: Vec<Built> = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::op_and => self.check_spelling(&part),
                Rule::op_or => {
                    self.check_spelling(&part);
                    alternatives.push(joined(std::mem::take(&mut conjunction), ExpressionNode::And));
                }
                _ => conjunction.push(self.level_at(part)),
            }
        }
        alternatives.push(joined(conjunction, ExpressionNode::And));
        joined(alternatives, ExpressionNode::Or)
    }

    /// A level, with the parentheses around it as its place.
    fn level_at(&mut self, pair: Pair<'_>) -> Built {
        let span = self.span(&pair);
        let (mut expression, height) = self.level(pair);
        expression.span = span;
        (expression, height)
    }

    /// `all of (a, b)`.
    fn listed(&mut self, pair: Pair<'_>, join: fn(Vec<Expression>) -> ExpressionNode) -> Built {
        let span = self.span(&pair);
        let members = pair.into_inner().filter(|part| part.as_rule() == Rule::expression);
        let (mut expression, height) = joined(members.map(|member| self.level(member)).collect(), join);
        expression.span = span;
        (expression, height)
    }

    /// `not not a is b`.
    fn condition(&mut self, pair: Pair<'_>) -> Built {
        let span = self.span(&pair);
        let mut starts = Vec::new();
        let mut built = nothing(span);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::op_not => {
                    self.check_spelling(&part);
                    starts.push(self.span(&part).start);
                }
                Rule::sum => built = self.level_at(part),
                _ => built = self.said(built, part),
            }
        }
        if starts.len() > NEGATIONS {
            self.report(too_many_negations(span));
            return built;
        }
        for start in starts.into_iter().rev() {
            built = negation(built, Span::new(start, span.end));
        }
        built
    }

    /// What is said of a value: `is …`, `includes …`, `mentions …`.
    fn said(&mut self, (subject, mut height): Built, tail: Pair<'_>) -> Built {
        let span = Span::new(subject.span.start, self.span(&tail).end);
        let rule = tail.as_rule();
        let mut op = Comparison::Equal;
        let (mut negated, mut decided, mut between, mut one_of, mut all) = (false, false, false, false, false);
        let (mut operands, mut members) = (Vec::new(), Vec::new());
        let (mut values, mut patterns) = (Vec::new(), Vec::new());
        for part in tail.into_inner() {
            let operand = |reading: &mut Self, part: Pair<'_>, height: &mut u32| {
                let (operand, below) = reading.level_at(part);
                *height = below.max(*height);
                operand
            };
            match part.as_rule() {
                Rule::sum | Rule::yes_no => operands.push(operand(self, part, &mut height)),
                Rule::item_list => {
                    for part in part.into_inner() {
                        if matches!(part.as_rule(), Rule::sum | Rule::yes_no) {
                            members.push(operand(self, part, &mut height));
                        }
                    }
                    one_of = true;
                }
                Rule::literal => values.push(self.literal(part)),
                Rule::literal_list => values.extend(self.literals(part)),
                Rule::patterns => {
                    for string in part.into_inner().filter(|inner| inner.as_rule() == Rule::string) {
                        patterns.push(self.text(&string));
                    }
                }
                operator => {
                    self.check_spelling(&part);
                    match operator {
                        Rule::op_at_least => op = Comparison::AtLeast,
                        Rule::op_at_most => op = Comparison::AtMost,
                        Rule::op_more_than => op = Comparison::MoreThan,
                        Rule::op_less_than => op = Comparison::LessThan,
                        Rule::op_not | Rule::op_is_not | Rule::op_unequal | Rule::op_not_in_list => negated = true,
                        Rule::op_between => between = true,
                        Rule::kw_decided => decided = true,
                        Rule::kw_includes_all_of | Rule::kw_mentions_all_of => all = true,
                        _ => {}
                    }
                }
            }
        }
        let subject = Box::new(subject);
        let quantifier = if all { Quantifier::All } else { Quantifier::Any };
        let mut operands = operands.into_iter();
        let mut next = || operands.next().unwrap_or_else(|| leaf(Literal::YesNo(false), span));
        let node = match rule {
            Rule::includes => ExpressionNode::Includes { subject, quantifier, values },
            Rule::mentions => ExpressionNode::Mentions { subject, quantifier, patterns },
            _ if decided => {
                let decided = (Expression { span, node: ExpressionNode::IsDecided(subject) }, height + 1);
                return if negated { negation(decided, span) } else { decided };
            }
            _ if between => ExpressionNode::Between { subject, low: Box::new(next()), high: Box::new(next()) },
            _ if op != Comparison::Equal => ExpressionNode::Compare { left: subject, op, right: Box::new(next()) },
            _ if one_of => ExpressionNode::Is { subject, negated, values: members, one_of },
            _ => ExpressionNode::Is { subject, negated, values: vec![next()], one_of },
        };
        (Expression { span, node }, height + 1)
    }

    /// `a + b * c - d`: to the left, `* /` closer.
    fn sum(&mut self, pair: Pair<'_>) -> Built {
        let span = self.span(&pair);
        let mut total: Option<(Built, Arithmetic)> = None;
        let mut term: Option<Built> = None;
        let mut op = Arithmetic::Add;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::op_arithmetic {
                op = match part.as_str() {
                    "+" | "＋" => Arithmetic::Add,
                    "*" | "＊" | "×" => Arithmetic::Multiply,
                    "/" | "／" | "÷" => Arithmetic::Divide,
                    _ => Arithmetic::Subtract,
                };
                if matches!(op, Arithmetic::Add | Arithmetic::Subtract) {
                    total = term.take().map(|term| (added(total.take(), term), op));
                }
            } else {
                let right = self.level_at(part);
                term = Some(match term.take() {
                    None => right,
                    Some(left) => arithmetic(left, op, right),
                });
            }
        }
        term.map_or_else(|| nothing(span), |term| added(total, term))
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
                Words::new(format!("`{written}` is not an operator here"), format!("这里没有 `{written}` 这个运算符")),
            )
            .help(Words::new(format!("write {en}"), format!("写作 {zh}"))),
        );
    }
}

/// An expression of one literal.
fn leaf(literal: Literal, span: Span) -> Expression {
    Expression { span, node: ExpressionNode::Literal(literal) }
}

/// What the grammar does not leave out.
fn nothing(span: Span) -> Built {
    (leaf(Literal::YesNo(false), span), 1)
}

/// One operand alone, or several joined.
fn joined(mut members: Vec<Built>, join: fn(Vec<Expression>) -> ExpressionNode) -> Built {
    if members.len() == 1 {
        return members.remove(0);
    }
    let height = members.iter().map(|(_, height)| *height).max().unwrap_or_default();
    let members: Vec<Expression> = members.into_iter().map(|(member, _)| member).collect();
    let span = match (members.first(), members.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    (Expression { span, node: join(members) }, height + 1)
}

fn negation((expression, height): Built, span: Span) -> Built {
    (Expression { span, node: ExpressionNode::Not(Box::new(expression)) }, height + 1)
}

/// A term after those before it.
fn added(total: Option<(Built, Arithmetic)>, term: Built) -> Built {
    match total {
        None => term,
        Some((total, op)) => arithmetic(total, op, term),
    }
}

fn arithmetic((left, height): Built, op: Arithmetic, (right, below): Built) -> Built {
    if height > DEEPEST {
        // Not built further: `expression` reports the height.
        return (left, height);
    }
    let span = left.span.to(right.span);
    let node = ExpressionNode::Arithmetic { left: Box::new(left), op, right: Box::new(right) };
    (Expression { span, node }, height.max(below) + 1)
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
    .help(Words::new("give parts of it a name with `define`", "用 `定义` 给其中的部分起名"))
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
    .help(Words::new("two `not`s cancel each other", "两个 `非` 相互抵消"))
}

/// The names that stand as operands anywhere in an expression.
pub(super) fn operand_names<'t>(expression: &'t Expression, names: &mut Vec<&'t Name>) {
    match &expression.node {
        ExpressionNode::And(members) | ExpressionNode::Or(members) => {
            members.iter().for_each(|member| operand_names(member, names));
        }
        ExpressionNode::Not(inner) | ExpressionNode::IsDecided(inner) => operand_names(inner, names),
        ExpressionNode::Is { subject, values, .. } => {
            operand_names(subject, names);
            values.iter().for_each(|value| operand_names(value, names));
        }
        ExpressionNode::Compare { left, right, .. } | ExpressionNode::Arithmetic { left, right, .. } => {
            operand_names(left, names);
            operand_names(right, names);
        }
        ExpressionNode::Between { subject, low, high } => {
            [subject, low, high].into_iter().for_each(|part| operand_names(part, names));
        }
        ExpressionNode::Includes { subject, values, .. } => {
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
