//! Versions decide as each would alone; what was known decides what was known.

use std::collections::BTreeSet;

use fenliu::{Code, Ruleset, Source, Versions};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::json;

/// Days of the laws are counted from here.
fn nth(day: i32) -> Date {
    Date::constant(2020, 1, 1)
        .checked_add(jiff::Span::new().days(day))
        .expect("a date")
}

#[derive(Debug, Clone)]
struct Version {
    from: Option<i32>,
    until: Option<i32>,
    adopted: Option<i32>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
pub struct Rule {
    /// Met if each of `x` and `y` is as it asks, where it asks.
    pub asks: [Option<bool>; 2],
    pub concludes: usize,
    pub from: Option<i32>,
    pub adopted: Option<i32>,
}

pub const VALUES: [&str; 3] = ["a", "b", "c"];

impl Rule {
    pub fn is_met(&self, facts: [bool; 2]) -> bool {
        self.asks
            .iter()
            .zip(facts)
            .all(|(asks, fact)| asks.is_none_or(|asks| asks == fact))
    }

    pub fn when(&self) -> String {
        let names = ["x", "y"];
        let parts = names.iter().zip(self.asks);
        let parts: Vec<String> = parts
            .filter_map(|(name, asks)| {
                Some(if asks? {
                    (*name).to_owned()
                } else {
                    format!("not {name}")
                })
            })
            .collect();
        if parts.is_empty() {
            "x or not x".to_owned()
        } else {
            parts.join(" and ")
        }
    }
}

fn dates(from: Option<i32>, until: Option<i32>, adopted: Option<i32>) -> String {
    let mut text = String::new();
    if from.is_some() || until.is_some() {
        text += " effective";
    }
    for (word, day) in [(" from", from), (" until", until)] {
        text += &day.map_or(String::new(), |day| format!("{word} {}", nth(day)));
    }
    text + &adopted.map_or(String::new(), |day| format!(" adopted {}", nth(day)))
}

impl Version {
    fn text(&self) -> String {
        let mut text = format!("ruleset r{}\n", dates(self.from, self.until, self.adopted));
        text += "kind k { a, b, c }\nfacts { x : yes/no, y : yes/no }\ndecision d : collect k\n";
        for (number, rule) in self.rules.iter().enumerate() {
            let (when, value) = (rule.when(), VALUES[rule.concludes]);
            let dated = dates(rule.from, None, rule.adopted);
            text += &format!("rule R.{number} when {when} then d includes {value}{dated}\n");
        }
        text
    }

    fn compiled(&self, number: usize) -> Ruleset {
        let source = Source::new(format!("{number}.fenliu"), self.text());
        Ruleset::compile([source]).unwrap_or_else(|problems| panic!("{problems}\n{}", self.text()))
    }

    fn known_from(&self) -> Option<i32> {
        self.adopted.or(self.from)
    }

    /// What is concluded on a day, by the rules known on another.
    fn concluded(&self, facts: [bool; 2], on: i32, known: i32) -> BTreeSet<&'static str> {
        let counts = |rule: &&Rule| {
            rule.is_met(facts)
                && rule.from.is_none_or(|from| from <= on)
                && rule.adopted.is_none_or(|adopted| adopted <= known)
        };
        self.rules
            .iter()
            .filter(counts)
            .map(|rule| VALUES[rule.concludes])
            .collect()
    }
}

/// What a ruleset concludes on a day.
fn decided(ruleset: &Ruleset, facts: [bool; 2], on: i32) -> BTreeSet<String> {
    let affair = json!({"x": facts[0], "y": facts[1], "as_of": nth(on).to_string()});
    let affair = ruleset.affair(&affair).expect("an affair");
    let verdict = ruleset.decide(&affair).to_json();
    let list = verdict["decisions"]["d"]["value"]
        .as_array()
        .expect("a list")
        .clone();
    list.iter()
        .map(|value| value.as_str().expect("a name").to_owned())
        .collect()
}

pub fn rule() -> impl Strategy<Value = Rule> {
    let day = || prop::option::weighted(0.3, 0..400);
    (any::<[Option<bool>; 2]>(), 0..3_usize, day(), day()).prop_map(
        |(asks, concludes, from, adopted)| Rule {
            asks,
            concludes,
            from,
            adopted,
        },
    )
}

/// Versions in the order of their periods, some with holes between them, open at either end or not.
fn versions() -> impl Strategy<Value = Vec<Version>> {
    let version = (
        20..90_i32,
        0..4_i32,
        prop::option::of(-60..60_i32),
        prop::collection::vec(rule(), 0..4),
    );
    (
        prop::collection::vec(version, 1..5),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(raw, open, ends)| {
            let (mut start, last) = (20, raw.len() - 1);
            let each =
                raw.into_iter()
                    .enumerate()
                    .map(|(number, (length, hole, adopted, rules))| {
                        let from = start;
                        start += length + hole;
                        Version {
                            from: (number > 0 || !open).then_some(from),
                            until: (number < last || ends).then_some(from + length - 1),
                            adopted: adopted.map(|by| from + by),
                            rules,
                        }
                    });
            each.collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// By way of the versions an affair is decided as by the one version whose period holds its day.
    #[test]
    fn the_version_of_a_day_decides_as_if_it_were_alone(list in versions(), turn in 0..5_usize, on in 0..450, facts: [bool; 2]) {
        let mut compiled: Vec<Ruleset> = list.iter().enumerate().map(|(at, it)| it.compiled(at)).collect();
        let turn = turn % compiled.len();
        compiled.rotate_left(turn);
        let versions = Versions::of(compiled).expect("versions");
        let holds = |it: &&Version| it.from.is_none_or(|from| from <= on) && it.until.is_none_or(|until| on <= until);
        match (versions.on(Some(nth(on))), list.iter().find(holds)) {
            (Ok(version), Some(alone)) => {
                let by_itself = alone.compiled(9);
                prop_assert_eq!(version.digest(), by_itself.digest());
                let told = decided(version, facts, on);
                prop_assert_eq!(told.iter().map(String::as_str).collect::<BTreeSet<_>>(), alone.concluded(facts, on, i32::MAX));
            }
            (Err(rejection), None) => prop_assert_eq!(rejection.code, Code::OutsidePeriod),
            (found, alone) => prop_assert!(false, "{found:?} against {alone:?}"),
        }
    }

    /// What was known on a day: the versions adopted by then, each until the next that was known and
    /// follows it, without the rules adopted later.
    #[test]
    fn what_was_known_decides_what_was_known(list in versions(), on in 0..450, known in 0..450, facts: [bool; 2]) {
        let compiled = list.iter().enumerate().map(|(at, it)| it.compiled(at)).collect();
        let versions = Versions::of(compiled).expect("versions");
        let is_known = |it: &Version| it.known_from().is_none_or(|from| from <= known);
        let mut then: Vec<Version> = Vec::new();
        for (at, version) in list.iter().enumerate() {
            let mut version = version.clone();
            let next = list.get(at + 1);
            let makes_way = next.is_some_and(|next| !is_known(next) && next.from.map(|from| from - 1) == version.until);
            if makes_way {
                let following = list[at + 1..].iter().find(|it| is_known(it));
                version.until = following.and_then(|it| it.from).map(|from| from - 1);
            }
            if is_known(&version) {
                then.push(version);
            }
        }
        let holds = |it: &&Version| it.from.is_none_or(|from| from <= on) && it.until.is_none_or(|until| on <= until);
        let expected = then.iter().find(holds).map(|it| it.concluded(facts, on, known));
        let found = versions.known_on(nth(known)).and_then(|it| it.on(Some(nth(on))).cloned());
        match (found, expected) {
            (Ok(version), Some(expected)) => {
                let told = decided(&version, facts, on);
                prop_assert_eq!(told.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected);
            }
            (Err(_), None) => {}
            (found, expected) => prop_assert!(false, "{found:?} against {expected:?}"),
        }
    }
}
