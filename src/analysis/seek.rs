//! An affair for a rule: one that lies in a region of its condition, or one that it wins.

use crate::model::{DecisionId, Model, RuleId};
use crate::table::DecisionTable;
use crate::table::cover::Next;
use crate::verdict::affair::Vocabulary;
use crate::verdict::space::Space;
use crate::verdict::{Affair, Outcomes};

use super::Options;
use super::confirm::{lies_in, witness};
use super::dead::is_left;
use super::setting::{Real, Setting, has};

/// Pieces that looking for one affair may take.
const STEPS: u64 = 100_000;

/// Seeks affairs of one ruleset.
pub(crate) struct Seeker<'a> {
    setting: Setting<'a>,
    vocabulary: Vocabulary,
}

impl<'a> Seeker<'a> {
    pub(crate) fn new(model: &'a Model, table: &'a DecisionTable) -> Self {
        let options = Options {
            steps: STEPS,
            ..Options::default()
        };
        Self {
            setting: Setting::new(model, table, options),
            vocabulary: Vocabulary::new(model),
        }
    }

    /// An affair in a region of a rule, by its number; decided, as all that are shown.
    pub(crate) fn met_by(&self, rule: RuleId, region: usize) -> Option<Affair> {
        let region = self.setting.regions(rule).get(region)?;
        match self.setting.real(&self.setting.within(region)) {
            Real::Affair(space) => self.shown(&space, region, &|_| true),
            Real::Nothing | Real::Unknown(_) => None,
        }
    }

    /// An affair in a region of a rule, by its number, on which the rule is among the winners.
    pub(crate) fn won_by(
        &self,
        rule: RuleId,
        decision: DecisionId,
        region: usize,
    ) -> Option<Affair> {
        let setting = &self.setting;
        let region = setting.regions(rule).get(region)?;
        let others: Vec<RuleId> = setting.model.decisions[decision.index()]
            .rules
            .iter()
            .copied()
            .filter(|&other| {
                other != rule && setting.regions(other).iter().any(|at| at.meets(region))
            })
            .collect();
        let judge = is_left(setting, decision, rule);
        let mut found = None;
        setting.hunt(&setting.within(region), &others, judge, |_, space| {
            found = self.shown(&space, region, &|outcomes| {
                let winners = outcomes.decisions[decision.index()].winners();
                has(&winners, rule)
            });
            Next::Stop
        });
        found
    }

    fn shown(
        &self,
        space: &Space,
        region: &crate::table::Region,
        also: &dyn Fn(&Outcomes) -> bool,
    ) -> Option<Affair> {
        let full: Vec<crate::table::ClassSet> = self.setting.table.full();
        let cells = region.within(&full);
        let shown = witness(
            &self.setting,
            &self.vocabulary,
            space,
            &|affair, outcomes| also(outcomes) && lies_in(&self.setting, &cells, affair, outcomes),
        );
        shown.confirmed.then_some(shown.affair)
    }
}
