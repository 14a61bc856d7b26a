//! The shifts of one decision as rules like any other, so that questions about what stands are questions
//! about affairs.
//!
//! In: a model, and a decision with shifts. Out: a model in which, for every value that its shifts lead
//! from or to, what is decided downstream is decided once more with the decision held there; whether each
//! shift applies is a decision; and a decision upstream that may stand elsewhere than the rules have it is
//! where two facts more put it. Every question then is one search (`verdict::reach`), exact as ever.

use std::collections::BTreeMap;

use crate::model::substitute::{Stead, condition};
use crate::model::{
    Condition, Datum, Decision, DecisionId, Fact, FactId, Model, Otherwise, Rule, RuleId, Subject,
    Test, TestForm, Type,
};
use crate::source::Span;
use crate::table::column::ordinal;
use crate::table::compile::compile_with;
use crate::table::disjoin::{Formula, Values, unit_of};
use crate::table::special::Special;
use crate::table::{ClassSet, ColumnKey, DecisionTable};
use crate::verdict::shifting::always;
use crate::words::Label;

/// Rules that may be made; more is not looked at.
const MOST_RULES: usize = 50_000;

/// Where a decision upstream may stand when it is not as the rules have it.
#[derive(Debug, Clone, Default)]
pub(super) struct Elsewhere {
    /// Anywhere: somebody may determine it.
    pub(super) anywhere: bool,
    /// Where the rules say the first, perhaps at the second.
    pub(super) moved: Vec<(Datum, Datum)>,
}

/// One decision with its shifts, unrolled.
pub(super) struct Unrolled {
    pub(super) model: Model,
    pub(super) table: DecisionTable,
    /// What the rules say of it.
    pub(super) rules: DecisionId,
    /// Whether each shift of it applies, by the shift's index.
    pub(super) applies: BTreeMap<usize, DecisionId>,
    /// What is decided downstream, the decision being held at a value.
    pub(super) downstream: BTreeMap<(DecisionId, Datum), DecisionId>,
    /// Decisions upstream that may stand elsewhere: whether they do, and where.
    pub(super) upstream: Vec<(DecisionId, FactId, FactId)>,
    /// Whether some decision upstream may stand where it was not put.
    pub(super) loose: bool,
}

struct Builder<'a> {
    base: &'a Model,
    special: &'a Special,
    model: Model,
    pairs: Vec<(RuleId, RuleId)>,
}

/// Unrolls the shifts of a decision. `bodies` are decisions downstream to be held too; nothing where that
/// gets too large.
pub(super) fn unroll(
    base: &Model,
    table: &DecisionTable,
    decision: DecisionId,
    elsewhere: &BTreeMap<DecisionId, Elsewhere>,
    bodies: &[DecisionId],
) -> Option<Unrolled> {
    let mut builder = Builder {
        base,
        special: &table.special,
        model: base.clone(),
        pairs: table.special.pairs().collect(),
    };
    let shifts = || {
        (0..)
            .zip(&base.shifts)
            .filter(|(_, it)| it.decision == decision)
    };
    let reads = |of: DecisionId| &table.cones[of.index()];
    let mut wanted: Vec<DecisionId> = reads(decision).clone();
    wanted.extend(bodies.iter().flat_map(|of| reads(*of)));
    let whens = shifts().flat_map(|(_, shift)| shift.when.decisions(base));
    wanted.extend(whens.flat_map(|of| reads(of).clone()));
    wanted.sort_unstable();
    wanted.dedup();
    let is_downstream = |of: DecisionId| reads(of).contains(&decision);

    let mut stead = Stead::new();
    let (mut upstream, mut loose) = (Vec::new(), false);
    for of in wanted.iter().copied().filter(|of| !is_downstream(*of)) {
        let says = builder.copied_where_needed(of, &stead)?;
        let free = elsewhere.get(&of);
        let put = free.and_then(|free| builder.elsewhere(of, says, free));
        loose |= free.is_some() && put.is_none();
        if let Some((stands, moved, target)) = put {
            stead.insert(of, stands);
            upstream.push((of, moved, target));
        } else if says != of {
            stead.insert(of, says);
        }
    }
    let rules = builder.copied_where_needed(decision, &stead)?;

    let mut values: Vec<Datum> = shifts()
        .flat_map(|(_, shift)| [shift.from.clone(), shift.to.clone()])
        .collect();
    values.sort_unstable();
    values.dedup();
    let mut downstream = BTreeMap::new();
    let mut steads = BTreeMap::new();
    for value in values {
        let mut at = stead.clone();
        at.insert(decision, builder.held(decision, &value));
        for of in wanted.iter().copied() {
            if is_downstream(of) && of != decision {
                let copy = builder.copied(of, &at)?;
                at.insert(of, copy);
                downstream.insert((of, value.clone()), copy);
            }
        }
        steads.insert(value, at);
    }
    let mut applies = BTreeMap::new();
    for (number, shift) in shifts() {
        let when = condition(base, &steads[&shift.from], &shift.when);
        applies.insert(number, builder.applies(&shift.name, when, shift.span));
    }
    let Builder {
        mut model, pairs, ..
    } = builder;
    model.shifts.clear();
    let at_values = steads.keys().map(|value| comes_to(&model, rules, value));
    let at_values: Vec<Formula> = at_values.collect();
    let asked = applies.values().chain(downstream.values()).chain([&rules]);
    // of lists nothing is asked
    let asked = asked.filter(|of| model.decisions[of.index()].collect.is_none());
    let besides: Vec<Formula> = asked
        .flat_map(|of| {
            [
                Formula::Atom(ColumnKey::Outcome(*of), Values::Some),
                Formula::Atom(ColumnKey::Decided(*of), Values::Classes(ClassSet::one(1))),
            ]
        })
        .chain(at_values)
        .collect();
    let table = DecisionTable {
        special: Special::new(pairs),
        ..compile_with(&model, &besides).ok()?
    };
    Some(Unrolled {
        model,
        table,
        rules,
        applies,
        downstream,
        upstream,
        loose,
    })
}

impl Builder<'_> {
    fn add(&mut self, decision: Decision) -> DecisionId {
        let id = DecisionId(crate::table::column::index(self.model.decisions.len()));
        self.model.decisions.push(decision);
        id
    }

    fn rule(&mut self, of: DecisionId, rule: Rule) -> RuleId {
        let id = RuleId(crate::table::column::index(self.model.rules.len()));
        self.model.rules.push(rule);
        self.model.decisions[of.index()].rules.push(id);
        id
    }

    /// A decision by the same rules, decisions that it reads being others.
    fn copied(&mut self, of: DecisionId, stead: &Stead) -> Option<DecisionId> {
        let declared = &self.base.decisions[of.index()];
        let reads = declared.reads.iter();
        let reads = reads.map(|read| stead.get(read).copied().unwrap_or(*read));
        let copy = self.add(Decision {
            reads: reads.collect(),
            rules: Vec::new(),
            ..declared.clone()
        });
        self.model.decisions[copy.index()].reads.sort_unstable();
        let mut ids: BTreeMap<RuleId, RuleId> = BTreeMap::new();
        for &rule in &declared.rules {
            let written = &self.base.rules[rule.index()];
            let mut conclusions = written.conclusions.clone();
            conclusions.retain(|it| it.decision == of);
            conclusions.iter_mut().for_each(|it| it.decision = copy);
            let placed = |it: &Condition| condition(self.base, stead, it);
            let new = Rule {
                when: placed(&written.when),
                unless: written.unless.as_ref().map(placed),
                conclusions,
                overrides: Vec::new(),
                ..written.clone()
            };
            let id = self.rule(copy, new);
            self.model.priority.copied(rule, id);
            ids.insert(rule, id);
        }
        let both = |(a, b): (RuleId, RuleId)| Some((*ids.get(&a)?, *ids.get(&b)?));
        self.pairs.extend(self.special.pairs().filter_map(both));
        (self.model.rules.len() <= MOST_RULES).then_some(copy)
    }

    /// The decision itself where nothing it reads is another.
    fn copied_where_needed(&mut self, of: DecisionId, stead: &Stead) -> Option<DecisionId> {
        let reads = &self.base.decisions[of.index()].reads;
        if reads.iter().any(|read| stead.contains_key(read)) {
            self.copied(of, stead)
        } else {
            Some(of)
        }
    }

    /// A decision held at a value.
    fn held(&mut self, of: DecisionId, value: &Datum) -> DecisionId {
        let declared = &self.base.decisions[of.index()];
        self.add(Decision {
            otherwise: Otherwise::Value(value.clone()),
            rules: Vec::new(),
            reads: Vec::new(),
            collect: None,
            ..declared.clone()
        })
    }

    /// Whether a condition holds, as a decision.
    fn applies(&mut self, name: &str, when: Condition, span: Span) -> DecisionId {
        let of = self.add(Decision {
            name: format!("shift {name}"),
            label: Label::default(),
            ty: Type::YesNo,
            collect: None,
            otherwise: Otherwise::Value(Datum::YesNo(false)),
            resolve_by: Vec::new(),
            determined_by: None,
            reads: when.decisions(&self.model),
            rules: Vec::new(),
            span,
        });
        let yes = vec![Datum::YesNo(true)];
        let rule = Rule {
            when,
            ..always(self.base, name.to_owned(), of, yes, span)
        };
        self.rule(of, rule);
        of
    }

    /// A decision where two facts put it: whether it stands elsewhere than the rules have it, and where.
    fn elsewhere(
        &mut self,
        of: DecisionId,
        says: DecisionId,
        elsewhere: &Elsewhere,
    ) -> Option<(DecisionId, FactId, FactId)> {
        let declared = &self.base.decisions[of.index()];
        let all: Vec<Datum> = match &declared.ty {
            Type::YesNo => vec![Datum::YesNo(false), Datum::YesNo(true)],
            Type::Kind(kind) => {
                let kind = &self.base.kinds[kind.index()];
                (0..kind.len()).map(Datum::Leaf).collect()
            }
            _ => return None,
        };
        if declared.collect.is_some() {
            return None;
        }
        let (name, ty, span) = (declared.name.clone(), declared.ty.clone(), declared.span);
        let moved = self.fact(format!("moved {name}"), Type::YesNo, span);
        let target = self.fact(format!("stands {name}"), ty.clone(), span);
        let stands = self.add(Decision {
            otherwise: Otherwise::Gap,
            rules: Vec::new(),
            reads: vec![says],
            ..declared.clone()
        });
        let is_moved = is(
            self.base,
            &Type::YesNo,
            Subject::Fact(moved),
            &Datum::YesNo(true),
            span,
        );
        let at = |it: &Datum| is(self.base, &ty, Subject::Fact(target), it, span);
        let said = |it: &Datum| is(self.base, &ty, Subject::Decision(says), it, span);
        let mut rules = Vec::new();
        for value in &all {
            let mut ways = Vec::new();
            if elsewhere.anywhere {
                ways.push(Condition::All(vec![is_moved.clone(), at(value)]));
                ways.push(Condition::All(vec![
                    Condition::Not(Box::new(is_moved.clone())),
                    said(value),
                ]));
            } else {
                let here = elsewhere.moved.iter().filter(|(_, to)| to == value);
                ways.extend(here.map(|(from, _)| {
                    Condition::All(vec![is_moved.clone(), at(value), said(from)])
                }));
                let away = elsewhere.moved.iter().filter(|(from, _)| from == value);
                let away: Vec<Condition> = away.map(|(_, to)| at(to)).collect();
                ways.push(Condition::All(vec![
                    said(value),
                    Condition::Not(Box::new(Condition::All(vec![
                        is_moved.clone(),
                        Condition::Any(away),
                    ]))),
                ]));
            }
            rules.push((value.clone(), Condition::Any(ways)));
        }
        for (value, when) in rules {
            let rule = Rule {
                when,
                ..always(
                    self.base,
                    format!("stands {name}"),
                    stands,
                    vec![value],
                    span,
                )
            };
            self.rule(stands, rule);
        }
        Some((stands, moved, target))
    }

    fn fact(&mut self, name: String, ty: Type, span: Span) -> FactId {
        let id = FactId(crate::table::column::index(self.model.facts.len()));
        self.model.facts.push(Fact {
            name,
            label: Label::default(),
            ty,
            declared: id.0,
            recognised_from: None,
            phrase: Label::default(),
            established_by: None,
            judged_by: None,
            fixed: false,
            sensitive: false,
            span,
        });
        id
    }
}

/// That a decision comes to a value, or claims it.
pub(super) fn comes_to(model: &Model, of: DecisionId, value: &Datum) -> Formula {
    let unit = unit_of(&model.decisions[of.index()].ty);
    let values = match value {
        Datum::Leaf(leaf) => Values::Classes(ClassSet::one(*leaf)),
        Datum::YesNo(yes) => Values::Classes(ClassSet::one(u32::from(*yes))),
        value => {
            let at = ordinal(value, unit);
            Values::Ordinals(at, at)
        }
    };
    Formula::Atom(ColumnKey::Outcome(of), values)
}

/// That a decision is decided.
pub(super) fn is_decided(of: DecisionId) -> Formula {
    Formula::Atom(ColumnKey::Decided(of), Values::Classes(ClassSet::one(1)))
}

/// That a fact or decision has a value, as a condition.
fn is(model: &Model, ty: &Type, subject: Subject, value: &Datum, span: Span) -> Condition {
    let form = match (ty, value) {
        (Type::Kind(kind), Datum::Leaf(leaf)) => TestForm::Is {
            subject,
            nodes: vec![model.kinds[kind.index()].leaves[*leaf as usize]],
        },
        (_, value) => TestForm::YesNo {
            subject,
            expected: *value == Datum::YesNo(true),
        },
    };
    Condition::Test(Test { form, span })
}
