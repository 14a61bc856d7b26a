//! An `overlap` that does not happen, or lists too many rules.

use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::literal;
use crate::source::Span;
use crate::words::Words;

impl Teller<'_> {
    pub(super) fn stale_overlap(&self, number: u32) -> Diagnostic {
        let Some(overlap) = self.model.overlaps.get(number as usize) else {
            return at(Code::StaleOverlap, Span::default(), Words::default());
        };
        let (rules, name) = (self.rules(&overlap.rules), self.name(overlap.decision));
        let message = Words::new(
            format!(
                "this `overlap` accepts what never happens: {} do not disagree about `{name}`",
                rules.en
            ),
            format!(
                "这个 `已知重叠` 所认可的冲突并不发生：{} 对 `{name}` 没有分歧",
                rules.zh
            ),
        );
        at(Code::StaleOverlap, overlap.span, message).help(Words::new(
            "remove it, so that a conflict that comes back is reported",
            "删去它，以便冲突再出现时能够报告",
        ))
    }

    pub(super) fn broad_overlap(&self, finding: &Finding, number: u32) -> Diagnostic {
        let Some(overlap) = self.model.overlaps.get(number as usize) else {
            return at(Code::BroadOverlap, Span::default(), Words::default());
        };
        let idle = self.rules(&finding.rules);
        let name = self.name(overlap.decision);
        let (claims, en) = if finding.rules.len() == 1 {
            ("claims", "lists a rule")
        } else {
            ("claim", "lists rules")
        };
        let message = Words::new(
            format!(
                "this `overlap` on `{name}` {en} that never {claims} with the others: {}",
                idle.en
            ),
            format!(
                "这个关于 `{name}` 的 `已知重叠` 列出了从不与其他规则同时主张的规则：{}",
                idle.zh
            ),
        );
        let others: Vec<_> = overlap
            .rules
            .iter()
            .filter(|rule| !finding.rules.contains(rule))
            .map(|rule| literal::id(self.id(*rule)))
            .collect();
        let name = literal::name(name);
        at(Code::BroadOverlap, overlap.span, message).help(Words::new(
            format!(
                "list only the others: `overlap {} on {name}`",
                others.join(", ")
            ),
            format!(
                "只列出其他规则：`已知重叠 {} 关于 {name}`",
                others.join("，")
            ),
        ))
    }
}
