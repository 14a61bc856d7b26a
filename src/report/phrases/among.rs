//! What a fact may be, as a condition: a set of its values in a sentence.

use super::{Phrases, padded};
use crate::explanation::Shown;
use crate::explanation::among::{Among, Between};
use crate::explanation::reason::{Measure, Subject};
use crate::words::Lang;

impl Phrases<'_> {
    /// `it affects at most 9 households`, `Matter is Parking or Roof leak`.
    pub(super) fn among(&self, fact: &str, among: &Among) -> String {
        let subject = Subject::Fact(fact.to_owned());
        let name = self.subject(&subject);
        let zh_name = padded(&name);
        match among {
            Among::Values { these, but } if but.is_empty() || these.len() == 1 => {
                self.is(&subject, &self.or(&self.some(&self.each(these))), None)
            }
            Among::Values { but, .. } => {
                let but = self.or(&self.some(&self.each(but)));
                self.pick(
                    format!("{name} is other than {but}"),
                    format!("{zh_name}不是{}", padded(&but)),
                )
            }
            Among::YesNo(yes) => self.yes_or_no(&subject, *yes),
            Among::Withheld => self.withheld(),
            Among::Ranges(ranges) => {
                let within = self.within(fact, among).unwrap_or_default();
                let is_value = matches!(ranges.as_slice(), [range] if range.low == range.high);
                if self.lang == Lang::En || is_value || self.phrase(&subject).is_some() {
                    self.is(&subject, &within, None)
                } else {
                    self.pick(String::new(), format!("{zh_name}{within}"))
                }
            }
            Among::Members { includes, without } => {
                let (with, out) = (self.and(&self.each(includes)), self.or(&self.each(without)));
                let with = (!with.is_empty())
                    .then(|| self.pick(format!("includes {with}"), format!("含{}", padded(&with))));
                let out = (!out.is_empty()).then(|| {
                    self.pick(
                        format!("does not include {out}"),
                        format!("不含{}", padded(&out)),
                    )
                });
                self.verbs(&name, with.into_iter().chain(out))
            }
            Among::Texts {
                is,
                is_not,
                mentions,
                without,
            } => {
                let list = |texts: &[String]| {
                    let quoted: Vec<String> =
                        texts.iter().map(|text| super::quoted(text)).collect();
                    self.or(&self.some(&quoted))
                };
                let verbs = [
                    (is, "is", "是"),
                    (is_not, "is not", "不是"),
                    (mentions, "mentions", "提到"),
                    (without, "does not mention", "未提到"),
                ];
                let verbs = verbs.into_iter().filter(|(texts, ..)| !texts.is_empty());
                self.verbs(
                    &name,
                    verbs.map(|(texts, en, zh)| {
                        let texts = list(texts);
                        self.pick(format!("{en} {texts}"), format!("{zh}{texts}"))
                    }),
                )
            }
        }
    }

    /// A set of ordered values without its subject: `at least 10`; nothing for others.
    pub(super) fn within(&self, fact: &str, among: &Among) -> Option<String> {
        let Among::Ranges(ranges) = among else {
            return None;
        };
        let each: Vec<String> = ranges.iter().map(|range| self.range(fact, range)).collect();
        Some(self.or(&self.some(&each)))
    }

    fn range(&self, fact: &str, range: &Between) -> String {
        let dates = self.measure(fact) == Measure::Date;
        let low = range.low.as_ref().map(|end| {
            let (at, zh) = (self.words(&end.at), padded(&self.words(&end.at)));
            match (dates, end.included) {
                (true, true) => self.pick(format!("on or after {at}"), format!("不早于{zh}")),
                (true, false) => self.pick(format!("after {at}"), format!("晚于{zh}")),
                (false, true) => self.pick(format!("at least {at}"), format!("至少{zh}")),
                (false, false) => self.pick(format!("more than {at}"), format!("多于{zh}")),
            }
        });
        let high = range.high.as_ref().map(|end| {
            let (at, zh) = (self.words(&end.at), padded(&self.words(&end.at)));
            match (dates, end.included) {
                (true, true) => self.pick(format!("on or before {at}"), format!("不晚于{zh}")),
                (true, false) => self.pick(format!("before {at}"), format!("早于{zh}")),
                (false, true) => self.pick(format!("at most {at}"), format!("至多{zh}")),
                (false, false) => self.pick(format!("less than {at}"), format!("少于{zh}")),
            }
        });
        match (&range.low, &range.high, low, high) {
            (Some(from), Some(to), Some(low), Some(high)) => {
                let (a, b) = (self.words(&from.at), self.words(&to.at));
                if from.at == to.at {
                    a
                } else if from.included && to.included {
                    self.pick(
                        format!("from {a} to {b}"),
                        format!("{}至{}", padded(&a), padded(&b)),
                    )
                } else {
                    self.pick(format!("{low} and {high}"), format!("{low}且{high}"))
                }
            }
            (.., Some(end), None) | (.., None, Some(end)) => end,
            _ => self.word("any", "任意"),
        }
    }

    /// What sort of values a fact has.
    pub(super) fn measure(&self, fact: &str) -> Measure {
        match self.terms.facts.get(fact) {
            None if fact == "as_of" => Measure::Date,
            term => term.map_or(Measure::None, |term| term.measure),
        }
    }

    /// A yes/no fact as a condition.
    fn yes_or_no(&self, subject: &Subject, yes: bool) -> String {
        let answer = match (yes, self.lang) {
            (true, Lang::En) => "yes",
            (false, Lang::En) => "no",
            (true, Lang::Zh) => "是",
            (false, Lang::Zh) => "否",
        };
        match self.phrase(subject) {
            Some(phrase) if !yes && !phrase.contains("{}") => self.pick(
                format!("it is not so that {phrase}"),
                format!("并非{}", padded(phrase)),
            ),
            Some(_) => self.is(subject, answer, Some(yes)),
            None => {
                let name = self.subject(subject);
                self.pick(
                    format!("{name} is {answer}"),
                    format!("{}为{answer}", padded(&name)),
                )
            }
        }
    }

    fn verbs(&self, name: &str, verbs: impl Iterator<Item = String>) -> String {
        let verbs: Vec<String> = verbs.collect();
        let verbs = self.pick(verbs.join(" and "), verbs.join("，且"));
        self.pick(
            format!("{name} {verbs}"),
            format!("{}{verbs}", padded(name)),
        )
    }

    pub(super) fn each(&self, shown: &[Shown]) -> Vec<String> {
        shown.iter().map(|shown| self.words(shown)).collect()
    }
}
