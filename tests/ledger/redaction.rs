//! What is taken out is gone, everything else still holds, and nothing can be taken out in silence.

use std::fs;

use fenliu::ledger::{Again, Reading};
use tempfile::tempdir;

use super::office::{checked, faults, files, ledger, open, record, ruleset};

/// Whether some bytes are anywhere in a ledger.
fn has(folder: &std::path::Path, text: &str) -> bool {
    files(folder).values().any(|bytes| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    })
}

fn withheld(folder: &std::path::Path, entry: u64) -> Vec<String> {
    let reading = Reading::open(folder, None).unwrap();
    let line = reading.line(entry).unwrap();
    reading
        .record(entry, &line)
        .unwrap()
        .withheld()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_value_is_gone_and_everything_holds() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[
            r#"{"id": "A", "matter": "lamp", "phone": "13800001111"}"#,
            r#"{"id": "B", "matter": "lamp"}"#,
        ],
    );
    let root = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let (leaf, tile) = (root("tile/entries/000.p/3"), root("tile/0/000.p/3"));
    assert!(has(folder.path(), "13800001111"));
    let taken = open(folder.path())
        .unwrap()
        .redact(1, "phone", "the person asked for it")
        .unwrap();
    assert_eq!(taken, ["facts.phone"]);
    assert!(!has(folder.path(), "13800001111"));
    assert_eq!(faults(folder.path()), [""; 0]);
    assert_eq!(checked(folder.path()).counts.redactions, 1);
    assert!(
        root("tile/entries/000.p/4").starts_with(&leaf),
        "the tree did not change"
    );
    assert!(root("tile/0/000.p/4").starts_with(&tile));
    // the ledger goes on, and says what can no longer be decided
    record(
        &mut open(folder.path()).unwrap(),
        &ruleset(),
        &[r#"{"id": "C", "matter": "roof"}"#],
    );
    assert_eq!(faults(folder.path()), [""; 0]);
    let reading = Reading::open(folder.path(), None).unwrap();
    let again: Vec<Again> = reading.decisions().map(Result::unwrap).collect();
    assert!(
        matches!(&again[0], Again::Redacted { entry: 1, withheld, .. } if *withheld == ["facts.phone"])
    );
    assert!(matches!(
        again[1..],
        [Again::Replayable(_), Again::Replayable(_)]
    ));
    // the verdict stays
    let line = reading.line(1).unwrap();
    assert!(reading.record(1, &line).unwrap().value("verdict").is_some());
}

#[test]
fn the_name_of_an_affair_is_in_nothing_else() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[r#"{"id": "case-of-somebody", "matter": "lamp"}"#],
    );
    assert_eq!(
        open(folder.path())
            .unwrap()
            .redact(1, "id", "a name")
            .unwrap(),
        ["id"]
    );
    assert!(!has(folder.path(), "case-of-somebody"));
    assert_eq!(faults(folder.path()), [""; 0]);
    let again = Reading::open(folder.path(), None)
        .unwrap()
        .decisions()
        .next()
        .unwrap()
        .unwrap();
    assert!(matches!(again, Again::Replayable(_)), "no fact is gone");
}

#[test]
fn a_verdict_that_would_tell_the_value_goes_too() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[
            // known in part: the verdict lists what it may be
            r#"{"id": "A", "matter": "home"}"#,
            // a text with two matters in it: so it does
            r#"{"id": "B", "note": "a leak and a drip"}"#,
            // nothing turns on it, and nothing is listed
            r#"{"id": "C", "note": "a leak", "households": 50}"#,
        ],
    );
    let mut open = open(folder.path()).unwrap();
    assert_eq!(
        open.redact(1, "matter", "x").unwrap(),
        ["facts.matter", "verdict"]
    );
    assert_eq!(
        open.redact(2, "note", "x").unwrap(),
        ["facts.note", "verdict"]
    );
    assert_eq!(open.redact(3, "note", "x").unwrap(), ["facts.note"]);
    assert_eq!(withheld(folder.path(), 2), ["facts.note", "verdict"]);
    assert_eq!(faults(folder.path()), [""; 0]);
    assert!(!has(folder.path(), "a leak"));
    let records = fs::read_to_string(folder.path().join("records/000000000000.jsonl")).unwrap();
    assert!(!records.lines().nth(1).unwrap().contains("among"));
}

#[test]
fn nothing_is_taken_out_in_silence() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[
            r#"{"id": "A", "matter": "lamp", "phone": "555"}"#,
            r#"{"id": "B", "matter": "lamp"}"#,
        ],
    );
    let path = folder.path().join("records/000000000000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let begin = lines[1].find(r#","salt":"#).unwrap();
    let place = lines[1].find(r#""name":"facts.phone""#).unwrap();
    let begin = lines[1][place..]
        .find(r#","salt":"#)
        .map_or(begin, |at| at + place);
    let end = begin + lines[1][begin..].find('}').unwrap();
    let line = format!("{}{}", &lines[1][..begin], &lines[1][end..]);
    fs::write(&path, [lines[0], &line, lines[2]].join("\n") + "\n").unwrap();
    let found = faults(folder.path());
    assert_eq!(
        found,
        [
            "`records/000000000000.jsonl`, entry 1, `facts.phone`: the value of `facts.phone` is gone, and no redaction of entry 1 says so"
        ]
    );
}

#[test]
fn an_interrupted_redaction_is_finished() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[r#"{"id": "A", "matter": "lamp", "phone": "555 666"}"#],
    );
    let path = folder.path().join("records/000000000000.jsonl");
    let before = fs::read_to_string(&path).unwrap();
    open(folder.path())
        .unwrap()
        .redact(1, "phone", "asked for")
        .unwrap();
    let after = fs::read_to_string(&path).unwrap();
    let interrupted = format!("{before}{}\n", after.lines().last().unwrap());
    fs::write(&path, &interrupted).unwrap();
    assert!(
        faults(folder.path())[0]
            .contains("entry 2 redacts `facts.phone` of entry 1, but its value is there")
    );
    assert_eq!(open(folder.path()).unwrap().repaired().len(), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
    // so it is where a copy with the value was put back later
    record(
        &mut open(folder.path()).unwrap(),
        &ruleset(),
        &[r#"{"id": "B", "matter": "lamp"}"#],
    );
    let after = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!("{interrupted}{}\n", after.lines().last().unwrap()),
    )
    .unwrap();
    assert!(!faults(folder.path()).is_empty());
    fenliu::ledger::mend(folder.path()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
    assert_eq!(faults(folder.path()), [""; 0]);
}

#[test]
fn what_must_stay_known_stays() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &[r#"{"id": "A", "matter": "lamp"}"#]);
    let mut open = open(folder.path()).unwrap();
    open.redact(1, "matter", "asked for").unwrap();
    for (entry, field, said) in [
        (0, "name", "no decision"),
        (2, "because", "no decision"),
        (1, "matter", "redacted before"),
        (1, "phone", "no field"),
        (9, "id", "no entry 9"),
    ] {
        let problem = open.redact(entry, field, "no").unwrap_err();
        assert!(problem.message.en.contains(said), "{problem}");
    }
    assert_eq!(open.size(), 3, "nothing was recorded");
}
