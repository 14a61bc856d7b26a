//! The shipped rulesets: they compile, their examples pass, their affairs come out as the documents
//! say, and as the snapshots beside them say in full.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fenliu::analysis::{Answer, Ask, Finding, Findings, Kind, Options, Question};
use fenliu::{Ruleset, Status};

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

/// `expected/NAME.csv` is about the decision `NAME`; `tiers.csv` about the one that gives the tier.
#[test]
fn what_was_written_down_is_what_comes_out() {
    for folder in folders() {
        let ruleset = load(&folder);
        for (name, rows) in expectations(&folder) {
            let known = |decision: &&str| {
                let decisions = &ruleset.model().decisions;
                decisions.iter().any(|known| known.name == **decision)
            };
            let candidates = match name.as_str() {
                "tiers" => vec!["tier", "类别"],
                name => vec![name],
            };
            let decision = candidates.into_iter().find(known);
            let decision = decision.unwrap_or_else(|| panic!("no decision for {name}.csv"));
            compare(&folder, &ruleset, decision, rows);
        }
    }
}

/// The files of `expected`, by name, without their headers.
fn expectations(folder: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let entries = fs::read_dir(folder.join("expected")).expect("the folder of expectations");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let mut rows = csv_lines(&path);
            assert_eq!(rows.remove(0), ["id", "status", "values", "basis"]);
            assert!(!rows.is_empty(), "{} is empty", path.display());
            (name.into_owned(), rows)
        })
        .collect()
}

/// Every affair has one row, and every row one affair.
fn compare(folder: &Path, ruleset: &Ruleset, decision: &str, mut rows: Vec<Vec<String>>) {
    for line in affairs(folder) {
        let affair = ruleset.affair_from_json(&line).expect("an affair");
        let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let id = json["id"].as_str().expect("an id");
        let at = rows.iter().position(|row| row[0] == id);
        let at = at.unwrap_or_else(|| panic!("{decision}: {id} has no expectation"));
        let row = rows.remove(at);
        let verdict = ruleset.decide(&affair);
        let status = verdict.status(decision).expect("the decision");
        let told = format!("{status:?}").to_lowercase();
        assert_eq!(told, row[1], "{}: {decision} of {id}", folder.display());
        let values = row[2].split(';').filter(|value| !value.is_empty());
        let expected: BTreeSet<String> = values.map(str::to_owned).collect();
        let values = values_of(&verdict.to_json()["decisions"][decision]);
        assert_eq!(values, expected, "{}: {decision} of {id}", folder.display());
    }
    assert!(
        rows.is_empty(),
        "{}: {decision}: expectations without an affair: {rows:?}",
        folder.display()
    );
}

/// The values of a verdict: what is decided, one or several; what is claimed.
fn values_of(verdict: &serde_json::Value) -> BTreeSet<String> {
    use serde_json::Value;
    let one = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    };
    let claims = verdict["claims"].as_array();
    match (&verdict["status"], &verdict["value"]) {
        (Value::String(status), Value::Array(list)) if status == "decided" => {
            list.iter().map(one).collect()
        }
        (Value::String(status), value) if status == "decided" => [one(value)].into(),
        (Value::String(status), _) if status == "contested" => {
            let claims = claims.expect("claims").iter();
            claims.map(|claim| one(&claim["value"])).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Over all affairs there can be: no conflict, gap, dead or needless rule but those that a ruleset
/// accepts with its reason, and every guarantee proved.
#[test]
fn nothing_is_found_and_every_guarantee_is_proved() {
    for folder in folders() {
        let ruleset = load(&folder);
        let options = Options {
            threads: 2,
            ..Options::default()
        };
        let Findings {
            findings,
            questions,
            ..
        } = ruleset.analyse(&options).findings;
        let found: Vec<&Finding> = findings
            .iter()
            .filter(|finding| !matches!(finding.kind, Kind::OnlyByGround { .. }))
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", folder.display());
        for ask in &questions {
            let fine = match ask.question {
                Question::Guarantee(_) => ask.answer == Answer::Proved,
                _ => !matches!(ask.answer, Answer::Unknown { .. }),
            };
            assert!(fine, "{}: {ask:?}", folder.display());
        }
        let guarantees = |ask: &&Ask| matches!(ask.question, Question::Guarantee(_));
        let asked = questions.iter().filter(guarantees).count();
        assert_eq!(
            asked,
            ruleset.model().guarantees.len(),
            "{}",
            folder.display()
        );
    }
}

/// The documents tell of 78 affairs; none is lost.
#[test]
fn every_affair_of_the_documents_is_somewhere() {
    let mut missing: BTreeSet<String> = (1..=78).map(|number| format!("A{number:02}")).collect();
    for folder in folders() {
        for line in affairs(&folder) {
            let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            missing.remove(json["id"].as_str().unwrap_or_default());
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
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

fn csv_lines(path: &Path) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .expect("a CSV file")
        .records()
        .map(|record| record.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}
