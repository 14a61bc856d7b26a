//! What stands at the head: the ruleset, its version, the day; and a file that is no explanation.

use serde_json::json;

use super::subject::{PARKING, refuses};

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
        PARKING
            .said("/ruleset/digest", Some(json!("sha256:00")))
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
fn what_is_no_explanation() {
    let says = |text: &str| {
        let said = PARKING.ruleset.verify_explanation(text);
        said.unwrap_err().to_string()
    };
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
        let said = PARKING.said(place, Some(json!("x")));
        assert!(said.ends_with("a list must stand here"), "{said}");
    }
}
