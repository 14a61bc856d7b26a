//! The laws where words differ: values, ranges and facts that one of two rulesets alone knows.
//!
//! Rulesets of four facts, each with its own values; every affair that both admit is decided by both,
//! and every one that only one admits by that one. What is told must be just that.

use std::fmt::Write as _;

use fenliu::diff::{Answer, Options};
use fenliu::{Lang, Ruleset, Source};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::properties::check::tried;

const MATTERS: [&str; 4] = ["a", "b", "c", "d"];
const PARTIES: [&str; 3] = ["p", "q", "r"];
const TIERS: [&str; 3] = ["low", "mid", "high"];
const MOST: i64 = 4;

#[derive(Debug, Clone)]
struct Words {
    matters: Vec<&'static str>,
    grouped: bool,
    parties: Vec<&'static str>,
    tiers: Vec<&'static str>,
    range: (i64, i64),
    /// Whether the fact `x` is known, and is a whole number rather than yes/no.
    x: (bool, bool),
    otherwise: bool,
    impossible: bool,
}

type Raw = ([u8; 8], [[u8; 4]; 3]);

fn some(pick: u8, all: &[&'static str]) -> Vec<&'static str> {
    let mut chosen: Vec<_> = (0..all.len())
        .filter(|at| pick >> at & 1 == 1)
        .map(|at| all[at])
        .collect();
    if chosen.is_empty() {
        chosen.push(all[usize::from(pick) % all.len()]);
    }
    if pick >= 192 {
        chosen.reverse();
    }
    chosen
}

impl Words {
    fn of(raw: &[u8; 8]) -> Self {
        Self {
            matters: some(raw[0] | 1, &MATTERS),
            grouped: raw[1].is_multiple_of(3),
            parties: some(raw[2], &PARTIES),
            tiers: some(raw[3] | 3, &TIERS),
            range: (i64::from(raw[4] % 2), MOST - i64::from(raw[5] % 2)),
            x: (!raw[6].is_multiple_of(4), raw[6] % 8 == 1),
            otherwise: raw[7].is_multiple_of(2),
            impossible: raw[7].is_multiple_of(3),
        }
    }

    fn text(&self, rules: &[[u8; 4]; 3]) -> String {
        let mut text = String::from("ruleset t\n");
        let matters = match self.grouped {
            true => format!("group {{ {} }} other", self.matters.join(" ")),
            false => format!("{} other", self.matters.join(" ")),
        };
        let _ = writeln!(text, "kind matter {{ {matters} }}");
        let _ = writeln!(text, "kind party {{ {} }}", self.parties.join(" "));
        let _ = writeln!(text, "kind tier ordered {{ {} }}", self.tiers.join(" "));
        let (low, high) = self.range;
        let x = match self.x {
            (false, _) => "",
            (_, true) => "x : integer 0..1",
            _ => "x : yes/no",
        };
        let impossible = match self.impossible {
            true => format!("impossible n is {high} and matter is other"),
            false => String::new(),
        };
        let _ = writeln!(
            text,
            "facts {{ matter : matter n : integer {low}..{high} s : set of party {x} {impossible} }}"
        );
        let otherwise = if self.otherwise { "otherwise low" } else { "" };
        let otherwise = if self.tiers.contains(&"low") {
            otherwise
        } else {
            ""
        };
        let _ = writeln!(text, "decision tier : tier {otherwise}");
        let _ = writeln!(text, "decision after : yes/no otherwise no");
        for (number, rule) in rules.iter().enumerate() {
            let matter = self.matters[usize::from(rule[0]) % self.matters.len()];
            let matter = if self.grouped && rule[0] > 200 {
                "group"
            } else {
                matter
            };
            let party = self.parties[usize::from(rule[1]) % self.parties.len()];
            let least = i64::from(rule[2]) % (MOST + 1);
            let x = match self.x {
                (false, _) => format!("n is at most {least}"),
                (_, true) => "x is 1".to_owned(),
                _ => "x".to_owned(),
            };
            let condition = match rule[1] % 5 {
                0 => format!("matter is {matter}"),
                1 => format!("matter is {matter} and n is at least {least}"),
                2 => format!("s includes {party} or n is at least {least}"),
                3 => format!("{x} and not matter is {matter}"),
                _ => format!("{x} or s includes {party}"),
            };
            let tier = self.tiers[usize::from(rule[3]) % self.tiers.len()];
            let _ = writeln!(text, "rule R.{number} when {condition} then tier is {tier}");
        }
        let _ = writeln!(
            text,
            "rule A.1 when tier is {} then after is yes",
            self.tiers[0]
        );
        text
    }
}

/// Every affair of either, without the facts that a ruleset does not declare.
fn affairs() -> Vec<Json> {
    let mut all = Vec::new();
    for matter in MATTERS.iter().chain(&["other"]) {
        for n in 0..=MOST {
            for set in 0..1 << PARTIES.len() {
                let s: Vec<&str> = (0..PARTIES.len())
                    .filter(|at| set >> at & 1 == 1)
                    .map(|at| PARTIES[at])
                    .collect();
                for x in [json!(true), json!(false), json!(0), json!(1)] {
                    all.push(json!({"matter": matter, "n": n, "s": s, "x": x}));
                }
            }
        }
    }
    all
}

/// What a ruleset decides, if it admits the affair.
fn decided(ruleset: &Ruleset, words: &Words, affair: &Json) -> Option<[Json; 2]> {
    let mut own = affair.clone();
    if !words.x.0 {
        own.as_object_mut()?.remove("x");
    }
    let affair = ruleset.affair(&own).ok()?;
    let verdict = ruleset.decide(&affair).to_json();
    Some(["tier", "after"].map(|decision| {
        let outcome = &verdict["decisions"][decision];
        let mut came = json!({"status": outcome["status"]});
        if let Some(value) = outcome.get("value") {
            came["value"] = value.clone();
        }
        if let Some(claims) = outcome["claims"].as_array() {
            let mut values: Vec<String> = claims
                .iter()
                .map(|claim| claim["value"].to_string())
                .collect();
            // each ruleset lists them in the order of its own kind
            values.sort();
            came["values"] = json!(values);
        }
        came
    }))
}

/// An outcome whose values stand in one order.
fn sorted(outcome: &Json) -> Json {
    let mut outcome = outcome.clone();
    if let Some(values) = outcome.get("values").and_then(Json::as_array) {
        let mut values: Vec<String> = values.iter().map(ToString::to_string).collect();
        values.sort();
        outcome["values"] = json!(values);
    }
    outcome
}

fn inside(region: &Json, affair: &Json, words: &Words) -> bool {
    region
        .as_object()
        .expect("a region")
        .iter()
        .all(|(fact, held)| {
            let value = &affair[fact.as_str()];
            match fact.as_str() {
                "matter" => held.as_array().expect("values").iter().any(|node| {
                    let name = value.as_str().expect("a name");
                    node == "group" && words.matters.contains(&name) || node == value
                }),
                "s" => {
                    let has = |party: &Json| value.as_array().expect("a set").contains(party);
                    let all = |field: &str| held[field].as_array().cloned().unwrap_or_default();
                    all("includes").iter().all(has) && !all("without").iter().any(has)
                }
                "n" | "x" if held.is_string() || held[0].is_string() => {
                    let number = value.as_i64();
                    let one = |range: &Json| {
                        let (low, high) = range
                            .as_str()
                            .expect("a range")
                            .split_once("..")
                            .expect("ends");
                        number.is_some_and(|n| {
                            low.parse::<i64>().is_ok_and(|low| low <= n)
                                && high.parse::<i64>().is_ok_and(|high| n <= high)
                        })
                    };
                    held.as_array()
                        .map_or_else(|| one(held), |all| all.iter().any(one))
                }
                _ => held.as_array().expect("flags").contains(value),
            }
        })
}

fn law(
    (old_words, new_words, rules, edited): &(Words, Words, [[u8; 4]; 3], [[u8; 4]; 3]),
) -> Result<(), String> {
    let texts = [old_words.text(rules), new_words.text(edited)];
    let compile = |text: &String| Ruleset::compile([Source::new("t.fenliu", text.as_str())]);
    let (Ok(old), Ok(new)) = (compile(&texts[0]), compile(&texts[1])) else {
        return Ok(());
    };
    let diff = old.diff(&new, &Options::default());
    let told = diff.to_json(None, Lang::En);
    let fails = |why: String| Err(format!("{}\n{}\n{why}\n{told:#}", texts[0], texts[1]));
    // what `x` is differs where it is of two sorts: then no record is of both
    let x_is_one = old_words.x == new_words.x || !old_words.x.0 || !new_words.x.0;
    let mut any = false;
    for affair in affairs() {
        // a value of `x` is of the sort that they know it by
        let number = [old_words, new_words]
            .iter()
            .find(|it| it.x.0)
            .map(|it| it.x.1);
        if number.is_some_and(|number| number != affair["x"].is_number()) {
            continue;
        }
        let came = [
            decided(&old, old_words, &affair),
            decided(&new, new_words, &affair),
        ];
        match &came {
            [Some(from), Some(to)] if x_is_one => {
                for (at, decision) in ["tier", "after"].into_iter().enumerate() {
                    any |= from[at] != to[at];
                    if diff.answer() == Answer::Identical {
                        continue;
                    }
                    let compared = told["decisions"].as_array().expect("decisions");
                    let compared = compared
                        .iter()
                        .find(|it| it["decision"] == decision)
                        .expect("it");
                    let moved = compared["moved"].as_array().expect("moves").iter();
                    let holds: Vec<&Json> = moved
                        .filter(|moved| {
                            let mut regions = moved["regions"].as_array().expect("regions").iter();
                            regions.any(|region| inside(region, &affair, new_words))
                        })
                        .collect();
                    let right = |moved: &&Json| {
                        sorted(&moved["from"]) == from[at] && sorted(&moved["to"]) == to[at]
                    };
                    if !holds.iter().all(right) || (from[at] != to[at]) == holds.is_empty() {
                        return fails(format!("{affair}: {decision} {} → {}", from[at], to[at]));
                    }
                }
            }
            [None, Some(only)] | [Some(only), None] => {
                let side = if came[0].is_none() { "new" } else { "old" };
                let words = if side == "new" { new_words } else { old_words };
                if !x_is_one {
                    continue;
                }
                any = true;
                // an affair of several facts that the other does not know is told with each
                let alone = told["alone"].as_array().expect("parts").iter();
                let parts: Vec<&Json> = alone
                    .filter(|part| part["admitted_by"] == side)
                    .filter(|part| {
                        let mut regions = part["regions"].as_array().expect("regions").iter();
                        part["because"]["fact"] == "s"
                            || regions.any(|region| inside(region, &affair, words))
                    })
                    .collect();
                if parts.is_empty() {
                    return fails(format!("{affair} is admitted by the {side} one alone"));
                }
                for part in parts {
                    let tier = &part["decisions"][0];
                    if tier["decision"] != "tier" || part["because"]["fact"] == "s" {
                        continue;
                    }
                    for outcome in tier["outcomes"].as_array().expect("outcomes") {
                        let mut regions = outcome["regions"].as_array().expect("regions").iter();
                        if regions.any(|region| inside(region, &affair, words))
                            && sorted(&outcome["outcome"]) != only[0]
                        {
                            return fails(format!(
                                "{affair}: {} is told, {} comes",
                                outcome["outcome"], only[0]
                            ));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if any && diff.answer() != Answer::Different {
        return fails("something differs".to_owned());
    }
    let unconfirmed = diff
        .decisions
        .iter()
        .flat_map(|it| &it.moved)
        .any(|it| !it.witness.confirmed);
    if unconfirmed && x_is_one {
        return fails("a witness is not confirmed".to_owned());
    }
    Ok(())
}

#[test]
fn what_only_one_knows_is_told_apart() {
    let pairs = (any::<Raw>(), any::<Raw>(), any::<[bool; 5]>());
    tried(6, 500, 30, pairs, |(old, new, same)| {
        let words = Words::of(&old.0);
        let mut other = Words::of(&new.0);
        // mostly one thing differs
        if same[0] {
            other.matters.clone_from(&words.matters);
            other.grouped = words.grouped;
        }
        if same[1] {
            other.parties.clone_from(&words.parties);
        }
        if same[2] {
            other.tiers.clone_from(&words.tiers);
        }
        if same[3] {
            other.range = words.range;
            other.impossible = words.impossible;
        }
        let mut rules = old.1;
        if same[4] {
            rules[2] = new.1[2];
        }
        law(&(words, other, old.1, rules))
    });
}
