//! Conditions and arithmetic: from the levels of the grammar to the tree, which has only what was
//! written.

use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{Arithmetic, Expression, ExpressionNode, Literal, Spanned};
use crate::words::Words;

/// The deepest tree an expression may have: every pass after this one may recurse over it.
/// Parentheses are limited to 64 before; this also bounds chains such as `a + b + c` and `not not`.
const DEEPEST: u32 = 200;
/// The most `not`s in a row.
const NEGATIONS: usize = 64;

/// An expression on its way into the tree.
pub(super) struct Built {
    /// The expression; its own place leaves out the parentheses around it.
    pub(super) expression: Expression,
    /// The height of its tree.
    pub(super) height: u32,
    /// Its place with the parentheses around it.
    pub(super) place: Span,
}

impl Reading {
    /// The expression inside a clause, or `expression` itself.
    pub(super) fn expression(&mut self, pair: Pair<'_>) -> Expression {
        let span = self.span(&pair);
        let Built {
            expression, height, ..
        } = self.level(pair);
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
    pub(super) fn level(&mut self, pair: Pair<'_>) -> Built {
        let place = self.span(&pair);
        let built = match pair.as_rule() {
            Rule::expression => self.alternatives(pair),
            Rule::group => match pair
                .into_inner()
                .find(|part| part.as_rule() == Rule::expression)
            {
                Some(inner) => self.level(inner),
                None => nothing(place),
            },
            Rule::all_of => self.listed(pair, ExpressionNode::And),
            Rule::any_of => self.listed(pair, ExpressionNode::Or),
            Rule::condition => self.condition(pair),
            Rule::sum => self.sum(pair),
            _ => {
                let Spanned { node, span } = self.literal(pair);
                Built {
                    expression: leaf(node, span),
                    height: 1,
                    place,
                }
            }
        };
        Built { place, ..built }
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
                    alternatives.push(joined(
                        std::mem::take(&mut conjunction),
                        ExpressionNode::And,
                    ));
                }
                _ => conjunction.push(self.level(part)),
            }
        }
        alternatives.push(joined(conjunction, ExpressionNode::And));
        joined(alternatives, ExpressionNode::Or)
    }

    /// `all of (a, b)`.
    fn listed(&mut self, pair: Pair<'_>, join: fn(Vec<Expression>) -> ExpressionNode) -> Built {
        let span = self.span(&pair);
        let members = pair
            .into_inner()
            .filter(|part| part.as_rule() == Rule::expression);
        let members: Vec<Built> = members.map(|member| self.level(member)).collect();
        let several = members.len() > 1;
        let mut built = joined(members, join);
        if several {
            built.expression.span = span;
        }
        built
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
                Rule::sum => built = self.level(part),
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
                let right = self.level(part);
                term = Some(match term.take() {
                    None => right,
                    Some(left) => arithmetic(left, op, right),
                });
            }
        }
        term.map_or_else(|| nothing(span), |term| added(total, term))
    }
}

/// An expression of one literal.
pub(super) fn leaf(literal: Literal, span: Span) -> Expression {
    Expression {
        span,
        node: ExpressionNode::Literal(literal),
    }
}

/// What the grammar does not leave out.
fn nothing(place: Span) -> Built {
    Built {
        expression: leaf(Literal::YesNo(false), place),
        height: 1,
        place,
    }
}

/// A node over those below it.
pub(super) fn over(height: u32, span: Span, node: ExpressionNode) -> Built {
    Built {
        expression: Expression { span, node },
        height: height + 1,
        place: span,
    }
}

/// One operand alone, or several joined.
fn joined(mut members: Vec<Built>, join: fn(Vec<Expression>) -> ExpressionNode) -> Built {
    if members.len() == 1 {
        return members.remove(0);
    }
    let height = members
        .iter()
        .map(|member| member.height)
        .max()
        .unwrap_or_default();
    let span = match (members.first(), members.last()) {
        (Some(first), Some(last)) => first.place.to(last.place),
        _ => Span::default(),
    };
    over(
        height,
        span,
        join(
            members
                .into_iter()
                .map(|member| member.expression)
                .collect(),
        ),
    )
}

/// `not` before an expression.
pub(super) fn negation(inner: Built, span: Span) -> Built {
    over(
        inner.height,
        span,
        ExpressionNode::Not(Box::new(inner.expression)),
    )
}

/// A term after those before it.
fn added(total: Option<(Built, Arithmetic)>, term: Built) -> Built {
    match total {
        None => term,
        Some((total, op)) => arithmetic(total, op, term),
    }
}

fn arithmetic(left: Built, op: Arithmetic, right: Built) -> Built {
    if left.height > DEEPEST {
        // Not built further: `expression` reports the height.
        return left;
    }
    let span = left.place.to(right.place);
    let (left_side, right_side) = (Box::new(left.expression), Box::new(right.expression));
    let node = ExpressionNode::Arithmetic {
        left: left_side,
        op,
        right: right_side,
    };
    over(left.height.max(right.height), span, node)
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

#[cfg(test)]
mod tests {
    use super::super::tests::sound;
    use super::*;
    use crate::syntax::tree::{Comparison, Declaration};

    /// An expression with all its parentheses.
    fn full(expression: &Expression) -> String {
        let list = |members: &[Expression], between: &str| {
            members.iter().map(full).collect::<Vec<_>>().join(between)
        };
        match &expression.node {
            ExpressionNode::And(members) => format!("({})", list(members, " & ")),
            ExpressionNode::Or(members) => format!("({})", list(members, " | ")),
            ExpressionNode::Not(inner) => format!("!{}", full(inner)),
            ExpressionNode::Is {
                subject,
                negated,
                values,
                one_of,
            } => format!(
                "({} {}{} {})",
                full(subject),
                if *negated { "not" } else { "is" },
                if *one_of { " in" } else { "" },
                list(values, ",")
            ),
            ExpressionNode::Compare { left, op, right } => {
                let sign = match op {
                    Comparison::AtLeast => ">=",
                    Comparison::AtMost => "<=",
                    Comparison::MoreThan => ">",
                    Comparison::LessThan => "<",
                    Comparison::Equal => "=",
                };
                format!("({} {sign} {})", full(left), full(right))
            }
            ExpressionNode::Between { subject, low, high } => {
                format!("({} in {}..{})", full(subject), full(low), full(high))
            }
            ExpressionNode::Arithmetic { left, op, right } => {
                format!("({} {op:?} {})", full(left), full(right))
            }
            ExpressionNode::IsDecided(inner) => format!("({} decided)", full(inner)),
            ExpressionNode::Literal(Literal::Name(name)) => name.text.clone(),
            ExpressionNode::Literal(Literal::Number(number, _)) => number.to_string(),
            other => format!("{other:?}"),
        }
    }

    fn read(text: &str) -> String {
        let tree = sound(&format!("define x = {text}"));
        let Some(Declaration::Define(define)) = tree.declarations.first() else {
            panic!("no definition")
        };
        full(&define.body)
    }

    #[test]
    fn operators_bind_as_the_page_says() {
        for (text, expected) in [
            ("a or b and c or d", "(a | (b & c) | d)"),
            ("(a or b) and c", "((a | b) & c)"),
            ("not a and b", "(!a & b)"),
            ("not a is b", "!(a is b)"),
            ("not not a", "!!a"),
            ("not (a or b)", "!(a | b)"),
            (
                "all of (a, b and c, any of (d, e))",
                "(a & (b & c) & (d | e))",
            ),
            ("all of (a)", "a"),
            (
                "a + b * c - d / e",
                "((a Add (b Multiply c)) Subtract (d Divide e))",
            ),
            ("(a + b) * c > 5", "(((a Add b) Multiply c) > 5)"),
            ("a - b - c", "((a Subtract b) Subtract c)"),
            ("((((a))))", "a"),
            ("a is b + 1", "(a is (b Add 1))"),
            ("a = b", "(a is b)"),
            ("a != b", "(a not b)"),
            ("a <> b", "(a not b)"),
            ("a ≠ b", "(a not b)"),
            ("a is not b", "(a not b)"),
            ("a is one of (b, c,)", "(a is in b,c)"),
            ("a is not one of (b)", "(a not in b)"),
            ("a is between 1 and 2 and b", "((a in 1..2) & b)"),
            ("a ≥ 1 且 a＜2", "((a >= 1) & (a < 2))"),
            ("a is >= 1", "(a >= 1)"),
            ("a 是 至少 1", "(a >= 1)"),
            (
                "a is decided or a is not decided",
                "((a decided) | !(a decided))",
            ),
            ("decided is `decided`", "(decided is decided)"),
            (
                "date is text and list = min",
                "((date is text) & (list is min))",
            ),
            ("as_of > 决定日", "(as_of > as_of)"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn places_leave_out_parentheses_unless_they_are_inside() {
        let text = "define x = (a + b) * c is at least (d)";
        let tree = sound(text);
        let Some(Declaration::Define(define)) = tree.declarations.first() else {
            panic!("no definition")
        };
        let at = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(at(define.body.span), "(a + b) * c is at least (d)");
        let ExpressionNode::Compare { left, right, .. } = &define.body.node else {
            panic!("no comparison")
        };
        assert_eq!(at(left.span), "(a + b) * c");
        assert_eq!(at(right.span), "d");
        let ExpressionNode::Arithmetic { left, .. } = &left.node else {
            panic!("no product")
        };
        assert_eq!(at(left.span), "a + b");
    }
}
