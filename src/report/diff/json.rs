//! `fenliu/diff/1`: what two rulesets decide differently, for programs.

use serde_json::{Map, Value as Json, json};

use super::example::witness;
use crate::diff::alone::{Alone, Because, Over};
use crate::diff::cases::{Came, Case, Cases, Place};
use crate::diff::changes::{Cause, Changed, How};
use crate::diff::terms::{Change, Sort, Term};
use crate::diff::{Answer, Compared, Days, Diff, Moved};
use crate::explanation::shown::json_value;
use crate::model::canon::declared::{Weight, What};
use crate::model::{DecisionId, Model};
use crate::report::affair::affair;
use crate::report::phrases::diff::Say;
use crate::report::region::machine::machine;
use crate::table::Region;
use crate::verdict::outcome::Result;
use crate::words::Lang;

/// The name of the form.
const SCHEMA: &str = "fenliu/diff/1";

impl Diff {
    /// As `fenliu/diff/1`; sentences and examples in one language.
    pub fn to_json(&self, cases: Option<&Cases>, lang: Lang) -> Json {
        let ruleset = |model: &Model| {
            let name = model.levels.last().map_or("", |level| &level.name);
            json!({"name": name, "digest": model.digest})
        };
        let days = match self.days {
            Days::Each { old, new } => json!({"old": old.to_string(), "new": new.to_string()}),
            Days::Both(period) => json!({
                "from": period.from.map(|day| day.to_string()),
                "until": period.until.map(|day| day.to_string()),
            }),
        };
        let say = Say { lang };
        let mut json = json!({
            "schema": SCHEMA,
            "old": ruleset(&self.old.0.model),
            "new": ruleset(&self.new.0.model),
            "result": match self.answer() {
                Answer::Identical => "identical",
                Answer::Same => "same",
                Answer::Unknown => "unknown",
                Answer::Different => "different",
            },
            "days": days,
            "words": self.terms.iter().map(|it| term(it, say)).collect::<Vec<_>>(),
            "declarations": self.changes.iter().map(|it| changed(it, say)).collect::<Vec<_>>(),
            "decisions": self.decisions.iter().map(|it| self.compared(it, say)).collect::<Vec<_>>(),
            "alone": self.alone.iter().map(|it| self.one_sided(it)).collect::<Vec<_>>(),
        });
        if let Some(nothing) = &self.nothing {
            json["not_compared"] = say.nothing(nothing).into();
        }
        if let Some(cases) = cases {
            json["cases"] = self.replayed(cases, lang);
        }
        json
    }

    fn compared(&self, compared: &Compared, say: Say) -> Json {
        let (before, after) = (&self.old.0.model, &self.new.0.model);
        let transitions: Vec<Json> = compared
            .transitions()
            .into_iter()
            .map(|(from, to, share)| {
                json!({
                    "from": result(before, compared.old, from),
                    "to": result(after, compared.new, to),
                    "share": share,
                })
            })
            .collect();
        let answer = match (compared.moved.is_empty(), compared.uncovered > 0.0) {
            (false, _) => "different",
            (true, true) => "unknown",
            (true, false) => "same",
        };
        json!({
            "decision": compared.decision,
            "result": answer,
            "share": compared.share(),
            "uncovered": compared.uncovered,
            "transitions": transitions,
            "moved": compared.moved.iter().map(|it| self.moved(compared, it, say)).collect::<Vec<_>>(),
        })
    }

    fn moved(&self, compared: &Compared, moved: &Moved, say: Say) -> Json {
        let (before, after) = (&self.old.0.model, &self.new.0.model);
        let regions: Vec<Json> = self.space().map_or_else(Vec::new, |(model, table)| {
            let regions = moved.regions.iter();
            regions
                .map(|region| json!(machine(model, table, region)))
                .collect()
        });
        let shown = &moved.witness;
        let mut json = json!({
            "from": result(before, compared.old, &moved.from),
            "to": result(after, compared.new, &moved.to),
            "by": moved.causes.iter().map(cause).collect::<Vec<_>>(),
            "through": moved
                .through
                .iter()
                .map(|id| after.decisions[id.index()].name.as_str())
                .collect::<Vec<_>>(),
            "regions": regions,
            "more": moved.more,
            "share": moved.share,
            "witness": {
                "old": affair(before, &shown.old),
                "new": affair(after, &shown.new),
                "as_of": {
                    "old": shown.old.as_of.map(|day| day.to_string()),
                    "new": shown.new.as_of.map(|day| day.to_string()),
                },
            },
            "confirmed": shown.confirmed,
        });
        if let Some(example) = witness(self, compared, moved, say) {
            json["example"] = example.into();
        }
        json
    }

    fn one_sided(&self, alone: &Alone) -> Json {
        let own = if alone.by_new { &self.new } else { &self.old };
        let own = &own.0.model;
        let (model, table) = match &alone.side {
            Over::Own(table) => (own, table.as_ref()),
            Over::Shared => match self.space() {
                Some(space) => space,
                None => return Json::Null,
            },
        };
        let shown = |regions: &[Region]| -> Vec<Json> {
            let regions = regions.iter();
            regions
                .map(|region| json!(machine(model, table, region)))
                .collect()
        };
        let (because, regions) = match &alone.because {
            Because::Values { fact, region } => {
                (json!({"fact": fact}), shown(std::slice::from_ref(region)))
            }
            Because::Impossible { regions } => (json!("impossible"), shown(regions)),
        };
        let decisions: Vec<Json> = alone
            .decisions
            .iter()
            .map(|decision| {
                let outcomes: Vec<Json> = decision
                    .outcomes
                    .iter()
                    .map(|outcome| {
                        json!({
                            "outcome": result(own, decision.id, &outcome.result),
                            "regions": shown(&outcome.regions),
                            "share": outcome.share,
                        })
                    })
                    .collect();
                json!({
                    "decision": decision.decision,
                    "outcomes": outcomes,
                    "complete": decision.complete,
                })
            })
            .collect();
        json!({
            "admitted_by": if alone.by_new { "new" } else { "old" },
            "because": because,
            "regions": regions,
            "decisions": decisions,
        })
    }

    fn replayed(&self, cases: &Cases, lang: Lang) -> Json {
        let (before, after) = (&self.old.0.model, &self.new.0.model);
        let came = |model: &Model, id: DecisionId, came: &Came| match came {
            Came::To(to) => result(model, id, to),
            Came::Open => json!({"status": "undetermined"}),
        };
        let list = |all: &[Case]| -> Vec<Json> {
            all.iter()
                .map(|case| {
                    let mut shown = Map::new();
                    shown.insert("id".to_owned(), json!(case.id));
                    let (place, number) = match case.place {
                        Place::Line(line) => ("line", line),
                        Place::Entry(entry) => ("entry", entry),
                    };
                    shown.insert(place.to_owned(), json!(number));
                    if !case.moves.is_empty() {
                        let moves: Vec<Json> = case
                            .moves
                            .iter()
                            .map(|it| {
                                json!({
                                    "decision": it.decision,
                                    "from": came(before, it.old, &it.from),
                                    "to": came(after, it.new, &it.to),
                                    "old_rules": it.old_rules,
                                    "new_rules": it.new_rules,
                                })
                            })
                            .collect();
                        shown.insert("moves".to_owned(), json!(moves));
                    }
                    if !case.lacks.is_empty() {
                        shown.insert("lacks".to_owned(), json!(case.lacks));
                    }
                    if !case.redacted.is_empty() {
                        shown.insert("redacted".to_owned(), json!(case.redacted));
                    }
                    if let Some(why) = &case.rejected {
                        let error = json!({
                            "code": why.code.as_str(),
                            "field": why.field,
                            "message": why.message.get(lang),
                        });
                        shown.insert("error".to_owned(), error);
                    }
                    Json::Object(shown)
                })
                .collect()
        };
        let transitions: Vec<Json> = self
            .decisions
            .iter()
            .filter_map(|compared| Some((compared, cases.transitions.get(&compared.decision)?)))
            .flat_map(|(compared, went)| {
                went.iter().map(move |((from, to), count)| {
                    json!({
                        "decision": compared.decision,
                        "from": came(before, compared.old, from),
                        "to": came(after, compared.new, to),
                        "count": count,
                    })
                })
            })
            .collect();
        json!({
            "records": cases.records,
            "same": cases.same,
            "moved": list(&cases.moved),
            "not_replayable": list(&cases.open),
            "newly_admitted": list(&cases.admitted),
            "rejected": list(&cases.rejected),
            "lacking": cases.lacking,
            "transitions": transitions,
        })
    }
}

/// What a decision comes to.
fn result(model: &Model, decision: DecisionId, result: &Result) -> Json {
    match result {
        Result::Decided(value) => {
            json!({"status": "decided", "value": json_value(model, decision, value)})
        }
        Result::Contested(claims) => {
            let claims: Vec<Json> = claims
                .iter()
                .map(|claim| {
                    claim
                        .as_ref()
                        .map_or(Json::Null, |value| json_value(model, decision, value))
                })
                .collect();
            json!({"status": "contested", "values": claims})
        }
        Result::Unclassified => json!({"status": "unclassified"}),
    }
}

fn term(term: &Term, say: Say) -> Json {
    let sort = match term.sort {
        Sort::Fact => "fact",
        Sort::Kind => "kind",
        Sort::Value => "value",
        Sort::Decision => "decision",
    };
    let change = match term.change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Incomparable { .. } => "of another sort",
        Change::Bounds { .. } => "bounds",
        Change::Moved { .. } => "moved",
        Change::Divided { .. } => "divided",
        Change::Order => "order",
    };
    let mut json =
        json!({"what": sort, "name": term.name, "change": change, "message": say.term(term)});
    if let Some(kind) = &term.kind {
        json["kind"] = kind.clone().into();
    }
    json
}

fn changed(changed: &Changed, say: Say) -> Json {
    let what = match changed.what {
        What::Ruleset => "ruleset",
        What::Kind => "kind",
        What::Fact => "fact",
        What::Impossible => "impossible",
        What::Define => "define",
        What::Decision => "decision",
        What::Table => "table",
        What::Rule => "rule",
        What::Source => "source",
        What::Shift => "shift",
        What::Guarantee => "guarantee",
        What::Overlap => "overlap",
    };
    let weight = match changed.weight {
        Weight::Text => "text",
        Weight::Besides => "besides",
        Weight::Meaning => "meaning",
    };
    let mut json = json!({"what": what, "name": changed.name, "weight": weight, "message": say.changed(changed)});
    match &changed.how {
        How::Added => json["change"] = "added".into(),
        How::Removed => json["change"] = "removed".into(),
        How::Renamed(from) => {
            json["change"] = "renamed".into();
            json["was"] = from.clone().into();
        }
        How::Parts(parts) => {
            json["change"] = "changed".into();
            json["parts"] = parts.iter().map(|(part, _)| *part).collect();
        }
    }
    json
}

fn cause(cause: &Cause) -> Json {
    match cause {
        Cause::Added(rule) => json!({"rule": rule, "change": "added"}),
        Cause::Removed(rule) => json!({"rule": rule, "change": "removed"}),
        Cause::Changed(rule, parts) => json!({"rule": rule, "change": "changed", "parts": parts}),
        Cause::Define(define, rules) => json!({"define": define, "rules": rules}),
        Cause::Kind(kind, rules) => json!({"kind": kind, "rules": rules}),
        Cause::InForce(rule) => json!({"rule": rule, "change": "in force"}),
        Cause::Decision(decision, parts) => json!({"decision": decision, "parts": parts}),
        Cause::Place(rule) => json!({"rule": rule, "change": "priority"}),
    }
}
