//! How a rule fares, in one line.

use super::{Phrases, padded};
use crate::contest::ground::Stands;
use crate::explanation::Decision;

impl Phrases<'_> {
    /// How a rule fares: `C.8 “Shared parts” (Common affair): met: …; O.3 overrides it`. `explained`
    /// is the decision that it is about, where that is told.
    pub(in crate::report) fn stands(
        &self,
        stands: &Stands,
        explained: Option<&Decision>,
    ) -> String {
        let named = stands.named();
        let title = format!(
            "{}{}",
            self.rule_titled(named),
            self.aside(&self.concludes(named))
        );
        let said = match stands {
            Stands::Wins(rule) => {
                let (_, met) = self.met(&rule.when, &rule.unless);
                let met = met.trim_end_matches(['.', '。']);
                self.pick(
                    format!("met: {met}; none prevails over it"),
                    format!("符合：{met}；没有规则优先于它"),
                )
            }
            Stands::Defeated(rule) => {
                let (_, met) = self.met(&rule.when, &rule.unless);
                let met = met.trim_end_matches(['.', '。']);
                let beaten = match explained {
                    Some(explained) => self.beaten(explained, rule),
                    None => self.pick(
                        format!("{} prevails over it", rule.by),
                        format!("{} 优先于它", rule.by),
                    ),
                };
                self.pick(
                    format!("met: {met}; but {beaten}"),
                    format!("符合：{met}；但{}", padded(&beaten)),
                )
            }
            Stands::NotMet(rule) => {
                let why = self.not_met(rule);
                self.pick(format!("not met: {why}"), format!("不符合：{why}"))
            }
            Stands::Open(rule) => {
                let turns = self.open(rule);
                self.pick(format!("not settled: {turns}"), format!("未定：{turns}"))
            }
        };
        self.ended(&format!("{}{said}", self.colon(&title)))
    }
}
