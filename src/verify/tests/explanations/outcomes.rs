//! What a decision comes to: decided, undetermined, contested, by no rule.

use serde_json::{Value as Json, json};

use super::subject::{Subject, misses, refuses};

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
    let affair = json!({"matter": "parking", "crowd": 120, "households": 10, "cost": "5000"});
    let open = Subject::street(affair);
    assert_eq!(
        open.explanation["decisions"][2]["outcome"]["needs"],
        json!([{"fact": "on_road"}, {"fact": "planned"}])
    );
    let said = |place: &str, put: Option<Json>| open.said(place, put);
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
fn a_contested_outcome() {
    let rules = r#"ruleset r kind k ordered { a, b, c } facts { x : yes/no y : yes/no }
        decision d : k decision e : k
        rule R.1 when x then d is a rule R.2 when x then d is b
        rule S.1 when d is a then e is c rule S.2 when d is b then e is a"#;
    let contested = Subject::of(rules, &json!({"x": true}), None);
    let said = |place: &str, put: Option<Json>| contested.said(place, put);
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
fn what_holds_without_rules() {
    let roof = Subject::street(json!({"matter": "roof", "planned": false, "crowd": 1}));
    assert_eq!(
        roof.explanation["decisions"][3]["outcome"]["status"],
        "unclassified"
    );
    assert_eq!(
        roof.said("/decisions/3/otherwise", None),
        "decisions[3]: `otherwise` is missing, and must be `{\"unclassified\":{\"any\":\"not every tier has one\"}}`"
    );
    assert_eq!(
        roof.said("/decisions/2/otherwise/value", Some(json!("common"))),
        "decisions[2].otherwise: this must be `{\"value\":\"family\"}`"
    );
}
