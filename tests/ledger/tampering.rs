//! What is changed, removed, put elsewhere or cut off is found, and said where.

use std::fs;

use fenliu::ledger::{Checkpoint, check};
use tempfile::tempdir;

use super::office::{checked, faults, files, key, ledger, open, put, record, ruleset, signer};

const AFFAIRS: [&str; 3] = [
    r#"{"id": "A", "matter": "roof", "households": 2}"#,
    r#"{"id": "B", "matter": "lamp"}"#,
    r#"{"id": "C", "matter": "home", "phone": "555"}"#,
];

#[test]
fn a_byte_that_changes_is_found_and_said_where() {
    change(17);
}

#[test]
#[ignore = "minutes without optimisation: every byte"]
fn every_byte_that_changes_is_found_and_said_where() {
    change(1);
}

/// Changes every so-manieth byte, one at a time.
fn change(step: usize) {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    open(folder.path())
        .unwrap()
        .redact(3, "phone", "asked for")
        .unwrap();
    assert_eq!(faults(folder.path()), [""; 0]);
    let whole = files(folder.path());
    assert_eq!(whole.len(), 6, "{:?}", whole.keys());
    for (name, bytes) in &whole {
        let path = folder.path().join(name);
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] ^= u8::try_from(at * 37 % 255).unwrap() + 1;
            fs::write(&path, &changed).unwrap();
            let found = checked(folder.path()).faults;
            assert!(!found.is_empty(), "byte {at} of {name}");
            // a key that is another one makes the checkpoint look foreign
            let here =
                |fault: &&fenliu::ledger::check::Fault| fault.file == *name || name == "key.pub";
            let fault = found
                .iter()
                .find(here)
                .unwrap_or_else(|| panic!("byte {at} of {name}: {found:?}"));
            if name.starts_with("records/") {
                let line = bytes[..at].split(|byte| *byte == b'\n').count() as u64 - 1;
                let near = found.iter().any(|fault| fault.entry == Some(line));
                assert!(near, "byte {at} of {name}: {found:?}");
            }
            if name.starts_with("tile/") {
                assert_eq!(fault.byte, Some(at as u64), "{name}");
            }
        }
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(faults(folder.path()), [""; 0]);
}

#[test]
fn the_field_that_changed_is_named() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    let path = folder.path().join("records/000000000000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace(r#""value":"lamp""#, r#""value":"roof""#),
    )
    .unwrap();
    let found = checked(folder.path()).faults;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].entry, found[0].field.as_deref()),
        (Some(2), Some("facts.matter"))
    );
    let byte = usize::try_from(found[0].byte.unwrap()).unwrap();
    assert!(text[byte..].starts_with(r#"{"name":"facts.matter""#));

    // a whole entry exchanged for one that is right in itself
    let other = tempdir().unwrap();
    ledger(
        other.path(),
        &[AFFAIRS[0], r#"{"id": "B", "matter": "roof"}"#, AFFAIRS[2]],
    );
    let others = fs::read_to_string(other.path().join("records/000000000000.jsonl")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[2] = others.lines().nth(2).unwrap();
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    let found = faults(folder.path());
    assert_eq!(
        found,
        [
            "`records/000000000000.jsonl`, entry 2: the entry was replaced: its leaf is not the one in the tree"
        ]
    );
    // and with it its leaf and the hash of that
    for name in ["tile/entries/000.p/4", "tile/0/000.p/4"] {
        fs::copy(other.path().join(name), folder.path().join(name)).unwrap();
    }
    fs::write(&path, &others).unwrap();
    let found = faults(folder.path());
    assert_eq!(
        found,
        ["`checkpoint`: the entries are not those that the checkpoint was signed for"]
    );
}

#[test]
fn entries_removed_repeated_or_put_elsewhere_are_named() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    let path = folder.path().join("records/000000000000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let with = |order: &[usize]| {
        let lines: String = order.iter().map(|at| format!("{}\n", lines[*at])).collect();
        fs::write(&path, lines).unwrap();
        faults(folder.path())
    };
    assert!(with(&[0, 2, 3])[0].ends_with("entry 1 is missing"));
    assert!(with(&[2, 3])[0].ends_with("entries 0 to 1 are missing"));
    assert!(with(&[0, 1, 2])[0].ends_with("entry 3 is missing"));
    assert!(with(&[])[0].ends_with("entries 0 to 3 are missing"));
    let swapped = with(&[0, 2, 1, 3]).join("\n");
    assert!(
        swapped.contains("entry 1 is missing")
            && swapped.contains("entry 1 stands where entry 3 belongs"),
        "{swapped}"
    );
    assert!(with(&[0, 1, 1, 2, 3])[0].ends_with("entry 1 stands where entry 2 belongs"));
    assert_eq!(with(&[0, 1, 2, 3]), [""; 0]);
}

#[test]
fn what_is_cut_off_is_found_or_put_right() {
    cut(23);
}

#[test]
#[ignore = "minutes without optimisation: every length"]
fn whatever_is_cut_off_is_found_or_put_right_and_nothing_acknowledged_is_lost() {
    cut(1);
}

/// Cuts every file off at every so-manieth length.
fn cut(step: usize) {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    let whole = files(folder.path());
    let copy = folder.path().join("copy");
    for (name, bytes) in &whole {
        let last = bytes.len().saturating_sub(2)..bytes.len();
        for length in (0..bytes.len()).step_by(step).chain(last) {
            // opening waits for the disk: not at every length
            let opens = length % 7 == 0 || length + 3 > bytes.len();
            if opens {
                put(&copy, &whole);
            }
            let at = if opens { &copy } else { folder.path() };
            fs::write(at.join(name), &bytes[..length]).unwrap();
            let found = checked(at).faults;
            assert!(!found.is_empty(), "{name} cut to {length}");
            if !opens {
                continue;
            }
            let before = files(&copy);
            match open(&copy) {
                Ok(ledger) => {
                    drop(ledger);
                    assert_eq!(files(&copy), whole, "{name} cut to {length}");
                }
                Err(_) => assert_eq!(
                    files(&copy),
                    before,
                    "{name} cut to {length}: nothing is touched"
                ),
            }
        }
        fs::write(folder.path().join(name), bytes).unwrap();
    }
}

#[test]
fn files_that_are_gone_are_missed() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    for (name, bytes) in files(folder.path()) {
        let path = folder.path().join(&name);
        fs::remove_file(&path).unwrap();
        assert!(!faults(folder.path()).is_empty(), "{name}");
        fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn what_was_not_acknowledged_is_cut_off_and_said() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    let whole = files(folder.path());
    let path = folder.path().join("records/000000000000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    for tail in ["{", "{\"schema\"", "x\ny\n"] {
        fs::write(&path, format!("{text}{tail}")).unwrap();
        // tiles of a commit that did not come to its checkpoint
        fs::write(folder.path().join("tile/0/000.p/5"), [1; 160]).unwrap();
        fs::write(folder.path().join("checkpoint.tmp"), "half").unwrap();
        assert_eq!(faults(folder.path()), [""; 0]);
        assert!(!checked(folder.path()).notes.is_empty());
        let ledger = open(folder.path()).unwrap();
        assert!(
            ledger.repaired()[0]
                .en
                .starts_with(&format!("{} bytes", tail.len())),
            "{:?}",
            ledger.repaired()
        );
        drop(ledger);
        let mut now = files(folder.path());
        // whole lines are laid aside
        let aside = now.remove("cut/000000000004.jsonl");
        assert_eq!(aside.is_some(), tail.contains('\n'));
        assert_eq!(now, whole);
    }
}

#[test]
fn a_ledger_rolled_back_forked_or_exchanged_is_found_by_what_was_handed_out() {
    let folder = tempdir().unwrap();
    let (path, other) = (folder.path().join("ledger"), folder.path().join("other"));
    ledger(&path, &AFFAIRS[..1]);
    let (small, early) = (
        files(&path),
        fs::read_to_string(path.join("checkpoint")).unwrap(),
    );
    record(&mut open(&path).unwrap(), &ruleset(), &AFFAIRS[1..]);
    let late = fs::read_to_string(path.join("checkpoint")).unwrap();
    let with = |folder, note: &str| {
        let checked = check(folder, Some(&key()), Some(note)).unwrap();
        checked
            .faults
            .iter()
            .map(|fault| fault.message.en.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(with(&path, &early), "");
    assert_eq!(with(&path, &late), "");
    ledger(
        &other,
        &[r#"{"id": "A", "matter": "roof"}"#, AFFAIRS[1], AFFAIRS[2]],
    );
    assert!(with(&other, &early).contains("forked"));
    assert!(with(&other, &late).contains("forked"));
    put(&path, &small);
    assert!(with(&path, &late).contains(
        "rolled back: it had 4 entries when the earlier checkpoint was signed, and has 2 now"
    ));
    // by itself it is whole
    assert_eq!(faults(&path), [""; 0]);
    let stranger = fenliu::ledger::Signer::new("example.org/office", &[8; 32]).unwrap();
    let foreign = check(&path, Some(stranger.verifier()), None)
        .unwrap()
        .faults;
    let said: Vec<&str> = foreign
        .iter()
        .map(|fault| fault.message.en.as_str())
        .collect();
    assert!(
        said.iter()
            .any(|said| said.contains("is not signed with the key")),
        "{said:?}"
    );
    // an earlier checkpoint of somebody else is no measure
    let empty = Checkpoint {
        origin: "example.org/office".to_owned(),
        size: 0,
        root: fenliu::ledger::Hash::of(b""),
    };
    assert!(check(&path, None, Some(&empty.sign(&stranger))).is_err());
    assert_eq!(with(&path, &empty.sign(&signer())), "");
}

#[test]
fn tiles_are_made_anew_from_the_record() {
    let folder = tempdir().unwrap();
    let affairs: Vec<String> = (0..300)
        .map(|n| {
            format!(
                r#"{{"id": "{n}", "matter": "roof", "households": {}}}"#,
                n % 99 + 1
            )
        })
        .collect();
    ledger(
        folder.path(),
        &affairs.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let whole = files(folder.path());
    for name in [
        "tile/0/000",
        "tile/0/001.p/45",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/45",
    ] {
        assert!(whole.contains_key(name), "{:?}", whole.keys());
        fs::write(folder.path().join(name), "nonsense").unwrap();
        let found = faults(folder.path());
        assert!(
            found.iter().any(|fault| fault.contains(name)),
            "{name}: {found:?}"
        );
    }
    fenliu::ledger::mend(folder.path()).unwrap();
    assert_eq!(files(folder.path()), whole);
    // a record that was tampered with is no ground to make anything from
    let path = folder.path().join("records/000000000000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"roof\"", "\"lamp\"", 1)).unwrap();
    let before = files(folder.path());
    assert!(fenliu::ledger::mend(folder.path()).is_err());
    assert_eq!(files(folder.path()), before);
}

#[test]
fn one_at_a_time_writes() {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &AFFAIRS);
    let first = open(folder.path()).unwrap();
    let Err(problem) = open(folder.path()) else {
        panic!("two write")
    };
    assert!(
        problem.message.en.ends_with(&format!(
            "is being written by process {}",
            std::process::id()
        )),
        "{problem}"
    );
    assert!(fenliu::ledger::mend(folder.path()).is_err());
    assert_eq!(faults(folder.path()), [""; 0], "reading needs no lock");
    drop(first);
    assert!(open(folder.path()).is_ok());
    let wrong = fenliu::ledger::Signer::new("example.org/office", &[8; 32]).unwrap();
    assert!(
        fenliu::ledger::Ledger::open(folder.path(), wrong, Box::new(|_| Ok(()))).is_err(),
        "another key"
    );
}
