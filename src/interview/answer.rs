//! What an answer says. In: an affair, a question, what somebody wrote. Out: the affair with the answer
//! in it, admitted like any other; or one sentence on what is accepted, or why it cannot be.

use super::matching::{Match, begun, named};
use super::refusal::{
    ambiguous, known_already, neither, no_answer, no_choice, no_date, nothing_found, ruled_out,
};
use super::{Choice, Question};
use crate::model::{Datum, FactId, Kind, KindId, Node, NodeId, Type};
use crate::ruleset::Ruleset;
use crate::table::FactKey;
use crate::verdict::affair::{ReadOptions, Rejection, date, narrow};
use crate::verdict::decide::is_admissible;
use crate::verdict::{Affair, Knowledge};

/// Marks between the members of a set.
const BETWEEN: [char; 6] = [',', '，', '、', ';', '；', '\t'];
/// Answers that say that a set has no members.
const NONE: [&str; 5] = ["none", "nothing", "无", "没有", "都没有"];
const YES: [&str; 6] = ["yes", "y", "true", "是", "是的", "对"];
const NO: [&str; 7] = ["no", "n", "false", "否", "不是", "不", "不对"];

impl Ruleset {
    /// The affair with the answer to a question in it. A value is given by its number among the
    /// choices, its name, its label in either language, a synonym, or a beginning that only one value
    /// has; all else as a record writes it. Where the question may be answered in one's own words, what
    /// names no value is taken as such, and [`crate::Interview::recognised`] says what was found in
    /// them. Errors: what is accepted, or why an affair cannot be so.
    pub fn answer(
        &self,
        affair: &Affair,
        question: &Question,
        text: &str,
    ) -> Result<Affair, Rejection> {
        let text = text.trim();
        if text.is_empty() {
            return Err(no_answer(question));
        }
        let FactKey::Fact(fact) = question.key else {
            let day = date(&narrow(text)).ok_or_else(|| no_date(text))?;
            return self.as_of(affair.clone(), day);
        };
        let knowledge = match &self.0.model.facts[fact.index()].ty {
            Type::YesNo => yes_no(question, text)?,
            Type::Set(kind) => self.members(*kind, question, text)?,
            Type::Kind(kind) => match self.value(*kind, question, affair, fact, text)? {
                Some(knowledge) => knowledge,
                None => return self.in_words(affair, fact, text),
            },
            _ => self.reader(&ReadOptions::default()).cell(fact, text)?,
        };
        self.with(affair, fact, knowledge)
    }

    /// Whether an answer is the full name or label of a value, whatever else it could mean.
    pub fn names_a_value(&self, question: &Question, text: &str) -> bool {
        let FactKey::Fact(fact) = question.key else {
            return false;
        };
        match &self.0.model.facts[fact.index()].ty {
            Type::Kind(kind) | Type::Set(kind) => {
                named(&self.0.model.kinds[kind.index()], text.trim()) != Match::None
            }
            _ => false,
        }
    }

    /// An affair of which one thing more is known. What was taken from text counts as said.
    fn with(
        &self,
        affair: &Affair,
        fact: FactId,
        knowledge: Knowledge,
    ) -> Result<Affair, Rejection> {
        let (model, table) = (&self.0.model, &self.0.table);
        let mut said = affair.clone();
        said.facts[fact.index()] = knowledge.clone();
        if !is_admissible(model, table, &said) {
            return Err(Rejection::impossible(model, table, &said));
        }
        self.admit(affair.clone().with([(fact, knowledge)]))
    }

    /// What an answer says of a fact of a kind; nothing if it is in words of one's own.
    fn value(
        &self,
        id: KindId,
        question: &Question,
        affair: &Affair,
        fact: FactId,
        text: &str,
    ) -> Result<Option<Knowledge>, Rejection> {
        let kind = &self.0.model.kinds[id.index()];
        let possible = self.possible_leaves(affair, fact, kind);
        let inside = |node: &Node, leaf: &u32| (node.first..node.end).contains(leaf);
        let wanted = |node: &Node| possible.iter().any(|leaf| inside(node, leaf));
        let node = match find(kind, question, text, wanted) {
            Match::One(node) => &kind.nodes[node.index()],
            Match::Several(nodes) => return Err(ambiguous(kind, question, text, &nodes)),
            Match::None if question.in_words.is_some() => return Ok(None),
            Match::None => return Err(no_choice(question, text)),
        };
        let knowledge = Knowledge::of_leaves((node.first..node.end).collect());
        let open = || self.with(affair, fact, knowledge.clone());
        if !wanted(node) {
            return Err(open().err().unwrap_or_else(|| ruled_out(question, node)));
        }
        if possible.len() > 1 && possible.iter().all(|leaf| inside(node, leaf)) {
            return Err(known_already(question, node));
        }
        Ok(Some(knowledge))
    }

    fn in_words(&self, affair: &Affair, fact: FactId, text: &str) -> Result<Affair, Rejection> {
        let declared = &self.0.model.facts[fact.index()];
        let words = declared
            .recognised_from
            .ok_or_else(|| nothing_found(&declared.name))?;
        let told = Knowledge::Known(Datum::Text(text.to_owned()));
        let affair = self.with(affair, words, told)?;
        if affair.recognised.contains(&fact) {
            Ok(affair)
        } else {
            Err(nothing_found(&declared.name))
        }
    }

    fn members(&self, id: KindId, question: &Question, text: &str) -> Result<Knowledge, Rejection> {
        let kind = &self.0.model.kinds[id.index()];
        let nothing = NONE.contains(&narrow(text).to_lowercase().as_str());
        if nothing && named(kind, text) == Match::None {
            return Ok(Knowledge::Known(Datum::Set(Vec::new())));
        }
        let mut leaves = Vec::new();
        // a label may have a comma in it
        let whole = matches!(named(kind, text), Match::One(_));
        for part in if whole { vec![text] } else { parts(text) } {
            let node = match find(kind, question, part, |_| true) {
                Match::One(node) => &kind.nodes[node.index()],
                Match::Several(nodes) => return Err(ambiguous(kind, question, part, &nodes)),
                Match::None => return Err(no_choice(question, part)),
            };
            if !node.leaf {
                let below = (node.first..node.end).map(|leaf| kind.leaves[leaf as usize]);
                return Err(ambiguous(kind, question, part, &below.collect::<Vec<_>>()));
            }
            leaves.push(node.first);
        }
        leaves.sort_unstable();
        leaves.dedup();
        Ok(Knowledge::Known(Datum::Set(leaves)))
    }
}

fn yes_no(question: &Question, text: &str) -> Result<Knowledge, Rejection> {
    let said = narrow(text).to_lowercase();
    let is = |words: &[&str], number: &str| words.contains(&said.as_str()) || said == number;
    match (is(&YES, "1"), is(&NO, "2")) {
        (true, _) => Ok(Knowledge::Known(Datum::YesNo(true))),
        (_, true) => Ok(Knowledge::Known(Datum::YesNo(false))),
        _ => Err(neither(question, text)),
    }
}

/// The members that an answer lists; numbers may stand apart by blanks.
fn parts(text: &str) -> Vec<&str> {
    let numbers = text
        .split_whitespace()
        .all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    text.split(|c: char| BETWEEN.contains(&c) || numbers && c.is_whitespace())
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A value by its name in full, its number among the choices, or its beginning.
fn find(kind: &Kind, question: &Question, text: &str, wanted: impl Fn(&Node) -> bool) -> Match {
    match (named(kind, text), numbered(&question.choices, text)) {
        (Match::None, Some(node)) => Match::One(node),
        (Match::None, None) => begun(kind, text, wanted),
        (found, _) => found,
    }
}

fn numbered(choices: &[Choice], text: &str) -> Option<NodeId> {
    let number: usize = narrow(text).parse().ok()?;
    let mut shown = choices.iter().filter(|choice| !choice.heading);
    shown.nth(number.checked_sub(1)?)?.node
}
