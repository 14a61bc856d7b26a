//! An `overrides` that settles nothing, or leaves nothing.

use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{OverrideTarget, RuleId, TableId};
use crate::source::Span;
use crate::words::Words;

impl Teller<'_> {
    /// The clause of a finding: where it stands, and what it names.
    fn clause(&self, finding: &Finding, clause: u32) -> (Span, Words) {
        let rule = &self.model.rules[self.first(finding).index()];
        let Some(clause) = rule.overrides.get(clause as usize) else {
            return (rule.span, Words::default());
        };
        let target = match clause.target {
            OverrideTarget::Rule(rule) => {
                let id = self.id(rule);
                Words::new(format!("`{id}`"), format!("`{id}`"))
            }
            OverrideTarget::Table(table) => self.rows_of(table),
        };
        (clause.span, target)
    }

    fn rows_of(&self, table: TableId) -> Words {
        let name = &self.model.tables[table.index()].name;
        Words::new(
            format!("the rows of `{name}`"),
            format!("表 `{name}` 的各行"),
        )
    }

    pub(super) fn idle_override(&self, finding: &Finding, clause: u32, meet: bool) -> Diagnostic {
        let (span, target) = self.clause(finding, clause);
        let rules = match self.model.rules[self.first(finding).index()].row {
            Some((table, _)) => self.rows_of(table),
            None => self.rules(&finding.rules),
        };
        let message = if meet {
            Words::new(
                format!(
                    "this `overrides` settles nothing: wherever {} and {} are both met they agree, or another ground settles it",
                    rules.en, target.en
                ),
                format!(
                    "这个 `优先于` 不起作用：{} 与 {} 同时符合时结论相同，或另有裁断依据",
                    rules.zh, target.zh
                ),
            )
        } else {
            Words::new(
                format!(
                    "this `overrides` settles nothing: no affair meets both {} and {}",
                    rules.en, target.en
                ),
                format!(
                    "这个 `优先于` 不起作用：没有事项同时符合 {} 与 {}",
                    rules.zh, target.zh
                ),
            )
        };
        at(Code::IdleOverride, span, message).help(Words::new(
            "remove it, or mend the condition that was meant to overlap",
            "删去它，或修改本应重叠的条件",
        ))
    }

    pub(super) fn wide_exception(
        &self,
        finding: &Finding,
        clause: u32,
        swallowed: RuleId,
    ) -> Diagnostic {
        let (span, _) = self.clause(finding, clause);
        let (id, lost) = (self.id(self.first(finding)), self.id(swallowed));
        let message = Words::new(
            format!(
                "`{id}` overrides `{lost}` and holds every affair of it: nothing is left of `{lost}`"
            ),
            format!("`{id}` 优先于 `{lost}`，又包含它的全部事项：`{lost}` 什么也没有剩下"),
        );
        at(Code::WideException, span, message)
            .and(
                self.model.rules[swallowed.index()].span,
                Words::new("left with nothing", "没有剩下任何事项"),
            )
            .help(Words::new(
                format!("turn the `overrides` round, narrow `{id}`, or remove `{lost}`"),
                format!("把 `优先于` 反过来写，缩小 `{id}`，或删去 `{lost}`"),
            ))
    }
}
