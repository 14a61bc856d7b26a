//! What `specialis` compares, on pairs of rules written by hand.

use fenliu::{Ruleset, Source};

use crate::properties::reference::coordinates::strictly_fewer;
use crate::properties::reference::rules::Rules;

use super::read::read;

/// Whether `R.1` has strictly fewer affairs than `R.2`.
fn is_special(rules: &str) -> bool {
    let text = format!(
        "ruleset special
         {rules}
         kind grade ordered {{ low, mid, 高 }}
         kind party {{ owner, tenant, 物业 }}
         decision upper : grade
         decision lower : grade
         rule R.8 when planned then upper is low
         rule R.9 when not planned then upper is mid"
    );
    let compiled = Ruleset::compile([Source::new("special", text)]).expect("it compiles");
    let ruleset = read(compiled.model());
    let rules = Rules::of(&ruleset).list;
    let condition = |id: &str| {
        let found = rules.iter().find(|rule| rule.id == id);
        &found.expect("a rule").condition
    };
    strictly_fewer(&ruleset, condition("R.1"), condition("R.2"))
}

#[test]
fn a_part_is_special_and_the_same_is_not() {
    let rules = |one: &str, other: &str| {
        format!(
            "facts {{ planned : yes/no  grade : grade  户数 : integer 0..4  rooms : integer 1..3
                      parties : set of party  description : text
                      impossible planned and grade is 高 }}
             rule R.1 when {one} then lower is low
             rule R.2 when {other} then lower is mid"
        )
    };
    let special = |one, other| is_special(&rules(one, other));
    assert!(special("planned and grade is low", "planned"));
    assert!(!special("planned", "planned and grade is low"));
    assert!(!special("planned", "planned"));
    assert!(!special("planned", "not not planned"));
    // no affair is planned and 高
    assert!(!special("planned and grade is at most mid", "planned"));
    assert!(special("planned and grade is at least mid", "grade is mid"));
    // `unless` is part of the condition
    assert!(special("planned unless grade is low", "planned"));
    // neither is part of the other
    assert!(!special("planned", "grade is low"));
    // a condition that nothing meets has fewer affairs than any other
    assert!(special(
        "户数 is more than 2 and 户数 is less than 3",
        "planned"
    ));
    // over several facts, sets and texts
    assert!(special(
        "户数 is 4 and rooms is 3",
        "户数 + rooms is more than 6 or planned"
    ));
    assert!(!special(
        "户数 is 4 and rooms is 3",
        "户数 + rooms is more than 6"
    ));
    assert!(special(
        "parties includes all of (owner, tenant)",
        "parties includes owner"
    ));
    assert!(special(
        "description mentions \"装电梯\"",
        "description mentions \"电梯\""
    ));
    assert!(special(
        "description is \"lift\"",
        "description mentions \"lift\""
    ));
}

#[test]
fn decisions_are_taken_as_written() {
    let special = |one: &str, other: &str| {
        is_special(&format!(
            "facts {{ planned : yes/no }}
             rule R.1 when {one} then lower is low
             rule R.2 when {other} then lower is mid"
        ))
    };
    assert!(special("upper is low", "upper is at most mid"));
    // `upper` is low just where it is planned, which is not looked at
    assert!(!special(
        "upper is low and planned",
        "upper is low and planned"
    ));
    assert!(special("upper is low and planned", "upper is low"));
    assert!(!special("upper is low", "planned"));
    // it is never 高, and never unclassified: as written it may be
    assert!(special("upper is one of (low, mid)", "upper is at most 高"));
    assert!(special("upper is at most 高", "planned or not planned"));
    assert!(special("not upper is at most 高", "not upper is low"));
}

#[test]
fn dates_of_rules_are_excluded_and_all_days_are_compared() {
    let special = |one: &str, other: &str| {
        is_special(&format!(
            "  effective from 2024-03-01
             facts {{ planned : yes/no }}
             rule R.1 when {one} then lower is low
               effective from 2024-03-01 until 2024-12-31
             rule R.2 when {other} then lower is mid"
        ))
    };
    assert!(!special("planned", "planned"));
    // on every day of the ruleset's period both hold; before it they differ
    assert!(special(
        "as_of is at least 2024-02-01",
        "as_of is at least 2024-01-30"
    ));
    assert!(!special(
        "planned",
        "planned and as_of is at least 2024-02-01"
    ));
}
