//! The laws: of a random ruleset and one edit, what is told to differ is what differs.

use std::collections::BTreeSet;

use fenliu::diff::changes::Cause;
use fenliu::diff::{Answer, Compared, Diff, Options};
use fenliu::model::{Datum, Model, Type};
use fenliu::table::ClassSet;
use fenliu::table::region::Cover;
use fenliu::verdict::outcome::{Result as Outcome, Value as Comes};
use proptest::prelude::*;

use super::edit::{Edited, edit};
use super::points::{Shared, shared};
use crate::analysis::situations::{Case, World};
use crate::analysis::small::{RawSmall, ruleset, small};
use crate::analysis::truth::regions::Place;
use crate::properties::ast::{Ruleset, Type as AstType, Value};
use crate::properties::build_condition::DAYS;
use crate::properties::check::{compile, shown, tried};
use crate::properties::json;
use crate::properties::print::files;
use crate::properties::raw::{Pick, choose};
use crate::properties::reference::completions::in_period;
use crate::properties::reference::rules::Rules;
use crate::properties::reference::worlds::outcomes;
use crate::properties::style::Style;

/// Pairs a law, unless `PROPTEST_CASES` says how many.
const CASES: u32 = 60;

type Raw = (RawSmall, [Pick; 3], Pick);

/// Two rulesets of which one is the other with one edit.
struct Two {
    old: Ruleset,
    new: Ruleset,
    edited: Edited,
    compiled: [fenliu::Ruleset; 2],
    diff: Diff,
}

impl Two {
    fn of((raw, picks, as_of): &Raw) -> Result<Option<Self>, String> {
        let old = ruleset(raw);
        let Some((new, edited)) = edit(&old, *picks) else {
            return Ok(None);
        };
        let before = compile(&old, Style::default())?;
        // an edit may make a circle, or conclude what the decision cannot
        let Ok(after) = compile(&new, Style::default()) else {
            return Ok(None);
        };
        let in_both = |day| in_period(&old, day) && in_period(&new, day);
        let days: Vec<_> = DAYS.into_iter().filter(|&day| in_both(day)).collect();
        let as_of = (as_of % 4 == 0)
            .then(|| choose(*as_of, &days).copied())
            .flatten();
        let diff = before.diff(
            &after,
            &Options {
                as_of,
                ..Options::default()
            },
        );
        Ok(Some(Self {
            old,
            new,
            edited,
            compiled: [before, after],
            diff,
        }))
    }

    fn fails(&self, why: &str) -> String {
        let [old, new] = [&self.old, &self.new].map(|it| shown(&files(it, Style::default())));
        format!(
            "# old\n{old}\n# new\n{new}\n# {:?}\n{why}\n",
            self.diff.days
        )
    }

    /// What a decision comes to on an affair, by the reference.
    fn comes(&self, at: &Shared) -> [Vec<BTreeSet<String>>; 2] {
        [(&self.old, 0), (&self.new, 1)].map(|(ruleset, side)| {
            let rules = Rules::compared(ruleset);
            let all = outcomes(ruleset, &rules, &at.point.facts, at.days[side]);
            all.iter()
                .zip(&ruleset.decisions)
                .map(|(came, decision)| {
                    let claims = came.claims.keys();
                    claims
                        .map(|claim| reference(decision.ty, claim.as_ref()))
                        .collect()
                })
                .collect()
        })
    }

    fn decision(&self, compared: &Compared) -> usize {
        let mut decisions = self.new.decisions.iter();
        let found = decisions.position(|it| it.name == compared.decision);
        found.expect("a decision of the ruleset")
    }
}

fn reference(ty: AstType, value: Option<&Value>) -> String {
    value.map_or_else(
        || "none".to_owned(),
        |value| match value {
            Value::Number(number) => number.to_string(),
            other => json::shown(ty, other).to_string(),
        },
    )
}

fn told(model: &Model, ty: &Type, result: &Outcome) -> BTreeSet<String> {
    let one = |datum: &Datum| match datum {
        Datum::Leaf(leaf) => match ty {
            Type::Kind(kind) | Type::Set(kind) => {
                format!("{:?}", model.kinds[kind.index()].leaf(*leaf).name)
            }
            _ => unreachable!("a kind"),
        },
        Datum::YesNo(yes) => yes.to_string(),
        Datum::Number(number) => {
            num_rational::Ratio::new(number.mantissa(), 10_i128.pow(number.scale())).to_string()
        }
        Datum::Date(day) => format!("\"{day}\""),
        Datum::Duration(days) => format!("\"{days} days\""),
        Datum::Text(_) | Datum::Set(_) => unreachable!("a value of a decision"),
    };
    let value = |value: &Comes| match value {
        Comes::One(datum) => one(datum),
        Comes::List(list) => {
            let names: Vec<String> = list.iter().map(one).collect();
            format!("[{}]", names.join(","))
        }
    };
    match result {
        Outcome::Decided(decided) => BTreeSet::from([value(decided)]),
        Outcome::Contested(claims) => claims
            .iter()
            .map(|claim| claim.as_ref().map_or_else(|| "none".to_owned(), value))
            .collect(),
        Outcome::Unclassified => BTreeSet::from(["none".to_owned()]),
    }
}

/// An affair as a box of one class a column of facts.
fn cells(diff: &Diff, at: &Shared) -> Vec<ClassSet> {
    let (model, table) = diff.space().expect("the two share affairs");
    let (case, world) = (
        Case {
            point: at.point.clone(),
            worlds: Vec::new(),
            outcomes: Vec::new(),
            decided: Vec::new(),
        },
        World {
            values: Vec::new(),
            met: Vec::new(),
            stood: Vec::new(),
            left: Vec::new(),
        },
    );
    let place = Place {
        model,
        table,
        case: &case,
        world: &world,
        names: &[],
    };
    place.cells()
}

fn law(two: &Two) -> Result<(), String> {
    let affairs = shared(&two.old, &two.new, &two.diff.days);
    for (at, possible) in &affairs {
        if *possible != [true, true] {
            continue;
        }
        let [before, after] = two.comes(at);
        if two.diff.answer() == Answer::Identical {
            if before != after {
                return Err(two.fails("told to be one"));
            }
            continue;
        }
        let cells = cells(&two.diff, at);
        for compared in &two.diff.decisions {
            let decision = two.decision(compared);
            let (from, to) = (&before[decision], &after[decision]);
            let [old, new] = [&two.compiled[0], &two.compiled[1]].map(fenliu::Ruleset::model);
            let holds: Vec<_> = compared
                .moved
                .iter()
                .filter(|it| {
                    it.regions
                        .iter()
                        .any(|region| region.covers(&cells) == Cover::All)
                })
                .collect();
            for moved in &holds {
                let said = (
                    told(old, &old.decisions[compared.old.index()].ty, &moved.from),
                    told(new, &new.decisions[compared.new.index()].ty, &moved.to),
                );
                if (&said.0, &said.1) != (from, to) || from == to {
                    return Err(two.fails(&format!(
                        "`{}` is told to go from {:?} to {:?}, goes from {from:?} to {to:?} at {:?} {:?}\n{moved:?}",
                        compared.decision, said.0, said.1, at.point, at.days
                    )));
                }
            }
            if from != to && holds.is_empty() && compared.uncovered == 0.0 {
                return Err(two.fails(&format!(
                    "`{}` goes from {from:?} to {to:?} at {:?} {:?} and is not told",
                    compared.decision, at.point, at.days
                )));
            }
        }
    }
    Ok(())
}

fn each(number: u64, law: impl Fn(&Two) -> Result<(), String>) {
    let pairs = (small(), any::<[Pick; 3]>(), any::<Pick>());
    tried(number, 2_000, CASES, pairs, |raw| match Two::of(raw)? {
        Some(two) => law(&two),
        None => Ok(()),
    });
}

#[test]
fn the_regions_are_just_where_the_two_differ() {
    each(1, law);
}

#[test]
fn every_witness_is_confirmed_and_every_share_a_part() {
    each(2, |two| {
        for compared in &two.diff.decisions {
            for moved in &compared.moved {
                if !moved.witness.confirmed {
                    return Err(two.fails(&format!("not confirmed: {moved:?}")));
                }
                if !(moved.share > 0.0 && moved.share <= 1.0) || moved.regions.is_empty() {
                    return Err(two.fails(&format!("an odd share: {moved:?}")));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn a_rule_that_was_edited_is_blamed() {
    each(3, |two| {
        let Edited::Rule(id) = &two.edited else {
            return Ok(());
        };
        let moved = two.diff.decisions.iter().flat_map(|it| &it.moved);
        for cause in moved.flat_map(|moved| &moved.causes) {
            let (Cause::Added(rule) | Cause::Removed(rule) | Cause::Changed(rule, _)) = cause
            else {
                return Err(two.fails(&format!("blames {cause:?}")));
            };
            if rule != id {
                return Err(two.fails(&format!("blames `{rule}`, not `{id}`")));
            }
        }
        Ok(())
    });
}

#[test]
fn a_ruleset_does_not_differ_from_itself() {
    tried(4, 2_000, CASES, small(), |raw| {
        let compiled = compile(&ruleset(raw), Style::default())?;
        let diff = compiled.diff(&compiled, &Options::default());
        (diff.answer() == Answer::Identical)
            .then_some(())
            .ok_or_else(|| format!("{:?}", diff.answer()))
    });
}

#[test]
fn the_same_rules_under_other_titles_are_proved_the_same() {
    tried(5, 2_000, CASES, small(), |raw| {
        let ast = ruleset(raw);
        let compiled = compile(&ast, Style::default())?;
        let mut texts = files(&ast, Style::default());
        let own = texts.first_mut().expect("a ruleset");
        own.1 = own.1.replace("en \"Level ", "en \"Another ");
        let sources = crate::properties::print::sources(&texts);
        let other = fenliu::Ruleset::compile(sources).map_err(|_| shown(&texts))?;
        let diff = compiled.diff(&other, &Options::default());
        (diff.answer() == Answer::Same)
            .then_some(())
            .ok_or_else(|| format!("{}\n{:?}", shown(&texts), diff.answer()))
    });
}
