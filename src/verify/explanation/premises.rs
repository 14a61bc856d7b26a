//! The tests of a rule as they should be told, and whether they are told so.
//!
//! In a list of reasons why a condition is met, each is met; why it is not met, each fails and each
//! would have to be otherwise; why it is open, each is open. `any` holds alternatives.

use serde_json::{Value as Json, json};

use super::at::{At, short};
use super::head::Affair;
use super::sight::{Sight, Tester, not};
use super::told::Told;
use crate::model::{Condition, DefineBody, Model, RuleId, TestForm};
use crate::verify::fault::Fault;
use crate::verify::part::Holds;
use crate::words::Words;

/// Members by which a reason says something.
const SAID: [&str; 14] = [
    "fact",
    "decision",
    "expression",
    "relation",
    "not",
    "needed",
    "needed_as",
    "actual",
    "held",
    "too_low_by",
    "too_high_by",
    "define",
    "any",
    "all",
];

/// What rules are told by, in one sight.
pub(super) struct Premises<'p, 'r, 'd> {
    pub(super) model: &'r Model,
    pub(super) affair: &'p Affair<'r>,
    pub(super) told: &'p [Told<'d>],
    pub(super) sight: &'p mut Sight<'r>,
    pub(super) tester: &'p mut Tester<'r>,
}

/// The lists of reasons that one rule should have.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) when: Vec<Json>,
    pub(super) unless: Vec<Json>,
}

impl Premises<'_, '_, '_> {
    /// Of a rule that is met: what holds, then what is open and yet makes no difference.
    pub(super) fn met(&mut self, id: RuleId) -> Lists {
        let model = self.model;
        let rule = &model.rules[id.index()];
        let mut of = |condition: &Condition, wanted: bool| {
            let mut reasons = self.why(condition, wanted, Holds::Everywhere, None);
            if self.sight.condition(self.tester, condition) == Holds::Perhaps {
                reasons.retain(|reason| *reason != json!({"any": []}));
                reasons.extend(self.why(condition, wanted, Holds::Perhaps, None));
            }
            reasons
        };
        Lists {
            when: of(&rule.when, true),
            unless: rule.unless.iter().flat_map(|it| of(it, false)).collect(),
        }
    }

    /// Of a rule that is not met: what fails, and the exception where it applies.
    pub(super) fn not_met(&mut self, id: RuleId) -> Lists {
        let model = self.model;
        let rule = &model.rules[id.index()];
        let mut of =
            |condition: &Condition, held: Holds| match self.sight.condition(self.tester, condition)
                == held
            {
                true => self.why(condition, true, held, None),
                false => Vec::new(),
            };
        Lists {
            when: of(&rule.when, Holds::Nowhere),
            unless: (rule.unless.iter())
                .flat_map(|it| of(it, Holds::Everywhere))
                .collect(),
        }
    }

    /// Of a rule that turns on what is unknown: what is open.
    pub(super) fn open(&mut self, id: RuleId) -> Lists {
        let model = self.model;
        let rule = &model.rules[id.index()];
        let mut of = |condition: &Condition| match self.sight.condition(self.tester, condition) {
            Holds::Perhaps => self.why(condition, true, Holds::Perhaps, None),
            _ => Vec::new(),
        };
        Lists {
            when: of(&rule.when),
            unless: rule.unless.iter().flat_map(of).collect(),
        }
    }

    fn why(
        &mut self,
        condition: &Condition,
        wanted: bool,
        held: Holds,
        define: Option<&str>,
    ) -> Vec<Json> {
        let model = self.model;
        let (parts, together) = match condition {
            Condition::Not(inner) => return self.why(inner, !wanted, held, define),
            Condition::Test(test) => {
                let TestForm::Defined(id) = &test.form else {
                    return vec![self.asked(test, wanted, define)];
                };
                let defined = &model.defines[id.index()];
                let define = define.or(Some(&defined.name));
                return match &defined.body {
                    DefineBody::Condition(body) => self.why(body, wanted, held, define),
                    DefineBody::Expr(..) => Vec::new(),
                };
            }
            Condition::All(parts) => (parts, wanted),
            Condition::Any(parts) => (parts, !wanted),
        };
        let mut each = Vec::new();
        for part in parts {
            let holds = self.sight.condition(self.tester, part);
            if held == if wanted { holds } else { not(holds) } {
                each.push(self.why(part, wanted, held, define));
            }
        }
        if together {
            return each.concat();
        }
        if each.len() == 1 {
            return each.remove(0);
        }
        let alternatives = each.into_iter().map(|mut all| match all.len() {
            1 => all.remove(0),
            _ => json!({"all": all}),
        });
        vec![json!({"any": alternatives.collect::<Vec<_>>()})]
    }
}

impl Lists {
    /// That the reasons of a rule are these.
    pub(super) fn compare(&self, rule: &At) -> Result<(), Fault> {
        list(rule, "when", &self.when)?;
        list(rule, "unless", &self.unless)
    }
}

fn list<'d>(rule: &At<'d>, name: &'d str, should: &[Json]) -> Result<(), Fault> {
    let told = rule.list(name)?;
    for (at, should) in told.iter().zip(should) {
        same(at, should)?;
    }
    let place = rule.find(name);
    let place = place.as_ref().unwrap_or(rule);
    if let Some(more) = told.get(should.len()) {
        return Err(more.fault(Words::new("this is no reason here", "这不构成此处的理由")));
    }
    match should.get(told.len()) {
        Some(missing) => Err(place.fault(Words::new(
            format!("a reason is missing: `{}`", short(missing)),
            format!("缺少一条理由：`{}`", short(missing)),
        ))),
        None => Ok(()),
    }
}

fn same(at: &At, should: &Json) -> Result<(), Fault> {
    for name in SAID {
        match (name, should.get(name)) {
            ("any" | "all", Some(Json::Array(parts))) => {
                at.get(name)?;
                list(at, name, parts)?;
            }
            (_, should) => at.is(name, should)?,
        }
    }
    Ok(())
}
