//! An explanation as a page in one language, before it is text, Markdown or HTML. In: an explanation.
//! Out: a [`Page`]: what is known, then for every decision the answer, by which clause, on which facts,
//! why not another, and what would change it; at the end whom to turn to, and how to check it.

mod decision;
mod changed;
mod claimed;
mod enough;
mod notice;

use std::collections::BTreeSet;

use super::fold::Room;
use super::phrases::Phrases;
use crate::explanation::outcome::Outcome;
use crate::explanation::past::Basis;
use crate::explanation::reason::Unsettled;
use crate::explanation::{Actual, Decision, Explanation, Sufficient, Winner};
use crate::words::Lang;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// What the rules are called.
    pub(super) title: String,
    /// Which record, and the date decided by; may be empty.
    pub(super) which: String,
    /// The same among others of its kind: the record.
    pub(super) short: String,
    /// Who made the rules; may be empty.
    pub(super) authority: String,
    /// The facts known, a sentence each.
    pub(super) given: Vec<String>,
    /// A section for each decision.
    pub(super) sections: Vec<Section>,
    /// Whom to turn to.
    pub(super) objection: Vec<String>,
    /// By what it was decided, and how to check it.
    pub(super) about: Vec<Line>,
}

/// What is said of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// What the decision is called.
    pub(super) name: String,
    /// What it came to, in few words.
    pub(super) result: String,
    /// The rules it was decided by, in few words.
    pub(super) by: String,
    /// What it came to, in a sentence.
    pub(super) answer: String,
    /// Whether no rule had a say.
    pub(super) quiet: bool,
    /// Why.
    pub(super) blocks: Vec<Block>,
}

/// What pages are made of: a section, and, one after another, a whole page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// The head of a page.
    Title(String),
    /// The answer to one question: its label, and the sentence. Not within a section.
    Answer(String, String),
    /// What stands at the end, below a label. Not within a section.
    Foot(String, Vec<String>),
    /// Papers at the end, which a terminal need not show. Not within a section.
    Papers(String, Vec<Line>),
    /// A line with its label.
    Line(Line),
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

impl Page {
    /// The page block by block, as it is set in text and Markdown.
    pub(super) fn flat(self, phrases: Phrases) -> Vec<Block> {
        let title = phrases.heading(&self.title, &self.which);
        let given = Line {
            label: phrases.given(),
            text: phrases.given_facts(&self.given),
            below: false,
        };
        let mut blocks = vec![Block::Title(title), Block::Line(given)];
        for section in self.sections {
            blocks.push(Block::Answer(section.name, section.answer));
            blocks.extend(section.blocks);
        }
        blocks.push(Block::Foot(phrases.objection_label(), self.objection));
        blocks.push(Block::Papers(phrases.about_label(), self.about));
        blocks
    }
}

/// How much there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// A terminal or a letter: the more decisions, the less is said of each.
    Scarce,
    /// A page whose sections fold.
    Ample,
}

/// The page of an explanation.
pub(super) fn page(explanation: &Explanation, lang: Lang, space: Space) -> Page {
    let phrases = Phrases {
        lang,
        terms: &explanation.terms,
    };
    let mut writer = Writer {
        phrases,
        explanation,
        space,
        blocks: Vec::new(),
        told: Vec::new(),
        needed: BTreeSet::new(),
        enough: Vec::new(),
    };
    // what was decided comes first, and what no rule speaks of last
    let mut decisions: Vec<&Decision> = explanation.decisions.iter().collect();
    decisions.sort_by_key(|explained| {
        let is_open = matches!(explained.outcome, Outcome::Undetermined { .. });
        (is_quiet(explained), is_open)
    });
    Page {
        title: phrases.ruleset(&explanation.ruleset.name),
        which: phrases.which(
            explanation.id.as_deref(),
            explanation.as_of,
            explanation.as_of_default,
        ),
        short: phrases.short_heading(explanation),
        authority: phrases.made_by(&explanation.ruleset.name),
        given: writer.given(),
        sections: decisions
            .into_iter()
            .map(|explained| writer.section(explained))
            .collect(),
        objection: notice::objection(phrases, explanation),
        about: notice::about(phrases, explanation),
    }
}

/// Writes sections one after another, and knows what it has said.
struct Writer<'a> {
    phrases: Phrases<'a>,
    explanation: &'a Explanation,
    space: Space,
    blocks: Vec<Block>,
    /// The winners told so far, with the decision they were told for.
    told: Vec<(&'a Winner, &'a str)>,
    /// The facts that were said to be needed.
    needed: BTreeSet<String>,
    /// What was said to suffice, with the decision it was told for.
    enough: Vec<(&'a Sufficient, &'a str)>,
}

impl<'a> Writer<'a> {
    /// The facts known, each with who establishes it.
    fn given(&self) -> Vec<String> {
        let (phrases, explanation) = (self.phrases, self.explanation);
        let is_known = |value: &Actual| match value {
            Actual::Known(_) => true,
            Actual::Unsettled { status, among } => {
                !among.is_empty() || *status == Unsettled::Withheld
            }
        };
        let known = explanation
            .facts
            .iter()
            .filter(|fact| is_known(&fact.value));
        known
            .map(|fact| {
                let said = phrases.given_fact(&fact.fact, &fact.value);
                let is_recognised = explanation.recognised.contains(&fact.fact);
                phrases.with_origin(&said, &fact.fact, is_recognised)
            })
            .collect()
    }

    fn section(&mut self, explained: &'a Decision) -> Section {
        self.decision(explained);
        let phrases = self.phrases;
        let past = explained.history.as_ref().map(|past| &past.now);
        let moved = past.filter(|now| now.by != Basis::Rules);
        Section {
            name: phrases.decision(&explained.decision),
            result: moved.map_or_else(
                || phrases.result(explained),
                |now| phrases.comes_to(&now.stands),
            ),
            by: moved.map_or_else(
                || phrases.decided_by(explained),
                |now| phrases.basis(now.by),
            ),
            answer: moved.map_or_else(|| phrases.answer(explained), |now| phrases.stands_now(now)),
            quiet: is_quiet(explained),
            blocks: std::mem::take(&mut self.blocks),
        }
    }

    fn line(&mut self, (label, text): (String, String), below: bool) {
        self.blocks.push(Block::Line(Line { label, text, below }));
    }

    fn list(&mut self, label: String, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(label, items));
        }
    }

    /// How many rules and changes of a decision are told one by one: the fewer decisions, the more.
    fn room(&self, explained: &Decision) -> Room {
        let [rows, few, few_rows, changes] = match (self.space, self.explanation.decisions.len()) {
            (Space::Ample, _) => [20, 4, 4, 12],
            (_, 0 | 1) => [10, 2, 2, 8],
            (_, 2 | 3) => [5, 2, 2, 4],
            _ if is_quiet(explained) => [1, 0, 0, 0],
            _ => [3, 1, 0, 0],
        };
        Room {
            rows,
            few,
            few_rows,
            only_nearest: self.space == Space::Scarce,
            changes,
        }
    }

    /// Whether there are so many decisions that what was told once is not told again.
    fn is_crowded(&self) -> bool {
        self.space == Space::Scarce && self.explanation.decisions.len() > 3
    }
}

/// Whether no rule had a say.
fn is_quiet(explained: &Decision) -> bool {
    matches!(&explained.outcome, Outcome::Decided { rules, rules_possible, .. } if rules.is_empty() && rules_possible.is_empty())
}
