//! What tests ask, as conditions, and how far they are from holding.

use super::{Phrases, padded};
use crate::explanation::Test;
use crate::explanation::reason::{Distance, Measure, Relation};

impl Phrases<'_> {
    /// What a test asks, as a sentence: `Matter is Roof leak`, `it affects at least 30 households`.
    pub(super) fn asked(&self, test: &Test) -> String {
        let needed = self.needed(test);
        match test.relation {
            Relation::Is if test.measure == Measure::None && !test.negated => {
                let yes_no = test
                    .needed
                    .first()
                    .and_then(|needed| needed.value.as_bool());
                self.is(&test.subject, &self.or(&self.some(&needed)), yes_no)
            }
            Relation::MentionsAnyOf
            | Relation::MentionsAllOf
            | Relation::IncludesAnyOf
            | Relation::IncludesAllOf => {
                let (name, asked) = (self.subject(&test.subject), self.comparison(test));
                self.pick(
                    format!("{name} {asked}"),
                    format!("{}{asked}", padded(&name)),
                )
            }
            _ if test.negated => {
                let (name, asked) = (self.subject(&test.subject), self.comparison(test));
                self.pick(
                    format!("{name} is {asked}"),
                    format!("{}{asked}", padded(&name)),
                )
            }
            Relation::Is => self.is(&test.subject, &self.comparison(test), None),
            _ if self
                .phrase(&test.subject)
                .is_some_and(|phrase| phrase.contains("{}")) =>
            {
                self.is(&test.subject, &self.comparison(test), None)
            }
            _ => {
                let (name, asked) = (self.subject(&test.subject), self.comparison(test));
                self.pick(
                    format!("{name} is {asked}"),
                    format!("{}{asked}", padded(&name)),
                )
            }
        }
    }

    /// What a test asks, without its subject: `at least 30`, `not Roof leak`.
    pub(super) fn comparison(&self, test: &Test) -> String {
        let needed = self.needed(test);
        let value = match (&test.needed_as, needed.first()) {
            (Some(written), Some(value)) => format!("{}{}", self.words(written), self.aside(value)),
            (Some(written), None) => self.words(written),
            (None, _) => self.or(&self.some(&needed)),
        };
        let (or, and) = (self.or(&self.some(&needed)), self.and(&self.some(&needed)));
        let (dates, ranks) = (test.measure == Measure::Date, test.measure == Measure::Rank);
        let relation = if test.negated {
            contrary(test.relation)
        } else {
            Some(test.relation)
        };
        let pad = padded(&value);
        match relation {
            Some(Relation::Is) => value,
            Some(Relation::AtLeast) if dates => {
                self.pick(format!("on or after {value}"), format!("不早于{pad}"))
            }
            Some(Relation::AtMost) if dates => {
                self.pick(format!("on or before {value}"), format!("不晚于{pad}"))
            }
            Some(Relation::MoreThan) if dates => {
                self.pick(format!("after {value}"), format!("晚于{pad}"))
            }
            Some(Relation::LessThan) if dates => {
                self.pick(format!("before {value}"), format!("早于{pad}"))
            }
            Some(Relation::AtLeast) if ranks => {
                self.pick(format!("at least {value}"), format!("不低于{pad}"))
            }
            Some(Relation::AtMost) if ranks => {
                self.pick(format!("at most {value}"), format!("不高于{pad}"))
            }
            Some(Relation::MoreThan) if ranks => {
                self.pick(format!("above {value}"), format!("高于{pad}"))
            }
            Some(Relation::LessThan) if ranks => {
                self.pick(format!("below {value}"), format!("低于{pad}"))
            }
            Some(Relation::AtLeast) => self.pick(format!("at least {value}"), format!("至少{pad}")),
            Some(Relation::AtMost) => self.pick(format!("at most {value}"), format!("至多{pad}")),
            Some(Relation::MoreThan) => {
                self.pick(format!("more than {value}"), format!("多于{pad}"))
            }
            Some(Relation::LessThan) => {
                self.pick(format!("less than {value}"), format!("少于{pad}"))
            }
            Some(Relation::Between) => self.between(&needed, false),
            Some(Relation::IncludesAnyOf) => self.pick(format!("includes {or}"), format!("含{or}")),
            Some(Relation::IncludesAllOf) => {
                self.pick(format!("includes {and}"), format!("含{and}"))
            }
            Some(Relation::MentionsAnyOf) => {
                self.pick(format!("mentions {or}"), format!("提到{or}"))
            }
            Some(Relation::MentionsAllOf) => {
                self.pick(format!("mentions {and}"), format!("提到{and}"))
            }
            Some(Relation::Decided) => self.word("decided", "已定"),
            None => match test.relation {
                Relation::Between => self.between(&needed, true),
                Relation::IncludesAnyOf => {
                    self.pick(format!("does not include {or}"), format!("不含{or}"))
                }
                Relation::IncludesAllOf => self.pick(
                    format!("does not include all of {and}"),
                    format!("不同时含{and}"),
                ),
                Relation::MentionsAnyOf => {
                    self.pick(format!("does not mention {or}"), format!("没有提到{or}"))
                }
                Relation::MentionsAllOf => self.pick(
                    format!("does not mention all of {and}"),
                    format!("没有同时提到{and}"),
                ),
                Relation::Decided => self.word("not decided", "未定"),
                _ => self.pick(format!("not {value}"), format!("不是{pad}")),
            },
        }
    }

    fn between(&self, ends: &[String], negated: bool) -> String {
        let [low, high] = ends else {
            return self.or(ends);
        };
        let (low_zh, high_zh) = (padded(low), padded(high));
        if negated {
            self.pick(
                format!("not from {low} to {high}"),
                format!("不在{low_zh}与{high_zh}之间"),
            )
        } else {
            self.pick(
                format!("from {low} to {high}"),
                format!("在{low_zh}与{high_zh}之间"),
            )
        }
    }

    /// `3 too few`, `差 3`.
    pub(super) fn distance(&self, distance: &Distance, measure: Measure) -> String {
        let (low, by) = match distance {
            Distance::TooLowBy(by) => (true, self.words(by)),
            Distance::TooHighBy(by) => (false, self.words(by)),
        };
        let [too_low, too_high] = match measure {
            Measure::Count => ["too few", "too many"],
            Measure::Amount | Measure::None => ["too little", "too much"],
            Measure::Days => ["too short", "too long"],
            Measure::Date => ["too early", "too late"],
            Measure::Rank if by == "1" => ["step too low", "step too high"],
            Measure::Rank => ["steps too low", "steps too high"],
        };
        let pad = padded(&by);
        let zh = match (measure, low) {
            (Measure::Date, true) => format!("早了{pad}"),
            (Measure::Date, false) => format!("晚了{pad}"),
            (Measure::Rank, true) => format!("低{pad}级"),
            (Measure::Rank, false) => format!("高{pad}级"),
            (_, true) => format!("差{pad}"),
            (_, false) => format!("超出{pad}"),
        };
        self.pick(format!("{by} {}", if low { too_low } else { too_high }), zh)
    }
}

/// The relation that is the contrary of another, if there is a word for it.
fn contrary(relation: Relation) -> Option<Relation> {
    match relation {
        Relation::AtLeast => Some(Relation::LessThan),
        Relation::AtMost => Some(Relation::MoreThan),
        Relation::MoreThan => Some(Relation::AtMost),
        Relation::LessThan => Some(Relation::AtLeast),
        _ => None,
    }
}
