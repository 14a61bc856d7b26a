//! Affairs as records, and verdicts of the reference as the interface writes them.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::ast::{Affair, Collect, Known, Ruleset, Type, Value};
use super::print_condition::decimal;
use super::reference::outcome::{Claims, Outcome, Verdict};
use super::reference::rules::Rules;
use super::reference::worlds::{Claimed, Support};
use super::vocabulary::{BODY, FACTS, KINDS, MATTER};

/// An affair as a record.
pub fn record(ruleset: &Ruleset, affair: &Affair) -> String {
    let known = ruleset.facts.iter().filter_map(|&fact| {
        let value = match &affair.facts[fact] {
            Known::Unknown => return None,
            Known::OneOf(_) => affair
                .given_node
                .map(|(_, node)| Value::Node(node))
                .expect("the node given"),
            Known::Value(value) => value.clone(),
        };
        Some(format!(
            "{}: {}",
            json!(FACTS[fact].name),
            written(FACTS[fact].ty, &value)
        ))
    });
    format!("{{{}}}", known.collect::<Vec<_>>().join(", "))
}

/// A value in JSON; numbers by their digits.
fn written(ty: Type, value: &Value) -> String {
    match value {
        Value::Number(number) => decimal(*number),
        other => shown(ty, other).to_string(),
    }
}

/// A value as verdicts show it.
pub fn shown(ty: Type, value: &Value) -> Json {
    let name = |node: &usize| match ty {
        Type::Kind(kind) | Type::Set(kind) => KINDS[kind].nodes[*node].name,
        _ => unreachable!("a kind"),
    };
    match value {
        Value::Node(node) => json!(name(node)),
        Value::Set(nodes) => nodes.iter().map(name).collect(),
        Value::YesNo(yes) => json!(yes),
        Value::Number(number) => json!(decimal(*number)),
        Value::Date(day) => json!(day.to_string()),
        Value::Days(days) => json!(format!("{days} days")),
        Value::Text(text) => json!(text),
    }
}

/// What the reference expects a verdict's JSON to be, apart from the ruleset's name and digest.
pub fn expected(ruleset: &Ruleset, affair: &Affair, verdict: &Verdict) -> Json {
    let rules = Rules::of(ruleset);
    let decisions = ruleset.decisions.iter().zip(&verdict.outcomes).enumerate();
    let mut json = json!({"decisions": {}, "as_of": verdict.as_of.map(|day| day.to_string())});
    for (number, (decision, outcome)) in decisions {
        let shown = Shown {
            ruleset,
            rules: &rules,
            verdict,
            decision: number,
        };
        json["decisions"][decision.name] = shown.outcome(outcome);
    }
    if affair.as_of.is_none() && verdict.as_of.is_some() {
        json["as_of_default"] = json!(true);
    }
    if verdict.recognised {
        json["recognised"] = json!(["matter"]);
    }
    json
}

struct Shown<'a> {
    ruleset: &'a Ruleset,
    rules: &'a Rules,
    verdict: &'a Verdict,
    decision: usize,
}

impl Shown<'_> {
    fn value(&self, decision: usize, value: &Claimed) -> Json {
        value.as_ref().map_or(
            json!({"value": null}),
            |value| json!({"value": shown(self.ruleset.decisions[decision].ty, value)}),
        )
    }

    fn outcome(&self, outcome: &Outcome) -> Json {
        let claims = match outcome {
            Outcome::Settled(claims) => claims,
            Outcome::Undetermined { needs, possible } => {
                let needs: Vec<Json> = needs.iter().map(|need| match &need.among {
                    Some(leaves) => json!({"fact": need.name, "among": leaves.iter().map(|&leaf| KINDS[MATTER].nodes[leaf].name).collect::<Vec<_>>()}),
                    None => json!({"fact": need.name}),
                }).collect();
                return json!({"status": "undetermined", "needs": needs, "possible": self.possible(possible)});
            }
        };
        let mut entries: Vec<Json> = claims
            .iter()
            .map(|(claim, support)| self.claim(claim, support))
            .collect();
        let mut json = if claims.len() > 1 {
            json!({"status": "contested", "claims": entries})
        } else {
            entries.remove(0)
        };
        if claims.len() > 1
            && let Some(overlap) = self.covering(claims.values())
        {
            if let Some(body) = overlap.decided_by {
                json["decided_by"] = json!(KINDS[BODY].nodes[body].name);
            }
            json["because"] = json!({"any": "under revision"});
        } else if claims.len() == 1 {
            let status = if claims.contains_key(&None) {
                "unclassified"
            } else {
                "decided"
            };
            json["status"] = json!(status);
            if status == "unclassified" {
                json = json!({"status": status});
            }
        }
        json
    }

    fn claim(&self, claim: &Claimed, support: &Support) -> Json {
        let mut json = self.value(self.decision, claim);
        let ids = |rules: &BTreeSet<usize>| {
            let mut ids: Vec<&str> = rules
                .iter()
                .map(|&rule| self.rules.list[rule].id.as_str())
                .collect();
            ids.sort_by_key(|id| (id.starts_with("routing"), id.len(), *id));
            ids.iter().map(|id| json!(id)).collect::<Json>()
        };
        json["rules"] = ids(&support.rules);
        if !support.possible.is_empty() {
            json["rules_possible"] = ids(&support.possible);
        }
        if !support.via.is_empty() {
            json["via"] = support
                .via
                .iter()
                .map(|(upstream, value)| {
                    let mut via = self.value(*upstream, value);
                    via["decision"] = json!(self.ruleset.decisions[*upstream].name);
                    via
                })
                .collect();
        }
        json
    }

    /// The overlap that lists every claiming rule.
    fn covering<'a>(
        &self,
        claims: impl Iterator<Item = &'a Support>,
    ) -> Option<&super::ast::Overlap> {
        let claiming: BTreeSet<usize> = claims
            .flat_map(|support| support.rules.union(&support.possible).copied())
            .collect();
        let covers = |overlap: &&super::ast::Overlap| {
            overlap.decision == self.decision
                && overlap
                    .until
                    .is_none_or(|until| self.verdict.as_of.is_none_or(|day| day <= until))
                && claiming
                    .iter()
                    .all(|rule| overlap.rules.contains(&self.rules.list[*rule].id))
        };
        self.ruleset.overlaps.iter().find(covers)
    }

    fn possible(&self, possible: &BTreeSet<Claims>) -> Json {
        let decision = &self.ruleset.decisions[self.decision];
        let values = || possible.iter().flatten();
        if decision.collect == Some(Collect::List) {
            let sets = || {
                values().map(|value| match value {
                    Some(Value::Set(set)) => set,
                    _ => unreachable!("a collected list"),
                })
            };
            let maybe: BTreeSet<usize> = sets().flatten().copied().collect();
            let always: BTreeSet<usize> = maybe
                .iter()
                .copied()
                .filter(|leaf| sets().all(|set| set.contains(leaf)))
                .collect();
            let ty = decision.ty;
            return json!({"always": shown(ty, &Value::Set(always.clone())), "maybe": shown(ty, &Value::Set(&maybe - &always))});
        }
        if decision.collect == Some(Collect::Sum) {
            let sums: Vec<_> = values().flatten().collect();
            let told = |sum: Option<&&Value>| sum.map(|sum| shown(decision.ty, sum));
            return json!({"min": told(sums.iter().min()), "max": told(sums.iter().max())});
        }
        let outcomes = possible.iter().map(|claims| match (claims.len(), claims.iter().next()) {
            (1, Some(None)) => json!({"status": "unclassified"}),
            (1, Some(Some(value))) => json!({"status": "decided", "value": shown(decision.ty, value)}),
            _ => json!({"status": "contested", "values": claims.iter().map(|value| self.value(self.decision, value)["value"].clone()).collect::<Vec<_>>()}),
        });
        outcomes.collect()
    }
}
