//! `specialis`: a rule loses to a more special one only where the certificate shows that it is.

use super::{levels, ruleset, says};
use crate::Ruleset;
use crate::model::{Ground, Model};

const RULES: &str = r#"
ruleset t
kind k { a, b, c } kind matter { lift parking roof }
facts { matter : matter n : integer 1..9 x : yes/no
        impossible matter is roof and x because "so" }
decision up : k otherwise a
decision d : k
rule U when x then up is b
rule G when n is at least 3 then d is a
rule S when n is at least 3 and matter is lift and up is b then d is b effective from 2024-01-01
rule E when n is more than 2 then d is b
rule N when up is c then d is b
rule Q when n / (n + 1) is at least 0.5 then d is a
"#;

/// A model whose `d` is resolved by `specialis`.
fn model() -> Model {
    let ruleset: Ruleset = ruleset(RULES);
    let mut model = ruleset.0.model.clone();
    let decision = model
        .decisions
        .iter_mut()
        .find(|decision| decision.name == "d")
        .unwrap();
    decision.resolve_by = vec![Ground::Specialis];
    model
}

const INCLUDED: &str = r#"{"claim": "included", "rule": "S", "in": "G", "proof": {}}"#;
const WIDER: &str = r#"{"claim": "wider", "rule": "G", "than": "S", "at": [
    {"cut": {"fact": "n"}, "in": [{"from": "3"}]}, {"cut": {"fact": "matter"}, "in": [{"is": "parking"}]}]}"#;

#[test]
fn more_special_is_shown_by_two_claims() {
    let mut model = model();
    // of the two alone: S and G may both be met, and S is the more special
    model
        .decisions
        .iter_mut()
        .find(|decision| decision.name == "d")
        .unwrap()
        .rules
        .retain(|rule| ["G", "S"].contains(&model.rules[rule.index()].id.as_str()));
    let agreed = r#"{"claim": "agreed", "decision": "d", "proof": CUT}"#;
    let dated = r#"{"cut": {"as_of": true}, "parts": [{"in": [{"to": "2023-12-31"}], "proof": {}}, {"in": [{"from": "2024-01-01"}], "proof": LEFT}]}"#;
    let lift = r#"{"cut": {"fact": "matter"}, "parts": [{"in": [{"is": "lift"}], "proof":
        {"cut": {"decision": "up"}, "parts": [{"in": [{"is": "a"}], "proof": {}}, {"in": [{"is": "b"}], "proof":
            {"cut": {"fact": "n"}, "parts": [{"in": [{"to": "2"}], "proof": {}}, {"in": [{"from": "3"}], "proof": {}}]}}]}},
        {"in": [{"is": "parking"}, {"is": "roof"}], "proof": {}}]}"#;
    let agreed = agreed.replace("CUT", &dated.replace("LEFT", lift));
    assert_eq!(says(&model, &[&agreed, INCLUDED, WIDER]), None);
    assert_eq!(says(&model, &[INCLUDED, WIDER]), None);
    for claims in [&[INCLUDED, &agreed][..], &[WIDER, &agreed], &[&agreed]] {
        assert_eq!(
            says(&model, claims).unwrap().split_once(": ").unwrap().1,
            "`G` and `S` may both stand here, and conclude differently"
        );
    }
}

#[test]
fn what_is_not_included_is_not_confirmed() {
    let model = model();
    let claim = |rule: &str, within: &str| {
        INCLUDED
            .replace(r#""S""#, &format!("{rule:?}"))
            .replace(r#""in": "G""#, &format!(r#""in": "{within}""#))
    };
    // what no rule concludes could be concluded, as far as this is asked
    assert_eq!(
        says(&model, &[&claim("N", "G")]).unwrap(),
        "claims[0].proof: `N` may be met here while `G` is not"
    );
    // the same condition in other words: each in the other, neither wider
    assert_eq!(says(&model, &[&claim("G", "E"), &claim("E", "G")]), None);
    assert_eq!(
        says(&model, &[&claim("G", "S")]).unwrap(),
        "claims[0].proof: `G` may be met here while `S` is not"
    );
    assert_eq!(
        says(&model, &[&claim("S", "Z")]).unwrap(),
        "claims[0].in: the ruleset has no rule `Z`"
    );
    let at = |at: &str| {
        let claim = r#"{"claim": "wider", "rule": "G", "than": "S", "at": [AT]}"#;
        says(&model, &[&claim.replace("AT", at)])
    };
    assert_eq!(at(r#"{"cut": {"fact": "n"}, "in": [{"is": "3"}]}, {"cut": {"decision": "up"}, "in": ["unclassified"]}"#).as_deref(),
        Some("claims[0].at: what lies here may be impossible"));
    assert_eq!(
        at(
            r#"{"cut": {"fact": "n"}, "in": [{"is": "3"}]}, {"cut": {"fact": "x"}, "in": [{"is": false}]}, {"cut": {"decision": "up"}, "in": ["unclassified"]}"#
        ),
        None,
        "how `up` comes about is not asked"
    );
    assert_eq!(
        at("").as_deref(),
        Some("claims[0].at: what lies here may be impossible")
    );
    let computed = r#"{"cut": {"expression": "(n / (n + 1))"}, "in": [{"from": "1/2"}]}"#;
    assert_eq!(
        at(computed).as_deref(),
        Some(
            "claims[0].at[0].cut: an affair is given by its facts, not by what is computed from them"
        )
    );
    let not_roof = r#"{"cut": {"fact": "matter"}, "in": [{"from": "lift", "to": "parking"}]}"#;
    assert_eq!(
        at(not_roof).as_deref(),
        Some("claims[0].at: `G` is not surely met here")
    );
    assert_eq!(
        at(&format!(
            r#"{not_roof}, {{"cut": {{"fact": "n"}}, "in": [{{"from": "3"}}]}}"#
        ))
        .as_deref(),
        Some("claims[0].at: `S` may be met here too")
    );
    assert_eq!(
        at(&format!(
            r#"{not_roof}, {{"cut": {{"fact": "matter"}}, "in": [{{"is": "roof"}}]}}"#
        ))
        .as_deref(),
        Some("claims[0].at[1]: no affair lies here")
    );
    assert_eq!(
        at(r#"{"cut": {"fact": "z"}, "in": []}"#).as_deref(),
        Some("claims[0].at[0].cut: the ruleset has no fact `z`")
    );
    assert_eq!(
        at(r#"{"cut": {"fact": "n"}, "in": [{"is": "z"}]}"#).as_deref(),
        Some("claims[0].at[0].in: `z` is no value of this coordinate")
    );
}

#[test]
fn what_might_be_more_special_might_win() {
    // S, where it is met, takes R away, and then nothing settles S and T
    let mut model = levels(&[
        "ruleset city kind k { a, b, c } facts { x : yes/no } decision d : k resolve by superior
         rule R when x or not x then d is c",
        "ruleset street under \"../city\"
         rule S when x then d is a
         rule T when x or not x then d is b",
    ]);
    model.decisions[0].resolve_by = vec![Ground::Specialis, Ground::Superior];
    let agreed = r#"{"claim": "agreed", "decision": "d", "proof": {}}"#;
    let included = r#"{"claim": "included", "rule": "S", "in": "R", "proof": {}}"#;
    let wider = r#"{"claim": "wider", "rule": "R", "than": "S", "at": [{"cut": {"fact": "x"}, "in": [{"is": false}]}]}"#;
    for claims in [
        &[agreed][..],
        &[agreed, included, wider],
        &[agreed, wider],
        &[agreed, included],
    ] {
        assert!(says(&model, claims).is_some(), "{claims:?}");
    }
    // were S shown to be no more special than R, R would settle it; but it is
    let not = r#"{"claim": "wider", "rule": "S", "than": "R", "at": [{"cut": {"fact": "x"}, "in": [{"is": true}]}]}"#;
    assert_eq!(
        says(&model, &[agreed, not]).unwrap(),
        "claims[1].at: `R` may be met here too"
    );
    // without S nothing is more special than R
    model.decisions[0]
        .rules
        .retain(|rule| model.rules[rule.index()].id != "S");
    let same = r#"{"claim": "included", "rule": "R", "in": "T", "proof": {}}"#;
    assert!(says(&model, &[agreed]).is_some());
    assert_eq!(says(&model, &[agreed, same]), None);
}
