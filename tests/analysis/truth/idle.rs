//! Declarations that do nothing: conditions that hold never or always, `impossible` clauses that
//! exclude nothing, shifts that cannot fire, guarantees about no affair.

use fenliu::analysis::{Finding, Kind};

use crate::properties::ast::{Condition, Define, Guarantee, Test};
use crate::properties::print_condition::DEFINES;

use super::super::expected::{Expected, may, must};
use super::super::situations::Situations;
use super::super::subject::Subject;
use super::Law;

pub const LAW: Law = Law {
    name: "idle",
    about: |kind| {
        matches!(
            kind,
            Kind::IdleDefine { .. }
                | Kind::IdleImpossible(_)
                | Kind::IdleShift(_)
                | Kind::IdleGuarantee(_)
        )
    },
    expected,
    sound: |_: &Subject, _: &Finding| Ok(()),
};

fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected = defines(s);
    let impossible = 0..s.ruleset.impossible.len();
    expected.extend(
        impossible
            .filter(|&clause| excludes_nothing(s, clause))
            .map(|clause| must(format!("impossible {}", clause + 1))),
    );
    // what stands over time has laws of its own, in `tests/track`
    let shifts = 1..=s.ruleset.shifts.len();
    expected.extend(shifts.map(|number| may(format!("shift S.{number}"))));
    for (guarantee, number) in s.ruleset.guarantees.iter().zip(1..) {
        let Guarantee::Whenever(premise, _) = guarantee else {
            continue;
        };
        if !s
            .worlds()
            .any(|(case, world)| s.holds(case, world, premise))
        {
            expected.push(must(format!("idle G.{number}")));
        }
    }
    expected
}

/// Definitions are over affairs and dates. Of one that nothing uses nothing need be said.
fn defines(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (number, define) in s.ruleset.defines.iter().enumerate() {
        let Define::Condition(condition) = define else {
            continue;
        };
        let mut holds = s
            .cases
            .iter()
            .map(|case| case.point.holds(s.ruleset, condition));
        let first = holds.next();
        let Some(first) = first.filter(|first| holds.all(|other| other == *first)) else {
            continue;
        };
        let line = format!(
            "define {} {}",
            DEFINES[number],
            if first { "always" } else { "never" }
        );
        expected.push(match is_used(s, number) {
            true => must(line),
            false => may(line),
        });
    }
    expected
}

fn is_used(s: &Situations, define: usize) -> bool {
    let ruleset = s.ruleset;
    let mut conditions: Vec<&Condition> = s.rules.list.iter().map(|rule| &rule.condition).collect();
    conditions.extend(ruleset.shifts.iter().map(|shift| &shift.when));
    for guarantee in &ruleset.guarantees {
        match guarantee {
            Guarantee::Never(one) | Guarantee::Always(one) => conditions.push(one),
            Guarantee::Whenever(one, other) => conditions.extend([one, other]),
        }
    }
    conditions
        .into_iter()
        .any(|condition| uses(condition, define))
}

fn uses(condition: &Condition, define: usize) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().any(|part| uses(part, define))
        }
        Condition::Not(inner) => uses(inner, define),
        Condition::Test(test) => *test == Test::Defined(define),
    }
}

/// Whether every affair that the clause excludes is excluded by another.
fn excludes_nothing(s: &Situations, clause: usize) -> bool {
    let all = &s.ruleset.impossible;
    s.points.iter().all(|point| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != clause);
        !point.holds(s.ruleset, &all[clause])
            || others
                .map(|(_, other)| other)
                .any(|other| point.holds(s.ruleset, other))
    })
}
