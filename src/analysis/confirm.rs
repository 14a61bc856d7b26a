//! The one place that decides: every affair that is shown has been decided first.

use jiff::civil::Date;

use crate::model::{Datum, FactId, Model, RuleId};
use crate::table::{ClassSet, ColumnKey, FactKey};
use crate::verdict::affair::Vocabulary;
use crate::verdict::decide::decide_within;
use crate::verdict::example::admitted;
use crate::verdict::explore::{Ground, narrow};
use crate::verdict::outcome::{Claim, Value};
use crate::verdict::space::{Space, space};
use crate::verdict::{Affair, Knowledge, Outcome, Outcomes};

use super::finding::Witness;
use super::plain;
use super::setting::Setting;

/// Steps that deciding one affair may take here; an affair that takes more is not plain.
const STEPS: u64 = 100_000;

/// The plainest affair of a box that shows something when it is decided: first with values only for
/// what the box restricts, then for all facts, then with as few as still show it.
pub(super) fn witness(
    setting: &Setting,
    vocabulary: &Vocabulary,
    space: &Space,
    shows: &dyn Fn(&Affair, &Outcomes) -> bool,
) -> Witness {
    let trial = Trial {
        setting,
        vocabulary,
        shows,
    };
    let few = plain::affair(setting, space, false);
    let shown = if trial.shown_by(&few) {
        few
    } else {
        let all = plain::affair(setting, space, true);
        if !trial.shown_by(&all) {
            return Witness {
                affair: few,
                confirmed: false,
            };
        }
        all
    };
    let plainest = trial.plainest(shown);
    Witness {
        // with what is recognised from its text
        affair: trial.admitted(&plainest).unwrap_or(plainest),
        confirmed: true,
    }
}

struct Trial<'a> {
    setting: &'a Setting<'a>,
    vocabulary: &'a Vocabulary,
    shows: &'a dyn Fn(&Affair, &Outcomes) -> bool,
}

impl Trial<'_> {
    fn admitted(&self, affair: &Affair) -> Option<Affair> {
        let Setting { model, table, .. } = *self.setting;
        admitted(model, table, self.vocabulary, affair.clone()).ok()
    }

    fn shown_by(&self, affair: &Affair) -> bool {
        let Setting { model, table, .. } = *self.setting;
        self.admitted(affair).is_some_and(|affair| {
            (self.shows)(&affair, &decide_within(model, table, &affair, STEPS))
        })
    }

    /// Facts left out, last declared first, as long as the rest still shows it; then the date.
    fn plainest(&self, mut affair: Affair) -> Affair {
        let mut known: Vec<FactId> = known(self.setting.model, &affair);
        known
            .sort_by_key(|fact| std::cmp::Reverse(self.setting.model.facts[fact.index()].declared));
        for fact in known {
            let without = affair.clone().with([(fact, Knowledge::Unknown)]);
            if self.shown_by(&without) {
                affair = without;
            }
        }
        if affair.as_of.is_some() {
            let mut without = affair.clone();
            without.as_of = None;
            if self.shown_by(&without) {
                affair = without;
            }
        }
        affair
    }
}

/// The facts given.
pub(super) fn known(model: &Model, affair: &Affair) -> Vec<FactId> {
    (0..)
        .map(FactId)
        .take(model.facts.len())
        .filter(|fact| affair.facts[fact.index()] != Knowledge::Unknown)
        .collect()
}

/// The cells of a wholly known affair, what is computed from its numbers included; nothing where a
/// fact is not given, or the date where rules look at it or compute with it.
pub(super) fn wholly_known(
    setting: &Setting,
    affair: &Affair,
    as_of: Option<Date>,
) -> Option<Vec<ClassSet>> {
    let Setting { model, table, .. } = *setting;
    let mut computed = table.expressions.iter().flat_map(|(_, facts)| facts);
    let wants_day = setting.days().is_some() || computed.any(|fact| *fact == FactKey::AsOf);
    if known(model, affair).len() < model.facts.len() || wants_day && as_of.is_none() {
        return None;
    }
    let mut at = space(model, table, affair, as_of);
    narrow(Ground { model, table }, &mut at).then_some(at.cells)
}

/// Whether an outcome has a claim that nothing is said: some situation is a gap.
pub(super) fn is_gap(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Unclassified => true,
        Outcome::Contested { claims, .. } => claims.iter().any(|claim| claim.value.is_none()),
        _ => false,
    }
}

/// Whether an outcome is contested with all these rules among those of its claims, and no declared
/// overlap accepts it.
pub(super) fn is_conflict(outcome: &Outcome, rules: &[RuleId]) -> bool {
    let claimed = |rule: &RuleId, claim: &Claim| claim.support.rules.binary_search(rule).is_ok();
    match outcome {
        Outcome::Contested {
            claims,
            overlap: None,
        } => rules
            .iter()
            .all(|rule| claims.iter().any(|claim| claimed(rule, claim))),
        _ => false,
    }
}

/// Whether an affair as decided lies in a box for sure: its facts do, and each decision that the box
/// restricts has a claim within it.
pub(super) fn lies_in(
    setting: &Setting,
    cells: &[ClassSet],
    affair: &Affair,
    outcomes: &Outcomes,
) -> bool {
    let Setting { model, table, .. } = *setting;
    let mut at = space(model, table, affair, outcomes.as_of);
    narrow(Ground { model, table }, &mut at);
    table
        .columns
        .iter()
        .zip(cells)
        .enumerate()
        .filter(|(_, (column, cell))| cell.len() < u64::from(column.size))
        .all(|(number, (column, cell))| match &column.key {
            ColumnKey::Outcome(decision) => claims(&outcomes.decisions[decision.index()])
                .iter()
                .any(|claim| match claim {
                    Some(Value::One(datum)) => cell.contains(column.class(datum)),
                    Some(Value::List(list)) => {
                        cell.contains(column.class(&Datum::Number(list.len().into())))
                    }
                    None => column.none_class().is_some_and(|none| cell.contains(none)),
                }),
            ColumnKey::Collected(decision, leaf) => claims(&outcomes.decisions[decision.index()])
                .iter()
                .any(|claim| {
                    let has = matches!(claim, Some(Value::List(list))
                            if list.binary_search(&Datum::Leaf(*leaf)).is_ok());
                    cell.contains(u32::from(has))
                }),
            ColumnKey::Decided(decision) => match outcomes.decisions[decision.index()] {
                Outcome::Decided { .. } => cell.contains(1),
                Outcome::Undetermined { .. } => false,
                _ => cell.contains(0),
            },
            _ => at.cells[number].is_subset(cell),
        })
}

/// What a decision claims; nothing while it is open.
fn claims(outcome: &Outcome) -> Vec<Option<Value>> {
    match outcome {
        Outcome::Decided { value, .. } => vec![Some(value.clone())],
        Outcome::Contested { claims, .. } => {
            claims.iter().map(|claim| claim.value.clone()).collect()
        }
        Outcome::Unclassified => vec![None],
        Outcome::Undetermined { .. } => Vec::new(),
    }
}
