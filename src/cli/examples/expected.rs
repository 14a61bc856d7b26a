//! An expectation in one line, as examples write it.

use crate::model::show::show;
use crate::model::{Datum, Expectation, Expected, Model, RuleId};
use crate::words::Words;

/// `official by O.3 not by C.1`, in the words of an example.
pub(crate) fn expected(model: &Model, expectation: &Expectation) -> Words {
    let ty = &model.decisions[expectation.decision.index()].ty;
    let list = |data: &[Datum]| {
        data.iter()
            .map(|datum| show(model, ty, datum, None))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let facts = |facts: &[crate::model::FactId]| {
        facts
            .iter()
            .map(|fact| model.facts[fact.index()].name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let both = |text: String| Words::new(text.clone(), text);
    let mut words = match &expectation.outcome {
        Expected::Value(datum) => both(show(model, ty, datum, None)),
        Expected::List(data) => both(format!("({})", list(data))),
        Expected::Includes(data) => Words::new(
            format!("includes ({})", list(data)),
            format!("包含（{}）", list(data)),
        ),
        Expected::Decided => Words::new("decided", "已定"),
        Expected::Contested(data) if data.is_empty() => Words::new("contested", "争议"),
        Expected::Contested(data) => Words::new(
            format!("contested between ({})", list(data)),
            format!("争于（{}）", list(data)),
        ),
        Expected::Undetermined(needs) if needs.is_empty() => Words::new("undetermined", "未定"),
        Expected::Undetermined(needs) => Words::new(
            format!("undetermined needs ({})", facts(needs)),
            format!("未定须知（{}）", facts(needs)),
        ),
        Expected::Unclassified => Words::new("unclassified", "未归类"),
    };
    let ids = |rules: &[RuleId]| {
        rules
            .iter()
            .map(|rule| model.rules[rule.index()].id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    for (rules, en, zh) in [
        (&expectation.by, "by", "据"),
        (&expectation.not_by, "not by", "不据"),
    ] {
        if !rules.is_empty() {
            words.en.push_str(&format!(" {en} {}", ids(rules)));
            words.zh.push_str(&format!(" {zh} {}", ids(rules)));
        }
    }
    words
}
