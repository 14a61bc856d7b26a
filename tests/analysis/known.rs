//! Small rulesets with what there is to find in them, written by hand: `known/*.txt`.
//!
//! A case is a title behind `==`, what there is to find, `--`, and a ruleset without its kinds and
//! its first line; `-- below` begins the ruleset below it. Findings are lines as `told` writes them;
//! `|` stands between what is the same to tell, `(or nothing)` behind what need not be told.
//!
//! That the enumeration finds just this is what makes it worth comparing anything with it.

use std::fs;
use std::path::Path;

use fenliu::{Lang, Ruleset, Source};

use crate::properties::ast;
use crate::properties::print_condition::Printer;
use crate::properties::style::Style;

use super::expected::list;
use super::read::read;
use super::situations::Situations;
use super::subject::Subject;
use super::truth::{LAWS, answers, gap};

struct Case {
    title: String,
    expected: Vec<String>,
    levels: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analysis/known");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of known rulesets")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a text");
        for case in text
            .split("\n== ")
            .map(|case| case.trim_start_matches("== "))
        {
            let (head, rules) = case.split_once("\n--\n").expect("`--` before the ruleset");
            let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
            let name = file.file_stem().expect("a name").to_string_lossy();
            cases.push(Case {
                title: format!("{name}: {}", lines.next().expect("a title")),
                expected: lines.map(str::to_owned).collect(),
                levels: rules.split("\n-- below\n").map(str::to_owned).collect(),
            });
        }
    }
    cases
}

impl Case {
    fn text(&self) -> String {
        self.levels.join("\n-- below\n")
    }

    fn compile(&self) -> Ruleset {
        let nothing = ast::Ruleset {
            levels: Vec::new(),
            facts: Vec::new(),
            recognised: false,
            impossible: Vec::new(),
            defines: Vec::new(),
            decisions: Vec::new(),
            rules: Vec::new(),
            table: None,
            overlaps: Vec::new(),
            shifts: Vec::new(),
            guarantees: Vec::new(),
        };
        let printer = Printer {
            ruleset: &nothing,
            style: Style::default(),
        };
        let kinds = printer.kinds().join("\n");
        let mut sources: Vec<Source> = Vec::new();
        for (number, text) in self.levels.iter().enumerate() {
            let text = match number {
                0 => format!("ruleset known.level0\n{text}\n{kinds}\n"),
                _ => {
                    let above = number - 1;
                    format!("ruleset known.level{number} under \"level{above}.fenliu\"\n{text}\n")
                }
            };
            sources.insert(0, Source::new(format!("level{number}.fenliu"), text));
        }
        Ruleset::compile(sources).unwrap_or_else(|problems| {
            let lines: Vec<String> = problems.lines(Lang::En).collect();
            panic!("{}\n{}\n{}", self.title, self.text(), lines.join("\n"))
        })
    }
}

/// All that is found, as it is written in the files.
fn found(s: &Situations) -> Vec<String> {
    let mut lines: Vec<String> = LAWS
        .iter()
        .flat_map(|law| (law.expected)(s))
        .map(|expected| expected.shown())
        .collect();
    for (question, answer) in answers::expected(s) {
        if answer == "accepted" {
            let decisions = (0..s.ruleset.decisions.len())
                .find(|&decision| question == format!("gap {}", s.name(decision)))
                .and_then(|decision| match gap::gap(s, decision) {
                    Some(gap::Gap::Accepted(from)) => Some(from),
                    _ => None,
                });
            let from: Vec<&str> = decisions
                .iter()
                .flatten()
                .map(|&read| s.name(read))
                .collect();
            let from = if from.is_empty() {
                String::new()
            } else {
                format!(" from {}", from.join(", "))
            };
            lines.push(format!("accepted {question}{from}"));
        }
    }
    lines.sort();
    lines
}

#[test]
fn the_enumeration_finds_what_is_known() {
    let mut wrong = String::new();
    for case in cases() {
        let ruleset = read(case.compile().model());
        let found = found(&Situations::of(&ruleset));
        let mut expected = case.expected.clone();
        expected.sort();
        if expected != found {
            let (expected, found) = (list(&expected), list(&found));
            wrong += &format!(
                "== {}\nexpected:\n{expected}found:\n{found}{}\n",
                case.title,
                case.text()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_analysis_finds_what_is_known() {
    let mut wrong = Vec::new();
    for case in cases() {
        let compiled = case.compile();
        let ruleset = read(compiled.model());
        let subject = Subject::analysed(&ruleset, compiled, case.text(), None);
        let mut why: Vec<String> = LAWS
            .iter()
            .filter_map(|law| subject.holds(law).err())
            .collect();
        why.extend(
            answers::check(&subject)
                .err()
                .map(|why| subject.fails("answers", &why)),
        );
        if let Some(why) = why.first() {
            wrong.push(format!("== {}\n{why}", case.title));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong; the first:\n{}",
        wrong.len(),
        wrong[0]
    );
}
