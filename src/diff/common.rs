//! The space that two rulesets share: the affairs that both admit.
//!
//! In: two models, and the days on which they are compared. Out: one list of facts, each with the
//! values that both know, and each ruleset compiled over it. The columns of facts are the same in
//! both tables and come first in them, so one box of classes is a box of either; the columns of
//! decisions, which come after, are each ruleset's own.
//!
//! A fact that only one ruleset knows, or that is of another type in the other, is a coordinate too:
//! the other does not look at it. Affairs with values that only one knows are in no point of this
//! space; `alone` tells of them.

use std::collections::BTreeMap;

use super::Days;
use super::mapping::{Mapping, reads_decisions, tests};
use super::outcomes::Decisions;
use super::pairs::Pair;
use crate::model::{DecisionId, Fact, FactId, Kind, KindId, Model, Node, NodeId, Type};
use crate::table::column::index;
use crate::table::compile::{compile_formulas, of_impossible, of_rule};
use crate::table::disjoin::Formula;
use crate::table::special::Special;
use crate::table::{ClassSet, ColumnKey, DecisionTable};
use crate::verdict::Affair;
use crate::verdict::space::space;

/// One ruleset over the shared facts. Its rules and decisions have the ids of the ruleset.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) model: Model,
    pub(crate) table: DecisionTable,
}

/// Both rulesets over the shared facts.
#[derive(Debug, Clone)]
pub(crate) struct Common {
    pub(crate) old: Side,
    pub(crate) new: Side,
    /// How many columns are of facts and the date: the first ones of both tables.
    pub(crate) columns: usize,
    /// By those columns: every class that an affair may have.
    pub(crate) whole: Vec<ClassSet>,
    /// By clause of the tables' forbidden regions: whether the old and the new ruleset exclude it.
    pub(crate) impossible: Vec<(bool, bool)>,
    pub(super) from_old: Mapping,
    pub(super) from_new: Mapping,
}

/// Why there is no shared space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nothing {
    /// The two know no value in common of this fact.
    Fact(String),
    /// A condition falls into too many cases over the shared facts.
    TooMany(String),
}

/// The shared space.
pub(super) fn common(
    (old, old_special): (&Model, &Special),
    (new, new_special): (&Model, &Special),
    (decisions, pairs): (&Decisions, &[Pair]),
    days: &Days,
) -> Result<Common, Nothing> {
    let mut united = United::new(old, new);
    for fact in 0..new.facts.len() {
        united.of_new(fact)?;
    }
    // all that is shared in part is known by now
    united.kinds.extend(old.kinds.iter().cloned());
    for (id, fact) in (0..).map(FactId).zip(&old.facts) {
        united.of_old(id, fact);
    }
    let United {
        kinds,
        facts,
        mut from_old,
        mut from_new,
        plain,
        ..
    } = united;
    let (old_day, new_day) = days.fixed();
    from_old.day = old_day;
    from_new.day = new_day;
    let period = days.period();
    let offset = index(kinds.len() - old.kinds.len());
    let side = |model: &Model, offset: u32, keep: bool| {
        let mut model = model.clone();
        for decision in &mut model.decisions {
            decision.ty = moved(&decision.ty, offset);
        }
        model.bodies = None;
        model.kinds.clone_from(&kinds);
        model.facts.clone_from(&facts);
        if let Some(level) = model.levels.last_mut() {
            level.effective = period;
        }
        // conditions speak of facts and values by their old numbers; they are kept where these stay
        if !keep {
            for rule in &mut model.rules {
                rule.when = crate::model::Condition::All(Vec::new());
                rule.unless = None;
            }
            model.impossible.clear();
        }
        model
    };
    let models = (side(old, offset, false), side(new, 0, plain));

    let rules = |model: &Model, mapping: &Mapping| -> Vec<Formula> {
        let rules = model.rules.iter();
        rules
            .map(|rule| mapping.formula(&of_rule(model, rule)))
            .collect()
    };
    let excluded = |model: &Model, mapping: &Mapping| -> Vec<Formula> {
        let all = of_impossible(model);
        all.iter().map(|clause| mapping.formula(clause)).collect()
    };
    let (old_rules, new_rules) = (rules(old, &from_old), rules(new, &from_new));
    let mut clauses = excluded(new, &from_new);
    let mut impossible = vec![(false, true); clauses.len()];
    for clause in excluded(old, &from_old) {
        match clauses.iter().position(|other| *other == clause) {
            Some(at) => impossible[at].0 = true,
            None => {
                clauses.push(clause);
                impossible.push((true, false));
            }
        }
    }
    // a rule that both have makes its columns by itself; decisions are numbered apart
    let mut shared: (Vec<bool>, Vec<bool>) =
        (vec![false; old_rules.len()], vec![false; new_rules.len()]);
    for (a, b) in pairs.iter().filter_map(|pair| Some((pair.old?, pair.new?))) {
        let (one, two) = (&old_rules[a.index()], &new_rules[b.index()]);
        if one == two && !reads_decisions(one) {
            shared.0[a.index()] = true;
            shared.1[b.index()] = true;
        }
    }
    let besides = |(rules, shared): (&[Formula], &[bool]),
                   decision: &dyn Fn(DecisionId) -> Option<DecisionId>| {
        let mut found = Vec::new();
        for (rule, _) in rules.iter().zip(shared).filter(|(_, shared)| !**shared) {
            tests(rule, decision, &mut found);
        }
        found
    };
    let (to_new, to_old) = (
        |old| decisions.new_of(old),
        |new| {
            decisions
                .both()
                .find(|both| both.1 == new)
                .map(|both| both.0)
        },
    );
    let table = |model: &Model, own: &[Formula], other: Vec<Formula>| {
        compile_formulas(model, (own, &clauses), &other).map_err(|_| {
            Nothing::TooMany(
                model
                    .levels
                    .last()
                    .map_or_else(String::new, |level| level.name.clone()),
            )
        })
    };
    let old_table = DecisionTable {
        special: old_special.clone(),
        ..table(
            &models.0,
            &old_rules,
            besides((&new_rules, &shared.1), &to_old),
        )?
    };
    let new_table = DecisionTable {
        special: new_special.clone(),
        ..table(
            &models.1,
            &new_rules,
            besides((&old_rules, &shared.0), &to_new),
        )?
    };
    let of_facts = |table: &DecisionTable| {
        let columns = table.columns.iter();
        columns
            .take_while(|column| {
                !matches!(
                    column.key,
                    ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_)
                )
            })
            .count()
    };
    let columns = of_facts(&new_table);
    debug_assert_eq!(
        columns,
        of_facts(&old_table),
        "the same tests make the same columns"
    );
    let unknown = Affair::unknown(&models.1);
    let mut whole = space(&models.1, &new_table, &unknown, None).cells;
    whole.truncate(columns);
    Ok(Common {
        old: Side {
            model: models.0,
            table: old_table,
        },
        new: Side {
            model: models.1,
            table: new_table,
        },
        columns,
        whole,
        impossible,
        from_old,
        from_new,
    })
}

/// Facts and kinds on the way.
struct United<'a> {
    old: &'a Model,
    new: &'a Model,
    kinds: Vec<Kind>,
    facts: Vec<Fact>,
    from_old: Mapping,
    from_new: Mapping,
    merged: BTreeMap<(KindId, KindId), Merged>,
    /// Whether every fact of the new ruleset keeps its values.
    plain: bool,
}

/// The leaves that two kinds share.
#[derive(Clone)]
struct Merged {
    kind: KindId,
    old: Option<Vec<Option<u32>>>,
    new: Option<Vec<Option<u32>>>,
}

impl<'a> United<'a> {
    fn new(old: &'a Model, new: &'a Model) -> Self {
        let none = |facts: usize| Mapping {
            facts: vec![FactId(0); facts],
            leaves: vec![None; facts],
            day: None,
        };
        Self {
            old,
            new,
            // the new ruleset's kinds keep their numbers; those that are shared in part and those of
            // the old ruleset follow
            kinds: new.kinds.clone(),
            facts: new.facts.clone(),
            from_old: none(old.facts.len()),
            from_new: Mapping {
                facts: (0..index(new.facts.len())).map(FactId).collect(),
                ..none(new.facts.len())
            },
            merged: BTreeMap::new(),
            plain: true,
        }
    }

    /// A fact of the new ruleset, and the old one of that name.
    fn of_new(&mut self, at: usize) -> Result<(), Nothing> {
        let fact = &self.new.facts[at];
        self.facts[at].recognised_from = None;
        let Some((old_at, old)) = fact_named(self.old, &fact.name) else {
            return Ok(());
        };
        let Some(shared) = self.shared(&old.ty, &fact.ty) else {
            return Ok(());
        };
        let (ty, old_leaves, new_leaves) =
            shared.ok_or_else(|| Nothing::Fact(fact.name.clone()))?;
        self.plain &= new_leaves.is_none();
        self.facts[at].ty = ty;
        self.from_old.facts[old_at] = FactId(index(at));
        self.from_old.leaves[old_at] = old_leaves;
        self.from_new.leaves[at] = new_leaves;
        Ok(())
    }

    /// A fact of the old ruleset; one that the new does not share is put behind.
    fn of_old(&mut self, id: FactId, fact: &Fact) {
        if fact_named(self.new, &fact.name).is_some_and(|(_, new)| one_sort(&fact.ty, &new.ty)) {
            return;
        }
        let offset = index(self.kinds.len() - self.old.kinds.len());
        self.from_old.facts[id.index()] = FactId(index(self.facts.len()));
        self.facts.push(Fact {
            ty: moved(&fact.ty, offset),
            declared: fact.declared + index(self.new.facts.len()),
            recognised_from: None,
            ..fact.clone()
        });
    }

    /// What two types share, with what becomes of their leaves: `None` where they are not of one
    /// sort, `Some(None)` where they have no value in common.
    #[allow(clippy::option_option, clippy::type_complexity)]
    fn shared(
        &mut self,
        old: &Type,
        new: &Type,
    ) -> Option<Option<(Type, Option<Vec<Option<u32>>>, Option<Vec<Option<u32>>>)>> {
        let plain = |ty: Type| Some(Some((ty, None, None)));
        match (old, new) {
            (Type::YesNo, Type::YesNo) => plain(Type::YesNo),
            (Type::Text, Type::Text) => plain(Type::Text),
            (Type::Kind(a), Type::Kind(b)) => {
                let it = self.merge(*a, *b);
                let some = !self.kinds[it.kind.index()].is_empty();
                Some(some.then_some((Type::Kind(it.kind), it.old, it.new)))
            }
            // the empty set has no member that only one knows
            (Type::Set(a), Type::Set(b)) => {
                let it = self.merge(*a, *b);
                Some(Some((Type::Set(it.kind), it.old, it.new)))
            }
            _ => match shared_range(old, new)? {
                Some(ty) => plain(ty),
                None => Some(None),
            },
        }
    }

    /// The leaves that two kinds have in common, as the new one orders them.
    fn merge(&mut self, old: KindId, new: KindId) -> Merged {
        if let Some(known) = self.merged.get(&(old, new)) {
            return known.clone();
        }
        let (a, b) = (&self.old.kinds[old.index()], &self.new.kinds[new.index()]);
        let names = |kind: &Kind| -> BTreeMap<String, u32> {
            (0..kind.len())
                .map(|leaf| (kind.leaf(leaf).name.clone(), leaf))
                .collect()
        };
        let (of_a, of_b) = (names(a), names(b));
        let both: Vec<bool> = (0..b.len())
            .map(|leaf| of_a.contains_key(&b.leaf(leaf).name))
            .collect();
        let (kind, shared) = if both.contains(&false) {
            let shared = only(b, &both);
            self.kinds.push(shared.0);
            (KindId(index(self.kinds.len()) - 1), Some(shared.1))
        } else {
            (new, None)
        };
        let to_shared = |leaf: u32| match &shared {
            None => Some(leaf),
            Some(shared) => shared[leaf as usize],
        };
        let of_old: Vec<Option<u32>> = (0..a.len())
            .map(|leaf| of_b.get(&a.leaf(leaf).name).copied().and_then(to_shared))
            .collect();
        let same = of_old.iter().zip(0..).all(|(to, leaf)| *to == Some(leaf));
        let merged = Merged {
            kind,
            old: (!same).then_some(of_old),
            new: shared,
        };
        self.merged.insert((old, new), merged.clone());
        merged
    }
}

/// A kind with some of its leaves only, and the new number of each leaf.
fn only(kind: &Kind, kept: &[bool]) -> (Kind, Vec<Option<u32>>) {
    let before: Vec<u32> = std::iter::once(0)
        .chain(kept.iter().scan(0, |count, kept| {
            *count += u32::from(*kept);
            Some(*count)
        }))
        .collect();
    let mut place: Vec<Option<NodeId>> = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    for node in &kind.nodes {
        let (first, end) = (before[node.first as usize], before[node.end as usize]);
        place.push((first < end).then(|| NodeId(index(nodes.len()))));
        if first < end {
            nodes.push(Node {
                first,
                end,
                parent: node.parent.and_then(|parent| place[parent.index()]),
                ..node.clone()
            });
        }
    }
    let leaves = (0..)
        .map(NodeId)
        .zip(&nodes)
        .filter(|(_, node)| node.leaf)
        .map(|(id, _)| id)
        .collect();
    let numbers = kept
        .iter()
        .zip(&before)
        .map(|(kept, before)| kept.then_some(*before))
        .collect();
    let kind = Kind {
        nodes,
        leaves,
        ..kind.clone()
    };
    (kind, numbers)
}

/// The values of two ranges of one sort and unit; `None` where they are not of one sort,
/// `Some(None)` where they do not meet.
#[allow(clippy::option_option)]
fn shared_range(old: &Type, new: &Type) -> Option<Option<Type>> {
    match (old, new) {
        (
            Type::Integer { low, high, unit },
            Type::Integer {
                low: from,
                high: to,
                unit: other,
            },
        ) if unit == other => {
            let (low, high) = (*low.max(from), *high.min(to));
            let unit = unit.clone();
            Some((low <= high).then_some(Type::Integer { low, high, unit }))
        }
        (
            Type::Decimal { low, high, unit },
            Type::Decimal {
                low: from,
                high: to,
                unit: other,
            },
        ) if unit == other => {
            let (low, high) = (*low.max(from), *high.min(to));
            let unit = unit.clone();
            Some((low <= high).then_some(Type::Decimal { low, high, unit }))
        }
        (
            Type::Date { low, high },
            Type::Date {
                low: from,
                high: to,
            },
        ) => {
            let (low, high) = (*low.max(from), *high.min(to));
            Some((low <= high).then_some(Type::Date { low, high }))
        }
        (
            Type::Duration { low, high },
            Type::Duration {
                low: from,
                high: to,
            },
        ) => {
            let (low, high) = (*low.max(from), *high.min(to));
            Some((low <= high).then_some(Type::Duration { low, high }))
        }
        _ => None,
    }
}

/// A type whose kind has moved.
fn moved(ty: &Type, offset: u32) -> Type {
    match ty {
        Type::Kind(kind) => Type::Kind(KindId(kind.0 + offset)),
        Type::Set(kind) => Type::Set(KindId(kind.0 + offset)),
        other => other.clone(),
    }
}

/// A fact by its name, with its number.
pub(crate) fn fact_named<'m>(model: &'m Model, name: &str) -> Option<(usize, &'m Fact)> {
    let found = model.facts.iter().position(|fact| fact.name == name)?;
    Some((found, &model.facts[found]))
}

/// Whether two types are of one sort, so that a fact of either is one fact.
pub(super) fn one_sort(old: &Type, new: &Type) -> bool {
    match (old, new) {
        (Type::YesNo, Type::YesNo)
        | (Type::Text, Type::Text)
        | (Type::Kind(_), Type::Kind(_))
        | (Type::Set(_), Type::Set(_)) => true,
        _ => shared_range(old, new).is_some(),
    }
}
