//! A case over time as a page: what stands at the end first, then what happened, one step after another,
//! with what it moved and why.

use super::page::{Block, Line};
use super::phrases::Phrases;
use super::{markdown, text};
use crate::explanation::outcome::{Outcome, PossibleOutcome};
use crate::history::Track;
use crate::history::told::{Basis, Cause, Move, Stands, Step};
use crate::words::Lang;

impl Track {
    /// As text for people, in lines of at most 80 columns.
    pub fn to_text(&self, lang: Lang) -> String {
        text::set(page(self, lang), self.phrases(lang), true)
    }

    /// As Markdown.
    pub fn to_markdown(&self, lang: Lang) -> String {
        markdown::set(&page(self, lang), self.phrases(lang))
    }

    fn phrases(&self, lang: Lang) -> Phrases<'_> {
        Phrases {
            lang,
            terms: &self.terms,
        }
    }
}

fn page(track: &Track, lang: Lang) -> Vec<Block> {
    let phrases = track.phrases(lang);
    let mut blocks = vec![Block::Title(phrases.track_heading(track))];
    if let Some(last) = track.steps.last() {
        let label = phrases.standing_label(last.on);
        let sentence = phrases.colon(&label).trim_end().to_owned();
        blocks.push(Block::Answer(label, sentence));
        blocks.extend(standing(phrases, &last.standing));
    }
    for step in &track.steps {
        blocks.extend(one(phrases, step));
    }
    blocks
}

/// What stands of every decision; those of which nothing is said in one line.
fn standing(phrases: Phrases, all: &[Stands]) -> Vec<Block> {
    let (mut by_none, mut open, mut none) = (Vec::new(), Vec::new(), Vec::new());
    let mut said = Vec::new();
    for stands in all {
        let is_plain = stands.by == Basis::Rules && stands.objections.is_empty();
        match &stands.stands {
            PossibleOutcome::Undetermined if is_plain => {
                open.push(phrases.decision(&stands.decision));
            }
            PossibleOutcome::Unclassified if is_plain => {
                none.push(phrases.decision(&stands.decision));
            }
            // an empty collection, or what holds otherwise, says little of this case
            _ if is_plain && is_by_none(&stands.rules) => by_none.push(phrases.by_no_rule(stands)),
            _ => said.push(phrases.stands_now(stands)),
        }
    }
    said.extend(phrases.quiet(&by_none, &open, &none));
    said.into_iter().map(Block::Head).collect()
}

/// Whether no rule has a say.
fn is_by_none(rules: &Outcome) -> bool {
    matches!(rules, Outcome::Decided { rules, .. } if rules.is_empty())
}

/// One step.
fn one(phrases: Phrases, step: &Step) -> Vec<Block> {
    let (label, said) = phrases.happened(step);
    let sentence = format!("{}{said}", phrases.colon(&label));
    let mut blocks = vec![Block::Answer(label, sentence)];
    if !step.passed_over.is_empty() {
        let (label, text) = phrases.not_in_version(&step.passed_over);
        blocks.push(line(label, text));
    }
    let items = moves(phrases, &step.moves);
    let held_fast = step.held_fast.iter().map(|it| phrases.held_fast(it));
    let held_fast: Vec<String> = held_fast.collect();
    if items.is_empty() {
        let (label, text) = phrases.nothing_moved();
        blocks.push(line(label, text));
    } else {
        blocks.push(Block::List(phrases.moves_label(), items));
    }
    if !held_fast.is_empty() {
        blocks.push(Block::List(phrases.held_fast_label(), held_fast));
    }
    blocks
}

fn line(label: String, text: String) -> Block {
    Block::Line(Line {
        label,
        text,
        below: false,
    })
}

/// Moves, a line each; those that only follow from the same decisions upstream in one line.
fn moves(phrases: Phrases, moves: &[Move]) -> Vec<String> {
    let follows = |it: &Move| matches!(it.causes.as_slice(), [Cause::Decision { .. }]);
    let mut items: Vec<String> = moves
        .iter()
        .filter(|it| !follows(it))
        .map(|it| phrases.moved(it))
        .collect();
    let mut groups: Vec<(&[Cause], Vec<&Move>)> = Vec::new();
    for it in moves.iter().filter(|it| follows(it)) {
        match groups.iter_mut().find(|(causes, _)| *causes == it.causes) {
            Some((_, group)) => group.push(it),
            None => groups.push((&it.causes, vec![it])),
        }
    }
    items.extend(groups.iter().map(|(causes, group)| match group.as_slice() {
        [only] => phrases.moved(only),
        _ => phrases.followed(causes, group),
    }));
    items
}
