//! Searches and numbers without bounds: checking ends, and within its stack.

use serde_json::{Value as Json, json};

use super::subject::PARKING;
use crate::verify::tests::ruleset;

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
            PARKING.said("/decisions/2/sufficient/facts/2/among", Some(json!(range)));
        }
        for place in [
            "/decisions/2/margin/0/above/at",
            "/decisions/2/would_change/to/0/changes/0/facts/0/to",
            "/decisions/0/outcome/value",
        ] {
            PARKING.said(place, Some(json!(number)));
            PARKING.said(place, Some(json!(1e300)));
        }
    }
}
