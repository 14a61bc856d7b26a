//! What becomes of each ground.

use serde_json::{Value as Json, json};

use super::{compiled, contest, ruleset, value};
use crate::contest::ground::{Examined, Found, Stands, Verdict};
use crate::contest::{Ground, Objection};

fn text(text: &str) -> String {
    text.to_owned()
}

/// What becomes of a ground held against a public road of few households.
fn tried(ground: Ground) -> Examined {
    tried_on(
        json!({"public_road": true, "households": 3, "paid": false, "planned": false}),
        "common",
        ground,
    )
}

fn tried_on(affair: Json, claim: &str, ground: Ground) -> Examined {
    let objection = Objection::new("tier", claim).ground(ground);
    contest(affair, objection).grounds.remove(0)
}

fn after(examined: &Examined) -> Option<String> {
    examined.after.as_ref().map(value)
}

#[test]
fn fact_wrong() {
    let wrong = |fact: &str, value: Json| {
        let fact = text(fact);
        tried(Ground::FactWrong { fact, value })
    };
    let road = wrong("public_road", false.into());
    assert_eq!((road.verdict, road.succeeds), (Verdict::Upheld, false));
    assert_eq!(
        (value(&road.before), after(&road)),
        (text("official"), Some(text("unclassified")))
    );
    let idle = wrong("households", 4.into());
    assert_eq!(idle.verdict, Verdict::NoDifference);
    assert_eq!(idle.found, Found::Decided);
    let same = wrong("households", 3.into());
    assert_eq!(
        (same.verdict, same.found),
        (Verdict::Refuted, Found::Already)
    );

    let affair = json!({"public_road": true, "households": 3, "paid": true});
    let ground = Ground::FactWrong {
        fact: text("planned"),
        value: true.into(),
    };
    let cannot = tried_on(affair, "common", ground);
    assert!(matches!(cannot.found, Found::Rejected(_)), "{cannot:?}");
    assert_eq!((cannot.verdict, cannot.after), (Verdict::Refuted, None));
}

#[test]
fn a_ground_about_a_fact_disputes_it() {
    let objection = Objection::new("tier", "unclassified").ground(Ground::FactWrong {
        fact: text("public_road"),
        value: false.into(),
    });
    let affair = json!({"public_road": true, "households": 3, "paid": false, "planned": false});
    let contest = contest(affair, objection);
    assert_eq!(contest.grants[0].granted, ["public_road"]);
    assert!(contest.grounds[0].succeeds);
}

#[test]
fn fact_missing() {
    let affair = json!({"public_road": true, "households": 3, "planned": false});
    let missing = |fact: &str, value: Json| {
        let ground = Ground::FactMissing {
            fact: text(fact),
            value,
        };
        tried_on(affair.clone(), "family", ground)
    };
    let paid = missing("paid", true.into());
    assert_eq!((paid.verdict, paid.succeeds), (Verdict::Upheld, true));
    assert_eq!(value(&paid.before), "undetermined");
    let known = missing("households", 40.into());
    assert_eq!(known.verdict, Verdict::Refuted);
    assert!(matches!(known.found, Found::Known { .. }));
}

#[test]
fn rule_misapplied() {
    let misapplied = |affair: Json, rule: &str| {
        let rule = text(rule);
        tried_on(affair, "family", Ground::RuleMisapplied { rule })
    };
    let affair = || json!({"public_road": true, "households": 3, "paid": true});
    let standing = |examined: &Examined| match &examined.found {
        Found::Rule { standing, .. } => standing.clone(),
        other => panic!("{other:?}"),
    };
    let wins = misapplied(affair(), "C");
    assert_eq!((wins.verdict, wins.succeeds), (Verdict::Refuted, false));
    assert!(matches!(standing(&wins), Stands::Wins(_)));
    assert_eq!(after(&wins), Some(text("official")), "without it");
    let beaten = misapplied(affair(), "A");
    assert_eq!(beaten.verdict, Verdict::Upheld);
    assert!(matches!(standing(&beaten), Stands::Defeated(rule) if rule.by == "C"));
    let not_met = misapplied(affair(), "B");
    assert_eq!(not_met.verdict, Verdict::Upheld);
    assert!(matches!(standing(&not_met), Stands::NotMet(rule) if rule.when.len() == 1));
    let open = misapplied(json!({"public_road": true}), "B");
    assert!(matches!(standing(&open), Stands::Open(_)));
    let elsewhere = misapplied(affair(), "L.2");
    assert!(
        matches!(&elsewhere.found, Found::Rule { decision, .. } if decision == "lead"),
        "on the decision that it is about"
    );
}

#[test]
fn wrong_version() {
    let on = |year: i16, month: i8| {
        let date = jiff::civil::date(year, month, 1);
        let affair = json!({"public_road": false, "households": 3, "paid": false, "planned": true});
        tried_on(
            affair,
            "official",
            Ground::WrongVersion { date: Some(date) },
        )
    };
    let later = on(2025, 6);
    assert_eq!((later.verdict, later.succeeds), (Verdict::Upheld, true));
    assert_eq!(value(&later.before), "unclassified");
    assert_eq!(on(2024, 7).verdict, Verdict::NoDifference);
    assert_eq!(on(2024, 6).found, Found::Already);
    assert!(matches!(on(2030, 1).found, Found::Rejected(_)));
}

#[test]
fn another_version_and_another_territory() {
    let other = |rules: &str, ground: Ground| {
        let other = compiled(&format!("ruleset test.other {rules}"));
        let objection = Objection::new("tier", "family").ground(ground).other(other);
        let affair = json!({"public_road": true, "households": 3, "paid": false, "planned": false});
        contest(affair, objection).grounds.remove(0)
    };
    let version = || Ground::WrongVersion { date: None };
    let territory = || Ground::WrongTerritory {};
    let kind = "kind tier { family, official }";
    let facts = "facts { public_road : yes/no households : integer 0..3 }";
    let differs =
        format!("{kind} {facts} decision tier : tier rule A when public_road then tier is family");
    let examined = other(&differs, version());
    assert_eq!(
        (examined.verdict, examined.succeeds),
        (Verdict::Upheld, true)
    );
    let json = serde_json::to_value(&examined).expect("JSON");
    assert_eq!(json["other"]["passed_over"], json!(["paid", "planned"]));

    let same = format!(
        "{kind} {facts} decision tier : tier rule A when public_road then tier is official"
    );
    assert_eq!(other(&same, territory()).verdict, Verdict::NoDifference);
    let silent = format!(
        "{kind} {facts} decision tier : tier rule A when not public_road then tier is official"
    );
    assert_eq!(other(&silent, territory()).found, Found::Silent);
    let narrow = "kind tier { family } facts { households : integer 10..20 }
        decision tier : tier rule A when households is 10 then tier is family";
    assert!(matches!(
        other(narrow, territory()).found,
        Found::Rejected(_)
    ));
    let strange = "kind tier { family } facts { depth : integer 10..20 }
        decision tier : tier rule A when depth is 10 then tier is family";
    assert_eq!(other(strange, territory()).found, Found::NoFacts);
    let undecided =
        format!("{facts} decision other : yes/no rule A when public_road then other is yes");
    assert!(matches!(
        other(&undecided, territory()).found,
        Found::NoDecision { .. }
    ));

    let ruleset = ruleset();
    let affair = ruleset.affair(&json!({})).expect("an affair");
    for ground in [version(), territory()] {
        let objection = Objection::new("tier", "family").ground(ground);
        assert!(ruleset.contest(&affair, &objection).is_err(), "none given");
    }
    let objection = Objection::new("tier", "family")
        .ground(version())
        .other(ruleset.clone());
    let contest = ruleset.contest(&affair, &objection).expect("a contest");
    assert_eq!(contest.grounds[0].found, Found::Already);
}

#[test]
fn priority_wrong() {
    let over = |affair: Json, rule: &str, over: &str| {
        let ground = Ground::PriorityWrong {
            rule: text(rule),
            over: text(over),
        };
        tried_on(affair, "common", ground)
    };
    let both = || json!({"public_road": true, "households": 30, "paid": false, "planned": false});
    let settled = over(both(), "B", "A");
    assert_eq!(value(&settled.before), "contested");
    assert_eq!((settled.verdict, settled.succeeds), (Verdict::Upheld, true));
    let few = json!({"public_road": true, "households": 3, "paid": false, "planned": false});
    let not_met = over(few, "B", "A");
    assert_eq!(not_met.verdict, Verdict::NoDifference);
    assert!(matches!(&not_met.found, Found::NotMet { rules } if rules.len() == 2));
    assert_eq!(over(both(), "A", "C").found, Found::Circle);
    assert_eq!(over(both(), "A", "A").found, Found::Circle);
    assert_eq!(over(both(), "C", "A").found, Found::Already);
    assert_eq!(over(both(), "A", "L.1").found, Found::NothingShared);
    // what is planned is not paid for
    assert_eq!(over(both(), "D", "C").found, Found::NeverMeet);
}

#[test]
fn a_mandatory_rule_is_not_beaten_from_below() {
    let above = crate::Source::new(
        "above.fenliu",
        "ruleset above kind tier { a, b } facts { x : yes/no } decision tier : tier
         mandatory rule M when x then tier is a",
    );
    let below = crate::Source::new(
        "below.fenliu",
        "ruleset below under \"above.fenliu\" rule L when x then tier is b",
    );
    let ruleset = crate::Ruleset::compile([below, above]).unwrap_or_else(|it| panic!("{it}"));
    let affair = ruleset.affair(&json!({"x": true})).expect("an affair");
    let objection = Objection::new("tier", "b").ground(Ground::PriorityWrong {
        rule: text("L"),
        over: text("M"),
    });
    let contest = ruleset.contest(&affair, &objection).expect("a contest");
    assert_eq!(contest.grounds[0].found, Found::Mandatory);
}

#[test]
fn functions_overlap() {
    let between = |affair: Json, one: &str, other: &str| {
        let between = [Json::from(one), Json::from(other)];
        tried_on(affair, "common", Ground::FunctionsOverlap { between })
    };
    let both = json!({"public_road": true, "households": 30, "paid": false, "planned": false});
    let contested = between(both.clone(), "common", "official");
    assert_eq!(
        (contested.verdict, contested.found),
        (Verdict::Upheld, Found::Contested)
    );
    let one = between(both, "common", "family");
    assert_eq!(one.verdict, Verdict::Refuted);
    assert!(matches!(&one.found, Found::NotMet { rules } if rules.len() == 2));
    let paid = json!({"public_road": true, "households": 3, "paid": true});
    let settled = between(paid, "family", "official");
    assert_eq!(settled.verdict, Verdict::NoDifference);
    assert!(matches!(&settled.found, Found::Settled { rules } if rules.len() == 2));

    let objection = Objection::new("help", "bureau").ground(Ground::FunctionsOverlap {
        between: ["bureau".into(), "community".into()],
    });
    let affair = json!({"public_road": true, "households": 30});
    let list = contest(affair, objection).grounds.remove(0);
    assert_eq!(
        (list.verdict, list.found),
        (Verdict::NoDifference, Found::Both)
    );
}

#[test]
fn not_entitled() {
    let by = |fact: &str, body: &str| {
        tried(Ground::NotEntitled {
            fact: text(fact),
            by: Some(text(body)),
        })
    };
    let road = by("public_road", "community");
    assert_eq!(road.verdict, Verdict::Upheld);
    assert_eq!(after(&road), Some(text("undetermined")));
    assert_eq!(by("public_road", "bureau").found, Found::Entitled);
    assert_eq!(by("households", "community").found, Found::Entitled);
    assert_eq!(by("paid", "community").found, Found::NobodyNamed);

    let ground = || Ground::NotEntitled {
        fact: text("public_road"),
        by: None,
    };
    let ruleset = ruleset();
    let affair = ruleset.affair(&json!({})).expect("an affair");
    let objection = Objection::new("tier", "common").ground(ground());
    let refused = ruleset.contest(&affair, &objection).expect_err("by whom?");
    assert!(refused.message.en.contains("by whom"), "{refused}");
    let mut objection = objection.dispute("public_road", true);
    objection.disputed[0].office.by = Some(text("community"));
    let contest = ruleset.contest(&affair, &objection).expect("a contest");
    assert_eq!(contest.grounds[0].found, Found::Unknown);
}
