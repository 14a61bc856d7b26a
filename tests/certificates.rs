//! What `check` proves, a second program confirms: for every shipped ruleset and for small ones that
//! need each sort of cut, every claim proved is in the certificate and verifies; and not for another
//! ruleset.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use fenliu::Ruleset;
use fenliu::analysis::{Answer, Options, Question};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn fenliu(arguments: &[&str]) -> Output {
    assert_cmd::Command::cargo_bin("fenliu")
        .expect("the program is built")
        .env("LC_ALL", "en")
        .args(arguments)
        .output()
        .expect("it runs")
}

/// How many claims a ruleset's own analysis proves.
fn proved(ruleset: &Ruleset) -> usize {
    let questions = ruleset.analyse(&Options::default()).findings.questions;
    let of_rules = |question| matches!(question, Question::Gap(_) | Question::Conflict(_));
    questions
        .iter()
        .filter(|ask| of_rules(ask.question) && ask.answer == Answer::Proved)
        .count()
}

/// Certifies a ruleset and verifies what was written; gives the certificate, empty where nothing
/// could be proved.
fn certified(rules: &Path, into: &Path) -> String {
    let (rules, into) = (
        rules.to_str().expect("a path"),
        into.to_str().expect("a path"),
    );
    let ruleset = Ruleset::load(rules).unwrap_or_else(|problems| panic!("{problems}"));
    let proved = proved(&ruleset);
    if proved == 0 {
        return String::new();
    }
    let checked = fenliu(&["check", rules, "--certificate", into]);
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(!said.contains("not in the certificate"), "{rules}: {said}");
    let verified = fenliu(&["verify", rules, into]);
    let confirmed = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{rules}: {confirmed}");
    let about_decisions = confirmed
        .lines()
        .filter(|line| line.ends_with("has no gaps") || line.ends_with("has no conflicts"))
        .count();
    assert_eq!(about_decisions, proved, "{rules}: {confirmed}");
    fs::read_to_string(into).expect("the certificate")
}

#[test]
fn every_shipped_ruleset_is_certified() {
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("proof.json");
    for entry in fs::read_dir(root().join("rulesets")).expect("rulesets") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            certified(&path, &into);
        }
    }
}

/// A chain of decisions, dates, texts, sets, numbers, what is impossible, and every ground.
const EACH_CUT: &str = r#"
ruleset example.cuts effective from 2024-01-01 until 2026-12-31
kind tier ordered { family, common, official }
kind party { owner, tenant, company }
kind body { council, office, residents }
facts {
  matter      : one of water, parking, roof
  households  : integer 1..10000
  cost        : decimal 0..1000000 in CNY
  on_road     : yes/no
  opened_on   : date 2020-01-01..2030-12-31
  parties     : set of party
  description : text
  impossible on_road and matter is roof because "a roof is not on a road"
}
decision tier : tier resolve by specialis, posterior
decision lead : body
decision note : yes/no otherwise no
decision notify : collect party
rule T.1 when matter is water then tier is official
rule T.2 when matter is parking then tier is common
rule T.3 when matter is parking and on_road then tier is official
rule T.4 when matter is roof and households is at least 10 then tier is common
rule T.5 when matter is roof and households is less than 10 then tier is family
rule N.1 when cost / households is at least 500 CNY then note is yes
rule N.2 when cost / households is less than 500 CNY and as_of - opened_on is more than 90 days then note is yes
rule N.3 when description mentions "lift shaft" then note is yes
rule N.4 when description mentions "lift" and not description mentions "lift shaft" then note is yes
rule A.1 when parties includes owner and not parties includes tenant then notify includes owner
table routing given tier
  | id | tier     | lead      |
  | a  | official | office    |
  | b  | common   | council   |
  | c  | family   | residents |
"#;

#[test]
fn every_sort_of_cut_is_written_and_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules.fenliu");
    fs::write(&rules, EACH_CUT).expect("the rules");
    let into = folder.path().join("proof.json");
    let certificate = certified(&rules, &into);
    assert!(certificate.contains("\"included\""), "{certificate}");

    // one rule less is another ruleset
    let other = folder.path().join("other.fenliu");
    fs::write(
        &other,
        EACH_CUT.replace("  | c  | family   | residents |\n", ""),
    )
    .expect("rules");
    let refused = fenliu(&[
        "verify",
        other.to_str().expect("a path"),
        into.to_str().expect("a path"),
    ]);
    assert_eq!(refused.status.code(), Some(1));

    // and a part left out is no proof
    let cut = certificate.find("\"parts\":[{").expect("a cut");
    let end = cut + certificate[cut..].find("]}").unwrap_or(0);
    let damaged = format!("{}\"parts\":[{}", &certificate[..cut], &certificate[end..]);
    fs::write(&into, damaged).expect("the certificate");
    let refused = fenliu(&[
        "verify",
        rules.to_str().expect("a path"),
        into.to_str().expect("a path"),
    ]);
    assert!(!refused.status.success());
}
