//! Cases in the ledger: what stands after each event, recorded once.

use std::fs;

use serde_json::Value as Json;

use super::commands::{Office, ran};

/// The case of the roof, its first events only.
fn roof(office: &Office, events: usize) -> String {
    let path = office.path("case.jsonl");
    let all = fs::read_to_string("rulesets/jiangjin/cases/roof.jsonl").unwrap();
    let some: Vec<&str> = all.lines().take(events).collect();
    fs::write(&path, some.join("\n") + "\n").unwrap();
    path
}

fn track(office: &Office, case: &str, more: &[&str]) -> (String, String, i32) {
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    let fixed = ["track", "rulesets/jiangjin", case];
    let to = ["--ledger", &ledger, "--ledger-key", &key];
    ran(&[&fixed[..], &to, more].concat())
}

fn lines(office: &Office) -> Vec<Json> {
    let (lines, _, _) = ran(&["ledger", "show", &office.path("ledger"), "--format", "json"]);
    let parse = |line| serde_json::from_str(line).unwrap();
    lines.lines().map(parse).collect()
}

#[test]
fn a_case_is_recorded_once_event_by_event() {
    let office = Office::new();
    let ledger = office.path("ledger");
    let case = roof(&office, 3);
    let (plain, _, _) = ran(&["track", "rulesets/jiangjin", &case]);
    let (printed, said, status) = track(&office, &case, &[]);
    assert_eq!((printed, status), (plain, 0), "what is printed is the same");
    assert!(said.contains("3 entries recorded in"), "{said}");
    assert!(!said.contains("there already"), "{said}");

    // one more event is one more entry, whatever is shown
    let (_, said, _) = track(&office, &roof(&office, 4), &["--decision", "tier"]);
    assert!(
        said.contains("1 entry recorded in") && said.contains("; 3 there already"),
        "{said}"
    );
    let (_, said, _) = track(&office, &case, &["--lang", "zh"]);
    assert!(said.contains("记入 0 条；另有 4 条此前已记入"), "{said}");

    // the entries are the steps of the track
    let (json, _, _) = ran(&["track", "rulesets/jiangjin", &case, "--format", "json"]);
    let json: Json = serde_json::from_str(&json).unwrap();
    let entries = lines(&office);
    let field = |entry: &Json, name: &str| -> Json {
        let fields = entry["fields"].as_array().unwrap();
        let found = fields.iter().find(|field| field["name"] == name);
        found
            .map(|field| field["value"].clone())
            .unwrap_or_default()
    };
    assert_eq!((entries.len(), &entries[0]["kind"]), (5, &"rules".into()));
    for (entry, step) in entries[1..].iter().zip(json["steps"].as_array().unwrap()) {
        assert_eq!(entry["kind"], "standing");
        assert_eq!(entry["ruleset"], step["digest"]);
        assert_eq!(field(entry, "id"), json["case"]);
        assert_eq!(field(entry, "standing"), step["standing"]);
        let event = field(entry, "event");
        for (name, value) in event.as_object().unwrap() {
            assert_eq!(value, &step[name]);
        }
        assert_eq!(field(entry, "facts.matter"), "roof_leak");
    }
    assert_eq!(field(&entries[4], "facts.consultation"), "agreed");

    let (said, _, status) = ran(&["ledger", "verify", &ledger]);
    assert!(
        said.contains("4 events of cases, 1 ruleset kept") && status == 0,
        "{said}"
    );
    let (said, _, _) = ran(&["ledger", "show", &ledger]);
    let second = said.lines().nth(2).unwrap();
    assert!(
        second.contains("standing  J-2023-07  2023-10-11  "),
        "{second}"
    );
    let (page, _, _) = ran(&["ledger", "show", &ledger, "--entry", "2", "--lang", "zh"]);
    assert!(
        page.contains("作出认定") && page.contains("→ tier          family"),
        "{page}"
    );
    let receipt = office.path("receipt");
    let prove = ["ledger", "prove", &ledger, "--entry", "2", "-o", &receipt];
    assert_eq!(ran(&prove).2, 0);
    let key = office.path("ledger/key.pub");
    assert_eq!(
        ran(&["ledger", "verify-receipt", &receipt, "--key", &key]).2,
        0
    );

    // what stands takes the whole case
    let (said, _, status) = ran(&["ledger", "replay", &ledger]);
    assert!(
        said.contains("4 entries of cases not decided again") && said.contains("fenliu track"),
        "{said}"
    );
    assert_eq!(status, 0);
    let (json, _, _) = ran(&["ledger", "replay", &ledger, "--format", "json"]);
    assert!(json.contains("\"standings\":4"), "{json}");
}

#[test]
fn what_was_redacted_does_not_come_back() {
    let office = Office::new();
    let case = roof(&office, 4);
    track(&office, &case, &[]);
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    for entry in ["1", "2", "3", "4"] {
        let (said, _, status) = ran(&[
            "ledger",
            "redact",
            &ledger,
            "matter",
            "--entry",
            entry,
            "--because",
            "asked for",
            "--ledger-key",
            &key,
        ]);
        // the event that gave the fact tells it
        assert_eq!(said.contains("`event`"), entry == "1", "{said}");
        assert_eq!(status, 0);
    }
    let (_, said, _) = track(&office, &case, &[]);
    assert!(
        said.contains("0 entries recorded")
            && said.contains("4 there already, 4 of them known by what was not redacted"),
        "{said}"
    );
    let record = fs::read_to_string(office.path("ledger/records/000000000000.jsonl")).unwrap();
    assert!(!record.contains("roof_leak"), "{record}");
    assert_eq!(ran(&["ledger", "verify", &ledger]).2, 0);
}

#[test]
fn a_late_event_is_recorded_anew_and_the_nameless_each_time() {
    let office = Office::new();
    let case = office.path("late.jsonl");
    let event = |day: &str, more: &str| {
        format!("{{\"on\": \"{day}\", \"event\": \"facts\", \"facts\": {{{more}}}}}\n")
    };
    let (first, late, last) = (
        event("2024-01-08", "\"matter\": \"roof_leak\""),
        event("2024-01-09", "\"settlement\": \"street\""),
        event("2024-01-10", "\"consultation\": \"pending\""),
    );
    let named = |text: String| text.replacen("{\"on\"", "{\"case\": \"L\", \"on\"", 1);
    fs::write(&case, named(format!("{first}{last}"))).unwrap();
    track(&office, &case, &[]);
    fs::write(&case, named(format!("{first}{late}{last}"))).unwrap();
    let (_, said, _) = track(&office, &case, &[]);
    assert!(
        said.contains("2 entries recorded") && said.contains("; 1 there already"),
        "{said}"
    );
    fs::write(&case, format!("{first}{first}")).unwrap();
    for _ in 0..2 {
        let (_, said, _) = track(&office, &case, &[]);
        assert!(
            said.contains("2 entries recorded") && said.contains("has no name"),
            "{said}"
        );
    }
}

#[test]
fn nothing_is_recorded_of_what_is_not_printed() {
    let office = Office::new();
    let case = roof(&office, 4);
    let (_, said, status) = track(&office, &case, &["--as-known-on", "2023-12-01"]);
    assert!(
        said.contains("cannot be used with") && status == 2,
        "{said}"
    );
    assert_eq!(track(&office, &case, &["--format", "html"]).2, 2);
    fs::write(&case, "{\"on\": \"2024-01-08\", \"event\": \"rain\"}\n").unwrap();
    assert_eq!(track(&office, &case, &[]).2, 2);
    assert_eq!(lines(&office).len(), 0);
}
