//! Certificates written: what was proved of each decision, as cuts that a second program can check.
//!
//! In: a ruleset. Out: `fenliu/certificate/1`, with the claims that hold and have a proof, each checked
//! before it is written; and what could not be certified, with the reason.

use crate::model::{DecisionId, Ground, Model, RuleId};
use crate::table::column::index;
use crate::table::cover::{Cuts, Judgement, Next, Rows, search, search_with_cuts};
use crate::table::{ClassSet, DecisionTable, Region};
use crate::verify::Fault;
use crate::verify::certificate::confirm;
use crate::verify::format::{About, Certificate, Claim, Narrowed, Proof};

use super::Options;
use super::named::Coordinates;
use super::prove::{Failed, Goal, prove};
use super::setting::Setting;

/// What could be certified, and what not.
pub(crate) struct Certified {
    /// The certificate; of no claim if nothing could be.
    pub(crate) certificate: Certificate,
    /// How many claims about decisions it makes.
    pub(crate) claims: usize,
    /// Claims without a proof.
    pub(crate) without: Vec<(DecisionId, Goal, Reason)>,
}

/// Why a claim is not in a certificate.
pub(crate) enum Reason {
    /// It does not hold, or was accepted with what a declaration says.
    NotProved,
    /// It holds, but no tree of cuts was found.
    Failed(Failed),
    /// The checker did not confirm the tree: a defect of this program, and nothing is claimed.
    Refused(Fault),
}

/// Certifies every decision. `holds` says which claims were proved.
pub(crate) fn certify(
    model: &Model,
    table: &DecisionTable,
    options: Options,
    holds: impl Fn(DecisionId, Goal) -> bool,
) -> Certified {
    let setting = Setting::new(model, table, options);
    let about = About {
        name: model
            .levels
            .last()
            .map(|level| level.name.clone())
            .unwrap_or_default(),
        digest: model.digest.clone(),
    };
    let mut made = Certified {
        certificate: Certificate {
            ruleset: about.clone(),
            claims: Vec::new(),
        },
        claims: 0,
        without: Vec::new(),
    };
    let decisions = (0..index(model.decisions.len())).map(DecisionId);
    for (decision, goal) in
        decisions.flat_map(|decision| [(decision, Goal::Complete), (decision, Goal::Agreed)])
    {
        if !holds(decision, goal) {
            made.without.push((decision, goal, Reason::NotProved));
            continue;
        }
        let claims = match claims(&setting, decision, goal) {
            Ok(claims) => claims,
            Err(failed) => {
                made.without.push((decision, goal, Reason::Failed(failed)));
                continue;
            }
        };
        let alone = Certificate {
            ruleset: about.clone(),
            claims: claims.clone(),
        };
        match confirm(model, &alone) {
            Ok(_) => {
                made.certificate.claims.extend(claims);
                made.claims += 1;
            }
            Err(fault) => made.without.push((decision, goal, Reason::Refused(fault))),
        }
    }
    made
}

/// The claim, after those about `specialis` that it rests on.
fn claims(setting: &Setting, decision: DecisionId, goal: Goal) -> Result<Vec<Claim>, Failed> {
    let name = setting.model.decisions[decision.index()].name.clone();
    let coordinates = Coordinates::of(setting.model, setting.table);
    let proof = proof(&coordinates, &prove(setting, decision, goal)?);
    let mut claims = Vec::new();
    for &of in &setting.table.cones[decision.index()] {
        let declared = &setting.model.decisions[of.index()];
        if declared.resolve_by.contains(&Ground::Specialis) {
            claims.extend(special(setting, &coordinates, &declared.rules)?);
        }
    }
    claims.push(match goal {
        Goal::Complete => Claim::Complete {
            decision: name,
            proof,
        },
        Goal::Agreed => Claim::Agreed {
            decision: name,
            proof,
        },
    });
    Ok(claims)
}

/// Cuts as a tree of named coordinates, made from the leaves up: parts come after what they are of.
fn proof(coordinates: &Coordinates, cuts: &Cuts) -> Proof {
    let mut proof = Proof::default();
    let mut made = vec![crate::verify::format::Node::LEAF; cuts.0.len()];
    for (at, cut) in cuts.0.iter().enumerate().rev() {
        if let Some(cut) = cut {
            let size = coordinates.size(cut.column);
            let below = cut.below as usize;
            let parts = vec![
                (coordinates.pieces(cut.column, 0, cut.at - 1), made[below]),
                (
                    coordinates.pieces(cut.column, cut.at, size - 1),
                    made[below + 1],
                ),
            ];
            made[at] = proof.cut(coordinates.coordinate(cut.column), parts);
        }
    }
    let root = made[0];
    proof.from(root)
}

/// For each pair of rules one of which is more special: that it is within the other, and that the
/// other is wider.
fn special(
    setting: &Setting,
    coordinates: &Coordinates,
    rules: &[RuleId],
) -> Result<Vec<Claim>, Failed> {
    let id = |rule: RuleId| setting.model.rules[rule.index()].id.clone();
    let mut claims = Vec::new();
    for &inner in rules {
        for &outer in setting.table.special.wider_than(inner) {
            if rules.binary_search(&outer).is_err() {
                continue;
            }
            claims.push(Claim::Included {
                rule: id(inner),
                within: id(outer),
                proof: proof(coordinates, &included(setting, inner, outer)?),
            });
            claims.push(Claim::Wider {
                rule: id(outer),
                than: id(inner),
                at: wider(setting, coordinates, inner, outer).ok_or(Failed::Stuck)?,
            });
        }
    }
    Ok(claims)
}

const INNER: u32 = 0;
const OUTER: u32 = 1;
const IMPOSSIBLE: u32 = 2;

fn rows(setting: &Setting, inner: RuleId, outer: RuleId) -> (Rows, Vec<ClassSet>) {
    let written = |rule: RuleId| -> Vec<Region> {
        let formula =
            crate::table::compile::as_written(setting.model, &setting.model.rules[rule.index()]);
        crate::table::disjoin::regions(setting.table, &formula).unwrap_or_default()
    };
    let (one, other) = (written(inner), written(outer));
    let labelled = one
        .iter()
        .map(|region| (INNER, region))
        .chain(other.iter().map(|region| (OUTER, region)))
        .chain(setting.impossible.iter().map(|region| (IMPOSSIBLE, region)));
    let whole = setting.table.full();
    (Rows::new(setting.table, labelled), whole)
}

/// The judge of where one rule is met without the other, and no `impossible` clause holds.
fn without(rule: u32, other: u32) -> impl FnMut(&[u32], &[u32]) -> Judgement {
    move |sure, open| {
        let within = |label: u32| sure.contains(&label) || open.contains(&label);
        if sure.contains(&other) || sure.contains(&IMPOSSIBLE) || !within(rule) {
            Judgement::Settled
        } else if sure.contains(&rule) && !within(other) && !within(IMPOSSIBLE) {
            Judgement::Hole
        } else {
            Judgement::Open
        }
    }
}

fn included(setting: &Setting, inner: RuleId, outer: RuleId) -> Result<Cuts, Failed> {
    let (rows, whole) = rows(setting, inner, outer);
    let (judge, budget) = (without(INNER, OUTER), setting.budget());
    let searched = search_with_cuts(setting.table, &whole, rows, budget, judge, |_| Next::Stop);
    match (searched.complete(), searched.cuts) {
        (true, Some(cuts)) => Ok(cuts),
        _ => Err(Failed::Stuck),
    }
}

/// A part of the space where the wider rule is met and the other is not.
fn wider(
    setting: &Setting,
    coordinates: &Coordinates,
    inner: RuleId,
    outer: RuleId,
) -> Option<Vec<Narrowed>> {
    let (rows, whole) = rows(setting, inner, outer);
    let (judge, budget) = (without(OUTER, INNER), setting.budget());
    let mut found = None;
    search(setting.table, &whole, rows, budget, judge, |hole| {
        let cells = hole.cells();
        let narrowed = hole.region(&cells);
        found = Some(
            narrowed
                .cells()
                .iter()
                .map(|(column, classes)| Narrowed {
                    cut: coordinates.coordinate(*column),
                    within: classes
                        .ranges()
                        .iter()
                        .flat_map(|&(low, high)| coordinates.pieces(*column, low, high))
                        .collect(),
                })
                .collect(),
        );
        Next::Stop
    });
    found
}
