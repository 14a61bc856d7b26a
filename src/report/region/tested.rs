//! The tests that rules make on an expression, in their own words.

use std::collections::BTreeMap;

use crate::model::{Condition, DefineBody, Model, Test, TestForm};
use crate::source::{Sources, Span};
use crate::table::column::Scale;
use crate::table::disjoin::{Formula, Values, classes, formula};
use crate::table::{ClassSet, ColumnKey, DecisionTable};
use crate::words::Lang;

/// Most different tests of one expression that are tried together.
const MOST: usize = 48;

/// For each column of an expression, what each test on it allows, and where the test is written.
pub struct Tested<'a> {
    columns: BTreeMap<u32, Vec<(ClassSet, Span)>>,
    sizes: BTreeMap<u32, u32>,
    sources: &'a Sources,
}

impl<'a> Tested<'a> {
    /// The tests of every rule.
    pub fn new(model: &Model, table: &DecisionTable, sources: &'a Sources) -> Self {
        let mut tests = Self {
            columns: BTreeMap::new(),
            sizes: BTreeMap::new(),
            sources,
        };
        if !table.expressions.is_empty() {
            let rules = model
                .rules
                .iter()
                .flat_map(|rule| std::iter::once(&rule.when).chain(&rule.unless));
            let others = model.impossible.iter().map(|clause| &clause.condition);
            rules
                .chain(others)
                .for_each(|condition| tests.gather(model, table, condition));
        }
        tests
    }

    fn gather(&mut self, model: &Model, table: &DecisionTable, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts
                    .iter()
                    .for_each(|part| self.gather(model, table, part));
            }
            Condition::Not(inner) => self.gather(model, table, inner),
            Condition::Test(Test {
                form: TestForm::Defined(define),
                ..
            }) => {
                if let DefineBody::Condition(body) = &model.defines[define.index()].body {
                    self.gather(model, table, body);
                }
            }
            Condition::Test(test) => {
                if let TestForm::Compare { .. } | TestForm::Between { .. } = test.form
                    && let Some((column, allowed)) = on_one_column(model, table, test)
                {
                    let size = table.columns[column as usize].size;
                    self.sizes.insert(column, size);
                    let known = self.columns.entry(column).or_default();
                    if known.len() < MOST && known.iter().all(|(other, _)| *other != allowed) {
                        known.push((allowed, test.span));
                    }
                }
            }
        }
    }

    /// What a set of classes of an expression says, in the words of one or two tests; `None` where
    /// no two tests say it.
    pub fn said(&self, column: u32, wanted: &ClassSet, lang: Lang) -> Option<String> {
        let tests = self.columns.get(&column)?;
        let size = *self.sizes.get(&column)?;
        let sides: Vec<(ClassSet, Span, bool)> = tests
            .iter()
            .flat_map(|(allowed, span)| {
                [
                    (allowed.clone(), *span, true),
                    (allowed.not(size), *span, false),
                ]
            })
            .filter(|(allowed, ..)| wanted.is_subset(allowed))
            .collect();
        if let Some((_, span, holds)) = sides.iter().find(|(allowed, ..)| allowed == wanted) {
            return Some(self.words(*span, *holds, lang));
        }
        sides
            .iter()
            .enumerate()
            .find_map(|(at, (one, span, holds))| {
                let (_, other, other_holds) = sides[at + 1..]
                    .iter()
                    .find(|(other, ..)| one.and(other) == *wanted)?;
                let and = match lang {
                    Lang::En => " and ",
                    Lang::Zh => "，且",
                };
                Some(format!(
                    "{}{and}{}",
                    self.words(*span, *holds, lang),
                    self.words(*other, *other_holds, lang)
                ))
            })
    }

    fn words(&self, span: Span, holds: bool, lang: Lang) -> String {
        let written: Vec<&str> = self.sources.text(span).split_whitespace().collect();
        let written = written.join(" ");
        match (holds, lang) {
            (true, _) => format!("`{written}`"),
            (false, Lang::En) => format!("not `{written}`"),
            (false, Lang::Zh) => format!("并非 `{written}`"),
        }
    }
}

/// The expression that a test looks at, and the classes it allows.
fn on_one_column(model: &Model, table: &DecisionTable, test: &Test) -> Option<(u32, ClassSet)> {
    let atoms = match formula(model, &Condition::Test(test.clone())) {
        Formula::And(parts) => parts,
        one => vec![one],
    };
    let mut found: Option<(u32, ClassSet)> = None;
    for atom in atoms {
        let Formula::Atom(key @ ColumnKey::Expr(_), values @ Values::Against(_, threshold)) = &atom
        else {
            return None;
        };
        let number = table.column(key)?;
        let column = &table.columns[number as usize];
        match &column.scale {
            Scale::Thresholds(known) if known.binary_search(threshold).is_ok() => {}
            _ => return None,
        }
        let allowed = classes(column, values);
        found = match found {
            None => Some((number, allowed)),
            Some((other, before)) if other == number => Some((number, before.and(&allowed))),
            Some(_) => return None,
        };
    }
    found
}
