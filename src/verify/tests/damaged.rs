//! Damaged certificates: each is refused, and says where and why.

use serde_json::Value;

use super::prover::prove;
use super::{by_hand, fault, ruleset, written};
use crate::Ruleset;
use crate::model::DecisionId;
use crate::verify::format::Claim;
use crate::verify::judge::Goal;

const RULES: &str = r#"
ruleset t effective from 2024-01-01
kind tier ordered { family, common, official }
kind matter { service { water, power } parking roof }
kind party { owner, tenant }
facts { matter : matter n : integer 1..100 cost : decimal 0.. in CNY who : set of party text : text
        impossible matter is water and n is 7 because "so" }
decision tier : tier resolve by posterior
rule O.1 when matter is water and n is not 7 then tier is official
rule O.2 when matter is power then tier is official
rule C.1 when matter is parking and cost / n is at least 10 CNY then tier is common
rule C.2 when matter is parking and cost / n is less than 10 CNY then tier is family
rule F.1 when matter is roof and who includes owner then tier is family
rule F.2 when matter is roof and not who includes owner and text mentions "roof" then tier is family
rule F.3 when matter is roof and not who includes owner and not text mentions "roof" then tier is common effective until 2024-12-31
rule F.4 when matter is roof and not who includes owner and not text mentions "roof" then tier is official effective from 2025-01-01
"#;

fn certificate(ruleset: &Ruleset) -> Value {
    let model = &ruleset.0.model;
    let tier = DecisionId(0);
    let decision = || "tier".to_owned();
    let complete = prove(model, Goal::Complete(tier)).unwrap();
    let agreed = prove(model, Goal::Agreed(tier)).unwrap();
    let claims = vec![
        Claim::Complete {
            decision: decision(),
            proof: complete,
        },
        Claim::Agreed {
            decision: decision(),
            proof: agreed,
        },
    ];
    let text = written(ruleset, claims);
    ruleset.verify(&text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn says(ruleset: &Ruleset, certificate: &Value) -> String {
    match ruleset.verify(&certificate.to_string()) {
        Ok(_) => "confirmed".to_owned(),
        Err(fault) => fault.to_string(),
    }
}

/// Every cut below, by its pointer.
fn cuts(proof: &Value, at: String, found: &mut Vec<String>) {
    for (number, part) in proof["parts"].as_array().into_iter().flatten().enumerate() {
        cuts(&part["proof"], format!("{at}/parts/{number}/proof"), found);
    }
    if proof.get("cut").is_some() {
        found.push(at);
    }
}

#[test]
fn a_part_that_is_dropped_is_missed() {
    let ruleset = ruleset(RULES);
    let whole = certificate(&ruleset);
    let mut tried = 0;
    for claim in 0..2 {
        let root = format!("/claims/{claim}/proof");
        let mut all = Vec::new();
        cuts(whole.pointer(&root).unwrap(), root, &mut all);
        for cut in all {
            let parts = whole.pointer(&cut).unwrap()["parts"]
                .as_array()
                .unwrap()
                .len();
            for part in 0..parts {
                let mut less = whole.clone();
                let parts = less.pointer_mut(&cut).unwrap()["parts"]
                    .as_array_mut()
                    .unwrap();
                parts.remove(part);
                let why = says(&ruleset, &less);
                assert!(why.contains("the parts leave out"), "{cut} {part}: {why}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn a_leaf_that_should_be_cut_is_seen() {
    let ruleset = ruleset(RULES);
    let whole = certificate(&ruleset);
    for claim in 0..2 {
        let root = format!("/claims/{claim}/proof");
        let mut all = Vec::new();
        cuts(whole.pointer(&root).unwrap(), root, &mut all);
        for cut in all {
            let mut less = whole.clone();
            *less.pointer_mut(&cut).unwrap() = serde_json::json!({});
            let why = says(&ruleset, &less);
            let place = cut[1..]
                .replace("claims/0", "claims[0]")
                .replace("claims/1", "claims[1]");
            let place = place
                .replace("/parts/0", ".parts[0]")
                .replace("/parts/1", ".parts[1]")
                .replace('/', ".");
            assert!(why.starts_with(&format!("{place}: ")), "{cut}: {why}");
            assert!(
                why.contains("perhaps") || why.contains("may both stand"),
                "{why}"
            );
        }
    }
}

#[test]
fn a_range_that_is_shortened_is_seen() {
    let ruleset = ruleset(RULES);
    let text = certificate(&ruleset).to_string();
    let mut tried = 0;
    for (whole, short) in [
        (r#""from":"10""#, r#""from":"11""#),
        (r#""to":"10""#, r#""to":"9""#),
        (r#""to":"2024-12-31""#, r#""to":"2024-12-30""#),
        (r#""from":"2025-01-01""#, r#""from":"2025-01-02""#),
        (r#"{"is":"water"}"#, r#"{"is":"parking"}"#),
    ] {
        for (at, _) in text.match_indices(whole) {
            let mut damaged = text.clone();
            damaged.replace_range(at..at + whole.len(), short);
            let why = says(&ruleset, &serde_json::from_str(&damaged).unwrap());
            assert!(why.contains("the parts leave out"), "{whole}: {why}");
            tried += 1;
        }
    }
    assert!(tried >= 4, "{tried}\n{text}");
}

#[test]
fn a_certificate_of_other_rules_is_refused() {
    let before = ruleset(RULES);
    let certificate = certificate(&before);
    let after = ruleset(&format!(
        "{RULES}\nrule X when n is 100 then tier is family\n"
    ));
    let why = after.verify(&certificate.to_string()).unwrap_err();
    assert_eq!(why.place, "ruleset.digest");
    assert!(
        why.message
            .en
            .starts_with("the certificate is of another version"),
        "{why}"
    );
    assert!(why.help.is_some());
    let mut other = certificate.clone();
    other["ruleset"]["name"] = "u".into();
    assert_eq!(
        says(&before, &other),
        "ruleset.name: the certificate is of `u`, and this ruleset is `t`"
    );
    // and it does not help to write the new digest under it
    let mut forged = certificate;
    forged["ruleset"]["digest"] = after.digest().into();
    assert!(
        says(&after, &forged).starts_with("claims[1].proof."),
        "{}",
        says(&after, &forged)
    );
}

#[test]
fn a_certificate_of_another_decision_is_refused() {
    let ruleset = ruleset(
        "ruleset t kind k { a, b } facts { x : yes/no y : yes/no } decision d : k decision e : k
        rule A when x then d is a rule B when not x then d is b rule C when x then e is a rule D when y then e is a",
    );
    let proof = r#"{"cut": {"fact": "x"}, "parts": [
        {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#;
    assert_eq!(fault(&ruleset, "complete", "d", proof), None);
    assert_eq!(
        fault(&ruleset, "complete", "e", proof).unwrap(),
        "claims[0].proof.parts[1].proof: no rule about `e` is surely met here, only perhaps `D`"
    );
    assert_eq!(
        fault(&ruleset, "complete", "f", proof).unwrap(),
        "claims[0].decision: the ruleset has no decision `f`"
    );
    let here = ruleset
        .verify(&by_hand(&ruleset, "complete", "e", proof))
        .unwrap_err();
    assert_eq!(here.help.unwrap().en, "in the part with `x`: `no`");
}

#[test]
fn what_is_no_certificate_says_so() {
    let ruleset = ruleset(
        "ruleset t kind k { a, b } kind p { q } facts { x : yes/no n : integer 0..9 s : set of p t : text m : k unread : yes/no }
        decision d : k decision e : k
        rule A when x and n is 3 and s includes q and t is \"v\" and m is a then d is a rule B when d is a then e is a",
    );
    for (proof, why) in [
        ("3", "claims[0].proof: `{` must stand here"),
        (
            "null",
            "claims[0]: a claim is `complete` or `agreed` with `decision` and `proof`, `included` with `rule`, `in` and `proof`, or `wider` with `rule`, `than` and `at`",
        ),
        (
            r#"{"cut": {"fact": "x"}}"#,
            "claims[0].proof: `cut` and `parts` go together",
        ),
        (
            r#"{"parts": []}"#,
            "claims[0].proof: `cut` and `parts` go together",
        ),
        (
            r#"{"leaf": true}"#,
            "claims[0].proof: `leaf` has no place here, or stands twice",
        ),
        (
            r#"{"cut": {"fact": "x"}, "cut": {"fact": "x"}}"#,
            "claims[0].proof: `cut` has no place here, or stands twice",
        ),
        (
            r#"{"cut": {"fact": "x", "of": 1}, "parts": []}"#,
            "claims[0].proof: `cut` names no coordinate",
        ),
        (
            r#"{"cut": "x", "parts": []}"#,
            "claims[0].proof: `cut` names no coordinate",
        ),
        (
            r#"{"cut": {"as_of": false}, "parts": []}"#,
            "claims[0].proof: `cut` names no coordinate",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": {}}"#,
            "claims[0].proof: `[` must stand here",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [3]}"#,
            "claims[0].proof.parts[0]: `{` must stand here",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": true}], "proof": {}}, {"in": [{"is": 3}]}]}"#,
            "claims[0].proof.parts[1]: `in` is no list of values",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": []}]}"#,
            "claims[0].proof.parts[0]: `in` and `proof` go together",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": [], "proof": {"x": {}}}]}"#,
            "claims[0].proof.parts[0].proof: `x` has no place here, or stands twice",
        ),
        (
            r#"{"parts": [{"proof": {"parts": [{"proof": {}, "in": [{"is": true}, {"is": false}]}], "cut": {"fact": "x"}}, "in": [{"from": "0"}]}], "cut": {"fact": "n"}}"#,
            "claims[0].proof.parts[0].proof.parts[0].proof: no rule about `d` is surely met here, only perhaps `A`",
        ),
        (
            r#"{"cut": {"fact": "z"}, "parts": []}"#,
            "claims[0].proof.cut: the ruleset has no fact `z`",
        ),
        (
            r#"{"cut": {"fact": "unread"}, "parts": []}"#,
            "claims[0].proof.cut: no condition looks at `unread`",
        ),
        (
            r#"{"cut": {"as_of": true}, "parts": []}"#,
            "claims[0].proof.cut: no condition looks at `as_of`",
        ),
        (
            r#"{"cut": {"decision": "z"}, "parts": []}"#,
            "claims[0].proof.cut: the ruleset has no decision `z`",
        ),
        (
            r#"{"cut": {"decision": "d"}, "parts": []}"#,
            "claims[0].proof.cut: `d` does not read `d`",
        ),
        (
            r#"{"cut": {"fact": "s", "has": "r"}, "parts": []}"#,
            "claims[0].proof.cut: `r` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "x", "has": "q"}, "parts": []}"#,
            "claims[0].proof.cut: `q` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "x", "mentions": "q"}, "parts": []}"#,
            "claims[0].proof.cut: no condition looks at whether `x` mentions `q`",
        ),
        (
            r#"{"cut": {"fact": "s"}, "parts": []}"#,
            "claims[0].proof.cut: no condition looks at `s`",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": []}"#,
            "claims[0].proof.parts: of `x` the parts leave out `no`, `yes`",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": "yes"}], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: `yes` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": [{}], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: a range cannot stand here: these values have no order",
        ),
        (
            r#"{"cut": {"fact": "x"}, "parts": [{"in": ["unclassified"], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: `unclassified` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "n"}, "parts": [{"in": [{"other": true}], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: `other` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "n"}, "parts": [{"in": [{"is": "1e9"}], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: `1e9` is no value of this coordinate",
        ),
        (
            r#"{"cut": {"fact": "n"}, "parts": [{"in": [{"is": "2.5"}, {"to": "-170141183460469231731687303715884105727"}], "proof": {}}]}"#,
            "claims[0].proof.parts: of `n` the parts leave out from `0` to `9`",
        ),
        (
            r#"{"cut": {"fact": "m"}, "parts": [{"in": [{"from": "b", "to": "a"}], "proof": {}}]}"#,
            "claims[0].proof.parts: of `m` the parts leave out from `a` to `b`",
        ),
        (
            r#"{"cut": {"fact": "t", "text": true}, "parts": [{"in": [{"is": "w"}], "proof": {}}]}"#,
            "claims[0].proof.parts[0].in: `w` is no value of this coordinate",
        ),
    ] {
        assert_eq!(
            fault(&ruleset, "complete", "d", proof).as_deref(),
            Some(why),
            "{proof}"
        );
    }
    let digest = ruleset.digest();
    for (text, why) in [
        ("", "this is no certificate: EOF while parsing a value at line 1 column 0".to_owned()),
        ("[]", "this is no certificate: invalid length 0, expected struct Written with 3 elements at line 1 column 2".to_owned()),
        (r#"{"schema": "fenliu/verdict/1", "ruleset": {"name": "t", "digest": "d"}, "claims": []}"#,
            "schema: the format must be `fenliu/certificate/1`, not `fenliu/verdict/1`".to_owned()),
        (r#"{"schema": "fenliu/certificate/1", "ruleset": {"name": "t", "digest": "d"}, "claims": []}"#,
            format!("ruleset.digest: the certificate is of another version: of `d`, and this ruleset is `{digest}`")),
        (&format!(r#"{{"schema": "fenliu/certificate/1", "ruleset": {{"name": "t", "digest": "{digest}"}}, "claims": []}}"#),
            "claims: the certificate claims nothing".to_owned()),
        (&by_hand(&ruleset, "true", "d", "{}"), "claims[0]: a claim is `complete` or `agreed` with `decision` and `proof`, `included` with `rule`, `in` and `proof`, or `wider` with `rule`, `than` and `at`".to_owned()),
    ] {
        assert_eq!(ruleset.verify(text).unwrap_err().to_string(), why, "{text}");
    }
}

/// Whatever stands in the file, checking it ends, and does not panic.
#[test]
fn garbage_is_refused_and_nothing_panics() {
    use super::generator::Dice;
    let ruleset = ruleset(RULES);
    let text = certificate(&ruleset).to_string();
    let mut dice = Dice::new(7);
    let (mut refused, rounds) = (0, 600);
    for _ in 0..rounds {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..1 + dice.roll(3) {
            let at = dice.roll(bytes.len());
            match dice.roll(4) {
                0 => bytes[at] = *dice.pick(b"{}[],:\"0129-./ntx\\"),
                1 => {
                    let to = (at + dice.roll(40)).min(bytes.len() - 1);
                    bytes.drain(at..to.max(at));
                }
                2 => {
                    let piece: Vec<u8> = bytes[at..].iter().take(dice.roll(60)).copied().collect();
                    let to = dice.roll(bytes.len());
                    bytes.splice(to..to, piece);
                }
                _ => bytes.insert(at, *dice.pick(b"{}[],:\"0129-./ntx\\")),
            }
        }
        refused += usize::from(ruleset.verify(&String::from_utf8_lossy(&bytes)).is_err());
    }
    assert!(refused > rounds * 9 / 10, "{refused}");
}
