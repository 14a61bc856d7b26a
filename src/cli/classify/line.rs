//! `fenliu/verdict/1`: a verdict as one line of JSON.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::deciding::Decided;
use crate::model::show::show;
use crate::model::{Datum, DecisionId, Model, RuleId, Type};
use crate::ruleset::{Ruleset, Verdict};
use crate::table::FactKey;
use crate::verdict::affair::Rejection;
use crate::verdict::{Claim, Need, Outcome, Possible, Result as Came, Support, Value};
use crate::words::Lang;

const SCHEMA: &str = "fenliu/verdict/1";

/// The line of a record, with its newline.
pub(super) fn line(decided: &Decided, lang: Lang) -> serde_json::Result<Vec<u8>> {
    let mut line = match &decided.verdict {
        Ok(verdict) => serde_json::to_vec(&Line(verdict)),
        Err(rejection) => serde_json::to_vec(&Refused { decided, rejection, lang }),
    }?;
    line.push(b'\n');
    Ok(line)
}

struct Refused<'a> {
    decided: &'a Decided,
    rejection: &'a Rejection,
    lang: Lang,
}

impl Serialize for Refused<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("id", &self.decided.id)?;
        map.serialize_entry("line", &self.decided.line)?;
        map.serialize_entry("error", &Why(self.rejection, self.lang))?;
        map.end()
    }
}

struct Why<'a>(&'a Rejection, Lang);

impl Serialize for Why<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(rejection, lang) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", rejection.code.as_str())?;
        if let Some(field) = &rejection.field {
            map.serialize_entry("field", field)?;
        }
        map.serialize_entry("message", rejection.message.get(*lang))?;
        map.end()
    }
}

struct Line<'a>(&'a Verdict);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Verdict { ruleset, id, outcomes } = self.0;
        let model = &ruleset.0.model;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        if let Some(id) = id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("ruleset", &Named(ruleset))?;
        map.serialize_entry("as_of", &outcomes.as_of.map(|day| day.to_string()))?;
        if outcomes.as_of_default {
            map.serialize_entry("as_of_default", &true)?;
        }
        if !outcomes.recognised.is_empty() {
            let names: Vec<&str> = outcomes.recognised.iter().map(|fact| model.facts[fact.index()].name.as_str()).collect();
            map.serialize_entry("recognised", &names)?;
        }
        map.serialize_entry("decisions", &Decisions(self.0))?;
        map.end()
    }
}

struct Named<'a>(&'a Ruleset);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("name", self.0.name())?;
        map.serialize_entry("digest", self.0.digest())?;
        map.end()
    }
}

struct Decisions<'a>(&'a Verdict);

impl Serialize for Decisions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = &self.0.ruleset.0.model;
        let mut map = serializer.serialize_map(Some(model.decisions.len()))?;
        for (number, (decision, outcome)) in (0..).zip(model.decisions.iter().zip(&self.0.outcomes.decisions)) {
            map.serialize_entry(&decision.name, &One { model, decision: DecisionId(number), outcome })?;
        }
        map.end()
    }
}

struct One<'a> {
    model: &'a Model,
    decision: DecisionId,
    outcome: &'a Outcome,
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, decision, outcome } = self;
        let ty = &model.decisions[decision.index()].ty;
        let mut map = serializer.serialize_map(None)?;
        match outcome {
            Outcome::Decided { value, support } => {
                map.serialize_entry("status", "decided")?;
                map.serialize_entry("value", &Shown { model, ty, value })?;
                supported(&mut map, model, support)?;
            }
            Outcome::Contested { claims, overlap } => {
                map.serialize_entry("status", "contested")?;
                let claims: Vec<Claimed> = claims.iter().map(|claim| Claimed { model, ty, claim }).collect();
                map.serialize_entry("claims", &claims)?;
                if let Some(overlap) = overlap.and_then(|at| model.overlaps.get(at as usize)) {
                    if let (Some(body), Some(kind)) = (overlap.decided_by, model.bodies) {
                        map.serialize_entry("decided_by", &model.kinds[kind.index()].leaf(body).name)?;
                    }
                    if !overlap.because.is_empty() {
                        map.serialize_entry("because", &overlap.because)?;
                    }
                }
            }
            Outcome::Undetermined { needs, possible, incomplete } => {
                map.serialize_entry("status", "undetermined")?;
                let needs: Vec<Needed> = needs.iter().map(|need| Needed { model, need }).collect();
                map.serialize_entry("needs", &needs)?;
                map.serialize_entry("possible", &May { model, ty, possible })?;
                if *incomplete {
                    map.serialize_entry("incomplete", &true)?;
                }
            }
            Outcome::Unclassified => map.serialize_entry("status", "unclassified")?,
        }
        map.end()
    }
}

fn supported<M: SerializeMap>(map: &mut M, model: &Model, support: &Support) -> Result<(), M::Error> {
    let ids = |rules: &[RuleId]| rules.iter().map(|rule| model.rules[rule.index()].id.clone()).collect::<Vec<_>>();
    map.serialize_entry("rules", &ids(&support.rules))?;
    if !support.possible.is_empty() {
        map.serialize_entry("rules_possible", &ids(&support.possible))?;
    }
    Ok(())
}

struct Claimed<'a> {
    model: &'a Model,
    ty: &'a Type,
    claim: &'a Claim,
}

impl Serialize for Claimed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, ty, claim } = self;
        let mut map = serializer.serialize_map(None)?;
        match &claim.value {
            Some(value) => map.serialize_entry("value", &Shown { model, ty, value })?,
            None => map.serialize_entry("status", "unclassified")?,
        }
        supported(&mut map, model, &claim.support)?;
        if !claim.via.is_empty() {
            let via: Vec<Upstream> = claim.via.iter().map(|via| Upstream { model, via }).collect();
            map.serialize_entry("via", &via)?;
        }
        map.end()
    }
}

struct Upstream<'a> {
    model: &'a Model,
    via: &'a crate::verdict::Via,
}

impl Serialize for Upstream<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let declared = &self.model.decisions[self.via.decision.index()];
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("decision", &declared.name)?;
        match &self.via.value {
            Some(value) => map.serialize_entry("value", &Shown { model: self.model, ty: &declared.ty, value })?,
            None => map.serialize_entry("status", "unclassified")?,
        }
        map.end()
    }
}

struct Needed<'a> {
    model: &'a Model,
    need: &'a Need,
}

impl Serialize for Needed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, need } = self;
        let mut map = serializer.serialize_map(None)?;
        match need.fact {
            FactKey::AsOf => map.serialize_entry("fact", "as_of")?,
            FactKey::Fact(fact) => {
                let declared = &model.facts[fact.index()];
                map.serialize_entry("fact", &declared.name)?;
                if let (Some(leaves), Type::Kind(kind)) = (&need.among, &declared.ty) {
                    let kind = &model.kinds[kind.index()];
                    let names: Vec<&str> = leaves.iter().map(|leaf| kind.leaf(*leaf).name.as_str()).collect();
                    map.serialize_entry("among", &names)?;
                }
            }
        }
        map.end()
    }
}

struct May<'a> {
    model: &'a Model,
    ty: &'a Type,
    possible: &'a Possible,
}

impl Serialize for May<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, ty, possible } = self;
        let list = |data: &[Datum]| Value::List(data.to_vec());
        match possible {
            Possible::Results(results) => {
                let results: Vec<Outcomes> = results.iter().map(|result| Outcomes { model, ty, result }).collect();
                results.serialize(serializer)
            }
            Possible::List { always, maybe } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("always", &Shown { model, ty, value: &list(always) })?;
                map.serialize_entry("maybe", &Shown { model, ty, value: &list(maybe) })?;
                map.end()
            }
            Possible::Range { min, max } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("min", &Shown { model, ty, value: &Value::One(min.clone()) })?;
                map.serialize_entry("max", &Shown { model, ty, value: &Value::One(max.clone()) })?;
                map.end()
            }
        }
    }
}

struct Outcomes<'a> {
    model: &'a Model,
    ty: &'a Type,
    result: &'a Came,
}

impl Serialize for Outcomes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { model, ty, result } = self;
        let mut map = serializer.serialize_map(None)?;
        match result {
            Came::Decided(value) => {
                map.serialize_entry("status", "decided")?;
                map.serialize_entry("value", &Shown { model, ty, value })?;
            }
            Came::Contested(values) => {
                map.serialize_entry("status", "contested")?;
                let values: Vec<Option<Shown>> = values.iter().map(|value| value.as_ref().map(|value| Shown { model, ty, value })).collect();
                map.serialize_entry("values", &values)?;
            }
            Came::Unclassified => map.serialize_entry("status", "unclassified")?,
        }
        map.end()
    }
}

/// A value: `true`, a number by its digits, everything else as a record writes it.
struct Shown<'a> {
    model: &'a Model,
    ty: &'a Type,
    value: &'a Value,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::One(datum) => self.one(datum).serialize(serializer),
            Value::List(data) => {
                let mut list = serializer.serialize_seq(Some(data.len()))?;
                for datum in data {
                    list.serialize_element(&self.one(datum))?;
                }
                list.end()
            }
        }
    }
}

impl Shown<'_> {
    fn one(&self, datum: &Datum) -> Plain {
        let text = show(self.model, self.ty, datum, None);
        let with_unit = matches!(self.ty, Type::Integer { unit: Some(_), .. } | Type::Decimal { unit: Some(_), .. });
        match datum {
            Datum::YesNo(yes) => Plain::YesNo(*yes),
            Datum::Number(_) if !with_unit => RawValue::from_string(text.clone()).map_or(Plain::Text(text), Plain::Number),
            _ => Plain::Text(text),
        }
    }
}

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Plain {
    YesNo(bool),
    Number(Box<RawValue>),
    Text(String),
}
