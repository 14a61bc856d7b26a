//! What the names and values of an objection stand for in a ruleset.

use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization;

use super::refusal::Refusal;
use crate::model::{
    Collect, Datum, Decision, DecisionId, Fact, FactId, Model, NUMBER_LIMIT, RuleId, Type,
};
use crate::ruleset::Ruleset;
use crate::source::Span;
use crate::verdict::Knowledge;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::words::Label;

/// What is claimed of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// That it comes to this.
    Is(Datum),
    /// That it has each of these; of a collected list.
    Has(Vec<Datum>),
    /// That no rule speaks of it.
    Nothing,
}

/// Looks names up in a ruleset.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) ruleset: &'a Ruleset,
}

impl<'a> Names<'a> {
    fn model(self) -> &'a Model {
        &self.ruleset.0.model
    }

    /// A fact.
    pub(crate) fn fact(self, name: &str) -> Result<FactId, Refusal> {
        let options = ReadOptions::default();
        let found = self.ruleset.reader(&options).named(name.trim());
        found.map_err(|_| {
            let facts = self.model().facts.iter().map(|fact| fact.name.as_str());
            Refusal::unknown(("fact", "事实"), name, facts)
        })
    }

    /// What a value says of a fact.
    pub(super) fn knowledge(self, fact: FactId, value: &Json) -> Result<Knowledge, Rejection> {
        self.read(&self.model().facts[fact.index()], value)
    }

    fn read(self, fact: &Fact, value: &Json) -> Result<Knowledge, Rejection> {
        let options = ReadOptions::default();
        self.ruleset.reader(&options).one(fact, value)
    }

    /// A decision.
    pub(crate) fn decision(self, name: &str) -> Result<DecisionId, Refusal> {
        let wanted: String = name.trim().nfc().collect();
        let decisions = || self.model().decisions.iter().map(|it| it.name.as_str());
        (0..)
            .map(DecisionId)
            .zip(decisions())
            .find(|(_, name)| *name == wanted)
            .map(|(id, _)| id)
            .ok_or_else(|| Refusal::unknown(("decision", "决定"), name, decisions()))
    }

    /// A rule, or a row of a table.
    pub(super) fn rule(self, name: &str) -> Result<RuleId, Refusal> {
        let wanted: String = name.trim().nfc().collect();
        let rules = || self.model().rules.iter().map(|rule| rule.id.as_str());
        (0..)
            .map(RuleId)
            .zip(rules())
            .find(|(_, id)| *id == wanted)
            .map(|(id, _)| id)
            .ok_or_else(|| Refusal::unknown(("rule", "规则"), name, rules()))
    }

    /// A body, by name or label.
    pub(crate) fn body(self, name: &str) -> Result<u32, Refusal> {
        let model = self.model();
        let Some(kind) = model.bodies else {
            return Err(no_bodies(name));
        };
        let leaves = &model.kinds[kind.index()];
        let known = || (0..leaves.len()).map(|leaf| leaves.leaf(leaf).name.as_str());
        let stand_in = stand_in("body", Type::Kind(kind));
        match self.read(&stand_in, &Json::from(name)) {
            Ok(Knowledge::Known(Datum::Leaf(leaf))) => Ok(leaf),
            _ => Err(Refusal::unknown(("body", "主体"), name, known())),
        }
    }

    /// One value that a decision may conclude.
    pub(crate) fn concluded(self, decision: DecisionId, value: &Json) -> Result<Datum, Refusal> {
        let decision = &self.model().decisions[decision.index()];
        self.datum(decision, concluded_type(decision), value)
    }

    fn datum(self, decision: &Decision, ty: Type, value: &Json) -> Result<Datum, Refusal> {
        match self.read(&stand_in(&decision.name, ty), value)? {
            Knowledge::Known(datum) => Ok(datum),
            Knowledge::OneOf(_) => Err(not_a_leaf(&decision.name, value)),
            Knowledge::Unknown => Err(no_value(&decision.name)),
        }
    }

    /// What is claimed of a decision.
    pub(crate) fn wanted(self, decision: DecisionId, value: &Json) -> Result<Wanted, Refusal> {
        let declared = &self.model().decisions[decision.index()];
        let unclassified = || matches!(value.as_str(), Some("unclassified" | "未归类"));
        if value.is_null() {
            return Ok(Wanted::Nothing);
        }
        let read = match declared.collect {
            Some(Collect::List) => {
                let each = |one: &Json| self.concluded(decision, one);
                members(value)
                    .iter()
                    .map(each)
                    .collect::<Result<Vec<_>, _>>()
                    .map(|mut has| {
                        has.sort_unstable();
                        has.dedup();
                        Wanted::Has(has)
                    })
            }
            _ => self.concluded(decision, value).map(Wanted::Is),
        };
        match read {
            Err(_) if unclassified() => Ok(Wanted::Nothing),
            Ok(Wanted::Has(none)) if none.is_empty() => Err(no_value(&declared.name)),
            read => read,
        }
    }
}

/// The values of a list, or the cells of a text.
fn members(value: &Json) -> Vec<Json> {
    match value {
        Json::Array(members) => members.clone(),
        Json::String(text) => {
            let cells = text.split([';', '；']).map(str::trim);
            cells
                .filter(|cell| !cell.is_empty())
                .map(Json::from)
                .collect()
        }
        other => vec![other.clone()],
    }
}

/// The type of what a decision comes to: a count or a sum may be any number.
fn concluded_type(decision: &Decision) -> Type {
    let any = |unit: Option<String>| Type::Integer {
        low: -NUMBER_LIMIT,
        high: NUMBER_LIMIT,
        unit,
    };
    match (decision.collect, &decision.ty) {
        (Some(Collect::Count), _) => any(None),
        (Some(Collect::Sum), Type::Integer { unit, .. }) => any(unit.clone()),
        (Some(Collect::Sum), Type::Decimal { unit, .. }) => Type::Decimal {
            low: (-NUMBER_LIMIT).into(),
            high: NUMBER_LIMIT.into(),
            unit: unit.clone(),
        },
        (_, ty) => ty.clone(),
    }
}

/// Something that is read as a fact is.
fn stand_in(name: &str, ty: Type) -> Fact {
    Fact {
        name: name.to_owned(),
        label: Label::default(),
        ty,
        declared: 0,
        recognised_from: None,
        phrase: Label::default(),
        established_by: None,
        judged_by: None,
        fixed: false,
        sensitive: false,
        span: Span::default(),
    }
}

fn not_a_leaf(decision: &str, value: &Json) -> Refusal {
    let value = value.as_str().unwrap_or_default();
    Refusal::new(
        format!("`{value}` stands for several values, and `{decision}` comes to one"),
        format!("`{value}` 代表多个取值，而 `{decision}` 只取其一"),
    )
    .help("claim one of the values below it", "请主张其下的某一个取值")
}

fn no_value(decision: &str) -> Refusal {
    Refusal::new(
        format!("no value is claimed for `{decision}`"),
        format!("没有写明 `{decision}` 应为何值"),
    )
    .help(
        format!("claim a value of `{decision}`, or `unclassified`"),
        format!("请主张 `{decision}` 的某一个值，或主张 `未归类`"),
    )
}

fn no_bodies(name: &str) -> Refusal {
    Refusal::new(
        format!("`{name}` cannot be looked up: the ruleset declares no bodies"),
        format!("无从查找 `{name}`：规则集没有声明主体"),
    )
    .help(
        "leave out who established it, or declare `kind body { … }`",
        "请省去由谁认定，或在规则集中声明 `种类 body { … }`",
    )
}
