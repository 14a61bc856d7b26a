//! `track` against the plain loop, on random histories.

use fenliu::{Case, Ruleset, Source};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::random::{Chance, NAMES, Rules, Shape, VALUES, rules};
use super::reference::{At, Basis, Event, State, named, next_lapse, start, step};

/// How many rulesets, each with some histories.
fn cases() -> u64 {
    let asked = std::env::var("TRACK_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(100)
}

fn day(number: i32) -> String {
    let first = Date::constant(2024, 1, 1);
    let span = jiff::Span::new().days(number);
    first.checked_add(span).expect("a day").to_string()
}

#[test]
fn a_track_is_what_a_plain_loop_over_the_events_says() {
    let (mut moved, mut drifted, mut shifted, mut lapsed) = (0, 0, 0, 0);
    for seed in 0..cases() {
        let mut chance = Chance(seed);
        let shape = Shape {
            facts: 3,
            upstream_moves: seed % 2 == 0,
        };
        let small = rules(&mut chance, shape);
        let text = small.text();
        let ruleset = Ruleset::compile([Source::new("small.fenliu", &*text)])
            .unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        for _ in 0..3 {
            let events = history(&mut chance, &small);
            let lines: Vec<String> = events.iter().map(|(on, it)| line(*on, it)).collect();
            let lines = lines.join("\n");
            let case = Case::from_jsonl(&lines).expect("a case");
            let track = ruleset
                .track(&case)
                .unwrap_or_else(|it| panic!("{it}\n{lines}"));
            let track = track.to_json();
            let context = || format!("seed {seed}\n{text}\n{lines}\n{track:#}");
            let mut state = start(&small);
            let mut steps = track["steps"].as_array().expect("steps").iter();
            let mut before: Option<Vec<Json>> = None;
            for (on, event) in &events {
                while let Some(at) = next_lapse(&state, *on) {
                    state = step(&small, &state, &Event::Nothing, at).0;
                    let told = steps.next().expect("a step for what ran out");
                    assert_eq!(told["event"], "lapse", "{}", context());
                    assert_eq!(told["on"], day(at), "{}", context());
                    same(&state, told, &context);
                    chained(told, before.as_deref(), &context);
                    before = Some(standing(told));
                    lapsed += 1;
                }
                state = step(&small, &state, event, *on).0;
                let told = steps.next().expect("a step for the event");
                same(&state, told, &context);
                chained(told, before.as_deref(), &context);
                before = Some(standing(told));
                moved += told["moves"].as_array().expect("moves").len();
                drifted += state.each.iter().filter(|it| it.stands != it.said).count();
                shifted += state
                    .each
                    .iter()
                    .filter(|it| it.basis == Basis::Shift)
                    .count();
            }
            assert!(steps.next().is_none(), "{}", context());
        }
    }
    // the histories are about something
    assert!(
        moved > 400 && drifted > 100 && shifted > 100 && lapsed > 10,
        "{moved} {drifted} {shifted} {lapsed}"
    );
}

fn history(chance: &mut Chance, small: &Rules) -> Vec<(i32, Event)> {
    let mut on = 0;
    (0..3 + chance.below(6))
        .map(|_| {
            on += i32::try_from(chance.below(4)).expect("small");
            let event = if chance.one_in(3) {
                let decision = chance.below(3);
                let entitled = small.determined_by[decision].filter(|_| !chance.one_in(5));
                Event::Determine {
                    decision,
                    value: chance.below(VALUES[decision].len()),
                    by: entitled.unwrap_or_else(|| chance.below(3)),
                    until: chance
                        .one_in(2)
                        .then(|| on + i32::try_from(chance.below(5)).expect("small")),
                }
            } else {
                let facts = (0..small.facts).filter(|_| chance.one_in(2));
                let facts: Vec<usize> = facts.collect();
                let facts = if facts.is_empty() { vec![0] } else { facts };
                let value = |chance: &mut Chance| [None, Some(false), Some(true)][chance.below(3)];
                Event::Facts(facts.into_iter().map(|it| (it, value(chance))).collect())
            };
            (on, event)
        })
        .collect()
}

fn line(on: i32, event: &Event) -> String {
    match event {
        Event::Facts(facts) => {
            let facts: serde_json::Map<String, Json> = facts
                .iter()
                .map(|(fact, value)| (format!("f{fact}"), json!(value)))
                .collect();
            json!({"on": day(on), "event": "facts", "facts": facts}).to_string()
        }
        Event::Determine {
            decision,
            value,
            by,
            until,
        } => {
            let mut line = json!({"on": day(on), "event": "determination",
                "decision": NAMES[*decision], "value": named(*decision, *value), "by": VALUES[2][*by]});
            if let Some(until) = until {
                line["until"] = json!(day(*until));
            }
            line.to_string()
        }
        Event::Nothing => unreachable!("no line says it"),
    }
}

/// As a track tells it.
fn told(decision: usize, at: &At) -> Json {
    match at {
        At::Open => json!({"status": "undetermined"}),
        At::Settled(claims) => {
            let name = |it: &Option<usize>| it.map(|it| named(decision, it));
            let mut values: Vec<Option<&str>> = claims.iter().map(name).collect();
            values.sort_by_key(|it| (it.is_none(), *it));
            match values.as_slice() {
                [Some(value)] => json!({"status": "decided", "value": value}),
                [None] => json!({"status": "unclassified"}),
                _ => json!({"status": "contested", "values": values}),
            }
        }
    }
}

fn same(state: &State, step: &Json, context: &dyn Fn() -> String) {
    for (decision, one) in state.each.iter().enumerate() {
        let standing = step["standing"].as_array().expect("standing");
        let stands = standing
            .iter()
            .find(|it| it["decision"] == NAMES[decision])
            .expect("every decision");
        assert_eq!(
            stands["stands"],
            told(decision, &one.stands),
            "{}",
            context()
        );
        let by = match one.basis {
            Basis::Rules => "rules",
            Basis::Determination => "determination",
            Basis::Shift => "shift",
        };
        assert_eq!(stands["by"], by, "{} {}", NAMES[decision], context());
        let drift = stands["drift"].as_bool().unwrap_or(false);
        assert_eq!(
            drift,
            one.stands != one.said,
            "{} {}",
            NAMES[decision],
            context()
        );
        let in_force = stands["determined"].is_object();
        assert_eq!(in_force, one.in_force.is_some(), "{}", context());
    }
}

fn standing(step: &Json) -> Vec<Json> {
    step["standing"].as_array().expect("standing").clone()
}

/// Every move begins where the one before ended, the last ends at what stands, and each has a cause.
fn chained(step: &Json, before: Option<&[Json]>, context: &dyn Fn() -> String) {
    let of = |all: &[Json], name: &Json| {
        let found = all.iter().find(|it| it["decision"] == *name);
        found.map(|it| it["stands"].clone())
    };
    let after = standing(step);
    for stands in &after {
        let name = &stands["decision"];
        let moves = step["moves"].as_array().expect("moves").iter();
        let moves: Vec<&Json> = moves.filter(|it| it["decision"] == *name).collect();
        let mut at = before.and_then(|before| of(before, name));
        for it in moves {
            assert!(
                !it["causes"].as_array().expect("causes").is_empty(),
                "{}",
                context()
            );
            assert!(
                at.is_none() || at.as_ref() == Some(&it["from"]),
                "{name} {}",
                context()
            );
            assert_ne!(it["from"], it["to"], "{}", context());
            for cause in it["causes"].as_array().expect("causes") {
                let named = cause.get("decisions").or(cause.get("facts"));
                assert!(named.is_none_or(|it| it.get(0).is_some()), "{}", context());
            }
            at = Some(it["to"].clone());
        }
        assert!(
            at.is_none() || at.as_ref() == Some(&stands["stands"]),
            "{name} {}",
            context()
        );
    }
}
