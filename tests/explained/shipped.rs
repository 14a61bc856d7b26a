//! Every affair shipped with a ruleset.

use std::fs;
use std::path::{Path, PathBuf};

use fenliu::Ruleset;
use fenliu::verify::explanation::Checker;

/// Affairs of each ruleset that are explained and checked each time; of those that take long fewer.
const SOME: usize = 12;
const SLOW: [(&str, usize); 3] = [("nyc311", 1), ("nanan", 2), ("access-list", 2)];

/// Explains and checks the affairs of a ruleset; gives how many, and how many statements could not be
/// settled.
fn check(folder: &Path, most: usize) -> (usize, usize) {
    let Ok(affairs) = fs::read_to_string(folder.join("affairs.jsonl")) else {
        return (0, 0);
    };
    let ruleset = Ruleset::load(folder).unwrap_or_else(|problems| panic!("{problems}"));
    let checker = Checker::new(ruleset.model());
    let (mut all, mut open) = (0, 0);
    for (number, line) in (1..).zip(affairs.lines()).take(most) {
        let affair = ruleset.affair_from_json(line);
        let affair = affair.unwrap_or_else(|rejection| panic!("line {number}: {rejection}"));
        let text = ruleset.explain(&affair).to_json().to_string();
        let confirmed = checker
            .check(&text)
            .unwrap_or_else(|fault| panic!("{} line {number}: {fault}", folder.display()));
        all += 1;
        open += confirmed.unchecked.len();
        for statement in &confirmed.unchecked {
            println!("{} line {number}: {statement:?}", folder.display());
        }
    }
    (all, open)
}

fn each(most: fn(&str) -> usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let entries = fs::read_dir(folder).expect("rulesets");
    let folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let counts = std::thread::scope(|scope| {
        let each = folders.iter().map(|folder| {
            let name = folder.file_name().and_then(|name| name.to_str());
            let most = most(name.expect("a name"));
            scope.spawn(move || check(folder, most))
        });
        let each: Vec<_> = each.collect();
        let each = each
            .into_iter()
            .map(|one| one.join().expect("it is confirmed"));
        each.fold((0, 0), |(all, open), (more, unsettled)| {
            (all + more, open + unsettled)
        })
    });
    println!(
        "{} affairs; {} statements could not be settled",
        counts.0, counts.1
    );
    assert!(counts.0 > 50 && counts.1 < counts.0, "{counts:?}");
}

#[test]
fn shipped_affairs_are_confirmed() {
    each(|name| {
        let slow = SLOW.iter().find(|(slow, _)| *slow == name);
        slow.map_or(SOME, |(_, most)| *most)
    });
}

#[test]
#[ignore = "it takes minutes in a debug build"]
fn every_shipped_affair_is_confirmed() {
    each(|_| usize::MAX);
}
