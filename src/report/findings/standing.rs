//! Rules that stand by a ground alone, and what no longer stands.

use jiff::civil::Date;

use super::say::{NAMED, list};
use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Ground, RuleId};
use crate::syntax::keywords::Keyword;
use crate::words::{Lang, Words};

impl Teller<'_> {
    pub(super) fn only_by_ground(
        &self,
        finding: &Finding,
        grounds: &[Ground],
        over: &[RuleId],
    ) -> Diagnostic {
        let rule = self.first(finding);
        let id = self.id(rule);
        let words = |lang| {
            let names: Vec<&str> = grounds
                .iter()
                .map(|ground| keyword(*ground).get(lang))
                .collect();
            list(&names)
        };
        let losers = self.rules(over);
        let message = Words::new(
            format!(
                "rule `{id}` wins over {} only by {}",
                losers.en,
                words(Lang::En).en
            ),
            format!("规则 `{id}` 只靠 {} 胜过 {}", words(Lang::Zh).zh, losers.zh),
        );
        let ids: Vec<_> = over
            .iter()
            .take(NAMED)
            .map(|rule| crate::report::literal::id(self.id(*rule)))
            .collect();
        let first = at(
            Code::OnlyByGround,
            self.concludes(rule, finding.decision),
            message,
        );
        over.iter()
            .take(NAMED)
            .fold(first, |diagnostic, loser| {
                diagnostic.and(
                    self.concludes(*loser, finding.decision),
                    Words::new("loses to it", "不敌它"),
                )
            })
            .help(Words::new(
                format!(
                    "if it is meant as an exception, say so in `{id}`: `overrides {} because \"…\"`",
                    ids.join(", ")
                ),
                format!(
                    "若它本来就是例外，请在 `{id}` 中写明：`优先于 {} 因 \"…\"`",
                    ids.join("，")
                ),
            ))
    }

    pub(super) fn expired(
        &self,
        finding: &Finding,
        overlap: Option<u32>,
        until: Date,
    ) -> Diagnostic {
        let (span, message, help) = match overlap
            .and_then(|at| self.model.overlaps.get(at as usize))
        {
            Some(overlap) => (
                overlap.span,
                Words::new(
                    format!(
                        "this `overlap` ran out on {until}: the conflict it accepts is open again"
                    ),
                    format!("这个 `已知重叠` 已于 {until} 到期，所认可的冲突重新出现"),
                ),
                Words::new(
                    "settle the conflict, or accept it until a later date",
                    "解决冲突，或延长认可的日期",
                ),
            ),
            None => {
                let rule = &self.model.rules[self.first(finding).index()];
                (
                    rule.span,
                    Words::new(
                        format!(
                            "rule `{}` is no longer in force: its last day was {until}",
                            rule.id
                        ),
                        format!("规则 `{}` 已不再施行，末日为 {until}", rule.id),
                    ),
                    Words::new(
                        "extend its dates if it still applies; else remove it, or leave it for affairs of earlier dates",
                        "若仍适用，请延长日期；否则删去，或为以前的事项保留",
                    ),
                )
            }
        };
        at(Code::Expired, span, message).help(help)
    }
}

fn keyword(ground: Ground) -> Keyword {
    match ground {
        Ground::Superior => Keyword::Superior,
        Ground::Specialis => Keyword::Specialis,
        Ground::Posterior => Keyword::Posterior,
        Ground::Highest => Keyword::Highest,
        Ground::Lowest => Keyword::Lowest,
    }
}
