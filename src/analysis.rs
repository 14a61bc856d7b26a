//! Stage 6, [`Findings`]: what follows for all affairs. In: the model. Out: what somebody should
//! look at, each finding with an affair that shows it, and what was proved.
//!
//! The space of a decision is that of its *situations*: an affair, and a value for each decision
//! its rules read, chosen among that decision's own claims. So a conflict or a gap belongs to the
//! decision where it arises, and decisions that only read it are not blamed.
//!
//! Every analysis asks the same question of the same routine (`table::cover`): cut a box until in each
//! piece the rules that are met settle the matter. What is found is a box; `verdict::reach` looks for an
//! affair in it, and `confirm` decides that affair. The algorithms and their sources are told in
//! `docs/analysis.md`.

pub mod finding;
pub(crate) mod setting;
mod parallel;
mod meeting;
pub(crate) mod plain;
mod confirm;
mod share;
mod gap;
mod conflict;
mod dead;
mod redundant;
mod overrides;
mod overlaps;
mod guarantee;
mod idle;
mod shifts;
mod inherited;
mod names;
mod ask;
pub(crate) mod prove;
mod named;
pub(crate) mod certificate;
pub(crate) mod seek;

pub use finding::{
    Answer, Ask, Course, Finding, Findings, Kind, Named, Question, Share, Start, Witness,
};

use jiff::civil::Date;

use crate::model::{Claim, Collect, DecisionId, DefineBody, Model, Period};
use crate::table::compile::{compile_with, in_force};
use crate::table::disjoin::{Formula, Values, formula};
use crate::table::{ColumnKey, DecisionTable};

/// How far an analysis goes.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Pieces that one question may look at; a count, so that the same ruleset has the same
    /// findings on every machine.
    pub steps: u64,
    /// Asked now and then: whether to stop now. Whoever has a clock may use it here.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Threads to use, at least 1. The findings do not depend on it.
    pub threads: usize,
    /// A day: rules and overlaps that are out of date then are findings too.
    pub as_of: Option<Date>,
    /// Whether what concerns only an ancestor's declarations is found too: a rule of theirs that has no
    /// affair left here, say. Who reads what is found cannot mend those.
    pub inherited: bool,
    /// Told as questions are answered: how many of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Steps that one question may take unless more are asked for.
pub const STEPS: u64 = 2_000_000;

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            steps: STEPS,
            stop: &|| false,
            threads: 1,
            as_of: None,
            inherited: false,
            progress: &|_, _| {},
        }
    }
}

/// What was found, with the columns that its regions are over: those of deciding, and those that
/// guarantees and overlaps look at besides.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The columns.
    pub table: DecisionTable,
    /// What was found.
    pub findings: Findings,
}

/// Analyses a ruleset.
pub fn analyse(model: &Model, table: &DecisionTable, options: &Options) -> Analysis {
    let table = with_columns(model, table);
    let mut findings = ask::everything(model, &table, *options);
    if !options.inherited {
        inherited::leave_to_those_above(model, &mut findings);
    }
    Analysis { table, findings }
}

/// The table with columns for what guarantees, definitions and overlaps look at.
fn with_columns(model: &Model, table: &DecisionTable) -> DecisionTable {
    let guarantees = model.guarantees.iter().flat_map(|guarantee| {
        let premise = match &guarantee.claim {
            Claim::Whenever(premise, _) => Some(formula(model, premise)),
            Claim::Never(_) | Claim::Always(_) => None,
        };
        premise
            .into_iter()
            .chain([guarantee::broken(model, guarantee)])
    });
    let defines = model
        .defines
        .iter()
        .filter_map(|define| match &define.body {
            DefineBody::Condition(condition) => Some(formula(model, condition)),
            DefineBody::Expr(..) => None,
        });
    let overlaps = model.overlaps.iter().filter_map(|overlap| {
        in_force(&Period {
            from: None,
            until: overlap.until,
        })
    });
    // whether a decision that others read is unclassified, even where no rule asks for its value
    let read = model.decisions.iter().flat_map(|decision| {
        let single = |read: &&DecisionId| {
            let collect = model.decisions[read.index()].collect;
            matches!(collect, None | Some(Collect::Min | Collect::Max))
        };
        decision
            .reads
            .iter()
            .filter(single)
            .map(|read| Formula::Atom(ColumnKey::Outcome(*read), Values::Some))
    });
    let besides: Vec<Formula> = guarantees
        .chain(read)
        .chain(defines)
        .chain(overlaps)
        .collect();
    if besides.is_empty() {
        return table.clone();
    }
    // the rules compiled once, so they compile again
    let wider = compile_with(model, &besides).unwrap_or_else(|_| table.clone());
    DecisionTable {
        special: table.special.clone(),
        ..wider
    }
}
