//! A region as the condition of a rule, ready to be pasted.

use super::Heading;
use super::expression::{Voice, words};
use super::heading::headed;
use crate::model::{Comparison, Expr, Kind, KindId, Model, NodeId, Type};
use crate::report::literal;
use crate::syntax::keywords::Keyword;
use crate::table::column::Scale;
use crate::table::shape::nodes::{Group, covering, fewest};
use crate::table::shape::ranges::{End, Quantity, Range};
use crate::table::shape::{Shape, shape, type_of};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, Region};
use crate::words::Lang;

/// The condition that just the affairs of a region meet, keywords in a language. `None` for the whole
/// space, which needs no condition, and for a text that no string can hold.
pub fn condition(
    model: &Model,
    table: &DecisionTable,
    region: &Region,
    lang: Lang,
) -> Option<String> {
    let write = Write { model, lang };
    let headed = headed(model, table, region);
    let parts = headed.iter().map(|(heading, cells)| {
        let subject = heading.words(model, table, Voice::Rules(lang));
        let cells: Vec<(&Column, &ClassSet)> = cells
            .iter()
            .map(|(column, classes)| (&table.columns[*column as usize], *classes))
            .collect();
        match heading {
            Heading::Expression(_) => write.expression(cells.first()?),
            _ => write.about(&subject, &cells),
        }
    });
    let parts: Option<Vec<String>> = parts.collect();
    let all = parts?.join(&write.and());
    (!all.is_empty()).then_some(all)
}

/// What conditions are written with.
struct Write<'m> {
    model: &'m Model,
    lang: Lang,
}

impl Write<'_> {
    fn key(&self, keyword: Keyword) -> &'static str {
        keyword.get(self.lang)
    }

    fn and(&self) -> String {
        format!(" {} ", self.key(Keyword::And))
    }

    /// Any of several, in parentheses where there are two or more.
    fn any(&self, parts: &[String]) -> String {
        match parts {
            [one] => one.clone(),
            parts => format!("({})", parts.join(&format!(" {} ", self.key(Keyword::Or)))),
        }
    }

    fn not(&self, condition: &str) -> String {
        format!("{} {condition}", self.key(Keyword::Not))
    }

    /// Everything about one subject.
    fn about(&self, subject: &str, cells: &[(&Column, &ClassSet)]) -> Option<String> {
        let mut parts = Vec::new();
        let (mut there, mut absent, mut words) = (Vec::new(), Vec::new(), false);
        for (column, classes) in cells {
            match shape(self.model, column, classes) {
                Shape::Mentions { pattern, found } => {
                    let pattern = literal::string(&pattern)?;
                    words = true;
                    if found { &mut there } else { &mut absent }.push(pattern);
                }
                Shape::Member { kind, leaf, found } => {
                    let member = self.model.kinds[kind.index()].leaf(leaf);
                    let member = literal::name(&member.name).into_owned();
                    if found { &mut there } else { &mut absent }.push(member);
                }
                _ => parts.push(self.column(subject, column, classes)?),
            }
        }
        let (one, all, any) = if words {
            (Keyword::Mentions, Keyword::MentionsAllOf, Keyword::Mentions)
        } else {
            (
                Keyword::Includes,
                Keyword::IncludesAllOf,
                Keyword::IncludesAnyOf,
            )
        };
        let sought = |several: Keyword, these: &[String]| match these {
            [only] => format!("{subject} {} {only}", self.key(one)),
            these => format!("{subject} {} ({})", self.key(several), these.join(", ")),
        };
        if !there.is_empty() {
            parts.push(sought(all, &there));
        }
        if !absent.is_empty() {
            parts.push(self.not(&sought(any, &absent)));
        }
        Some(parts.join(&self.and()))
    }

    /// One column of one subject.
    fn column(&self, subject: &str, column: &Column, classes: &ClassSet) -> Option<String> {
        let none = column.none_class();
        if none.is_some_and(|none| classes.contains(none)) {
            // no test holds of an unclassified decision, so it is what the others leave
            let others = classes.not(column.size);
            let condition = self.column(subject, column, &others)?;
            return Some(self.not(&format!("({condition})")));
        }
        let ty = type_of(self.model, column);
        match shape(self.model, column, classes) {
            Shape::Values(kind, _) => Some(self.values(subject, kind, column, classes)),
            Shape::YesNo { no, yes, .. } => {
                let is = |keyword| format!("{subject} {} {}", self.key(Keyword::Is), keyword);
                Some(match (no, yes, column.optional) {
                    (false, _, _) => subject.to_owned(),
                    (true, false, false) => self.not(subject),
                    (true, false, true) => is(self.key(Keyword::No)),
                    (true, true, _) => self.any(&[subject.to_owned(), is(self.key(Keyword::No))]),
                })
            }
            // every value, but not unclassified: those below a threshold, and the others
            Shape::Ranges { ranges, .. } if ranges.iter().any(Range::is_open) => {
                let (first, last) = (classes.first()?, classes.last()?);
                let parts = [ClassSet::one(first), ClassSet::range(first + 1, last)];
                let parts = parts.iter().filter(|part| !part.is_empty());
                let parts: Option<Vec<String>> = parts
                    .map(|part| self.column(subject, column, part))
                    .collect();
                parts
                    .filter(|parts| parts.len() > 1)
                    .map(|parts| self.any(&parts))
            }
            Shape::Ranges { ranges, .. } => {
                let ranges: Option<Vec<String>> = ranges
                    .iter()
                    .map(|range| self.range(subject, range, ty))
                    .collect();
                Some(self.any(&ranges?))
            }
            Shape::Texts { texts, negated } => {
                let texts: Option<Vec<String>> =
                    texts.iter().map(|text| literal::string(text)).collect();
                Some(self.one_of(subject, negated, &texts?))
            }
            Shape::Member { .. } | Shape::Mentions { .. } => None,
        }
    }

    /// `matter is water_supply`, `matter is not one of (a, b)`.
    fn one_of(&self, subject: &str, negated: bool, values: &[String]) -> String {
        let (one, several) = if negated {
            (Keyword::IsNot, Keyword::IsNotOneOf)
        } else {
            (Keyword::Is, Keyword::IsOneOf)
        };
        match values {
            [value] => format!("{subject} {} {value}", self.key(one)),
            values => format!("{subject} {} ({})", self.key(several), values.join(", ")),
        }
    }

    /// Values of a kind, unclassified not among them.
    fn values(&self, subject: &str, kind: KindId, column: &Column, classes: &ClassSet) -> String {
        let kind: &Kind = &self.model.kinds[kind.index()];
        let names = |nodes: &[NodeId]| -> Vec<String> {
            let name = |node: &NodeId| literal::name(&kind.nodes[node.index()].name).into_owned();
            nodes.iter().map(name).collect()
        };
        let wanted = |leaf: u32| classes.contains(leaf);
        let groups = fewest(kind, &wanted);
        let others = covering(kind, 0..kind.len(), &|leaf| !wanted(leaf));
        let cost: usize = groups.iter().map(Group::cost).sum();
        // `is not` holds of an unclassified decision too, which is not meant here
        if !column.optional && !others.is_empty() && others.len() < cost {
            return self.one_of(subject, true, &names(&others));
        }
        let whole: Vec<NodeId> = groups
            .iter()
            .filter(|group| group.except.is_empty())
            .map(|group| group.node)
            .collect();
        let mut parts = Vec::new();
        if !whole.is_empty() {
            parts.push(self.one_of(subject, false, &names(&whole)));
        }
        for group in groups.iter().filter(|group| !group.except.is_empty()) {
            let but = self.one_of(subject, true, &names(&group.except));
            let node = self.one_of(subject, false, &names(&[group.node]));
            parts.push(format!("({node}{}{but})", self.and()));
        }
        self.any(&parts)
    }

    /// `households is at least 10`.
    fn range(&self, subject: &str, range: &Range, ty: Option<&Type>) -> Option<String> {
        let value = |quantity: &Quantity| self.quantity(quantity, ty);
        let low = |end: &End| {
            let keyword = if end.included {
                Keyword::IsAtLeast
            } else {
                Keyword::IsMoreThan
            };
            Some(format!(
                "{subject} {} {}",
                self.key(keyword),
                value(&end.at)?
            ))
        };
        let high = |end: &End| {
            let keyword = if end.included {
                Keyword::IsAtMost
            } else {
                Keyword::IsLessThan
            };
            Some(format!(
                "{subject} {} {}",
                self.key(keyword),
                value(&end.at)?
            ))
        };
        match (&range.low, &range.high) {
            // every value that is one
            (None, None) => None,
            (Some(end), None) => low(end),
            (None, Some(end)) => high(end),
            (Some(a), Some(b)) => match range.single() {
                Some(single) => Some(format!("{subject} = {}", value(single)?)),
                None if a.included && b.included => Some(format!(
                    "{subject} {} {} {} {}",
                    self.key(Keyword::IsBetween),
                    value(&a.at)?,
                    self.key(Keyword::BetweenAnd),
                    value(&b.at)?
                )),
                None => Some(format!("({}{}{})", low(a)?, self.and(), high(b)?)),
            },
        }
    }

    fn quantity(&self, quantity: &Quantity, ty: Option<&Type>) -> Option<String> {
        match quantity {
            Quantity::Datum(datum) => {
                let plain = Type::Duration { low: 0, high: 0 };
                literal::literal(self.model, ty.unwrap_or(&plain), datum, self.lang)
            }
            Quantity::Fraction(ratio) => Some(format!("{} / {}", ratio.numer(), ratio.denom())),
        }
    }

    /// An expression against its thresholds; a difference against nothing as its two sides.
    fn expression(&self, (column, classes): &(&Column, &ClassSet)) -> Option<String> {
        let ColumnKey::Expr(expr) = &column.key else {
            return None;
        };
        let words = |expr: &Expr| words(self.model, expr, Voice::Rules(self.lang));
        if let (Expr::Subtract(left, right), Some(op)) = (expr, against_nothing(column, classes)) {
            let sign = match op {
                Comparison::AtLeast => self.key(Keyword::IsAtLeast),
                Comparison::AtMost => self.key(Keyword::IsAtMost),
                Comparison::MoreThan => self.key(Keyword::IsMoreThan),
                Comparison::LessThan => self.key(Keyword::IsLessThan),
                Comparison::Equal => "=",
            };
            return Some(format!("{} {sign} {}", words(left), words(right)));
        }
        self.column(&words(expr), column, classes)
    }
}

/// How a difference compares with 0, where that is all that is asked.
fn against_nothing(column: &Column, classes: &ClassSet) -> Option<Comparison> {
    let Scale::Thresholds(thresholds) = &column.scale else {
        return None;
    };
    let zero = thresholds
        .binary_search_by(|threshold| threshold.numer().cmp(&0))
        .ok()?;
    let at = 2 * u32::try_from(zero).ok()? + 1;
    let last = column.size - 1;
    match classes.ranges() {
        [(from, to)] if (*from, *to) == (at, at) => Some(Comparison::Equal),
        [(from, to)] if *to == last && *from == at => Some(Comparison::AtLeast),
        [(from, to)] if *to == last && *from == at + 1 => Some(Comparison::MoreThan),
        [(0, to)] if *to == at => Some(Comparison::AtMost),
        [(0, to)] if *to + 1 == at => Some(Comparison::LessThan),
        _ => None,
    }
}
