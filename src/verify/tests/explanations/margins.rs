//! How near a number is to where an outcome moves.

use serde_json::{Value as Json, json};

use super::subject::{PARKING, misses};

#[test]
fn a_wrong_margin() {
    let refuses = |name: &str, put: Json, why: &str| {
        let place = format!("/decisions/2/margin/0/above/{name}");
        assert_eq!(PARKING.said(&place, Some(put)), why);
    };
    refuses(
        "by",
        json!(181),
        "decisions[2].margin[0].above.by: this must be `180`",
    );
    refuses(
        "outcome",
        json!({"status": "decided", "value": "family"}),
        "decisions[2].margin[0].above.outcome: there it may come to `common`",
    );
    refuses(
        "outcome",
        json!({"status": "decided", "value": "official"}),
        "decisions[2].margin[0].above.outcome: this is no other outcome",
    );
    refuses(
        "outcome",
        json!({"status": "undetermined"}),
        "decisions[2].margin[0].above.outcome: the outcome there does not turn on what is unknown",
    );
    let put = |at: i64| {
        Some(
            json!({"at": at, "by": (at - 120).abs(), "outcome": {"status": "decided", "value": "common"}}),
        )
    };
    assert_eq!(
        PARKING.said("/decisions/2/margin/0/above", put(299)),
        "decisions[2].margin[0].above.outcome: there it may come to `official`"
    );
    assert_eq!(
        PARKING.said("/decisions/2/margin/0/above", put(301)),
        "decisions[2].margin[0].above: nearer than told it may come to `common` already"
    );
    assert_eq!(
        PARKING.said("/decisions/2/margin/0/above", put(100)),
        "decisions[2].margin[0].above.at: this value lies on the other side"
    );
    misses(
        "/decisions/2/margin/0/above",
        "decisions[2].margin[0]: nearer than told it may come to `common` already",
    );
}
