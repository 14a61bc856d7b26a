//! Cases as they are shown: those of the rulesets, with what is said of them beside each, and cases that
//! show one thing or are wrong in one.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use fenliu::{Case, Lang, Versions};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .collect();
    paths.sort();
    paths
}

/// What is said of a case, in both languages; or what is wrong with it.
fn said(versions: &Versions, text: &str) -> String {
    let track = Case::from_jsonl(text).and_then(|case| versions.track(&case));
    let mut said = String::new();
    for lang in [Lang::En, Lang::Zh] {
        match &track {
            Ok(track) => writeln!(said, "{}", track.to_text(lang)).expect("there is one"),
            Err(problems) => {
                for problem in &problems.0 {
                    writeln!(said, "{}", problem.sentence(lang)).expect("there is one");
                    if let Some(help) = &problem.help {
                        writeln!(said, "  {}", help.get(lang)).expect("there is one");
                    }
                }
                writeln!(said).expect("there is one");
            }
        }
    }
    said
}

fn snapshot(path: &Path, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = path
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_cases_of_the_rulesets() {
    let mut seen = 0;
    for folder in fs::read_dir(root().join("rulesets")).expect("the rulesets") {
        let folder = folder.expect("an entry").path();
        for case in ending(&folder.join("cases"), "jsonl") {
            let versions = Versions::load(&folder).unwrap_or_else(|it| panic!("{it}"));
            let text = fs::read_to_string(&case).expect("a case");
            snapshot(&case, &said(&versions, &text));
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen} cases");
}

#[test]
fn what_cases_can_show() {
    for rules in ending(&root().join("tests/track/shown"), "fenliu") {
        let versions = Versions::load(&rules).unwrap_or_else(|it| panic!("{it}"));
        let case = rules.with_extension("jsonl");
        let text = fs::read_to_string(&case).expect("a case");
        snapshot(&case, &said(&versions, &text));
    }
}

#[test]
fn what_is_wrong_with_a_case_is_said_with_its_line() {
    let versions =
        Versions::load(root().join("rulesets/jiangjin")).unwrap_or_else(|it| panic!("{it}"));
    for case in ending(&root().join("tests/track/wrong"), "jsonl") {
        let text = fs::read_to_string(&case).expect("a case");
        snapshot(&case, &said(&versions, &text));
    }
}

/// Whatever a case holds, it is followed or refused.
#[test]
fn no_case_makes_it_fall_over() {
    let versions =
        Versions::load(root().join("rulesets/jiangjin")).unwrap_or_else(|it| panic!("{it}"));
    let whole = fs::read_to_string(root().join("rulesets/jiangjin/cases/roof-again.jsonl"))
        .expect("a case");
    for (at, _) in whole.char_indices() {
        let _ = Case::from_jsonl(&whole[..at]).and_then(|case| versions.track(&case));
        if at % 7 == 0 {
            let mut damaged = whole.clone();
            damaged.remove(at);
            let _ = Case::from_jsonl(&damaged);
        }
    }
}

#[test]
fn what_was_known_on_a_day() {
    let versions =
        Versions::load(root().join("rulesets/jiangjin")).unwrap_or_else(|it| panic!("{it}"));
    let text =
        fs::read_to_string(root().join("rulesets/jiangjin/cases/parking.jsonl")).expect("a case");
    let case = Case::from_jsonl(&text).expect("a case");
    let day = "2024-03-31".parse().expect("a date");
    let then = versions
        .track(&case.clone().known_on(day))
        .expect("a track")
        .to_json();
    let now = versions.track(&case).expect("a track").to_json();
    let assist = |track: &serde_json::Value, day: &str| {
        let steps = track["steps"].as_array().expect("steps");
        let step = steps
            .iter()
            .rfind(|step| step["on"].as_str() <= Some(day))
            .expect("a step");
        let standing = step["standing"].as_array().expect("standing");
        let found = standing.iter().find(|it| it["decision"] == "assist");
        found.expect("a decision")["stands"].clone()
    };
    // that planning is involved holds since March and was learned in April
    assert_eq!(assist(&then, "2024-03-31")["status"], "undetermined");
    assert_eq!(
        assist(&now, "2024-03-31")["value"],
        serde_json::json!(["street_office"])
    );
}
