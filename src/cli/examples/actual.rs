//! An outcome in one line, in the words that rules and examples use.

use crate::model::show::show;
use crate::model::{DecisionId, Model, RuleId, Type};
use crate::table::FactKey;
use crate::verdict::{Outcome, Possible, Result, Support, Value};
use crate::words::Words;

/// `common by C.1`, `contested between (a by R.1, b by R.2)`, `undetermined needs (households)`.
pub(crate) fn actual(model: &Model, decision: DecisionId, outcome: &Outcome) -> Words {
    let ty = &model.decisions[decision.index()].ty;
    match outcome {
        Outcome::Decided {
            value: value_,
            support,
        } => {
            let by = by(model, support);
            let text = value(model, ty, value_);
            Words::new(format!("{text}{}", by.en), format!("{text}{}", by.zh))
        }
        Outcome::Contested { claims, .. } => {
            let claims: Vec<Words> = claims
                .iter()
                .map(|claim| {
                    let by = by(model, &claim.support);
                    match &claim.value {
                        Some(claimed) => {
                            let text = value(model, ty, claimed);
                            Words::new(format!("{text}{}", by.en), format!("{text}{}", by.zh))
                        }
                        None => {
                            Words::new(format!("unclassified{}", by.en), format!("未归类{}", by.zh))
                        }
                    }
                })
                .collect();
            let en: Vec<&str> = claims.iter().map(|claim| claim.en.as_str()).collect();
            let zh: Vec<&str> = claims.iter().map(|claim| claim.zh.as_str()).collect();
            Words::new(
                format!("contested between ({})", en.join(", ")),
                format!("争于（{}）", zh.join("，")),
            )
        }
        Outcome::Undetermined {
            needs, possible, ..
        } => {
            let facts: Vec<&str> = needs
                .iter()
                .map(|need| match need.fact {
                    FactKey::AsOf => "as_of",
                    FactKey::Fact(fact) => &model.facts[fact.index()].name,
                })
                .collect();
            let may = may(model, ty, possible);
            Words::new(
                format!(
                    "undetermined needs ({}), may be {}",
                    facts.join(", "),
                    may.en
                ),
                format!("未定须知（{}），可能为{}", facts.join("，"), may.zh),
            )
        }
        Outcome::Unclassified => Words::new("unclassified", "未归类"),
    }
}

/// A value as rules write it.
pub(crate) fn value(model: &Model, ty: &Type, value: &Value) -> String {
    match value {
        Value::One(datum) => show(model, ty, datum, None),
        Value::List(list) => {
            let list: Vec<String> = list
                .iter()
                .map(|datum| show(model, ty, datum, None))
                .collect();
            format!("({})", list.join(", "))
        }
    }
}

fn by(model: &Model, support: &Support) -> Words {
    let ids = |rules: &[RuleId]| {
        rules
            .iter()
            .map(|rule| model.rules[rule.index()].id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (support.rules.as_slice(), support.possible.as_slice()) {
        ([], []) => Words::default(),
        ([], possible) => Words::new(
            format!(" by some of {}", ids(possible)),
            format!(" 据 {} 之一", ids(possible)),
        ),
        (rules, _) => Words::new(format!(" by {}", ids(rules)), format!(" 据 {}", ids(rules))),
    }
}

fn may(model: &Model, ty: &Type, possible: &Possible) -> Words {
    let list = |data: &[crate::model::Datum]| value(model, ty, &Value::List(data.to_vec()));
    match possible {
        Possible::Results(results) => {
            let each = |result: &Result| match result {
                Result::Decided(decided) => {
                    let text = value(model, ty, decided);
                    Words::new(text.clone(), text)
                }
                Result::Contested(_) => Words::new("contested", "争议"),
                Result::Unclassified => Words::new("unclassified", "未归类"),
            };
            let mut all: Vec<Words> = results.iter().map(each).collect();
            all.dedup();
            let en: Vec<&str> = all.iter().map(|words| words.en.as_str()).collect();
            let zh: Vec<&str> = all.iter().map(|words| words.zh.as_str()).collect();
            Words::new(en.join(" or "), zh.join("或"))
        }
        Possible::List { always, maybe } => Words::new(
            format!("{} and any of {}", list(always), list(maybe)),
            format!("{}及{}中的若干", list(always), list(maybe)),
        ),
        Possible::Range { min, max } => {
            let (min, max) = (show(model, ty, min, None), show(model, ty, max, None));
            Words::new(format!("{min} to {max}"), format!("{min} 至 {max}"))
        }
    }
}
