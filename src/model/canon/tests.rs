//! What the digest is blind to, and what it is not.

use super::*;
use crate::load::compile;
use crate::source::Source;

const RULES: &str = r#"
ruleset test.canon title "Title" authority "Office" effective from 2024-01-01 until 2030-12-31 adopted 2023-12-01
  source list "The list" issued 2023-01-01
kind body { council zh "社区", office }
kind tier en "tier" ordered { common en "Common" zh "共事", official also "public" }
kind matter { service { water, power } lift }
facts {
  matter : matter recognised from description
  households : integer 1..100 in household as "{} households"
  cost : decimal 0..10.50 in CNY
  urgent : yes/no established by council
  major : yes/no judged by office
  place : one of street, town
  parties : set of body
  opened : date fixed
  waiting : duration 0 days..9 days
  description : text sensitive
  impossible urgent and major because "not both"
}
define large = households is at least 30
define share = cost / households
decision tier : tier resolve by posterior, highest determined by council
decision lead : body otherwise council
decision assist : collect body
decision within : collect min duration
decision topic : place_kind otherwise unclassified because "not yet"
kind place_kind { here, there }
rule R.1 "One" when matter is lift or large then tier is official, assist includes office, within is 3 days
  because "one" source list "item 1"
rule R.2 when matter is service and urgent and share is more than 2 unless place is town then tier is common
  overrides R.1 because "two" effective from 2025-01-01 adopted 2024-06-01
rule R.3 when opened + 2 years is at most as_of and waiting is more than 3 days and parties includes any of (council, office)
  and description mentions "lift", "电梯" then lead is office
mandatory rule R.4 when description is "x" and tier is official then lead is office, topic is here
table routing "Routing" given place, major
  | id | place | major | lead |
  | a  | street | yes | council |
  | b  | town | - | office |
shift up "Up" from tier common to official when large because "grown"
guarantee G.1 "Sure" never tier is official and lead is office because "apart"
overlap R.3, R.4 on lead until 2029-01-01 decided by council because "known"
example "e" given urgent expect lead contested
"#;

fn digest_of(texts: &[(&str, &str)]) -> String {
    let sources = texts
        .iter()
        .map(|(name, text)| Source::new(*name, *text))
        .collect();
    let loaded = compile(sources)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .remove(0);
    assert_eq!(loaded.model.digest, digest(&loaded.model));
    loaded.model.digest
}

fn changed(from: &str, to: &str) -> String {
    assert!(RULES.contains(from), "`{from}` is not in the sample");
    digest_of(&[("rules.fenliu", &RULES.replacen(from, to, 1))])
}

#[test]
fn the_digest_has_its_shape() {
    let digest = digest_of(&[("rules.fenliu", RULES)]);
    assert_eq!(digest.len(), "sha256:".len() + 64);
    assert!(
        digest.starts_with("sha256:")
            && digest[7..]
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    );
}

#[test]
fn layout_comments_examples_order_and_paths_do_not_count() {
    let same = digest_of(&[("rules.fenliu", RULES)]);
    for (from, to) in [
        ("kind body {", "## documented\n kind\nbody { # here\n"),
        (
            "example \"e\" given urgent",
            "example \"other\" given urgent, major",
        ),
        (
            "define large = households is at least 30",
            "define large = households >= 30",
        ),
        ("council zh \"社区\", office", "council zh \"社区\" office"),
        ("10.50", "10.5"),
        ("2024-01-01", "2024年1月1日"),
        ("when matter is lift or large", "当 matter 是 lift 或 large"),
        (
            "households : integer 1..100 in household as \"{} households\"\n  cost : decimal 0..10.50 in CNY",
            "cost : decimal 0..10.50 in CNY households : integer 1..100 in household as \"{} households\"",
        ),
        (
            "then tier is official, assist includes office",
            "then assist includes office, tier is official",
        ),
        (
            "| id | place | major | lead |\n  | a  | street | yes | council |\n  | b  | town | - | office |",
            "| id | place | major | lead |\n  | b  | town | - | office |\n  | a  | street | yes | council |",
        ),
        ("overlap R.3, R.4", "overlap R.4, R.3"),
    ] {
        assert_eq!(changed(from, to), same, "{from} → {to}");
    }
    let (kept, moved) = RULES.split_once("rule R.3").expect("a rule");
    let moved = format!("rule R.3{moved}");
    let split = digest_of(&[
        ("a/b.fenliu", &format!("{kept}\nimport \"c.fenliu\"\n")),
        ("a/c.fenliu", &moved),
    ]);
    assert_eq!(split, same, "which file a declaration is in");
}

#[test]
fn whatever_is_meant_or_read_counts() {
    let mut seen = vec![digest_of(&[("rules.fenliu", RULES)])];
    for (from, to) in [
        ("test.canon", "test.cannon"),
        ("title \"Title\"", "title en \"Title\""),
        ("authority \"Office\"", ""),
        ("effective from 2024-01-01", "effective from 2024-01-02"),
        ("until 2030-12-31", "until 2030-12-30"),
        (" adopted 2023-12-01", " adopted 2023-12-02"),
        ("\"The list\"", "\"A list\""),
        ("issued 2023-01-01", ""),
        ("zh \"社区\"", "zh \"小区\""),
        ("kind tier en \"tier\"", "kind tier"),
        ("common en \"Common\"", "common en \"common\""),
        ("also \"public\"", "also \"publicly\""),
        ("service { water, power }", "service { power, water }"),
        (
            "service { water, power } lift",
            "service { water } power, lift",
        ),
        (" recognised from description", ""),
        ("1..100", "1..101"),
        ("0..10.50", "0..10.51"),
        ("as \"{} households\"", "as \"{} homes\""),
        ("established by council", "established by office"),
        ("judged by office", "established by office"),
        ("one of street", "one of street en \"Street\""),
        (
            "parties : set of body",
            "parties : set of body en \"parties\"",
        ),
        ("date fixed", "date"),
        ("0 days..9 days", "0 days..8 days"),
        ("text sensitive", "text"),
        (
            "impossible urgent and major because \"not both\"",
            "impossible urgent and not major because \"not both\"",
        ),
        ("impossible urgent and major", "impossible major and urgent"),
        ("\"not both\"", "\"both\""),
        ("at least 30", "more than 30"),
        ("at least 30", "at least 31"),
        ("define large =", "define large \"many\" ="),
        ("cost / households", "cost / households + 1"),
        ("posterior, highest", "highest, posterior"),
        (" determined by council", " determined by office"),
        ("otherwise council", "otherwise office"),
        ("otherwise council", ""),
        ("collect min duration", "collect max duration"),
        (
            "unclassified because \"not yet\"",
            "unclassified because \"never\"",
        ),
        ("rule R.1 \"One\"", "rule R.1 \"1\""),
        ("lift or large then", "lift and large then"),
        ("is lift or large", "is lift or not large"),
        ("within is 3 days", "within is 4 days"),
        ("because \"one\"", "because \"1\""),
        ("\"item 1\"", "\"item 2\""),
        ("source list \"item 1\"", "source \"item 1\""),
        (" unless place is town", ""),
        (" unless place is town", " unless place is street"),
        ("because \"two\"", "because \"2\""),
        (" overrides R.1 because \"two\"", ""),
        ("effective from 2025-01-01", "effective from 2025-01-02"),
        ("adopted 2024-06-01", "adopted 2024-06-02"),
        ("2 years", "2 months"),
        ("more than 3 days", "more than 4 days"),
        ("any of (council, office)", "all of (council, office)"),
        (
            "mentions \"lift\", \"电梯\"",
            "mentions all of (\"lift\", \"电梯\")",
        ),
        ("\"电梯\"", "\"扶梯\""),
        ("mandatory rule R.4", "rule R.4"),
        ("description is \"x\"", "description is \"y\""),
        ("topic is here", "topic is there"),
        ("table routing \"Routing\"", "table routing \"Routes\""),
        (
            "| id | place | major | lead |\n  | a  | street | yes | council |\n  | b  | town | - | office |",
            "| place | major | lead |\n  | street | yes | council |\n  | town | - | office |",
        ),
        ("| yes | council", "| no | council"),
        ("shift up \"Up\"", "shift up \"Above\""),
        ("common to official", "official to common"),
        ("to official when large", "to official when not large"),
        ("\"grown\"", "\"grew\""),
        (
            "never tier is official and lead is office",
            "always tier is official or lead is office",
        ),
        ("\"Sure\"", "\"Certain\""),
        ("\"apart\"", "\"aside\""),
        ("until 2029-01-01", "until 2029-01-02"),
        ("decided by council", "decided by office"),
        ("\"known\"", "\"noted\""),
    ] {
        let digest = changed(from, to);
        assert!(!seen.contains(&digest), "{from} → {to}");
        seen.push(digest);
    }
}

#[test]
fn tables_in_files_and_ancestors_count() {
    let rules = "ruleset r\nkind k { a, b }\nfacts { f : k }\ndecision d : k\ntable t from \"t.csv\" given f";
    let sheet = |text: &str| digest_of(&[("r.fenliu", rules), ("t.csv", text)]);
    let first = sheet("id,f,d\nx,a,b\n");
    assert_eq!(
        sheet("\u{feff}id,f,d\r\n\"x\",a,b\r\n,,\r\n"),
        first,
        "how a CSV file is written does not count"
    );
    assert_ne!(sheet("id,f,d\nx,a,a\n"), first);
    let inline = digest_of(&[(
        "r.fenliu",
        &rules.replace(
            "from \"t.csv\" given f",
            "given f\n| id | f | d |\n| x | a | b |\n",
        ),
    )]);
    assert_eq!(inline, first, "nor whether it is a file");

    let above = "ruleset city\nkind k { a, b }\nfacts { f : k }\ndecision d : k\nrule R when f is a then d is a";
    let below = "ruleset district under \"city.fenliu\"\nrule S when f is a then d is b";
    let both = digest_of(&[("r.fenliu", below), ("city.fenliu", above)]);
    let moved = digest_of(&[
        (
            "r.fenliu",
            &format!("{below}\nrule R when f is a then d is a"),
        ),
        (
            "city.fenliu",
            &above.replace("rule R when f is a then d is a", ""),
        ),
    ]);
    assert_ne!(both, moved, "the level of a rule counts");
}
