//! Affairs by hand in which claims upstream, unknown facts and numbers come together: what is said of
//! them, word for word, and that it is confirmed.

use fenliu::{Ruleset, Source};
use serde_json::{Value as Json, json};

/// The explanation of each decision, by name; all of it is confirmed.
fn explained(rules: &str, affair: Json) -> Json {
    let ruleset = Ruleset::compile([Source::new("rules.fenliu", rules)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let affair = ruleset.affair(&affair).expect("it is admitted");
    let explanation = ruleset.explain(&affair).to_json();
    let confirmed = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_or_else(|fault| panic!("{explanation:#}\n{fault}"));
    assert_eq!(confirmed.unchecked, []);
    let decisions = explanation["decisions"].as_array().expect("decisions");
    let named = decisions.iter().map(|it| {
        let name = it["decision"].as_str().expect("a name").to_owned();
        (name, it.clone())
    });
    Json::Object(named.collect())
}

/// A number that may be below a range or above it is never in it.
#[test]
fn a_range_that_a_decision_may_only_miss() {
    let told = explained(
        "ruleset r kind k { a, b } facts { x : yes/no }
        decision n : integer 0..20 otherwise 1 decision d : k otherwise b
        rule N when x then n is 10
        rule D when n is between 3 and 5 then d is a
        rule E when n is between 1 and 5 then d is a",
        json!({}),
    );
    let missed = &told["d"]["not_met"];
    assert_eq!(missed[0]["rule"], "D");
    assert_eq!(missed[0]["together"], Json::Null);
    assert_eq!(missed[0]["when"][0]["held"], "no");
    assert_eq!(told["d"]["open"][0]["when"][0]["held"], "open");
}

/// The rules of `d` disagree, and those of `e` where `d` is `a`.
const WORLDS: &str = "ruleset r kind k { a, b, c } facts { x : yes/no y : yes/no }
    decision d : k decision e : k decision f : k
    rule D.1 when x then d is a
    rule D.2 when x then d is b
    rule E.1 when d is a then e is a
    rule E.2 when d is a then e is b
    rule E.3 when d is b and y then e is a
    rule E.4 when d is b and not y then e is c
    rule F.1 when d is a then f is a
    rule F.2 when d is b then f is b
    rule F.3 when d is c and e is c then f is c";

fn via(told: &Json, claim: usize) -> Vec<String> {
    let via = told["f"]["outcome"]["claims"][claim]["via"].as_array();
    let step = |it: &Json| format!("{}={}", it["decision"].as_str().unwrap_or(""), it["value"]);
    via.into_iter().flatten().map(step).collect()
}

/// Upstream claims are named where they tell the claims apart.
#[test]
fn claims_upstream_that_lead_to_a_claim() {
    // `e` may be `a` and `b` with `d` as `a`, as it may be in all
    let known = explained(WORLDS, json!({"x": true, "y": true}));
    assert_eq!(via(&known, 0), [r#"d="a""#]);
    assert_eq!(via(&known, 1), [r#"d="b""#, r#"e="a""#]);
    let known = explained(WORLDS, json!({"x": true, "y": false}));
    assert_eq!(via(&known, 0), [r#"d="a""#, r#"e="a""#, r#"e="b""#]);
    assert_eq!(via(&known, 1), [r#"d="b""#, r#"e="c""#]);
    // of what is unknown, whatever leads there for some of it
    let open = explained(WORLDS, json!({"x": true}));
    assert_eq!(via(&open, 0), [r#"d="a""#, r#"e="a""#, r#"e="b""#]);
    assert_eq!(via(&open, 1), [r#"d="b""#, r#"e="a""#, r#"e="c""#]);
}

const BEATEN: &str = "ruleset r kind k { a, b } facts { x : yes/no y : yes/no }
    decision d : k decision f : k
    rule D.1 when x then d is a
    rule D.2 when x then d is b
    rule L when x and y then f is a
    rule W.1 overrides L when d is a then f is b
    rule W.2 overrides L when d is b then f is b";

/// A rule that another beats for one claim upstream only is told with that claim.
#[test]
fn a_rule_that_loses_to_different_ones() {
    let told = explained(BEATEN, json!({"x": true, "y": true}));
    let lost = &told["f"]["defeated"][0];
    assert_eq!((&lost["rule"], &lost["by"]), (&json!("L"), &json!("W.1")));
    assert_eq!(lost["via"], json!([{"decision": "d", "value": "a"}]));
    // one that beats it for every claim needs none
    let rules = format!("{BEATEN} rule W.3 overrides L when x then f is b");
    let told = explained(&rules, json!({"x": true, "y": true}));
    let lost = &told["f"]["defeated"][0];
    assert_eq!((&lost["rule"], &lost["by"]), (&json!("L"), &json!("W.3")));
    assert_eq!(lost["via"], Json::Null);
}

/// So it is with one that is open.
#[test]
fn an_open_rule_that_would_lose_to_different_ones() {
    let told = explained(BEATEN, json!({"x": true}));
    let open = &told["f"]["open"][0];
    assert_eq!(open["rule"], "L");
    assert_eq!(open["beaten_by"]["by"], "W.1");
    assert_eq!(open["via"], json!([{"decision": "d", "value": "a"}]));
}

const COMPUTED: &str = "ruleset r kind k { a, b }
    facts { cost : integer 0..100000 households : integer 1..1000 opened_on : date }
    decision d : k otherwise a decision e : k otherwise a
    rule D when cost / households is more than 100 then d is b
    rule E when opened_on + 2 years is at most as_of then e is b effective from 2024-02-29";

/// What would change it is the nearest number, and where it moves is told, though rules compute with it.
#[test]
fn numbers_that_are_computed_with() {
    let affair = json!({"cost": 1000, "households": 20, "opened_on": "2024-01-10"});
    let told = explained(COMPUTED, affair);
    let changes = told["d"]["would_change"]["to"][0]["changes"].as_array();
    let mut to: Vec<(&str, &Json)> = Vec::new();
    for change in changes.expect("changes") {
        let fact = &change["facts"][0];
        to.push((fact["fact"].as_str().expect("a name"), &fact["to"]));
    }
    assert_eq!(to, [("cost", &json!(2001)), ("households", &json!(9))]);
    let margins = told["d"]["margin"].as_array().expect("margins");
    assert_eq!(
        (
            &margins[0]["fact"],
            &margins[0]["above"]["at"],
            &margins[0]["above"]["by"]
        ),
        (&json!("cost"), &json!(2001), &json!(1001))
    );
    assert_eq!(
        (&margins[1]["fact"], &margins[1]["below"]["at"]),
        (&json!("households"), &json!(9))
    );
    assert_eq!(margins[0]["below"], Json::Null);
    let change = &told["e"]["would_change"]["to"][0]["changes"][0]["facts"][0];
    assert_eq!(
        (&change["fact"], &change["to"]),
        (&json!("opened_on"), &json!("2022-02-28"))
    );
    assert_eq!(told["e"]["margin"][0]["below"]["at"], "2022-02-28");
}
