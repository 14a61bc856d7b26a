//! Trying out what the shifts do to one affair: with the decision held at a value, does each apply, and
//! who has the affair. What is shown has been tried out so.

use std::collections::BTreeSet;

use crate::model::{Datum, DecisionId, FactId};
use crate::verdict::affair::Vocabulary;
use crate::verdict::example::admitted;
use crate::verdict::held::Held;
use crate::verdict::outcome::Result;
use crate::verdict::shifting::Shifting;
use crate::verdict::space::Space;
use crate::verdict::{Affair, Knowledge, Outcome, Value};

use super::super::confirm::is_gap;
use super::super::finding::{Course, Start, Witness};
use super::super::plain;
use super::super::setting::Setting;
use super::unrolled::Unrolled;

/// Where decisions upstream are taken to stand.
type Stands = [(DecisionId, Datum)];

/// What an affair shows, decisions upstream standing so; nothing if it does not.
pub(super) type Tried<'t> = &'t dyn Fn(&Affair, &Stands) -> Option<Course>;

pub(super) struct Trial<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) shifting: &'a Shifting,
    pub(super) decision: DecisionId,
}

impl Trial<'_> {
    /// The rules with decisions upstream where they stand, and this one at a value.
    fn at(&self, stands: &Stands, value: Option<&Datum>) -> Held<'_> {
        let mut held = Held::nothing(&self.shifting.model, &self.shifting.table);
        let own = value.map(|value| (self.decision, value.clone()));
        for (decision, value) in stands.iter().cloned().chain(own) {
            held.hold(decision, &Result::Decided(Value::One(value)));
        }
        held
    }

    /// Where shifts lead from a value, and by which; nothing where none applies, or they lead apart.
    fn next(&self, affair: &Affair, stands: &Stands, from: &Datum) -> Option<(Datum, u32)> {
        let held = self.at(stands, Some(from));
        let yes = Value::One(Datum::YesNo(true));
        let shifts = (0..).zip(&self.shifting.model.shifts);
        let mut applying = shifts.filter(|(number, shift)| {
            shift.decision == self.decision
                && shift.from == *from
                && held
                    .outcome(affair, self.shifting.applies(*number as usize))
                    .value()
                    == Some(&yes)
        });
        let (number, shift) = applying.next()?;
        let to = shift.to.clone();
        applying
            .all(|(_, other)| other.to == to)
            .then_some((to, number))
    }

    /// What the rules say.
    fn says(&self, affair: &Affair, stands: &Stands) -> Option<Datum> {
        match self.at(stands, None).outcome(affair, self.decision).value() {
            Some(Value::One(datum)) => Some(datum.clone()),
            _ => None,
        }
    }

    /// How an affair comes to stand at a value.
    fn start(&self, affair: &Affair, stands: &Stands, at: &Datum) -> Start {
        let mut from = self.says(affair, stands);
        let mut seen = BTreeSet::new();
        while let Some(value) = from {
            if value == *at {
                return Start::Rules;
            }
            if !seen.insert(value.clone()) {
                break;
            }
            from = self.next(affair, stands, &value).map(|(to, _)| to);
        }
        let declared = &self.setting.model.decisions[self.decision.index()];
        let overlaps = self.setting.model.overlaps.iter();
        let mut powers = overlaps.filter(|it| it.decision == self.decision);
        if declared.determined_by.is_some() || powers.any(|it| it.decided_by.is_some()) {
            Start::Determined
        } else {
            Start::Earlier
        }
    }

    /// The shifts along a way, if they lead along it.
    fn along(&self, affair: &Affair, stands: &Stands, way: &[Datum]) -> Option<Vec<u32>> {
        let steps = way.windows(2).map(|step| {
            let (to, shift) = self.next(affair, stands, &step[0])?;
            (to == step[1]).then_some(shift)
        });
        steps.collect()
    }

    /// A circle through these values, from where the rules have the affair if they do.
    pub(super) fn circle(&self, affair: &Affair, stands: &Stands, on: &[Datum]) -> Option<Course> {
        let says = self.says(affair, stands);
        let first = on
            .iter()
            .position(|it| Some(it) == says.as_ref())
            .unwrap_or(0);
        let mut values: Vec<Datum> = on[first..].iter().chain(&on[..first]).cloned().collect();
        values.push(values.first()?.clone());
        let shifts = self.along(affair, stands, &values)?;
        Some(Course {
            start: self.start(affair, stands, &values[0]),
            values,
            shifts,
            body: None,
            bodies: Vec::new(),
            upstream: stands.to_vec(),
        })
    }

    fn way(
        &self,
        affair: &Affair,
        stands: &Stands,
        way: &[Datum],
        body: DecisionId,
    ) -> Option<(Course, Vec<Outcome>)> {
        let shifts = self.along(affair, stands, way)?;
        let outcomes = way
            .iter()
            .map(|at| self.at(stands, Some(at)).outcome(affair, body));
        let outcomes: Vec<Outcome> = outcomes.collect();
        let bodies = outcomes.iter().map(|outcome| match outcome.value() {
            Some(Value::One(datum)) => Some(datum.clone()),
            _ => None,
        });
        let course = Course {
            start: self.start(affair, stands, way.first()?),
            values: way.to_vec(),
            shifts,
            body: Some(body),
            bodies: bodies.collect(),
            upstream: stands.to_vec(),
        };
        Some((course, outcomes))
    }

    /// Along a way the affair ends with nobody.
    pub(super) fn dead_end(
        &self,
        affair: &Affair,
        stands: &Stands,
        way: &[Datum],
        body: DecisionId,
    ) -> Option<Course> {
        let (course, outcomes) = self.way(affair, stands, way, body)?;
        let had = outcomes.first()?.value().is_some();
        let ends = is_gap(outcomes.last()?) && self.rests(affair, stands, way.last()?);
        (had && ends).then_some(course)
    }

    /// Whether no shift leads from a value, for sure.
    fn rests(&self, affair: &Affair, stands: &Stands, at: &Datum) -> bool {
        let held = self.at(stands, Some(at));
        let yes = Value::One(Datum::YesNo(true));
        let shifts = self.shifting.model.shifts.iter().enumerate();
        let mut leaving = shifts.filter(|(_, it)| it.decision == self.decision && it.from == *at);
        leaving.all(|(number, _)| {
            let outcome = held.outcome(affair, self.shifting.applies(number));
            !matches!(outcome, Outcome::Undetermined { .. }) && outcome.value() != Some(&yes)
        })
    }

    /// Along a way the affair comes back to a body.
    pub(super) fn hand_off(
        &self,
        affair: &Affair,
        stands: &Stands,
        way: &[Datum],
        body: DecisionId,
    ) -> Option<Course> {
        let (course, _) = self.way(affair, stands, way, body)?;
        let first = course.bodies.first()?.as_ref()?;
        let back = course.bodies.last()?.as_ref() == Some(first);
        let other = course.bodies.iter().flatten().any(|it| it != first);
        (back && other).then_some(course)
    }

    /// The plainest affair of a box that shows a course when it is tried out.
    pub(super) fn plainest(
        &self,
        inner: &Setting,
        unrolled: &Unrolled,
        space: &Space,
        course: Tried,
    ) -> (Witness, Option<Course>) {
        let own = self.setting.model.facts.len();
        let all = plain::affair(inner, space, true);
        let stands: Vec<(DecisionId, Datum)> = unrolled
            .upstream
            .iter()
            .filter_map(|(of, moved, target)| {
                let known = |fact: &FactId| match &all.facts[fact.index()] {
                    Knowledge::Known(datum) => Some(datum.clone()),
                    _ => None,
                };
                let is_moved = known(moved)? == Datum::YesNo(true);
                is_moved.then(|| Some((*of, known(target)?)))?
            })
            .collect();
        let cut = |mut affair: Affair| {
            affair.facts.truncate(own);
            affair
        };
        let shows = |affair: &Affair, stands: &Stands| {
            let admitted = self.admitted(affair)?;
            course(&admitted, stands)
        };
        let few = cut(plain::affair(inner, space, false));
        let candidates = [few.clone(), cut(all)];
        let found = candidates.into_iter().find_map(|affair| {
            // where decisions upstream are not moved, the facts say where they stand
            let course = shows(&affair, &stands)?;
            Some((affair, course))
        });
        let Some((mut affair, mut course)) = found else {
            let witness = Witness {
                affair: few,
                confirmed: false,
            };
            return (witness, None);
        };
        let start = course.start;
        let mut facts: Vec<FactId> = super::super::confirm::known(self.setting.model, &affair);
        facts.sort_by_key(|it| std::cmp::Reverse(self.setting.model.facts[it.index()].declared));
        for fact in facts {
            let without = affair.clone().with([(fact, Knowledge::Unknown)]);
            if let Some(other) = shows(&without, &stands).filter(|it| it.start == start) {
                (affair, course) = (without, other);
            }
        }
        if affair.as_of.is_some() {
            let mut without = affair.clone();
            without.as_of = None;
            if let Some(other) = shows(&without, &stands).filter(|it| it.start == start) {
                (affair, course) = (without, other);
            }
        }
        let witness = Witness {
            affair: self.admitted(&affair).unwrap_or(affair),
            confirmed: true,
        };
        (witness, Some(course))
    }

    fn admitted(&self, affair: &Affair) -> Option<Affair> {
        let Setting { model, table, .. } = *self.setting;
        admitted(model, table, self.vocabulary, affair.clone()).ok()
    }
}
