//! Where a finding holds: every situation in a region of a gap or a conflict is one, and no gap lies
//! outside its regions unless more are said to be.

use fenliu::analysis::{Finding, Kind};
use fenliu::model::{Datum, DecisionId, FactId, Model, Type};
use fenliu::table::arithmetic::{self, Operand};
use fenliu::table::column::day_number;
use fenliu::table::region::Cover;
use fenliu::table::{ClassSet, Column, ColumnKey, DecisionTable, FactKey};
use rust_decimal::Decimal;

use crate::properties::ast::{Number, Value};
use crate::properties::reference::conditions::mentions;
use crate::properties::vocabulary::FACTS;

use super::super::situations::{Case, World};
use super::super::subject::Subject;
use super::gap;

/// A situation as a box of one class a column.
pub struct Place<'a> {
    pub model: &'a Model,
    pub table: &'a DecisionTable,
    pub case: &'a Case,
    pub world: &'a World,
    /// The decisions of the enumeration, by name.
    pub names: &'a [&'static str],
}

impl Place<'_> {
    pub fn cells(&self) -> Vec<ClassSet> {
        let cell = |column| {
            self.class(column)
                .map_or_else(|| ClassSet::full(column.size), ClassSet::one)
        };
        self.table.columns.iter().map(cell).collect()
    }

    /// The class of a column; none where the situation leaves it open.
    fn class(&self, column: &Column) -> Option<u32> {
        match &column.key {
            ColumnKey::Value(FactKey::AsOf) => {
                Some(column.class(&Datum::Date(self.case.point.as_of?)))
            }
            ColumnKey::Value(FactKey::Fact(fact)) => {
                let ty = &self.model.facts[fact.index()].ty;
                Some(column.class(&self.datum(ty, self.fact(*fact)?)))
            }
            ColumnKey::Member(fact, leaf) => self.has(self.fact(*fact)?, self.set_of(*fact), *leaf),
            ColumnKey::Mentions(fact, pattern) => match self.fact(*fact)? {
                Value::Text(text) => Some(u32::from(mentions(text, pattern))),
                _ => unreachable!("a text"),
            },
            ColumnKey::Expr(expr) => {
                let value = arithmetic::value(expr, &|operand| self.operand(operand));
                value.map_or_else(|| column.none_class(), |it| Some(column.class_of_ratio(it)))
            }
            ColumnKey::Outcome(id) => match self.decided(*id) {
                Some(value) => {
                    let ty = &self.model.decisions[id.index()].ty;
                    Some(column.class(&self.datum(ty, value)))
                }
                None => column.none_class(),
            },
            ColumnKey::Collected(id, leaf) => {
                let ty = &self.model.decisions[id.index()].ty;
                self.has(self.decided(*id)?, ty, *leaf)
            }
            ColumnKey::Decided(_) => None,
        }
    }

    fn fact(&self, fact: FactId) -> Option<&Value> {
        let name = &self.model.facts[fact.index()].name;
        let number = FACTS.iter().position(|it| it.name == name)?;
        self.case.point.facts[number].as_ref()
    }

    fn set_of(&self, fact: FactId) -> &Type {
        &self.model.facts[fact.index()].ty
    }

    fn decided(&self, id: DecisionId) -> Option<&Value> {
        let name = &self.model.decisions[id.index()].name;
        let number = self.names.iter().position(|it| it == name)?;
        self.world.values[number].as_ref()
    }

    fn has(&self, set: &Value, ty: &Type, leaf: u32) -> Option<u32> {
        match (self.datum(ty, set), ty) {
            (Datum::Set(leaves), _) => Some(u32::from(leaves.contains(&leaf))),
            _ => unreachable!("a set"),
        }
    }

    fn operand(&self, operand: Operand) -> Option<Number> {
        let whole = |it: i128| Number::from(it);
        let value = match operand {
            Operand::Fact(FactKey::AsOf) => return Some(whole(day_number(self.case.point.as_of?))),
            Operand::Fact(FactKey::Fact(fact)) => self.fact(fact)?,
            Operand::Decision(id) => self.decided(id)?,
        };
        Some(match value {
            Value::Number(number) => *number,
            Value::Date(day) => whole(day_number(*day)),
            Value::Days(days) => whole(i128::from(*days)),
            _ => unreachable!("expressions are of numbers and dates"),
        })
    }

    fn datum(&self, ty: &Type, value: &Value) -> Datum {
        let leaf = |node: &usize| match ty {
            Type::Kind(id) | Type::Set(id) => {
                let kind = &self.model.kinds[id.index()];
                let first = kind.nodes[*node].first;
                assert!(kind.nodes[*node].leaf, "a leaf");
                first
            }
            _ => unreachable!("a kind"),
        };
        match value {
            Value::Node(node) => Datum::Leaf(leaf(node)),
            Value::Set(nodes) => Datum::Set(nodes.iter().map(leaf).collect()),
            Value::YesNo(yes) => Datum::YesNo(*yes),
            Value::Number(number) => {
                let millionths = (*number * Number::from(1_000_000)).to_integer();
                Datum::Number(Decimal::from_i128_with_scale(millionths, 6).normalize())
            }
            Value::Date(day) => Datum::Date(*day),
            Value::Days(days) => Datum::Duration(*days),
            Value::Text(text) => Datum::Text((*text).to_owned()),
        }
    }
}

pub fn check(subject: &Subject) -> Result<(), String> {
    let of = |finding: &&Finding| matches!(finding.kind, Kind::Gap | Kind::Conflict);
    for finding in subject.findings.findings.iter().filter(of) {
        one(subject, finding).map_err(|why| {
            let line = super::super::told::line(subject.ruleset.model(), finding);
            subject.fails("regions", &format!("{}: {why}", line.unwrap_or_default()))
        })?;
    }
    Ok(())
}

fn one(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let decision = subject.decision(finding)?;
    let rules = subject.set(&finding.rules);
    let names: Vec<&'static str> = s.ruleset.decisions.iter().map(|it| it.name).collect();
    for (case, world) in s.worlds() {
        let place = Place {
            model: subject.ruleset.model(),
            table: &subject.table,
            case,
            world,
            names: &names,
        };
        let cells = place.cells();
        let mut regions = finding.regions.iter();
        let inside = regions.any(|region| region.covers(&cells) == Cover::All);
        let (is_one, must) = match finding.kind {
            Kind::Gap => (world.met[decision] == 0, gap::is_own(s, world, decision)),
            _ => (world.left[decision] & rules == rules, false),
        };
        let told = !finding.regions.is_empty() && !finding.more;
        if inside && !is_one || must && told && !inside {
            let how = if inside {
                "in a region and not so"
            } else {
                "so and in no region"
            };
            return Err(format!(
                "{how}: {:?} {:?}\n{finding:?}",
                case.point, world.values
            ));
        }
    }
    Ok(())
}
