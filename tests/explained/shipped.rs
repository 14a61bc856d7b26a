//! Every affair shipped with a ruleset.

use std::fs;
use std::path::Path;

use fenliu::Ruleset;
use fenliu::verify::explanation::Checker;

/// Explains and checks the affairs of a ruleset; gives how many statements could not be settled.
fn check(folder: &Path, most: usize) -> usize {
    let Ok(affairs) = fs::read_to_string(folder.join("affairs.jsonl")) else {
        return 0;
    };
    let ruleset = Ruleset::load(folder).unwrap_or_else(|problems| panic!("{problems}"));
    let checker = Checker::new(ruleset.model());
    let mut unchecked = 0;
    let t = std::time::Instant::now();
    for (number, line) in (1..).zip(affairs.lines()).take(most) {
        let Ok(affair) = ruleset.affair_from_json(line) else {
            continue;
        };
        let text = ruleset.explain(&affair).to_json().to_string();
        match checker.check(&text) {
            Ok(confirmed) => {
                for open in &confirmed.unchecked {
                    println!(
                        "{} line {number}: not checked: {}",
                        folder.display(),
                        open.words().en
                    );
                }
                unchecked += confirmed.unchecked.len();
            }
            Err(fault) => println!("{} line {number}: {fault}", folder.display()),
        }
    }
    println!("{} {:?}", folder.display(), t.elapsed());
    unchecked
}

fn each(most: usize) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let mut unchecked = 0;
    for entry in fs::read_dir(folder).expect("rulesets") {
        unchecked += check(&entry.expect("an entry").path(), most);
    }
    unchecked
}

#[test]
fn shipped_affairs_are_confirmed() {
    each(4);
}

#[test]
#[ignore = "explaining takes minutes in a debug build"]
fn every_shipped_affair_is_confirmed() {
    each(usize::MAX);
}
