//! The shipped rulesets: they compile, their examples pass, their affairs come out as the documents
//! say, and as the snapshots beside them say in full.

use std::fs;
use std::path::{Path, PathBuf};

use fenliu::{Ruleset, Status, Value};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the folder of rulesets")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn load(folder: &Path) -> Ruleset {
    Ruleset::load(folder).unwrap_or_else(|problems| panic!("{}:\n{problems}", folder.display()))
}

fn affairs(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("affairs.jsonl")).expect("affairs.jsonl");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn every_ruleset_has_its_readme_affairs_and_expectations() {
    for folder in folders() {
        for file in ["README.md", "rules.fenliu", "affairs.jsonl", "expected"] {
            assert!(
                folder.join(file).exists(),
                "{} lacks {file}",
                folder.display()
            );
        }
        let ruleset = load(&folder);
        assert!(ruleset.warnings().is_empty(), "{}", ruleset.warnings());
    }
}

#[test]
fn verdicts_are_those_of_the_snapshots() {
    for folder in folders() {
        let ruleset = load(&folder);
        let lines: Vec<String> = affairs(&folder)
            .iter()
            .map(|line| match ruleset.affair_from_json(line) {
                Ok(affair) => ruleset.decide(&affair).to_json().to_string(),
                Err(rejection) => panic!("{}: {line}: {rejection}", folder.display()),
            })
            .collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder.join("expected"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("verdicts", lines.join("\n")));
    }
}

#[test]
fn tiers_are_those_of_the_documents() {
    for (ruleset, decision) in [("jiangjin", "tier"), ("nanan", "类别")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("rulesets")
            .join(ruleset);
        let ruleset = load(&folder);
        let text = fs::read_to_string(folder.join("expected/tiers.csv")).expect("tiers.csv");
        let mut rows: Vec<Vec<String>> = text.lines().skip(1).map(cells).collect();
        assert!(!rows.is_empty());
        for line in affairs(&folder) {
            let affair = ruleset.affair_from_json(&line).expect("an affair");
            let verdict = ruleset.decide(&affair);
            let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            let id = json["id"].as_str().expect("an id");
            let at = rows
                .iter()
                .position(|row| row[0] == id)
                .unwrap_or_else(|| panic!("{id} has no expectation"));
            let row = rows.remove(at);
            let status = verdict.status(decision).expect("the decision");
            assert_eq!(format!("{status:?}").to_lowercase(), row[1], "{id}");
            let claims = &verdict.to_json()["decisions"][decision]["claims"];
            let values: Vec<String> = match (status, verdict.value(decision)) {
                (Status::Decided, Some(Value::Name(name))) => vec![name],
                (Status::Contested, _) => {
                    let claims = claims.as_array().expect("claims");
                    claims
                        .iter()
                        .map(|claim| claim["value"].as_str().expect("a name").to_owned())
                        .collect()
                }
                _ => Vec::new(),
            };
            let mut expected: Vec<&str> = row[2]
                .split(';')
                .filter(|value| !value.is_empty())
                .collect();
            expected.sort_unstable();
            let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
            values.sort_unstable();
            assert_eq!(values, expected, "{id}");
        }
        assert!(rows.is_empty(), "expectations without an affair: {rows:?}");
    }
}

/// The committed sample of New York requests: decided ones as recorded, the recorded agency always
/// among the claims of contested ones.
#[test]
fn the_sample_of_requests_comes_out_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/nyc311");
    let ruleset = load(&folder);
    let mut reader = csv_lines(&folder.join("sample.csv"));
    let header = reader.remove(0);
    let (mut decided, total) = (0, reader.len());
    for row in reader {
        let mut record = serde_json::Map::new();
        let mut recorded = String::new();
        for (name, cell) in header.iter().zip(&row) {
            match name.as_str() {
                "agency" => recorded.clone_from(cell),
                "complaint_type" | "descriptor" | "created" if !cell.is_empty() => {
                    record.insert(name.clone(), cell.clone().into());
                }
                _ => {}
            }
        }
        let affair = ruleset.affair(&record).expect("an affair");
        let verdict = ruleset.decide(&affair);
        match verdict.status("handled_by") {
            Some(Status::Decided) => {
                decided += 1;
                assert_eq!(
                    verdict.value("handled_by"),
                    Some(recorded.as_str().into()),
                    "{record:?}"
                );
            }
            Some(Status::Contested) => {
                let claims = verdict.to_json()["decisions"]["handled_by"]["claims"].to_string();
                assert!(
                    claims.contains(&format!("\"{recorded}\"")),
                    "{record:?}: {claims}"
                );
            }
            other => panic!("{record:?}: {other:?}"),
        }
    }
    assert!(decided * 100 >= total * 98, "{decided} of {total} decided");
}

fn cells(line: &str) -> Vec<String> {
    csv_text(line).remove(0)
}

fn csv_lines(path: &Path) -> Vec<Vec<String>> {
    csv_text(&fs::read_to_string(path).expect("a CSV file"))
}

fn csv_text(text: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}
