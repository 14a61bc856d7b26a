//! One rule of a decision, told.

use super::defeated::{Fought, stated};
use super::outcome::Via;
use super::reason::{Held, Reason};
use super::rule::{
    Beaten, Cited, Defeated, Effective, Ground, Named, NotMet, Open, Origin, Winner,
};
use super::shown::Speaker;
use super::trace::Trace;
use crate::model::{Condition, DecisionId, Period, Rule, RuleId};
use crate::words::Label;

/// One rule about to be told.
pub(super) struct Told<'a> {
    pub(super) speaker: &'a Speaker<'a>,
    pub(super) decision: DecisionId,
    pub(super) id: RuleId,
    pub(super) rule: &'a Rule,
    pub(super) via: Vec<Via>,
    /// Where it fares as it is told.
    pub(super) trace: Trace<'a>,
}

impl Told<'_> {
    fn named(&self) -> Named {
        let model = self.speaker.model;
        let ty = &model.decisions[self.decision.index()].ty;
        let concluded = model.concluded(self.id, self.decision);
        Named {
            rule: self.rule.id.clone(),
            title: if self.rule.row.is_some() {
                Label::default()
            } else {
                self.rule.title.clone()
            },
            table: self
                .rule
                .row
                .map(|(table, _)| model.tables[table.index()].name.clone()),
            concludes: concluded
                .iter()
                .map(|datum| self.speaker.datum(ty, datum))
                .collect(),
            mandatory: self.rule.mandatory,
            via: self.via.clone(),
        }
    }

    fn origin(&self) -> Origin {
        let model = self.speaker.model;
        let cited = self
            .rule
            .citations
            .iter()
            .map(|citation| Cited::of(model, citation));
        Origin {
            ruleset: model.levels[self.rule.level.index()].name.clone(),
            sources: cited.collect(),
            because: self.rule.because.clone(),
            effective: effective(&self.rule.effective),
            dated: self.rule.dated,
        }
    }

    /// The tests that hold, then those that are open though the rule wins whichever way they go.
    fn met(&self, condition: &Condition, wanted: bool) -> Vec<Reason> {
        let mut reasons = self.trace.why(condition, wanted, Held::Yes);
        let held = self.trace.world.condition(condition);
        if held == Held::Open {
            reasons.retain(|reason| !matches!(reason, Reason::Any { any } if any.is_empty()));
            reasons.extend(self.trace.why(condition, wanted, Held::Open));
        }
        reasons
    }

    pub(super) fn winner(&self) -> Winner {
        Winner {
            named: self.named(),
            when: self.met(&self.rule.when, true),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.met(unless, false))
                .collect(),
            origin: self.origin(),
        }
    }

    pub(super) fn defeated(&self, by: RuleId, ground: Ground) -> Defeated {
        let model = self.speaker.model;
        let (stated_because, through) = match ground {
            Ground::Stated => stated(model, by, self.id),
            _ => (Label::default(), Vec::new()),
        };
        Defeated {
            named: self.named(),
            when: self.met(&self.rule.when, true),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.met(unless, false))
                .collect(),
            by: model.rules[by.index()].id.clone(),
            ground,
            stated_because,
            through: through
                .into_iter()
                .map(|rule| model.rules[rule.index()].id.clone())
                .collect(),
            origin: self.origin(),
        }
    }

    pub(super) fn not_met(&self) -> NotMet {
        let world = self.trace.world;
        let in_force = world.setting.in_force(&self.rule.effective);
        let failing = |condition: &Condition| match world.condition(condition) {
            Held::No => self.trace.why(condition, true, Held::No),
            _ => Vec::new(),
        };
        let applying = |unless: &Condition| match world.condition(unless) {
            Held::Yes => self.trace.why(unless, true, Held::Yes),
            _ => Vec::new(),
        };
        NotMet {
            named: self.named(),
            out_of_date: (in_force == Held::No).then(|| effective(&self.rule.effective)),
            together: false,
            when: failing(&self.rule.when),
            unless: self.rule.unless.iter().flat_map(applying).collect(),
        }
    }

    /// A rule that no affair that may be meets, though no test of it fails by itself.
    pub(super) fn never_met(&self) -> NotMet {
        NotMet {
            named: self.named(),
            out_of_date: None,
            together: true,
            when: self.still_open(&self.rule.when),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.still_open(unless))
                .collect(),
        }
    }

    fn still_open(&self, condition: &Condition) -> Vec<Reason> {
        match self.trace.world.condition(condition) {
            Held::Open => self.trace.why(condition, true, Held::Open),
            _ => Vec::new(),
        }
    }

    pub(super) fn open(&self, fought: &Fought, position: usize) -> Open {
        let ids = |(by, ground): &(RuleId, Ground)| Beaten {
            by: self.speaker.model.rules[by.index()].id.clone(),
            ground: *ground,
        };
        Open {
            named: self.named(),
            met: fought.held[position] == Held::Yes,
            when: self.still_open(&self.rule.when),
            unless: self
                .rule
                .unless
                .iter()
                .flat_map(|unless| self.still_open(unless))
                .collect(),
            beaten_by: fought.beaten.get(&self.id).map(ids),
            beaten_if: fought.threatened.get(&self.id).map(ids),
        }
    }
}

fn effective(period: &Period) -> Effective {
    Effective {
        from: period.from,
        until: period.until,
    }
}
