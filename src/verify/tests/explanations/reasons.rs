//! Facts that suffice, and what somebody has to judge.

use serde_json::json;

use super::subject::{PARKING, misses, refuses};

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
    let mut more = PARKING.with(|explanation| {
        let facts = &mut explanation["decisions"][2]["sufficient"]["facts"];
        let planned = json!({"fact": "planned", "value": false, "among": [false]});
        facts.as_array_mut().unwrap().push(planned);
    });
    assert_eq!(
        PARKING.fault(&more),
        "decisions[2].sufficient.facts[3]: the others suffice without this fact"
    );
    // that is not said where the search was cut off
    more["decisions"][2]["sufficient"]["incomplete"] = json!(true);
    more["decisions"][2]["judged"] = json!(["planned"]);
    PARKING.check(&more).unwrap();
}

#[test]
fn a_narrower_reason_is_true() {
    let narrower = PARKING.with(|explanation| {
        explanation["decisions"][2]["sufficient"]["facts"][2]["among"] = json!("100..200");
    });
    PARKING.check(&narrower).unwrap();
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
