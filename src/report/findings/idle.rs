//! Conditions that always hold, or never: of definitions, impossible clauses, shifts and guarantees.

use super::{Teller, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::DefineId;
use crate::model::show::show;
use crate::source::Span;
use crate::words::Words;

/// What to do about any of them.
fn mend() -> Words {
    Words::new(
        "mend the condition, or remove what it belongs to",
        "修改条件，或删去它所在的声明",
    )
}

impl Teller<'_> {
    pub(super) fn idle_define(&self, define: DefineId, always: bool) -> Diagnostic {
        let define = &self.model.defines[define.index()];
        let name = &define.name;
        let message = if always {
            Words::new(
                format!("`{name}` is true of every affair"),
                format!("`{name}` 对任何事项都成立"),
            )
        } else {
            Words::new(
                format!("`{name}` is true of no affair"),
                format!("`{name}` 对任何事项都不成立"),
            )
        };
        at(Code::IdleCondition, define.span, message).help(mend())
    }

    pub(super) fn idle_impossible(&self, number: u32) -> Diagnostic {
        let span = self.model.impossible.get(number as usize);
        let span = span.map_or(Span::default(), |clause| clause.span);
        let message = Words::new(
            "this `impossible` excludes nothing",
            "这条 `不可能` 什么也没有排除",
        );
        at(Code::IdleCondition, span, message).help(mend())
    }

    pub(super) fn idle_shift(&self, number: u32) -> Diagnostic {
        let Some(shift) = self.model.shifts.get(number as usize) else {
            return at(Code::IdleCondition, Span::default(), Words::default());
        };
        let ty = &self.model.decisions[shift.decision.index()].ty;
        let (name, from) = (
            self.name(shift.decision),
            show(self.model, ty, &shift.from, None),
        );
        let message = Words::new(
            format!(
                "shift `{}` never applies: no affair with `{name}` at `{from}` meets its condition",
                shift.name
            ),
            format!(
                "转办 `{}` 从不发生：`{name}` 为 `{from}` 的事项都不符合它的条件",
                shift.name
            ),
        );
        at(Code::IdleCondition, shift.span, message).help(mend())
    }

    pub(super) fn idle_guarantee(&self, number: u32) -> Diagnostic {
        let Some(guarantee) = self.model.guarantees.get(number as usize) else {
            return at(Code::IdleCondition, Span::default(), Words::default());
        };
        let name = &guarantee.name;
        let message = Words::new(
            format!("guarantee `{name}` says nothing: no affair meets its `whenever`"),
            format!("保证 `{name}` 没有内容：没有事项符合 `凡` 所说的情形"),
        );
        at(Code::IdleCondition, guarantee.span, message).help(mend())
    }
}
