//! Unsatisfiable: a rule that no situation meets, dates included.

use fenliu::analysis::{Finding, Kind};

use super::super::expected::{Expected, must};
use super::super::situations::Situations;
use super::super::subject::Subject;
use super::Law;
use super::unreachable::is_met;

pub const LAW: Law = Law {
    name: "unsatisfiable",
    about: |kind| matches!(kind, Kind::Unsatisfiable { .. }),
    expected,
    sound: |_: &Subject, _: &Finding| Ok(()),
};

/// Whether it is met nowhere. It reads only decisions upstream of each that it concludes, so it is
/// the same for all of them.
pub fn is_unsatisfiable(s: &Situations, rule: usize) -> bool {
    !s.rules.list[rule]
        .then
        .keys()
        .any(|&decision| is_met(s, rule, decision))
}

fn expected(s: &Situations) -> Vec<Expected> {
    (0..s.rules.list.len())
        .filter(|&rule| is_unsatisfiable(s, rule))
        .map(|rule| {
            let how = if when_is_met(s, rule) {
                " by unless"
            } else {
                ""
            };
            must(format!("unsatisfiable {}{how}", s.id(rule)))
        })
        .collect()
}

/// Whether there is an `unless`, and some situation would meet the rule without it.
fn when_is_met(s: &Situations, rule: usize) -> bool {
    let declared = s
        .ruleset
        .rules
        .get(rule)
        .filter(|declared| declared.unless.is_some());
    let Some(declared) = declared else {
        return false;
    };
    s.worlds().any(|(case, world)| {
        s.rules.list[rule].in_force(case.point.as_of)
            && declared.when.iter().all(|when| s.holds(case, world, when))
    })
}
