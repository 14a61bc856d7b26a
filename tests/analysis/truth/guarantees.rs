//! A guarantee is refuted by a situation of all decisions it reads that breaks it.

use fenliu::analysis::{Finding, Kind};

use crate::properties::ast::Guarantee;

use super::super::expected::{Expected, must};
use super::super::situations::{Case, Situations, World};
use super::super::subject::Subject;
use super::super::witness;
use super::Law;

pub const LAW: Law = Law {
    name: "guarantee",
    about: |kind| matches!(kind, Kind::Guarantee(_)),
    expected,
    sound,
};

fn breaks(s: &Situations, case: &Case, world: &World, guarantee: &Guarantee) -> bool {
    match guarantee {
        Guarantee::Never(condition) => s.holds(case, world, condition),
        Guarantee::Always(condition) => !s.holds(case, world, condition),
        Guarantee::Whenever(premise, then) => {
            s.holds(case, world, premise) && !s.holds(case, world, then)
        }
    }
}

/// Whether some situation of a case breaks it.
pub fn is_shown(s: &Situations, case: &Case, guarantee: &Guarantee) -> bool {
    let mut worlds = case.worlds.iter();
    worlds.any(|world| breaks(s, case, world, guarantee))
}

pub fn is_broken(s: &Situations, guarantee: &Guarantee) -> bool {
    s.cases.iter().any(|case| is_shown(s, case, guarantee))
}

fn expected(s: &Situations) -> Vec<Expected> {
    (1..)
        .zip(&s.ruleset.guarantees)
        .filter(|(_, guarantee)| is_broken(s, guarantee))
        .map(|(number, _)| must(format!("broken G.{number}")))
        .collect()
}

fn sound(subject: &Subject, finding: &Finding) -> Result<(), String> {
    let s = &subject.situations;
    let Kind::Guarantee(number) = finding.kind else {
        return Ok(());
    };
    let name = &subject.ruleset.model().guarantees[number as usize].name;
    let at = (1..)
        .zip(&s.ruleset.guarantees)
        .find(|(at, _)| format!("G.{at}") == *name);
    let (_, guarantee) = at.ok_or("no such guarantee")?;
    let shows = |case: &Case| is_shown(s, case, guarantee);
    witness::shows(subject, finding, "the guarantee broken", shows)
}
