//! The affair that is explained: values, what is missing, what is taken from text.

use serde_json::json;

use super::subject::{Subject, misses, refuses};

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
    let roof = Subject::street(json!({"matter": "roof", "planned": false}));
    assert_eq!(
        roof.said("/facts/3/value", Some(json!(true))),
        "facts: the ruleset calls these facts impossible together"
    );
}

#[test]
fn facts_taken_from_text() {
    let water = Subject::street(json!({"words": "the Tap Water is off"}));
    assert_eq!(water.explanation["recognised"], json!(["matter"]));
    assert_eq!(
        water.said("/facts/1/value", Some(json!("no water"))),
        "recognised: `matter` cannot be recognised from its text"
    );
    assert_eq!(
        water.said("/facts/0/value", Some(json!("power"))),
        "recognised: what is recognised as `matter` is `\"water\"`"
    );
    let silent = Subject::street(json!({"words": "it is dark"}));
    assert_eq!(
        silent.said("/facts/1/value", Some(json!("tap water"))),
        "what is recognised as `matter` is `\"water\"`"
    );
}
