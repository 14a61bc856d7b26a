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

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell in a few words; the code of what is wrong with it.
    fn read(text: &str) -> Result<String, Code> {
        let literal = |value: &Spanned<Literal>| {
            text[value.span.start as usize..value.span.end as usize].to_owned()
        };
        let one = |test: &UnaryTest| match test {
            UnaryTest::Value(value) => literal(value),
            UnaryTest::Equal(value) => format!("= {}", literal(value)),
            UnaryTest::Compare(op, value) => format!("{op:?} {}", literal(value)),
            UnaryTest::Range(range) => format!(
                "{}..{}",
                range.low.as_ref().map(literal).unwrap_or_default(),
                range.high.as_ref().map(literal).unwrap_or_default()
            ),
        };
        let all = |tests: &[UnaryTest]| tests.iter().map(one).collect::<Vec<_>>().join(" | ");
        match parse_cell(text, 0) {
            Ok(CellTest::Any) => Ok("any".to_owned()),
            Ok(CellTest::AnyOf(tests)) => Ok(all(&tests)),
            Ok(CellTest::NoneOf(tests)) => Ok(format!("none of {}", all(&tests))),
            Err(problem) => Err(problem.code),
        }
    }

    #[test]
    fn a_condition_cell_is_a_unary_test() {
        for (text, expected) in [
            ("-", "any"),
            (" － ", "any"),
            ("a", "a"),
            ("a, b", "a | b"),
            ("甲、乙", "甲 | 乙"),
            (">= 10", "AtLeast 10"),
            ("≥１０", "AtLeast １０"),
            ("at least 10", "AtLeast 10"),
            ("is at least 10", "AtLeast 10"),
            ("至少 10", "AtLeast 10"),
            ("<10", "LessThan 10"),
            ("多于 5 元, 至多 2 元", "MoreThan 5 元 | AtMost 2 元"),
            ("= 3", "= 3"),
            ("is 3", "3"),
            ("10..20", "10..20"),
            ("10～20", "10..20"),
            ("10 ~ 20 CNY", "10..20 CNY"),
            ("10..", "10.."),
            ("..20", "..20"),
            ("2023-01-01..2024-01-01", "2023-01-01..2024-01-01"),
            ("between 1 and 5", "1..5"),
            ("介于 1 与 5", "1..5"),
            ("1..5, 9", "1..5 | 9"),
            ("-5", "-5"),
            ("-5..-1", "-5..-1"),
            ("not a, b", "none of a | b"),
            ("非 甲", "none of 甲"),
            ("not (a, b)", "none of a | b"),
            ("not >= 5", "none of AtLeast 5"),
            ("\"lift\", “电梯”", "\"lift\" | “电梯”"),
            ("30天", "30天"),
            ("yes", "yes"),
            ("是", "是"),
            ("`when`", "`when`"),
            ("at", "at"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
        for text in [
            "", " ", "a b", "a # b", "when", "a,", "not", "- , a", "..", "a..b", "10 to 20",
            "rule", "#",
        ] {
            assert_eq!(read(text), Err(Code::BadCell), "{text}");
        }
        assert_eq!(read("\"a"), Err(Code::OpenString));
        assert_eq!(read("== 3"), Err(Code::Syntax));
        assert_eq!(read("2023-02-30"), Err(Code::BadDate));
        assert_eq!(read("1.1234567"), Err(Code::BadNumber));
        assert_eq!(read(&"(".repeat(100)), Err(Code::TooDeep));
    }

    #[test]
    fn a_conclusion_cell_is_a_list_of_values() {
        let read = |text: &str| {
            parse_conclusion_cell(text, 7)
                .map(|values| values.len())
                .map_err(|problem| problem.code)
        };
        assert_eq!(read("-"), Ok(0));
        assert_eq!(read("a"), Ok(1));
        assert_eq!(read("a，b、c"), Ok(3));
        assert_eq!(read("30 days"), Ok(1));
        assert_eq!(read(">= 3"), Err(Code::BadCell));
        assert_eq!(read(""), Err(Code::BadCell));
        let place = parse_conclusion_cell("a, b", 7).unwrap()[1].span;
        assert_eq!((place.start, place.end), (10, 11));
    }
}
