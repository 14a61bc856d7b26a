//! Rules: what speaks for them, what they beat, what keeps them from being met.

use super::test::Reading;
use super::{Phrases, padded};
use crate::explanation::rule::{Beaten, Cited, Defeated, Effective, Ground, Named, NotMet, Open};
use crate::explanation::{Decision, Reason, Winner};
use crate::words::Lang;

impl Phrases<'_> {
    /// A rule with what it concludes: `C.8 (Common affair)`.
    pub(in crate::report) fn rule(&self, named: &Named) -> String {
        let id = &named.rule;
        match named.concludes.is_empty() {
            true => id.clone(),
            false => format!("{id}{}", self.aside(&self.concludes(named))),
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
                format!("{} {}", named.rule, self.quoted(title)),
                format!("{}{}", named.rule, self.quoted(title)),
            ),
            None => named.rule.clone(),
        }
    }

    /// The tests of a rule as met.
    pub(in crate::report) fn met(&self, when: &[Reason], unless: &[Reason]) -> (String, String) {
        let mut said = match when.is_empty() {
            true => self.word("always", "无条件"),
            false => self.reasons(when, Reading::Met),
        };
        if !unless.is_empty() {
            let excepted = self.reasons(unless, Reading::Met);
            said = self.pick(
                format!("{said}; and no exception: {excepted}"),
                format!("{said}；不属于例外：{excepted}"),
            );
        }
        (self.word("Met", "符合"), self.ended(&said))
    }

    /// A rule's own reason.
    pub(in crate::report) fn why(&self, winner: &Winner) -> Option<(String, String)> {
        let because = winner.origin.because.get(self.lang)?;
        Some((self.word("Why", "理由"), self.ended(because)))
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
            _ => self.quoted(title),
        }
    }

    /// Until when a rule is in force, where it ends.
    pub(in crate::report) fn ends(&self, effective: &Effective) -> Option<(String, String)> {
        effective.until?;
        Some((
            self.word("In force", "施行"),
            self.ended(&self.period(effective)),
        ))
    }

    fn period(&self, effective: &Effective) -> String {
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
        let said = match lost.through.is_empty() {
            true => self.pick(format!("{by} overrides it"), format!("{by} 明文优先")),
            false => {
                let through = self.and(&lost.through);
                self.pick(
                    format!("{by} overrides it by way of {through}"),
                    format!("{by} 经由{}明文优先", padded(&through)),
                )
            }
        };
        match lost.stated_because.get(self.lang) {
            Some(because) => self.pick(
                format!("{said}, because {because}"),
                format!("{said}，因为{because}"),
            ),
            None => said,
        }
    }

    /// The label of the rules that are not met, with the heads of a table of them.
    pub(in crate::report) fn not_met_label(&self) -> (String, [String; 3]) {
        let heads = [
            self.word("Rule", "规则"),
            self.word("Concludes", "结论"),
            self.word("Why not", "不符之处"),
        ];
        (self.word("Not met", "不符合"), heads)
    }

    /// Why a rule is not met.
    pub(in crate::report) fn not_met(&self, rule: &NotMet) -> String {
        let mut said = Vec::new();
        if let Some(effective) = &rule.out_of_date {
            let period = self.period(effective);
            said.push(self.pick(
                format!("not in force: only {period}"),
                format!("不在施行期内（{period}）"),
            ));
        }
        if rule.together {
            let asked = self.reasons(&rule.when, Reading::Open);
            let mut said = self.pick(
                format!("with what is known, it cannot be that {asked}"),
                format!("结合已知情况，不可能{asked}"),
            );
            if !rule.unless.is_empty() {
                let excepted = self.reasons(&rule.unless, Reading::Open);
                said = self.pick(
                    format!("{said}, without {excepted}"),
                    format!("{said}而不{excepted}"),
                );
            }
            return said;
        }
        if !rule.when.is_empty() {
            said.push(self.reasons(&rule.when, Reading::Failing));
        }
        if !rule.unless.is_empty() {
            let excepted = self.reasons(&rule.unless, Reading::Met);
            said.push(self.pick(
                format!("excepted, since {excepted}"),
                format!("属于例外：{excepted}"),
            ));
        }
        if !rule.named.via.is_empty() {
            let via = self.via(&rule.named.via);
            said.push(self.pick(format!("given that {via}"), format!("以{via}为前提")));
        }
        self.sentences(&said)
    }

    /// Many rules that are not met for one sort of reason; whether others are told one by one.
    pub(in crate::report) fn folded(
        &self,
        table: Option<&str>,
        ids: &[String],
        about: &[String],
        by_value: bool,
        others: bool,
    ) -> String {
        let which = match table {
            Some(table) => self.rows(table, ids, others),
            None => self.many(ids, others),
        };
        let (about_en, about_zh) = (self.and(about), padded(&self.and(about)));
        let zh = padded(&which);
        match (by_value, ids.len()) {
            (true, 1) => self.pick(
                format!("{which} asks for another {about_en}"),
                format!("{zh}针对其他{about_zh}"),
            ),
            (true, _) => self.pick(
                format!("{which} ask for another {about_en}"),
                format!("{zh}针对其他{about_zh}"),
            ),
            (false, 1) => self.pick(
                format!("{which} fails on {about_en}"),
                format!("{zh}在{about_zh}上不符"),
            ),
            (false, _) => self.pick(
                format!("{which} fail on {about_en}"),
                format!("{zh}在{about_zh}上不符"),
            ),
        }
    }

    /// Many rules that are not in force.
    pub(in crate::report) fn folded_out_of_date(&self, ids: &[String], others: bool) -> String {
        let which = self.many(ids, others);
        self.pick(
            format!(
                "{which} {} not in force on that day",
                if ids.len() == 1 { "is" } else { "are" }
            ),
            format!("{which}当日不在施行期内"),
        )
    }

    fn many(&self, ids: &[String], others: bool) -> String {
        let (number, named) = (ids.len(), self.aside(&self.names(ids)));
        match (others, number) {
            (_, 1) => self.pick(
                format!("rule {}", ids[0]),
                format!("规则 {}", padded(&ids[0])),
            ),
            (true, _) => self.pick(
                format!("{number} other rules{named}"),
                format!("另有 {number} 条规则{named}"),
            ),
            (false, _) => self.pick(
                format!("{number} rules{named}"),
                format!("{number} 条规则{named}"),
            ),
        }
    }

    fn rows(&self, table: &str, ids: &[String], others: bool) -> String {
        match (others, ids.len()) {
            (_, 1) => self.pick(
                format!("row {}", ids[0]),
                format!("表行 {}", padded(&ids[0])),
            ),
            (true, number) => self.pick(
                format!("{number} other rows of {table}"),
                format!("表 {table} 的另外 {number} 行"),
            ),
            (false, number) => self.pick(
                format!("{number} rows of {table}"),
                format!("表 {table} 的 {number} 行"),
            ),
        }
    }

    /// The label of the rules that are open.
    pub(in crate::report) fn open_label(&self) -> String {
        self.word("Open", "待定")
    }

    /// What a rule still turns on.
    pub(in crate::report) fn open(&self, rule: &Open) -> String {
        let mut said = Vec::new();
        if !rule.when.is_empty() || !rule.unless.is_empty() {
            said.push(self.open_tests(&rule.when, &rule.unless));
        }
        if rule.met {
            said.push(self.word("met already", "已符合"));
        }
        if !rule.named.via.is_empty() {
            let via = self.via(&rule.named.via);
            said.push(self.pick(format!("given that {via}"), format!("以{via}为前提")));
        }
        if let Some(Beaten { by, .. }) = &rule.beaten_by {
            said.push(self.pick(
                format!("even then {by} beats it"),
                format!("即便如此，{by} 仍优先"),
            ));
        }
        if let Some(Beaten { by, .. }) = &rule.beaten_if {
            said.push(self.pick(
                format!("unless {by} is met, which beats it"),
                format!("除非 {by} 也符合，它优先"),
            ));
        }
        if said.is_empty() {
            return self.word("not settled", "未定");
        }
        self.clauses(&said)
    }

    /// `if planning is involved, unless it is major`.
    fn open_tests(&self, when: &[Reason], unless: &[Reason]) -> String {
        let mut said = Vec::new();
        if !when.is_empty() {
            let asked = self.reasons(when, Reading::Open);
            said.push(self.pick(format!("if {asked}"), format!("若{asked}")));
        }
        if !unless.is_empty() {
            let asked = self.reasons(unless, Reading::Open);
            said.push(self.pick(format!("unless {asked}"), format!("除非{asked}")));
        }
        self.clauses(&said)
    }

    /// Many rules that turn on the same facts.
    pub(in crate::report) fn folded_open(
        &self,
        table: Option<&str>,
        number: usize,
        about: &[String],
    ) -> String {
        let (about_en, about_zh) = (self.and(about), padded(&self.and(about)));
        match table {
            Some(table) => self.pick(
                format!("{number} rows of {table} turn on {about_en}"),
                format!("表 {table} 的 {number} 行取决于{about_zh}"),
            ),
            None => self.pick(
                format!("{number} rules turn on {about_en}"),
                format!("{number} 条规则取决于{about_zh}"),
            ),
        }
    }

    /// Facts that are not known and make no difference.
    pub(in crate::report) fn no_difference(&self, facts: &[String]) -> (String, String) {
        let facts = self.and(&self.some(facts));
        let text = self.pick(
            format!("{facts}: not known, and it makes no difference here."),
            format!("{}不详，但不影响此项结论。", padded(&facts)),
        );
        (self.word("Not needed", "无需"), text)
    }
}
