//! Why a decision is not what somebody claims: only what separates the two.

use super::{Block, Writer};
use crate::explanation::why_not::Claimed;
use crate::explanation::{Decision, WhyNot};
use crate::report::page::Line;

impl<'a> Writer<'a> {
    pub(super) fn claimed(&mut self, explained: &'a Decision, claimed: &'a WhyNot) {
        let phrases = self.phrases;
        let (label, text) = phrases.why_not(claimed);
        self.blocks.push(Block::Line(Line {
            label,
            text,
            below: false,
        }));
        if claimed.is == Claimed::Decided {
            return;
        }
        let items = claimed
            .rules
            .iter()
            .map(|rule| phrases.separated(explained, rule))
            .collect();
        self.list(phrases.rules_for(claimed), items);
        let most = 1 + self.room(explained).rows;
        let mut changes = phrases.changes_to(explained, claimed, most);
        if claimed.more {
            changes.push(phrases.more_changes(!changes.is_empty()));
        }
        self.list(phrases.it_would_be(claimed), changes);
    }
}
