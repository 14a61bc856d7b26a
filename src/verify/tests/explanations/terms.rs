//! The words for the names: what is said of one is what the ruleset says.

use serde_json::json;

use super::subject::Subject;

const RULES: &str = r#"ruleset street title en "A street" zh "街道" authority "Example District"
    kind matter en "matter" zh "事项" { roof en "a roof" zh "屋顶" parking }
    kind body { office en "the office" zh "办公室" }
    facts { matter : matter en "matter" zh "事项" recognised from words words : text sensitive
            planned : yes/no judged by office as en "planned is {}" zh "规划：{}" }
    define old "long ago" = planned
    decision tier en "tier" zh "类别" : yes/no otherwise no determined by office
    rule R when matter is roof and old then tier is yes"#;

#[test]
fn words_that_are_not_the_rulesets() {
    let affair = json!({"matter": "roof", "planned": true});
    let subject = Subject::of(RULES, &affair, None);
    for (place, put, why) in [
        (
            "/terms/rulesets/street/title/en",
            json!("A road"),
            r#"terms.rulesets.street.title: this must be `{"en":"A street","zh":"街道"}`"#,
        ),
        (
            "/terms/rulesets/road",
            json!({}),
            "terms.rulesets.road: the ruleset has no words for this name",
        ),
        (
            "/terms/facts/matter/label/zh",
            json!("事"),
            r#"terms.facts.matter.label: this must be `{"en":"matter","zh":"事项"}`"#,
        ),
        (
            "/terms/facts/matter/kind",
            json!("body"),
            "terms.facts.matter.kind: this must be `matter`",
        ),
        (
            "/terms/facts/planned/judged_by",
            json!("roof"),
            "terms.facts.planned.judged_by: this must be `office`",
        ),
        (
            "/terms/facts/planned/sensitive",
            json!(true),
            "terms.facts.planned.sensitive: `sensitive` has no place here",
        ),
        (
            "/terms/decisions/tier/determined_by",
            json!(null),
            "terms.decisions.tier.determined_by: this must be `office`",
        ),
        (
            "/terms/values/matter/roof/en",
            json!("a house"),
            r#"terms.values.matter.roof: the ruleset says `{"en":"a roof","zh":"屋顶"}`"#,
        ),
        (
            "/terms/values/matter/shed",
            json!({"en": "a shed"}),
            "terms.values.matter.shed: the ruleset has no words for this name",
        ),
        (
            "/terms/defines/old",
            json!({"any": "of late"}),
            r#"terms.defines.old: the ruleset says `{"any":"long ago"}`"#,
        ),
        (
            "/terms/tables",
            json!({"t": {"any": "a table"}}),
            "terms.tables.t: the ruleset has no words for this name",
        ),
        (
            "/terms/facts",
            json!([]),
            "terms.facts: an object must stand here",
        ),
    ] {
        assert_eq!(subject.said(place, Some(put)), why, "{place}");
    }
    // that a fact is sensitive must be said with its words
    assert_eq!(
        subject.said("/terms/facts/words/sensitive", None),
        "terms.facts.words: `sensitive` is missing, and must be `true`"
    );
    // what is left out is not claimed
    let without = subject.with(|it| drop(it["terms"].as_object_mut().unwrap().remove("facts")));
    subject.check(&without).unwrap();
}
