//! Guarantees: proved, or broken by the plainest affair.
//!
//! What would break one is a condition over facts and decisions, hence a list of regions over the
//! columns of facts and outcomes; a guarantee is proved if no situation lies in any of them.

use crate::model::{Claim, Condition, Guarantee};
use crate::table::disjoin::{Formula, formula, regions};
use crate::table::{ClassSet, ColumnKey, Region};
use crate::verdict::affair::Vocabulary;
use crate::verdict::{Affair, Outcome, Outcomes};

use super::confirm::{known, lies_in, wholly_known, witness};
use super::dead::bare;
use super::finding::{Answer, Finding, Kind, Witness};
use super::setting::{Real, Setting};
use super::share::largest_first;

/// Regions that a broken guarantee's plainest affair is looked for in.
const MOST_TRIED: usize = 64;

/// What would break a guarantee.
pub(super) fn broken(setting_model: &crate::model::Model, guarantee: &Guarantee) -> Formula {
    let of = |condition: &Condition| formula(setting_model, condition);
    let not = |condition: &Condition| Formula::Not(Box::new(of(condition)));
    match &guarantee.claim {
        Claim::Never(condition) => of(condition),
        Claim::Always(condition) => not(condition),
        Claim::Whenever(premise, claim) => Formula::And(vec![of(premise), not(claim)]),
    }
}

/// Looks at one guarantee.
pub(super) fn guarantee(
    setting: &Setting,
    vocabulary: &Vocabulary,
    number: u32,
) -> (Vec<Finding>, Answer) {
    let guarantee = &setting.model.guarantees[number as usize];
    let Ok(mut breaking) = regions(setting.table, &broken(setting.model, guarantee)) else {
        return (Vec::new(), Answer::Unknown { uncovered: 1.0 });
    };
    largest_first(setting, &mut breaking);
    let mut unknown = false;
    let mut real: Vec<Region> = Vec::new();
    let mut plainest: Option<Witness> = None;
    for region in &breaking {
        if real.len() >= MOST_TRIED {
            break;
        }
        let cells = setting.within(region);
        match setting.real(&cells) {
            Real::Nothing => {}
            Real::Unknown(_) => unknown = true,
            Real::Affair(found) => {
                real.push(region.clone());
                let cells = region.within(&setting.table.full());
                let shown = witness(setting, vocabulary, &found, &|affair, outcomes| {
                    lies_in(setting, &cells, affair, outcomes)
                        && (!is_contested(setting, region, outcomes)
                            || has_situation(setting, &cells, affair, outcomes))
                });
                let facts =
                    |shown: &Witness| (!shown.confirmed, known(setting.model, &shown.affair).len());
                if plainest
                    .as_ref()
                    .is_none_or(|known| facts(&shown) < facts(known))
                {
                    plainest = Some(shown);
                }
            }
        }
    }
    let mut findings = Vec::new();
    if plainest.is_some() {
        findings.push(Finding {
            witness: plainest,
            more: breaking.len() > real.len() && real.len() >= MOST_TRIED,
            regions: real.iter().map(|region| told(setting, region)).collect(),
            ..bare(Kind::Guarantee(number), None, Vec::new())
        });
        return (findings, Answer::Found);
    }
    if let Claim::Whenever(premise, _) = &guarantee.claim
        && never(setting, &formula(setting.model, premise)) == Some(true)
    {
        findings.push(bare(Kind::IdleGuarantee(number), None, Vec::new()));
    }
    let answer = if unknown {
        Answer::Unknown { uncovered: 1.0 }
    } else {
        Answer::Proved
    };
    (findings, answer)
}

/// A region without what it says of decisions being decided, which the guarantee itself says.
fn told(setting: &Setting, region: &Region) -> Region {
    Region::from_cells(
        region
            .cells()
            .iter()
            .filter(|cell| {
                !matches!(
                    setting.table.columns[cell.0 as usize].key,
                    ColumnKey::Decided(_)
                )
            })
            .cloned(),
    )
}

/// Whether a decision that a region speaks of is contested: then claims may be those of different
/// worlds.
fn is_contested(setting: &Setting, region: &Region, outcomes: &Outcomes) -> bool {
    region.cells().iter().any(|(column, _)| {
        let (ColumnKey::Outcome(decision)
        | ColumnKey::Collected(decision, _)
        | ColumnKey::Decided(decision)) = setting.table.columns[*column as usize].key
        else {
            return false;
        };
        matches!(
            outcomes.decisions[decision.index()],
            Outcome::Contested { .. }
        )
    })
}

/// Whether a wholly known affair has one situation in a box.
fn has_situation(
    setting: &Setting,
    cells: &[ClassSet],
    affair: &Affair,
    outcomes: &Outcomes,
) -> bool {
    let Some(at) = wholly_known(setting, affair, outcomes.as_of) else {
        return false;
    };
    let both: Vec<ClassSet> = at.iter().zip(cells).map(|(a, b)| a.and(b)).collect();
    matches!(setting.real(&both), Real::Affair(_))
}

/// Whether a condition holds on no situation; `None` where that was not found out.
pub(super) fn never(setting: &Setting, formula: &Formula) -> Option<bool> {
    let mut unknown = false;
    for region in regions(setting.table, formula).ok()? {
        match setting.real(&setting.within(&region)) {
            Real::Affair(_) => return Some(false),
            Real::Nothing => {}
            Real::Unknown(_) => unknown = true,
        }
    }
    (!unknown).then_some(true)
}
