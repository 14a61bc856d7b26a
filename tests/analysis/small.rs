//! Random rulesets small enough to enumerate, in which rules have something to do with each other.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::properties::ast::{Condition, Guarantee, Rule, Ruleset, Subject, Test, Type, Value};
use crate::properties::build::{self, UNTIL};
use crate::properties::build_claims::overlap;
use crate::properties::check::tried;
use crate::properties::raw::{self, Pick, RawRuleset, choose, of};
use crate::properties::reference::conditions::reads;
use crate::properties::vocabulary::{DESCRIPTION, FACTS, MATTER_FACT, domain};

/// At most so many affairs, dates apart.
const AFFAIRS: usize = 400;
const RULES: usize = 6;

/// A ruleset of the generator, and how its rules are made to meet.
#[derive(Debug, Clone)]
pub struct RawSmall {
    pub ruleset: RawRuleset,
    /// For each rule: how, to which rule, and whether it concludes the same.
    pub relations: Vec<[Pick; 3]>,
    /// For each guarantee: whether it is taken from a rule, and from which.
    pub promises: Vec<[Pick; 2]>,
    pub overlap: Option<[Pick; 4]>,
    /// For `check --as-of`.
    pub as_of: Pick,
}

/// Tries a law on random rulesets; each number has others. Few steps make them smaller, for each is
/// enumerated.
pub fn each_small(number: u64, cases: u32, law: impl Fn(&RawSmall) -> Result<(), String>) {
    each_shrunk(number, 2_000, cases, law);
}

/// The same; what breaks the law is made smaller in at most so many steps.
pub fn each_shrunk(
    number: u64,
    steps: u32,
    cases: u32,
    law: impl Fn(&RawSmall) -> Result<(), String>,
) {
    tried(number, steps, cases, small(), law);
}

pub fn small() -> impl Strategy<Value = RawSmall> {
    let picks = || any::<u8>();
    (
        raw::ruleset(),
        vec([picks(), picks(), picks()], RULES),
        vec([picks(), picks()], 2),
        prop::option::weighted(0.5, [picks(), picks(), picks(), picks()]),
        picks(),
    )
        .prop_map(|(ruleset, relations, promises, overlap, as_of)| RawSmall {
            ruleset,
            relations,
            promises,
            overlap,
            as_of,
        })
}

pub fn ruleset(raw: &RawSmall) -> Ruleset {
    let mut picks = raw.ruleset.clone();
    picks.facts = few_facts(&picks);
    picks.recognised &= picks
        .facts
        .iter()
        .any(|&fact| usize::from(fact) == DESCRIPTION);
    picks.decisions.truncate(3);
    picks.rules.truncate(RULES);
    if let Some(table) = &mut picks.table {
        table.rows.truncate(2);
    }
    let mut ruleset = build::ruleset(&picks);
    for (rule, &relation) in raw.relations.iter().enumerate().take(ruleset.rules.len()) {
        relate(&mut ruleset, rule, relation);
    }
    let promised = ruleset.guarantees.len();
    for (guarantee, &promise) in raw.promises.iter().enumerate().take(promised) {
        if let Some(promise) = promised_by_a_rule(&ruleset, promise) {
            ruleset.guarantees[guarantee] = promise;
        }
    }
    if let Some(mut picks) = raw.overlap {
        // where rules were made to disagree
        if raw.ruleset.disputed {
            picks[0] = 0;
        }
        ruleset.overlaps.extend(overlap(&ruleset, picks));
    }
    ruleset
}

/// A day within the ruleset's period, or none.
pub fn as_of(raw: &RawSmall, ruleset: &Ruleset) -> Option<jiff::civil::Date> {
    use crate::properties::reference::completions::in_period;
    of(raw.as_of, &UNTIL)
        .and_then(|day| day.tomorrow().ok())
        .filter(|&day| in_period(ruleset, day))
}

/// As many facts as can be enumerated, four at most.
fn few_facts(raw: &RawRuleset) -> Vec<Pick> {
    let mut affairs = 1;
    let mut facts: Vec<Pick> = Vec::new();
    for &pick in &raw.facts {
        let fact = usize::from(pick) % (FACTS.len() + 3);
        let fact = if fact < FACTS.len() {
            fact
        } else {
            MATTER_FACT
        };
        let values = domain(fact).len();
        if facts.len() < 4 && affairs * values <= AFFAIRS {
            affairs *= values;
            facts.push(Pick::try_from(fact).expect("few facts"));
        }
    }
    facts
}

/// Gives a rule the condition of another, a narrower one, a wider one, or what others leave.
fn relate(ruleset: &mut Ruleset, rule: usize, [how, to, same]: [Pick; 3]) {
    let others: Vec<usize> = (0..ruleset.rules.len())
        .filter(|&other| other != rule && may_borrow(ruleset, rule, other))
        .collect();
    let Some(&other) = choose(to, &others) else {
        return;
    };
    let (own, theirs) = (whole(&ruleset.rules[rule]), whole(&ruleset.rules[other]));
    let condition = match how % 10 {
        0..=4 => return,
        5 => theirs,
        6 => Condition::All(vec![theirs, own]),
        7 => Condition::Any(vec![theirs, own]),
        8 => Condition::Not(Box::new(theirs)),
        _ => {
            let all = others.iter().map(|&other| whole(&ruleset.rules[other]));
            Condition::Not(Box::new(Condition::Any(all.collect())))
        }
    };
    let said = ruleset.rules[other].then.clone();
    let changed = &mut ruleset.rules[rule];
    changed.when = Some(condition);
    changed.unless = None;
    for (decision, values) in &mut changed.then {
        if let Some(theirs) = said.get(decision).filter(|_| same % 3 == 0) {
            values.clone_from(theirs);
        }
    }
}

/// Whether a condition reads only what comes before the decisions of a rule.
fn may_borrow(ruleset: &Ruleset, rule: usize, from: usize) -> bool {
    let mut read = BTreeSet::new();
    reads(ruleset, &whole(&ruleset.rules[from]), &mut read);
    let first = ruleset.rules[rule]
        .then
        .keys()
        .next()
        .expect("a conclusion");
    read.iter().all(|decision| decision < first)
}

fn whole(rule: &Rule) -> Condition {
    let when = rule.when.clone().unwrap_or(Condition::All(Vec::new()));
    match rule.unless.clone() {
        None => when,
        Some(unless) => Condition::All(vec![when, Condition::Not(Box::new(unless))]),
    }
}

/// What a rule says is so whenever it is met: often true, and broken where another beats it.
fn promised_by_a_rule(ruleset: &Ruleset, [how, rule]: [Pick; 2]) -> Option<Guarantee> {
    let rule = choose(rule, &ruleset.rules)?;
    let (&decision, values) = rule.then.iter().next().expect("a conclusion");
    let subject = Subject::Decision(decision);
    let declared = &ruleset.decisions[decision];
    let concluded = match (declared.collect, declared.ty, &values[0]) {
        (None, Type::Kind(_), Value::Node(node)) => Test::Is {
            subject,
            nodes: vec![*node],
            negated: false,
        },
        (None, Type::YesNo, Value::YesNo(yes)) => Test::YesNo {
            subject,
            said: Some(*yes),
        },
        _ => Test::Decided(decision),
    };
    let (when, then) = (whole(rule), Condition::Test(concluded));
    match how % 4 {
        0 => Some(Guarantee::Whenever(when, then)),
        1 => Some(Guarantee::Never(Condition::All(vec![
            when,
            Condition::Not(Box::new(then)),
        ]))),
        2 => Some(Guarantee::Always(Condition::Any(vec![
            Condition::Not(Box::new(when)),
            then,
        ]))),
        _ => None,
    }
}
