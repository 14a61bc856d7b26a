//! What is said of real affairs that were decided by two rulesets.

use super::diff::Say;
use crate::diff::cases::{Case, Place};

impl Say {
    pub(in crate::report) fn replayed(self) -> String {
        self.word("Real affairs", "真实事项")
    }

    /// `120 affairs: 7 moved, 110 did not, …`.
    pub(in crate::report) fn counts(self, counts: [u64; 6]) -> String {
        let [records, moved, same, open, admitted, rejected] = counts;
        let mut en = vec![format!("{moved} moved"), format!("{same} decided alike")];
        let mut zh = vec![format!("{moved} 件结果不同"), format!("{same} 件结果相同")];
        let more = [
            (open, "not replayable", "无法重放"),
            (admitted, "admitted by the new ruleset only", "仅新版适用"),
            (rejected, "admitted by neither", "两者均不适用"),
        ];
        for (count, said, said_zh) in more.into_iter().filter(|it| it.0 > 0) {
            en.push(format!("{count} {said}"));
            zh.push(format!("{count} 件{said_zh}"));
        }
        let s = if records == 1 { "" } else { "s" };
        self.pick(
            format!("{records} affair{s}: {}", en.join(", ")),
            format!("共 {records} 件：{}", zh.join("，")),
        )
    }

    pub(in crate::report) fn by_cases(self) -> String {
        self.word("old → new, in affairs", "旧值 → 新值（按件数）")
    }

    pub(in crate::report) fn turns_on_more(self) -> String {
        self.word("undetermined", "未定")
    }

    /// What a record is called.
    pub(in crate::report) fn case_name(self, case: &Case) -> String {
        match &case.id {
            Some(id) => format!("`{id}`"),
            None => match case.place {
                Place::Line(line) => self.pick(format!("line {line}"), format!("第 {line} 行")),
                Place::Entry(entry) => {
                    self.pick(format!("entry {entry}"), format!("第 {entry} 号条目"))
                }
            },
        }
    }

    /// One decision of a case that moved.
    pub(in crate::report) fn case_move(
        self,
        decision: &str,
        from: (&str, &[String]),
        to: (&str, &[String]),
    ) -> String {
        let by = |rules: &[String]| {
            if rules.is_empty() {
                return String::new();
            }
            let rules = self.list(rules);
            self.pick(format!(" ({rules})"), format!("（{rules}）"))
        };
        self.pick(
            format!("{decision} {}{} → {}{}", from.0, by(from.1), to.0, by(to.1)),
            format!("{decision} {}{} → {}{}", from.0, by(from.1), to.0, by(to.1)),
        )
    }

    pub(in crate::report) fn not_admitted(self, why: &str) -> String {
        self.pick(
            format!("not admitted any more: {why}"),
            format!("不再适用：{why}"),
        )
    }

    pub(in crate::report) fn lacking(self, fact: &str, count: u64) -> String {
        let records = if count == 1 {
            "record does"
        } else {
            "records do"
        };
        self.pick(
            format!("not replayable: {count} {records} not give `{fact}`, on which the new ruleset turns"),
            format!("无法重放：{count} 条记录未给出新版需要的 `{fact}`"),
        )
    }

    /// A recorded decision of which something was redacted.
    pub(in crate::report) fn redacted(self, case: &Case) -> String {
        let name = self.case_name(case);
        let fields: Vec<String> = case.redacted.iter().map(|it| format!("`{it}`")).collect();
        self.pick(
            format!("not replayable: {name}, {} redacted", fields.join(", ")),
            format!("无法重放：{name}，{} 已删去", fields.join("、")),
        )
    }

    pub(in crate::report) fn more_cases(self, more: usize) -> String {
        self.pick(
            format!("and {more} more; `--format json` lists all"),
            format!("另有 {more} 件；`--format json` 列出全部"),
        )
    }
}
