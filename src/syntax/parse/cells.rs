//! What stands in the cells of a table; read by the model, which knows their columns.

// a diagnostic is large, and built once, when something is wrong
#![allow(clippy::result_large_err)]

use pest::Parser;

use super::grammar::{Grammar, Pair, Rule};
use super::reading::Reading;
use super::scan::scan;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{CellTest, Comparison, Literal, Spanned, UnaryTest};
use crate::words::Words;

/// A cell of a condition column: `-`, `a, b`, `>= 10`, `10..20`, `not x`, `"lift", "电梯"`.
///
/// # Errors
/// What is no such test (`FL0407`), or what is wrong with a number, date or string in it.
pub fn parse_cell(text: &str, base: u32) -> Result<CellTest, Diagnostic> {
    let expected = Words::new(
        "a cell holds `-` for any value, values parted by commas, `not …`, a comparison like `>= 10`, or a range like `10..20`",
        "单元格里写 `-`（任意值）、用逗号分开的值、`非 …`、比较（如 `>= 10`）或范围（如 `10..20`）",
    );
    read(Rule::cell, text, base, &expected, |reading, cell| {
        let mut tests = Vec::new();
        for part in cell.into_inner() {
            match part.as_rule() {
                Rule::anything => return CellTest::Any,
                Rule::negated_tests => {
                    for part in part.into_inner() {
                        if part.as_rule() == Rule::op_not {
                            reading.check_spelling(&part);
                        } else {
                            tests.extend(reading.unary_test(part));
                        }
                    }
                    return CellTest::NoneOf(tests);
                }
                _ => tests.extend(reading.unary_test(part)),
            }
        }
        CellTest::AnyOf(tests)
    })
}

/// A cell of a conclusion column: `-` (no value), `a`, or `a, b`.
///
/// # Errors
/// What is no value (`FL0407`), or what is wrong with a number, date or string in it.
pub fn parse_conclusion_cell(text: &str, base: u32) -> Result<Vec<Spanned<Literal>>, Diagnostic> {
    let expected = Words::new(
        "a cell holds `-` for no conclusion, a value, or values parted by commas",
        "单元格里写 `-`（没有结论）、一个值，或用逗号分开的几个值",
    );
    read(
        Rule::conclusion_cell,
        text,
        base,
        &expected,
        Reading::literals,
    )
}

/// One value alone: a number with its unit, a date, a duration, a string, yes or no, a name.
///
/// # Errors
/// What is no value (`FL0407`), or what is wrong with a number, date or string in it.
pub fn parse_literal(text: &str, base: u32) -> Result<Spanned<Literal>, Diagnostic> {
    let expected = Words::new(
        "a value is a name, a number with its unit, a date, a duration, a string, `yes` or `no`",
        "值可以是名称、带单位的数、日期、时长、字符串、`是` 或 `否`",
    );
    let values = read(
        Rule::literal_alone,
        text,
        base,
        &expected,
        Reading::literals,
    )?;
    let place = Reading::new(base).place(0, text.len());
    values
        .into_iter()
        .next()
        .ok_or_else(|| not_read(text, place, expected))
}

/// Reads a whole cell by a rule of the grammar.
fn read<T>(
    rule: Rule,
    text: &str,
    base: u32,
    expected: &Words,
    build: impl FnOnce(&mut Reading, Pair<'_>) -> T,
) -> Result<T, Diagnostic> {
    let mut reading = Reading::new(base);
    let whole = reading.place(0, text.len());
    let scanned = scan(text, &mut reading);
    // A cell has no comments: what looks like one is part of it, and no value.
    let comment = scanned.comments.first().map(|comment| comment.span);
    let deep = scanned
        .pieces
        .iter()
        .any(|piece| piece.unreadable || !piece.open_strings.is_empty());
    if let (Some(place), false) = (comment, deep) {
        return Err(not_read(text, place, expected.clone()));
    }
    let pair = match reading
        .problems
        .is_empty()
        .then(|| Grammar::parse(rule, text))
    {
        Some(Ok(mut pairs)) => pairs.next(),
        Some(Err(error)) => {
            let (pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _))) =
                error.location;
            let at = if at < text.len() {
                reading.place(at, text.len())
            } else {
                whole
            };
            return Err(not_read(text, at, expected.clone()));
        }
        None => None,
    };
    let value = pair.map(|pair| build(&mut reading, pair));
    match (reading.problems.into_iter().next(), value) {
        (Some(problem), _) => Err(problem),
        (None, Some(value)) => Ok(value),
        (None, None) => Err(not_read(text, whole, expected.clone())),
    }
}

impl Reading {
    fn unary_test(&mut self, pair: Pair<'_>) -> Option<UnaryTest> {
        if pair.as_rule() != Rule::test {
            return None;
        }
        let mut equal = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::op_is => {}
                Rule::op_equal => {
                    self.check_spelling(&part);
                    equal = true;
                }
                Rule::cell_range | Rule::cell_between => {
                    return Some(UnaryTest::Range(self.range(part)));
                }
                Rule::cell_compare => return self.cell_compare(part),
                _ if equal => return Some(UnaryTest::Equal(self.literal(part))),
                _ => return Some(UnaryTest::Value(self.literal(part))),
            }
        }
        None
    }

    fn cell_compare(&mut self, pair: Pair<'_>) -> Option<UnaryTest> {
        let mut op = Comparison::Equal;
        for part in pair.into_inner() {
            let operator = part.clone();
            op = match part.as_rule() {
                Rule::op_at_least => Comparison::AtLeast,
                Rule::op_at_most => Comparison::AtMost,
                Rule::op_more_than => Comparison::MoreThan,
                Rule::op_less_than => Comparison::LessThan,
                _ => return Some(UnaryTest::Compare(op, self.literal(part))),
            };
            self.check_spelling(&operator);
        }
        None
    }
}

fn not_read(text: &str, place: Span, expected: Words) -> Diagnostic {
    let shown: String = text.trim().chars().take(40).collect();
    let dots = if shown.len() < text.trim().len() {
        "…"
    } else {
        ""
    };
    let message = if shown.is_empty() {
        Words::new("this cell is empty", "这一格是空的")
    } else {
        Words::new(
            format!("the cell `{shown}{dots}` cannot be read"),
            format!("单元格 `{shown}{dots}` 读不懂"),
        )
    };
    Diagnostic::error(Code::BadCell, place, message).help(expected)
}
