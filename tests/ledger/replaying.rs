//! Every decision can be made again from the ledger alone.

use std::fs;
use std::path::Path;

use fenliu::ledger::{Again, Decision, Entry, Reading, create};
use fenliu::{Ruleset, Source};
use tempfile::tempdir;

use super::office::{open, signer};

/// Decides every entry again; gives how many.
fn again(folder: &Path) -> usize {
    let reading = Reading::open(folder, None).unwrap();
    let mut count = 0;
    for again in reading.decisions() {
        let Again::Replayable(replayable) = again.unwrap() else {
            panic!("nothing was redacted")
        };
        let ruleset = reading
            .ruleset(&replayable.ruleset)
            .unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(ruleset.digest(), replayable.ruleset);
        let verdict = replayable
            .decide(&ruleset)
            .unwrap_or_else(|rejection| panic!("{rejection}"));
        assert_eq!(verdict, replayable.verdict, "entry {}", replayable.entry);
        count += 1;
    }
    count
}

#[test]
fn every_shipped_affair_comes_out_the_same_from_the_texts_kept() {
    let folder = tempdir().unwrap();
    create(folder.path(), &signer()).unwrap();
    let rulesets = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets")).unwrap();
    let mut decided = 0;
    {
        let mut ledger = open(folder.path()).unwrap();
        for path in rulesets
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
        {
            let ruleset = Ruleset::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
            ledger.keep(&ruleset).unwrap();
            for line in fs::read_to_string(path.join("affairs.jsonl"))
                .unwrap()
                .lines()
            {
                let affair = ruleset
                    .affair_from_json(line)
                    .unwrap_or_else(|rejection| panic!("{rejection}"));
                let decision = Decision::new(&affair, &ruleset.decide(&affair)).unwrap();
                ledger.append(&Entry::Decision(decision)).unwrap();
                decided += 1;
            }
        }
        ledger.commit().unwrap();
    }
    assert_eq!(again(folder.path()), decided);
}

/// Ancestors, imports and CSV tables are kept with the rules, and paths that lead upwards still lead there.
#[test]
fn a_ruleset_of_many_files_is_kept_whole() {
    let files = tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = files.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "city/rules.fenliu",
        "ruleset city import \"../common/kinds.fenliu\" facts { matter : matter } decision tier : tier otherwise common mandatory rule M when matter is pipe then tier is official",
    );
    write(
        "common/kinds.fenliu",
        "kind tier { common, official } kind matter from \"matters.csv\" column matter",
    );
    write("common/matters.csv", "matter\npipe\nroof\nlamp\n");
    write(
        "office/street/rules.fenliu.md",
        "# Street\n\n```fenliu\nruleset street under \"../../city\"\n# a note\ntable t given matter from \"t.csv\"\n```\n",
    );
    write("office/street/t.csv", "id,matter,tier\na,roof,official\n");
    let ruleset = Ruleset::load(files.path().join("office/street"))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let folder = tempdir().unwrap();
    create(folder.path(), &signer()).unwrap();
    {
        let mut ledger = open(folder.path()).unwrap();
        ledger.keep(&ruleset).unwrap();
        ledger.keep(&ruleset).unwrap();
        assert_eq!(ledger.size(), 1, "once a digest");
        for (matter, day) in [
            ("roof", None),
            ("pipe", None),
            ("lamp", Some(jiff::civil::date(2024, 2, 29))),
        ] {
            let affair = ruleset
                .affair(&serde_json::json!({"matter": matter}))
                .unwrap();
            let affair = match day {
                Some(day) => ruleset.as_of(affair, day).unwrap(),
                None => affair,
            };
            let decision = Decision::new(&affair, &ruleset.decide(&affair)).unwrap();
            ledger.append(&Entry::Decision(decision)).unwrap();
        }
        ledger.commit().unwrap();
    }
    let whole = files.path().to_string_lossy().into_owned();
    drop(files);
    assert_eq!(again(folder.path()), 3);
    let kept = fs::read_dir(folder.path().join("rules"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let kept = fs::read_to_string(kept.path()).unwrap();
    assert!(!kept.contains(&whole), "where the files lay is not kept");
    assert!(kept.contains("a note"), "what people wrote for people is");
}

#[test]
fn a_decision_by_rules_that_are_not_kept_is_refused() {
    let folder = tempdir().unwrap();
    create(folder.path(), &signer()).unwrap();
    let ruleset = Ruleset::compile([Source::new("a.fenliu", super::office::RULES)]).unwrap();
    let mut ledger = open(folder.path()).unwrap();
    assert!(
        ledger
            .append(&super::office::decided(&ruleset, "{}"))
            .is_err()
    );
    assert_eq!(ledger.size(), 0);
}
