//! One decision: the rules that win, what they beat, what could have beaten them, what is not met, and
//! what is needed.

use std::collections::BTreeSet;

use super::{Block, Space, Writer};
use crate::explanation::outcome::{Claim, Outcome};
use crate::explanation::past::Basis;
use crate::explanation::{Actual, Decision, Otherwise, Winner};
use crate::report::fold::{fold_not_met, fold_open};
use crate::report::phrases::answer::upstream;

impl<'a> Writer<'a> {
    pub(super) fn decision(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        if let Some(fault) = &explained.unconfirmed {
            self.line(phrases.unconfirmed(fault.get(phrases.lang)), false);
            return;
        }
        if let Some(claimed) = &explained.why_not {
            self.claimed(explained, claimed);
            return;
        }
        self.past(explained);
        self.decided(explained);
        if let Some(Otherwise::Unclassified(because)) = &explained.otherwise {
            self.line(phrases.accepted_gap(because.get(phrases.lang)), false);
        }
        self.needed(explained);
        self.enough(explained);
        self.judged(explained);
        self.defeated(explained);
        self.open(explained);
        let told = self.not_overridden(explained);
        self.not_met(explained, &told);
        self.changes(explained);
        self.margins(explained);
    }

    /// What became of it over time; and, where it stands otherwise, that what follows is the rules' own.
    fn past(&mut self, explained: &Decision) {
        let Some(past) = &explained.history else {
            return;
        };
        let phrases = self.phrases;
        let items = past.moves.iter().map(|it| phrases.dated(it)).collect();
        self.list(phrases.past_label(), items);
        if past.now.by != Basis::Rules {
            let line = (phrases.by_the_rules(), phrases.answer(explained));
            self.line(line, false);
        }
    }

    /// The rules that win, or claim.
    fn decided(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        match &explained.outcome {
            Outcome::Contested {
                claims,
                decided_by,
                because,
                known,
            } => {
                if upstream(claims).is_empty() {
                    self.claims(explained, claims);
                } else {
                    let claims = claims
                        .iter()
                        .map(|claim| phrases.claim_via(explained, claim))
                        .collect();
                    self.list(phrases.claims_label(), claims);
                    if !self.is_crowded() {
                        self.winners(&explained.because, explained);
                    }
                }
                if *known {
                    self.line(
                        phrases.known_overlap(decided_by.as_ref(), because.get(phrases.lang)),
                        false,
                    );
                }
            }
            Outcome::Undetermined { .. } => {
                for winner in &explained.because {
                    self.blocks
                        .push(Block::Head(phrases.in_any_case(&winner.named)));
                    self.winner(winner, explained, true);
                }
            }
            _ => match explained.because.as_slice() {
                [only] => self.winner(only, explained, false),
                several => self.winners(several, explained),
            },
        }
    }

    fn winners(&mut self, winners: &'a [Winner], explained: &'a Decision) {
        for winner in winners {
            self.blocks
                .push(Block::Head(self.phrases.rule_titled(&winner.named)));
            self.winner(winner, explained, true);
        }
    }

    /// Claims side by side, each with the rules that make it.
    fn claims(&mut self, explained: &'a Decision, claims: &'a [Claim]) {
        for claim in claims {
            let makes = |winner: &&'a Winner| claim.rules.contains(&winner.named.rule);
            let mut told = false;
            for winner in explained.because.iter().filter(makes) {
                self.blocks.push(Block::Head(
                    self.phrases.claim(claim.value.as_ref(), &winner.named),
                ));
                self.winner(winner, explained, true);
                told = true;
            }
            if !told {
                self.blocks
                    .push(Block::Head(self.phrases.claim_via(explained, claim)));
            }
        }
    }

    /// Where a rule comes from, and on what it is met.
    fn winner(&mut self, winner: &'a Winner, explained: &'a Decision, below: bool) {
        let phrases = self.phrases;
        let before = self.told.iter().find(|(told, _)| {
            told.named.rule == winner.named.rule
                && told.named.via == winner.named.via
                && told.when == winner.when
        });
        // where sections fold, each is read by itself
        if let (Space::Scarce, Some((_, decision))) = (self.space, before) {
            let line = phrases.as_before(decision);
            self.line(line, below);
            return;
        }
        self.told.push((winner, &explained.decision));
        for cited in &winner.origin.sources {
            self.line(phrases.source(cited), below);
        }
        if let Some(above) = phrases.inherited(winner) {
            self.line(above, below);
        }
        if let Some(ends) = phrases.ends(&winner.origin.effective) {
            self.line(ends, below);
        }
        if let Some(why) = phrases.why(winner) {
            self.line(why, below);
        }
        let (label, mut met) = phrases.met(&winner.when, &winner.unless);
        if !below && self.is_enough(explained, winner) {
            met = phrases.nothing_else(&met);
        }
        self.line((label, met), below);
    }

    fn defeated(&mut self, explained: &Decision) {
        let phrases = self.phrases;
        let each = explained.defeated.iter().map(|lost| {
            let title = format!(
                "{}{}",
                phrases.rule_titled(&lost.named),
                phrases.aside(&phrases.concludes(&lost.named))
            );
            phrases.ended(&format!(
                "{}{}",
                phrases.colon(&title),
                phrases.beaten(explained, lost)
            ))
        });
        self.list(phrases.prevails(), each.collect());
    }

    fn needed(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        let Outcome::Undetermined {
            needs,
            possible,
            incomplete,
        } = &explained.outcome
        else {
            return;
        };
        let fresh: Vec<String> = needs
            .iter()
            .filter(|need| self.needed.insert(need.fact.clone()))
            .map(|need| phrases.need(need))
            .collect();
        self.list(phrases.needed_label(), fresh);
        self.line(phrases.possible(possible), false);
        if *incomplete {
            self.line(phrases.incomplete(), false);
        }
    }

    fn open(&mut self, explained: &Decision) {
        let phrases = self.phrases;
        if matches!(explained.outcome, Outcome::Undetermined { .. }) {
            let items = fold_open(phrases, &explained.open, self.room(explained));
            self.list(phrases.open_label(), items);
            return;
        }
        let facts: BTreeSet<String> = explained
            .open
            .iter()
            .flat_map(|rule| rule.when.iter().chain(&rule.unless))
            .flat_map(|reason| reason.tests())
            .filter(|test| matches!(test.actual, Actual::Unsettled { .. }))
            .map(|test| phrases.subject(&test.subject))
            .collect();
        if !facts.is_empty() {
            let facts: Vec<String> = facts.into_iter().collect();
            self.line(phrases.no_difference(&facts), false);
        }
    }

    /// The rules that would beat a winner, nearest to being met first, as far as there is room. Out:
    /// those told.
    fn not_overridden(&mut self, explained: &'a Decision) -> BTreeSet<&'a str> {
        let phrases = self.phrases;
        let mut each: Vec<_> = explained
            .not_overridden_because
            .iter()
            .filter_map(|rule| {
                let (distance, named, kept) = phrases.kept_from(explained, &rule.rule)?;
                Some((distance, rule, named, kept))
            })
            .collect();
        each.sort_by_key(|(distance, ..)| *distance);
        let room = self.room(explained);
        if let (true, Some(&(least, ..))) = (room.only_nearest, each.first()) {
            each.retain(|(distance, ..)| *distance == least);
        }
        each.truncate(room.rows);
        let items = each
            .iter()
            .map(|(_, rule, named, kept)| phrases.not_overridden(explained, rule, (named, kept)))
            .collect();
        self.list(phrases.not_overridden_label(), items);
        each.iter()
            .map(|(_, rule, ..)| rule.rule.as_str())
            .collect()
    }

    /// The rules that are not met, without those already told.
    fn not_met(&mut self, explained: &Decision, told: &BTreeSet<&str>) {
        let phrases = self.phrases;
        let others = !explained.because.is_empty()
            || !explained.defeated.is_empty()
            || !explained.open.is_empty()
            || !told.is_empty();
        let rest = explained
            .not_met
            .iter()
            .filter(|rule| !told.contains(rule.named.rule.as_str()));
        let (rows, mut summed) = fold_not_met(phrases, rest, others, self.room(explained));
        if self.is_said_by_changes(explained) {
            summed.clear();
        }
        if !rows.is_empty() || !summed.is_empty() {
            let (label, heads) = phrases.not_met_label();
            self.blocks.push(Block::Rules {
                label,
                heads,
                rows,
                summed,
            });
        }
    }

    /// Facts that somebody had to judge. Those still to be judged are among the needed.
    fn judged(&mut self, explained: &Decision) {
        if explained.judged.is_empty() || matches!(explained.outcome, Outcome::Undetermined { .. })
        {
            return;
        }
        let line = self.phrases.judged(&explained.judged);
        self.line(line, false);
    }
}
