//! The library as an integrator uses it: public names only.

use fenliu::{Code, Lang, Ruleset, Severity, Source, Status, Value};
use serde_json::json;

const RULES: &str = r#"
ruleset example.fees
  effective from 2024-01-01 until 2024-12-31
kind tier ordered { family, common, official }
kind body { council en "council" zh "评议会", committee en "committee" zh "联席会" }
facts {
  planning   : yes/no
  households : integer 1..500
  cost       : decimal 0..100000 in CNY
  opened_on  : date
}
decision tier   : tier
decision assist : collect body
decision within : collect min duration
decision fee    : yes/no otherwise no
rule T.1 when planning then tier is official, within is 30 days, assist includes (council, committee)
rule T.2 when households is at least 10 then tier is common, within is 15 days, assist includes council
rule T.3 when cost is more than 99.5 CNY then fee is yes
"#;

fn rules() -> Ruleset {
    Ruleset::compile([Source::new("fees.fenliu", RULES)]).expect("the rules compile")
}

#[test]
fn values_come_back_by_name() {
    let ruleset = rules();
    let affair = ruleset
        .affair(&json!({"id": "a-1", "planning": false, "households": 12, "cost": "99.51 CNY"}))
        .expect("an affair");
    let verdict = ruleset.decide(&affair);
    assert_eq!(verdict.value("tier"), Some("common".into()));
    assert_eq!(verdict.value("within"), Some(Value::Days(15)));
    assert_eq!(
        verdict.value("assist"),
        Some(Value::List(vec!["council".into()]))
    );
    assert_eq!(verdict.value("fee"), Some(true.into()));
    assert_eq!(verdict.rules("tier"), ["T.2"]);
    assert_eq!(verdict.value("no such decision"), None);
    assert_eq!(
        verdict.as_of().map(|day| day.to_string()).as_deref(),
        Some("2024-01-01")
    );
}

#[test]
fn each_outcome_has_its_status() {
    let ruleset = rules();
    let status = |affair: serde_json::Value| {
        ruleset
            .decide(&ruleset.affair(&affair).expect("an affair"))
            .status("tier")
    };
    assert_eq!(
        status(json!({"planning": true, "households": 3})),
        Some(Status::Decided)
    );
    assert_eq!(
        status(json!({"planning": true, "households": 10})),
        Some(Status::Contested)
    );
    assert_eq!(
        status(json!({"households": 10})),
        Some(Status::Undetermined)
    );
    assert_eq!(
        status(json!({"planning": false, "households": 3})),
        Some(Status::Unclassified)
    );
}

#[test]
fn any_serializable_record_is_an_affair() {
    #[derive(serde::Serialize)]
    struct Record {
        planning: Option<bool>,
        households: u32,
    }
    let ruleset = rules();
    let affair = ruleset
        .affair(&Record {
            planning: None,
            households: 3,
        })
        .expect("an affair");
    assert_eq!(
        ruleset.decide(&affair).status("tier"),
        Some(Status::Undetermined)
    );
}

#[test]
fn a_bad_record_names_its_field() {
    let ruleset = rules();
    let code = |affair: serde_json::Value| {
        let rejection = ruleset.affair(&affair).expect_err("no affair");
        (rejection.code, rejection.field)
    };
    assert_eq!(
        code(json!({"housholds": 3})),
        (Code::UnknownField, Some("housholds".into()))
    );
    assert_eq!(
        code(json!({"households": 501})),
        (Code::ValueOutsideDomain, Some("households".into()))
    );
    assert_eq!(
        code(json!({"planning": 7})),
        (Code::WrongType, Some("planning".into()))
    );
    assert_eq!(code(json!([1, 2])).0, Code::BadRecord);
    let day = "2025-01-01".parse().expect("a date");
    let affair = ruleset.affair(&json!({})).expect("an affair");
    assert_eq!(
        ruleset
            .as_of(affair, day)
            .expect_err("outside the period")
            .code,
        Code::OutsidePeriod
    );
}

#[test]
fn every_problem_of_a_ruleset_comes_at_once() {
    let broken = RULES
        .replace("planning then", "planing then")
        .replace("99.5 CNY", "99.5 USD");
    let problems =
        Ruleset::compile([Source::new("fees.fenliu", broken)]).expect_err("it does not compile");
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::UnknownName, Code::UnitMismatch]);
    assert!(
        problems
            .iter()
            .all(|problem| problem.severity == Severity::Error)
    );
    assert!(
        problems
            .to_string()
            .starts_with("fees.fenliu:16:15: error[FL0201]"),
        "{problems}"
    );
}

#[test]
fn a_ruleset_is_shared_between_threads() {
    let ruleset = rules();
    std::thread::scope(|scope| {
        for households in 1..5 {
            let ruleset = ruleset.clone();
            scope.spawn(move || {
                let affair = ruleset
                    .affair(&json!({"households": households, "planning": true}))
                    .expect("an affair");
                assert_eq!(
                    ruleset.decide(&affair).value("tier"),
                    Some("official".into())
                );
            });
        }
    });
}

#[test]
fn explanations_and_digests() {
    let ruleset = rules();
    assert!(ruleset.digest().starts_with("sha256:"));
    let affair = ruleset
        .affair(&json!({"planning": true, "households": 3}))
        .expect("an affair");
    let explanation = ruleset.explain(&affair);
    assert!(
        explanation.to_text(Lang::En).contains("T.1"),
        "{}",
        explanation.to_text(Lang::En)
    );
    assert!(explanation.to_text(Lang::Zh).contains("T.1"));
    assert_eq!(
        ruleset.decide(&affair).to_json()["decisions"]["tier"]["value"],
        "official"
    );
}
