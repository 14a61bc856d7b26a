//! Rules that are not met or open: one by one, and many in one line.

use super::test::Reading;
use super::{Phrases, padded};
use crate::explanation::rule::Beaten;
use crate::explanation::{NotMet, Open, Reason};

impl Phrases<'_> {
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
                format!("结合已知情况，不可能出现此种情形：{asked}"),
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

    pub(super) fn many(&self, ids: &[String], others: bool) -> String {
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

    pub(super) fn rows(&self, table: &str, ids: &[String], others: bool) -> String {
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
