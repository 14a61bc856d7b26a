//! A conversation. In: what is known at the start. Out: what is known at the end. All it says goes to
//! standard error.
//!
//! What was known before each answer is kept, so that an answer can be taken back.

use super::lines::Lines;
use super::words::{Wish, wish};
use crate::cli::output::say;
use crate::cli::setting::Setting;
use crate::interview::{Interview, Question};
use crate::ruleset::Ruleset;
use crate::verdict::{Affair, Knowledge};
use crate::words::Words;

/// A conversation about one affair.
pub(super) struct Talk<'a> {
    ruleset: &'a Ruleset,
    wanted: Vec<&'a str>,
    setting: Setting,
    lines: Lines,
    known: Known,
    /// What was known before each answer.
    earlier: Vec<Known>,
}

/// What has been said so far.
#[derive(Clone)]
struct Known {
    affair: Affair,
    /// Facts that nobody knows.
    unknown: Vec<String>,
    /// Facts that were recognised, and confirmed.
    confirmed: Vec<String>,
}

/// How it goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Something was said: the next question.
    Said,
    /// An answer was taken back.
    Back,
    /// No more answers come.
    End,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        ruleset: &'a Ruleset,
        wanted: &'a [String],
        setting: Setting,
        affair: Affair,
        lines: Lines,
    ) -> Self {
        Self {
            ruleset,
            wanted: wanted.iter().map(String::as_str).collect(),
            setting,
            lines,
            known: Known {
                affair,
                unknown: Vec::new(),
                confirmed: Vec::new(),
            },
            earlier: Vec::new(),
        }
    }

    /// Asks until nothing that can be said matters any more; gives back what is known then.
    pub(super) fn hold(mut self) -> Affair {
        let lang = self.setting.lang;
        let Some(mut interview) = self.look() else {
            return self.known.affair;
        };
        line(&interview.beginning(self.ruleset.name(), lang));
        let mut told = interview.clone();
        loop {
            let turn = if self.is_unconfirmed(&interview) {
                self.confirm(&interview)
            } else if let Some(question) = &interview.question {
                line(&format!("\n{}", interview.asked(question, lang)));
                self.ask(&interview, question)
            } else {
                break;
            };
            let Some(now) = self.look().filter(|_| turn != Turn::End) else {
                break;
            };
            if !self.is_unconfirmed(&now) {
                if turn == Turn::Said && now.facts != told.facts {
                    line(&now.narrowed(&told, lang));
                }
                told = now.clone();
            }
            interview = now;
        }
        line(&format!("\n{}\n", interview.ended(lang)));
        self.known.affair
    }

    fn look(&self) -> Option<Interview> {
        let unknown: Vec<&str> = self.known.unknown.iter().map(String::as_str).collect();
        self.ruleset
            .interview(&self.known.affair, &self.wanted, &unknown)
    }

    /// Takes lines until one is an answer, or ends the matter otherwise.
    fn ask(&mut self, interview: &Interview, question: &Question) -> Turn {
        let lang = self.setting.lang;
        while let Some(said) = self.lines.next() {
            let wish = wish(&said).filter(|_| !self.ruleset.names_a_value(question, &said));
            match wish {
                Some(Wish::Help) => line(&interview.help(question, lang)),
                Some(Wish::Quit) => return Turn::End,
                Some(Wish::Back) => {
                    if let Some(turn) = self.back() {
                        return turn;
                    }
                }
                Some(Wish::Unknown) => {
                    self.earlier.push(self.known.clone());
                    self.known.unknown.push(question.fact.clone());
                    self.say(&not_asked_again());
                    return Turn::Said;
                }
                None => match self.ruleset.answer(&self.known.affair, question, &said) {
                    Ok(affair) => {
                        self.earlier.push(self.known.clone());
                        self.known.affair = affair;
                        return Turn::Said;
                    }
                    Err(rejection) => {
                        line(&interview.refused(&rejection, lang));
                        line(&interview.asked_again(question, lang));
                    }
                },
            }
        }
        Turn::End
    }

    /// Whether something was taken from text that nobody has confirmed.
    fn is_unconfirmed(&self, interview: &Interview) -> bool {
        let confirmed = |fact| self.known.confirmed.contains(fact);
        !interview.recognised.iter().all(confirmed)
    }

    /// Has confirmed what was taken from text. If it is wrong, the text is left aside.
    fn confirm(&mut self, interview: &Interview) -> Turn {
        line(&format!("\n{}", interview.is_it_right(self.setting.lang)));
        while let Some(said) = self.lines.next() {
            match (wish(&said), yes(&said)) {
                (Some(Wish::Quit), _) => return Turn::End,
                (Some(Wish::Back), _) => {
                    if let Some(turn) = self.back() {
                        return turn;
                    }
                }
                (_, Some(true)) => {
                    self.known.confirmed.clone_from(&interview.recognised);
                    return Turn::Said;
                }
                (Some(Wish::Unknown), _) | (_, Some(false)) => {
                    self.forget_words();
                    self.say(&words_left_aside());
                    return Turn::Back;
                }
                _ => self.say(&yes_or_no()),
            }
        }
        Turn::End
    }

    /// Makes the texts unknown from which something was taken.
    fn forget_words(&mut self) {
        let model = &self.ruleset.0.model;
        let taken = self.known.affair.recognised.iter();
        let texts: Vec<_> = taken
            .filter_map(|fact| model.facts[fact.index()].recognised_from)
            .collect();
        let names = texts
            .iter()
            .map(|text| model.facts[text.index()].name.clone());
        self.known.unknown.extend(names);
        let affair = self.known.affair.clone();
        self.known.affair = affair.with(texts.into_iter().map(|text| (text, Knowledge::Unknown)));
    }

    /// Takes the last answer back; nothing if there is none.
    fn back(&mut self) -> Option<Turn> {
        match self.earlier.pop() {
            Some(known) => {
                self.known = known;
                Some(Turn::Back)
            }
            None => {
                self.say(&nothing_to_take_back());
                None
            }
        }
    }

    fn say(&self, words: &Words) {
        line(&format!("  {}", words.get(self.setting.lang)));
    }
}

fn line(text: &str) {
    say(&format!("{text}\n"));
}

fn yes(said: &str) -> Option<bool> {
    match said.trim().to_lowercase().as_str() {
        "yes" | "y" | "1" | "是" | "是的" | "对" => Some(true),
        "no" | "n" | "2" | "否" | "不是" | "不对" | "不" => Some(false),
        _ => None,
    }
}

fn not_asked_again() -> Words {
    Words::new("Not known; it is not asked again.", "不清楚；不再询问。")
}

fn words_left_aside() -> Words {
    Words::new("Then these words are left aside.", "好，不采用这段话。")
}

fn nothing_to_take_back() -> Words {
    Words::new("There is no answer to take back.", "没有可撤回的回答。")
}

fn yes_or_no() -> Words {
    Words::new("Please answer yes or no.", "请回答是或否。")
}
