//! A receipt holds without the ledger, and no byte of it can be changed.

use fenliu::ledger::receipt::{confirm, receipt};
use fenliu::ledger::{Reading, Signer};
use tempfile::tempdir;

use super::office::{decided, key, ledger, open, record, ruleset};

#[test]
fn a_receipt_holds_and_no_byte_of_it_can_change() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[
            r#"{"id": "A", "matter": "roof", "households": 2}"#,
            r#"{"id": "B", "matter": "lamp", "phone": "555"}"#,
            r#"{"id": "C"}"#,
        ],
    );
    let reading = Reading::open(folder.path(), Some(&key())).unwrap();
    let text = receipt(&reading, 2, &[], None).unwrap();
    drop(folder);
    let confirmed = confirm(&text, &key()).unwrap();
    let ruleset = ruleset();
    let affair = ruleset
        .affair_from_json(r#"{"id": "B", "matter": "lamp", "phone": "555"}"#)
        .unwrap();
    let given = serde_json::to_string(&ruleset.decide(&affair)).unwrap();
    assert_eq!(
        confirmed.verdict().unwrap(),
        given,
        "the very bytes that were given out"
    );
    assert!(
        !text.contains("\"A\"") && !text.contains("roof"),
        "nothing of other entries"
    );
    for at in 0..text.len() - 1 {
        for with in [1, 32] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= with;
            let changed = String::from_utf8(bytes);
            assert!(
                changed.is_err() || changed.is_ok_and(|text| confirm(&text, &key()).is_err()),
                "byte {at}"
            );
        }
        assert!(
            text.get(..at)
                .is_none_or(|text| confirm(text, &key()).is_err()),
            "cut to {at}"
        );
    }
    let stranger = Signer::new("example.org/office", &[8; 32]).unwrap();
    assert!(
        confirm(&text, stranger.verifier())
            .unwrap_err()
            .en
            .contains("not signed with the key")
    );
}

#[test]
fn fields_can_be_left_out_and_the_rest_holds() {
    let folder = tempdir().unwrap();
    ledger(
        folder.path(),
        &[r#"{"id": "B", "matter": "lamp", "phone": "555"}"#],
    );
    let reading = Reading::open(folder.path(), None).unwrap();
    let text = receipt(&reading, 1, &["phone".to_owned()], None).unwrap();
    assert!(!text.contains("555") && text.contains("lamp"));
    assert!(confirm(&text, &key()).is_ok());
    assert!(receipt(&reading, 1, &["email".to_owned()], None).is_err());
    assert!(receipt(&reading, 2, &[], None).is_err());
}

#[test]
fn a_receipt_can_say_that_the_ledger_only_grew() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &[r#"{"id": "A", "matter": "lamp"}"#]);
    let early = Reading::open(folder.path(), None).unwrap().note().unwrap();
    let ruleset = ruleset();
    {
        let mut open = open(folder.path()).unwrap();
        for n in 0..600 {
            let affair = format!(r#"{{"id": "{n}", "matter": "roof"}}"#);
            open.append(&decided(&ruleset, &affair)).unwrap();
        }
        open.commit().unwrap();
    }
    let reading = Reading::open(folder.path(), None).unwrap();
    for entry in [0, 1, 255, 256, 511, 512, 601] {
        let text = receipt(&reading, entry, &[], Some(&early)).unwrap();
        let confirmed = confirm(&text, &key()).unwrap();
        assert_eq!(
            (confirmed.checkpoint.size, confirmed.since.unwrap().size),
            (602, 2)
        );
    }
    // one whose past was another
    let other = tempdir().unwrap();
    ledger(other.path(), &[r#"{"id": "A", "matter": "roof"}"#]);
    record(
        &mut open(other.path()).unwrap(),
        &ruleset,
        &[r#"{"id": "B"}"#],
    );
    let reading = Reading::open(other.path(), None).unwrap();
    assert!(
        receipt(&reading, 1, &[], Some(&early)).is_err(),
        "nobody is given what does not hold"
    );
}
