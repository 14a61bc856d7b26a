//! Rules that are not needed, one by one or many rows of a table at once.

use super::say::NAMED;
use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RuleId;
use crate::words::Words;

impl Teller<'_> {
    pub(super) fn redundant(&self, finding: &Finding, beside: &[RuleId]) -> Diagnostic {
        let rule = self.first(finding);
        let rows = self.model.rules[rule.index()].row;
        let listed = self.rules(&finding.rules);
        let others = self.rules(beside);
        let (message, help) = match (finding.rules.len(), rows) {
            (count, Some((table, _))) if count > 1 => {
                let table = &self.model.tables[table.index()].name;
                (
                    Words::new(
                        format!(
                            "{count} rows of table `{table}` change no verdict: {}",
                            listed.en
                        ),
                        format!("表 `{table}` 有 {count} 行不改变任何结果：{}", listed.zh),
                    ),
                    Words::new(
                        "remove them one at a time and check again: two that say the same are each unneeded only while the other stands",
                        "请逐行删除并重新检查：两行说的相同时，删去一行，另一行就不再多余",
                    ),
                )
            }
            _ => {
                let (en, zh) = match beside.len() {
                    0 => (String::new(), String::new()),
                    1 => (
                        format!(": where it is met, {} concludes the same", others.en),
                        format!("：凡符合它的事项，{} 的结论相同", others.zh),
                    ),
                    _ => (
                        format!(": where it is met, {} conclude the same", others.en),
                        format!("：凡符合它的事项，{} 的结论相同", others.zh),
                    ),
                };
                (
                    Words::new(
                        format!("rule {} changes no verdict{en}", listed.en),
                        format!("规则 {} 不改变任何结果{zh}", listed.zh),
                    ),
                    Words::new(
                        "remove it; to cite its source too, give the rule that stays another `source`",
                        "删去它；若还要引用它的依据，可为留下的规则再写一个 `依据`",
                    ),
                )
            }
        };
        let not_needed = Words::new("not needed", "可以没有");
        let same = Words::new("concludes the same", "结论相同");
        let mut diagnostic = at(
            Code::Redundant,
            self.model.rules[rule.index()].span,
            message,
        )
        .here(not_needed.clone());
        for rule in finding.rules.iter().take(NAMED).skip(1) {
            diagnostic = diagnostic.and(self.model.rules[rule.index()].span, not_needed.clone());
        }
        if finding.rules.len() == 1 {
            for rule in beside.iter().take(NAMED) {
                diagnostic = diagnostic.and(self.model.rules[rule.index()].span, same.clone());
            }
        }
        diagnostic.help(help)
    }
}
