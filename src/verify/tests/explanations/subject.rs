//! Explanations to damage: each is made once, and confirmed as it is.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use super::super::ruleset;
use crate::Ruleset;
use crate::verify::explanation::Confirmed;
use crate::verify::fault::Fault;

/// An explanation that is confirmed, all of it, and the rules it is of.
pub(super) struct Subject {
    pub(super) ruleset: Ruleset,
    pub(super) explanation: Json,
    pub(super) confirmed: Confirmed,
}

pub(super) const RULES: &str = r#"
ruleset street effective from 2024-01-01 until 2026-12-31
kind tier ordered { family, common, official }
kind matter { service { water also "tap water" power } parking roof }
kind body { council, office, residents }
facts {
  matter     : matter recognised from words
  words      : text
  on_road    : yes/no
  planned    : yes/no  judged by office
  households : integer 1..100  fixed
  crowd      : integer 0..1000
  cost       : decimal 0..1000000 in CNY  fixed
  opened_on  : date  fixed
  impossible planned and matter is roof because "a repair needs no plan"
}
decision tier : tier otherwise family resolve by posterior
decision lead : body otherwise unclassified because "not every tier has one"
decision help : collect body
decision due  : collect sum integer -100..100
rule C.1 "Parking is common"
  when matter is parking unless planned
  then tier is common, help includes residents, due adds 1
rule C.2
  overrides C.1 because "roads lie with the street"
  when matter is parking and on_road
  then tier is official, due adds 2
rule C.3
  when crowd is at least 300
  then tier is common
  adopted 2024-02-01
rule C.4
  when matter is water
  then tier is common
  effective until 2024-06-30
table lead_of given tier
  | id | tier     | lead    |
  | o  | official | office  |
  | c  | common   | council |
"#;

/// A rule that computes.
pub(super) const COMPUTED: &str = "rule C.5 when cost / households is more than 1000 CNY
  then help includes (council, office)";

/// Parking on a road.
pub(super) static PARKING: LazyLock<Subject> =
    LazyLock::new(|| Subject::of(RULES, &affair(), Some("2024-05-01")));

pub(super) fn affair() -> Json {
    json!({"matter": "parking", "on_road": true, "planned": false,
        "households": 10, "cost": "5000", "crowd": 120, "opened_on": "2024-01-05"})
}

impl Subject {
    /// An affair explained by some rules.
    pub(super) fn of(rules: &str, affair: &Json, day: Option<&str>) -> Self {
        let ruleset = ruleset(rules);
        let mut affair = ruleset.affair(affair).unwrap();
        if let Some(day) = day {
            affair = ruleset.as_of(affair, day.parse().unwrap()).unwrap();
        }
        let explanation = ruleset.explain(&affair).to_json();
        Self::confirmed(ruleset, explanation)
    }

    /// An affair explained by the rules of the street.
    pub(super) fn street(affair: Json) -> Self {
        Self::of(RULES, &affair, Some("2024-05-01"))
    }

    fn confirmed(ruleset: Ruleset, explanation: Json) -> Self {
        let confirmed = ruleset.verify_explanation(&explanation.to_string());
        let confirmed = confirmed.unwrap_or_else(|fault| panic!("{explanation:#}\n{fault}"));
        assert_eq!(confirmed.unchecked, []);
        Self {
            ruleset,
            explanation,
            confirmed,
        }
    }

    /// The explanation with something done to it.
    pub(super) fn with(&self, change: impl FnOnce(&mut Json)) -> Json {
        let mut explanation = self.explanation.clone();
        change(&mut explanation);
        explanation
    }

    /// What is said of an explanation by these rules.
    pub(super) fn check(&self, explanation: &Json) -> Result<Confirmed, Fault> {
        self.ruleset.verify_explanation(&explanation.to_string())
    }

    /// What is wrong with it.
    pub(super) fn fault(&self, explanation: &Json) -> String {
        match self.check(explanation) {
            Ok(confirmed) => panic!("it is confirmed: {confirmed:?}\n{explanation:#}"),
            Err(fault) => fault.to_string(),
        }
    }

    /// What is wrong once something is put in place of something else; nothing takes it out.
    pub(super) fn said(&self, place: &str, put: Option<Json>) -> String {
        self.fault(&self.with(|explanation| set(explanation, place, put)))
    }
}

/// Puts something in place of something else; nothing takes it out.
pub(super) fn set(explanation: &mut Json, place: &str, put: Option<Json>) {
    let (above, last) = place.rsplit_once('/').unwrap();
    let above = explanation
        .pointer_mut(above)
        .unwrap_or_else(|| panic!("{place}"));
    match (above, put) {
        (Json::Object(members), Some(put)) => drop(members.insert(last.to_owned(), put)),
        (Json::Object(members), None) => drop(members.remove(last).unwrap()),
        (Json::Array(list), Some(put)) => list[last.parse::<usize>().unwrap()] = put,
        (Json::Array(list), None) => drop(list.remove(last.parse().unwrap())),
        (other, _) => panic!("{other}"),
    }
}

#[track_caller]
pub(super) fn refuses(place: &str, put: Json, why: &str) {
    assert_eq!(PARKING.said(place, Some(put)), why);
}

#[track_caller]
pub(super) fn misses(place: &str, why: &str) {
    assert_eq!(PARKING.said(place, None), why);
}

#[test]
fn all_of_it_is_confirmed() {
    let computed = format!("{RULES}{COMPUTED}");
    let computed = Subject::of(&computed, &affair(), Some("2024-05-01"));
    for subject in [&computed, &*PARKING] {
        let mut decisions = subject.confirmed.decisions.iter();
        let tier = decisions.find(|it| it.decision == "tier").unwrap();
        assert_eq!(
            tier.words().en,
            "tier: the outcome, 4 rules, 3 sufficient facts, 4 changes, 1 margin"
        );
    }
}
