//! Explanations of small rulesets, one a file: the affairs stand in its comments, what is said of
//! them beside it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use fenliu::{Affair, Explanation, Lang, Ruleset};

/// The rulesets, by name.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explanations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("it is there").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "fenliu"))
        .collect();
    files.sort();
    files
}

/// The affairs that a file's `# affair: {…} as of DATE` lines give.
fn affairs(ruleset: &Ruleset, text: &str) -> Vec<Affair> {
    text.lines()
        .filter_map(|line| line.strip_prefix("# affair: "))
        .map(|line| {
            let (json, day) = line.split_once(" as of ").unwrap_or((line, ""));
            let affair = ruleset
                .affair_from_json(json)
                .unwrap_or_else(|error| panic!("{json}: {error}"));
            match day.parse() {
                Ok(day) => ruleset.as_of(affair, day).expect("it is there"),
                Err(_) => affair,
            }
        })
        .collect()
}

fn explanations(path: &Path) -> Vec<Explanation> {
    let text = std::fs::read_to_string(path).expect("it is there");
    let ruleset = Ruleset::load(path).unwrap_or_else(|problems| panic!("{problems}"));
    affairs(&ruleset, &text)
        .iter()
        .map(|affair| ruleset.explain(affair))
        .collect()
}

fn stem(path: &Path) -> &str {
    path.file_stem()
        .expect("it is there")
        .to_str()
        .expect("it is there")
}

#[test]
fn small_rulesets_are_explained() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("explanations");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in files() {
        let mut said = String::new();
        for explanation in explanations(&path) {
            for lang in [Lang::En, Lang::Zh] {
                writeln!(said, "{}", explanation.to_text(lang)).expect("it is there");
            }
        }
        settings.bind(|| insta::assert_snapshot!(stem(&path), said));
    }
}

#[test]
fn markdown_says_the_same() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("explanations");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in ["decided", "长风"] {
        let path = files()
            .into_iter()
            .find(|path| stem(path) == name)
            .expect("it is there");
        let mut said = String::new();
        for explanation in explanations(&path) {
            writeln!(said, "{}", explanation.to_markdown(Lang::Zh)).expect("it is there");
        }
        settings.bind(|| insta::assert_snapshot!(format!("{name}.md"), said));
    }
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    for path in files() {
        for explanation in explanations(&path) {
            for lang in [Lang::En, Lang::Zh] {
                for line in explanation.to_text(lang).lines() {
                    let wide = unicode_width::UnicodeWidthStr::width(line);
                    assert!(wide <= 80, "{wide} columns: {line}");
                }
            }
        }
    }
}

#[test]
fn one_decision_can_be_told_alone() {
    for path in files() {
        for explanation in explanations(&path) {
            for decision in explanation.decisions.clone() {
                let alone = explanation
                    .clone()
                    .only(&decision.decision)
                    .expect("it is there");
                assert_eq!(alone.decisions, [decision]);
                assert!(!alone.to_text(Lang::En).is_empty());
            }
            assert!(explanation.only("nobody").is_none());
        }
    }
}
