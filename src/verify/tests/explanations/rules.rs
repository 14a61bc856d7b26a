//! What became of each rule: in which list it stands, what the ruleset says of it, and why.

use serde_json::{Value as Json, json};

use super::subject::{PARKING, misses, refuses};

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
    let moved = PARKING.with(|explanation| {
        let tier = &mut explanation["decisions"][2];
        let moved = tier["defeated"][0].take();
        tier["defeated"] = json!([]);
        tier["not_met"].as_array_mut().unwrap().insert(0, moved);
    });
    assert_eq!(
        PARKING.fault(&moved),
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
    let twice = PARKING.with(|explanation| {
        let when = &mut explanation["decisions"][2]["not_met"][0]["when"];
        let first = when[0].clone();
        when.as_array_mut().unwrap().push(first);
    });
    assert_eq!(
        PARKING.fault(&twice),
        "decisions[2].not_met[0].when[1]: this is no reason here"
    );
}
