//! How long it takes to record decisions and to verify the record, beside the least that it could take.
//!
//! ```sh
//! cargo bench --bench ledger                       # 100,000 decisions by two rulesets
//! cargo bench --bench ledger -- 10000 /some/disk   # fewer, on another disk
//! ```
//!
//! The limits are measured in the same run, on the same bytes and the same disk: for writing, the lines of
//! the record put into one file, waiting for the disk as often; for verifying, one SHA-256 over them.
//! Ratios carry over from machine to machine; times do not.

#![allow(
    missing_docs,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "a program to be run; counts are small"
)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fenliu::ledger::{Decision, Entry, Hash, Ledger, Salts, Sealed, Signer, check, create};
use fenliu::{Affair, Ruleset};

/// As `classify --ledger` groups them.
const GROUP_BYTES: usize = 8 << 20;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let count = arguments
        .first()
        .map_or(100_000, |word| word.parse().expect("a number of decisions"));
    let folder = arguments
        .get(1)
        .map_or_else(std::env::temp_dir, PathBuf::from);
    println!(
        "{:<12} {:>9} {:>8} {:>8} {:>8} {:>8} {:>7}   {:>8} {:>8} {:>7}",
        "ruleset",
        "decisions",
        "MB",
        "decide",
        "record",
        "append",
        "ratio",
        "verify",
        "SHA-256",
        "ratio"
    );
    for name in ["jiangjin", "nyc311"] {
        let scratch = tempfile::tempdir_in(&folder).expect("a folder to write to");
        measure(name, count, scratch.path());
    }
    println!(
        "seconds; decide: on one core, verdicts written as JSON; record: sealed, appended and signed for, in groups; append: the same bytes into one file"
    );
}

fn measure(name: &str, count: usize, folder: &Path) {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rulesets")
        .join(name);
    let ruleset = Ruleset::load(&rules).unwrap();
    let text = fs::read_to_string(rules.join("affairs.jsonl")).unwrap();
    let affairs: Vec<Affair> = text
        .lines()
        .map(|line| ruleset.affair_from_json(line).unwrap())
        .collect();
    // the affairs shipped, over and over: each entry has its own salts
    let begun = Instant::now();
    let decisions: Vec<Entry> = affairs
        .iter()
        .map(|affair| Entry::Decision(Decision::new(affair, &ruleset.decide(affair)).unwrap()))
        .collect();
    let deciding = begun.elapsed() * u32::try_from(count / decisions.len()).unwrap();

    let ledger = folder.join("ledger");
    fs::create_dir(&ledger).unwrap();
    let signer = || Signer::new("bench", &[7; 32]).unwrap();
    create(&ledger, &signer()).unwrap();
    let random = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(std::io::Error::other);
    let mut open = Ledger::open(&ledger, signer(), Box::new(random)).unwrap();
    open.keep(&ruleset).unwrap();
    let begun = Instant::now();
    let mut groups = 0;
    // sealed by several threads, appended by one, as `classify` does
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<&Entry> = decisions.iter().cycle().take(count).collect();
    for round in all.chunks(threads * 512) {
        let seal = |part: &[&Entry]| -> Vec<Sealed> {
            let mut salts = Salts::new(random);
            part.iter()
                .map(|entry| entry.seal(&mut salts).unwrap())
                .collect()
        };
        let sealed: Vec<Vec<Sealed>> = std::thread::scope(|scope| {
            let working: Vec<_> = round
                .chunks(512)
                .map(|part| scope.spawn(move || seal(part)))
                .collect();
            working
                .into_iter()
                .map(|part| part.join().unwrap())
                .collect()
        });
        for sealed in sealed.iter().flatten() {
            open.append_sealed(sealed).unwrap();
        }
        if open.waiting() >= GROUP_BYTES {
            open.commit().unwrap();
            groups += 1;
        }
    }
    open.commit().unwrap();
    let recording = begun.elapsed();
    drop(open);

    let mut files: Vec<PathBuf> = fs::read_dir(ledger.join("records"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let bytes: Vec<u8> = files
        .iter()
        .flat_map(|file| fs::read(file).unwrap())
        .collect();
    let begun = Instant::now();
    let mut plain = OpenOptions::new()
        .append(true)
        .create(true)
        .open(folder.join("plain"))
        .unwrap();
    for group in bytes.chunks(bytes.len() / (groups + 1) + 1) {
        plain.write_all(group).unwrap();
        plain.sync_data().unwrap();
    }
    let appending = begun.elapsed();

    let begun = Instant::now();
    let checked = check(&ledger, Some(signer().verifier()), None).unwrap();
    let verifying = begun.elapsed();
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    assert_eq!(checked.counts.decisions, count as u64);
    let begun = Instant::now();
    let hash = Hash::of(&bytes);
    let hashing = begun.elapsed();
    assert_ne!(hash.0, [0; 32]);

    let seconds = |time: Duration| format!("{:.2}", time.as_secs_f64());
    let ratio = |time: Duration, limit: Duration| {
        format!("{:.1}", time.as_secs_f64() / limit.as_secs_f64())
    };
    println!(
        "{name:<12} {count:>9} {:>8} {:>8} {:>8} {:>8} {:>7}   {:>8} {:>8} {:>7}",
        bytes.len() >> 20,
        seconds(deciding),
        seconds(recording),
        seconds(appending),
        ratio(recording, appending),
        seconds(verifying),
        seconds(hashing),
        ratio(verifying, hashing),
    );
}
