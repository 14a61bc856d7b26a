//! Which rule beats which, and what would have beaten the winners.

use serde_json::json;

use super::subject::{misses, refuses};

#[test]
fn a_wrong_ground() {
    refuses(
        "/decisions/2/defeated/0/ground",
        json!("posterior"),
        "decisions[2].defeated[0]: `C.2` does not beat `C.1` on this ground",
    );
    refuses(
        "/decisions/2/defeated/0/ground",
        json!("lex"),
        "decisions[2].defeated[0].ground: `lex` is no value that can stand here",
    );
    refuses(
        "/decisions/2/defeated/0/by",
        json!("C.3"),
        "decisions[2].defeated[0]: `C.3` does not beat `C.1` on this ground",
    );
    refuses(
        "/decisions/2/defeated/0/through",
        json!(["C.4"]),
        "decisions[2].defeated[0].through[0]: `C.2` does not itself override `C.4`",
    );
    refuses(
        "/decisions/2/defeated/0/stated_because/any",
        json!("it is so"),
        "decisions[2].defeated[0].stated_because: this must be `{\"any\":\"roads lie with the street\"}`",
    );
}

#[test]
fn what_would_beat_the_winners() {
    misses(
        "/decisions/2/not_overridden_because/0",
        "decisions[2]: `C.3` would beat `C.2` (posterior) if it were met, and is not in `not_overridden_because`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/rule",
        json!("C.4"),
        "decisions[2]: `C.3` would beat `C.2` (posterior) if it were met, and is not in `not_overridden_because`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/ground",
        json!("stated"),
        "decisions[2].not_overridden_because[0].ground: this must be `posterior`",
    );
    refuses(
        "/decisions/2/not_overridden_because/0/beats",
        json!(["C.1"]),
        "decisions[2].not_overridden_because[0].beats: it would beat others: `C.2`",
    );
}
