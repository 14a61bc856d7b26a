//! A region as the cell of a table: nothing where anything will do.

use crate::model::show::show;
use crate::model::{Datum, KindId, Model, NodeId, Type};
use crate::table::shape::nodes::{Group, Values};
use crate::table::shape::ranges::{End, Quantity, Range};
use crate::table::shape::{Shape, shape, type_of};
use crate::table::{ClassSet, Column, DecisionTable};
use crate::words::Lang;

/// What one column of the decision table allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The column.
    pub column: u32,
    /// The classes allowed.
    pub classes: ClassSet,
}

/// Parts that all must hold.
pub type Alternative = Vec<Part>;

/// Puts alternatives on the same single column together.
pub fn unite(alternatives: &mut Vec<Alternative>) {
    alternatives.sort();
    let mut united: Vec<Alternative> = Vec::with_capacity(alternatives.len());
    for alternative in alternatives.drain(..) {
        match (
            united.last_mut().map(Vec::as_mut_slice),
            alternative.as_slice(),
        ) {
            (Some([last]), [part]) if last.column == part.column => {
                last.classes = last.classes.or(&part.classes);
            }
            _ => united.push(alternative),
        }
    }
    *alternatives = united;
}

/// The cell: labels in a language, or names.
///
/// What all alternatives have in common is said once, after what they differ in.
pub fn words(
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
    said.join(say.word(", ", "，"))
}

/// What words are made with.
struct Say<'a> {
    model: &'a Model,
    table: &'a DecisionTable,
    lang: Option<Lang>,
}

/// Whether a word of a text, or a member of a set, is looked for, and whether it must be there.
struct Sought {
    is_word: bool,
    found: bool,
}

impl Say<'_> {
    fn word<'w>(&self, en: &'w str, zh: &'w str) -> &'w str {
        if self.lang == Some(Lang::Zh) { zh } else { en }
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
                format!("{}{}", self.verb(first), names.join(self.or()))
            }
            _ => alternatives
                .iter()
                .map(|parts| self.all(parts).join(self.and()))
                .collect::<Vec<_>>()
                .join(self.or()),
        }
    }

    /// All of several, what is looked for in one phrase and what must not be there in another.
    fn all(&self, parts: &[&Part]) -> Vec<String> {
        let (sought, others): (Vec<_>, Vec<_>) = parts
            .iter()
            .map(|part| (self.sought(part), *part))
            .partition(|(sought, _)| sought.is_some());
        let mut said: Vec<String> = others
            .iter()
            .map(|(_, part)| self.values_of(part))
            .collect();
        for found in [true, false] {
            let these: Vec<(Sought, String)> = sought
                .iter()
                .filter_map(|(_, part)| self.sought(part))
                .filter(|(sought, _)| sought.found == found)
                .collect();
            let Some((first, _)) = these.first() else {
                continue;
            };
            let names: Vec<&str> = these.iter().map(|(_, name)| name.as_str()).collect();
            let joined = names.join(if found {
                self.and()
            } else {
                self.word(", ", "、")
            });
            said.push(format!("{}{joined}", self.verb(first)));
        }
        said.retain(|words| !words.is_empty());
        said
    }

    fn and(&self) -> &'static str {
        self.word(" and ", " 且 ")
    }

    fn or(&self) -> &'static str {
        self.word(" or ", " 或 ")
    }

    fn verb(&self, sought: &Sought) -> &'static str {
        match (sought.is_word, sought.found) {
            (true, true) => self.word("mentions ", "提到"),
            (true, false) => self.word("no ", "未提到"),
            (false, true) => self.word("includes ", "包含"),
            (false, false) => self.word("without ", "不含"),
        }
    }

    fn column(&self, part: &Part) -> &Column {
        &self.table.columns[part.column as usize]
    }

    /// What a column of one word or one member looks for.
    fn sought(&self, part: &Part) -> Option<(Sought, String)> {
        match shape(self.model, self.column(part), &part.classes) {
            Shape::Mentions { pattern, found } => Some((
                Sought {
                    is_word: true,
                    found,
                },
                self.quoted(&pattern),
            )),
            Shape::Member { kind, leaf, found } => Some((
                Sought {
                    is_word: false,
                    found,
                },
                show(self.model, &Type::Kind(kind), &Datum::Leaf(leaf), self.lang),
            )),
            _ => None,
        }
    }

    fn quoted(&self, text: &str) -> String {
        match self.lang {
            Some(Lang::Zh) => format!("“{text}”"),
            _ => format!("\"{text}\""),
        }
    }

    fn values_of(&self, part: &Part) -> String {
        let column = self.column(part);
        let ty = type_of(self.model, column);
        match shape(self.model, column, &part.classes) {
            Shape::Values(kind, values) => self.values(kind, &values),
            Shape::YesNo { no, yes, none } => {
                let flag = |yes| show(self.model, &Type::YesNo, &Datum::YesNo(yes), self.lang);
                let said = [
                    no.then(|| flag(false)),
                    yes.then(|| flag(true)),
                    none.then(|| self.unclassified().to_owned()),
                ];
                said.into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(self.or())
            }
            Shape::Texts { texts, negated } => {
                let texts: Vec<String> = texts.iter().map(|text| self.quoted(text)).collect();
                self.negated(negated, &texts.join(self.word(", ", "、")))
            }
            Shape::Ranges { ranges, none } => {
                let mut said: Vec<String> =
                    ranges.iter().map(|range| self.range(range, ty)).collect();
                said.extend(none.then(|| self.unclassified().to_owned()));
                said.join(self.or())
            }
            Shape::Member { .. } | Shape::Mentions { .. } => String::new(),
        }
    }

    fn unclassified(&self) -> &'static str {
        self.word("unclassified", "未归类")
    }

    fn negated(&self, negated: bool, words: &str) -> String {
        if negated {
            format!("{}{words}", self.word("not ", "非 "))
        } else {
            words.to_owned()
        }
    }

    fn values(&self, kind: KindId, values: &Values) -> String {
        let nodes = &self.model.kinds[kind.index()].nodes;
        let name = |node: &NodeId| {
            let node = &nodes[node.index()];
            super::heading::named(&node.name, &node.label, self.lang)
        };
        let separator = self.word(", ", "、");
        let group = |group: &Group| {
            let except: Vec<String> = group.except.iter().map(name).collect();
            match except.as_slice() {
                [] => name(&group.node),
                except => {
                    let (node, except) = (name(&group.node), except.join(separator));
                    match self.lang {
                        Some(Lang::Zh) => format!("{node}（{except}除外）"),
                        _ => format!("{node} (except {except})"),
                    }
                }
            }
        };
        let mut said: Vec<String> = values.groups.iter().map(group).collect();
        said.extend(values.none.then(|| self.unclassified().to_owned()));
        self.negated(values.negated, &said.join(separator))
    }

    fn range(&self, range: &Range, ty: Option<&Type>) -> String {
        let said = |quantity: &Quantity| quantity_words(self.model, quantity, ty, self.lang);
        let is_date = |end: &End| matches!(end.at, Quantity::Datum(Datum::Date(_)));
        let zh = self.lang == Some(Lang::Zh);
        let low = |end: &End| match (zh, is_date(end), end.included) {
            (true, true, _) => format!("{} 起", said(&end.at)),
            (false, true, _) => format!("from {}", said(&end.at)),
            (_, _, true) => format!("{} {}", self.word("at least", "至少"), said(&end.at)),
            (_, _, false) => format!("{} {}", self.word("more than", "多于"), said(&end.at)),
        };
        let high = |end: &End| match (zh, is_date(end), end.included) {
            (true, true, _) => format!("{} 止", said(&end.at)),
            (false, true, _) => format!("until {}", said(&end.at)),
            (_, _, true) => format!("{} {}", self.word("at most", "至多"), said(&end.at)),
            (_, _, false) => format!("{} {}", self.word("less than", "少于"), said(&end.at)),
        };
        match (&range.low, &range.high) {
            (None, None) => self.word("any value", "有值").to_owned(),
            (None, Some(end)) => high(end),
            (Some(end), None) => low(end),
            (Some(a), Some(b)) => match range.single() {
                Some(single) => said(single),
                None if a.included && b.included => {
                    format!("{} {} {}", said(&a.at), self.word("to", "至"), said(&b.at))
                }
                None => format!("{}{}{}", low(a), self.word(", ", "，"), high(b)),
            },
        }
    }
}

/// A value of an ordered column: in the words of a language, or as rules and records write it.
pub fn quantity_words(
    model: &Model,
    quantity: &Quantity,
    ty: Option<&Type>,
    lang: Option<Lang>,
) -> String {
    // what has no type of its own is shown by its value
    let duration = Type::Duration { low: 0, high: 0 };
    match quantity {
        Quantity::Datum(datum) => show(model, ty.unwrap_or(&duration), datum, lang),
        Quantity::Fraction(ratio) => ratio.to_string(),
    }
}
