use jiff::civil::{Date, date};

use super::names;
use crate::analysis::{Finding, Kind, Named};
use crate::model::Model;
use crate::{Ruleset, Source};

/// The findings of a text, a line each.
fn found(text: &str, as_of: Option<Date>) -> Vec<String> {
    let text = format!("ruleset test\n{text}\n");
    let ruleset = Ruleset::compile([Source::new("test.fenliu", text)]);
    lines(
        &ruleset.unwrap_or_else(|problems| panic!("{problems}")),
        as_of,
    )
}

fn lines(ruleset: &Ruleset, as_of: Option<Date>) -> Vec<String> {
    let model = &ruleset.0.model;
    let all = |names: &[Named]| {
        let names: Vec<&str> = names.iter().map(|named| name(model, *named)).collect();
        names.join(" ")
    };
    let line = |finding: &Finding| {
        let rules: Vec<Named> = finding.rules.iter().copied().map(Named::Rule).collect();
        match &finding.kind {
            Kind::Unused(names) => format!("unused {}", all(names)),
            Kind::Confusable(names) => format!("confusable {}", all(names)),
            Kind::MissingLabel { lang, names } => format!("no {lang:?} {}", all(names)),
            Kind::Expired { overlap, until } => {
                let what = overlap.map_or(String::new(), |number| format!("overlap {number} of "));
                format!("expired {until} {what}{}", all(&rules))
            }
            other => panic!("{other:?}"),
        }
    };
    names(model, as_of).iter().map(line).collect()
}

fn name(model: &Model, named: Named) -> &str {
    match named {
        Named::Kind(id) => &model.kinds[id.index()].name,
        Named::Node(kind, id) => &model.kinds[kind.index()].nodes[id.index()].name,
        Named::Fact(id) => &model.facts[id.index()].name,
        Named::Define(id) => &model.defines[id.index()].name,
        Named::Decision(id) => &model.decisions[id.index()].name,
        Named::Rule(id) => &model.rules[id.index()].id,
        Named::Source(id) => &model.citables[id.index()].name,
    }
}

#[test]
fn a_plain_ruleset_has_none() {
    let text = "kind tier { common, official }
        facts { planning : yes/no }
        decision tier : tier
        rule A when planning then tier is official";
    assert_eq!(found(text, None), [""; 0]);
    assert_eq!(found(text, Some(date(2030, 1, 1))), [""; 0]);
}

#[test]
fn each_sort_of_unused_name_is_one_finding() {
    let text = r#"source list "The list"
        source other "Another"
        kind tier { common, official }
        kind idle { a }
        kind matter { water, roof }
        facts {
          matter : matter recognised from words
          never_read : one of x, y
          planning : yes/no
          words : text
          tower : yes/no
        }
        define high = tower
        decision tier : tier
        decision fee : yes/no otherwise no
        rule A when planning then tier is official source list
        example "a" given matter is roof, planning expect tier is official"#;
    assert_eq!(
        found(text, None),
        [
            "unused idle",
            "unused matter never_read",
            "unused high",
            "unused fee",
            "unused other"
        ]
    );
}

#[test]
fn whatever_looks_at_a_fact_uses_it() {
    let text = r#"kind tier ordered { low, high }
        kind group { a, b }
        facts {
          in_unless : yes/no
          in_define : integer 1..9
          in_shift : yes/no
          in_guarantee : yes/no
          in_cell : group
          in_impossible : date
          in_set : set of group
          in_words : text
          impossible in_impossible is less than 2000-01-01 and in_words mentions "x"
        }
        define half = in_define / 2
        decision tier : tier
        rule A when in_set includes a and half is more than 2 unless in_unless then tier is low
        table t given in_cell
          | in_cell | tier |
          |---|---|
          | a | high |
        shift up from tier low to high when in_shift
        guarantee G never in_guarantee and tier is high"#;
    assert_eq!(found(text, None), [""; 0]);
}

#[test]
fn a_body_that_nobody_gives_anything_to_is_unused() {
    let bodies = "kind body { street, district { roads, parks }, council, grid, nobody }
        decision tier : yes/no determined by council
        decision lead : body otherwise grid";
    let rules = "facts { planning : yes/no } decision fee : yes/no
        rule A when planning then lead is street, tier is yes
        rule B when lead is district then fee is yes";
    assert_eq!(
        found(&format!("{bodies}\n{rules}"), None),
        ["unused nobody"]
    );
    // bodies that affairs range over are what may occur
    let ranged = format!(
        "{bodies}\n{rules}\nfacts {{ parties : set of body }}
        rule C when parties includes street then fee is no"
    );
    assert_eq!(found(&ranged, None), [""; 0]);
    // a kind of that name that is not used so
    let text = "kind body { one } facts { planning : yes/no } decision fee : yes/no
        rule A when planning then fee is yes";
    assert_eq!(found(text, None), ["unused body"]);
}

#[test]
fn sources_are_unused_only_where_rules_cite() {
    let text = |cited: &str| {
        format!(
            "source list \"The list\" facts {{ planning : yes/no }} decision fee : yes/no
        rule A when planning then fee is yes {cited}"
        )
    };
    assert_eq!(found(&text(""), None), [""; 0]);
    assert_eq!(found(&text("source list"), None), [""; 0]);
    assert_eq!(found(&text("source \"a law\""), None), ["unused list"]);
}

#[test]
fn names_are_confused_within_one_namespace() {
    let text = "kind tier { common, Common, official }
        kind `tier ` { common }
        facts { planning : yes/no, common : tier, matter : `tier ` }
        define Planning = planning and common is common
        decision fee : yes/no
        rule C.1 when Planning then fee is yes
        rule C.l when matter is common then fee is no
        rule C.2 when planning then fee is no";
    assert_eq!(
        found(text, None),
        [
            "confusable tier tier ",
            "confusable planning Planning",
            "confusable C.1 C.l",
            "confusable common Common"
        ]
    );
}

#[test]
fn labels_are_missing_where_the_ruleset_speaks_the_language() {
    let text = |kind: &str, facts: &str, decision: &str| {
        format!(
            "{kind} facts {{ {facts} }} decision {decision} rule A when planning then tier is yes
        rule B when matter is roof then tier is no"
        )
    };
    let both = "kind matter { roof en \"Roof\" zh \"屋顶\" parking en \"Parking\" 停车 `12` }";
    // Chinese is used: every Latin name needs it; English neighbours have labels in the kind alone
    assert_eq!(
        found(
            &text(both, "matter : matter, planning : yes/no", "tier : yes/no"),
            None
        ),
        [
            "no En 停车",
            "no Zh parking",
            "no Zh matter planning",
            "no Zh tier"
        ]
    );
    // a text without a language is for all
    assert_eq!(
        found(
            &text(
                both,
                "matter \"M\" : matter, planning \"P\" : yes/no",
                "tier \"T\" : yes/no"
            ),
            None
        ),
        ["no En 停车", "no Zh parking"]
    );
    // no language is used
    let plain = "kind matter { roof, parking }";
    assert_eq!(
        found(
            &text(plain, "matter : matter, planning : yes/no", "tier : yes/no"),
            None
        ),
        [""; 0]
    );
}

#[test]
fn a_title_alone_makes_no_ruleset_bilingual() {
    let text = "title en \"T\" zh \"标题\" facts { planning : yes/no } decision fee : yes/no
        rule A when planning then fee is yes";
    assert_eq!(found(text, None), [""; 0]);
}

#[test]
fn titles_and_labels_of_kinds_and_definitions_are_missing_where_others_have_them() {
    let text = "kind `甲` en \"First\" { `一`, `二` en \"Two\" } kind 乙 { 三 en \"Three\" }
        facts { `事` en \"Matter\" : 甲, `物` en \"Thing\" : 乙, `户` en \"Household\" : yes/no }
        define 大 en \"Large\" = 户 define 小 = 非 大
        decision `费` en \"Fee\" : yes/no
        rule A \"甲\" when 小 then 费 is yes
        rule B en \"B\" when 事 is 一 then 费 is yes
        rule C zh \"丙\" when 物 is 三 then 费 is yes
        rule D when 大 then 费 is no
        table t zh \"表\" given 户
          | id | 户 | 费 |
          |---|---|---|
          | a | yes | no |
          | b | no | no |";
    assert_eq!(
        found(text, None),
        ["no En 乙", "no En 一", "no En 小", "no En C t.a", "no Zh B"]
    );
}

#[test]
fn rules_and_overlaps_out_of_date() {
    let text = "kind tier { a, b } facts { x : yes/no, y : yes/no } decision tier : tier
        rule A when x then tier is a effective until 2024-12-31
        rule B when y then tier is b
        table t given x
          | id | x | tier |
          |---|---|---|
          | p | yes | a |
          | q | no | a |
          effective from 2020-01-01 until 2022-12-31
        overlap A, B on tier until 2023-06-30";
    assert_eq!(found(text, None), [""; 0]);
    assert_eq!(
        found(text, Some(date(2025, 1, 1))),
        [
            "expired 2024-12-31 A",
            "expired 2022-12-31 t.p t.q",
            "expired 2023-06-30 overlap 0 of A B"
        ]
    );
    assert_eq!(found(text, Some(date(2022, 12, 31))), [""; 0]);
}
