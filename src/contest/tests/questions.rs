//! What a dispute of facts comes to.

use serde_json::{Value as Json, json};

use super::{answer, contest, decisive, grants, ruleset, value};
use crate::contest::told::Further;
use crate::contest::{Answer, Objection, Refusal};
use crate::explanation::why_not::Claimed;

/// The outcomes with how many combinations lead to each.
fn outcomes(contest: &crate::Contest) -> Vec<(String, usize)> {
    let each = contest.outcomes.iter();
    each.map(|it| (value(&it.outcome), it.combinations.len()))
        .collect()
}

#[test]
fn one_fact_decides_and_another_is_idle() {
    let objection = Objection::new("tier", "official")
        .dispute("public_road", true)
        .dispute("planned", true);
    let affair = json!({"public_road": false, "households": 3, "paid": false});
    let contest = contest(affair, objection);
    assert_eq!(answer(&contest), (Answer::Succeeds, true));
    assert_eq!(decisive(&contest), ["public_road"]);
    assert_eq!(grants(&contest), [["public_road"]]);
    assert_eq!(contest.grants[0].rules, ["A"]);
    assert_eq!(contest.claim.rules, ["A", "D"]);
    assert_eq!(
        outcomes(&contest),
        [("unclassified".to_owned(), 2), ("official".to_owned(), 2)]
    );
    assert!(!contest.outcomes[0].claimed && contest.outcomes[1].claimed);
}

#[test]
fn what_is_granted_may_rule_out_what_is_unknown() {
    // whether it is paid for is not known; what is planned is not
    let objection = Objection::new("tier", "official")
        .dispute("public_road", true)
        .dispute("planned", true);
    let affair = json!({"public_road": false, "households": 3});
    let contest = contest(affair, objection);
    assert_eq!(grants(&contest), [["public_road", "planned"]]);
    assert_eq!(decisive(&contest), ["public_road", "planned"]);
}

#[test]
fn chains_of_decisions_are_decided_through() {
    let objection = Objection::new("lead", "street_office").dispute("public_road", true);
    let affair = json!({"public_road": false, "households": 12, "paid": false, "planned": false});
    let contest = contest(affair, objection);
    // the road makes the tier contested, and so the lead
    assert_eq!(answer(&contest), (Answer::Fails, false));
    assert_eq!(
        outcomes(&contest),
        [("community".to_owned(), 1), ("contested".to_owned(), 1)]
    );
    assert_eq!(contest.decided.len(), 2, "the tier before the lead");
    let overlap = &contest.settled_by.overlaps[0];
    assert_eq!(overlap.decision, "tier");
    assert_eq!(
        overlap.decided_by.as_ref().map(|it| it.value.clone()),
        Some(Json::from("street_office"))
    );
    let bodies: Vec<_> = contest.settled_by.decisions.iter().collect();
    assert_eq!(bodies[0].decision, "tier");
    assert_eq!(
        bodies[0].determined_by.as_ref().map(|it| it.value.clone()),
        Some(Json::from("community"))
    );
    assert_eq!(bodies[1].determined_by, None);
    let fact = &contest.settled_by.facts[0];
    assert!(fact.established_by.is_some() && fact.judged_by.is_none());
    assert!(contest.all_granted.is_some());
    let Some(Further::Changes(changes)) = &contest.further else {
        panic!("{:?}", contest.further);
    };
    assert_eq!(changes[0].facts[0].fact, "households");
    assert_eq!(changes[0].facts[0].to.value, Json::from(9));
}

#[test]
fn a_dispute_that_does_not_matter_is_said_to() {
    let objection = Objection::new("tier", "official")
        .dispute("households", 40)
        .dispute("public_road", Json::Null);
    let affair = json!({"public_road": false, "households": 12, "paid": true, "planned": false});
    // with `paid`, what is public is beaten, and what is shared is not
    let told = contest(affair.clone(), objection);
    assert_eq!(told.answer, Answer::NoDifference);
    assert_eq!(outcomes(&told), [("contested".to_owned(), 4)]);
    assert_eq!(decisive(&told), [""; 0]);
    assert!(told.settled_by.facts.is_empty());

    let nothing = contest(affair, Objection::new("tier", "common"));
    assert_eq!(nothing.answer, Answer::Undisputed);
    assert_eq!(nothing.claim.is, Claimed::Contested);
}

#[test]
fn what_was_decided_as_claimed_needs_no_grant() {
    let objection = Objection::new("tier", "common").dispute("public_road", true);
    let affair = json!({"public_road": false, "households": 12, "paid": false});
    let contest = contest(affair, objection);
    assert_eq!(answer(&contest), (Answer::Already, false));
    assert_eq!(grants(&contest), [[""; 0]]);
    assert_eq!(decisive(&contest), ["public_road"]);
}

#[test]
fn several_facts_may_be_needed_together_or_either_alone() {
    let objection = || {
        Objection::new("tier", "family")
            .dispute("paid", true)
            .dispute("households", 3)
    };
    let affair = json!({"public_road": true, "households": 12, "paid": false, "planned": false});
    let both = contest(affair, objection());
    assert_eq!(grants(&both), [["paid", "households"]]);
    assert_eq!(decisive(&both), ["paid", "households"]);
    let difference = both.disputed[1].decisive.as_ref().expect("decisive");
    assert_eq!(value(&both.outcomes[difference.to].outcome), "official");

    let either = Objection::new("help", json!(["bureau"]))
        .dispute("public_road", true)
        .dispute("households", 50);
    let affair = json!({"public_road": false, "households": 0, "paid": false});
    let list = contest(affair, either);
    assert_eq!(
        grants(&list),
        [["public_road"]],
        "it has the bureau, whoever else"
    );
    assert_eq!(list.outcomes.iter().filter(|it| it.claimed).count(), 2);
}

#[test]
fn a_combination_that_no_affair_can_be_is_said() {
    let objection = Objection::new("tier", "family")
        .dispute("planned", true)
        .dispute("paid", true);
    let affair = json!({"public_road": true, "households": 0, "paid": false, "planned": false});
    let contest = contest(affair, objection);
    assert_eq!(contest.impossible.len(), 1);
    assert_eq!(contest.impossible[0].granted, ["planned", "paid"]);
    let because = contest.impossible[0].refused.because.as_ref();
    assert_eq!(
        because.map(|it| it.en.as_str()),
        Some("what is planned is not paid for yet")
    );
    assert_eq!(grants(&contest), [["paid"]]);
    assert_eq!(decisive(&contest), ["paid"]);
}

#[test]
fn a_fact_the_office_left_unknown_and_one_both_agree_on() {
    let objection = Objection::new("tier", "official")
        .dispute("paid", false)
        .dispute("households", 3);
    let affair = json!({"public_road": true, "households": 3, "planned": false});
    let contest = contest(affair, objection);
    assert_eq!(value(&contest.outcomes[0].outcome), "undetermined");
    assert_eq!(contest.claim.is, Claimed::Possible);
    assert!(contest.disputed[1].agreed && !contest.disputed[0].agreed);
    assert_eq!(grants(&contest), [["paid"]]);
}

#[test]
fn the_office_s_value_may_stand_in_the_objection() {
    let read = |office: &str| {
        Objection::from_json(&format!(
            r#"{{"schema": "fenliu/objection/1", "claim": {{"decision": "tier", "value": "official"}},
                "disputed": [{{"fact": "public_road",
                  "office": {{"value": {office}, "date": "2024-05-07", "source": "a map", "by": "community"}},
                  "objector": {{"value": true, "by": "bureau"}}}}]}}"#
        ))
        .expect("an objection")
    };
    let affair = json!({"households": 0, "paid": false, "planned": false});
    let contest = contest(affair.clone(), read("false"));
    let disputed = &contest.disputed[0];
    assert_eq!(disputed.office.entitled, Some(false));
    assert_eq!(disputed.objector.entitled, Some(true));
    assert_eq!(disputed.office.source.as_deref(), Some("a map"));
    assert_eq!(
        outcomes(&contest),
        [("unclassified".to_owned(), 1), ("official".to_owned(), 1)]
    );
    let ruleset = ruleset();
    let known = ruleset.affair(&json!({"public_road": true})).expect("one");
    let refused = ruleset.contest(&known, &read("false"));
    assert!(refused.is_err_and(|it| it.message.en.contains("found another `public_road`")));
}

#[test]
fn unclassified_may_be_claimed() {
    let affair = json!({"public_road": true, "households": 0, "paid": false, "planned": false});
    for value in [Json::Null, "unclassified".into(), "未归类".into()] {
        let objection = Objection::new("tier", value).dispute("public_road", false);
        let contest = contest(affair.clone(), objection);
        assert_eq!(grants(&contest), [["public_road"]]);
        assert_eq!(contest.claim.value, None);
    }
}

#[test]
fn what_the_ruleset_does_not_have_is_refused_with_what_it_has() {
    let ruleset = ruleset();
    let affair = ruleset.affair(&json!({})).expect("an affair");
    let refused = |objection: Objection| -> Refusal {
        ruleset.contest(&affair, &objection).expect_err("refused")
    };
    let help = |refusal: &Refusal| refusal.help.clone().map(|it| it.en).unwrap_or_default();
    let decision = refused(Objection::new("teir", "common"));
    assert_eq!(decision.message.en, "the ruleset has no decision `teir`");
    assert_eq!(
        help(&decision),
        "the nearest is `tier`; there are `help`, `tier`, `lead`"
    );
    let value = refused(Objection::new("tier", "comon"));
    assert_eq!(help(&value), "the nearest value is `common`");
    let tier = || Objection::new("tier", "common");
    let fact = refused(tier().dispute("public_rode", true));
    assert!(help(&fact).starts_with("the nearest is `public_road`; there are"));
    let twice = refused(tier().dispute("paid", true).dispute("paid", false));
    assert_eq!(twice.message.zh, "事实 `paid` 提出了两次异议");
    let none = refused(Objection::new("help", json!([])));
    assert_eq!(none.message.en, "no value is claimed for `help`");
}

#[test]
fn at_most_twelve_facts_are_combined() {
    let facts: Vec<String> = (0..13)
        .map(|number| format!("f{number} : yes/no"))
        .collect();
    let text = format!(
        "ruleset r kind tier {{ a, b }} facts {{ {} }} decision tier : tier otherwise a
         rule R when f0 and f11 then tier is b",
        facts.join("\n")
    );
    let ruleset = super::compiled(&text);
    let all = |number: usize| {
        let objection = Objection::new("tier", "b");
        (0..number).fold(objection, |it, fact| it.dispute(format!("f{fact}"), true))
    };
    let affair = ruleset.affair(&json!({"f0": false})).expect("an affair");
    let refused = ruleset.contest(&affair, &all(13)).expect_err("too many");
    assert_eq!(
        refused.message.en,
        "13 facts are disputed, and at most 12 can be combined"
    );
    let contest = ruleset.contest(&affair, &all(12)).expect("a contest");
    assert_eq!(grants(&contest), [["f0", "f11"]]);
    let combinations = contest.outcomes.iter().map(|it| it.combinations.len());
    assert_eq!(combinations.sum::<usize>(), 4_096);
}

#[test]
fn what_is_no_objection_is_refused() {
    let refused = |text: &str| Objection::from_json(text).expect_err("refused").message.en;
    let of = |part: &str| {
        format!(
            r#"{{"schema": "fenliu/objection/1", "claim": {{"decision": "tier", "value": 1}}, {part}}}"#
        )
    };
    assert!(refused("[").starts_with("it cannot be read as an objection"));
    assert!(refused("{}").contains("it has no `schema`"));
    assert!(refused(r#"{"schema": "fenliu/table/1"}"#).contains("it is no objection"));
    assert!(refused(&of(r#""more": 1"#)).contains("unknown field `more`"));
    let ground = refused(&of(r#""grounds": [{"ground": "fact_wong"}]"#));
    assert_eq!(ground, "there is no ground `fact_wong`");
    let incomplete = refused(&of(r#""grounds": [{"ground": "fact_wrong", "fact": "x"}]"#));
    assert!(incomplete.contains("missing field `value`"), "{incomplete}");
    let date = refused(&of(
        r#""grounds": [{"ground": "wrong_version", "date": "soon"}]"#,
    ));
    assert!(date.contains("`soon` is no date"), "{date}");
}
