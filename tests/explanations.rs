//! Explanations of small rulesets, one a file: the affairs stand in its comments, what is said of
//! them beside it; and of every affair shipped.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use fenliu::{Affair, Explanation, Lang, Ruleset};
use unicode_width::UnicodeWidthStr;

#[path = "explanations/html.rs"]
#[cfg(feature = "html")]
mod html;
#[path = "explanations/shipped.rs"]
mod shipped;

/// Rulesets whose affairs are shown as Markdown and as pages too.
const SET: [&str; 3] = ["decided", "resident", "长风"];

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

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/explanations"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn small_rulesets_are_explained() {
    for path in files() {
        let mut said = String::new();
        for explanation in explanations(&path) {
            for lang in [Lang::En, Lang::Zh] {
                writeln!(said, "{}", explanation.to_text(lang)).expect("it is there");
            }
        }
        settings().bind(|| insta::assert_snapshot!(stem(&path), said));
    }
}

#[test]
fn markdown_says_the_same() {
    for path in files().iter().filter(|path| SET.contains(&stem(path))) {
        let mut said = String::new();
        for explanation in explanations(path) {
            for lang in [Lang::En, Lang::Zh] {
                writeln!(said, "{}", explanation.to_markdown(lang)).expect("it is there");
            }
        }
        settings().bind(|| insta::assert_snapshot!(format!("{}.md", stem(path)), said));
    }
}

#[test]
fn values_of_sensitive_facts_are_withheld() {
    let path = files()
        .into_iter()
        .find(|path| stem(path) == "resident")
        .expect("it is there");
    let whole = explanations(&path).swap_remove(0);
    let redacted = whole.clone().redacted();
    let mut said = String::new();
    for lang in [Lang::En, Lang::Zh] {
        assert!(whole.to_text(lang).contains("in front of"));
        for text in [redacted.to_text(lang), redacted.to_markdown(lang)] {
            assert!(!text.contains("in front of"), "{text}");
        }
        writeln!(said, "{}", redacted.to_text(lang)).expect("it is there");
    }
    let json = redacted.to_json();
    assert!(!json.to_string().contains("in front of"));
    assert_eq!(json["facts"][3]["value"]["status"], "withheld");
    // what is unknown is no secret
    assert_eq!(json["facts"][5]["value"]["status"], "unknown");
    assert_eq!(redacted.clone().redacted(), redacted);
    settings().bind(|| insta::assert_snapshot!("redacted", said));
}

/// Lines wider than a terminal; characters that are wide only among Chinese count as wide in Chinese.
fn too_wide(explanation: &Explanation) -> Vec<String> {
    let wide = |line: &&str, lang: Lang| match lang {
        Lang::En => line.width() > 80,
        Lang::Zh => line.width_cjk() > 80,
    };
    let lines = |lang: Lang| -> Vec<String> {
        let text = explanation.to_text(lang);
        let lines = text.lines().filter(|line| wide(line, lang));
        lines.map(str::to_owned).collect()
    };
    [Lang::En, Lang::Zh].into_iter().flat_map(lines).collect()
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    for explanation in files().iter().flat_map(|path| explanations(path)) {
        assert_eq!(too_wide(&explanation), [""; 0]);
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
