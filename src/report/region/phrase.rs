//! A region as people would say it: labels, else names in backticks; expressions in the words of the
//! rules that use them.

use std::borrow::Cow;

use super::Heading;
use super::cell::quantity_words;
use super::expression::Voice;
use super::heading::headed;
use super::tested::Tested;
use crate::model::{Datum, KindId, Model, NodeId, Type};
use crate::report::phrases::{padded, tidy};
use crate::source::Sources;
use crate::table::shape::nodes::{Group, Values};
use crate::table::shape::ranges::{End, Quantity, Range};
use crate::table::shape::{Shape, shape, type_of};
use crate::table::{ClassSet, Column, DecisionTable, FactKey, Region};
use crate::words::{Label, Lang};

/// Most phrases that are said of one region.
const MOST: usize = 8;

/// What regions are said with.
pub struct Phrasing<'a> {
    model: &'a Model,
    table: &'a DecisionTable,
    tests: Tested<'a>,
}

impl<'a> Phrasing<'a> {
    /// For the regions of a table; `sources` are what its ruleset was read from.
    pub fn new(model: &'a Model, table: &'a DecisionTable, sources: &'a Sources) -> Self {
        Self {
            model,
            table,
            tests: Tested::new(model, table, sources),
        }
    }

    /// `Matter is Parking, Households is less than 10`; empty for the whole space.
    pub fn region(&self, region: &Region, lang: Lang) -> String {
        let say = Say {
            phrasing: self,
            lang,
        };
        let headed = headed(self.model, self.table, region);
        let mut said: Vec<String> = headed
            .iter()
            .flat_map(|(heading, cells)| say.about(*heading, cells))
            .collect();
        if said.len() > MOST + 1 {
            let more = said.len() - MOST;
            said.truncate(MOST);
            said.push(say.pick(
                format!("and {more} more conditions"),
                format!("另有 {more} 项条件"),
            ));
        }
        let parted = said.iter().any(|phrase| phrase.contains([',', '，']));
        let comma = match (lang, parted) {
            (Lang::En, false) => ", ",
            (Lang::En, true) => "; ",
            (Lang::Zh, false) => "，",
            (Lang::Zh, true) => "；",
        };
        said.join(comma)
    }
}

/// What one region is said with, in one language.
struct Say<'a> {
    phrasing: &'a Phrasing<'a>,
    lang: Lang,
}

/// A label, else the name in backticks.
pub fn called<'l>(name: &str, label: &'l Label, lang: Lang) -> Cow<'l, str> {
    label
        .get(lang)
        .map_or_else(|| Cow::Owned(format!("`{name}`")), Cow::Borrowed)
}

impl Say<'_> {
    fn pick(&self, en: String, zh: String) -> String {
        match self.lang {
            Lang::En => en,
            Lang::Zh => tidy(zh),
        }
    }

    fn word<'w>(&self, en: &'w str, zh: &'w str) -> &'w str {
        match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    fn unclassified(&self) -> String {
        self.word("unclassified", "未归类").to_owned()
    }

    fn subject(&self, heading: Heading) -> String {
        let model = self.phrasing.model;
        match heading {
            Heading::Fact(_, FactKey::Fact(fact)) => {
                let fact = &model.facts[fact.index()];
                called(&fact.name, &fact.label, self.lang).into_owned()
            }
            Heading::Fact(_, FactKey::AsOf) | Heading::Date => {
                self.word("the date of the decision", "决定日").to_owned()
            }
            Heading::Decision(decision) => {
                let decision = &model.decisions[decision.index()];
                called(&decision.name, &decision.label, self.lang).into_owned()
            }
            Heading::Expression(_) => {
                heading.words(model, self.phrasing.table, Voice::Labels(self.lang))
            }
        }
    }

    /// Everything about one heading, a phrase each.
    fn about(&self, heading: Heading, cells: &[(u32, &ClassSet)]) -> Vec<String> {
        let (model, table) = (self.phrasing.model, self.phrasing.table);
        let subject = self.subject(heading);
        let mut said = Vec::new();
        let (mut there, mut absent, mut is_text) = (Vec::new(), Vec::new(), false);
        for (number, classes) in cells {
            let column = &table.columns[*number as usize];
            match shape(model, column, classes) {
                Shape::Mentions { pattern, found } => {
                    is_text = true;
                    if found { &mut there } else { &mut absent }.push(format!("“{pattern}”"));
                }
                Shape::Member { kind, leaf, found } => {
                    let node = model.kinds[kind.index()].leaf(leaf);
                    let member = called(&node.name, &node.label, self.lang).into_owned();
                    if found { &mut there } else { &mut absent }.push(member);
                }
                shape => said.push(
                    self.phrasing
                        .tests
                        .said(*number, classes, self.lang)
                        .unwrap_or_else(|| self.column(&subject, column, &shape)),
                ),
            }
        }
        let verb = |found: bool| match (is_text, found) {
            (true, true) => self.word("mentions", "提到"),
            (true, false) => self.word("does not mention", "未提到"),
            (false, true) => self.word("includes", "包含"),
            (false, false) => self.word("does not include", "不含"),
        };
        for (these, found) in [(there, true), (absent, false)] {
            if !these.is_empty() {
                let list = if found {
                    self.listed(&these, " and ", "和")
                } else {
                    self.listed(&these, " or ", "或")
                };
                said.push(self.pick(
                    format!("{subject} {} {list}", verb(found)),
                    format!("{}{}{}", padded(&subject), verb(found), padded(&list)),
                ));
            }
        }
        said
    }

    /// `a, b or c`.
    fn listed(&self, items: &[String], en: &str, zh: &str) -> String {
        match (items, self.lang) {
            ([], _) => String::new(),
            ([one], _) => one.clone(),
            ([first @ .., last], Lang::En) => format!("{}{en}{last}", first.join(", ")),
            ([first @ .., last], Lang::Zh) => {
                tidy(format!("{}{zh}{}", padded(&first.join("、")), padded(last)))
            }
        }
    }

    fn column(&self, subject: &str, column: &Column, shape: &Shape) -> String {
        let model = self.phrasing.model;
        let zh = padded(subject);
        let unclassified = |none: bool| none.then(|| self.unclassified());
        match shape {
            Shape::Values(kind, values) => self.values(subject, *kind, values),
            Shape::YesNo { no, yes, none } => {
                let mut said = Vec::new();
                said.extend(yes.then(|| self.word("yes", "“是”").to_owned()));
                said.extend(no.then(|| self.word("no", "“否”").to_owned()));
                said.extend(unclassified(*none));
                let list = self.listed(&said, " or ", "或");
                self.pick(format!("{subject} is {list}"), format!("{zh}为{list}"))
            }
            Shape::Texts { texts, negated } => {
                let texts: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
                let list = self.listed(&texts, " or ", "或");
                match negated {
                    true => self.pick(
                        format!("{subject} is not {list}"),
                        format!("{zh}不是{list}"),
                    ),
                    false => self.pick(format!("{subject} is {list}"), format!("{zh}是{list}")),
                }
            }
            Shape::Ranges { ranges, none } => {
                let ty = type_of(model, column);
                let mut said: Vec<String> =
                    ranges.iter().map(|range| self.range(range, ty)).collect();
                said.extend(unclassified(*none));
                let list = self.listed(&said, " or ", "或");
                self.pick(format!("{subject} is {list}"), format!("{zh}{list}"))
            }
            Shape::Member { .. } | Shape::Mentions { .. } => String::new(),
        }
    }

    fn values(&self, subject: &str, kind: KindId, values: &Values) -> String {
        let nodes = &self.phrasing.model.kinds[kind.index()].nodes;
        let name = |id: &NodeId| {
            let node = &nodes[id.index()];
            called(&node.name, &node.label, self.lang).into_owned()
        };
        let group = |group: &Group| {
            let node = name(&group.node);
            let any = match (nodes[group.node.index()].leaf, self.lang) {
                (false, Lang::En) => format!("any {node}"),
                _ => node,
            };
            if group.except.is_empty() {
                return any;
            }
            let except: Vec<String> = group.except.iter().map(name).collect();
            let except = self.listed(&except, " and ", "和");
            self.pick(
                format!("{any} except {except}"),
                format!("{any}（{except}除外）"),
            )
        };
        let mut said: Vec<String> = values.groups.iter().map(group).collect();
        said.extend(values.none.then(|| self.unclassified()));
        let list = self.listed(&said, " or ", "或");
        let zh = padded(subject);
        let padded = padded(&list);
        match values.negated {
            true if values.groups.is_empty() => {
                self.pick(format!("{subject} is decided"), format!("{zh}已定"))
            }
            true => self.pick(
                format!("{subject} is anything but {list}"),
                format!("{zh}不属于{padded}"),
            ),
            false => self.pick(format!("{subject} is {list}"), format!("{zh}属于{padded}")),
        }
    }

    /// What follows `is`; in Chinese with its verb.
    fn range(&self, range: &Range, ty: Option<&Type>) -> String {
        let said = |quantity: &Quantity| {
            quantity_words(self.phrasing.model, quantity, ty, Some(self.lang))
        };
        let is_date = |end: &End| matches!(end.at, Quantity::Datum(Datum::Date(_)));
        let low = |end: &End| {
            let at = said(&end.at);
            match (is_date(end), end.included) {
                (true, _) => self.pick(format!("{at} or later"), format!("不早于 {at}")),
                (_, true) => self.pick(format!("at least {at}"), format!("至少 {at}")),
                (_, false) => self.pick(format!("more than {at}"), format!("多于 {at}")),
            }
        };
        let high = |end: &End| {
            let at = said(&end.at);
            match (is_date(end), end.included) {
                (true, _) => self.pick(format!("{at} or earlier"), format!("不晚于 {at}")),
                (_, true) => self.pick(format!("at most {at}"), format!("至多 {at}")),
                (_, false) => self.pick(format!("less than {at}"), format!("少于 {at}")),
            }
        };
        match (&range.low, &range.high) {
            (None, None) => self.word("any value", "有值").to_owned(),
            (None, Some(end)) => high(end),
            (Some(end), None) => low(end),
            (Some(a), Some(b)) => match range.single() {
                Some(single) => {
                    let at = said(single);
                    self.pick(at.clone(), format!("为 {at}"))
                }
                None if a.included && b.included => {
                    let (a, b) = (said(&a.at), said(&b.at));
                    self.pick(format!("{a} to {b}"), format!("为 {a} 至 {b}"))
                }
                None => self.pick(
                    format!("{} and {}", low(a), high(b)),
                    format!("{} 且{}", low(a), high(b)),
                ),
            },
        }
    }
}
