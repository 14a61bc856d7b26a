//! A plain affair in a region, found by trying: enough to propose an example, and never wrong, for each
//! is decided before it is proposed. Where it finds none there may be one all the same.

use crate::model::{Datum, DecisionId, FactId, Model, Otherwise, RuleId, Type};
use crate::ruleset::Ruleset;
use crate::table::column::{Scale, date_of};
use crate::table::disjoin::{span_of, unit_of};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::space::{default_date, period};
use crate::verdict::{Affair, Knowledge, Outcome, Outcomes, decide};

/// Ways to bring about the upstream decisions that are looked at.
const MOST_WAYS: usize = 24;
/// Affairs decided for one region.
const MOST_TRIES: usize = 96;

/// An admissible affair of a ruleset that lies in a region (over the columns of its table) and is as
/// wanted, giving few facts beyond those that the decisions it is about turn on.
pub(super) fn witness(
    ruleset: &Ruleset,
    region: &Region,
    about: &[DecisionId],
    wanted: &dyn Fn(&Affair, &Outcomes) -> bool,
) -> Option<Affair> {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let mut search = Search {
        ruleset,
        about,
        computed: computed(table, region),
        wanted,
        tries: 0,
    };
    ways(model, table, region)
        .iter()
        .flat_map(|facts| narrowed(table, facts))
        .filter_map(|facts| plain(model, table, &facts))
        .find_map(|affair| search.from(affair))
}

/// The facts that a region's expressions read.
fn computed(table: &DecisionTable, region: &Region) -> Vec<FactKey> {
    let asked = |number: &u32| region.cell(*number).is_some();
    let of_region = table.expressions.iter().filter(|(number, _)| asked(number));
    of_region
        .flat_map(|(_, facts)| facts.iter().copied())
        .collect()
}

struct Search<'a> {
    ruleset: &'a Ruleset,
    about: &'a [DecisionId],
    computed: Vec<FactKey>,
    wanted: &'a dyn Fn(&Affair, &Outcomes) -> bool,
    tries: usize,
}

impl Search<'_> {
    /// Decides an affair, and gives the facts that matter plain values until it is as wanted.
    fn from(&mut self, given: Affair) -> Option<Affair> {
        if self.tries == MOST_TRIES {
            return None;
        }
        self.tries += 1;
        let (model, table) = (&self.ruleset.0.model, &self.ruleset.0.table);
        let affair = self.ruleset.admit(given.clone()).ok()?;
        let outcomes = decide::decide(model, table, &affair);
        if (self.wanted)(&affair, &outcomes) {
            return Some(given);
        }
        let FactKey::Fact(fact) = self.needed(&affair, &outcomes)? else {
            return None;
        };
        candidates(model, table, &affair, fact)
            .into_iter()
            .find_map(|datum| self.from(given.clone().with([(fact, Knowledge::Known(datum))])))
    }

    /// The fact that matters most: what a decision turns on, or else what is still to be computed with.
    fn needed(&self, affair: &Affair, outcomes: &Outcomes) -> Option<FactKey> {
        let turned_on =
            self.about
                .iter()
                .find_map(|decision| match &outcomes.decisions[decision.index()] {
                    Outcome::Undetermined { needs, .. } => needs.first().map(|need| need.fact),
                    _ => None,
                });
        let unknown = |key: &&FactKey| match key {
            FactKey::Fact(fact) => affair.facts[fact.index()] == Knowledge::Unknown,
            FactKey::AsOf => false,
        };
        turned_on.or_else(|| self.computed.iter().find(unknown).copied())
    }
}

/// The region with what it asks of decisions said in facts, as many ways as rules bring it about.
fn ways(model: &Model, table: &DecisionTable, region: &Region) -> Vec<Region> {
    let mut found = Vec::new();
    let mut open = vec![region.clone()];
    while let Some(region) = open.pop() {
        if found.len() + open.len() > MOST_WAYS {
            break;
        }
        let of_decision = region.cells().iter().find_map(|(number, classes)| {
            match &table.columns[*number as usize].key {
                ColumnKey::Outcome(of) | ColumnKey::Collected(of, _) => {
                    Some((*number, classes.clone(), *of))
                }
                _ => None,
            }
        });
        let Some((number, classes, decision)) = of_decision else {
            found.push(region);
            continue;
        };
        let rest = without(table, &region, number);
        let column = &table.columns[number as usize];
        let mut next: Vec<Region> = model.decisions[decision.index()]
            .rules
            .iter()
            .filter(|rule| brings_about(model, column, &classes, decision, **rule))
            .flat_map(|rule| &table.rules[rule.index()])
            .filter_map(|of_rule| rest.and(of_rule))
            .collect();
        if holds_of_itself(model, column, &classes, decision) {
            next.insert(0, rest);
        }
        next.truncate(MOST_WAYS);
        open.extend(next.into_iter().rev());
    }
    found
}

/// A region, and its parts in which one of its cells is one class: where it is not the plainest value that
/// is wanted, it may be another.
fn narrowed(table: &DecisionTable, region: &Region) -> Vec<Region> {
    let cells = region
        .cells()
        .iter()
        .filter(|(_, classes)| classes.len() > 1);
    let parts = cells.flat_map(|(number, classes)| {
        let size = table.columns[*number as usize].size;
        let one = move |class| Region::of(*number, ClassSet::one(class), size);
        let others = classes.iter().skip(1).take(MOST_WAYS);
        others.filter_map(move |class| region.and(&one(class)?))
    });
    std::iter::once(region.clone()).chain(parts).collect()
}

fn without(table: &DecisionTable, region: &Region, column: u32) -> Region {
    let cells = region
        .cells()
        .iter()
        .filter(|(number, _)| *number != column);
    cells.fold(Region::whole(), |rest, (number, classes)| {
        let size = table.columns[*number as usize].size;
        Region::of(*number, classes.clone(), size)
            .and_then(|cell| rest.and(&cell))
            .expect("a part of a region is not empty")
    })
}

/// Whether a rule concludes a value among these classes.
fn brings_about(
    model: &Model,
    column: &Column,
    classes: &ClassSet,
    decision: DecisionId,
    rule: RuleId,
) -> bool {
    let values = model.concluded(rule, decision);
    match &column.key {
        ColumnKey::Collected(_, leaf) => {
            classes.contains(1) && values.contains(&Datum::Leaf(*leaf))
        }
        _ if model.decisions[decision.index()].collect.is_some() => !values.is_empty(),
        _ => values
            .iter()
            .any(|value| classes.contains(column.class(value))),
    }
}

/// Whether these classes hold what the decision is when no rule is met.
fn holds_of_itself(
    model: &Model,
    column: &Column,
    classes: &ClassSet,
    decision: DecisionId,
) -> bool {
    match (&column.key, &model.decisions[decision.index()].otherwise) {
        (ColumnKey::Collected(..), _) => classes.contains(0),
        (_, Otherwise::Value(datum)) => classes.contains(column.class(datum)),
        (_, Otherwise::Gap | Otherwise::Unclassified(_)) => column
            .none_class()
            .is_none_or(|none| classes.contains(none)),
    }
}

/// The affair that has a plain value for each fact a region speaks of.
fn plain(model: &Model, table: &DecisionTable, region: &Region) -> Option<Affair> {
    let mut affair = Affair::unknown(model);
    for (number, classes) in region.cells() {
        let column = &table.columns[*number as usize];
        match &column.key {
            ColumnKey::Value(FactKey::AsOf) => {
                let by_default = default_date(model)
                    .is_some_and(|day| classes.contains(column.class(&Datum::Date(day))));
                if !by_default {
                    affair.as_of = Some(day(model, column, classes)?);
                }
            }
            ColumnKey::Value(FactKey::Fact(fact)) => {
                let ty = &model.facts[fact.index()].ty;
                let datum = classes.iter().find_map(|class| value(column, ty, class))?;
                let known = &mut affair.facts[fact.index()];
                // an exact text decides what it mentions
                if !matches!((&*known, &datum), (Knowledge::Known(_), Datum::Text(_))) {
                    *known = Knowledge::Known(datum);
                }
            }
            ColumnKey::Member(fact, leaf) => {
                let known = &mut affair.facts[fact.index()];
                let mut members = match std::mem::take(known) {
                    Knowledge::Known(Datum::Set(members)) => members,
                    _ => Vec::new(),
                };
                if classes.contains(1) && !classes.contains(0) {
                    members.push(*leaf);
                }
                members.sort_unstable();
                *known = Knowledge::Known(Datum::Set(members));
            }
            ColumnKey::Mentions(fact, pattern) => {
                let known = &mut affair.facts[fact.index()];
                let text = match std::mem::take(known) {
                    Knowledge::Known(Datum::Text(text)) => text,
                    _ => String::new(),
                };
                let wanted = classes.contains(1) && !classes.contains(0);
                let parts = [text.as_str(), pattern].map(str::to_owned);
                *known = Knowledge::Known(Datum::Text(match (wanted, text.is_empty()) {
                    (false, _) => text,
                    (true, true) => pattern.clone(),
                    (true, false) => parts.join("; "),
                }));
            }
            ColumnKey::Expr(_) | ColumnKey::Outcome(_) | ColumnKey::Collected(..) => {}
        }
    }
    Some(affair)
}

/// A day of these classes within the ruleset's period; the earliest.
fn day(model: &Model, column: &Column, classes: &ClassSet) -> Option<jiff::civil::Date> {
    let period = period(model);
    classes.iter().find_map(|class| {
        let (low, high) = column.ordinals(class)?;
        let day = |ordinal| Some(date_of(ordinal)).filter(|day| period.contains(*day));
        day(low)
            .or_else(|| {
                period
                    .from
                    .filter(|from| (date_of(low)..=date_of(high)).contains(from))
            })
            .or_else(|| day(high))
    })
}

/// A plain value of a class.
fn value(column: &Column, ty: &Type, class: u32) -> Option<Datum> {
    match &column.scale {
        Scale::Leaves => Some(Datum::Leaf(class)),
        Scale::Flag => Some(Datum::YesNo(class == 1)),
        Scale::Texts(texts) => Some(Datum::Text(
            texts
                .get(class as usize)
                .cloned()
                .unwrap_or_else(|| "…".to_owned()),
        )),
        Scale::Cuts { low, unit, .. } => {
            let (from, to) = column.ordinals(class)?;
            // the nearest to a threshold, and a whole number if there is one
            let (near, whole) = if from == *low {
                (to, to - to.rem_euclid(*unit))
            } else {
                (from, from + (-from).rem_euclid(*unit))
            };
            let whole = Some(whole).filter(|whole| (from..=to).contains(whole));
            number(ty, whole.unwrap_or(near), *unit)
        }
        Scale::Thresholds(_) => None,
    }
}

fn number(ty: &Type, ordinal: i128, unit: i128) -> Option<Datum> {
    Some(match ty {
        Type::Date { .. } => Datum::Date(date_of(ordinal)),
        Type::Duration { .. } => Datum::Duration(i64::try_from(ordinal).ok()?),
        _ => {
            let digits = if unit == 1 {
                0
            } else {
                crate::model::DECIMAL_DIGITS
            };
            let number = rust_decimal::Decimal::try_from_i128_with_scale(ordinal, digits).ok()?;
            Datum::Number(number.normalize())
        }
    })
}

/// Values of a fact that rules tell apart, within what is known of it.
fn candidates(model: &Model, table: &DecisionTable, affair: &Affair, fact: FactId) -> Vec<Datum> {
    let ty = &model.facts[fact.index()].ty;
    let among = |datum: &Datum| match (&affair.facts[fact.index()], datum) {
        (Knowledge::OneOf(leaves), Datum::Leaf(leaf)) => leaves.contains(leaf),
        _ => true,
    };
    if let Some(number) = table.column(&ColumnKey::Value(FactKey::Fact(fact))) {
        let column = &table.columns[number as usize];
        let classes = 0..column.size.min(64);
        return classes
            .filter_map(|class| value(column, ty, class))
            .filter(among)
            .collect();
    }
    match ty {
        Type::Set(kind) => std::iter::once(Vec::new())
            .chain((0..model.kinds[kind.index()].len().min(16)).map(|leaf| vec![leaf]))
            .map(Datum::Set)
            .collect(),
        Type::Text => vec![Datum::Text("…".to_owned())],
        Type::Kind(_) | Type::YesNo => Vec::new(),
        ordered => {
            let ((low, high), unit) = (span_of(ordered), unit_of(ordered));
            let powers = (0..7).map(|power| 10_i128.pow(power) * unit);
            let mut ordinals: Vec<i128> = powers.chain([low, high]).collect();
            ordinals.retain(|ordinal| (low..=high).contains(ordinal));
            ordinals.dedup();
            ordinals
                .into_iter()
                .filter_map(|ordinal| number(ordered, ordinal, unit))
                .collect()
        }
    }
}
