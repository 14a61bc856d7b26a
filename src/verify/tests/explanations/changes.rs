//! What would change an outcome.

use serde_json::{Value as Json, json};

use super::subject::{PARKING, misses, refuses, set};

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
    let larger = PARKING.with(|explanation| {
        let change = &mut explanation["decisions"][2]["would_change"]["to"][0]["changes"][0];
        let planned = json!({"fact": "planned", "value": false, "to": true, "among": [true]});
        change["facts"].as_array_mut().unwrap().push(planned);
    });
    assert_eq!(
        PARKING.fault(&larger),
        "decisions[2].would_change.to[0].changes[0].facts[1]: the goal can be reached without this fact"
    );
}

#[test]
fn changes_left_out_and_goals_out_of_reach() {
    let fewer = PARKING.with(|explanation| {
        explanation["decisions"][2]["would_change"]["to"][0]["more"] = json!(false);
        set(
            explanation,
            "/decisions/2/would_change/to/0/changes/1",
            None,
        );
    });
    assert_eq!(
        PARKING.fault(&fewer),
        "decisions[2].would_change.to[0]: another change of facts leads there too"
    );
    misses(
        "/decisions/2/would_change/to/1",
        "decisions[2].would_change: another value that the decision may come to is left out",
    );
    let mut cut_off = PARKING.with(|explanation| {
        let changes = &mut explanation["decisions"][2]["would_change"];
        changes["to"].as_array_mut().unwrap().pop();
        changes["more"] = json!(true);
    });
    PARKING.check(&cut_off).unwrap();
    let never = json!([{"status": "decided", "value": "family"}]);
    cut_off["decisions"][2]["would_change"]["never"] = never;
    assert_eq!(
        PARKING.fault(&cut_off),
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
fn why_not_something_else() {
    let claim = |is: &str, rules: Json, changes: Json| {
        let claim =
            json!({"value": "family", "is": is, "rules": rules, "changes": changes, "more": true});
        let claimed = PARKING.with(|it| it["decisions"][2]["why_not"] = claim);
        let said = PARKING.check(&claimed);
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
    let never = json!({"value": "family", "is": "otherwise", "rules": [], "changes": []});
    let never = PARKING.with(|it| it["decisions"][2]["why_not"] = never);
    assert_eq!(
        PARKING.fault(&never),
        "decisions[2].why_not: this can be reached by a change of facts"
    );
}
