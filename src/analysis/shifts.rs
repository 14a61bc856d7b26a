//! Shifts: those that lead round in a circle on the same facts, those that hand an affair back to a body
//! that had it before, those that leave it with nobody, and those that can never come.
//!
//! What may stand of a decision is where the rules have it, where it can be determined, and where shifts
//! lead from there, while the rules go on saying the same, whatever facts were known on the way. So for
//! each value that the rules may come to, the values at which it can rest between two events are found step by step; then each
//! question is one search for an affair (`unrolled`), and what is shown is tried out on it (`trial`).

mod graph;
mod trial;
mod unrolled;

use std::collections::BTreeMap;

use crate::model::{Datum, DecisionId, Type};
use crate::table::disjoin::{Formula, Values, regions, values_of};
use crate::table::{ClassSet, ColumnKey};
use crate::verdict::affair::Vocabulary;
use crate::verdict::shifting::Shifting;
use crate::verdict::space::Space;

use super::dead::bare;
use super::finding::{Answer, Course, Finding, Kind, Start};
use super::setting::{Real, Setting};
use graph::{Graph, Way};
use trial::Trial;
use unrolled::{Elsewhere, Unrolled, comes_to, is_decided, unroll};

/// What was found of the shifts of one decision.
pub(super) struct Found {
    pub(super) decision: DecisionId,
    pub(super) findings: Vec<Finding>,
    pub(super) answer: Answer,
}

/// Looks at the shifts of every decision. `stale` are the overlaps that never happen.
pub(super) fn shifts(setting: &Setting, vocabulary: &Vocabulary, stale: &[u32]) -> Vec<Found> {
    let model = setting.model;
    if model.shifts.is_empty() {
        return Vec::new();
    }
    let Ok(shifting) = Shifting::of(model, setting.table) else {
        return Vec::new();
    };
    let mut elsewhere: BTreeMap<DecisionId, Elsewhere> = BTreeMap::new();
    let mut found = Vec::new();
    for decision in shifting.order() {
        let powers = (0..).zip(&model.overlaps).any(|(number, it)| {
            it.decision == decision && it.decided_by.is_some() && !stale.contains(&number)
        });
        let determined = powers || model.decisions[decision.index()].determined_by.is_some();
        if !model.shifts.iter().any(|it| it.decision == decision) {
            if determined {
                let anywhere = Elsewhere {
                    anywhere: true,
                    ..Elsewhere::default()
                };
                elsewhere.insert(decision, anywhere);
            }
            continue;
        }
        let Some(unrolled) = unroll(
            model,
            setting.table,
            decision,
            &elsewhere,
            &bodies(setting, decision),
        ) else {
            elsewhere.insert(decision, Elsewhere::default());
            found.push(Found {
                decision,
                findings: Vec::new(),
                answer: Answer::Unknown { uncovered: 1.0 },
            });
            continue;
        };
        let graph = Graph::of(model, decision);
        let (ways, all) = graph.ways();
        let mut looking = Looking {
            setting,
            inner: Setting::new(&unrolled.model, &unrolled.table, setting.options),
            graph,
            unrolled: &unrolled,
            trial: Trial {
                setting,
                vocabulary,
                shifting: &shifting,
                decision,
            },
            determined,
            classes: Vec::new(),
            ways,
            unknown: unrolled.loose || !all,
        };
        looking.standing();
        let mut findings = looking.circles();
        findings.extend(looking.ways());
        findings.extend(looking.idle());
        let moved = looking.classes.iter().flat_map(|class| {
            let from = class.says.clone();
            let away = class
                .rests
                .iter()
                .filter(move |it| Some(*it) != from.as_ref());
            let from = class.says.clone();
            away.filter_map(move |to| Some((from.clone()?, to.clone())))
        });
        let free = Elsewhere {
            anywhere: determined,
            moved: moved.collect(),
        };
        let answer = if looking.unknown {
            Answer::Unknown { uncovered: 1.0 }
        } else if findings.is_empty() {
            Answer::Proved
        } else {
            Answer::Found
        };
        elsewhere.insert(decision, free);
        found.push(Found {
            decision,
            findings,
            answer,
        });
    }
    found
}

/// The decisions downstream that name a body.
fn bodies(setting: &Setting, decision: DecisionId) -> Vec<DecisionId> {
    let decisions = (0..).map(DecisionId).zip(&setting.model.decisions);
    decisions
        .filter(|(id, declared)| {
            *id != decision
                && declared.collect.is_none()
                && setting.table.cones[id.index()].contains(&decision)
                && setting
                    .model
                    .bodies
                    .is_some_and(|kind| declared.ty == Type::Kind(kind))
        })
        .map(|(id, _)| id)
        .collect()
}

/// What can stand while the rules say one thing.
struct Class {
    /// What they say; nothing where they do not decide it, or whatever they say.
    says: Option<Datum>,
    /// That they say so.
    holds: Vec<Formula>,
    /// Where it can rest between two events, of the values that shifts lead from or to.
    rests: Vec<Datum>,
}

/// Whether there is such an affair.
enum Seen {
    There(Space),
    Nowhere,
    Unknown,
}

struct Looking<'a> {
    setting: &'a Setting<'a>,
    /// Over the unrolled model.
    inner: Setting<'a>,
    graph: Graph<'a>,
    unrolled: &'a Unrolled,
    trial: Trial<'a>,
    determined: bool,
    classes: Vec<Class>,
    /// Ways of one shift or more that visit no value twice, shortest first.
    ways: Vec<Way>,
    unknown: bool,
}

impl Looking<'_> {
    fn ask(&self, parts: Vec<Formula>) -> Seen {
        let Ok(found) = regions(&self.unrolled.table, &Formula::And(parts)) else {
            return Seen::Unknown;
        };
        let mut unknown = false;
        for region in found {
            match self.inner.real(&self.inner.within(&region)) {
                Real::Affair(space) => return Seen::There(space),
                Real::Nothing => {}
                Real::Unknown(_) => unknown = true,
            }
        }
        if unknown {
            Seen::Unknown
        } else {
            Seen::Nowhere
        }
    }

    /// The same, where what was not found out is remembered.
    fn find(&mut self, parts: Vec<Formula>) -> Option<Space> {
        match self.ask(parts) {
            Seen::There(space) => Some(space),
            Seen::Nowhere => None,
            Seen::Unknown => {
                self.unknown = true;
                None
            }
        }
    }

    /// That a shift applies.
    fn applies(&self, shift: usize) -> Formula {
        let of = self.unrolled.applies[&shift];
        let yes = Formula::Atom(ColumnKey::Outcome(of), Values::Classes(ClassSet::one(1)));
        Formula::And(vec![yes, is_decided(of)])
    }

    /// That shifts lead from one value to another, and to no third.
    fn leads(&self, from: &Datum, to: &Datum) -> Formula {
        let mut there = Vec::new();
        let mut parts = Vec::new();
        for shift in self.graph.leaving(from) {
            if self.setting.model.shifts[shift].to == *to {
                there.push(self.applies(shift));
            } else {
                parts.push(Formula::Not(Box::new(self.applies(shift))));
            }
        }
        parts.push(Formula::Or(there));
        Formula::And(parts)
    }

    /// That no shift leads from a value.
    fn stays(&self, at: &Datum) -> Formula {
        let leaving = self.graph.leaving(at).into_iter();
        let none = leaving.map(|shift| Formula::Not(Box::new(self.applies(shift))));
        Formula::And(none.collect())
    }

    /// That no shift leads away from a value; one that goes round on the spot moves nothing.
    fn settles(&self, at: &Datum) -> Formula {
        let leaving = self.graph.leaving(at).into_iter();
        let away = leaving.filter(|shift| self.setting.model.shifts[*shift].to != *at);
        let none = away.map(|shift| Formula::Not(Box::new(self.applies(shift))));
        Formula::And(none.collect())
    }

    /// That shifts lead along a way.
    fn along(&self, way: &Way) -> Vec<Formula> {
        let steps = way.windows(2);
        steps.map(|step| self.leads(&step[0], &step[1])).collect()
    }

    /// What the rules say.
    fn says(&self, value: &Datum) -> Vec<Formula> {
        let rules = self.unrolled.rules;
        vec![
            comes_to(&self.unrolled.model, rules, value),
            is_decided(rules),
        ]
    }

    /// Finds what can stand, for each thing that the rules can say.
    fn standing(&mut self) {
        if self.determined {
            // whatever the rules say, it can be determined to be any value
            self.classes.push(Class {
                says: None,
                holds: Vec::new(),
                rests: self.graph.values.clone(),
            });
            return;
        }
        let values = values_of(self.setting.model, self.graph.decision);
        for says in self.graph.values.clone() {
            if !values.contains(&says) {
                continue;
            }
            let holds = self.says(&says);
            if self.find(holds.clone()).is_none() {
                continue;
            }
            let mut rests = vec![says.clone()];
            let mut at = 0;
            while let Some(from) = rests.get(at).cloned() {
                at += 1;
                for way in self.ways.clone() {
                    let Some(to) = way.last().filter(|to| !rests.contains(to)) else {
                        continue;
                    };
                    if way.first() != Some(&from) {
                        continue;
                    }
                    let mut parts = holds.clone();
                    parts.extend(self.along(&way));
                    parts.push(self.settles(to));
                    if self.find(parts).is_some() {
                        rests.push(to.clone());
                    }
                }
            }
            self.classes.push(Class {
                says: Some(says),
                holds,
                rests,
            });
        }
    }

    /// Each way in which an affair comes to stand at a value: it rests there, or shifts lead there from
    /// where it rests.
    fn comes(&self, at: &Datum) -> Vec<Vec<Formula>> {
        let mut all = Vec::new();
        for class in &self.classes {
            if class.rests.contains(at) {
                all.push(class.holds.clone());
                continue;
            }
            for way in &self.ways {
                let leads = way.last() == Some(at)
                    && way.first().is_some_and(|from| class.rests.contains(from));
                if leads {
                    let along = self.along(way);
                    all.push(class.holds.iter().cloned().chain(along).collect());
                }
            }
        }
        all
    }

    /// Where some of these values stands and something holds; an affair where the rules themselves have
    /// it at the first is preferred.
    fn plainest(&mut self, first: &[Datum], parts: &[Formula]) -> Option<Space> {
        for value in first {
            let by_rules: Vec<Formula> = self
                .says(value)
                .into_iter()
                .chain(parts.iter().cloned())
                .collect();
            if let Seen::There(space) = self.ask(by_rules) {
                return Some(space);
            }
        }
        let comes: Vec<_> = first.iter().flat_map(|at| self.comes(at)).collect();
        for holds in comes {
            let all: Vec<Formula> = holds.into_iter().chain(parts.iter().cloned()).collect();
            if let Some(space) = self.find(all) {
                return Some(space);
            }
        }
        None
    }

    /// Shifts that lead round in a circle on the same facts.
    fn circles(&mut self) -> Vec<Finding> {
        let (circles, all) = self.graph.circles();
        self.unknown |= !all;
        let mut findings = Vec::new();
        for circle in circles {
            let parts = self.along(&circle);
            let on = &circle[..circle.len() - 1];
            if let Some(space) = self.plainest(on, &parts) {
                let course = |affair: &_, stands: &_| self.trial.circle(affair, stands, on);
                findings.push(self.shown(&space, Kind::ShiftCircle, &course));
            }
        }
        findings
    }

    /// Affairs that come back to a body, or end with nobody.
    fn ways(&mut self) -> Vec<Finding> {
        let bodies = bodies(self.setting, self.graph.decision);
        if bodies.is_empty() {
            return Vec::new();
        }
        let ways = self.ways.clone();
        let mut findings = Vec::new();
        let (mut ended, mut returned) = (Vec::new(), Vec::new());
        for way in &ways {
            let (Some(first), Some(last)) = (way.first(), way.last()) else {
                continue;
            };
            for &body in &bodies {
                if !ended.contains(&(body, last.clone()))
                    && let Some(finding) = self.dead_end(way, body)
                {
                    ended.push((body, last.clone()));
                    findings.push(finding);
                }
                if way.len() > 2
                    && !returned.contains(&(body, first.clone(), last.clone()))
                    && let Some(finding) = self.hand_off(way, body)
                {
                    returned.push((body, first.clone(), last.clone()));
                    findings.push(finding);
                }
            }
        }
        findings
    }

    fn downstream(&self, body: DecisionId, at: &Datum) -> Option<DecisionId> {
        let of = self.unrolled.downstream.get(&(body, at.clone()));
        of.copied()
    }

    /// Along a way the affair ends with nobody, which somebody had.
    fn dead_end(&mut self, way: &Way, body: DecisionId) -> Option<Finding> {
        let (first, last) = (way.first()?, way.last()?);
        let (had, ends) = (self.downstream(body, first)?, self.downstream(body, last)?);
        let mut parts = self.along(way);
        parts.push(self.stays(last));
        parts.push(is_decided(had));
        let some = Formula::Atom(ColumnKey::Outcome(ends), Values::Some);
        parts.push(Formula::Not(Box::new(some)));
        let space = self.plainest(std::slice::from_ref(first), &parts)?;
        let course = |affair: &_, stands: &_| self.trial.dead_end(affair, stands, way, body);
        Some(self.shown(&space, Kind::DeadEnd, &course))
    }

    /// Along a way the affair comes back to a body that handed it on.
    fn hand_off(&mut self, way: &Way, body: DecisionId) -> Option<Finding> {
        let (first, last) = (way.first()?, way.last()?);
        let (had, back) = (self.downstream(body, first)?, self.downstream(body, last)?);
        let between = way[1..way.len() - 1].iter();
        let between: Vec<DecisionId> = between.filter_map(|at| self.downstream(body, at)).collect();
        for value in values_of(self.setting.model, body) {
            let at = |of| comes_to(&self.unrolled.model, of, &value);
            let mut parts = self.along(way);
            parts.extend([at(had), is_decided(had), at(back), is_decided(back)]);
            let others = between
                .iter()
                .map(|of| Formula::And(vec![Formula::Not(Box::new(at(*of))), is_decided(*of)]));
            parts.push(Formula::Or(others.collect()));
            if let Some(space) = self.plainest(std::slice::from_ref(first), &parts) {
                let course =
                    |affair: &_, stands: &_| self.trial.hand_off(affair, stands, way, body);
                return Some(self.shown(&space, Kind::HandOff, &course));
            }
        }
        None
    }

    /// Shifts that can never come.
    fn idle(&mut self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, shift) in (0..).zip(&self.setting.model.shifts) {
            if shift.decision != self.graph.decision {
                continue;
            }
            let before = self.unknown;
            let mut comes = false;
            for holds in self.comes(&shift.from) {
                let mut parts = holds;
                parts.push(self.applies(number as usize));
                comes = comes || self.find(parts).is_some();
            }
            let unsure = self.unknown;
            self.unknown |= before;
            if !comes && !unsure {
                findings.push(bare(Kind::IdleShift(number), None, Vec::new()));
            }
        }
        findings
    }

    /// A finding with the plainest affair of a box that shows it when it is tried out.
    fn shown(&self, space: &Space, kind: fn(Course) -> Kind, course: trial::Tried) -> Finding {
        let (witness, course) = self
            .trial
            .plainest(&self.inner, self.unrolled, space, course);
        let course = course.unwrap_or_else(|| Course {
            values: Vec::new(),
            shifts: Vec::new(),
            start: Start::Earlier,
            body: None,
            bodies: Vec::new(),
            upstream: Vec::new(),
        });
        Finding {
            witness: Some(witness),
            ..bare(kind(course), Some(self.graph.decision), Vec::new())
        }
    }
}
