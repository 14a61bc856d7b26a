//! Searches and numbers without bounds: checking ends, and within its stack.

use serde_json::{Value as Json, json};

use super::subject::PARKING;
use crate::verify::tests::ruleset;

/// However many facts are unknown, a search ends.
#[test]
fn a_wide_search_ends() {
    let each = |fact: usize| format!(" rule R{fact} when f{fact} then d adds 1");
    let rules: String = (0..120).map(each).collect();
    let rules = format!("decision d : collect sum integer 0..10 {rules}");
    ends(120, &rules, json!({"min": 0, "max": 120}), "R0");
}

/// However deep it goes, it stays within its stack.
#[test]
fn a_deep_search_ends() {
    let any: Vec<String> = (0..900).map(|fact| format!("f{fact}")).collect();
    let rules = format!(
        "decision d : yes/no otherwise no rule R when {} then d is yes",
        any.join(" or ")
    );
    ends(
        900,
        &rules,
        json!([{"status": "decided", "value": false}, {"status": "decided", "value": true}]),
        "R",
    );
}

/// Nothing is known of so many facts, and the outcome is not found to be wrong: the rules are looked at.
/// (Of an outcome that is incomplete it is not asked what it turns on.)
fn ends(count: usize, rules: &str, possible: Json, first: &str) {
    let declared: String = (0..count)
        .map(|fact| format!(" f{fact} : yes/no"))
        .collect();
    let ruleset = ruleset(&format!("ruleset r facts {{ {declared} }} {rules}"));
    let unknown = |fact| json!({"fact": format!("f{fact}"), "value": {"status": "unknown"}});
    let explanation = json!({"schema": "fenliu/explanation/1",
        "ruleset": {"name": "r", "digest": ruleset.digest()}, "as_of": null,
        "facts": (0..count).map(unknown).collect::<Vec<_>>(),
        "decisions": [{"decision": "d", "because": [], "defeated": [], "not_met": [], "open": [],
            "outcome": {"status": "undetermined", "needs": [], "possible": possible, "incomplete": true}}]});
    let fault = ruleset
        .verify_explanation(&explanation.to_string())
        .unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!("decisions[0]: `{first}` concludes about `d`, and stands in no list")
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
