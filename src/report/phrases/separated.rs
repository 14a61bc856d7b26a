//! What keeps a rule from deciding: of rules that could have beaten the winner, and of those that
//! conclude what somebody claims.

use super::Phrases;
use crate::explanation::rule::{Ground, Named};
use crate::explanation::why_not::Claimed;
use crate::explanation::{Decision, NotOverridden, Reason, WhyNot};

impl Phrases<'_> {
    /// The label of rules that could have beaten the winner.
    pub(in crate::report) fn not_overridden_label(&self) -> String {
        self.word("Would prevail, but is not met", "若符合则优先")
    }

    /// What keeps a rule of a decision from being met, and how many tests that takes.
    pub(in crate::report) fn kept_from<'d>(
        &self,
        explained: &'d Decision,
        rule: &str,
    ) -> Option<(usize, &'d Named, String)> {
        let weight = |when: &[Reason], unless: &[Reason]| {
            let tests = when
                .iter()
                .map(Reason::weight)
                .fold(0, usize::saturating_add);
            tests.saturating_add(usize::from(!unless.is_empty()))
        };
        if let Some(rule) = explained.not_met.iter().find(|it| it.named.rule == rule) {
            return Some((
                weight(&rule.when, &rule.unless),
                &rule.named,
                self.not_met(rule),
            ));
        }
        let rule = explained.open.iter().find(|it| it.named.rule == rule)?;
        Some((
            weight(&rule.when, &rule.unless),
            &rule.named,
            self.open(rule),
        ))
    }

    /// A rule that could have beaten the winner, with what keeps it from being met.
    pub(in crate::report) fn not_overridden(
        &self,
        explained: &Decision,
        rule: &NotOverridden,
        (named, kept): (&Named, &str),
    ) -> String {
        let kept = format!("{}{kept}", self.colon(&self.rule(named)));
        let beats = if explained.because.len() == 1 {
            self.word("it", "之")
        } else {
            self.and(&self.some(&rule.beats))
        };
        let ground = match rule.ground {
            // stated priority is the plain case
            Ground::Stated => return kept,
            Ground::Mandatory => self.pick(
                format!("mandatory, so it would beat {beats}"),
                "属上级强制规则".to_owned(),
            ),
            Ground::Superior => self.pick(
                format!("of a higher ruleset, so it would beat {beats}"),
                "出自上级".to_owned(),
            ),
            Ground::Specialis => self.pick(
                format!("more special, so it would beat {beats}"),
                "属特别规则".to_owned(),
            ),
            Ground::Posterior => self.pick(
                format!("later, so it would beat {beats}"),
                "施行较晚".to_owned(),
            ),
            Ground::Highest => self.word("the highest counts", "取高"),
            Ground::Lowest => self.word("the lowest counts", "取低"),
            Ground::Min => self.word("the least counts", "取最小"),
            Ground::Max => self.word("the greatest counts", "取最大"),
        };
        format!("{kept}{}", self.aside(&ground))
    }

    /// How a claimed value lies to what was decided.
    pub(in crate::report) fn why_not(&self, claimed: &WhyNot) -> (String, String) {
        let value = self.words(&claimed.value);
        let text = match claimed.is {
            Claimed::Decided if claimed.value.value.is_array() => {
                self.word("it is among what was decided.", "结论中已有此项。")
            }
            Claimed::Decided => self.word("that is what was decided.", "结论正是如此。"),
            Claimed::Contested => self.word(
                "it is one claim among others; nothing settles it.",
                "这是其中一项主张，但没有规定可据以裁断。",
            ),
            Claimed::Possible => self.word(
                "it is still possible; more facts are needed.",
                "仍有可能，尚需更多事实。",
            ),
            Claimed::Otherwise if claimed.rules.is_empty() => {
                self.word("no rule concludes it.", "没有规则得出这一结论。")
            }
            Claimed::Otherwise => self.word(
                "no rule that concludes it decides here.",
                "得出这一结论的规则均未起作用。",
            ),
        };
        let label = self.pick(format!("Why not {value}"), format!("为何不是{value}"));
        (label, text)
    }

    /// The label of the rules that conclude what is claimed.
    pub(in crate::report) fn rules_for(&self, claimed: &WhyNot) -> String {
        let value = self.words(&claimed.value);
        self.pick(
            format!("Rules that conclude {value}"),
            format!("得出{value}的规则"),
        )
    }

    /// What keeps a rule from deciding what it concludes.
    pub(in crate::report) fn separated(&self, explained: &Decision, rule: &str) -> String {
        if let Some((_, named, kept)) = self.kept_from(explained, rule) {
            return format!("{}{kept}", self.colon(&self.rule_titled(named)));
        }
        if let Some(lost) = explained.defeated.iter().find(|it| it.named.rule == rule) {
            let said = self.beaten(explained, lost);
            let said = self.pick(
                format!("met, but {said}"),
                format!("虽符合，但{}", super::padded(&said)),
            );
            return format!("{}{said}", self.colon(&self.rule_titled(&lost.named)));
        }
        let winner = explained.because.iter().find(|it| it.named.rule == rule);
        match winner {
            Some(winner) => format!(
                "{}{}",
                self.colon(&self.rule_titled(&winner.named)),
                self.met(&winner.when, &winner.unless).1
            ),
            None => rule.to_owned(),
        }
    }

    /// The label of the changes that lead to what is claimed.
    pub(in crate::report) fn it_would_be(&self, claimed: &WhyNot) -> String {
        let value = self.words(&claimed.value);
        if claimed.value.value.is_array() {
            return self.pick(
                format!("It would include {value}"),
                format!("以下情形下会有{value}"),
            );
        }
        self.pick(
            format!("It would be {value}"),
            format!("以下情形下会是{value}"),
        )
    }

    /// The changes that lead to what is claimed; that there are none.
    pub(in crate::report) fn changes_to(
        &self,
        explained: &Decision,
        claimed: &WhyNot,
        most: usize,
    ) -> Vec<String> {
        if claimed.changes.is_empty() && !claimed.more && claimed.is == Claimed::Otherwise {
            return vec![self.word(
                "never: nothing that can be otherwise would lead there",
                "没有：可变的事实无论怎样变化，都得不出",
            )];
        }
        let told = claimed.changes.len().min(most);
        self.ways(explained, &claimed.changes[..told])
    }
}
