//! The model to the table: gather what conditions look at, lay out the columns, turn every
//! condition into regions.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;

use super::column::{Scale, index};
use super::disjoin::{
    Formula, MOST_REGIONS, Values, facts_read, formula, regions, span_of, unit_of,
};
use super::texts::{TextColumns, TextTheory};
use super::{Column, ColumnKey, DecisionTable, FactKey};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Collect, Decision, DecisionId, FactId, Model, Period, Rule, Type};
use crate::source::Span;
use crate::words::Words;

/// Compiles a model. Errors: a condition of more than [`MOST_REGIONS`] regions.
pub fn compile(model: &Model) -> Result<DecisionTable, Vec<Diagnostic>> {
    compile_with(model, &[])
}

/// The same, with columns for what other formulas look at.
pub fn compile_with(model: &Model, besides: &[Formula]) -> Result<DecisionTable, Vec<Diagnostic>> {
    let rules: Vec<Formula> = model
        .rules
        .iter()
        .map(|rule| of_rule(model, rule))
        .collect();
    let impossible = of_impossible(model);
    compile_formulas(model, (&rules, &impossible), besides).map_err(|spots| {
        let span = |spot: Spot| match spot {
            Spot::Rule(number) => model.rules[number].span,
            Spot::Impossible(number) => model.impossible[number].span,
        };
        spots.into_iter().map(|spot| too_many(span(spot))).collect()
    })
}

/// Which formula has more than [`MOST_REGIONS`] regions, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// That of a rule.
    Rule(usize),
    /// That of an `impossible` clause.
    Impossible(usize),
}

/// The table of a model whose conditions are given as formulas: those of its rules, and those that
/// exclude affairs.
pub fn compile_formulas(
    model: &Model,
    (rules, impossible): (&[Formula], &[Formula]),
    besides: &[Formula],
) -> Result<DecisionTable, Vec<Spot>> {
    let mut wanted = Wanted::default();
    rules
        .iter()
        .chain(impossible)
        .chain(besides)
        .for_each(|formula| wanted.gather(formula));
    let mut table = lay_out(model, wanted);

    let mut problems = Vec::new();
    for (number, formula) in rules.iter().enumerate() {
        let rows = regions(&table, formula).unwrap_or_else(|_| {
            problems.push(Spot::Rule(number));
            Vec::new()
        });
        table.rules.push(rows);
    }
    for (number, formula) in impossible.iter().enumerate() {
        match regions(&table, formula) {
            Ok(found) => table
                .forbidden
                .extend(found.into_iter().map(|region| (number, region))),
            Err(_) => problems.push(Spot::Impossible(number)),
        }
    }
    if problems.is_empty() {
        Ok(table)
    } else {
        Err(problems)
    }
}

/// When a rule is met: its condition, `unless` included, while it is in force.
pub fn of_rule(model: &Model, rule: &Rule) -> Formula {
    let mut parts = vec![as_written(model, rule)];
    parts.extend(in_force(&rule.effective));
    Formula::And(parts)
}

/// What each `impossible` clause excludes.
pub fn of_impossible(model: &Model) -> Vec<Formula> {
    let clauses = model.impossible.iter();
    clauses
        .map(|clause| formula(model, &clause.condition))
        .collect()
}

/// The condition of a rule, `unless` included and its dates left out.
pub fn as_written(model: &Model, rule: &Rule) -> Formula {
    let mut parts = vec![formula(model, &rule.when)];
    parts.extend(
        rule.unless
            .iter()
            .map(|unless| Formula::Not(Box::new(formula(model, unless)))),
    );
    Formula::And(parts)
}

/// That the day lies in a period; nothing for one open on both sides.
pub fn in_force(period: &Period) -> Option<Formula> {
    let day = |date: Option<jiff::civil::Date>| date.map(super::column::day_number);
    (*period != Period::default()).then(|| {
        Formula::Atom(
            ColumnKey::Value(FactKey::AsOf),
            Values::Ordinals(day(period.from), day(period.until)),
        )
    })
}

fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TooManyRegions,
        span,
        Words::new(
            format!("this condition falls into more than {MOST_REGIONS} separate cases"),
            format!("此条件拆开后超过 {MOST_REGIONS} 种情形"),
        ),
    )
    .help(Words::new(
        "split the rule into several, or conclude a part of it in a decision of its own",
        "请把规则拆成几条，或把其中一部分另立为一项决定",
    ))
}

/// What conditions look at, with the thresholds and texts they use.
#[derive(Default)]
struct Wanted {
    keys: BTreeMap<ColumnKey, Marks>,
}

#[derive(Default)]
struct Marks {
    cuts: BTreeSet<i128>,
    texts: BTreeSet<String>,
    thresholds: BTreeSet<Ratio<i128>>,
}

impl Wanted {
    fn gather(&mut self, formula: &Formula) {
        match formula {
            Formula::And(parts) | Formula::Or(parts) => {
                parts.iter().for_each(|part| self.gather(part))
            }
            Formula::Not(inner) => self.gather(inner),
            Formula::Atom(key, values) => {
                let marks = match self.keys.get_mut(key) {
                    Some(marks) => marks,
                    None => self.keys.entry(key.clone()).or_default(),
                };
                match values {
                    Values::Classes(_) | Values::Some => {}
                    Values::Ordinals(low, high) => {
                        marks.cuts.extend(low);
                        marks.cuts.extend(high.map(|high| high + 1));
                    }
                    Values::Texts(texts) => marks.texts.extend(texts.iter().cloned()),
                    Values::Against(_, threshold) => {
                        marks.thresholds.insert(*threshold);
                    }
                }
            }
        }
    }
}

fn lay_out(model: &Model, wanted: Wanted) -> DecisionTable {
    let mut columns = Vec::with_capacity(wanted.keys.len());
    let mut by_key = BTreeMap::new();
    let mut fact_columns: BTreeMap<FactKey, Vec<u32>> = BTreeMap::new();
    let mut expressions = Vec::new();
    let mut texts: BTreeMap<FactId, TextColumns> = BTreeMap::new();
    for (key, marks) in wanted.keys {
        let number = index(columns.len());
        let column = column(model, &key, marks);
        match &key {
            ColumnKey::Value(fact) => {
                fact_columns.entry(*fact).or_default().push(number);
                if let (FactKey::Fact(fact), Scale::Texts(list)) = (fact, &column.scale) {
                    texts.entry(*fact).or_default().0 = Some((number, list.clone()));
                }
            }
            ColumnKey::Member(fact, _) => fact_columns
                .entry(FactKey::Fact(*fact))
                .or_default()
                .push(number),
            ColumnKey::Mentions(fact, pattern) => {
                fact_columns
                    .entry(FactKey::Fact(*fact))
                    .or_default()
                    .push(number);
                texts
                    .entry(*fact)
                    .or_default()
                    .1
                    .push((number, pattern.clone()));
            }
            ColumnKey::Expr(expr) => expressions.push((number, facts_read(expr))),
            ColumnKey::Outcome(_) | ColumnKey::Collected(..) | ColumnKey::Decided(_) => {}
        }
        by_key.insert(key, number);
        columns.push(column);
    }
    let conclusions = super::conclusions::Conclusions::of(model);
    DecisionTable {
        columns,
        index: by_key,
        rules: Vec::with_capacity(model.rules.len()),
        forbidden: Vec::new(),
        cones: cones(&model.decisions),
        fact_columns,
        expressions,
        texts: TextTheory::new(texts),
        ranks: super::ranks::Ranks::of(model, &conclusions),
        conclusions,
        bitmaps: Vec::new(),
        special: super::special::Special::default(),
    }
}

fn column(model: &Model, key: &ColumnKey, marks: Marks) -> Column {
    let sized = |scale: Scale, size: u32, optional: bool| Column {
        key: key.clone(),
        scale,
        size: size + u32::from(optional),
        optional,
    };
    let of_type = |ty: &Type, span: Option<(i128, i128)>, marks: Marks, optional: bool| match ty {
        Type::Kind(kind) | Type::Set(kind) => {
            sized(Scale::Leaves, model.kinds[kind.index()].len(), optional)
        }
        Type::YesNo => sized(Scale::Flag, 2, optional),
        Type::Text => {
            let texts: Vec<String> = marks.texts.into_iter().collect();
            let size = index(texts.len()) + 1;
            sized(Scale::Texts(texts), size, optional)
        }
        ordered => {
            let (low, high) = span.unwrap_or_else(|| span_of(ordered));
            let cuts: Vec<i128> = marks
                .cuts
                .into_iter()
                .filter(|cut| low < *cut && *cut <= high)
                .collect();
            let size = index(cuts.len()) + 1;
            sized(
                Scale::Cuts {
                    cuts,
                    low,
                    high,
                    unit: unit_of(ordered),
                },
                size,
                optional,
            )
        }
    };
    match key {
        ColumnKey::Value(FactKey::AsOf) => {
            let calendar = Type::Date {
                low: jiff::civil::date(1, 1, 1),
                high: jiff::civil::Date::MAX,
            };
            of_type(&calendar, None, marks, false)
        }
        ColumnKey::Value(FactKey::Fact(fact)) => {
            of_type(&model.facts[fact.index()].ty, None, marks, false)
        }
        ColumnKey::Outcome(id) => {
            let decision = &model.decisions[id.index()];
            match decision.collect {
                // a sum may leave the range of one conclusion, and is never unclassified
                Some(Collect::Sum) => {
                    of_type(&decision.ty, Some((-SUM_LIMIT, SUM_LIMIT)), marks, false)
                }
                Some(Collect::Count) => {
                    let count = Type::Integer {
                        low: 0,
                        high: i64::from(u32::MAX),
                        unit: None,
                    };
                    of_type(&count, None, marks, false)
                }
                _ => of_type(&decision.ty, None, marks, true),
            }
        }
        ColumnKey::Member(..)
        | ColumnKey::Mentions(..)
        | ColumnKey::Collected(..)
        | ColumnKey::Decided(_) => sized(Scale::Flag, 2, false),
        ColumnKey::Expr(_) => {
            let thresholds: Vec<Ratio<i128>> = marks.thresholds.into_iter().collect();
            let size = 2 * index(thresholds.len()) + 1;
            sized(Scale::Thresholds(thresholds), size, false)
        }
    }
}

/// Wider than any sum of 2³² conclusions of 10¹⁵ in millionths.
const SUM_LIMIT: i128 = 10_i128.pow(32);

fn cones(decisions: &[Decision]) -> Vec<Vec<DecisionId>> {
    let mut cones: Vec<Vec<DecisionId>> = Vec::with_capacity(decisions.len());
    for (number, decision) in decisions.iter().enumerate() {
        let mut cone: BTreeSet<DecisionId> = decision
            .reads
            .iter()
            .flat_map(|read| cones[read.index()].iter().copied())
            .collect();
        cone.insert(DecisionId(index(number)));
        cones.push(cone.into_iter().collect());
    }
    cones
}
