//! Stage 6, [`Diff`]: what two rulesets decide differently. In: two compiled rulesets. Out: the
//! words that differ, and for each decision both have the regions of affairs that it decides
//! otherwise, each with an affair decided by both and the declarations that make the difference.
//!
//! The two are compiled over one list of facts (`common`), so that a box of affairs is a box for
//! either; one search (`search`) cuts it along the rules that differ until both results are known.
//! Affairs that only one of them admits are told apart (`alone`), and so are days on which only one is
//! in force. "No difference" is said only when proved.

mod mapping;
pub(crate) mod common;
mod pairs;
pub(crate) mod outcomes;
mod cut;
mod search;
mod gather;
pub mod terms;
pub mod changes;
pub mod alone;
pub mod cases;
pub(crate) mod witness;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::analysis::setting::Setting;
use crate::model::canon::declared::{Weight, declarations};
use crate::model::{DecisionId, Model, Period};
use crate::ruleset::Ruleset;
use crate::table::Region;
use crate::verdict::outcome::Result;
use crate::verdict::space::period;
use alone::Alone;
use changes::{Cause, Changed, Changes};
pub use common::Nothing;
use common::{Common, common};
use outcomes::Decisions;
use search::{Budget, Search};
use terms::{Term, terms};
pub use witness::Witness;

/// Pieces that the search of one decision may look at unless more are asked for.
pub const STEPS: u64 = 200_000;
/// Regions of one difference that are told at most.
const MOST_REGIONS: usize = 1_000;

/// What to compare, and how far to look.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Pieces that the search of one decision may look at; a count, so that the same rulesets have the
    /// same differences on every machine.
    pub steps: u64,
    /// Asked now and then: whether to stop now. Whoever has a clock may use it here.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// The day to compare on; otherwise all days on which both are in force.
    pub as_of: Option<Date>,
    /// The decision to compare, by its name; otherwise all.
    pub decision: Option<&'a str>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            steps: STEPS,
            stop: &|| false,
            as_of: None,
            decision: None,
        }
    }
}

/// The days on which two rulesets are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Every day on which both are in force, each on the same day.
    Both(Period),
    /// Each on one day of its own: the day asked about; or, where there is no day on which both are
    /// in force, the last of one and the first of the other.
    Each {
        /// The day of the old ruleset.
        old: Date,
        /// The day of the new ruleset.
        new: Date,
    },
}

impl Days {
    fn of(old: &Model, new: &Model, as_of: Option<Date>) -> Self {
        if let Some(day) = as_of {
            return Self::Each { old: day, new: day };
        }
        let (before, after) = (period(old), period(new));
        let both = before.and(&after);
        match (both.from, both.until) {
            (Some(from), Some(until)) if until < from => match (before.until, after.from) {
                (Some(last), Some(first)) if last < first => Self::Each {
                    old: last,
                    new: first,
                },
                _ => Self::Each {
                    old: from,
                    new: until,
                },
            },
            _ => Self::Both(both),
        }
    }

    pub(crate) fn fixed(&self) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Both(_) => (None, None),
            Self::Each { old, new } => (Some(*old), Some(*new)),
        }
    }

    fn period(&self) -> Period {
        match self {
            Self::Both(period) => *period,
            Self::Each { .. } => Period::default(),
        }
    }
}

/// What two rulesets decide differently.
#[derive(Debug, Clone)]
pub struct Diff {
    pub(crate) old: Ruleset,
    pub(crate) new: Ruleset,
    /// On which days they were compared.
    pub days: Days,
    /// The words that only one knows, or that are of another sort.
    pub terms: Vec<Term>,
    /// The declarations that differ.
    pub changes: Vec<Changed>,
    /// The decisions that both have; the largest difference first.
    pub decisions: Vec<Compared>,
    /// The affairs that only one admits.
    pub alone: Vec<Alone>,
    /// Why affairs could not be compared at all, if they could not.
    pub nothing: Option<Nothing>,
    /// What the regions are over.
    pub(crate) common: Option<Common>,
    /// How the values of one are those of the other.
    pub(crate) comparison: Decisions,
}

/// One decision of both rulesets.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Its name.
    pub decision: String,
    /// In the old ruleset.
    pub old: DecisionId,
    /// In the new ruleset.
    pub new: DecisionId,
    /// Where it comes to something else; the largest share first.
    pub moved: Vec<Moved>,
    /// At most this part of the space was not searched, or could not be settled.
    pub uncovered: f64,
}

/// Affairs that go from one result to another, for one reason.
#[derive(Debug, Clone)]
pub struct Moved {
    /// What the old ruleset decides.
    pub from: Result,
    /// What the new ruleset decides.
    pub to: Result,
    /// What makes the difference.
    pub causes: Vec<Cause>,
    /// The decisions upstream that it comes through, where no rule of the decision itself is to blame.
    pub through: Vec<DecisionId>,
    /// Where, few and large, over the shared space; they may overlap.
    pub regions: Vec<Region>,
    /// Whether there are more regions than are told.
    pub more: bool,
    /// How much of the space they are together.
    pub share: f64,
    /// An affair that shows it.
    pub witness: Witness,
}

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The two are one: the same digest.
    Identical,
    /// Proved: every affair is admitted by both, and decided alike. Texts may differ.
    Same,
    /// No affair was found that is decided otherwise, and not all were looked at.
    Unknown,
    /// Something differs.
    Different,
}

impl Compared {
    /// How much of the space is decided otherwise.
    pub fn share(&self) -> f64 {
        self.moved
            .iter()
            .map(|moved| moved.share)
            .fold(0.0, |sum: f64, share| sum + share)
            .min(1.0)
    }

    /// From what to what, with the share of the space; the largest first.
    pub fn transitions(&self) -> Vec<(&Result, &Result, f64)> {
        let mut shares: BTreeMap<(&Result, &Result), f64> = BTreeMap::new();
        for moved in &self.moved {
            *shares.entry((&moved.from, &moved.to)).or_default() += moved.share;
        }
        let mut all: Vec<_> = shares
            .into_iter()
            .map(|((from, to), share)| (from, to, share))
            .collect();
        all.sort_by(|a, b| b.2.total_cmp(&a.2));
        all
    }
}

impl Diff {
    /// Compares two rulesets.
    pub(crate) fn of(old: &Ruleset, new: &Ruleset, options: &Options) -> Self {
        let (before, after) = (&old.0.model, &new.0.model);
        let days = Days::of(before, after, options.as_of);
        let mut diff = Self {
            old: old.clone(),
            new: new.clone(),
            days,
            terms: Vec::new(),
            changes: Vec::new(),
            decisions: Vec::new(),
            alone: Vec::new(),
            nothing: None,
            common: None,
            comparison: Decisions::new(before, after),
        };
        if before.digest == after.digest {
            return diff;
        }
        diff.terms = terms(before, after);
        let declared = (declarations(before), declarations(after));
        let pairs = pairs::paired((before, &declared.0), (after, &declared.1));
        let changes = Changes::new(
            (before, &declared.0),
            (after, &declared.1),
            &pairs,
            &days,
            &diff.terms,
        );
        diff.changes = changes.all();
        let is_asked = |name: &str| options.decision.is_none_or(|asked| asked == name);
        let shared = common(
            (before, &old.0.table.special),
            (after, &new.0.table.special),
            (&diff.comparison, &pairs),
            &days,
        );
        match shared {
            Ok(shared) => {
                diff.decisions =
                    compared(&diff, &shared, &diff.comparison, &changes, &pairs, options);
                for by_new in [false, true] {
                    let side = if by_new { after } else { before };
                    let wanted = |id: DecisionId| is_asked(&side.decisions[id.index()].name);
                    diff.alone
                        .extend(alone::by_clauses(&shared, by_new, &wanted));
                }
                diff.common = Some(shared);
            }
            Err(nothing) => diff.nothing = Some(nothing),
        }
        for (one, other, by_new) in [(before, after, false), (after, before, true)] {
            let wanted = |id: DecisionId| is_asked(&one.decisions[id.index()].name);
            diff.alone
                .extend(alone::by_values((one, other), by_new, &wanted));
        }
        diff
    }

    /// What it comes to.
    pub fn answer(&self) -> Answer {
        if self.old.0.model.digest == self.new.0.model.digest {
            return Answer::Identical;
        }
        let moved = self.decisions.iter().any(|it| !it.moved.is_empty());
        if moved || !self.terms.is_empty() || !self.alone.is_empty() || self.other_days() {
            return Answer::Different;
        }
        let open = self.nothing.is_some() || self.decisions.iter().any(|it| it.uncovered > 0.0);
        if open { Answer::Unknown } else { Answer::Same }
    }

    /// Whether the two are in force on different days.
    pub fn other_days(&self) -> bool {
        period(&self.old.0.model) != period(&self.new.0.model)
    }

    /// The declarations that differ in no more than this.
    pub fn changes_of(&self, weight: Weight) -> impl Iterator<Item = &Changed> {
        self.changes
            .iter()
            .filter(move |changed| changed.weight == weight)
    }
}

/// Compares each decision that both have.
fn compared(
    diff: &Diff,
    shared: &Common,
    decisions: &Decisions,
    changes: &Changes,
    pairs: &[pairs::Pair],
    options: &Options,
) -> Vec<Compared> {
    let alike = pairs::alike(shared, pairs, decisions);
    let search = Search {
        common: shared,
        decisions,
        pairs,
        alike: &alike,
    };
    let setting = Setting::new(
        &shared.new.model,
        &shared.new.table,
        crate::analysis::Options::default(),
    );
    let shows = witness::Shows {
        old: &diff.old,
        new: &diff.new,
        common: shared,
        setting: &setting,
        decisions,
        days: &diff.days,
    };
    let budget = Budget {
        pieces: options.steps,
        stop: options.stop,
    };
    let mut all: Vec<Compared> = decisions
        .both()
        .map(|both| (both, &diff.new.0.model.decisions[both.1.index()].name))
        .filter(|(_, name)| options.decision.is_none_or(|asked| asked == **name))
        .map(|((old, new), name)| {
            let found = search.decision(old, new, budget);
            Compared {
                decision: name.clone(),
                old,
                new,
                moved: moved(&search, &shows, changes, (old, new), found.pieces),
                uncovered: found.uncovered.min(1.0),
            }
        })
        .collect();
    all.sort_by(|a, b| b.share().total_cmp(&a.share()));
    all
}

/// What makes a difference, and which decisions upstream it comes through.
type Why = (Vec<Cause>, Vec<DecisionId>);

/// The decisions that rules to blame conclude about, unless one of them is the decision itself.
fn through(search: &Search, decision: DecisionId, causes: &[u32]) -> Vec<DecisionId> {
    let (old, new) = (&search.common.old.model, &search.common.new.model);
    let mut concluded: Vec<DecisionId> = Vec::new();
    for pair in causes.iter().map(|pair| search.pairs[*pair as usize]) {
        let of_new = pair.new.map(|rule| &new.rules[rule.index()].conclusions);
        concluded.extend(of_new.into_iter().flatten().map(|said| said.decision));
        let of_old = pair.old.map(|rule| &old.rules[rule.index()].conclusions);
        let of_old = of_old.into_iter().flatten();
        concluded.extend(of_old.filter_map(|said| search.decisions.new_of(said.decision)));
    }
    concluded.sort_unstable();
    concluded.dedup();
    if concluded.contains(&decision) {
        return Vec::new();
    }
    let cone = search.common.new.cone(decision);
    concluded.retain(|upstream| cone.contains(upstream));
    concluded
}

/// Boxes put together by what they go from and to, and why.
fn moved(
    search: &Search,
    shows: &witness::Shows,
    changes: &Changes,
    decisions: (DecisionId, DecisionId),
    pieces: Vec<search::Piece>,
) -> Vec<Moved> {
    let shared = search.common;
    let heads = || {
        let cone = shared.new.table.cones[decisions.1.index()].iter();
        let differ = cone.filter(|id| !search.decisions.same_head[id.index()]);
        let names = differ.map(|id| shared.new.model.decisions[id.index()].name.as_str());
        changes.heads(names)
    };
    let mut known: BTreeMap<Vec<u32>, Why> = BTreeMap::new();
    let mut groups: BTreeMap<(Result, Result, Why), Vec<search::Piece>> = BTreeMap::new();
    for piece in pieces {
        let causes = known
            .entry(piece.causes.clone())
            .or_insert_with_key(|causes| {
                if causes.is_empty() {
                    return (heads(), Vec::new());
                }
                let through = through(search, decisions.1, causes);
                let pairs = causes.iter().map(|pair| search.pairs[*pair as usize]);
                (changes.causes(pairs), through)
            })
            .clone();
        let key = (piece.from.clone(), piece.to.clone(), causes);
        groups.entry(key).or_default().push(piece);
    }
    let mut all: Vec<Moved> = groups
        .into_iter()
        .map(|((from, to, (causes, through)), mut pieces)| {
            let share = |piece: &search::Piece| cut::share(&piece.cells, &shared.whole);
            let total: f64 = pieces.iter().map(share).sum();
            pieces.sort_by(|a, b| {
                share(b)
                    .total_cmp(&share(a))
                    .then_with(|| a.cells.cmp(&b.cells))
            });
            let boxes: Vec<_> = pieces.iter().map(|piece| piece.cells.clone()).collect();
            let mut regions = gather::gathered(&shared.new.table, &shared.whole, boxes);
            let shown = |piece: &search::Piece| {
                shows.witness(&piece.space, &regions, decisions, (&from, &to))
            };
            let mut witness = shown(&pieces[0]);
            // numbers for expressions are not always found at first
            for piece in pieces.iter().skip(1).take(8) {
                if witness.confirmed {
                    break;
                }
                witness = shown(piece);
            }
            let more = regions.len() > MOST_REGIONS;
            regions.truncate(MOST_REGIONS);
            Moved {
                from,
                to,
                causes,
                through,
                regions,
                more,
                share: total.min(1.0),
                witness,
            }
        })
        .collect();
    all.sort_by(|a, b| b.share.total_cmp(&a.share));
    all
}

impl Diff {
    /// What its regions are over, for those who read them by their columns.
    #[doc(hidden)]
    pub fn space(&self) -> Option<(&Model, &crate::table::DecisionTable)> {
        let shared = self.common.as_ref()?;
        Some((&shared.new.model, &shared.new.table))
    }
}
