//! What explanations say, in English and Chinese: one function a sentence, both languages side by
//! side. Nothing else in the reports has words of its own.

mod test;
mod asked;
mod rule;
mod not_met;
pub(super) mod answer;
mod remark;
mod among;
mod enough;
mod change;
mod separated;
pub(super) mod notice;
mod contest;
mod dispute;
mod ground;
mod stands;
mod interview;
mod track;
pub(super) mod diff;
mod replayed;

use crate::explanation::Terms;
use crate::words::{Label, Lang};

/// Most items that a sentence lists before it counts the others.
const LISTED: usize = 4;

/// The words for one explanation in one language.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'a> {
    pub(super) lang: Lang,
    pub(super) terms: &'a Terms,
}

impl Phrases<'_> {
    fn pick(&self, en: String, zh: String) -> String {
        match self.lang {
            Lang::En => en,
            Lang::Zh => tidy(zh),
        }
    }

    fn word(&self, en: &str, zh: &str) -> String {
        match self.lang {
            Lang::En => en.to_owned(),
            Lang::Zh => zh.to_owned(),
        }
    }

    /// A label, else the name.
    fn label(&self, label: Option<&Label>, name: &str) -> String {
        label
            .and_then(|label| label.get(self.lang))
            .unwrap_or(name)
            .to_owned()
    }

    /// What a fact is called.
    pub(super) fn fact(&self, name: &str) -> String {
        match self.terms.facts.get(name) {
            None if name == "as_of" => self.word("the date of the decision", "决定日"),
            Some(term) if term.label.is_empty() && term.yes_no => {
                match term.phrase.get(self.lang) {
                    Some(phrase) if !phrase.contains("{}") => {
                        self.pick(format!("whether {phrase}"), format!("“{phrase}”是否属实"))
                    }
                    _ => name.to_owned(),
                }
            }
            term => self.label(term.map(|term| &term.label), name),
        }
    }

    /// What a decision is called.
    pub(super) fn decision(&self, name: &str) -> String {
        self.label(self.terms.decisions.get(name).map(|term| &term.label), name)
    }

    /// What a definition is called.
    pub(super) fn define(&self, name: &str) -> String {
        self.label(self.terms.defines.get(name), name)
    }

    /// Who made a ruleset.
    pub(super) fn authority(&self, ruleset: &str) -> String {
        self.label(
            self.terms.rulesets.get(ruleset).map(|term| &term.authority),
            ruleset,
        )
    }

    /// What a ruleset is called.
    pub(super) fn ruleset(&self, ruleset: &str) -> String {
        self.label(
            self.terms.rulesets.get(ruleset).map(|term| &term.title),
            ruleset,
        )
    }

    /// `a, b and c`; `a、b和c`.
    pub(super) fn and(&self, items: &[String]) -> String {
        self.joined(items, ", ", " and ", "、", "和")
    }

    /// `a, b or c`; `a、b或c`.
    pub(super) fn or(&self, items: &[String]) -> String {
        self.joined(items, ", ", " or ", "、", "或")
    }

    /// `a, b, c`; `a、b、c`.
    pub(super) fn list(&self, items: &[String]) -> String {
        items.join(match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        })
    }

    fn joined(&self, items: &[String], comma: &str, last: &str, pause: &str, and: &str) -> String {
        let (pause, last) = match self.lang {
            Lang::En => (comma, last.to_owned()),
            Lang::Zh => (pause, and.to_owned()),
        };
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., end] => match self.lang {
                Lang::En => format!("{}{last}{end}", first.join(pause)),
                Lang::Zh => tidy(format!(
                    "{}{last}{}",
                    padded(&first.join(pause)),
                    padded(end)
                )),
            },
        }
    }

    /// The first of many, and how many more.
    pub(super) fn some(&self, items: &[String]) -> Vec<String> {
        if items.len() <= LISTED + 1 {
            return items.to_vec();
        }
        let more = items.len() - LISTED;
        let mut some = items[..LISTED].to_vec();
        some.push(self.pick(format!("{more} others"), format!("其余 {more} 项")));
        some
    }

    /// The first of many names, and a mark that there are more.
    pub(super) fn names(&self, names: &[String]) -> String {
        if names.len() > LISTED + 1 {
            let first = self.list(&names[..LISTED]);
            self.pick(format!("{first}, …"), format!("{first} 等"))
        } else {
            self.list(names)
        }
    }

    /// Several claims side by side.
    pub(super) fn against(&self, claims: &[String]) -> String {
        let zh: Vec<String> = claims.iter().map(|claim| padded(claim)).collect();
        self.pick(claims.join(" against "), zh.join("与"))
    }

    /// Something put beside.
    pub(super) fn aside(&self, text: &str) -> String {
        self.pick(format!(" ({text})"), format!("（{text}）"))
    }

    /// A label of a line and its text: `Why: …`.
    pub(super) fn colon(&self, label: &str) -> String {
        self.pick(format!("{label}: "), format!("{label}："))
    }

    /// Several clauses as one.
    pub(super) fn clauses(&self, each: &[String]) -> String {
        each.join(match self.lang {
            Lang::En => ", ",
            Lang::Zh => "，",
        })
    }

    /// Several sentences as one.
    pub(super) fn sentences(&self, each: &[String]) -> String {
        each.join(match self.lang {
            Lang::En => "; ",
            Lang::Zh => "；",
        })
    }

    /// One sentence, ended.
    pub(super) fn ended(&self, sentence: &str) -> String {
        let ended = sentence.ends_with(['.', '。', '!', '！', '?', '？', '…']);
        let stop = match self.lang {
            Lang::En => ".",
            Lang::Zh => "。",
        };
        if ended {
            sentence.to_owned()
        } else {
            format!("{sentence}{stop}")
        }
    }
}

/// In quotation marks, which are the same in both languages.
fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// A text among Chinese: a Latin letter, digit or backtick at an end keeps a space from its neighbour.
pub(super) fn padded(text: &str) -> String {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '`');
    let (before, after) = (latin(text.chars().next()), latin(text.chars().next_back()));
    format!(
        "{}{text}{}",
        if before { " " } else { "" },
        if after { " " } else { "" }
    )
}

/// No space beside Chinese punctuation or at an end, never two.
pub(super) fn tidy(text: String) -> String {
    const MARKS: &str = "，。、；：（）《》！？";
    if !text.contains(' ') {
        return text;
    }
    let mut tidy = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let beside = |c: Option<char>| c.is_none_or(|c| MARKS.contains(c) || c == ' ');
        if c == ' ' && (beside(tidy.chars().next_back()) || beside(chars.peek().copied())) {
            continue;
        }
        tidy.push(c);
    }
    tidy
}
