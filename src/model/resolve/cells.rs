//! Cells: unary tests of a column's fact or decision, and the values that rows conclude.
//!
//! A test is read as the condition it abbreviates: `>= 10` in the column `households` is
//! `households >= 10`. The cell is the place of all of it.

use super::conclusions::{data, one_value, several};
use super::conditions;
use super::scope::{DecisionHead, Item, Site};
use super::sense::{Sense, sense};
use super::values;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Comparison, Condition, Datum, KindId, NodeId, Quantifier, Subject, TestForm};
use crate::source::Span;
use crate::syntax::parse::{parse_cell, parse_conclusion_cell};
use crate::syntax::tree::{
    Cell, CellTest, Expression, ExpressionNode, Literal, Name, Spanned, UnaryTest,
};
use crate::words::Words;

/// The condition in a cell; any value is an empty `All`. `None`: reported.
pub(super) fn test(
    cell: &Cell,
    column: &Name,
    item: Item,
    csv: bool,
    site: &mut Site<'_, '_>,
) -> Option<Condition> {
    let text = cell.node.trim();
    if text == "-" {
        return Some(Condition::All(Vec::new()));
    }
    let sense = sense(item, site.scope);
    let (text, exact) = match text.strip_prefix('=') {
        Some(after) if csv => (after.trim_start(), false),
        _ => (text, true),
    };
    if let (true, Some(found)) = (exact, plain(text, cell.span, &sense, item, csv, site)) {
        return Some(found);
    }
    let start = cell
        .span
        .end
        .saturating_sub(u32::try_from(text.len()).unwrap_or(u32::MAX))
        .max(cell.span.start);
    let parsed = match parse_cell(text, start) {
        Ok(parsed) => parsed,
        Err(problem) => {
            let problem = match sense {
                Sense::Kind(kind) | Sense::Many(kind) if csv => no_value(cell, kind, site),
                _ => problem,
            };
            site.reports.push(problem);
            return None;
        }
    };
    let name = Name {
        text: column.text.clone(),
        span: cell.span,
    };
    let subject = Expression {
        span: cell.span,
        node: ExpressionNode::Literal(Literal::Name(name)),
    };
    let written = match parsed {
        CellTest::Any => return Some(Condition::All(Vec::new())),
        CellTest::AnyOf(tests) => any_of(&subject, tests, &sense, site)?,
        CellTest::NoneOf(tests) => {
            let inner = any_of(&subject, tests, &sense, site)?;
            Expression {
                span: cell.span,
                node: ExpressionNode::Not(Box::new(inner)),
            }
        }
    };
    conditions::condition(&written, site)
}

/// A cell that is exactly a value, or in a CSV file a text. Exact match goes before case folding.
fn plain(
    text: &str,
    span: Span,
    sense: &Sense,
    item: Item,
    csv: bool,
    site: &Site<'_, '_>,
) -> Option<Condition> {
    let subject = conditions::subject(item)?;
    let form = match (sense, subject) {
        (Sense::Kind(kind), _) => TestForm::Is {
            subject,
            nodes: vec![exactly(text, *kind, csv, site)?],
        },
        (Sense::Many(kind), _) => TestForm::Includes {
            subject,
            quantifier: Quantifier::Any,
            nodes: vec![exactly(text, *kind, csv, site)?],
        },
        (Sense::Text, Subject::Fact(fact)) if csv => TestForm::TextIs {
            fact,
            texts: vec![super::labels::nfc(text)],
        },
        _ => return None,
    };
    Some(conditions::test(form, span))
}

/// The value that a whole cell names.
fn exactly(text: &str, kind: KindId, csv: bool, site: &Site<'_, '_>) -> Option<NodeId> {
    let head = &site.scope.kinds[kind.index()];
    head.values
        .get(text)
        .or_else(|| csv.then(|| head.folded.get(&text.to_lowercase())).flatten())
        .copied()
}

/// `SUBJECT` passes any of the tests.
fn any_of(
    subject: &Expression,
    tests: Vec<UnaryTest>,
    sense: &Sense,
    site: &mut Site<'_, '_>,
) -> Option<Expression> {
    let at = |node: ExpressionNode| Expression {
        span: subject.span,
        node,
    };
    let text = matches!(sense, Sense::Text);
    let (mut any, mut values, mut patterns, mut members) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for test in tests {
        match test {
            UnaryTest::Value(Spanned {
                node: Literal::Text(pattern),
                span,
            }) if text => patterns.push(Spanned {
                node: pattern,
                span,
            }),
            UnaryTest::Value(value) | UnaryTest::Equal(value)
                if matches!(sense, Sense::Many(_)) =>
            {
                members.push(value);
            }
            UnaryTest::Value(value) | UnaryTest::Equal(value) => {
                values.push(end(value, sense, site)?);
            }
            UnaryTest::Compare(op, value) => {
                any.push(at(compare(subject, op, end(value, sense, site)?)));
            }
            UnaryTest::Range(range) => {
                let low = match range.low {
                    Some(low) => Some(end(low, sense, site)?),
                    None => None,
                };
                let high = match range.high {
                    Some(high) => Some(end(high, sense, site)?),
                    None => None,
                };
                any.push(at(match (low, high) {
                    (Some(low), Some(high)) => ExpressionNode::Between {
                        subject: Box::new(subject.clone()),
                        low: Box::new(low),
                        high: Box::new(high),
                    },
                    (Some(low), None) => compare(subject, Comparison::AtLeast, low),
                    (None, Some(high)) => compare(subject, Comparison::AtMost, high),
                    (None, None) => continue,
                }));
            }
        }
    }
    let subject = || Box::new(subject.clone());
    if !patterns.is_empty() {
        any.push(at(ExpressionNode::Mentions {
            subject: subject(),
            quantifier: Quantifier::Any,
            patterns,
        }));
    }
    if !members.is_empty() {
        any.push(at(ExpressionNode::Includes {
            subject: subject(),
            quantifier: Quantifier::Any,
            values: members,
        }));
    }
    if !values.is_empty() {
        any.push(at(ExpressionNode::Is {
            subject: subject(),
            negated: false,
            one_of: values.len() > 1,
            values,
        }));
    }
    Some(match any.pop() {
        Some(only) if any.is_empty() => only,
        Some(last) => {
            any.push(last);
            at(ExpressionNode::Or(any))
        }
        None => at(ExpressionNode::Or(any)),
    })
}

fn compare(subject: &Expression, op: Comparison, right: Expression) -> ExpressionNode {
    ExpressionNode::Compare {
        left: Box::new(subject.clone()),
        op,
        right: Box::new(right),
    }
}

/// A value in a test. Cells hold values, not other facts.
fn end(value: Spanned<Literal>, sense: &Sense, site: &mut Site<'_, '_>) -> Option<Expression> {
    if let (Literal::Name(name), Sense::Quantity) = (&value.node, sense) {
        let text = &name.text;
        let words = Words::new(
            format!("`{text}` is no number, date or duration"),
            format!("`{text}` 不是数字、日期或时长"),
        );
        let help = Words::new(
            "a cell holds values; write a comparison of facts as a rule",
            "单元格里只写值；事实之间的比较请写成规则",
        );
        site.reports
            .push(Diagnostic::error(Code::BadCell, value.span, words).help(help));
        return None;
    }
    Some(Expression {
        span: value.span,
        node: ExpressionNode::Literal(value.node),
    })
}

/// The values in a conclusion cell; none for `-`. `None`: reported.
pub(super) fn conclusion(
    cell: &Cell,
    head: &DecisionHead,
    csv: bool,
    site: &mut Site<'_, '_>,
) -> Option<Vec<Datum>> {
    let text = cell.node.trim();
    if text == "-" {
        return Some(Vec::new());
    }
    let ty = head.ty.as_ref()?;
    if let crate::model::Type::Kind(kind) = ty
        && let Some(node) = exactly(text, *kind, csv, site)
    {
        let kind = &site.scope.kinds[kind.index()].kind;
        let found = &kind.nodes[node.index()];
        if !found.leaf {
            site.reports
                .push(values::not_a_leaf(cell.span, text, kind, node));
            return None;
        }
        return Some(vec![Datum::Leaf(found.first)]);
    }
    let literals = match parse_conclusion_cell(text, cell.span.start) {
        Ok(literals) => literals,
        Err(problem) => {
            let problem = match ty {
                crate::model::Type::Kind(kind) if csv => no_value(cell, *kind, site),
                _ => problem,
            };
            site.reports.push(problem);
            return None;
        }
    };
    let mut values = data(&literals, head, site.scope, site.reports)?;
    if values.len() > 1 && !several(head.collect) {
        site.reports.push(one_value(cell.span, head));
        return None;
    }
    values.sort_unstable();
    values.dedup();
    Some(values)
}

fn no_value(cell: &Cell, kind: KindId, site: &Site<'_, '_>) -> Diagnostic {
    let name = Name {
        text: cell.node.trim().to_owned(),
        span: cell.span,
    };
    Diagnostic {
        code: Code::BadCell,
        ..values::unknown(&name, kind, site.scope)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels, lines, model};
    use crate::model::{Condition, TestForm};

    fn table(given: &str, row: &str) -> String {
        format!("table t given {given}\n | {given} | lead |\n | {row} | street |")
    }

    fn when(given: &str, cell: &str) -> Condition {
        model(&format!("{BASE}{}\n", table(given, cell))).rules[0]
            .when
            .clone()
    }

    fn form(given: &str, cell: &str) -> TestForm {
        let Condition::Test(test) = when(given, cell) else {
            panic!("one test")
        };
        test.form
    }

    #[test]
    fn cells_are_the_conditions_they_abbreviate() {
        assert_eq!(when("matter", "-"), Condition::All(Vec::new()));
        assert!(
            matches!(form("matter", "water, parking"), TestForm::Is { nodes, .. } if nodes.len() == 2)
        );
        assert!(matches!(
            form("tier", ">= common"),
            TestForm::Ranked { leaf: 1, .. }
        ));
        assert!(matches!(
            form("households", "10..20"),
            TestForm::Between { .. }
        ));
        assert!(matches!(
            form("households", ">= 10"),
            TestForm::Compare { .. }
        ));
        assert!(
            matches!(form("words", "\"lift\", \"电梯\""), TestForm::Mentions { patterns, .. } if patterns.len() == 2)
        );
        assert!(matches!(
            form("words", "= \"lift\""),
            TestForm::TextIs { .. }
        ));
        assert!(
            matches!(form("parties", "street, town"), TestForm::Includes { nodes, .. } if nodes.len() == 2)
        );
        assert!(matches!(
            form("planning", "yes"),
            TestForm::YesNo { expected: true, .. }
        ));
        assert!(matches!(when("households", "not 3, 4"), Condition::Not(_)));
        assert!(matches!(when("households", "3, > 10"), Condition::Any(all) if all.len() == 2));
    }

    #[test]
    fn broken_cells_are_told_a_row_each() {
        let wrong = |given: &str, cell: &str| added(&table(given, cell));
        assert_eq!(
            wrong("matter", "prking"),
            ["FL0201 prking: `prking` is no value of `matter`"]
        );
        assert_eq!(
            wrong("matter", "> 5"),
            ["FL0307 > 5: `matter` has no order"]
        );
        assert_eq!(
            wrong("households", "cost"),
            ["FL0407 cost: `cost` is no number, date or duration"]
        );
        assert_eq!(
            wrong("households", "3 days"),
            ["FL0301 3 days: a number is compared with a number of days"]
        );
        assert_eq!(
            wrong("matter", "?"),
            ["FL0407 ?: the cell `?` cannot be read"]
        );
    }

    #[test]
    fn a_csv_cell_is_a_value_first() {
        let rules = "ruleset r\nkind place from \"p.csv\" column name\nkind office { A, B }
            facts { place : place text : text n : integer 0..9 }\ndecision lead : office
            table t from \"t.csv\" given place, text, n";
        let places = ("p.csv", "name\n\"Main St, east\"\nSouth Sq.\n");
        let rows = "place,text,n,lead\n\"Main St, east\",>= 5,>= 5,A\nSOUTH SQ.,= \"x\",-,b\n";
        let (model, found, sources) = levels(&[rules], &[places, ("t.csv", rows)]);
        assert_eq!(lines(&found, &sources), Vec::<String>::new());
        let model = model.unwrap();
        let forms = |rule: usize| match &model.rules[rule].when {
            Condition::All(all) => all
                .iter()
                .map(|part| {
                    if let Condition::Test(test) = part {
                        test.form.clone()
                    } else {
                        panic!("tests")
                    }
                })
                .collect::<Vec<_>>(),
            _ => panic!("several tests"),
        };
        assert!(matches!(&forms(0)[1], TestForm::TextIs { texts, .. } if texts == &[">= 5"]));
        assert!(matches!(&forms(0)[2], TestForm::Compare { .. }));
        assert!(
            matches!(&forms(1)[1], TestForm::Mentions { .. }),
            "`=` makes it a unary test"
        );
        let (_, found, sources) = levels(
            &[rules],
            &[places, ("t.csv", "place,text,n,lead\nNorth - West,a,1,A\n")],
        );
        assert_eq!(
            lines(&found, &sources),
            ["FL0407 North - West: `North - West` is no value of `place`"]
        );
    }
}
