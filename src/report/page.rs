//! An explanation as a page in one language, before it is text or Markdown: the answer first, then
//! what speaks for it, what it prevails over, what was not met, and what is needed.

use std::collections::BTreeSet;

use super::fold::{Room, fold_not_met, fold_open};
use super::phrases::Phrases;
use super::phrases::answer::upstream;
use crate::explanation::outcome::{Claim, Outcome};
use crate::explanation::{Actual, Decision, Explanation, Otherwise, Winner};
use crate::words::Lang;

/// What a page is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// The head of the page.
    Title(String),
    /// A line with its label.
    Line(Line),
    /// The answer for one decision: its label, and the sentence.
    Answer(String, String),
    /// The head of what follows for one rule or claim.
    Head(String),
    /// Items below a label.
    List(String, Vec<String>),
    /// Rules that are not met: a label, the heads of the columns, rows, and lines that sum up many.
    Rules {
        label: String,
        heads: [String; 3],
        rows: Vec<[String; 3]>,
        summed: Vec<String>,
    },
}

/// A line with its label; whether it stands below a [`Block::Head`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) below: bool,
}

/// The page of an explanation.
pub(super) fn page(explanation: &Explanation, lang: Lang) -> Vec<Block> {
    let phrases = Phrases {
        lang,
        terms: &explanation.terms,
    };
    let mut page = Page {
        phrases,
        explanation,
        blocks: Vec::new(),
        told: Vec::new(),
        needed: BTreeSet::new(),
    };
    page.head();
    // what no rule speaks of comes last
    let (loud, quiet): (Vec<_>, Vec<_>) = explanation
        .decisions
        .iter()
        .partition(|explained| !is_quiet(explained));
    for explained in loud.into_iter().chain(quiet) {
        page.decision(explained);
    }
    page.blocks
}

struct Page<'a> {
    phrases: Phrases<'a>,
    explanation: &'a Explanation,
    blocks: Vec<Block>,
    /// The winners told so far, with the decision they were told for.
    told: Vec<(&'a Winner, &'a str)>,
    /// The facts that were said to be needed.
    needed: BTreeSet<String>,
}

impl<'a> Page<'a> {
    fn line(&mut self, (label, text): (String, String), below: bool) {
        self.blocks.push(Block::Line(Line { label, text, below }));
    }

    fn head(&mut self) {
        let (phrases, explanation) = (self.phrases, self.explanation);
        self.blocks.push(Block::Title(phrases.heading(explanation)));
        let mut given: Vec<String> = Vec::new();
        for fact in &explanation.facts {
            if matches!(&fact.value, Actual::Unsettled { among, .. } if among.is_empty()) {
                continue;
            }
            let said = phrases.given_fact(&fact.fact, &fact.value);
            given.push(if explanation.recognised.contains(&fact.fact) {
                let term = explanation.terms.facts.get(&fact.fact);
                phrases.recognised(&said, term.and_then(|term| term.recognised_from.as_deref()))
            } else {
                said
            });
        }
        let text = if given.is_empty() {
            phrases.nothing_given()
        } else {
            phrases.sentences(&given)
        };
        self.line((phrases.given(), phrases.ended(&text)), false);
    }

    fn decision(&mut self, explained: &'a Decision) {
        let phrases = self.phrases;
        self.blocks.push(Block::Answer(
            phrases.decision(&explained.decision),
            phrases.answer(explained),
        ));
        if let Some(fault) = &explained.unconfirmed {
            self.line(phrases.unconfirmed(fault.get(phrases.lang)), false);
            return;
        }
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
                    self.blocks
                        .push(Block::List(phrases.claims_label(), claims));
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
        if let Some(Otherwise::Unclassified(because)) = &explained.otherwise {
            self.line(phrases.accepted_gap(because.get(phrases.lang)), false);
        }
        self.defeated(explained);
        self.needed(explained);
        self.open(explained);
        self.not_met(explained);
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

    fn winner(&mut self, winner: &'a Winner, explained: &'a Decision, below: bool) {
        let phrases = self.phrases;
        let before = self.told.iter().find(|(told, _)| {
            told.named.rule == winner.named.rule
                && told.named.via == winner.named.via
                && told.when == winner.when
        });
        if let Some((_, decision)) = before {
            let line = phrases.as_before(decision);
            self.line(line, below);
            return;
        }
        self.told.push((winner, &explained.decision));
        self.line(phrases.met(&winner.when, &winner.unless), below);
        if let Some(why) = phrases.why(winner) {
            self.line(why, below);
        }
        for cited in &winner.origin.sources {
            self.line(phrases.source(cited), below);
        }
        if let Some(ends) = phrases.ends(&winner.origin.effective) {
            self.line(ends, below);
        }
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
        let each: Vec<String> = each.collect();
        if !each.is_empty() {
            self.blocks.push(Block::List(phrases.prevails(), each));
        }
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
        if !fresh.is_empty() {
            self.blocks.push(Block::List(phrases.needed_label(), fresh));
        }
        self.line(phrases.possible(possible), false);
        if *incomplete {
            self.line(phrases.incomplete(), false);
        }
    }

    fn open(&mut self, explained: &Decision) {
        let phrases = self.phrases;
        if matches!(explained.outcome, Outcome::Undetermined { .. }) {
            let items = fold_open(phrases, &explained.open, self.room(explained));
            if !items.is_empty() {
                self.blocks.push(Block::List(phrases.open_label(), items));
            }
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

    fn not_met(&mut self, explained: &Decision) {
        let phrases = self.phrases;
        let others = !explained.because.is_empty()
            || !explained.defeated.is_empty()
            || !explained.open.is_empty();
        let (rows, summed) =
            fold_not_met(phrases, &explained.not_met, others, self.room(explained));
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

    /// How many rules of a decision are told one by one: the fewer decisions, the more.
    fn room(&self, explained: &Decision) -> Room {
        match self.explanation.decisions.len() {
            0 | 1 => Room {
                rows: 10,
                few: 2,
                few_rows: 2,
            },
            2 | 3 => Room {
                rows: 5,
                few: 2,
                few_rows: 2,
            },
            _ if is_quiet(explained) => Room {
                rows: 1,
                few: 0,
                few_rows: 0,
            },
            _ => Room {
                rows: 3,
                few: 1,
                few_rows: 0,
            },
        }
    }

    /// Whether there are so many decisions that what was told once is not told again.
    fn is_crowded(&self) -> bool {
        self.explanation.decisions.len() > 3
    }
}

/// Whether no rule had a say.
fn is_quiet(explained: &Decision) -> bool {
    matches!(&explained.outcome, Outcome::Decided { rules, rules_possible, .. } if rules.is_empty() && rules_possible.is_empty())
}
