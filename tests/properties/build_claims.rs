//! What else speaks about rules, from picks: known overlaps, shifts, guarantees.

use super::ast::{Condition, Guarantee, Overlap, Ruleset, Shift, Test};
use super::build::{UNTIL, values};
use super::build_condition::Scope;
use super::raw::{Pick, RawGuarantee, RawShift, choose, of};
use super::reference::rules::Rules;
use super::vocabulary::{BODY, all_leaves};

pub fn overlap(ruleset: &Ruleset, [decision, until, body, all]: [Pick; 4]) -> Option<Overlap> {
    let rules = Rules::of(ruleset);
    let single: Vec<usize> = (0..ruleset.decisions.len())
        .filter(|&at| ruleset.decisions[at].collect.is_none())
        .collect();
    let decision = *choose(decision, &single)?;
    let named = |id: &str| {
        !id.starts_with("routing.") || ruleset.table.as_ref().is_some_and(|table| table.named)
    };
    let concluding = rules
        .list
        .iter()
        .filter(|rule| rule.then.contains_key(&decision) && named(&rule.id));
    let mut rules: Vec<String> = concluding.map(|rule| rule.id.clone()).collect();
    rules.truncate(if all % 2 == 0 { rules.len() } else { 2 });
    let decided_by = choose(body, &all_leaves(BODY)).copied();
    (rules.len() > 1).then(|| Overlap {
        rules,
        decision,
        until: of(until, &UNTIL),
        decided_by,
    })
}

/// A shift of a decision that has one value.
pub fn shift(scope: Scope, raw: &RawShift) -> Option<Shift> {
    let single: Vec<usize> = (0..scope.decisions.len())
        .filter(|&at| scope.decisions[at].collect.is_none())
        .collect();
    let decision = *choose(raw.decision, &single)?;
    let mut values = values(scope.decisions[decision].ty);
    let from = values.remove(usize::from(raw.from) % values.len());
    Some(Shift {
        decision,
        from,
        to: of(raw.to, &values),
        when: scope.condition(&raw.when),
    })
}

pub fn guarantee(scope: Scope, raw: &RawGuarantee) -> Guarantee {
    let decided = Test::Decided(usize::from(raw.decision) % scope.decisions.len());
    let decided = Condition::Test(decided);
    let (premise, then) = (scope.condition(&raw.premise), scope.condition(&raw.then));
    match raw.form % 6 {
        0 => Guarantee::Never(premise),
        1 => Guarantee::Never(Condition::All(vec![
            premise,
            Condition::Not(Box::new(decided)),
        ])),
        2 => Guarantee::Always(Condition::Any(vec![premise, then])),
        3 => Guarantee::Always(Condition::Any(vec![premise, decided])),
        4 => Guarantee::Whenever(premise, then),
        _ => Guarantee::Whenever(premise, decided),
    }
}
