//! Certificates written by hand: each form of a coordinate and of a piece, each way a leaf holds.

use super::{by_hand, confirms, levels, refutes, ruleset, says};

const LEAF: &str = "{}";

const TIERS: &str = r#"
ruleset t
kind tier ordered { family, common, official }
kind matter { service { water, power } parking }
kind body { street, council }
facts { matter : matter planning : yes/no households : integer 1..100 }
decision tier : tier
decision lead : body
rule O.1 when matter is service then tier is official
rule C.1 when matter is parking and not planning then tier is common
rule O.2 when matter is parking and planning then tier is official
rule L.1 when tier is official then lead is street
rule L.2 when tier is at most common then lead is council
"#;

#[test]
fn a_kind_and_yes_or_no() {
    let rules = ruleset(TIERS);
    let proof = r#"{"cut": {"fact": "matter"}, "parts": [
        {"in": [{"is": "service"}], "proof": {}},
        {"in": [{"is": "parking"}], "proof": {"cut": {"fact": "planning"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "tier", proof);
    confirms(&rules, "agreed", "tier", proof);
    let range = proof.replace(
        r#"{"is": "service"}"#,
        r#"{"from": "water", "to": "power"}"#,
    );
    confirms(&rules, "complete", "tier", &range);
    refutes(
        &rules,
        "complete",
        "tier",
        LEAF,
        "claims[0].proof: no rule about `tier` is surely met here, only perhaps `C.1`, `O.1`, `O.2`",
    );
    refutes(
        &rules,
        "agreed",
        "tier",
        LEAF,
        "claims[0].proof: `C.1` and `O.1` may both stand here, and conclude differently",
    );
    let coarse = r#"{"cut": {"fact": "matter"}, "parts": [
        {"in": [{"is": "service"}], "proof": {}}, {"in": [{"is": "parking"}], "proof": {}}]}"#;
    refutes(
        &rules,
        "complete",
        "tier",
        coarse,
        "claims[0].proof.parts[1].proof: no rule about `tier` is surely met here, only perhaps `C.1`, `O.2`",
    );
}

#[test]
fn a_decision_that_another_reads() {
    let rules = ruleset(TIERS);
    // that `tier` is never unclassified is shown below the value it is held to
    let classified = r#"{"cut": {"fact": "matter"}, "parts": [
        {"in": [{"is": "service"}], "proof": {}},
        {"in": [{"is": "parking"}], "proof": {"cut": {"fact": "planning"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    let proof = |none: &str| {
        format!(
            r#"{{"cut": {{"decision": "tier"}}, "parts": [
            {{"in": [{{"from": "family", "to": "common"}}], "proof": {{}}}},
            {{"in": [{{"is": "official"}}], "proof": {{}}}},
            {{"in": ["unclassified"], "proof": {none}}}]}}"#
        )
    };
    confirms(&rules, "complete", "lead", &proof(classified));
    refutes(
        &rules,
        "complete",
        "lead",
        &proof(LEAF),
        "claims[0].proof.parts[2].proof: no rule about `lead` is met here",
    );
    // no rule concludes `family`, so nothing need be said of it
    let without = proof(classified).replace(
        r#"{"from": "family", "to": "common"}"#,
        r#"{"is": "common"}"#,
    );
    confirms(&rules, "complete", "lead", &without);
    let official = r#"{"cut": {"decision": "tier"}, "parts": [
        {"in": [{"is": "official"}, "unclassified"], "proof": {}}, {"in": [{"to": "common"}], "proof": {}}]}"#;
    confirms(&rules, "agreed", "lead", official);
    confirms(
        &rules,
        "agreed",
        "lead",
        r#"{"cut": {"fact": "matter"}, "parts": [
        {"in": [{"is": "service"}], "proof": {}},
        {"in": [{"is": "parking"}], "proof": {"cut": {"fact": "planning"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#,
    );
    refutes(
        &rules,
        "agreed",
        "tier",
        official,
        "claims[0].proof.cut: `tier` does not read `tier`",
    );
}

#[test]
fn a_contested_decision_upstream_claims_each_value() {
    let rules = ruleset(
        "ruleset t kind k { a, b, c } facts { x : yes/no } decision one : k decision two : k
        rule A when x or not x then one is a
        rule B when x then one is b
        rule P when one is a then two is a
        rule Q when one is b then two is b",
    );
    // every situation has one claim of `one`, and each has its rule
    let proof = r#"{"cut": {"decision": "one"}, "parts": [
        {"in": [{"is": "a"}], "proof": {}}, {"in": [{"is": "b"}], "proof": {}},
        {"in": [{"is": "c"}, "unclassified"], "proof": {"cut": {"fact": "x"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "two", proof);
    confirms(&rules, "agreed", "two", proof);
    confirms(&rules, "complete", "one", LEAF);
    refutes(
        &rules,
        "agreed",
        "one",
        LEAF,
        "claims[0].proof: `A` and `B` may both stand here, and conclude differently",
    );
}

#[test]
fn numbers_decimals_durations_and_dates() {
    let rules = ruleset(
        "ruleset t kind k { a, b } decision d : k
        facts { n : integer 0..10 cost : decimal 0..100 in CNY wait : duration 0 days..9 days opened : date }
        rule A when n is at least 3 and n is at most 7 then d is a
        rule B when n is less than 3 and cost is more than 2.5 CNY then d is b
        rule C when n is less than 3 and cost is at most 2.5 CNY then d is a
        rule D when n is more than 7 and wait is at least 4 days then d is a
        rule E when n is more than 7 and wait is less than 4 days and opened is at most 2024-02-29 then d is a
        rule F when n is more than 7 and wait is less than 4 days and opened is more than 2024-02-29 then d is b",
    );
    let proof = r#"{"cut": {"fact": "n"}, "parts": [
      {"in": [{"from": "3", "to": "8", "to_open": true}], "proof": {}},
      {"in": [{"to": "5/2"}], "proof": {"cut": {"fact": "cost"}, "parts": [
        {"in": [{"from": "2.5", "from_open": true}], "proof": {}}, {"in": [{"to": "2.5"}], "proof": {}}]}},
      {"in": [{"from": "8"}], "proof": {"cut": {"fact": "wait"}, "parts": [
        {"in": [{"from": "3", "from_open": true}], "proof": {}},
        {"in": [{"to": "3"}], "proof": {"cut": {"fact": "opened"}, "parts": [
          {"in": [{"to": "2024-02-29"}], "proof": {}}, {"in": [{"from": "2024-03-01"}], "proof": {}}]}}]}}]}"#;
    confirms(&rules, "complete", "d", proof);
    confirms(&rules, "agreed", "d", proof);
    let between = proof.replace(r#"{"from": "8"}"#, r#"{"from": "15/2", "from_open": true}"#);
    confirms(&rules, "complete", "d", &between);
    for (shown, left, why) in [
        (
            r#"{"from": "8"}"#,
            r#"{"from": "9"}"#,
            "claims[0].proof.parts: of `n` the parts leave out `8`",
        ),
        (
            r#"{"from": "2.5", "from_open": true}"#,
            r#"{"from": "2.500002"}"#,
            "claims[0].proof.parts[1].proof.parts: of `cost` the parts leave out `2.500001`",
        ),
        (
            r#"{"from": "2024-03-01"}"#,
            r#"{"from": "2024-03-02"}"#,
            "claims[0].proof.parts[2].proof.parts[1].proof.parts: of `opened` the parts leave out `2024-03-01`",
        ),
        (
            r#"{"from": "8"}"#,
            r#"{"from": "8", "to": "8"}, {"is": "10"}"#,
            "claims[0].proof.parts: of `n` the parts leave out `9`",
        ),
        (
            r#"{"to": "3"}"#,
            r#"{"to": "0"}"#,
            "claims[0].proof.parts[2].proof.parts: of `wait` the parts leave out from `1` to `3`",
        ),
        (
            r#"{"to": "3"}"#,
            r#"{"to": "3 days"}"#,
            "claims[0].proof.parts[2].proof.parts[1].in: `3 days` is no value of this coordinate",
        ),
    ] {
        assert!(proof.contains(shown));
        refutes(
            &rules,
            "complete",
            "d",
            &proof.replacen(shown, left, 1),
            why,
        );
    }
}

#[test]
fn dates_of_the_ruleset() {
    let rules = ruleset(
        "ruleset t effective from 2024-01-01 until 2024-12-31 kind k { a, b } decision d : k
        facts { x : yes/no opened : date }
        rule A when x then d is a effective until 2024-06-30
        rule B when x then d is b effective from 2024-07-01
        rule C when not x and as_of is at least 2023-01-01 then d is a
        rule D when x then d is b effective from 2025-01-01",
    );
    let by_date = r#"{"cut": {"as_of": true}, "parts": [
        {"in": [{"to": "2024-06-30"}], "proof": LEFT}, {"in": [{"from": "2024-07-01"}], "proof": LEFT}]}"#;
    let proof = by_date.replace(
        "LEFT",
        r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#,
    );
    confirms(&rules, "complete", "d", &proof);
    confirms(&rules, "agreed", "d", &proof);
    let b_or_c =
        "claims[0].proof.parts[1].proof: `B` and `C` may both stand here, and conclude differently";
    refutes(
        &rules,
        "agreed",
        "d",
        &by_date.replace("LEFT", "{}"),
        b_or_c,
    );
    refutes(
        &rules,
        "agreed",
        "d",
        LEAF,
        "claims[0].proof: `A` and `B` may both stand here, and conclude differently",
    );
    let short = proof.replace(
        r#"{"from": "2024-07-01"}"#,
        r#"{"from": "2024-07-01", "to": "2024-12-30"}"#,
    );
    refutes(
        &rules,
        "complete",
        "d",
        &short,
        "claims[0].proof.parts: of `as_of` the parts leave out `2024-12-31`",
    );
}

#[test]
fn texts() {
    let rules = ruleset(
        r#"ruleset t kind k { a, b } decision d : k facts { text : text }
        rule A when text mentions "street lamp" then d is a
        rule B when text mentions "Lamp" and not text mentions "street lamp" then d is b
        rule C when text is one of ("lamp", "nothing") then d is b
        rule D when not text mentions "lamp" then d is a unless text is "nothing""#,
    );
    // a text that mentions a street lamp mentions a lamp, and is not `nothing`
    let proof = r#"{"cut": {"fact": "text", "mentions": "lamp"}, "parts": [
      {"in": [{"is": true}], "proof": {"cut": {"fact": "text", "mentions": "STREET LAMP"}, "parts": [
        {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}},
      {"in": [{"is": false}], "proof": {"cut": {"fact": "text", "text": true}, "parts": [
        {"in": [{"is": "nothing"}, {"is": "lamp"}], "proof": {}}, {"in": [{"other": true}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "d", proof);
    confirms(&rules, "agreed", "d", proof);
    let cut = r#"{"cut": {"fact": "text", "text": true}, "parts": [
        {"in": [{"is": "nothing"}], "proof": {}}, {"in": [{"other": true}], "proof": {}}]}"#;
    refutes(
        &rules,
        "complete",
        "d",
        cut,
        "claims[0].proof.parts: of which text `text` is the parts leave out `lamp`",
    );
    refutes(
        &rules,
        "complete",
        "d",
        r#"{"cut": {"fact": "text", "mentions": "tree"}, "parts": []}"#,
        "claims[0].proof.cut: no condition looks at whether `text` mentions `tree`",
    );
    // an exact text says what it mentions: no rule but C can be met by `lamp`, and B concludes alike
    let lamp = cut.replace(
        r#"[{"is": "nothing"}]"#,
        r#"[{"is": "nothing"}, {"is": "lamp"}]"#,
    );
    refutes(
        &rules,
        "agreed",
        "d",
        &lamp,
        "claims[0].proof.parts[1].proof: `A` and `B` may both stand here, and conclude differently",
    );
}

#[test]
fn sets_and_collected_lists() {
    let rules = ruleset(
        "ruleset t kind p { owner, tenant } kind k { a, b } facts { who : set of p }
        decision assist : collect p decision points : collect sum integer -9..9 decision many : collect count p
        decision least : collect min integer 0..9
        decision d : k decision e : k decision f : k decision g : k
        rule A when who includes owner then assist includes owner, points adds 2, many includes owner, least is 3
        rule B when who includes tenant then assist includes tenant, points adds -1, many includes (owner, tenant), least is 5
        rule C when assist includes any of (owner, tenant) then d is a
        rule D when not assist includes owner and not assist includes tenant then d is b
        rule E when points is at least 1 then e is a
        rule F when points is less than 1 then e is b
        rule G when many is 2 then f is a
        rule H when many is at most 1 then f is b
        rule I when least is 3 then g is a
        rule J when least is 5 then g is b",
    );
    let flags = r#"{"cut": {"decision": "assist", "has": "owner"}, "parts": [
        {"in": [{"is": true}], "proof": {}},
        {"in": [{"is": false}], "proof": {"cut": {"decision": "assist", "has": "tenant"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "d", flags);
    confirms(&rules, "agreed", "d", flags);
    let facts = r#"{"cut": {"fact": "who", "has": "owner"}, "parts": [
        {"in": [{"is": true}], "proof": LEFT}, {"in": [{"is": false}], "proof": LEFT}]}"#
        .replace(
            "LEFT",
            r#"{"cut": {"fact": "who", "has": "tenant"}, "parts": [
        {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#,
        );
    for decision in ["d", "e", "f"] {
        confirms(&rules, "complete", decision, &facts);
        confirms(&rules, "agreed", decision, &facts);
    }
    confirms(&rules, "agreed", "g", &facts);
    refutes(
        &rules,
        "complete",
        "g",
        &facts,
        "claims[0].proof.parts[1].proof.parts[1].proof: no rule about `g` is met here",
    );
    let sum = r#"{"cut": {"decision": "points"}, "parts": [
        {"in": [{"from": "1"}], "proof": {}}, {"in": [{"to": "0"}], "proof": {}}]}"#;
    confirms(&rules, "complete", "e", sum);
    let count = r#"{"cut": {"decision": "many"}, "parts": [
        {"in": [{"is": "2"}], "proof": {}}, {"in": [{"from": "0", "to": "1"}], "proof": {}}]}"#;
    confirms(&rules, "complete", "f", count);
    for decision in ["assist", "points", "many"] {
        confirms(&rules, "complete", decision, LEAF);
        confirms(&rules, "agreed", decision, LEAF);
    }
    refutes(
        &rules,
        "complete",
        "least",
        LEAF,
        "claims[0].proof: no rule about `least` is surely met here, only perhaps `A`, `B`",
    );
}

#[test]
fn expressions() {
    let rules = ruleset(
        "ruleset t kind k { a, b } decision fine : k decision limit : integer 0..9 decision late : k
        facts { cost : decimal 0..1000 in CNY households : integer 1..10 opened : date 2000-01-01..2010-01-01 }
        define each = cost / households
        rule A when each is at least 5/2 then fine is a
        rule B when 2.5 CNY is more than cost / households then fine is b
        rule C when cost is more than 10 CNY then limit is 1
        rule D when cost is at most 10 CNY then limit is 2
        rule E when households + limit is at least 4 then late is a
        rule F when households + limit is less than 4 and opened + 2 years is at most as_of then late is b
        rule G when households + limit is less than 4 and opened + 2 years is more than as_of then late is a"
            .replace("5/2", "2.5 CNY")
            .as_str(),
    );
    let cut = r#"{"cut": {"expression": "(cost / households)"}, "parts": [
        {"in": [{"from": "5/2"}], "proof": {}}, {"in": [{"to": "2.5", "to_open": true}], "proof": {}}]}"#;
    confirms(&rules, "complete", "fine", cut);
    confirms(&rules, "agreed", "fine", cut);
    refutes(
        &rules,
        "complete",
        "fine",
        &cut.replace(r#""to_open": true"#, r#""from": "2", "to_open": true"#),
        "claims[0].proof.parts: of `(cost / households)` the parts leave out at least `0` and less than `2`",
    );
    refutes(
        &rules,
        "complete",
        "fine",
        &cut.replace("households", "cost"),
        "claims[0].proof.cut: no condition compares `(cost / cost)`",
    );
    // what the facts exclude: a cost of at least 25 over at most 10 households
    let facts = r#"{"cut": {"fact": "cost"}, "parts": [
        {"in": [{"from": "25"}], "proof": {}}, {"in": [{"to": "2.499999"}], "proof": {"cut": {"expression": "(cost / households)"}, "parts": [
            {"in": [{"to": "2.499999"}], "proof": {}}]}},
        {"in": [{"from": "2.5", "to": "24.999999"}], "proof": CUT}]}"#
        .replace("CUT", cut);
    confirms(&rules, "complete", "fine", &facts);
    // an expression on a decision is one for each value of it
    let late = r#"{"cut": {"expression": "(as_of - (opened + 24 months))"}, "parts": []}"#;
    refutes(
        &rules,
        "complete",
        "late",
        late,
        "claims[0].proof.cut: no condition compares `(as_of - (opened + 24 months))`",
    );
    let dated = r#"{"cut": {"expression": "((opened + 24 months) - as_of)"}, "parts": [
        {"in": [{"to": "0"}], "proof": {}}, {"in": [{"from": "0", "from_open": true}], "proof": {}}]}"#;
    let by_limit = |value: u32| {
        format!(
            r#"{{"cut": {{"expression": "(households + {value})"}}, "parts": [
            {{"in": [{{"from": "4"}}], "proof": {{}}}}, {{"in": [{{"to": "4", "to_open": true}}], "proof": {dated}}}]}}"#
        )
    };
    let late = format!(
        r#"{{"cut": {{"decision": "limit"}}, "parts": [
        {{"in": [{{"is": "1"}}], "proof": {}}}, {{"in": [{{"is": "2"}}], "proof": {}}},
        {{"in": ["unclassified"], "proof": {{"cut": {{"fact": "cost"}}, "parts": [
            {{"in": [{{"to": "10"}}], "proof": {{}}}}, {{"in": [{{"from": "10"}}], "proof": {{"cut": {{"fact": "cost"}}, "parts": [
                {{"in": [{{"is": "10"}}], "proof": {{}}}}, {{"in": [{{"from": "10.000001"}}], "proof": {{}}}}]}}}}]}}}}]}}"#,
        by_limit(1),
        by_limit(2)
    );
    confirms(&rules, "complete", "late", &late);
    confirms(&rules, "agreed", "late", &late);
}

#[test]
fn what_is_impossible() {
    let rules = ruleset(
        r#"ruleset t kind k { a, b } decision d : k
        facts { x : yes/no y : yes/no impossible not x and not y because "one of the two" }
        rule A when x then d is a
        rule B when y then d is a
        rule C when not x and not y then d is b"#,
    );
    let proof = r#"{"cut": {"fact": "x"}, "parts": [
        {"in": [{"is": true}], "proof": {}},
        {"in": [{"is": false}], "proof": {"cut": {"fact": "y"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "d", proof);
    confirms(&rules, "agreed", "d", proof);
}

#[test]
fn grounds() {
    let rules = ruleset(
        "ruleset t kind k ordered { a, b, c } facts { x : yes/no y : yes/no }
        decision stated : k decision dated : k resolve by posterior decision high : k resolve by posterior, highest
        decision low : k resolve by lowest decision open : k
        rule A when x then stated is a overrides B because \"1\"
        rule B when y then stated is b overrides C because \"2\"
        rule C when x then stated is c
        rule D when x then dated is a effective from 2024-01-01
        rule E when y then dated is b effective from 2024-02-01
        rule F when y then dated is b effective from 2024-03-01
        rule G when x then high is a, low is a, open is a
        rule H when y then high is b, low is b, open is a
        rule I when x and y then high is c, low is c",
    );
    let both = |x: &str| {
        r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": true}], "proof": X},
            {"in": [{"is": false}], "proof": {}}]}"#
            .replace('X', x)
    };
    let y = r#"{"cut": {"fact": "y"}, "parts": [{"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#;
    // A over B over C, and so A over C, whether B is met or not
    confirms(&rules, "agreed", "stated", &both(LEAF));
    // from February on E, and F with it, over D
    let february = r#"{"cut": {"as_of": true}, "parts": [
        {"in": [{"to": "2024-01-31"}], "proof": {}}, {"in": [{"from": "2024-02-01"}], "proof": LEFT}]}"#
        .replace("LEFT", &both(y));
    confirms(&rules, "agreed", "dated", &february);
    refutes(
        &rules,
        "agreed",
        "dated",
        LEAF,
        "claims[0].proof: `D` and `E` may both stand here, and conclude differently",
    );
    for decision in ["high", "low"] {
        confirms(&rules, "agreed", decision, &both(y));
    }
    confirms(&rules, "agreed", "open", LEAF);
}

#[test]
fn rulesets_above() {
    let model = levels(&[
        "ruleset city kind k { a, b, c } facts { x : yes/no y : yes/no }
         decision d : k decision e : k resolve by superior decision f : k resolve by posterior, superior decision g : k
         mandatory rule M when x then d is a, g is a
         rule P when y then e is a
         rule R when x then f is a adopted 2024-02-01
         rule U when x then f is b
         rule V when x then g is b",
        "ruleset street under \"../city\"
         rule N when x or y then d is b
         rule Q when x or y then e is b
         rule S when x then f is a adopted 2024-03-01",
    ]);
    let cut = |fact: &str| {
        let cut = r#"{"cut": {"fact": "F"}, "parts": [{"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#;
        cut.replace('F', fact)
    };
    let agrees = |decision: &str, proof: &str| {
        let claim = format!(r#"{{"claim": "agreed", "decision": "{decision}", "proof": {proof}}}"#);
        says(&model, &[&claim]).is_none()
    };
    assert!(agrees("d", &cut("x")) && !agrees("d", &cut("y")) && !agrees("d", LEAF));
    assert!(agrees("e", &cut("y")) && !agrees("e", &cut("x")) && !agrees("e", LEAF));
    // S is later than R and says the same, so R stays, and is not below U
    assert!(!agrees("f", &cut("x")));
    // and a mandatory rule beats none beside it
    assert!(!agrees("g", &cut("x")));
}

#[test]
fn what_may_be_gone_beats_nothing_surely() {
    let rules = ruleset(
        "ruleset t kind k { a, b } facts { x : yes/no } decision d : k resolve by posterior
        rule W when x then d is a overrides R because \"so\"
        rule R when x or not x then d is a adopted 2024-02-01
        rule T when x or not x then d is b adopted 2024-01-01",
    );
    let split = r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": false}], "proof": {}}, {"in": [{"is": true}], "proof": {}}]}"#;
    for (proof, place) in [(LEAF, ""), (split, ".parts[1].proof")] {
        let why = format!(
            "claims[0].proof{place}: `T` and `W` may both stand here, and conclude differently"
        );
        let said = super::fault(&rules, "agreed", "d", proof).unwrap();
        assert!(
            said == why || said == why.replace("`T` and `W`", "`R` and `T`"),
            "{said}"
        );
    }
}

#[test]
fn sums_may_rise_and_fall_and_what_is_overridden_is_not_collected() {
    let rules = ruleset(
        "ruleset t kind p { owner, tenant } kind k { a } facts { x : yes/no y : yes/no }
        decision points : collect sum integer -9..9 decision list : collect p
        decision low : k decision high : k decision with : k decision without : k
        rule A when x then points adds 2, list includes owner overrides B because \"so\"
        rule B when x then list includes tenant
        rule C when y then points adds -2
        rule D when points is less than 2 then low is a
        rule E when points is more than -2 then high is a
        rule F when list includes tenant then with is a
        rule G when not list includes tenant then without is a",
    );
    for (decision, from, to) in [("low", "2", "1"), ("high", "-1", "-2")] {
        let cut = format!(
            r#"{{"cut": {{"decision": "points"}}, "parts": [{{"in": [{{"from": "{from}"}}], "proof": {{}}}}, {{"in": [{{"to": "{to}"}}], "proof": {{}}}}]}}"#
        );
        let said = super::fault(&rules, "complete", decision, &cut).unwrap();
        assert!(
            said.ends_with(&format!("no rule about `{decision}` is met here")),
            "{said}"
        );
    }
    let x = r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}"#;
    confirms(&rules, "complete", "without", x);
    refutes(
        &rules,
        "complete",
        "with",
        x,
        "claims[0].proof.parts[0].proof: no rule about `with` is met here",
    );
}

#[test]
fn tables() {
    let rules = ruleset(
        "ruleset t kind k { a, b, c } facts { x : one of p, q, r n : integer 0..9 } decision d : k
        table s given x, n
        | x    | n   | d |
        |------|-----|---|
        | p, q | -   | a |
        | r    | < 5 | b |
        | r    | >= 5 | c |
        table u given x overrides s
        | id | x | d |
        |----|---|---|
        | a  | q | b |
        rule R when x is p then d is a overrides u.a
        decision e : k
        table f given x
        | x | e |
        |---|---|
        | q | a |
        table g given x overrides f
        | x | e |
        |---|---|
        | r | b |
        rule Z when x is q then e is c overrides g",
    );
    // Z beats the rows of f through those of g, which are not met where it is
    let q = r#"{"cut": {"fact": "x"}, "parts": [{"in": [{"is": "q"}], "proof": {}}, {"in": [{"is": "p"}, {"is": "r"}], "proof": {}}]}"#;
    confirms(&rules, "agreed", "e", q);
    let proof = r#"{"cut": {"fact": "x"}, "parts": [
        {"in": [{"is": "p"}, {"is": "q"}], "proof": {}},
        {"in": [{"is": "r"}], "proof": {"cut": {"fact": "n"}, "parts": [
            {"in": [{"to": "4"}], "proof": {}}, {"in": [{"from": "5"}], "proof": {}}]}}]}"#;
    confirms(&rules, "complete", "d", proof);
    let each = proof.replace(
        r#"{"in": [{"is": "p"}, {"is": "q"}], "proof": {}}"#,
        r#"{"in": [{"is": "p"}], "proof": {}}, {"in": [{"is": "q"}], "proof": {}}"#,
    );
    confirms(&rules, "agreed", "d", &each);
}

#[test]
fn several_claims_at_once() {
    let rules = ruleset(TIERS);
    let proof = r#"{"cut": {"fact": "matter"}, "parts": [
        {"in": [{"is": "service"}], "proof": {}},
        {"in": [{"is": "parking"}], "proof": {"cut": {"fact": "planning"}, "parts": [
            {"in": [{"is": true}], "proof": {}}, {"in": [{"is": false}], "proof": {}}]}}]}"#;
    let one = by_hand(&rules, "complete", "tier", proof);
    let claim = format!(r#"{{"claim": "agreed", "decision": "tier", "proof": {proof}}}]}}"#);
    let two = format!("{},{claim}", one.strip_suffix("]}").unwrap());
    let confirmed = rules.verify(&two).unwrap();
    let words: Vec<String> = confirmed
        .claims
        .iter()
        .map(|claim| claim.words().en)
        .collect();
    assert_eq!(words, ["`tier` has no gaps", "`tier` has no conflicts"]);
}
