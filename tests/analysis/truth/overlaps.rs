//! Declared overlaps that never happen, and those that list rules which never claim with the
//! others.

use fenliu::analysis::{Finding, Kind};

use crate::properties::ast::Overlap;

use super::super::expected::{Expected, must};
use super::super::situations::{Set, Situations, set};
use super::super::subject::Subject;
use super::Law;

pub const LAW: Law = Law {
    name: "overlap",
    about: |kind| matches!(kind, Kind::StaleOverlap(_) | Kind::BroadOverlap(_)),
    expected,
    sound: |_: &Subject, _: &Finding| Ok(()),
};

fn expected(s: &Situations) -> Vec<Expected> {
    let mut expected = Vec::new();
    for (overlap, number) in s.ruleset.overlaps.iter().zip(1..) {
        let listed = set(overlap
            .rules
            .iter()
            .filter_map(|id| s.rules.list.iter().position(|rule| rule.id == *id)));
        let used = used(s, overlap, listed);
        if used == 0 {
            expected.push(must(format!("stale overlap {number}")));
        } else if used != listed {
            let rules = s.ids(listed & !used).join(", ");
            expected.push(must(format!("broad overlap {number}: {rules}")));
        }
    }
    expected
}

/// The rules left where some disagree, all are listed, and the overlap is in force.
fn used(s: &Situations, overlap: &Overlap, listed: Set) -> Set {
    let mut used = 0;
    for (case, world) in s.worlds() {
        let left = world.left[overlap.decision];
        let in_force = overlap
            .until
            .is_none_or(|until| case.point.as_of.is_none_or(|day| day <= until));
        if in_force && left & !listed == 0 && s.disagree(left, overlap.decision) {
            used |= left;
        }
    }
    used
}
