//! Rules: what speaks for them, what they beat, what keeps them from being met.

use super::test::Reading;
use super::{Phrases, padded, quoted};
use crate::explanation::rule::{Cited, Defeated, Effective, Ground, Named};
use crate::explanation::{Decision, Reason, Winner};
use crate::words::Lang;

impl Phrases<'_> {
    /// A rule with what it concludes: `C.8 (Common affair)`.
    pub(in crate::report) fn rule(&self, named: &Named) -> String {
        let id = &named.rule;
        if named.concludes.is_empty() {
            id.clone()
        } else {
            format!("{id}{}", self.aside(&self.concludes(named)))
        }
    }

    /// What a rule concludes.
    pub(in crate::report) fn concludes(&self, named: &Named) -> String {
        let mut each: Vec<String> = named
            .concludes
            .iter()
            .map(|value| value.words.get(self.lang).to_owned())
            .collect();
        if each.len() > 3 {
            let more = each.len() - 2;
            each.truncate(2);
            each.push(self.pick(format!("{more} others"), format!("另 {more} 项")));
        }
        self.list(&each)
    }

    /// A rule with its title: `C.8 “Shared parts of a building”`.
    pub(in crate::report) fn rule_titled(&self, named: &Named) -> String {
        let title = match &named.table {
            Some(table) => self
                .terms
                .tables
                .get(table)
                .and_then(|title| title.get(self.lang)),
            None => named.title.get(self.lang),
        };
        match title {
            Some(title) => self.pick(
                format!("{} {}", named.rule, quoted(title)),
                format!("{}{}", named.rule, quoted(title)),
            ),
            None => named.rule.clone(),
        }
    }

    /// The tests of a rule as met.
    pub(in crate::report) fn met(&self, when: &[Reason], unless: &[Reason]) -> (String, String) {
        let mut said = if when.is_empty() {
            self.word("always", "无条件")
        } else {
            self.reasons(when, Reading::Met)
        };
        if !unless.is_empty() {
            let excepted = self.reasons(unless, Reading::Met);
            said = self.pick(
                format!("{said}; and no exception: {excepted}"),
                format!("{said}；不属于例外：{excepted}"),
            );
        }
        (self.word("Applies because", "适用情形"), self.ended(&said))
    }

    /// A rule's own reason.
    pub(in crate::report) fn why(&self, winner: &Winner) -> Option<(String, String)> {
        let because = winner.origin.because.get(self.lang)?;
        Some((self.word("Reason", "理由"), self.ended(because)))
    }

    /// What a rule cites.
    pub(in crate::report) fn source(&self, cited: &Cited) -> (String, String) {
        let title = cited.title.get(self.lang).map(|title| self.document(title));
        let locator = cited.locator.get(self.lang).map(str::to_owned);
        let name = || cited.source.clone();
        let mut said = match (title.or_else(name), locator) {
            (Some(title), Some(locator)) => {
                self.pick(format!("{title}, {locator}"), format!("{title}，{locator}"))
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => String::new(),
        };
        if let Some(day) = cited.issued {
            said.push_str(&self.aside(&self.pick(format!("issued {day}"), format!("{day} 印发"))));
        }
        (self.word("Source", "依据"), self.ended(&said))
    }

    /// The title of a document. One that has its own marks gets no others.
    fn document(&self, title: &str) -> String {
        if title.contains(['《', '“']) {
            return title.to_owned();
        }
        match self.lang {
            Lang::Zh if !title.is_ascii() => format!("《{title}》"),
            _ => quoted(title),
        }
    }

    /// Which ruleset above a rule comes from, where it is inherited.
    pub(in crate::report) fn inherited(&self, winner: &Winner) -> Option<(String, String)> {
        let ruleset = &winner.origin.ruleset;
        let above = self.terms.rulesets.get(ruleset)?.above;
        let title = quoted(&self.ruleset(ruleset));
        let (authority, title_zh) = (
            self.authority(ruleset),
            self.document(&self.ruleset(ruleset)),
        );
        let (levels, levels_zh) = match above {
            0 => return None,
            1 => ("one level above".to_owned(), "上级".to_owned()),
            above => (
                format!("{above} levels above"),
                format!("上溯 {above} 级的"),
            ),
        };
        let by = if authority == *ruleset {
            String::new()
        } else {
            self.pick(format!(" of {authority}"), format!("（{authority}）"))
        };
        let mut said = self.pick(
            format!("{title}{by}, {levels}"),
            format!("{levels_zh}规则集{title_zh}{by}"),
        );
        if winner.named.mandatory {
            said.push_str(&self.word(
                "; mandatory, so that no rule below may prevail over it",
                "；系强制规则，下级规则不得优先于它",
            ));
        }
        Some((self.word("Comes from", "出自"), self.ended(&said)))
    }

    /// Until when a rule is in force, where it ends.
    pub(in crate::report) fn ends(&self, effective: &Effective) -> Option<(String, String)> {
        effective.until?;
        Some((
            self.word("In force", "施行"),
            self.ended(&self.period(effective)),
        ))
    }

    pub(super) fn period(&self, effective: &Effective) -> String {
        match (effective.from, effective.until) {
            (Some(from), Some(until)) => self.pick(
                format!("from {from} until {until}"),
                format!("自 {from} 起至 {until} 止"),
            ),
            (Some(from), None) => self.pick(format!("from {from}"), format!("自 {from} 起")),
            (None, Some(until)) => self.pick(format!("until {until}"), format!("至 {until} 止")),
            (None, None) => self.word("always", "不限"),
        }
    }

    /// That the reasons were told before.
    pub(in crate::report) fn as_before(&self, decision: &str) -> (String, String) {
        let name = self.decision(decision);
        (
            self.word("Reasons", "理由"),
            self.pick(format!("as for {name}."), format!("同“{name}”。")),
        )
    }

    /// The label of the rules that lost.
    pub(in crate::report) fn prevails(&self) -> String {
        self.word("Prevails over", "优先于")
    }

    /// Why one rule beats another.
    pub(in crate::report) fn beaten(&self, explained: &Decision, lost: &Defeated) -> String {
        let by = &lost.by;
        let origin = explained
            .because
            .iter()
            .map(|rule| (&rule.named, &rule.origin))
            .chain(
                explained
                    .defeated
                    .iter()
                    .map(|rule| (&rule.named, &rule.origin)),
            )
            .find(|(named, _)| named.rule == *by);
        let authority = origin
            .map(|(_, origin)| self.authority(&origin.ruleset))
            .unwrap_or_default();
        let value = origin
            .map(|(named, _)| self.concludes(named))
            .unwrap_or_default();
        let zh = padded(&value);
        match lost.ground {
            Ground::Mandatory => self.pick(
                format!("{by} is mandatory and of a higher ruleset, {authority}"),
                format!("{by} 是上级（{authority}）的强制规则"),
            ),
            Ground::Stated => self.overrides(lost),
            Ground::Superior => self.pick(
                format!("{by} is of a higher ruleset, {authority}"),
                format!("{by} 出自上级（{authority}）"),
            ),
            Ground::Specialis => self.pick(
                format!("{by} is the more special: it applies to only some of the same affairs"),
                format!("{by} 是特别规则，只适用于其中一部分事项"),
            ),
            Ground::Posterior => match (
                origin.and_then(|(_, origin)| origin.dated),
                lost.origin.dated,
            ) {
                (Some(later), Some(earlier)) => self.pick(
                    format!("{by} is later, {later} against {earlier}"),
                    format!("{by} 较新（{later}，前者为 {earlier}）"),
                ),
                _ => self.pick(format!("{by} is later"), format!("{by} 较新")),
            },
            Ground::Highest => self.pick(
                format!("the highest counts, and {value}, by {by}, is higher"),
                format!("取高：{by} 的{zh}更高"),
            ),
            Ground::Lowest => self.pick(
                format!("the lowest counts, and {value}, by {by}, is lower"),
                format!("取低：{by} 的{zh}更低"),
            ),
            Ground::Min => self.pick(
                format!("the least counts, and {value}, by {by}, is less"),
                format!("取最小：{by} 的{zh}更小"),
            ),
            Ground::Max => self.pick(
                format!("the greatest counts, and {value}, by {by}, is more"),
                format!("取最大：{by} 的{zh}更大"),
            ),
        }
    }

    fn overrides(&self, lost: &Defeated) -> String {
        let by = &lost.by;
        let said = if lost.through.is_empty() {
            self.pick(format!("{by} overrides it"), format!("{by} 明文优先"))
        } else {
            let through = self.and(&lost.through);
            self.pick(
                format!("{by} overrides it by way of {through}"),
                format!("{by} 经由{}明文优先", padded(&through)),
            )
        };
        match lost.stated_because.get(self.lang) {
            Some(because) => self.pick(
                format!("{said}, because {because}"),
                format!("{said}，因为{because}"),
            ),
            None => said,
        }
    }
}
