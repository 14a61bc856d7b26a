//! Records whose fields are all well, and which are no affair all the same.

use jiff::civil::Date;

use super::rejection::short;
use super::{Affair, Knowledge, Rejection};
use crate::diagnostic::Code;
use crate::model::check::versions::told;
use crate::model::show::show;
use crate::model::{FactId, Model, Period};
use crate::table::region::Cover;
use crate::table::{ColumnKey, DecisionTable, FactKey, Region};
use crate::verdict::space::{default_date, period, space};
use crate::words::{Label, Lang, Words};

impl Rejection {
    /// A combination that the ruleset calls impossible. Of several clauses that together leave the
    /// affair nothing, the first one that touches it is told.
    pub(crate) fn impossible(model: &Model, table: &DecisionTable, affair: &Affair) -> Self {
        let date = affair.as_of.or_else(|| default_date(model));
        let cells = space(model, table, affair, date).cells;
        let lies = |wanted: Cover| {
            table
                .forbidden
                .iter()
                .find(|(_, region)| region.covers(&cells) == wanted)
        };
        let Some((clause, region)) = lies(Cover::All).or_else(|| lies(Cover::Part)) else {
            return Self::bad(
                None,
                Words::new(
                    "the ruleset calls this affair impossible",
                    "规则集认定此事项不可能",
                ),
            );
        };
        let facts = known_facts(table, region, affair);
        let shown = |lang: Lang| -> Vec<String> {
            let is = if lang == Lang::Zh { "为" } else { "is" };
            facts
                .iter()
                .map(|fact| {
                    format!(
                        "`{}` {is} `{}`",
                        model.facts[fact.index()].name,
                        value(model, affair, *fact)
                    )
                })
                .collect()
        };
        let rejection = Self::bad(
            facts
                .first()
                .map(|fact| model.facts[fact.index()].name.clone()),
            match facts.as_slice() {
                [] => Words::new(
                    "the ruleset calls this affair impossible",
                    "规则集认定此事项不可能",
                ),
                _ => Words::new(
                    format!(
                        "the ruleset calls it impossible that {}",
                        shown(Lang::En).join(" and ")
                    ),
                    format!("规则集认定不可能 {}", shown(Lang::Zh).join(" 且 ")),
                ),
            },
        );
        let because = model
            .impossible
            .get(*clause)
            .map(|impossible| &impossible.because);
        match because.and_then(reason) {
            Some(reason) => rejection.help(reason),
            None => rejection,
        }
    }

    /// A date outside the ruleset's effective period.
    pub(crate) fn outside_period(model: &Model, day: Date) -> Self {
        let effective = period(model);
        let message = match (effective.from, effective.until) {
            (Some(from), _) if day < from => Words::new(
                format!("the ruleset takes effect on {from}, after {day}"),
                format!("规则集自 {from} 起施行，晚于 {day}"),
            ),
            (_, Some(until)) if until < day => Words::new(
                format!("the ruleset was in force until {until}, before {day}"),
                format!("规则集施行至 {until}，早于 {day}"),
            ),
            _ => Words::new(
                format!("{day} lies outside the period of the ruleset"),
                format!("{day} 不在规则集的施行期内"),
            ),
        };
        Self {
            code: Code::OutsidePeriod,
            field: None,
            message,
            help: None,
        }
    }

    /// A day on which no version of the ruleset was known.
    pub(crate) fn nothing_known(name: &str, day: Date) -> Self {
        Self {
            code: Code::OutsidePeriod,
            field: None,
            message: Words::new(
                format!("no version of `{name}` was adopted by {day}"),
                format!("截至 {day}，`{name}` 尚无任何版本通过"),
            ),
            help: Some(Box::new(Words::new(
                "a ruleset that does not say `adopted DATE` counts as known from the day it takes effect",
                "没有写明 `通过 日期` 的规则集，自施行之日起视为已知",
            ))),
        }
    }

    /// A date on which no version of the ruleset is in force; the periods of all, in order.
    pub(crate) fn no_version(name: &str, periods: &[Period], day: Date) -> Self {
        let (en, zh): (Vec<String>, Vec<String>) = periods
            .iter()
            .map(|period| {
                let words = told(period);
                (words.en, words.zh)
            })
            .unzip();
        Self {
            code: Code::OutsidePeriod,
            field: None,
            message: Words::new(
                format!("no version of `{name}` is in force on {day}"),
                format!("{day} 没有施行中的 `{name}` 版本"),
            ),
            help: Some(Box::new(Words::new(
                format!("its versions are in force {}", en.join("; ")),
                format!("各版本的施行期：{}", zh.join("；")),
            ))),
        }
    }

    fn bad(field: Option<String>, message: Words) -> Self {
        Self {
            code: Code::ImpossibleAffair,
            field,
            message,
            help: None,
        }
    }
}

/// The facts that a region looks at and of which something is known; by name.
fn known_facts(table: &DecisionTable, region: &Region, affair: &Affair) -> Vec<FactId> {
    let mut facts: Vec<FactId> = Vec::new();
    for (column, _) in region.cells() {
        match &table.columns[*column as usize].key {
            ColumnKey::Value(FactKey::Fact(fact))
            | ColumnKey::Member(fact, _)
            | ColumnKey::Mentions(fact, _) => facts.push(*fact),
            ColumnKey::Expr(_) => {
                let read = table
                    .expressions
                    .iter()
                    .filter(|(of, _)| of == column)
                    .flat_map(|(_, keys)| keys);
                facts.extend(read.filter_map(|key| match key {
                    FactKey::Fact(fact) => Some(*fact),
                    FactKey::AsOf => None,
                }));
            }
            ColumnKey::Value(FactKey::AsOf)
            | ColumnKey::Outcome(_)
            | ColumnKey::Collected(..)
            | ColumnKey::Decided(_) => {}
        }
    }
    facts.sort_unstable();
    facts.dedup();
    facts.retain(|fact| affair.facts[fact.index()] != Knowledge::Unknown);
    facts
}

fn value(model: &Model, affair: &Affair, fact: FactId) -> String {
    let ty = &model.facts[fact.index()].ty;
    match &affair.facts[fact.index()] {
        Knowledge::Unknown => String::new(),
        Knowledge::Known(datum) => short(&show(model, ty, datum, None)),
        Knowledge::OneOf(leaves) => {
            let names: Vec<String> = leaves
                .iter()
                .map(|leaf| show(model, ty, &crate::model::Datum::Leaf(*leaf), None))
                .collect();
            short(&names.join(" | "))
        }
    }
}

/// The reason of a clause, in both languages as far as it was written.
fn reason(because: &Label) -> Option<Words> {
    Some(Words::new(because.get(Lang::En)?, because.get(Lang::Zh)?))
}
