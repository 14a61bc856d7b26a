//! Tests of rules as sentences: as met, as failing, as a condition still open.

use super::{Phrases, padded, quoted};
use crate::explanation::reason::{Held, Measure, Relation, Subject, Unsettled};
use crate::explanation::{Actual, Reason, Shown, Test};
use crate::words::Lang;

/// How a list of reasons is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Reading {
    /// Each holds.
    Met,
    /// Each fails, and would have to be otherwise.
    Failing,
    /// Each is still to be seen.
    Open,
}

impl Phrases<'_> {
    /// Reasons as one sentence.
    pub(in crate::report) fn reasons(&self, reasons: &[Reason], reading: Reading) -> String {
        let one = |reason: &Reason| match (reason, reading, self.lang) {
            // several alternatives among other reasons keep together
            (Reason::Any { any }, Reading::Open, Lang::Zh)
                if reasons.len() > 1 && merged(any).is_none() =>
            {
                format!("（{}）", self.reason(reason, reading))
            }
            _ => self.reason(reason, reading),
        };
        let each: Vec<String> = reasons.iter().map(one).collect();
        match reading {
            Reading::Met | Reading::Failing => self.sentences(&each),
            Reading::Open => each.join(&self.pick(" and ".into(), "，且".into())),
        }
    }

    fn reason(&self, reason: &Reason, reading: Reading) -> String {
        match reason {
            Reason::Test(test) => self.test(test, reading),
            Reason::Any { any } if any.is_empty() => {
                self.word("it can never be met", "该条件不可能符合")
            }
            Reason::Any { any } => {
                if let Some(merged) = merged(any) {
                    return self.test(&merged, reading);
                }
                let is_open = |test: &&Test| test.held == Held::Open;
                if reading == Reading::Met
                    && any
                        .iter()
                        .flat_map(Reason::tests)
                        .any(|test| is_open(&test))
                {
                    let each: Vec<String> = any
                        .iter()
                        .map(|part| self.reason(part, Reading::Open))
                        .collect();
                    return self.pick(
                        format!("one of these in any case: {}", each.join(" or ")),
                        format!("总有一项符合：{}", each.join("，或者")),
                    );
                }
                let each: Vec<String> = any.iter().map(|part| self.reason(part, reading)).collect();
                match (reading, self.lang) {
                    (Reading::Met, Lang::En) => each.join(", and also "),
                    (Reading::Met, Lang::Zh) => each.join("，并且"),
                    (Reading::Failing, Lang::En) => format!("neither way: {}", each.join(", nor ")),
                    (Reading::Failing, Lang::Zh) => format!("下列各项均不符：{}", each.join("，")),
                    (Reading::Open, Lang::En) => format!("either {}", each.join(" or ")),
                    (Reading::Open, Lang::Zh) => each.join("，或者"),
                }
            }
            Reason::All { all } => {
                let each: Vec<String> = all.iter().map(|part| self.reason(part, reading)).collect();
                each.join(&self.pick(" and ".into(), "且".into()))
            }
        }
    }

    fn test(&self, test: &Test, reading: Reading) -> String {
        let said = match (reading, &test.actual) {
            (Reading::Open, _) => self.asked(test),
            // the rule is met whatever is unknown, so this cannot but hold
            (Reading::Met, _) if test.held == Held::Open => {
                let asked = self.asked(test);
                self.pick(
                    format!("{asked} (it cannot be otherwise)"),
                    format!("{asked}（只能如此）"),
                )
            }
            (_, Actual::Known(actual)) => self.known(test, actual, reading == Reading::Met),
            (_, Actual::Unsettled { status, .. }) => {
                self.unsettled(test, *status, reading == Reading::Met)
            }
        };
        match &test.define {
            Some(define) => {
                let define = self.define(define);
                let aside = self.pick(
                    format!("as part of “{define}”"),
                    format!("属于“{define}”的要求"),
                );
                format!("{said}{}", self.aside(&aside))
            }
            None => said,
        }
    }

    /// A fact with its value, as far as it is known.
    pub(in crate::report) fn given_fact(&self, fact: &str, value: &Actual) -> String {
        let subject = Subject::Fact(fact.to_owned());
        match value {
            Actual::Known(value) => self.is(&subject, &self.words(value), value.value.as_bool()),
            Actual::Unsettled {
                status: Unsettled::Withheld,
                ..
            } => format!("{}{}", self.colon(&self.subject(&subject)), self.withheld()),
            Actual::Unsettled { among, .. } => {
                let among: Vec<String> = among.iter().map(|value| self.words(value)).collect();
                self.is(&subject, &self.or(&self.some(&among)), None)
            }
        }
    }

    /// In place of a value that is left out.
    pub(super) fn withheld(&self) -> String {
        self.word("withheld", "不予显示")
    }

    /// What a test looks at.
    pub(in crate::report) fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Fact(fact) => self.fact(fact),
            Subject::Decision(decision) => self.decision(decision),
            Subject::Expression(written) => written.words.get(self.lang).to_owned(),
        }
    }

    /// The sentence of a fact, with `{}` or without.
    pub(super) fn phrase(&self, subject: &Subject) -> Option<&str> {
        match subject {
            Subject::Fact(fact) => self.terms.facts.get(fact)?.phrase.get(self.lang),
            _ => None,
        }
    }

    /// Whether a subject has several values at once.
    fn is_set(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Fact(fact) => self.terms.facts.get(fact).is_some_and(|term| term.is_set),
            Subject::Decision(decision) => self
                .terms
                .decisions
                .get(decision)
                .is_some_and(|term| term.is_set),
            Subject::Expression(_) => false,
        }
    }

    /// What a yes/no subject says, to be followed by yes or no.
    pub(super) fn statement(&self, subject: &Subject) -> String {
        match self.phrase(subject) {
            Some(phrase) if !phrase.contains("{}") => phrase.to_owned(),
            _ => self.subject(subject),
        }
    }

    /// `Matter is Elevator installation`, `it affects 27 households`, `planning is involved`.
    pub(super) fn is(&self, subject: &Subject, value: &str, yes_no: Option<bool>) -> String {
        match (self.phrase(subject), yes_no) {
            (Some(phrase), _) if phrase.contains("{}") => self.filled(phrase, value),
            (Some(phrase), Some(true)) => phrase.to_owned(),
            (_, Some(_)) => format!("{}{value}", self.colon(&self.statement(subject))),
            (_, None) if self.is_set(subject) => {
                format!("{}{value}", self.colon(&self.subject(subject)))
            }
            (_, None) => {
                let name = self.subject(subject);
                self.pick(
                    format!("{name} is {value}"),
                    format!("{}是{}", padded(&name), padded(value)),
                )
            }
        }
    }

    /// A sentence with its value in it; in Chinese without blanks between them where the sentence has none.
    fn filled(&self, phrase: &str, value: &str) -> String {
        let is_tight = self.lang == Lang::Zh && !phrase.contains(" {}") && !phrase.contains("{} ");
        match value.rsplit_once(' ') {
            Some((words, number))
                if is_tight
                    && !words.ends_with(|c: char| c.is_ascii())
                    && number.starts_with(|c: char| c.is_ascii()) =>
            {
                phrase.replace("{}", &format!("{words}{number}"))
            }
            _ => phrase.replace("{}", value),
        }
    }

    /// What a test looks at, for a list of what many rules fail on.
    pub(in crate::report) fn topic(&self, subject: &Subject) -> String {
        match (subject, self.phrase(subject)) {
            (Subject::Fact(fact), Some(phrase))
                if self
                    .terms
                    .facts
                    .get(fact)
                    .is_some_and(|term| term.label.is_empty()) =>
            {
                quoted(&phrase.replace("{}", "…"))
            }
            _ => self.subject(subject),
        }
    }

    /// What somebody establishes or judges of a fact.
    pub(in crate::report) fn matter_of(&self, fact: &str) -> String {
        let subject = Subject::Fact(fact.to_owned());
        let is_yes_no = self.terms.facts.get(fact).is_some_and(|term| term.yes_no);
        match self.phrase(&subject) {
            Some(phrase) if is_yes_no && !phrase.contains("{}") => {
                self.pick(format!("whether {phrase}"), quoted(phrase))
            }
            _ => self.topic(&subject),
        }
    }

    /// The same of a fact by its name.
    pub(in crate::report) fn topic_of(&self, fact: &str) -> String {
        self.topic(&Subject::Fact(fact.to_owned()))
    }

    pub(in crate::report) fn words(&self, shown: &Shown) -> String {
        shown.words.get(self.lang).to_owned()
    }

    pub(super) fn needed(&self, test: &Test) -> Vec<String> {
        test.needed
            .iter()
            .map(|needed| self.words(needed))
            .collect()
    }

    /// A test of a known value.
    fn known(&self, test: &Test, actual: &Shown, met: bool) -> String {
        let value = self.words(actual);
        let is = self.is(&test.subject, &value, actual.value.as_bool());
        match test.relation {
            Relation::Is if test.measure == Measure::None => self.known_is(test, actual, &is, met),
            Relation::Is if met => is,
            Relation::IncludesAnyOf | Relation::IncludesAllOf => self.known_members(test, &is, met),
            Relation::MentionsAnyOf | Relation::MentionsAllOf => {
                self.known_mentions(test, actual, met)
            }
            Relation::Decided => is,
            _ => {
                let asked = self.comparison(test);
                let far = test
                    .distance
                    .as_ref()
                    .map(|distance| self.distance(distance, test.measure));
                let aside = match (met, far) {
                    (true, _) => asked,
                    (false, None) => {
                        self.pick(format!("needed: {asked}"), format!("须{}", padded(&asked)))
                    }
                    (false, Some(far)) => self.pick(
                        format!("needed: {asked}; {far}"),
                        format!("须{}，{far}", padded(&asked)),
                    ),
                };
                format!("{is}{}", self.aside(&aside))
            }
        }
    }

    fn known_is(&self, test: &Test, actual: &Shown, is: &str, met: bool) -> String {
        let is_exact = test.needed.contains(actual);
        let all = self.needed(test);
        let needed = self.or(&self.some(&all));
        if actual.value.is_boolean() {
            if met {
                return is.to_owned();
            }
            let stated = format!(
                "{}{}",
                self.colon(&self.statement(&test.subject)),
                self.words(actual)
            );
            let aside = if test.negated {
                self.pick(format!("{needed} is excluded"), format!("不得为{needed}"))
            } else {
                self.pick(format!("{needed} is needed"), format!("须为{needed}"))
            };
            return format!("{stated}{}", self.aside(&aside));
        }
        match (met, test.negated) {
            (true, false) if is_exact => is.to_owned(),
            (true, false) => {
                let aside = self.pick(format!("a kind of {needed}"), format!("属于{needed}"));
                format!("{is}{}", self.aside(&aside))
            }
            (false, true) if is_exact => self.pick(
                format!("{is}, which is excluded"),
                format!("{is}，属排除情形"),
            ),
            (false, true) => self.pick(
                format!("{is}, a kind of {needed}, which is excluded"),
                format!("{is}，属于{needed}，属排除情形"),
            ),
            _ => self.pick(
                format!("{is}, not {needed}"),
                format!("{is}，不是{}", padded(&needed)),
            ),
        }
    }

    fn known_members(&self, test: &Test, is: &str, met: bool) -> String {
        let needed = self.needed(test);
        let all = test.relation == Relation::IncludesAllOf;
        let (or, and) = (self.or(&self.some(&needed)), self.and(&self.some(&needed)));
        let all = all && needed.len() > 1;
        let aside = match (met, test.negated, all) {
            (true, false, false) => self.pick(format!("with {or}"), format!("其中有{or}")),
            (true, false, true) => self.pick(format!("with {and}"), format!("其中有{and}")),
            (true, true, false) => self.pick(format!("without {or}"), format!("其中没有{or}")),
            (true, true, true) => {
                self.pick(format!("without all of {and}"), format!("并非同时有{and}"))
            }
            (false, false, false) => self.pick(format!("needed: {or}"), format!("须有{or}")),
            (false, false, true) => self.pick(format!("needed: {and}"), format!("须同时有{and}")),
            (false, true, _) => self.pick(format!("excluded: {or}"), format!("不得有{or}")),
        };
        format!("{is}{}", self.aside(&aside))
    }

    /// The known value is the words that the text does mention.
    fn known_mentions(&self, test: &Test, found: &Shown, met: bool) -> String {
        let (name, found_words) = (self.subject(&test.subject), self.words(found));
        let missing: Vec<String> = match found.value.as_array() {
            Some(found) => test
                .needed
                .iter()
                .filter(|word| !found.contains(&word.value))
                .map(|word| self.words(word))
                .collect(),
            None => self.needed(test),
        };
        let missing = self.or(&self.some(&missing));
        match (met, test.negated) {
            (true, false) => self.pick(
                format!("{name} mentions {found_words}"),
                format!("{}提到{found_words}", padded(&name)),
            ),
            (false, true) => self.pick(
                format!("{name} mentions {found_words}, which is excluded"),
                format!("{}提到{found_words}，属排除情形", padded(&name)),
            ),
            _ => self.pick(
                format!("{name} does not mention {missing}"),
                format!("{}没有提到{missing}", padded(&name)),
            ),
        }
    }

    /// A test of something that has not one known value.
    fn unsettled(&self, test: &Test, status: Unsettled, met: bool) -> String {
        let name = self.subject(&test.subject);
        let (asked, zh) = (self.comparison(test), padded(&name));
        let is_value = test.relation == Relation::Is && test.measure == Measure::None;
        match (status, met) {
            (Unsettled::Withheld, true) => {
                let aside = self.word("as the rule asks", "符合规则要求");
                format!(
                    "{}{}{}",
                    self.colon(&name),
                    self.withheld(),
                    self.aside(&aside)
                )
            }
            (Unsettled::Withheld, false) => {
                let aside = self.word("not as the rule asks", "不符合规则要求");
                format!(
                    "{}{}{}",
                    self.colon(&name),
                    self.withheld(),
                    self.aside(&aside)
                )
            }
            (Unsettled::Unclassified, true) => {
                self.pick(format!("{name} is unclassified"), format!("{zh}未归类"))
            }
            (Unsettled::Unclassified, false) => self.pick(
                format!("{name} is unclassified ({asked} is needed)"),
                format!("{zh}未归类（须为{}）", padded(&asked)),
            ),
            (_, true) => self.pick(
                format!("{name} is in any case {asked}"),
                format!("{zh}无论如何符合“{asked}”"),
            ),
            (_, false) if is_value && !test.negated => self.pick(
                format!("{name} is in no case {asked}"),
                format!("{zh}无论如何不是{}", padded(&asked)),
            ),
            (_, false) => self.pick(
                format!("{name} is in no case {asked}"),
                format!("{zh}无论如何不符合“{asked}”"),
            ),
        }
    }
}

/// Alternatives that ask for one or another value of the same subject, as one test.
fn merged(any: &[Reason]) -> Option<Test> {
    let mut each = any.iter().map(|reason| match reason {
        Reason::Test(test)
            if test.relation == Relation::Is && test.measure == Measure::None && !test.negated =>
        {
            Some(test)
        }
        _ => None,
    });
    let mut merged = (**each.next()??).clone();
    for test in each {
        let test = test?;
        if test.subject != merged.subject || test.define != merged.define {
            return None;
        }
        merged.needed.extend(test.needed.iter().cloned());
    }
    Some(merged)
}
