//! What an answer says. In: an affair, a question, what somebody wrote. Out: the affair with the answer
//! in it, admitted like any other; or one sentence on what is accepted, or why it cannot be.

use super::matching::{Match, begun, named};
use super::{Choice, Form, Question};
use crate::diagnostic::Code;
use crate::model::{Datum, FactId, Kind, KindId, Node, NodeId, Type};
use crate::ruleset::Ruleset;
use crate::table::FactKey;
use crate::verdict::affair::{ReadOptions, Rejection, date, narrow, short};
use crate::verdict::decide::is_admissible;
use crate::verdict::{Affair, Knowledge};
use crate::words::{Lang, Words};

/// Marks between the members of a set.
const BETWEEN: [char; 6] = [',', '，', '、', ';', '；', '\t'];
/// Answers that say that a set has no members.
const NONE: [&str; 5] = ["none", "nothing", "无", "没有", "都没有"];
const YES: [&str; 6] = ["yes", "y", "true", "是", "是的", "对"];
const NO: [&str; 7] = ["no", "n", "false", "否", "不是", "不", "不对"];
/// Most values that a message lists.
const LISTED: usize = 6;

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

/// A node as people read it, in backticks.
fn called(node: &Node) -> Words {
    let say = |lang| format!("`{}`", node.label.get(lang).unwrap_or(&node.name));
    Words::new(say(Lang::En), say(Lang::Zh))
}

fn refused(question: &Question, message: Words) -> Rejection {
    Rejection {
        code: Code::ValueOutsideDomain,
        field: Some(question.fact.clone()),
        message,
        help: None,
    }
}

fn no_answer(question: &Question) -> Rejection {
    let words = Words::new(
        "an answer cannot be empty: say what is known, or that it is not known",
        "回答不能为空：请回答已知的情况，或说明不知道",
    );
    refused(question, words)
}

fn neither(question: &Question, text: &str) -> Rejection {
    let text = short(text);
    let words = Words::new(
        format!("`{text}` is neither yes nor no: answer yes or no"),
        format!("`{text}` 既不是肯定也不是否定：请回答是或否"),
    );
    refused(question, words)
}

fn no_choice(question: &Question, text: &str) -> Rejection {
    let text = short(text);
    let (en, zh) = match question.form {
        Form::Choices => (
            "numbers of the list or names, separated by commas",
            "列表中的序号或名称（以逗号分隔）",
        ),
        _ => (
            "a number of the list, a name or its beginning",
            "列表中的序号、名称或其开头",
        ),
    };
    refused(
        question,
        Words::new(
            format!("`{text}` is none of the choices: answer with {en}"),
            format!("`{text}` 不在可选之列：请用{zh}回答"),
        ),
    )
}

fn ambiguous(kind: &Kind, question: &Question, text: &str, nodes: &[NodeId]) -> Rejection {
    let names: Vec<Words> = nodes
        .iter()
        .take(LISTED)
        .map(|node| called(&kind.nodes[node.index()]))
        .collect();
    let join = |lang, by: &str| {
        let names: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        names.join(by)
    };
    let (text, more) = (short(text), nodes.len() > LISTED);
    refused(
        question,
        Words::new(
            format!(
                "`{text}` may mean {}{}: write more of the one that is meant",
                join(Lang::En, " or "),
                if more { " or others" } else { "" }
            ),
            format!(
                "`{text}` 可能指 {}{}：请写得更完整些",
                join(Lang::Zh, " 或 "),
                if more { " 等" } else { "" }
            ),
        ),
    )
}

fn ruled_out(question: &Question, node: &Node) -> Rejection {
    let node = called(node);
    refused(
        question,
        Words::new(
            format!(
                "{} is ruled out by an earlier answer: choose from the list, or take that answer back",
                node.en
            ),
            format!(
                "先前的回答已排除 {}：请从列表中选择，或先撤回该回答",
                node.zh
            ),
        ),
    )
}

fn known_already(question: &Question, node: &Node) -> Rejection {
    let node = called(node);
    refused(
        question,
        Words::new(
            format!(
                "that it is {} is known already: say which of the choices",
                node.en
            ),
            format!("已知属于 {}：请说明是其中哪一项", node.zh),
        ),
    )
}

fn nothing_found(fact: &str) -> Rejection {
    Rejection {
        code: Code::ValueOutsideDomain,
        field: Some(fact.to_owned()),
        message: Words::new(
            "nothing in these words is one of the choices: say it in other words, or choose from the list",
            "从这句话中没有识别出可选的值：请换个说法，或从列表中选择",
        ),
        help: None,
    }
}

fn no_date(text: &str) -> Rejection {
    let text = short(text);
    Rejection {
        code: Code::WrongType,
        field: Some("as_of".to_owned()),
        message: Words::new(
            format!("`{text}` is no date: write it as 2024-05-07"),
            format!("`{text}` 不是日期：请写成 2024-05-07"),
        ),
        help: None,
    }
}
