//! The decisions of a ledger as the real affairs of `diff`: they move as those of the file do that they
//! were made of, and what was redacted is never guessed.

use std::path::Path;

use serde_json::Value as Json;

use super::commands::{Office, ran};

const OLD: &str = "tests/diff/parking/old.fenliu";
const NEW: &str = "tests/diff/parking/new.fenliu";
const CASES: &str = "tests/diff/parking/cases.csv";

/// A ledger of the cases, decided by the old rules.
fn decided() -> Office {
    let office = Office::new();
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    let to = ["--ledger", &ledger, "--ledger-key", &key, "--quiet"];
    ran(&[&["classify", OLD, CASES][..], &to].concat());
    office
}

fn diff(cases: &str, more: &[&str]) -> (String, String, i32) {
    let fixed = ["diff", OLD, NEW, "--decision", "tier", "--cases", cases];
    ran(&[&fixed[..], more].concat())
}

fn json(cases: &str) -> Json {
    let (text, _, _) = diff(cases, &["--format", "json"]);
    serde_json::from_str::<Json>(&text).unwrap()["cases"].take()
}

#[test]
fn a_ledger_moves_as_the_file_it_was_made_of() {
    let office = decided();
    let (file, recorded) = (json(CASES), json(&office.path("ledger")));
    // one record is no affair of either, and no decision
    assert_eq!(file["rejected"].as_array().unwrap().len(), 1);
    assert_eq!(recorded["rejected"].as_array().unwrap().len(), 0);
    for same in ["same", "lacking", "transitions"] {
        assert_eq!(file[same], recorded[same], "{same}");
    }
    let told = |list: &Json| -> Vec<(Json, Json)> {
        let list = list.as_array().unwrap().iter();
        list.map(|case| (case["id"].clone(), case["moves"].clone()))
            .collect()
    };
    for list in ["moved", "not_replayable"] {
        assert_eq!(told(&file[list]), told(&recorded[list]), "{list}");
    }
    assert!(!told(&recorded["moved"]).is_empty());
    assert!(
        recorded["moved"][0]["entry"].is_u64() && recorded["moved"][0].get("line").is_none(),
        "{recorded}"
    );
}

#[test]
fn what_was_redacted_is_not_replayable() {
    let office = decided();
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    let before = json(&ledger);
    for (which, field) in [("d", "households"), ("b", "matter"), ("b", "id")] {
        let (_, said, status) = ran(&[
            "ledger",
            "redact",
            &ledger,
            which,
            field,
            "--because",
            "asked for",
            "--ledger-key",
            &key,
        ]);
        assert_eq!(status, 0, "{said}");
    }
    // a case over time is no decision
    let case = "rulesets/jiangjin/cases/roof.jsonl";
    let to = ["--ledger", &ledger, "--ledger-key", &key];
    ran(&[&["track", "rulesets/jiangjin", case][..], &to].concat());

    let after = json(&ledger);
    assert_eq!(before["records"], after["records"]);
    let gone: Vec<&Json> = after["not_replayable"].as_array().unwrap().iter().collect();
    let gone: Vec<_> = gone
        .iter()
        .filter(|it| it.get("redacted").is_some())
        .collect();
    assert_eq!(gone.len(), 2, "{after}");
    let (text, said, status) = diff(&ledger, &[]);
    assert!(said.contains("4 entries of cases passed over"), "{said}");
    assert_eq!(status, 1);
    let (zh, _, _) = diff(&ledger, &["--lang", "zh"]);
    let cases = |text: &str, title: &str| {
        let at = text.find(title).unwrap_or_else(|| panic!("{text}"));
        text[at..].to_owned()
    };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let both = cases(&text, "Real affairs") + "\n" + &cases(&zh, "真实事项");
        insta::assert_snapshot!("differences", both);
    });
    // nobody knows whether those moved
    let moved = after["moved"].as_array().unwrap().len();
    let unknown = after["not_replayable"].as_array().unwrap().len();
    let most = (moved + unknown).to_string();
    assert_eq!(diff(&ledger, &["--max-moved", &most]).2, 0);
    let fewer = (moved + unknown - 1).to_string();
    assert_eq!(diff(&ledger, &["--max-moved", &fewer]).2, 1);
}

#[test]
fn a_ledger_that_was_changed_is_no_witness() {
    let office = decided();
    let ledger = office.path("ledger");
    let (_, said, status) = diff(&ledger, &["--input", "csv"]);
    assert!(said.contains("is a ledger") && status == 2, "{said}");
    let record = office.path("ledger/records/000000000000.jsonl");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replacen("roof_leak", "parking", 1)).unwrap();
    let (printed, said, status) = diff(&ledger, &[]);
    assert!(printed.is_empty() && status == 2, "{printed}{said}");
}
