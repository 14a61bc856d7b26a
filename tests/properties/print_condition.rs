//! Conditions, expressions and values as text.

use jiff::civil::Date;

use super::ast::{Cell, Condition, Expr, Number, Op, Ruleset, Subject, Test, Type, Value};
use super::style::Style;
use super::vocabulary::{FACTS, KINDS};

/// Names of definitions.
pub const DEFINES: [&str; 2] = ["large", "合计数"];

/// Writes what a ruleset says in a style.
pub struct Printer<'a> {
    pub ruleset: &'a Ruleset,
    pub style: Style,
}

/// How tightly a condition is bound by what stands around it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Around {
    Nothing,
    Or,
    And,
    Not,
}

impl Printer<'_> {
    pub fn keyword(&self, english: &'static str) -> &'static str {
        self.style.keyword(english)
    }

    pub fn condition(&self, condition: &Condition) -> String {
        self.within(condition, Around::Nothing)
    }

    fn within(&self, condition: &Condition, around: Around) -> String {
        let (parts, word, group, own) = match condition {
            Condition::Not(inner) => {
                return format!(
                    "{} {}",
                    self.keyword("not"),
                    self.within(inner, Around::Not)
                );
            }
            Condition::Test(test) => {
                let text = self.test(test);
                return if around == Around::Not && !self.style.bare {
                    format!("({text})")
                } else {
                    text
                };
            }
            Condition::All(parts) => (parts, "and", "all of", Around::And),
            Condition::Any(parts) => (parts, "or", "any of", Around::Or),
        };
        if self.style.grouped {
            let parts: Vec<String> = parts.iter().map(|part| self.condition(part)).collect();
            return format!("{} ({})", self.keyword(group), parts.join(", "));
        }
        let parts: Vec<String> = parts.iter().map(|part| self.within(part, own)).collect();
        let text = parts.join(&format!(" {} ", self.keyword(word)));
        // `a and (b and c)` is not `a and b and c`: the author grouped it
        let needed = around >= own;
        if needed || around != Around::Nothing && !self.style.bare {
            format!("({text})")
        } else {
            text
        }
    }

    fn test(&self, test: &Test) -> String {
        match test {
            Test::Is {
                subject,
                nodes,
                negated,
            } => {
                let names = self.nodes(self.kind(*subject), nodes);
                let subject = self.subject(*subject);
                match (&names[..], negated) {
                    ([name], false) => format!("{subject} {} {name}", self.keyword("is")),
                    ([name], true) => format!("{subject} {} {name}", self.keyword("is not")),
                    (_, false) => format!(
                        "{subject} {} ({})",
                        self.keyword("is one of"),
                        names.join(", ")
                    ),
                    (_, true) => {
                        format!(
                            "{} {subject} {} ({})",
                            self.keyword("not"),
                            self.keyword("is one of"),
                            names.join(", ")
                        )
                    }
                }
            }
            Test::Ranked { subject, op, node } => {
                format!(
                    "{} {} {}",
                    self.subject(*subject),
                    self.op(*op),
                    KINDS[self.kind(*subject)].nodes[*node].name
                )
            }
            Test::YesNo {
                subject,
                said: None,
            } => self.subject(*subject).to_owned(),
            Test::YesNo {
                subject,
                said: Some(yes),
            } => {
                format!(
                    "{} {} {}",
                    self.subject(*subject),
                    self.keyword("is"),
                    self.value(Type::YesNo, &Value::YesNo(*yes))
                )
            }
            Test::Includes {
                subject,
                all,
                nodes,
            } => {
                let names = self.nodes(self.kind(*subject), nodes);
                let subject = self.subject(*subject);
                match (&names[..], all) {
                    ([name], false) => format!("{subject} {} {name}", self.keyword("includes")),
                    (_, false) => format!(
                        "{subject} {} ({})",
                        self.keyword("includes any of"),
                        names.join(", ")
                    ),
                    (_, true) => format!(
                        "{subject} {} ({})",
                        self.keyword("includes all of"),
                        names.join(", ")
                    ),
                }
            }
            Test::Compare { left, op, right } => {
                format!("{} {} {}", self.expr(left), self.op(*op), self.expr(right))
            }
            Test::Between { subject, low, high } => {
                let (is_between, and) = (
                    self.keyword("is between"),
                    if self.style.chinese { "与" } else { "and" },
                );
                format!(
                    "{} {is_between} {} {and} {}",
                    self.expr(subject),
                    self.expr(low),
                    self.expr(high)
                )
            }
            Test::TextIs {
                fact,
                texts,
                negated,
            } => {
                let quoted = quoted(texts);
                match (texts.len(), negated) {
                    (1, false) => format!("{} {} {quoted}", FACTS[*fact].name, self.keyword("is")),
                    (1, true) => {
                        format!("{} {} {quoted}", FACTS[*fact].name, self.keyword("is not"))
                    }
                    _ => format!(
                        "{} {} ({quoted})",
                        FACTS[*fact].name,
                        self.keyword("is one of")
                    ),
                }
            }
            Test::Mentions {
                fact,
                all: true,
                patterns,
            } => {
                format!(
                    "{} {} ({})",
                    FACTS[*fact].name,
                    self.keyword("mentions all of"),
                    quoted(patterns)
                )
            }
            Test::Mentions {
                fact,
                all: false,
                patterns,
            } => {
                format!(
                    "{} {} {}",
                    FACTS[*fact].name,
                    self.keyword("mentions"),
                    quoted(patterns)
                )
            }
            Test::Defined(define) => DEFINES[*define].to_owned(),
            Test::Decided(decision) => format!(
                "{} {} {}",
                self.ruleset.decisions[*decision].name,
                self.keyword("is"),
                self.keyword("decided")
            ),
        }
    }

    fn op(&self, op: Op) -> &'static str {
        match (op, self.style.symbols) {
            (Op::AtLeast, true) => ">=",
            (Op::AtMost, true) => "<=",
            (Op::MoreThan, true) => ">",
            (Op::LessThan, true) => "<",
            (Op::AtLeast, false) => self.keyword("is at least"),
            (Op::AtMost, false) => self.keyword("is at most"),
            (Op::MoreThan, false) => self.keyword("is more than"),
            (Op::LessThan, false) => self.keyword("is less than"),
            (Op::Equal, _) => self.keyword("is"),
        }
    }

    pub fn expr(&self, expr: &Expr) -> String {
        let (left, sign, right) = match expr {
            Expr::Literal(value) => return self.value(Type::Text, value),
            Expr::InUnit(number, unit) => return format!("{} {unit}", self.number(*number)),
            Expr::Fact(fact) => return FACTS[*fact].name.to_owned(),
            Expr::Decision(decision) => return self.ruleset.decisions[*decision].name.to_owned(),
            Expr::Defined(define) => return DEFINES[*define].to_owned(),
            Expr::AsOf => return self.keyword("as_of").to_owned(),
            Expr::PlusMonths(date, months) => {
                return format!("{} + {months} {}", self.expr(date), self.keyword("months"));
            }
            Expr::Sum(left, right) => (left, "+", right),
            Expr::Difference(left, right) => (left, "-", right),
            Expr::Product(left, right) => (left, "*", right),
            Expr::Quotient(left, right) => (left, "/", right),
        };
        format!("{} {sign} {}", self.expr(left), self.expr(right))
    }

    pub fn subject(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Fact(fact) => FACTS[fact].name,
            Subject::Decision(decision) => self.ruleset.decisions[decision].name,
        }
    }

    pub fn column_type(&self, subject: Subject) -> Type {
        match subject {
            Subject::Fact(fact) => FACTS[fact].ty,
            Subject::Decision(decision) => self.ruleset.decisions[decision].ty,
        }
    }

    fn kind(&self, subject: Subject) -> usize {
        let (Type::Kind(kind) | Type::Set(kind)) = self.column_type(subject) else {
            unreachable!("a kind")
        };
        kind
    }

    fn nodes(&self, kind: usize, nodes: &[usize]) -> Vec<&'static str> {
        nodes
            .iter()
            .map(|node| KINDS[kind].nodes[*node].name)
            .collect()
    }

    pub fn number(&self, number: Number) -> String {
        self.style.digits(&decimal(number))
    }

    pub fn date(&self, day: Date) -> String {
        if self.style.chinese {
            format!("{}年{}月{}日", day.year(), day.month(), day.day())
        } else {
            day.to_string()
        }
    }

    /// A value; of a kind only if the type says which.
    pub fn value(&self, ty: Type, value: &Value) -> String {
        match (value, ty) {
            (Value::Node(node), Type::Kind(kind)) => KINDS[kind].nodes[*node].name.to_owned(),
            (Value::YesNo(yes), _) => self.keyword(if *yes { "yes" } else { "no" }).to_owned(),
            (Value::Number(number), _) => self.number(*number),
            (Value::Date(day), _) => self.date(*day),
            (Value::Days(days), _) => format!("{days} {}", self.keyword("days")),
            (Value::Text(text), _) => format!("\"{text}\""),
            (Value::Node(_) | Value::Set(_), _) => unreachable!("no literal"),
        }
    }

    pub fn cell(&self, ty: Type, cell: &Cell) -> String {
        match cell {
            Cell::Any => "-".to_owned(),
            Cell::Values { values, negated } => {
                let values: Vec<String> =
                    values.iter().map(|value| self.value(ty, value)).collect();
                let values = values.join(", ");
                if *negated {
                    format!("{} {values}", self.keyword("not"))
                } else {
                    values
                }
            }
            Cell::Compare(op, value) => format!(
                "{} {}",
                Style {
                    symbols: true,
                    ..self.style
                }
                .sign(*op),
                self.value(ty, value)
            ),
            Cell::Range(low, high) => format!("{}..{}", self.value(ty, low), self.value(ty, high)),
            Cell::Mentions(patterns) => quoted(patterns),
        }
    }
}

impl Style {
    fn sign(&self, op: Op) -> &'static str {
        match op {
            Op::AtLeast => ">=",
            Op::AtMost => "<=",
            Op::MoreThan => ">",
            Op::LessThan => "<",
            Op::Equal => "=",
        }
    }
}

/// A number in decimal digits.
pub fn decimal(number: Number) -> String {
    let scaled = (number * Number::from(1_000_000)).to_integer();
    let text = format!(
        "{}.{:06}",
        scaled.unsigned_abs() / 1_000_000,
        scaled.unsigned_abs() % 1_000_000
    );
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}{text}", if scaled < 0 { "-" } else { "" })
}

fn quoted(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("\"{text}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
