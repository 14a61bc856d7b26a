//! What holds of every explanation, tried on random affairs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::check;
use super::reason::Held;
use super::shown::Speaker;
use super::sorted::{Sorted, sorted};
use super::world::{Setting, Upstream, World};
use super::worlds::Worlds;
use crate::model::{Datum, DecisionId, Fact, FactId, Model, Type};
use crate::ruleset::Ruleset;
use crate::table::arithmetic::{Operand, value};
use crate::table::column::{Scale, date_of, index};
use crate::table::region::Cover;
use crate::table::{ClassSet, ColumnKey, DecisionTable, FactKey};
use crate::verdict::decide::{decide, is_admissible};
use crate::verdict::evaluate::cover;
use crate::verdict::space::space;
use crate::verdict::{self, Affair, Knowledge, Value};

/// Rulesets on which the laws are tried.
const RULESETS: [&str; 9] = [
    "tests/explanations/collect.fenliu",
    "tests/explanations/contested.fenliu",
    "tests/explanations/dates.fenliu",
    "tests/explanations/decided.fenliu",
    "tests/explanations/forms.fenliu",
    "tests/explanations/grounds.fenliu",
    "tests/explanations/unclassified.fenliu",
    "tests/explanations/undetermined.fenliu",
    "tests/explanations/impossible.fenliu",
];

/// The shipped rulesets but the largest, whose affairs `tests/rulesets.rs` looks at.
fn shipped(root: &Path) -> impl Iterator<Item = Ruleset> {
    let folders = std::fs::read_dir(root.join("rulesets")).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
        .into_iter()
        .filter(|path| path.is_dir() && !path.ends_with("nyc311"))
        .map(|path| Ruleset::load(path).unwrap_or_else(|problems| panic!("{problems}")))
}

fn rulesets() -> &'static [Ruleset] {
    static LOADED: std::sync::OnceLock<Vec<Ruleset>> = std::sync::OnceLock::new();
    LOADED.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let load = |path: &&str| {
            Ruleset::load(root.join(path)).unwrap_or_else(|problems| panic!("{problems}"))
        };
        RULESETS.iter().map(load).chain(shipped(root)).collect()
    })
}

/// Numbers drawn from a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// A value of a fact that rules tell from others.
    fn datum(&mut self, model: &Model, table: &DecisionTable, id: FactId, fact: &Fact) -> Datum {
        let column = table
            .column(&ColumnKey::Value(FactKey::Fact(id)))
            .map(|number| &table.columns[number as usize]);
        let mut ordinal = |low: i128, high: i128| match column.map(|column| &column.scale) {
            Some(Scale::Cuts { cuts, .. }) if !cuts.is_empty() => {
                let cut = cuts[self.below(cuts.len())];
                (cut - i128::try_from(self.below(2)).unwrap()).clamp(low, high)
            }
            _ => low + i128::try_from(self.below(1000)).unwrap().min(high - low),
        };
        match &fact.ty {
            Type::Kind(kind) => {
                Datum::Leaf(index(self.below(model.kinds[kind.index()].leaves.len())))
            }
            Type::Set(kind) => Datum::Set(
                (0..model.kinds[kind.index()].len())
                    .filter(|_| self.below(2) == 0)
                    .collect(),
            ),
            Type::YesNo => Datum::YesNo(self.below(2) == 0),
            Type::Integer { low, high, .. } => Datum::Number(
                i64::try_from(ordinal((*low).into(), (*high).into()))
                    .unwrap()
                    .into(),
            ),
            Type::Decimal { low, high, .. } => {
                let (low, high) = (
                    crate::table::column::micros(*low),
                    crate::table::column::micros(*high),
                );
                Datum::Number(
                    rust_decimal::Decimal::from_i128_with_scale(ordinal(low, high), 6).normalize(),
                )
            }
            Type::Date { low, high } => {
                let day = crate::table::column::day_number;
                Datum::Date(date_of(ordinal(day(*low), day(*high))))
            }
            Type::Duration { low, high } => {
                Datum::Duration(i64::try_from(ordinal((*low).into(), (*high).into())).unwrap())
            }
            Type::Text => {
                let patterns: Vec<String> = table
                    .index
                    .keys()
                    .filter_map(|key| match key {
                        ColumnKey::Mentions(of, pattern) if *of == id => Some(pattern.clone()),
                        _ => None,
                    })
                    .collect();
                let texts = match column.map(|column| &column.scale) {
                    Some(Scale::Texts(texts)) if self.below(2) == 0 => texts.clone(),
                    _ => Vec::new(),
                };
                Datum::Text(match texts.as_slice() {
                    [] => patterns
                        .into_iter()
                        .filter(|_| self.below(3) == 0)
                        .collect::<Vec<_>>()
                        .join(" "),
                    texts => texts[self.below(texts.len())].clone(),
                })
            }
        }
    }

    /// An affair; of ten facts about `unknown` are not known.
    fn affair(&mut self, model: &Model, table: &DecisionTable, unknown: usize) -> Affair {
        let mut affair = Affair::unknown(model);
        // to search many expressions at once takes too long for a test, and one takes long
        let many = table.expressions.len();
        let is_searched = many > 2 || many > 0 && self.below(4) > 0;
        let searched = |id: FactId| {
            is_searched
                && table
                    .expressions
                    .iter()
                    .any(|(_, facts)| facts.contains(&FactKey::Fact(id)))
        };
        for (number, fact) in model.facts.iter().enumerate() {
            let is_unknown = self.below(10) < unknown && !searched(FactId(index(number)));
            affair.facts[number] = match (&fact.ty, is_unknown) {
                (Type::Kind(kind), true) if self.below(2) == 0 => {
                    let leaves =
                        (0..model.kinds[kind.index()].len()).filter(|_| self.below(2) == 0);
                    Knowledge::of_leaves(leaves.collect())
                }
                (_, true) => Knowledge::Unknown,
                (_, false) => {
                    Knowledge::Known(self.datum(model, table, FactId(index(number)), fact))
                }
            };
        }
        affair
    }

    /// The same affair with every fact known, and the day of the decision.
    fn completed(&mut self, model: &Model, table: &DecisionTable, affair: &Affair) -> Affair {
        let mut whole = affair.clone();
        if decide(model, table, affair).as_of.is_none() {
            whole.as_of = Some(jiff::civil::date(2024, 2, 29));
        }
        for (number, fact) in model.facts.iter().enumerate() {
            match &affair.facts[number] {
                Knowledge::Known(_) => {}
                Knowledge::OneOf(leaves) => {
                    whole.facts[number] =
                        Knowledge::Known(Datum::Leaf(leaves[self.below(leaves.len())]));
                }
                Knowledge::Unknown => {
                    whole.facts[number] =
                        Knowledge::Known(self.datum(model, table, FactId(index(number)), fact));
                }
            }
        }
        whole
    }
}

/// The box of an affair with the decisions upstream as a world has them.
fn cells(setting: &Setting, world: &World) -> Vec<ClassSet> {
    let (model, table) = (setting.model, setting.table);
    let space = space(model, table, setting.affair, setting.as_of());
    let mut cells = space.cells.clone();
    let exact = |operand: Operand| match operand {
        Operand::Fact(fact) => {
            let unit = crate::verdict::explore::unit(model, fact);
            space
                .exact
                .get(&fact)
                .map(|ordinal| num_rational::Ratio::new(*ordinal, unit))
        }
        Operand::Decision(_) => None,
    };
    for (number, column) in table.columns.iter().enumerate() {
        match &column.key {
            ColumnKey::Expr(expr) => {
                if let Some(value) = value(expr, &exact) {
                    cells[number] = ClassSet::one(column.class_of_ratio(value));
                }
            }
            ColumnKey::Outcome(decision) => {
                if let Upstream::OneOf(values) = &world.upstream[decision.index()] {
                    cells[number] =
                        ClassSet::from_classes(values.iter().map(|value| match value {
                            Some(Value::One(datum)) => column.class(datum),
                            Some(Value::List(list)) => {
                                column.class(&Datum::Number(list.len().into()))
                            }
                            None => column.none_class().unwrap(),
                        }));
                }
            }
            ColumnKey::Collected(decision, leaf) => {
                if let Upstream::OneOf(values) = &world.upstream[decision.index()] {
                    cells[number] =
                        ClassSet::from_classes(values.iter().map(|value| match value {
                            Some(Value::List(list)) => {
                                u32::from(list.contains(&Datum::Leaf(*leaf)))
                            }
                            _ => 0,
                        }));
                }
            }
            _ => {}
        }
    }
    cells
}

/// What is said of conditions is what the decision table says of regions.
fn statuses_agree(ruleset: &Ruleset, affair: &Affair) {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let outcomes = decide(model, table, affair);
    let setting = Setting::new(model, table, affair, &outcomes);
    let whole = affair
        .facts
        .iter()
        .all(|knowledge| matches!(knowledge, Knowledge::Known(_)))
        && setting.as_of().is_some();
    // a sum of facts in part unknown is bounded for the explanation, and not in the cells
    let bounded = !whole && !table.expressions.is_empty();
    for (number, declared) in model.decisions.iter().enumerate() {
        let worlds = Worlds::of(&setting, DecisionId(index(number)));
        for (world, fought) in &worlds.each {
            let cells = cells(&setting, world);
            for (rule, held) in declared.rules.iter().zip(&fought.held) {
                let covered = cover(table, *rule, &cells);
                let id = &model.rules[rule.index()].id;
                match (held, covered) {
                    (Held::No, Cover::Part) if bounded => {}
                    (Held::Yes, Cover::Nothing) | (Held::No, Cover::All | Cover::Part) => {
                        panic!("{id} is {held:?}, and its regions cover {covered:?}")
                    }
                    (Held::Open, _) | (Held::Yes, Cover::Part) => {
                        assert!(!whole, "{id} is {held:?} with all known");
                    }
                    (Held::Yes, Cover::All) | (Held::No, Cover::Nothing) => {}
                }
            }
        }
    }
}

fn ids<T>(list: &[T], id: impl Fn(&T) -> &String) -> BTreeSet<&String> {
    list.iter().map(id).collect()
}

/// What is said of the rules of one decision.
struct Said {
    outcome: verdict::Outcome,
    rules: Sorted,
}

/// What is said of the rules of every decision, reasons checked against the verdict.
fn said(ruleset: &Ruleset, affair: &Affair) -> Vec<Said> {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let outcomes = decide(model, table, affair);
    let setting = Setting::new(model, table, affair, &outcomes);
    let speaker = Speaker::new(model);
    let of = |(number, outcome): (usize, &verdict::Outcome)| {
        let worlds = Worlds::of(&setting, DecisionId(index(number)));
        let rules = sorted(&speaker, &worlds, outcome);
        let fault = check::fault(model, &worlds, outcome, &rules);
        assert_eq!(fault, None, "an explanation is about its verdict");
        Said {
            outcome: outcome.clone(),
            rules,
        }
    };
    outcomes.decisions.iter().enumerate().map(of).collect()
}

/// What is said while facts are unknown still holds when they are known.
fn holds_on(name: &str, before: &Said, after: &Said) {
    let subset = |then: BTreeSet<&String>, now: BTreeSet<&String>, what: &str| {
        assert!(
            then.is_subset(&now),
            "{name}: {then:?} {what}, then {now:?}"
        );
    };
    let (rules, known) = (&before.rules, &after.rules);
    // a rule left standing may still be one claim of a contested decision: it is a winner there too
    subset(
        ids(&rules.because, |rule| &rule.named.rule),
        ids(&known.because, |rule| &rule.named.rule),
        "won",
    );
    subset(
        ids(&rules.defeated, |rule| &rule.named.rule),
        ids(&known.defeated, |rule| &rule.named.rule),
        "lost",
    );
    subset(
        ids(&rules.not_met, |rule| &rule.named.rule),
        ids(&known.not_met, |rule| &rule.named.rule),
        "failed",
    );
    assert!(known.open.is_empty(), "{name}: open with all known");
    if let (Some(then), Some(now)) = (before.outcome.value(), after.outcome.value()) {
        assert_eq!(then, now);
    }
}

/// Tries a law on so many seeds, or on `PROPTEST_CASES`; the same ones every time.
fn each_seed(cases: u32, law: impl Fn(u64)) {
    let cases = std::env::var("PROPTEST_CASES").map_or(cases, |cases| cases.parse().unwrap());
    (0..u64::from(cases)).for_each(|seed| law(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
}

#[test]
fn conditions_and_regions_agree() {
    each_seed(64, |seed| {
        for ruleset in rulesets() {
            let mut draw = Draw(seed);
            let unknown = draw.below(8);
            let affair = draw.affair(&ruleset.0.model, &ruleset.0.table, unknown);
            if is_admissible(&ruleset.0.model, &ruleset.0.table, &affair) {
                statuses_agree(ruleset, &affair);
            }
        }
    });
}

#[test]
fn what_is_said_holds_of_every_completion() {
    each_seed(64, |seed| {
        for ruleset in rulesets() {
            let (model, table) = (&ruleset.0.model, &ruleset.0.table);
            let mut draw = Draw(seed);
            let unknown = 1 + draw.below(8);
            let affair = draw.affair(model, table, unknown);
            if !is_admissible(model, table, &affair) {
                continue;
            }
            let before = said(ruleset, &affair);
            for _ in 0..4 {
                let whole = draw.completed(model, table, &affair);
                if is_admissible(model, table, &whole) {
                    let after = said(ruleset, &whole);
                    for (declared, (before, after)) in
                        model.decisions.iter().zip(before.iter().zip(&after))
                    {
                        holds_on(&declared.name, before, after);
                    }
                }
            }
        }
    });
}

/// Whatever is known, everything that is asked is answered, and told in both languages.
#[test]
fn every_affair_is_explained_and_told() {
    each_seed(4, |seed| {
        for ruleset in &rulesets()[..RULESETS.len()] {
            let (model, table) = (&ruleset.0.model, &ruleset.0.table);
            let mut draw = Draw(seed);
            let unknown = draw.below(8);
            let affair = draw.affair(model, table, unknown);
            if !is_admissible(model, table, &affair) {
                continue;
            }
            let explanation = ruleset.explain(&affair);
            for lang in [crate::Lang::En, crate::Lang::Zh] {
                assert!(!explanation.to_text(lang).is_empty());
                assert!(!explanation.to_markdown(lang).is_empty());
            }
        }
    });
}

#[test]
fn labels_go_along_with_the_values_that_are_named() {
    let ruleset = &rulesets()[3];
    let speaker = Speaker::new(&ruleset.0.model);
    assert!(speaker.labels().is_empty());
    let affair = ruleset
        .affair_from_json(r#"{"matter": "roof_leak"}"#)
        .unwrap();
    let explanation = ruleset.explain(&affair);
    assert_eq!(
        explanation.terms.values["matter"]["roof_leak"].get(crate::Lang::Zh),
        Some("屋顶漏水")
    );
}
