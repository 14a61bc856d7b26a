//! A cell of the table in words: classes back to values.

use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::model::show::show;
use crate::model::{DECIMAL_DIGITS, Datum, Kind, Model, Type};
use crate::table::column::{Scale, date_of};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, FactKey};
use crate::words::Lang;

/// What one column of the decision table allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    pub(super) column: u32,
    pub(super) classes: ClassSet,
}

/// Parts that all must hold.
pub(super) type Alternative = Vec<Part>;

/// Puts alternatives on the same single column together.
pub(super) fn unite(alternatives: &mut Vec<Alternative>) {
    alternatives.sort();
    let mut united: Vec<Alternative> = Vec::with_capacity(alternatives.len());
    for alternative in alternatives.drain(..) {
        match (
            united.last_mut().map(Vec::as_mut_slice),
            alternative.as_slice(),
        ) {
            (Some([last]), [part]) if last.column == part.column => {
                let both = last
                    .classes
                    .ranges()
                    .iter()
                    .chain(part.classes.ranges())
                    .copied();
                last.classes = ClassSet::from_ranges(both);
            }
            _ => united.push(alternative),
        }
    }
    *alternatives = united;
}

/// The cell: nothing where anything will do.
///
/// What all alternatives have in common is said once, after what they differ in.
pub(super) fn words(
    model: &Model,
    table: &DecisionTable,
    alternatives: &[Alternative],
    lang: Option<Lang>,
) -> String {
    let say = Say { model, table, lang };
    let common: Vec<&Part> = match alternatives {
        [first, others @ ..] => first
            .iter()
            .filter(|part| others.iter().all(|other| other.contains(part)))
            .collect(),
        [] => return String::new(),
    };
    let each: Vec<Vec<&Part>> = alternatives
        .iter()
        .map(|parts| parts.iter().filter(|part| !common.contains(part)).collect())
        .collect();
    let mut said = Vec::new();
    if each.iter().all(|parts: &Vec<&Part>| !parts.is_empty()) {
        said.push(say.any(&each));
    }
    said.extend(say.all(&common));
    said.retain(|words| !words.is_empty());
    said.join(if lang == Some(Lang::Zh) { "，" } else { ", " })
}

/// What words are made with.
struct Say<'a> {
    model: &'a Model,
    table: &'a DecisionTable,
    lang: Option<Lang>,
}

impl Say<'_> {
    fn is_zh(&self) -> bool {
        self.lang == Some(Lang::Zh)
    }

    /// One of several: `mentions "a" or "b"` where all look for words, else each in full.
    fn any(&self, alternatives: &[Vec<&Part>]) -> String {
        let sought: Option<Vec<(Sought, String)>> = alternatives
            .iter()
            .map(|parts| match parts.as_slice() {
                [part] => self.sought(part).filter(|(sought, _)| sought.found),
                _ => None,
            })
            .collect();
        match sought.as_deref() {
            Some([(first, _), ..]) => {
                let names: Vec<&str> = sought
                    .iter()
                    .flatten()
                    .map(|(_, name)| name.as_str())
                    .collect();
                format!("{}{}", first.verb(self.lang), names.join(or(self.lang)))
            }
            _ => alternatives
                .iter()
                .map(|parts| self.all(parts).join(self.and()))
                .collect::<Vec<_>>()
                .join(or(self.lang)),
        }
    }

    /// All of several, what is looked for in one phrase and what must not be there in another.
    fn all(&self, parts: &[&Part]) -> Vec<String> {
        let mut said = Vec::new();
        let sought: Vec<(Sought, String)> =
            parts.iter().filter_map(|part| self.sought(part)).collect();
        said.extend(
            parts
                .iter()
                .filter(|part| self.sought(part).is_none())
                .map(|part| self.values_of(part)),
        );
        for found in [true, false] {
            let these: Vec<&(Sought, String)> = sought
                .iter()
                .filter(|(sought, _)| sought.found == found)
                .collect();
            let Some((first, _)) = these.first() else {
                continue;
            };
            let names: Vec<&str> = these.iter().map(|(_, name)| name.as_str()).collect();
            let joined = names.join(if found {
                self.and()
            } else if self.is_zh() {
                "、"
            } else {
                ", "
            });
            said.push(format!("{}{joined}", first.verb(self.lang)));
        }
        said.retain(|words| !words.is_empty());
        said
    }

    fn and(&self) -> &'static str {
        if self.is_zh() { " 且 " } else { " and " }
    }

    /// What a column of one word or one member looks for.
    fn sought(&self, part: &Part) -> Option<(Sought, String)> {
        let found = part.classes.contains(1);
        let leaf = |ty: &Type, leaf: u32| show(self.model, ty, &Datum::Leaf(leaf), self.lang);
        Some(match &self.table.columns[part.column as usize].key {
            ColumnKey::Mentions(_, pattern) if self.is_zh() => {
                (Sought { word: true, found }, format!("“{pattern}”"))
            }
            ColumnKey::Mentions(_, pattern) => {
                (Sought { word: true, found }, format!("\"{pattern}\""))
            }
            ColumnKey::Member(fact, member) => (
                Sought { word: false, found },
                leaf(&self.model.facts[fact.index()].ty, *member),
            ),
            ColumnKey::Collected(decision, member) => (
                Sought { word: false, found },
                leaf(&self.model.decisions[decision.index()].ty, *member),
            ),
            ColumnKey::Value(_)
            | ColumnKey::Expr(_)
            | ColumnKey::Outcome(_)
            | ColumnKey::Decided(_) => return None,
        })
    }

    fn values_of(&self, part: &Part) -> String {
        let (model, column) = (self.model, &self.table.columns[part.column as usize]);
        match &column.key {
            ColumnKey::Value(FactKey::Fact(fact)) => values(
                model,
                column,
                &model.facts[fact.index()].ty,
                &part.classes,
                self.lang,
            ),
            ColumnKey::Value(FactKey::AsOf) => {
                ordered(model, column, None, &part.classes, self.lang)
            }
            ColumnKey::Outcome(decision) => values(
                model,
                column,
                &model.decisions[decision.index()].ty,
                &part.classes,
                self.lang,
            ),
            ColumnKey::Expr(_) => thresholds(column, &part.classes, self.lang),
            ColumnKey::Mentions(..)
            | ColumnKey::Member(..)
            | ColumnKey::Collected(..)
            | ColumnKey::Decided(_) => String::new(),
        }
    }
}

/// Whether a word of a text, or a member of a set, is looked for, and whether it must be there.
struct Sought {
    word: bool,
    found: bool,
}

impl Sought {
    fn verb(&self, lang: Option<Lang>) -> &'static str {
        let (en, zh) = match (self.word, self.found) {
            (true, true) => ("mentions ", "提到"),
            (true, false) => ("no ", "未提到"),
            (false, true) => ("includes ", "包含"),
            (false, false) => ("without ", "不含"),
        };
        if lang == Some(Lang::Zh) { zh } else { en }
    }
}

/// The values of a column that has a type.
fn values(
    model: &Model,
    column: &Column,
    ty: &Type,
    classes: &ClassSet,
    lang: Option<Lang>,
) -> String {
    match (&column.scale, ty) {
        (Scale::Leaves, Type::Kind(kind)) => {
            leaves(&model.kinds[kind.index()], column, classes, lang)
        }
        (Scale::Flag, _) => {
            let flags = classes.iter().map(|class| match column.none_class() {
                Some(none) if none == class => unclassified(lang).to_owned(),
                _ => show(model, &Type::YesNo, &Datum::YesNo(class == 1), lang),
            });
            flags.collect::<Vec<_>>().join(or(lang))
        }
        (Scale::Texts(texts), _) => exact_texts(texts, classes, lang),
        (Scale::Cuts { .. }, _) => ordered(model, column, Some(ty), classes, lang),
        _ => String::new(),
    }
}

fn unclassified(lang: Option<Lang>) -> &'static str {
    if lang == Some(Lang::Zh) {
        "未归类"
    } else {
        "unclassified"
    }
}

fn or(lang: Option<Lang>) -> &'static str {
    if lang == Some(Lang::Zh) {
        " 或 "
    } else {
        " or "
    }
}

/// Values of a kind: the fewest names that stand for them, or what is left out if that is shorter.
fn leaves(kind: &Kind, column: &Column, classes: &ClassSet, lang: Option<Lang>) -> String {
    let none = column.none_class();
    let names = |wanted: &dyn Fn(u32) -> bool| {
        let mut names: Vec<&str> = Vec::new();
        let mut from = 0;
        for node in &kind.nodes {
            if node.first >= from && node.first < node.end && (node.first..node.end).all(wanted) {
                names.push(
                    lang.and_then(|lang| node.label.get(lang))
                        .unwrap_or(&node.name),
                );
                from = node.end;
            }
        }
        if none.is_some_and(wanted) {
            names.push(unclassified(lang));
        }
        names
    };
    let (these, others) = (
        names(&|class| classes.contains(class)),
        names(&|class| !classes.contains(class)),
    );
    let separator = if lang == Some(Lang::Zh) { "、" } else { ", " };
    if others.len() < these.len() {
        let others = others.join(separator);
        if lang == Some(Lang::Zh) {
            format!("非 {others}")
        } else {
            format!("not {others}")
        }
    } else {
        these.join(separator)
    }
}

fn exact_texts(texts: &[String], classes: &ClassSet, lang: Option<Lang>) -> String {
    let quote = |text: &String| {
        if lang == Some(Lang::Zh) {
            format!("“{text}”")
        } else {
            format!("\"{text}\"")
        }
    };
    let others = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    let with_others = classes.contains(others);
    let named: Vec<String> = (0..)
        .zip(texts)
        .filter(|(class, _)| classes.contains(*class) != with_others)
        .map(|(_, text)| quote(text))
        .collect();
    let named = named.join(if lang == Some(Lang::Zh) { "、" } else { ", " });
    match (with_others, lang) {
        (false, _) => named,
        (true, Some(Lang::Zh)) => format!("非 {named}"),
        (true, _) => format!("not {named}"),
    }
}

/// Ranges of an ordered column; without a type, of dates.
fn ordered(
    model: &Model,
    column: &Column,
    ty: Option<&Type>,
    classes: &ClassSet,
    lang: Option<Lang>,
) -> String {
    let Scale::Cuts {
        low, high, unit, ..
    } = &column.scale
    else {
        return String::new();
    };
    let none = column.none_class();
    let last = column.size - 1 - u32::from(column.optional);
    let value = |ordinal: i128| {
        let datum = match ty {
            None | Some(Type::Date { .. }) => Datum::Date(date_of(ordinal)),
            Some(Type::Duration { .. }) => {
                Datum::Duration(i64::try_from(ordinal).unwrap_or_default())
            }
            Some(_) if *unit == 1 => {
                Datum::Number(Decimal::try_from_i128_with_scale(ordinal, 0).unwrap_or_default())
            }
            Some(_) => Datum::Number(
                Decimal::try_from_i128_with_scale(ordinal, DECIMAL_DIGITS)
                    .unwrap_or_default()
                    .normalize(),
            ),
        };
        match ty {
            Some(ty) => show(model, ty, &datum, lang),
            None => show(
                model,
                &Type::Date {
                    low: jiff::civil::Date::MIN,
                    high: jiff::civil::Date::MAX,
                },
                &datum,
                lang,
            ),
        }
    };
    let is_date = matches!(ty, None | Some(Type::Date { .. }));
    let mut parts = Vec::new();
    for &(from, to) in classes.ranges() {
        let to_value = if none == Some(to) {
            to.saturating_sub(1)
        } else {
            to
        };
        if from <= to_value && Some(from) != none {
            let (Some((a, _)), Some((_, b))) =
                (column.ordinals(from), column.ordinals(to_value.min(last)))
            else {
                continue;
            };
            let (a, b) = (bound(a, *unit, 0), bound(b, *unit, 1));
            parts.push(range(
                &a,
                &b,
                a.at == *low,
                b.at == *high,
                is_date,
                &value,
                lang,
            ));
        }
        if none.is_some_and(|none| from <= none && none <= to) {
            parts.push(unclassified(lang).to_owned());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(or(lang))
}

/// An end of a range, as it is best said: the ordinal itself, or the rounder one just beyond it.
struct Bound {
    at: i128,
    said: i128,
    beyond: bool,
}

fn bound(at: i128, unit: i128, outward: i128) -> Bound {
    let beyond = if outward == 1 { at + 1 } else { at - 1 };
    let round = |ordinal: i128| {
        (1..=6)
            .take_while(|digits| ordinal % 10_i128.pow(*digits) == 0)
            .count()
    };
    if unit > 1 && round(beyond) > round(at) {
        Bound {
            at,
            said: beyond,
            beyond: true,
        }
    } else {
        Bound {
            at,
            said: at,
            beyond: false,
        }
    }
}

fn range(
    a: &Bound,
    b: &Bound,
    open_low: bool,
    open_high: bool,
    is_date: bool,
    value: &dyn Fn(i128) -> String,
    lang: Option<Lang>,
) -> String {
    let zh = lang == Some(Lang::Zh);
    let low = || match (zh, is_date, a.beyond) {
        (false, true, _) => format!("from {}", value(a.said)),
        (false, false, false) => format!("at least {}", value(a.said)),
        (false, false, true) => format!("more than {}", value(a.said)),
        (true, true, _) => format!("{} 起", value(a.said)),
        (true, false, false) => format!("至少 {}", value(a.said)),
        (true, false, true) => format!("多于 {}", value(a.said)),
    };
    let high = || match (zh, is_date, b.beyond) {
        (false, true, _) => format!("until {}", value(b.said)),
        (false, false, false) => format!("at most {}", value(b.said)),
        (false, false, true) => format!("less than {}", value(b.said)),
        (true, true, _) => format!("{} 止", value(b.said)),
        (true, false, false) => format!("至多 {}", value(b.said)),
        (true, false, true) => format!("少于 {}", value(b.said)),
    };
    match (open_low, open_high) {
        (true, true) => String::new(),
        (true, false) => high(),
        (false, true) => low(),
        (false, false) if a.at == b.at => value(a.at),
        (false, false) if !a.beyond && !b.beyond => {
            format!(
                "{} {} {}",
                value(a.said),
                if zh { "至" } else { "to" },
                value(b.said)
            )
        }
        (false, false) => format!("{}{}{}", low(), if zh { "，" } else { ", " }, high()),
    }
}

/// Ranges of an expression's values.
fn thresholds(column: &Column, classes: &ClassSet, lang: Option<Lang>) -> String {
    let Scale::Thresholds(thresholds) = &column.scale else {
        return String::new();
    };
    let zh = lang == Some(Lang::Zh);
    let none = column.none_class();
    let last = 2 * u32::try_from(thresholds.len()).unwrap_or(0);
    let at = |class: u32| {
        thresholds
            .get(class as usize / 2)
            .map(number)
            .unwrap_or_default()
    };
    let say = |en: &str, zh_words: &str, number: String| {
        format!("{} {number}", if zh { zh_words } else { en })
    };
    let mut parts = Vec::new();
    for &(from, to) in classes.ranges() {
        let end = to.min(last);
        if from <= end {
            let low = (from > 0).then(|| match from % 2 {
                1 => say("at least", "至少", at(from)),
                _ => say("more than", "多于", at(from - 1)),
            });
            let high = (end < last).then(|| match end % 2 {
                1 => say("at most", "至多", at(end)),
                _ => say("less than", "少于", at(end)),
            });
            match (low, high) {
                _ if from == end && from % 2 == 1 => parts.push(at(from)),
                (None, None) => parts.push(if zh { "有值" } else { "any value" }.to_owned()),
                (low, high) => {
                    let ends: Vec<String> = low.into_iter().chain(high).collect();
                    parts.push(ends.join(if zh { "，" } else { ", " }));
                }
            }
        }
        if none.is_some_and(|none| from <= none && none <= to) {
            parts.push(unclassified(lang).to_owned());
        }
    }
    parts.join(or(lang))
}

/// A fraction as a decimal if it has one that ends soon.
fn number(ratio: &Ratio<i128>) -> String {
    let (mut rest, mut denominator, mut digits) = (*ratio.numer(), *ratio.denom(), 0);
    while denominator != 1 && digits < 9 {
        let Some(scaled) = rest.checked_mul(10) else {
            return ratio.to_string();
        };
        let reduced = Ratio::new(scaled, denominator);
        (rest, denominator) = (*reduced.numer(), *reduced.denom());
        digits += 1;
    }
    match Decimal::try_from_i128_with_scale(rest, digits) {
        Ok(decimal) if denominator == 1 => decimal.normalize().to_string(),
        _ => ratio.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_decimals_where_they_end() {
        assert_eq!(number(&Ratio::new(3, 2)), "1.5");
        assert_eq!(number(&Ratio::new(-1, 8)), "-0.125");
        assert_eq!(number(&Ratio::new(7, 1)), "7");
        assert_eq!(number(&Ratio::new(1, 3)), "1/3");
        assert_eq!(
            number(&Ratio::new(i128::MAX, 3)),
            format!("{}/3", i128::MAX)
        );
    }
}
