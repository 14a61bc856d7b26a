//! Every affair of every shipped ruleset: its explanation fits a terminal, is what the schema says, and
//! is confirmed by a second reading of the rules.

use std::path::Path;
use std::sync::LazyLock;

use fenliu::verify::explanation::Checker;
use fenliu::{Explanation, Ruleset};

use super::too_wide;

/// One affair explained, and where it stands.
pub(super) struct Shipped {
    place: String,
    ruleset: Ruleset,
    pub(super) explanation: Explanation,
}

/// The affairs of `rulesets/*/affairs.jsonl`, explained once.
pub(super) static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let folders = std::fs::read_dir(folder).expect("it is there");
    let mut folders: Vec<_> = folders
        .map(|entry| entry.expect("it is there").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let records: Vec<(String, Ruleset, String)> = folders
        .iter()
        .flat_map(|folder| {
            let ruleset = Ruleset::load(folder).unwrap_or_else(|problems| panic!("{problems}"));
            let affairs = std::fs::read_to_string(folder.join("affairs.jsonl")).expect("affairs");
            let record = |(number, line): (usize, &str)| {
                let place = format!("{}/affairs.jsonl:{}", folder.display(), number + 1);
                (place, ruleset.clone(), line.to_owned())
            };
            affairs.lines().enumerate().map(record).collect::<Vec<_>>()
        })
        .collect();
    by_several(&records, |(place, ruleset, line)| {
        let affair = ruleset.affair_from_json(line);
        let affair = affair.unwrap_or_else(|rejection| panic!("{place}: {rejection}"));
        Shipped {
            place: place.clone(),
            ruleset: ruleset.clone(),
            explanation: ruleset.explain(&affair),
        }
    })
});

/// The same of each, by several threads.
fn by_several<T: Sync, R: Send>(all: &[T], of: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let share = |first: usize| {
            let (share, of) = (all.iter().skip(first).step_by(threads), &of);
            scope.spawn(move || share.map(of).collect::<Vec<R>>())
        };
        let shares: Vec<_> = (0..threads).map(share).collect();
        let done = shares.into_iter().map(|it| it.join().expect("it ends"));
        done.flatten().collect()
    })
}

#[test]
fn every_one_is_confirmed() {
    let unchecked = by_several(&SHIPPED, |shipped| {
        let checker = Checker::new(shipped.ruleset.model());
        let confirmed = checker.check(&shipped.explanation.to_json().to_string());
        let confirmed = confirmed.unwrap_or_else(|fault| panic!("{}: {fault}", shipped.place));
        for statement in &confirmed.unchecked {
            println!("{}: {statement:?}", shipped.place);
        }
        confirmed.unchecked.len()
    });
    let (affairs, open) = (unchecked.len(), unchecked.iter().sum::<usize>());
    println!("{affairs} affairs; {open} statements could not be settled");
    assert!(affairs > 150 && open < affairs / 2, "{affairs}, {open}");
}

#[test]
fn every_one_is_what_the_schema_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas/explanation.json");
    let schema = std::fs::read_to_string(path).expect("a schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a JSON Schema");
    for Shipped {
        place, explanation, ..
    } in SHIPPED.iter()
    {
        let json = explanation.to_json();
        let mut errors = schema.iter_errors(&json);
        let error = errors
            .next()
            .map(|it| format!("{it} at {}", it.instance_path()));
        assert_eq!(error, None, "{place}");
    }
}

#[test]
fn no_line_of_one_is_wider_than_a_terminal() {
    for shipped in SHIPPED.iter() {
        assert_eq!(too_wide(&shipped.explanation), [""; 0], "{}", shipped.place);
    }
}
