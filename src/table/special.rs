//! Which rule is more special than which.

use crate::model::RuleId;

/// The relation "holds strictly fewer affairs", as far as anything asks for it: rules that conclude
/// differently on a decision resolved by `specialis`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Special {
    /// By winner, ascending: the losers, ascending.
    wider: Vec<(RuleId, Vec<RuleId>)>,
}

impl Special {
    /// From pairs (more special, wider), in any order.
    pub fn new(mut pairs: Vec<(RuleId, RuleId)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut wider: Vec<(RuleId, Vec<RuleId>)> = Vec::new();
        for (winner, loser) in pairs {
            match wider.last_mut() {
                Some((rule, losers)) if *rule == winner => losers.push(loser),
                _ => wider.push((winner, vec![loser])),
            }
        }
        Self { wider }
    }

    /// Every pair (more special, wider).
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (RuleId, RuleId)> + '_ {
        self.wider
            .iter()
            .flat_map(|(winner, losers)| losers.iter().map(move |loser| (*winner, *loser)))
    }

    /// The rules that a rule is more special than.
    pub fn wider_than(&self, rule: RuleId) -> &[RuleId] {
        self.wider
            .binary_search_by_key(&rule, |(winner, _)| *winner)
            .map_or(&[], |at| &self.wider[at].1)
    }
}
