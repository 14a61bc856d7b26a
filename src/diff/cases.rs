//! Real affairs, decided by both rulesets.
//!
//! In: affairs one by one, each as both rulesets read it. Out: which moved, from what to what; which
//! could not be replayed because the new ruleset turns on facts that the record does not give; which
//! are no affair of one, or of both. Where an affair comes from is not asked here: a file, or a
//! record of decisions.

use std::collections::BTreeMap;

use super::Diff;
use super::witness::result;
use crate::model::{DecisionId, Model};
use crate::ruleset::Ruleset;
use crate::table::FactKey;
use crate::verdict::affair::Rejection;
use crate::verdict::decide::decide;
use crate::verdict::outcome::Result as Comes;
use crate::verdict::{Affair, Outcome, Outcomes};

/// Where an affair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a file, on this line, from 1.
    Line(u64),
    /// In a ledger, at this entry, from 0.
    Entry(u64),
}

/// One real affair, as both rulesets read it.
#[derive(Debug, Clone)]
pub struct Real {
    /// What it is called.
    pub id: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// As the old ruleset admits it.
    pub old: Result<Affair, Rejection>,
    /// As the new ruleset admits it.
    pub new: Result<Affair, Rejection>,
}

/// What became of the affairs.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    /// How many there are.
    pub records: u64,
    /// How many both decide alike, as far as either decides them.
    pub same: u64,
    /// Those of which some decision comes to something else, and those that the new ruleset does not
    /// admit any more.
    pub moved: Vec<Case>,
    /// Those that the new ruleset cannot decide as recorded, and the old could; and those of which a value
    /// was redacted.
    pub open: Vec<Case>,
    /// Those that only the new ruleset admits.
    pub admitted: Vec<Case>,
    /// Those that neither admits.
    pub rejected: Vec<Case>,
    /// For each decision, from what to what, those that stay included.
    pub transitions: BTreeMap<String, BTreeMap<(Came, Came), u64>>,
    /// For each fact that is lacking, how many affairs lack it.
    pub lacking: BTreeMap<String, u64>,
}

/// What became of one affair.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is called.
    pub id: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Decisions that come to something else.
    pub moves: Vec<Move>,
    /// Facts that the new ruleset needs and the record does not give; the date is `as_of`.
    pub lacks: Vec<String>,
    /// What was redacted of a recorded decision, of which nobody knows therefore.
    pub redacted: Vec<String>,
    /// Why a ruleset does not admit it: the new one, or the old where only the new does.
    pub rejected: Option<Rejection>,
}

/// One decision of one affair.
#[derive(Debug, Clone)]
pub struct Move {
    /// The decision.
    pub decision: String,
    /// In the old ruleset.
    pub old: DecisionId,
    /// In the new ruleset.
    pub new: DecisionId,
    /// What it came to.
    pub from: Came,
    /// What it comes to.
    pub to: Came,
    /// The rules that won.
    pub old_rules: Vec<String>,
    /// The rules that win.
    pub new_rules: Vec<String>,
}

/// What a decision came to on a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Came {
    /// This.
    To(Comes),
    /// It turns on facts that are not given.
    Open,
}

impl Cases {
    /// How many count for a limit on moves: those that moved, and those of which nobody knows.
    pub fn counted(&self) -> u64 {
        (self.moved.len() + self.open.len()) as u64
    }

    /// Counts an affair of which values were redacted: it is not decided by what is left.
    pub fn withheld(&mut self, id: Option<String>, place: Place, redacted: Vec<String>) {
        self.records += 1;
        self.open.push(Case {
            id,
            place,
            moves: Vec::new(),
            lacks: Vec::new(),
            redacted,
            rejected: None,
        });
    }

    /// Decides one more affair by both rulesets of a comparison.
    pub fn take(&mut self, diff: &Diff, real: Real) {
        self.records += 1;
        let mut case = Case {
            id: real.id,
            place: real.place,
            moves: Vec::new(),
            lacks: Vec::new(),
            redacted: Vec::new(),
            rejected: None,
        };
        let (old, new) = match (real.old, real.new) {
            (Ok(old), Ok(new)) => (old, new),
            (Ok(_), Err(rejection)) => {
                case.rejected = Some(rejection);
                self.moved.push(case);
                return;
            }
            (Err(rejection), Ok(_)) => {
                case.rejected = Some(rejection);
                self.admitted.push(case);
                return;
            }
            (Err(_), Err(rejection)) => {
                case.rejected = Some(rejection);
                self.rejected.push(case);
                return;
            }
        };
        let outcomes =
            |ruleset: &Ruleset, affair: &Affair| decide(&ruleset.0.model, &ruleset.0.table, affair);
        let (before, after) = (outcomes(&diff.old, &old), outcomes(&diff.new, &new));
        for compared in &diff.decisions {
            let (from, to) = (
                &before.decisions[compared.old.index()],
                &after.decisions[compared.new.index()],
            );
            let (was, is) = (came(from), came(to));
            *self
                .transitions
                .entry(compared.decision.clone())
                .or_default()
                .entry((was.clone(), is.clone()))
                .or_default() += 1;
            let moved = match (&was, &is) {
                (Came::To(was), Came::To(is)) => diff.comparison.as_new(compared.old, was) != *is,
                (Came::To(_), Came::Open) => {
                    case.lacks.extend(needs(&diff.new.0.model, to));
                    false
                }
                (Came::Open, Came::To(_)) => true,
                (Came::Open, Came::Open) => false,
            };
            if moved {
                case.moves.push(Move {
                    decision: compared.decision.clone(),
                    old: compared.old,
                    new: compared.new,
                    from: was,
                    to: is,
                    old_rules: rules(&diff.old.0.model, &before, compared.old),
                    new_rules: rules(&diff.new.0.model, &after, compared.new),
                });
            }
        }
        case.lacks.sort();
        case.lacks.dedup();
        for fact in &case.lacks {
            *self.lacking.entry(fact.clone()).or_default() += 1;
        }
        if !case.moves.is_empty() {
            self.moved.push(case);
        } else if !case.lacks.is_empty() {
            self.open.push(case);
        } else {
            self.same += 1;
        }
    }
}

fn came(outcome: &Outcome) -> Came {
    result(outcome).map_or(Came::Open, Came::To)
}

/// The facts that an outcome turns on.
fn needs(model: &Model, outcome: &Outcome) -> Vec<String> {
    let Outcome::Undetermined { needs, .. } = outcome else {
        return Vec::new();
    };
    let name = |fact: FactKey| match fact {
        FactKey::AsOf => "as_of".to_owned(),
        FactKey::Fact(fact) => model.facts[fact.index()].name.clone(),
    };
    needs.iter().map(|need| name(need.fact)).collect()
}

fn rules(model: &Model, outcomes: &Outcomes, decision: DecisionId) -> Vec<String> {
    let winners = outcomes.decisions[decision.index()].winners();
    let ids = winners
        .iter()
        .map(|rule| model.rules[rule.index()].id.clone());
    ids.collect()
}
