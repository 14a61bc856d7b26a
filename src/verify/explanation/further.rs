//! What else is said of a decision: what held without rules, what somebody has to judge, and what
//! separates a claimed value from the outcome.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::at::At;
use super::change::Changes;
use super::checking::Checking;
use super::declared::label;
use super::goal::Goal;
use super::names::{ids, rules_named};
use super::told::{Claims, Possible, Told};
use super::value::{Value, no_value, one, ordinals, read};
use crate::model::{self, DecisionId, FactId, RuleId};
use crate::verify::fault::Fault;
use crate::words::Words;

/// Checks `otherwise`: it stands where no rule decided.
pub(super) fn otherwise<'d>(
    checking: &Checking<'_, 'd>,
    id: DecisionId,
    at: &At<'d>,
) -> Result<(), Fault> {
    let model = checking.model;
    let declared = &model.decisions[id.index()];
    let should = match (&checking.told[id.index()], &declared.otherwise) {
        (Told::Decided { backed, .. }, model::Otherwise::Value(value))
            if backed.rules.is_empty() && backed.possible.is_empty() =>
        {
            let number = crate::verify::seats::ordinal(&declared.ty, value);
            Some(json!({"value": one(model, &declared.ty, number)}))
        }
        (Told::Unclassified, model::Otherwise::Unclassified(because)) => {
            let because = label(because).unwrap_or_else(|| json!({}));
            Some(json!({"unclassified": because}))
        }
        _ => None,
    };
    at.is("otherwise", should.as_ref())
}

/// Checks `decided_by` and `because` of a contested outcome: those of the overlap that accepts it.
pub(super) fn overlap<'d>(
    checking: &Checking<'_, 'd>,
    id: DecisionId,
    at: &At<'d>,
) -> Result<(), Fault> {
    let model = checking.model;
    let Told::Contested(claims) = &checking.told[id.index()] else {
        return Ok(());
    };
    let each = claims.iter().map(|claim| &claim.backed);
    let claiming: Vec<RuleId> = each
        .flat_map(|backed| backed.rules.iter().chain(&backed.possible))
        .copied()
        .collect();
    let day = checking.affair.as_of;
    let accepts = |overlap: &&model::Overlap| {
        overlap.decision == id
            && !claiming.is_empty()
            && overlap
                .until
                .is_none_or(|until| day.is_none_or(|day| day <= until))
            && claiming.iter().all(|rule| overlap.rules.contains(rule))
    };
    let overlap = model.overlaps.iter().find(accepts);
    let body = overlap.and_then(|overlap| {
        let kind = &model.kinds[model.bodies?.index()];
        Some(json!(kind.leaf(overlap.decided_by?).name))
    });
    at.is("decided_by", body.as_ref())?;
    at.is(
        "because",
        overlap.and_then(|overlap| label(&overlap.because)).as_ref(),
    )
}

/// Checks `judged`: of the facts that suffice or are needed, those that somebody has to judge.
pub(super) fn judged<'d>(
    checking: &Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
    sufficient: Option<&Vec<FactId>>,
) -> Result<(), Fault> {
    let model = checking.model;
    let mut turned: BTreeSet<FactId> = sufficient.into_iter().flatten().copied().collect();
    if let Told::Undetermined { needs, .. } = &checking.told[id.index()] {
        turned.extend(needs.iter().filter_map(|need| need.fact));
    }
    turned.retain(|fact| model.facts[fact.index()].judged_by.is_some());
    let mut named: Vec<FactId> = turned.into_iter().collect();
    named.sort_by_key(|fact| model.facts[fact.index()].declared);
    let should: Vec<Json> = named
        .iter()
        .map(|fact| json!(model.facts[fact.index()].name))
        .collect();
    let told = decision.find("judged");
    let list = told.as_ref().map_or(Ok(Vec::new()), At::items)?;
    if let Some(more) = list.iter().find(|item| !should.contains(item.json)) {
        return Err(more.fault(Words::new(
            "the outcome turns on no such fact that somebody has to judge",
            "结论并不取决于这样一项须由他人裁量的事实",
        )));
    }
    // without the facts that suffice it is not said that these are all
    if list.len() == should.len() || sufficient.is_none() {
        return Ok(());
    }
    let should = Json::from(should);
    decision.is("judged", Some(&should))
}

/// Checks `why_not`; gives how many changes there are.
pub(super) fn why_not<'d>(
    checking: &mut Checking<'_, 'd>,
    id: DecisionId,
    decision: &At<'d>,
    recognised: &BTreeSet<FactId>,
) -> Result<usize, Fault> {
    let Some(at) = decision.find("why_not") else {
        return Ok(0);
    };
    let model = checking.model;
    let value = read(model, id, &at.get("value")?)?;
    let told = &checking.told[id.index()];
    at.is("is", Some(&json!(lies(told, &value))))?;
    let concludes = |rule: &RuleId| {
        let mut values = ordinals(model, *rule, id);
        values.any(|number| match &value {
            Value::One(value) => *value == number,
            Value::List(list) => list.iter().any(|leaf| i128::from(*leaf) == number),
        })
    };
    let rules = model.decisions[id.index()].rules.iter().copied();
    let rules: Vec<RuleId> = rules.filter(concludes).collect();
    let place = at.get("rules")?;
    if rules_named(model, id, &place)? != rules {
        let rules = ids(model, rules);
        return Err(place.fault(Words::new(
            format!("the rules that conclude it are others: {rules}"),
            format!("得出它的规则不同：{rules}"),
        )));
    }
    if lies(told, &value) == "decided" {
        let changes = at.get("changes")?;
        return match changes.items()?.is_empty() {
            true => Ok(0),
            false => Err(changes.fault(no_value(&changes))),
        };
    }
    let goal = match &value {
        // of a list that is collected, one value may be claimed to be in it
        Value::List(list) if list.len() == 1 => {
            Goal::Has(list.first().copied().unwrap_or_default(), true)
        }
        value => Goal::Result([Some(value.clone())].into()),
    };
    let changes = Changes {
        id,
        goal: &goal,
        recognised,
        at: &at,
        more: at.flag("more")?,
    };
    changes.check(checking)
}

/// How a claimed value lies to the outcome.
fn lies(told: &Told, value: &Value) -> &'static str {
    let has = |other: &Value| match (value, other) {
        (Value::List(claimed), Value::List(list)) if claimed.len() == 1 => claimed.is_subset(list),
        _ => value == other,
    };
    let some = |claims: &Claims| claims.iter().flatten().any(has);
    match told {
        Told::Decided { value, .. } if has(value) => "decided",
        Told::Contested(claims) if claims.iter().filter_map(|it| it.value.as_ref()).any(has) => {
            "contested"
        }
        Told::Undetermined { possible, .. } => {
            let possible = match (possible, value) {
                (Possible::These(these), _) => these.iter().any(some),
                (Possible::List { always, maybe }, Value::List(list)) => list
                    .iter()
                    .all(|leaf| always.contains(leaf) || maybe.contains(leaf)),
                (Possible::Range { least, greatest }, Value::One(number)) => {
                    least <= number && number <= greatest
                }
                _ => false,
            };
            if possible { "possible" } else { "otherwise" }
        }
        _ => "otherwise",
    }
}
