//! Against what deciding every affair says: a tree that cuts everything to single values is confirmed
//! exactly when the claim is true, a proof is found exactly when it is, and no random tree of a false
//! claim is confirmed.

use jiff::civil::date;

use super::generator::{Case, Dice, case};
use super::prover::prove;
use super::{ruleset, written};
use crate::Ruleset;
use crate::model::{DecisionId, Model};
use crate::verdict::Outcome;
use crate::verify::certificate::confirm;
use crate::verify::format::{About, Certificate, Claim, Node, Proof};
use crate::verify::judge::Goal;
use crate::verify::reading::Reading;
use crate::verify::seats::{LIMIT, Seat};
use crate::verify::shown::{coordinate, written as pieces};
use crate::verify::spans::Spans;

/// What deciding every affair says of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Truth {
    complete: bool,
    /// `None` where it cannot be told from outcomes: a decision that is contested, and reads one that is.
    agreed: Option<bool>,
}

fn truths(ruleset: &Ruleset, case: &Case) -> Vec<Truth> {
    let model = &ruleset.0.model;
    let mut truths = vec![
        Truth {
            complete: true,
            agreed: Some(true)
        };
        model.decisions.len()
    ];
    for affair in &case.affairs {
        let Ok(affair) = ruleset.affair(affair) else {
            continue;
        };
        for day in 1..=3 {
            let affair = ruleset.as_of(affair.clone(), date(2024, 1, day)).unwrap();
            let outcomes = ruleset.decide(&affair).outcomes.decisions;
            for (decision, outcome) in outcomes.iter().enumerate() {
                let truth = &mut truths[decision];
                match outcome {
                    Outcome::Decided { .. } => {}
                    Outcome::Unclassified => truth.complete = false,
                    Outcome::Contested { claims, .. } => {
                        truth.complete &= claims.iter().all(|claim| claim.value.is_some());
                        let doubtful = upstream(model, decision)
                            .iter()
                            .any(|up| matches!(outcomes[*up], Outcome::Contested { .. }));
                        truth.agreed = match (truth.agreed, doubtful) {
                            (_, false) | (Some(false), _) => Some(false),
                            (_, true) => None,
                        };
                    }
                    Outcome::Undetermined { .. } => panic!("everything is known"),
                }
            }
        }
    }
    truths
}

fn upstream(model: &Model, decision: usize) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for read in &model.decisions[decision].reads {
        all.push(read.index());
        all.extend(upstream(model, read.index()));
    }
    all
}

fn certificate(ruleset: &Ruleset, claim: Claim) -> Certificate {
    Certificate {
        ruleset: About {
            name: ruleset.name().to_owned(),
            digest: ruleset.digest().to_owned(),
        },
        claims: vec![claim],
    }
}

fn claims(ruleset: &Ruleset, decision: usize, proof: Proof) -> [Claim; 2] {
    let name = || ruleset.0.model.decisions[decision].name.clone();
    [
        Claim::Complete {
            decision: name(),
            proof: proof.clone(),
        },
        Claim::Agreed {
            decision: name(),
            proof,
        },
    ]
}

fn is_confirmed(ruleset: &Ruleset, claim: Claim) -> bool {
    confirm(&ruleset.0.model, &certificate(ruleset, claim)).is_ok()
}

/// The coordinates that a proof about a decision may cut.
fn seats(reading: &Reading, decision: usize) -> Vec<usize> {
    let upstream = upstream(reading.model, decision);
    let may = |seat: &Seat| match seat {
        Seat::Decision(id) | Seat::Holds(id, _) => upstream.contains(&id.index()),
        _ => true,
    };
    (0..reading.seats.len())
        .filter(|seat| may(&reading.seats[*seat]))
        .collect()
}

/// Every value of a coordinate on its own; `None` where there are too many.
fn singles(reading: &Reading, seat: usize) -> Option<Vec<Spans>> {
    if matches!(reading.seats[seat], Seat::Expr(_)) {
        return None;
    }
    let domain = &reading.domains[seat];
    let mut all = Vec::new();
    for ((from, _), (to, _)) in domain.stretches() {
        let (from, to) = (from.to_integer(), to.to_integer());
        if to - from > 100 {
            return None;
        }
        all.extend((from..to).map(Spans::one));
    }
    Some(all)
}

/// Cuts everything to single values; `None` where that makes too many leaves.
fn full(reading: &Reading, decision: usize) -> Option<Proof> {
    let mut proof = Proof::default();
    let mut node = Node::LEAF;
    let mut leaves = 1;
    for seat in seats(reading, decision).into_iter().rev() {
        let Some(values) = singles(reading, seat) else {
            continue;
        };
        leaves *= values.len();
        if leaves > 4_000 {
            return None;
        }
        let parts = values
            .iter()
            .map(|value| (pieces(reading, seat, value), node))
            .collect();
        node = proof.cut(coordinate(reading, &reading.seats[seat]), parts);
    }
    Some(proof.from(node))
}

/// Cuts here and there.
fn random(reading: &Reading, seats: &[usize], dice: &mut Dice) -> Proof {
    fn node(
        reading: &Reading,
        seats: &[usize],
        depth: usize,
        dice: &mut Dice,
        proof: &mut Proof,
    ) -> Node {
        if depth == 0 || seats.is_empty() || dice.chance(15) {
            return Node::LEAF;
        }
        let seat = *dice.pick(seats);
        let domain = reading.domains[seat].clone();
        let inside = match singles(reading, seat) {
            Some(values) => {
                let some = values.into_iter().filter(|_| dice.chance(50));
                Spans::new(
                    some.flat_map(|value| value.stretches().to_vec())
                        .collect::<Vec<_>>(),
                )
            }
            None if matches!(reading.seats[seat], Seat::Expr(_)) => {
                let at = num_rational::Ratio::new(dice.roll(9) as i128 - 2, 2);
                let (low, _) = domain.hull().unwrap();
                Spans::new([(low, (at, dice.chance(50)))])
            }
            None => Spans::whole(-LIMIT, dice.roll(7) as i128 - 3),
        };
        let outside = domain.minus(&inside);
        let parts = [inside, outside].map(|values| {
            let below = node(reading, seats, depth - 1, dice, proof);
            (pieces(reading, seat, &values), below)
        });
        proof.cut(coordinate(reading, &reading.seats[seat]), parts.to_vec())
    }
    let mut proof = Proof::default();
    let root = node(reading, seats, 1 + dice.roll(6), dice, &mut proof);
    proof.from(root)
}

fn try_case(seed: u64, counts: &mut [usize; 6]) {
    let mut dice = Dice::new(seed);
    let case = case(&mut dice);
    let ruleset = ruleset(&case.text);
    let model = &ruleset.0.model;
    let reading = Reading::new(model);
    for (decision, truth) in truths(&ruleset, &case).into_iter().enumerate() {
        let name = &model.decisions[decision].name;
        let id = DecisionId(u32::try_from(decision).unwrap());
        let goals = [
            (Goal::Complete(id), Some(truth.complete)),
            (Goal::Agreed(id), truth.agreed),
        ];
        let mut whole =
            full(&reading, decision).map(|proof| claims(&ruleset, decision, proof).to_vec());
        for (goal, truth) in goals {
            let said = whole
                .as_mut()
                .map(|claims| is_confirmed(&ruleset, claims.remove(0)));
            let proof = prove(model, goal);
            let truth = truth.or(said).unwrap_or(proof.is_some());
            let said = said.unwrap_or(truth);
            assert_eq!(
                said, truth,
                "seed {seed}, {goal:?} of {name}, every value on its own\n{}",
                case.text
            );
            counts[usize::from(truth)] += 1;
            assert_eq!(
                proof.is_some(),
                truth,
                "seed {seed}, {goal:?} of {name}, proved\n{}",
                case.text
            );
            if let Some(proof) = proof {
                let [complete, agreed] = claims(&ruleset, decision, proof.clone());
                let claim = if matches!(goal, Goal::Complete(_)) {
                    complete
                } else {
                    agreed
                };
                let text = written(&ruleset, vec![claim]);
                let confirmed = ruleset.verify(&text);
                assert!(
                    confirmed.is_ok(),
                    "seed {seed}, {goal:?} of {name}: {confirmed:?}\n{text}\n{}",
                    case.text
                );
                counts[2] += 1;
                counts[3] += proof.cuts.len();
            }
        }
        let seats = seats(&reading, decision);
        for _ in 0..8 {
            let proof = random(&reading, &seats, &mut dice);
            for (claim, (goal, truth)) in claims(&ruleset, decision, proof).into_iter().zip(goals) {
                let text = written(&ruleset, vec![claim]);
                if ruleset.verify(&text).is_ok() {
                    counts[5] += 1;
                    assert_ne!(
                        truth,
                        Some(false),
                        "seed {seed}, {goal:?} of {name}\n{text}\n{}",
                        case.text
                    );
                }
                counts[4] += 1;
            }
        }
    }
}

/// How many rulesets; a larger number takes a while.
const ROUNDS: u64 = 60;

#[test]
fn what_is_confirmed_is_true() {
    let mut counts = [0; 6];
    for seed in 0..ROUNDS {
        try_case(seed, &mut counts);
    }
    let [refuted, proved, proofs, cuts, random, lucky] = counts;
    println!(
        "{refuted} false, {proved} true, {proofs} proofs of {cuts} cuts, {lucky} of {random} random trees"
    );
    assert!(refuted > 50 && proved > 50 && lucky > 50, "{counts:?}");
}
