//! Explanations in which one thing is false: each is refused, with its place.

use serde_json::{Value as Json, json};

use super::ruleset;
use crate::Ruleset;
use crate::verify::explanation::Unchecked;

const RULES: &str = r#"
ruleset street effective from 2024-01-01 until 2026-12-31
kind tier ordered { family, common, official }
kind matter { service { water also "tap water" power } parking roof }
kind body { council, office, residents }
facts {
  matter     : matter recognised from words
  words      : text
  on_road    : yes/no
  planned    : yes/no  judged by office
  households : integer 1..100  fixed
  crowd      : integer 0..1000
  cost       : decimal 0..1000000 in CNY  fixed
  opened_on  : date  fixed
  impossible planned and matter is roof because "a repair needs no plan"
}
decision tier : tier otherwise family resolve by posterior
decision lead : body otherwise unclassified because "not every tier has one"
decision help : collect body
decision due  : collect sum integer -100..100
rule C.1 "Parking is common"
  when matter is parking unless planned
  then tier is common, help includes residents, due adds 1
rule C.2
  overrides C.1 because "roads lie with the street"
  when matter is parking and on_road
  then tier is official, due adds 2
rule C.3
  when crowd is at least 300
  then tier is common
  adopted 2024-02-01
rule C.4
  when matter is water
  then tier is common
  effective until 2024-06-30
rule C.5
  when cost / households is more than 1000 CNY
  then help includes (council, office)
table lead_of given tier
  | id | tier     | lead    |
  | o  | official | office  |
  | c  | common   | council |
"#;

/// The rules, and an affair explained.
fn explained(affair: &Json) -> (Ruleset, Json) {
    let ruleset = ruleset(RULES);
    let affair = ruleset.affair(affair).unwrap();
    let affair = ruleset
        .as_of(affair, "2024-05-01".parse().unwrap())
        .unwrap();
    let explanation = ruleset.explain(&affair).to_json();
    (ruleset, explanation)
}

fn parking() -> (Ruleset, Json) {
    explained(
        &json!({"matter": "parking", "on_road": true, "planned": false,
        "households": 10, "cost": "5000", "crowd": 120, "opened_on": "2024-01-05"}),
    )
}

/// What is wrong once something is put in place of something else; nothing takes it out.
fn said(changed: (Ruleset, Json), place: &str, put: Option<Json>) -> String {
    let (ruleset, mut explanation) = changed;
    let confirmed = ruleset.verify_explanation(&explanation.to_string());
    let confirmed = confirmed.unwrap_or_else(|fault| panic!("{explanation:#}\n{fault}"));
    // what is computed from two numbers of which nothing is known is too much to look at
    let known = |open: &&Unchecked| !open.place.starts_with("decisions[1]");
    assert_eq!(confirmed.unchecked.iter().find(known), None);
    let (above, last) = place.rsplit_once('/').unwrap();
    let above = explanation
        .pointer_mut(above)
        .unwrap_or_else(|| panic!("{place}"));
    match (above, put) {
        (Json::Object(members), Some(put)) => drop(members.insert(last.to_owned(), put)),
        (Json::Object(members), None) => drop(members.remove(last).unwrap()),
        (Json::Array(list), Some(put)) => list[last.parse::<usize>().unwrap()] = put,
        (Json::Array(list), None) => drop(list.remove(last.parse().unwrap())),
        (other, _) => panic!("{other}"),
    }
    let fault = ruleset.verify_explanation(&explanation.to_string());
    match fault {
        Ok(confirmed) => panic!("{place} is confirmed: {confirmed:?}\n{explanation:#}"),
        Err(fault) => fault.to_string(),
    }
}

#[track_caller]
fn refuses(place: &str, put: Json, why: &str) {
    assert_eq!(said(parking(), place, Some(put)), why);
}

#[track_caller]
fn misses(place: &str, why: &str) {
    assert_eq!(said(parking(), place, None), why);
}

#[test]
fn all_of_it_is_confirmed() {
    let (ruleset, explanation) = parking();
    let confirmed = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap();
    let tier = confirmed.decisions.iter().find(|it| it.decision == "tier");
    assert_eq!(
        tier.unwrap().words().en,
        "tier: the outcome, 4 rules, 3 sufficient facts, 4 changes, 1 margin"
    );
}

#[test]
fn another_ruleset_or_version_or_day() {
    refuses(
        "/schema",
        json!("fenliu/verdict/1"),
        "schema: the format must be `fenliu/explanation/1`, not `fenliu/verdict/1`",
    );
    refuses(
        "/ruleset/name",
        json!("road"),
        "ruleset.name: the explanation is of `road`, and this ruleset is `street`",
    );
    assert!(
        said(parking(), "/ruleset/digest", Some(json!("sha256:00")))
            .starts_with("ruleset.digest: the explanation is of another version")
    );
    refuses(
        "/as_of",
        json!("2027-01-01"),
        "as_of: 2027-01-01 lies outside the period of the ruleset",
    );
    refuses("/as_of", json!("2024-5-1"), "as_of: `2024-5-1` is no date");
    refuses(
        "/as_of",
        json!(null),
        "as_of: without a date this ruleset decides as of `2024-01-01`",
    );
    refuses(
        "/as_of_default",
        json!(true),
        "as_of: without a date this ruleset decides as of `2024-01-01`",
    );
    // after C.4 has run out
    refuses(
        "/as_of",
        json!("2024-07-01"),
        "decisions[2].not_met[1]: `out_of_date` is missing, and must be `{\"from\":\"2024-01-01\",\"until\":\"2024-06-30\"}`",
    );
}

#[test]
fn a_changed_fact() {
    refuses(
        "/facts/2/value",
        json!(false),
        "decisions[0].outcome: `due` may come to `1`, by the rules",
    );
    refuses(
        "/facts/2/value",
        json!("yes"),
        "facts[2].value: `yes` is no value that can stand here",
    );
    refuses(
        "/facts/4/value",
        json!(101),
        "facts[4].value: `101` is no value that can stand here",
    );
    refuses(
        "/facts/4/value",
        json!("99999999999999999999999999999999999999"),
        "facts[4].value: `99999999999999999999999999999999999999` is no value that can stand here",
    );
    refuses(
        "/facts/6/value",
        json!("5000"),
        "facts[6].value: `5000` is no value that can stand here",
    );
    refuses(
        "/facts/0/value",
        json!("service"),
        "facts[0].value: `service` is no value that can stand here",
    );
    refuses(
        "/facts/0/value",
        json!({"status": "known_in_part", "among": ["water"]}),
        "facts[0].value: what is known in part must be one of two or more values, each once, in order",
    );
    refuses(
        "/facts/0/fact",
        json!("words"),
        "facts[1]: `words` stands twice",
    );
}

#[test]
fn facts_missing_twice_or_impossible() {
    misses("/facts/3", "facts: the fact `planned` is missing");
    refuses(
        "/facts/3",
        json!({"fact": "matter", "value": "roof"}),
        "facts[3]: `matter` stands twice",
    );
    refuses(
        "/facts/3/fact",
        json!("plan"),
        "facts[3].fact: the ruleset has no fact `plan`",
    );
    let roof = explained(&json!({"matter": "roof", "planned": false}));
    assert_eq!(
        said(roof, "/facts/3/value", Some(json!(true))),
        "facts: the ruleset calls these facts impossible together"
    );
}

#[test]
fn facts_taken_from_text() {
    let water = || explained(&json!({"words": "the Tap Water is off"}));
    let (ruleset, explanation) = water();
    assert_eq!(explanation["recognised"], json!(["matter"]));
    ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap();
    assert_eq!(
        said(water(), "/facts/1/value", Some(json!("no water"))),
        "recognised: `matter` cannot be recognised from its text"
    );
    assert_eq!(
        said(water(), "/facts/0/value", Some(json!("power"))),
        "recognised: what is recognised as `matter` is `\"water\"`"
    );
    let silent = explained(&json!({"words": "it is dark"}));
    assert_eq!(
        said(silent, "/facts/1/value", Some(json!("tap water"))),
        "what is recognised as `matter` is `\"water\"`"
    );
}

#[test]
fn outcomes() {
    refuses(
        "/decisions/2/outcome/value",
        json!("common"),
        "decisions[2].outcome: `tier` may come to `official`, by the rules",
    );
    refuses(
        "/decisions/2/outcome/value",
        json!("high"),
        "decisions[2].outcome.value: `high` is no value that can stand here",
    );
    refuses(
        "/decisions/2/outcome/rules",
        json!([]),
        "decisions[2].outcome: the rules that win are others: `C.2`",
    );
    refuses(
        "/decisions/2/outcome/rules/0",
        json!("C.9"),
        "decisions[2].outcome.rules[0]: no rule `C.9` concludes about `tier`",
    );
    refuses(
        "/decisions/2/outcome",
        json!({"status": "unclassified"}),
        "decisions[2].outcome: `tier` may come to `official`, by the rules",
    );
    refuses(
        "/decisions/1/outcome/value",
        json!(["residents", "council"]),
        "decisions[1].outcome.value: each value must stand once, in the order of its kind",
    );
    misses(
        "/decisions/3",
        "decisions: every decision must stand once, each after those it reads, else by name",
    );
    refuses(
        "/decisions/3/decision",
        json!("tier"),
        "decisions[3].outcome.value: `office` is no value that can stand here",
    );
}

#[test]
fn an_outcome_that_turns_on_unknown_facts() {
    let open = || {
        let affair = json!({"matter": "parking", "crowd": 120, "households": 10, "cost": "5000"});
        explained(&affair)
    };
    let (_, explanation) = open();
    assert_eq!(
        explanation["decisions"][2]["outcome"]["needs"],
        json!([{"fact": "on_road"}, {"fact": "planned"}])
    );
    let said = |place: &str, put: Option<Json>| said(open(), place, put);
    assert_eq!(
        said("/decisions/2/outcome/possible/0", None),
        "decisions[2].outcome: `tier` may come to `family`, by the rules"
    );
    assert_eq!(
        said("/decisions/2/outcome/needs/1", None),
        "decisions[2].outcome.needs: it turns on `planned` too"
    );
    assert_eq!(
        said("/decisions/2/outcome/needs/1/fact", Some(json!("cost"))),
        "decisions[2].outcome.needs: it turns on `planned` too"
    );
    assert_eq!(
        said("/decisions/2/outcome/needs/1/fact", Some(json!("crowd"))),
        "decisions[2].outcome.needs: it turns on `planned` too"
    );
    assert_eq!(
        said(
            "/decisions/2/outcome/needs",
            Some(json!([{"fact": "planned"}, {"fact": "on_road"}]))
        ),
        "decisions[2].outcome.needs[1]: this fact tells more than the one before"
    );
    assert_eq!(
        said(
            "/decisions/2/outcome",
            Some(json!({"status": "decided", "value": "official", "rules": ["C.2"]}))
        ),
        "decisions[2].outcome: `tier` may come to `family`, by the rules"
    );
    let parted = "decisions[2].open[0].met: `met` has no place here";
    assert_eq!(said("/decisions/2/open/0/met", Some(json!(true))), parted);
    assert_eq!(
        said("/decisions/2/open/0/unless/0/held", Some(json!("no"))),
        "decisions[2].open[0].unless[0].held: this must be `open`"
    );
}

#[test]
fn a_rule_dropped_or_moved() {
    misses(
        "/decisions/2/defeated/0",
        "decisions[2]: `C.1` concludes about `tier`, and stands in no list",
    );
    misses(
        "/decisions/2/not_met/1",
        "decisions[2]: `C.4` concludes about `tier`, and stands in no list",
    );
    misses(
        "/decisions/2/because/0",
        "decisions[2]: `C.2` concludes about `tier`, and stands in no list",
    );
    refuses(
        "/decisions/2/not_met/1/rule",
        json!("C.3"),
        "decisions[2].not_met[1]: rules must stand once, in the order of their ids",
    );
    refuses(
        "/decisions/2/not_met/0/rule",
        json!("C.1"),
        "decisions[2].not_met[0]: `title` is missing, and must be `{\"any\":\"Parking is common\"}`",
    );
    let (ruleset, mut explanation) = parking();
    let tier = &mut explanation["decisions"][2];
    let moved = tier["defeated"][0].take();
    tier["defeated"] = json!([]);
    tier["not_met"].as_array_mut().unwrap().insert(0, moved);
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[2].not_met[0]: `C.1` is not kept from being met by these tests alone"
    );
}

#[test]
fn what_the_ruleset_says_of_a_rule() {
    refuses(
        "/decisions/2/because/0/concludes",
        json!(["common"]),
        "decisions[2].because[0].concludes: this must be `[\"official\"]`",
    );
    refuses(
        "/decisions/2/because/0/mandatory",
        json!(true),
        "decisions[2].because[0].mandatory: `mandatory` has no place here",
    );
    refuses(
        "/decisions/2/because/0/dated",
        json!("2024-02-01"),
        "decisions[2].because[0].dated: this must be `2024-01-01`",
    );
    refuses(
        "/decisions/2/defeated/0/title/any",
        json!("Parking"),
        "decisions[2].defeated[0].title: this must be `{\"any\":\"Parking is common\"}`",
    );
    misses(
        "/decisions/3/because/0/table",
        "decisions[3].because[0]: `table` is missing, and must be `lead_of`",
    );
}

#[test]
fn a_false_premise() {
    let test = "/decisions/2/not_met/0/when/0";
    let refuses = |name: &str, put: Json, why: &str| {
        let place = format!("decisions[2].not_met[0].when[0].{name}");
        refuses(
            &format!("{test}/{name}"),
            put,
            &format!("{place}: this must be `{why}`"),
        );
    };
    refuses("actual", json!(299), "120");
    refuses("needed", json!([200]), "[300]");
    refuses("held", json!("open"), "no");
    refuses("too_low_by", json!(1), "180");
    refuses("relation", json!("more_than"), "at_least");
    refuses("fact", json!("households"), "crowd");
    misses(
        test,
        "decisions[2].not_met[0].when: a reason is missing: `{\"actual\":120,\"fact\":\"crowd\",\"held\":\"no\",\"needed\":[300],\"relation\":\"at_least\",\"too_low_by\":180}`",
    );
}

#[test]
fn a_premise_too_many() {
    let (ruleset, mut explanation) = parking();
    let when = explanation["decisions"][2]["not_met"][0]["when"]
        .as_array_mut()
        .unwrap();
    when.push(when[0].clone());
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[2].not_met[0].when[1]: this is no reason here"
    );
}

#[test]
fn a_wrong_ground() {
    refuses(
        "/decisions/2/defeated/0/ground",
        json!("posterior"),
        "decisions[2].defeated[0]: `C.2` does not beat `C.1` on this ground",
    );
    refuses(
        "/decisions/2/defeated/0/ground",
        json!("lex"),
        "decisions[2].defeated[0].ground: `lex` is no value that can stand here",
    );
    refuses(
        "/decisions/2/defeated/0/by",
        json!("C.3"),
        "decisions[2].defeated[0]: `C.3` does not beat `C.1` on this ground",
    );
    refuses(
        "/decisions/2/defeated/0/through",
        json!(["C.4"]),
        "decisions[2].defeated[0].through[0]: `C.2` does not itself override `C.4`",
    );
    refuses(
        "/decisions/2/defeated/0/stated_because/any",
        json!("it is so"),
        "decisions[2].defeated[0].stated_because: this must be `{\"any\":\"roads lie with the street\"}`",
    );
}

#[test]
fn what_would_beat_the_winners() {
    misses(
        "/decisions/2/not_overridden_because/0",
        "decisions[2]: `C.3` would beat `C.2` (posterior) if it were met, and is not in `not_overridden_because`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/rule",
        json!("C.4"),
        "decisions[2]: `C.3` would beat `C.2` (posterior) if it were met, and is not in `not_overridden_because`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/ground",
        json!("stated"),
        "decisions[2].not_overridden_because[0].ground: this must be `posterior`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/beats",
        json!(["C.1"]),
        "decisions[2].not_overridden_because[0].beats: it would beat others: `C.2`",
    );
}

#[test]
fn reasons_that_do_not_suffice() {
    misses(
        "/decisions/2/sufficient/facts/1",
        "decisions[2].sufficient: with these facts `tier` may still come to `family`",
    );
    refuses(
        "/decisions/2/sufficient/facts/2/among",
        json!("..300"),
        "decisions[2].sufficient: with these facts `tier` may still come to `common`",
    );
    refuses(
        "/decisions/2/sufficient/facts/0/among",
        json!(["parking", "roof"]),
        "decisions[2].sufficient: with these facts `tier` may still come to `family`",
    );
    refuses(
        "/decisions/2/sufficient/facts/2/among",
        json!("150..299"),
        "decisions[2].sufficient.facts[2].among: what it is does not lie in what it may be",
    );
    refuses(
        "/decisions/2/sufficient/facts/2/among",
        json!("few"),
        "decisions[2].sufficient.facts[2].among: `few` is no value that can stand here",
    );
    refuses(
        "/decisions/2/sufficient/facts/2/value",
        json!(121),
        "decisions[2].sufficient.facts[2].value: this must be `120`",
    );
    refuses(
        "/decisions/2/sufficient/facts/1",
        json!({"fact": "planned", "value": false, "among": [false]}),
        "decisions[2].sufficient: with these facts `tier` may still come to `common`",
    );
}

#[test]
fn a_reason_that_can_be_left_out() {
    let (ruleset, mut explanation) = parking();
    let facts = explanation["decisions"][2]["sufficient"]["facts"]
        .as_array_mut()
        .unwrap();
    facts.push(json!({"fact": "planned", "value": false, "among": [false]}));
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[2].sufficient.facts[3]: the others suffice without this fact"
    );
    // that is not said where the search was cut off
    explanation["decisions"][2]["sufficient"]["incomplete"] = json!(true);
    explanation["decisions"][2]["judged"] = json!(["planned"]);
    ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap();
}

#[test]
fn a_narrower_reason_is_true() {
    let (ruleset, mut explanation) = parking();
    explanation["decisions"][2]["sufficient"]["facts"][2]["among"] = json!("100..200");
    ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap();
}

#[test]
fn a_change_that_leads_elsewhere() {
    let change = "/decisions/2/would_change/to/0/changes/0";
    let refuses = |name: &str, put: Json, beyond: &str, why: &str| {
        let place = format!("decisions[2].would_change.to[0].changes[0]{beyond}");
        refuses(&format!("{change}/{name}"), put, &format!("{place}: {why}"));
    };
    refuses(
        "facts/0/among",
        json!("200.."),
        ".facts[0].among",
        "for some of these it may come to `official`",
    );
    refuses(
        "facts/0/to",
        json!(299),
        ".facts[0].among",
        "what it would be does not lie in what it may be",
    );
    refuses(
        "facts/0",
        json!({"fact": "crowd", "value": 120, "to": 299, "among": "299.."}),
        "",
        "the affair so changed may come to `official`",
    );
    refuses(
        "facts/0/to",
        json!(120),
        ".facts[0].to",
        "this is what it is",
    );
    refuses(
        "facts/0/value",
        json!(0),
        ".facts[0].value",
        "this must be `120`",
    );
    refuses(
        "rules",
        json!(["C.1"]),
        ".rules",
        "the rules that would win are others: `C.3`",
    );
    refuses(
        "becomes",
        json!("common"),
        ".becomes",
        "`becomes` has no place here",
    );
    refuses(
        "facts",
        json!([]),
        "",
        "the affair so changed may come to `official`",
    );
    refuses(
        "facts/0/fact",
        json!("opened_on"),
        ".facts[0].fact",
        "`opened_on` is fixed, and cannot be otherwise",
    );
    refuses(
        "facts/0/fact",
        json!("as_of"),
        ".facts[0].fact",
        "the ruleset has no fact `as_of`",
    );
}

#[test]
fn a_change_that_is_too_large() {
    let (ruleset, mut explanation) = parking();
    let facts = explanation["decisions"][2]["would_change"]["to"][0]["changes"][0]["facts"]
        .as_array_mut()
        .unwrap();
    facts.push(json!({"fact": "planned", "value": false, "to": true, "among": [true]}));
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[2].would_change.to[0].changes[0].facts[1]: the goal can be reached without this fact"
    );
}

#[test]
fn changes_left_out_and_goals_out_of_reach() {
    let mut changed = parking();
    changed.1["decisions"][2]["would_change"]["to"][0]["more"] = json!(false);
    assert_eq!(
        said(changed, "/decisions/2/would_change/to/0/changes/1", None),
        "decisions[2].would_change.to[0]: another change of facts leads there too"
    );
    misses(
        "/decisions/2/would_change/to/1",
        "decisions[2].would_change: another value that the decision may come to is left out",
    );
    let never = json!([{"status": "decided", "value": "family"}]);
    let mut changed = parking();
    changed.1["decisions"][2]["would_change"]["to"]
        .as_array_mut()
        .unwrap()
        .pop();
    changed.1["decisions"][2]["would_change"]["more"] = json!(true);
    assert_eq!(
        said(changed, "/decisions/2/would_change/never", Some(never)),
        "decisions[2].would_change.never[0]: this can be reached by a change of facts"
    );
}

#[test]
fn a_sum_that_would_become_something_else() {
    let change = "/decisions/0/would_change/to/0/changes/1";
    refuses(
        &format!("{change}/becomes"),
        json!(0),
        "decisions[0].would_change.to[0].changes[1].becomes: this must be `1`",
    );
    refuses(
        "/decisions/0/would_change/to/0/goal/less_than",
        json!(1),
        "decisions[0].would_change.to[0].goal.less_than: this is not what the decision has come to",
    );
    refuses(
        "/decisions/0/would_change/never/0",
        json!({"more_than": 1}),
        "decisions[0].would_change.never[0].more_than: this is not what the decision has come to",
    );
}

#[test]
fn a_wrong_margin() {
    let refuses = |name: &str, put: Json, why: &str| {
        let place = format!("/decisions/2/margin/0/above/{name}");
        assert_eq!(said(parking(), &place, Some(put)), why);
    };
    refuses(
        "by",
        json!(181),
        "decisions[2].margin[0].above.by: this must be `180`",
    );
    refuses(
        "outcome",
        json!({"status": "decided", "value": "family"}),
        "decisions[2].margin[0].above.outcome: there it may come to `common`",
    );
    refuses(
        "outcome",
        json!({"status": "decided", "value": "official"}),
        "decisions[2].margin[0].above.outcome: this is no other outcome",
    );
    refuses(
        "outcome",
        json!({"status": "undetermined"}),
        "decisions[2].margin[0].above.outcome: the outcome there does not turn on what is unknown",
    );
    let put = |at: i64| {
        Some(
            json!({"at": at, "by": (at - 120).abs(), "outcome": {"status": "decided", "value": "common"}}),
        )
    };
    assert_eq!(
        said(parking(), "/decisions/2/margin/0/above", put(299)),
        "decisions[2].margin[0].above.outcome: there it may come to `official`"
    );
    assert_eq!(
        said(parking(), "/decisions/2/margin/0/above", put(301)),
        "decisions[2].margin[0].above: nearer than told it may come to `common` already"
    );
    assert_eq!(
        said(parking(), "/decisions/2/margin/0/above", put(100)),
        "decisions[2].margin[0].above.at: this value lies on the other side"
    );
    misses(
        "/decisions/2/margin/0/above",
        "decisions[2].margin[0]: nearer than told it may come to `common` already",
    );
}

#[test]
fn what_somebody_has_to_judge() {
    misses(
        "/decisions/1/judged",
        "decisions[1]: `judged` is missing, and must be `[\"planned\"]`",
    );
    refuses(
        "/decisions/2/judged",
        json!(["planned"]),
        "decisions[2].judged[0]: the outcome turns on no such fact that somebody has to judge",
    );
}

#[test]
fn why_not_something_else() {
    let claim = |is: &str, rules: Json, changes: Json| {
        let mut changed = parking();
        changed.1["decisions"][2]["why_not"] =
            json!({"value": "family", "is": is, "rules": rules, "changes": changes, "more": true});
        let said = changed.0.verify_explanation(&changed.1.to_string());
        said.map(|confirmed| confirmed.unchecked.len())
            .map_err(|fault| fault.to_string())
    };
    let roof = json!([{"rules": [], "facts": [{"fact": "matter", "value": "parking", "to": "roof", "among": ["roof"]}]}]);
    assert_eq!(claim("otherwise", json!([]), roof.clone()), Ok(0));
    assert_eq!(
        claim("decided", json!([]), roof.clone()).unwrap_err(),
        "decisions[2].why_not.is: this must be `otherwise`"
    );
    assert_eq!(
        claim("otherwise", json!(["C.1"]), roof).unwrap_err(),
        "decisions[2].why_not.rules: the rules that conclude it are others: "
    );
    let mut changed = parking();
    let never = json!({"value": "family", "is": "otherwise", "rules": [], "changes": []});
    changed.1["decisions"][2]["why_not"] = never;
    let fault = changed
        .0
        .verify_explanation(&changed.1.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[2].why_not: this can be reached by a change of facts"
    );
}

#[test]
fn what_holds_without_rules() {
    let roof = || explained(&json!({"matter": "roof", "planned": false, "crowd": 1}));
    let (_, explanation) = roof();
    assert_eq!(
        explanation["decisions"][3]["outcome"]["status"],
        "unclassified"
    );
    assert_eq!(
        said(roof(), "/decisions/3/otherwise", None),
        "decisions[3]: `otherwise` is missing, and must be `{\"unclassified\":{\"any\":\"not every tier has one\"}}`"
    );
    assert_eq!(
        said(
            roof(),
            "/decisions/2/otherwise/value",
            Some(json!("common"))
        ),
        "decisions[2].otherwise: this must be `{\"value\":\"family\"}`"
    );
}

#[test]
fn a_contested_outcome() {
    let rules = r#"ruleset r kind k ordered { a, b, c } facts { x : yes/no y : yes/no }
        decision d : k decision e : k
        rule R.1 when x then d is a rule R.2 when x then d is b
        rule S.1 when d is a then e is c rule S.2 when d is b then e is a"#;
    let contested = || {
        let ruleset = ruleset(rules);
        let affair = ruleset.affair(&json!({"x": true})).unwrap();
        let explanation = ruleset.explain(&affair).to_json();
        (ruleset, explanation)
    };
    let said = |place: &str, put: Option<Json>| said(contested(), place, put);
    assert_eq!(
        said("/decisions/0/outcome/claims/1/value", Some(json!("c"))),
        "decisions[0].outcome: `d` may come to contested between `a`, `b`, by the rules"
    );
    assert_eq!(
        said("/decisions/0/outcome/claims/0", None),
        "decisions[0].outcome.claims: a contested decision has two or more claims, each once, in order"
    );
    assert_eq!(
        said(
            "/decisions/1/outcome/claims/0/via/0/value",
            Some(json!("a"))
        ),
        "decisions[1].outcome.claims[0]: that `d` is `a` does not lead here"
    );
    assert_eq!(
        said("/decisions/1/outcome/claims/0/via", None),
        "decisions[1].outcome.claims[0]: that `d` is `b` leads here too, and is not in `via`"
    );
    assert_eq!(
        said("/decisions/1/because/0/via/0/value", Some(json!("b"))),
        "decisions[1].because[0].when[0].actual: this must be `b`"
    );
    assert_eq!(
        said("/decisions/0/outcome/decided_by", Some(json!("a"))),
        "decisions[0].outcome.decided_by: `decided_by` has no place here"
    );
}

#[test]
fn what_is_no_explanation() {
    let ruleset = ruleset(RULES);
    let says = |text: &str| ruleset.verify_explanation(text).unwrap_err().to_string();
    assert!(says("").starts_with("this is no explanation"));
    assert!(says("[").starts_with("this is no explanation"));
    assert_eq!(says("[]"), "`schema` is missing");
    assert_eq!(says("{\"schema\": 1}"), "schema: a text must stand here");
    assert!(says("{\"schema\": \"a\", \"schema\": \"b\"}").contains("`schema` stands twice"));
    assert!(says(&"[".repeat(100_000)).starts_with("this is no explanation"));
    for place in [
        "/facts",
        "/decisions",
        "/decisions/2/because",
        "/decisions/2/outcome/rules",
        "/decisions/2/not_met/0/when",
    ] {
        let said = said(parking(), place, Some(json!("x")));
        assert!(said.ends_with("a list must stand here"), "{said}");
    }
}

/// However many facts are unknown, a search ends, and within its stack.
#[test]
fn a_deep_search_is_given_up() {
    use std::fmt::Write as _;
    let mut rules = String::from("ruleset r kind k ordered { a, b } facts {");
    (0..900).for_each(|fact| write!(rules, " f{fact} : yes/no").unwrap());
    rules.push_str(
        " } decision d : collect sum integer 0..10 decision e : k rule Z when d is 3 then e is a",
    );
    (0..900).for_each(|fact| write!(rules, " rule R{fact} when f{fact} then d adds 1").unwrap());
    let ruleset = ruleset(&rules);
    let facts: Vec<Json> = (0..900)
        .map(|fact| json!({"fact": format!("f{fact}"), "value": {"status": "unknown"}}))
        .collect();
    let open = |name: &str, needs: Json, possible: Json| {
        json!({"decision": name, "because": [], "defeated": [], "not_met": [], "open": [],
            "outcome": {"status": "undetermined", "needs": needs, "possible": possible}})
    };
    let explanation = json!({"schema": "fenliu/explanation/1",
        "ruleset": {"name": "r", "digest": ruleset.digest()}, "as_of": null, "facts": facts,
        "decisions": [open("d", json!([]), json!({"min": 0, "max": 900})), open("e", json!([]), json!([]))]});
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        "decisions[0]: `R0` concludes about `d`, and stands in no list"
    );
}

#[test]
fn numbers_beyond_everything() {
    for number in [
        "170141183460469231731687303715884105727",
        "-170141183460469231731687303715884105727",
        "1/170141183460469231731687303715884105727",
        "0.00000000000000000000000000000000000001",
    ] {
        for range in [
            format!("{number}.."),
            format!("..{number}"),
            format!("> {number}"),
            format!(">= {number}, < {number}"),
        ] {
            said(
                parking(),
                "/decisions/2/sufficient/facts/2/among",
                Some(json!(range)),
            );
        }
        for place in [
            "/decisions/2/margin/0/above/at",
            "/decisions/2/would_change/to/0/changes/0/facts/0/to",
            "/decisions/0/outcome/value",
        ] {
            said(parking(), place, Some(json!(number)));
            said(parking(), place, Some(json!(1e300)));
        }
    }
}
