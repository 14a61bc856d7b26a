//! Random texts: every declaration from templates, in both languages at once, with breaks, blank
//! lines, full-width punctuation and comments wherever the grammar has blanks.

mod expressions;
mod declarations;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{formatted, laid_out_again};
use crate::syntax::keywords::Keyword as K;
use crate::syntax::parse::parse;
use crate::words::Lang;

/// Choices, taken from a list that proptest shrinks; the first choice once it is used up.
struct Choices<'c>(std::slice::Iter<'c, u8>);

impl Choices<'_> {
    fn below(&mut self, end: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % end
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len())]
    }
}

/// A text in the making: tokens, with random blanks between them.
struct Writer<'c> {
    choices: Choices<'c>,
    text: String,
    comments: usize,
}

impl Writer<'_> {
    fn token(&mut self, token: &str) {
        self.text.push_str(token);
        self.blank();
    }

    /// What stands between two tokens.
    fn blank(&mut self) {
        for _ in 0..=self.choices.below(2) {
            match self.choices.below(16) {
                0..=8 => self.text.push(' '),
                9 | 10 => self.text.push_str("\n  "),
                11 => self.text.push_str("\n\n\n    "),
                12 => self.text.push('\u{3000}'),
                13 => {
                    self.comment();
                    self.text.push_str("  ");
                }
                14 => {
                    let margin = self.choices.below(12);
                    self.text.push('\n');
                    self.text.push_str(&" ".repeat(margin));
                    self.comment();
                    if self.choices.one_in(2) {
                        self.text.push_str(&" ".repeat(margin));
                        self.comment();
                    }
                    self.text.push_str("   ");
                }
                _ => self.text.push_str("\r\n"),
            }
        }
        self.text.push(' ');
    }

    fn comment(&mut self) {
        self.comments += 1;
        let doc = if self.choices.one_in(4) { "##" } else { "#" };
        let _ = writeln!(self.text, "{doc} 注 {}", self.comments);
        if self.choices.one_in(4) {
            self.text.push('\n');
        }
    }

    fn key(&mut self, keyword: K) {
        let lang = if self.choices.one_in(2) {
            Lang::Zh
        } else {
            Lang::En
        };
        self.token(keyword.get(lang));
    }

    /// A keyword at the start of a line: it opens a declaration.
    fn open(&mut self, keyword: K) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.key(keyword);
    }

    fn name(&mut self) {
        let names = [
            "matter",
            "a",
            "办理时限",
            "cost",
            "`a b`",
            "title",
            "x１",
            "en",
            "text",
            "街道",
        ];
        let name = self.choices.of(&names);
        self.token(name);
    }

    fn id(&mut self) {
        let ids = ["O.3", "公事.3", "routing.a", "`rule 7`.b", "rule.9", "G．1"];
        let id = self.choices.of(&ids);
        self.token(id);
    }

    fn string(&mut self) {
        let strings = [
            "\"lift\"",
            "“加装电梯”",
            "「电梯」",
            "\"\"",
            "“say \"no\" # here”",
            "\"a long reason that takes half a line of the page, or nearly so\"",
        ];
        let string = self.choices.of(&strings);
        self.token(string);
    }

    fn label(&mut self) {
        match self.choices.below(3) {
            0 => self.string(),
            1 => {
                self.token("zh");
                self.string();
            }
            _ => {
                self.token("en");
                self.string();
                self.token("zh");
                self.string();
            }
        }
    }

    fn maybe(&mut self, part: fn(&mut Self)) {
        if self.choices.one_in(2) {
            part(self);
        }
    }

    fn comma(&mut self) {
        let comma = self.choices.of(&[",", "，", "、", ";"]);
        self.token(comma);
    }

    /// One to six parts with commas.
    fn list(&mut self, part: fn(&mut Self)) {
        part(self);
        for _ in 0..self.choices.below(6) {
            self.comma();
            part(self);
        }
    }

    fn in_parentheses(&mut self, part: fn(&mut Self)) {
        let open = self.choices.of(&["(", "（"]);
        self.token(open);
        self.list(part);
        let close = self.choices.of(&[")", "）"]);
        self.token(close);
    }

    fn date(&mut self) {
        let date = self
            .choices
            .of(&["2023-08-01", "2024年2月9日", "２０２５-12-31", "0009-01-01"]);
        self.token(date);
    }

    fn literal(&mut self) {
        let literals = [
            "30 days",
            "1 month",
            "3 个月",
            "2 年",
            "12.50 CNY",
            "５ ％",
            "5%",
            "-3",
            "7",
            "yes",
            "否",
        ];
        match self.choices.below(4) {
            0 => self.name(),
            1 => self.date(),
            2 => self.string(),
            _ => {
                let literal = self.choices.of(&literals);
                self.token(literal);
            }
        }
    }
}

fn written(choices: &[u8]) -> String {
    let text = if choices.first() == Some(&1) {
        "\u{feff}".to_owned()
    } else {
        String::new()
    };
    let mut writer = Writer {
        choices: Choices(choices.iter()),
        text,
        comments: 0,
    };
    if writer.choices.one_in(2) {
        writer.comment();
    }
    for _ in 0..=writer.choices.below(4) {
        writer.declaration();
    }
    if writer.choices.one_in(3) {
        writer.text.push('\n');
        writer.comment();
    }
    writer.text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_tree(choices in prop::collection::vec(any::<u8>(), 0..700)) {
        let text = written(&choices);
        if parse(&text, 0, false).1.is_empty() {
            formatted(&text, None, true);
            laid_out_again(&formatted(&text, Some(Lang::Zh), true));
        }
    }
}

#[test]
fn most_random_texts_are_read() {
    let mut state = 1_u32;
    let mut read = 0;
    for _ in 0..500 {
        let choices: Vec<u8> = (0..700)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        let text = written(&choices);
        let problems = parse(&text, 0, false).1;
        if problems.is_empty() {
            read += 1;
        }
    }
    assert!(read > 350, "{read}");
}
