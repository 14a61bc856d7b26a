//! A writer that is killed at any moment loses nothing that it had acknowledged.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fenliu::ledger::Reading;
use fenliu::ledger::entry::ID;
use tempfile::tempdir;

use super::office::{checked, decided, faults, ledger, open, ruleset};

/// Names the ledger to the process that is to be killed.
const FOLDER: &str = "FENLIU_TEST_LEDGER";

/// Records affairs, some together, until it is killed; says how many entries there are after each commit.
#[test]
#[ignore = "a process that the tests below start and kill"]
fn writer() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let ruleset = ruleset();
    let mut ledger = open(Path::new(&folder)).unwrap();
    let mut group = usize::try_from(ledger.size()).unwrap();
    loop {
        group += 1;
        for _ in 0..=group % 7 {
            let affair = format!(
                r#"{{"id": "{}", "matter": "roof", "households": 3}}"#,
                ledger.size()
            );
            ledger.append(&decided(&ruleset, &affair)).unwrap();
        }
        ledger.commit().unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", ledger.size()).unwrap();
        out.flush().unwrap();
    }
}

/// A number that looks random, the same in each run of the tests.
fn random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Starts and kills writers on one ledger; gives the entries there are in the end.
fn kill(times: u32, seed: u64) -> u64 {
    let folder = tempdir().unwrap();
    ledger(folder.path(), &[]);
    let mut state = seed;
    let mut acknowledged = 1;
    let mut torn = 0;
    for time in 0..times {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["killing::writer", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let listening = std::thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines
                .filter_map(|line| line.rsplit_once("acknowledged ")?.1.parse().ok())
                .last()
        });
        std::thread::sleep(Duration::from_micros(5_000 + random(&mut state) % 250_000));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged = listening
            .join()
            .unwrap()
            .unwrap_or(acknowledged)
            .max(acknowledged);

        let checked = checked(folder.path());
        assert!(
            checked.faults.is_empty(),
            "killed {time} times: {:?}",
            checked.faults
        );
        let size = checked.checkpoint.unwrap().size;
        assert!(
            size >= acknowledged,
            "killed {time} times: {acknowledged} were acknowledged, {size} are there"
        );
        torn += u32::from(!open(folder.path()).unwrap().repaired().is_empty());
        assert_eq!(
            faults(folder.path()),
            [""; 0],
            "killed {time} times, and opened again"
        );
    }
    let reading = Reading::open(folder.path(), None).unwrap();
    let mut ids = 0;
    let each = reading.each(|record| {
        assert!(record.entry == 0 || record.text(ID) == Some(record.entry.to_string()));
        ids += 1;
        Ok(())
    });
    each.unwrap();
    assert_eq!(ids, reading.checkpoint.size);
    println!(
        "{times} writers killed: {ids} entries, {acknowledged} of them acknowledged, {torn} torn tails repaired"
    );
    ids
}

#[test]
fn nothing_acknowledged_is_lost_when_a_writer_is_killed() {
    assert!(kill(20, 1) > 1, "some were recorded");
}

#[test]
#[ignore = "minutes: 200 writers are killed"]
fn nothing_acknowledged_is_lost_when_many_writers_are_killed() {
    let begun = Instant::now();
    assert!(kill(200, 2) > 256, "enough for a whole tile");
    println!("{:?}", begun.elapsed());
}

#[test]
#[ignore = "a minute: classify is killed 40 times"]
fn nothing_printed_is_lost_when_classify_is_killed() {
    let folder = tempdir().unwrap();
    let (dir, key, input) = (
        folder.path().join("ledger"),
        folder.path().join("key"),
        folder.path().join("in.jsonl"),
    );
    let fenliu = || {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("fenliu"));
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    };
    assert!(
        fenliu()
            .args(["ledger", "init"])
            .arg(&dir)
            .arg("--key")
            .arg(&key)
            .output()
            .unwrap()
            .status
            .success()
    );
    let records: String = (0..20_000)
        .map(|n| format!("{{\"id\": \"{n}\", \"households\": {}}}\n", n % 99 + 1))
        .collect();
    fs::write(&input, records).unwrap();
    let (mut state, mut printed, mut runs_with_output) = (3, 0, 0);
    for _ in 0..40 {
        let mut child = fenliu()
            .args(["classify", "tests/cli/many"])
            .arg(&input)
            .arg("--ledger")
            .arg(&dir)
            .arg("--ledger-key")
            .arg(&key)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let listening = std::thread::spawn(move || {
            out.lines()
                .map_while(Result::ok)
                .filter(|l| l.ends_with('}'))
                .count()
        });
        std::thread::sleep(Duration::from_micros(
            50_000 + random(&mut state) % 1_500_000,
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        let lines = listening.join().unwrap() as u64;
        printed += lines;
        runs_with_output += u32::from(lines > 0);
        let checked = checked(&dir);
        assert!(checked.faults.is_empty(), "{:?}", checked.faults);
        assert!(
            checked.counts.decisions >= printed,
            "{printed} printed, {} recorded",
            checked.counts.decisions
        );
    }
    assert!(runs_with_output > 10, "{runs_with_output}");
    println!(
        "40 times killed, {runs_with_output} of them after output: {printed} printed, none lost"
    );
}
