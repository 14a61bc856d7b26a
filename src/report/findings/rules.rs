//! Rules that never win, or are never met.

use super::say::NAMED;
use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RuleId;
use crate::words::Words;

impl Teller<'_> {
    /// The rule that a finding is about.
    pub(super) fn first(&self, finding: &Finding) -> RuleId {
        finding.rules.first().copied().unwrap_or(RuleId(0))
    }

    pub(super) fn unreachable(&self, finding: &Finding, masked_by: &[RuleId]) -> Diagnostic {
        let rule = self.first(finding);
        let id = self.id(rule);
        let declared = &self.model.rules[rule.index()];
        let about = match finding.decision {
            Some(decision) if declared.conclusions.len() > 1 => {
                let name = self.name(decision);
                Words::new(format!(" for `{name}`"), format!("（`{name}`）"))
            }
            _ => Words::default(),
        };
        let masks = self.rules(masked_by);
        let (en, zh) = match masked_by.len() {
            0 => (String::new(), String::new()),
            1 => (
                format!(": `{}` takes all its affairs", self.id(masked_by[0])),
                format!("：它的事项全部由 {} 取走", masks.zh),
            ),
            _ => (
                format!(": {} together take all its affairs", masks.en),
                format!("：它的事项由 {} 合起来全部取走", masks.zh),
            ),
        };
        let message = Words::new(
            format!("rule `{id}` never wins{}{en}", about.en),
            format!("规则 `{id}`{} 从不胜出{zh}", about.zh),
        );
        let span = self.concludes(rule, finding.decision);
        let first = at(Code::Unreachable, span, message)
            .here(Words::new("never the outcome", "从不成为结果"));
        let masks_it = Words::new("takes some of its affairs", "取走它的一部分事项");
        let stated = masked_by
            .iter()
            .any(|mask| self.model.priority.overrides(*mask, rule));
        let withdraw = if stated {
            Words::new(", withdraw an `overrides`", "，撤去某个 `优先于`")
        } else {
            Words::default()
        };
        let which = if masked_by.is_empty() {
            Words::new("the rules that mask it", "掩盖它的规则")
        } else {
            Words::new(masks.en, format!(" {}", masks.zh))
        };
        masked_by
            .iter()
            .take(NAMED)
            .fold(first, |diagnostic, mask| {
                diagnostic.and(self.concludes(*mask, finding.decision), masks_it.clone())
            })
            .help(Words::new(
                format!(
                    "narrow {} with `unless`{}, or remove `{id}`",
                    which.en, withdraw.en
                ),
                format!("用 `除非` 缩小{}{}，或删去 `{id}`", which.zh, withdraw.zh),
            ))
    }

    pub(super) fn unsatisfiable(&self, finding: &Finding, by_unless: bool) -> Diagnostic {
        let rule = self.first(finding);
        let declared = &self.model.rules[rule.index()];
        let id = &declared.id;
        let (from, until) = (declared.effective.from, declared.effective.until);
        let (message, help) = if matches!((from, until), (Some(from), Some(until)) if until < from)
        {
            (
                Words::new(
                    format!("rule `{id}` is never in force: its dates lie outside its ruleset's"),
                    format!("规则 `{id}` 从不施行：它的日期在规则集的施行期之外"),
                ),
                Words::new(
                    "mend the dates, or remove the rule",
                    "修改日期，或删去这条规则",
                ),
            )
        } else if by_unless {
            (
                Words::new(
                    format!(
                        "no affair meets rule `{id}`: its `unless` takes all that its `when` allows"
                    ),
                    format!("没有事项符合规则 `{id}`：`除非` 取走了 `当` 允许的全部"),
                ),
                Words::new(
                    "narrow the `unless`, or remove the rule",
                    "缩小 `除非` 的条件，或删去这条规则",
                ),
            )
        } else {
            (
                Words::new(
                    format!("no affair meets rule `{id}`"),
                    format!("没有事项符合规则 `{id}`"),
                ),
                Words::new(
                    "parts of its condition exclude each other, or what is left is `impossible`: look for an `and` that should be an `or`",
                    "条件的各部分互相排斥，或剩下的属于 `不可能`；看看是否把 `或` 写成了 `且`",
                ),
            )
        };
        at(Code::Unsatisfiable, declared.span, message)
            .here(Words::new("never met", "从不符合"))
            .help(help)
    }
}
