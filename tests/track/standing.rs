//! What is found of shifts against every history: from nothing known, every change of facts, every
//! determination and its running out, until no state is new.

use std::collections::{BTreeMap, BTreeSet};

use fenliu::analysis::{Answer, Kind, Options, Question};
use fenliu::{Ruleset, Source};

use super::random::{Chance, LEAD, MID, NAMES, Rules, Shape, VALUES, rules};
use super::reference::{At, Chain, Event, State, says, start, step};

fn cases() -> u64 {
    let asked = std::env::var("TRACK_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(90)
}

/// What happens to shifts, by the numbers of values and shifts.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
struct Seen {
    /// Shifts that apply somewhere.
    applied: BTreeSet<usize>,
    /// Of which decision, through which values; from the least.
    circles: BTreeSet<(usize, Vec<usize>)>,
    /// The values at which an affair ends with nobody.
    ends: BTreeSet<usize>,
    /// Where an affair comes from and goes back to.
    returns: BTreeSet<(usize, usize)>,
}

#[test]
fn what_is_found_of_shifts_is_what_every_history_shows() {
    let (mut circles, mut idle, mut ends, mut returns, mut excess, mut open) = (0, 0, 0, 0, 0, 0);
    for seed in 0..cases() {
        let mut chance = Chance(seed.wrapping_mul(7919));
        let shape = Shape {
            facts: 2,
            upstream_moves: seed % 4 == 0,
        };
        let small = rules(&mut chance, shape);
        let (found, unknown) = found(&small);
        let seen = tried(&small);
        circles += seen.circles.len();
        idle += small.shifts.len() - seen.applied.len();
        ends += seen.ends.len();
        returns += seen.returns.len();
        let context = format!(
            "seed {seed}\n{}\nfound {found:#?}\nseen {seen:#?}",
            small.text()
        );
        if unknown {
            open += 1;
            continue;
        }
        let moves_upstream =
            small.determined_by[0].is_some() || small.shifts.iter().any(|it| it.decision == 0);
        if moves_upstream {
            // where a decision upstream may stand elsewhere, where it stands and where this one does are
            // taken each by itself: nothing is missed
            assert!(seen.circles.is_subset(&found.circles), "{context}");
            assert!(seen.ends.is_subset(&found.ends), "{context}");
            assert!(seen.returns.is_subset(&found.returns), "{context}");
            assert!(seen.applied.is_subset(&found.applied), "{context}");
            excess += usize::from(seen != found);
        } else {
            assert_eq!(found, seen, "{context}");
        }
    }
    println!(
        "{circles} circles, {idle} idle, {ends} ends, {returns} returns; {excess} with more found than seen, {open} open"
    );
    assert!(
        circles > 10 && idle > 20 && ends > 5 && returns > 5,
        "{circles} {idle} {ends} {returns}"
    );
    assert!(open == 0, "{open}");
}

/// What the analysis finds, and whether it left something open.
fn found(small: &Rules) -> (Seen, bool) {
    let text = small.text();
    let ruleset = Ruleset::compile([Source::new("small.fenliu", &*text)])
        .unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    let model = ruleset.model();
    let analysis = ruleset.analyse(&Options::default());
    let number = |id: fenliu::model::DecisionId| {
        let name = &model.decisions[id.index()].name;
        NAMES.iter().position(|it| it == name).expect("a decision")
    };
    let leaf = |datum: &fenliu::model::Datum| match datum {
        fenliu::model::Datum::Leaf(leaf) => *leaf as usize,
        other => panic!("{other:?}"),
    };
    let shift = |at: u32| -> usize {
        model.shifts[at as usize].name[1..]
            .parse()
            .expect("a number")
    };
    let mut seen = Seen {
        applied: (0..small.shifts.len()).collect(),
        ..Seen::default()
    };
    for finding in &analysis.findings.findings {
        match &finding.kind {
            Kind::IdleShift(at) => {
                seen.applied.remove(&shift(*at));
                continue;
            }
            Kind::ShiftCircle(course) => {
                let mut values: Vec<usize> = course.values.iter().map(leaf).collect();
                values.pop();
                let decision = number(finding.decision.expect("a decision"));
                seen.circles.insert((decision, from_least(&values)));
            }
            Kind::DeadEnd(course) => {
                seen.ends.extend(course.values.last().map(leaf));
            }
            Kind::HandOff(course) => {
                let ends = (
                    course.values.first().map(leaf),
                    course.values.last().map(leaf),
                );
                let (Some(first), Some(last)) = ends else {
                    panic!("a way")
                };
                seen.returns.insert((first, last));
            }
            _ => continue,
        }
        let witness = finding.witness.as_ref().expect("an affair that shows it");
        assert!(witness.confirmed, "{finding:?}\n{text}");
    }
    let questions = &analysis.findings.questions;
    let unknown = questions.iter().any(|ask| {
        matches!(ask.question, Question::Shifts(_)) && matches!(ask.answer, Answer::Unknown { .. })
    });
    (seen, unknown)
}

fn from_least(values: &[usize]) -> Vec<usize> {
    let least = values.iter().min().expect("a circle has values");
    let at = values
        .iter()
        .position(|it| it == least)
        .expect("it is there");
    values[at..].iter().chain(&values[..at]).copied().collect()
}

/// What every history shows.
fn tried(small: &Rules) -> Seen {
    let mut seen = Seen::default();
    let mut known: BTreeSet<State> = BTreeSet::new();
    let mut todo = vec![start(small)];
    let events = events(small);
    let mut ways: BTreeMap<(Vec<usize>, Option<usize>, bool, String), ()> = BTreeMap::new();
    while let Some(state) = todo.pop() {
        for event in &events {
            // one in two determinations can run out: a day later nothing of it is left
            let day = if matches!(event, Event::Nothing) {
                9
            } else {
                1
            };
            let (next, chains) = step(small, &state, event, day);
            let whole = next.facts.iter().all(Option::is_some);
            for chain in chains {
                if !whole {
                    continue;
                }
                seen.applied.extend(&chain.applied);
                circle(&chain, &mut seen);
                let key = (
                    chain.values.clone(),
                    chain.back,
                    chain.apart,
                    format!("{:?}{:?}", next.facts, chain.held[0]),
                );
                if chain.decision == MID && ways.insert(key, ()).is_none() {
                    bodies(small, &next, &chain, &mut seen);
                }
            }
            if known.insert(next.clone()) {
                todo.push(next);
            }
        }
    }
    seen
}

fn events(small: &Rules) -> Vec<Event> {
    let all = (0..1_usize << small.facts).map(|bits| {
        let facts = (0..small.facts).map(|fact| (fact, Some(bits >> fact & 1 == 1)));
        Event::Facts(facts.collect())
    });
    let determinations = small
        .determined_by
        .iter()
        .enumerate()
        .flat_map(|(decision, by)| {
            let values = 0..VALUES[decision].len();
            values.flat_map(move |value| {
                by.iter().map(move |by| Event::Determine {
                    decision,
                    value,
                    by: *by,
                    until: Some(5),
                })
            })
        });
    all.chain(determinations).chain([Event::Nothing]).collect()
}

fn circle(chain: &Chain, seen: &mut Seen) {
    let Some(back) = chain.back else { return };
    let at = chain
        .values
        .iter()
        .position(|it| *it == back)
        .expect("it was there");
    let round = &chain.values[at..];
    seen.circles.insert((chain.decision, from_least(round)));
}

/// Who has the affair along a chain of shifts.
fn bodies(small: &Rules, state: &State, chain: &Chain, seen: &mut Seen) {
    let lead = |value: usize| {
        let mut held = chain.held.clone();
        held[MID] = Some([Some(value)].into());
        held[LEAD] = None;
        says(small, &state.facts, &held, LEAD)
    };
    let mut values = chain.values.clone();
    if let Some(back) = chain.back {
        // round once more: an affair may stand anywhere on the circle
        let at = values
            .iter()
            .position(|it| *it == back)
            .expect("it was there");
        let round: Vec<usize> = values[at..].to_vec();
        values.extend(round);
    }
    for first in 0..values.len() {
        for last in first + 1..values.len() {
            let way = &values[first..=last];
            let distinct: BTreeSet<&usize> = way.iter().collect();
            if distinct.len() < way.len() {
                break;
            }
            let each: Vec<At> = way.iter().map(|it| lead(*it)).collect();
            let (had, ends) = (each[0].value(), &each[each.len() - 1]);
            let rests = chain.back.is_none() && !chain.apart && last + 1 == values.len();
            if had.is_some() && rests && ends.is_gap() {
                seen.ends.insert(way[way.len() - 1]);
            }
            let other = |at: &At| at.value().is_some_and(|it| Some(it) != had);
            if had.is_some() && ends.value() == had && each[1..each.len() - 1].iter().any(other) {
                seen.returns.insert((way[0], way[way.len() - 1]));
            }
        }
    }
}

/// What cannot come: from a value that nothing leads to, under what never holds there, and from one claim
/// of what is contested.
#[test]
fn shifts_that_can_never_come_are_known() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/track/shown/idle.fenliu");
    let ruleset = Ruleset::load(path).unwrap_or_else(|problems| panic!("{problems}"));
    let analysis = ruleset.analyse(&Options::default());
    let idle = analysis
        .findings
        .findings
        .iter()
        .filter_map(|finding| match finding.kind {
            Kind::IdleShift(at) => Some(ruleset.model().shifts[at as usize].name.as_str()),
            _ => None,
        });
    assert_eq!(
        idle.collect::<Vec<_>>(),
        ["contested", "never_so", "never_there"]
    );
}
